use super::*;
use crate::accounts::federation::{instance_document, person_document};
use crate::accounts::queries::find_person;
use crate::communities::documents::group_document;
use crate::communities::federation::{Profile, read_actor};
use crate::ids::INSTANCE;
use crate::membership::actions::update_community;

fn assert_keys(document: &Value, keys: &[&str]) {
    for key in keys {
        let value = &document[*key];
        assert!(
            !value.is_null() && *value != "",
            "{key} is missing: {document}"
        );
    }
    // Some peers fail on null and on empty addresses.
    for (key, value) in document.as_object().unwrap() {
        assert!(!value.is_null() && *value != "", "{key} is empty");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_has_every_property_that_some_peer_needs() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let rust = community(&app, &ada, "rust").await;
    let group = group_document(&app, &rust);
    assert_keys(
        &group,
        &[
            "@context",
            "id",
            "type",
            "preferredUsername",
            "webfinger",
            "name",
            "description",
            "summary",
            "source",
            "mediaType",
            "url",
            "inbox",
            "outbox",
            "followers",
            "featured",
            "attributedTo",
            "moderators",
            "endpoints",
            "publicKey",
            "sensitive",
            "postingRestrictedToMods",
            "postPolicy",
            "answerPolicy",
            "manuallyApprovesFollowers",
            "discoverable",
            "indexable",
            "questionAnswer",
            "defaultPostType",
            "newModsWanted",
            "privateMods",
            "genAI",
            "openness",
            "language",
            "tag",
            "lemmy:tagsForPosts",
            "published",
            "updated",
        ],
    );
    assert_eq!(
        group["@context"][0],
        "https://www.w3.org/ns/activitystreams"
    );
    assert_eq!(group["id"], "https://guild.example/c/rust");
    assert_eq!(group["type"], "Group");
    assert_eq!(group["webfinger"], "rust@guild.example");
    assert_eq!(
        group["attributedTo"],
        "https://guild.example/c/rust/moderators"
    );
    assert_eq!(
        group["endpoints"]["sharedInbox"],
        "https://guild.example/inbox"
    );
    assert_eq!(
        group["publicKey"]["id"],
        "https://guild.example/c/rust#main-key"
    );
    assert_eq!(group["publicKey"]["owner"], group["id"]);
    let pem = group["publicKey"]["publicKeyPem"].as_str().unwrap();
    assert!(pem.starts_with("-----BEGIN PUBLIC KEY-----"));
    assert_eq!(group["manuallyApprovesFollowers"], false);
    assert_eq!(group["questionAnswer"], true);
    assert_eq!(group["postingRestrictedToMods"], false);
    assert_eq!(
        group["language"],
        json!([{"identifier": "en", "name": "English"}])
    );
    assert_eq!(
        group["source"]["content"],
        "About *Rust*.\n\n## Rules\n\nBe kind."
    );
    let summary = group["summary"].as_str().unwrap();
    assert!(summary.starts_with("<p>For people who write Rust</p>"));
    assert!(summary.contains("<em>Rust</em>"));
    let Profile::Group(read) = read_actor(&group, app.now()).unwrap().profile else {
        panic!("a Group is a community");
    };
    assert_eq!(read.focus, "For people who write Rust");
    assert!(
        read.description_html.starts_with("<p>About"),
        "{}",
        read.description_html
    );
    assert_eq!(group["published"], "2026-06-01T12:00:00Z");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bare_community_leaves_out_what_it_has_not() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let bare = CommunityForm {
        name: "bare".into(),
        title: "Bare".into(),
        post_policy: "conveners".into(),
        ..CommunityForm::default()
    };
    let bare = open_community(&app, &Viewer::System, &ada, &bare)
        .await
        .unwrap();
    let group = group_document(&app, &bare);
    assert_keys(&group, &["id", "name"]);
    for absent in ["description", "summary", "source", "icon", "image"] {
        assert!(group.get(absent).is_none(), "{absent}");
    }
    assert_eq!(group["language"], json!([]));
    assert_eq!(group["postingRestrictedToMods"], true);
    assert_eq!(group["postPolicy"], "conveners");
    assert_eq!(group["answerPolicy"], "readers");
}

#[tokio::test(flavor = "multi_thread")]
async fn people_and_the_server_are_served_as_peers_need_them() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let document = person_document(&app, &ada);
    let required = [
        "id",
        "type",
        "preferredUsername",
        "name",
        "inbox",
        "outbox",
        "publicKey",
    ];
    assert_keys(&document, &required);
    assert_eq!(document["type"], "Person");
    assert!(document.get("attributedTo").is_none());
    let mut conn = app.store.read().await.unwrap();
    let instance = find_person(&mut conn, INSTANCE).await.unwrap();
    let document = instance_document(&app, &instance);
    assert_keys(
        &document,
        &[
            "id",
            "type",
            "preferredUsername",
            "inbox",
            "publicKey",
            "endpoints",
        ],
    );
    assert_eq!(document["id"], "https://guild.example/");
    assert_eq!(document["type"], "Application");
    assert_eq!(document["preferredUsername"], "guild.example");
    assert_eq!(
        document["publicKey"]["id"],
        "https://guild.example/#main-key"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_told_in_both_dialects() {
    let app = started().await;
    let ada = person(&app, "ada").await;
    let rust = community(&app, &ada, "rust").await;
    for (host, software) in [
        ("forum.test", "lemmy"),
        ("blog.test", "mastodon"),
        ("new.test", ""),
    ] {
        let id = format!("https://{host}/u/bob");
        let bob = known(&app, &id, "Person", "bob").await;
        follows::follow_from(&app, bob.actor(), &rust, "1").await;
        follows::set_software(&app, host, software).await;
    }
    let before = said(&app).await.len();
    app.clock.advance(chrono::TimeDelta::minutes(5));
    let changed = CommunityForm {
        title: "Rust people".into(),
        ..form("ignored")
    };
    let changed = update_community(&app, &ada, &rust, &changed).await.unwrap();
    assert_eq!(changed.actor.name, "rust");
    let said = said(&app).await.split_off(before);
    let [inner, outer, raw] = said.as_slice() else {
        panic!("{said:?}")
    };
    assert_eq!(inner["type"], "Update");
    assert_eq!(inner["actor"], "https://guild.example/u/ada");
    assert_eq!(inner["object"]["name"], "Rust people");
    assert_eq!(inner["object"]["updated"], "2026-06-01T12:05:00Z");
    assert!(inboxes(&app, &inner["id"]).await.is_empty());
    assert_eq!(outer["type"], "Announce");
    assert_eq!(outer["actor"], "https://guild.example/c/rust");
    assert_eq!(outer["object"]["id"], inner["id"]);
    assert!(outer["object"].get("@context").is_none());
    assert_eq!(
        outer["cc"],
        json!(["https://guild.example/c/rust/followers"])
    );
    let forums = [
        "https://forum.test/u/bob/inbox",
        "https://new.test/u/bob/inbox",
    ];
    assert_eq!(inboxes(&app, &outer["id"]).await, forums);
    assert_eq!(raw["type"], "Update");
    assert_eq!(raw["actor"], "https://guild.example/c/rust");
    assert_eq!(
        inboxes(&app, &raw["id"]).await,
        ["https://blog.test/u/bob/inbox"]
    );
}
