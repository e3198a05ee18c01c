//! Members of other servers who want to be asked about questions that wait.

use super::between::{ada, belonging, hall_as, last_said};
use super::{Remote, World};
use crate::accounts::model::{Person, Viewer};
use crate::communities::federation::{FRESH, resolve_actor};
use crate::communities::tests::said;
use crate::membership::model::{Channel, Role};
use crate::membership::queries::admit;
use crate::posts::actions::{ThreadDraft, start_thread};
use crate::posts::model::ThreadKind;
use crate::posts::queries::{Listing, Scope, Sort, list_threads};
use crate::routing::actions::call_helpers;
use crate::routing::queries::consent_of;
use crate::store::Turn;
use chrono::TimeDelta;
use serde_json::{Value, json};

const DESK: &str = "https://guild.example/u/desk";

/// Everything that was said to one person alone.
async fn letters(world: &World, to: &Remote) -> Vec<String> {
    let all = said(&world.app).await.into_iter();
    all.filter(|act| act["type"] == "Create" && act["to"] == json!([to.id]))
        .map(|act| act["object"]["content"].as_str().unwrap().to_owned())
        .collect()
}

async fn writes(world: &World, who: &Remote, to: &str, tail: &str, html: &str) {
    let note: Value = json!({
        "id": format!("{}/note/{tail}", who.id), "type": "Note", "attributedTo": who.id,
        "to": [to], "cc": [], "content": html, "published": world.app.now().wire(),
        "tag": [{"type": "Mention", "href": to, "name": "@somebody"}],
    });
    let mut create = who.does("Create", &format!("note-{tail}"), note);
    create["to"] = json!([to]);
    world.send(who, &create).await;
}

async fn ask(world: &World, title: &str) {
    let draft = ThreadDraft {
        title: title.into(),
        tags: vec!["glue".into()],
        ..ThreadDraft::default()
    };
    let (place, kind) = (world.luthiers.id(), ThreadKind::Question);
    start_thread(&world.app, &world.ada, place, kind, &draft)
        .await
        .unwrap();
    world.pass(TimeDelta::hours(25));
    call_helpers(&world.app).await.unwrap();
    world.work().await;
}

