//! Votes and accepted answers.

use super::hearers::{Said, say};
use super::{Thread, thread_edited};
use crate::accounts::model::Person;
use crate::activitypub::delivery::Audience;
use crate::app::App;
use crate::communities::model::Community;
use crate::error::Result;
use crate::posts::documents::{Addresses, activity};
use crate::posts::model::Comment;
use crate::store::{Time, Tx};
use serde_json::{Value, json};

/// What a vote is about.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    pub ap_id: &'a str,
    pub author: &'a Person,
    pub audience: Audience,
}

/// A vote before and after, and when it is said to be cast.
#[derive(Clone, Copy)]
pub struct VoteStep {
    pub before: i16,
    pub after: i16,
    pub at: Time,
}

/// A local person's vote changed. An upvote turned into a downvote is one
/// Dislike: peers keep one vote for each pair. A withdrawn vote is the Undo of what it was.
pub async fn vote_changed(
    tx: &mut Tx,
    app: &App,
    voter: &Person,
    community: &Community,
    target: Target<'_>,
    vote: VoteStep,
) -> Result<()> {
    let VoteStep { before, after, at } = vote;
    if !voter.actor.local || before == after {
        return Ok(());
    }
    let kind = |value: i16| if value > 0 { "Like" } else { "Dislike" };
    let people = std::slice::from_ref(&target.author.actor.ap_id);
    let addresses = Addresses::new(community, voter, target.audience, people);
    let act = |kind: &'static str, object: Value| {
        let id = app.mint_activity_id(kind);
        activity(&id, kind, &voter.actor.ap_id, &addresses, object, at)
    };
    let vote = |value: i16| act(kind(value), json!(target.ap_id));
    let (kind, document) = if after == 0 {
        ("Undo", act("Undo", vote(before)))
    } else {
        (kind(after), vote(after))
    };
    let said = Said {
        kind,
        document,
        actor: &voter.actor,
        object: target.ap_id,
        audience: target.audience,
        community,
        direct_forum_only: after < 0 || (after == 0 && before < 0),
        to_followers_of_author: false,
        to_microblog_followers: false,
        only_knowing_answers: false,
    };
    say(tx, app, &said, people).await
}

/// An answer was accepted (`answer`) or none is any more. PieFed and Guildhall understand the act
/// itself; everybody else sees it in the thread's own document, which only its author may update.
pub async fn answer_chosen(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    thread: &Thread<'_>,
    answer: Option<(&Comment, &Person)>,
    was: Option<&Comment>,
    at: Time,
) -> Result<()> {
    if by.actor.local {
        choose(tx, app, by, thread, answer, was, at).await?;
    }
    if thread.author.actor.local {
        return thread_edited(tx, app, thread).await;
    }
    Ok(())
}

async fn choose(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    thread: &Thread<'_>,
    answer: Option<(&Comment, &Person)>,
    was: Option<&Comment>,
    now: Time,
) -> Result<()> {
    let Some(about) = answer.map(|(comment, _)| comment).or(was) else {
        return Ok(());
    };
    let people: Vec<String> = answer
        .iter()
        .map(|(_, author)| author.actor.ap_id.clone())
        .collect();
    let addresses = Addresses::new(thread.community, by, thread.post.audience, &people);
    let act = |kind: &'static str, object: Value| {
        let id = app.mint_activity_id(kind);
        activity(&id, kind, &by.actor.ap_id, &addresses, object, now)
    };
    let chosen = act("ChooseAnswer", json!(about.ap_id));
    let (kind, document) = if answer.is_some() {
        ("ChooseAnswer", chosen)
    } else {
        ("Undo", act("Undo", chosen))
    };
    let said = Said {
        kind,
        document,
        actor: &by.actor,
        object: &thread.post.ap_id,
        audience: thread.post.audience,
        community: thread.community,
        direct_forum_only: true,
        to_followers_of_author: false,
        to_microblog_followers: false,
        only_knowing_answers: true,
    };
    say(tx, app, &said, &people).await
}
