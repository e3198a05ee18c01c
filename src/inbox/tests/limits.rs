//! How much one server can make us do (safety.md R).

use super::{PUBLIC, Remote, World, id};
use crate::accounts::actions::ensure_server_actors;
use crate::activitypub::fake_http::Reply;
use crate::activitypub::tolerant::MAX_ID_BYTES;
use crate::app::testing::test_app_with;
use crate::posts::actions::arrivals::{NewWaiting, let_wait};
use crate::posts::actions::{ThreadDraft, start_thread};
use crate::posts::model::ThreadKind;
use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

fn fetches(world: &World, host: &str) -> usize {
    let sent = world.app.http.sent();
    sent.iter()
        .filter(|sent| sent.url.host_str() == Some(host))
        .count()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_announcement_asks_for_a_hundred_documents_at_most() {
    let world = World::new().await;
    let forum = world.followed_group("https://forum.test/c/wood").await;
    let ids: Vec<Value> = (0..400)
        .map(|n| json!(format!("https://victim.test/post/{n}")))
        .collect();
    let batch = forum.announces("1", &Value::Array(ids.clone()));
    world.in_vain(&forum, &batch).await;
    assert!(fetches(&world, "victim.test") <= 100);
    // Packed in layers it is no more.
    world.app.http.forget();
    let layer = |inner: Value| json!({"id": "https://forum.test/c/wood/a", "type": "Announce", "actor": forum.id, "object": inner});
    let layers: Vec<Value> = ids.chunks(40).map(|chunk| layer(json!(chunk))).collect();
    let nested = forum.announces("2", &Value::Array(layers));
    world.in_vain(&forum, &nested).await;
    assert!(fetches(&world, "victim.test") <= 100);
    // Deeper than two it is not looked at.
    world.app.http.forget();
    let mut deep = json!("https://victim.test/post/deep");
    for _ in 0..5 {
        deep = layer(deep);
    }
    world.in_vain(&forum, &forum.announces("3", &deep)).await;
    assert_eq!(fetches(&world, "victim.test"), 0);
    let too_many = forum.announces("4", &json!(vec!["https://victim.test/post/1"; 501]));
    world.in_vain(&forum, &too_many).await;
    assert_eq!(fetches(&world, "victim.test"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_that_nobody_here_has_to_do_with_makes_us_ask_for_nothing() {
    let world = World::new().await;
    let den = world.actor("https://mallory.test/c/den", "Group");
    let victim = world.person("https://victim.test/u/vic");
    let thread = victim.thread(&den.id, "1", "Shall we?");
    world.serve(&thread);
    let mut like = victim.does("Like", "l", json!("https://victim.test/post/late"));
    like["published"] = json!("2026-06-01T11:00:00Z");
    let batches = [
        json!(id(&thread)),
        victim.does("Create", "1", json!(id(&thread))),
        victim.does("Create", "2", thread.clone()),
        victim.does("Lock", "3", json!(id(&thread))),
        json!(vec![id(&thread); 300]),
        like,
    ];
    for (n, inner) in batches.iter().enumerate() {
        let announce = den.announces(&n.to_string(), inner);
        world.in_vain(&den, &announce).await;
    }
    assert_eq!(fetches(&world, "victim.test"), 0);
    let waiting = "SELECT COUNT(*) AS n FROM waiting_acts";
    assert_eq!(super::count(&world.app.store, waiting).await, 0);
    // Somebody comes to follow it.
    let den = world.followed_group(&den.id).await;
    let announce = den.announces("wanted", &json!(id(&thread)));
    world.send(&den, &announce).await;
    let dump = world.dump().await;
    assert!(dump.iter().any(|line| line.contains("Shall we?")));
}

#[tokio::test(flavor = "multi_thread")]
async fn voters_that_a_group_makes_up_make_us_ask_nobody() {
    let world = World::new().await;
    let forum = world.followed_group("https://forum.test/c/wood").await;
    let mia = world.person("https://forum.test/u/mia");
    let thread = mia.thread(&forum.id, "1", "Which plane?");
    let create = mia.does("Create", "1", thread.clone());
    world.send(&forum, &forum.announces("1", &create)).await;
    let vote = |n: usize| {
        let voter = format!("https://n{n}.victim.test/u/{n}");
        json!({"id": format!("{voter}/like"), "type": "Like", "actor": voter, "object": id(&thread)})
    };
    let votes = Value::Array((0..100).map(vote).collect());
    world.send(&forum, &forum.announces("2", &votes)).await;
    let dump = world.dump().await;
    assert!(dump.iter().any(|line| line.contains("votes 100/0")));
    let asked = world.app.http.sent();
    let of_victim = |host: Option<&str>| host.is_some_and(|host| host.ends_with("victim.test"));
    assert!(!asked.iter().any(|sent| of_victim(sent.url.host_str())));
    let peers = "SELECT COUNT(*) AS n FROM peers WHERE host LIKE '%victim.test'";
    assert_eq!(super::count(&world.app.store, peers).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn voters_that_a_group_makes_up_have_an_end_each_day() {
    let world = World::new().await;
    let forum = world.followed_group("https://forum.test/c/wood").await;
    let mia = world.person("https://forum.test/u/mia");
    let thread = mia.thread(&forum.id, "1", "Which plane?");
    let create = mia.does("Create", "1", thread.clone());
    world.send(&forum, &forum.announces("1", &create)).await;
    let batch = |kind: &str, voters: std::ops::Range<usize>| -> Value {
        let vote = |n: usize| {
            let voter = format!("https://victim.test/u/{n}");
            json!({"id": format!("{voter}/{kind}"), "type": kind, "actor": voter, "object": id(&thread)})
        };
        voters.map(vote).collect()
    };
    let votes = async |tail: &str, batch: Value| {
        world.send(&forum, &forum.announces(tail, &batch)).await;
        let dump = world.dump().await;
        let line = dump.iter().find(|line| line.contains("Which plane?"));
        let (_, after) = line.unwrap().split_once(" votes ").unwrap();
        after.split(' ').next().unwrap().to_owned()
    };
    assert_eq!(votes("2", batch("Like", 0..5)).await, "5/0");
    world
        .set("UPDATE rate_limits SET hits = 19990 WHERE key LIKE 'unread/%'")
        .await;
    assert_eq!(votes("3", batch("Like", 5..25)).await, "15/0");
    let known = "SELECT COUNT(*) AS n FROM actors WHERE host = 'victim.test'";
    assert_eq!(super::count(&world.app.store, known).await, 15);
    // Those who are known may change their minds, and tomorrow others may come.
    assert_eq!(votes("4", batch("Dislike", 0..1)).await, "14/1");
    world.pass(TimeDelta::days(1));
    assert_eq!(votes("5", batch("Like", 20..25)).await, "19/1");
}

#[tokio::test(flavor = "multi_thread")]
async fn announcements_that_lead_to_each_other_end() {
    let world = World::new().await;
    let forum = world.followed_group("https://forum.test/c/wood").await;
    for (from, to) in [("a", "b"), ("b", "a")] {
        let address = format!("https://loop.test/{from}");
        world.app.http.answer(&address, Reply::json(&json!({
            "id": address, "type": "Announce", "actor": "https://loop.test/u/l", "object": format!("https://loop.test/{to}"),
        })));
    }
    world
        .in_vain(&forum, &forum.announces("1", &json!("https://loop.test/a")))
        .await;
    assert!(fetches(&world, "loop.test") <= 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chain_of_parents_ends_at_the_depth_of_a_thread() {
    let world = World::new().await;
    let forum = world.followed_group("https://forum.test/c/wood").await;
    let mia = world.person("https://forum.test/u/mia");
    for n in 0..200 {
        let parent = format!("https://forum.test/u/mia/comment/{}", n + 1);
        world.serve(&mia.reply(&forum.id, &n.to_string(), &parent));
    }
    let first = mia.reply(&forum.id, "start", "https://forum.test/u/mia/comment/0");
    world
        .send(
            &forum,
            &forum.announces("1", &mia.does("Create", "start", first)),
        )
        .await;
    for _ in 0..100 {
        world.pass(TimeDelta::minutes(1));
        world.work().await;
    }
    let asked = world
        .app
        .http
        .sent()
        .iter()
        .filter(|sent| sent.url.path().contains("/comment/"))
        .count();
    assert!((10..=60).contains(&asked), "{asked} parents were asked for");
    assert!(
        !world
            .dump()
            .await
            .iter()
            .any(|line| line.starts_with("reply"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn contexts_are_never_read() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let mut create = vic.does("Create", "1", vic.thread(world.group(), "1", "Glue?"));
    create["@context"] = json!(["https://context.test/a", {"@vocab": "https://context.test/b", "evil": {"@id": "https://context.test/c", "@context": "https://context.test/d"}}]);
    create["object"]["@context"] = json!("https://context.test/e");
    world.send(&vic, &create).await;
    assert!(world.dump().await.iter().any(|line| line.contains("Glue?")));
    assert_eq!(fetches(&world, "context.test"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_without_end_are_cut_or_refused() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let long = "x".repeat(300_000);
    let many = |n: usize, item: &dyn Fn(usize) -> Value| Value::Array((0..n).map(item).collect());
    let tag = |n: usize| json!({"type": "Hashtag", "href": "https://victor.test/t", "name": format!("#t{n}")});
    let mention = |n: usize| json!({"type": "Mention", "href": format!("https://guild.example/u/m{n}"), "name": "@m"});
    let address = |n: usize| json!(format!("https://victor.test/u/{n}"));
    let fields: Vec<(&str, Value)> = vec![
        ("name", json!(long)),
        ("content", json!(long)),
        ("summary", json!(long)),
        (
            "source",
            json!({"content": long, "mediaType": "text/markdown"}),
        ),
        ("url", json!(format!("https://victor.test/{long}"))),
        ("language", json!({"identifier": long, "name": long})),
        ("published", json!(long)),
        ("published", json!("-100000-01-01T00:00:00Z")),
        ("published", json!("-100000-01-01T00:00:00")),
        ("published", json!("+99999-01-01T00:00:00Z")),
        ("updated", json!("9999-12-31T23:59:59Z")),
        ("updated", json!(-1)),
        ("tag", many(5000, &tag)),
        ("tag", many(5000, &mention)),
        ("to", many(5000, &address)),
        ("cc", many(5000, &address)),
        (
            "attachment",
            many(
                5000,
                &|_| json!({"type": "Link", "href": "https://victor.test/a"}),
            ),
        ),
        (
            "attachment",
            json!([{"type": "Link", "href": format!("https://victor.test/{long}")}]),
        ),
        ("replies", json!({"totalItems": i64::MAX})),
        ("replies", json!({"totalItems": -5})),
        ("acceptedAnswer", json!(long)),
        ("context", json!(long)),
        ("inReplyTo", json!(long)),
        ("postType", json!(long)),
        ("contentMap", json!({"en": long})),
    ];
    for (n, (field, value)) in fields.into_iter().enumerate() {
        let mut thread = vic.thread(world.group(), &format!("t{n}"), &format!("Field {n}"));
        thread[field] = value;
        if field == "to" {
            thread["to"].as_array_mut().unwrap().push(json!(PUBLIC));
        }
        let status = world
            .post(&vic, &vic.does("Create", &format!("c{n}"), thread))
            .await;
        assert!(
            matches!(status.as_u16(), 202 | 400 | 413),
            "{field}: {status}"
        );
        world.work().await;
    }
    let failed = crate::jobs::count_jobs(
        &mut world.app.store.read().await.unwrap(),
        world.app.now().plus(TimeDelta::days(1)),
    )
    .await
    .unwrap();
    assert_eq!(failed.1, 0, "nothing was set aside");
    for line in world.dump().await {
        assert!(line.len() < 210_000, "{} bytes in one row", line.len());
    }
    let (status, page) = world.get("/c/luthiers?sort=new", "text/html").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.len() < 200_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_text_tells_twenty_people_at_most() {
    let world = World::new().await;
    for n in 0..30 {
        crate::communities::tests::person(&world.app, &format!("m{n}")).await;
    }
    let vic = world.person("https://victor.test/u/vic");
    let mut thread = vic.thread(world.group(), "1", "Everybody?");
    let mentions = (0..30).map(|n| json!({"type": "Mention", "href": format!("https://guild.example/u/m{n}"), "name": "@m"}));
    thread["tag"] = mentions.collect();
    world.send(&vic, &vic.does("Create", "1", thread)).await;
    let told = world
        .dump()
        .await
        .iter()
        .filter(|line| line.starts_with("told"))
        .count();
    assert_eq!(told, 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_here_writes_tells_twenty_people_at_most() {
    let world = World::new().await;
    for n in 0..30 {
        crate::communities::tests::person(&world.app, &format!("m{n}")).await;
    }
    let crowd: Vec<String> = (0..30).map(|n| format!("@m{n}")).collect();
    let words = ThreadDraft {
        title: "Everybody?".into(),
        body: crowd.join(" "),
        ..ThreadDraft::default()
    };
    let (place, kind) = (world.luthiers.id(), ThreadKind::Question);
    start_thread(&world.app, &world.ada, place, kind, &words)
        .await
        .unwrap();
    world.work().await;
    let mut told = world.dump().await;
    told.retain(|line| line.starts_with("told"));
    assert_eq!(told.len(), 20, "{told:?}");
}

/// A page that a thread links to is asked by the server where the thread was begun, and told with it: or all servers
/// that know the thread would ask it at once.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_somebody_elsewhere_links_to_is_not_asked_from_here() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let mut thread = vic.thread(world.group(), "1", "A page");
    let page = "https://glue.test/all-of-it";
    thread["url"] = json!(page);
    thread["attachment"] =
        json!([{"type": "Link", "href": page, "mediaType": "text/html", "name": "Glue"}]);
    thread["image"] = json!({"type": "Image", "url": "https://glue.test/pot.jpg"});
    world.send(&vic, &vic.does("Create", "1", thread)).await;
    world.pass(TimeDelta::hours(2));
    world.work().await;
    let lines = world.dump().await;
    assert!(
        lines.iter().any(|line| line.contains("A page")),
        "{lines:?}"
    );
    assert_eq!(fetches(&world, "glue.test"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_so_much_waits_for_one_server_and_not_for_ever() {
    let world = World::new().await;
    let now = world.app.now();
    let waiting = |n: usize, host: &str| NewWaiting {
        act_key: format!("{host} {n}"),
        awaits: format!("https://{host}/post/{n}"),
        object_ap_id: format!("https://{host}/comment/{n}"),
        origin_host: host.to_owned(),
        signer: format!("https://{host}/u/x"),
        announced_by: None,
        fetched: false,
        document: "{}".to_owned(),
        received_at: now,
        until: now.plus(TimeDelta::days(1)),
    };
    let count =
        async || super::count(&world.app.store, "SELECT COUNT(*) AS n FROM waiting_acts").await;
    let mut tx = world.app.store.begin().await.unwrap();
    for n in 0..1010 {
        let_wait(&mut tx, &waiting(n, "mallory.test"))
            .await
            .unwrap();
    }
    let_wait(&mut tx, &waiting(0, "honest.test")).await.unwrap();
    let huge = NewWaiting {
        document: "x".repeat(300_000),
        ..waiting(1, "honest.test")
    };
    let_wait(&mut tx, &huge).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(count().await, 1001);
    world.pass(TimeDelta::days(2));
    let mut tx = world.app.store.begin().await.unwrap();
    let forget = crate::activitypub::retention::Forget::default();
    crate::jobs::enqueue(&mut tx, &world.app, &forget)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.work().await;
    assert_eq!(count().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_below_one_domain_have_the_room_of_one_together() {
    let world = World::new().await;
    world.app.http.answer("away.test", Reply::status(503));
    for n in 0..3 {
        let who = world.person(&format!("https://s{n}.mallory.test/u/x"));
        let reply = who.reply(world.group(), "1", "https://away.test/post/1");
        let status = world.post(&who, &who.does("Create", "1", reply)).await;
        assert_eq!(status, StatusCode::ACCEPTED);
    }
    let lanes = "SELECT COUNT(*) AS n FROM jobs WHERE lane LIKE 'inbox:mallory.test:%'";
    assert_eq!(super::count(&world.app.store, lanes).await, 3);
    world.work().await;
    let waiting = "SELECT COUNT(*) AS n FROM waiting_acts WHERE origin_host = 'mallory.test'";
    assert_eq!(super::count(&world.app.store, waiting).await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_does_not_answer_is_not_asked_again_at_once() {
    use crate::activitypub::net::NetError;
    let world = World::new().await;
    let forum = world.followed_group("https://forum.test/c/wood").await;
    world
        .app
        .http
        .answer("dead.test", Reply::Fail(NetError::Timeout));
    let ids: Vec<Value> = (0..50)
        .map(|n| json!(format!("https://dead.test/post/{n}")))
        .collect();
    world
        .post(&forum, &forum.announces("1", &Value::Array(ids)))
        .await;
    world.work().await;
    assert_eq!(fetches(&world, "dead.test"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_actor_and_a_server_report_only_so_much_in_a_day() {
    let app = test_app_with(|config| {
        config.rate_limits.reports_per_actor = 2;
        config.rate_limits.reports_per_server = 3;
    })
    .await;
    ensure_server_actors(&app).await.unwrap();
    let world = World::with(app).await;
    let vic = world.person("https://victor.test/u/vic");
    let mut threads = Vec::new();
    for n in ["0", "1", "2"] {
        let thread = vic.thread(world.group(), n, "Glue?");
        world
            .send(&vic, &vic.does("Create", n, thread.clone()))
            .await;
        threads.push(id(&thread).to_owned());
    }
    let zed = world.person("https://one.spam.test/u/zed");
    let zoe = world.person("https://two.spam.test/u/zoe");
    let uli = world.person("https://honest.test/u/uli");
    let report = async |who: &Remote, n: usize, thread: usize| {
        let mut flag = who.does("Flag", &format!("f{n}"), json!(threads[thread]));
        flag["summary"] = json!("spam");
        world.send(who, &flag).await;
        let dump = world.dump().await;
        dump.iter()
            .filter(|line| line.starts_with("report "))
            .count()
    };
    assert_eq!(report(&zed, 1, 0).await, 1);
    assert_eq!(report(&zed, 2, 0).await, 1, "the same again");
    assert_eq!(report(&zed, 3, 1).await, 2);
    assert_eq!(report(&zed, 4, 2).await, 2, "a third by one actor");
    assert_eq!(report(&zoe, 5, 0).await, 3);
    assert_eq!(report(&zoe, 6, 1).await, 3, "a fourth from one domain");
    assert_eq!(report(&uli, 7, 2).await, 4, "others are heard");
    world.pass(TimeDelta::hours(25));
    assert_eq!(report(&zed, 8, 2).await, 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_sends_too_much_is_put_off_and_loses_nothing() {
    let app = test_app_with(|config| config.rate_limits.activities_per_server = 3).await;
    ensure_server_actors(&app).await.unwrap();
    let world = World::with(app).await;
    let zed = world.person("https://one.spam.test/u/zed");
    let zoe = world.person("https://two.spam.test/u/zoe");
    let uli = world.person("https://honest.test/u/uli");
    let delete = |who: &Remote, n: usize| {
        who.does(
            "Delete",
            &n.to_string(),
            json!(format!("{}/post/{n}", who.id)),
        )
    };
    // What is not signed by somebody there uses up none of its room.
    for n in 0..5 {
        let forged = delete(&zed, n);
        let status = world.post(&uli, &forged).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
    }
    for n in 0..3 {
        assert_eq!(
            world.post(&zed, &delete(&zed, n)).await,
            StatusCode::ACCEPTED
        );
    }
    for (who, n) in [(&zed, 3), (&zoe, 0)] {
        let body = delete(who, n).to_string();
        let answer = world
            .answer(world.sign(who, "/inbox", body.as_bytes()))
            .await;
        assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.headers()["retry-after"], "60");
    }
    assert_eq!(
        world.post(&uli, &delete(&uli, 0)).await,
        StatusCode::ACCEPTED
    );
    let received = "SELECT COUNT(*) AS n FROM received_activities";
    assert_eq!(super::count(&world.app.store, received).await, 4);
    world.pass(TimeDelta::minutes(1));
    assert_eq!(
        world.post(&zed, &delete(&zed, 3)).await,
        StatusCode::ACCEPTED
    );
    assert_eq!(
        world.post(&zoe, &delete(&zoe, 0)).await,
        StatusCode::ACCEPTED
    );
    assert_eq!(super::count(&world.app.store, received).await, 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_longest_ids_are_kept_side_by_side() {
    let world = World::new().await;
    // Nothing in it repeats, so that no database makes it shorter.
    let endless: String = (1..400_u32)
        .map(|n| format!("{:x}", n.wrapping_mul(2_654_435_761)))
        .collect();
    let long = |length: usize, end: &str| {
        let start = "https://victor.test/";
        let room = length - start.len() - end.len();
        format!("{start}{}{end}", endless.get(..room).unwrap())
    };
    // What belongs to an actor has a longer address.
    let vic = world.person(&long(MAX_ID_BYTES - 20, "/vic"));
    let unknown = long(MAX_ID_BYTES, "/1");
    let delete = vic.does("Delete", "1", json!(unknown));
    world.send(&vic, &delete).await;
    let kept = "SELECT COUNT(*) AS n FROM tombstones";
    assert_eq!(super::count(&world.app.store, kept).await, 1);
    let too_long = vic.does("Delete", "2", json!(format!("{unknown}0")));
    world.in_vain(&vic, &too_long).await;
    assert_eq!(super::count(&world.app.store, kept).await, 1);
}
