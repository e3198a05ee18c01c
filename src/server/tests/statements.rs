//! How many statements a request asks the database: the same with much to show as with little. What is read
//! for each row of a page instead of for all of them shows here.

use crate::accounts::model::{Person, ServerRole};
use crate::accounts::tests::browser::Browser;
use crate::activitypub::delivery::Audience;
use crate::app::testing::test_app_with;
use crate::communities::actions::follow;
use crate::communities::model::Community;
use crate::communities::tests::{belongs, known};
use crate::library::actions::{CollectionForm, make_collection, shelve};
use crate::membership::actions::{CommunityForm, save_reply};
use crate::membership::model::{
    Answer, Channel, CommunitySettings, Event, EventKind, HoldCause, MembershipState,
    NewApplication, Proposers,
};
use crate::membership::queries::applications::{insert_application, insert_event};
use crate::membership::queries::settings::upsert_settings;
use crate::messages::model::{NewMessage, conversation};
use crate::messages::queries::insert_message;
use crate::moderation::actions::{Grounds, pin, remove, report};
use crate::moderation::model::Target;
use crate::posts::actions::accept_answer;
use crate::posts::model::{Comment, Post};
use crate::posts::queries::held::{NewHeld, insert_held};
use crate::posts::queries::sharing::insert_share;
use crate::posts::queries::{set_comment_held, set_post_held};
use crate::posts::tests::stage::Stage;
use crate::posts::tests::world::seen_by;
use crate::search::actions::keep_words_now;
use crate::store::Json;
use crate::store::test_db::statements;
use crate::voting::actions::vote_on_comment;
use axum::http::StatusCode;
use std::ops::RangeInclusive;

async fn stage() -> Stage {
    let app = test_app_with(|config| config.rate_limits.enabled = false).await;
    Stage::on(app).await
}

/// Somebody of one of three other servers.
async fn somebody(stage: &Stage, number: i64) -> Person {
    let name = format!("varnisher{number}");
    let id = format!("https://h{}.test/u/{name}", number % 3);
    let found = known(&stage.app, &id, "Person", &name).await;
    found.person().unwrap()
}

/// Who looks at a page, and at which.
struct Reader {
    browser: Browser,
    path: String,
}

impl Reader {
    async fn new(stage: &Stage, name: &str, path: &str) -> Self {
        Self {
            browser: stage.signed_in(name).await,
            path: path.to_owned(),
        }
    }

    fn visitor(stage: &Stage, path: &str) -> Self {
        Self {
            browser: stage.visitor(),
            path: path.to_owned(),
        }
    }

    /// A program, which wants the document.
    fn program(stage: &Stage, path: &str) -> Self {
        let mut reader = Self::visitor(stage, path);
        let accept = ("accept", "application/activity+json".to_owned());
        reader.browser.headers.push(accept);
        reader
    }

    /// Opens it twice: the first time connections are made, and what is new is marked as read.
    async fn look(&mut self) -> Looked {
        let (browser, path) = (&mut self.browser, self.path.as_str());
        browser.get(path).await;
        let (answer, asked) = statements(Box::pin(browser.get(path))).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        assert!(!asked.is_empty(), "{path} asks nothing");
        Looked {
            path: path.to_owned(),
            length: answer.body.len(),
            asked,
        }
    }
}

/// What one of them was shown.
struct Looked {
    path: String,
    length: usize,
    asked: Vec<String>,
}

async fn look(readers: &mut [Reader]) -> Vec<Looked> {
    let mut looked = Vec::new();
    for reader in readers {
        looked.push(reader.look().await);
    }
    looked
}

/// The same readers, with little to show and with much.
fn assert_as_many(few: &[Looked], many: &[Looked]) {
    assert_eq!(few.len(), many.len());
    for (few, many) in few.iter().zip(many) {
        let path = &few.path;
        assert!(many.length > few.length, "{path} shows no more than before");
        let (less, more) = (&few.asked, &many.asked);
        assert_eq!(less.len(), more.len(), "{path}: {less:#?}\nand {more:#?}");
    }
}

/// Who asks and who answers in what is looked at.
struct Guild {
    stage: Stage,
    ada: Person,
    ben: Person,
    place: Community,
}

