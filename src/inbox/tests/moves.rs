//! Threads that somebody elsewhere moves from one community to another.

use super::moderators::{entrust, entrust_in};
use super::{Remote, World, id};
use crate::communities::queries::community_by_ap_id;
use crate::communities::tests::follows::set_software;
use crate::communities::tests::{community, inboxes, said};
use crate::membership::model::Role;
use crate::moderation::model::Verb;
use crate::moderation::queries::{LogOf, list_log};
use crate::posts::queries::recount;
use crate::store::Turn;
use serde_json::{Value, json};

/// As PieFed says it: to the community that the thread is in.
fn moves(who: &Remote, tail: &str, thread: &Value, origin: &str, target: &str) -> Value {
    let mut act = who.does("Move", tail, json!(id(thread)));
    act["origin"] = json!(origin);
    act["target"] = json!(target);
    act["cc"] = json!([origin]);
    act
}

async fn is_in(world: &World, thread: &Value, place: &str) -> bool {
    let filed = format!("thread {} in {place} ", id(thread));
    let dump = world.dump().await;
    dump.iter().any(|line| line.starts_with(&filed))
}

/// The latest that the log of a community here says.
async fn logged(world: &World, place: &str) -> Option<Verb> {
    let mut conn = world.app.store.read().await.unwrap();
    let place = community_by_ap_id(&mut conn, place).await.unwrap().unwrap();
    let of = LogOf::Community(place.id());
    let log = list_log(&mut conn, &of, Turn::First, 1).await.unwrap();
    log.rows.first().map(|row| row.action.verb)
}

/// The counters are as they would be counted anew.
async fn counts_are_right(world: &World) {
    let before = world.dump().await;
    let mut tx = world.app.store.begin().await.unwrap();
    recount(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(world.dump().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_looks_after_both_communities_moves_a_thread_with_all_that_was_said() {
    let world = World::new().await;
    let other = community(&world.app, &world.ada, "varnish").await;
    let (here, there) = (world.group().to_owned(), other.actor.ap_id.clone());
    let lena = world.person("https://piefed.test/u/lena");
    let vic = world.person("https://victor.test/u/vic");
    let bo = world.person("https://mastodon.test/users/bo");
    for (who, place) in [(&vic, &here), (&bo, &here), (&bo, &there)] {
        let follow = who.does("Follow", &format!("f{}", place.len()), json!(place));
        world.send(who, &follow).await;
    }
    for (host, software) in [("mastodon.test", "mastodon"), ("victor.test", "lemmy")] {
        set_software(&world.app, host, software).await;
    }
    let thread = vic.thread(&here, "1", "How do I fill pores?");
    let reply = vic.reply(&here, "2", id(&thread));
    for (tail, thing) in [("1", &thread), ("2", &reply)] {
        let create = vic.does("Create", tail, thing.clone());
        world.send(&vic, &create).await;
    }

    entrust(&world, &lena, Role::Moderator).await;
    for who in [&vic, &lena] {
        // Neither its author nor who looks after one of the two.
        let forged = moves(who, "m0", &thread, &here, &there);
        world.in_vain(who, &forged).await;
    }
    entrust_in(&world, &other, &lena, Role::Moderator).await;
    // Not where it is said to come from.
    let wrong = moves(&lena, "m1", &thread, &there, &here);
    world.in_vain(&lena, &wrong).await;
    let since = said(&world.app).await.len();
    let right = moves(&lena, "m2", &thread, &here, &there);
    world.send(&lena, &right).await;
    assert!(is_in(&world, &thread, &there).await);
    counts_are_right(&world).await;
    for (place, verb) in [(&here, Verb::MoveAway), (&there, Verb::MoveHere)] {
        assert_eq!(logged(&world, place).await, Some(verb));
    }
    let dump = world.dump().await;
    let counted = |place: &str, threads: u8| {
        let line = format!("community {place} threads {threads} replies {threads}");
        dump.contains(&line)
    };
    assert!(counted(&here, 0) && counted(&there, 1), "{dump:#?}");

    // Forums hear the act, microblogs that one boost takes the place of the other.
    let told = said(&world.app).await.split_off(since);
    let mut heard = Vec::new();
    for act in &told {
        let kind = match act["object"].as_str() {
            Some(_) => "boost",
            None => act["object"]["type"].as_str().unwrap(),
        };
        let by = act["actor"].as_str().unwrap().to_owned();
        let went = inboxes(&world.app, &act["id"]).await;
        heard.push((act["type"].as_str().unwrap(), kind, by, went));
    }
    let blog = vec![format!("{}/inbox", bo.id)];
    let forum = vec![format!("{}/inbox", vic.id)];
    let expected = [
        ("Undo", "Announce", here.clone(), blog.clone()),
        ("Announce", "boost", there.clone(), blog),
        ("Announce", "Move", here.clone(), forum),
    ];
    assert_eq!(heard, expected);

    // What is said in it from now on is said there; and the same move again changes nothing.
    let late = vic.reply(&there, "3", id(&thread));
    world.send(&vic, &vic.does("Create", "3", late)).await;
    counts_are_right(&world).await;
    let again = moves(&lena, "m3", &thread, &here, &there);
    world.in_vain(&lena, &again).await;
    let back = moves(&lena, "m4", &thread, &there, &here);
    world.send(&lena, &back).await;
    assert!(is_in(&world, &thread, &here).await);
    counts_are_right(&world).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_elsewhere_moves_its_threads_within_its_own_server() {
    let world = World::new().await;
    let wood = world.followed_group("https://forum.test/c/wood").await;
    let saws = world.actor("https://forum.test/c/saws", "Group");
    let den = world.followed_group("https://mallory.test/c/den").await;
    let mia = world.person("https://forum.test/u/mia");
    let mallory = world.person("https://mallory.test/u/mallory");
    let thread = mia.thread(&wood.id, "1", "Which saw?");
    let create = mia.does("Create", "1", thread.clone());
    world.send(&wood, &wood.announces("1", &create)).await;

    let away = |tail: &str, target: &str| moves(&mia, tail, &thread, &wood.id, target);
    for (n, target) in [den.id.as_str(), world.group()].into_iter().enumerate() {
        // Nobody brings it where they have no say.
        let act = away(&format!("a{n}"), target);
        let announce = wood.announces(&format!("a{n}"), &act);
        world.in_vain(&wood, &announce).await;
    }
    let stolen = moves(&mallory, "s", &thread, &wood.id, &den.id);
    world.in_vain(&mallory, &stolen).await;
    world.in_vain(&den, &den.announces("s", &stolen)).await;
    let theirs = den.announces("t", &away("t", &saws.id));
    world.in_vain(&den, &theirs).await;

    // NodeBB names the collection of the whole thread.
    let mut act = away("m", &saws.id);
    act["object"] = json!(format!("{}/context", id(&thread)));
    world.send(&wood, &wood.announces("m", &act)).await;
    assert!(is_in(&world, &thread, &saws.id).await);
    counts_are_right(&world).await;
}
