//! Somebody on a Mastodon-like server (journeys.md), played by a scripted peer whose signatures and
//! documents are its own.

use super::stage::{
    answer, ask, comment_on, instance, reply_on, see, see_no_more, see_votes, somebody, thread_at,
};
use federation_tests::{Database, Peer, World};
use serde_json::{Value, json};
use std::sync::Arc;

fn object_type(activity: &Value) -> &str {
    activity["object"]["type"].as_str().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_on_a_microblog_follows_asks_answers_edits_and_deletes() {
    for database in Database::all() {
        let world = Arc::new(World::new(&["alpha", "micro"]));
        let alpha = instance(&world, "alpha", database).await;
        alpha.create_community("luthiers", "Luthiers", "alpha_ada");
        let ours = somebody(&alpha, "alpha").await;
        let peer = Peer::mastodon_like(&world, "micro").await;
        let mia = peer.person("mia");
        let group = alpha.url("/c/luthiers");
        let inbox = alpha.url("/inbox");

        // Searching finds a Group; following it is accepted at once, and nobody is messaged for it.
        let answer_to_search = peer.fetch(&mia, &group).await;
        assert_eq!(answer_to_search.status, 200);
        let document: Value = serde_json::from_slice(&answer_to_search.body).unwrap();
        assert_eq!(document["type"], "Group");
        let follow = peer.follow(&mia, &group);
        assert_eq!(peer.post(&mia, &inbox, &follow).await.status, 202);
        let accept = peer.wait_for("the Accept", |a| a["type"] == "Accept").await;
        assert_eq!(accept["object"]["id"], follow["id"]);
        assert_eq!(accept["object"]["actor"], json!(mia.id));

        // A new question arrives as a boost of its bare id, and the id gives an Article with a title.
        let question = ask(
            &ours,
            "/c/luthiers",
            "Which saw for fret slots?",
            "Mine wanders.",
        )
        .await;
        let boost = peer
            .wait_for("the boost", |a| a["type"] == "Announce")
            .await;
        let id = boost["object"]
            .as_str()
            .expect("microblogs get the bare id")
            .to_owned();
        assert!(boost["published"].is_string());
        let article: Value = serde_json::from_slice(&peer.fetch(&mia, &id).await.body).unwrap();
        assert_eq!(article["type"], "Article");
        assert_eq!(article["name"], "Which saw for fret slots?");
        assert!(
            article["summary"]
                .as_str()
                .is_some_and(|s| s.contains("Mine wanders."))
        );
        let mentions_group = article["tag"]
            .as_array()
            .is_some_and(|tags| tags.iter().any(|t| t["href"] == json!(group)));
        assert!(
            mentions_group,
            "replies reach the group only if it is mentioned: {article}"
        );

        // They answer from where they are.
        let handle = format!("luthiers@{}", alpha.host());
        let note = peer.note(
            &mia,
            "A 0.6 mm pull saw.",
            Some(&id),
            None,
            &[(&handle, &group)],
        );
        let create = peer.create(&mia, &note);
        assert_eq!(peer.post(&mia, &inbox, &create).await.status, 202);
        let page = see(&ours, &question, "A 0.6 mm pull saw.").await;
        assert!(page.has_text(&peer.host()), "their server is shown");

        // Sent twice, it is there once; changed, it is changed; the reply's reply goes straight to them.
        assert_eq!(peer.post(&mia, &inbox, &create).await.status, 200);
        let reply = reply_on(&ours.get(&question).await, "A 0.6 mm pull saw.");
        comment_on(&ours, &question, &reply, "Japanese or western teeth?").await;
        let told = peer
            .wait_for("the reply", |a| {
                a["type"] == "Create" && object_type(a) == "Note"
            })
            .await;
        assert_eq!(told["object"]["inReplyTo"], note["id"]);
        let mut edited = note.clone();
        edited["content"] = json!("<p>A 0.58 mm pull saw.</p>");
        edited["updated"] = json!("2030-01-01T00:00:00Z");
        let edited = peer.publish(edited);
        let update = peer.update(&mia, &edited);
        assert_eq!(peer.post(&mia, &inbox, &update).await.status, 202);
        see(&ours, &question, "A 0.58 mm pull saw.").await;

        // A like counts; its undo names another id and is understood by whom and what.
        let like = peer.like(&mia, &id, &group);
        assert_eq!(peer.post(&mia, &inbox, &like).await.status, 202);
        see_votes(&ours, &question, 1).await;
        let mut other = like.clone();
        other["id"] = json!(format!("{}-again", like["id"].as_str().unwrap()));
        let undo = peer.undo(&mia, &other);
        assert_eq!(peer.post(&mia, &inbox, &undo).await.status, 202);
        see_votes(&ours, &question, 0).await;

        // Deleted there, gone here.
        peer.forget(&path_of(note["id"].as_str().unwrap()));
        let delete = peer.delete(&mia, &note);
        assert_eq!(peer.post(&mia, &inbox, &delete).await.status, 202);
        see_no_more(&ours, &question, "A 0.58 mm pull saw.").await;
        // And it stays gone when it is sent again.
        let mut again = create.clone();
        again["id"] = json!(format!("{}-later", create["id"].as_str().unwrap()));
        assert_eq!(peer.post(&mia, &inbox, &again).await.status, 202);
        answer(&ours, &question, "A marker that comes later.").await;
        assert!(!ours.get(&question).await.has_text("0.6 mm pull saw"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mention_of_the_community_begins_a_thread_with_a_derived_title() {
    for database in Database::all() {
        let world = Arc::new(World::new(&["alpha", "micro"]));
        let alpha = instance(&world, "alpha", database).await;
        alpha.create_community("luthiers", "Luthiers", "alpha_ada");
        let ours = somebody(&alpha, "alpha").await;
        let peer = Peer::mastodon_like(&world, "micro").await;
        let mia = peer.person("mia");
        let group = alpha.url("/c/luthiers");
        let content = format!(
            "<span class=\"h-card\"><a href=\"{group}\" class=\"u-url mention\">@<span>luthiers</span></a></span> \
             How thin may a cedar top be?</p><p>I am at 2.8 mm."
        );
        let handle = format!("luthiers@{}", alpha.host());
        let note = peer.note(&mia, &content, None, None, &[(&handle, &group)]);
        let create = peer.create(&mia, &note);
        assert_eq!(
            peer.post(&mia, &alpha.url("/inbox"), &create).await.status,
            202
        );
        let thread = thread_at(&ours, "/c/luthiers", "How thin may a cedar top be?").await;
        see(&ours, &thread, "I am at 2.8 mm.").await;

        // Followers-only posts are not taken into the open.
        let mut hidden = peer.note(
            &mia,
            "@luthiers Only for my followers",
            None,
            None,
            &[(&handle, &group)],
        );
        hidden["to"] = json!([mia.followers]);
        hidden["cc"] = json!([group]);
        let hidden = peer.publish(hidden);
        let create = peer.create(&mia, &hidden);
        assert_eq!(
            peer.post(&mia, &alpha.url("/inbox"), &create).await.status,
            202
        );
        ask(&ours, "/c/luthiers", "A marker that comes later?", "Yes.").await;
        let page = ours.get("/c/luthiers?sort=new").await;
        assert!(!page.has_text("Only for my followers"));
    }
}

fn path_of(id: &str) -> String {
    let rest = id.split_once("://").map_or(id, |(_, rest)| rest);
    rest.split_once('/')
        .map_or_else(|| "/".to_owned(), |(_, path)| format!("/{path}"))
}
