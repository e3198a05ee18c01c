//! Collections that never end, go round, or lead elsewhere (safety.md O-20, R-08).

use super::{World, id};
use crate::accounts::model::Viewer;
use crate::activitypub::fake_http::Reply;
use crate::posts::actions::ask_for_replies;
use crate::posts::queries::post_by_ap_id;
use chrono::TimeDelta;
use serde_json::{Value, json};

fn fetches(world: &World, host: &str) -> usize {
    let sent = world.app.http.sent();
    sent.iter()
        .filter(|sent| sent.url.host_str() == Some(host))
        .count()
}

fn collection(id: &str, items: &[Value], next: &str) -> Reply {
    Reply::json(&json!({
        "id": id, "type": "OrderedCollection", "totalItems": 1_000_000,
        "orderedItems": items, "next": next,
    }))
}

fn crowd(host: &str, path: &str) -> Vec<Value> {
    (0..2000)
        .map(|n| json!(format!("https://{host}/{path}/{n}")))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn collections_without_end_are_read_a_little() {
    let world = World::new().await;
    let group = "https://forum.test/c/wood";
    for (name, items) in [
        ("outbox", crowd("posts.test", "post")),
        ("featured", crowd("pins.test", "post")),
        ("moderators", crowd("people.test", "u")),
    ] {
        let at = format!("{group}/{name}");
        // The next page is on a server that has nothing to say here.
        let next = format!("https://mallory.test/{name}/2");
        world.app.http.answer(&at, collection(&at, &items, &next));
    }
    world.followed_group(group).await;
    for (host, most) in [("posts.test", 50), ("pins.test", 10), ("people.test", 100)] {
        let asked = fetches(&world, host);
        assert!(asked <= most, "{host}: {asked}");
    }
    assert!(
        fetches(&world, "posts.test") > 0,
        "what is there is looked at"
    );
    assert_eq!(fetches(&world, "mallory.test"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_that_go_on_for_ever_or_round_in_a_circle_end() {
    let world = World::new().await;
    let mia = world.person("https://endless.test/u/mia");
    let group = "https://endless.test/c/wood";
    let first = mia.thread(group, "0", "Thread number 0");
    let page = |n: usize| match n {
        0 => format!("{group}/outbox"),
        n => format!("{group}/outbox?page={n}"),
    };
    for n in 0..100 {
        let thread = mia.thread(group, &n.to_string(), &format!("Thread number {n}"));
        world.serve(&thread);
        let items = [json!(id(&thread))];
        let reply = collection(&page(n), &items, &page(n + 1));
        world.app.http.answer(&page(n), reply);
    }
    let round = "https://round.test/c/wood";
    let (here, there) = (format!("{round}/outbox"), format!("{round}/outbox?page=2"));
    for (at, next) in [(&here, &there), (&there, &here)] {
        world.app.http.answer(at, collection(at, &[], next));
    }
    world.followed_group(group).await;
    world.followed_group(round).await;
    let pages = |host: &str| {
        let sent = world.app.http.sent();
        let pages = sent.iter().filter(|sent| sent.url.host_str() == Some(host));
        pages
            .filter(|sent| sent.url.path().ends_with("/outbox"))
            .count()
    };
    for host in ["endless.test", "round.test"] {
        let read = pages(host);
        assert!((1..=10).contains(&read), "{host}: {read} pages");
    }
    let dump = world.dump().await;
    let threads = dump
        .iter()
        .filter(|line| line.starts_with("thread"))
        .count();
    assert!((1..=10).contains(&threads), "{threads} threads");
    let filed = format!("thread {} in {group}", id(&first));
    assert!(
        dump.iter().any(|line| line.starts_with(&filed)),
        "{dump:#?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_hangs_deep_in_another_thread_is_not_climbed_because_a_list_names_it() {
    let world = World::new().await;
    let forum = world.followed_group("https://forum.test/c/wood").await;
    let mia = world.person("https://forum.test/u/mia");
    let cid = world.person("https://chain.test/u/cid");
    let mut thread = mia.thread(&forum.id, "1", "Which plane?");
    thread["replies"] = json!({
        "type": "Collection", "items": ["https://chain.test/u/cid/comment/0"],
    });
    for n in 0..60 {
        let parent = format!("https://chain.test/u/cid/comment/{}", n + 1);
        world.serve(&cid.reply(&forum.id, &n.to_string(), &parent));
    }
    world.serve(&thread);
    let create = mia.does("Create", "1", thread.clone());
    world.send(&forum, &forum.announces("1", &create)).await;
    let post = {
        let mut conn = world.app.store.read().await.unwrap();
        post_by_ap_id(&mut conn, &Viewer::System, id(&thread)).await
    };
    ask_for_replies(&world.app, &post.unwrap().unwrap())
        .await
        .unwrap();
    for _ in 0..20 {
        world.pass(TimeDelta::minutes(1));
        world.work().await;
    }
    let asked = world.app.http.sent();
    let climbed = asked
        .iter()
        .filter(|sent| sent.url.path().contains("/comment/"));
    assert_eq!(climbed.count(), 6, "what is named, and five above it");
    let dump = world.dump().await;
    assert!(!dump.iter().any(|line| line.starts_with("reply")));
}
