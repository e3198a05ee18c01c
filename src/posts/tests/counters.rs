//! Counters equal a recount, whatever happened.

use super::world::World;
use crate::accounts::queries::find_person;
use crate::communities::actions::follow;
use crate::communities::queries::find_community;
use crate::ids::CommentId;
use crate::membership::model::Role;
use crate::posts::actions::*;
use crate::posts::model::{Comment, Fate, Post, ReplyKind, ThreadKind};
use crate::posts::queries;
use crate::q;
use crate::store::columns;
use crate::store::schema::{comments, posts};
use crate::voting::actions::{vote_on_comment, vote_on_post};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// Everything that counts, as text that can be compared.
async fn counters(world: &World) -> String {
    let mut conn = world.app.store.read().await.unwrap();
    let conn = &mut conn;
    let threads: Vec<Post> = q!(conn, {
        posts::table
            .order(posts::id)
            .select(columns::<Post>())
            .load(conn)
            .await
            .unwrap()
    });
    let replies: Vec<Comment> = q!(conn, {
        comments::table
            .order(comments::id)
            .select(columns::<Comment>())
            .load(conn)
            .await
            .unwrap()
    });
    let mut text = String::new();
    for t in &threads {
        let author = find_person(conn, t.author_id).await.unwrap().account;
        let place = find_community(conn, t.community_id).await.unwrap().row;
        text += &format!(
            "thread {} replies {} answers {} votes {} {} {} rank {} accepted {:?} active {} | author {} {} | community {} {} {}\n",
            t.id,
            t.comment_count,
            t.answer_count,
            t.up_votes,
            t.down_votes,
            t.score,
            t.hot_rank,
            t.accepted_comment_id,
            t.last_activity_at.wire(),
            author.post_count,
            author.comment_count,
            place.post_count,
            place.comment_count,
            place.follower_count,
        );
    }
    for r in &replies {
        let author = find_person(conn, r.author_id).await.unwrap().account;
        text += &format!(
            "reply {} children {} votes {} {} {} | author {} {}\n",
            r.id,
            r.child_count,
            r.up_votes,
            r.down_votes,
            r.score,
            author.post_count,
            author.comment_count,
        );
    }
    text
}

