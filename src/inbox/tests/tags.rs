//! Tags that come from other servers: as hashtags, as those of a community's list, and the lists themselves.

use super::{World, id};
use crate::accounts::model::Viewer;
use crate::communities::queries::community_by_ap_id;
use crate::communities::queries::tags::list_kept;
use crate::communities::tests::said;
use crate::membership::actions::{SettingsForm, update_settings};
use crate::posts::actions::{TagForm, ThreadDraft, save_tag, start_thread};
use crate::posts::model::ThreadKind;
use crate::posts::queries::post_by_ap_id;
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
