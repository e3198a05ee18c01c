//! A thread's page: order, placeholders, pages.

use super::world::{World, seen_by};
use crate::accounts::model::{Person, Viewer};
use crate::activitypub::licences::Licence;
use crate::membership::model::Role;
use crate::posts::actions::*;
use crate::posts::model::{Comment, NewComment, Post, ReplyKind, ThreadKind, child_path};
use crate::posts::queries::{
    self, Part, ReplyNode, ReplyOrder, ThreadReplies, list_replies, sight,
};
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

/// A reply without the work that an action does.
fn planted(world: &World, post: &Post, by: &Person, above: Option<&Comment>, n: i64) -> NewComment {
    let public_id = world.app.mint_public_id();
    let text = n.to_string();
    NewComment {
        ap_id: world.app.local.comment(&public_id),
        post_id: post.id,
        parent_id: above.map(|above| above.id),
        depth: above.map_or(1, |above| above.depth + 1),
        path: child_path(above.map(|above| above.path.as_str()), &public_id),
        author_id: by.id(),
        kind: ReplyKind::Comment,
        body: text.clone(),
        body_html: text.clone(),
        body_text: text,
        language: "en".to_owned(),
        mentions: Default::default(),
        audience: post.audience,
        local: true,
        page_url: None,
        published_at: world.now().plus(chrono::TimeDelta::seconds(n)),
        edited_at: None,
        version_at: world.now(),
        version_id: String::new(),
        received_at: world.now(),
        deleted_at: None,
        fate_at: None,
        licence: Licence::Unstated,
        public_id,
    }
}

async fn page(world: &World, post: &Post, order: ReplyOrder, part: Part<'_>) -> ThreadReplies {
    let mut conn = world.app.store.read().await.unwrap();
    let viewer = Viewer::Anonymous;
    let post = queries::find_post(&mut conn, &viewer, post.id).await;
    let post = post.unwrap().unwrap();
    let sight = sight(&mut conn, &viewer, post.community_id).await.unwrap();
    let page = list_replies(&mut conn, &viewer, &sight, &post, order, part);
    page.await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn very_long_threads_come_in_bounded_pages_without_gaps() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let ada = world.person("ada").await;
    let talk = world
        .begin(&ada, &place, ThreadKind::Discussion, "Long")
        .await;
    let mut tx = world.app.store.begin().await.unwrap();
    let mut tops = Vec::new();
    let mut wide = None;
    // A hundred branches of five, and one of six hundred replies to one comment.
    for n in 0..100_i64 {
        let mut above: Option<Comment> = None;
        for depth in 0..5 {
            let new = planted(&world, &talk, &ada, above.as_ref(), n * 5 + depth);
            let made = queries::insert_comment(&mut tx, &new).await.unwrap();
            let again = queries::insert_comment(&mut tx, &new).await.unwrap();
            assert!(again.is_none());
            if depth == 0 {
                tops.push(new.body.clone());
            }
            above = made;
        }
        wide = wide.or(above);
    }
    let wide = wide.unwrap();
    let mut below = Vec::new();
    for n in 1_000..1_600_i64 {
        let new = planted(&world, &talk, &ada, Some(&wide), n);
        queries::insert_comment(&mut tx, &new).await.unwrap();
        below.push((new.path, new.body));
    }
    tx.commit().await.unwrap();

    for order in [ReplyOrder::Oldest, ReplyOrder::Newest] {
        let mut read = Vec::new();
        let mut after: Option<String> = None;
        let mut pages = 0;
        loop {
            let part = after.as_deref().map_or(Part::First, Part::After);
            let found = page(&world, &talk, order, part).await;
            assert!(found.nodes.len() <= 40 * 21, "{}", found.nodes.len());
            let firsts = found.nodes.iter().filter(|node| node.reply.depth == 1);
            read.extend(firsts.map(|node| node.reply.body_html.clone()));
            let cut = found.nodes.iter().filter(|node| node.more);
            let cut: Vec<&str> = cut.map(|node| node.reply.body_html.as_str()).collect();
            assert!(cut.is_empty() || cut == ["0"], "{cut:?}");
            pages += 1;
            after = found.next;
            if after.is_none() {
                break;
            }
        }
        let mut expected = tops.clone();
        if order == ReplyOrder::Newest {
            expected.reverse();
        }
        assert_eq!((pages, read), (3, expected), "{order:?}");
    }

    below.sort();
    let mut read = Vec::new();
    let mut after: Option<String> = None;
    let wide = world.comment(&wide).await;
    loop {
        let part = Part::Under(&wide, after.as_deref());
        let found = page(&world, &talk, ReplyOrder::Oldest, part).await;
        assert!(found.nodes.len() <= 201);
        assert_eq!(found.nodes[0].reply.id, wide.id);
        read.extend(
            found
                .nodes
                .into_iter()
                .skip(1)
                .map(|node| node.reply.body_html),
        );
        after = found.next;
        if after.is_none() {
            break;
        }
    }
    let expected: Vec<String> = below.into_iter().map(|(_, body)| body).collect();
    assert_eq!(read, expected);

    let mut conn = world.app.store.read().await.unwrap();
    let viewer = Viewer::Anonymous;
    let post = world.post(&talk).await;
    let sight = sight(&mut conn, &viewer, place.id()).await.unwrap();
    for bad in [Part::After("'; --"), Part::Under(&wide, Some("'; --"))] {
        let bad = list_replies(&mut conn, &viewer, &sight, &post, ReplyOrder::Oldest, bad);
        assert!(bad.await.unwrap().is_none());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_that_was_swept_is_not_read_again() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    let question = world.ask(&ada, &place, "Q").await;
    let mut tx = world.app.store.begin().await.unwrap();
    for n in 0..1_005 {
        let new = planted(&world, &question, &ben, None, n);
        let made = queries::insert_comment(&mut tx, &new)
            .await
            .unwrap()
            .unwrap();
        queries::set_comment_removed(&mut tx, made.id, Some(world.now()))
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    world.reply(&ada, &question, None, "the answer").await;
    let found = page(&world, &question, ReplyOrder::Best, Part::First).await;
    assert_eq!(texts(&found.nodes), ["-the answer"]);
    assert_eq!(found.next, None);
}
