use super::*;
use crate::communities::model::ReadPolicy;
use chrono::{TimeZone, Utc};
use serde_json::json;

fn now() -> Time {
    Time::new(Utc.timestamp_opt(1_800_000_000, 0).unwrap())
}

fn read(value: &Value) -> Result<RemoteActor, ActorRefused> {
    read_actor(value, now())
}

fn person(change: impl FnOnce(&mut Value)) -> Value {
    let mut value = json!({
        "id": "https://a.test/u/ana",
        "type": "Person",
        "preferredUsername": "ana",
        "inbox": "https://a.test/u/ana/inbox",
        "publicKey": {
            "id": "https://a.test/u/ana#main-key",
            "owner": "https://a.test/u/ana",
            "publicKeyPem": "PEM",
        },
    });
    change(&mut value);
    value
}

fn bio(actor: RemoteActor) -> RemoteProfile {
    match actor.profile {
        Profile::Person(profile) => profile,
        Profile::Group(_) => panic!("a community"),
    }
}

#[test]
fn a_lemmy_community_is_read() {
    let read = read(&json!({
        "@context": ["https://join-lemmy.org/context.json", "https://www.w3.org/ns/activitystreams"],
        "type": "Group",
        "id": "http://lemmy-alpha:8541/c/wire",
        "preferredUsername": "wire",
        "inbox": "http://lemmy-alpha:8541/c/wire/inbox",
        "followers": "http://lemmy-alpha:8541/c/wire/followers",
        "publicKey": {
            "id": "http://lemmy-alpha:8541/c/wire#main-key",
            "owner": "http://lemmy-alpha:8541/c/wire",
            "publicKeyPem": "PEM",
        },
        "name": "Wire edited",
        "summary": "<p>new desc</p>\n",
        "source": {"content": "new desc", "mediaType": "text/markdown"},
        "sensitive": false,
        "attributedTo": "http://lemmy-alpha:8541/c/wire/moderators",
        "postingRestrictedToMods": true,
        "outbox": "http://lemmy-alpha:8541/c/wire/outbox",
        "endpoints": {"sharedInbox": "http://lemmy-alpha:8541/inbox"},
        "featured": "http://lemmy-alpha:8541/c/wire/featured",
        "language": [],
        "published": "2026-11-23T09:29:09.562648Z",
    }))
    .unwrap();
    let actor = read.actor;
    assert_eq!(actor.host, "lemmy-alpha:8541");
    assert_eq!(actor.kind, ActorKind::Group);
    assert_eq!(
        actor.shared_inbox_url.as_deref(),
        Some("http://lemmy-alpha:8541/inbox")
    );
    let moderators = Some("http://lemmy-alpha:8541/c/wire/moderators");
    assert_eq!(actor.moderators_url.as_deref(), moderators);
    let Profile::Group(community) = read.profile else {
        panic!("no community")
    };
    assert_eq!(community.title, "Wire edited");
    assert_eq!(community.description, "new desc");
    assert_eq!(community.read_policy, ReadPolicy::Public);
    assert_eq!(community.post_policy, WritePolicy::Conveners);
    assert!(community.restricted_to_moderators);
}

#[test]
fn a_server_without_a_name_is_called_by_its_host() {
    let read = read(&json!({
        "type": "Application",
        "id": "http://lemmy-alpha:8541/",
        "name": "Lemmy",
        "inbox": "http://lemmy-alpha:8541/inbox",
        "publicKey": {"id": "http://lemmy-alpha:8541/#main-key", "owner": "http://lemmy-alpha:8541/", "publicKeyPem": "PEM"},
    }))
    .unwrap();
    assert_eq!(read.actor.name, "lemmy-alpha:8541");
    assert!(bio(read).bot);
}

#[test]
fn peers_oddities_do_not_matter() {
    let read = read(&person(|ana| {
        // GoToSocial: the key at a path, no endpoints; snac: an empty summary; Discourse: the shared
        // inbox at the top; Misskey: nulls.
        ana["publicKey"]["id"] = json!("https://a.test/u/ana/main-key");
        ana["endpoints"] = json!(null);
        ana["sharedInbox"] = json!("https://a.test/inbox");
        ana["name"] = json!(null);
        ana["summary"] = json!("");
        ana["attachment"] = json!([
            {"type": "PropertyValue", "name": "Site", "value": "<a href=\"https://ana.test/\">https://ana.test/</a>"},
            {"type": "PropertyValue", "name": "Pronouns", "value": "she"},
            {"type": "IdentityProof"},
        ]);
        ana["attributedTo"] = json!("https://a.test/x");
    }))
    .unwrap();
    assert_eq!(
        read.actor.shared_inbox_url.as_deref(),
        Some("https://a.test/inbox")
    );
    assert_eq!(
        read.actor.moderators_url, None,
        "only communities have moderators"
    );
    let profile = bio(read);
    assert_eq!(profile.display_name, "");
    let links: Vec<&str> = profile
        .links
        .0
        .iter()
        .map(|link| link.url.as_str())
        .collect();
    assert_eq!(links, ["https://ana.test/"]);
}

#[test]
fn addresses_on_other_servers_are_not_kept() {
    let read = read(&person(|ana| {
        ana["endpoints"] = json!({"sharedInbox": "https://victim.test/inbox"});
        ana["outbox"] = json!("https://victim.test/outbox");
        ana["featured"] = json!("http://a.test/featured");
        ana["url"] = json!("https://victim.test/@ana");
    }))
    .unwrap();
    let actor = read.actor;
    assert_eq!(actor.shared_inbox_url, None);
    assert_eq!(actor.outbox_url, None);
    assert_eq!(actor.featured_url, None, "another scheme is another origin");
    assert_eq!(actor.page_url, None);
}

