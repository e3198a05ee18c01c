//! A ban from a community takes away what somebody of another server wrote in it, on all servers that have it, and
//! its end brings that back, and nothing that was removed for another reason.

use super::stage::{AFTER_RETRY, answer, ask, follow, reply_on, see, see_no_more, thread_at};
use super::three_stage::{Three, act, another, three};
use federation_tests::{Client, Database, wait_until};

const QUESTION: &str = "Which glue for a spruce top?";
/// By whoever is banned: a reply, one that is removed for itself before, and a thread.
const REPLY: &str = "Buy my glue.";
const FORMER: &str = "And my brother's saws.";
const THREAD: &str = "Who wants cheap strings?";
/// By somebody else.
const OTHERS: &str = "Hot hide glue, always.";

/// Somebody of each server who looks after nothing, with the community's path there and that of the question.
struct Reader {
    client: Client,
    community: String,
    question: String,
}

async fn readers(s: &Three) -> Vec<Reader> {
    let ours = another(&s.alpha, "alpha_bob").await;
    let theirs = another(&s.beta, "beta_bob").await;
    follow(&theirs, s.handle()).await;
    let mut readers = Vec::new();
    for (client, community) in [
        (ours, &s.home),
        (theirs, &s.abroad),
        (s.on_gamma.clone(), &s.abroad),
    ] {
        readers.push(Reader {
            question: thread_at(&client, community, QUESTION).await,
            community: community.clone(),
            client,
        });
    }
    readers
}

impl Reader {
    fn list(&self) -> String {
        format!("{}?sort=new", self.community)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_ban_takes_away_on_three_servers_its_end_brings_back() {
    for database in Database::all() {
        let s = three(database).await;
        let question = ask(&s.on_alpha, &s.home, QUESTION, "Hide glue or fish glue?").await;
        let readers = readers(&s).await;
        let at_beta = thread_at(&s.on_beta, &s.abroad, QUESTION).await;
        let at_gamma = thread_at(&s.on_gamma, &s.abroad, QUESTION).await;
        answer(&s.on_gamma, &at_gamma, OTHERS).await;
        answer(&s.on_beta, &at_beta, REPLY).await;
        answer(&s.on_beta, &at_beta, FORMER).await;
        ask(&s.on_beta, &s.abroad, THREAD, "All kinds.").await;
        let mut threads = Vec::new();
        for reader in &readers {
            threads.push(thread_at(&reader.client, &reader.community, THREAD).await);
            for words in [OTHERS, REPLY, FORMER] {
                see(&reader.client, &reader.question, words).await;
            }
        }
        let former = reply_on(&s.on_alpha.get(&question).await, FORMER);
        act(&s.on_alpha, &former, "remove", &[("reason", "Two of it")]).await;
        for reader in &readers {
            see_no_more(&reader.client, &reader.question, FORMER).await;
        }

        let bans = format!("{}/bans", s.home);
        let person = format!("beta_ada@{}", s.beta.host());
        let fields = [
            ("person", person.as_str()),
            ("reason", "No trade among us."),
            ("remove_content", "on"),
        ];
        s.on_alpha.submit(&bans, "/ban", &fields).await.ok();
        for reader in &readers {
            see_no_more(&reader.client, &reader.question, REPLY).await;
            see_no_more(&reader.client, &reader.list(), THREAD).await;
            let page = reader.client.get(&reader.question).await.ok();
            assert!(page.has_text(OTHERS), "{}", page.text());
        }
        let told = "You were banned from Luthiers";
        let page = see(&s.on_beta, "/notifications", told).await;
        assert!(page.has_text("Why: No trade among us."), "{}", page.text());
        may_reply(&s, &at_beta, false).await;

        // What the ban took is there again everywhere, and what was removed before it stays away.
        s.on_alpha.submit(&bans, "/unban", &[]).await.ok();
        for (reader, thread) in readers.iter().zip(&threads) {
            let page = see(&reader.client, &reader.question, REPLY).await;
            assert!(!page.has_text(FORMER), "{}", page.text());
            let again = thread_at(&reader.client, &reader.community, THREAD).await;
            assert_eq!(&again, thread, "it is the same thread");
        }
        let told = "You are no longer banned from Luthiers";
        see(&s.on_beta, "/notifications", told).await;
        may_reply(&s, &at_beta, true).await;
        follow(&s.on_beta, s.handle()).await;
        answer(&s.on_beta, &at_beta, "I only answer now.").await;
        for reader in &readers {
            let page = see(&reader.client, &reader.question, "I only answer now.").await;
            assert!(!page.has_text(FORMER), "{}", page.text());
        }
    }
}

/// Whether whoever was banned finds a form to reply with on their own server.
async fn may_reply(s: &Three, thread: &str, wanted: bool) {
    let what = match wanted {
        true => "they may reply again",
        false => "they may not reply any more",
    };
    wait_until(what, AFTER_RETRY, async || {
        let page = s.on_beta.get(thread).await;
        (page.has_form("/reply") == wanted).then_some(())
    })
    .await;
}
