//! Any order of arrival and any number of copies end in the same state (design README 22, model.md's
//! merge rules, safety.md M1: P1, P2, P4; the other properties are in `properties`).
//!
//! A case is a small world of acts as they were done. It is played once in that order and once
//! shuffled and with copies, under other host names on the same server; what is left must be the same. So
//! it must where each act comes behind a forgery of it.
//! A third of the acts say no time: those keep their sender's order about one thing, and come after what
//! they are about.

mod properties;

use super::{PUBLIC, Remote, World, dump, id};
use crate::accounts::model::Viewer;
use crate::activitypub::fake_http::Reply;
use crate::communities::federation::acting_person;
use crate::communities::tests::said;
use crate::membership::actions::appoint;
use crate::moderation::actions::{Grounds, remove, restore_comment};
use crate::moderation::model::Target;
use crate::posts::actions::{ThreadDraft, start_thread};
use crate::posts::model::ThreadKind;
use crate::posts::queries::comment_by_ap_id;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU32, Ordering};

/// Threads: one in our community, one in a community elsewhere, one begun by somebody here.
const THREADS: usize = 3;
const LOCAL: usize = 2;
const PEOPLE: usize = 3;

/// One thing somebody does. Numbers are taken modulo what there is.
#[derive(Clone, Debug)]
struct Deed {
    verb: u8,
    who: usize,
    what: usize,
    timed: bool,
}

/// An act ready to be sent, and what decides about its order.
#[derive(Clone, Debug)]
struct Act {
    activity: Value,
    signer: Remote,
    timed: bool,
    /// Whose word about which thing.
    about: (String, String),
    /// Creates that an act without a time comes after.
    after: Vec<usize>,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = (0..14_u8, 0..PEOPLE, 0..6_usize, prop::bool::weighted(0.6)).prop_map(
        |(verb, who, what, timed)| Deed {
            verb,
            who,
            what,
            timed,
        },
    );
    prop::collection::vec(deed, 1..16)
}

/// What a play leaves behind, in words that do not depend on its host names.
#[derive(Clone)]
struct Play<'a> {
    world: &'a World,
    tag: String,
    people: Vec<Remote>,
    mallory: Remote,
    group: Remote,
    threads: Vec<String>,
}

static PLAYS: AtomicU32 = AtomicU32::new(0);

impl<'a> Play<'a> {
    async fn new(world: &'a World) -> Self {
        let tag = format!("n{:05}", PLAYS.fetch_add(1, Ordering::Relaxed));
        let people = (0..PEOPLE)
            .map(|n| {
                // What has not been sent yet cannot be asked for either.
                let host = format!("p{n}.{tag}.test");
                world.app.http.answer(&host, Reply::status(503));
                world.person(&format!("https://{host}/u/p{n}"))
            })
            .collect();
        let mallory = world.person(&format!("https://mallory.{tag}.test/u/m"));
        let group = world
            .followed_group(&format!("https://p0.{tag}.test/c/wood"))
            .await;
        let draft = ThreadDraft {
            title: "Ours?".into(),
            body: "words".into(),
            ..ThreadDraft::default()
        };
        let ours = start_thread(
            &world.app,
            &world.ada,
            world.luthiers.id(),
            ThreadKind::Question,
            &draft,
        )
        .await
        .unwrap();
        let threads = vec![
            format!("https://p1.{tag}.test/u/p1/post/t0"),
            format!("https://p0.{tag}.test/u/p0/post/t1"),
            ours.ap_id,
        ];
        forget_work(world).await;
        Self {
            world,
            tag,
            people,
            mallory,
            group,
            threads,
        }
    }

    fn home_of(&self, thread: usize) -> &str {
        match thread {
            1 => &self.group.id,
            _ => self.world.group(),
        }
    }

    /// Threads in our community are sent by their people; those elsewhere come announced.
    fn sent(&self, thread: usize, who: &Remote, activity: &Value, n: usize) -> (Remote, Value) {
        if thread == 1 {
            let group = self.group.clone();
            let announce = group.announces(&format!("{n}"), activity);
            return (group, announce);
        }
        (who.clone(), activity.clone())
    }

