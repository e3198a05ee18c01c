//! Where things belong: messages, questions, what waits for something else, and what other servers hold.

use super::{Remote, World, count, id};
use crate::accounts::model::Viewer;
use crate::accounts::queries::person_by_ap_id;
use crate::activitypub::fake_http::Reply;
use crate::activitypub::retention::Forget;
use crate::communities::tests::follows::set_software;
use crate::moderation::actions::{BanOrder, Grounds, ban, remove};
use crate::moderation::model::Target;
use crate::posts::actions::{
    ReplyDraft, ThreadDraft, ask_for_replies, edit_thread, reply, start_thread,
};
use crate::posts::model::{Post, ThreadKind};
use crate::posts::queries::post_by_ap_id;
use chrono::TimeDelta;
use serde_json::{Value, json};

async fn stored(world: &World, ap_id: &str) -> Option<Post> {
    let mut conn = world.app.store.read().await.unwrap();
    post_by_ap_id(&mut conn, &Viewer::System, ap_id)
        .await
        .unwrap()
}

async fn has(world: &World, start: &str, words: &str) -> bool {
    let dump = world.dump().await;
    dump.iter()
        .any(|line| line.starts_with(start) && line.contains(words))
}

async fn question(world: &World) -> Post {
    let draft = ThreadDraft {
        title: "How thick is the top?".into(),
        body: "In the middle.".into(),
        ..ThreadDraft::default()
    };
    start_thread(
        &world.app,
        &world.ada,
        world.luthiers.id(),
        ThreadKind::Question,
        &draft,
    )
    .await
    .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_answer_is_a_message_whatever_it_mentions() {
    let world = World::new().await;
    let bo = world.person("https://mastodon.test/users/bo");
    let question = question(&world).await;
    let note = json!({
        "id": "https://mastodon.test/users/bo/1", "type": "Note", "attributedTo": bo.id,
        "to": [world.ada.actor.ap_id, world.group()], "cc": [], "inReplyTo": question.ap_id,
        "content": "<p>psst</p>", "published": "2026-06-01T11:00:00Z",
        "tag": [
            {"type": "Mention", "href": world.ada.actor.ap_id, "name": "@ada"},
            {"type": "Mention", "href": world.group(), "name": "@luthiers"},
        ],
    });
    world.send(&bo, &bo.does("Create", "1", note.clone())).await;
    assert!(has(&world, "message https://mastodon.test/users/bo/1", "psst").await);
    assert!(!has(&world, "reply", "psst").await);
    // Followers only, and nobody of us is named: it is nothing for the open.
    let mut narrow = note.clone();
    narrow["id"] = json!("https://mastodon.test/users/bo/2");
    narrow["to"] = json!(["https://mastodon.test/users/bo/followers", world.group()]);
    narrow["tag"] = json!([]);
    world.in_vain(&bo, &bo.does("Create", "2", narrow)).await;
    // Its author takes it back; nobody else can.
    let mallory = world.person("https://mastodon.test/users/mallory");
    world
        .in_vain(&mallory, &mallory.does("Delete", "3", json!(id(&note))))
        .await;
    let delete = bo.does("Delete", "3", json!(id(&note)));
    world.send(&bo, &delete).await;
    let message = "message https://mastodon.test/users/bo/1";
    assert!(has(&world, message, "deleted").await);
    // So it is with bringing it back, which Lemmy's people can.
    let forged = mallory.does("Delete", "4", json!(id(&note)));
    let forged = mallory.does("Undo", "5", forged);
    world.in_vain(&mallory, &forged).await;
    world.send(&bo, &bo.does("Undo", "4", delete)).await;
    assert!(has(&world, message, "psst").await && !has(&world, message, "deleted").await);
}

/// What the community said to single people: to whom, and in which words.
pub(super) async fn explained(world: &World) -> Vec<(Value, String)> {
    let said = crate::communities::tests::said(&world.app).await;
    said.iter()
        .filter(|act| act["actor"] == world.group() && act["type"] == "Create")
        .map(|act| {
            let words = act["object"]["content"].as_str().unwrap();
            (act["to"].clone(), words.to_owned())
        })
        .collect()
}

/// A thread that is refused, and all that follows from it.
pub(super) async fn refused(world: &World, by: &Remote, tail: &str) {
    let thread = by.thread(world.group(), tail, "May I begin this?");
    world.send(by, &by.does("Create", tail, thread)).await;
    for (host, software) in [("mastodon.test", "mastodon"), ("lemmy.test", "lemmy")] {
        set_software(&world.app, host, software).await;
    }
    world.pass(TimeDelta::minutes(2));
    world.work().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn microblogs_are_told_once_that_only_conveners_begin_threads() {
    let world = World::new().await;
    world
        .set("UPDATE communities SET post_policy = 'conveners'")
        .await;
    let bo = world.person("https://mastodon.test/users/bo");
    let lena = world.person("https://lemmy.test/u/lena");
    // Nobody gets a message for following.
    world
        .send(&bo, &bo.does("Follow", "f", json!(world.group())))
        .await;
    refused(&world, &lena, "1").await;
    assert!(explained(&world).await.is_empty());

    refused(&world, &bo, "1").await;
    let told = explained(&world).await;
    assert_eq!(told.len(), 1, "{told:?}");
    let (to, words) = &told[0];
    assert_eq!(*to, json!([bo.id]));
    for part in [
        "Rust practitioners",
        "only its conveners and moderators begin threads",
        "answer in its threads",
        "https://guild.example/c/luthiers",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
    let said = crate::communities::tests::said(&world.app).await;
    let create = said.iter().rev().find(|act| act["type"] == "Create");
    let create = create.unwrap();
    let note = &create["object"];
    assert_eq!(note["tag"][0]["href"], bo.id);
    assert_eq!(note["inReplyTo"], format!("{}/post/1", bo.id));
    assert_eq!(note["attributedTo"], world.group());
    let inboxes = crate::communities::tests::inboxes(&world.app, &create["id"]).await;
    assert_eq!(inboxes, [format!("{}/inbox", bo.id)]);

    refused(&world, &bo, "2").await;
    world.pass(TimeDelta::days(6));
    refused(&world, &bo, "3").await;
    assert_eq!(explained(&world).await.len(), 1);
    world.pass(TimeDelta::days(1));
    refused(&world, &bo, "4").await;
    assert_eq!(explained(&world).await.len(), 2);
    assert!(!has(&world, "thread", "May I begin this?").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn microblogs_are_not_told_to_follow_what_only_members_read() {
    let world = World::new().await;
    world
        .set("UPDATE communities SET read_policy = 'members', join_policy = 'application'")
        .await;
    let bo = world.person("https://mastodon.test/users/bo");
    refused(&world, &bo, "1").await;
    world
        .set("UPDATE communities SET join_policy = 'closed'")
        .await;
    world.pass(TimeDelta::days(7));
    refused(&world, &bo, "2").await;
    let told = explained(&world).await;
    assert_eq!(told.len(), 2, "{told:?}");
    for ((_, words), way_on) in told.iter().zip(["how to join", "takes no new members"]) {
        for part in ["only its members begin threads", way_on, "/c/luthiers/join"] {
            assert!(words.contains(part), "{part}: {words}");
        }
        assert!(!words.contains("You can follow it"), "{words}");
    }
    let person = {
        let mut conn = world.app.store.read().await.unwrap();
        person_by_ap_id(&mut conn, &bo.id).await.unwrap().unwrap()
    };
    let (order, place) = (BanOrder::default(), world.luthiers.id());
    ban(&world.app, &world.ada, place, &person, &order)
        .await
        .unwrap();
    world.pass(TimeDelta::days(7));
    refused(&world, &bo, "3").await;
    let (_, words) = explained(&world).await.pop().unwrap();
    assert!(words.contains("you are banned there"), "{words}");
    assert!(!words.contains("modlog"), "it is for members: {words}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_that_is_for_this_server_only_answers_nobody_elsewhere() {
    let world = World::new().await;
    world
        .set("UPDATE communities SET post_policy = 'conveners', read_policy = 'server'")
        .await;
    let bo = world.person("https://mastodon.test/users/bo");
    refused(&world, &bo, "1").await;
    assert!(explained(&world).await.is_empty());
    world
        .set("UPDATE communities SET read_policy = 'unlisted'")
        .await;
    refused(&world, &bo, "2").await;
    assert_eq!(explained(&world).await.len(), 1, "others may know of it");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_microblog_warns_of_is_folded_on_every_page() {
    let world = World::new().await;
    let bo = world.person("https://mastodon.test/users/bo");
    let mut thread = bo.thread(world.group(), "1", "");
    thread["type"] = json!("Note");
    thread["name"] = json!(null);
    thread["content"] = json!("<p>The blood is on the chisel</p>");
    thread["sensitive"] = json!(true);
    thread["summary"] = json!("A bad cut");
    thread["attachment"] = json!([{
        "type": "Document", "mediaType": "image/jpeg", "url": "https://mastodon.test/m/1.jpg",
        "name": "A gory gash",
    }]);
    world
        .send(&bo, &bo.does("Create", "1", thread.clone()))
        .await;
    let post = stored(&world, id(&thread)).await.unwrap();
    assert_eq!((post.title.as_str(), post.url), ("A bad cut", None));
    let (_, list) = world.get("/c/luthiers", "text/html").await;
    assert!(list.contains("A bad cut"), "{list}");
    assert!(!list.contains("chisel") && !list.contains("gory"), "{list}");
    let path = format!("/post/{}", post.public_id);
    let (_, page) = world.get(&path, "text/html").await;
    let fold = page.split_once("<details><summary>A bad cut</summary>");
    let (fold, _) = fold.unwrap().1.split_once("</details>").unwrap();
    assert!(fold.contains("The blood is on the chisel"), "{fold}");
    assert!(
        fold.contains("href=\"https://mastodon.test/m/1.jpg\""),
        "{fold}"
    );
    assert!(fold.contains(">A gory gash</a>"), "{fold}");
    let before = page.split("<details><summary>").next().unwrap();
    assert!(!before.contains("chisel"), "{before}");

    // An edit takes the warning away.
    thread["sensitive"] = json!(false);
    thread["summary"] = json!(null);
    thread["updated"] = json!("2026-05-02T10:00:00Z");
    world.send(&bo, &bo.does("Update", "2", thread)).await;
    assert!(has(&world, "thread", "The blood is on the chisel").await);
    assert!(!has(&world, "thread", "<details>").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_accepted_answer_makes_a_question() {
    let world = World::new().await;
    let group = world.followed_group("https://piefed.test/c/wood").await;
    let lena = world.person("https://piefed.test/u/lena");
    let thread = lena.thread(&group.id, "1", "Local question");
    let first = lena.reply(&group.id, "2", id(&thread));
    let second = lena.reply(&group.id, "3", id(&thread));
    for (n, object) in [&thread, &first, &second].into_iter().enumerate() {
        let create = lena.does("Create", &n.to_string(), object.clone());
        world
            .send(&group, &group.announces(&n.to_string(), &create))
            .await;
    }
    assert!(has(&world, "thread", "discussion Local question").await);
    let choose = |n: &str, object: &Value, at: &str| {
        let mut act = lena.does("ChooseAnswer", n, json!(id(object)));
        act["published"] = json!(at);
        act
    };
    let chosen = choose("a", &first, "2026-05-02T10:00:00Z");
    world.send(&group, &group.announces("a", &chosen)).await;
    assert!(has(&world, "thread", &format!("accepted {}", id(&first))).await);
    assert!(has(&world, "thread", "question Local question").await);
    assert!(has(&world, &format!("reply {}", id(&second)), " answer ").await);
    // Another is chosen, and let go: the first does not come up again.
    let other = choose("b", &second, "2026-05-02T11:00:00Z");
    world.send(&group, &group.announces("b", &other)).await;
    assert!(has(&world, "thread", &format!("accepted {}", id(&second))).await);
    let mut undo = lena.does("Undo", "c", other);
    undo["published"] = json!("2026-05-02T12:00:00Z");
    world.send(&group, &group.announces("c", &undo)).await;
    assert!(!has(&world, "thread", "accepted").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_and_its_answer_community_asks_without_question_marks() {
    let world = World::new().await;
    let id_of_group = "https://piefed.test/c/qa";
    let group = world.followed_group(id_of_group).await;
    let mut document = group.document("Group");
    document["questionAnswer"] = json!(true);
    world.serve(&document);
    world
        .send(&group, &group.does("Update", "me", document))
        .await;
    let lena = world.person("https://piefed.test/u/lena");
    let thread = lena.thread(id_of_group, "1", "Bending wood");
    world
        .send(
            &group,
            &group.announces("1", &lena.does("Create", "1", thread)),
        )
        .await;
    assert!(has(&world, "thread", "question Bending wood").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_questions_own_document_says_what_was_accepted_even_before_the_answer_is_here() {
    let world = World::new().await;
    let group = world.followed_group("https://forum.test/c/wood").await;
    let mia = world.person("https://forum.test/u/mia");
    let mut thread = mia.thread(&group.id, "1", "Which plane?");
    let answer = mia.reply(&group.id, "2", id(&thread));
    thread["acceptedAnswer"] = json!(id(&answer));
    thread["postType"] = json!("question");
    world
        .send(
            &group,
            &group.announces("1", &mia.does("Create", "1", thread.clone())),
        )
        .await;
    assert!(!has(&world, "thread", "accepted").await);
    world
        .send(
            &group,
            &group.announces("2", &mia.does("Create", "2", answer.clone())),
        )
        .await;
    assert!(has(&world, "thread", &format!("accepted {}", id(&answer))).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_convener_elsewhere_accepts_and_our_asker_tells_everybody() {
    use crate::membership::actions::appoint;
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let question = question(&world).await;
    let answer = vic.reply(world.group(), "2", &question.ap_id);
    world
        .send(&vic, &vic.does("Create", "2", answer.clone()))
        .await;
    world
        .in_vain(&vic, &vic.does("ChooseAnswer", "3", json!(id(&answer))))
        .await;
    let person = crate::communities::federation::acting_person(&world.app, &vic.id)
        .await
        .unwrap();
    appoint(&world.app, &world.ada, &world.luthiers, &person)
        .await
        .unwrap();
    world
        .send(&vic, &vic.does("ChooseAnswer", "4", json!(id(&answer))))
        .await;
    assert!(has(&world, "thread", &format!("accepted {}", id(&answer))).await);
    let said = crate::communities::tests::said(&world.app).await;
    let update = said
        .iter()
        .rev()
        .find(|said| said["type"] == "Update" && said["object"]["type"] == "Article")
        .unwrap();
    assert_eq!(update["object"]["acceptedAnswer"], answer["id"]);
    assert_eq!(update["actor"], world.ada.actor.ap_id.as_str());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_overtakes_its_thing_waits_for_it() {
    let world = World::new().await;
    let group = world.followed_group("https://forum.test/c/wood").await;
    let mia = world.person("https://forum.test/u/mia");
    let thread = mia.thread(&group.id, "1", "Which plane?");
    let reply = mia.reply(&group.id, "2", id(&thread));
    let timed = |mut act: Value| {
        act["published"] = json!("2026-05-10T10:00:00Z");
        act
    };
    let mut n = 0;
    let mut announce = |act: Value| {
        n += 1;
        group.announces(&n.to_string(), &act)
    };
    // Its server cannot be asked for the thread now.
    world.app.http.answer(id(&thread), Reply::status(503));
    let early = [
        announce(timed(mia.does("Like", "like", json!(id(&reply))))),
        announce(mia.does("Lock", "lock", json!(id(&thread)))),
        announce(mia.does("Create", "2", reply.clone())),
        // About something that nobody has heard of, without a time: from before our time.
        announce(mia.does("Like", "old", json!("https://forum.test/post/old"))),
    ];
    for act in &early {
        world.in_vain(&group, act).await;
    }
    assert_eq!(
        count(&world.app.store, "SELECT COUNT(*) AS n FROM waiting_acts").await,
        3
    );
    world
        .send(&group, &announce(mia.does("Create", "1", thread.clone())))
        .await;
    assert!(has(&world, "thread", " locked").await);
    assert!(has(&world, "reply", "votes 1/0").await);
    assert_eq!(
        count(&world.app.store, "SELECT COUNT(*) AS n FROM waiting_acts").await,
        0
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_parent_is_fetched_and_its_replies_taken_in() {
    let world = World::new().await;
    let group = world.followed_group("https://forum.test/c/wood").await;
    let mia = world.person("https://forum.test/u/mia");
    let bo = world.person("https://mastodon.test/users/bo");
    let thread = mia.thread(&group.id, "1", "Which plane?");
    let middle = bo.reply(&group.id, "2", id(&thread));
    let last = mia.reply(&group.id, "3", id(&middle));
    for document in [&thread, &middle, &last] {
        world.serve(document);
    }
    world
        .send(
            &group,
            &group.announces("3", &mia.does("Create", "3", last.clone())),
        )
        .await;
    assert!(
        has(
            &world,
            &format!("reply {}", id(&last)),
            &format!("to {}", id(&middle))
        )
        .await
    );
    assert!(has(&world, "thread", "replies 2").await);

    // What is gone lets go of what waits for it.
    let orphan = mia.reply(&group.id, "4", "https://forum.test/post/gone");
    world
        .app
        .http
        .answer("https://forum.test/post/gone", Reply::status(410));
    world
        .in_vain(
            &group,
            &group.announces("4", &mia.does("Create", "4", orphan)),
        )
        .await;
    assert_eq!(
        count(&world.app.store, "SELECT COUNT(*) AS n FROM waiting_acts").await,
        0
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn replies_elsewhere_are_fetched_and_believed_on_their_own_servers_only() {
    let world = World::new().await;
    let group = world.followed_group("https://forum.test/c/wood").await;
    let mallory = world.person("https://mallory.test/u/mallory");
    let vic = world.person("https://victor.test/u/vic");
    let mut thread = mallory.thread(&group.id, "1", "A trap?");
    thread["replies"] = json!("https://mallory.test/u/mallory/post/1/replies");
    world.serve(&thread);
    world
        .send(
            &group,
            &group.announces("1", &mallory.does("Create", "1", thread.clone())),
        )
        .await;
    let genuine = vic.reply(&group.id, "2", id(&thread));
    world.serve(&genuine);
    let mut forged = Vec::new();
    for (id, author) in [
        (
            "https://forum.test/comment/forged",
            "https://forum.test/u/mod",
        ),
        (
            "https://GUILD.example/comment/forged",
            "https://guild.example/u/ada",
        ),
        (
            "https://guild.example/comment/forged",
            "https://guild.example/u/ada",
        ),
        (
            "https://victor.test/u/vic/comment/forged",
            "https://victor.test/u/vic",
        ),
    ] {
        let mut reply = vic.reply(&group.id, "x", thread["id"].as_str().unwrap());
        reply["id"] = json!(id);
        reply["attributedTo"] = json!(author);
        reply["content"] = json!("<p>forged</p>");
        forged.push(reply);
    }
    let mut altered = genuine.clone();
    altered["content"] = json!("<p>forged</p>");
    forged.insert(0, altered);
    // PieFed's collections have no id of their own.
    world.app.http.answer(
        "https://mallory.test/u/mallory/post/1/replies",
        Reply::json(&json!({
            "type": "Collection", "totalItems": forged.len(), "items": forged,
        })),
    );
    let post = stored(&world, id(&thread)).await.unwrap();
    ask_for_replies(&world.app, &post).await.unwrap();
    world.work().await;
    let dump = world.dump().await;
    assert!(
        !dump.iter().any(|line| line.contains("forged")),
        "{dump:#?}"
    );
    assert!(
        dump.iter()
            .any(|line| line.starts_with(&format!("reply {}", id(&genuine))))
    );
    // Not again so soon, but in a while.
    let asked = world.app.http.sent().len();
    let post = stored(&world, id(&thread)).await.unwrap();
    ask_for_replies(&world.app, &post).await.unwrap();
    world.work().await;
    assert_eq!(world.app.http.sent().len(), asked);
    world.pass(TimeDelta::days(2));
    ask_for_replies(&world.app, &post).await.unwrap();
    world.work().await;
    assert!(world.app.http.sent().len() > asked);
}

/// A note as Mastodon serves it: the first replies stand in it.
fn naming(mut note: Value, named: &[Value]) -> Value {
    let replies = format!("{}/replies", id(&note));
    note["replies"] = json!({
        "id": replies, "type": "Collection",
        "first": {"type": "CollectionPage", "items": named},
    });
    note
}

#[tokio::test(flavor = "multi_thread")]
async fn the_replies_that_a_note_names_in_itself_are_fetched() {
    let world = World::new().await;
    let bo = world.person("https://mastodon.test/users/bo");
    let mut thread = bo.thread(world.group(), "1", "How thick?");
    let mut second = bo.reply(world.group(), "2", id(&thread));
    let third = bo.reply(world.group(), "3", id(&second));
    second = naming(second, &[json!(id(&third))]);
    let elsewhere = json!("https://victim.test/post/1");
    thread = naming(thread, &[json!(id(&second)), elsewhere]);
    world.serve(&second);
    world.serve(&third);
    world.send(&bo, &bo.does("Create", "1", thread)).await;
    for reply in [&second, &third] {
        let line = format!("reply {} ", id(reply));
        assert!(has(&world, &line, "an answer").await, "{line}");
    }
    let asked = |host: &str| {
        let sent = world.app.http.sent();
        let there = sent.iter().filter(|sent| sent.url.host_str() == Some(host));
        there
            .filter(|sent| sent.url.path().contains("/c") || host == "victim.test")
            .count()
    };
    assert_eq!(asked("victim.test"), 0, "nobody else is asked");

    // A reply that names replies, without end.
    let before = asked("mastodon.test");
    for n in 10..200 {
        let parent = format!("{}/comment/{}", bo.id, n - 1);
        let note = bo.reply(world.group(), &n.to_string(), &parent);
        let next = json!(format!("{}/comment/{}", bo.id, n + 1));
        world.serve(&naming(note, &[next]));
    }
    let start = bo.reply(world.group(), "9", id(&second));
    let start = naming(start, &[json!(format!("{}/comment/10", bo.id))]);
    world.send(&bo, &bo.does("Create", "9", start)).await;
    assert_eq!(asked("mastodon.test") - before, 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn following_brings_the_recent_threads_with_their_replies_and_pins() {
    let world = World::new().await;
    let group_id = "https://forum.test/c/wood";
    let mia = world.person("https://forum.test/u/mia");
    let mut thread = mia.thread(group_id, "1", "Which plane?");
    thread["replies"] = json!({"id": "https://forum.test/u/mia/post/1/replies", "type": "Collection", "totalItems": 1,
        "first": {"type": "CollectionPage", "items": ["https://forum.test/u/mia/comment/2"]}});
    let reply = mia.reply(group_id, "2", id(&thread));
    let pinned = mia.thread(group_id, "3", "Read this first");
    for document in [&thread, &reply, &pinned] {
        world.serve(document);
    }
    let entry = json!({"id": "https://forum.test/c/wood/a/1", "type": "Announce", "actor": group_id,
        "object": mia.does("Create", "1", thread.clone())});
    let cyclic = "https://forum.test/c/wood/outbox";
    world.app.http.answer(cyclic, Reply::json(&json!({
        "id": cyclic, "type": "OrderedCollection", "totalItems": 1, "orderedItems": [entry, {"id": "nonsense"}], "next": cyclic,
    })));
    world.app.http.answer("https://forum.test/c/wood/featured", Reply::json(&json!({
        "id": "https://forum.test/c/wood/featured", "type": "OrderedCollection", "orderedItems": [pinned],
    })));
    world.app.http.answer(
        "https://forum.test/c/wood/followers",
        Reply::json(&json!({
            "id": "https://forum.test/c/wood/followers", "type": "Collection", "totalItems": 4711,
        })),
    );
    world.followed_group(group_id).await;
    assert!(has(&world, "thread", "Which plane?").await);
    assert!(has(&world, "reply", "to https://forum.test/u/mia/post/1").await);
    assert!(has(&world, "thread", "pinned").await);
    assert_eq!(
        count(
            &world.app.store,
            "SELECT COUNT(*) AS n FROM communities WHERE origin_follower_count = 4711"
        )
        .await,
        1
    );
    let pages = world
        .app
        .http
        .sent()
        .iter()
        .filter(|sent| sent.url.as_str() == cyclic)
        .count();
    assert!(pages <= 10, "{pages} pages");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_asker_is_named_by_every_reply_in_the_thread() {
    let world = World::new().await;
    let bo = world.person("https://mastodon.test/users/bo");
    let vic = world.person("https://victor.test/u/vic");
    let thread = bo.thread(world.group(), "1", "How thick?");
    world
        .send(&bo, &bo.does("Create", "1", thread.clone()))
        .await;
    let answer = vic.reply(world.group(), "2", id(&thread));
    world
        .send(&vic, &vic.does("Create", "2", answer.clone()))
        .await;
    let post = stored(&world, id(&thread)).await.unwrap();
    let parent = {
        let mut conn = world.app.store.read().await.unwrap();
        crate::posts::queries::comment_by_ap_id(&mut conn, &Viewer::System, id(&answer))
            .await
            .unwrap()
            .unwrap()
    };
    let draft = ReplyDraft {
        body: "And the back?".into(),
        ..ReplyDraft::default()
    };
    let nested = reply(&world.app, &world.ada, post.id, Some(parent.id), &draft)
        .await
        .unwrap();
    let said = crate::communities::tests::said(&world.app).await;
    let create = said
        .iter()
        .rev()
        .find(|said| said["type"] == "Create" && said["object"]["id"] == nested.ap_id.as_str())
        .unwrap();
    for list in [&create["cc"], &create["object"]["cc"]] {
        for named in [&bo.id, &vic.id] {
            assert!(
                list.as_array().unwrap().contains(&json!(named)),
                "{list} names {named}"
            );
        }
    }
    assert_eq!(create["to"], create["object"]["to"]);
    assert_eq!(create["cc"], create["object"]["cc"]);
}

async fn read(world: &World, path: &str) -> (u16, Value) {
    let (status, text) = world.document(path).await;
    (status.as_u16(), serde_json::from_str(&text).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_activity_of_ours_resolves_and_is_gone_after_its_time() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let thread = vic.thread(world.group(), "1", "What glue?");
    world.send(&vic, &vic.does("Create", "1", thread)).await;
    let own = question(&world).await;
    let draft = ThreadDraft {
        title: "How thick is the back?".into(),
        body: "In the middle.".into(),
        ..ThreadDraft::default()
    };
    edit_thread(&world.app, &world.ada, own.id, &draft)
        .await
        .unwrap();
    let path = |id: &Value| {
        let id = id.as_str().unwrap();
        id.strip_prefix("https://guild.example").unwrap().to_owned()
    };

    let (_, outbox) = read(&world, "/c/luthiers/outbox").await;
    let listed = outbox["orderedItems"].as_array().unwrap();
    assert_eq!(listed.len(), 2);
    for item in listed {
        let (status, announce) = read(&world, &path(&item["id"])).await;
        assert_eq!((status, &announce["type"]), (200, &json!("Announce")));
        assert_eq!(announce["object"], item["object"]);
        assert!(announce["@context"].is_array() || announce["@context"].is_string());
        if let Some(create) = item["object"].get("id") {
            assert_eq!(read(&world, &path(create)).await.1["type"], "Create");
        }
    }
    let (status, nothing) = read(&world, "/outbox").await;
    assert_eq!((status, &nothing["totalItems"]), (200, &json!(0)));

    let said = crate::communities::tests::said(&world.app).await;
    let update = said.iter().find(|said| said["type"] == "Update").unwrap();
    let update = path(&update["id"]);
    assert_eq!(read(&world, &update).await.0, 200);
    let never = path(&json!(world.app.mint_activity_id("update")));
    assert_eq!(read(&world, &never).await.0, 404);
    world.pass(TimeDelta::days(61));
    let mut tx = world.app.store.begin().await.unwrap();
    crate::jobs::enqueue(&mut tx, &world.app, &Forget::default())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.work().await;
    let (status, tombstone) = read(&world, &update).await;
    assert_eq!((status, &tombstone["type"]), (410, &json!("Tombstone")));
    // What is put together anew stays for as long as its thread.
    for item in listed {
        assert_eq!(read(&world, &path(&item["id"])).await.0, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_removed_is_served_no_more_by_any_activity() {
    let world = World::new().await;
    let forum = world.actor("https://lemmy.test/u/reader", "Person");
    world
        .send(&forum, &forum.does("Follow", "f", json!(world.group())))
        .await;
    let vic = world.person("https://victor.test/u/vic");
    let thread = vic.thread(world.group(), "1", "Something rude?");
    world
        .send(&vic, &vic.does("Create", "1", thread.clone()))
        .await;
    let announces: Vec<String> = crate::communities::tests::said(&world.app)
        .await
        .iter()
        .filter(|said| said["type"] == "Announce")
        .map(|said| {
            said["id"]
                .as_str()
                .unwrap()
                .replace("https://guild.example", "")
        })
        .collect();
    assert!(!announces.is_empty());
    for path in &announces {
        assert_eq!(world.document(path).await.0, 200, "{path}");
    }
    let post = stored(&world, id(&thread)).await.unwrap();
    let (what, why) = (Target::Post(post.id), Grounds::from("rude"));
    remove(&world.app, &world.ada, what, &why).await.unwrap();
    for path in &announces {
        let (status, text) = world.document(path).await;
        assert!(
            status.is_client_error() && !text.contains("rude"),
            "{path}: {text}"
        );
    }
}
