//! A thread's page: order, placeholders, pages.

use super::world::{World, seen_by};
use crate::accounts::model::{Person, Viewer};
use crate::membership::model::Role;
use crate::posts::actions::*;
use crate::posts::model::{Post, ReplyKind, ThreadKind};
use crate::posts::queries::{self, Part, ReplyNode, ReplyOrder, list_replies, sight};
use crate::voting::actions::vote_on_comment;

async fn nodes(world: &World, viewer: &Viewer, post: &Post, order: ReplyOrder) -> Vec<ReplyNode> {
    let mut conn = world.app.store.read().await.unwrap();
    let post = queries::find_post(&mut conn, viewer, post.id)
        .await
        .unwrap()
        .unwrap();
    let sight = sight(&mut conn, viewer, post.community_id).await.unwrap();
    let replies = list_replies(&mut conn, viewer, &sight, &post, order, Part::First)
        .await
        .unwrap();
    replies.unwrap().nodes
}

fn texts(nodes: &[ReplyNode]) -> Vec<String> {
    nodes
        .iter()
        .map(|node| {
            let text = crate::text::plain(&node.reply.body_html);
            format!(
                "{}{}",
                "-".repeat(usize::try_from(node.reply.depth).unwrap()),
                text.trim()
            )
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_accepted_answer_is_first_then_the_better_then_the_older() {
    let world = World::new().await;
    let app = &world.app;
    let place = world.community("luthiers").await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    let question = world.ask(&ada, &place, "Q").await;
    let mut made = Vec::new();
    for name in ["old", "liked", "accepted", "new"] {
        world.pass(1);
        made.push(world.reply(&ada, &question, None, name).await);
    }
    world.pass(1);
    let remark = ReplyDraft {
        body: "remark".to_owned(),
        kind: Some(ReplyKind::Comment),
        ..ReplyDraft::default()
    };
    reply(app, &ada, question.id, None, &remark).await.unwrap();
    world.pass(1);
    let first = world.reply(&ben, &question, Some(&made[0]), "first").await;
    world.pass(1);
    world.reply(&ben, &question, Some(&made[0]), "second").await;
    world.reply(&ben, &question, Some(&first), "deep").await;
    vote_on_comment(app, &ben, made[1].id, 1).await.unwrap();
    accept_answer(app, &ada, question.id, made[2].id)
        .await
        .unwrap();

    let seen = nodes(&world, &seen_by(&ben), &question, ReplyOrder::Best).await;
    let old = ["-old", "--first", "---deep", "--second"];
    let expected = [&["-accepted", "-liked"][..], &old, &["-new", "-remark"]].concat();
    assert_eq!(texts(&seen), expected);
    assert!(seen[0].accepted && !seen[1].accepted);
    assert_eq!((seen[1].my_vote, seen[0].my_vote), (1, 0));
    let seen = nodes(&world, &Viewer::Anonymous, &question, ReplyOrder::Newest).await;
    let expected = [&["-accepted", "-new", "-liked"][..], &old, &["-remark"]].concat();
    assert_eq!(texts(&seen), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn hidden_replies_stay_only_for_what_hangs_on_them() {
    let world = World::new().await;
    let app = &world.app;
    let place = world.community("luthiers").await;
    let (ada, eva) = (world.person("ada").await, world.person("eva").await);
    let ben = world.person("ben").await;
    world.join(&place, &eva, Role::Convener).await;
    let talk = world.begin(&ada, &place, ThreadKind::Discussion, "T").await;
    let parent = world.reply(&ada, &talk, None, "parent").await;
    let middle = world.reply(&ada, &talk, Some(&parent), "middle").await;
    world.reply(&ben, &talk, Some(&middle), "leaf").await;
    let alone = world.reply(&ada, &talk, None, "alone").await;
    let mut tx = app.store.begin().await.unwrap();
    let now = Some(world.now());
    queries::set_comment_removed(&mut tx, parent.id, now)
        .await
        .unwrap();
    queries::set_comment_removed(&mut tx, middle.id, now)
        .await
        .unwrap();
    queries::set_comment_removed(&mut tx, alone.id, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let oldest = ReplyOrder::Oldest;
    let cases: [(&Person, &[&str]); 3] = [
        (&ben, &["-", "--", "---leaf"]),
        (&eva, &["-parent", "--middle", "---leaf", "-alone"]),
        (&ada, &["-parent", "--middle", "---leaf", "-alone"]),
    ];
    for (viewer, expected) in cases {
        let seen = nodes(&world, &seen_by(viewer), &talk, oldest).await;
        assert_eq!(texts(&seen), expected, "{}", viewer.handle());
    }
    let seen = nodes(&world, &Viewer::Anonymous, &talk, oldest).await;
    assert!(!seen[0].has_words && seen[2].has_words);
}

#[tokio::test(flavor = "multi_thread")]
async fn very_long_threads_come_in_pages_without_gaps() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let ada = world.person("ada").await;
    let talk = world
        .begin(&ada, &place, ThreadKind::Discussion, "Long")
        .await;
    let mut tx = world.app.store.begin().await.unwrap();
    let mut expected = Vec::new();
    let mut parent: Option<crate::posts::model::Comment> = None;
    for n in 0..1_010 {
        // Every fifth begins a branch of its own, so that there are 202 of them.
        let above = if n % 5 == 0 { None } else { parent.as_ref() };
        let public_id = world.app.mint_public_id();
        let new = crate::posts::model::NewComment {
            ap_id: world.app.local.comment(&public_id),
            post_id: talk.id,
            parent_id: above.map(|above| above.id),
            depth: above.map_or(1, |above| above.depth + 1),
            path: crate::posts::model::child_path(above.map(|a| a.path.as_str()), &public_id),
            author_id: ada.id(),
            kind: ReplyKind::Comment,
            body: n.to_string(),
            body_html: n.to_string(),
            body_text: n.to_string(),
            language: "en".to_owned(),
            mentions: Default::default(),
            audience: talk.audience,
            local: true,
            page_url: None,
            published_at: world.now().plus(chrono::TimeDelta::seconds(n)),
            edited_at: None,
            version_at: world.now(),
            version_id: String::new(),
            received_at: world.now(),
            deleted_at: None,
            fate_at: None,
            public_id,
        };
        let made = queries::insert_comment(&mut tx, &new)
            .await
            .unwrap()
            .unwrap();
        assert!(
            queries::insert_comment(&mut tx, &new)
                .await
                .unwrap()
                .is_none()
        );
        expected.push(n.to_string());
        parent = Some(made);
    }
    tx.commit().await.unwrap();
    let mut conn = world.app.store.read().await.unwrap();
    let viewer = Viewer::Anonymous;
    let post = queries::find_post(&mut conn, &viewer, talk.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(post.comment_count, 1_010);
    let sight = sight(&mut conn, &viewer, place.id()).await.unwrap();
    let mut read = Vec::new();
    let mut after: Option<String> = None;
    let mut pages = 0;
    loop {
        let part = after.as_deref().map_or(Part::First, Part::After);
        let page = list_replies(&mut conn, &viewer, &sight, &post, ReplyOrder::Oldest, part);
        let page = page.await.unwrap().unwrap();
        read.extend(page.nodes.into_iter().map(|node| node.reply.body_html));
        pages += 1;
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!((pages, read), (2, expected));
    let last = queries::comment_by_public_id(&mut conn, &viewer, &parent.unwrap().public_id).await;
    let around = Part::Around(&last.unwrap().unwrap().path);
    let page = list_replies(
        &mut conn,
        &viewer,
        &sight,
        &post,
        ReplyOrder::Oldest,
        around,
    );
    assert_eq!(page.await.unwrap().unwrap().nodes.len(), 10);
    let bad = Part::After("'; --");
    let bad = list_replies(&mut conn, &viewer, &sight, &post, ReplyOrder::Oldest, bad);
    assert!(bad.await.unwrap().is_none());
}
