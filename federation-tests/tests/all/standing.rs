//! What the answers of somebody of another server count for, where the community is and where they are at home.

use super::stage::{answer, ask, follow, instance, reply_on, see, somebody, thread_at};
use federation_tests::{Database, World};
use std::sync::Arc;

const QUESTIONS: [&str; 2] = ["Which glue for a top?", "Which varnish for a bow?"];
const SAYING: &str = "I say so by what I have tried.";
/// Two acceptances and a vote.
const POINTS: &str = "32 points";

#[tokio::test(flavor = "multi_thread")]
async fn whoever_answers_from_another_server_earns_standing_that_both_servers_show() {
    for database in Database::all() {
        let world = Arc::new(World::new(&["alpha", "beta"]));
        let alpha = instance(&world, "alpha", database).await;
        let beta = instance(&world, "beta", database).await;
        alpha.create_community("luthiers", "Luthiers", "alpha_ada");
        let on_alpha = somebody(&alpha, "alpha").await;
        let on_beta = somebody(&beta, "beta").await;
        let handle = format!("luthiers@{}", alpha.host());
        follow(&on_beta, &handle).await;
        let abroad = format!("/c/{handle}");

        let mut threads = Vec::new();
        for (n, title) in QUESTIONS.into_iter().enumerate() {
            let question = ask(&on_alpha, "/c/luthiers", title, "What do you say?").await;
            let at_beta = thread_at(&on_beta, &abroad, title).await;
            answer(&on_beta, &at_beta, SAYING).await;
            let page = see(&on_alpha, &question, SAYING).await;
            assert!(!page.has_text(" points here"), "{}", page.text());
            let reply = reply_on(&page, SAYING);
            if n == 0 {
                let vote = format!("form[action='{reply}/vote']");
                on_alpha
                    .submit(&question, &vote, &[("score", "1")])
                    .await
                    .ok();
            }
            let accept = format!("form[action='{reply}/accept']");
            on_alpha.submit(&question, &accept, &[]).await.ok();
            see(&on_beta, &at_beta, "Accepted answer").await;
            threads.push((question, at_beta));
        }

        // Beside the answers, and on their page, here and there.
        let mark = format!("{POINTS} here");
        for (question, at_beta) in &threads {
            see(&on_alpha, question, &mark).await;
            see(&on_beta, at_beta, &mark).await;
        }
        let abroad_as = format!("/u/beta_ada@{}", beta.host());
        for (client, person) in [(&on_alpha, abroad_as.as_str()), (&on_beta, "/u/beta_ada")] {
            let page = see(client, person, "Answers count for").await;
            assert!(page.has_text(POINTS), "{}", page.text());
        }
        // Their own list stands where they are at home.
        let page = on_beta.get(&format!("{abroad}/standing")).await.ok();
        assert_eq!(
            page.text().matches("accepted: +15").count(),
            QUESTIONS.len()
        );
    }
}
