//! Whose word counts for what (safety.md O): every act on everybody else's things, signed and announced,
//! by the wrong people.

use super::{PUBLIC, Remote, World, id};
use crate::accounts::actions::suspend;
use crate::accounts::model::Viewer;
use crate::accounts::queries::person_by_ap_id;
use crate::activitypub::fake_http::Reply;
use crate::ids::PostId;
use crate::moderation::actions::{Grounds, remove};
use crate::moderation::model::{Target, Verb};
use crate::moderation::queries::{LogOf, list_log};
use crate::posts::queries::post_by_ap_id;
use crate::store::Turn;
use serde_json::{Value, json};

/// A thread and a reply by Vic in `luthiers`; Mallory, a neighbour on Vic's server, and groups.
struct Scene {
    world: World,
    vic: Remote,
    neighbour: Remote,
    mallory: Remote,
    /// A group that owns nothing of ours. Somebody here follows it, or it would not be heard at all.
    den: Remote,
    thread: Value,
    reply: Value,
}

async fn scene() -> Scene {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let neighbour = world.person("https://victor.test/u/ned");
    let mallory = world.person("https://mallory.test/u/mallory");
    let den = world.followed_group("https://mallory.test/c/den").await;
    let thread = vic.thread(world.group(), "1", "What glue for a bridge?");
    let reply = vic.reply(world.group(), "2", id(&thread));
    world.serve(&thread);
    world.serve(&reply);
    world
        .send(&vic, &vic.does("Create", "1", thread.clone()))
        .await;
    world
        .send(&vic, &vic.does("Create", "2", reply.clone()))
        .await;
    Scene {
        world,
        vic,
        neighbour,
        mallory,
        den,
        thread,
        reply,
    }
}

