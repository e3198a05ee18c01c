//! What administrators decided about other servers, as those feel it (safety.md B-03, B-06, P-16).

use super::{Remote, World, count, id};
use crate::accounts::queries::settings::upsert_setting;
use crate::activitypub::peers::PeerPolicy;
use crate::activitypub::rules::{HostRule, LISTED_ONLY, insert_wave, put_rule};
use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

const HELD: &str = "SELECT COUNT(*) AS n FROM held_things WHERE released_at IS NULL";

async fn decide(world: &World, host: &str, rule: &HostRule) {
    let mut tx = world.app.store.begin().await.unwrap();
    put_rule(&mut tx, host, rule, world.app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn begin_wave(world: &World, back: TimeDelta, length: TimeDelta) {
    let now = world.app.now();
    let mut tx = world.app.store.begin().await.unwrap();
    insert_wave(&mut tx, now.minus(back), now.plus(length), "spam", now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn writes(world: &World, who: &Remote, tail: &str) -> Value {
    let thread = who.thread(world.group(), tail, "What glue?");
    world
        .send(who, &who.does("Create", tail, thread.clone()))
        .await;
    thread
}

async fn shown(world: &World) -> i64 {
    let shown = "SELECT COUNT(*) AS n FROM posts WHERE held_at IS NULL AND deleted_at IS NULL";
    count(&world.app.store, shown).await
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_wave_what_new_people_write_waits_and_those_known_before_are_heard() {
    let world = World::new().await;
    let known = world.person("https://ann.test/u/ann");
    let known_thread = writes(&world, &known, "1").await;
    world.pass(TimeDelta::hours(3));
    begin_wave(&world, TimeDelta::hours(1), TimeDelta::days(1)).await;
    for n in 0..5 {
        let spammer = world.person(&format!("https://spam{n}.test/u/bot{n}"));
        writes(&world, &spammer, "1").await;
        let reply = spammer.reply(world.group(), "2", id(&known_thread));
        world
            .send(&spammer, &spammer.does("Create", "2", reply))
            .await;
    }
    assert_eq!(count(&world.app.store, HELD).await, 10);
    writes(&world, &known, "2").await;
    assert_eq!(shown(&world).await, 2, "those of who was known");
    let told = "SELECT COUNT(*) AS n FROM notifications WHERE kind = 'post_held'";
    assert_eq!(count(&world.app.store, told).await, 1, "not of each");
    // The wave is over: what waits goes on waiting, and who comes now is heard.
    world.pass(TimeDelta::days(2));
    let late = world.person("https://late.test/u/lea");
    writes(&world, &late, "1").await;
    assert_eq!(shown(&world).await, 3);
    assert_eq!(count(&world.app.store, HELD).await, 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_of_a_server_under_review_write_waits() {
    let world = World::new().await;
    let rule = HostRule {
        policy: PeerPolicy::Review,
        policy_until: Some(world.app.now().plus(TimeDelta::days(1))),
        ..HostRule::default()
    };
    decide(&world, "ann.test", &rule).await;
    let below = world.person("https://sub.ann.test:8443/u/ann");
    writes(&world, &below, "1").await;
    let other = world.person("https://cy.test/u/cy");
    writes(&world, &other, "1").await;
    assert_eq!(count(&world.app.store, HELD).await, 1);
    assert_eq!(shown(&world).await, 1);
    world.pass(TimeDelta::days(2));
    writes(&world, &below, "2").await;
    assert_eq!(shown(&world).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_with_an_end_holds_until_then_and_no_longer() {
    let world = World::new().await;
    let rule = HostRule {
        policy: PeerPolicy::Block,
        policy_until: Some(world.app.now().plus(TimeDelta::hours(1))),
        ..HostRule::default()
    };
    decide(&world, "evil.test", &rule).await;
    let hosts = ["evil.test", "sub.evil.test", "evil.test:8443"];
    for host in hosts {
        let vic = world.person(&format!("https://{host}/u/vic"));
        let thread = vic.thread(world.group(), "1", "What glue?");
        let create = vic.does("Create", "1", thread);
        assert_eq!(world.post(&vic, &create).await, StatusCode::FORBIDDEN);
    }
    world.work().await;
    assert_eq!(shown(&world).await, 0);
    world.pass(TimeDelta::hours(1));
    for host in hosts {
        let vic = world.person(&format!("https://{host}/u/vic"));
        writes(&world, &vic, "2").await;
    }
    assert_eq!(shown(&world).await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_only_listed_servers_are_talked_to_others_are_refused() {
    let world = World::new().await;
    let listed = HostRule {
        listed: true,
        ..HostRule::default()
    };
    decide(&world, "friend.test", &listed).await;
    let mut tx = world.app.store.begin().await.unwrap();
    let now = world.app.now();
    upsert_setting(&mut tx, LISTED_ONLY, true.into(), now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let stranger = world.person("https://stranger.test/u/vic");
    let thread = stranger.thread(world.group(), "1", "What glue?");
    let create = stranger.does("Create", "1", thread);
    assert_eq!(world.post(&stranger, &create).await, StatusCode::FORBIDDEN);
    let friend = world.person("https://sub.friend.test/u/ann");
    writes(&world, &friend, "1").await;
    assert_eq!(shown(&world).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_server_whose_media_and_reports_are_not_taken_words_alone_come() {
    let world = World::new().await;
    let rule = HostRule {
        reject_media: true,
        reject_reports: true,
        ..HostRule::default()
    };
    decide(&world, "ann.test", &rule).await;
    for (host, pictures) in [("ann.test", false), ("cy.test", true)] {
        let who = world.person(&format!("https://{host}/u/who"));
        let mut note = who.thread(world.group(), "1", "");
        note["type"] = json!("Note");
        note.as_object_mut().unwrap().remove("name");
        note["attachment"] = json!([{
            "type": "Document", "mediaType": "image/png", "url": format!("https://{host}/a.png"),
        }]);
        world
            .send(&who, &who.does("Create", "1", note.clone()))
            .await;
        let there = world.dump().await;
        let there = there
            .iter()
            .any(|line| line.contains(&format!("https://{host}/a.png")));
        assert_eq!(there, pictures, "{host}");
        let mut flag = who.does("Flag", "2", json!([id(&note)]));
        flag["content"] = json!(format!("told by {host}"));
        world.send(&who, &flag).await;
    }
    let dump = world.dump().await;
    assert!(!dump.iter().any(|line| line.contains("told by ann.test")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_has_the_room_that_was_decided_for_it() {
    let world = World::new().await;
    let rule = HostRule {
        per_minute: Some(2),
        ..HostRule::default()
    };
    decide(&world, "ann.test", &rule).await;
    let ann = world.person("https://ann.test/u/ann");
    let mut answers = Vec::new();
    for n in 0..3 {
        let tail = n.to_string();
        let thread = ann.thread(world.group(), &tail, "What glue?");
        answers.push(world.post(&ann, &ann.does("Create", &tail, thread)).await);
    }
    let (taken, late) = (StatusCode::ACCEPTED, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answers, [taken, taken, late]);
    world.work().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_silenced_server_says_is_found_in_its_place_and_in_no_list_of_everything() {
    let world = World::new().await;
    let rule = HostRule {
        policy: PeerPolicy::Silence,
        ..HostRule::default()
    };
    decide(&world, "loud.test", &rule).await;
    for host in ["loud.test", "calm.test"] {
        let who = world.person(&format!("https://{host}/u/who"));
        let mut thread = who.thread(world.group(), "1", &format!("Glue of {host}?"));
        let ada = &world.ada.actor.ap_id;
        thread["tag"] = json!([{"type": "Mention", "href": ada, "name": "@ada"}]);
        thread["cc"] = json!([ada]);
        world.send(&who, &who.does("Create", "1", thread)).await;
    }
    let (_, all) = world.get("/?list=all&sort=new", "text/html").await;
    assert!(all.contains("Glue of calm.test?"), "{all}");
    assert!(!all.contains("Glue of loud.test?"));
    let (_, place) = world.get("/c/luthiers", "text/html").await;
    assert!(place.contains("Glue of loud.test?"));
    let told = "SELECT COUNT(*) AS n FROM notifications WHERE kind = 'mention'";
    assert_eq!(count(&world.app.store, told).await, 1);
}