async fn compare(world: &World, after: &str) -> String {
    let kept = counters(world).await;
    let mut tx = world.app.store.begin().await.unwrap();
    queries::recount(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(kept, counters(world).await, "after {after}");
    kept
}

#[tokio::test(flavor = "multi_thread")]
async fn counters_equal_a_recount_of_what_is_visible() {
    let world = World::new().await;
    let app = &world.app;
    let place = world.community("luthiers").await;
    let (ada, ben, eva) = (
        world.person("ada").await,
        world.person("ben").await,
        world.person("eva").await,
    );
    world.join(&place, &eva, Role::Convener).await;
    let question = world.ask(&ada, &place, "Q").await;
    let other = world.begin(&ben, &place, ThreadKind::Article, "A").await;
    world.pass(10);
    let answer = world.reply(&ben, &question, None, "a").await;
    world.pass(10);
    let below = world.reply(&ada, &question, Some(&answer), "b").await;
    let second = world.reply(&eva, &question, None, "c").await;
    world.reply(&eva, &other, None, "d").await;
    compare(&world, "writing").await;

    vote_on_post(app, &ben, question.id, 1).await.unwrap();
    vote_on_post(app, &eva, question.id, -1).await.unwrap();
    world.pass(1);
    vote_on_post(app, &eva, question.id, 1).await.unwrap();
    vote_on_comment(app, &ada, answer.id, 1).await.unwrap();
    vote_on_comment(app, &eva, answer.id, -1).await.unwrap();
    assert_eq!(world.post(&question).await.score, 2);
    assert_eq!(world.comment(&answer).await.score, 0);
    compare(&world, "voting").await;

    accept_answer(app, &ada, question.id, answer.id)
        .await
        .unwrap();
    world.pass(1);
    let full = compare(&world, "accepting").await;

    // Each is undone afterwards, and everything is as it was.
    let now = Some(world.now());
    for step in ["delete", "remove", "both", "hold", "kind"] {
        for id in [answer.id, below.id, second.id] {
            change(&world, id, step, now).await;
            compare(&world, step).await;
        }
        for id in [second.id, answer.id, below.id] {
            change(&world, id, step, None).await;
            compare(&world, step).await;
        }
        assert_eq!(full, counters(&world).await, "{step} and back");
    }
    delete_thread(app, &ada, question.id).await.unwrap();
    let mut tx = app.store.begin().await.unwrap();
    queries::set_post_removed(&mut tx, question.id, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let gone = compare(&world, "deleting and removing a thread").await;
    undelete_thread(app, &ada, question.id).await.unwrap();
    assert_eq!(
        gone,
        counters(&world).await,
        "what is removed stays out of sight"
    );
    let mut tx = app.store.begin().await.unwrap();
    queries::set_post_removed(&mut tx, question.id, None)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(full, counters(&world).await);
}

async fn change(world: &World, id: CommentId, step: &str, at: Option<crate::store::Time>) {
    let mut tx = world.app.store.begin().await.unwrap();
    if matches!(step, "delete" | "both") {
        let fate = Fate {
            deleted: at.is_some(),
            at,
            now: world.now(),
        };
        queries::set_comment_fate(&mut tx, id, fate).await.unwrap();
    }
    if matches!(step, "remove" | "both") {
        queries::set_comment_removed(&mut tx, id, at).await.unwrap();
    }
    if step == "hold" {
        queries::set_comment_held(&mut tx, id, at).await.unwrap();
    }
    let nested = queries::lock_comment(&mut tx, id)
        .await
        .unwrap()
        .parent_id
        .is_some();
    if step == "kind" && !nested {
        let kind = if at.is_some() {
            ReplyKind::Comment
        } else {
            ReplyKind::Answer
        };
        queries::set_comment_kind(&mut tx, id, kind, world.now(), "v")
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_choice_of_an_answer_wins_in_any_order() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let ada = world.person("ada").await;
    let (t1, t2) = (world.now(), {
        world.pass(60);
        world.now()
    });
    let second = chrono::TimeDelta::seconds(1);
    // Acts in the order of their arrival: accepted or let go, which answer, when; and what stands then.
    let cases: [(&str, Vec<(bool, usize, _)>, Option<usize>); 6] = [
        ("in order", vec![(true, 0, t1), (true, 1, t2)], Some(1)),
        ("late", vec![(true, 1, t2), (true, 0, t1)], Some(1)),
        ("withdrawn", vec![(false, 0, t2), (true, 0, t1)], None),
        (
            "at one instant",
            vec![(false, 1, t1), (true, 1, t1)],
            Some(1),
        ),
        (
            "an earlier one does not come up again",
            vec![(true, 0, t1), (false, 1, t2), (true, 1, t2.minus(second))],
            None,
        ),
        (
            "letting one go says nothing of the other",
            vec![(true, 1, t1), (false, 0, t2)],
            Some(1),
        ),
    ];
    for (name, acts, expected) in cases {
        let question = world.ask(&ada, &place, name).await;
        let answers = [
            world.reply(&ada, &question, None, "one").await,
            world.reply(&ada, &question, None, "two").await,
        ];
        for (accept, n, at) in acts {
            let mut tx = world.app.store.begin().await.unwrap();
            let choice = queries::NewChoice {
                answer: answers[n].id,
                accept,
                by: ada.id(),
                at,
                ap_id: None,
            };
            queries::choose_answer(&mut tx, question.id, choice)
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
        let chosen = world.post(&question).await.accepted_comment_id;
        assert_eq!(chosen, expected.map(|n| answers[n].id), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hidden_answer_is_accepted_again_when_it_comes_back() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    let question = world.ask(&ada, &place, "Q").await;
    let answer = world.reply(&ben, &question, None, "a").await;
    accept_answer(&world.app, &ada, question.id, answer.id)
        .await
        .unwrap();
    delete_reply(&world.app, &ben, answer.id).await.unwrap();
    assert_eq!(world.post(&question).await.accepted_comment_id, None);
    undelete_reply(&world.app, &ben, answer.id).await.unwrap();
    assert_eq!(
        world.post(&question).await.accepted_comment_id,
        Some(answer.id)
    );
    world.pass(1);
    unaccept_answer(&world.app, &ada, question.id)
        .await
        .unwrap();
    unaccept_answer(&world.app, &ada, question.id)
        .await
        .unwrap();
    assert_eq!(world.post(&question).await.accepted_comment_id, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_mends_every_counter_while_others_write() {
    let world = World::new().await;
    let app = &world.app;
    let place = world.community("luthiers").await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    follow(app, &ben, &place).await.unwrap();
    for n in 0..3 {
        let thread = world.ask(&ada, &place, &format!("Q{n}")).await;
        let answer = world.reply(&ben, &thread, None, "a").await;
        world.reply(&ada, &thread, Some(&answer), "b").await;
        vote_on_post(app, &ben, thread.id, 1).await.unwrap();
        vote_on_comment(app, &ada, answer.id, -1).await.unwrap();
        accept_answer(app, &ada, thread.id, answer.id)
            .await
            .unwrap();
    }
    let right = counters(&world).await;
    let mut tx = app.store.begin().await.unwrap();
    for statement in [
        "UPDATE comments SET child_count = 7, up_votes = 7, down_votes = 7, score = 7",
        "UPDATE posts SET comment_count = 7, answer_count = 7, up_votes = 7, down_votes = 7, score = 7, hot_rank = 7",
        "UPDATE posts SET last_activity_at = published_at",
        "UPDATE accounts SET post_count = 7, comment_count = 7",
        "UPDATE communities SET post_count = 7, comment_count = 7, follower_count = 7",
    ] {
        let conn = &mut *tx;
        q!(conn, {
            diesel::sql_query(statement).execute(conn).await.unwrap()
        });
    }
    tx.commit().await.unwrap();
    assert_ne!(right, counters(&world).await);
    let done = recompute_counts(app).await.unwrap();
    assert_eq!((done.threads, done.replies, done.communities), (3, 6, 1));
    assert_eq!(right, counters(&world).await);

    let writing = async {
        for n in 0..20 {
            let thread = world.ask(&ada, &place, &format!("More {n}")).await;
            world.reply(&ben, &thread, None, "a").await;
        }
    };
    let counting = async {
        for _ in 0..5 {
            recompute_counts(app).await.unwrap();
        }
    };
    tokio::join!(writing, counting);
    compare(&world, "writing and counting at once").await;
}
