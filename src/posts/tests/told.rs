//! What a thread's page tells programs: its address, search engines, microblogs.

use super::stage::Stage;
use crate::communities::tests::said;
use crate::posts::actions::{ThreadDraft, accept_answer, edit_thread};
use axum::http::StatusCode;
use scraper::{Html, Selector};
use serde_json::Value;

/// What search engines read of a page.
fn structured(body: &str) -> Vec<Value> {
    let html = Html::parse_document(body);
    let selector = Selector::parse("script[type='application/ld+json']").unwrap();
    let texts = html
        .select(&selector)
        .map(|script| script.text().collect::<String>());
    texts
        .map(|text| serde_json::from_str(&text).unwrap())
        .collect()
}

fn attribute(body: &str, css: &str, name: &str) -> Option<String> {
    let html = Html::parse_document(body);
    let selector = Selector::parse(css).unwrap();
    let found = html.select(&selector).next()?;
    found.attr(name).map(str::to_owned)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_has_an_address_with_words_and_others_lead_there() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Which glue for spruce?").await;
    let path = thread.path();
    let right = format!("{path}/which-glue-for-spruce");
    let mut visitor = stage.visitor();
    for address in [&path, &right] {
        let page = visitor.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        let canonical = attribute(&page.body, "link[rel=canonical]", "href");
        assert_eq!(canonical.unwrap(), format!("https://guild.example{right}"));
        let creator = attribute(&page.body, "meta[name='fediverse:creator']", "content");
        assert_eq!(creator.unwrap(), "@ada@guild.example");
    }
    let led = visitor
        .get(&format!("{path}/other-words?order=newest"))
        .await;
    let to = format!("{right}?order=newest");
    assert_eq!(
        (led.status, led.location()),
        (StatusCode::SEE_OTHER, to.as_str())
    );
    // A title of one word is not taken for what can be done there.
    let draft = ThreadDraft {
        title: "Edit".into(),
        ..ThreadDraft::default()
    };
    edit_thread(&stage, &ada, thread.id, &draft).await.unwrap();
    let led = visitor.get(&right).await;
    assert_eq!(led.location(), format!("{path}/thread-edit"));
    assert_eq!(visitor.get(led.location()).await.status, StatusCode::OK);
    let acts = said(&stage).await;
    let update = acts.iter().rfind(|act| act["type"] == "Update").unwrap();
    let there = format!("https://guild.example{path}/thread-edit");
    assert_eq!(
        update["object"]["url"], there,
        "other servers lead there, too"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn search_engines_read_where_a_thread_stands_and_how_it_was_answered() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    let hostile = "</script><script>alert(1)</script> which & glue?";
    let thread = stage.ask(&ada, &place, hostile).await;
    let answer = stage.reply(&ben, &thread, None, "Hide glue.").await;
    stage.reply(&ben, &thread, None, "Or fish glue.").await;
    accept_answer(&stage, &ada, thread.id, answer.id)
        .await
        .unwrap();
    let page = stage.visitor().get(&thread.path()).await;
    let told = structured(&page.body).remove(0);
    assert_eq!(told["@context"], "https://schema.org");
    let graph = told["@graph"].as_array().unwrap();
    let kinds: Vec<&Value> = graph.iter().map(|part| &part["@type"]).collect();
    assert_eq!(kinds, ["BreadcrumbList", "QAPage"]);
    let steps = graph[0]["itemListElement"].as_array().unwrap();
    assert_eq!(steps[1]["item"], "https://guild.example/c/luthiers");
    assert_eq!(steps[2]["position"], 3);
    assert_eq!(steps[2]["name"], hostile);
    let question = &graph[1]["mainEntity"];
    assert_eq!(question["name"], hostile);
    assert_eq!(question["answerCount"], 2);
    assert_eq!(question["author"]["url"], "https://guild.example/u/ada");
    assert_eq!(question["acceptedAnswer"][0]["text"], "Hide glue.");
    assert_eq!(question["suggestedAnswer"][0]["text"], "Or fish glue.");
    let url = question["acceptedAnswer"][0]["url"].as_str().unwrap();
    assert!(url.ends_with(&format!("#c-{}", answer.public_id)), "{url}");
    assert!(!page.has("<script>alert"));
    // Without an answer it only stands somewhere.
    let open = stage.ask(&ada, &place, "Which varnish?").await;
    let page = stage.visitor().get(&open.path()).await;
    let told = structured(&page.body).remove(0);
    let graph = told["@graph"].as_array().unwrap();
    assert_eq!(graph.len(), 1, "{told}");
    assert_eq!(graph[0]["@type"], "BreadcrumbList");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_search_engines_are_not_to_keep_tells_them_nothing() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let form = crate::membership::actions::CommunityForm {
        read: "unlisted".into(),
        ..Default::default()
    };
    let place = stage.open(&ada, "quiet", form).await;
    let thread = stage.ask(&ada, &place, "Which glue for spruce?").await;
    let page = stage.visitor().get(&thread.path()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(structured(&page.body).is_empty());
    let robots = attribute(&page.body, "meta[name=robots]", "content");
    assert_eq!(robots.as_deref(), Some("noindex"));
}
