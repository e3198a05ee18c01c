//! What the tests with hostile peers stand on: a server with words of an honest one, a liar beside it,
//! and all that the server shows, to be compared before and after.

use super::stage::{AFTER_RETRY, instance, see, see_votes, somebody, thread_at};
use federation_tests::{Actor, Answer, Client, Database, Instance, Key, Page, Peer};
use federation_tests::{World, wait_until};
use serde_json::{Value, json};
use std::sync::Arc;

pub const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// Honest people on `victor`, a liar's server `mallory`, and `alpha`, which is lied to.
pub struct Stage {
    pub alpha: Instance,
    /// Ada, who convenes the community, so that what she is told is seen too.
    pub ours: Client,
    pub victor: Peer,
    pub mallory: Peer,
    /// For everybody on the two other servers: making a key takes a while.
    pub key: Arc<Key>,
    pub lena: Actor,
    pub ben: Actor,
    pub group: String,
    pub inbox: String,
    /// `/post/…` of Lena's thread at `alpha`.
    pub thread: String,
    pub page: Value,
    pub comment: Value,
    /// The Create of her comment.
    pub answered: Value,
    /// Lena's Follow of the community, and Ben's Like of her thread.
    pub follow: Value,
    pub like: Value,
}

impl Stage {
    pub async fn new(database: Database) -> Stage {
        let world = Arc::new(World::new(&["alpha", "victor", "mallory"]));
        let alpha = instance(&world, "alpha", database).await;
        alpha.create_community("luthiers", "Luthiers", "alpha_ada");
        let ours = somebody(&alpha, "alpha").await;
        let victor = Peer::lemmy_like(&world, "victor").await;
        let mallory = Peer::lemmy_like(&world, "mallory").await;
        let key = Arc::new(Key::generate());
        let lena = victor.person_with("lena", Arc::clone(&key));
        let ben = victor.person_with("ben", Arc::clone(&key));
        let (group, inbox) = (alpha.url("/c/luthiers"), alpha.url("/inbox"));

        let page = victor.page(&lena, &group, "An honest thread", "Honest words");
        let create = victor.create(&lena, &page);
        assert_eq!(victor.post(&lena, &inbox, &create).await.status, 202);
        let thread = thread_at(&ours, "/c/luthiers", "An honest thread").await;
        let id = page["id"].as_str().unwrap();
        let comment = victor.note(&lena, "An honest answer", Some(id), Some(&group), &[]);
        let answered = victor.create(&lena, &comment);
        assert_eq!(victor.post(&lena, &inbox, &answered).await.status, 202);
        see(&ours, &thread, "An honest answer").await;
        let like = victor.like(&ben, id, &group);
        assert_eq!(victor.post(&ben, &inbox, &like).await.status, 202);
        see_votes(&ours, &thread, 1).await;
        let follow = victor.follow(&lena, &group);
        assert_eq!(victor.post(&lena, &inbox, &follow).await.status, 202);
        victor
            .wait_for("the Accept", |a| a["type"] == "Accept")
            .await;
        Stage {
            alpha,
            ours,
            victor,
            mallory,
            key,
            lena,
            ben,
            group,
            inbox,
            thread,
            page,
            comment,
            answered,
            follow,
            like,
        }
    }

    /// Somebody new on the liar's server.
    pub fn liar(&self, name: &str) -> Actor {
        self.mallory.person_with(name, Arc::clone(&self.key))
    }

    /// Everything that was taken has been judged.
    pub async fn settle(&self) {
        wait_until("what was taken is judged", AFTER_RETRY, async || {
            let figures = self.alpha.metrics().await;
            let nothing = "guildhall_inbox_waiting 0";
            figures.lines().any(|line| line == nothing).then_some(())
        })
        .await;
    }

    /// All that is shown to people and to other servers and that what arrives could change.
    pub async fn shown(&self) -> Vec<String> {
        self.settle().await;
        let mut shown = Vec::new();
        let lena = format!("/u/lena@{}", self.victor.host());
        for path in [
            "/c/luthiers?sort=new",
            "/c/luthiers/about",
            "/c/luthiers/members",
            "/c/luthiers/modlog",
            "/c/luthiers/reports",
            "/c/luthiers/bans",
            "/modlog",
            "/notifications",
            "/messages",
            "/u/alpha_ada",
            &lena,
            &self.thread,
        ] {
            let page = self.ours.get(path).await.ok();
            shown.push(format!("{path}: {}", timeless(&page)));
        }
        for path in [
            "/c/luthiers",
            "/c/luthiers/outbox",
            "/c/luthiers/followers",
            "/c/luthiers/moderators",
            "/c/luthiers/featured",
            "/u/alpha_ada",
            "/u/alpha_ada/followers",
        ] {
            let (status, document) = self.ours.get_activity(path).await;
            assert_eq!(status, 200, "{path}");
            shown.push(format!("{path}: {document}"));
        }
        shown
    }

    /// Asserts that nothing that is shown has changed.
    pub async fn unchanged(&self, before: &[String], by: &str) {
        let after = self.shown().await;
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(before, after, "changed by {by}");
        }
        assert_eq!(before.len(), after.len());
    }
}

/// The text of a page without the times on it, which are told relative to now.
fn timeless(page: &Page) -> String {
    let mut body = String::new();
    let mut rest = page.body.as_str();
    while let Some((before, after)) = rest.split_once("<time") {
        body.push_str(before);
        rest = after.split_once("</time>").map_or("", |(_, rest)| rest);
    }
    body.push_str(rest);
    Page {
        body,
        ..page.clone()
    }
    .text()
}

/// A refusal has this status and says why in a plain sentence.
pub fn refused(answer: &Answer, status: u16, what: &str) {
    assert_eq!(answer.status, status, "{what}: {}", answer.text());
    let problem = answer.json();
    assert_eq!(problem["status"], json!(status), "{what}");
    let detail = problem["detail"].as_str().unwrap_or_default();
    assert!(detail.contains(' '), "{what} is told in words: {detail:?}");
}

/// An activity that its actor's server does not serve.
pub fn act(actor: &Actor, kind: &str, tail: &str, object: Value) -> Value {
    json!({
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": format!("{}/acts/{tail}", actor.id), "type": kind, "actor": actor.id,
        "to": [PUBLIC], "cc": [], "object": object,
    })
}
