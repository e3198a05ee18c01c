//! Every form, sent from elsewhere or as what it is not (safety.md X-05), pages that change nothing by
//! being asked for, and what scripts of other sites may read.

use super::place::{Answer, Place};
use super::sources::{Route, routes};
use crate::q;
use crate::store::Store;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use std::fs;
use std::path::Path;

const FORM: &str = "application/x-www-form-urlencoded";
const WORDS: [&str; 2] = [
    "did not come from a page of this server",
    "page was out of date",
];

/// Inboxes take no forms.
fn forms() -> Vec<Route> {
    let forms = routes().into_iter().filter(|route| route.posts);
    forms
        .filter(|route| !route.path.ends_with("inbox") && !is_for_threads_only(&route.path))
        .filter(|route| route.path != ONE_CLICK)
        .collect()
}

/// Mail programs send it by themselves, from no page and with no cookie; its address is its permission.
/// `accounts::tests::mail` tells what it takes.
const ONE_CLICK: &str = "/unsubscribe/{token}";

/// The sources name all acts together; replies are not pinned.
fn is_for_threads_only(path: &str) -> bool {
    let acts = ["pin", "unpin"];
    path.strip_prefix("/comment/{id}/")
        .is_some_and(|act| acts.contains(&act))
}

/// Forms that may come with files.
const WITH_FILES: [&str; 10] = [
    "/admin/looks",
    "/c/{name}/new",
    "/c/{name}/settings/pictures",
    "/comment/{id}/edit",
    "/comment/{id}/reply",
    "/drafts",
    "/media",
    "/post/{id}/edit",
    "/post/{id}/reply",
    "/settings/pictures",
];

/// Forms that visitors have no token for: they change nothing on the server.
fn needs_token(path: &str) -> bool {
    path != "/theme"
}

async fn post(
    place: &Place,
    path: &str,
    kind: &str,
    from: Option<(&str, &str)>,
    body: &str,
) -> Answer {
    let mut request = Request::post(path).header(header::CONTENT_TYPE, kind);
    if let Some((name, value)) = from {
        request = request.header(name, value);
    }
    place.signed(request, Body::from(body.to_owned())).await
}

