//! What the inbox answers before anything is stored.

use super::{PUBLIC, World, count, id};
use crate::store::Store;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use chrono::TimeDelta;
use diesel_async::SimpleAsyncConnection;
use http_body_util::StreamBody;
use serde_json::{Value, json};

async fn stored(world: &World) -> i64 {
    count(
        &world.app.store,
        "SELECT COUNT(*) AS n FROM received_activities",
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_requests_get_their_status_and_leave_nothing() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let act = vic.does("Follow", "1", json!(world.group()));
    let body = act.to_string();
    let with = |name: &'static str, value: &str| {
        let mut request = world.sign(&vic, "/inbox", body.as_bytes());
        request.headers_mut().insert(name, value.parse().unwrap());
        request
    };
    let mut without_signature = world.sign(&vic, "/inbox", body.as_bytes());
    without_signature.headers_mut().remove("signature");
    let too_large = vec![b' '; 1024 * 1024 + 1];
    let stream = futures_util::stream::iter((0..64).map(|_| {
        Ok::<_, std::io::Error>(hyper::body::Frame::data(bytes::Bytes::from(vec![
            b' ';
            32 * 1024
        ])))
    }));
    let mut chunked = world.sign(&vic, "/inbox", b"x");
    *chunked.body_mut() = Body::new(StreamBody::new(stream));
    let signed = |value: Value| world.sign(&vic, "/inbox", value.to_string().as_bytes());
    let mut actors = act.clone();
    actors["actor"] = json!([vic.id, "https://victor.test/u/ned"]);
    let mut no_id = act.clone();
    no_id["id"] = Value::Null;
    let mut foreign_id = act.clone();
    foreign_id["id"] = json!("https://third.test/act/1");
    let cases: Vec<(Request<Body>, StatusCode)> = vec![
        (without_signature, StatusCode::UNAUTHORIZED),
        (
            with("content-type", "text/plain"),
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ),
        (
            with("content-encoding", "gzip"),
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ),
        (
            with("content-encoding", "br"),
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ),
        (with("digest", "SHA-256=AAAA"), StatusCode::UNAUTHORIZED),
        (
            world.sign(&vic, "/inbox", &too_large),
            StatusCode::PAYLOAD_TOO_LARGE,
        ),
        (chunked, StatusCode::PAYLOAD_TOO_LARGE),
        (world.sign(&vic, "/inbox", b"[]"), StatusCode::BAD_REQUEST),
        (world.sign(&vic, "/inbox", b"{"), StatusCode::BAD_REQUEST),
        (
            world.sign(&vic, "/inbox", b"{\"id\":1,\"id\":2}"),
            StatusCode::BAD_REQUEST,
        ),
        (
            world.sign(&vic, "/inbox", deep(5000).as_bytes()),
            StatusCode::BAD_REQUEST,
        ),
        (signed(actors), StatusCode::BAD_REQUEST),
        (signed(no_id), StatusCode::BAD_REQUEST),
        (
            signed(json!({"id": "https://victor.test/act/1", "actor": vic.id})),
            StatusCode::BAD_REQUEST,
        ),
        (signed(foreign_id), StatusCode::FORBIDDEN),
    ];
    for (n, (request, expected)) in cases.into_iter().enumerate() {
        let (status, body) = world.ask(request).await;
        assert_eq!(status, expected, "case {n}: {body}");
        let problem: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(problem["status"], expected.as_u16(), "case {n}");
        assert!(
            problem["detail"]
                .as_str()
                .is_some_and(|text| !text.is_empty())
        );
    }
    assert_eq!(stored(&world).await, 0);
}

