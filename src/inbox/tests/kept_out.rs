//! Of whom this server keeps out nothing comes in, on whatever way, nor does what was taken away of theirs come
//! back (safety.md P-16).

use super::{Remote, World, block, count, id};
use crate::accounts::actions::suspend;
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::person_by_ap_id;
use crate::activitypub::fake_http::Reply;
use crate::inbox::lookup::resolve;
use crate::moderation::actions::{BanOrder, ban};
use chrono::TimeDelta;
use serde_json::{Value, json};

/// The ways in: by one's own word into a community here, as a thread and as a reply; by the word of a group
/// of a third server, with all words and with their id alone; as what somebody else's reply stands under; and
/// because somebody here asked for it.
const WAYS: [&str; 6] = ["own", "reply", "wrapped", "bare", "parent", "sought"];

/// Vic wrote something in `luthiers`, and took something else back. Others are welcome as before.
struct Scene {
    world: World,
    vic: Remote,
    ann: Remote,
    cy: Remote,
    /// A group of another server that is followed here.
    den: Remote,
    kept: Value,
    taken: Value,
    /// With which it was taken back.
    delete: Value,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Suspended,
    /// With the whole server.
    Blocked,
    /// From `luthiers` alone.
    Banned,
}

async fn scene() -> Scene {
    let world = World::new().await;
    let den = world.followed_group("https://third.test/c/den").await;
    let vic = world.person("https://victor.test/u/vic");
    let kept = vic.thread(world.group(), "kept", "What glue?");
    let taken = vic.thread(world.group(), "taken", "What clamp?");
    for (tail, thread) in [("kept", &kept), ("taken", &taken)] {
        let create = vic.does("Create", tail, thread.clone());
        world.send(&vic, &create).await;
    }
    let delete = vic.does("Delete", "delete", json!(id(&taken)));
    world.send(&vic, &delete).await;
    Scene {
        ann: world.person("https://ann.test/u/ann"),
        cy: world.person("https://cy.test/u/cy"),
        world,
        vic,
        den,
        kept,
        taken,
        delete,
    }
}

impl Scene {
    async fn post(&self, signer: &Remote, act: &Value) {
        self.world.pass(TimeDelta::seconds(1));
        self.world.post(signer, act).await;
        self.world.work().await;
    }

    async fn person(&self, remote: &Remote) -> Person {
        let mut conn = self.world.app.store.read().await.unwrap();
        let found = person_by_ap_id(&mut conn, &remote.id).await.unwrap();
        found.unwrap()
    }

    async fn judge(&self, verdict: Verdict) {
        let (app, vic) = (&self.world.app, self.person(&self.vic).await);
        match verdict {
            Verdict::Suspended => {
                suspend(app, &Viewer::System, vic.id()).await.unwrap();
            }
            Verdict::Blocked => block(&self.world, "victor.test").await,
            Verdict::Banned => {
                let (place, order) = (self.world.luthiers.id(), BanOrder::default());
                ban(app, &self.world.ada, place, &vic, &order)
                    .await
                    .unwrap();
            }
        }
    }

    /// A thread of somebody's in the group of the third server, which their own server shows.
    fn in_den(&self, who: &Remote, way: &str) -> Value {
        let thread = who.thread(&self.den.id, way, &words(way, who));
        self.world.serve(&thread);
        thread
    }

    /// Lets something of somebody's come on every way, each with words of its own.
    async fn try_all(&self, who: &Remote) {
        let group = self.world.group();
        let own = who.thread(group, "own", &words("own", who));
        self.post(who, &who.does("Create", "own", own)).await;
        let mut reply = who.reply(group, "reply", id(&self.kept));
        reply["content"] = json!(format!("<p>{}</p>", words("reply", who)));
        self.post(who, &who.does("Create", "reply", reply)).await;

        let wrapped = who.does("Create", "wrapped", self.in_den(who, "wrapped"));
        self.announce(who, "wrapped", &wrapped).await;
        let bare = self.in_den(who, "bare");
        self.announce(who, "bare", &json!(id(&bare))).await;
        let parent = self.in_den(who, "parent");
        let tail = format!("below-{}", name(who));
        let child = self.cy.reply(&self.den.id, &tail, id(&parent));
        self.world.serve(&child);
        let child = self.cy.does("Create", &tail, child);
        self.announce(who, "parent", &child).await;

        let sought = self.in_den(who, "sought");
        let viewer = Viewer::Account {
            id: self.world.ada.id(),
            admin: false,
        };
        let found = Box::pin(resolve(&self.world.app, &viewer, id(&sought))).await;
        assert_eq!(found.is_ok(), who.id == self.ann.id, "{found:?}");
        self.world.work().await;
    }

    async fn announce(&self, who: &Remote, way: &str, inner: &Value) {
        let id = format!("{way}-{}", name(who));
        self.post(&self.den, &self.den.announces(&id, inner)).await;
    }

