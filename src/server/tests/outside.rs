//! What strangers try on all addresses at once: headers that make an answer speak of another host (safety.md X-09,
//! X-10), pages that have a browser ask other servers, files of the server itself (B-09), and many who
//! ask for the same at the same moment.

use super::place::{Answer, Place};
use super::sources::{Route, routes};
use crate::app::App;
use crate::posts::actions::{ThreadDraft, start_thread};
use crate::posts::model::{Post, ThreadKind};
use crate::web::page::CONTENT_SECURITY_POLICY;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use scraper::{ElementRef, Html};

const PAGE: &str = "text/html";
const DOCUMENT: &str = "application/activity+json";
const EVIL: &str = "evil.example";

/// Headers in which somebody could say where they think they are.
const PLACES: [(&str, &str); 14] = [
    ("host", "evil.example"),
    ("forwarded", "for=evil.example;host=evil.example;proto=http"),
    ("x-forwarded-host", "evil.example"),
    ("x-forwarded-server", "evil.example"),
    ("x-forwarded-proto", "http"),
    ("x-forwarded-port", "1"),
    ("x-forwarded-prefix", "/evil.example"),
    ("x-forwarded-for", "evil.example"),
    ("x-host", "evil.example"),
    ("x-original-url", "/evil.example"),
    ("x-rewrite-url", "/evil.example"),
    ("x-original-host", "evil.example"),
    ("referer", "https://evil.example/"),
    ("x-http-method-override", "DELETE"),
];

/// What answers pages and documents; `/livez` says which host it was asked for, so that `doctor` sees what a proxy
/// makes of it, and nobody may keep that.
fn readable() -> Vec<Route> {
    let mut routes = routes();
    routes.retain(|route| route.gets && route.path != "/livez");
    routes
}