/// Acts upon Vic's words that only Vic may do, as somebody else would write them.
fn acts_as(actor: &Remote, scene: &Scene) -> Vec<Value> {
    let mut acts = Vec::new();
    for (n, thing) in [&scene.thread, &scene.reply].into_iter().enumerate() {
        let mut forged = thing.clone();
        forged["content"] = json!("<p>forged</p>");
        forged["updated"] = json!("2026-05-20T10:00:00Z");
        let with_summary = |kind: &str, tail: &str, object: Value| {
            let mut act = actor.does(kind, tail, object);
            act["summary"] = json!("because");
            act
        };
        let delete = actor.does("Delete", &format!("d{n}"), json!(id(thing)));
        let removal = with_summary("Delete", &format!("r{n}"), json!(id(thing)));
        acts.push(actor.does("Update", &format!("u{n}"), forged.clone()));
        acts.push(actor.does("Create", &format!("c{n}"), forged));
        acts.push(actor.does("Undo", &format!("ud{n}"), delete.clone()));
        acts.push(actor.does("Undo", &format!("ur{n}"), removal.clone()));
        acts.push(delete);
        acts.push(removal);
        let mut empty = with_summary("Delete", &format!("e{n}"), json!(id(thing)));
        empty["summary"] = json!("");
        acts.push(empty);
        acts.push(actor.does("Lock", &format!("l{n}"), json!(id(thing))));
        acts.push(actor.does("ChooseAnswer", &format!("a{n}"), json!(id(thing))));
    }
    acts
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_and_neighbours_change_nobodys_words() {
    let scene = scene().await;
    for who in [&scene.mallory, &scene.den] {
        for act in acts_as(who, &scene) {
            scene.world.in_vain(who, &act).await;
        }
    }
    // Whoever lives on Vic's server speaks for it only where it says that it is moderation.
    for act in acts_as(&scene.neighbour, &scene) {
        if act["summary"].is_null() && act["object"]["summary"].is_null() {
            scene.world.in_vain(&scene.neighbour, &act).await;
        }
    }
}

/// What the log of `luthiers` says, the latest first.
async fn logged(world: &World) -> Vec<Verb> {
    let mut conn = world.app.store.read().await.unwrap();
    let of = LogOf::Community(world.luthiers.id());
    let log = list_log(&mut conn, &of, Turn::First, 50).await.unwrap();
    log.rows.into_iter().map(|row| row.action.verb).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_restores_nothing_leaves_no_line_in_the_log() {
    let scene = scene().await;
    let (world, ned) = (&scene.world, &scene.neighbour);
    for (n, thing) in [&scene.thread, &scene.reply].into_iter().enumerate() {
        let before = logged(world).await;
        let mut removal = ned.does("Delete", &format!("remove{n}"), json!(id(thing)));
        removal["summary"] = json!("not here");
        removal["published"] = json!(world.app.now().wire());
        let restore = ned.does("Undo", &format!("restore{n}"), removal.clone());
        world.in_vain(ned, &restore).await;
        assert_eq!(logged(world).await, before);
        // It was only the first to arrive; now there is something that it lifts.
        world.in_vain(ned, &removal).await;
        let both = [&[Verb::Remove, Verb::Restore][..], &before].concat();
        assert_eq!(logged(world).await, both);
    }
    // What our moderators removed is not restored by saying so.
    let post = post(world, id(&scene.thread)).await;
    let (what, why) = (Target::Post(post), Grounds::from("spam"));
    remove(&world.app, &world.ada, what, &why).await.unwrap();
    world.pass(chrono::TimeDelta::seconds(1));
    let before = logged(world).await;
    let delete = ned.does("Delete", "again", json!(id(&scene.thread)));
    world.in_vain(ned, &ned.does("Undo", "lift", delete)).await;
    assert_eq!(logged(world).await, before);
}

async fn post(world: &World, ap_id: &str) -> PostId {
    let mut conn = world.app.store.read().await.unwrap();
    let found = post_by_ap_id(&mut conn, &Viewer::System, ap_id).await;
    found.unwrap().unwrap().id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_says_nothing_about_what_is_not_its_own() {
    let scene = scene().await;
    let (world, den, vic) = (&scene.world, &scene.den, &scene.vic);
    let mut acts = acts_as(vic, &scene);
    acts.extend(acts_as(&scene.mallory, &scene));
    acts.push(vic.does("Like", "like", json!(id(&scene.thread))));
    acts.push(vic.does("Dislike", "dislike", json!(id(&scene.reply))));
    acts.push(vic.does("Flag", "flag", json!(id(&scene.thread))));
    let mut block = vic.does("Block", "block", json!(vic.id));
    block["target"] = json!(world.group());
    acts.push(block);
    let mut add = vic.does("Add", "add", json!(vic.id));
    add["target"] = json!(format!("{}/moderators", world.group()));
    acts.push(add);
    acts.push(vic.does("Follow", "follow", json!(world.group())));
    for (n, act) in acts.iter().enumerate() {
        world
            .in_vain(den, &den.announces(&n.to_string(), act))
            .await;
    }
    // The same from a group that people here follow: it still owns nothing of ours.
    let forum = world.followed_group("https://forum.test/c/wood").await;
    for (n, act) in acts.iter().enumerate() {
        world
            .in_vain(&forum, &forum.announces(&n.to_string(), act))
            .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_elsewhere_enforces_its_own_bans() {
    let world = World::new().await;
    let forum = world.followed_group("https://forum.test/c/wood").await;
    let mia = world.person("https://forum.test/u/mia");
    let kim = world.person("https://forum.test/u/kim");
    let thread = mia.thread(&forum.id, "1", "Which plane?");
    let pass_on = async |tail: &str, act: Value| {
        world.send(&forum, &forum.announces(tail, &act)).await;
    };
    pass_on("1", mia.does("Create", "1", thread.clone())).await;
    let early = kim.reply(&forum.id, "1", id(&thread));
    pass_on("2", kim.does("Create", "1", early)).await;
    let mut ban = mia.does("Block", "ban", json!(kim.id));
    ban["target"] = json!(forum.id);
    pass_on("3", ban).await;
    // What the community does not let through counts for nothing on the word of whoever it banned.
    let past = kim.reply(&forum.id, "past", id(&thread));
    world.in_vain(&kim, &kim.does("Create", "past", past)).await;
    let vote = kim.does("Like", "past", json!(id(&thread)));
    world.in_vain(&kim, &vote).await;
    // Said before the ban, and passed on after it.
    let late = kim.reply(&forum.id, "2", id(&thread));
    pass_on("4", kim.does("Create", "2", late.clone())).await;
    pass_on("5", kim.does("Like", "3", json!(id(&thread)))).await;
    let dump = world.dump().await;
    let shows = |words: &str| dump.iter().any(|line| line.contains(words));
    assert!(shows(&format!("ban {} {}", kim.id, forum.id)), "{dump:#?}");
    assert!(shows(&format!("reply {} ", id(&late))), "{dump:#?}");
    assert!(shows("votes 1/0 replies 2"), "{dump:#?}");

    // Whom this server keeps out does not come in on the community's word.
    let kim_here = {
        let mut conn = world.app.store.read().await.unwrap();
        person_by_ap_id(&mut conn, &kim.id).await.unwrap().unwrap()
    };
    suspend(&world.app, &Viewer::System, kim_here.id())
        .await
        .unwrap();
    let barred = kim.does("Create", "4", kim.reply(&forum.id, "3", id(&thread)));
    world.in_vain(&forum, &forum.announces("6", &barred)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_that_is_followed_speaks_for_its_own_community() {
    let world = World::new().await;
    let forum = world.followed_group("https://forum.test/c/wood").await;
    let mia = world.person("https://forum.test/u/mia");
    let thread = mia.thread(&forum.id, "1", "Which plane?");
    world
        .send(
            &forum,
            &forum.announces("1", &mia.does("Create", "1", thread.clone())),
        )
        .await;
    let like = mia.does("Like", "like", json!(id(&thread)));
    world.send(&forum, &forum.announces("2", &like)).await;
    // Somebody of a third server, of whom nobody has heard, is counted and asked nothing.
    let unknown = Remote {
        id: "https://third.test/u/zoe".into(),
        key_id: String::new(),
    };
    let asked = world.app.http.sent().len();
    let like = unknown.does("Like", "like", json!(id(&thread)));
    world.send(&forum, &forum.announces("3", &like)).await;
    let asked_now: Vec<_> = world.app.http.sent()[asked..]
        .iter()
        .filter(|sent| {
            sent.url.host_str() == Some("third.test") && sent.url.path().starts_with("/u/")
        })
        .map(|sent| sent.url.to_string())
        .collect();
    assert_eq!(asked_now, Vec::<String>::new());
    let dump = world.dump().await;
    assert!(
        dump.iter()
            .any(|line| line.contains("Which plane?") && line.contains("votes 2/0")),
        "{dump:#?}"
    );

    let removal = {
        let mut act = mia.does("Delete", "remove", json!(id(&thread)));
        act["summary"] = json!("");
        act
    };
    // Lemmy's removal without a reason, by a moderator who is the author too.
    world.send(&forum, &forum.announces("4", &removal)).await;
    assert!(
        world
            .dump()
            .await
            .iter()
            .any(|line| line.contains("Which plane?") && line.contains(" removed"))
    );
    let back = mia.does("Undo", "unremove", removal);
    world.send(&forum, &forum.announces("5", &back)).await;
    assert!(
        world
            .dump()
            .await
            .iter()
            .any(|line| line.contains("Which plane?") && !line.contains(" removed"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_author_elsewhere_deletes_through_a_group_only_if_their_server_agrees() {
    let world = World::new().await;
    let forum = world.followed_group("https://forum.test/c/wood").await;
    let zoe = world.person("https://third.test/u/zoe");
    let thread = zoe.thread(&forum.id, "1", "Which saw?");
    world.serve(&thread);
    let create = zoe.does("Create", "1", thread.clone());
    world.send(&forum, &forum.announces("1", &create)).await;
    assert!(
        world
            .dump()
            .await
            .iter()
            .any(|line| line.contains("Which saw?"))
    );

    let delete = zoe.does("Delete", "2", json!(id(&thread)));
    world.in_vain(&forum, &forum.announces("2", &delete)).await;
    // Its server's cache was behind; asked again later, it agrees.
    world.app.http.answer(id(&thread), Reply::status(410));
    world.pass(chrono::TimeDelta::minutes(1));
    world.work().await;
    assert!(
        world
            .dump()
            .await
            .iter()
            .any(|line| line.contains("Which saw?") && line.contains(" deleted"))
    );

    let undo = zoe.does("Undo", "3", delete);
    world.in_vain(&forum, &forum.announces("3", &undo)).await;
    world.serve(&thread);
    world.pass(chrono::TimeDelta::minutes(1));
    world.work().await;
    assert!(
        world
            .dump()
            .await
            .iter()
            .any(|line| line.contains("Which saw?") && !line.contains(" deleted"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_lifts_a_removal_by_our_moderators_from_elsewhere() {
    let scene = scene().await;
    let world = &scene.world;
    let post = post(world, id(&scene.thread)).await;
    let (what, why) = (Target::Post(post), Grounds::from("spam"));
    remove(&world.app, &world.ada, what, &why).await.unwrap();
    for who in [&scene.vic, &scene.neighbour, &scene.mallory] {
        for summary in [Value::Null, json!(""), json!("x")] {
            let mut delete = who.does("Delete", "d", json!(id(&scene.thread)));
            if !summary.is_null() {
                delete["summary"] = summary.clone();
            }
            let undo = who.does("Undo", &format!("u{summary}"), delete);
            let before = world.dump().await;
            world.post(who, &undo).await;
            world.work().await;
            assert_eq!(world.dump().await, before, "{undo:#}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_acts_use_up_no_ids() {
    let scene = scene().await;
    let (world, vic, den) = (&scene.world, &scene.vic, &scene.den);
    // O-05: an id of Vic's server, posted by Mallory, is refused at the door and stays free.
    let genuine = vic.does("Like", "genuine", json!(id(&scene.reply)));
    let mut forged = genuine.clone();
    forged["actor"] = json!(scene.mallory.id);
    world.in_vain(&scene.mallory, &forged).await;
    world.in_vain(den, &den.announces("x", &genuine)).await;
    let removal = {
        let mut act = scene
            .neighbour
            .does("Delete", "server-says", json!(id(&scene.reply)));
        act["summary"] = json!("not here");
        act
    };
    let restore = scene
        .neighbour
        .does("Undo", "server-relents", removal.clone());
    for (n, act) in [&removal, &restore].into_iter().enumerate() {
        world
            .in_vain(den, &den.announces(&format!("y{n}"), act))
            .await;
    }
    let is_removed = async || {
        let dump = world.dump().await;
        dump.iter()
            .any(|line| line.starts_with("reply") && line.contains(" removed"))
    };
    world.send(&scene.neighbour, &removal).await;
    assert!(is_removed().await);
    world.send(&scene.neighbour, &restore).await;
    assert!(!is_removed().await);
    world.send(vic, &genuine).await;
    assert!(
        world
            .dump()
            .await
            .iter()
            .any(|line| line.starts_with("vote https://victor.test/u/vic"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn announced_content_lands_only_where_it_belongs() {
    let scene = scene().await;
    let (world, den, vic) = (&scene.world, &scene.den, &scene.vic);
    let forum = world.followed_group("https://forum.test/c/wood").await;
    // A thread for our community, announced by a group here before Vic's own Create arrives.
    let late = vic.thread(world.group(), "9", "Is spruce better than cedar?");
    world.serve(&late);
    let create = vic.does("Create", "9", late.clone());
    for group in [den, &forum] {
        world.in_vain(group, &group.announces("9", &create)).await;
        world
            .in_vain(group, &group.announces("9b", &json!(id(&late))))
            .await;
        // A reply under a thread of ours.
        let reply = vic.reply(world.group(), "10", id(&scene.thread));
        world.serve(&reply);
        let create = vic.does("Create", "10", reply.clone());
        world.in_vain(group, &group.announces("10", &create)).await;
        world
            .in_vain(group, &group.announces("10b", &json!(id(&reply))))
            .await;
    }
    world.send(vic, &create).await;
    let filed = format!("thread {} in {}", id(&late), world.group());
    assert!(
        world
            .dump()
            .await
            .iter()
            .any(|line| line.starts_with(&filed))
    );

    // A group nobody follows brings no threads, not even its own.
    let lair = world.actor("https://mallory.test/c/lair", "Group");
    let own = scene.mallory.thread(&lair.id, "5", "Buy this");
    let create = scene.mallory.does("Create", "5", own);
    world.in_vain(&lair, &lair.announces("5", &create)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_does_not_pull_its_thread_into_a_community() {
    let world = World::new().await;
    let forum = world.followed_group("https://forum.test/c/wood").await;
    let mallory = world.person("https://mallory.test/u/mallory");
    for group in [world.group().to_owned(), forum.id.clone()] {
        let tail = group.len().to_string();
        let thread = mallory.thread(&group, &tail, "Buy this");
        world.serve(&thread);
        let reply = mallory.reply(&group, &tail, id(&thread));
        let create = mallory.does("Create", &tail, reply);
        world.post(&mallory, &create).await;
        world.work().await;
    }
    let dump = world.dump().await;
    assert!(
        !dump.iter().any(|line| line.contains("Buy this")),
        "{dump:#?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn follows_are_undone_by_who_follows() {
    let scene = scene().await;
    let (world, vic) = (&scene.world, &scene.vic);
    let follow = vic.does("Follow", "follow", json!(world.group()));
    world.send(vic, &follow).await;
    let undo = |who: &Remote, object: Value| who.does("Undo", "unfollow", object);
    let den = &scene.den;
    for object in [follow.clone(), json!(id(&follow))] {
        world
            .in_vain(&scene.mallory, &undo(&scene.mallory, object.clone()))
            .await;
        world
            .in_vain(&scene.neighbour, &undo(&scene.neighbour, object.clone()))
            .await;
        world
            .in_vain(den, &den.announces("u", &undo(vic, object)))
            .await;
    }
    world.send(vic, &undo(vic, json!(id(&follow)))).await;
    assert!(
        !world
            .dump()
            .await
            .iter()
            .any(|line| line.starts_with("follow https://victor.test/u/vic"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn moves_of_persons_are_nobodys_to_announce_and_nothing_is_moved() {
    let scene = scene().await;
    let (world, vic) = (&scene.world, &scene.vic);
    let mut moved = vic.does("Move", "move", json!(vic.id));
    moved["target"] = json!(scene.mallory.id);
    world.in_vain(vic, &moved).await;
    world
        .in_vain(&scene.mallory, &scene.den.announces("m", &moved))
        .await;
    let mut delete = vic.does("Delete", "gone", json!(vic.id));
    delete["to"] = json!([PUBLIC]);
    world
        .in_vain(&scene.den, &scene.den.announces("g", &delete))
        .await;
    let mut update = vic.does("Update", "me", vic.document("Person"));
    update["object"]["name"] = json!("Forged");
    world
        .in_vain(&scene.den, &scene.den.announces("p", &update))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_elsewhere_is_deleted_by_its_own_server_only() {
    let world = World::new().await;
    let forum = world.followed_group("https://forum.test/c/wood").await;
    let moderator = world.person("https://forum.test/u/mod");
    let mallory = world.person("https://mallory.test/u/mallory");
    let den = world.followed_group("https://mallory.test/c/den").await;
    let delete = |who: &Remote| who.does("Delete", "all", json!(forum.id));
    world.in_vain(&mallory, &delete(&mallory)).await;
    world
        .in_vain(&den, &den.announces("x", &delete(&moderator)))
        .await;
    let gone = async || {
        let dump = world.dump().await;
        dump.iter().any(|line| {
            line.starts_with("community https://forum.test") && line.contains("deleted")
        })
    };
    let announced = delete(&moderator);
    world.send(&forum, &forum.announces("1", &announced)).await;
    assert!(gone().await);
    let undo = moderator.does("Undo", "all", announced);
    world.send(&forum, &forum.announces("2", &undo)).await;
    assert!(!gone().await);
    // Ours are nobody's to delete.
    let ours = mallory.does("Delete", "ours", json!(world.group()));
    world.in_vain(&mallory, &ours).await;
}