    /// The ways on which something of theirs came in.
    async fn came(&self, who: &Remote) -> Vec<&'static str> {
        let there = self.things().await;
        let is_there = |way: &&str| there.iter().any(|line| line.contains(&words(way, who)));
        WAYS.into_iter().filter(is_there).collect()
    }

    /// Threads, replies and votes as they stand.
    async fn things(&self) -> Vec<String> {
        let mut lines = self.world.dump().await;
        let kinds = ["thread ", "reply ", "vote "];
        lines.retain(|line| kinds.iter().any(|kind| line.starts_with(kind)));
        lines
    }
}

fn name(who: &Remote) -> &str {
    who.id.rsplit('/').next().unwrap()
}

fn words(way: &str, who: &Remote) -> String {
    format!("{way} of {}", name(who))
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_whom_this_server_keeps_out_comes_in_on_any_way() {
    for verdict in [Verdict::Suspended, Verdict::Blocked] {
        let scene = scene().await;
        scene.judge(verdict).await;
        Box::pin(scene.try_all(&scene.vic)).await;
        let none: [&str; 0] = [];
        assert_eq!(scene.came(&scene.vic).await, none, "{verdict:?}");
        // The ways are open to who is welcome.
        Box::pin(scene.try_all(&scene.ann)).await;
        assert_eq!(scene.came(&scene.ann).await, WAYS, "{verdict:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_kept_out_changes_nothing_and_brings_nothing_back() {
    for verdict in [Verdict::Suspended, Verdict::Blocked, Verdict::Banned] {
        let scene = scene().await;
        let (world, vic) = (&scene.world, &scene.vic);
        let other = scene.ann.thread(world.group(), "other", "What saw?");
        let create = scene.ann.does("Create", "other", other.clone());
        world.send(&scene.ann, &create).await;
        scene.judge(verdict).await;
        let edited = |thing: &Value| {
            let mut edited = thing.clone();
            edited["content"] = json!("<p>and once more</p>");
            edited["updated"] = json!("2026-05-20T10:00:00Z");
            edited
        };
        let mut acts = vec![
            vic.does("Update", "1", edited(&scene.kept)),
            vic.does("Update", "2", edited(&scene.taken)),
            vic.does("Create", "3", scene.taken.clone()),
            vic.does("Create", "4", vic.thread(world.group(), "4", "And now?")),
            vic.does("Create", "5", vic.reply(world.group(), "5", id(&other))),
            vic.does("Like", "6", json!(id(&other))),
        ];
        // What one took back oneself one may put back where a community's ban is all that holds.
        if verdict != Verdict::Banned {
            acts.push(vic.does("Undo", "7", scene.delete.clone()));
        }
        let before = scene.things().await;
        for act in &acts {
            scene.post(vic, act).await;
            assert_eq!(scene.things().await, before, "{verdict:?}: {act:#}");
            // Nor on the word of a group that owns nothing of it.
            let id = act["id"].as_str().unwrap();
            let announced = scene.den.announces(id.rsplit('/').next().unwrap(), act);
            scene.post(&scene.den, &announced).await;
            assert_eq!(scene.things().await, before, "{verdict:?}: {announced:#}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_of_a_server_that_is_blocked_meanwhile_is_not_taken_up() {
    let world = World::new().await;
    let group = world.followed_group("https://forum.test/c/wood").await;
    let mia = world.person("https://forum.test/u/mia");
    let thread = mia.thread(&group.id, "1", "Which plane?");
    // Its server cannot be asked for the thread now.
    world.app.http.answer(id(&thread), Reply::status(503));
    for host in ["ann.test", "victor.test"] {
        let who = world.person(&format!("https://{host}/u/vic"));
        let reply = who.reply(&group.id, "2", id(&thread));
        world.send(&who, &who.does("Create", "2", reply)).await;
    }
    let waiting = "SELECT COUNT(*) AS n FROM waiting_acts";
    assert_eq!(count(&world.app.store, waiting).await, 2);
    block(&world, "victor.test").await;
    let create = mia.does("Create", "1", thread.clone());
    world.send(&group, &group.announces("1", &create)).await;
    assert_eq!(count(&world.app.store, waiting).await, 0);
    let dump = world.dump().await;
    let replies = dump.iter().filter(|line| line.starts_with("reply"));
    let replies: Vec<&String> = replies.collect();
    assert_eq!(replies.len(), 1, "{replies:#?}");
    assert!(
        replies[0].contains("https://ann.test/u/vic"),
        "{replies:#?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_applied_before_its_server_was_blocked_is_not_applied_after() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let thread = vic.thread(world.group(), "1", "What glue?");
    // Sent by its id alone, and its server cannot be asked for it now.
    world.app.http.answer(id(&thread), Reply::status(503));
    let create = vic.does("Create", "1", json!(id(&thread)));
    world.in_vain(&vic, &create).await;
    block(&world, "victor.test").await;
    world.serve(&thread);
    world.pass(TimeDelta::hours(1));
    world.work().await;
    let dump = world.dump().await;
    assert!(!dump.iter().any(|line| line.starts_with("thread")));
    let refused = "SELECT COUNT(*) AS n FROM received_activities WHERE state = 'refused'";
    assert_eq!(count(&world.app.store, refused).await, 1);
}
