//! Replies whose parent is not here and cannot be had from its server.

use super::{World, count, id};
use crate::activitypub::fake_http::Reply;
use crate::activitypub::retention::Forget;
use crate::jobs::enqueue;
use chrono::TimeDelta;

#[tokio::test(flavor = "multi_thread")]
async fn replies_whose_parent_cannot_be_fetched_wait_a_day_for_it_to_be_sent() {
    let world = World::new().await;
    let mia = world.person("https://forum.test/u/mia");
    let bo = world.person("https://mastodon.test/users/bo");
    let waiting = async || count(&world.app.store, "SELECT COUNT(*) AS n FROM waiting_acts").await;
    for (tail, status) in [("1", None), ("2", Some(404)), ("3", Some(403))] {
        let thread = mia.thread(world.group(), tail, "Which plane?");
        match status {
            // It can be read, but nobody has sent it to the community that it names.
            None => world.serve(&thread),
            Some(status) => world.app.http.answer(id(&thread), Reply::status(status)),
        }
        let reply = bo.reply(world.group(), tail, id(&thread));
        let line = format!("reply {}", id(&reply));
        world.in_vain(&bo, &bo.does("Create", tail, reply)).await;
        assert_eq!(waiting().await, 1, "{status:?}");
        world.send(&mia, &mia.does("Create", tail, thread)).await;
        let dump = world.dump().await;
        let is_there = dump.iter().any(|each| each.starts_with(&line));
        assert!(is_there, "{status:?}: {dump:#?}");
        assert_eq!(waiting().await, 0, "{status:?}");
    }

    let never = "https://forum.test/post/never";
    world.app.http.answer(never, Reply::status(404));
    let orphan = bo.reply(world.group(), "4", never);
    world.in_vain(&bo, &bo.does("Create", "4", orphan)).await;
    for (hours, left) in [(23, 1), (2, 0)] {
        world.pass(TimeDelta::hours(hours));
        let mut tx = world.app.store.begin().await.unwrap();
        enqueue(&mut tx, &world.app, &Forget::default())
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.work().await;
        assert_eq!(waiting().await, left, "after {hours} hours more");
    }
}
