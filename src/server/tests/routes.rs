//! Every address, asked for in every way that makes no sense (safety.md A-20), and the headers that every
//! answer has.

use super::place::{Answer, Place};
use super::sources::{Route, routes};
use crate::server::MAX_FORM_BYTES;
use crate::web::page::CONTENT_SECURITY_POLICY;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};

const PAGE: &str = "text/html";
const FORM: &str = "application/x-www-form-urlencoded";
const DOCUMENT: &str = "application/activity+json";

/// As they stand in an address.
fn hostile() -> Vec<String> {
    let mut strings: Vec<String> = [
        "%00",
        "a%00b",
        "%27",
        "%27%20OR%20%271%27=%271",
        "%27%3B%20DROP%20TABLE%20posts--",
        "%22",
        "%22%20OR%20NEAR(a%20b)*",
        "%25",
        "%25%5F%25",
        "%5C",
        "%5C%27",
        "%",
        "%zz",
        "%FF%FE",
        "%C3",
        "%E2%80%AE",
        "%F0%9F%92%A9",
        "..%2F..%2Fetc%2Fpasswd",
        "%0D%0ASet-Cookie:%20a=b",
        "-1",
        "0",
        "1.1",
        "NaN",
        "1e309",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808.1",
        "-8000000000000000000.1",
        "t-8000000000000000000.1",
        "t253402300800000000.1",
        "s9223372036854775807.9223372036854775807",
        "r7ff0000000000000.1",
        "-100000-01-01T00:00:00",
        "ben@guild.example@guild.example",
        "ben@",
        "@",
        "https:%2F%2Fguild.example:99999%2Fu%2Fben",
        "acct:%20@guild.example",
        "%24%7B7*7%7D%7B%7B7*7%7D%7D",
    ]
    .map(str::to_owned)
    .into();
    strings.push("x".repeat(8000));
    strings.push("%C3%A9".repeat(2000));
    strings.push("%CC%81".repeat(2000));
    strings
}

async fn get(place: &Place, path: &str, accept: &str) -> Answer {
    let request = Request::get(path).header(header::ACCEPT, accept);
    place.signed(request, Body::empty()).await
}

fn readable() -> Vec<Route> {
    routes().into_iter().filter(|route| route.gets).collect()
}

/// No fault of ours, and whoever may not be answered is told so in words.
fn assert_sound(answer: &Answer, path: &str) {
    let at: String = path.chars().take(200).collect();
    assert!(answer.status.as_u16() < 500, "{at}: {}", answer.body);
    let silent = answer.status.is_client_error() && answer.body.trim().is_empty();
    assert!(!silent, "{at}: {} and no word", answer.status);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_address_is_a_fault_of_ours() {
    let place = Place::new().await;
    for route in readable() {
        // As it should be: what is hostile below differs in one part.
        let whole = get(&place, &place.fill(&route), PAGE).await;
        assert_sound(&whole, &route.path);
        let parts: Vec<&str> = route.path.split('/').collect();
        let faces: &[&str] = match parts.as_slice() {
            ["", "u" | "c" | "post" | "comment", _] => &[PAGE, DOCUMENT],
            _ => &[PAGE],
        };
        for (n, part) in parts.iter().enumerate() {
            if !part.starts_with('{') {
                continue;
            }
            for string in hostile() {
                let mut path = parts.clone();
                path[n] = &string;
                let path = place.fill(&Route {
                    path: path.join("/"),
                    ..route.clone()
                });
                for accept in faces {
                    let answer = get(&place, &path, accept).await;
                    assert_sound(&answer, &path);
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_question_is_a_fault_of_ours() {
    let place = Place::new().await;
    let mut asked = 0;
    for route in readable() {
        let path = place.fill(&route);
        for query in &route.queries {
            for string in hostile() {
                let path = format!("{path}?{query}={string}");
                let answer = get(&place, &path, PAGE).await;
                assert_sound(&answer, &path);
                asked += 1;
            }
        }
    }
    assert!(asked > 500, "questions were asked: {asked}");
    // Twice the same, none at all, and a thousand.
    for query in ["q=a&q=b", "q", "=", "&&&", "q[]=a", "q=a;b=c"] {
        for path in ["/search", "/communities", "/?sort=new"] {
            let mark = if path.contains('?') { '&' } else { '?' };
            let path = format!("{path}{mark}{query}");
            assert_sound(&get(&place, &path, PAGE).await, &path);
        }
    }
    let many = vec!["sort=new"; 1000].join("&");
    assert_sound(
        &get(&place, &format!("/?{many}"), PAGE).await,
        "/ with a thousand",
    );
    // The words that are asked for are found all the same.
    let found = get(&place, "/search?q=Glue", PAGE).await;
    assert!(found.body.contains("Glue?"));
}

fn assert_strict(answer: &Answer, what: &str) {
    for (name, value) in [
        ("content-security-policy", CONTENT_SECURITY_POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), value, "{name} of {what}");
    }
    assert!(
        answer.header("permissions-policy").contains("camera=()"),
        "{what}"
    );
    assert!(!answer.headers.contains_key("server"), "{what}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_address_answers_strictly_also_when_it_refuses() {
    for rule in [
        "default-src 'self'",
        "script-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ] {
        assert!(CONTENT_SECURITY_POLICY.contains(rule), "{rule}");
    }
    assert!(!CONTENT_SECURITY_POLICY.contains("unsafe"));
    let place = Place::new().await;
    for route in readable() {
        let path = place.fill(&route);
        for accept in [PAGE, DOCUMENT] {
            assert_strict(&get(&place, &path, accept).await, &path);
            let request = Request::get(&path).header(header::ACCEPT, accept);
            let answer = place.send(request.body(Body::empty()).unwrap()).await;
            assert_strict(&answer, &path);
        }
        let head = Request::head(&path).body(Body::empty()).unwrap();
        assert_strict(&place.send(head).await, &path);
    }
    let large = Body::from("x".repeat(MAX_FORM_BYTES + 1));
    let refusals = [
        (
            Request::get("/nothing/here"),
            Body::empty(),
            StatusCode::NOT_FOUND,
        ),
        (
            Request::get("/c/%00"),
            Body::empty(),
            StatusCode::BAD_REQUEST,
        ),
        (
            Request::post("/about"),
            Body::empty(),
            StatusCode::METHOD_NOT_ALLOWED,
        ),
        (
            Request::delete("/"),
            Body::empty(),
            StatusCode::METHOD_NOT_ALLOWED,
        ),
        (
            Request::post("/login").header(header::CONTENT_TYPE, FORM),
            Body::empty(),
            StatusCode::FORBIDDEN,
        ),
        (
            Request::post("/inbox"),
            Body::empty(),
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ),
        (
            Request::post("/login").header(header::CONTENT_LENGTH, MAX_FORM_BYTES + 1),
            large,
            StatusCode::PAYLOAD_TOO_LARGE,
        ),
    ];
    for (request, body, status) in refusals {
        let request = request.body(body).unwrap();
        let what = format!("{} {}", request.method(), request.uri());
        let answer = place.send(request).await;
        assert_eq!(answer.status, status, "{what}: {}", answer.body);
        assert_strict(&answer, &what);
    }
}
