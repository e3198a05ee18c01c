//! What is done about a person beside banning them: warnings and mutes, and what is remembered of it all.

use super::*;
use crate::communities::tests::said;
use crate::error::{Error, Reason};
use crate::moderation::actions::{self, Grounds};
use crate::posts::actions::{delete_thread, edit_thread};
use chrono::TimeDelta;

const BANS: &str = "/c/rust/bans";
const BAN: &str = "/c/rust/ban";

async fn measure(browser: &mut Browser, fields: &[(&str, &str)]) -> Answer {
    let page = browser.get(BANS).await;
    browser.submit(&page, BAN, fields).await
}

fn draft(title: &str) -> ThreadDraft {
    ThreadDraft {
        title: title.into(),
        body: "So.".into(),
        ..ThreadDraft::default()
    }
}

async fn asks(guild: &Guild) -> Result<Post, Error> {
    let (bob, place) = (&guild.bob, guild.place.id());
    start_thread(
        &guild.app,
        bob,
        place,
        ThreadKind::Question,
        &draft("Again"),
    )
    .await
}

fn is_muted<T>(outcome: &Result<T, Error>) -> bool {
    matches!(outcome, Err(Error::Refused(Reason::Muted)))
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_muted_reads_and_takes_back_and_writes_nothing_until_it_ends() {
    let guild = Guild::new().await;
    let (thread, own) = (
        guild.ask(&guild.ada, "How?").await,
        guild.ask(&guild.bob, "Why?").await,
    );
    let mut ada = guild.browser("ada").await;
    let before = said(&guild.app).await.len();
    let fields = [
        ("act", "mute"),
        ("person", "bob"),
        ("days", "2"),
        ("reason", "Heated"),
    ];
    let answer = measure(&mut ada, &fields).await;
    assert_eq!(answer.location(), "/c/rust/mutes", "{}", answer.body);
    assert_eq!(said(&guild.app).await.len(), before, "no other server");
    assert!(is_muted(&asks(&guild).await));
    let words = ReplyDraft {
        body: "Like this".into(),
        ..ReplyDraft::default()
    };
    let replied = reply(&guild.app, &guild.bob, thread.id, None, &words).await;
    assert!(is_muted(&replied));
    let edited = edit_thread(&guild.app, &guild.bob, own.id, &draft("Other")).await;
    assert!(is_muted(&edited));
    let viewer = Viewer::Account {
        id: guild.bob.id(),
        admin: false,
    };
    let read = post_seen(&guild.app, &viewer, &thread).await.unwrap();
    assert_eq!(read.body, "The words of How?");
    delete_thread(&guild.app, &guild.bob, own.id).await.unwrap();
    assert_eq!(guild.told(&guild.bob).await, [NoticeKind::Muted]);

    let listed = ada.get("/c/rust/mutes").await;
    assert_eq!(listed.links("@bob"), ["/u/bob"], "{}", listed.body);
    guild.app.clock.advance(TimeDelta::days(3));
    asks(&guild).await.unwrap();
    assert!(ada.get("/c/rust/mutes").await.has("Nobody is muted."));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mute_is_lifted_by_who_looks_after_the_community() {
    let guild = Guild::new().await;
    let mut ada = guild.browser("ada").await;
    measure(&mut ada, &[("act", "mute"), ("person", "bob")]).await;
    assert!(is_muted(&asks(&guild).await));
    let grounds = Grounds::from("Mine");
    let (bob, place) = (&guild.bob, guild.place.id());
    let own = actions::unmute(&guild.app, bob, place, bob, "").await;
    assert!(matches!(own, Err(Error::Refused(Reason::Oneself))));
    let back = actions::mute(&guild.app, bob, place, &guild.ada, &grounds, None).await;
    assert!(matches!(back, Err(Error::Refused(_))));
    let page = ada.get("/c/rust/mutes").await;
    let lifted = ada.submit(&page, "/c/rust/unban", &[]).await;
    assert_eq!(lifted.location(), "/c/rust/mutes");
    asks(&guild).await.unwrap();
    let told = [NoticeKind::Unmuted, NoticeKind::Muted];
    assert_eq!(guild.told(&guild.bob).await, told);
}

#[tokio::test(flavor = "multi_thread")]
async fn warnings_take_nothing_are_told_each_time_and_can_be_taken_back() {
    let guild = Guild::new().await;
    let mut ada = guild.browser("ada").await;
    let empty = measure(&mut ada, &[("act", "warn"), ("person", "bob")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(empty.wrong(), ["reason"]);
    for reason in ["Rude", "Rude again"] {
        let fields = [("act", "warn"), ("person", "bob"), ("reason", reason)];
        let answer = measure(&mut ada, &fields).await;
        assert_eq!(answer.location(), "/c/rust/record?person=bob");
        asks(&guild).await.unwrap();
    }
    let twice = [NoticeKind::Warned, NoticeKind::Warned];
    assert_eq!(guild.told(&guild.bob).await, twice);
    let record = ada.get("/c/rust/record?person=bob").await;
    let lifted = ada.submit(&record, "/c/rust/unban", &[]).await;
    assert_eq!(lifted.location(), "/c/rust/record?person=bob");
    let told = guild.told(&guild.bob).await;
    assert_eq!(told[0], NoticeKind::WarningWithdrawn);
    let record = ada.get("/c/rust/record?person=bob").await;
    assert_eq!(record.texts(".list .badge"), ["undone", "undone"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_record_of_a_person_is_all_that_was_done_about_them_for_the_team_alone() {
    let guild = Guild::new().await;
    let (first, other) = (
        guild.ask(&guild.bob, "One").await,
        guild.ask(&guild.ada, "Two").await,
    );
    let answer = guild.answer(&guild.bob, &other).await;
    let mut ada = guild.browser("ada").await;
    act(&mut ada, &format!("{}/remove", first.path()), "Off topic").await;
    let reply = format!("/comment/{}", answer.public_id);
    act(&mut ada, &format!("{reply}/remove"), "Rude").await;
    act(&mut ada, &format!("{}/lock", other.path()), "Heated").await;
    let fields = [("act", "warn"), ("person", "bob"), ("reason", "Last time")];
    measure(&mut ada, &fields).await;
    let record = ada.get("/c/rust/record?person=bob").await;
    for reason in ["Off topic", "Rude", "Last time"] {
        assert!(record.has(reason), "{reason}: {}", record.body);
    }
    assert!(!record.has("Heated"), "what another wrote");
    // From the record what was done is taken back.
    let undo = record.links("Take it back");
    let expected = [
        "/c/rust/record?person=bob".to_owned(),
        format!("{reply}/restore"),
        format!("{}/restore", first.path()),
    ];
    assert_eq!(undo, expected);
    act(&mut ada, &undo[2], "").await;
    assert!(guild.post(&first).await.removed_at.is_none());
    let mut bob = guild.browser("bob").await;
    for path in ["/c/rust/record?person=bob", "/c/rust/mutes"] {
        assert_eq!(bob.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let mut visitor = Browser::with(&guild.app, pages::routes());
    let log = visitor.get("/c/rust/modlog").await;
    assert!(log.links("Take it back").is_empty(), "{}", log.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_hangs_on_a_reply_is_locked_while_the_rest_of_the_thread_goes_on() {
    let guild = Guild::new().await;
    let thread = guild.ask(&guild.ada, "How?").await;
    let answer = guild.answer(&guild.bob, &thread).await;
    let mut ada = guild.browser("ada").await;
    let path = format!("/comment/{}", answer.public_id);
    let locked = act(&mut ada, &format!("{path}/lock"), "Heated").await;
    assert_eq!(locked.location(), answer.path_on(&thread));
    let words = ReplyDraft {
        body: "Like this".into(),
        ..ReplyDraft::default()
    };
    let (bob, parent) = (&guild.bob, Some(answer.id));
    let below = reply(&guild.app, bob, thread.id, parent, &words).await;
    assert!(matches!(below, Err(Error::Refused(Reason::Locked))));
    reply(&guild.app, bob, thread.id, None, &words)
        .await
        .unwrap();
    reply(&guild.app, &guild.ada, thread.id, parent, &words)
        .await
        .unwrap();
    assert!(guild.told(bob).await.contains(&NoticeKind::Locked));
    let log = ada.get("/c/rust/modlog").await;
    let undo = log.links("Take it back");
    assert_eq!(undo, [format!("{path}/unlock")]);
    act(&mut ada, &undo[0], "").await;
    assert!(guild.comment(&answer).await.locked_at.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_team_gives_a_thread_another_title_and_leaves_its_words() {
    let guild = Guild::new().await;
    let thread = guild.ask(&guild.bob, "Help!!!").await;
    let retitle = format!("{}/retitle", thread.path());
    let mut ada = guild.browser("ada").await;
    let before = said(&guild.app).await.len();
    let same = ada.fill_in(&retitle, &[("title", "Help!!!")]).await;
    assert_eq!(same.location(), thread.path(), "{}", same.body);
    assert_eq!(said(&guild.app).await.len(), before, "nothing is different");
    let empty = ada.fill_in(&retitle, &[("title", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("title", "How to lend?"), ("reason", "Say what it is")];
    let changed = ada.fill_in(&retitle, &fields).await;
    assert_eq!(changed.location(), thread.path(), "{}", changed.body);
    let post = guild.post(&thread).await;
    assert_eq!(post.title, "How to lend?");
    assert_eq!(post.body, thread.body);
    let told = said(&guild.app).await.split_off(before);
    let update = told.iter().find(|said| said["type"] == "Update").unwrap();
    assert_eq!(update["actor"], guild.bob.actor.ap_id.as_str());
    assert_eq!(update["object"]["name"], "How to lend?");
    assert_eq!(guild.told(&guild.bob).await, [NoticeKind::Retitled]);
    let log = ada.get("/c/rust/modlog").await;
    assert!(log.has("Say what it is"), "{}", log.body);
    let mut bob = guild.browser("bob").await;
    let own = bob.get(&retitle).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN);
}
