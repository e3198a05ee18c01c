//! What administrators took away for good leaves no word, and comes back by nobody's word (safety.md B-06, B-07,
//! O-21).

use super::{Remote, World, count, id};
use crate::accounts::model::Viewer;
use crate::accounts::queries::{person_by_ap_id, person_by_handle};
use crate::activitypub::purged::is_purged;
use crate::erasure::purging::{
    find_doomed, look_at_arrived, purge, purge_arrived, purge_newcomers,
};
use crate::posts::actions::{ThreadDraft, save_draft, start_thread};
use crate::posts::model::{DraftPlace, DraftWords, ThreadKind};
use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

const SYSTEM: Viewer = Viewer::System;

async fn purge_at(world: &World, address: &str) {
    let doomed = find_doomed(&world.app, &SYSTEM, address).await.unwrap();
    purge(&world.app, &SYSTEM, doomed.what, "unlawful")
        .await
        .unwrap();
    world.work().await;
}

async fn known(world: &World, address: &str) -> bool {
    let mut conn = world.app.store.read().await.unwrap();
    is_purged(&mut conn, address).await.unwrap()
}

async fn shows(world: &World, words: &str) -> bool {
    let dump = world.dump().await;
    dump.iter().any(|line| line.contains(words))
}

/// Whether the secret words stand in anything that is kept.
async fn are_kept(world: &World) -> bool {
    if shows(world, "secret words").await {
        return true;
    }
    let tables = [
        "SELECT COUNT(*) AS n FROM revisions WHERE body_html LIKE '%secret words%' OR title LIKE '%secret words%'",
        "SELECT COUNT(*) AS n FROM activities WHERE document LIKE '%secret words%'",
        "SELECT COUNT(*) AS n FROM posts WHERE body_text LIKE '%secret words%' OR title LIKE '%secret words%'",
        "SELECT COUNT(*) AS n FROM comments WHERE body_text LIKE '%secret words%'",
        "SELECT COUNT(*) AS n FROM held_things WHERE activity LIKE '%secret words%'",
    ];
    for table in tables {
        if count(&world.app.store, table).await > 0 {
            return true;
        }
    }
    false
}

fn with_words(mut thing: Value) -> Value {
    thing["content"] = json!("<p>secret words</p>");
    thing
}

fn edited(thing: &Value) -> Value {
    let mut edited = thing.clone();
    edited["updated"] = json!("2026-07-20T10:00:00Z");
    edited
}

