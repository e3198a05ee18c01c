//! Searching through the page, on a real database.

mod following;
mod narrowing;

use super::actions::{Place, find_replies, find_threads, keep_words_now};
use super::model::{Enough, Marked, Query};
use super::pages::{self, LookUp};
use super::queries::Effort;
use crate::accounts::actions::suspend;
use crate::accounts::model::{Person, ServerRole, Viewer};
use crate::accounts::tests::browser::Browser;
use crate::accounts::tests::{PASSWORD, make};
use crate::app::App;
use crate::communities::model::{Community, ReadPolicy};
use crate::error::{Error, Result};
use crate::membership::model::Role;
use crate::messages::actions::send;
use crate::posts::actions::{
    ClosingDraft, ThreadDraft, accept_answer, close_question, delete_reply, delete_thread,
    edit_thread, start_thread,
};
use crate::posts::model::{Post, ThreadKind};
use crate::posts::queries;
use crate::posts::tests::world::{World, seen_by};
use axum::http::StatusCode;

/// Other servers know one thing.
const LOOK_UP: LookUp = LookUp {
    is_address: |text| text.starts_with("https://"),
    resolve: |app, _, text| Box::pin(resolve(app, text)),
};

async fn resolve(_: &App, text: &str) -> Result<String> {
    if text == "https://b.test/post/1" {
        return Ok("/post/known".to_owned());
    }
    Err(Error::peer(format!("{text} answered with a secret detail")))
}

fn browser(app: &App) -> Browser {
    Browser::with(app, pages::routes(LOOK_UP))
}

async fn write(world: &World, who: &Person, place: &Community, title: &str, body: &str) -> Post {
    world.pass(1);
    let draft = ThreadDraft {
        title: title.to_owned(),
        body: body.to_owned(),
        ..ThreadDraft::default()
    };
    start_thread(&world.app, who, place.id(), ThreadKind::Question, &draft)
        .await
        .unwrap()
}

/// What has all the words.
async fn titles(world: &World, viewer: &Viewer, typed: &str) -> Vec<String> {
    match some_titles(world, viewer, typed).await {
        (Enough::All, titles) => titles,
        (Enough::Some(_), _) => Vec::new(),
    }
}

/// What has most of the words, and how many that are.
async fn some_titles(world: &World, viewer: &Viewer, typed: &str) -> (Enough, Vec<String>) {
    keep_words_now(&world.app).await.unwrap();
    let query = Query::parse(typed).unwrap();
    let (place, effort) = (Place::default(), Effort::default());
    let found = find_threads(&world.app, viewer, &query, place, effort).await;
    let found = found.unwrap();
    let titles = found.rows.into_iter().map(|thread| thread.what.title);
    (found.enough, titles.collect())
}

async fn starts(world: &World, viewer: &Viewer, typed: &str) -> Vec<String> {
    keep_words_now(&world.app).await.unwrap();
    let query = Query::parse(typed).unwrap();
    let (place, effort) = (Place::default(), Effort::default());
    let found = find_replies(&world.app, viewer, &query, place, effort).await;
    let found = found.unwrap().rows.into_iter();
    found.map(|reply| joined(&reply.text)).collect()
}

