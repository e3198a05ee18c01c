//! How much one may write in an hour.

use super::world::{World, draft};
use crate::accounts::model::Person;
use crate::app::testing::test_app_with;
use crate::error::{Error, Result};
use crate::posts::actions::{
    ThreadDraft, delete_thread, edit_thread, reply, start_thread, undelete_thread,
};
use crate::posts::model::{Post, ThreadKind};
use crate::voting::actions::vote_on_post;

async fn world(writes: u32) -> World {
    World {
        app: test_app_with(|config| config.rate_limits.writes_per_account = writes).await,
    }
}

fn words(title: &str) -> ThreadDraft {
    ThreadDraft {
        title: title.to_owned(),
        body: "So.".to_owned(),
        ..ThreadDraft::default()
    }
}

fn held_up<T: std::fmt::Debug>(outcome: Result<T>) -> u32 {
    match outcome {
        Err(Error::TooMany { retry_after }) => retry_after,
        other => panic!("not held up: {other:?}"),
    }
}

async fn edit(world: &World, who: &Person, post: &Post, title: &str) -> Result<Post> {
    edit_thread(&world.app, who, post.id, &words(title)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn threads_replies_and_edits_share_one_limit_that_says_when_it_ends() {
    let world = world(4).await;
    let place = world.community("guild").await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    let thread = world.ask(&ada, &place, "First").await;
    world.pass(600);
    world.reply(&ada, &thread, None, "More").await;
    edit(&world, &ada, &thread, "Better").await.unwrap();
    // What is refused or changes nothing does not count.
    edit(&world, &ada, &thread, "Better").await.unwrap();
    assert_eq!(
        edit(&world, &ada, &thread, "").await.unwrap_err().status(),
        422
    );
    assert_eq!(
        edit(&world, &ben, &thread, "Mine")
            .await
            .unwrap_err()
            .status(),
        403
    );
    edit(&world, &ada, &thread, "Best").await.unwrap();

    let (place, kind) = (place.id(), ThreadKind::Question);
    let more = start_thread(&world.app, &ada, place, kind, &words("More")).await;
    assert_eq!(held_up(more), 3000);
    let more = reply(&world.app, &ada, thread.id, None, &draft("And more")).await;
    assert_eq!(held_up(more), 3000);
    assert_eq!(held_up(edit(&world, &ada, &thread, "Worse").await), 3000);
    assert_eq!(world.post(&thread).await.title, "Best", "nothing changed");
    // Everybody may take back their words at any time, but not put them back as often as they like.
    delete_thread(&world.app, &ada, thread.id).await.unwrap();
    assert_eq!(
        held_up(undelete_thread(&world.app, &ada, thread.id).await),
        3000
    );
    start_thread(&world.app, &ben, place, kind, &words("Others"))
        .await
        .unwrap();
    world.pass(3000);
    undelete_thread(&world.app, &ada, thread.id).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn votes_have_a_wider_limit_of_their_own() {
    let world = world(1).await;
    let place = world.community("guild").await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    let thread = world.ask(&ada, &place, "First").await;
    for n in 0..5 {
        world.pass(1);
        let value = if n % 2 == 0 { 1 } else { -1 };
        vote_on_post(&world.app, &ben, thread.id, value)
            .await
            .unwrap();
    }
    assert_eq!(
        held_up(vote_on_post(&world.app, &ben, thread.id, -1).await),
        3596
    );
    assert_eq!(world.post(&thread).await.score, 1);
    world
        .reply(&ben, &thread, None, "Words are counted apart")
        .await;
}
