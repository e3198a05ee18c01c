//! Boosts: those of our threads are counted, those of others are told by their own server.

use super::{PUBLIC, Remote, World, count, id};
use crate::accounts::model::Viewer;
use crate::posts::actions::{ReplyDraft, ThreadDraft, ask_for_replies, reply, start_thread};
use crate::posts::model::{OriginTotals, Post, ThreadKind};
use crate::posts::queries::{post_by_ap_id, recount};
use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

const BOOSTS: &str = "SELECT COUNT(*) AS n FROM boosts";

async fn stored(world: &World, ap_id: &str) -> Post {
    let mut conn = world.app.store.read().await.unwrap();
    let found = post_by_ap_id(&mut conn, &Viewer::System, ap_id).await;
    found.unwrap().unwrap()
}

async fn question(world: &World) -> Post {
    let draft = ThreadDraft {
        title: "How thick is the top?".into(),
        body: "In the middle.".into(),
        ..ThreadDraft::default()
    };
    let place = world.luthiers.id();
    start_thread(&world.app, &world.ada, place, ThreadKind::Question, &draft)
        .await
        .unwrap()
}

/// What a document of ours says of the thread's boosts, and its own document with it.
async fn told(world: &World, thread: &Post) -> i64 {
    let path = thread.path();
    let (_, own) = world.document(&path).await;
    let (status, shares) = world.document(&format!("{path}/shares")).await;
    assert_eq!(status, StatusCode::OK);
    let parse = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let (own, shares) = (parse(&own), parse(&shares));
    assert_eq!(own["shares"]["id"], shares["id"]);
    assert_eq!(own["shares"]["totalItems"], shares["totalItems"]);
    assert_eq!(shares["items"], Value::Null, "not who it was");
    shares["totalItems"].as_i64().unwrap()
}

async fn page(world: &World, thread: &Post) -> String {
    world.get(&thread.path(), "text/html").await.1
}

