//! What holds in every order of arrival besides that all end the same (safety.md M1): processes may end and begin
//! in between (P1), figures are what a count says (P3), nobody ever sees what is not for them (P5), what is
//! deleted stays so (P6), people are told once and the same (P7), and what we say is read as it was meant (P8).
//!
//! `ORDER_CASES` says how many cases are played.

use super::super::{PUBLIC, Remote, World, count, id};
use super::{Act, Deed, Play, Writer, config, deeds, forget_work, play, reorder, wait_for};
use crate::accounts::tests::browser::Browser;
use crate::activitypub::json;
use crate::communities::tests::person;
use crate::posts::actions::{ThreadDraft, reply, start_thread};
use crate::posts::arrived;
use crate::posts::model::{Post, ThreadKind};
use crate::posts::queries::recount;
use crate::posts::tests::stage::sign_in;
use crate::posts::tests::world::draft;
use axum::http::StatusCode;
use chrono::TimeDelta;
use proptest::prelude::*;
use proptest::test_runner::{TestError, TestRunner};
use serde_json::{Value, json};
use std::cell::Cell;

type Outcome = Result<(), TestCaseError>;

fn keys() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(any::<u32>(), 32)
}

fn settle<T: std::fmt::Debug>(outcome: Result<(), TestError<T>>) {
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

/// P1: each act comes to one of two processes, neither of which remembers what came to the other.
async fn processes_come_and_go(
    world: &World,
    other: &World,
    deeds: Vec<Deed>,
    keys: Vec<u32>,
) -> Outcome {
    let done = Box::pin(play(world, &deeds, None, false)).await;
    let here = Play::new(world).await;
    let there = Play {
        world: other,
        ..here.clone()
    };
    let acts = here.acts(&deeds);
    for (place, n) in reorder(&acts, &keys).into_iter().enumerate() {
        match keys[place % keys.len()].is_multiple_of(2) {
            true => here.send(&acts[n]).await,
            false => there.send(&acts[n]).await,
        }
    }
    let left = here.left().await;
    forget_work(world).await;
    prop_assert_eq!(&done, &left);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn it_ends_the_same_whichever_process_an_act_comes_to() {
    let world = World::unlimited().await;
    let other = world.another_process().await;
    let outcome = TestRunner::new(config()).run(&(deeds(), keys()), |(deeds, keys)| {
        wait_for(processes_come_and_go(&world, &other, deeds, keys))
    });
    settle(outcome);
}

/// P3: what was counted along the way is what a count says.
async fn figures_are_a_count(world: &World, deeds: Vec<Deed>, keys: Vec<u32>) -> Outcome {
    Box::pin(play(world, &deeds, Some(&keys), false)).await;
    let along = world.dump().await;
    let mut tx = world.app.store.begin().await.unwrap();
    recount(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    prop_assert_eq!(&along, &world.dump().await);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_what_a_count_says_in_any_order() {
    let world = World::unlimited().await;
    let outcome = TestRunner::new(config()).run(&(deeds(), keys()), |(deeds, keys)| {
        wait_for(figures_are_a_count(&world, deeds, keys))
    });
    settle(outcome);
}

/// The same said once more, under other ids.
fn once_more(act: &Act) -> Act {
    let mut act = act.clone();
    let again = |id: &Value| json!(format!("{}-again", id.as_str().unwrap()));
    act.activity["id"] = again(&act.activity["id"]);
    if act.activity["type"] == "Announce" {
        act.activity["object"]["id"] = again(&act.activity["object"]["id"]);
    }
    act
}

fn creates(act: &Act) -> bool {
    let inner = match act.activity["type"].as_str() {
        Some("Announce") => &act.activity["object"],
        _ => &act.activity,
    };
    inner["type"] == "Create"
}

/// P6: whatever else was done, what its author deleted last is deleted, and sending it again does not help.
async fn deletion_wins(world: &World, deeds: Vec<Deed>, keys: Vec<u32>) -> Outcome {
    let play = Play::new(world).await;
    let mut list = Writer::new(&play);
    for deed in &deeds {
        list.write(deed);
    }
    // Without a time it comes after all that its sender said before.
    let last = Deed {
        verb: 7,
        who: 0,
        what: 0,
        timed: false,
    };
    let mut deleted = Vec::new();
    for (id, thread, author, after) in list.replies.clone() {
        // Of whom a group elsewhere cannot speak, see `Writer::fate`.
        if thread != 1 || author == 0 {
            list.fate(&last, thread, author, &id, after, false);
            deleted.push(id);
        }
    }
    if let Some(made) = list.made[0] {
        let id = play.threads[0].clone();
        list.fate(&last, 0, Writer::author_of(0), &id, vec![made], false);
        deleted.push(id);
    }
    let acts = list.acts;
    for n in reorder(&acts, &keys) {
        play.send(&acts[n]).await;
    }
    for act in acts.iter().filter(|act| creates(act)) {
        play.send(&once_more(act)).await;
    }
    let left = world.dump().await;
    forget_work(world).await;
    for id in deleted {
        let starts = [format!("reply {id} "), format!("thread {id} ")];
        let alive = left.iter().find(|line| {
            let is_it = starts.iter().any(|start| line.starts_with(start.as_str()));
            is_it && !line.contains(" deleted")
        });
        prop_assert_eq!(alive, None);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_its_author_deleted_stays_deleted_in_any_order() {
    let world = World::unlimited().await;
    let outcome = TestRunner::new(config()).run(&(deeds(), keys()), |(deeds, keys)| {
        wait_for(deletion_wins(&world, deeds, keys))
    });
    settle(outcome);
}

const TOLD_TWICE: &str =
    "SELECT COUNT(*) - COUNT(DISTINCT CAST(recipient_id AS TEXT) || ' ' || kind || ' ' || cause) AS n
    FROM notifications";

fn told(mut lines: Vec<String>) -> Vec<String> {
    lines.retain(|line| line.starts_with("told"));
    lines
}

/// P7: the same people are told of the same, once.
async fn told_once(world: &World, deeds: Vec<Deed>, keys: Vec<u32>) -> Outcome {
    let done = told(Box::pin(play(world, &deeds, None, false)).await);
    let shuffled = told(Box::pin(play(world, &deeds, Some(&keys), false)).await);
    prop_assert_eq!(&done, &shuffled);
    prop_assert_eq!(count(&world.app.store, TOLD_TWICE).await, 0);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_told_once_and_the_same_in_any_order() {
    let world = World::unlimited().await;
    let outcome = TestRunner::new(config()).run(&(deeds(), keys()), |(deeds, keys)| {
        wait_for(told_once(&world, deeds, keys))
    });
    settle(outcome);
}

/// For whom something is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Readers {
    All,
    /// Whoever follows its author.
    Followers,
    /// The community, without the public.
    Group,
    /// One person here.
    Ada,
}

#[derive(Clone, Copy, Debug)]
struct Written {
    readers: Readers,
    is_thread: bool,
    deleted: bool,
    timed: bool,
}

fn written() -> impl Strategy<Value = Vec<Written>> {
    let readers = prop::sample::select(vec![
        Readers::All,
        Readers::Followers,
        Readers::Group,
        Readers::Ada,
    ]);
    let one = (
        readers,
        any::<bool>(),
        prop::bool::weighted(0.4),
        prop::bool::weighted(0.6),
    );
    let one = one.prop_map(|(readers, is_thread, deleted, timed)| Written {
        readers,
        is_thread,
        deleted,
        timed,
    });
    prop::collection::vec(one, 1..8)
}

/// One person's words, each with a word of its own that can be looked for.
struct Private<'a> {
    world: &'a World,
    tag: String,
    author: Remote,
    /// The thread of ours in which the replies stand.
    ours: Post,
}

impl Private<'_> {
    fn word(&self, n: usize) -> String {
        format!("qz{}x{n}x", self.tag)
    }

    fn create(&self, n: usize, what: Written) -> Value {
        let (group, author) = (self.world.group(), &self.author);
        let mut object = match what.is_thread {
            true => author.thread(group, &format!("p{n}"), &self.word(n)),
            false => author.reply(group, &format!("p{n}"), &self.ours.ap_id),
        };
        object["content"] = json!(format!("<p>{}</p>", self.word(n)));
        let followers = format!("{}/followers", author.id);
        let (to, cc) = match what.readers {
            Readers::All => (json!([group, PUBLIC]), json!([])),
            Readers::Followers => (json!([followers]), json!([group])),
            Readers::Group => (json!([group]), json!([])),
            Readers::Ada => (json!([self.world.ada.actor.ap_id]), json!([])),
        };
        if what.readers == Readers::Ada {
            object["audience"] = Value::Null;
        }
        object["to"] = to.clone();
        object["cc"] = cc.clone();
        let mut act = author.does("Create", &format!("p{n}"), object);
        act["to"] = to;
        act["cc"] = cc;
        stamped(act, n, 1, what.timed)
    }

    fn delete(&self, n: usize, what: Written) -> Value {
        let create = self.create(n, what);
        let object = json!(id(&create["object"]));
        let delete = self.author.does("Delete", &format!("d{n}"), object);
        stamped(delete, n, 2, what.timed)
    }

    /// All that a stranger can ask for, as a page and as a document.
    async fn seen(&self, stranger: &mut Browser) -> String {
        let path = self.ours.path();
        let profile = format!("/u/p@{}.test", self.tag);
        let pages = [
            path.as_str(),
            "/?sort=new&list=all",
            "/c/luthiers?sort=new",
            "/c/luthiers/feed.atom",
            "/feed.json",
            "/modlog",
            "/messages",
            "/notifications",
            profile.as_str(),
        ];
        let mut seen = String::new();
        for page in pages {
            seen.push_str(&stranger.get(page).await.body);
        }
        for below in ["", "/replies", "/context"] {
            let document = self.world.document(&format!("{path}{below}")).await;
            seen.push_str(&document.1);
        }
        for list in ["/c/luthiers/outbox", "/c/luthiers/featured"] {
            seen.push_str(&self.world.document(list).await.1);
        }
        seen
    }
}

fn stamped(mut act: Value, n: usize, hour: usize, timed: bool) -> Value {
    if timed {
        act["published"] = json!(format!("2026-05-10T{hour:02}:{n:02}:00Z"));
    }
    act
}

/// The order of the acts: which, and whether it is the Delete. What says no time comes in its sender's order.
fn order(all: &[Written], keys: &[u32]) -> Vec<(usize, bool)> {
    let deletes = (0..all.len()).filter(|n| all[*n].deleted);
    let mut order: Vec<(usize, bool)> = (0..all.len()).map(|n| (n, false)).collect();
    order.extend(deletes.map(|n| (n, true)));
    order.sort_by_key(|(n, delete)| (keys[(2 * n + usize::from(*delete)) % keys.len()], *n));
    for n in (0..all.len()).filter(|n| all[*n].deleted && !all[*n].timed) {
        let create = order.iter().position(|act| *act == (n, false)).unwrap();
        let delete = order.iter().position(|act| *act == (n, true)).unwrap();
        if delete < create {
            order.swap(delete, create);
        }
    }
    order
}

async fn begin(world: &World, title: &str, body: &str) -> Post {
    let words = ThreadDraft {
        title: title.to_owned(),
        body: body.to_owned(),
        ..ThreadDraft::default()
    };
    let (place, kind) = (world.luthiers.id(), ThreadKind::Question);
    start_thread(&world.app, &world.ada, place, kind, &words)
        .await
        .unwrap()
}

/// P5: after each act, what a visitor and a stranger with an account see is at most what is written for all, has
/// come, and is not deleted.
async fn nobody_sees_too_much(
    world: &World,
    tag: String,
    all: Vec<Written>,
    keys: Vec<u32>,
) -> Outcome {
    let play = Private {
        world,
        author: world.person(&format!("https://{tag}.test/u/p")),
        ours: begin(world, "Ours?", "words").await,
        tag,
    };
    let mut bob = Browser::on_server(&world.app);
    sign_in(&mut bob, "bob").await;
    let mut strangers = [Browser::on_server(&world.app), bob];
    let mut come = vec![false; all.len()];
    let mut gone = vec![false; all.len()];
    for (n, delete) in order(&all, &keys) {
        let act = match delete {
            true => play.delete(n, all[n]),
            false => play.create(n, all[n]),
        };
        if !delete {
            world.serve(&act["object"]);
        }
        world.pass(TimeDelta::seconds(1));
        world.post(&play.author, &act).await;
        world.work().await;
        come[n] |= !delete;
        gone[n] |= delete;
        for stranger in &mut strangers {
            let seen = play.seen(stranger).await;
            for (m, what) in all.iter().enumerate() {
                let may = what.readers == Readers::All && come[m] && !gone[m];
                prop_assert!(may || !seen.contains(&play.word(m)), "{what:?} is seen");
            }
        }
    }
    forget_work(world).await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_sees_at_any_moment_what_is_not_for_them() {
    let world = World::unlimited().await;
    person(&world.app, "bob").await;
    let plays = Cell::new(0_u32);
    let outcome = TestRunner::new(config()).run(&(written(), keys()), |(all, keys)| {
        plays.set(plays.get() + 1);
        let tag = format!("s{:05}", plays.get());
        wait_for(nobody_sees_too_much(&world, tag, all, keys))
    });
    settle(outcome);
}

/// Pieces of Markdown.
const PIECES: [&str; 16] = [
    "glue",
    "*maple*",
    "**spruce**",
    "`a < b`",
    "~~pine~~",
    "[a link](https://far.example/x?a=1&b=2)",
    "https://far.example/plain",
    "\n\n> said\n\n",
    "\n\n- one\n- two\n\n",
    "\n\n```rust\nlet x = 1;\n```\n\n",
    "<b>bold</b>",
    "&amp; &lt;",
    "木工",
    "\"quoted\"",
    "\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n",
    "é",
];

fn body() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES.to_vec()), 1..12);
    // It begins and ends with a word, so that nothing is trimmed.
    pieces.prop_map(|pieces| format!("So {} it is", pieces.join(" ")))
}

/// P8: our document is JSON that reads back as it is, and is understood as it was meant however often it is
/// passed on.
async fn read_as_meant(world: &World, title: &str, text: String) -> Outcome {
    let post = begin(world, title, &text).await;
    let answer = reply(&world.app, &world.ada, post.id, None, &draft(&text))
        .await
        .unwrap();
    let below = format!("/comment/{}", answer.public_id);
    for (path, named) in [(post.path(), true), (below, false)] {
        let (status, document) = world.document(&path).await;
        prop_assert_eq!(status, StatusCode::OK);
        prop_assert_eq!(&document, &world.document(&path).await.1);
        let value = json::parse(document.as_bytes()).unwrap();
        let again = json::parse(value.to_string().as_bytes()).unwrap();
        prop_assert_eq!(&value, &again);

        let first = arrived::read(&value).unwrap();
        prop_assert_eq!(&first.body, &text);
        prop_assert!(first.public);
        if named {
            prop_assert_eq!(first.name.as_deref(), Some(title));
            prop_assert_eq!(first.thread_kind("", false), ThreadKind::Question);
        }
        // As somebody passes it on who understood it.
        let mut passed_on = value.clone();
        passed_on["content"] = json!(first.body_html);
        let second = arrived::read(&passed_on).unwrap();
        prop_assert_eq!(&first.body_html, &second.body_html);
        prop_assert_eq!(&first.body_text, &second.body_text);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_we_say_is_read_as_it_was_meant() {
    let world = World::unlimited().await;
    let titles = vec!["Which glue?", "A & B <c>", "木工の接着剤", "\"Why\" not"];
    let input = (prop::sample::select(titles), body());
    let outcome = TestRunner::new(config()).run(&input, |(title, text)| {
        wait_for(read_as_meant(&world, title, text))
    });
    settle(outcome);
}