fn joined(parts: &[Marked]) -> String {
    parts.iter().map(|part| part.text.as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn threads_are_found_by_all_their_words_the_best_first() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    let answered = write(&world, &ada, &place, "Gluing spruce", "Which glue holds?").await;
    write(
        &world,
        &ada,
        &place,
        "Bending sides",
        "Spruce breaks, glue does not.",
    )
    .await;
    write(&world, &ada, &place, "Spruce or cedar", "For the top").await;
    let answer = world.reply(&ben, &answered, None, "Hide glue").await;
    accept_answer(&world.app, &ada, answered.id, answer.id)
        .await
        .unwrap();
    let visitor = Viewer::Anonymous;
    for (typed, expected) in [
        (
            "spruce",
            &["Gluing spruce", "Spruce or cedar", "Bending sides"][..],
        ),
        ("SPRUCE glue", &["Gluing spruce", "Bending sides"]),
        ("cedar", &["Spruce or cedar"]),
        ("\"spruce\" AND -glue*", &[]),
        ("spruce' OR 1=1 --", &[]),
        ("walnut", &[]),
        ("%", &[]),
    ] {
        assert_eq!(titles(&world, &visitor, typed).await, expected, "{typed}");
    }
    let draft = ThreadDraft {
        title: "Gluing walnut".into(),
        body: "Which one holds?".into(),
        ..ThreadDraft::default()
    };
    edit_thread(&world.app, &ada, answered.id, &draft)
        .await
        .unwrap();
    assert_eq!(titles(&world, &visitor, "walnut").await, ["Gluing walnut"]);
    assert_eq!(titles(&world, &visitor, "cedar glue").await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_question_that_others_are_duplicates_of_is_found_first() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let ada = world.person("ada").await;
    let first = write(&world, &ada, &place, "What holds?", "Which glue holds?").await;
    let again = write(&world, &ada, &place, "Which glue?", "It came off.").await;
    let visitor = Viewer::Anonymous;
    let found = titles(&world, &visitor, "glue").await;
    assert_eq!(found, ["Which glue?", "What holds?"]);
    let closing = ClosingDraft {
        duplicate_of: first.path(),
        ..ClosingDraft::default()
    };
    close_question(&world.app, &ada, again.id, &closing)
        .await
        .unwrap();
    let found = titles(&world, &visitor, "glue").await;
    assert_eq!(found, ["What holds?", "Which glue?"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn title_text_and_tags_count_together_and_some_words_are_better_than_none() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let ada = world.person("ada").await;
    let draft = |title: &str, body: &str, tags: &[&str]| ThreadDraft {
        title: title.to_owned(),
        body: body.to_owned(),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        ..ThreadDraft::default()
    };
    let begin = async |draft: ThreadDraft| {
        world.pass(1);
        let kind = ThreadKind::Question;
        let begun = start_thread(&world.app, &ada, place.id(), kind, &draft).await;
        begun.unwrap()
    };
    let loose = draft(
        "A loose brace",
        "Which one holds?",
        &["hide-glue", "repair"],
    );
    let thread = begin(loose).await;
    begin(draft("Bending ribs", "They crack when dry.", &["cello"])).await;
    begin(draft("Dry glue", "It cracks.", &[])).await;
    let visitor = Viewer::Anonymous;
    for (typed, found) in [
        ("brace holds repairs", &["A loose brace"][..]),
        ("hide glue brace", &["A loose brace"]),
        ("cello crack", &["Bending ribs"]),
        ("crack dry", &["Dry glue", "Bending ribs"]),
        ("walnut brace", &[]),
    ] {
        assert_eq!(titles(&world, &visitor, typed).await, found, "{typed}");
    }
    for (typed, enough, found) in [
        ("walnut brace", 1, &["A loose brace"][..]),
        ("dry crack cello glue", 3, &["Dry glue", "Bending ribs"]),
        ("crack a walnut", 1, &["Dry glue", "Bending ribs"]),
    ] {
        let some = some_titles(&world, &visitor, typed).await;
        assert_eq!(some.0, Enough::Some(enough), "{typed}");
        assert_eq!(some.1, found, "{typed}");
    }
    let (_, none) = some_titles(&world, &visitor, "walnut maple").await;
    assert_eq!(none, [""; 0]);
    // A tag that is taken away is found no more.
    let edited = draft("A loose brace", "Which one holds?", &["repair"]);
    edit_thread(&world.app, &ada, thread.id, &edited)
        .await
        .unwrap();
    assert_eq!(titles(&world, &visitor, "hide").await, [""; 0]);
    assert_eq!(
        titles(&world, &visitor, "repair brace").await,
        ["A loose brace"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_found_in_their_other_forms() {
    let world = World::new().await;
    let place = world.community("networks").await;
    let ada = world.person("ada").await;
    let thread = write(&world, &ada, &place, "A switch dropped frames", "Why?").await;
    world
        .reply(&ada, &thread, None, "Check the cabling of both ports")
        .await;
    let visitor = Viewer::Anonymous;
    for typed in ["switches", "Switch", "dropping a frame"] {
        let found = titles(&world, &visitor, typed).await;
        assert_eq!(found, ["A switch dropped frames"], "{typed}");
    }
    // Small words are words, and the beginning of one is not another.
    assert_eq!(titles(&world, &visitor, "why").await.len(), 1);
    assert_eq!(titles(&world, &visitor, "swit").await.len(), 0);
    for typed in ["cables", "port checked"] {
        let found = starts(&world, &visitor, typed).await;
        assert_eq!(found, ["Check the cabling of both ports"], "{typed}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_finds_what_they_may_not_read() {
    let world = World::new().await;
    // The first account of all is the server's own.
    world.person("server").await;
    let (open, gone, inner) = (
        world.community("open").await,
        world.community("gone").await,
        world.community("inner").await,
    );
    world.set_read_policy(&inner, ReadPolicy::Members).await;
    let (ada, ben) = (world.person("ada").await, world.person("ben").await);
    world.join(&inner, &ada, Role::Member).await;
    let shown = write(&world, &ada, &open, "Shown", "secret").await;
    let reply = world.reply(&ada, &shown, None, "A secret reply").await;
    let lost = world.reply(&ada, &shown, None, "A secret taken back").await;
    let deleted = write(&world, &ada, &open, "Deleted", "secret").await;
    let removed = write(&world, &ada, &open, "Removed", "secret").await;
    let held = write(&world, &ada, &open, "Held", "secret").await;
    let away = write(&world, &ada, &gone, "Away", "secret").await;
    world.reply(&ada, &away, None, "A secret away").await;
    let among = write(&world, &ada, &inner, "Among us", "secret").await;
    world.reply(&ada, &among, None, "A secret among us").await;
    world.reply(&ada, &removed, None, "A secret below").await;
    delete_thread(&world.app, &ada, deleted.id).await.unwrap();
    delete_reply(&world.app, &ada, lost.id).await.unwrap();
    world.remove_community(&gone).await;
    send(&world.app, &ada, ben.id(), "A secret between us")
        .await
        .unwrap();
    let now = Some(world.now());
    let mut tx = world.app.store.begin().await.unwrap();
    queries::set_post_removed(&mut tx, removed.id, now)
        .await
        .unwrap();
    queries::set_post_held(&mut tx, held.id, now).await.unwrap();
    tx.commit().await.unwrap();

    let member = seen_by(&ada);
    for (viewer, threads, replies) in [
        (
            &member,
            &["Among us", "Shown"][..],
            &["A secret among us", "A secret reply"][..],
        ),
        (&seen_by(&ben), &["Shown"], &["A secret reply"]),
        (&Viewer::Anonymous, &["Shown"], &["A secret reply"]),
        (
            &Viewer::Host("b.test".into()),
            &["Shown"],
            &["A secret reply"],
        ),
    ] {
        assert_eq!(
            titles(&world, viewer, "secret").await,
            threads,
            "{viewer:?}"
        );
        assert_eq!(
            starts(&world, viewer, "secret").await,
            replies,
            "{viewer:?}"
        );
    }
    let mut tx = world.app.store.begin().await.unwrap();
    queries::set_comment_removed(&mut tx, reply.id, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(starts(&world, &Viewer::Anonymous, "secret").await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn replies_come_newest_first_and_every_page_goes_on_where_the_last_ended() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let ada = world.person("ada").await;
    let thread = write(&world, &ada, &place, "Spruce", "So").await;
    for n in 0..45 {
        world.pass(1);
        world.reply(&ada, &thread, None, &format!("glue {n}")).await;
    }
    keep_words_now(&world.app).await.unwrap();
    let query = Query::parse("glue").unwrap();
    let (mut seen, mut place) = (Vec::new(), Place::default());
    loop {
        let effort = Effort::default();
        let page = find_replies(&world.app, &Viewer::Anonymous, &query, place, effort).await;
        let page = page.unwrap();
        seen.extend(page.rows.iter().map(|reply| joined(&reply.text)));
        let Some(next) = page.next else { break };
        place = next;
    }
    let expected: Vec<String> = (0..45).rev().map(|n| format!("glue {n}")).collect();
    assert_eq!(seen, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_shows_names_threads_and_replies_and_keeps_what_was_typed() {
    let world = World::new().await;
    let place = world.community("spruce").await;
    let (ada, quiet) = (
        world.person("spruce_ada").await,
        world.person("spruce_quiet").await,
    );
    suspend(&world.app, &Viewer::System, quiet.id())
        .await
        .unwrap();
    let thread = write(&world, &ada, &place, "Spruce tops", "Which?").await;
    world
        .reply(&ada, &thread, None, "Spruce from the Alps")
        .await;
    keep_words_now(&world.app).await.unwrap();
    let mut visitor = browser(&world.app);
    let page = visitor.get("/search?q=spruce").await;
    for part in ["!spruce", "spruce_ada", "Spruce tops"] {
        assert!(page.has(part), "{part}");
    }
    assert!(!page.has("spruce_quiet") && !page.has("from the Alps"));
    assert_eq!(page.value("q").as_deref(), Some("spruce"));
    let page = visitor.get("/search?q=spruce&tab=replies").await;
    assert!(page.has("from the Alps"));
    let long = "x".repeat(257);
    let page = visitor.get(&format!("/search?q={long}")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.wrong(), ["q"]);
    for odd in ["", "%22%27", "%00", "spruce&before=-1", "spruce&skip=99999"] {
        let page = visitor.get(&format!("/search?q={odd}")).await;
        assert_eq!(page.status, StatusCode::OK, "{odd}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_are_looked_up_for_people_who_are_signed_in_only() {
    let world = World {
        app: crate::app::testing::test_app_with(|c| c.rate_limits.lookups_per_account = 2).await,
    };
    make(&world.app, "olga", ServerRole::Member).await;
    let address = "/search?q=https://b.test/post/1";
    let mut visitor = browser(&world.app);
    assert!(
        visitor
            .get(address)
            .await
            .has("are looked up for those who are signed in")
    );
    let fields = [("name", "olga"), ("password", PASSWORD)];
    visitor.fill_in("/login", &fields).await;
    assert_eq!(visitor.get(address).await.location(), "/post/known");
    let other = visitor.get("/search?q=https://b.test/post/2").await;
    assert_eq!(other.status, StatusCode::OK);
    assert!(other.has("cannot be reached now") && !other.has("secret detail"));
    let more = visitor.get(address).await;
    assert_eq!(more.status, StatusCode::TOO_MANY_REQUESTS);
}
