//! Who may do what, tried for real.

use super::world::{World, draft};
use crate::accounts::model::Person;
use crate::communities::model::WritePolicy;
use crate::communities::tests::said;
use crate::error::{Error, Reason};
use crate::membership::model::Role;
use crate::posts::actions::*;
use crate::posts::model::{DEPTH_MAX, ReplyKind, ThreadKind};
use crate::posts::queries;

fn refusal<T>(result: Result<T, Error>) -> Option<Reason> {
    match result {
        Ok(_) => None,
        Err(Error::Refused(reason)) => Some(reason),
        Err(other) => panic!("{other:?}"),
    }
}

fn title(text: &str) -> ThreadDraft {
    ThreadDraft {
        title: text.to_owned(),
        ..ThreadDraft::default()
    }
}

/// What each act gives for the asker, the answerer, another member, a visitor, a convener, somebody
/// banned, in this order.
#[tokio::test(flavor = "multi_thread")]
async fn each_role_may_do_what_the_rules_say() {
    let world = World::new().await;
    let app = &world.app;
    let place = world.community("luthiers").await;
    let asker = world.person("ada").await;
    let helper = world.person("ben").await;
    let member = world.person("cem").await;
    let visitor = world.person("dag").await;
    let convener = world.person("eva").await;
    let banned = world.person("fay").await;
    for person in [&asker, &helper, &member, &banned] {
        world.join(&place, person, Role::Member).await;
    }
    world.join(&place, &convener, Role::Convener).await;
    world.ban(&place, &banned).await;
    world.set_write_policy(&place, WritePolicy::Members).await;

    let question = world.ask(&asker, &place, "Which glue?").await;
    let answer = world.reply(&helper, &question, None, "Hide glue.").await;
    let people: [&Person; 6] = [&asker, &helper, &member, &visitor, &convener, &banned];
    let (no_member, no_author) = (Some(Reason::NotMember), Some(Reason::NotAuthor));
    let (ban, ok) = (Some(Reason::Banned), None);

    let table: [(&str, [Option<Reason>; 6]); 8] = [
        ("start", [ok, ok, ok, no_member, ok, ban]),
        ("reply", [ok, ok, ok, no_member, ok, ban]),
        (
            "edit thread",
            [ok, no_author, no_author, no_author, no_author, ban],
        ),
        (
            "edit reply",
            [no_author, ok, no_author, no_author, no_author, ban],
        ),
        (
            "accept",
            [
                ok,
                Some(Reason::NotAsker),
                Some(Reason::NotAsker),
                Some(Reason::NotAsker),
                ok,
                ban,
            ],
        ),
        (
            "convert",
            [
                Some(Reason::NotModerator),
                ok,
                Some(Reason::NotModerator),
                Some(Reason::NotModerator),
                ok,
                ban,
            ],
        ),
        (
            "delete reply",
            [no_author, ok, no_author, no_author, no_author, no_author],
        ),
        (
            "delete thread",
            [ok, no_author, no_author, no_author, no_author, no_author],
        ),
    ];
    for (act, expected) in table {
        for (who, expected) in people.into_iter().zip(expected) {
            let result = match act {
                "start" => refusal(
                    start_thread(
                        app,
                        who,
                        place.id(),
                        ThreadKind::Discussion,
                        &title("Hello"),
                    )
                    .await,
                ),
                "reply" => refusal(reply(app, who, question.id, None, &draft("Me too.")).await),
                "edit thread" => {
                    refusal(edit_thread(app, who, question.id, &title("Which glue, now?")).await)
                }
                "edit reply" => {
                    refusal(edit_reply(app, who, answer.id, &draft("Fish glue.")).await)
                }
                "accept" => refusal(accept_answer(app, who, question.id, answer.id).await),
                "convert" => {
                    let made =
                        refusal(convert_reply(app, who, answer.id, ReplyKind::Comment).await);
                    if made.is_none() {
                        convert_reply(app, who, answer.id, ReplyKind::Answer)
                            .await
                            .unwrap();
                    }
                    made
                }
                "delete reply" => {
                    let made = refusal(delete_reply(app, who, answer.id).await);
                    if made.is_none() {
                        undelete_reply(app, who, answer.id).await.unwrap();
                    }
                    made
                }
                _ => {
                    let made = refusal(delete_thread(app, who, question.id).await);
                    if made.is_none() {
                        undelete_thread(app, who, question.id).await.unwrap();
                    }
                    made
                }
            };
            assert_eq!(result, expected, "{act} by {}", who.handle());
        }
    }
}

