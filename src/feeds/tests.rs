//! Feeds and maps as programs fetch them.

use crate::accounts::model::Person;
use crate::accounts::tests::browser::Browser;
use crate::communities::model::ReadPolicy;
use crate::communities::queries::community_by_handle;
use crate::library::actions::{CollectionForm, make_collection};
use crate::membership::actions::CommunityForm;
use crate::posts::actions::{ThreadDraft, delete_thread, start_thread};
use crate::posts::model::{Post, ThreadKind};
use crate::posts::tests::stage::Stage;
use crate::search::actions::keep_words_now;
use axum::http::StatusCode;
use serde_json::Value;

struct There {
    stage: Stage,
    ada: Person,
    glue: Post,
}

/// A public community with two threads, and one that is in no list.
async fn there() -> There {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let draft = ThreadDraft {
        title: "Which glue & why?".into(),
        body: "For **spruce**.".into(),
        tags: vec!["glue".into()],
        ..ThreadDraft::default()
    };
    let kind = ThreadKind::Question;
    let glue = start_thread(&stage, &ada, place.id(), kind, &draft).await;
    stage.clock.advance(chrono::TimeDelta::hours(1));
    stage.ask(&ada, &place, "Bending sides").await;
    let form = CommunityForm {
        read: ReadPolicy::Unlisted.to_string(),
        ..CommunityForm::default()
    };
    let quiet = stage.open(&ada, "quiet", form).await;
    stage.ask(&ada, &quiet, "Quiet words").await;
    let glue = glue.unwrap();
    There { stage, ada, glue }
}

