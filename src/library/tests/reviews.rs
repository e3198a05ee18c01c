//! Threads that have grown old: who is asked, what is said, and what waits.

use super::{Guild, send};
use crate::jobs::run_pending;
use crate::library::actions::tend_reviews;
use crate::membership::model::ReviewRule;
use crate::moderation::actions::{Grounds, remove};
use crate::moderation::model::Target;
use crate::posts::actions::{ThreadDraft, merge_tag, start_thread};
use crate::posts::model::{Post, ThreadKind};
use axum::http::StatusCode;
use chrono::TimeDelta;

const SETTINGS: &str = "/c/luthiers/settings/library";
const QUEUE: &str = "/c/luthiers/library/review";
const ASKS: &str = "Is this in The luthiers still right?";

impl Guild {
    async fn set_review(&self, typed: &str) {
        let mut convener = self.stage.signed_in("ada").await;
        send(&mut convener, SETTINGS, &[("review", typed)]).await;
    }

    async fn days_later(&self, days: i64) {
        self.stage.clock.advance(TimeDelta::days(days));
        tend_reviews(&self.stage).await.unwrap();
    }

    /// How often somebody was asked.
    async fn asked(&self, name: &str) -> usize {
        let mut browser = self.stage.signed_in(name).await;
        let notices = browser.get("/notifications").await;
        let told = notices.texts("main h2.row-title");
        told.iter().filter(|sentence| *sentence == ASKS).count()
    }

    async fn waiting(&self) -> Vec<String> {
        let mut convener = self.stage.signed_in("ada").await;
        convener.get(QUEUE).await.texts("main .row-title")
    }
}

