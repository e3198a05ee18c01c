//! Votes through their actions.

use super::actions::{vote_on_comment, vote_on_post};
use super::model::Cast;
use super::queries::{record_comment_vote, record_post_vote};
use crate::error::{Error, Reason};
use crate::posts::actions::{delete_reply, delete_thread};
use crate::posts::tests::stage::Stage;
use crate::posts::tests::world::World;
use axum::http::StatusCode;

#[tokio::test(flavor = "multi_thread")]
async fn fifty_votes_at_once_are_one() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    let thread = world.ask(&ada, &place, "Q").await;
    let answer = world.reply(&ada, &thread, None, "a").await;
    let votes = (0..50).map(|n| {
        let (app, ben, post, comment) = (world.app.clone(), ben.clone(), thread.id, answer.id);
        tokio::spawn(async move {
            if n % 2 == 0 {
                vote_on_post(&app, &ben, post, 1).await.map(drop)
            } else {
                vote_on_comment(&app, &ben, comment, -1).await.map(drop)
            }
        })
    });
    for vote in votes.collect::<Vec<_>>() {
        vote.await.unwrap().unwrap();
    }
    let post = world.post(&thread).await;
    assert_eq!((post.up_votes, post.down_votes, post.score), (1, 0, 1));
    let comment = world.comment(&answer).await;
    assert_eq!(
        (comment.up_votes, comment.down_votes, comment.score),
        (0, 1, -1)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_vote_stays_withdrawn_when_an_older_one_arrives() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let (ada, zoe) = (world.person("ada").await, world.stranger("zoe").await);
    let thread = world.ask(&ada, &place, "Q").await;
    let answer = world.reply(&ada, &thread, None, "a").await;
    let early = Some(world.now());
    world.pass(5);
    let late = Some(world.now());
    let acts = [
        (Cast { value: 0, at: late }, 0),
        (
            Cast {
                value: 1,
                at: early,
            },
            0,
        ),
        (
            Cast {
                value: -1,
                at: None,
            },
            -1,
        ),
        (Cast { value: 1, at: late }, 1),
        (Cast { value: 0, at: late }, 0),
    ];
    for (cast, score) in acts {
        let mut tx = world.app.store.begin().await.unwrap();
        record_post_vote(&mut tx, zoe.id(), thread.id, cast)
            .await
            .unwrap();
        record_comment_vote(&mut tx, zoe.id(), answer.id, thread.id, cast)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(world.post(&thread).await.score, score, "{cast:?}");
        assert_eq!(world.comment(&answer).await.score, score, "{cast:?}");
    }
    let rank = crate::posts::model::hot_rank(0, thread.published_at);
    assert_eq!(world.post(&thread).await.hot_rank, rank);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_votes_on_their_own_words_or_on_what_is_gone() {
    let world = World::new().await;
    let app = &world.app;
    let place = world.community("luthiers").await;
    let (ada, ben, fay) = (
        world.person("ada").await,
        world.person("ben").await,
        world.person("fay").await,
    );
    world.ban(&place, &fay).await;
    let thread = world.ask(&ada, &place, "Q").await;
    let answer = world.reply(&ben, &thread, None, "a").await;
    let reason = |error: Error| match error {
        Error::Refused(reason) => reason,
        other => panic!("{other:?}"),
    };
    let refused = |result: Result<_, Error>| {
        reason(result.map(|_: super::model::VoteChange| ()).unwrap_err())
    };
    assert_eq!(
        refused(vote_on_post(app, &ada, thread.id, 1).await),
        Reason::Oneself
    );
    assert_eq!(
        refused(vote_on_comment(app, &ben, answer.id, 1).await),
        Reason::Oneself
    );
    assert_eq!(
        refused(vote_on_post(app, &fay, thread.id, 1).await),
        Reason::Banned
    );
    delete_reply(app, &ben, answer.id).await.unwrap();
    assert_eq!(
        refused(vote_on_comment(app, &ada, answer.id, 1).await),
        Reason::Deleted
    );
    delete_thread(app, &ada, thread.id).await.unwrap();
    assert_eq!(
        refused(vote_on_post(app, &ben, thread.id, 1).await),
        Reason::Deleted
    );
    assert_eq!(world.post(&thread).await.score, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn votes_are_cast_and_taken_back_on_the_threads_page() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Glue?").await;
    let answer = stage.reply(&ben, &thread, None, "Hide glue.").await;
    let below = stage.reply(&ada, &thread, Some(&answer), "Thanks.").await;
    let mut browser = stage.signed_in("ben").await;
    for path in [thread.path(), format!("/comment/{}", below.public_id)] {
        let action = format!("{path}/vote");
        for (pressed, figure) in [("1", "1"), ("-1", "−1"), ("0", "0")] {
            let page = browser.get(&thread.path()).await;
            let voted = browser.submit(&page, &action, &[("score", pressed)]).await;
            assert_eq!(voted.status, StatusCode::SEE_OTHER, "{}", voted.body);
            let page = browser.get(voted.location()).await;
            let shown = page.texts(&format!("form[action=\"{action}\"] b"));
            assert_eq!(shown, [format!("Votes: {figure}")], "{path} {pressed}");
        }
    }
    // Nobody votes on their own words, and visitors see the figure alone.
    let page = browser.get(&thread.path()).await;
    assert!(!page.has(&format!("/comment/{}/vote", answer.public_id)));
    let page = stage.visitor().get(&thread.path()).await;
    assert!(!page.has("/vote\"") && page.has("Votes: "));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_gets_the_part_it_asked_for_or_a_word_why_not() {
    let stage = Stage::new().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Glue?").await;
    let answer = stage.reply(&ada, &thread, None, "Hide glue.").await;
    let below = stage.reply(&ada, &thread, Some(&answer), "Warm it.").await;
    let mut browser = stage.signed_in("ben").await;
    let page = browser.get(&thread.path()).await;
    let token = page.value("csrf").unwrap();
    browser.headers.push(("hx-request", "true".into()));
    for (id, class) in [
        (&answer.public_id, "class=\"post-votes\""),
        (&below.public_id, "class=\"votes\""),
    ] {
        let action = format!("/comment/{id}/vote");
        let fields = [("csrf", token.as_str()), ("score", "1")];
        let part = browser.post(&action, &fields).await;
        assert_eq!(part.status, StatusCode::OK);
        assert!(part.has(&format!("id=\"v-{id}\"")) && part.has(class));
        assert!(!part.has("<html"));
    }
    let action = format!("/comment/{}/vote", answer.public_id);
    let order = crate::moderation::actions::BanOrder::default();
    crate::moderation::actions::ban(&stage, &ada, place.id(), &ben, &order)
        .await
        .unwrap();
    for (fields, status) in [
        ([("csrf", token.as_str()), ("score", "1")], 403),
        ([("csrf", token.as_str()), ("score", "7")], 422),
        ([("csrf", "wrong"), ("score", "1")], 403),
    ] {
        let word = browser.post(&action, &fields).await;
        assert_eq!(word.status.as_u16(), status);
        assert_eq!(word.headers["hx-retarget"], "#toast");
        assert!(
            word.has("role=\"alert\"") && !word.has("<html"),
            "{}",
            word.body
        );
    }
    browser.cookies.remove("__Host-session");
    let word = browser.post(&action, &[("score", "1")]).await;
    assert_eq!(word.status, StatusCode::UNAUTHORIZED);
    assert!(word.has("/login?next="), "{}", word.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_part_and_the_word_why_not_are_in_the_language_of_the_reader() {
    let stage = Stage::new().await;
    let (ada, _) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.community(&ada, "luthiers").await;
    let thread = stage.ask(&ada, &place, "Leim?").await;
    let mut browser = stage.signed_in("ben").await;
    let token = browser.get(&thread.path()).await.value("csrf").unwrap();
    let german = ("accept-language", "de".to_owned());
    browser.headers = vec![("hx-request", "true".into()), german];
    let action = format!("{}/vote", thread.path());
    let fields = [("csrf", token.as_str()), ("score", "1")];
    let part = browser.post(&action, &fields).await;
    assert_eq!(part.status, StatusCode::OK, "{}", part.body);
    assert!(part.has("aria-label=\"Dafür stimmen\""), "{}", part.body);
    assert!(part.has("Stimmen:") && !part.has("Vote"), "{}", part.body);
    let fields = [("csrf", token.as_str()), ("score", "7")];
    let word = browser.post(&action, &fields).await;
    assert_eq!(word.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(word.has("Eine Stimme ist -1, 0 oder 1."), "{}", word.body);
    assert!(!word.has("vote"), "{}", word.body);
}
