//! What automatic rules and conveners hold of what other servers send, and what they refuse of it.

use super::between::ada as signed_in;
use super::joining::{last_words, letters};
use super::{Remote, World, id};
use crate::accounts::model::Viewer;
use crate::communities::tests::said;
use crate::erasure::purging::{What, purge};
use crate::membership::actions::{SettingsForm, update_settings};
use crate::membership::model::HoldCause;
use crate::membership::queries::count_reported;
use crate::moderation::actions::{Grounds, remove};
use crate::moderation::model::Target;
use crate::posts::actions::{drop_edit, let_through};
use crate::posts::model::Post;
use crate::posts::queries::held::{Held, list_held};
use crate::posts::queries::held_edits::{HeldEdit, list_held_edits};
use crate::posts::queries::post_by_ap_id;
use crate::screening::actions::{RuleForm, Whose, make_rule};
use crate::store::Turn;
use serde_json::{Value, json};

async fn post(world: &World, ap_id: &str) -> Option<Post> {
    let mut conn = world.app.store.read().await.unwrap();
    post_by_ap_id(&mut conn, &Viewer::System, ap_id)
        .await
        .unwrap()
}

async fn held(world: &World) -> Vec<Held> {
    let mut conn = world.app.store.read().await.unwrap();
    let found = list_held(&mut conn, world.luthiers.id(), Turn::First, 50).await;
    found.unwrap().rows
}

async fn edits(world: &World) -> Vec<HeldEdit> {
    let mut conn = world.app.store.read().await.unwrap();
    list_held_edits(&mut conn, world.luthiers.id(), 50)
        .await
        .unwrap()
}

async fn announced(world: &World, activity: &Value) -> usize {
    let said = said(&world.app).await;
    said.iter()
        .filter(|each| each["type"] == "Announce" && each["object"]["id"] == activity["id"])
        .count()
}

async fn reports(world: &World) -> i64 {
    let mut conn = world.app.store.read().await.unwrap();
    count_reported(&mut conn, world.luthiers.id(), world.ada.id())
        .await
        .unwrap()
}

async fn rule(world: &World, deed: &str) {
    let form = RuleForm {
        name: "Trade".into(),
        kind: "words".into(),
        list: "casino".into(),
        deed: deed.into(),
        ..RuleForm::default()
    };
    let by = (&world.ada, &Viewer::System);
    make_rule(&world.app, by, Whose::Community(&world.luthiers), &form)
        .await
        .unwrap();
}