async fn say(guild: &Guild, name: &str, thread: &Post, result: &str) {
    let mut browser = guild.stage.signed_in(name).await;
    let path = format!("{}/review", thread.path());
    let said = send(&mut browser, &path, &[("result", result)]).await;
    assert_eq!(said, thread.path());
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_answered_are_asked_after_a_time_and_what_they_say_is_shown() {
    let guild = Guild::new().await;
    let (stage, ada, ben) = (&guild.stage, &guild.ada, &guild.ben);
    guild.set_review("question:30").await;
    let thread = stage.ask(ada, &guild.place, "Which glue?").await;
    stage.reply(ben, &thread, None, "Hide glue.").await;
    guild.days_later(29).await;
    assert_eq!(guild.asked("ben").await, 0, "not yet");
    assert!(guild.waiting().await.is_empty());
    guild.days_later(2).await;
    guild.days_later(1).await;
    assert_eq!(guild.asked("ben").await, 1, "once");
    assert_eq!(guild.asked("ada").await, 0, "who asked it does not know");
    assert_eq!(guild.waiting().await, ["Which glue?"]);
    let mut ben_reads = stage.signed_in("ben").await;
    let page = ben_reads.get(&thread.path()).await;
    let review = format!("{}/review", thread.path());
    assert_eq!(page.links("Say whether it is"), [review.as_str()]);
    assert!(
        !stage
            .visitor()
            .get(&thread.path())
            .await
            .has("still right?")
    );

    say(&guild, "ben", &thread, "right").await;
    let page = stage.visitor().get(&thread.path()).await;
    let said = page.texts("#checked").join(" ");
    assert!(
        said.starts_with("said to be right") && said.ends_with("by ben"),
        "{said}"
    );
    assert!(guild.waiting().await.is_empty());
    guild.days_later(29).await;
    assert!(guild.waiting().await.is_empty());
    guild.days_later(2).await;
    assert_eq!(guild.asked("ben").await, 2, "and again after the same time");

    say(&guild, "ben", &thread, "outdated").await;
    let page = stage.visitor().get(&thread.path()).await;
    assert!(page.has("Not right any more.") && page.texts("#checked").is_empty());
    assert_eq!(guild.waiting().await, ["Which glue?"]);
    guild.days_later(60).await;
    assert_eq!(
        guild.asked("ben").await,
        2,
        "nobody is asked about what they know"
    );
    say(&guild, "ada", &thread, "updated").await;
    assert!(guild.waiting().await.is_empty());
    let page = stage.visitor().get(&thread.path()).await;
    assert!(page.texts("#checked").join(" ").ends_with("by ada"));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_knows_says_whether_it_is_right() {
    let guild = Guild::new().await;
    let (stage, ada, ben) = (&guild.stage, &guild.ada, &guild.ben);
    let thread = stage.ask(ada, &guild.place, "Which glue?").await;
    let path = format!("{}/review", thread.path());
    let mut answerer = stage.signed_in("ben").await;
    assert_eq!(answerer.get(&path).await.status, StatusCode::FORBIDDEN);
    assert_eq!(answerer.get(QUEUE).await.status, StatusCode::FORBIDDEN);
    stage.reply(ben, &thread, None, "Hide glue.").await;
    assert_eq!(answerer.get(&path).await.status, StatusCode::OK);
    let mut asker = stage.signed_in("ada").await;
    let wrong = asker.fill_in(&path, &[("result", "perhaps")]).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn tags_have_times_of_their_own_and_what_is_out_of_sight_is_not_asked_about() {
    let guild = Guild::new().await;
    let (stage, ada) = (&guild.stage, &guild.ada);
    let old = stage.ask(ada, &guild.place, "Which glue?").await;
    let gone = stage.ask(ada, &guild.place, "Rude?").await;
    let mut convener = stage.signed_in("ada").await;
    let edit = format!("{}/edit", old.path());
    let fields = [
        ("title", "Which glue?"),
        ("body", "About it."),
        ("tags", "varnish"),
    ];
    send(&mut convener, &edit, &fields).await;
    guild.set_review("question:300, #varnish:10").await;
    guild.days_later(11).await;
    assert_eq!(guild.waiting().await, ["Which glue?"], "by its tag");
    let why = Grounds::from("Off topic.");
    guild.days_later(280).await;
    remove(stage, ada, Target::Post(gone.id), &why)
        .await
        .unwrap();
    guild.days_later(10).await;
    assert_eq!(guild.waiting().await, ["Which glue?"]);
    // Nothing is asked about any more.
    let fresh = stage.ask(ada, &guild.place, "Which varnish?").await;
    guild.set_review("").await;
    guild.days_later(400).await;
    assert_eq!(guild.waiting().await, ["Which glue?"]);
    assert!(!convener.get(&fresh.path()).await.has("still right?"));
}

#[test]
fn intervals_are_read_as_they_are_written() {
    let read = |typed: &str| {
        let rules = ReviewRule::read_all(typed)?;
        let words: Vec<String> = rules.iter().map(ReviewRule::to_string).collect();
        Ok::<String, String>(words.join(", "))
    };
    assert_eq!(read("").unwrap(), "");
    assert_eq!(read("#Hide_Glue:9").unwrap(), "#hide_glue:9");
    let typed = "question:365\n#Varnish:90,article:1; question:30";
    assert_eq!(read(typed).unwrap(), "#varnish:90, article:1, question:30");
    for wrong in [
        "question",
        "poll:3",
        "question:0",
        "question:9999",
        "#:3",
        "#-:3",
        "#a b:3",
        ":3",
    ] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn however_many_communities_set_intervals_all_are_looked_after() {
    let guild = Guild::new().await;
    let mut places = vec![guild.place.clone()];
    // More than are read at once.
    for name in ["cellos", "bows", "harps", "lutes"] {
        places.push(guild.stage.community(&guild.ada, name).await);
    }
    let mut convener = guild.stage.signed_in("ada").await;
    let mut titles = Vec::new();
    for place in &places {
        let path = format!("{}/settings/library", place.path());
        send(&mut convener, &path, &[("review", "question:30")]).await;
        let title = format!("Which glue for {}?", place.title());
        guild.stage.ask(&guild.ada, place, &title).await;
        titles.push(title);
    }
    guild.days_later(31).await;
    let mut convener = guild.stage.signed_in("ada").await;
    for (place, title) in places.iter().zip(titles) {
        let queue = format!("{}/library/review", place.path());
        let waiting = convener.get(&queue).await.texts("main .row-title");
        assert_eq!(waiting, [title]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tag_that_was_merged_keeps_its_time() {
    let guild = Guild::new().await;
    let (stage, ada) = (&guild.stage, &guild.ada);
    let draft = ThreadDraft {
        title: "Which glue?".to_owned(),
        tags: vec!["adhesive".to_owned()],
        ..ThreadDraft::default()
    };
    let place = &guild.place;
    start_thread(stage, ada, place.id(), ThreadKind::Question, &draft)
        .await
        .unwrap();
    guild.set_review("#adhesive:10").await;
    merge_tag(stage, ada, place, "adhesive", "glue")
        .await
        .unwrap();
    run_pending(&stage.data, &crate::server::jobs())
        .await
        .unwrap();
    guild.days_later(11).await;
    assert_eq!(guild.waiting().await, ["Which glue?"]);
    assert_eq!(
        guild.asked("ada").await,
        1,
        "who wrote it, as nobody answered"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tag_that_comes_late_and_an_interval_that_comes_back_lose_no_thread() {
    let guild = Guild::new().await;
    let (stage, ada) = (&guild.stage, &guild.ada);
    let old = stage.ask(ada, &guild.place, "Which glue?").await;
    let draft = ThreadDraft {
        title: "Which varnish?".to_owned(),
        tags: vec!["varnish".to_owned()],
        ..ThreadDraft::default()
    };
    stage.clock.advance(TimeDelta::hours(1));
    let place = guild.place.id();
    let newer = start_thread(stage, ada, place, ThreadKind::Question, &draft)
        .await
        .unwrap();
    guild.set_review("#varnish:10").await;
    guild.days_later(11).await;
    assert_eq!(guild.waiting().await, ["Which varnish?"]);
    let mut convener = stage.signed_in("ada").await;
    let fields = [
        ("title", "Which glue?"),
        ("body", "About it."),
        ("tags", "varnish"),
    ];
    send(&mut convener, &format!("{}/edit", old.path()), &fields).await;
    guild.days_later(11).await;
    assert_eq!(guild.waiting().await, ["Which varnish?", "Which glue?"]);

    guild.set_review("").await;
    say(&guild, "ada", &newer, "right").await;
    guild.days_later(11).await;
    assert_eq!(guild.waiting().await, ["Which glue?"]);
    guild.set_review("#varnish:10").await;
    guild.days_later(1).await;
    assert_eq!(guild.waiting().await, ["Which glue?", "Which varnish?"]);
}
