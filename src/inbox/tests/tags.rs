//! Tags that come from other servers: as hashtags, as those of a community's list, and the lists themselves.

use super::{World, count, id};
use crate::accounts::model::Viewer;
use crate::communities::federation::{FRESH, resolve_actor};
use crate::communities::queries::community_by_ap_id;
use crate::communities::queries::tags::{list_kept, tag_by_name};
use crate::communities::tests::said;
use crate::following::actions::choose_tag;
use crate::following::model::TagChoice;
use crate::membership::actions::{SettingsForm, update_settings};
use crate::posts::actions::{TagForm, ThreadDraft, save_tag, start_thread};
use crate::posts::model::ThreadKind;
use crate::posts::queries::{post_by_ap_id, set_post_removed};
use crate::store::Time;
use chrono::TimeDelta;
use serde_json::{Value, json};

async fn tags_of(world: &World, thread: &Value) -> Vec<String> {
    let mut conn = world.app.store.read().await.unwrap();
    let found = post_by_ap_id(&mut conn, &Viewer::System, id(thread)).await;
    found.unwrap().unwrap().tags.0
}

fn hashtag(name: &str) -> Value {
    json!({"type": "Hashtag", "href": "https://a.test/tags/x", "name": name})
}

#[tokio::test(flavor = "multi_thread")]
async fn tags_that_arrive_mean_what_they_mean_here() {
    let world = World::new().await;
    let form = TagForm {
        synonyms: "leim".into(),
        listed: "on".into(),
        ..TagForm::default()
    };
    save_tag(&world.app, &world.ada, &world.luthiers, "glue", &form)
        .await
        .unwrap();
    let bob = world.person("https://a.test/u/bob");
    let mut thread = bob.thread(world.group(), "1", "Which?");
    thread["tag"] = json!([
        hashtag("#Leim"),
        hashtag("#Pine"),
        {"type": "CommunityPostTag", "id": "https://guild.example/c/luthiers/tag/glue",
         "preferredUsername": "glue", "name": "Glue"},
    ]);
    let create = bob.does("Create", "1", thread.clone());
    world.send(&bob, &create).await;
    assert_eq!(tags_of(&world, &thread).await, ["glue", "pine"]);

    // Where only tags of the list are used, others are left out.
    let mut conn = world.app.store.read().await.unwrap();
    let mut form = SettingsForm::load(&mut conn, &world.luthiers)
        .await
        .unwrap();
    drop(conn);
    form.tags = "listed".to_owned();
    form.tags_required = "yes".to_owned();
    update_settings(
        &world.app,
        &Viewer::System,
        &world.ada,
        &world.luthiers,
        &form,
    )
    .await
    .unwrap();
    let mut second = bob.thread(world.group(), "2", "And now?");
    second["tag"] = json!([hashtag("#Leim"), hashtag("#Pine")]);
    world
        .send(&bob, &bob.does("Create", "2", second.clone()))
        .await;
    assert_eq!(tags_of(&world, &second).await, ["glue"]);
    let bare = bob.thread(world.group(), "3", "Without?");
    world
        .send(&bob, &bob.does("Create", "3", bare.clone()))
        .await;
    assert_eq!(tags_of(&world, &bare).await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_list_that_changes_only_what_somebody_uses_or_follows_is_left() {
    let world = World::new().await;
    let group = "https://lemmy.test/c/rust";
    let remote = world.actor(group, "Group");
    let listing = |names: &[String]| {
        let tag = |name: &String| {
            json!({"type": "CommunityPostTag", "id": format!("{group}/tag/{name}"),
                   "preferredUsername": name})
        };
        let mut document = remote.document("Group");
        document["tag"] = names.iter().map(tag).collect();
        document
    };
    let first = ["used", "hidden", "followed", "muted", "idle"].map(str::to_owned);
    world.followed_group_as(group, &listing(&first)).await;
    let find = async |name: &str| {
        let mut conn = world.app.store.read().await.unwrap();
        let community = community_by_ap_id(&mut conn, group).await.unwrap().unwrap();
        let tag = tag_by_name(&mut conn, community.id(), name).await.unwrap();
        (community.id(), tag)
    };
    let (place, _) = find("used").await;
    let write = async |name: &str| {
        let draft = ThreadDraft {
            title: "Which runtime?".into(),
            tags: vec![name.to_owned()],
            ..ThreadDraft::default()
        };
        let kind = ThreadKind::Question;
        let written = start_thread(&world.app, &world.ada, place, kind, &draft).await;
        written.unwrap().id
    };
    write("used").await;
    let hidden = write("hidden").await;
    let remove = async |at: Option<Time>| {
        let mut tx = world.app.store.begin().await.unwrap();
        set_post_removed(&mut tx, hidden, at).await.unwrap();
        tx.commit().await.unwrap();
    };
    remove(Some(world.app.now())).await;
    for (name, choice) in [("followed", TagChoice::Follow), ("muted", TagChoice::Mute)] {
        let tag = find(name).await.1.unwrap();
        choose_tag(&world.app, &world.ada, tag.id, choice)
            .await
            .unwrap();
    }
    for n in 0..3 {
        world.serve(&listing(&[format!("new{n}")]));
        world.pass(TimeDelta::hours(25));
        resolve_actor(&world.app, group, FRESH).await.unwrap();
    }
    let left = "SELECT COUNT(*) AS n FROM community_tags";
    assert_eq!(count(&world.app.store, left).await, 4);
    for name in ["used", "followed", "muted", "new2"] {
        assert!(find(name).await.1.is_some(), "{name}");
    }
    // What comes into sight again is counted again.
    remove(None).await;
    assert_eq!(find("hidden").await.1.unwrap().use_count, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_a_community_elsewhere_is_read_and_used() {
    let world = World::new().await;
    let group = "https://lemmy.test/c/rust";
    let remote = world.actor(group, "Group");
    let mut document = remote.document("Group");
    document["tag"] = json!([
        {"type": "CommunityPostTag", "id": "https://lemmy.test/c/rust/tag/1",
         "preferredUsername": "async", "name": "Async code", "content": "Futures & <b>tasks</b>"},
        {"type": "CommunityPostTag", "id": "https://evil.test/tag/2", "preferredUsername": "other"},
        {"type": "Hashtag", "href": "https://lemmy.test/x", "name": "#rust"},
    ]);
    world.serve(&document);
    world.followed_group_as(group, &document).await;
    let mut conn = world.app.store.read().await.unwrap();
    let community = community_by_ap_id(&mut conn, group).await.unwrap().unwrap();
    let kept = list_kept(&mut conn, community.id()).await.unwrap();
    drop(conn);
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert_eq!(
        (kept[0].name.as_str(), kept[0].description.as_str()),
        ("async", "Futures & tasks")
    );

    let draft = ThreadDraft {
        title: "Which runtime?".into(),
        tags: vec!["async".into()],
        ..ThreadDraft::default()
    };
    let kind = ThreadKind::Question;
    start_thread(&world.app, &world.ada, community.id(), kind, &draft)
        .await
        .unwrap();
    let all = said(&world.app).await;
    let create = all.iter().find(|act| act["type"] == "Create").unwrap();
    let tags = create["object"]["tag"].as_array().unwrap();
    let ids: Vec<&Value> = tags
        .iter()
        .filter(|tag| tag["type"] == "CommunityPostTag")
        .map(|tag| &tag["id"])
        .collect();
    assert_eq!(ids, ["https://lemmy.test/c/rust/tag/1"]);
}