/// A community of ada's, to which ben belongs.
async fn guild(form: CommunityForm) -> Guild {
    let stage = stage().await;
    let (ada, ben) = (stage.member("ada").await, stage.member("ben").await);
    let place = stage.open(&ada, "luthiers", form).await;
    belongs(&stage.app, &place, &ben).await;
    Guild {
        stage,
        ada,
        ben,
        place,
    }
}

impl Guild {
    async fn ask(&self, who: &Person, title: &str) -> Post {
        self.stage.ask(who, &self.place, title).await
    }

    async fn reply(&self, who: &Person, post: &Post, under: Option<&Comment>, no: i64) -> Comment {
        let body = format!("Varnish, as number {no}.");
        self.stage.reply(who, post, under, &body).await
    }

    /// One of each kind for each number: an application that waits and one that was declined, a thread and
    /// a reply that are held, and words to use again.
    async fn fill_desk(&self, under: &Post, numbers: RangeInclusive<i64>) {
        for number in numbers {
            let who = somebody(&self.stage, number).await;
            let thread = self.ask(&self.ada, &format!("Thread {number}")).await;
            let reply = self.reply(&self.ada, under, None, number).await;
            let words = format!("Words {number}");
            save_reply(&self.stage, &self.ada, &self.place, &words)
                .await
                .unwrap();
            self.apply(&who).await;
            self.hold(&who, &thread, &reply).await;
        }
    }

