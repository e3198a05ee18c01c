//! People and communities on a Lemmy-like server, played by a scripted peer: both directions.

use super::stage::{
    SOON, answer, ask, follow, instance, reply_on, see, see_no_more, somebody, thread_at,
};
use federation_tests::{Database, Peer, World, wait_until};
use serde_json::{Value, json};
use std::sync::Arc;

fn wraps(activity: &Value, kind: &str) -> bool {
    activity["type"] == "Announce" && activity["object"]["type"] == kind
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_on_a_forum_takes_part_in_a_community_of_ours() {
    for database in Database::all() {
        let world = Arc::new(World::new(&["alpha", "forum"]));
        let alpha = instance(&world, "alpha", database).await;
        alpha.create_community("luthiers", "Luthiers", "alpha_ada");
        let ours = somebody(&alpha, "alpha").await;
        let peer = Peer::lemmy_like(&world, "forum").await;
        let lena = peer.person("lena");
        let group = alpha.url("/c/luthiers");
        let inbox = alpha.url("/inbox");
        assert_eq!(
            peer.post(&lena, &inbox, &peer.follow(&lena, &group))
                .await
                .status,
            202
        );
        peer.wait_for("the Accept", |a| a["type"] == "Accept").await;

        // Our question comes wrapped; both addresses are there, which Lemmy insists on.
        let question = ask(
            &ours,
            "/c/luthiers",
            "Why two bass bars?",
            "I saw it in an old cello.",
        )
        .await;
        let announced = peer.wait_for("the question", |a| wraps(a, "Create")).await;
        let create = &announced["object"];
        assert!(create["cc"].is_array() && create["to"].is_array());
        assert_eq!(create["audience"], json!(group));
        let id = create["object"]["id"].as_str().unwrap().to_owned();
        let fetched = peer.fetch(&lena, create["id"].as_str().unwrap()).await;
        assert_eq!(fetched.status, 200, "every activity we announce resolves");

        // Their page, their comment, their vote.
        let page = peer.page(
            &lena,
            &group,
            "Repairing a split lower bout",
            "It opened along the grain.",
        );
        assert_eq!(
            peer.post(&lena, &inbox, &peer.create(&lena, &page))
                .await
                .status,
            202
        );
        thread_at(&ours, "/c/luthiers", "Repairing a split lower bout").await;
        let comment = peer.note(
            &lena,
            "A later repair, I think.",
            Some(&id),
            Some(&group),
            &[],
        );
        assert_eq!(
            peer.post(&lena, &inbox, &peer.create(&lena, &comment))
                .await
                .status,
            202
        );
        let shown = see(&ours, &question, "A later repair, I think.").await;
        let reply = reply_on(&shown, "A later repair, I think.");

        // We accept it: the thread's document says so.
        ours.submit(&question, &format!("form[action='{reply}/accept']"), &[])
            .await
            .ok();
        let update = peer.wait_for("the Update", |a| wraps(a, "Update")).await;
        assert_eq!(update["object"]["object"]["acceptedAnswer"], comment["id"]);

        // We vote on theirs and take it back; Lemmy is told both.
        let vote = format!("form[action='{reply}/vote']");
        ours.submit(&question, &vote, &[("score", "1")]).await.ok();
        peer.wait_for("the Like", |a| {
            wraps(a, "Like") && a["object"]["object"] == comment["id"]
        })
        .await;
        ours.submit(&question, &vote, &[("score", "0")]).await.ok();
        peer.wait_for("the Undo", |a| wraps(a, "Undo")).await;

        // They delete.
        assert_eq!(
            peer.post(&lena, &inbox, &peer.delete(&lena, &comment))
                .await
                .status,
            202
        );
        see_no_more(&ours, &question, "A later repair, I think.").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn we_take_part_in_a_community_of_a_forum() {
    for database in Database::all() {
        let world = Arc::new(World::new(&["alpha", "forum"]));
        let alpha = instance(&world, "alpha", database).await;
        let ours = somebody(&alpha, "alpha").await;
        let peer = Peer::lemmy_like(&world, "forum").await;
        let garden = peer.group("garden");
        let lena = peer.person("lena");
        let accepting = async {
            let follow = peer.wait_for("our Follow", |a| a["type"] == "Follow").await;
            peer.post(
                &garden,
                &alpha.url("/inbox"),
                &peer.accept(&garden, &follow),
            )
            .await;
        };
        let handle = format!("garden@{}", peer.host());
        tokio::join!(follow(&ours, &handle), accepting);
        let here = format!("/c/{handle}");

        // They announce a thread; we see it and answer; the answer goes to the community's inbox.
        let page = peer.page(
            &lena,
            &garden.id,
            "When to prune an old pear?",
            "It has not been cut for years.",
        );
        let announce = peer.announce(&garden, peer.create(&lena, &page));
        assert_eq!(
            peer.post(&garden, &alpha.url("/inbox"), &announce)
                .await
                .status,
            202
        );
        let thread = thread_at(&ours, &here, "When to prune an old pear?").await;
        answer(&ours, &thread, "In late winter.").await;
        let told = peer
            .wait_for("our answer", |a| {
                a["type"] == "Create" && a["object"]["type"] == "Note"
            })
            .await;
        assert_eq!(told["object"]["inReplyTo"], page["id"]);
        assert_eq!(told["audience"], json!(garden.id));

        // A thread of ours there.
        ask(&ours, &here, "Grafting in August?", "Chip budding, I mean.").await;
        let told = peer
            .wait_for("our thread", |a| {
                a["type"] == "Create" && a["object"]["type"] == "Article"
            })
            .await;
        assert!(told["to"].as_array().unwrap().contains(&json!(garden.id)));

        // The group deletes what its moderators do not want: with a reason, as Lemmy does.
        let mut removal = peer.delete(&lena, &page);
        removal["summary"] = json!("off topic");
        let announce = peer.announce(&garden, peer.publish(removal));
        assert_eq!(
            peer.post(&garden, &alpha.url("/inbox"), &announce)
                .await
                .status,
            202
        );
        wait_until("the thread is removed", SOON, async || {
            let page = ours.get(&format!("{here}?sort=new")).await;
            page.link("When to prune an old pear?")
                .is_none()
                .then_some(())
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_acts_change_nothing() {
    for database in Database::all() {
        let world = Arc::new(World::new(&["alpha", "forum", "mallory"]));
        let alpha = instance(&world, "alpha", database).await;
        alpha.create_community("luthiers", "Luthiers", "alpha_ada");
        let ours = somebody(&alpha, "alpha").await;
        let forum = Peer::lemmy_like(&world, "forum").await;
        let mallory = Peer::lemmy_like(&world, "mallory").await;
        let (lena, eve) = (forum.person("lena"), mallory.person("eve"));
        let inbox = alpha.url("/inbox");
        let group = alpha.url("/c/luthiers");
        let page = forum.page(&lena, &group, "An honest thread", "Honest words");
        assert_eq!(
            forum
                .post(&lena, &inbox, &forum.create(&lena, &page))
                .await
                .status,
            202
        );
        let thread = thread_at(&ours, "/c/luthiers", "An honest thread").await;

        // In another's name (S-02), with another's object (O-06, O-07), undoing nothing of hers (O-13).
        let mut in_her_name = mallory.delete(&eve, &page);
        in_her_name["actor"] = json!(lena.id);
        assert!(matches!(
            mallory.post(&eve, &inbox, &in_her_name).await.status,
            401 | 403
        ));
        let steal = mallory.delete(&eve, &page);
        assert_eq!(mallory.post(&eve, &inbox, &steal).await.status, 202);
        let mut rewritten = page.clone();
        rewritten["content"] = json!("<p>Buy now</p>");
        rewritten["updated"] = json!("2026-12-01T00:00:00Z");
        let rewrite = mallory.activity(&eve, "Update", rewritten, json!({}));
        assert_eq!(mallory.post(&eve, &inbox, &rewrite).await.status, 202);
        // A group that owns nothing here announces a forged act of hers (O-10, O-11).
        let den = mallory.group("den");
        // Her own server does not have that act.
        let mut forged = mallory.delete(&eve, &page);
        forged["id"] = json!(format!("{}/activities/delete/forged", forum.base_url()));
        forged["actor"] = json!(lena.id);
        let announce = mallory.announce(&den, forged);
        assert_eq!(mallory.post(&den, &inbox, &announce).await.status, 202);

        ask(&ours, "/c/luthiers", "A marker that comes later?", "Yes.").await;
        let shown = ours.get(&thread).await.ok();
        assert!(shown.has_text("An honest thread"));
        assert!(!shown.has_text("Buy now"));
    }
}