#[tokio::test(flavor = "multi_thread")]
async fn a_purged_thread_leaves_no_word_and_comes_back_by_nobodys_word() {
    let world = World::new().await;
    let den = world.followed_group("https://third.test/c/den").await;
    let vic = world.person("https://victor.test/u/vic");
    let cy = world.person("https://cy.test/u/cy");
    let thread = with_words(vic.thread(world.group(), "1", "secret words?"));
    world
        .send(&vic, &vic.does("Create", "1", thread.clone()))
        .await;
    let changed = edited(&thread);
    world
        .send(&vic, &vic.does("Update", "2", changed.clone()))
        .await;
    let reply = with_words(cy.reply(world.group(), "1", id(&thread)));
    world
        .send(&cy, &cy.does("Create", "1", reply.clone()))
        .await;
    assert!(are_kept(&world).await);
    let found = find_doomed(&world.app, &SYSTEM, id(&thread)).await.unwrap();
    assert_eq!((found.threads, found.replies), (1, 1), "{found:?}");

    purge_at(&world, id(&thread)).await;
    assert!(!are_kept(&world).await, "{:#?}", world.dump().await);
    assert!(known(&world, id(&thread)).await && known(&world, id(&reply)).await);
    let deletes = "SELECT COUNT(*) AS n FROM activities WHERE kind = 'Delete'";
    assert_eq!(count(&world.app.store, deletes).await, 2);

    world.serve(&changed);
    let mut later = edited(&thread);
    later["updated"] = json!("2026-08-20T10:00:00Z");
    let acts = [
        vic.does("Create", "1", thread.clone()),
        vic.does("Create", "3", thread.clone()),
        vic.does("Update", "4", later),
        vic.does("Undo", "5", vic.does("Delete", "6", json!(id(&thread)))),
    ];
    for act in &acts {
        world.pass(TimeDelta::seconds(1));
        world.post(&vic, act).await;
        world.work().await;
        assert!(!are_kept(&world).await, "{act:#}");
        let tail = id(act).rsplit('/').next().unwrap();
        world.post(&den, &den.announces(tail, act)).await;
        world.work().await;
        assert!(!are_kept(&world).await, "announced: {act:#}");
    }
    let late = with_words(cy.reply(world.group(), "2", id(&thread)));
    let create = cy.does("Create", "2", late);
    world.post(&cy, &create).await;
    world.work().await;
    assert!(!are_kept(&world).await, "nothing gathers under it");
    let bare = den.announces("bare", &json!(id(&thread)));
    world.post(&den, &bare).await;
    world.work().await;
    assert!(!are_kept(&world).await);
    let shown = "SELECT COUNT(*) AS n FROM posts WHERE deleted_at IS NULL";
    assert_eq!(count(&world.app.store, shown).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_here_is_purged_with_all_that_was_said_of_it() {
    let world = World::new().await;
    let draft = ThreadDraft {
        title: "My secret words".into(),
        body: "secret words".into(),
        ..ThreadDraft::default()
    };
    let place = world.luthiers.id();
    let post = start_thread(
        &world.app,
        &world.ada,
        place,
        ThreadKind::Discussion,
        &draft,
    )
    .await
    .unwrap();
    world.work().await;
    let begun = DraftWords {
        body: "secret words, edited".into(),
        ..DraftWords::default()
    };
    let own = DraftWords {
        body: "what one would reply".into(),
        ..DraftWords::default()
    };
    let forms = [
        (DraftPlace::thread_edit(&post), begun),
        (DraftPlace::reply(&post, None), own),
    ];
    for (place, words) in &forms {
        save_draft(&world.app, &world.ada, place, words)
            .await
            .unwrap();
    }
    purge_at(&world, &post.ap_id).await;
    assert!(!are_kept(&world).await);
    let drafts = "SELECT COUNT(*) AS n FROM drafts";
    assert_eq!(count(&world.app.store, drafts).await, 1);
    let edits = "SELECT COUNT(*) AS n FROM drafts WHERE kind = 'thread_edit'";
    assert_eq!(count(&world.app.store, edits).await, 0);
    let path = post.ap_id.strip_prefix("https://guild.example").unwrap();
    assert_eq!(world.document(path).await.0, StatusCode::GONE);
    let back = crate::posts::actions::undelete_thread(&world.app, &world.ada, post.id).await;
    assert!(back.is_err(), "its author does not bring it back either");
}

async fn writes(world: &World, who: &Remote, tail: &str) -> Value {
    let thread = with_words(who.thread(world.group(), tail, "What glue?"));
    world
        .send(who, &who.does("Create", tail, thread.clone()))
        .await;
    thread
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_purged_person_nothing_stays_but_the_record_and_nothing_new_comes() {
    let world = World::new().await;
    let vic = world.person("https://victor.test/u/vic");
    let cy = world.person("https://cy.test/u/cy");
    let first = writes(&world, &vic, "1").await;
    let mut answer = cy.reply(world.group(), "1", id(&first));
    answer["content"] = json!("<p>a good answer</p>");
    world.send(&cy, &cy.does("Create", "1", answer)).await;
    purge_at(&world, "@vic@victor.test").await;
    assert!(!are_kept(&world).await);
    assert!(shows(&world, "a good answer").await, "others' words stay");
    assert!(known(&world, &vic.id).await);
    {
        let mut conn = world.app.store.read().await.unwrap();
        let person = person_by_ap_id(&mut conn, &vic.id).await.unwrap().unwrap();
        assert!(!person.is_live());
        assert_eq!(person.account.display_name, "");
        let cy = person_by_handle(&mut conn, "cy", "cy.test").await.unwrap();
        assert!(cy.unwrap().is_live());
    }
    let new = with_words(vic.thread(world.group(), "2", "And now?"));
    world.serve(&new);
    for act in [
        vic.does("Create", "2", new.clone()),
        vic.does("Update", "3", vic.document("Person")),
    ] {
        world.pass(TimeDelta::seconds(1));
        world.post(&vic, &act).await;
        world.work().await;
    }
    assert!(!are_kept(&world).await);
    let named = "SELECT COUNT(*) AS n FROM accounts WHERE display_name = 'vic'";
    assert_eq!(count(&world.app.store, named).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_from_a_server_in_the_last_hours_goes_and_what_came_before_stays() {
    let world = World::new().await;
    let old = world.person("https://spam.test/u/old");
    let before = old.thread(world.group(), "0", "Old and good");
    world
        .send(&old, &old.does("Create", "0", before.clone()))
        .await;
    world.pass(TimeDelta::hours(10));
    let bot = world.person("https://sub.spam.test:8443/u/bot");
    let other = world.person("https://cy.test/u/cy");
    let bad = writes(&world, &bot, "1").await;
    let under = with_words(bot.reply(world.group(), "2", id(&before)));
    world.send(&bot, &bot.does("Create", "2", under)).await;
    let good = other.thread(world.group(), "1", "New and good");
    world.send(&other, &other.does("Create", "1", good)).await;
    let found = look_at_arrived(&world.app, &SYSTEM, "spam.test", 5)
        .await
        .unwrap();
    assert_eq!((found.threads, found.replies), (1, 1));
    purge_arrived(&world.app, &SYSTEM, "spam.test", 5, "spam")
        .await
        .unwrap();
    world.work().await;
    assert!(!are_kept(&world).await);
    assert!(shows(&world, "Old and good").await);
    assert!(shows(&world, "New and good").await);
    assert!(known(&world, id(&bad)).await && !known(&world, id(&before)).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_in_a_wave_from_new_people_goes_at_once() {
    let world = World::new().await;
    let known_before = world.person("https://ann.test/u/ann");
    let first = known_before.thread(world.group(), "0", "Old and good");
    let create = known_before.does("Create", "0", first);
    world.send(&known_before, &create).await;
    world.pass(TimeDelta::hours(2));
    let since = world.app.now();
    for n in 0..3 {
        let bot = world.person(&format!("https://spam{n}.test/u/bot"));
        writes(&world, &bot, "1").await;
    }
    let again = known_before.thread(world.group(), "1", "New and good");
    let create = known_before.does("Create", "1", again);
    world.send(&known_before, &create).await;
    purge_newcomers(&world.app, &SYSTEM, since, "spam")
        .await
        .unwrap();
    world.work().await;
    assert!(!are_kept(&world).await);
    assert!(shows(&world, "Old and good").await && shows(&world, "New and good").await);
}
