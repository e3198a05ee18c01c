//! Mails over a real connection, to a mail server on loopback.

pub(crate) mod sink;

use super::actions::{choose, decline, queue, queue_if_wanted};
use super::jobs::SendLetter;
use super::letters::{self, Place};
use super::model::{Letter, LetterLink, ListedMail, MailKind, MailState, NewMail};
use super::queries::list_mails;
use super::unsubscribe;
use crate::app::App;
use crate::app::testing::{TestApp, test_app, test_app_with};
use crate::config::Config;
use crate::ids::AccountId;
use crate::jobs::run_pending;
use crate::posts::tests::world::World;
use crate::q;
use crate::store::schema::logins;
use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use sink::Sink;

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
    run_pending(&app.data, &crate::server::jobs())
        .await
        .unwrap();
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

async fn queue_one(app: &App, subject: &str) {
    let new = NewMail {
        kind: MailKind::Invitation,
        account: None,
        address: Some("ada@mail.example"),
    };
    let letter = letter(subject);
    let mut tx = app.store.begin().await.unwrap();
    queue(&mut tx, app, &new, |mail| SendLetter { mail, letter })
        .await
        .unwrap();
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
async fn without_a_mail_server_links_are_kept_for_administrators_and_nothing_else() {
    let world = World::new().await;
    let ada = world.person("ada").await;
    confirm(&world.app, ada.id()).await;
    queue_one(&world.app, "one").await;
    let mut tx = world.app.store.begin().await.unwrap();
    let secret = letter("two");
    let job = |mail| SendLetter {
        mail,
        letter: secret,
    };
    queue_if_wanted(&mut tx, &world.app, ada.id(), MailKind::Answer, job)
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
        let letter = letter("news");
        let job = |mail| SendLetter { mail, letter };
        queue_if_wanted(&mut tx, app, ada, MailKind::Answer, job)
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
    let letter = letter("news");
    let job = |mail| SendLetter { mail, letter };
    queue_if_wanted(&mut tx, &world.app, ada, MailKind::Desk, job)
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

#[tokio::test(flavor = "multi_thread")]
async fn subjects_say_nothing_of_a_community_that_is_not_public() {
    let sink = Sink::open().await;
    let world = World {
        app: test_app_with(|config| point_at(config, sink.port())).await,
    };
    let app = &world.app;
    let ada = world.person("ada").await.id();
    confirm(app, ada).await;
    for is_public in [true, false] {
        let place = Place {
            title: "Whistleblowers",
            is_public,
        };
        let url = "https://guild.example/c/whistle".to_owned();
        let mut tx = app.store.begin().await.unwrap();
        let eve = NewMail {
            kind: MailKind::Invitation,
            account: None,
            address: Some("eve@mail.example"),
        };
        let letter = letters::invitation("ada", "guild.example", place, "", url.clone());
        queue(&mut tx, app, &eve, |mail| SendLetter { mail, letter })
            .await
            .unwrap();
        letters::tell_decision(&mut tx, app, ada, place, true, "Welcome.", url.clone())
            .await
            .unwrap();
        letters::tell_desk(&mut tx, app, ada, place, "2 applications", url)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        work(app).await;
        app.clock.advance(TimeDelta::hours(2));
    }
    let mails = sink.mails();
    assert_eq!(mails.len(), 6);
    for mail in &mails {
        assert!(mail.text().contains("Whistleblowers"), "{}", mail.text());
    }
    let open = mails
        .iter()
        .filter(|m| m.subject().contains("Whistleblowers"));
    assert_eq!(open.count(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_desk_is_told_of_once_an_hour() {
    let world = World::new().await;
    let ada = world.person("ada").await.id();
    confirm(&world.app, ada).await;
    let place = Place {
        title: "Luthiers",
        is_public: true,
    };
    let mut told = Vec::new();
    for minutes in [0, 20, 41] {
        world.pass(minutes * 60);
        let mut tx = world.app.store.begin().await.unwrap();
        let url = "https://guild.example/c/luthiers/desk".to_owned();
        letters::tell_desk(&mut tx, &world.app, ada, place, "1 application", url)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        told.push(all_mails(&world.app).await.len());
    }
    assert_eq!(told, [1, 1, 2]);
}
