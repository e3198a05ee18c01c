//! Phrases, beginnings, filters, languages; and what a search costs at most.

use super::{seen_by, some_titles, starts, titles};
use crate::accounts::model::{Person, Viewer};
use crate::communities::model::{Community, ReadPolicy};
use crate::membership::model::Role;
use crate::posts::actions::{
    ClosingDraft, ThreadDraft, accept_answer, close_question, delete_thread, edit_thread,
    reopen_question, start_thread,
};
use crate::posts::model::{Post, ThreadKind};
use crate::posts::queries::{Listing, Scope, Sort, list_threads};
use crate::posts::tests::stage::Stage;
use crate::posts::tests::world::World;
use crate::search::actions::{Place, find_threads, keep_words_now};
use crate::search::model::{Enough, Query};
use crate::search::queries::Effort;
use crate::search::queries::keeping::{
    Lines, count_due, delete_due, list_due, list_languages, lock_words, save_lines,
};
use crate::store::Turn;
use axum::http::StatusCode;

/// Somebody who writes in one community.
struct Writer<'a> {
    world: &'a World,
    who: Person,
    place: Community,
}

impl Writer<'_> {
    async fn write(&self, kind: ThreadKind, language: &str, title: &str, body: &str) -> Post {
        self.world.pass(60);
        let draft = ThreadDraft {
            title: title.to_owned(),
            body: body.to_owned(),
            language: language.to_owned(),
            tags: vec!["old-tools".to_owned()],
            ..ThreadDraft::default()
        };
        let written = start_thread(&self.world.app, &self.who, self.place.id(), kind, &draft);
        written.await.unwrap()
    }
}