async fn member(world: &World, remote: &Remote) -> Person {
    let found = resolve_actor(&world.app, &remote.id, FRESH).await.unwrap();
    let person = found.person().unwrap();
    let mut tx = world.app.store.begin().await.unwrap();
    let now = world.app.now();
    admit(&mut tx, world.luthiers.id(), person.id(), Role::Member, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    person
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_elsewhere_is_asked_after_their_yes_and_until_their_no() {
    let world = World::unlimited().await;
    let bob = world.person("https://a.test/u/bob");
    let person = member(&world, &bob).await;
    ask(&world, "Before any yes?").await;
    assert!(letters(&world, &bob).await.is_empty());

    writes(
        &world,
        &bob,
        DESK,
        "1",
        "<p>HELP !luthiers glue, varnish 3</p>",
    )
    .await;
    let consent = {
        let mut conn = world.app.store.read().await.unwrap();
        consent_of(&mut conn, world.luthiers.id(), person.id())
            .await
            .unwrap()
    };
    let consent = consent.unwrap();
    assert_eq!(consent.tags.0, ["glue", "varnish"]);
    assert_eq!((consent.per_week, consent.channel), (3, Channel::Reply));
    assert!(letters(&world, &bob).await[0].contains("at most 3 times"));

    ask(&world, "Which one holds?").await;
    let told = letters(&world, &bob).await;
    // What still waits from before their yes is asked, too.
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[1].contains("Before any yes?") && told[1].contains("/post/"));
    assert!(told[2].contains("Which one holds?") && told[2].contains("/post/"));

    writes(&world, &bob, world.group(), "2", "<p>HELP NO</p>").await;
    assert!(letters(&world, &bob).await[3].contains("asked no more"));
    ask(&world, "And after?").await;
    assert_eq!(letters(&world, &bob).await.len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_no_member_or_names_no_community_is_told_so() {
    let world = World::unlimited().await;
    let eve = world.person("https://a.test/u/eve");
    writes(&world, &eve, DESK, "1", "<p>HELP glue</p>").await;
    assert!(letters(&world, &eve).await[0].contains("In which community"));
    writes(&world, &eve, DESK, "2", "<p>HELP !luthiers glue</p>").await;
    let told = letters(&world, &eve).await;
    assert!(told[1].contains("Only members"), "{told:?}");
    ask(&world, "Which one?").await;
    assert_eq!(letters(&world, &eve).await.len(), 2);
}

/// Forum software gets letters from the desk, and answers to it.
#[tokio::test(flavor = "multi_thread")]
async fn a_no_to_the_desk_needs_no_name_of_a_community() {
    let world = World::unlimited().await;
    let bob = world.person("https://a.test/u/bob");
    member(&world, &bob).await;
    writes(&world, &bob, DESK, "1", "<p>HELP !luthiers glue</p>").await;
    writes(&world, &bob, DESK, "2", "<p>HELP NO</p>").await;
    let told = letters(&world, &bob).await;
    assert!(told[1].contains("asked no more"), "{told:?}");
    ask(&world, "Which one?").await;
    assert_eq!(letters(&world, &bob).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_of_a_community_elsewhere_says_yes_and_no_on_its_page_here() {
    let world = World::unlimited().await;
    let (group, wood) = hall_as(&world, "application", false, |_| ()).await;
    let mut browser = ada(&world).await;
    let (page, action) = ("/c/wood@hall.test/unanswered", "/c/wood@hall.test/helping");
    assert!(browser.get(page).await.value("tags").is_none());
    belonging(&world, &group, &wood).await;
    let shown = browser.get(page).await;
    assert!(shown.has("does the asking"), "{}", shown.body);
    let fields = [("tags", "glue, varnish"), ("per_week", "3")];
    let sent = browser.submit(&shown, action, &fields).await;
    assert_eq!(sent.location(), page, "{}", sent.body);
    let said = last_said(&world, "Create").await;
    assert_eq!(said["to"], json!([group.id]));
    assert_eq!(said["actor"], world.ada.actor.ap_id);
    assert_eq!(said["object"]["content"], "<p>HELP glue, varnish 3</p>");
    let shown = browser.get(page).await;
    assert!(shown.has("Sent to hall.test."), "{}", shown.body);
    assert!(shown.has("You said that you may be asked about glue, varnish"));

    let ended = browser.submit(&shown, action, &[("end", "1")]).await;
    assert_eq!(ended.location(), page, "{}", ended.body);
    let said = last_said(&world, "Create").await;
    assert_eq!(said["object"]["content"], "<p>HELP NO</p>");
    assert!(!browser.get(page).await.has("You said that you may"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_of_a_message_to_a_thread_that_is_here_leads_to_our_page_of_it() {
    let world = World::unlimited().await;
    ask(&world, "Which one holds?").await;
    let mut browser = ada(&world).await;
    let bob = world.person("https://a.test/u/bob");
    let (thread, elsewhere) = {
        let mut conn = world.app.store.read().await.unwrap();
        let listing = Listing::new(Scope::Community(world.luthiers.id()), Sort::New);
        let viewer = Viewer::System;
        let found = list_threads(&mut conn, &viewer, &listing, Turn::First, 1).await;
        let row = found.unwrap().rows.remove(0);
        (row.public_id, "https://a.test/post/9")
    };
    let html = format!(
        "<p><a href=\"https://guild.example/post/{thread}\">Which one?</a> \
         <a href=\"{elsewhere}\">Another</a></p>"
    );
    writes(&world, &bob, &world.ada.actor.ap_id, "1", &html).await;
    let page = browser.get("/messages/bob@a.test").await;
    assert_eq!(page.links("Which one?"), [format!("/post/{thread}")]);
    assert_eq!(page.links("Another"), [elsewhere]);
}
