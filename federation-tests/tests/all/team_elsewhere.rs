//! Somebody of another server looks after a community from there: what they do holds on the community's own server
//! and on a third one as it does on theirs, and only as long as they are of its team.

use super::stage::{AFTER_RETRY, answer, ask, reply_on, see, see_no_more, thread_at};
use super::three_stage::{Three, act, another, three};
use federation_tests::{Client, Database, wait_until};

const QUESTION: &str = "Which glue for a spruce top?";
const WORDS: &str = "Buy my glue, it is the cheapest.";
const WHY: &str = "No trade among us.";

/// Whoever reads on each server and looks after nothing, with the path of the question there.
struct Scene {
    s: Three,
    ours: Client,
    theirs: Client,
    threads: [String; 3],
}

impl Scene {
    async fn new(database: Database) -> Scene {
        let s = three(database).await;
        let question = ask(&s.on_alpha, &s.home, QUESTION, "Hide glue or fish glue?").await;
        let at_beta = thread_at(&s.on_beta, &s.abroad, QUESTION).await;
        let at_gamma = thread_at(&s.on_gamma, &s.abroad, QUESTION).await;
        Scene {
            ours: another(&s.alpha, "alpha_bob").await,
            theirs: another(&s.beta, "beta_bob").await,
            threads: [question, at_beta, at_gamma],
            s,
        }
    }

    /// Somebody on each server, the community's path there and that of the question.
    fn readers(&self) -> [(&Client, &str, &str); 3] {
        let [question, at_beta, at_gamma] = &self.threads;
        let (home, abroad) = (self.s.home.as_str(), self.s.abroad.as_str());
        [
            (&self.ours, home, question),
            (&self.theirs, abroad, at_beta),
            (&self.s.on_gamma, abroad, at_gamma),
        ]
    }

    async fn is_shown(&self, words: &str, shown: bool) {
        for (client, _, thread) in self.readers() {
            match shown {
                true => see(client, thread, words).await,
                false => see_no_more(client, thread, words).await,
            };
        }
    }

    async fn is_pinned(&self, pinned: bool) {
        for (client, community, _) in self.readers() {
            let what = format!("pinned is {pinned} of the question in {community}");
            wait_until(&what, AFTER_RETRY, async || {
                let page = client.get(community).await;
                let rows = page.select("li.row");
                let row = rows.iter().find(|row| row.contains(QUESTION))?;
                (row.contains("pinned") == pinned).then_some(())
            })
            .await;
        }
    }

    /// Waits until the page for locking the question answers her so, on her own server.
    async fn may_moderate(&self, status: u16) {
        let [_, _, at_gamma] = &self.threads;
        let page = format!("{at_gamma}/lock");
        let what = format!("{page} answers {status}");
        wait_until(&what, AFTER_RETRY, async || {
            (self.s.on_gamma.get(&page).await.status == status).then_some(())
        })
        .await;
    }

    /// Ada of gamma is made a moderator by the convener.
    async fn appoint(&self) {
        let person = format!("gamma_ada@{}", self.s.gamma.host());
        let members = format!("{}/members", self.s.home);
        let fields = [("person", person.as_str())];
        let form = "/appoint";
        self.s.on_alpha.submit(&members, form, &fields).await.ok();
        self.may_moderate(200).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moderator_elsewhere_removes_locks_and_pins_on_three_servers() {
    for database in Database::all() {
        let scene = Scene::new(database).await;
        let (s, [question, at_beta, at_gamma]) = (&scene.s, &scene.threads);
        answer(&s.on_beta, at_beta, WORDS).await;
        scene.is_shown(WORDS, true).await;
        scene.may_moderate(403).await;
        scene.appoint().await;

        let page = s.on_gamma.get(at_gamma).await;
        let reply = reply_on(&page, WORDS);
        act(&s.on_gamma, &reply, "remove", &[("reason", WHY)]).await;
        for (client, thread) in [(&scene.ours, question), (&scene.theirs, at_beta)] {
            see_no_more(client, thread, WORDS).await;
        }
        let page = see(&s.on_beta, "/notifications", "was removed").await;
        assert!(page.has_text(&format!("Why: {WHY}")), "{}", page.text());
        act(&s.on_gamma, &reply, "restore", &[]).await;
        scene.is_shown(WORDS, true).await;

        act(&s.on_gamma, at_gamma, "lock", &[]).await;
        scene.is_shown("Locked.", true).await;
        for client in [&scene.theirs, &s.on_beta] {
            assert!(!client.get(at_beta).await.has_form("/reply"));
        }
        act(&s.on_gamma, at_gamma, "unlock", &[]).await;
        scene.is_shown("Locked.", false).await;

        act(&s.on_gamma, at_gamma, "pin", &[]).await;
        scene.is_pinned(true).await;
        act(&s.on_gamma, at_gamma, "unpin", &[]).await;
        scene.is_pinned(false).await;

        // Every log has it in her name.
        for (client, community, _) in scene.readers() {
            let page = see(client, &format!("{community}/modlog"), WHY).await;
            assert!(page.has_text("gamma_ada"), "{}", page.text());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_of_the_team_no_more_does_nothing_more() {
    for database in Database::all() {
        let scene = Scene::new(database).await;
        let s = &scene.s;
        scene.appoint().await;
        let [question, at_beta, at_gamma] = &scene.threads;
        act(&s.on_gamma, at_gamma, "lock", &[]).await;
        scene.is_shown("Locked.", true).await;
        // What they did stays, and the convener can take it back.
        let members = format!("{}/members", s.home);
        s.on_alpha.submit(&members, "/dismiss", &[]).await.ok();
        scene.may_moderate(403).await;
        act(&s.on_alpha, question, "unlock", &[]).await;
        scene.is_shown("Locked.", false).await;
        answer(&s.on_beta, at_beta, WORDS).await;
        scene.is_shown(WORDS, true).await;
        for (client, _, thread) in scene.readers() {
            assert!(!client.get(thread).await.has_text("Locked."));
        }
    }
}