async fn writer<'a>(world: &'a World, name: &str, place: &str) -> Writer<'a> {
    Writer {
        world,
        who: world.person(name).await,
        place: world.community(place).await,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_found_in_their_forms_in_each_language_of_its_own() {
    let world = World::new().await;
    let ada = writer(&world, "ada", "luthiers").await;
    for (language, title, body) in [
        ("de", "Leime für Häuser", "Größere Flächen brauchen Übung."),
        ("fr", "Les colles animales", "Elles tiennent."),
        ("ja", "木工の接着剤", "東京都で買えます"),
        ("en", "News of glues", "They hold."),
        ("de", "Die neuen Brücken", "Der Steg ist es."),
    ] {
        ada.write(ThreadKind::Question, language, title, body).await;
    }
    let visitor = Viewer::Anonymous;
    for (typed, found) in [
        ("haus", &["Leime für Häuser"][..]),
        ("hauser", &["Leime für Häuser"]),
        ("grosse fläche", &["Leime für Häuser"]),
        ("colle animale", &["Les colles animales"]),
        ("接着", &["木工の接着剤"]),
        ("東京都", &["木工の接着剤"]),
        ("木", &["木工の接着剤"]),
        ("brucke", &["Die neuen Brücken"]),
        ("news", &["News of glues"]),
        ("京東", &[]),
    ] {
        assert_eq!(titles(&world, &visitor, typed).await, found, "{typed}");
    }
    let mut conn = world.app.store.read().await.unwrap();
    let languages = list_languages(&mut conn).await.unwrap();
    assert_eq!(languages, ["de", "en", "fr"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn phrases_and_beginnings_are_found_as_they_were_typed() {
    let world = World::new().await;
    let ada = writer(&world, "ada", "luthiers").await;
    let kind = ThreadKind::Question;
    ada.write(kind, "en", "Hide glue", "It holds maple tops.")
        .await;
    ada.write(kind, "en", "Glue to hide a gap", "Lamination of maple")
        .await;
    let visitor = Viewer::Anonymous;
    for (typed, found) in [
        ("\"hide glue\"", &["Hide glue"][..]),
        ("hide glue", &["Glue to hide a gap", "Hide glue"]),
        ("\"hides glue\"", &[]),
        // A phrase does not go from one part of a thread to the next.
        ("\"glue it\"", &[]),
        ("lamin*", &["Glue to hide a gap"]),
        ("mapl*", &["Glue to hide a gap", "Hide glue"]),
        ("map", &[]),
        ("mapl* \"holds maple\"", &["Hide glue"]),
        // Nothing that is kept of a thread can be typed.
        ("vpublic* question*", &[]),
        ("\"·kquestion\"", &[]),
    ] {
        assert_eq!(titles(&world, &visitor, typed).await, found, "{typed}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_narrow_a_search_and_are_a_search_by_themselves() {
    let world = World::new().await;
    let ada = writer(&world, "ada", "luthiers").await;
    let ben = writer(&world, "ben", "joiners").await;
    let open = ada
        .write(ThreadKind::Question, "en", "Open glue", "So")
        .await;
    let solved = ada
        .write(ThreadKind::Question, "de", "Solved glue", "So")
        .await;
    let article = ben
        .write(ThreadKind::Article, "en", "About glue", "So")
        .await;
    let answer = world.reply(&ben.who, &solved, None, "Glue it so").await;
    world.reply(&ben.who, &open, None, "No glue there").await;
    let visitor = Viewer::Anonymous;
    accept_answer(&world.app, &ada.who, solved.id, answer.id)
        .await
        .unwrap();
    for (typed, found) in [
        ("glue author:ada", &["Solved glue", "Open glue"][..]),
        ("author:@ben", &["About glue"]),
        ("author:nobody glue", &[]),
        ("community:!joiners", &["About glue"]),
        ("kind:question", &["Solved glue", "Open glue"]),
        ("kind:answer", &[]),
        ("is:accepted", &["Solved glue"]),
        ("is:unanswered glue", &[]),
        ("lang:de", &["Solved glue"]),
        ("tag:Old-Tools kind:article", &["About glue"]),
        ("tag:old", &[]),
        (
            "after:2026-06-01",
            &["Solved glue", "Open glue", "About glue"],
        ),
        ("after:2026-06-02", &[]),
        ("before:2026-06-01 glue", &[]),
        ("before:2027 after:2025-12 \"about glue\"", &["About glue"]),
    ] {
        assert_eq!(titles(&world, &visitor, typed).await, found, "{typed}");
    }
    for (typed, found) in [
        ("glue", &["Glue it so", "No glue there"][..]),
        ("is:accepted", &["Glue it so"]),
        (
            "kind:answer author:ben glue",
            &["Glue it so", "No glue there"],
        ),
        ("community:joiners glue", &[]),
        ("tag:old-tools glue", &[]),
    ] {
        assert_eq!(starts(&world, &visitor, typed).await, found, "{typed}");
    }
    // What becomes of it later is found as well.
    delete_thread(&world.app, &ben.who, article.id)
        .await
        .unwrap();
    assert_eq!(titles(&world, &visitor, "author:ben").await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_found_before_its_duplicates() {
    let world = World::new().await;
    let ada = writer(&world, "ada", "luthiers").await;
    let kind = ThreadKind::Question;
    let first = ada.write(kind, "en", "Does hide glue hold?", "So").await;
    let again = ada.write(kind, "en", "Hide glue or not", "So").await;
    let visitor = Viewer::Anonymous;
    let found = titles(&world, &visitor, "hide glue").await;
    assert_eq!(found, ["Hide glue or not", "Does hide glue hold?"]);
    let draft = ClosingDraft {
        duplicate_of: first.path(),
        ..ClosingDraft::default()
    };
    close_question(&world.app, &ada.who, again.id, &draft)
        .await
        .unwrap();
    let found = titles(&world, &visitor, "hide glue").await;
    assert_eq!(found, ["Does hide glue hold?", "Hide glue or not"]);
    // By itself it is found all the same.
    assert_eq!(titles(&world, &visitor, "not").await, ["Hide glue or not"]);
}

/// What the queue of unanswered questions lists.
async fn waiting(world: &World, place: &Community) -> Vec<String> {
    let mut conn = world.app.store.read().await.unwrap();
    let listing = Listing::new(Scope::Community(place.id()), Sort::Unanswered);
    let page = list_threads(&mut conn, &Viewer::Anonymous, &listing, Turn::First, 9).await;
    let rows = page.unwrap().rows.into_iter();
    rows.map(|thread| thread.title).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn unanswered_are_those_that_the_queue_lists_and_nothing_that_is_closed() {
    let world = World::new().await;
    let ada = writer(&world, "ada", "luthiers").await;
    let kind = ThreadKind::Question;
    let first = ada.write(kind, "en", "First glue", "So").await;
    let second = ada.write(kind, "en", "Second glue", "So").await;
    let solved = ada.write(kind, "en", "Solved glue", "So").await;
    let ben = world.person("ben").await;
    world.reply(&ben, &solved, None, "Hide glue").await;
    ada.write(ThreadKind::Discussion, "en", "Talk of glue", "So")
        .await;
    let closing = ClosingDraft {
        reason: "Asked elsewhere".to_owned(),
        ..ClosingDraft::default()
    };
    let (app, who, visitor) = (&world.app, &ada.who, Viewer::Anonymous);
    for (step, expected) in [
        ("open", &["Second glue", "First glue"][..]),
        ("closed", &["Second glue"]),
        ("all closed", &[]),
        ("open again", &["First glue"]),
    ] {
        match step {
            "closed" => close_question(app, who, first.id, &closing).await.unwrap(),
            "all closed" => {
                for post in [second.id, solved.id] {
                    close_question(app, who, post, &closing).await.unwrap();
                }
            }
            "open again" => reopen_question(app, who, first.id).await.unwrap(),
            _ => {}
        }
        let found = titles(&world, &visitor, "is:unanswered glue").await;
        assert_eq!(found, expected, "{step}");
        assert_eq!(waiting(&world, &ada.place).await, expected, "{step}");
    }
    // What was answered stays so, closed or not.
    let found = titles(&world, &visitor, "is:answered glue").await;
    assert_eq!(found, ["Solved glue"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_closed_before_the_upgrade_is_unanswered_no_more() {
    use crate::q;
    use diesel_async::SimpleAsyncConnection;
    let world = World::new().await;
    let ada = writer(&world, "ada", "luthiers").await;
    let thread = ada
        .write(ThreadKind::Question, "en", "Old glue", "So")
        .await;
    let closing = ClosingDraft {
        reason: "Asked elsewhere".to_owned(),
        ..ClosingDraft::default()
    };
    let visitor = Viewer::Anonymous;
    let typed = "is:unanswered glue";
    assert_eq!(titles(&world, &visitor, typed).await, ["Old glue"]);
    close_question(&world.app, &ada.who, thread.id, &closing)
        .await
        .unwrap();
    // A version that knew nothing of it left the line as it was.
    let mut tx = world.app.store.begin().await.unwrap();
    {
        let conn = &mut *tx;
        q!(conn, {
            conn.batch_execute("DELETE FROM words_due").await.unwrap();
        });
    }
    tx.commit().await.unwrap();
    assert_eq!(titles(&world, &visitor, typed).await, ["Old glue"]);
    // The end of the migration, which is the same for both databases.
    let up = include_str!("../../../migrations/sqlite/20261201010003_closed_in_search/up.sql");
    let (_, correction) = up.split_once("-- Those that were closed").unwrap();
    let (_, correction) = correction.split_once('\n').unwrap();
    let mut tx = world.app.store.begin().await.unwrap();
    {
        let conn = &mut *tx;
        q!(conn, {
            conn.batch_execute(correction).await.unwrap();
        });
    }
    tx.commit().await.unwrap();
    assert_eq!(titles(&world, &visitor, typed).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn other_forms_of_the_words_in_a_title_count_as_much() {
    let world = World::new().await;
    let ada = writer(&world, "ada", "luthiers").await;
    let kind = ThreadKind::Question;
    ada.write(kind, "en", "A switch dropped frames", "Why?")
        .await;
    ada.write(kind, "en", "What next?", "It switched and dropped.")
        .await;
    // Neither has the words as they were typed, and the newer one has them in its text alone.
    let found = titles(&world, &Viewer::Anonymous, "dropping switches").await;
    assert_eq!(found, ["A switch dropped frames", "What next?"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_may_not_be_read_opens_no_page_and_names_no_community() {
    let world = World::new().await;
    world.person("server").await;
    let ada = writer(&world, "ada", "inner").await;
    world.set_read_policy(&ada.place, ReadPolicy::Members).await;
    world.join(&ada.place, &ada.who, Role::Member).await;
    for n in 0..25 {
        let title = format!("secret {n}");
        ada.write(ThreadKind::Question, "en", &title, "secret")
            .await;
    }
    keep_words_now(&world.app).await.unwrap();
    let effort = Effort::default();
    let query = Query::parse("secret author:ada community:inner").unwrap();
    for (viewer, found, more) in [(Viewer::Anonymous, 0, false), (seen_by(&ada.who), 20, true)] {
        let page = find_threads(&world.app, &viewer, &query, Place::default(), effort).await;
        let page = page.unwrap();
        let told = (page.rows.len(), page.next.is_some(), page.tired);
        assert_eq!(told, (found, more, false), "{viewer:?}");
    }
}

/// however common the words are, a search looks through a part of the index and says so.
#[tokio::test(flavor = "multi_thread")]
async fn a_search_stops_where_it_has_looked_through_enough_and_goes_on_there() {
    let world = World::new().await;
    let ada = writer(&world, "ada", "luthiers").await;
    ada.write(ThreadKind::Question, "en", "The first", "needle")
        .await;
    for n in 0..12 {
        let title = format!("Hay {n}");
        ada.write(ThreadKind::Question, "en", &title, "hay").await;
    }
    keep_words_now(&world.app).await.unwrap();
    let effort = Effort {
        slices: 1,
        ..Effort::default()
    };
    let query = Query::parse("needle").unwrap();
    let (mut pages, mut place) = (Vec::new(), Place::default());
    loop {
        let page = find_threads(&world.app, &Viewer::Anonymous, &query, place, effort).await;
        let page = page.unwrap();
        pages.push((page.rows.len(), page.tired));
        let Some(next) = page.next else { break };
        place = next;
    }
    let (last, before) = pages.split_last().unwrap();
    assert_eq!(*last, (1, false));
    assert_eq!(before, [(0, true), (0, true), (0, true)]);
    // What is found at once is looked for no further.
    let (enough, found) = some_titles(&world, &Viewer::Anonymous, "hay").await;
    assert_eq!((enough, found.len()), (Enough::All, 12));
}

#[tokio::test(flavor = "multi_thread")]
async fn after_an_upgrade_everything_is_made_ready_in_parts() {
    use crate::q;
    use diesel_async::SimpleAsyncConnection;
    let world = World::new().await;
    let ada = writer(&world, "ada", "luthiers").await;
    for n in 0..3 {
        let title = format!("Old glue {n}");
        ada.write(ThreadKind::Question, "en", &title, "So").await;
    }
    keep_words_now(&world.app).await.unwrap();
    // As the migration leaves it.
    let mut tx = world.app.store.begin().await.unwrap();
    {
        let conn = &mut *tx;
        q!(conn, {
            conn.batch_execute(
                "DELETE FROM thread_words; INSERT INTO words_due (thing, thing_id) SELECT 'thread', id FROM posts;
                 INSERT INTO words_due (thing, thing_id) VALUES ('thread', 4711), ('reply', 4711);",
            )
            .await
            .unwrap();
        });
    }
    tx.commit().await.unwrap();
    let mut conn = world.app.store.read().await.unwrap();
    assert_eq!(count_due(&mut conn).await.unwrap(), 5);
    assert_eq!(titles(&world, &Viewer::Anonymous, "glue").await.len(), 3);
    assert_eq!(count_due(&mut conn).await.unwrap(), 0);
}

/// SQLite has one writer, and so one who makes words at a time.
#[tokio::test(flavor = "multi_thread")]
async fn no_process_writes_old_words_over_newer_ones() {
    let world = World::new().await;
    if world.app.store.is_sqlite() {
        return;
    }
    let ada = writer(&world, "ada", "luthiers").await;
    let thread = ada
        .write(ThreadKind::Question, "en", "Which maple?", "So")
        .await;
    // One process has read the thread and not written its words yet.
    let mut tx = world.app.store.begin().await.unwrap();
    lock_words(&mut tx).await.unwrap();
    let due = list_due(&mut tx, 100).await.unwrap();
    let due: Vec<i64> = due.iter().map(|due| due.id).collect();
    assert!(!due.is_empty());
    let draft = ThreadDraft {
        title: "Which walnut?".into(),
        body: "So".into(),
        ..ThreadDraft::default()
    };
    edit_thread(&world.app, &ada.who, thread.id, &draft)
        .await
        .unwrap();
    // Another one, which must not come before it, has some time to do so.
    let app = world.app.app.clone();
    let mut other = tokio::spawn(async move { keep_words_now(&app).await });
    let some_time = std::time::Duration::from_millis(300);
    let early = tokio::time::timeout(some_time, &mut other).await;
    assert!(early.is_err(), "it waits");
    let old = [(thread.id.0, "which maple ··".to_owned())];
    save_lines(&mut tx, Lines::Threads, &old, &[])
        .await
        .unwrap();
    delete_due(&mut tx, &due).await.unwrap();
    tx.commit().await.unwrap();
    other.await.unwrap().unwrap();
    let found = titles(&world, &Viewer::Anonymous, "walnut").await;
    assert_eq!(found, ["Which walnut?"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_marks_what_was_looked_for_and_links_to_narrower_searches() {
    let stage = Stage::new().await;
    let ada = stage.member("ada").await;
    let place = stage.community(&ada, "luthiers").await;
    let draft = ThreadDraft {
        title: "Which one?".into(),
        body: "Glues & `<b>glue</b>` for spruce".into(),
        ..ThreadDraft::default()
    };
    let kind = ThreadKind::Question;
    start_thread(&stage, &ada, place.id(), kind, &draft)
        .await
        .unwrap();
    keep_words_now(&stage).await.unwrap();
    let mut visitor = stage.visitor();
    let page = visitor.get("/search?q=glue").await;
    assert_eq!(page.texts("mark"), ["Glues", "glue"]);
    assert!(!page.has("<b>glue") && !page.has("<b><mark>"));
    let found = page.texts(".rows").join(" ");
    assert!(found.contains("Glues & <b>glue</b> for spruce"), "{found}");
    let narrower = page.links("Unanswered").remove(0);
    assert_eq!(narrower, "/search?q=glue+is%3Aunanswered");
    let page = visitor.get(&narrower).await;
    assert_eq!(page.links("Which one?").len(), 1);
    let page = visitor.get("/search?q=glue+kind%3Aarticle").await;
    assert!(page.has("Nothing here is as you asked"));
    assert_eq!(page.links("Any state"), ["/search?q=glue+kind%3Aarticle"]);
    let page = visitor.get("/search?q=glue+kind%3Apoem").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("kind: takes one of question"));
    let page = visitor.get("/search?q=kind%3Aanswer").await;
    assert!(page.links("Threads").is_empty());
}
