//! Questions here that were asked on another server before.

use super::{World, id};
use crate::accounts::model::Viewer;
use crate::accounts::tests::browser::Browser;
use crate::communities::tests::said;
use crate::posts::actions::{ClosingDraft, ThreadDraft, close_question, start_thread};
use crate::posts::model::{Post, ThreadKind};
use crate::posts::queries::post_by_ap_id;
use serde_json::json;

async fn found(world: &World, ap_id: &str) -> Option<Post> {
    let mut conn = world.app.store.read().await.unwrap();
    let found = post_by_ap_id(&mut conn, &Viewer::System, ap_id).await;
    found.unwrap()
}

async fn closed_as(world: &World, title: &str, of: &str) -> Post {
    let draft = ThreadDraft {
        title: title.to_owned(),
        ..ThreadDraft::default()
    };
    let (kind, place) = (ThreadKind::Question, world.luthiers.id());
    let post = start_thread(&world.app, &world.ada, place, kind, &draft)
        .await
        .unwrap();
    let closing = ClosingDraft {
        reason: String::new(),
        duplicate_of: of.to_owned(),
    };
    close_question(&world.app, &world.ada, post.id, &closing)
        .await
        .unwrap();
    world.work().await;
    found(world, &post.ap_id).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_question_is_brought_in_from_its_server_and_both_name_each_other() {
    let world = World::new().await;
    let group = world.actor("https://wood.test/c/wood", "Group");
    let bob = world.person("https://wood.test/u/bob");
    let mut first = bob.thread(&group.id, "1", "Which glue for oak?");
    first["postType"] = json!("question");
    world.serve(&first);
    let here = closed_as(&world, "Oak glue?", id(&first)).await;
    let there = found(&world, id(&first)).await.unwrap();
    assert_eq!(here.duplicate_of_id, Some(there.id));
    let mut visitor = Browser::on_server(&world.app);
    let page = visitor.get(&here.path()).await;
    let links = page.links("Which glue for oak?");
    assert!(links.contains(&there.path()), "{links:?}");
    let page = visitor.get(&there.path()).await;
    assert_eq!(page.links("Oak glue?"), [here.path()]);
    let all = said(&world.app).await;
    let update = all.iter().rfind(|act| act["type"] == "Update").unwrap();
    assert_eq!(update["object"]["duplicateOf"], id(&first));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_to_be_had_or_no_question_stays_an_address() {
    let world = World::new().await;
    let group = world.actor("https://wood.test/c/wood", "Group");
    let bob = world.person("https://wood.test/u/bob");
    let mut talk = bob.thread(&group.id, "1", "Oak in winter");
    talk["postType"] = json!("discussion");
    world.serve(&talk);
    for of in [
        id(&talk),
        "https://wood.test/u/bob",
        "https://nowhere.test/q",
    ] {
        let here = closed_as(&world, "Oak glue?", of).await;
        assert!(here.closed_at.is_some(), "{of}");
        assert_eq!(here.duplicate_of_id, None, "{of}");
    }
}