    /// The acts of a case, in the order they are done. Things are made when they are first needed.
    fn acts(&self, deeds: &[Deed]) -> Vec<Act> {
        let mut list = Writer::new(self);
        for deed in deeds {
            list.write(deed);
        }
        list.acts
    }

    async fn send(&self, act: &Act) {
        // What is announced of other servers is read from there, as it was when it was announced.
        let inner = match act.activity["type"].as_str() {
            Some("Announce") => &act.activity["object"],
            _ => &act.activity,
        };
        if matches!(inner["type"].as_str(), Some("Create" | "Update")) {
            self.world.serve(&inner["object"]);
        }
        self.world.pass(chrono::TimeDelta::seconds(1));
        self.world.post(&act.signer, &act.activity).await;
        self.world.work().await;
    }

    /// Everything of this play, without its name; notices count for what can be seen.
    async fn left(&self) -> Vec<String> {
        let ours = &self.threads[LOCAL];
        let mut lines: Vec<String> = dump(&self.world.app.store)
            .await
            .into_iter()
            .filter(|line| line.contains(&self.tag) || line.contains(ours.as_str()))
            .filter(|line| !line.starts_with("follow") && !line.starts_with("role"))
            .map(|line| {
                line.replace(&self.tag, "TAG")
                    .replace(ours.as_str(), "OURS")
            })
            .collect();
        lines.sort();
        lines
    }
}

/// Writes acts down; knows what has been made so far.
struct Writer<'a> {
    play: &'a Play<'a>,
    acts: Vec<Act>,
    /// Replies: id, thread, author, and the acts that made it and all above it.
    replies: Vec<(String, usize, usize, Vec<usize>)>,
    /// The act that made each thread.
    made: [Option<usize>; THREADS],
}

impl<'a> Writer<'a> {
    fn new(play: &'a Play<'a>) -> Self {
        Self {
            play,
            acts: Vec::new(),
            replies: Vec::new(),
            made: [None; THREADS],
        }
    }

    fn time(&self) -> String {
        format!(
            "2026-05-10T{:02}:{:02}:00Z",
            1 + self.acts.len() / 60,
            self.acts.len() % 60
        )
    }

    fn author_of(thread: usize) -> usize {
        match thread {
            0 => 1,
            _ => 0,
        }
    }

    fn push(
        &mut self,
        thread: usize,
        who: usize,
        mut activity: Value,
        timed: bool,
        about: &str,
        after: Vec<usize>,
    ) -> usize {
        if timed {
            activity["published"] = json!(self.time());
        }
        let person = self.play.people[who].clone();
        let n = self.acts.len();
        let (signer, activity) = self.play.sent(thread, &person, &activity, n);
        self.acts.push(Act {
            activity,
            signer,
            timed,
            about: (person.id, about.to_owned()),
            after,
        });
        n
    }

    fn stamp(&self, object: &mut Value, updated: bool, timed: bool) {
        let map = object.as_object_mut().unwrap();
        match timed {
            true if updated => drop(map.insert("updated".into(), json!(self.time()))),
            true => drop(map.insert("published".into(), json!(self.time()))),
            false => {
                map.remove("published");
            }
        }
    }

    fn need_thread(&mut self, thread: usize, timed: bool) -> Vec<usize> {
        if thread == LOCAL {
            return Vec::new();
        }
        if let Some(act) = self.made[thread] {
            return vec![act];
        }
        let who = Self::author_of(thread);
        let mut object = self.play.people[who].thread(
            self.play.home_of(thread),
            &format!("t{thread}"),
            "Question?",
        );
        self.stamp(&mut object, false, timed);
        let about = self.play.threads[thread].clone();
        let create = self.play.people[who].does("Create", &format!("c{thread}"), object);
        let act = self.push(thread, who, create, timed, &about, Vec::new());
        self.made[thread] = Some(act);
        vec![act]
    }

