//! What a moderator of ours does in a community of another server: said to that community as its software knows
//! it, done here at once, and written into its log.

use super::{Remote, World, id};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::person_by_ap_id;
use crate::communities::model::Community;
use crate::communities::queries::community_by_ap_id;
use crate::communities::tests::follows::set_software;
use crate::communities::tests::{inboxes, person, said};
use crate::membership::actions::save_remote_moderators;
use crate::moderation::actions::{
    self, BanOrder, Grounds, lock, lock_branch, pin, remove, restore_comment, restore_post, unban,
    unlock, unlock_branch, unpin,
};
use crate::moderation::model::Target;
use crate::posts::actions::{accept_answer, unaccept_answer};
use crate::posts::model::{Comment, Post};
use crate::posts::queries::{comment_by_ap_id, post_by_ap_id};
use axum::http::StatusCode;
use serde_json::Value;

const WOOD: &str = "https://forum.test/c/wood";

/// Bob looks after the community; Kim asked there, and Mia answered.
struct Scene {
    world: World,
    wood: Remote,
    place: Community,
    bob: Person,
    kim: Person,
    question: Post,
    answer: Comment,
}

async fn scene(software: &str) -> Scene {
    let world = World::new().await;
    let wood = world.followed_group(WOOD).await;
    let (kim, mia) = (
        world.person("https://forum.test/u/kim"),
        world.person("https://forum.test/u/mia"),
    );
    let question = kim.thread(&wood.id, "1", "Which plane?");
    let answer = mia.reply(&wood.id, "2", id(&question));
    for (tail, who, thing) in [("1", &kim, &question), ("2", &mia, &answer)] {
        let create = who.does("Create", tail, thing.clone());
        world.send(&wood, &wood.announces(tail, &create)).await;
    }
    set_software(&world.app, "forum.test", software).await;
    let bob = person(&world.app, "bob").await;
    let system = &Viewer::System;
    let (place, kim, question, answer) = {
        let mut conn = world.app.store.read().await.unwrap();
        let place = community_by_ap_id(&mut conn, WOOD).await.unwrap();
        let kim = person_by_ap_id(&mut conn, &kim.id).await.unwrap();
        let post = post_by_ap_id(&mut conn, system, id(&question)).await;
        let reply = comment_by_ap_id(&mut conn, system, id(&answer)).await;
        (place, kim, post.unwrap(), reply.unwrap())
    };
    let place = place.unwrap();
    save_remote_moderators(&world.app, &place, std::slice::from_ref(&bob))
        .await
        .unwrap();
    Scene {
        world,
        wood,
        place,
        bob,
        kim: kim.unwrap(),
        question: question.unwrap(),
        answer: answer.unwrap(),
    }
}

/// The one thing that was said since, which went to the community.
async fn told(scene: &Scene, since: usize) -> Value {
    let told = said(&scene.world.app).await.split_off(since);
    let [act] = &told[..] else {
        panic!("one act to one place: {told:#?}");
    };
    let went = inboxes(&scene.world.app, &act["id"]).await;
    let home = format!("{WOOD}/inbox");
    assert!(went.contains(&home), "{act:#} went to {went:?}");
    assert_eq!(act["actor"], scene.bob.actor.ap_id);
    assert_eq!(act["audience"], WOOD);
    act.clone()
}

/// Type, type of what is undone, the object, the target.
fn gist(act: &Value) -> (String, String, String, String) {
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let inner = if act["object"].is_object() {
        &act["object"]
    } else {
        act
    };
    let undone = if act["object"].is_object() {
        word(&inner["type"])
    } else {
        String::new()
    };
    let (object, target) = (word(&inner["object"]), word(&inner["target"]));
    (word(&act["type"]), undone, object, target)
}

