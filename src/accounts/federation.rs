//! People and the server itself as documents (protocol.md §1.3, §1.4).

use super::model::{Account, Person};
use crate::activitypub::actors::Actor;
use crate::activitypub::vocabulary::{PUBLIC, context};
use crate::app::App;
use crate::text::{escape, picture_type};
use serde_json::{Map, Value, json};

/// A local person, or a bot.
pub fn person_document(app: &App, person: &Person) -> Value {
    let (account, actor) = (&person.account, &person.actor);
    let mut document = actor_document(app, actor);
    put(
        &mut document,
        "type",
        if account.bot { "Service" } else { "Person" },
    );
    put(&mut document, "preferredUsername", &*actor.name);
    put(
        &mut document,
        "webfinger",
        format!("{}@{}", actor.name, app.local.host),
    );
    put(&mut document, "name", person.display_name());
    put(&mut document, "url", actor.page());
    put_summary(&mut document, &account.bio_html, &account.bio);
    let fields = attachment(account);
    if !fields.is_empty() {
        put(&mut document, "attachment", fields);
    }
    put_pictures(
        app,
        &mut document,
        account.avatar.as_deref(),
        account.banner.as_deref(),
    );
    put(&mut document, "manuallyApprovesFollowers", false);
    put(&mut document, "discoverable", true);
    put(&mut document, "indexable", true);
    put(&mut document, "published", account.created_at.wire());
    Value::Object(document)
}

/// Somebody here has changed what they say about themselves (protocol.md §3.3).
pub fn update_document(app: &App, person: &Person, id: &str) -> Value {
    let actor = &person.actor;
    let mut object = person_document(app, person);
    if let Some(object) = object.as_object_mut() {
        object.remove("@context");
    }
    let at = app.now().wire();
    let followers: Vec<&str> = actor.followers_url.as_deref().into_iter().collect();
    json!({
        "@context": context(&app.local.url("/context.json")),
        "id": id,
        "type": "Update",
        "actor": actor.ap_id,
        "to": [PUBLIC],
        "cc": followers,
        "published": at,
        "updated": at,
        "object": object,
    })
}

/// Somebody here is gone for good, and asks that their words go too (protocol.md §3.4).
pub fn farewell_document(app: &App, person: &Person, id: &str) -> Value {
    let actor = &person.actor;
    json!({
        "@context": context(&app.local.url("/context.json")),
        "id": id,
        "type": "Delete",
        "actor": actor.ap_id,
        "object": actor.ap_id,
        "to": [PUBLIC],
        "cc": [],
        // Lemmy and its kin keep what was written unless it is said.
        "removeData": true,
        "published": app.now().wire(),
    })
}

/// The server: it signs our fetches, and others address it when they mean all of us. Its profile is
/// account 1's.
pub fn instance_document(app: &App, instance: &Person) -> Value {
    let (account, actor) = (&instance.account, &instance.actor);
    let mut document = actor_document(app, actor);
    put(&mut document, "type", "Application");
    put(&mut document, "preferredUsername", &*app.local.host);
    put(&mut document, "name", instance.display_name());
    put(&mut document, "url", app.local.url("/about"));
    put_summary(&mut document, &account.bio_html, &account.bio);
    put(&mut document, "language", json!([]));
    put(&mut document, "manuallyApprovesFollowers", true);
    put(&mut document, "published", account.created_at.wire());
    Value::Object(document)
}

/// What every actor of ours has. Optional addresses are left out rather than null: some peers fail
/// on null (protocol.md §1.2).
pub fn actor_document(app: &App, actor: &Actor) -> Map<String, Value> {
    let mut document = Map::new();
    put(
        &mut document,
        "@context",
        context(&app.local.url("/context.json")),
    );
    put(&mut document, "id", &*actor.ap_id);
    put(&mut document, "inbox", &*actor.inbox_url);
    let optional = [
        ("outbox", &actor.outbox_url),
        ("followers", &actor.followers_url),
        ("featured", &actor.featured_url),
    ];
    for (key, url) in optional {
        if let Some(url) = url {
            put(&mut document, key, &**url);
        }
    }
    if let Some(shared) = &actor.shared_inbox_url {
        put(&mut document, "endpoints", json!({"sharedInbox": shared}));
    }
    if let (Some(id), Some(pem)) = (&actor.key_id, &actor.public_key) {
        let key = json!({"id": id, "owner": actor.ap_id, "publicKeyPem": pem});
        put(&mut document, "publicKey", key);
    }
    document
}

/// The pictures of an actor of ours, each one object: Lemmy before 1.0 fails on lists (protocol.md §1.2).
pub fn put_pictures(
    app: &App,
    document: &mut Map<String, Value>,
    icon: Option<&str>,
    image: Option<&str>,
) {
    for (key, name) in [("icon", icon), ("image", image)] {
        let Some((name, media_type)) = name.and_then(|name| Some((name, picture_type(name)?)))
        else {
            continue;
        };
        let url = app.local.url(&format!("/media/{name}"));
        let picture = json!({"type": "Image", "mediaType": media_type, "url": url});
        put(document, key, picture);
    }
}

fn put_summary(document: &mut Map<String, Value>, html: &str, markdown: &str) {
    if html.is_empty() {
        return;
    }
    put(document, "summary", html);
    put(
        document,
        "source",
        json!({"content": markdown, "mediaType": "text/markdown"}),
    );
    put(document, "mediaType", "text/html");
}

/// The rows of the profile, first what they say of their craft, then their links.
fn attachment(account: &Account) -> Vec<Value> {
    let craft = account.craft.rows().into_iter();
    let craft = craft.map(|(name, value)| property_value(name, &escape(&value)));
    let links = account.links.0.iter().map(|link| {
        let url = escape(&link.url);
        let html = format!(r#"<a href="{url}" rel="me nofollow noopener">{url}</a>"#);
        property_value(&link.label, &html)
    });
    craft.chain(links).collect()
}

/// A row of the profile as Mastodon reads it: the value is HTML.
fn property_value(name: &str, html: &str) -> Value {
    json!({"type": "PropertyValue", "name": name, "value": html})
}

fn put(document: &mut Map<String, Value>, key: &str, value: impl Into<Value>) {
    document.insert(key.to_owned(), value.into());
}