fn deep(levels: usize) -> String {
    format!("{}1{}", "{\"a\":".repeat(levels), "}".repeat(levels))
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_elsewhere_acts_in_our_name_however_it_is_spelt() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    for actor in [
        "https://guild.example/u/ada",
        "https://GUILD.example/u/ada",
        "https://guild.example./u/ada",
        "https://guild.example:443/u/ada",
        "http://guild.example/u/ada",
        "https://vic@guild.example/u/ada",
        "https://guild.example/",
    ] {
        let act = json!({"id": format!("{actor}/act/1"), "type": "Follow", "actor": actor, "object": world.group(), "to": [PUBLIC]});
        let status = world.post(&vic, &act).await;
        assert!(
            matches!(status, StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED),
            "{actor}: {status}"
        );
    }
    // Things that say they are ours.
    let den = world.followed_group("https://mallory.test/c/den").await;
    for ours in [
        "https://guild.example/post/forged",
        "https://GUILD.example/post/forged",
        "https://guild.example:443/comment/forged",
    ] {
        let mut thread = vic.thread(world.group(), "1", "Ours?");
        thread["id"] = json!(ours);
        thread["attributedTo"] = json!("https://guild.example/u/ada");
        world
            .in_vain(&vic, &vic.does("Create", "forged", thread.clone()))
            .await;
        world.serve(&thread);
        world.in_vain(&den, &den.announces("f", &json!(ours))).await;
    }
    assert_eq!(
        stored(&world).await,
        count(
            &world.app.store,
            "SELECT COUNT(*) AS n FROM received_activities WHERE signer NOT LIKE '%guild.example%'"
        )
        .await
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_request_a_hundred_times_is_one() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let thread = vic.thread(world.group(), "1", "Glue?");
    world
        .send(&vic, &vic.does("Create", "1", thread.clone()))
        .await;
    let like = vic.does("Like", "like", json!(id(&thread)));
    let posts = (0..50).map(|_| world.post(&vic, &like));
    let answers = futures_util::future::join_all(posts).await;
    let taken = answers
        .iter()
        .filter(|status| **status == StatusCode::ACCEPTED)
        .count();
    assert_eq!(taken, 1);
    assert!(answers.iter().all(|status| status.is_success()));
    let follow = vic.does("Follow", "f", json!(world.group()));
    for _ in 0..50 {
        world.post(&vic, &follow).await;
    }
    world.work().await;
    assert_eq!(stored(&world).await, 3);
    assert_eq!(
        count(
            &world.app.store,
            "SELECT COUNT(*) AS n FROM activities WHERE kind = 'Accept'"
        )
        .await,
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn other_words_under_the_same_id_are_heard() {
    let world = World::new().await;
    let gil = world.person("https://gts.test/users/gil");
    let mut note = gil.thread(world.group(), "1", "First?");
    world
        .send(&gil, &gil.does("Create", "1", note.clone()))
        .await;
    // GoToSocial: every edit of a status has one id.
    for (n, title) in ["Second?", "Third?"].into_iter().enumerate() {
        note["name"] = json!(title);
        note["updated"] = json!(format!("2026-05-02T1{n}:00:00Z"));
        world
            .send(&gil, &gil.does("Update", "1/activity#Update", note.clone()))
            .await;
        assert!(world.dump().await.iter().any(|line| line.contains(title)));
    }
    // snac: the id of a Like is made from what it likes.
    let like = |at: &str| {
        let mut like = gil.does("Like", "like", json!(id(&note)));
        like["published"] = json!(at);
        like
    };
    let undo = |at: &str| {
        let mut undo = gil.does("Undo", "undo", like(at));
        undo["published"] = json!(at);
        undo
    };
    world.send(&gil, &like("2026-05-03T10:00:00Z")).await;
    world.send(&gil, &undo("2026-05-03T10:01:00Z")).await;
    assert!(
        !world
            .dump()
            .await
            .iter()
            .any(|line| line.starts_with("vote"))
    );
    world.send(&gil, &like("2026-05-03T10:02:00Z")).await;
    assert!(
        world
            .dump()
            .await
            .iter()
            .any(|line| line.starts_with("vote"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_follows_again_in_the_same_words_is_answered_again() {
    let world = World::new().await;
    let mik = world.person("https://misskey.test/users/mik");
    let follow = mik.does("Follow", "f", json!(world.group()));
    let unfollow = mik.does("Undo", "undo", follow.clone());
    let follows = async || {
        let dump = world.dump().await;
        dump.iter()
            .any(|line| line.starts_with("follow https://misskey.test"))
    };
    world.send(&mik, &follow).await;
    assert!(follows().await);
    // Our Accept was lost; PieFed and Mastodon ask again.
    world.pass(TimeDelta::minutes(2));
    world.send(&mik, &follow).await;
    assert_eq!(
        count(
            &world.app.store,
            "SELECT COUNT(*) AS n FROM activities WHERE kind = 'Accept'"
        )
        .await,
        2
    );
    for _ in 0..2 {
        world.pass(TimeDelta::minutes(2));
        world.send(&mik, &unfollow).await;
        assert!(!follows().await);
        world.pass(TimeDelta::minutes(2));
        world.send(&mik, &follow).await;
        assert!(follows().await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blocked_server_is_refused_also_through_others() {
    use crate::activitypub::peers::{PeerPolicy, update_policy};
    let world = World::new().await;
    let forum = world.followed_group("https://forum.test/c/wood").await;
    let mia = world.person("https://forum.test/u/mia");
    let zoe = world.person("https://third.test/u/zoe");
    let thread = mia.thread(&forum.id, "1", "Which plane?");
    world
        .send(
            &forum,
            &forum.announces("1", &mia.does("Create", "1", thread.clone())),
        )
        .await;
    let reply = zoe.reply(&forum.id, "2", id(&thread));
    world.serve(&reply);
    world
        .send(
            &forum,
            &forum.announces("2", &zoe.does("Create", "2", reply.clone())),
        )
        .await;
    let mut tx = world.app.store.begin().await.unwrap();
    update_policy(
        &mut tx,
        "third.test",
        PeerPolicy::Block,
        "spam",
        world.app.now(),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();

    let follow = zoe.does("Follow", "f", json!(world.group()));
    assert_eq!(world.post(&zoe, &follow).await, StatusCode::FORBIDDEN);
    let second = zoe.reply(&forum.id, "3", id(&thread));
    world.serve(&second);
    for inner in [
        zoe.does("Create", "3", second.clone()),
        zoe.does("Like", "4", json!(id(&thread))),
        zoe.does("Update", "5", reply.clone()),
        json!(id(&second)),
    ] {
        world.in_vain(&forum, &forum.announces("x", &inner)).await;
    }
    assert_eq!(
        world
            .ask(
                Request::post("/inbox")
                    .header(header::HOST, "guild.example")
                    .body(Body::empty())
                    .unwrap()
            )
            .await
            .0,
        StatusCode::UNSUPPORTED_MEDIA_TYPE
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_stored_now_is_asked_for_again() {
    let world = World::on_sqlite().await;
    let vic = world.person("https://victor.test/u/vic");
    let thread = vic.thread(world.group(), "1", "Glue?");
    world
        .send(&vic, &vic.does("Create", "1", thread.clone()))
        .await;
    // Another process writes for longer than our writer waits.
    let Store::Lite { write, .. } = &world.app.store else {
        panic!("this test is about SQLite");
    };
    let mut writer = write.get().await.unwrap();
    writer
        .batch_execute("PRAGMA busy_timeout = 500")
        .await
        .unwrap();
    drop(writer);
    let other = Store::open_unmigrated(&world.app.db.url, 2).await.unwrap();
    let theirs = other.begin().await.unwrap();
    let acts = [
        vic.does("Like", "2", json!(id(&thread))),
        vic.does("Flag", "3", json!(id(&thread))),
    ];
    let posts = acts.iter().map(|act| world.post(&vic, act));
    let answers = futures_util::future::join_all(posts).await;
    assert_eq!(answers, [StatusCode::SERVICE_UNAVAILABLE; 2]);
    assert_eq!(stored(&world).await, 1);

    drop(theirs);
    for act in &acts {
        assert_eq!(world.post(&vic, act).await, StatusCode::ACCEPTED);
    }
    assert_eq!(stored(&world).await, 3);
}
