//! Mails over a real connection, to a mail server on loopback.

mod german;
pub(crate) mod sink;

use super::actions::{choose, decline, drop_mail, end_try, queue, queue_if_wanted, send, take};
use super::jobs::SendLetter;
use super::letters;
use super::model::{
    Letter, LetterLink, ListedMail, MailId, MailKind, MailState, NewMail, Occasion, Place,
};
use super::queries::list_mails;
use super::unsubscribe;
use crate::accounts::model::ServerRole;
use crate::accounts::tests::make;
use crate::app::App;
use crate::app::testing::{TestApp, test_app, test_app_on, test_app_with};
use crate::communities::model::ReadPolicy;
use crate::config::Config;
use crate::error::Result;
use crate::ids::AccountId;
use crate::jobs::{Job, run_pending};
use crate::locale;
use crate::posts::tests::world::World;
use crate::q;
use crate::store::Json;
use crate::store::schema::{accounts, actors, jobs, logins};
use crate::store::test_db::fresh_sqlite;
use activitypub_federation::config::Data;
use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sink::Sink;
use std::collections::HashSet;

/// Sends mails to this port of the machine.
pub(crate) fn point_at(config: &mut Config, port: u16) {
    config.mail.host = "127.0.0.1".to_owned();
    config.mail.port = port.into();
    config.mail.tls = "none".to_owned();
    config.mail.from = "noreply@guild.example".to_owned();
}

pub(crate) async fn with_mail() -> (TestApp, Sink) {
    let sink = Sink::open().await;
    let app = test_app_with(|config| point_at(config, sink.port())).await;
    (app, sink)
}

/// Does all work that is due, mails included.
pub(crate) async fn work(app: &TestApp) {
    let kinds = crate::server::jobs().register::<SendWords>();
    run_pending(&app.data, &kinds).await.unwrap();
}

/// Every mail there is, latest first.
pub(crate) async fn all_mails(app: &App) -> Vec<ListedMail> {
    let mut conn = app.store.read().await.unwrap();
    list_mails(&mut conn, i64::MAX, 100).await.unwrap()
}

/// As if somebody had confirmed the address of their account.
pub(crate) async fn confirm(app: &App, account: AccountId) {
    let now = app.now();
    let mut tx = app.store.begin().await.unwrap();
    let conn = &mut *tx;
    q!(conn, {
        diesel::update(logins::table.find(account))
            .set(logins::email_verified_at.eq(Some(now)))
            .execute(conn)
            .await
            .unwrap()
    });
    tx.commit().await.unwrap();
}

fn letter(subject: &str) -> Letter {
    Letter {
        subject: subject.to_owned(),
        paragraphs: vec!["Grüße aus der Werkstatt.".to_owned()],
        quote: Some(". a dot, and a very long line: ".to_owned() + &"wood ".repeat(60)),
        link: Some(LetterLink {
            label: "Read it".to_owned(),
            url: "https://guild.example/post/1".to_owned(),
        }),
        after: vec![],
        why: "You get this because you asked.".to_owned(),
    }
}

/// A mail that says what a test wants it to.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct SendWords {
    mail: MailId,
    subject: String,
}

impl Job for SendWords {
    const KIND: &'static str = "send_words";

    async fn run(self, data: &Data<App>) -> Result<()> {
        let tried = match take(data, self.mail).await? {
            Some(mail) => send(data, &mail, &letter(&self.subject)).await,
            None => Ok(()),
        };
        end_try(data, self.mail, tried).await
    }
}

fn words(subject: &str) -> impl FnOnce(MailId) -> SendWords {
    let subject = subject.to_owned();
    |mail| SendWords { mail, subject }
}

async fn queue_one(app: &App, subject: &str) {
    queue_to(app, "ada@mail.example", subject).await;
}

