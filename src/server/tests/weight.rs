//! What pages weigh on their way (safety.md B15), compressed as a browser gets them when it comes for the first
//! time. What is written in them is prose: made-up words pack otherwise than those of people.

use crate::accounts::model::Person;
use crate::app::testing::test_app_with;
use crate::posts::actions::{ThreadDraft, start_thread};
use crate::posts::model::{Comment, Post, ThreadKind};
use crate::posts::tests::stage::Stage;
use crate::server::{compression, router};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::Html as Answered;
use axum::routing::get;
use chrono::TimeDelta;
use http_body_util::BodyExt;
use scraper::{Html, Selector};
use std::collections::BTreeSet;
use tower::ServiceExt;

const PROSE: &str = include_str!("../../../LICENSE");
/// Bytes of a front page with fifty threads and all that it needs, pictures aside.
const FRONT: usize = 40_000;
/// Bytes of a thread with a hundred replies.
const THREAD: usize = 30_000;
/// What a browser asks for, the page included.
const REQUESTS: usize = 5;
const ROWS: &str = "<ol class=\"rows\">";

/// Words of people, each once, from the beginning on.
struct Prose {
    words: Vec<&'static str>,
    at: usize,
}

impl Prose {
    fn new() -> Self {
        let plain = |word: &&str| {
            word.chars().all(|c| c.is_ascii_alphanumeric() || c == ',')
                && word.chars().any(|c| c.is_ascii_alphabetic())
        };
        Self {
            words: PROSE.split_whitespace().filter(plain).collect(),
            at: 0,
        }
    }

    fn take(&mut self, count: usize) -> String {
        let taken = &self.words[self.at..self.at + count];
        self.at += count;
        taken.join(" ")
    }
}

/// People, and where they meet.
struct Meeting {
    stage: Stage,
    people: Vec<Person>,
    prose: Prose,
}

impl Meeting {
    async fn new() -> Self {
        let app = test_app_with(|config| config.rate_limits.enabled = false).await;
        let stage = Stage::on(app).await;
        let mut people = Vec::new();
        for name in [
            "ada", "benedikt", "cem", "dolores", "emeka", "fatima", "goran", "hiroko",
        ] {
            people.push(stage.member(name).await);
        }
        stage.community(&people[0], "luthiers").await;
        stage.community(&people[1], "netops").await;
        Self {
            stage,
            people,
            prose: Prose::new(),
        }
    }

    fn somebody(&self, number: usize) -> &Person {
        &self.people[number % self.people.len()]
    }

    async fn ask(&mut self, number: usize) -> Post {
        let tags = ["varnish", "glue", "spruce", "bending", "repair"];
        let draft = ThreadDraft {
            title: self.prose.take(8),
            body: self.prose.take(40),
            tags: vec![
                tags[number % 5].to_owned(),
                tags[(number + 2) % 5].to_owned(),
            ],
            ..ThreadDraft::default()
        };
        let place = ["luthiers", "netops"][number % 2];
        let place = {
            let mut conn = self.stage.store.read().await.unwrap();
            let host = &self.stage.local.host;
            crate::communities::queries::community_by_handle(&mut conn, place, host)
                .await
                .unwrap()
                .unwrap()
        };
        self.stage.clock.advance(TimeDelta::minutes(47));
        let who = self.somebody(number);
        start_thread(&self.stage, who, place.id(), ThreadKind::Question, &draft)
            .await
            .unwrap()
    }

    async fn reply(&mut self, number: usize, to: &Post, under: Option<&Comment>) -> Comment {
        let body = self.prose.take(40);
        self.stage.clock.advance(TimeDelta::minutes(13));
        let who = self.somebody(number);
        self.stage.reply(who, to, under, &body).await
    }

    fn router(&self) -> Router {
        router(&self.stage)
    }
}

