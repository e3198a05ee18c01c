//! Who stands above whom, seen from other servers (safety.md B-01, B-02, B-08): moderators elsewhere act where
//! they look after something and on nobody above them, servers ban their own people, and what stands in a log
//! stays as it is.

use super::{Remote, World, id};
use crate::accounts::model::{ServerRole, Viewer};
use crate::accounts::queries::person_by_ap_id;
use crate::accounts::tests::make;
use crate::communities::federation::{FRESH, resolve_actor};
use crate::communities::tests::{community, said};
use crate::membership::model::{Membership, MembershipState, Role};
use crate::membership::queries::upsert_membership;
use crate::moderation::actions::{Grounds, remove};
use crate::moderation::model::{Target, Verb};
use crate::moderation::queries::{LogOf, LogRow, list_log};
use crate::posts::actions::{ThreadDraft, start_thread};
use crate::posts::model::{Post, ThreadKind};
use crate::posts::queries::post_by_ap_id;
use crate::store::{Time, Turn};
use serde_json::{Value, json};

/// Somebody elsewhere who looks after `luthiers`.
async fn moderator(world: &World, id: &str) -> Remote {
    let remote = world.person(id);
    resolve_actor(&world.app, id, FRESH).await.unwrap();
    let person = {
        let mut conn = world.app.store.read().await.unwrap();
        person_by_ap_id(&mut conn, id).await.unwrap().unwrap()
    };
    let now = world.app.now();
    let membership = Membership {
        community_id: world.luthiers.id(),
        account_id: person.id(),
        role: Role::Moderator,
        state: MembershipState::Member,
        since: now,
        updated_at: now,
    };
    let mut tx = world.app.store.begin().await.unwrap();
    upsert_membership(&mut tx, &membership).await.unwrap();
    tx.commit().await.unwrap();
    remote
}

/// A thread by somebody elsewhere, as it stands here.
async fn posted(world: &World, who: &Remote, group: &str, tail: &str) -> Value {
    let thread = who.thread(group, tail, "How?");
    world.serve(&thread);
    let create = who.does("Create", &format!("c{tail}"), thread.clone());
    world.send(who, &create).await;
    thread
}

async fn by_ada(world: &World) -> Post {
    let draft = ThreadDraft {
        title: "A convener's".into(),
        body: "words".into(),
        ..ThreadDraft::default()
    };
    let (place, kind) = (world.luthiers.id(), ThreadKind::Question);
    start_thread(&world.app, &world.ada, place, kind, &draft)
        .await
        .unwrap()
}

fn removal(by: &Remote, tail: &str, thing: &str) -> Value {
    let mut act = by.does("Delete", tail, json!(thing));
    act["summary"] = json!("Off topic");
    act
}

fn ban(by: &Remote, tail: &str, whom: &str, from: &str) -> Value {
    let mut act = by.does("Block", tail, json!(whom));
    act["target"] = json!(from);
    act["summary"] = json!("Rude");
    act["removeData"] = json!(true);
    act
}

