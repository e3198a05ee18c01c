//! Who hears that this server has suspended somebody of its own.

use super::World;
use crate::accounts::actions::{desk, restore, suspend};
use crate::accounts::model::Viewer;
use crate::communities::tests::follows::set_software;
use crate::communities::tests::{inboxes, person, said};
use serde_json::{Value, json};

/// Acts of the desk about bans, with where they went.
async fn told(world: &World) -> Vec<(Value, Vec<String>)> {
    let desk = desk(&world.app).await.unwrap();
    let mut told = Vec::new();
    for act in said(&world.app).await {
        if act["actor"] == desk.actor.ap_id && (act["type"] == "Block" || act["type"] == "Undo") {
            let went = inboxes(&world.app, &act["id"]).await;
            told.push((act, went));
        }
    }
    told
}

#[tokio::test(flavor = "multi_thread")]
async fn forums_that_know_somebody_hear_of_their_suspension_and_its_end() {
    let world = World::new().await;
    let bob = person(&world.app, "bob").await;
    for (who, host, software) in [
        ("https://lemmy.test/u/lena", "lemmy.test", "lemmy"),
        (
            "https://mastodon.test/users/bo",
            "mastodon.test",
            "mastodon",
        ),
    ] {
        let who = world.person(who);
        let follow = who.does("Follow", "f", json!(bob.actor.ap_id));
        world.send(&who, &follow).await;
        set_software(&world.app, host, software).await;
    }
    let system = &Viewer::System;
    suspend(&world.app, system, bob.id()).await.unwrap();
    suspend(&world.app, system, bob.id()).await.unwrap();
    world.work().await;
    let lemmy = vec!["https://lemmy.test/u/lena/inbox".to_owned()];
    let all = told(&world).await;
    let [(block, went)] = &all[..] else {
        panic!("said once: {all:#?}");
    };
    assert_eq!(block["object"], bob.actor.ap_id);
    assert_eq!(block["target"], "https://guild.example/");
    assert_eq!(block["removeData"], false);
    assert_eq!(
        went, &lemmy,
        "others take a Block for one between two people"
    );

    restore(&world.app, system, bob.id()).await.unwrap();
    world.work().await;
    let all = told(&world).await;
    let [_, (undo, went)] = &all[..] else {
        panic!("and taken back: {all:#?}");
    };
    assert_eq!(undo["type"], "Undo");
    assert_eq!(undo["object"]["type"], "Block");
    assert_eq!(undo["object"]["object"], bob.actor.ap_id);
    assert_eq!(undo["object"]["target"], "https://guild.example/");
    assert_eq!(went, &lemmy);

    // What was reversed at once is told to nobody as if it were so.
    suspend(&world.app, system, bob.id()).await.unwrap();
    restore(&world.app, system, bob.id()).await.unwrap();
    world.work().await;
    let blocks = told(&world).await.into_iter();
    let blocks = blocks.filter(|(act, _)| act["type"] == "Block");
    assert_eq!(blocks.count(), 1);
}