#[tokio::test(flavor = "multi_thread")]
async fn boosts_of_our_threads_are_counted_once_for_each_person_until_they_are_taken_back() {
    let world = World::new().await;
    let thread = question(&world).await;
    assert_eq!(
        told(&world, &thread).await,
        0,
        "its community does not count"
    );
    let bo = world.person("https://mastodon.test/users/bo");
    let lena = world.person("https://pleroma.test/users/lena");
    let boost = bo.does("Announce", "b1", json!(thread.ap_id));
    world.send(&bo, &boost).await;
    assert_eq!(world.post(&bo, &boost).await, StatusCode::OK, "a copy");
    let again = bo.does("Announce", "b2", json!({"id": thread.ap_id}));
    world.send(&bo, &again).await;
    assert_eq!(told(&world, &thread).await, 1);
    let other = lena.does("Announce", "b1", json!(thread.ap_id));
    world.send(&lena, &other).await;
    assert_eq!(told(&world, &thread).await, 2);
    assert!(
        page(&world, &thread)
            .await
            .contains("<span>2 boosts</span>")
    );

    let mut tx = world.app.store.begin().await.unwrap();
    recount(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(told(&world, &thread).await, 2);

    // Nobody takes back what somebody else did.
    world
        .post(&lena, &lena.does("Undo", "u1", boost.clone()))
        .await;
    world
        .post(&lena, &lena.does("Undo", "u2", json!(id(&boost))))
        .await;
    world.work().await;
    assert_eq!(told(&world, &thread).await, 2);
    // One who has done it is meant by an Undo of any of their boosts, or of its id.
    let undo = bo.does("Undo", "u1", bo.does("Announce", "b9", json!(thread.ap_id)));
    world.send(&bo, &undo).await;
    assert_eq!(told(&world, &thread).await, 1);
    let undo = lena.does("Undo", "u3", json!(id(&other)));
    world.send(&lena, &undo).await;
    assert_eq!(told(&world, &thread).await, 0);
    assert_eq!(count(&world.app.store, BOOSTS).await, 0);
    assert!(!page(&world, &thread).await.contains("boost"));
}

#[tokio::test(flavor = "multi_thread")]
async fn boosts_of_anything_but_an_open_thread_of_ours_are_not_counted() {
    let world = World::new().await;
    let thread = question(&world).await;
    let draft = ReplyDraft {
        body: "Two millimetres.".into(),
        ..ReplyDraft::default()
    };
    let answer = reply(&world.app, &world.ada, thread.id, None, &draft);
    let answer = answer.await.unwrap();
    let bo = world.person("https://mastodon.test/users/bo");
    let theirs = bo.thread(world.group(), "1", "And the back?");
    world
        .send(&bo, &bo.does("Create", "1", theirs.clone()))
        .await;
    let eve = world.person("https://mastodon.test/users/eve");
    for (n, object) in [
        json!(answer.ap_id),
        json!(id(&theirs)),
        json!(world.group()),
        json!("https://guild.example/post/0zzzzzzzzzzzzz"),
        Value::Null,
    ]
    .into_iter()
    .enumerate()
    {
        let boost = eve.does("Announce", &n.to_string(), object);
        world.in_vain(&eve, &boost).await;
    }
    world.set("UPDATE posts SET audience = 'community'").await;
    let boost = eve.does("Announce", "secret", json!(thread.ap_id));
    world.in_vain(&eve, &boost).await;
    assert_eq!(count(&world.app.store, BOOSTS).await, 0);
}

fn told_of(likes: i64, shares: i64) -> OriginTotals {
    OriginTotals {
        replies: None,
        likes: Some(likes),
        shares: Some(shares),
    }
}

fn kept(post: &Post) -> OriginTotals {
    OriginTotals {
        replies: post.origin_reply_count,
        likes: post.origin_like_count,
        shares: post.origin_share_count,
    }
}

/// With what its server says of its likes and boosts.
fn state(object: &mut Value, likes: i64, shares: i64) {
    object["likes"] = json!({"type": "Collection", "totalItems": likes});
    object["shares"] = json!({"type": "Collection", "totalItems": shares});
}

#[tokio::test(flavor = "multi_thread")]
async fn totals_of_a_thread_elsewhere_are_its_own_servers_and_are_read_again() {
    let world = World::new().await;
    let bo = world.person("https://mastodon.test/users/bo");
    let mut note = bo.thread(world.group(), "1", "And the back?");
    state(&mut note, 40, 1);
    world.send(&bo, &bo.does("Create", "1", note.clone())).await;
    let post = stored(&world, id(&note)).await;
    assert_eq!(kept(&post), told_of(40, 1));
    let shown = "<span>40 likes, 1 boost, by its server</span>";
    assert!(page(&world, &post).await.contains(shown));

    note["updated"] = json!("2026-05-02T10:00:00Z");
    note["likes"] = json!("https://mastodon.test/users/bo/post/1/likes");
    note["shares"]["totalItems"] = json!(12);
    world.send(&bo, &bo.does("Update", "2", note.clone())).await;
    let post = stored(&world, id(&note)).await;
    assert_eq!(kept(&post), told_of(40, 12));

    state(&mut note, 41, 13);
    world.serve(&note);
    world.pass(TimeDelta::days(2));
    ask_for_replies(&world.app, &post).await.unwrap();
    world.work().await;
    assert_eq!(kept(&stored(&world, id(&note)).await), told_of(41, 13));
}

/// Among those who read in a community elsewhere.
fn among(group: &Remote, mut thread: Value) -> Value {
    thread["to"] = json!([group.id, format!("{}/followers", group.id)]);
    assert!(!thread["to"].to_string().contains(PUBLIC));
    thread
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_says_nothing_of_how_another_servers_thread_is_liked() {
    let world = World::new().await;
    let hall = world.followed_group("https://hall.test/c/wood").await;
    world
        .set("UPDATE communities SET read_policy = 'members' WHERE id IN (SELECT c.id FROM communities c JOIN actors a ON a.id = c.actor_id WHERE NOT a.local)")
        .await;
    let mia = world.person("https://hall.test/u/mia");
    let vic = world.person("https://victor.test/u/vic");
    for (who, expected) in [(&mia, told_of(40, 12)), (&vic, OriginTotals::default())] {
        let mut thread = among(&hall, who.thread(&hall.id, "1", "Between us?"));
        state(&mut thread, 40, 12);
        let mut create = who.does("Create", "1", thread.clone());
        create["to"] = thread["to"].clone();
        let announce = hall.announces(&expected.likes.is_some().to_string(), &create);
        world.send(&hall, &announce).await;
        let post = stored(&world, id(&thread)).await;
        assert_eq!(kept(&post), expected, "{}", who.id);
    }
}

const TOLD_OF_REPLY: &str = "SELECT COALESCE(origin_like_count, -1) * 1000 + COALESCE(origin_share_count, -1) AS n FROM comments";

#[tokio::test(flavor = "multi_thread")]
async fn totals_of_a_reply_elsewhere_are_its_own_servers_too() {
    let world = World::new().await;
    let thread = question(&world).await;
    let bo = world.person("https://mastodon.test/users/bo");
    let mut note = bo.reply(world.group(), "1", &thread.ap_id);
    state(&mut note, 7, 1);
    world.send(&bo, &bo.does("Create", "1", note.clone())).await;
    assert_eq!(count(&world.app.store, TOLD_OF_REPLY).await, 7001);
    let shown = page(&world, &thread).await;
    assert!(shown.contains("<span>7 likes, 1 boost, by its server</span>"));

    // What an edit does not say stays.
    note["updated"] = json!("2026-05-02T10:00:00Z");
    note["likes"] = json!({"type": "Collection", "totalItems": -3});
    note["shares"]["totalItems"] = json!(9);
    world.send(&bo, &bo.does("Update", "2", note.clone())).await;
    assert_eq!(count(&world.app.store, TOLD_OF_REPLY).await, 7009);

    // An edit that comes late says nothing new.
    note["updated"] = json!("2026-05-02T09:00:00Z");
    state(&mut note, 2, 2);
    world.send(&bo, &bo.does("Update", "3", note.clone())).await;
    assert_eq!(count(&world.app.store, TOLD_OF_REPLY).await, 7009);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_says_nothing_of_how_another_servers_reply_is_liked() {
    let world = World::new().await;
    let hall = world.followed_group("https://hall.test/c/wood").await;
    world
        .set("UPDATE communities SET read_policy = 'members' WHERE id IN (SELECT c.id FROM communities c JOIN actors a ON a.id = c.actor_id WHERE NOT a.local)")
        .await;
    let mia = world.person("https://hall.test/u/mia");
    let vic = world.person("https://victor.test/u/vic");
    let thread = among(&hall, mia.thread(&hall.id, "1", "Between us?"));
    let mut reply = among(&hall, vic.reply(&hall.id, "2", id(&thread)));
    state(&mut reply, 40, 12);
    for (n, (who, object)) in [(&mia, &thread), (&vic, &reply)].into_iter().enumerate() {
        let mut create = who.does("Create", "1", object.clone());
        create["to"] = object["to"].clone();
        world
            .send(&hall, &hall.announces(&n.to_string(), &create))
            .await;
    }
    assert_eq!(count(&world.app.store, TOLD_OF_REPLY).await, -1001);
}