fn assert_speaks_of_us(answer: &Answer, path: &str) {
    assert!(!answer.body.contains(EVIL), "{path}: {}", answer.body);
    for (name, value) in &answer.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        assert!(!value.contains(EVIL), "{name}: {value} of {path}");
        let leaves = name == header::LOCATION && value.starts_with("http://");
        assert!(!leaves, "{path} leads to {value}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_header_of_a_stranger_changes_an_answer() {
    let place = Place::new().await;
    for route in readable() {
        let path = place.fill(&route);
        for accept in [PAGE, DOCUMENT] {
            let plain = Request::get(&path).header(header::ACCEPT, accept);
            let plain = place.send(plain.body(Body::empty()).unwrap()).await;
            // By its whole address, as a proxy is asked.
            for address in [path.clone(), format!("https://{EVIL}{path}")] {
                let asked = || {
                    let request = Request::get(&address).header(header::ACCEPT, accept);
                    PLACES.iter().fold(request, |request, (name, value)| {
                        request.header(*name, *value)
                    })
                };
                let answer = place.send(asked().body(Body::empty()).unwrap()).await;
                assert_eq!(answer.status, plain.status, "{address}");
                assert_speaks_of_us(&answer, &address);
                let answer = place.signed(asked(), Body::empty()).await;
                assert_speaks_of_us(&answer, &address);
            }
        }
    }
}

/// Somebody's thread with everything in it that a browser could load from elsewhere.
async fn with_pictures_of_elsewhere(place: &Place) -> Post {
    let mia = place.stage.member("mia").await;
    let tools = place.stage.community(&mia, "tools").await;
    let draft = ThreadDraft {
        title: "Pictures?".to_owned(),
        body: "![a](https://evil.example/a.png) <img src=\"https://evil.example/b.png\"> \
            <video src=\"https://evil.example/c.mp4\"></video> [d](https://evil.example/d)\n\n\
            <iframe src=\"https://evil.example/e\"></iframe>\n\n\
            <p style=\"background:url(https://evil.example/f)\">x</p> ![g](//evil.example/g.png)"
            .to_owned(),
        ..ThreadDraft::default()
    };
    start_thread(
        &place.stage.app,
        &mia,
        tools.id(),
        ThreadKind::Question,
        &draft,
    )
    .await
    .unwrap()
}

/// What a browser asks for by itself when it shows this.
fn loaded(element: ElementRef<'_>) -> Vec<String> {
    let value = element.value();
    let names: &[&str] = match value.name() {
        "img" | "input" | "script" | "iframe" | "frame" | "embed" | "track" => &["src", "srcset"],
        "video" | "audio" | "source" => &["src", "srcset", "poster"],
        "object" => &["data"],
        "body" | "table" | "td" => &["background"],
        "image" | "use" | "feimage" => &["href", "xlink:href"],
        "link" if fetches(value.attr("rel").unwrap_or_default()) => &["href", "imagesrcset"],
        _ => &[],
    };
    let attributes = names.iter().filter_map(|name| value.attr(name));
    let style = value.attr("style").filter(|style| style.contains("url("));
    attributes.chain(style).map(str::to_owned).collect()
}

/// Links that lead somewhere are followed by people; these by the browser.
fn fetches(rel: &str) -> bool {
    let of_the_browser = [
        "stylesheet",
        "icon",
        "apple-touch-icon",
        "manifest",
        "preload",
        "prefetch",
        "prerender",
        "modulepreload",
        "preconnect",
        "dns-prefetch",
    ];
    rel.split_whitespace()
        .any(|rel| of_the_browser.contains(&rel.to_lowercase().as_str()))
}

fn assert_asks_nobody_else(answer: &Answer, path: &str) -> usize {
    assert_eq!(answer.header("refresh"), "", "{path}");
    let hints = answer.header("link");
    assert!(!hints.contains("//"), "{path}: {hints}");
    let html = Html::parse_document(&answer.body);
    let mut seen = 0;
    for element in html.root_element().descendent_elements() {
        assert_eq!(element.value().attr("ping"), None, "{path}");
        for address in loaded(element) {
            seen += 1;
            let ours = address.starts_with('/') && !address.starts_with("//");
            let here = address.starts_with('#');
            assert!(ours || here, "{path} loads {address}");
        }
    }
    seen
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_asks_another_server_for_anything() {
    // Should a page ever name a picture of elsewhere, browsers do not load it.
    assert!(!CONTENT_SECURITY_POLICY.contains("http"));
    let place = Place::new().await;
    let thread = with_pictures_of_elsewhere(&place).await;
    let mut paths: Vec<String> = readable().iter().map(|route| place.fill(route)).collect();
    paths.extend([
        thread.path(),
        "/c/tools".to_owned(),
        "/?sort=new".to_owned(),
    ]);
    let mut seen = 0;
    for path in paths {
        for signed in [false, true] {
            let request = Request::get(&path).header(header::ACCEPT, PAGE);
            let answer = match signed {
                true => place.signed(request, Body::empty()).await,
                false => place.send(request.body(Body::empty()).unwrap()).await,
            };
            if answer.header("content-type").starts_with(PAGE) {
                seen += assert_asks_nobody_else(&answer, &path);
            }
        }
    }
    assert!(seen > 100, "pages load what is ours: {seen}");
    let page = Request::get(thread.path()).body(Body::empty()).unwrap();
    let page = place.send(page).await;
    assert!(page.body.contains("https://evil.example/a.png"), "a link");
    let sheet = include_str!("../../web/assets/guildhall.css");
    for far in ["url(http", "url(\"http", "url('http", "url(//", "@import"] {
        assert!(!sheet.contains(far), "{far}");
    }
}

/// What people who look for a door try first.
const FILES: [&str; 48] = [
    ".env",
    ".git/HEAD",
    ".git/config",
    ".htpasswd",
    ".ssh/id_rsa",
    ".aws/credentials",
    ".DS_Store",
    "Cargo.toml",
    "Cargo.lock",
    "Dockerfile",
    "docker-compose.yml",
    "guildhall.db",
    "guildhall.db-wal",
    "guildhall.db-shm",
    "guildhall.lock",
    "guildhall.toml",
    "config/guildhall.toml",
    "data/guildhall.db",
    "media/guildhall.db",
    "assets/guildhall.toml",
    "backup",
    "backups",
    "backup/guildhall.db",
    "dump",
    "database",
    "db",
    "metrics",
    "debug",
    "debug/pprof",
    "debug/vars",
    "actuator",
    "actuator/env",
    "server-status",
    "server-info",
    "status",
    "info",
    "phpinfo.php",
    "console",
    "shell",
    "openapi",
    "swagger",
    "api-docs",
    "api/v3/openapi",
    "admin/metrics",
    "admin/backup",
    "admin/config",
    "admin/logs",
    "log",
];

const ENDINGS: [&str; 10] = [
    "", "~", ".bak", ".old", ".save", ".json", ".sql", ".zip", ".tar", ".tar.gz",
];

/// Ways out of a folder that is served.
const WAYS: [&str; 12] = [
    "/assets/../secret-of-the-disk",
    "/assets/../../secret-of-the-disk",
    "/assets/%2e%2e/secret-of-the-disk",
    "/assets/..%2fsecret-of-the-disk",
    "/assets/..%5csecret-of-the-disk",
    "/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "/media/../secret-of-the-disk",
    "/media/..%2fsecret-of-the-disk",
    "/media/%2e%2e%2fsecret-of-the-disk",
    "/media/secret-of-the-disk",
    "/secret-of-the-disk",
    "//secret-of-the-disk",
];

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_the_server_itself_can_be_fetched() {
    let place = Place::new().await;
    let app: &App = &place.stage.app;
    let data = &app.config.server.data_dir;
    std::fs::write(data.join("secret-of-the-disk"), "root:x:canary").unwrap();
    let mut paths: Vec<String> = WAYS.iter().map(|way| (*way).to_owned()).collect();
    for file in FILES {
        paths.extend(ENDINGS.iter().map(|ending| format!("/{file}{ending}")));
    }
    assert!(paths.len() >= 490);
    for path in paths {
        for signed in [false, true] {
            let request = Request::get(&path).header(header::ACCEPT, "*/*");
            let answer = match signed {
                true => place.signed(request, Body::empty()).await,
                false => place.send(request.body(Body::empty()).unwrap()).await,
            };
            let found = [StatusCode::NOT_FOUND, StatusCode::BAD_REQUEST];
            assert!(found.contains(&answer.status), "{path}: {}", answer.status);
            for secret in ["root:x:", "PRIVATE KEY", "SQLite format", "[server]"] {
                assert!(!answer.body.contains(secret), "{path} holds {secret}");
            }
        }
    }
}

async fn document(place: &Place, path: &str) -> Answer {
    let request = Request::get(path).header(header::ACCEPT, DOCUMENT);
    place.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_that_many_servers_ask_for_at_once_is_served_to_all() {
    let place = Place::new().await;
    let thread = with_pictures_of_elsewhere(&place).await;
    let path = thread.path();
    let first = document(&place, &path).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.body);
    // What stands in front of the server may answer the rest of them.
    let kept = first.header("cache-control");
    assert!(kept.starts_with("public, max-age="), "{kept}");
    let herd = futures_util::future::join_all((0..300).map(|_| document(&place, &path)));
    for answer in herd.await {
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        assert_eq!(answer.body, first.body);
    }
}
