//! Reports across three servers: whoever reports, whoever is reported and whoever decides have nothing but
//! their own pages, and what is decided reaches all of them.

use super::stage::{AFTER_RETRY, answer, ask, reply_on, see, see_no_more, thread_at};
use super::three_stage::{Three, act, administrator, another, three};
use federation_tests::{Client, Database, wait_until};

const QUESTION: &str = "Which glue for a spruce top?";
const WORDS: &str = "Buy my glue, it is the cheapest.";
/// Why it is reported, and why it is removed.
const REPORT: &str = "This one sells something.";
const WHY: &str = "No trade among us.";
const SETTLED: &str = "What you reported";

/// A question with an answer by Ada of beta, which all three servers have: the path of the question on each.
async fn answered(s: &Three) -> [String; 3] {
    let question = ask(&s.on_alpha, &s.home, QUESTION, "Hide glue or fish glue?").await;
    let at_beta = thread_at(&s.on_beta, &s.abroad, QUESTION).await;
    let at_gamma = thread_at(&s.on_gamma, &s.abroad, QUESTION).await;
    answer(&s.on_beta, &at_beta, WORDS).await;
    [question, at_beta, at_gamma]
}

/// The answer's own path on the server whose client this is.
async fn answer_at(client: &Client, thread: &str) -> String {
    reply_on(&see(client, thread, WORDS).await, WORDS)
}

