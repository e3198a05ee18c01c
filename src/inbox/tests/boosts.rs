//! What microblogs hold is a boost by the community: it follows what becomes of the thread, whoever decides.

use super::banned::{bans, lifts};
use super::{Remote, World, id};
use crate::accounts::queries::person_by_ap_id;
use crate::communities::tests::follows::set_software;
use crate::communities::tests::{inboxes, said};
use crate::moderation::actions::BanOrder;
use serde_json::{Value, json};

const BLOG: &str = "https://mastodon.test/users/bo/inbox";

/// Bo follows on a microblog; Vic begins a thread, and replies to it.
struct Scene {
    world: World,
    vic: Remote,
    thread: Value,
    reply: Value,
}

async fn scene() -> Scene {
    let world = World::new().await;
    let bo = world.person("https://mastodon.test/users/bo");
    let vic = world.person("https://lemmy.test/u/vic");
    world
        .send(&bo, &bo.does("Follow", "f", json!(world.group())))
        .await;
    set_software(&world.app, "mastodon.test", "mastodon").await;
    let thread = vic.thread(world.group(), "1", "What glue for a bridge?");
    let reply = vic.reply(world.group(), "2", id(&thread));
    for (tail, thing) in [("1", &thread), ("2", &reply)] {
        world
            .send(&vic, &vic.does("Create", tail, thing.clone()))
            .await;
    }
    Scene {
        world,
        vic,
        thread,
        reply,
    }
}

/// What Bo's server was told by the community of the thread, in order: boosted, or taken back.
async fn boosts(scene: &Scene) -> Vec<&'static str> {
    let mut told = Vec::new();
    for act in said(&scene.world.app).await {
        if act["actor"] != scene.world.group() {
            continue;
        }
        let goes = inboxes(&scene.world.app, &act["id"]).await;
        if !goes.iter().any(|inbox| inbox == BLOG) {
            continue;
        }
        if act["type"] == "Announce" && act["object"] == scene.thread["id"] {
            told.push("boosted");
        }
        if act["type"] == "Undo" && act["object"]["object"] == scene.thread["id"] {
            told.push("taken back");
        }
    }
    told
}

#[tokio::test(flavor = "multi_thread")]
async fn a_boost_goes_with_its_author_and_comes_back_with_them() {
    let scene = scene().await;
    let (world, vic) = (&scene.world, &scene.vic);
    assert_eq!(boosts(&scene).await, ["boosted"]);
    let delete = vic.does("Delete", "3", json!(id(&scene.thread)));
    world.send(vic, &delete).await;
    assert_eq!(boosts(&scene).await, ["boosted", "taken back"]);
    // The very boost that was made is undone.
    let said = said(&world.app).await;
    let boost = said
        .iter()
        .find(|act| act["type"] == "Announce" && act["object"] == scene.thread["id"]);
    let undo = said
        .iter()
        .rev()
        .find(|act| act["type"] == "Undo" && act["actor"] == world.group());
    assert_eq!(undo.unwrap()["object"]["id"], boost.unwrap()["id"]);

    let back = vic.does("Undo", "4", delete);
    world.send(vic, &back).await;
    assert_eq!(boosts(&scene).await, ["boosted", "taken back", "boosted"]);
    // Nobody ever boosted a reply.
    let of_reply = vic.does("Delete", "5", json!(id(&scene.reply)));
    world.send(vic, &of_reply).await;
    assert_eq!(boosts(&scene).await.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_gone_for_good_takes_their_boosts_along() {
    let scene = scene().await;
    let farewell = scene.vic.does("Delete", "gone", json!(scene.vic.id));
    scene.world.send(&scene.vic, &farewell).await;
    let vic = {
        let mut conn = scene.world.app.store.read().await.unwrap();
        person_by_ap_id(&mut conn, &scene.vic.id).await.unwrap()
    };
    assert!(vic.unwrap().account.deleted_at.is_some());
    assert_eq!(boosts(&scene).await, ["boosted", "taken back"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ban_that_takes_all_away_takes_boosts_along_and_brings_them_back() {
    let scene = scene().await;
    let order = BanOrder {
        remove_content: true,
        ..BanOrder::default()
    };
    bans(&scene.world, &scene.vic, &order).await;
    scene.world.work().await;
    assert_eq!(boosts(&scene).await, ["boosted", "taken back"]);
    lifts(&scene.world, &scene.vic).await;
    scene.world.work().await;
    let all = ["boosted", "taken back", "boosted"];
    assert_eq!(boosts(&scene).await, all);
    // What its author deletes meanwhile is taken back once, and stays so.
    let delete = scene.vic.does("Delete", "3", json!(id(&scene.thread)));
    scene.world.send(&scene.vic, &delete).await;
    bans(&scene.world, &scene.vic, &order).await;
    scene.world.work().await;
    lifts(&scene.world, &scene.vic).await;
    scene.world.work().await;
    let all = ["boosted", "taken back", "boosted", "taken back"];
    assert_eq!(boosts(&scene).await, all);
}
