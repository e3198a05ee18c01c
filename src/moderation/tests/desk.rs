use super::*;
use crate::communities::tests::follows::{follow_from, set_software};
use crate::communities::tests::{belongs, inboxes, known, said};
use crate::error::{Error, Reason};
use crate::membership::actions::appoint;
use crate::moderation::actions::{Grounds, remove, restore_post};
use crate::moderation::model::Target;
use crate::posts::actions::delete_thread;
use crate::posts::queries::{list_pinned, set_comment_held, set_post_held};
use chrono::TimeDelta;
use serde_json::Value;

/// Followers on a forum and on a microblog.
pub(super) async fn audience(guild: &Guild) {
    for (host, software) in [("forum.test", "lemmy"), ("blog.test", "mastodon")] {
        let id = format!("https://{host}/u/cid");
        let cid = known(&guild.app, &id, "Person", "cid").await;
        let cid = cid.person().unwrap();
        follow_from(&guild.app, &cid.actor, &guild.place, "1").await;
        set_software(&guild.app, host, software).await;
    }
}

/// What was said since, as (type, type of the object, inboxes).
async fn heard(guild: &Guild, since: usize) -> Vec<(String, String, Vec<String>)> {
    let mut heard = Vec::new();
    for document in said(&guild.app).await.split_off(since) {
        let object = &document["object"]["type"];
        heard.push((
            document["type"].as_str().unwrap().to_owned(),
            object.as_str().unwrap_or_default().to_owned(),
            inboxes(&guild.app, &document["id"]).await,
        ));
    }
    heard
}

fn line(kind: &str, object: &str, inboxes: &[&str]) -> (String, String, Vec<String>) {
    let inboxes = inboxes.iter().map(|url| (*url).to_owned()).collect();
    (kind.to_owned(), object.to_owned(), inboxes)
}

const FORUM: &str = "https://forum.test/u/cid/inbox";
const BLOG: &str = "https://blog.test/u/cid/inbox";

