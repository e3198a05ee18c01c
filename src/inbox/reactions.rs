//! Votes and accepted answers, and taking them back.

use super::content::{commit, source};
use super::waiting::{self, Unplaced};
use crate::activitypub::ids::{host_of, same_origin};
use crate::activitypub::tolerant::{id_in, object_in, time, type_of};
use crate::app::App;
use crate::communities::act::Act;
use crate::communities::federation::acting_person;
use crate::communities::model::Community;
use crate::error::{Error, Reason, Result};
use crate::posts::actions::arrivals::{self, Choice, Source, find_thing};
use crate::voting::arrivals::receive_vote;
use crate::voting::model::Cast;
use serde_json::Value;
use serde_json::value::RawValue;

/// A vote as it was sent. Who cast it need not be known here: where a group passes it on, nobody is asked.
#[derive(Clone, Copy)]
pub struct Ballot<'a> {
    voter: &'a str,
    object: &'a str,
    value: i16,
    activity: &'a Value,
    raw: Option<&'a RawValue>,
    announcer: Option<&'a Community>,
}

impl<'a> Ballot<'a> {
    /// None where the activity is no vote and takes none back. An Undo is matched by voter and thing,
    /// never by the id of what it undoes: Lemmy, PieFed and Misskey mint a new one (wire-observed.md).
    pub fn read(
        activity: &'a Value,
        raw: Option<&'a RawValue>,
        announcer: Option<&'a Community>,
    ) -> Option<Result<Self>> {
        let (vote, value) = match (type_of(activity)?, object_in(activity, "object")) {
            ("Like" | "EmojiReact", _) => (activity, 1),
            ("Dislike", _) => (activity, -1),
            ("Undo", Some(undone)) => match type_of(undone)? {
                "Like" | "Dislike" | "EmojiReact" => (undone, 0),
                _ => return None,
            },
            _ => return None,
        };
        Some(Self::of(activity, vote, value, raw, announcer))
    }

    fn of(
        activity: &'a Value,
        vote: &'a Value,
        value: i16,
        raw: Option<&'a RawValue>,
        announcer: Option<&'a Community>,
    ) -> Result<Self> {
        let voter = sole_actor(activity)?;
        if id_in(vote, "actor").is_some_and(|actor| actor != voter) {
            return Err(Reason::WrongOrigin.into());
        }
        let object = id_in(vote, "object").ok_or(Error::Bad("the vote is about nothing".into()))?;
        Ok(Self {
            voter,
            object,
            value,
            activity,
            raw,
            announcer,
        })
    }
}

/// Exactly one actor: many would be many votes (O-17).
pub fn sole_actor(activity: &Value) -> Result<&str> {
    match activity.get("actor") {
        Some(Value::Array(_)) | None => None,
        Some(_) => id_in(activity, "actor"),
    }
    .ok_or(Error::Bad(
        "the activity has no actor, or more than one".into(),
    ))
}

/// A vote on something unknown waits if it says when it was cast, since then it may have overtaken
/// what it is about, or if what it is about waits itself. Any other is about something from before
/// our time.
pub async fn vote(app: &App, ballot: Ballot<'_>) -> Result<()> {
    let now = app.now();
    let at = time(ballot.activity, "published").map(|at| at.min(now));
    let host = host_of(ballot.voter).unwrap_or_default();
    let mut tx = app.store.begin().await?;
    let Some(thing) = find_thing(&mut tx, ballot.object).await? else {
        drop(tx);
        let unplaced = Unplaced {
            activity: ballot.activity,
            raw: ballot.raw,
            signer: ballot.voter,
            announcer: ballot.announcer,
            awaits: ballot.object,
        };
        return waiting::vote(app, unplaced, at.is_some()).await;
    };
    let source = Source {
        activity_id: id_in(ballot.activity, "id").unwrap_or_default(),
        at,
        announcer: ballot.announcer,
        raw: ballot.raw,
        sender_host: &host,
    };
    let cast = Cast {
        value: ballot.value,
        at,
    };
    receive_vote(&mut tx, app, ballot.voter, &thing, cast, source).await?;
    commit(app, tx).await
}

/// The asker or a convener accepts an answer (PieFed's ChooseAnswer).
pub async fn choose_answer(app: &App, act: &Act<'_>) -> Result<()> {
    choose(app, act, act.object_id()?, true).await
}

pub async fn undo_choice(app: &App, act: &Act<'_>, object: &str) -> Result<()> {
    choose(app, act, object, false).await
}

async fn choose(app: &App, act: &Act<'_>, answer: &str, accept: bool) -> Result<()> {
    let by = acting_person(app, &act.actor.ap_id).await?;
    let host = act.sender_host();
    let mut tx = app.store.begin().await?;
    let Some(thing) = find_thing(&mut tx, answer).await? else {
        drop(tx);
        return waiting::act(app, act, answer).await;
    };
    let choice = Choice {
        accept,
        at: act.at_or(app.now()),
    };
    let source = source(app, act, &host);
    arrivals::choose_answer(&mut tx, app, &by, thing, choice, source).await?;
    commit(app, tx).await
}

/// Mitra and NodeBB undo by id alone. We know what that id was, since we remember what we received:
/// but only of the sender itself, so nobody else's word counts here.
pub async fn undo_by_id(app: &App, act: &Act<'_>) -> Result<()> {
    let id = act.object_id()?;
    if !act.is_signed() || !same_origin(id, &act.actor.ap_id) {
        return Err(Reason::WrongOrigin.into());
    }
    let known = {
        let mut conn = app.store.read().await?;
        super::queries::received_by_id(&mut conn, &act.sender_host(), id).await?
    };
    let Some(known) = known.filter(|known| known.signer == act.actor.ap_id) else {
        return Ok(());
    };
    match (known.kind.as_deref(), known.object_ap_id.as_deref()) {
        (Some("Like" | "Dislike" | "EmojiReact"), Some(object)) => {
            let ballot = Ballot {
                voter: &act.actor.ap_id,
                object,
                value: 0,
                activity: act.value,
                raw: act.raw,
                announcer: None,
            };
            vote(app, ballot).await
        }
        (Some("Announce"), object) => super::announce::boost(app, act, object, false).await,
        (Some("Follow"), _) => {
            crate::communities::federation::receive_undo_follow(app, act.value, &act.actor)
                .await
                .map(|_| ())
        }
        _ => Ok(()),
    }
}
