//! What somebody goes through who asks with scripts running: what is like it comes while the title is typed,
//! nothing that was typed is lost with the page, and the question is answered, accepted and found. Without
//! scripts `journeys.rs` goes the same way.

use crate::seed::{PASSWORD, begin_thread};
use federation_tests::{Browser, Instance, InstanceConfig, Screen, World, wait_until};
use std::sync::Arc;
use std::time::Duration;

const FORM: &str = "/c/luthiers/new?kind=question";
const ASKED_BEFORE: &str = "Which glue holds a bridge?";
const QUESTION: &str = "Which glue for a bridge that lifts?";
const BODY: &str = "Hide glue or fish glue?";
const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_asked_answered_accepted_and_found_with_scripts() {
    let world = Arc::new(World::new(&["home"]));
    let home = Instance::start(&world, InstanceConfig::new("home")).await;
    for name in ["ada", "ben"] {
        home.create_account(name, PASSWORD);
    }
    home.create_community("luthiers", "Luthiers’ Bench", "ada");
    let open = ["post=readers", "answer=readers"];
    home.cli(&["community", "set", "luthiers", open[0], open[1]]);
    let convener = home.signed_in("ada", PASSWORD).await;
    begin_thread(
        &convener,
        "luthiers",
        "question",
        ASKED_BEFORE,
        "Mine lifts.",
    )
    .await;
    let ada = screen(&home, 1280, "ada").await;
    let ben = screen(&home, 360, "ben").await;

    what_is_like_it_comes_while_the_title_is_typed(&home, &ben).await;
    what_was_typed_is_there_again(&home, &ben).await;
    ben.press("Post question").await;
    ben.assert_shows(BODY).await;
    ben.assert_sound().await;
    let thread = ben.path().await;
    answer_and_accept(&home, (&ada, &ben), &thread).await;
    find_it_again(&home, &ben).await;
    ada.close().await;
    ben.close().await;
}

async fn screen(home: &Instance, width: u32, name: &str) -> Browser {
    let is_dark = false;
    let browser = Browser::open(Screen { width, is_dark }).await;
    browser.sign_in(&home.url(""), name, PASSWORD).await;
    browser
}

/// Waits until the page that is open shows these words by itself.
async fn wait_for(browser: &Browser, words: &str) {
    let what = format!("the page shows {words:?}");
    wait_until(&what, PATIENCE, async || {
        browser.shown().await.contains(words).then_some(())
    })
    .await;
}

async fn what_is_like_it_comes_while_the_title_is_typed(home: &Instance, ben: &Browser) {
    ben.goto(&home.url(FORM)).await;
    ben.assert_hides("Is it one of these?").await;
    ben.fill("title", QUESTION).await;
    wait_for(ben, "Is it one of these?").await;
    ben.assert_shows(ASKED_BEFORE).await;
    ben.assert_sound().await;
}

/// Nobody pressed anything: it is kept a moment after the last word.
async fn what_was_typed_is_there_again(home: &Instance, ben: &Browser) {
    ben.fill("body", BODY).await;
    let client = home.signed_in("ben", PASSWORD).await;
    wait_until("the draft is kept", PATIENCE, async || {
        let page = client.get(FORM).await;
        page.select("textarea[name='body']")
            .iter()
            .any(|text| text.contains(BODY))
            .then_some(())
    })
    .await;
    ben.goto(&home.url(FORM)).await;
    let typed = "return document.querySelector('main [name=title]').value";
    let title = ben.driver.execute(typed, Vec::new()).await;
    assert_eq!(title.expect("the page has a title"), QUESTION);
    ben.assert_sound().await;
}

async fn answer_and_accept(home: &Instance, (ada, ben): (&Browser, &Browser), thread: &str) {
    ada.goto(&home.url(thread)).await;
    ada.fill("body", "Hide glue, hot and thin.").await;
    ada.press("Post answer").await;
    ben.goto(&home.url("/notifications")).await;
    ben.follow("ada answered").await;
    ben.assert_shows("Hide glue, hot and thin.").await;
    ben.press("Accept").await;
    ben.assert_shows("Accepted answer").await;
    ben.assert_sound().await;
}

/// Signed out, and with other words.
async fn find_it_again(home: &Instance, ben: &Browser) {
    ben.forget().await;
    ben.goto(&home.url("/search")).await;
    ben.fill("q", "fish glue bridge").await;
    ben.press("Search").await;
    ben.assert_shows(QUESTION).await;
    ben.assert_shows("one accepted").await;
    ben.assert_sound().await;
}
