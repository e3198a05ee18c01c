//! Threads and branches that take no more replies: who says so, and what it keeps out.

use super::moderators::entrust;
use super::{Remote, World, id};
use crate::communities::tests::said;
use crate::membership::model::Role;
use serde_json::{Value, json};

async fn is_locked(world: &World, thing: &Value) -> bool {
    let dump = world.dump().await;
    let found = dump
        .iter()
        .find(|line| line.split(' ').nth(1) == Some(id(thing)))
        .unwrap_or_else(|| panic!("{thing} is not here: {dump:#?}"));
    found.contains(" locked")
}

/// A reply that is written now, as far as it says.
fn now(who: &Remote, group: &str, tail: &str, parent: &Value) -> Value {
    let mut reply = who.reply(group, tail, id(parent));
    reply["published"] = json!("2099-01-01T00:00:00Z");
    who.does("Create", tail, reply)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_branch_that_a_moderator_elsewhere_locks_takes_no_more_replies_however_deep() {
    let world = World::new().await;
    let place = world.group().to_owned();
    let lena = world.person("https://piefed.test/u/lena");
    let vic = world.person("https://victor.test/u/vic");
    for who in [&lena, &vic] {
        let follow = who.does("Follow", "f", json!(place));
        world.send(who, &follow).await;
    }
    entrust(&world, &lena, Role::Moderator).await;
    let thread = vic.thread(&place, "1", "What glue for a bridge?");
    let top = vic.reply(&place, "2", id(&thread));
    let below = vic.reply(&place, "3", id(&top));
    let beside = vic.reply(&place, "4", id(&thread));
    for (n, thing) in [&thread, &top, &below, &beside].into_iter().enumerate() {
        let create = vic.does("Create", &format!("c{n}"), thing.clone());
        world.send(&vic, &create).await;
    }
    // Whoever wrote it does not decide that nobody answers.
    let forged = vic.does("Lock", "l0", json!(id(&top)));
    world.in_vain(&vic, &forged).await;
    let lock = lena.does("Lock", "l", json!(id(&top)));
    world.send(&lena, &lock).await;
    assert!(is_locked(&world, &top).await);
    let told = said(&world.app).await;
    let told = told.iter().rev().find(|act| act["type"] == "Announce");
    assert_eq!(told.unwrap()["object"], lock, "its readers hear of it");

    for (tail, parent) in [("5", &top), ("6", &below)] {
        let late = now(&vic, &place, tail, parent);
        world.in_vain(&vic, &late).await;
    }
    let count = async || {
        let dump = world.dump().await;
        dump.iter()
            .filter(|line| line.starts_with("reply "))
            .count()
    };
    assert_eq!(count().await, 3);
    world.send(&vic, &now(&vic, &place, "7", &beside)).await;
    world.send(&lena, &now(&lena, &place, "8", &below)).await;
    assert_eq!(count().await, 5, "beside it, and by who looks after it");
    // Said before, and late on its way.
    let early = vic.reply(&place, "9", id(&below));
    world.send(&vic, &vic.does("Create", "9", early)).await;
    assert_eq!(count().await, 6);

    let unlock = lena.does("Undo", "u", lock);
    world.send(&lena, &unlock).await;
    assert!(!is_locked(&world, &top).await);
    world.send(&vic, &now(&vic, &place, "10", &below)).await;
    assert_eq!(count().await, 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_says_itself_that_it_is_locked_where_it_lives_with_its_community() {
    let world = World::new().await;
    let wood = world.followed_group("https://forum.test/c/wood").await;
    let mia = world.person("https://forum.test/u/mia");
    let zoe = world.person("https://third.test/u/zoe");
    let pass_on = async |tail: &str, act: &Value| {
        world.send(&wood, &wood.announces(tail, act)).await;
    };
    let mut at = 10;
    let mut says = |who: &Remote, thread: &Value, takes_replies: bool| {
        at += 1;
        let mut edited = thread.clone();
        edited["commentsEnabled"] = json!(takes_replies);
        edited["updated"] = json!(format!("2026-05-01T{at}:00:00Z"));
        world.serve(&edited);
        who.does("Update", &format!("u{at}"), edited)
    };
    let thread = mia.thread(&wood.id, "1", "Which plane?");
    pass_on("1", &mia.does("Create", "1", thread.clone())).await;
    let of_third = zoe.thread(&wood.id, "2", "Which saw?");
    world.serve(&of_third);
    pass_on("2", &zoe.does("Create", "2", of_third.clone())).await;
    for (n, locked) in [false, true, true, false].into_iter().enumerate() {
        pass_on(&format!("a{n}"), &says(&mia, &thread, !locked)).await;
        assert_eq!(is_locked(&world, &thread).await, locked, "{n}");
    }
    // The server of an author knows nothing of locks elsewhere.
    pass_on("b", &says(&zoe, &of_third, false)).await;
    assert!(!is_locked(&world, &of_third).await);
    // Nor does an author in a community of ours.
    let ours = zoe.thread(world.group(), "3", "Which glue?");
    world
        .send(&zoe, &zoe.does("Create", "3", ours.clone()))
        .await;
    world.send(&zoe, &says(&zoe, &ours, false)).await;
    assert!(!is_locked(&world, &ours).await);

    // It was locked before anybody here followed.
    let mut old = mia.thread(&wood.id, "4", "Which bench?");
    old["commentsEnabled"] = json!(false);
    world.serve(&old);
    pass_on("c", &json!(id(&old))).await;
    assert!(is_locked(&world, &old).await);
    // A Lock and its Undo go on counting.
    let lock = mia.does("Lock", "l", json!(id(&old)));
    pass_on("d", &mia.does("Undo", "ul", lock)).await;
    assert!(!is_locked(&world, &old).await);
}