    fn write(&mut self, deed: &Deed) {
        let thread = deed.what % THREADS;
        let after = self.need_thread(thread, deed.timed || deed.verb.is_multiple_of(2));
        let reply = (!self.replies.is_empty()).then(|| deed.what % self.replies.len());
        match deed.verb {
            0 | 1 => self.reply_to(deed, thread, None, after),
            2 => match reply {
                Some(reply) => {
                    let (_, thread, _, after) = self.replies[reply].clone();
                    self.reply_to(deed, thread, Some(reply), after);
                }
                None => self.reply_to(deed, thread, None, after),
            },
            3 if thread != LOCAL => self.edit_thread(deed, thread),
            4 => {
                if let Some(reply) = reply {
                    self.edit_reply(deed, reply);
                }
            }
            5 | 6 if thread != LOCAL => {
                let id = self.play.threads[thread].clone();
                self.fate(
                    deed,
                    thread,
                    Self::author_of(thread),
                    &id,
                    after,
                    deed.verb == 6,
                );
            }
            7 | 8 => {
                if let Some(reply) = reply {
                    let (id, thread, author, after) = self.replies[reply].clone();
                    self.fate(deed, thread, author, &id, after, deed.verb == 8);
                }
            }
            9 | 10 => match reply.filter(|_| deed.who != 0) {
                Some(reply) => {
                    let (id, thread, _, after) = self.replies[reply].clone();
                    self.vote(deed, thread, &id, after);
                }
                None => {
                    let id = self.play.threads[thread].clone();
                    self.vote(deed, thread, &id, after);
                }
            },
            11 | 12 => {
                if let Some(reply) = reply {
                    self.choose(deed, reply, deed.verb == 12);
                }
            }
            13 => self.lock(deed),
            _ => {}
        }
    }

    fn reply_to(
        &mut self,
        deed: &Deed,
        thread: usize,
        parent: Option<usize>,
        mut after: Vec<usize>,
    ) {
        let n = self.replies.len();
        let above = match parent {
            Some(parent) => self.replies[parent].0.clone(),
            None => self.play.threads[thread].clone(),
        };
        let who = &self.play.people[deed.who];
        let mut object = who.reply(self.play.home_of(thread), &format!("r{n}"), &above);
        self.stamp(&mut object, false, deed.timed);
        let id = object["id"].as_str().unwrap().to_owned();
        let create = who.does("Create", &format!("cr{n}"), object);
        let act = self.push(thread, deed.who, create, deed.timed, &id, after.clone());
        after.push(act);
        self.replies.push((id, thread, deed.who, after));
    }

    fn edit_thread(&mut self, deed: &Deed, thread: usize) {
        let who = Self::author_of(thread);
        let n = self.acts.len();
        // Few texts, so that one comes back after another.
        let title = ["Question?", "Another?"][n % 2];
        let mut object =
            self.play.people[who].thread(self.play.home_of(thread), &format!("t{thread}"), title);
        self.stamp(&mut object, true, deed.timed);
        let about = self.play.threads[thread].clone();
        let update = self.play.people[who].does("Update", &format!("u{n}"), object);
        let after = self.made[thread].into_iter().collect();
        self.push(thread, who, update, deed.timed, &about, after);
    }

    fn edit_reply(&mut self, deed: &Deed, reply: usize) {
        let (id, thread, author, after) = self.replies[reply].clone();
        let n = self.acts.len();
        let who = &self.play.people[author];
        // The same reply as before, with other words.
        let mut object = self.acts[*after.last().unwrap()].activity.clone();
        if object["type"] == "Announce" {
            object = object["object"].clone();
        }
        object = object["object"].clone();
        object["content"] = json!(["<p>an answer</p>", "<p>a better answer</p>"][n % 2]);
        self.stamp(&mut object, true, deed.timed);
        let update = who.does("Update", &format!("u{n}"), object);
        self.push(thread, author, update, deed.timed, &id, after);
    }

