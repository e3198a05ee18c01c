//! Whoever comes into a community by following has read no rules: a letter asks them to agree, and what they
//! write is held once the time for that is over.

use super::private::{closed, follow, member_called, on, person, said_of_kind};
use super::{Remote, World, count};
use crate::membership::queries::rules::list_agreements;
use chrono::TimeDelta;
use serde_json::{Value, json};

const VIC: &str = "https://b.test/u/vic";
const HELD: &str = "SELECT COUNT(*) AS n FROM posts WHERE held_at IS NOT NULL";
const SHOWN: &str = "SELECT COUNT(*) AS n FROM posts WHERE held_at IS NULL";

async fn later(world: &World, by: TimeDelta) {
    world.pass(by);
    world.work().await;
}

/// What was said to one person alone.
async fn letters(world: &World, to: &Remote) -> Vec<Value> {
    let mut all = said_of_kind(world, "Create").await;
    all.retain(|act| act["to"] == json!([to.id]));
    all
}

fn asks_to_agree(letter: &Value) -> bool {
    let words = letter["object"]["content"].as_str().unwrap();
    words.contains("Be kind") && words.contains("AGREE") && words.contains("asked to agree")
}

async fn writes(world: &World, who: &Remote, tail: &str) {
    let group = world.group().to_owned();
    let to = json!([group, format!("{group}/followers")]);
    let mut thread = who.thread(&group, tail, "For us");
    thread["to"] = to.clone();
    let mut create = who.does("Create", tail, thread);
    create["to"] = to;
    world.send(who, &create).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_let_in_by_following_is_asked_for_the_rules_and_held_without_an_answer() {
    let world = closed().await;
    let vic = member_called(&world, VIC).await;
    later(&world, TimeDelta::minutes(2)).await;
    let asked = letters(&world, &vic).await;
    let last = asked.last().expect("they are written to");
    assert!(asks_to_agree(last), "{last:#}");
    writes(&world, &vic, "1").await;
    assert_eq!(count(&world.app.store, SHOWN).await, 1, "they have time");

    later(&world, TimeDelta::days(15)).await;
    writes(&world, &vic, "2").await;
    assert_eq!(count(&world.app.store, HELD).await, 1);
    let letter = letters(&world, &vic).await.pop().unwrap();
    assert!(asks_to_agree(&letter), "{letter:#}");
    let note = json!({
        "id": format!("{}/note/1", vic.id), "type": "Note", "attributedTo": vic.id,
        "to": [letter["actor"]], "cc": [], "inReplyTo": letter["object"]["id"],
        "content": "<p>AGREE</p>", "published": world.app.now().wire(),
        "tag": [{"type": "Mention", "href": letter["actor"], "name": "@desk"}],
    });
    let mut create = vic.does("Create", "note-1", note);
    create["to"] = json!([letter["actor"]]);
    world.send(&vic, &create).await;
    assert_eq!(count(&world.app.store, HELD).await, 0);
    assert_eq!(count(&world.app.store, SHOWN).await, 2);
    let who = person(&world, &vic).await;
    let mut conn = world.app.store.read().await.unwrap();
    let said = list_agreements(&mut conn, world.luthiers.id(), who.id()).await;
    assert_eq!(said.unwrap()[0].version, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_in_at_once_by_following_is_asked_for_the_rules_too() {
    let world = closed().await;
    world
        .set("UPDATE communities SET join_policy = 'open'")
        .await;
    let vic = on(&world, VIC, "guildhall", "0.1.0");
    follow(&world, &vic, "f1").await;
    assert!(letters(&world, &vic).await.is_empty());
    later(&world, TimeDelta::minutes(2)).await;
    let asked = letters(&world, &vic).await;
    assert_eq!(asked.len(), 1, "{asked:#?}");
    assert!(asks_to_agree(&asked[0]), "{asked:#?}");
}
