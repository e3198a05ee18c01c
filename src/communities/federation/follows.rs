//! Follow, Accept, Reject and their Undo, as the inbox hands them in: verified, their signer known.

use super::resolve::{Resolved, known_actor};
use crate::activitypub::actors::{Actor, actor_by_ap_id, find_actor};
use crate::activitypub::ids::same_origin;
use crate::activitypub::tolerant::{id_in, id_of, is_type, object_in};
use crate::app::App;
use crate::communities::actions::{
    Answered, decide_follow, drop_follow, receive_follow_of_community, receive_follow_of_person,
};
use crate::communities::model::{FollowDecided, FollowState};
use crate::communities::queries::follows::follow_by_ap_id;
use crate::error::{Error, Reason, Result};
use serde_json::Value;
use std::borrow::Cow;

/// `Follow` of one of our communities or people, by a person or a community of another server.
pub async fn receive_follow(app: &App, activity: &Value, signer: &Actor) -> Result<FollowState> {
    said_by(activity, signer)?;
    let id = id_of(activity).ok_or_else(|| bad("a Follow needs an id"))?;
    if !same_origin(id, &signer.ap_id) {
        return Err(Reason::WrongOrigin.into());
    }
    let object = id_in(activity, "object").ok_or_else(|| bad("a Follow needs an object"))?;
    if !app.local.is_local(object) {
        return Err(Error::NotFound("person or community"));
    }
    match known_actor(app, object).await? {
        None => Err(Error::NotFound("person or community")),
        Some(Resolved::Person(person)) => receive_follow_of_person(app, signer, &person, id).await,
        Some(Resolved::Community(community)) if community.row.deleted_at.is_some() => {
            Err(Error::Gone("community"))
        }
        Some(Resolved::Community(community)) => {
            receive_follow_of_community(app, signer, &community, id).await
        }
    }
}

/// `Undo{Follow}`, the Follow embedded or only its id. Whether there was such a follow.
pub async fn receive_undo_follow(app: &App, activity: &Value, signer: &Actor) -> Result<bool> {
    said_by(activity, signer)?;
    let target = match object_in(activity, "object") {
        Some(follow) => {
            said_by(follow, signer)?;
            let target = id_in(follow, "object").ok_or_else(|| bad("a Follow needs an object"))?;
            let mut conn = app.store.read().await?;
            actor_by_ap_id(&mut conn, target).await?
        }
        None => {
            let id = id_in(activity, "object").ok_or_else(|| bad("an Undo needs an object"))?;
            let mut conn = app.store.read().await?;
            match follow_by_ap_id(&mut conn, id).await? {
                Some(follow) if follow.follower_id == signer.id => {
                    Some(find_actor(&mut conn, follow.target_id).await?)
                }
                _ => None,
            }
        }
    };
    match target {
        Some(target) => drop_follow(app, signer, &target).await,
        None => Ok(false),
    }
}

/// `Accept` of a follow of ours, by the followed.
pub async fn receive_accept(
    app: &App,
    activity: &Value,
    signer: &Actor,
) -> Result<Option<FollowDecided>> {
    answer(app, activity, signer, FollowState::Accepted).await
}

/// `Reject` of a follow of ours, by the followed: at once, or later to be rid of the follower. Mastodon
/// sends `Undo{Accept}` instead; the Accept in it is as good.
pub async fn receive_reject(
    app: &App,
    activity: &Value,
    signer: &Actor,
) -> Result<Option<FollowDecided>> {
    answer(app, activity, signer, FollowState::Refused).await
}

async fn answer(
    app: &App,
    activity: &Value,
    signer: &Actor,
    state: FollowState,
) -> Result<Option<FollowDecided>> {
    said_by(activity, signer)?;
    let ap_id = id_in(activity, "object");
    let mut follower = None;
    if let Some(follow) = object_in(activity, "object") {
        if !is_type(follow, "Follow") {
            return Err(bad("this answers no Follow"));
        }
        // Nobody decides about a follow of somebody else (safety.md O-14).
        if id_in(follow, "object").is_some_and(|target| target != signer.ap_id) {
            return Err(Reason::WrongOrigin.into());
        }
        if let Some(id) = id_in(follow, "actor") {
            let mut conn = app.store.read().await?;
            follower = actor_by_ap_id(&mut conn, id).await?.filter(|a| a.local);
            if follower.is_none() {
                return Ok(None);
            }
        }
    }
    let answered = Answered {
        ap_id,
        follower: follower.as_ref(),
    };
    decide_follow(app, signer, answered, state).await
}

/// Whoever signed is who acts.
fn said_by(activity: &Value, signer: &Actor) -> Result<()> {
    let actor = id_in(activity, "actor").ok_or_else(|| bad("an activity needs an actor"))?;
    if actor == signer.ap_id {
        Ok(())
    } else {
        Err(Reason::WrongOrigin.into())
    }
}

fn bad(message: &'static str) -> Error {
    Error::Bad(Cow::Borrowed(message))
}
