//! Three real Guildhall servers on loopback: everything people do on one is seen on the others.

use super::stage::{answer, ask, comment_on, reply_on, see, see_no_more, see_votes, thread_at};
use super::three_stage::three;
use federation_tests::Database;

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_answered_accepted_edited_and_deleted_across_three_servers() {
    for database in Database::all() {
        let s = three(database).await;
        let question = ask(
            &s.on_alpha,
            &s.home,
            "Which glue for a spruce top?",
            "Hide glue or *fish* glue?",
        )
        .await;
        let at_beta = thread_at(&s.on_beta, &s.abroad, "Which glue for a spruce top?").await;
        let at_gamma = thread_at(&s.on_gamma, &s.abroad, "Which glue for a spruce top?").await;

        answer(&s.on_beta, &at_beta, "Hot hide glue, always.").await;
        see(&s.on_alpha, &question, "Hot hide glue, always.").await;
        see(&s.on_gamma, &at_gamma, "Hot hide glue, always.").await;
        answer(&s.on_gamma, &at_gamma, "Fish glue gives you more time.").await;
        see(&s.on_alpha, &question, "Fish glue gives you more time.").await;
        see(&s.on_beta, &at_beta, "Fish glue gives you more time.").await;

        // A comment on the answer, from the asker.
        let page = s.on_alpha.get(&question).await;
        let hide = reply_on(&page, "Hot hide glue");
        comment_on(&s.on_alpha, &question, &hide, "At which temperature?").await;
        see(&s.on_beta, &at_beta, "At which temperature?").await;
        see(&s.on_gamma, &at_gamma, "At which temperature?").await;

        // Votes are counted everywhere.
        let vote = format!("form[action='{at_gamma}/vote']");
        s.on_gamma
            .submit(&at_gamma, &vote, &[("score", "1")])
            .await
            .ok();
        for (client, thread) in [
            (&s.on_alpha, &question),
            (&s.on_beta, &at_beta),
            (&s.on_gamma, &at_gamma),
        ] {
            see_votes(client, thread, 1).await;
        }

        // The asker accepts; everybody sees it.
        s.on_alpha
            .submit(&question, &format!("form[action='{hide}/accept']"), &[])
            .await
            .ok();
        for (client, thread) in [
            (&s.on_alpha, &question),
            (&s.on_beta, &at_beta),
            (&s.on_gamma, &at_gamma),
        ] {
            see(client, thread, "Accepted answer").await;
        }

        // An edit on beta, a delete on gamma.
        let page = s.on_beta.get(&at_beta).await;
        let mine = reply_on(&page, "Hot hide glue");
        let edit = format!("{mine}/edit");
        s.on_beta
            .submit(&edit, "/edit", &[("body", "Hot hide glue at 60 degrees.")])
            .await
            .ok();
        see(&s.on_alpha, &question, "at 60 degrees").await;
        see(&s.on_gamma, &at_gamma, "at 60 degrees").await;
        let page = s.on_gamma.get(&at_gamma).await;
        let mine = reply_on(&page, "Fish glue gives");
        s.on_gamma
            .submit(&format!("{mine}/delete"), "/delete", &[])
            .await
            .ok();
        see_no_more(&s.on_alpha, &question, "Fish glue gives you more time.").await;
        see_no_more(&s.on_beta, &at_beta, "Fish glue gives you more time.").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_begun_elsewhere_reaches_the_third_server() {
    for database in Database::all() {
        let s = three(database).await;
        ask(
            &s.on_beta,
            &s.abroad,
            "How do you bend figured maple?",
            "It keeps cracking.",
        )
        .await;
        let at_alpha = thread_at(&s.on_alpha, &s.home, "How do you bend figured maple?").await;
        let at_gamma = thread_at(&s.on_gamma, &s.abroad, "How do you bend figured maple?").await;
        answer(&s.on_gamma, &at_gamma, "Wetter and slower.").await;
        see(&s.on_alpha, &at_alpha, "Wetter and slower.").await;
        let page = s.on_alpha.get(&at_alpha).await.ok();
        assert!(page.has_text(&s.beta.host()), "the asker's server is shown");
        assert!(
            page.has_text(&s.gamma.host()),
            "the answerer's server is shown"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_was_away_gets_everything_once() {
    for database in Database::all() {
        let mut s = three(database).await;
        s.beta.terminate().await;
        for n in 0..20 {
            ask(
                &s.on_alpha,
                &s.home,
                &format!("Question number {n}?"),
                "While beta was away.",
            )
            .await;
        }
        s.beta.restart().await;
        // The peer waits a minute after a failure; an operator need not.
        let host = s.beta.host();
        s.alpha.cli(&["peer", "retry", &host]);
        for n in 0..20 {
            let title = format!("Question number {n}?");
            thread_at(&s.on_beta, &s.abroad, &title).await;
            let page = s.on_beta.get(&format!("{}?sort=new", s.abroad)).await;
            assert_eq!(
                page.text().matches(&title).count(),
                1,
                "{title} is there once"
            );
        }
    }
}