/// Opens the page on which the case in a queue is acted upon, and removes what it is about.
async fn remove_from(client: &Client, queue: &str) {
    let page = see(client, queue, REPORT).await;
    let form = page.link("Remove…").expect("the case leads to removing");
    let fields = [("reason", WHY)];
    client.submit(&form, "/remove", &fields).await.ok();
    assert!(client.get(queue).await.has_text("Nothing waits for you."));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_server_reports_of_another_is_removed_on_a_third_and_all_are_told() {
    for database in Database::all() {
        let s = three(database).await;
        let [question, at_beta, at_gamma] = answered(&s).await;
        let at_home = answer_at(&s.on_alpha, &question).await;
        let reported = answer_at(&s.on_gamma, &at_gamma).await;
        act(&s.on_gamma, &reported, "report", &[("reason", REPORT)]).await;

        // The community's convener has it, and so have those who run the author's server. Neither hears who
        // reported, and the author hears nothing.
        let queue = format!("{}/reports", s.home);
        let page = see(&s.on_alpha, &queue, REPORT).await;
        assert!(page.has_text("beta_ada"), "whom it is about");
        assert!(!page.has_text("gamma_ada"), "{}", page.text());
        let told = "reported a reply by beta_ada";
        see(&s.on_alpha, "/notifications", told).await;
        let beta_admin = administrator(&s.beta).await;
        let page = see(&beta_admin, "/admin/reports", REPORT).await;
        assert!(!page.has_text("gamma_ada"), "{}", page.text());
        for path in ["/notifications", "/messages", &at_beta] {
            let page = s.on_beta.get(path).await.ok();
            assert!(!page.has_text(REPORT), "{path}: {}", page.text());
        }

        // It is removed everywhere, with the reason in every log.
        remove_from(&s.on_alpha, &queue).await;
        let bob = another(&s.beta, "beta_bob").await;
        for (client, thread) in [(&bob, &at_beta), (&s.on_gamma, &at_gamma)] {
            see_no_more(client, thread, WORDS).await;
        }
        for (client, community) in s.places() {
            see(client, &format!("{community}/modlog"), WHY).await;
        }

        // Its author is told why, and still sees it; whoever reported is told that something came of it.
        let page = see(&s.on_beta, "/notifications", "was removed").await;
        assert!(page.has_text(&format!("Why: {WHY}")), "{}", page.text());
        see(&s.on_beta, &at_beta, "Removed by the moderators").await;
        assert!(s.on_beta.get(&at_beta).await.has_text(WORDS));
        let page = see(&s.on_gamma, "/notifications", SETTLED).await;
        assert!(!page.has_text("nothing had to be done"), "{}", page.text());
        // That settles what the author's own server had of it.
        see_no_more(&beta_admin, "/admin/reports", REPORT).await;
        see(&beta_admin, "/admin/reports?settled=yes", REPORT).await;

        // Taken back, it is there again for all of them.
        act(&s.on_alpha, &at_home, "restore", &[]).await;
        let visitor = s.alpha.client();
        for (client, thread) in [
            (&visitor, &question),
            (&bob, &at_beta),
            (&s.on_gamma, &at_gamma),
        ] {
            see(client, thread, WORDS).await;
        }
        see(&s.on_beta, "/notifications", "was restored").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_reports_by_name_is_told_that_nothing_had_to_be_done_and_why() {
    const ANSWER: &str = "Makers may name what they make.";
    for database in Database::all() {
        let s = three(database).await;
        let [question, at_beta, at_gamma] = answered(&s).await;
        answer_at(&s.on_alpha, &question).await;
        // That a case is settled is told to servers that are known to understand it.
        let admin = administrator(&s.alpha).await;
        let host = s.gamma.host();
        wait_until("what gamma runs is known", AFTER_RETRY, async || {
            let page = admin.get("/admin/peers").await;
            let rows = page.select("main li");
            let known = |row: &String| row.contains(&host) && row.contains("guildhall");
            rows.iter().any(known).then_some(())
        })
        .await;

        let reported = answer_at(&s.on_gamma, &at_gamma).await;
        let fields = [("reason", REPORT), ("named", "on")];
        act(&s.on_gamma, &reported, "report", &fields).await;
        let queue = format!("{}/reports", s.home);
        let page = see(&s.on_alpha, &queue, REPORT).await;
        assert!(page.has_text("gamma_ada"), "{}", page.text());
        let case = page.link("Look closer").expect("the case has a page");
        let fields = [
            ("act", "nothing"),
            ("words", "A maker of it."),
            ("message", ANSWER),
        ];
        // Behind the links to what can be done; before them is the form for notes.
        let form = "p.line.room + form.stack.room";
        s.on_alpha.submit(&case, form, &fields).await.ok();

        see(&s.on_gamma, "/notifications", SETTLED).await;
        let letters = format!("/messages/desk@{}", s.alpha.host());
        let page = see(&s.on_gamma, &letters, ANSWER).await;
        assert!(page.has_text("nothing had to be done"), "{}", page.text());
        for (client, thread) in [(&s.on_alpha, &question), (&s.on_gamma, &at_gamma)] {
            assert!(client.get(thread).await.has_text(WORDS));
        }
        for path in ["/notifications", "/messages", &at_beta] {
            let page = s.on_beta.get(path).await.ok();
            let quiet = [REPORT, ANSWER, "gamma_ada"];
            let quiet = quiet.iter().all(|words| !page.has_text(words));
            assert!(quiet, "{path}: {}", page.text());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moderator_of_a_third_server_gets_what_is_reported_and_settles_it_for_all() {
    for database in Database::all() {
        let s = three(database).await;
        let [question, at_beta, at_gamma] = answered(&s).await;
        answer_at(&s.on_gamma, &at_gamma).await;
        let members = format!("{}/members", s.home);
        let person = format!("gamma_ada@{}", s.gamma.host());
        let fields = [("person", person.as_str())];
        s.on_alpha.submit(&members, "/appoint", &fields).await.ok();
        let queue = format!("{}/reports", s.abroad);
        wait_until("gamma knows of the office", AFTER_RETRY, async || {
            (s.on_gamma.get(&queue).await.status == 200).then_some(())
        })
        .await;

        // Somebody of the community's own server reports; the moderator elsewhere has it without their name.
        let bob = another(&s.alpha, "alpha_bob").await;
        let reported = answer_at(&bob, &question).await;
        act(&bob, &reported, "report", &[("reason", REPORT)]).await;
        let page = see(&s.on_gamma, &queue, REPORT).await;
        assert!(!page.has_text("alpha_bob"), "{}", page.text());
        remove_from(&s.on_gamma, &queue).await;

        see_no_more(&bob, &question, WORDS).await;
        let visitor = s.beta.client();
        see_no_more(&visitor, &at_beta, WORDS).await;
        let page = see(&s.on_beta, "/notifications", "was removed").await;
        assert!(page.has_text(&format!("Why: {WHY}")), "{}", page.text());
        see(&bob, "/notifications", SETTLED).await;
        let page = see(&s.on_alpha, &format!("{}/modlog", s.home), WHY).await;
        assert!(page.has_text("gamma_ada"), "{}", page.text());
        let own = format!("{}/reports", s.home);
        see(&s.on_alpha, &own, "Nothing waits for you.").await;
    }
}
