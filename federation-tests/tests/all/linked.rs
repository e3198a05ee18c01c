//! Two communities on two servers work together, and somebody of a third one follows one of them: what one
//! shares is answered from all sides, is one thread, and stays when one side is away or ends it.

use super::stage::{
    AFTER_RETRY, answer, ask, follow, instance, reply_on, see, somebody, without_slug,
};
use federation_tests::{Client, Database, Instance, World, wait_until};
use std::sync::Arc;

const TITLE: &str = "Which varnish for a bow?";

struct Three {
    /// Has the luthiers.
    alpha: Instance,
    /// Has the bows.
    beta: Instance,
    /// Has somebody who follows the bows.
    gamma: Instance,
    on_alpha: Client,
    on_beta: Client,
    on_gamma: Client,
    /// The bows, as others name them.
    bows: String,
}

async fn three(database: Database) -> Three {
    let world = Arc::new(World::new(&["alpha", "beta", "gamma"]));
    let alpha = instance(&world, "alpha", database).await;
    let beta = instance(&world, "beta", database).await;
    let gamma = instance(&world, "gamma", database).await;
    alpha.create_community("luthiers", "Luthiers", "alpha_ada");
    beta.create_community("bows", "Bow makers", "beta_ada");
    let bows = format!("bows@{}", beta.host());
    let three = Three {
        on_alpha: somebody(&alpha, "alpha").await,
        on_beta: somebody(&beta, "beta").await,
        on_gamma: somebody(&gamma, "gamma").await,
        alpha,
        beta,
        gamma,
        bows,
    };
    link(&three).await;
    follow(&three.on_gamma, &three.bows).await;
    three
}

/// Their conveners propose and accept; each page names the other.
async fn link(s: &Three) {
    let (ours, theirs) = ("/c/luthiers/settings/linked", "/c/bows/settings/linked");
    let fields = [("community", s.bows.as_str()), ("words", "Let us.")];
    s.on_alpha
        .submit(ours, "main form.stack", &fields)
        .await
        .ok();
    let page = see(&s.on_beta, theirs, "Their conveners propose it.").await;
    assert!(page.has_text("Let us."), "{}", page.text());
    let accept = [("act", "accept")];
    s.on_beta
        .submit_on(&page, "main ul.list form", &accept)
        .await
        .ok();
    see(&s.on_alpha, ours, "You work together.").await;
    see(&s.on_alpha, "/c/luthiers", "Bow makers").await;
    see(&s.on_beta, "/c/bows", "Luthiers").await;
}

/// Asks a question of the luthiers and shares it with the bows.
async fn share(s: &Three) -> String {
    let question = ask(&s.on_alpha, "/c/luthiers", TITLE, "Oil or spirit?").await;
    let form = format!("{question}/share");
    s.on_alpha
        .submit(&form, "/share", &[("with", s.bows.as_str())])
        .await
        .ok();
    question
}

/// Where the shared thread is read on the page of the bows, when it is there.
async fn shared_at(client: &Client, community: &str) -> String {
    let what = format!("{TITLE:?} is shared with {community}");
    wait_until(&what, AFTER_RETRY, async || {
        let page = client.get(community).await;
        let href = page.link(TITLE).filter(|href| href.contains("within="))?;
        page.has_text("from Luthiers").then_some(href)
    })
    .await
}

/// Waits for the words, and asserts that they are there once.
async fn once(client: &Client, path: &str, words: &str) {
    let page = see(client, path, words).await;
    let times = page.text().matches(words).count();
    assert_eq!(times, 1, "{words:?} on {path}: {}", page.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shared_question_is_answered_from_three_servers_and_is_one_thread() {
    for database in Database::all() {
        let s = three(database).await;
        let question = share(&s).await;
        let at_beta = shared_at(&s.on_beta, "/c/bows").await;
        let at_gamma = shared_at(&s.on_gamma, &format!("/c/{}", s.bows)).await;
        assert!(s.gamma.url(&at_gamma).contains("/post/"));

        answer(&s.on_beta, &without_slug(&at_beta), "Oil, thinly.").await;
        answer(&s.on_gamma, &without_slug(&at_gamma), "Shellac.").await;
        for words in ["Oil, thinly.", "Shellac."] {
            once(&s.on_alpha, &question, words).await;
            once(&s.on_beta, &at_beta, words).await;
            once(&s.on_gamma, &at_gamma, words).await;
        }

        // Acceptance follows the home.
        let page = s.on_alpha.get(&question).await;
        let oil = reply_on(&page, "Oil, thinly.");
        let accept = format!("form[action='{oil}/accept']");
        s.on_alpha.submit(&question, &accept, &[]).await.ok();
        see(&s.on_beta, &at_beta, "Accepted answer").await;

        // What one side hides stays at home.
        let page = s.on_beta.get(&at_beta).await;
        let reply = reply_on(&page, "Shellac.");
        let reply = reply.trim_start_matches("/comment/");
        let post = without_slug(&at_beta);
        let hide = format!("/shared/{}", post.trim_start_matches("/post/"));
        let form = format!("/c/bows{hide}?reply={reply}");
        s.on_beta
            .submit(&form, &hide, &[("reason", "Not for bows")])
            .await
            .ok();
        let visitor = s.beta.client();
        assert!(!visitor.get(&at_beta).await.has_text("Shellac."));
        let log = visitor.get("/c/bows/modlog").await;
        assert!(log.has_text("Not for bows"), "{}", log.text());
        once(&s.on_alpha, &question, "Shellac.").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_home_is_away_the_other_side_stays_and_its_answers_wait() {
    for database in Database::all() {
        let mut s = three(database).await;
        let question = share(&s).await;
        let at_beta = shared_at(&s.on_beta, "/c/bows").await;
        s.alpha.terminate().await;
        let thread = without_slug(&at_beta);
        answer(&s.on_beta, &thread, "Said while you were away.").await;
        let page = s.beta.client().get("/c/bows").await.ok();
        assert!(page.has_text(TITLE), "{}", page.text());
        s.alpha.restart().await;
        // The peer waits a minute after a failure; an operator need not.
        s.beta.cli(&["peer", "retry", &s.alpha.host()]);
        once(&s.on_alpha, &question, "Said while you were away.").await;
        once(&s.on_beta, &at_beta, "Said while you were away.").await;

        // The link ends: what was shared stays.
        let ours = "/c/luthiers/settings/linked";
        let end = "main ul.list form:last-of-type";
        let sure = s.on_alpha.submit(ours, end, &[]).await.ok();
        s.on_alpha
            .submit_on(&sure, "/settings/linked", &[])
            .await
            .ok();
        see(&s.on_beta, "/c/bows/settings/linked", "Ended.").await;
        assert!(s.on_beta.get("/c/bows").await.has_text(TITLE));
        once(&s.on_beta, &at_beta, "Said while you were away.").await;
        let share = s.on_alpha.get(&format!("{question}/share")).await;
        assert_eq!(share.status, 403, "{}", share.text());
    }
}
