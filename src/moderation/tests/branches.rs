//! Branches that take no more replies.

use super::*;
use crate::communities::tests::said;
use crate::error::{Error, Reason};
use crate::moderation::actions::{lock_branch, unlock_branch};

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
