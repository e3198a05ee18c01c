//! Which servers hear of what, and how often.

use super::world::World;
use crate::accounts::model::Person;
use crate::activitypub::peers::ensure_peer;
use crate::communities::model::{Community, FollowState};
use crate::communities::queries::follows::{NewFollow, upsert_follow};
use crate::membership::model::Role;
use crate::moderation::actions::{BanOrder, ban};
use crate::posts::actions::accept_answer;
use crate::q;
use crate::store::schema::{activities, deliveries, peers};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// The strangers' server is a peer that runs this.
async fn away_runs(world: &World, software: &str) {
    let mut tx = world.app.store.begin().await.unwrap();
    ensure_peer(&mut tx, "away.example", world.now())
        .await
        .unwrap();
    let conn = &mut *tx;
    q!(conn, {
        diesel::update(peers::table.filter(peers::host.eq("away.example")))
            .set(peers::software.eq(Some(software)))
            .execute(conn)
            .await
            .unwrap()
    });
    tx.commit().await.unwrap();
}

async fn follow(world: &World, person: &Person, community: &Community) {
    let mut tx = world.app.store.begin().await.unwrap();
    let follow = NewFollow {
        follower: person.actor.id,
        target: community.actor.id,
        state: FollowState::Accepted,
        ap_id: "https://away.example/follow/1",
    };
    upsert_follow(&mut tx, &follow, None, world.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// The kinds of the activities that were sent to the strangers' server since the last call, in order.
async fn sent(world: &World) -> Vec<String> {
    let mut tx = world.app.store.begin().await.unwrap();
    let conn = &mut *tx;
    let kinds = q!(conn, {
        let kinds = deliveries::table
            .inner_join(activities::table.on(activities::id.eq(deliveries::activity_id)))
            .order(deliveries::id)
            .select(activities::kind)
            .load::<String>(conn)
            .await
            .unwrap();
        diesel::delete(deliveries::table)
            .execute(conn)
            .await
            .unwrap();
        kinds
    });
    tx.commit().await.unwrap();
    kinds
}

#[tokio::test(flavor = "multi_thread")]
async fn lemmy_hears_of_a_reply_once_and_others_directly_too() {
    for (software, expected) in [
        ("lemmy", &["Announce"][..]),
        ("piefed", &["Create", "Announce"][..]),
    ] {
        let world = World::new().await;
        let place = world.community("luthiers").await;
        let (ada, lena) = (world.person("ada").await, world.stranger("lena").await);
        away_runs(&world, software).await;
        let question = world.ask(&ada, &place, "Q").await;
        let answer = world.reply(&lena, &question, None, "an answer").await;
        follow(&world, &lena, &place).await;
        sent(&world).await;
        world.reply(&ada, &question, Some(&answer), "thanks").await;
        assert_eq!(sent(&world).await, expected, "{software}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lemmy_hears_directly_of_what_is_not_announced_to_it() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let (ada, lena) = (world.person("ada").await, world.stranger("lena").await);
    away_runs(&world, "lemmy").await;
    let question = world.ask(&ada, &place, "Q").await;
    let answer = world.reply(&lena, &question, None, "an answer").await;
    sent(&world).await;
    world.reply(&ada, &question, Some(&answer), "thanks").await;
    assert_eq!(sent(&world).await, ["Create"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_software_that_knows_accepted_answers_is_told_of_one() {
    for (software, expected) in [
        ("lemmy", &["Announce"][..]),
        ("piefed", &["ChooseAnswer", "Announce", "Announce"][..]),
    ] {
        let world = World::new().await;
        let place = world.community("luthiers").await;
        let (ada, lena) = (world.person("ada").await, world.stranger("lena").await);
        away_runs(&world, software).await;
        follow(&world, &lena, &place).await;
        let question = world.ask(&ada, &place, "Q").await;
        let answer = world.reply(&lena, &question, None, "an answer").await;
        sent(&world).await;
        accept_answer(&world.app, &ada, question.id, answer.id)
            .await
            .unwrap();
        assert_eq!(sent(&world).await, expected, "{software}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lemmy_hears_of_a_ban_once() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let (ada, lena) = (world.person("ada").await, world.stranger("lena").await);
    world.join(&place, &ada, Role::Convener).await;
    away_runs(&world, "lemmy").await;
    let order = BanOrder {
        reason: "spam".to_owned(),
        until: None,
        remove_content: false,
    };
    ban(&world.app, &ada, place.id(), &lena, &order)
        .await
        .unwrap();
    assert_eq!(sent(&world).await, ["Block"]);
    let max = world.stranger("max").await;
    follow(&world, &max, &place).await;
    ban(&world.app, &ada, place.id(), &max, &order)
        .await
        .unwrap();
    assert_eq!(sent(&world).await, ["Announce"]);
}
