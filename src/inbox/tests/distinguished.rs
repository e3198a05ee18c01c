//! Replies that stand out as the word of those who look after a community.

use super::moderators::entrust;
use super::{Remote, World, id};
use crate::communities::tests::{person, said};
use crate::error::{Error, Reason};
use crate::membership::model::Role;
use crate::posts::actions::{ReplyDraft, ThreadDraft, distinguish, reply, start_thread};
use crate::posts::model::ThreadKind;
use serde_json::{Value, json};

async fn stands_out(world: &World, thing: &Value) -> bool {
    let dump = world.dump().await;
    let found = dump
        .iter()
        .find(|line| line.split(' ').nth(1) == Some(id(thing)))
        .unwrap_or_else(|| panic!("{thing} is not here: {dump:#?}"));
    found.contains(" distinguished")
}

fn says(thing: &Value, distinguished: bool, hour: u8) -> Value {
    let mut said = thing.clone();
    said["distinguished"] = json!(distinguished);
    said["updated"] = json!(format!("2026-05-02T{hour}:00:00Z"));
    said
}

#[tokio::test(flavor = "multi_thread")]
async fn here_only_who_looks_after_the_community_speaks_for_it() {
    let world = World::new().await;
    let place = world.group().to_owned();
    let lena = world.person("https://piefed.test/u/lena");
    let vic = world.person("https://victor.test/u/vic");
    for who in [&lena, &vic] {
        let follow = who.does("Follow", "f", json!(place));
        world.send(who, &follow).await;
    }
    entrust(&world, &lena, Role::Moderator).await;
    let thread = vic.thread(&place, "1", "What glue for a bridge?");
    world
        .send(&vic, &vic.does("Create", "1", thread.clone()))
        .await;
    for (who, believed) in [(&lena, true), (&vic, false)] {
        let words = who.reply(&place, "2", id(&thread));
        let create = who.does("Create", "2", says(&words, true, 10));
        world.send(who, &create).await;
        assert_eq!(stands_out(&world, &words).await, believed, "{}", who.id);
        let update = who.does("Update", "3", says(&words, false, 11));
        world.send(who, &update).await;
        assert!(!stands_out(&world, &words).await);
        let update = who.does("Update", "4", says(&words, true, 12));
        world.send(who, &update).await;
        assert_eq!(stands_out(&world, &words).await, believed, "{}", who.id);
        // What is not said, or was said before, changes nothing.
        let mut unsaid = words.clone();
        unsaid["updated"] = json!("2026-05-02T13:00:00Z");
        world.send(who, &who.does("Update", "5", unsaid)).await;
        let late = who.does("Update", "6", says(&words, false, 11));
        world.send(who, &late).await;
        assert_eq!(stands_out(&world, &words).await, believed, "{}", who.id);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn elsewhere_the_communitys_server_knows_its_own() {
    let world = World::new().await;
    let wood = world.followed_group("https://forum.test/c/wood").await;
    let mia = world.person("https://forum.test/u/mia");
    let zoe = world.person("https://third.test/u/zoe");
    let pass_on = async |tail: &str, act: Value| {
        world.send(&wood, &wood.announces(tail, &act)).await;
    };
    let thread = mia.thread(&wood.id, "1", "Which plane?");
    pass_on("1", mia.does("Create", "1", thread.clone())).await;
    let people: [(&Remote, bool); 2] = [(&mia, true), (&zoe, false)];
    for (who, believed) in people {
        let words = says(&who.reply(&wood.id, "2", id(&thread)), true, 10);
        world.serve(&words);
        let tail = who.id.rsplit('/').next().unwrap().to_owned();
        pass_on(&tail, who.does("Create", "2", words.clone())).await;
        assert_eq!(stands_out(&world, &words).await, believed, "{}", who.id);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn other_servers_are_told_that_a_reply_of_ours_stands_out() {
    let world = World::new().await;
    let (app, ada) = (&world.app, &world.ada);
    let bob = person(app, "bob").await;
    let draft = ThreadDraft {
        title: "How?".into(),
        body: "So.".into(),
        ..ThreadDraft::default()
    };
    let place = world.luthiers.id();
    let thread = start_thread(app, ada, place, ThreadKind::Question, &draft)
        .await
        .unwrap();
    let words = ReplyDraft {
        body: "Thus.".into(),
        ..ReplyDraft::default()
    };
    let own = reply(app, ada, thread.id, None, &words).await.unwrap();
    let bobs = reply(app, &bob, thread.id, None, &words).await.unwrap();
    for (who, what, why) in [
        (&bob, &bobs, Reason::NotModerator),
        (&bob, &own, Reason::NotAuthor),
        (ada, &bobs, Reason::NotAuthor),
    ] {
        let refused = distinguish(app, who, what.id, true).await.unwrap_err();
        assert!(
            matches!(refused, Error::Refused(reason) if reason == why),
            "{refused:?}"
        );
    }
    for stands_out in [true, false] {
        let before = said(app).await.len();
        for _ in 0..2 {
            let marked = distinguish(app, ada, own.id, stands_out).await.unwrap();
            assert_eq!(marked.distinguished_at.is_some(), stands_out);
        }
        let told = said(app).await.split_off(before);
        let [update] = &told[..] else {
            panic!("said once: {told:#?}");
        };
        assert_eq!(update["type"], "Update");
        assert_eq!(update["object"]["id"], own.ap_id);
        assert_eq!(update["object"]["distinguished"], stands_out);
    }
}
