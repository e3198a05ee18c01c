//! What a microblog holds of a thread is the community's boost of it: that goes when the thread is taken down, and
//! comes again with it.

use super::stage::{ask, instance, somebody, thread_at};
use super::three_stage::{act, another};
use federation_tests::{Actor, Client, Database, Instance, Peer, World};
use serde_json::{Value, json};
use std::sync::Arc;

const TITLE: &str = "Which saw for fret slots?";

struct Scene {
    alpha: Instance,
    /// Convenes the community.
    ada: Client,
    micro: Peer,
    mia: Actor,
    group: String,
}

/// Mia of a microblog follows a community of ours.
async fn scene(database: Database) -> Scene {
    let world = Arc::new(World::new(&["alpha", "micro"]));
    let alpha = instance(&world, "alpha", database).await;
    alpha.create_community("luthiers", "Luthiers", "alpha_ada");
    let micro = Peer::mastodon_like(&world, "micro").await;
    let mia = micro.person("mia");
    let group = alpha.url("/c/luthiers");
    let follow = micro.follow(&mia, &group);
    let answer = micro.post(&mia, &alpha.url("/inbox"), &follow).await;
    assert_eq!(answer.status, 202);
    micro
        .wait_for("the Accept", |a| a["type"] == "Accept")
        .await;
    Scene {
        ada: somebody(&alpha, "alpha").await,
        alpha,
        micro,
        mia,
        group,
    }
}

impl Scene {
    /// The boost of a thread, none of those that came before.
    async fn boost(&self, thread: &str, before: &[&Value]) -> Value {
        let is_new = |a: &Value| before.iter().all(|former| former["id"] != a["id"]);
        let boost = self.micro.wait_for("the boost", |a| {
            a["type"] == "Announce" && a["object"] == thread && is_new(a)
        });
        let boost = boost.await;
        assert_eq!(boost["actor"], json!(self.group));
        boost
    }

    /// Waits until this boost is taken back by who made it.
    async fn taken_back(&self, boost: &Value) {
        let undo = self.micro.wait_for("the end of the boost", |a| {
            a["type"] == "Undo" && a["object"]["id"] == boost["id"]
        });
        let undo = undo.await;
        assert_eq!(undo["actor"], boost["actor"]);
        assert_eq!(undo["object"]["type"], "Announce");
        assert_eq!(undo["object"]["object"], boost["object"]);
    }

    /// How its server answers when the microblog asks for a thing.
    async fn status_of(&self, id: &str) -> u16 {
        self.micro.fetch(&self.mia, id).await.status
    }

    /// That the author deleted it was never said: it is the author's alone to say, and the microblog would lose it
    /// for good.
    fn assert_no_delete(&self) {
        for delivery in self.micro.deliveries() {
            assert_ne!(delivery["type"], "Delete", "{delivery}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_removed_disappears_from_a_microblog_and_comes_again_when_restored() {
    for database in Database::all() {
        let s = scene(database).await;
        let bob = another(&s.alpha, "alpha_bob").await;
        let thread = ask(&bob, "/c/luthiers", TITLE, "Mine wanders.").await;
        let id = s.alpha.url(&thread);
        let first = s.boost(&id, &[]).await;
        assert_eq!(s.status_of(&id).await, 200);

        act(&s.ada, &thread, "remove", &[("reason", "Asked before")]).await;
        s.taken_back(&first).await;
        assert_eq!(s.status_of(&id).await, 410);

        act(&s.ada, &thread, "restore", &[]).await;
        let second = s.boost(&id, &[&first]).await;
        assert_eq!(s.status_of(&id).await, 200);

        // And once more, as it is the later boost that counts now.
        act(&s.ada, &thread, "remove", &[("reason", "Asked before")]).await;
        s.taken_back(&second).await;
        act(&s.ada, &thread, "restore", &[]).await;
        s.boost(&id, &[&first, &second]).await;
        s.assert_no_delete();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_with_a_ban_disappears_from_a_microblog_until_the_ban_ends() {
    for database in Database::all() {
        let s = scene(database).await;
        let bob = another(&s.alpha, "alpha_bob").await;
        let thread = ask(&bob, "/c/luthiers", TITLE, "Mine wanders.").await;
        let id = s.alpha.url(&thread);
        let first = s.boost(&id, &[]).await;
        let fields = [("person", "alpha_bob"), ("remove_content", "on")];
        let bans = "/c/luthiers/bans";
        s.ada.submit(bans, "/ban", &fields).await.ok();
        s.taken_back(&first).await;
        assert_eq!(s.status_of(&id).await, 410);
        s.ada.submit(bans, "/unban", &[]).await.ok();
        s.boost(&id, &[&first]).await;
        assert_eq!(s.status_of(&id).await, 200);
        s.assert_no_delete();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_author_here_deletes_a_microblog_hears_from_the_author() {
    for database in Database::all() {
        let s = scene(database).await;
        let bob = another(&s.alpha, "alpha_bob").await;
        let thread = ask(&bob, "/c/luthiers", TITLE, "Mine wanders.").await;
        thread_at(&s.ada, "/c/luthiers", TITLE).await;
        let id = s.alpha.url(&thread);
        s.boost(&id, &[]).await;
        act(&bob, &thread, "delete", &[]).await;
        let delete = s.micro.wait_for("the Delete", |a| a["type"] == "Delete");
        let delete = delete.await;
        assert_eq!(delete["actor"], json!(s.alpha.url("/u/alpha_bob")));
        let object = &delete["object"];
        let named = object.as_str().or_else(|| object["id"].as_str());
        assert_eq!(named, Some(id.as_str()));
        assert_eq!(s.status_of(&id).await, 410);
    }
}
