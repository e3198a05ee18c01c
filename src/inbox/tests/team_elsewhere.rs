//! Members of other servers look after a community here, each as their software says it.

use super::moderators::entrust;
use super::{Remote, World, id};
use crate::communities::tests::said;
use crate::membership::model::Role;
use serde_json::{Value, json};

/// Lemmy and PieFed name the thing and say why; Mbin leaves a tombstone in its place and a ban's end as `expires`
/// alone; Guildhall says when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Software {
    Lemmy,
    PieFed,
    Mbin,
    Guildhall,
}

struct Scene {
    world: World,
    software: Software,
    team: Remote,
    kim: Remote,
    thread: Value,
    reply: Value,
}

async fn scene(software: Software) -> Scene {
    let world = World::new().await;
    let place = world.group().to_owned();
    let team = world.person("https://team.test/u/lena");
    let kim = world.person("https://victor.test/u/kim");
    let fan = world.person("https://fan.test/u/fan");
    entrust(&world, &team, Role::Moderator).await;
    world
        .send(&fan, &fan.does("Follow", "f", json!(place)))
        .await;
    let thread = kim.thread(&place, "1", "What glue for a bridge?");
    let reply = kim.reply(&place, "2", id(&thread));
    for (tail, thing) in [("1", &thread), ("2", &reply)] {
        let create = kim.does("Create", tail, thing.clone());
        world.send(&kim, &create).await;
    }
    Scene {
        world,
        software,
        team,
        kim,
        thread,
        reply,
    }
}

impl Scene {
    /// As every forum addresses what its moderators do.
    fn act(&self, kind: &str, tail: &str, object: Value) -> Value {
        let group = self.world.group();
        let mut act = self.team.does(kind, tail, object);
        act["cc"] = json!([group]);
        act["audience"] = json!(group);
        if self.software == Software::Guildhall {
            act["published"] = json!(self.world.app.now().wire());
        }
        act
    }

    fn removal(&self, thing: &Value) -> Value {
        match self.software {
            Software::Mbin => {
                let tombstone = json!({"id": id(thing), "type": "Tombstone"});
                self.act("Delete", "remove", tombstone)
            }
            _ => {
                let mut act = self.act("Delete", "remove", json!(id(thing)));
                act["summary"] = json!("Off topic");
                act
            }
        }
    }

    fn ban(&self) -> Value {
        let mut act = self.act("Block", "ban", json!(self.kim.id));
        act["target"] = json!(self.world.group());
        act["expires"] = json!("2099-01-01T00:00:00Z");
        if self.software != Software::Mbin {
            act["summary"] = json!("Rude");
            act["endTime"] = act["expires"].clone();
            act["removeData"] = json!(false);
        }
        act
    }

    /// Whether the line of something has this word.
    async fn shows(&self, of: &Value, word: &str) -> bool {
        let dump = self.world.dump().await;
        let line = dump
            .iter()
            .find(|line| line.split(' ').nth(1) == Some(id(of)));
        line.unwrap().contains(word)
    }

    async fn is_banned(&self) -> bool {
        let ban = format!("ban {} {}", self.kim.id, self.world.group());
        self.world.dump().await.contains(&ban)
    }

    /// Sends it, and its readers elsewhere hear of it as it was said.
    async fn does(&self, act: &Value) {
        self.world.send(&self.team, act).await;
        let told = said(&self.world.app).await;
        let heard = told
            .iter()
            .any(|told| told["type"] == "Announce" && told["object"] == *act);
        assert!(heard, "{:?}: {act:#}", self.software);
    }

    /// Does it, and takes it back by an Undo that embeds it under another id, as Lemmy and PieFed do.
    async fn back(&self, act: &Value, tail: &str) {
        let mut undone = act.clone();
        undone["id"] = json!(format!("{}/act/{tail}-again", self.team.id));
        let undo = self.act("Undo", &format!("{tail}-undo"), undone);
        self.does(&undo).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moderator_on_any_forum_removes_locks_pins_and_bans_here() {
    for software in [
        Software::Lemmy,
        Software::PieFed,
        Software::Mbin,
        Software::Guildhall,
    ] {
        let scene = scene(software).await;
        let (thread, reply) = (&scene.thread, &scene.reply);
        let removal = scene.removal(thread);
        scene.does(&removal).await;
        assert!(scene.shows(thread, " removed").await, "{software:?}");
        scene.back(&removal, "remove").await;
        assert!(!scene.shows(thread, " removed").await, "{software:?}");

        for (tail, thing) in [("lock", thread), ("lock-branch", reply)] {
            let lock = scene.act("Lock", tail, json!(id(thing)));
            scene.does(&lock).await;
            assert!(scene.shows(thing, " locked").await, "{software:?} {tail}");
            scene.back(&lock, tail).await;
            assert!(!scene.shows(thing, " locked").await, "{software:?} {tail}");
        }
        for (kind, pinned) in [("Add", true), ("Remove", false)] {
            let mut pin = scene.act(kind, kind, json!(id(thread)));
            pin["target"] = json!(format!("{}/featured", scene.world.group()));
            scene.does(&pin).await;
            assert_eq!(scene.shows(thread, " pinned").await, pinned, "{software:?}");
        }
        let ban = scene.ban();
        scene.does(&ban).await;
        assert!(scene.is_banned().await, "{software:?}");
        let late = scene.kim.thread(scene.world.group(), "9", "Again?");
        let create = scene.kim.does("Create", "9", late);
        scene.world.in_vain(&scene.kim, &create).await;
        scene.back(&ban, "ban").await;
        assert!(!scene.is_banned().await, "{software:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ban_from_elsewhere_ends_when_it_says_and_who_left_the_team_decides_nothing() {
    for software in [Software::Lemmy, Software::Mbin] {
        let scene = scene(software).await;
        let world = &scene.world;
        let mut ban = scene.ban();
        let until = world.app.now().plus(chrono::TimeDelta::days(2)).wire();
        for key in ["endTime", "expires"] {
            if ban[key].is_string() {
                ban[key] = json!(until);
            }
        }
        scene.does(&ban).await;
        let write = |tail: &str| {
            let thread = scene.kim.thread(world.group(), tail, "May I?");
            scene.kim.does("Create", tail, thread)
        };
        world.in_vain(&scene.kim, &write("8")).await;
        world.pass(chrono::TimeDelta::days(3));
        world.send(&scene.kim, &write("9")).await;
        let dump = world.dump().await;
        assert!(dump.iter().any(|line| line.contains("May I?")), "{dump:#?}");

        entrust(world, &scene.team, Role::Member).await;
        for act in [
            scene.removal(&scene.thread),
            scene.act("Lock", "l", json!(id(&scene.thread))),
        ] {
            world.in_vain(&scene.team, &act).await;
        }
    }
}
