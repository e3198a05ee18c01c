//! Removals by moderators elsewhere that take along what hangs on the thing.

use super::moderators::entrust;
use super::{World, id};
use crate::accounts::model::Viewer;
use crate::membership::model::Role;
use crate::posts::actions::{ReplyDraft, reply};
use crate::posts::queries::comment_by_ap_id;
use serde_json::{Value, json};

async fn is_removed(world: &World, ap_id: &str) -> bool {
    let dump = world.dump().await;
    let found = dump
        .iter()
        .find(|line| line.split(' ').nth(1) == Some(ap_id));
    found.unwrap().contains(" removed")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moderator_elsewhere_removes_a_branch_but_not_the_words_of_conveners() {
    let world = World::new().await;
    let place = world.group().to_owned();
    let lena = world.person("https://lemmy.test/u/lena");
    let vic = world.person("https://victor.test/u/vic");
    entrust(&world, &lena, Role::Moderator).await;
    let thread = vic.thread(&place, "1", "What glue for a bridge?");
    let top = vic.reply(&place, "2", id(&thread));
    let below = vic.reply(&place, "3", id(&top));
    let beside = vic.reply(&place, "4", id(&thread));
    for (n, thing) in [&thread, &top, &below, &beside].into_iter().enumerate() {
        let create = vic.does("Create", &format!("c{n}"), thing.clone());
        world.send(&vic, &create).await;
    }
    let under = {
        let mut conn = world.app.store.read().await.unwrap();
        let found = comment_by_ap_id(&mut conn, &Viewer::System, id(&below)).await;
        found.unwrap().unwrap()
    };
    let words = ReplyDraft {
        body: "Please stay with glue.".into(),
        ..ReplyDraft::default()
    };
    let hers = reply(
        &world.app,
        &world.ada,
        under.post_id,
        Some(under.id),
        &words,
    )
    .await
    .unwrap();

    let mut delete = lena.does("Delete", "d", json!(id(&top)));
    delete["summary"] = json!("Heated");
    delete["withReplies"] = json!(true);
    world.send(&lena, &delete).await;
    let state = async |things: [&Value; 3]| {
        let mut found = Vec::new();
        for thing in things {
            found.push(is_removed(&world, id(thing)).await);
        }
        found
    };
    assert_eq!(state([&top, &below, &beside]).await, [true, true, false]);
    assert!(!is_removed(&world, &hers.ap_id).await);
    let undo = lena.does("Undo", "u", delete);
    world.send(&lena, &undo).await;
    assert_eq!(state([&top, &below, &beside]).await, [false; 3]);

    // A flag that is no yes takes nothing along.
    let mut delete = lena.does("Delete", "d2", json!(id(&top)));
    delete["summary"] = json!("Heated");
    delete["withReplies"] = json!("very much");
    world.send(&lena, &delete).await;
    assert_eq!(state([&top, &below, &beside]).await, [true, false, false]);
}
