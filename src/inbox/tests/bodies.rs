//! Bodies and documents that are not what they should be (safety.md, S-16, F-06), all signed.

use super::{Remote, World, count, id};
use crate::activitypub::fake_http::Reply;
use crate::activitypub::fetch::fetch_document;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

async fn stored(world: &World) -> i64 {
    let query = "SELECT COUNT(*) AS n FROM received_activities";
    count(&world.app.store, query).await
}

/// A refusal says why in words that are not ours alone.
async fn refused(world: &World, request: Request<Body>, status: StatusCode, what: &str) {
    let (found, body) = world.ask(request).await;
    assert_eq!(found, status, "{what}: {body}");
    let problem: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(problem["status"], status.as_u16(), "{what}");
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains(' '), "{what}: {detail}");
}

#[tokio::test(flavor = "multi_thread")]
async fn signed_nonsense_is_refused_in_words() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let deep = |open: &str, close: &str, levels: usize| {
        format!("{}1{}", open.repeat(levels), close.repeat(levels))
    };
    let texts: Vec<(&str, String)> = vec![
        ("nothing", String::new()),
        ("white space", "  \n".into()),
        ("no JSON", "type=Follow&actor=vic".into()),
        ("half", "{\"type\":\"Follow\"".into()),
        ("a list", "[{}]".into()),
        ("a text", "\"x\"".into()),
        ("a number", "7".into()),
        ("true", "true".into()),
        ("null", "null".into()),
        ("two documents", "{}{}".into()),
        ("a comment", "{} // x".into()),
        ("single quotes", "{'type':'Follow'}".into()),
        ("a comma too many", "{\"type\":\"Follow\",}".into()),
        ("one key twice", "{\"id\":\"a\",\"id\":\"b\"}".into()),
        (
            "one key twice, spelt otherwise",
            "{\"id\":1,\"\\u0069d\":2}".into(),
        ),
        ("a NUL in a text", "{\"type\":\"\\u0000\"}".into()),
        ("a NUL in a key", "{\"a\\u0000\":1}".into()),
        ("a lone surrogate", "{\"type\":\"\\udc00\"}".into()),
        (
            "a pair the wrong way round",
            "{\"type\":\"\\udc00\\ud800\"}".into(),
        ),
        ("a line end in a text", "{\"type\":\"a\nb\"}".into()),
        ("no number", "{\"type\":NaN}".into()),
        ("a number without end", "{\"type\":1e99999}".into()),
        ("lists in lists", deep("[", "]", 100_000)),
        ("objects in objects", deep("{\"a\":", "}", 100_000)),
        ("lists that never end", "[".repeat(500_000)),
        ("too many values", format!("[0{}]", ",0".repeat(150_000))),
        (
            "no type",
            json!({"id": "https://victor.test/1", "actor": vic.id}).to_string(),
        ),
        (
            "no id",
            json!({"type": "Like", "actor": vic.id}).to_string(),
        ),
        (
            "no actor",
            json!({"type": "Like", "id": "https://victor.test/1"}).to_string(),
        ),
    ];
    let mut cases: Vec<(&str, Vec<u8>)> = texts
        .into_iter()
        .map(|(what, text)| (what, text.into_bytes()))
        .collect();
    cases.push(("no UTF-8", b"{\"type\":\"\xff\"}".to_vec()));
    cases.push(("UTF-16", vec![0xff, 0xfe, b'{', 0, b'}', 0]));
    for (what, body) in cases {
        let request = world.sign(&vic, "/inbox", &body);
        refused(&world, request, StatusCode::BAD_REQUEST, what).await;
    }
    assert_eq!(stored(&world).await, 0);
    // The limits themselves are allowed.
    let mut follow = vic.does("Follow", "1", json!(world.group()));
    follow["deep"] = serde_json::from_str(&deep("[", "]", 60)).unwrap();
    world.send(&vic, &follow).await;
    assert_eq!(stored(&world).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_largest_body_is_a_mebibyte() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let follow = vic.does("Follow", "1", json!(world.group())).to_string();
    for (spaces, expected) in [
        (1024 * 1024 - follow.len(), StatusCode::ACCEPTED),
        (
            1024 * 1024 - follow.len() + 1,
            StatusCode::PAYLOAD_TOO_LARGE,
        ),
        (3 * 1024 * 1024, StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        let body = format!("{}{follow}", " ".repeat(spaces));
        for path in ["/inbox", "/c/luthiers/inbox"] {
            let request = world.sign(&vic, path, body.as_bytes());
            if expected == StatusCode::ACCEPTED {
                // The second is the first once more.
                assert!(world.ask(request).await.0.is_success(), "{path}");
            } else {
                refused(&world, request, expected, path).await;
            }
        }
    }
    assert_eq!(stored(&world).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn actors_with_keys_that_are_none_are_not_heard() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let pem = vic.document("Person")["publicKey"]["publicKeyPem"].clone();
    let whole = pem.as_str().unwrap();
    let keys: Vec<(&str, Value)> = vec![
        ("absent", Value::Null),
        ("empty", json!("")),
        ("no PEM", json!("a key")),
        ("cut", json!(whole.chars().take(80).collect::<String>())),
        (
            "a certificate",
            json!(whole.replace("PUBLIC KEY", "CERTIFICATE")),
        ),
        (
            "a private one",
            json!(whole.replace("PUBLIC KEY", "PRIVATE KEY")),
        ),
        ("a list", json!([whole, whole])),
        ("huge", json!(format!("{whole}{}", "A".repeat(900_000)))),
        ("a number", json!(7)),
    ];
    for (n, (what, key)) in keys.into_iter().enumerate() {
        let id = format!("https://victor.test/u/v{n}");
        let liar = Remote {
            key_id: format!("{id}#main-key"),
            id,
        };
        let mut document = liar.document("Person");
        document["publicKey"]["publicKeyPem"] = key;
        world.serve(&document);
        let act = liar.does("Follow", "1", json!(world.group()));
        let request = world.sign(&liar, "/inbox", act.to_string().as_bytes());
        refused(&world, request, StatusCode::UNAUTHORIZED, what).await;
    }
    world.work().await;
    assert_eq!(stored(&world).await, 0);
    world
        .send(&vic, &vic.does("Follow", "1", json!(world.group())))
        .await;
    assert_eq!(stored(&world).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_that_name_each_other_are_asked_a_few_times() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let at = |tail: &str| format!("https://loop.test/{tail}");
    let named = |tail: &str| json!({"id": at(tail), "type": "Note", "attributedTo": at("u/l")});
    let leads = |to: &str| Reply::with_header(302, "location", to);
    // Documents that name each other, redirects that lead to each other, and both. Whoever only leads
    // on is left alone for a while, so the last two are on servers of their own.
    let (c, d) = ("https://c.test/x".to_owned(), "https://d.test/x".to_owned());
    let cases = [
        (at("a"), Reply::json(&named("b"))),
        (at("b"), Reply::json(&named("a"))),
        (at("e"), leads(&at("a"))),
        (at("f"), leads("https://loop.test/f?again")),
        (c.clone(), leads(&d)),
        (d, leads(&c)),
    ];
    for (url, reply) in &cases {
        world.app.http.answer(url, reply.clone());
    }
    for (url, _) in &cases {
        world.app.http.forget();
        let found = fetch_document(&world.app, url).await;
        assert!(found.is_err(), "{url}");
        let asked = world.app.http.sent().len();
        assert!((1..=4).contains(&asked), "{url}: {asked} requests");
    }
    let thread = vic.thread(world.group(), "1", "Glue?");
    world.serve(&thread);
    assert!(fetch_document(&world.app, id(&thread)).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_any_length_is_remembered_of_an_activity() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let long = "Zz\n".repeat(50_000);
    let mut thread = vic.thread(world.group(), "1", "Glue?");
    thread["type"] = json!(long);
    world
        .send(&vic, &vic.does(&long, "1", json!(world.group())))
        .await;
    world.send(&vic, &vic.does("Create", "2", thread)).await;
    assert_eq!(stored(&world).await, 2);
    let kept = "SELECT COUNT(*) AS n FROM received_activities WHERE length(COALESCE(kind, '')) + length(COALESCE(verdict, '')) > 200";
    assert_eq!(count(&world.app.store, kept).await, 0);
}