fn is_foreign(answer: &Answer) -> bool {
    WORDS.iter().any(|words| answer.body.contains(words))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_form_is_taken_from_our_own_pages_only() {
    let place = Place::new().await;
    let before = rows(&place.stage.store).await;
    let right = format!("csrf={}", place.token);
    let multipart = format!(
        "--x\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n{}\r\n--x--\r\n",
        place.token
    );
    let json = format!("{{\"csrf\":\"{}\"}}", place.token);
    for route in forms() {
        let path = place.fill(&route);
        if needs_token(&path) {
            for body in ["", "csrf=", "csrf=wrong", "token=1&csrf=%00"] {
                let answer = post(&place, &path, FORM, None, body).await;
                let refused = answer.status == StatusCode::FORBIDDEN && is_foreign(&answer);
                let nonsense = body.contains("%00") && answer.status == StatusCode::BAD_REQUEST;
                assert!(
                    refused || nonsense,
                    "{path} {body:?}: {} {}",
                    answer.status,
                    answer.body
                );
            }
        }
        for from in [
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("origin", "http://guild.example"),
            ("origin", "https://guild.example:8443"),
            ("origin", "https://guild.example.evil.example"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ] {
            let answer = post(&place, &path, FORM, Some(from), &right).await;
            let refused = answer.status == StatusCode::FORBIDDEN && is_foreign(&answer);
            assert!(
                refused,
                "{path} {from:?}: {} {}",
                answer.status, answer.body
            );
        }
        for (kind, body) in [
            ("text/plain", right.as_str()),
            ("text/plain; charset=utf-8", right.as_str()),
            ("multipart/form-data; boundary=x", multipart.as_str()),
            ("application/json", json.as_str()),
            ("application/x-www-form-urlencodedx", right.as_str()),
        ] {
            if kind.starts_with("multipart") && WITH_FILES.contains(&route.path.as_str()) {
                continue;
            }
            let answer = post(&place, &path, kind, None, body).await;
            let known = matches!(answer.status.as_u16(), 400 | 403 | 415);
            assert!(known, "{path} as {kind}: {}", answer.status);
            assert!(
                answer.body.contains("<h1"),
                "{path} as {kind} is told in words"
            );
        }
        // Nobody else may send it with this token either.
        let request = Request::post(&path).header(header::CONTENT_TYPE, FORM);
        let stolen = request.body(Body::from(right.clone())).unwrap();
        let answer = place.send(stolen).await;
        let refused = matches!(answer.status.as_u16(), 401 | 403);
        assert!(refused || !needs_token(&path), "{path}: {}", answer.status);
    }
    assert_eq!(rows(&place.stage.store).await, before);
    assert!(before.len() > 20, "there was something to change");

    // From our own page each is read: whatever it says then, it is not that.
    let mut all = forms();
    all.sort_by_key(|route| route.path == "/logout");
    for route in all {
        let path = place.fill(&route);
        for from in [None, Some(("origin", "https://guild.example"))] {
            if from.is_some() && path == "/logout" {
                continue;
            }
            let answer = post(&place, &path, FORM, from, &right).await;
            assert!(!is_foreign(&answer), "{path}: {}", answer.body);
            assert!(answer.status.as_u16() < 500, "{path}: {}", answer.body);
            assert_ne!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_for_pages_changes_nothing() {
    let place = Place::new().await;
    let before = rows(&place.stage.store).await;
    for route in routes() {
        let path = place.fill(&route);
        // Where a page marks what it shows as read, only our own pages lead there so.
        let ways: &[Option<(&str, &str)>] = match route.path.as_str() {
            "/messages/{handle}" | "/notifications/{id}" => {
                &[Some(("sec-fetch-site", "cross-site"))]
            }
            _ => &[None, Some(("sec-fetch-site", "cross-site"))],
        };
        for from in ways {
            let mut request = Request::get(&path);
            if let Some((name, value)) = from {
                request = request.header(*name, *value);
            }
            let answer = place.signed(request, Body::empty()).await;
            assert!(answer.status.as_u16() < 500, "{path}: {}", answer.body);
        }
        if !route.gets {
            let request = Request::get(&path).body(Body::empty()).unwrap();
            let answer = place.send(request).await;
            assert!(!answer.status.is_success(), "{path} is a form");
        }
        // What would do something if it were sent as a form.
        let asked = format!("{path}?csrf={}&score=1&body=x&reason=x&name=x", place.token);
        let request = Request::get(&asked).header("sec-fetch-site", "cross-site");
        place.signed(request, Body::empty()).await;
    }
    assert_eq!(rows(&place.stage.store).await, before);
    assert!(
        place.stage.http.sent().is_empty(),
        "no other server was asked"
    );
    // The same rows tell of a form that was taken.
    let form = format!("csrf={}&display_name=Root&bio=new", place.token);
    let taken = post(&place, "/settings", FORM, None, &form).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
    assert_ne!(rows(&place.stage.store).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_open_documents_are_for_scripts_of_other_sites() {
    let place = Place::new().await;
    let open = [
        "/.well-known/webfinger",
        "/.well-known/host-meta",
        "/.well-known/nodeinfo",
        "/context.json",
        "/nodeinfo/2.0",
        "/nodeinfo/2.1",
    ];
    let mut opened = 0;
    for route in routes() {
        let mut path = place.fill(&route);
        if path == "/.well-known/webfinger" {
            path.push_str("?resource=acct:ben@guild.example");
        }
        for origin in ["https://evil.example", "null", "https://guild.example"] {
            let ask = Request::get(&path).header(header::ORIGIN, origin);
            let read = place.signed(ask, Body::empty()).await;
            let ask = Request::options(&path)
                .header(header::ORIGIN, origin)
                .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
                .header(header::ACCESS_CONTROL_REQUEST_HEADERS, "content-type");
            let before = place.signed(ask, Body::empty()).await;
            let allowed = read.header("access-control-allow-origin");
            if open.contains(&route.path.as_str()) {
                assert_eq!((read.status, allowed), (StatusCode::OK, "*"), "{path}");
                opened += 1;
            } else {
                assert_eq!(allowed, "", "{path}");
                assert_eq!(before.header("access-control-allow-origin"), "", "{path}");
            }
            for answer in [&read, &before] {
                let credentials = "access-control-allow-credentials";
                assert!(!answer.headers.contains_key(credentials), "{path}");
                assert!(
                    !answer.headers.contains_key("access-control-allow-methods"),
                    "{path}"
                );
            }
        }
    }
    assert_eq!(opened, open.len() * 3);
}

#[derive(diesel::QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// The tables and their columns, as `schema.rs` and the files beside it have them.
fn tables() -> Vec<(String, Vec<String>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store");
    let files = [
        "schema.rs",
        "schema/appealing.rs",
        "schema/asking.rs",
        "schema/attached.rs",
        "schema/belonging.rs",
        "schema/finding.rs",
        "schema/library.rs",
        "schema/sanctions.rs",
        "schema/screening.rs",
        "schema/signing.rs",
    ];
    let schema = files.map(|file| fs::read_to_string(root.join(file)).unwrap());
    let mut tables: Vec<(String, Vec<String>)> = Vec::new();
    for line in schema.concat().lines().map(str::trim) {
        if let Some((name, _)) = line.split_once(" (").filter(|_| line.ends_with(") {")) {
            tables.push((name.to_owned(), Vec::new()));
        } else if let Some((name, _)) = line.split_once(" -> ").filter(|_| line.ends_with(','))
            && let Some((_, columns)) = tables.last_mut()
        {
            columns.push(format!("\"{name}\""));
        }
    }
    tables
}

/// Every row of every table. How often somebody tried is counted, which is no change of anything.
pub(super) async fn rows(store: &Store) -> Vec<String> {
    let mut conn = store.read().await.unwrap();
    let mut rows = Vec::new();
    for (table, columns) in tables() {
        if table == "rate_limits" {
            continue;
        }
        let quoted: Vec<String> = columns
            .iter()
            .map(|name| format!("quote({name})"))
            .collect();
        let lite = format!("SELECT {} AS line FROM {table}", quoted.join(" || ' ' || "));
        let pg = format!("SELECT CAST(whole AS TEXT) AS line FROM {table} whole");
        let conn = &mut conn;
        let lines: Vec<Line> = q!(conn,
        sqlite: { diesel::sql_query(&lite).load(conn).await.unwrap() },
        pg: { diesel::sql_query(&pg).load(conn).await.unwrap() });
        rows.extend(
            lines
                .into_iter()
                .map(|row| format!("{table}: {}", row.line)),
        );
    }
    rows.sort();
    rows
}