    fn fate(
        &mut self,
        deed: &Deed,
        thread: usize,
        author: usize,
        id: &str,
        after: Vec<usize>,
        undo: bool,
    ) {
        let n = self.acts.len();
        let who = &self.play.people[author];
        // A group speaks for the people of its own server; for others their server is asked, which is
        // tested in `authority`.
        if thread == 1 && author != 0 {
            return;
        }
        let mut act = who.does("Delete", &format!("d{n}"), json!(id));
        if undo {
            act = who.does("Undo", &format!("ud{n}"), act);
        }
        self.push(thread, author, act, deed.timed, id, after);
    }

    fn vote(&mut self, deed: &Deed, thread: usize, id: &str, after: Vec<usize>) {
        let n = self.acts.len();
        let who = &self.play.people[deed.who];
        let kind = if deed.verb == 9 { "Like" } else { "Dislike" };
        let mut act = who.does(kind, &format!("v{n}"), json!(id));
        if n.is_multiple_of(3) {
            act = who.does("Undo", &format!("uv{n}"), act);
        }
        self.push(
            thread,
            deed.who,
            act,
            deed.timed,
            &format!("vote {id}"),
            after,
        );
    }

    /// The asker chooses, of all answers to one question.
    fn choose(&mut self, deed: &Deed, reply: usize, undo: bool) {
        let (id, thread, _, after) = self.replies[reply].clone();
        if thread == LOCAL {
            return;
        }
        let n = self.acts.len();
        let asker = Self::author_of(thread);
        let who = &self.play.people[asker];
        let mut act = who.does("ChooseAnswer", &format!("a{n}"), json!(id));
        if undo {
            act = who.does("Undo", &format!("ua{n}"), act);
        }
        self.push(
            thread,
            asker,
            act,
            deed.timed,
            &format!("choice in {thread}"),
            after,
        );
    }

    /// A moderator of the community elsewhere locks and unlocks its thread, or removes and restores it.
    fn lock(&mut self, deed: &Deed) {
        if self.made[1].is_none() {
            return;
        }
        let n = self.acts.len();
        let who = &self.play.people[0];
        let kind = if deed.what.is_multiple_of(2) {
            "Lock"
        } else {
            "Delete"
        };
        let mut act = who.does(kind, &format!("m{n:03}"), json!(self.play.threads[1]));
        if kind == "Delete" {
            act["summary"] = json!("");
        }
        if n.is_multiple_of(2) {
            act = who.does("Undo", &format!("m{n:03}u"), act);
        }
        let after = self.made[1].into_iter().collect();
        self.push(1, 0, act, deed.timed, "moderation", after);
    }
}

/// A shuffled order with copies in which acts without a time keep their place behind what they follow.
fn reorder(acts: &[Act], keys: &[u32]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..acts.len()).collect();
    order.sort_by_key(|n| (keys[n % keys.len()], *n));
    let bound = |about: &(String, String)| acts.iter().any(|act| act.about == *about && !act.timed);
    let mut placed: Vec<usize> = Vec::new();
    while placed.len() < acts.len() {
        let next = order
            .iter()
            .copied()
            .find(|n| {
                if placed.contains(n) {
                    return false;
                }
                let act = &acts[*n];
                let earlier_of_sender = (0..*n).filter(|m| acts[*m].about == act.about);
                let kept =
                    !bound(&act.about) || earlier_of_sender.clone().all(|m| placed.contains(&m));
                kept && (act.timed || act.after.iter().all(|m| placed.contains(m)))
            })
            .expect("some act can come next");
        placed.push(next);
    }
    with_copies(&placed, acts, keys)
}

/// Copies come some time after the first: an original has an even place, its copy an odd one behind it.
fn with_copies(placed: &[usize], acts: &[Act], keys: &[u32]) -> Vec<usize> {
    let mut places: Vec<(usize, usize)> = Vec::new();
    for (n, act) in placed.iter().enumerate() {
        places.push((2 * n, *act));
        let key = keys[n % keys.len()];
        if key.is_multiple_of(3) && acts[*act].timed {
            let later = usize::try_from(key % 5).unwrap_or_default();
            places.push((2 * (n + later) + 1, *act));
        }
    }
    places.sort_by_key(|(place, _)| *place);
    places.into_iter().map(|(_, act)| act).collect()
}