    async fn apply(&self, who: &Person) {
        let (place, now) = (self.place.id(), self.stage.now());
        let attempt = |state| NewApplication {
            community_id: place,
            account_id: who.id(),
            state,
            channel: Channel::Page,
            answers: Json(vec![Answer {
                question: "Why?".into(),
                answer: "Because.".into(),
            }]),
            rules_version: 0,
            applied_at: now,
            changed_at: now,
        };
        let mut tx = self.stage.store.begin().await.unwrap();
        let declined = attempt(MembershipState::Declined);
        let declined = insert_application(&mut tx, &declined).await.unwrap();
        let event = Event {
            community_id: place,
            account_id: who.id(),
            application_id: Some(declined),
            kind: EventKind::Declined,
            by_id: Some(self.ada.id()),
            reason: "Too early.".into(),
            channel: Channel::Page,
            happened_at: now,
        };
        insert_event(&mut tx, &event).await.unwrap();
        let waits = attempt(MembershipState::Applied);
        insert_application(&mut tx, &waits).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn hold(&self, who: &Person, thread: &Post, reply: &Comment) {
        let now = self.stage.now();
        let mut tx = self.stage.store.begin().await.unwrap();
        set_post_held(&mut tx, thread.id, Some(now)).await.unwrap();
        set_comment_held(&mut tx, reply.id, Some(now))
            .await
            .unwrap();
        for (post_id, comment_id) in [(Some(thread.id), None), (None, Some(reply.id))] {
            let held = NewHeld {
                community_id: self.place.id(),
                author_id: who.id(),
                post_id,
                comment_id,
                cause: HoldCause::Membership,
                activity: None,
                sender_host: String::new(),
                held_at: now,
                released_at: None,
            };
            insert_held(&mut tx, &held).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// Replies to a thread, every third of them to the one before, each with a vote of ben's.
    async fn fill_thread(&self, thread: &Post, who: &[Person], numbers: RangeInclusive<i64>) {
        let mut last: Option<Comment> = None;
        for (number, by) in numbers.zip(who.iter().cycle()) {
            let under = last.as_ref().filter(|_| number % 3 == 0);
            let reply = self.reply(by, thread, under, number).await;
            vote_on_comment(&self.stage, &self.ben, reply.id, 1)
                .await
                .unwrap();
            last = Some(reply);
        }
    }

    async fn say(&self, from: &Person, number: i64) {
        let app = &self.stage.app;
        let public_id = app.mint_public_id();
        let words = format!("Word {number} of many");
        let message = NewMessage {
            ap_id: format!("{}/note/{public_id}", from.actor.ap_id),
            public_id,
            conversation: conversation(from.id(), self.ada.id()),
            sender_id: from.id(),
            recipient_id: self.ada.id(),
            in_reply_to: None,
            body_html: format!("<p>{words}</p>"),
            body: words,
            audience: Audience::People,
            local: false,
            published_at: app.now(),
            edited_at: None,
            received_at: app.now(),
        };
        let mut tx = app.store.begin().await.unwrap();
        assert!(insert_message(&mut tx, &message).await.unwrap().is_some());
        tx.commit().await.unwrap();
    }
}

/// Of members alone, where the servers of those who apply are looked at, too.
#[tokio::test(flavor = "multi_thread")]
async fn a_desk_is_asked_for_alike_with_one_of_each_and_with_thirty() {
    let form = CommunityForm {
        read: "members".into(),
        join: "application".into(),
        ..CommunityForm::default()
    };
    let guild = guild(form).await;
    let open = guild.ask(&guild.ada, "Open").await;
    let desk = Reader::new(&guild.stage, "ada", "/c/luthiers/desk").await;
    let mut readers = [desk];
    Box::pin(guild.fill_desk(&open, 1..=1)).await;
    let few = look(&mut readers).await;
    Box::pin(guild.fill_desk(&open, 2..=30)).await;
    assert_as_many(&few, &look(&mut readers).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_is_asked_for_alike_with_three_replies_and_with_sixty() {
    let guild = guild(CommunityForm::default()).await;
    let (stage, ada) = (&guild.stage, &guild.ada);
    let who = [ada.clone(), stage.member("cem").await];
    let thread = guild.ask(ada, "Which glue?").await;
    guild.ask(ada, "Which glue for maple?").await;
    Box::pin(guild.fill_thread(&thread, &who, 1..=2)).await;
    let answer = guild.reply(&who[1], &thread, None, 0).await;
    accept_answer(stage, ada, thread.id, answer.id)
        .await
        .unwrap();
    let path = thread.path();
    let mut readers = [
        Reader::new(stage, "ben", &path).await,
        Reader::visitor(stage, &path),
    ];
    let few = look(&mut readers).await;
    Box::pin(guild.fill_thread(&thread, &who, 3..=59)).await;
    assert_as_many(&few, &look(&mut readers).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_is_asked_for_alike_with_two_threads_and_with_fifty() {
    let guild = guild(CommunityForm::default()).await;
    let (stage, ada) = (&guild.stage, &guild.ada);
    let who = [ada, &guild.ben];
    let pinned = guild.ask(ada, "Read this first").await;
    pin(stage, ada, pinned.id).await.unwrap();
    guild.ask(ada, "Thread 0").await;
    let path = "/c/luthiers";
    let mut readers = [
        Reader::new(stage, "ada", path).await,
        Reader::new(stage, "ben", path).await,
        Reader::visitor(stage, path),
    ];
    let few = look(&mut readers).await;
    for (number, by) in (1..=48).zip(who.iter().cycle()) {
        let thread = guild.ask(by, &format!("Thread {number}")).await;
        if number % 12 == 0 {
            pin(stage, ada, thread.id).await.unwrap();
        }
    }
    assert_as_many(&few, &look(&mut readers).await);
}

/// Also with proposals for it, each of which names its thread and who made it.
#[tokio::test(flavor = "multi_thread")]
async fn a_library_is_asked_for_alike_with_one_thread_and_with_thirty() {
    let guild = guild(CommunityForm::default()).await;
    let (stage, ada, ben) = (&guild.stage, &guild.ada, &guild.ben);
    let place = guild.place.id();
    let members = CommunitySettings {
        propose: Proposers::Members,
        ..CommunitySettings::of(place)
    };
    let mut tx = stage.store.begin().await.unwrap();
    upsert_settings(&mut tx, &members).await.unwrap();
    tx.commit().await.unwrap();
    let form = CollectionForm {
        title: "Answers".into(),
        kind: "answers".into(),
        ..CollectionForm::default()
    };
    make_collection(stage, ada, place, &form).await.unwrap();
    let shelved = async |numbers: RangeInclusive<i64>| {
        for number in numbers {
            let thread = guild.ask(ada, &format!("Asked {number}")).await;
            let answer = guild.reply(ben, &thread, None, number).await;
            accept_answer(stage, ada, thread.id, answer.id)
                .await
                .unwrap();
            shelve(stage, ada, thread.id, "answers", "").await.unwrap();
            // No more than one member may propose.
            if number <= 10 {
                let other = guild.ask(ada, &format!("Proposed {number}")).await;
                shelve(stage, ben, other.id, "answers", "").await.unwrap();
            }
        }
    };
    let path = "/c/luthiers/library/answers";
    let mut readers = [
        Reader::new(stage, "ada", "/c/luthiers/library").await,
        Reader::new(stage, "ada", &format!("{path}/edit")).await,
        Reader::new(stage, "ben", path).await,
        Reader::visitor(stage, path),
    ];
    Box::pin(shelved(1..=1)).await;
    let few = look(&mut readers).await;
    Box::pin(shelved(2..=30)).await;
    assert_as_many(&few, &look(&mut readers).await);
}

/// What is new for ben, and in how many communities; for visitors what this place is.
async fn fill_home(guild: &Guild, numbers: RangeInclusive<i64>) {
    let (stage, ada, ben) = (&guild.stage, &guild.ada, &guild.ben);
    for number in numbers {
        let place = stage.community(ada, &format!("guild{number}")).await;
        follow(stage, ben, &place).await.unwrap();
        stage.ask(ada, &place, &format!("Open {number}")).await;
        let thread = stage.ask(ben, &place, &format!("Asked {number}")).await;
        let answer = guild.reply(ada, &thread, None, number).await;
        accept_answer(stage, ben, thread.id, answer.id)
            .await
            .unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_front_page_is_asked_for_alike_however_much_is_new() {
    let guild = guild(CommunityForm::default()).await;
    let stage = &guild.stage;
    let mut readers = [
        Reader::new(stage, "ben", "/").await,
        Reader::new(stage, "ben", "/?list=all&sort=new").await,
        Reader::visitor(stage, "/"),
    ];
    Box::pin(fill_home(&guild, 1..=1)).await;
    let few = look(&mut readers).await;
    Box::pin(fill_home(&guild, 2..=6)).await;
    assert_as_many(&few, &look(&mut readers).await);
}

/// For ada: an answer, a report, and that something of hers was removed.
async fn notify_ada(guild: &Guild, root: &Person, cem: &Person, numbers: RangeInclusive<i64>) {
    let (app, ada, ben) = (&guild.stage, &guild.ada, &guild.ben);
    let why = Grounds::from("Off topic");
    for number in numbers {
        let thread = guild.ask(ada, &format!("Asked {number}")).await;
        guild.reply(ben, &thread, None, number).await;
        let rude = guild.ask(cem, &format!("Rude {number}")).await;
        report(app, ben, &seen_by(ben), Target::Post(rude.id), "Rude")
            .await
            .unwrap();
        let off = guild.ask(ada, &format!("Off topic {number}")).await;
        remove(app, root, Target::Post(off.id), &why).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_are_asked_for_alike_with_one_case_and_with_fifteen() {
    let guild = guild(CommunityForm::default()).await;
    let (stage, ben) = (&guild.stage, &guild.ben);
    let cem = stage.member("cem").await;
    let reported = async |numbers: RangeInclusive<i64>| {
        for number in numbers {
            let thread = guild.ask(ben, &format!("Rude {number}")).await;
            report(stage, &cem, &seen_by(&cem), Target::Post(thread.id), "Rude")
                .await
                .unwrap();
        }
    };
    let mut readers = [Reader::new(stage, "ada", "/c/luthiers/reports").await];
    Box::pin(reported(1..=1)).await;
    let few = look(&mut readers).await;
    Box::pin(reported(2..=15)).await;
    assert_as_many(&few, &look(&mut readers).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn notifications_are_asked_for_alike_with_one_of_each_kind_and_with_many() {
    let guild = guild(CommunityForm::default()).await;
    let stage = &guild.stage;
    let root = stage.account("root", ServerRole::Admin).await;
    let cem = stage.member("cem").await;
    let mut readers = [Reader::new(stage, "ada", "/notifications").await];
    Box::pin(notify_ada(&guild, &root, &cem, 1..=1)).await;
    let few = look(&mut readers).await;
    Box::pin(notify_ada(&guild, &root, &cem, 2..=15)).await;
    assert_as_many(&few, &look(&mut readers).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_is_asked_for_alike_with_one_find_of_each_kind_and_with_many() {
    let guild = guild(CommunityForm::default()).await;
    let (stage, who) = (&guild.stage, [&guild.ada, &guild.ben]);
    let open = guild.ask(&guild.ada, "Open").await;
    // What there is is looked through in slices, that grow: in as many of them with more of it.
    for number in 1..=22 {
        let quiet = format!("Quiet {number}");
        guild.ask(&guild.ada, &quiet).await;
        stage.reply(&guild.ada, &open, None, &quiet).await;
    }
    let found = async |numbers: RangeInclusive<i64>| {
        for (number, by) in numbers.zip(who.iter().cycle()) {
            somebody(stage, number).await;
            guild.ask(by, &format!("Varnish {number}")).await;
            guild.reply(by, &open, None, number).await;
        }
        keep_words_now(stage).await.unwrap();
    };
    let (threads, replies) = ("/search?q=varnish", "/search?q=varnish&tab=replies");
    let people = "/search?q=varnisher";
    let mut readers = [
        Reader::new(stage, "ben", threads).await,
        Reader::visitor(stage, threads),
        Reader::visitor(stage, replies),
        Reader::visitor(stage, people),
    ];
    Box::pin(found(1..=1)).await;
    let few = look(&mut readers).await;
    Box::pin(found(2..=30)).await;
    assert_as_many(&few, &look(&mut readers).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_members_are_asked_for_alike_with_two_and_with_thirty() {
    let guild = guild(CommunityForm::default()).await;
    let (stage, place) = (&guild.stage, &guild.place);
    let path = "/c/luthiers/members";
    let mut readers = [
        Reader::new(stage, "ada", path).await,
        Reader::new(stage, "ben", path).await,
    ];
    let few = look(&mut readers).await;
    for number in 1..=28 {
        let who = somebody(stage, number).await;
        belongs(&stage.app, place, &who).await;
    }
    assert_as_many(&few, &look(&mut readers).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_are_asked_for_alike_with_one_and_with_thirty() {
    let guild = guild(CommunityForm::default()).await;
    let stage = &guild.stage;
    let first = somebody(stage, 1).await;
    guild.say(&first, 1).await;
    let with_first = format!("/messages/{}", first.handle());
    let mut readers = [
        Reader::new(stage, "ada", "/messages").await,
        Reader::new(stage, "ada", &with_first).await,
    ];
    let few = look(&mut readers).await;
    for number in 2..=30 {
        guild.say(&first, number).await;
        guild.say(&somebody(stage, number).await, number).await;
    }
    assert_as_many(&few, &look(&mut readers).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_for_other_servers_are_asked_for_alike_with_one_thread_and_with_many() {
    let guild = guild(CommunityForm::default()).await;
    let (stage, ada, ben) = (&guild.stage, &guild.ada, &guild.ben);
    let answered = async |numbers: RangeInclusive<i64>| {
        for number in numbers {
            let thread = guild.ask(ada, &format!("Asked {number}")).await;
            let answer = guild.reply(ben, &thread, None, number).await;
            accept_answer(stage, ada, thread.id, answer.id)
                .await
                .unwrap();
            pin(stage, ada, thread.id).await.unwrap();
        }
    };
    let mut readers = [
        Reader::program(stage, "/c/luthiers/outbox"),
        Reader::program(stage, "/c/luthiers/featured"),
        Reader::program(stage, "/u/ada/outbox"),
    ];
    Box::pin(answered(1..=1)).await;
    let few = look(&mut readers).await;
    Box::pin(answered(2..=12)).await;
    assert_as_many(&few, &look(&mut readers).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_shared_is_asked_for_alike_with_one_thread_and_with_many() {
    let guild = guild(CommunityForm::default()).await;
    let (stage, ben) = (&guild.stage, &guild.ben);
    let bows = stage.community(ben, "bows").await;
    let shared = async |numbers: RangeInclusive<i64>| {
        for number in numbers {
            let thread = guild.ask(&guild.ada, &format!("Shared {number}")).await;
            let mut tx = stage.store.begin().await.unwrap();
            let now = stage.now();
            insert_share(&mut tx, thread.id, bows.id(), &thread.ap_id, now)
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
    };
    let mut readers = [
        Reader::visitor(stage, "/c/bows/shared"),
        Reader::new(stage, "ada", "/c/bows/shared").await,
        Reader::new(stage, "ben", "/c/bows/shared").await,
        Reader::visitor(stage, "/c/bows"),
    ];
    Box::pin(shared(1..=1)).await;
    let few = look(&mut readers).await;
    Box::pin(shared(2..=20)).await;
    assert_as_many(&few, &look(&mut readers).await);
}
