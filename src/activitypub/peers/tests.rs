use super::*;
use crate::activitypub::fake_http::Reply;
use crate::activitypub::net::NetError;
use crate::app::testing::{TestApp, test_app};
use crate::jobs::{Registry, run_pending};
use serde_json::json;

const NODEINFO: &str = "https://b.test/.well-known/nodeinfo";

/// b.test says what it runs whenever it is asked.
fn tells(app: &TestApp, name: &str, version: &str) {
    let links = json!({"links": [
        {"rel": "http://nodeinfo.diaspora.software/ns/schema/2.0", "href": "https://b.test/n/2.0"},
    ]});
    let nodeinfo = json!({"software": {"name": name, "version": version}});
    app.http.answer(NODEINFO, Reply::json(&links));
    app.http
        .answer("https://b.test/n/2.0", Reply::json(&nodeinfo));
}

#[test]
fn a_host_lies_in_its_domains() {
    let cases: [(&str, &[&str]); 4] = [
        ("A.evil.test:8443", &["a.evil.test", "evil.test", "test"]),
        ("evil.test.", &["evil.test", "test"]),
        ("localhost", &["localhost"]),
        ("[::1]:80", &["[::1]"]),
    ];
    for (host, expected) in cases {
        assert_eq!(domains(host), expected, "{host}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_covers_sub_domains_and_every_port() {
    let app = test_app().await;
    let mut tx = app.store.begin().await.unwrap();
    let now = app.now();
    update_policy(&mut tx, "Evil.test:99", PeerPolicy::Block, "spam", now)
        .await
        .unwrap();
    update_policy(&mut tx, "a.evil.test", PeerPolicy::None, "", now)
        .await
        .unwrap();
    let cases = [
        ("evil.test", true),
        ("evil.test:8443", true),
        ("a.evil.test", true),
        ("b.a.evil.test:1", true),
        ("notevil.test", false),
        ("evil.test.example", false),
    ];
    for (host, expected) in cases {
        assert_eq!(
            is_blocked(&mut tx, host, now).await.unwrap(),
            expected,
            "{host}"
        );
    }
    update_policy(&mut tx, "evil.test", PeerPolicy::None, "", now)
        .await
        .unwrap();
    assert!(!is_blocked(&mut tx, "evil.test:99", now).await.unwrap());
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reading_in_vain_takes_nothing_from_another_one_at_the_same_time() {
    let app = test_app().await;
    let now = app.now();
    let read = |version: &str| {
        Reading::Software(Software {
            name: "guildhall".to_owned(),
            version: version.to_owned(),
        })
    };
    let mut tx = app.store.begin().await.unwrap();
    ensure_peer(&mut tx, "b.test", now).await.unwrap();
    update_software(&mut tx, "b.test", read("1"), now)
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let mut one = app.store.begin().await.unwrap();
    let learned = update_software(&mut one, "b.test", read("2"), now).await;
    assert_eq!(learned.unwrap(), Learned::Change);
    let other = async {
        let mut tx = app.store.begin().await.unwrap();
        let learned = update_software(&mut tx, "b.test", Reading::Nothing, now).await;
        assert_eq!(learned.unwrap(), Learned::Missing);
        tx.commit().await.unwrap();
    };
    let end = async {
        // Time for the other one to look.
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        one.commit().await.unwrap();
    };
    tokio::join!(other, end);
    let mut conn = app.store.read().await.unwrap();
    let peer = peer_by_host(&mut conn, "b.test").await.unwrap().unwrap();
    assert_eq!(peer.version.as_deref(), Some("2"));
}

async fn meet_once(app: &TestApp, host: &str) -> usize {
    let mut tx = app.store.begin().await.unwrap();
    meet(&mut tx, app, host).await.unwrap();
    tx.commit().await.unwrap();
    let registry = Registry::default().register::<ReadNodeInfo>();
    run_pending(&app.data, &registry).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_peer_runs_is_read_once_a_week() {
    let app = test_app().await;
    tells(&app, "Lemmy", "0.19.3");

    assert_eq!(meet_once(&app, "b.test").await, 1);
    assert_eq!(meet_once(&app, "b.test").await, 0);
    let mut conn = app.store.read().await.unwrap();
    let peer = peer_by_host(&mut conn, "b.test").await.unwrap().unwrap();
    assert_eq!(peer.software.as_deref(), Some("lemmy"));
    assert_eq!(peer.version.as_deref(), Some("0.19.3"));
    assert_eq!(peer.dialect(), Dialect::Forum);

    app.clock.advance(TimeDelta::days(8));
    assert_eq!(meet_once(&app, "b.test").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_peer_runs_is_unknown_once_it_has_not_told_for_a_day() {
    let app = test_app().await;
    tells(&app, "Lemmy", "1.0.0");
    assert_eq!(meet_once(&app, "b.test").await, 1);
    let runs = async || {
        let mut conn = app.store.read().await.unwrap();
        let peer = peer_by_host(&mut conn, "b.test").await.unwrap().unwrap();
        (peer.software, peer.version)
    };
    let lemmy = (Some("lemmy".to_owned()), Some("1.0.0".to_owned()));

    // One that is missing may come back; it is looked at again by itself a day later.
    app.clock.advance(TimeDelta::days(8));
    app.http.answer(NODEINFO, Reply::status(404));
    assert_eq!(meet_once(&app, "b.test").await, 1);
    assert_eq!(runs().await, lemmy);
    app.clock.advance(TimeDelta::hours(23));
    assert_eq!(meet_once(&app, "b.test").await, 0, "not yet");
    app.clock.advance(TimeDelta::hours(1));
    tells(&app, "Lemmy", "1.0.0");
    assert_eq!(meet_once(&app, "b.test").await, 1);
    assert_eq!(runs().await, lemmy);

    app.clock.advance(TimeDelta::days(8));
    app.http.answer(NODEINFO, Reply::status(404));
    assert_eq!(meet_once(&app, "b.test").await, 1);
    assert_eq!(runs().await, lemmy, "what was missing once is forgotten");
    app.clock.advance(TimeDelta::days(1));
    assert_eq!(meet_once(&app, "b.test").await, 1);
    assert_eq!(runs().await, (None, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_peer_runs_is_unknown_once_it_could_not_be_asked_for_a_week() {
    let app = test_app().await;
    tells(&app, "guildhall", "0.1.0");
    assert_eq!(meet_once(&app, "b.test").await, 1);
    let runs = async || {
        let mut conn = app.store.read().await.unwrap();
        let peer = peer_by_host(&mut conn, "b.test").await.unwrap().unwrap();
        peer.software
    };
    // What is asked again is asked by itself.
    let next_day = async || {
        app.clock.advance(TimeDelta::days(1));
        let registry = Registry::default().register::<ReadNodeInfo>();
        run_pending(&app.data, &registry).await.unwrap();
        runs().await
    };
    let guildhall = Some("guildhall".to_owned());

    app.clock.advance(TimeDelta::days(8));
    app.http.answer(NODEINFO, Reply::status(503));
    meet_once(&app, "b.test").await;
    for day in 1..7 {
        assert_eq!(next_day().await, guildhall, "{day}");
    }
    tells(&app, "guildhall", "0.1.0");
    assert_eq!(next_day().await, guildhall, "it is back");

    // What was before that is forgotten.
    app.clock.advance(TimeDelta::days(8));
    app.http.answer(NODEINFO, Reply::Fail(NetError::Timeout));
    meet_once(&app, "b.test").await;
    for day in 1..7 {
        assert_eq!(next_day().await, guildhall, "{day}");
    }
    assert_eq!(next_day().await, None);
}

#[test]
fn how_long_a_peer_may_give_nothing_depends_on_why() {
    let day = |n| Time::new(chrono::DateTime::UNIX_EPOCH).plus(TimeDelta::days(n));
    let known = |read: i64, missing: Option<i64>| Known {
        software: Some("guildhall".to_owned()),
        version: Some("1".to_owned()),
        read_at: Some(day(read)),
        missing_at: missing.map(day),
    };
    let (none, silence) = (Reading::Nothing, Reading::Silence);
    // What is known, what comes of asking on the tenth day, what is known then.
    let cases = [
        (known(2, None), &none, Some(known(10, Some(10)))),
        (known(2, None), &silence, Some(known(2, Some(10)))),
        (known(9, Some(9)), &none, None),
        (known(9, Some(9)), &silence, Some(known(9, Some(9)))),
        // It could only not be asked before, so its day begins now.
        (known(2, Some(8)), &none, Some(known(10, Some(10)))),
        (known(2, Some(4)), &silence, Some(known(2, Some(4)))),
        (known(2, Some(3)), &silence, None),
        (known(3, Some(3)), &silence, None),
    ];
    for (before, reading, expected) in cases {
        let after = before.after(reading.clone(), day(10));
        let expected = expected.unwrap_or(Known {
            read_at: Some(day(10)),
            ..Known::default()
        });
        assert_eq!(after, expected, "{before:?} {reading:?}");
    }
    let stranger = Known::default();
    assert_eq!(stranger.after(silence, day(10)), stranger, "asked again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_nodeinfo_of_another_host_is_not_believed() {
    let app = test_app().await;
    let links = json!({"links": [
        {"rel": "http://nodeinfo.diaspora.software/ns/schema/2.1", "href": "https://c.test/n"},
    ]});
    app.http
        .answer("https://b.test/.well-known/nodeinfo", Reply::json(&links));
    assert_eq!(meet_once(&app, "b.test").await, 1);
    assert_eq!(app.http.sent().len(), 1);
    let mut conn = app.store.read().await.unwrap();
    let peer = peer_by_host(&mut conn, "b.test").await.unwrap().unwrap();
    assert_eq!(peer.software, None);
    assert!(peer.nodeinfo_at.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_peer_that_was_blocked_meanwhile_is_not_asked() {
    let app = test_app().await;
    let mut tx = app.store.begin().await.unwrap();
    update_policy(&mut tx, "b.test", PeerPolicy::Block, "spam", app.now())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(meet_once(&app, "a.b.test").await, 1);
    assert_eq!(app.http.sent().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_peer_that_is_away_is_asked_again_later() {
    let app = test_app().await;
    app.http.answer("b.test", Reply::Fail(NetError::Connect));
    assert_eq!(meet_once(&app, "b.test").await, 1);
    assert_eq!(meet_once(&app, "b.test").await, 0);
    app.clock.advance(TimeDelta::seconds(31));
    assert_eq!(meet_once(&app, "b.test").await, 1);
}