/// Saying anew what it is would send its words once more, to servers that have deleted them.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_deleted_or_removed_is_not_converted() {
    let world = World::new().await;
    let app = &world.app;
    let place = world.community("luthiers").await;
    let ada = world.person("ada").await;
    let question = world.ask(&ada, &place, "Which glue?").await;
    let deleted = world.reply(&ada, &question, None, "Hide glue.").await;
    delete_reply(app, &ada, deleted.id).await.unwrap();
    let removed = world.reply(&ada, &question, None, "Fish glue.").await;
    let mut tx = app.store.begin().await.unwrap();
    let now = Some(world.now());
    queries::set_comment_removed(&mut tx, removed.id, now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let before = said(app).await.len();
    for (answer, reason) in [(&deleted, Reason::Deleted), (&removed, Reason::Removed)] {
        let made = convert_reply(app, &ada, answer.id, ReplyKind::Comment).await;
        assert_eq!(refusal(made), Some(reason));
        assert_eq!(world.comment(answer).await.kind, ReplyKind::Answer);
    }
    assert_eq!(said(app).await.len(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_levels_are_the_last() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let ada = world.person("ada").await;
    let thread = world
        .begin(&ada, &place, ThreadKind::Discussion, "Deep")
        .await;
    let mut last = world.reply(&ada, &thread, None, "1").await;
    for level in 2..=DEPTH_MAX {
        last = world
            .reply(&ada, &thread, Some(&last), &level.to_string())
            .await;
    }
    assert_eq!(last.depth, DEPTH_MAX);
    let deeper = reply(&world.app, &ada, thread.id, Some(last.id), &draft("x")).await;
    assert_eq!(refusal(deeper), Some(Reason::TooDeep));
    assert_eq!(
        world.post(&thread).await.comment_count,
        i64::from(DEPTH_MAX)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn locked_threads_take_replies_of_moderators_only() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let (ada, eva) = (world.person("ada").await, world.person("eva").await);
    world.join(&place, &eva, Role::Moderator).await;
    let thread = world.ask(&ada, &place, "Locked?").await;
    let mut tx = world.app.store.begin().await.unwrap();
    queries::set_post_locked(&mut tx, thread.id, Some(world.now()))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let refused = reply(&world.app, &ada, thread.id, None, &draft("x")).await;
    assert_eq!(refusal(refused), Some(Reason::Locked));
    world.reply(&eva, &thread, None, "I may.").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_needs_a_parent_of_the_same_thread() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let ada = world.person("ada").await;
    let (one, two) = (
        world.ask(&ada, &place, "One").await,
        world.ask(&ada, &place, "Two").await,
    );
    let there = world.reply(&ada, &two, None, "There").await;
    let error = reply(&world.app, &ada, one.id, Some(there.id), &draft("x"))
        .await
        .unwrap_err();
    assert_eq!(error.status(), 404);
    assert_eq!(world.post(&one).await.comment_count, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_replies_to_a_question_itself_are_answers() {
    let world = World::new().await;
    let place = world.community("luthiers").await;
    let ada = world.person("ada").await;
    let question = world.ask(&ada, &place, "Q").await;
    let talk = world.begin(&ada, &place, ThreadKind::Discussion, "D").await;
    let answer = world.reply(&ada, &question, None, "a").await;
    assert_eq!(answer.kind, ReplyKind::Answer);
    assert_eq!(
        world.reply(&ada, &question, Some(&answer), "c").await.kind,
        ReplyKind::Comment
    );
    assert_eq!(
        world.reply(&ada, &talk, None, "c").await.kind,
        ReplyKind::Comment
    );
    let wish = ReplyDraft {
        kind: Some(ReplyKind::Answer),
        ..draft("x")
    };
    let refused = reply(&world.app, &ada, talk.id, None, &wish).await;
    assert_eq!(refusal(refused), Some(Reason::NotAQuestion));
    let comment = ReplyDraft {
        kind: Some(ReplyKind::Comment),
        ..draft("When?")
    };
    let comment = reply(&world.app, &ada, question.id, None, &comment)
        .await
        .unwrap();
    assert_eq!(comment.kind, ReplyKind::Comment);
    let refused = accept_answer(&world.app, &ada, question.id, comment.id).await;
    assert_eq!(refusal(refused), Some(Reason::NotAnAnswer));
}