#[tokio::test(flavor = "multi_thread")]
async fn what_is_removed_is_hidden_everywhere_and_comes_back() {
    let guild = Guild::new().await;
    audience(&guild).await;
    let thread = guild.ask(&guild.bob, "How?").await;
    let mut ada = guild.browser("ada").await;
    let before = said(&guild.app).await.len();
    let remove = format!("{}/remove", thread.path());
    for _ in 0..2 {
        let answer = act(&mut ada, &remove, "Not about Rust").await;
        assert_eq!(answer.location(), thread.path());
    }
    assert!(guild.post(&thread).await.removed_at.is_some());
    assert_eq!(guild.told(&guild.bob).await, [NoticeKind::Removed]);
    let expected = [
        line("Delete", "", &[]),
        line("Announce", "Delete", &[FORUM]),
        line("Undo", "Announce", &[BLOG]),
    ];
    assert_eq!(heard(&guild, before).await, expected, "said once");
    let summary: Value = said(&guild.app).await[before]["summary"].clone();
    assert_eq!(summary, "Not about Rust");
    let stranger = post_seen(&guild.app, &Viewer::Anonymous, &thread).await;
    assert_eq!(stranger.unwrap().body, "");
    // What it was is told in the log to who sees it where it stands, too.
    let mut visitor = Browser::with(&guild.app, pages::routes());
    for (browser, told) in [(&mut ada, true), (&mut visitor, false)] {
        let log = browser.get("/c/rust/modlog").await;
        assert!(log.has("Not about Rust"), "{}", log.body);
        assert_eq!(log.has("How?"), told, "{}", log.body);
    }

    let restore = format!("{}/restore", thread.path());
    let before = said(&guild.app).await.len();
    act(&mut ada, &restore, "").await;
    assert!(guild.post(&thread).await.is_visible());
    let expected = [
        line("Undo", "Delete", &[]),
        line("Announce", "Undo", &[FORUM]),
        line("Announce", "", &[BLOG]),
    ];
    assert_eq!(heard(&guild, before).await, expected);
    let told = [NoticeKind::Restored, NoticeKind::Removed];
    assert_eq!(guild.told(&guild.bob).await, told);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_its_author_has_deleted_is_not_boosted_when_it_is_restored() {
    let guild = Guild::new().await;
    audience(&guild).await;
    let thread = guild.ask(&guild.bob, "How?").await;
    delete_thread(&guild.app, &guild.bob, thread.id)
        .await
        .unwrap();
    let (what, why) = (Target::Post(thread.id), Grounds::from("Off topic"));
    remove(&guild.app, &guild.ada, what, &why).await.unwrap();
    let before = said(&guild.app).await.len();
    restore_post(&guild.app, &guild.ada, thread.id, "")
        .await
        .unwrap();
    let expected = [
        line("Undo", "Delete", &[]),
        line("Announce", "Undo", &[FORUM]),
    ];
    assert_eq!(heard(&guild, before).await, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_here_decide_holds_from_now() {
    let guild = Guild::new().await;
    let thread = guild.ask(&guild.bob, "How?").await;
    let (what, why) = (Target::Post(thread.id), Grounds::from("Off topic"));
    for _ in 0..2 {
        // Not the second after the thread or the act before: the very moment it is done.
        guild.app.clock.advance(TimeDelta::microseconds(1_500));
        let now = guild.app.now();
        remove(&guild.app, &guild.ada, what, &why).await.unwrap();
        assert_eq!(guild.post(&thread).await.removed_at, Some(now));
        guild.app.clock.advance(TimeDelta::microseconds(1_500));
        restore_post(&guild.app, &guild.ada, thread.id, "")
            .await
            .unwrap();
        assert_eq!(guild.post(&thread).await.removed_at, None);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_boost_that_is_taken_back_is_the_one_that_stands() {
    let guild = Guild::new().await;
    audience(&guild).await;
    let thread = guild.ask(&guild.bob, "How?").await;
    let mut ada = guild.browser("ada").await;
    let mut boosts = Vec::new();
    for _ in 0..2 {
        let said_now = said(&guild.app).await;
        let boost = said_now
            .iter()
            .rfind(|said| said["object"] == thread.ap_id.as_str());
        boosts.push(boost.unwrap()["id"].clone());
        // Much else is announced about the thread meanwhile.
        for _ in 0..11 {
            act(&mut ada, &format!("{}/lock", thread.path()), "").await;
            act(&mut ada, &format!("{}/unlock", thread.path()), "").await;
        }
        act(&mut ada, &format!("{}/remove", thread.path()), "Off topic").await;
        let undo = said(&guild.app).await.pop().unwrap();
        assert_eq!(undo["type"], "Undo");
        assert_eq!(undo["object"]["type"], "Announce");
        assert_eq!(undo["object"]["id"], boosts[boosts.len() - 1]);
        assert_eq!(undo["object"]["object"], thread.ap_id.as_str());
        act(&mut ada, &format!("{}/restore", thread.path()), "").await;
    }
    assert_ne!(boosts[0], boosts[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_reply_counts_no_more() {
    let guild = Guild::new().await;
    let thread = guild.ask(&guild.ada, "How?").await;
    let answer = guild.answer(&guild.bob, &thread).await;
    let mut ada = guild.browser("ada").await;
    let path = format!("/comment/{}", answer.public_id);
    for (word, count) in [("remove", 0), ("restore", 1)] {
        act(&mut ada, &format!("{path}/{word}"), "Because").await;
        assert_eq!(guild.comment(&answer).await.is_visible(), count == 1);
        let thread = guild.post(&thread).await;
        assert_eq!((thread.comment_count, thread.answer_count), (count, count));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_in_office_act_and_a_lower_office_does_not_lift_what_a_higher_one_did() {
    let guild = Guild::new().await;
    let carl = person(&guild.app, "carl").await;
    belongs(&guild.app, &guild.place, &carl).await;
    appoint(&guild.app, &guild.ada, &guild.place, &carl)
        .await
        .unwrap();
    let thread = guild.ask(&guild.bob, "How?").await;
    let (remove, restore) = (
        format!("{}/remove", thread.path()),
        format!("{}/restore", thread.path()),
    );
    let mut nobody = Browser::with(&guild.app, pages::routes());
    let asked = nobody.get(&remove).await;
    assert!(asked.location().starts_with("/login"));
    let mut bob = guild.browser("bob").await;
    for word in ["remove", "lock", "pin"] {
        let path = format!("{}/{word}", thread.path());
        let answer = act(&mut bob, &path, "Off topic").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{word}");
    }
    let mut ada = guild.browser("ada").await;
    act(&mut ada, &remove, "Off topic").await;
    let mut carl_there = guild.browser("carl").await;
    let answer = act(&mut carl_there, &restore, "").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(guild.post(&thread).await.removed_at.is_some());
    act(&mut ada, &restore, "").await;
    act(&mut carl_there, &remove, "Off topic").await;
    assert!(guild.post(&thread).await.removed_at.is_some());
    // Moderators do not act on conveners.
    let hers = guild.ask(&guild.ada, "Mine").await;
    let remove = format!("{}/remove", hers.path());
    let answer = act(&mut carl_there, &remove, "Off topic").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_thread_takes_replies_from_moderators_only() {
    let guild = Guild::new().await;
    let thread = guild.ask(&guild.bob, "How?").await;
    let mut ada = guild.browser("ada").await;
    let draft = ReplyDraft {
        body: "Like this".into(),
        ..ReplyDraft::default()
    };
    act(&mut ada, &format!("{}/lock", thread.path()), "Heated").await;
    let refused = reply(&guild.app, &guild.bob, thread.id, None, &draft).await;
    assert!(matches!(refused, Err(Error::Refused(Reason::Locked))));
    reply(&guild.app, &guild.ada, thread.id, None, &draft)
        .await
        .unwrap();
    assert!(guild.told(&guild.bob).await.contains(&NoticeKind::Locked));
    act(&mut ada, &format!("{}/unlock", thread.path()), "").await;
    reply(&guild.app, &guild.bob, thread.id, None, &draft)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pinned_thread_stands_above_and_blogs_hear_it_from_the_community() {
    let guild = Guild::new().await;
    audience(&guild).await;
    let thread = guild.ask(&guild.bob, "How?").await;
    let mut ada = guild.browser("ada").await;
    let pinned = async || {
        let mut conn = guild.app.store.read().await.unwrap();
        let listed = list_pinned(&mut conn, &Viewer::Anonymous, guild.place.id()).await;
        listed.unwrap().len()
    };
    for (word, kind, count) in [("pin", "Add", 1), ("unpin", "Remove", 0)] {
        let before = said(&guild.app).await.len();
        ada.fill_in(&format!("{}/{word}", thread.path()), &[]).await;
        assert_eq!(pinned().await, count, "{word}");
        let expected = [
            line(kind, "", &[]),
            line("Announce", kind, &[FORUM]),
            line(kind, "", &[BLOG]),
        ];
        assert_eq!(heard(&guild, before).await, expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reason_that_is_too_long_or_none_is_kept_and_changes_nothing() {
    let guild = Guild::new().await;
    let thread = guild.ask(&guild.bob, "How?").await;
    let mut ada = guild.browser("ada").await;
    for reason in ["x".repeat(501), " ".to_owned()] {
        let answer = act(&mut ada, &format!("{}/remove", thread.path()), &reason).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.wrong(), ["reason"]);
        assert_eq!(answer.value("reason"), Some(reason));
    }
    assert!(guild.post(&thread).await.is_visible());
}

async fn hold(guild: &Guild, thread: &Post, answer: &Comment) {
    let now = Some(guild.app.now());
    let mut tx = guild.app.store.begin().await.unwrap();
    set_post_held(&mut tx, thread.id, now).await.unwrap();
    set_comment_held(&mut tx, answer.id, now).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_done_to_something_held_is_told_to_nobody() {
    let guild = Guild::new().await;
    audience(&guild).await;
    let thread = guild.ask(&guild.bob, "How?").await;
    let answer = guild.answer(&guild.bob, &thread).await;
    hold(&guild, &thread, &answer).await;
    let mut ada = guild.browser("ada").await;
    let before = said(&guild.app).await.len();
    for word in ["lock", "pin", "remove"] {
        let path = format!("{}/{word}", thread.path());
        let done = act(&mut ada, &path, "Off topic").await;
        assert_eq!(done.location(), thread.path(), "{word}");
    }
    let path = format!("/comment/{}/remove", answer.public_id);
    let done = act(&mut ada, &path, "Off topic").await;
    assert_eq!(done.location(), answer.path_on(&thread));
    let changed = guild.post(&thread).await;
    assert!(changed.locked_at.is_some() && changed.pinned_at.is_some());
    assert!(changed.removed_at.is_some());
    assert!(guild.comment(&answer).await.removed_at.is_some());
    for word in ["restore", "unpin", "unlock"] {
        ada.fill_in(&format!("{}/{word}", thread.path()), &[]).await;
    }
    assert!(guild.post(&thread).await.removed_at.is_none());
    assert!(heard(&guild, before).await.is_empty());
}