/// As it goes over the wire.
async fn packed(router: &Router, path: &str, encoding: &str) -> Vec<u8> {
    let request = Request::get(path)
        .header(header::ACCEPT_ENCODING, encoding)
        .body(Body::empty())
        .unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{path}");
    response
        .into_body()
        .collect()
        .await
        .unwrap()
        .to_bytes()
        .to_vec()
}

async fn weight(router: &Router, path: &str) -> usize {
    packed(router, path, "br").await.len()
}

async fn text(router: &Router, path: &str) -> String {
    String::from_utf8(packed(router, path, "identity").await).unwrap()
}

fn addresses(page: &str, css: &str, attribute: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let found = Selector::parse(css).unwrap();
    let found = page.select(&found);
    let address = |element: scraper::ElementRef<'_>| element.attr(attribute).map(str::to_owned);
    found.filter_map(address).collect()
}

/// What a browser fetches besides the page.
fn needs(page: &str) -> BTreeSet<String> {
    let sheets = "link[rel=stylesheet], link[rel=icon]";
    let mut needs: BTreeSet<String> = addresses(page, sheets, "href").into_iter().collect();
    needs.extend(addresses(page, "script[src]", "src"));
    needs
}

fn rows(page: &str) -> &str {
    let (_, rest) = page.split_once(ROWS).unwrap();
    rest.split("</ol>").next().unwrap()
}

/// The same page with both lists in one.
fn joined(first: &str, second: &str) -> String {
    let (head, rest) = first.split_once(ROWS).unwrap();
    format!("{head}{ROWS}{}{rest}", rows(second))
}

/// The weight of a page that no address has.
async fn weight_of(page: String) -> usize {
    let answer = get(move || {
        let page = page.clone();
        async move { Answered(page) }
    });
    let router = Router::new().route("/", answer);
    weight(&router.layer(compression::layer()), "/").await
}

async fn weight_of_needs(router: &Router, page: &str) -> usize {
    let needs = needs(page);
    assert!(needs.len() < REQUESTS, "{needs:?}");
    let mut whole = 0;
    for path in needs {
        assert!(path.starts_with('/'), "{path} is another site's");
        whole += weight(router, &path).await;
    }
    whole
}

#[tokio::test(flavor = "multi_thread")]
async fn a_front_page_of_fifty_threads_is_light_on_the_first_view() {
    let mut meeting = Meeting::new().await;
    for number in 0..50 {
        let thread = meeting.ask(number).await;
        for answer in 0..number % 3 {
            meeting.reply(number + answer + 1, &thread, None).await;
        }
    }
    let router = meeting.router();
    let first = text(&router, "/?list=all&sort=new").await;
    let older = addresses(&first, ".pager a[rel=next]", "href");
    let second = text(&router, &older[0]).await;
    let fifty = joined(&first, &second);
    assert_eq!(fifty.matches("<li class=\"row\"").count(), 50);
    let needs = weight_of_needs(&router, &first).await;
    let page = weight_of(fifty).await;
    assert!(needs + page <= FRONT, "{needs} and {page}");

    let front = text(&router, "/").await;
    let needs = weight_of_needs(&router, &front).await;
    let page = weight(&router, "/").await;
    assert!(needs + page <= FRONT, "{needs} and {page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_with_a_hundred_replies_is_light() {
    let mut meeting = Meeting::new().await;
    let thread = meeting.ask(0).await;
    let mut answer = None;
    for number in 1..=100 {
        let under = answer.as_ref().filter(|_| number % 3 != 0);
        let reply = meeting.reply(number, &thread, under).await;
        if number % 3 == 0 {
            answer = Some(reply);
        }
    }
    let router = meeting.router();
    let page = text(&router, &thread.path()).await;
    let mut said = Prose::new();
    said.take(48);
    for number in 1..=100 {
        let words = said.take(40);
        assert!(page.contains(&words), "reply {number} is missing: {words}");
    }
    let page = weight(&router, &thread.path()).await;
    assert!(page <= THREAD, "{page}");
}