async fn does(scene: &Scene, word: &str) {
    let (app, bob) = (&scene.world.app, &scene.bob);
    let (post, reply, place) = (scene.question.id, scene.answer.id, scene.place.id());
    let why = Grounds::from("Off topic");
    let order = BanOrder {
        reason: "Rude".into(),
        until: Some(app.now().plus(chrono::TimeDelta::days(2))),
        remove_content: false,
    };
    let done = match word {
        "remove thread" => remove(app, bob, Target::Post(post), &why).await.map(|_| ()),
        "restore thread" => restore_post(app, bob, post, "").await,
        "remove reply" => remove(app, bob, Target::Comment(reply), &why)
            .await
            .map(|_| ()),
        "restore reply" => restore_comment(app, bob, reply, "").await,
        "lock" => lock(app, bob, post, "Heated").await,
        "unlock" => unlock(app, bob, post, "").await,
        "lock branch" => lock_branch(app, bob, reply, "Heated").await,
        "unlock branch" => unlock_branch(app, bob, reply, "").await,
        "pin" => pin(app, bob, post).await,
        "unpin" => unpin(app, bob, post).await,
        "ban" => actions::ban(app, bob, place, &scene.kim, &order).await,
        "unban" => unban(app, bob, place, &scene.kim, "").await,
        "accept" => accept_answer(app, bob, post, reply).await,
        "unaccept" => unaccept_answer(app, bob, post).await,
        other => panic!("{other}"),
    };
    done.unwrap_or_else(|error| panic!("{word}: {error}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_act_is_said_to_the_community_and_holds_here_at_once() {
    for software in ["lemmy", "piefed", "guildhall"] {
        let scene = scene(software).await;
        let world = &scene.world;
        let (q, a, kim) = (
            scene.question.ap_id.clone(),
            scene.answer.ap_id.clone(),
            scene.kim.actor.ap_id.clone(),
        );
        let featured = format!("{WOOD}/featured");
        let mut acts = vec![
            ("remove thread", "Delete", "", &q, ""),
            ("restore thread", "Undo", "Delete", &q, ""),
            ("remove reply", "Delete", "", &a, ""),
            ("restore reply", "Undo", "Delete", &a, ""),
            ("lock", "Lock", "", &q, ""),
            ("unlock", "Undo", "Lock", &q, ""),
            ("lock branch", "Lock", "", &a, ""),
            ("unlock branch", "Undo", "Lock", &a, ""),
            ("pin", "Add", "", &q, featured.as_str()),
            ("unpin", "Remove", "", &q, featured.as_str()),
            ("ban", "Block", "", &kim, WOOD),
            ("unban", "Undo", "Block", &kim, WOOD),
        ];
        if software != "lemmy" {
            acts.push(("accept", "ChooseAnswer", "", &a, ""));
            acts.push(("unaccept", "Undo", "ChooseAnswer", &a, ""));
        }
        for (word, kind, undone, object, target) in acts {
            world.pass(chrono::TimeDelta::seconds(1));
            let (before, since) = (world.dump().await, said(&world.app).await.len());
            does(&scene, word).await;
            assert_ne!(world.dump().await, before, "{software}: {word}");
            let act = told(&scene, since).await;
            let expected = (kind, undone, object.as_str(), target);
            let (a, b, c, d) = gist(&act);
            assert_eq!((&*a, &*b, &*c, &*d), expected, "{software}: {word}");
            // The community passes it on, to us too.
            world
                .in_vain(
                    &scene.wood,
                    &scene.wood.announces(&word.replace(' ', "-"), &act),
                )
                .await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removal_has_a_reason_and_a_ban_its_end() {
    let scene = scene("lemmy").await;
    let since = said(&scene.world.app).await.len();
    does(&scene, "remove thread").await;
    // Without one others take it for its author's own word.
    assert_eq!(told(&scene, since).await["summary"], "Off topic");
    let since = said(&scene.world.app).await.len();
    does(&scene, "ban").await;
    let act = told(&scene, since).await;
    assert_eq!(act["summary"], "Rude");
    assert_eq!(act["removeData"], false);
    assert_eq!(act["endTime"], act["expires"]);
    assert!(act["endTime"].is_string());
    let (status, log) = scene
        .world
        .get("/c/wood@forum.test/modlog", "text/html")
        .await;
    assert_eq!(status, StatusCode::OK, "{log}");
    for told in ["Off topic", "Rude", "@bob"] {
        assert!(log.contains(told), "{told}: {log}");
    }
    // Nobody else of ours speaks for that community.
    let stranger = person(&scene.world.app, "carl").await;
    let app = &scene.world.app;
    let refused = lock(app, &stranger, scene.question.id, "").await;
    assert_eq!(refused.unwrap_err().status(), 403);
    let order = BanOrder::default();
    let refused = actions::ban(app, &stranger, scene.place.id(), &scene.kim, &order).await;
    assert_eq!(refused.unwrap_err().status(), 403);
}