/// Somebody on a forum who reads along, so that what is passed on is passed on to somebody.
async fn fan(world: &World) -> Remote {
    let fan = world.person("https://forum.test/u/fan");
    let follow = fan.does("Follow", "f", json!(world.group()));
    world.send(&fan, &follow).await;
    fan
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_rule_holds_is_passed_on_when_somebody_lets_it_through() {
    let world = World::new().await;
    fan(&world).await;
    rule(&world, "hold").await;
    let bo = world.person("https://away.test/u/bo");
    let page = bo.thread(world.group(), "1", "A casino");
    let create = bo.does("Create", "1", page.clone());
    world.send(&bo, &create).await;
    let waits = post(&world, id(&page)).await.unwrap();
    assert!(waits.held_at.is_some());
    assert_eq!(announced(&world, &create).await, 0);
    let rows = held(&world).await;
    assert_eq!(rows[0].cause, HoldCause::Rule);
    let (app, place) = (&world.app, &world.luthiers);
    let_through(app, &world.ada, place, rows[0].id)
        .await
        .unwrap();
    assert!(post(&world, id(&page)).await.unwrap().is_visible());
    assert_eq!(announced(&world, &create).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn authors_elsewhere_are_told_that_it_waits_and_why_it_is_not_shown() {
    let world = World::new().await;
    rule(&world, "hold").await;
    let bo = world.person("https://away.test/u/bo");
    for tail in ["1", "2"] {
        let page = bo.thread(world.group(), tail, "A casino");
        world.send(&bo, &bo.does("Create", tail, page)).await;
    }
    let told = letters(&world, &bo).await;
    assert_eq!(told.len(), 1, "once in a day: {told:#?}");
    let words = last_words(&world, &bo).await;
    assert!(words.contains("waits until somebody"), "{words}");

    let mut ada = signed_in(&world).await;
    let desk = ada.get("/c/luthiers/desk").await;
    let decline = format!("/c/luthiers/desk/held/{}/decline", held(&world).await[0].id);
    let declined = ada.submit(&desk, &decline, &[("reason", "No trade")]).await;
    assert_eq!(declined.location(), "/c/luthiers/desk", "{}", declined.body);
    world.work().await;
    let told = letters(&world, &bo).await;
    assert_eq!(told.len(), 2, "{told:#?}");
    let words = last_words(&world, &bo).await;
    assert!(words.contains("No trade"), "{words}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_rule_refuses_leaves_nothing() {
    let world = World::new().await;
    rule(&world, "refuse").await;
    let bo = world.person("https://away.test/u/bo");
    let page = bo.thread(world.group(), "1", "A casino");
    world.send(&bo, &bo.does("Create", "1", page.clone())).await;
    assert!(post(&world, id(&page)).await.is_none());
    let other = bo.thread(world.group(), "2", "A cello");
    let create = bo.does("Create", "2", other.clone());
    world.send(&bo, &create).await;
    assert!(post(&world, id(&other)).await.unwrap().is_visible());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_text_that_a_rule_catches_waits_until_it_is_let_through() {
    let world = World::new().await;
    fan(&world).await;
    let bo = world.person("https://away.test/u/bo");
    let page = bo.thread(world.group(), "1", "A cello");
    world.send(&bo, &bo.does("Create", "1", page.clone())).await;
    rule(&world, "hold").await;
    let mut other = page.clone();
    other["name"] = json!("A casino");
    other["updated"] = json!("2026-05-01T10:05:00Z");
    let update = bo.does("Update", "2", other);
    world.send(&bo, &update).await;
    let now = post(&world, id(&page)).await.unwrap();
    assert_eq!(now.title, "A cello");
    assert!(now.is_visible());
    assert_eq!(announced(&world, &update).await, 0, "nobody is told of it");
    assert_eq!(reports(&world).await, 1);

    let mut ada = signed_in(&world).await;
    let desk = ada.get("/c/luthiers/desk").await;
    assert!(desk.has("A casino"), "{}", desk.body);
    let action = format!("/c/luthiers/desk/edits/{}", edits(&world).await[0].id);
    let shown = ada.submit(&desk, &action, &[("what", "show")]).await;
    assert_eq!(shown.location(), "/c/luthiers/desk", "{}", shown.body);
    let now = post(&world, id(&page)).await.unwrap();
    assert_eq!(now.title, "A casino");
    assert_eq!(announced(&world, &update).await, 1);
    assert!(edits(&world).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_text_is_dropped_or_goes_with_its_thread() {
    let world = World::new().await;
    let bo = world.person("https://away.test/u/bo");
    let page = bo.thread(world.group(), "1", "A cello");
    world.send(&bo, &bo.does("Create", "1", page.clone())).await;
    rule(&world, "refuse").await;
    let later = |name: &str, minute: u32, tail: &str| {
        let mut other = page.clone();
        other["name"] = json!(name);
        other["updated"] = json!(format!("2026-05-01T10:{minute:02}:00Z"));
        bo.does("Update", tail, other)
    };
    world.send(&bo, &later("A casino", 5, "2")).await;
    world.send(&bo, &later("A casino at last", 7, "3")).await;
    let waiting = edits(&world).await;
    assert_eq!(waiting.len(), 1, "the last one");
    assert_eq!(waiting[0].words.0.title, "A casino at last");
    let (app, place) = (&world.app, &world.luthiers);
    drop_edit(app, &world.ada, place, waiting[0].id)
        .await
        .unwrap();
    assert!(edits(&world).await.is_empty());
    world.send(&bo, &later("Casino again", 9, "4")).await;
    assert_eq!(edits(&world).await.len(), 1);
    world.send(&bo, &later("A viola", 11, "5")).await;
    assert!(edits(&world).await.is_empty(), "a later text is there");
    assert_eq!(post(&world, id(&page)).await.unwrap().title, "A viola");
    world.send(&bo, &later("Casino once more", 13, "6")).await;
    assert_eq!(edits(&world).await.len(), 1);
    world
        .send(&bo, &bo.does("Delete", "7", json!(id(&page))))
        .await;
    assert!(
        edits(&world).await.is_empty(),
        "nothing waits for what is gone"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_later_text_of_what_was_removed_before_goes_when_that_is_purged() {
    let world = World::new().await;
    let bo = world.person("https://away.test/u/bo");
    let page = bo.thread(world.group(), "1", "A cello");
    world.send(&bo, &bo.does("Create", "1", page.clone())).await;
    let thread = post(&world, id(&page)).await.unwrap().id;
    let grounds = Grounds::from("Off topic");
    remove(&world.app, &world.ada, Target::Post(thread), &grounds)
        .await
        .unwrap();
    rule(&world, "hold").await;
    let mut other = page.clone();
    other["name"] = json!("A casino");
    other["updated"] = json!("2026-05-01T10:05:00Z");
    world.send(&bo, &bo.does("Update", "2", other)).await;
    assert_eq!(edits(&world).await.len(), 1);
    let by = Viewer::System;
    purge(&world.app, &by, What::Thread(thread), "unlawful")
        .await
        .unwrap();
    world.work().await;
    assert!(edits(&world).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn first_contributions_from_elsewhere_wait_to_be_read() {
    let world = World::new().await;
    let mut conn = world.app.store.read().await.unwrap();
    let form = SettingsForm::load(&mut conn, &world.luthiers)
        .await
        .unwrap();
    drop(conn);
    let form = SettingsForm {
        hold_first: "1".into(),
        ..form
    };
    let (app, place) = (&world.app, &world.luthiers);
    update_settings(app, &Viewer::System, &world.ada, place, &form)
        .await
        .unwrap();
    let bo = world.person("https://away.test/u/bo");
    let page = bo.thread(world.group(), "1", "Which glue?");
    world.send(&bo, &bo.does("Create", "1", page.clone())).await;
    let rows = held(&world).await;
    assert_eq!(rows[0].cause, HoldCause::Review);
    let_through(app, &world.ada, place, rows[0].id)
        .await
        .unwrap();
    let reply = bo.reply(world.group(), "2", id(&page));
    world.send(&bo, &bo.does("Create", "2", reply)).await;
    assert!(held(&world).await.is_empty(), "they are known by now");
}
