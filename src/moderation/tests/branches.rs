//! Branches that take no more replies, or are taken away whole.

use super::*;
use crate::communities::tests::said;
use crate::error::{Error, Reason};
use crate::jobs::run_pending;
use crate::moderation::actions::{Grounds, lock_branch, remove, unlock_branch};
use crate::moderation::model::Target;
use crate::server;
use chrono::TimeDelta;

async fn says(guild: &Guild, by: &Person, post: &Post, under: &Comment) -> Result<Comment, Error> {
    let draft = ReplyDraft {
        body: format!("{} again", by.actor.name),
        ..ReplyDraft::default()
    };
    reply(&guild.app, by, post.id, Some(under.id), &draft).await
}

#[tokio::test(flavor = "multi_thread")]
async fn below_a_locked_reply_only_moderators_go_on() {
    let guild = Guild::new().await;
    let (app, ada, bob) = (&guild.app, &guild.ada, &guild.bob);
    let thread = guild.ask(bob, "How?").await;
    let top = guild.answer(bob, &thread).await;
    let below = says(&guild, bob, &thread, &top).await.unwrap();
    let beside = guild.answer(ada, &thread).await;
    let refused = lock_branch(app, bob, top.id, "").await.unwrap_err();
    assert!(matches!(refused, Error::Refused(Reason::NotModerator)));
    lock_branch(app, ada, top.id, "Enough").await.unwrap();
    for under in [&top, &below] {
        let refused = says(&guild, bob, &thread, under).await;
        assert!(matches!(refused, Err(Error::Refused(Reason::Locked))));
        says(&guild, ada, &thread, under).await.unwrap();
    }
    says(&guild, bob, &thread, &beside).await.unwrap();
    unlock_branch(app, ada, top.id, "").await.unwrap();
    says(&guild, bob, &thread, &below).await.unwrap();

    let said = said(app).await;
    let of_locks: Vec<_> = said
        .iter()
        .filter(|act| act["type"] == "Lock" || act["object"]["type"] == "Lock")
        .collect();
    let [lock, undo] = &of_locks[..] else {
        panic!("{of_locks:#?}");
    };
    assert_eq!(lock["object"], top.ap_id);
    assert_eq!(lock["summary"], "Enough");
    assert_eq!(undo["type"], "Undo");
    assert_eq!(undo["object"]["object"], top.ap_id);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_hangs_on_something_goes_with_it_and_comes_back_with_it() {
    let guild = Guild::new().await;
    let (app, ada, bob) = (&guild.app, &guild.ada, &guild.bob);
    let thread = guild.ask(bob, "How?").await;
    let top = guild.answer(bob, &thread).await;
    let below = says(&guild, bob, &thread, &top).await.unwrap();
    let deep = says(&guild, ada, &thread, &below).await.unwrap();
    let sold = says(&guild, bob, &thread, &below).await.unwrap();
    let beside = guild.answer(ada, &thread).await;
    let (what, why) = (Target::Comment(sold.id), Grounds::from("Trade"));
    remove(app, ada, what, &why).await.unwrap();

    let mut browser = guild.browser("ada").await;
    let path = format!("/comment/{}", top.public_id);
    let fields = [("reason", "Heated"), ("with_replies", "on")];
    let since = said(app).await.len();
    browser.fill_in(&format!("{path}/remove"), &fields).await;
    run_pending(&app.data, &server::jobs()).await.unwrap();
    for gone in [&top, &below, &deep, &sold] {
        assert!(guild.comment(gone).await.removed_at.is_some());
    }
    assert!(guild.comment(&beside).await.is_visible());
    assert_eq!(guild.post(&thread).await.comment_count, 1);
    let told = said(app).await.split_off(since);
    let [delete] = &told[..] else {
        panic!("said once for all: {told:#?}");
    };
    assert_eq!(delete["type"], "Delete");
    assert_eq!(delete["object"], top.ap_id);
    assert_eq!(delete["withReplies"], true);

    act(&mut browser, &format!("{path}/restore"), "").await;
    let told = said(app).await.pop().unwrap();
    assert_eq!(told["object"]["withReplies"], true);
    run_pending(&app.data, &server::jobs()).await.unwrap();
    for back in [&top, &below, &deep] {
        assert!(guild.comment(back).await.is_visible());
    }
    let own = guild.comment(&sold).await;
    assert!(own.removed_at.is_some(), "that was for another reason");

    // Without the tick only the one is meant, and a thread can take all of them along.
    act(&mut browser, &format!("{path}/remove"), "Heated").await;
    run_pending(&app.data, &server::jobs()).await.unwrap();
    assert!(guild.comment(&below).await.is_visible());
    act(&mut browser, &format!("{path}/restore"), "").await;
    // What came back a moment ago is older than what is removed now.
    app.clock.advance(TimeDelta::seconds(1));
    browser
        .fill_in(&format!("{}/remove", thread.path()), &fields)
        .await;
    run_pending(&app.data, &server::jobs()).await.unwrap();
    for gone in [&top, &below, &deep, &sold, &beside] {
        assert!(guild.comment(gone).await.removed_at.is_some());
    }
}