fn titles(body: &str) -> Vec<String> {
    let feed: Value = serde_json::from_str(body).unwrap();
    let items = feed["items"].as_array().unwrap().iter();
    items
        .map(|item| item["title"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_feed_of_a_link_leads_where_it_leads() {
    let There { stage, ada, glue } = there().await;
    let draft = ThreadDraft {
        title: "A table of glues".into(),
        url: "https://glue.example/table?a=1&b=2".into(),
        ..ThreadDraft::default()
    };
    start_thread(&stage, &ada, glue.community_id, ThreadKind::Link, &draft)
        .await
        .unwrap();
    let mut program = stage.visitor();
    let feed = program.get("/c/luthiers/feed.json").await;
    let feed: Value = serde_json::from_str(&feed.body).unwrap();
    let item = &feed["items"][0];
    assert_eq!(item["title"], "A table of glues");
    assert_eq!(item["external_url"], draft.url.as_str());
    let html = item["content_html"].as_str().unwrap();
    assert!(
        html.contains("href=\"https://glue.example/table?a=1&amp;b=2\""),
        "{html}"
    );
    assert!(feed["items"][1]["external_url"].is_null());
    let atom = program.get("/c/luthiers/feed.atom").await;
    let related = "<link rel=\"related\" href=\"https://glue.example/table?a=1&amp;b=2\"/>";
    assert!(atom.has(related), "{}", atom.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn communities_people_tags_and_searches_have_feeds() {
    let There { stage, glue, .. } = there().await;
    keep_words_now(&stage).await.unwrap();
    let mut program = stage.visitor();
    for (path, found) in [
        ("/feed.json", &["Bending sides", "Which glue & why?"][..]),
        ("/feed.json?tag=glue", &["Which glue & why?"]),
        (
            "/c/luthiers/feed.json",
            &["Bending sides", "Which glue & why?"],
        ),
        ("/c/luthiers/feed.json?tag=glue", &["Which glue & why?"]),
        ("/c/quiet/feed.json", &["Quiet words"]),
        ("/u/ada/feed.json", &["Bending sides", "Which glue & why?"]),
        ("/search/feed.json?q=spruce", &["Which glue & why?"]),
        ("/search/feed.json?q=words", &[]),
    ] {
        let feed = program.get(path).await;
        assert_eq!(feed.status, StatusCode::OK, "{path}");
        assert_eq!(feed.headers["content-type"], "application/feed+json");
        assert_eq!(titles(&feed.body), found, "{path}");
    }
    for (path, own) in [
        ("/feed.json", "/feed.json"),
        ("/feed.json?tag=glue", "/feed.json?tag=glue"),
        (
            "/c/luthiers/feed.json?tag=glue&x=1",
            "/c/luthiers/feed.json?tag=glue",
        ),
        ("/u/ada/feed.json", "/u/ada/feed.json"),
        (
            "/search/feed.json?q=spruce%20glue",
            "/search/feed.json?q=spruce+glue",
        ),
    ] {
        let own = format!("https://guild.example{own}");
        let feed = program.get(path).await;
        let feed: Value = serde_json::from_str(&feed.body).unwrap();
        assert_eq!(feed["feed_url"], own.as_str());
        let atom = program.get(&path.replace("feed.json", "feed.atom")).await;
        let own = own.replace("feed.json", "feed.atom");
        let link = format!("<link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>");
        assert!(atom.has(&link), "{link}\n{}", atom.body);
    }
    // Pages say where theirs are.
    for (page, feed) in [
        ("/tag/glue", "/feed.json?tag=glue"),
        ("/c/luthiers/tag/glue", "/c/luthiers/feed.json?tag=glue"),
        ("/search?q=spruce", "/search/feed.json?q=spruce"),
        ("/u/ada", "/u/ada/feed.json"),
    ] {
        let page = program.get(page).await;
        assert!(page.has(&format!("href=\"{feed}\"")), "{feed}");
        // For people, too: browsers no longer show what the head names.
        let atom = feed.replace("feed.json", "feed.atom");
        assert_eq!(page.links("Feed"), [atom], "{}", page.body);
    }
    let atom = program.get("/c/luthiers/feed.atom").await;
    for part in [
        "<title>Which glue &amp; why?</title>".to_owned(),
        format!("<id>{}</id>", glue.ap_id),
        format!(
            "href=\"https://guild.example/post/{}/which-glue-why\"",
            glue.public_id
        ),
        "&lt;strong&gt;spruce&lt;/strong&gt;".to_owned(),
    ] {
        assert!(atom.has(&part), "{part}\n{}", atom.body);
    }
    for (path, status) in [
        ("/c/nowhere/feed.atom", StatusCode::NOT_FOUND),
        ("/u/nobody/feed.json", StatusCode::NOT_FOUND),
        (
            "/search/feed.atom?q=kind:poem",
            StatusCode::UNPROCESSABLE_ENTITY,
        ),
        ("/feed.atom?key=nonsense", StatusCode::GONE),
    ] {
        assert_eq!(program.get(path).await.status, status, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_of_a_search_has_what_is_new_and_nothing_that_was_not_asked_for() {
    let There { stage, ada, .. } = there().await;
    let place = stage.community(&ada, "joiners").await;
    // Better ones, more of them than a page of results has.
    for n in 0..22 {
        stage.clock.advance(chrono::TimeDelta::minutes(10));
        stage.ask(&ada, &place, &format!("Cedar {n}")).await;
    }
    stage.clock.advance(chrono::TimeDelta::minutes(10));
    let draft = ThreadDraft {
        title: "The newest".into(),
        body: "Of cedar.".into(),
        ..ThreadDraft::default()
    };
    let kind = ThreadKind::Question;
    start_thread(&stage, &ada, place.id(), kind, &draft)
        .await
        .unwrap();
    keep_words_now(&stage).await.unwrap();
    let mut program = stage.visitor();
    let feed = program.get("/search/feed.json?q=cedar").await;
    let found = titles(&feed.body);
    assert_eq!((found[0].as_str(), found.len()), ("The newest", 23));
    // A page shows what has some of the words; a program waits for what has all.
    let feed = program.get("/search/feed.json?q=cedar+walnut").await;
    assert_eq!(titles(&feed.body), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_says_under_which_licence_a_text_may_be_used() {
    let There { stage, ada, .. } = there().await;
    let mut convener = stage.signed_in("ada").await;
    let settings = "/c/luthiers/settings/library";
    let saved = convener
        .fill_in(settings, &[("licence", "CC-BY-SA-4.0")])
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let mut conn = stage.store.read().await.unwrap();
    let place = community_by_handle(&mut conn, "luthiers", "guild.example").await;
    drop(conn);
    stage.ask(&ada, &place.unwrap().unwrap(), "Later").await;
    let mut program = stage.visitor();
    let feed = program.get("/c/luthiers/feed.json").await;
    let feed: Value = serde_json::from_str(&feed.body).unwrap();
    let items = feed["items"].as_array().unwrap();
    let said: Vec<bool> = items
        .iter()
        .map(|item| item["_license"]["name"] == "CC BY-SA 4.0")
        .collect();
    // Nothing is said of what was written before there was one.
    assert_eq!(said, [true, false, false]);
}

/// Asks once more as a program that has what it got before.
async fn again(browser: &mut Browser, path: &str, name: &'static str, value: String) -> StatusCode {
    browser.headers = vec![(name, value)];
    browser.get(path).await.status
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_program_has_is_not_sent_again() {
    let There { stage, ada, glue } = there().await;
    let path = "/c/luthiers/feed.atom";
    let mut program = stage.visitor();
    let first = program.get(path).await;
    assert_eq!(first.headers["cache-control"], "public, max-age=300");
    let tag = first.headers["etag"].to_str().unwrap().to_owned();
    let time = first.headers["last-modified"].to_str().unwrap().to_owned();
    let same = StatusCode::NOT_MODIFIED;
    assert_eq!(
        again(&mut program, path, "if-none-match", tag.clone()).await,
        same
    );
    assert_eq!(
        again(&mut program, path, "if-modified-since", time.clone()).await,
        same
    );
    let older = "Mon, 01 Jan 2024 00:00:00 GMT".to_owned();
    let status = again(&mut program, path, "if-modified-since", older).await;
    assert_eq!(status, StatusCode::OK);
    // What is gone makes it another, though nothing in it is newer.
    delete_thread(&stage, &ada, glue.id).await.unwrap();
    assert_eq!(
        again(&mut program, path, "if-none-match", tag).await,
        StatusCode::OK
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn maps_name_what_is_our_own_and_for_everybody() {
    let There { stage, ada, glue } = there().await;
    let form = CollectionForm {
        title: "Varnish".into(),
        ..CollectionForm::default()
    };
    for name in ["luthiers", "quiet"] {
        let mut conn = stage.store.read().await.unwrap();
        let place = community_by_handle(&mut conn, name, "guild.example").await;
        drop(conn);
        let place = place.unwrap().unwrap();
        make_collection(&stage, &ada, place.id(), &form)
            .await
            .unwrap();
    }
    let mut robot = stage.visitor();
    let robots = robot.get("/robots.txt").await;
    assert!(robots.has("Sitemap: https://guild.example/sitemap.xml"));
    let index = robot.get("/sitemap.xml").await;
    for part in ["/sitemap/communities", "/sitemap/threads/0"] {
        assert!(
            index.has(&format!("<loc>https://guild.example{part}</loc>")),
            "{part}"
        );
    }
    let threads = robot.get("/sitemap/threads/0").await;
    let path = format!("/post/{}/which-glue-why", glue.public_id);
    assert!(threads.has(&format!("<loc>https://guild.example{path}</loc>")));
    assert_eq!(threads.body.matches("<url>").count(), 2, "{}", threads.body);
    let communities = robot.get("/sitemap/communities").await;
    assert!(communities.has("/c/luthiers<") && !communities.has("/c/quiet"));
    assert!(communities.has("/c/luthiers/library/varnish<"));
    assert!(!robot.get("/sitemap/threads/7").await.has("<url>"));
    for odd in ["-1", "x", "99999999999999"] {
        let status = robot.get(&format!("/sitemap/threads/{odd}")).await.status;
        assert_eq!(status, StatusCode::NOT_FOUND, "{odd}");
    }
}
