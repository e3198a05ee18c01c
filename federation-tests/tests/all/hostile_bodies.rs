//! Bodies that are no activity (safety.md R, O-03, O-17), all with a signature that fits: each gets its
//! status and a sentence, and changes nothing that anybody is shown.

use super::hostile_stage::{Stage, act, refused};
use super::stage::see_votes;
use federation_tests::{Actor, Database, Signing};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_activity_gets_its_status_and_changes_nothing() {
    for database in Database::all() {
        let stage = Stage::new(database).await;
        let before = stage.shown().await;
        let eve = stage.liar("eve");
        let follow = stage.mallory.follow(&eve, &stage.group);
        let inboxes = [
            "/inbox",
            "/site_inbox",
            "/c/luthiers/inbox",
            "/u/alpha_ada/inbox",
        ]
        .map(|path| stage.alpha.url(path));
        // R-02, O-03: what is compressed or of another type is not read.
        let typed: [(&str, &str, u16); 11] = [
            ("content-encoding", "gzip", 415),
            ("content-encoding", "br", 415),
            ("content-encoding", "zstd", 415),
            ("content-encoding", "deflate", 415),
            ("content-type", "", 415),
            ("content-type", "text/plain", 415),
            ("content-type", "text/html", 415),
            ("content-type", "application/json", 415),
            ("content-type", "application/ld+json", 415),
            ("content-type", "multipart/form-data; boundary=x", 415),
            ("content-type", "application/x-www-form-urlencoded", 415),
        ];
        for (n, (name, value, status)) in typed.into_iter().enumerate() {
            let inbox = &inboxes[n % inboxes.len()];
            let body = follow.to_string().into_bytes();
            let signing = Signing::gotosocial();
            let mut headers = stage.mallory.sign_post(&eve, inbox, &body, &signing);
            headers.retain(|(held, _)| *held != name);
            if !value.is_empty() {
                headers.push((name, value.to_owned()));
            }
            let answer = stage.mallory.send_raw("POST", inbox, &headers, body).await;
            refused(&answer, status, &format!("{name}: {value}"));
        }
        for (n, (what, body, status)) in bodies(&stage, &eve).into_iter().enumerate() {
            let inbox = &inboxes[n % inboxes.len()];
            let signing = Signing::mastodon();
            let posted = stage.mallory.post_bytes(&eve, inbox, &body, &signing);
            refused(&posted.await, status, what);
        }
        stage
            .unchanged(&before, "something that is no activity")
            .await;
        for (n, inbox) in inboxes.iter().enumerate() {
            let like = act(&eve, "Like", &n.to_string(), stage.page["id"].clone());
            let answer = stage.mallory.post(&eve, inbox, &like).await;
            assert_eq!(answer.status, 202, "{inbox}: {}", answer.text());
        }
        // Ben's vote and hers.
        see_votes(&stage.ours, &stage.thread, 2).await;
    }
}

/// R-01, R-05, O-05, O-17, all of them with a signature that fits.
fn bodies(stage: &Stage, eve: &Actor) -> Vec<(&'static str, Vec<u8>, u16)> {
    let follow = act(eve, "Follow", "f", json!(stage.group));
    let with = |member: &str, value: Value| {
        let mut changed = follow.clone();
        changed[member] = value;
        changed.to_string().into_bytes()
    };
    let deep = |open: &str, close: &str| {
        let levels = 20_000;
        format!("{}1{}", open.repeat(levels), close.repeat(levels)).into_bytes()
    };
    let many = vec![eve.id.clone(); 10_000];
    let text = |text: &str| text.as_bytes().to_vec();
    vec![
        ("over a MiB", vec![b' '; 1024 * 1024 + 1], 413),
        ("nothing", Vec::new(), 400),
        ("half an object", text("{\"type\":"), 400),
        ("a list", text("[]"), 400),
        ("null", text("null"), 400),
        ("a text", text("\"Follow\""), 400),
        ("two documents", text("{} {}"), 400),
        (
            "one key twice",
            text("{\"type\":\"Follow\",\"type\":\"Like\"}"),
            400,
        ),
        ("deep objects", deep("{\"a\":", "}"), 400),
        ("deep lists", deep("[", "]"), 400),
        ("a lone surrogate", text("{\"type\":\"\\ud800\"}"), 400),
        ("a NUL", text("{\"type\":\"a\\u0000\"}"), 400),
        ("bytes that are no text", vec![b'"', 0xff, 0xfe, b'"'], 400),
        (
            "too many values",
            text(&format!("[0{}]", ",0".repeat(200_000))),
            400,
        ),
        ("no type", with("type", Value::Null), 400),
        ("no id", with("id", Value::Null), 400),
        ("no actor", with("actor", Value::Null), 400),
        ("ten thousand actors", with("actor", json!(many)), 400),
        ("a number for an actor", with("actor", json!(7)), 400),
        (
            "an id of another server",
            with("id", json!(format!("{}/acts/1", stage.lena.id))),
            403,
        ),
        (
            "an id of ours",
            with("id", json!(stage.alpha.url("/activities/follow/1"))),
            403,
        ),
    ]
}
