//! More of what is not theirs to say (safety.md O): edits of what is no words, words for few, votes by the
//! dozen, follows that nobody accepted, moves, and what comes after a deletion or before it.

use super::{PUBLIC, Remote, World, count, id};
use crate::accounts::model::Viewer;
use crate::activitypub::fake_http::Reply;
use crate::communities::actions::follow;
use crate::communities::federation::{FRESH, resolve_actor};
use crate::communities::tests::{community, said};
use crate::moderation::actions::{Grounds, remove};
use crate::moderation::model::Target;
use crate::posts::model::Post;
use crate::posts::queries::post_by_ap_id;
use crate::search::actions::keep_words_now;
use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

async fn post(world: &World, ap_id: &str) -> Option<Post> {
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

/// Posts something, whatever is answered, and does what follows.
async fn try_out(world: &World, who: &Remote, activity: &Value) -> StatusCode {
    world.pass(TimeDelta::seconds(1));
    let status = world.post(who, activity).await;
    world.work().await;
    status
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_writes_in_a_neighbours_name() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let ned = world.person("https://victor.test/u/ned");
    let mallory = world.person("https://mallory.test/u/mallory");
    let thread = vic.thread(world.group(), "1", "Glue?");
    let by = |author: Value| {
        let mut thread = thread.clone();
        thread["attributedTo"] = author;
        vic.does("Create", "1", thread)
    };
    let mut nameless = thread.clone();
    nameless["id"] = Value::Null;
    for (who, act) in [
        // Ned signs for Vic, and Vic for Ned, embedded or not.
        (&ned, ned.does("Create", "a", thread.clone())),
        (&ned, ned.does("Update", "b", thread.clone())),
        (&vic, by(json!(ned.id))),
        (&vic, by(json!([ned.id, vic.id]))),
        (&vic, by(json!({"type": "Person", "id": ned.id}))),
        // Of another server, of none, and of ours.
        (&vic, by(json!(mallory.id))),
        (&vic, by(Value::Null)),
        (&vic, by(json!(world.ada.actor.ap_id))),
        (&vic, vic.does("Create", "c", nameless)),
        (&mallory, mallory.does("Create", "d", thread.clone())),
    ] {
        world.in_vain(who, &act).await;
    }
    // What stands in it in somebody else's name stays there.
    let mut own = thread.clone();
    let reply = ned.reply(world.group(), "2", id(&thread));
    own["replies"] = json!({"type": "Collection", "totalItems": 1, "items": [reply]});
    own["attachment"] = json!([mallory.thread(world.group(), "3", "Mallory's")]);
    world.send(&vic, &vic.does("Create", "e", own)).await;
    assert!(has(&world, &format!("thread {}", id(&thread)), "Glue?").await);
    assert!(!has(&world, "reply", "").await);
    assert!(!has(&world, "thread", "Mallory's").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_changes_words_and_nothing_else() {
    let world = World::new().await;
    let other = community(&world.app, &world.ada, "other").await;
    let vic = world.person("https://victor.test/u/vic");
    let thread = vic.thread(world.group(), "1", "What glue for a bridge?");
    let second = vic.thread(world.group(), "2", "And what clamp?");
    let reply = vic.reply(world.group(), "3", id(&thread));
    for (tail, object) in [("1", &thread), ("2", &second), ("3", &reply)] {
        let create = vic.does("Create", tail, object.clone());
        world.send(&vic, &create).await;
    }
    let before = world.dump().await;
    let first = post(&world, id(&thread)).await.unwrap();
    let elsewhere = json!([other.actor.ap_id, PUBLIC]);
    let changes: Vec<(&Value, Vec<(&str, Value)>)> = vec![
        (&thread, vec![("audience", json!(other.actor.ap_id))]),
        (
            &thread,
            vec![
                ("to", elsewhere.clone()),
                ("audience", json!(other.actor.ap_id)),
            ],
        ),
        (
            &thread,
            vec![("to", json!([vic.id])), ("audience", Value::Null)],
        ),
        (&thread, vec![("inReplyTo", json!(id(&second)))]),
        (&thread, vec![("type", json!("Note"))]),
        (&thread, vec![("type", json!("Event"))]),
        (&thread, vec![("postType", json!("discussion"))]),
        (&thread, vec![("published", json!("2020-01-01T00:00:00Z"))]),
        (&thread, vec![("published", json!("2026-05-31T00:00:00Z"))]),
        (&thread, vec![("commentsEnabled", json!(false))]),
        (&reply, vec![("inReplyTo", json!(id(&second)))]),
        (&reply, vec![("inReplyTo", Value::Null)]),
        (&reply, vec![("to", elsewhere)]),
        (&reply, vec![("type", json!("Article"))]),
        (&reply, vec![("published", json!("2020-01-01T00:00:00Z"))]),
    ];
    for (n, (object, fields)) in changes.into_iter().enumerate() {
        let mut edited = object.clone();
        edited["updated"] = json!(format!("2026-05-20T10:{n:02}:00Z"));
        for (field, value) in &fields {
            edited[*field] = value.clone();
        }
        let update = vic.does("Update", &format!("u{n}"), edited);
        try_out(&world, &vic, &update).await;
        assert_eq!(world.dump().await, before, "{fields:?}");
        let now = post(&world, id(&thread)).await.unwrap();
        assert_eq!(
            (now.published_at, now.kind, now.author_id, now.community_id),
            (
                first.published_at,
                first.kind,
                first.author_id,
                first.community_id
            ),
            "{fields:?}"
        );
    }
    // The words themselves are the author's.
    let mut edited = thread.clone();
    edited["content"] = json!("<p>other words</p>");
    edited["updated"] = json!("2026-05-21T10:00:00Z");
    let update = vic.does("Update", "words", edited.clone());
    world.send(&vic, &update).await;
    assert!(has(&world, "thread", "other words").await);

    // What our moderators removed is edited for nobody's eyes, and nobody is told.
    let (what, why) = (Target::Post(first.id), Grounds::from("spam"));
    remove(&world.app, &world.ada, what, &why).await.unwrap();
    let told = world.said().await;
    edited["content"] = json!("<p>words after all</p>");
    edited["updated"] = json!("2026-05-22T10:00:00Z");
    let update = vic.does("Update", "removed", edited);
    try_out(&world, &vic, &update).await;
    assert_eq!(world.said().await, told);
    let (_, page) = world.get("/c/luthiers?sort=new", "text/html").await;
    assert!(page.contains("And what clamp?") && !page.contains("What glue for a bridge?"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_for_few_is_never_shown_to_all() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let open = vic.thread(world.group(), "open", "An open question?");
    world
        .send(&vic, &vic.does("Create", "open", open.clone()))
        .await;
    let followers = json!(format!("{}/followers", vic.id));
    let group = json!(world.group());
    let narrow: Vec<(Value, Value, Value)> = vec![
        (json!([followers]), json!([group]), group.clone()),
        (json!([followers]), json!([]), group.clone()),
        (json!([group]), json!([]), group.clone()),
        (json!([group, followers]), json!([]), Value::Null),
        (json!([]), json!([group]), group.clone()),
        (
            json!("https://victor.test/Public"),
            json!([group]),
            group.clone(),
        ),
        (
            json!({"id": "x", "name": PUBLIC}),
            json!([group]),
            group.clone(),
        ),
    ];
    for (n, (to, cc, audience)) in narrow.into_iter().enumerate() {
        let thread = vic.thread(world.group(), &format!("t{n}"), "For few eyes");
        let reply = vic.reply(world.group(), &format!("r{n}"), id(&open));
        let mut edited = open.clone();
        edited["updated"] = json!(format!("2026-05-20T10:{n:02}:00Z"));
        for (kind, mut object) in [("Create", thread), ("Create", reply), ("Update", edited)] {
            object["content"] = json!("<p>for few eyes</p>");
            object["to"] = to.clone();
            object["cc"] = cc.clone();
            object["audience"] = audience.clone();
            object["bto"] = json!([PUBLIC]);
            object["bcc"] = json!([PUBLIC]);
            let tail = format!("{kind}{n}{}", object["type"].as_str().unwrap());
            let mut act = vic.does(kind, &tail, object);
            // What the envelope says makes the letter no more public.
            act["to"] = json!([PUBLIC, group]);
            try_out(&world, &vic, &act).await;
        }
        let dump = world.dump().await;
        let shown = dump
            .iter()
            .find(|line| line.to_lowercase().contains("few eyes") && !line.starts_with("message"));
        assert_eq!(shown, None, "{to} {cc} {audience}");
    }
    let (_, page) = world.get("/c/luthiers?sort=new", "text/html").await;
    assert!(page.contains("An open question?") && !page.contains("For few eyes"));
    // Public has three spellings.
    for (n, public) in [PUBLIC, "as:Public", "Public"].into_iter().enumerate() {
        let mut thread = vic.thread(world.group(), &format!("p{n}"), &format!("For all {n}"));
        thread["to"] = json!([public, group]);
        let create = vic.does("Create", &format!("p{n}"), thread);
        world.send(&vic, &create).await;
        assert!(has(&world, "thread", &format!("For all {n}")).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_for_a_closed_community_is_open_to_nobody_whom_it_names_besides() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let others = world.followed_group("https://victor.test/c/others").await;
    world
        .set("UPDATE communities SET read_policy = 'members' WHERE id IN (SELECT c.id FROM communities c JOIN actors a ON a.id = c.actor_id WHERE a.local)")
        .await;
    let open = async || {
        let mut rows = Vec::new();
        for query in [
            "SELECT COUNT(*) AS n FROM posts WHERE audience = 'public'",
            "SELECT COUNT(*) AS n FROM comments WHERE audience = 'public'",
            "SELECT COUNT(*) AS n FROM activities WHERE audience = 'public'",
        ] {
            rows.push(count(&world.app.store, query).await);
        }
        rows
    };
    let before = open().await;
    let group = json!(world.group());
    let followers = json!(format!("{}/followers", others.id));
    let mismatched = [
        (json!([group, PUBLIC]), json!([followers])),
        (json!([group]), json!([followers, others.id])),
        (json!([followers, PUBLIC]), json!([group])),
        (json!([PUBLIC]), json!([others.id])),
    ];
    for (n, (to, cc)) in mismatched.into_iter().enumerate() {
        let thread = vic.thread(world.group(), &format!("t{n}"), "For few eyes");
        let reply = vic.reply(world.group(), &format!("r{n}"), id(&thread));
        for mut object in [thread.clone(), reply] {
            object["to"] = to.clone();
            object["cc"] = cc.clone();
            let tail = format!("c{n}{}", object["type"].as_str().unwrap());
            let mut create = vic.does("Create", &tail, object);
            create["to"] = to.clone();
            create["cc"] = cc.clone();
            try_out(&world, &vic, &create).await;
        }
        if let Some(kept) = post(&world, id(&thread)).await {
            let (status, _) = world.document(&format!("/post/{}", kept.public_id)).await;
            assert_ne!(status, StatusCode::OK, "{to} {cc}");
        }
    }
    assert_eq!(open().await, before);
    keep_words_now(&world.app).await.unwrap();
    for path in [
        "/c/luthiers?sort=new",
        "/?list=all&sort=new",
        "/search?q=eyes",
        "/u/vic@victor.test",
        "/c/others@victor.test?sort=new",
    ] {
        let (_, page) = world.get(path, "text/html").await;
        assert!(!page.contains("For few eyes"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_person_has_one_vote_however_it_is_sent() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let ned = world.person("https://victor.test/u/ned");
    let mallory = world.person("https://mallory.test/u/mallory");
    let thread = ned.thread(world.group(), "1", "Glue?");
    world
        .send(&ned, &ned.does("Create", "1", thread.clone()))
        .await;
    let about = json!(id(&thread));
    let votes = async |figures: &str| {
        let line = format!("votes {figures} replies");
        has(&world, &format!("thread {}", id(&thread)), &line).await
    };
    for (kind, tail, figures) in [
        ("Like", "1", "1/0"),
        ("Like", "2", "1/0"),
        ("EmojiReact", "3", "1/0"),
        ("Dislike", "4", "0/1"),
        ("Dislike", "5", "0/1"),
        ("Like", "6", "1/0"),
    ] {
        world.send(&vic, &vic.does(kind, tail, about.clone())).await;
        assert!(
            votes(figures).await,
            "{kind} {tail}: {:#?}",
            world.dump().await
        );
    }
    // A crowd in one activity is nobody.
    let crowd: Vec<String> = (0..10_000)
        .map(|n| format!("https://victor.test/u/c{n}"))
        .collect();
    for actors in [json!(crowd), json!([vic.id, ned.id]), json!([vic.id])] {
        let mut like = vic.does("Like", "crowd", about.clone());
        like["actor"] = actors;
        assert_eq!(world.post(&vic, &like).await, StatusCode::BAD_REQUEST);
    }
    // Nobody takes back what another cast, and voting twice in one Undo is voting for nobody.
    let like = vic.does("Like", "6", about.clone());
    for (who, act) in [
        (&mallory, mallory.does("Undo", "a", like.clone())),
        (&mallory, mallory.does("Undo", "b", json!(id(&like)))),
        (&ned, ned.does("Undo", "c", like.clone())),
        (&ned, ned.does("Undo", "d", json!(id(&like)))),
        (&mallory, {
            let mut like = mallory.does("Like", "e", about.clone());
            like["object"] = json!([]);
            like
        }),
    ] {
        world.in_vain(who, &act).await;
    }
    world.send(&vic, &vic.does("Undo", "7", like)).await;
    assert!(votes("0/0").await);

    // The same from a group about its own thread.
    let forum = world.followed_group("https://forum.test/c/wood").await;
    let mia = world.person("https://forum.test/u/mia");
    let theirs = mia.thread(&forum.id, "1", "Which plane?");
    let create = mia.does("Create", "1", theirs.clone());
    world.send(&forum, &forum.announces("1", &create)).await;
    let mut like = mia.does("Like", "l", json!(id(&theirs)));
    like["actor"] = json!([mia.id, vic.id]);
    world.in_vain(&forum, &forum.announces("2", &like)).await;
    let same: Vec<Value> = (0..100)
        .map(|n| vic.does("Like", &format!("s{n}"), json!(id(&theirs))))
        .collect();
    world
        .send(&forum, &forum.announces("3", &Value::Array(same)))
        .await;
    assert!(has(&world, &format!("thread {}", id(&theirs)), "votes 1/0").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_follow_is_accepted_by_the_followed_only() {
    let world = World::new().await;
    let closed = world.actor("https://forum.test/c/closed", "Group");
    let mut document = closed.document("Group");
    document["manuallyApprovesFollowers"] = json!(true);
    world.serve(&document);
    let neighbour = world.person("https://forum.test/u/mia");
    let mallory = world.person("https://mallory.test/u/mallory");
    let den = world.followed_group("https://mallory.test/c/den").await;
    let resolved = resolve_actor(&world.app, &closed.id, FRESH).await.unwrap();
    let place = resolved.community().unwrap();
    follow(&world.app, &world.ada, &place).await.unwrap();
    let asked = said(&world.app).await;
    let asked = asked.iter().rev().find(|said| said["type"] == "Follow");
    let asked = asked.unwrap().clone();
    let ours = format!("follow {} of {}", world.ada.actor.ap_id, closed.id);
    assert!(has(&world, &ours, "pending").await);

    for who in [&neighbour, &mallory, &den] {
        for kind in ["Accept", "Reject"] {
            world
                .in_vain(who, &who.does(kind, kind, asked.clone()))
                .await;
            let bare = who.does(kind, &format!("{kind}-id"), json!(id(&asked)));
            world.in_vain(who, &bare).await;
            let inner = closed.does(kind, "forged", asked.clone());
            let announce = den.announces(&format!("{kind}{}", who.id.len()), &inner);
            world.in_vain(&den, &announce).await;
        }
    }
    // What it announces before it said yes is shown to nobody (O-15).
    let early = neighbour.thread(&closed.id, "1", "Behind closed doors");
    let create = neighbour.does("Create", "1", early);
    let announce = closed.announces("1", &create);
    try_out(&world, &closed, &announce).await;
    assert!(has(&world, &ours, "pending").await);
    keep_words_now(&world.app).await.unwrap();
    for path in [
        "/",
        "/?sort=new",
        "/c/closed@forum.test?sort=new",
        "/search?q=closed+doors",
        "/u/mia@forum.test",
    ] {
        let (status, page) = world.get(path, "text/html").await;
        assert!(status.as_u16() < 500, "{path}");
        assert!(!page.contains("Behind closed doors"), "{path}");
    }
    world
        .send(&closed, &closed.does("Accept", "yes", asked))
        .await;
    assert!(has(&world, &ours, "accepted").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_moved_not_even_with_links_both_ways() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let mallory = world.person("https://mallory.test/u/mallory");
    world
        .send(&vic, &vic.does("Follow", "1", json!(world.group())))
        .await;
    let mut old = vic.document("Person");
    old["movedTo"] = json!(mallory.id);
    let mut new = mallory.document("Person");
    new["alsoKnownAs"] = json!([vic.id]);
    world.serve(&old);
    world.serve(&new);
    world.app.http.forget();
    let mut moved = vic.does("Move", "2", json!(vic.id));
    moved["target"] = json!(mallory.id);
    world.in_vain(&vic, &moved).await;
    let asked = world.app.http.sent();
    let asked = asked
        .iter()
        .filter(|sent| sent.url.host_str() == Some("mallory.test"));
    assert_eq!(asked.count(), 0);
    assert!(has(&world, "follow https://victor.test/u/vic", "accepted").await);
    assert!(!has(&world, "follow https://mallory.test", "").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_deleted_before_it_came_stays_away() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let den = world.followed_group("https://mallory.test/c/den").await;
    for (n, order) in [
        "dc", "cd", "cdc", "dcd", "du", "cdu", "dcu", "cdg", "dg", "c",
    ]
    .into_iter()
    .enumerate()
    {
        let title = format!("Deleted for good {n}");
        let thread = vic.thread(world.group(), &format!("t{n}"), &title);
        let mut edited = thread.clone();
        edited["updated"] = json!("2026-05-25T10:00:00Z");
        world.serve(&thread);
        for (step, letter) in order.chars().enumerate() {
            let tail = format!("{n}-{step}");
            match letter {
                'c' => try_out(&world, &vic, &vic.does("Create", &tail, thread.clone())).await,
                'u' => try_out(&world, &vic, &vic.does("Update", &tail, edited.clone())).await,
                'g' => {
                    let create = vic.does("Create", &tail, thread.clone());
                    try_out(&world, &den, &den.announces(&tail, &create)).await
                }
                _ => {
                    let delete = vic.does("Delete", &tail, json!(id(&thread)));
                    try_out(&world, &vic, &delete).await
                }
            };
        }
        let (_, page) = world.get("/c/luthiers?sort=new", "text/html").await;
        // Only what nobody deleted is there.
        assert_eq!(page.contains(&title), order == "c", "{order}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_farewell_is_ones_own_and_silence_is_none() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let ned = world.person("https://victor.test/u/ned");
    let mallory = world.person("https://mallory.test/u/mallory");
    let den = world.followed_group("https://mallory.test/c/den").await;
    let thread = vic.thread(world.group(), "1", "Glue?");
    world
        .send(&vic, &vic.does("Create", "1", thread.clone()))
        .await;
    // By others, and after an answer of 410 that came once.
    for who in [&ned, &mallory, &den] {
        let farewell = who.does("Delete", "bye", json!(vic.id));
        world.in_vain(who, &farewell).await;
    }
    world.app.http.answer_once(&vic.id, Reply::status(410));
    let farewell = vic.does("Delete", "forged", json!(vic.id));
    world.in_vain(&den, &den.announces("1", &farewell)).await;
    assert!(has(&world, "thread", "Glue?").await);
    assert!(!has(&world, "thread", " deleted").await);
    // So long after, Vic is read anew, and is told to be gone.
    world.pass(TimeDelta::hours(25));
    let reply = vic.reply(world.group(), "2", id(&thread));
    world.send(&vic, &vic.does("Create", "2", reply)).await;
    assert!(!has(&world, "thread", " deleted").await);
    assert!(has(&world, "reply", "an answer").await);
    // One's own is believed.
    world
        .send(&vic, &vic.does("Delete", "bye", json!(vic.id)))
        .await;
    assert!(has(&world, "thread", " deleted").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_late_brings_back_what_went_with_its_author() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let thread = vic.thread(world.group(), "1", "Glue?");
    let reply = vic.reply(world.group(), "2", id(&thread));
    for (tail, thing) in [("1", &thread), ("2", &reply)] {
        let create = vic.does("Create", tail, thing.clone());
        world.send(&vic, &create).await;
    }
    let before = world.app.now().wire();
    let bye = vic.does("Delete", "bye", json!(vic.id));
    world.send(&vic, &bye).await;
    assert!(has(&world, "thread", " deleted").await);
    assert!(has(&world, "reply", " deleted").await);
    let put_back = |thing: &Value, tail: &str| {
        let delete = vic.does("Delete", &format!("d{tail}"), json!(id(thing)));
        vic.does("Undo", &format!("u{tail}"), delete)
    };
    for (n, thing) in [&thread, &reply].into_iter().enumerate() {
        let mut edited = thing.clone();
        edited["content"] = json!("<p>and once more</p>");
        edited["updated"] = json!(before);
        let mut undo = put_back(thing, &format!("{n}-said-before"));
        undo["published"] = json!(before);
        let acts = [
            vic.does("Create", &format!("c{n}"), thing.clone()),
            vic.does("Update", &format!("e{n}"), edited),
            undo,
            put_back(thing, &n.to_string()),
        ];
        for act in &acts {
            world.in_vain(&vic, act).await;
        }
    }

    // Their server shows them again: what was said before they went still brings nothing back.
    world.pass(TimeDelta::minutes(10));
    world
        .send(&vic, &vic.does("Update", "me", vic.document("Person")))
        .await;
    let mut undo = put_back(&thread, "late");
    undo["published"] = json!(before);
    world.in_vain(&vic, &undo).await;
    // They may put it back themselves.
    world.send(&vic, &put_back(&thread, "now")).await;
    assert!(!has(&world, "thread", " deleted").await);
    assert!(has(&world, "reply", " deleted").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_group_passes_on_a_message_in_anybodys_name() {
    let world = World::new().await;
    let hall = world.followed_group("https://hall.test/c/wood").await;
    let (vic, bo) = (
        world.person("https://victor.test/u/vic"),
        world.person("https://hall.test/u/bo"),
    );
    let says = |who: &Remote, n: usize| {
        let message = json!({
            "id": format!("{}/chat/{n}", who.id), "type": "ChatMessage", "attributedTo": who.id,
            "to": [world.ada.actor.ap_id], "content": "<p>Send me what it takes</p>",
            "published": "2026-05-01T12:00:00Z",
        });
        let mut create = who.does("Create", &format!("chat{n}"), message);
        create["to"] = json!([world.ada.actor.ap_id]);
        create
    };
    // Also one that is believed in what it shows of its own members.
    let policies = [
        "UPDATE communities SET read_policy = 'public'",
        "UPDATE communities SET read_policy = 'members'",
    ];
    for (n, policy) in policies.into_iter().enumerate() {
        world.set(policy).await;
        for who in [&vic, &bo] {
            let tail = format!("{n}{}", who.id.len());
            let forged = hall.announces(&tail, &says(who, n));
            world.in_vain(&hall, &forged).await;
        }
    }
    world.send(&vic, &says(&vic, 0)).await;
    assert!(has(&world, "message", "Send me what it takes").await);
}
