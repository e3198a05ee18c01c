//! What somebody is told of a thread of another server while it is brought in.

use super::between::ada;
use super::{World, id};
use crate::accounts::model::Viewer;
use crate::posts::queries::post_by_ap_id;
use chrono::TimeDelta;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn who_reads_a_thread_from_elsewhere_sees_how_much_of_it_has_come() {
    let world = World::new().await;
    let group = world.followed_group("https://forum.test/c/wood").await;
    let mia = world.person("https://forum.test/u/mia");
    let mut thread = mia.thread(&group.id, "1", "Which plane?");
    let known = mia.reply(&group.id, "2", id(&thread));
    thread["replies"] = json!({
        "type": "Collection",
        "items": [id(&known), "https://forum.test/u/mia/comment/gone"],
    });
    world.serve(&thread);
    world.serve(&known);
    let create = mia.does("Create", "1", thread.clone());
    world.send(&group, &group.announces("1", &create)).await;
    let post = {
        let mut conn = world.app.store.read().await.unwrap();
        post_by_ap_id(&mut conn, &Viewer::System, id(&thread)).await
    };
    let path = post.unwrap().unwrap().path();

    let mut browser = ada(&world).await;
    let page = browser.get(&path).await;
    assert!(page.has("Replies are being fetched from forum.test."));
    assert_eq!(page.links("Load again"), [path.as_str()]);
    world.work().await;
    let page = browser.get(&path).await;
    assert!(page.has("1 of 2 replies are here."), "{}", page.body);
    assert_eq!(page.texts("main progress"), ["1 of 2"]);
    assert!(
        page.links("Load again").is_empty(),
        "it is not asked again so soon"
    );
    world.pass(TimeDelta::days(2));
    let page = browser.get(&path).await;
    assert!(page.has("The others are being fetched now"));
    assert_eq!(page.links("Load again"), [path.as_str()]);
    let visitor = crate::accounts::tests::browser::Browser::on_server(&world.app)
        .get(&path)
        .await;
    assert!(
        visitor.links("Load again").is_empty(),
        "visitors have nothing fetched"
    );
}
