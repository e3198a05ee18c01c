//! What people of other servers are told of what moderators here do with what they wrote.

use super::{Remote, World};
use crate::communities::tests::follows::set_software;
use crate::communities::tests::{inboxes, said};
use crate::moderation::actions::{Grounds, remove, restore_post};
use crate::moderation::model::Target;
use crate::posts::actions::arrivals::find_thing;
use chrono::TimeDelta;
use serde_json::Value;

/// The key of a thread that somebody there began in the community here.
async fn begins(world: &World, who: &Remote, tail: &str) -> crate::ids::PostId {
    let thread = who.thread(world.group(), tail, "Cheap bows");
    let address = super::id(&thread).to_owned();
    world.send(who, &who.does("Create", tail, thread)).await;
    let mut conn = world.app.store.read().await.unwrap();
    let found = find_thing(&mut conn, &address).await.unwrap();
    found.unwrap().post.id
}

async fn a_while(world: &World) {
    world.pass(TimeDelta::minutes(2));
    world.work().await;
}

/// Private words, by whom, and where they go.
async fn words(world: &World) -> Vec<(Value, String, Vec<String>)> {
    let mut words = Vec::new();
    for act in said(&world.app).await {
        let content = act["object"]["content"].as_str().unwrap_or_default();
        if act["type"] == "Create" && content.contains("was re") {
            let to = inboxes(&world.app, &act["id"]).await;
            words.push((act["actor"].clone(), content.to_owned(), to));
        }
    }
    words
}

#[tokio::test(flavor = "multi_thread")]
async fn an_author_elsewhere_is_told_why_something_was_removed_and_what_to_do() {
    let world = World::new().await;
    let bo = world.person("https://mastodon.test/users/bo");
    let lena = world.person("https://lemmy.test/u/lena");
    for (who, tail) in [(&bo, "1"), (&lena, "2")] {
        let thread = begins(&world, who, tail).await;
        set_software(&world.app, "mastodon.test", "mastodon").await;
        set_software(&world.app, "lemmy.test", "lemmy").await;
        let before = words(&world).await.len();
        let why = Grounds::from("Trade");
        let what = Target::Post(thread);
        remove(&world.app, &world.ada, what, &why).await.unwrap();
        a_while(&world).await;
        let told = words(&world).await.split_off(before);
        let [(by, said, to)] = &told[..] else {
            panic!("one word to one person: {told:?}");
        };
        // Microblogs take private words of the community, forums those of a person.
        assert_eq!(by == world.group(), tail == "1", "{by}");
        assert_eq!(*to, [format!("{}/inbox", who.id)]);
        for part in ["was removed", "Why: Trade", "/appeal/link/"] {
            assert!(said.contains(part), "{part}: {said}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_reversed_at_once_is_not_told_elsewhere_as_if_it_stood() {
    let world = World::new().await;
    let bo = world.person("https://mastodon.test/users/bo");
    let thread = begins(&world, &bo, "1").await;
    set_software(&world.app, "mastodon.test", "mastodon").await;
    let why = Grounds::from("Trade");
    let what = Target::Post(thread);
    remove(&world.app, &world.ada, what, &why).await.unwrap();
    restore_post(&world.app, &world.ada, thread, "")
        .await
        .unwrap();
    a_while(&world).await;
    let told = words(&world).await;
    let removed = told.iter().filter(|(_, said, _)| said.contains("removed"));
    assert_eq!(removed.count(), 0, "{told:?}");
}