#[test]
fn what_cannot_be_trusted_is_refused() {
    type Change = fn(&mut Value);
    let cases: &[(Change, ActorRefused)] = &[
        (|v| v["id"] = json!(null), ActorRefused::Id),
        (|v| v["id"] = json!("urn:uuid:1"), ActorRefused::Id),
        (|v| v["type"] = json!("Note"), ActorRefused::NotAnActor),
        (|v| v["preferredUsername"] = json!(""), ActorRefused::Name),
        (
            |v| v["preferredUsername"] = json!("ana@evil.test"),
            ActorRefused::Name,
        ),
        (
            |v| v["preferredUsername"] = json!("../ana"),
            ActorRefused::Name,
        ),
        (
            |v| v["preferredUsername"] = json!("a".repeat(129)),
            ActorRefused::Name,
        ),
        (|v| v["inbox"] = json!(null), ActorRefused::Inbox),
        (
            |v| v["inbox"] = json!("https://victim.test/inbox"),
            ActorRefused::Inbox,
        ),
        (
            |v| v["publicKey"]["owner"] = json!("https://a.test/u/eve"),
            ActorRefused::Key,
        ),
        (
            |v| v["publicKey"]["id"] = json!("https://evil.test/key"),
            ActorRefused::Key,
        ),
        (
            |v| v["publicKey"]["publicKeyPem"] = json!("x".repeat(10_001)),
            ActorRefused::Key,
        ),
        (
            |v| v["summary"] = json!("x".repeat(200_001)),
            ActorRefused::TooLong,
        ),
    ];
    for (change, expected) in cases {
        let value = person(change);
        assert_eq!(read(&value).unwrap_err(), *expected);
    }
}

#[test]
fn names_and_texts_are_cleaned() {
    let read = read(&person(|ana| {
        ana["name"] = json!(format!("Ana\u{202e}\n{}", "x".repeat(500)));
        ana["summary"] = json!("<p onclick=x>Hi <script>alert(1)</script></p>");
        ana["attachment"] = json!([{"name": "Evil", "value": "javascript:alert(1)"}]);
    }))
    .unwrap();
    let profile = bio(read);
    assert_eq!(profile.display_name.chars().count(), 200);
    assert!(!profile.display_name.contains(['\u{202e}', '\n']));
    assert!(!profile.bio_html.contains("onclick") && !profile.bio_html.contains("<script"));
    assert!(profile.links.0.is_empty());
}

#[test]
fn times_in_the_future_count_as_now() {
    let value = person(|ana| ana["published"] = json!("2999-01-01T00:00:00Z"));
    assert_eq!(read(&value).unwrap().published, Some(now()));
}

#[test]
fn private_and_unlisted_communities_are_told_apart() {
    let cases = [
        (json!({}), ReadPolicy::Public),
        (json!({"discoverable": true}), ReadPolicy::Public),
        (json!({"discoverable": false}), ReadPolicy::Unlisted),
        (
            json!({"manuallyApprovesFollowers": true}),
            ReadPolicy::Members,
        ),
    ];
    for (value, expected) in cases {
        assert_eq!(read_policy(&value), expected, "{value}");
    }
}

#[test]
fn who_may_write_in_a_community_is_read_where_it_is_said() {
    let cases = [
        (json!(null), WritePolicy::Readers),
        (json!("members"), WritePolicy::Members),
        (json!("kings"), WritePolicy::Readers),
        (json!({"id": "members"}), WritePolicy::Readers),
    ];
    for (said, expected) in cases {
        let group = person(|group| {
            group["type"] = json!("Group");
            group["postPolicy"] = said.clone();
            group["answerPolicy"] = said.clone();
        });
        let Profile::Group(group) = read(&group).unwrap().profile else {
            panic!("no community")
        };
        assert_eq!(group.post_policy, expected, "{said}");
        assert_eq!(group.answer_policy, expected, "{said}");
    }
}

#[test]
fn what_a_profile_says_of_a_craft_is_read_from_its_rows() {
    let rows = json!([
        {"type": "PropertyValue", "name": "Headline", "value": "Restorer &amp; <b>dealer</b>"},
        {"type": "PropertyValue", "name": "Location", "value": "<p>Cremona</p>"},
        {"type": "PropertyValue", "name": "Place", "value": "<a href=\"https://ana.test/\">https://ana.test/</a>"},
        {"type": "PropertyValue", "name": "Skills", "value": "Glue, #Varnish, glue"},
        {"type": "PropertyValue", "name": "Looking for", "value": "x".repeat(9000)},
        {"type": "PropertyValue", "name": "Offers", "value": ["a", "list"]},
        {"type": "PropertyValue", "name": "Pronouns", "value": "she"},
        "Headline",
    ]);
    let profile = bio(read(&person(|ana| {
        ana["name"] = json!("Ana");
        ana["attachment"] = rows.clone();
    }))
    .unwrap());
    let craft = &profile.craft;
    assert_eq!(craft.headline, "Restorer & dealer");
    assert_eq!(craft.place, "Cremona", "an address is a link, not a place");
    assert_eq!(craft.expertise.0, ["glue", "varnish"]);
    assert_eq!(craft.seeks, "", "too long to be read");
    assert_eq!(profile.links.0.len(), 1);
    assert_eq!(
        profile.sought,
        "ana\nrestorer & dealer\ncremona\na\n#glue\n#varnish\n"
    );
    let hidden = bio(read(&person(|ana| {
        ana["attachment"] = rows.clone();
        ana["discoverable"] = json!(false);
    }))
    .unwrap());
    assert_eq!(hidden.craft, Craft::default());
    assert_eq!(hidden.sought, "");
}