async fn play(world: &World, deeds: &[Deed], order: Option<&[u32]>, forge: bool) -> Vec<String> {
    let play = Play::new(world).await;
    let acts = play.acts(deeds);
    let order = match order {
        Some(keys) => reorder(&acts, keys),
        None => (0..acts.len()).collect(),
    };
    for n in order {
        if forge {
            let forged = forged(&play, &acts[n], n);
            play.world.post(&play.mallory, &forged).await;
            play.world.work().await;
        }
        play.send(&acts[n]).await;
    }
    let left = play.left().await;
    forget_work(world).await;
    left
}

/// What is still to be tried again asks servers that never answer. It would be tried beside all that is
/// played afterwards, and more of it with each play.
async fn forget_work(world: &World) {
    world.set("DELETE FROM jobs").await;
}

/// The same act on the same thing by somebody who may not.
fn forged(play: &Play<'_>, act: &Act, n: usize) -> Value {
    let mut forged = match act.activity["type"].as_str() {
        Some("Announce") => act.activity["object"].clone(),
        _ => act.activity.clone(),
    };
    forged["actor"] = json!(play.mallory.id);
    forged["id"] = json!(format!("{}/act/{n}", play.mallory.id));
    if forged["type"] == "Like" || forged["type"] == "Dislike" {
        // A vote of one's own is nobody else's business; its Undo by somebody else is.
        forged["type"] = json!("Undo");
        forged["object"] = json!({"type": "Like", "id": "https://x.test/1", "actor": act.about.0, "object": forged["object"]});
    }
    forged["to"] = json!([PUBLIC]);
    forged
}

/// In the order in which it was done, and in another with copies; on both databases, side by side, where
/// there are two.
async fn ends_the_same(
    world: &World,
    other: Option<&World>,
    deeds: Vec<Deed>,
    keys: Vec<u32>,
) -> Result<(), TestCaseError> {
    let here = async {
        let done = play(world, &deeds, None, false).await;
        (done, play(world, &deeds, Some(&keys), false).await)
    };
    let there = async {
        match other {
            Some(other) => Some(play(other, &deeds, Some(&keys), false).await),
            None => None,
        }
    };
    let ((done, shuffled), there) = tokio::join!(Box::pin(here), Box::pin(there));
    prop_assert_eq!(&done, &shuffled);
    if let Some(there) = there {
        prop_assert_eq!(&done, &there, "the other database ends differently");
    }
    Ok(())
}

/// With a forgery before every act, and on another server without any.
async fn forgeries_change_nothing(
    world: &World,
    other: &World,
    deeds: Vec<Deed>,
) -> Result<(), TestCaseError> {
    let (forged, sound) = tokio::join!(
        Box::pin(play(world, &deeds, None, true)),
        Box::pin(play(other, &deeds, None, false)),
    );
    prop_assert_eq!(&sound, &forged, "forged acts changed something");
    Ok(())
}

fn config() -> Config {
    let cases = std::env::var("ORDER_CASES")
        .ok()
        .and_then(|n| n.parse().ok());
    Config {
        cases: cases.unwrap_or(12),
        max_shrink_iters: 200,
        failure_persistence: None,
        ..Config::default()
    }
}

fn wait_for<T>(run: impl Future<Output = T>) -> T {
    tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(run))
}