async fn queue_to(app: &App, address: &str, subject: &str) {
    let new = NewMail {
        kind: MailKind::Invitation,
        account: None,
        address: Some(address),
    };
    let mut tx = app.store.begin().await.unwrap();
    queue(&mut tx, app, &new, words(subject)).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_arrives_whole_and_its_row_says_so() {
    let (app, sink) = with_mail().await;
    queue_one(&app, "Glue “hot”").await;
    assert_eq!(all_mails(&app).await[0].state, MailState::Queued);
    work(&app).await;
    let mails = sink.mails();
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    assert_eq!(mail.from, "noreply@guild.example");
    assert_eq!(mail.to, ["ada@mail.example"]);
    assert_eq!(mail.subject(), "Glue “hot”");
    assert!(mail.text().contains("Grüße aus der Werkstatt."));
    assert!(mail.text().contains(&"wood ".repeat(50)));
    assert!(mail.html().contains("Grüße aus der Werkstatt."));
    assert_eq!(mail.link("/post/"), "https://guild.example/post/1");
    let id = mail.header("Message-ID").unwrap();
    assert!(
        id.starts_with('<') && id.ends_with("@guild.example>"),
        "{id}"
    );
    assert_eq!(
        mail.header("Date").unwrap(),
        "Mon, 01 Jun 2026 12:00:00 +0000"
    );
    let listed = &all_mails(&app).await[0];
    assert_eq!(listed.state, MailState::Sent);
    assert_eq!(listed.subject, "Glue “hot”");
    assert_eq!(listed.body, None, "what was sent is not kept");
    work(&app).await;
    assert_eq!(sink.mails().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_for_now_is_tried_again_and_the_rest_given_up() {
    let (app, sink) = with_mail().await;
    queue_one(&app, "one").await;
    sink.answer_next("RCPT", "450 4.2.0 greylisted");
    work(&app).await;
    let listed = &all_mails(&app).await[0];
    assert_eq!((listed.state, listed.attempts), (MailState::Queued, 1));
    assert!(listed.reason.as_ref().unwrap().contains("greylisted"));
    work(&app).await;
    assert!(sink.mails().is_empty(), "it waits a little");
    sink.answer_next(".", "451 4.3.0 no room");
    app.clock.advance(TimeDelta::seconds(30));
    work(&app).await;
    app.clock.advance(TimeDelta::seconds(30));
    work(&app).await;
    assert!(sink.mails().is_empty(), "and longer after each try");
    app.clock.advance(TimeDelta::seconds(90));
    work(&app).await;
    assert_eq!(sink.mails().len(), 1);
    let listed = &all_mails(&app).await[0];
    assert_eq!((listed.state, listed.attempts), (MailState::Sent, 3));

    queue_one(&app, "two").await;
    sink.answer_next("RCPT", "550 5.1.1 nobody here");
    work(&app).await;
    let listed = &all_mails(&app).await[0];
    assert_eq!((listed.state, listed.attempts), (MailState::Failed, 1));
    assert!(listed.reason.as_ref().unwrap().contains("nobody here"));
    app.clock.advance(TimeDelta::days(1));
    work(&app).await;
    assert_eq!(sink.mails().len(), 1, "no is no");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_is_refused_for_what_we_are_waits_until_that_is_mended() {
    const DENIED: &str = "554 5.7.1 <ada@mail.example>: Relay access denied";
    let (app, sink) = with_mail().await;
    queue_one(&app, "one").await;
    sink.answer_next("RCPT", DENIED);
    work(&app).await;
    let listed = &all_mails(&app).await[0];
    assert_eq!((listed.state, listed.attempts), (MailState::Queued, 1));
    let reason = listed.reason.as_ref().unwrap();
    assert!(reason.contains("refuses this server"), "{reason}");
    assert!(reason.contains("Relay access denied"), "{reason}");
    app.clock.advance(TimeDelta::seconds(30));
    work(&app).await;
    assert_eq!(sink.mails().len(), 1);
    assert_eq!(all_mails(&app).await[0].state, MailState::Sent);

    queue_one(&app, "two").await;
    for _ in 0..4 {
        sink.answer_next("RCPT", DENIED);
        work(&app).await;
        let listed = &all_mails(&app).await[0];
        assert_eq!(listed.state, MailState::Queued, "{:?}", listed.reason);
        app.clock.advance(TimeDelta::hours(20));
    }
    sink.answer_next("RCPT", DENIED);
    work(&app).await;
    let listed = &all_mails(&app).await[0];
    assert_eq!(listed.state, MailState::Failed);
    let reason = listed.reason.as_ref().unwrap();
    assert!(reason.contains("three days"), "{reason}");
    assert!(reason.contains("Relay access denied"), "{reason}");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_reads_nothing_more_is_sent() {
    let (app, sink) = with_mail().await;
    let world = World { app };
    let app = &world.app;
    let ada = world.person("ada").await.id();
    confirm(app, ada).await;
    let tell = async |subject: &str| {
        let mut tx = app.store.begin().await.unwrap();
        queue_if_wanted(&mut tx, app, ada, MailKind::Answer, words(subject))
            .await
            .unwrap();
        tx.commit().await.unwrap();
    };
    sink.answer_next("RCPT", "450 4.2.0 greylisted");
    tell("one").await;
    work(app).await;
    sink.answer_next("RCPT", "550 5.1.1 nobody here");
    tell("two").await;
    work(app).await;
    app.clock.advance(TimeDelta::minutes(1));
    work(app).await;
    tell("three").await;
    work(app).await;
    assert!(sink.mails().is_empty());
    let listed = all_mails(app).await;
    let states: Vec<MailState> = listed.iter().map(|mail| mail.state).collect();
    assert_eq!(
        states,
        [MailState::Failed, MailState::Dropped],
        "{listed:?}"
    );
    let reason = listed[0].reason.as_ref().unwrap();
    assert!(reason.contains("nobody here"), "{reason}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_waits_keeps_a_lane_in_the_group_of_mails_and_holds_none_back() {
    let (app, sink) = with_mail().await;
    for subject in ["one", "two", "three"] {
        queue_one(&app, subject).await;
    }
    for _ in 0..2 {
        sink.answer_next("RCPT", "450 4.2.0 greylisted");
    }
    work(&app).await;
    assert_eq!(sink.mails().len(), 1);
    let mut conn = app.store.read().await.unwrap();
    let conn = &mut conn;
    let lanes: Vec<Option<String>> = q!(conn, {
        jobs::table
            .filter(jobs::kind.eq(SendWords::KIND))
            .select(jobs::lane)
            .load(conn)
            .await
            .unwrap()
    });
    let lanes: HashSet<String> = lanes.into_iter().flatten().collect();
    assert_eq!(lanes.len(), 2, "{lanes:?}");
    assert!(lanes.iter().all(|lane| lane.starts_with("mail:")));
}

async fn run(app: &App, statement: &'static str) {
    let mut tx = app.store.begin().await.unwrap();
    let conn = &mut *tx;
    q!(conn, {
        diesel::sql_query(statement).execute(conn).await.unwrap()
    });
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_while_nothing_can_be_written() {
    let sink = Sink::open().await;
    let port = sink.port();
    let app = test_app_on(fresh_sqlite().await, |config| point_at(config, port)).await;
    queue_one(&app, "one").await;
    let full =
        "CREATE TRIGGER full_disk BEFORE UPDATE ON mails BEGIN SELECT RAISE(ABORT, 'full'); END";
    run(&app, full).await;
    for _ in 0..2 {
        work(&app).await;
        assert!(sink.mails().is_empty());
        app.clock.advance(TimeDelta::minutes(2));
    }
    run(&app, "DROP TRIGGER full_disk").await;
    work(&app).await;
    assert_eq!(sink.mails().len(), 1);
    assert_eq!(all_mails(&app).await[0].state, MailState::Sent);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_was_settled_while_it_was_composed_does_not_go() {
    let (app, sink) = with_mail().await;
    queue_one(&app, "one").await;
    let id = MailId(all_mails(&app).await[0].id);
    let mail = take(&app, id).await.unwrap().unwrap();
    drop_mail(&app, &mail, "nobody wants it").await.unwrap();
    send(&app, &mail, &letter("one")).await.unwrap();
    assert!(sink.mails().is_empty());
    assert_eq!(all_mails(&app).await[0].state, MailState::Dropped);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_three_days_a_mail_is_given_up() {
    let app = test_app_with(|config| point_at(config, 1)).await;
    queue_one(&app, "one").await;
    for _ in 0..4 {
        work(&app).await;
        let listed = &all_mails(&app).await[0];
        assert_eq!(listed.state, MailState::Queued, "{:?}", listed.reason);
        app.clock.advance(TimeDelta::hours(20));
    }
    work(&app).await;
    let listed = &all_mails(&app).await[0];
    assert_eq!(listed.state, MailState::Failed);
    assert!(listed.reason.as_ref().unwrap().contains("three days"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_of_ours_is_told_beside_the_mail_which_ends_with_its_job() {
    let (app, sink) = with_mail().await;
    queue_to(&app, "nowhere", "one").await;
    let waits = [TimeDelta::seconds(30), TimeDelta::minutes(2)];
    for (tries, wait) in (1..).zip(waits) {
        work(&app).await;
        let listed = &all_mails(&app).await[0];
        assert_eq!((listed.state, listed.attempts), (MailState::Queued, tries));
        assert!(listed.reason.as_ref().unwrap().contains("a fault of this"));
        app.clock.advance(wait);
    }
    work(&app).await;
    let listed = &all_mails(&app).await[0];
    assert_eq!((listed.state, listed.attempts), (MailState::Failed, 3));
    assert!(listed.reason.as_ref().unwrap().contains("a fault of this"));
    assert!(sink.mails().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_mail_server_links_are_kept_for_administrators_and_nothing_else() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    confirm(&world.app, ada.id()).await;
    queue_one(&world.app, "one").await;
    let mut tx = world.app.store.begin().await.unwrap();
    queue_if_wanted(
        &mut tx,
        &world.app,
        ada.id(),
        MailKind::Answer,
        words("two"),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    work(&world.app).await;
    let mails = all_mails(&world.app).await;
    let states: Vec<_> = mails.iter().map(|mail| mail.state).collect();
    assert_eq!(states, [MailState::Unsent, MailState::Unsent]);
    assert_eq!(
        (mails[0].name.as_deref(), &mails[0].body),
        (Some("ada"), &None)
    );
    let kept = mails[1].body.as_ref().unwrap();
    assert!(kept.contains("https://guild.example/post/1"), "{kept}");
}

#[tokio::test(flavor = "multi_thread")]
async fn people_get_what_they_want_where_they_confirmed_that_they_read() {
    let sink = Sink::open().await;
    let world = World {
        app: test_app_with(|config| point_at(config, sink.port())).await,
    };
    let app = &world.app;
    let ada = world.person("ada").await.id();
    let tell = async || {
        let mut tx = app.store.begin().await.unwrap();
        queue_if_wanted(&mut tx, app, ada, MailKind::Answer, words("news"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        work(app).await;
        sink.mails().len()
    };
    assert_eq!(tell().await, 0, "the address is not confirmed");
    confirm(app, ada).await;
    assert_eq!(tell().await, 1);
    choose(app, ada, &[MailKind::Mention]).await.unwrap();
    assert_eq!(tell().await, 1);
    choose(app, ada, &MailKind::CHOICES).await.unwrap();
    assert_eq!(tell().await, 2);

    let stop = sink.mails()[1].header("List-Unsubscribe").unwrap();
    let token = stop.trim_end_matches('>').rsplit('/').next().unwrap();
    assert_eq!(decline(app, token).await.unwrap(), MailKind::Answer);
    assert_eq!(decline(app, token).await.unwrap(), MailKind::Answer);
    assert_eq!(tell().await, 2);
    let other = token.replace("answer", "mention");
    let longer = format!("{token}A");
    for wrong in [
        other.as_str(),
        &longer,
        "",
        "1.answer",
        "1.verify.x",
        "..",
        "x.answer.x",
    ] {
        let refused = decline(app, wrong).await.unwrap_err();
        assert_eq!(refused.status(), 404, "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_queued_is_dropped_when_it_is_declined_before_it_goes() {
    let sink = Sink::open().await;
    let world = World {
        app: test_app_with(|config| point_at(config, sink.port())).await,
    };
    let ada = world.person("ada").await.id();
    confirm(&world.app, ada).await;
    let mut tx = world.app.store.begin().await.unwrap();
    queue_if_wanted(&mut tx, &world.app, ada, MailKind::Desk, words("news"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    choose(&world.app, ada, &[]).await.unwrap();
    work(&world.app).await;
    assert!(sink.mails().is_empty());
    assert_eq!(all_mails(&world.app).await[0].state, MailState::Dropped);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_stops_mails_is_made_for_one_account_and_server() {
    let (here, there) = (test_app().await, test_app().await);
    let address = unsubscribe::address(&here, AccountId(7), MailKind::Desk)
        .await
        .unwrap();
    let token = address
        .strip_prefix("https://guild.example/unsubscribe/")
        .unwrap();
    let read = unsubscribe::read(&here, token).await.unwrap();
    assert_eq!(read, (AccountId(7), MailKind::Desk));
    assert!(unsubscribe::read(&there, token).await.is_err());
    unsubscribe::address(&there, AccountId(7), MailKind::Desk)
        .await
        .unwrap();
    assert!(unsubscribe::read(&there, token).await.is_err());
}

/// What lies in the queue of mails about communities.
async fn payloads(app: &App) -> String {
    let mut conn = app.store.read().await.unwrap();
    let conn = &mut conn;
    let payloads: Vec<Json<Value>> = q!(conn, {
        jobs::table
            .filter(jobs::kind.eq(SendLetter::KIND))
            .select(jobs::payload)
            .load(conn)
            .await
            .unwrap()
    });
    let payloads = payloads.into_iter().map(|payload| payload.0.to_string());
    payloads.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_subject_nor_queue_says_anything_of_a_community_that_is_not_public() {
    let sink = Sink::open().await;
    let world = World {
        app: test_app_with(|config| point_at(config, sink.port())).await,
    };
    let app = &world.app;
    let ada = world.person("ada").await.id();
    confirm(app, ada).await;
    let place = world.community("whistle").await;
    for policy in [ReadPolicy::Public, ReadPolicy::Members] {
        world.set_read_policy(&place, policy).await;
        let mut tx = app.store.begin().await.unwrap();
        letters::tell_decision(&mut tx, app, ada, place.id(), true, "Welcome.")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let queued = payloads(app).await;
        assert!(queued.contains("decision"), "{queued}");
        assert!(!queued.contains("whistle"), "{queued}");
        let is_public = policy == ReadPolicy::Public;
        assert_eq!(queued.contains("Welcome."), is_public, "{queued}");
        work(app).await;
    }
    let mails = sink.mails();
    assert_eq!(mails.len(), 2);
    let in_texts = |part: &str| mails.iter().filter(|m| m.text().contains(part)).count();
    let in_subjects = |part: &str| mails.iter().filter(|m| m.subject().contains(part)).count();
    assert_eq!(in_texts("https://guild.example/c/whistle/join"), 2);
    assert_eq!(in_texts("Welcome."), 1);
    assert_eq!(in_texts("stands where you applied"), 1);
    assert_eq!(in_subjects("whistle"), 1);
}

#[test]
fn what_an_earlier_version_queued_about_a_desk_is_understood() {
    let queued =
        json!({"mail": 7, "community": 3, "occasion": {"desk": {"waiting": "2 applications"}}});
    let read: SendLetter = serde_json::from_value(queued).unwrap();
    assert_eq!((read.mail, read.occasion), (MailId(7), Occasion::Desk {}));
}

/// ada applied to a community elsewhere, which has decided. Returns the subject and the text of her mail.
async fn decided_elsewhere(fetched: bool, policy: ReadPolicy) -> (String, String) {
    let sink = Sink::open().await;
    let world = World {
        app: test_app_with(|config| point_at(config, sink.port())).await,
    };
    let app = &world.app;
    let ada = world.person("ada").await.id();
    confirm(app, ada).await;
    let place = world.community_on("whistle", Some("away.example")).await;
    world.set_read_policy(&place, policy).await;
    let mut tx = app.store.begin().await.unwrap();
    if fetched {
        let (conn, now) = (&mut *tx, app.now());
        q!(conn, {
            diesel::update(actors::table.find(place.actor.id))
                .set(actors::fetched_at.eq(Some(now)))
                .execute(conn)
                .await
                .unwrap()
        });
    }
    letters::tell_decision(&mut tx, app, ada, place.id(), true, "Welcome.")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    work(app).await;
    let mails = sink.mails();
    assert_eq!(mails.len(), 1, "{:?}", all_mails(app).await);
    (mails[0].subject(), mails[0].text())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_of_a_community_elsewhere_is_told_and_named_only_where_it_is_known_to_be_public()
{
    const PATH: &str = "https://guild.example/c/whistle@away.example/join";
    let (subject, text) = decided_elsewhere(true, ReadPolicy::Public).await;
    assert_eq!(
        subject,
        "Your application to whistle on away.example was approved"
    );
    assert!(text.contains("Welcome.") && text.contains(PATH), "{text}");
    for (fetched, policy) in [(true, ReadPolicy::Members), (false, ReadPolicy::Public)] {
        let (subject, text) = decided_elsewhere(fetched, policy).await;
        assert_eq!(subject, "Your application was decided");
        assert!(!text.contains("Welcome."), "{text}");
        assert!(text.contains("to whistle on away.example was approved."));
        assert!(text.contains("stands where you applied") && text.contains(PATH));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_mail_speaks_of_a_community_that_is_gone() {
    let (app, sink) = with_mail().await;
    let world = World { app };
    let ada = world.person("ada").await.id();
    confirm(&world.app, ada).await;
    let place = world.community("whistle").await;
    let mut tx = world.app.store.begin().await.unwrap();
    letters::tell_decision(&mut tx, &world.app, ada, place.id(), false, "")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.remove_community(&place).await;
    work(&world.app).await;
    assert!(sink.mails().is_empty());
    assert_eq!(all_mails(&world.app).await[0].state, MailState::Dropped);
}

#[test]
fn an_invitation_names_only_public_communities_in_its_subject() {
    for is_public in [true, false] {
        let place = Place {
            title: "Whistleblowers".to_owned(),
            path: "/c/whistle".to_owned(),
            is_public,
        };
        let url = "https://guild.example/c/whistle".to_owned();
        let letter = letters::invitation("ada", "guild.example", &place, "", url);
        assert_eq!(letter.subject.contains("Whistleblowers"), is_public);
        assert!(letter.paragraphs[0].contains("Whistleblowers"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_composes_a_mail_speaks_the_language_of_its_recipient() {
    let (app, _sink) = with_mail().await;
    let ada = make(&app, "ada", ServerRole::Member).await.id();
    let ben = make(&app, "ben", ServerRole::Member).await.id();
    let mut tx = app.store.begin().await.unwrap();
    let conn = &mut *tx;
    q!(conn, {
        diesel::update(accounts::table.find(ada))
            .set(accounts::locale.eq("de"))
            .execute(conn)
            .await
            .unwrap()
    });
    tx.commit().await.unwrap();
    for (account, tag) in [(ada, "de"), (ben, "en")] {
        let new = NewMail {
            kind: MailKind::Invitation,
            account: Some(account),
            address: None,
        };
        let mut tx = app.store.begin().await.unwrap();
        queue(&mut tx, &app, &new, words("hello")).await.unwrap();
        tx.commit().await.unwrap();
        let id = MailId(all_mails(&app).await[0].id);
        let spoken = locale::scope(locale::Locale::english(), async {
            take(&app, id).await.unwrap().unwrap();
            locale::current().tag()
        });
        assert_eq!(spoken.await, tag);
    }
}