fn listed(by: &Remote, kind: &str, tail: &str, what: &str, list: &str) -> Value {
    let mut act = by.does(kind, tail, json!(what));
    act["target"] = json!(list);
    act
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_elsewhere_acts_on_a_higher_rank_or_in_another_community() {
    let world = World::new().await;
    let root = make(&world.app, "root", ServerRole::Admin).await;
    let joiners = community(&world.app, &world.ada, "joiners").await;
    let (here, there) = (world.group().to_owned(), joiners.actor.ap_id);
    let lena = moderator(&world, "https://forum.test/u/lena").await;
    let vic = world.person("https://victor.test/u/vic");
    let hers = by_ada(&world).await;
    let elsewhere = posted(&world, &vic, &there, "1").await;
    let thread = posted(&world, &vic, &here, "2").await;
    let ada = world.ada.actor.ap_id.clone();
    let moderators = format!("{here}/moderators");
    let acts = [
        // A convener's words, and the convener and an administrator themselves.
        removal(&lena, "1", &hers.ap_id),
        lena.does("Lock", "2", json!(hers.ap_id)),
        ban(&lena, "3", &ada, &here),
        ban(&lena, "4", &root.actor.ap_id, &here),
        listed(&lena, "Remove", "5", &ada, &moderators),
        listed(&lena, "Add", "6", &vic.id, &moderators),
        // Where somebody else looks after things.
        removal(&lena, "7", id(&elsewhere)),
        lena.does("Lock", "8", json!(id(&elsewhere))),
        listed(
            &lena,
            "Add",
            "9",
            id(&elsewhere),
            &format!("{there}/featured"),
        ),
        ban(&lena, "10", &vic.id, &there),
        // The community itself, and the whole server.
        lena.does("Delete", "11", json!(here)),
        ban(&lena, "12", &vic.id, world.app.local.root.as_str()),
    ];
    for act in &acts {
        world.in_vain(&lena, act).await;
    }
    // Whom and what she may, she does.
    for act in [
        removal(&lena, "20", id(&thread)),
        ban(&lena, "21", &vic.id, &here),
    ] {
        world.send(&lena, &act).await;
    }
    let left = world.dump().await;
    let is_removed = |line: &String| line.contains(id(&thread)) && line.ends_with(" removed");
    assert!(left.iter().any(is_removed), "{left:?}");
    assert!(left.contains(&format!("ban {} {here}", vic.id)), "{left:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_bans_nobody_of_a_third_one() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    posted(&world, &vic, world.group(), "1").await;
    let den = world.followed_group("https://mallory.test/c/den").await;
    let boss = world.person("https://mallory.test/u/boss");
    let own_root = world.app.local.root.as_str().to_owned();
    let places = [
        "https://mallory.test/",
        "https://mallory.test",
        "https://victor.test/",
        own_root.as_str(),
        world.group(),
    ];
    for (n, place) in places.into_iter().enumerate() {
        for (m, whom) in [&vic.id, &world.ada.actor.ap_id].into_iter().enumerate() {
            for by in [&boss, &den] {
                let act = ban(by, &format!("{n}-{m}"), whom, place);
                world.in_vain(by, &act).await;
                let announce = den.announces(&format!("{n}-{m}-{}", by.id.len()), &act);
                world.in_vain(&den, &announce).await;
            }
        }
    }
    // Its own communities are its own business.
    let act = ban(&boss, "own", &vic.id, &den.id);
    world.send(&den, &den.announces("own", &act)).await;
    let left = world.dump().await;
    assert!(
        left.contains(&format!("ban {} {}", vic.id, den.id)),
        "{left:?}"
    );
}

/// What was done, why, by whom and when, the latest first.
async fn log(world: &World) -> Vec<(Verb, String, String, Time)> {
    let mut conn = world.app.store.read().await.unwrap();
    let of = LogOf::Care(world.luthiers.id());
    let log = list_log(&mut conn, &of, Turn::First, 50).await.unwrap();
    let line = |row: LogRow| {
        let action = row.action;
        (action.verb, action.reason, row.by.0, action.acted_at)
    };
    log.rows.into_iter().map(line).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_line_of_the_log_is_changed_from_elsewhere() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let neighbour = world.person("https://victor.test/u/ned");
    let mallory = world.person("https://mallory.test/u/mallory");
    let den = world.followed_group("https://mallory.test/c/den").await;
    let lena = moderator(&world, "https://forum.test/u/lena").await;
    let removed = posted(&world, &vic, world.group(), "1").await;
    let locked = posted(&world, &vic, world.group(), "2").await;
    let target = {
        let mut conn = world.app.store.read().await.unwrap();
        let post = post_by_ap_id(&mut conn, &Viewer::System, id(&removed)).await;
        Target::Post(post.unwrap().unwrap().id)
    };
    let before = said(&world.app).await.len();
    remove(&world.app, &world.ada, target, &Grounds::from("spam"))
        .await
        .unwrap();
    let mut lock = lena.does("Lock", "lock", json!(id(&locked)));
    lock["summary"] = json!("heated");
    world.send(&lena, &lock).await;
    let lines = log(&world).await;
    assert_eq!(lines.len(), 2, "{lines:?}");

    // Every act that made a line, ours as we said it and hers.
    let mut acts: Vec<Value> = said(&world.app).await.split_off(before);
    let inner: Vec<Value> = acts.iter().map(|act| act["object"].clone()).collect();
    acts.extend(inner.into_iter().filter(|act| act["type"] == "Delete"));
    acts.push(lock.clone());
    let mut n = 0;
    for who in [&vic, &neighbour, &mallory, &den] {
        for act in &acts {
            let mut other = act.clone();
            other["summary"] = json!("I was framed");
            for (kind, object) in [
                ("Undo", act.clone()),
                ("Undo", act["id"].clone()),
                ("Update", other),
                ("Delete", act["id"].clone()),
            ] {
                n += 1;
                world
                    .in_vain(who, &who.does(kind, &format!("f{n}"), object))
                    .await;
            }
        }
    }
    assert_eq!(log(&world).await, lines);

    // Whoever may lift an act adds a line to those that stand.
    world.send(&lena, &lena.does("Undo", "unlock", lock)).await;
    let after = log(&world).await;
    assert_eq!(after.len(), 3, "{after:?}");
    assert_eq!(after[0].0, Verb::Unlock);
    assert_eq!(after[1..], lines[..]);
}
