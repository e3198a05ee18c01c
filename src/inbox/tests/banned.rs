//! Who hears of a ban from a community here, and how.

use super::places::{explained, refused};
use super::{Remote, World};
use crate::accounts::model::Person;
use crate::accounts::queries::person_by_ap_id;
use crate::communities::federation::{FRESH, resolve_actor};
use crate::communities::tests::follows::set_software;
use crate::communities::tests::{inboxes, said};
use crate::membership::model::{Membership, MembershipState, Role};
use crate::membership::queries::upsert_membership;
use crate::moderation::actions::{BanOrder, ban, unban};
use chrono::TimeDelta;
use serde_json::{Value, json};

async fn known(world: &World, who: &Remote) -> Person {
    resolve_actor(&world.app, &who.id, FRESH).await.unwrap();
    let mut conn = world.app.store.read().await.unwrap();
    person_by_ap_id(&mut conn, &who.id).await.unwrap().unwrap()
}

pub(super) async fn bans(world: &World, who: &Remote, order: &BanOrder) {
    let person = known(world, who).await;
    let (by, place) = (&world.ada, world.luthiers.id());
    ban(&world.app, by, place, &person, order).await.unwrap();
}

pub(super) async fn lifts(world: &World, who: &Remote) {
    let person = known(world, who).await;
    let (by, place) = (&world.ada, world.luthiers.id());
    unban(&world.app, by, place, &person, "").await.unwrap();
}

pub(super) async fn last(world: &World, kind: &str) -> Value {
    let said = said(&world.app).await;
    let last = said.iter().rev().find(|act| act["type"] == kind);
    last.unwrap().clone()
}

/// Where the last activity of this type goes.
async fn last_went(world: &World, kind: &str) -> Vec<String> {
    inboxes(&world.app, &last(world, kind).await["id"]).await
}

fn inbox(who: &Remote) -> String {
    format!("{}/inbox", who.id)
}

pub(super) async fn follow(world: &World, who: &Remote) {
    let follow = who.does("Follow", "f", json!(world.group()));
    world.send(who, &follow).await;
}

/// Whatever is told later is told.
async fn a_while(world: &World) {
    world.pass(TimeDelta::minutes(2));
    world.work().await;
}

/// Followers on a microblog, in a forum, and on what nobody has heard of.
async fn followers(world: &World) -> [Remote; 3] {
    let bo = world.person("https://mastodon.test/users/bo");
    let lena = world.person("https://piefed.test/u/lena");
    let kim = world.person("https://odd.test/u/kim");
    for who in [&bo, &lena, &kim] {
        follow(world, who).await;
    }
    set_software(&world.app, "mastodon.test", "mastodon").await;
    set_software(&world.app, "piefed.test", "piefed").await;
    [bo, lena, kim]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ban_goes_to_forums_and_microblogs_are_told_in_words() {
    let world = World::new().await;
    let [bo, lena, kim] = followers(&world).await;
    let order = BanOrder {
        reason: "Rude <b>words</b>".into(),
        until: Some(world.app.now().plus(TimeDelta::days(2))),
        remove_content: false,
    };
    // No Block comes from whoever moderates where it would be one between two people.
    for (who, direct) in [
        (&bo, Vec::new()),
        (&lena, vec![inbox(&lena)]),
        (&kim, Vec::new()),
    ] {
        bans(&world, who, &order).await;
        assert_eq!(last_went(&world, "Block").await, direct, "{}", who.id);
        let wrapped = last(&world, "Announce").await;
        assert_eq!(wrapped["object"]["type"], "Block");
        let forums = [inbox(&kim), inbox(&lena)];
        assert_eq!(last_went(&world, "Announce").await, forums, "{}", who.id);
    }
    assert!(explained(&world).await.is_empty());
    a_while(&world).await;
    let told = explained(&world).await;
    let [(to, words)] = &told[..] else {
        panic!("one word to one person: {told:?}");
    };
    assert_eq!(*to, json!([bo.id]));
    for part in [
        "You are banned from “Rust practitioners” until 3 June 2026, 12:00 UTC",
        "Rude &lt;b&gt;words&lt;/b&gt;",
        "/c/luthiers/modlog",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
    assert_eq!(last_went(&world, "Create").await, [inbox(&bo)]);
    assert_eq!(
        last(&world, "Create").await["object"]["inReplyTo"],
        Value::Null
    );

    lifts(&world, &bo).await;
    assert!(last_went(&world, "Undo").await.is_empty());
    a_while(&world).await;
    let told = explained(&world).await;
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[1].1.contains("no longer banned"), "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ban_that_is_lifted_at_once_or_of_a_stranger_is_told_to_nobody() {
    let world = World::new().await;
    let [bo, ..] = followers(&world).await;
    bans(&world, &bo, &BanOrder::default()).await;
    lifts(&world, &bo).await;
    let stranger = world.person("https://mastodon.test/users/zoe");
    bans(&world, &stranger, &BanOrder::default()).await;
    a_while(&world).await;
    assert!(explained(&world).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ban_of_a_moderator_elsewhere_is_passed_on_to_forums_and_told_in_words() {
    let world = World::new().await;
    let [bo, lena, kim] = followers(&world).await;
    let (moderator, now) = (known(&world, &lena).await, world.app.now());
    let membership = Membership {
        community_id: world.luthiers.id(),
        account_id: moderator.id(),
        role: Role::Moderator,
        state: MembershipState::Member,
        since: now,
        updated_at: now,
    };
    let mut tx = world.app.store.begin().await.unwrap();
    upsert_membership(&mut tx, &membership).await.unwrap();
    tx.commit().await.unwrap();
    let mut act = lena.does("Block", "ban", json!(bo.id));
    act["target"] = json!(world.group());
    act["summary"] = json!("Rude");
    world.send(&lena, &act).await;
    assert_eq!(last(&world, "Announce").await["object"], act);
    // Whoever said it knows it.
    assert_eq!(last_went(&world, "Announce").await, [inbox(&kim)]);
    a_while(&world).await;
    let told = explained(&world).await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].0, json!([bo.id]));
    assert!(told[0].1.contains("Rude"), "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn microblogs_are_told_once_that_somebody_is_banned() {
    let world = World::new().await;
    let bo = world.person("https://mastodon.test/users/bo");
    refused(&world, &bo, "1").await;
    assert!(explained(&world).await.is_empty(), "that one was taken");
    bans(&world, &bo, &BanOrder::default()).await;
    for tail in ["2", "3"] {
        refused(&world, &bo, tail).await;
    }
    let told = explained(&world).await;
    assert_eq!(told.len(), 1, "{told:?}");
    let words = &told[0].1;
    assert!(words.contains("You are banned from"), "{words}");
    assert!(words.contains("/c/luthiers/modlog"), "{words}");
    // Whoever tries again much later is told why that was not taken.
    world.pass(TimeDelta::days(8));
    refused(&world, &bo, "4").await;
    let told = explained(&world).await;
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[1].1.contains("you are banned there"), "{told:?}");
}