#[tokio::test(flavor = "multi_thread")]
async fn any_order_and_any_copies_end_the_same() {
    let world = World::unlimited().await;
    // On PostgreSQL the same is played on SQLite too.
    let other = match world.app.store.is_sqlite() {
        true => None,
        false => Some(World::on_sqlite().await),
    };
    let input = (deeds(), prop::collection::vec(any::<u32>(), 32));
    let outcome = TestRunner::new(config()).run(&input, |(deeds, keys)| {
        wait_for(ends_the_same(&world, other.as_ref(), deeds, keys))
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_acts_change_nothing_and_keep_no_genuine_one_out() {
    let (world, other) = (World::unlimited().await, World::on_sqlite().await);
    let outcome = TestRunner::new(config()).run(&deeds(), |deeds| {
        wait_for(forgeries_change_nothing(&world, &other, deeds))
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_was_away_when_it_was_accepted_is_accepted_once_it_is_back() {
    let world = World::new().await;
    let (lena, bo) = (
        world.person("https://a.test/u/lena"),
        world.person("https://b.test/u/bo"),
    );
    let thread = lena.thread(world.group(), "1", "Which glue?");
    let answer = bo.reply(world.group(), "2", id(&thread));
    let delete = bo.does("Delete", "3", json!(id(&answer)));
    let choose = lena.does("ChooseAnswer", "4", json!(id(&answer)));
    let accepted = format!("accepted {}", id(&answer));
    let said = [
        (&lena, lena.does("Create", "1", thread), false),
        (&bo, bo.does("Create", "2", answer), false),
        (&bo, delete.clone(), false),
        (&lena, choose, false),
        (&bo, bo.does("Undo", "5", delete), true),
    ];
    for (who, act, is_accepted) in said {
        world.send(who, &act).await;
        let lines = world.dump().await;
        let now = lines.iter().any(|line| line.contains(&accepted));
        assert_eq!(now, is_accepted, "after {act}: {lines:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_accepted_while_it_was_away_is_told_to_all_when_it_is_back() {
    let world = World::new().await;
    let (vic, bo) = (
        world.person("https://a.test/u/vic"),
        world.person("https://b.test/u/bo"),
    );
    let draft = ThreadDraft {
        title: "Which glue?".into(),
        body: "For spruce.".into(),
        ..ThreadDraft::default()
    };
    let (place, kind) = (world.luthiers.id(), ThreadKind::Question);
    let question = start_thread(&world.app, &world.ada, place, kind, &draft)
        .await
        .unwrap();
    let answer = bo.reply(world.group(), "1", &question.ap_id);
    let create = bo.does("Create", "1", answer.clone());
    world.send(&bo, &create).await;
    let moderator = acting_person(&world.app, &vic.id).await.unwrap();
    appoint(&world.app, &world.ada, &world.luthiers, &moderator)
        .await
        .unwrap();
    let told = async || {
        let mut said = said(&world.app).await;
        said.retain(|said| said["type"] == "Update" && said["object"]["type"] == "Article");
        said
    };
    let delete = bo.does("Delete", "2", json!(id(&answer)));
    let choose = vic.does("ChooseAnswer", "3", json!(id(&answer)));
    let undo = bo.does("Undo", "4", delete.clone());
    world.send(&bo, &delete).await;
    world.send(&vic, &choose).await;
    assert!(told().await.is_empty(), "nobody sees it yet");
    world.send(&bo, &undo).await;
    let updates = told().await;
    assert_eq!(updates.len(), 1, "{updates:#?}");
    assert_eq!(updates[0]["object"]["acceptedAnswer"], answer["id"]);
    assert_eq!(updates[0]["actor"], world.ada.actor.ap_id.as_str());

    // The same for what moderators took down and restore.
    let mut conn = world.app.store.read().await.unwrap();
    let found = comment_by_ap_id(&mut conn, &Viewer::System, id(&answer)).await;
    drop(conn);
    let reply = found.unwrap().unwrap().id;
    let (what, why) = (Target::Comment(reply), Grounds::from("Not here"));
    remove(&world.app, &world.ada, what, &why).await.unwrap();
    assert_eq!(told().await.len(), 1);
    restore_comment(&world.app, &world.ada, reply, "After all")
        .await
        .unwrap();
    let updates = told().await;
    assert_eq!(updates.len(), 2, "{updates:#?}");
    assert_eq!(updates[1]["object"]["acceptedAnswer"], answer["id"]);
}
