//! From a signature's claim to the actor who made it.
//!
//! The actor named in the body is read, not the key's address: GoToSocial's keys have addresses of
//! their own, and a key counts only where its owner lists it (S-03). An actor whose key does not fit is
//! read anew, and if it still does not fit, not again for five minutes: rotated keys are learnt and
//! bogus ones cost little (S-15, S-17). What cannot be read now is answered with 503, never 401, which
//! peers take for final.

use crate::activitypub::actors::{Actor, actor_by_ap_id};
use crate::activitypub::ids::host_of;
use crate::activitypub::signature::Claim;
use crate::app::App;
use crate::communities::federation::resolve_actor;
use crate::error::{Error, Result};
use chrono::TimeDelta;
use std::time::Duration;

/// A peer waits ten seconds for its answer at most; ours comes before.
const READ_WITHIN: Duration = Duration::from_secs(8);

/// The actor, if the signature is theirs. None for the farewell of somebody we never knew.
pub async fn verify(
    app: &App,
    claim: &Claim,
    actor_id: &str,
    farewell: bool,
) -> Result<Option<Actor>> {
    let stored = stored_actor(app, actor_id).await?;
    if let Some(actor) = &stored
        && fits(app, actor, claim)
    {
        return Ok(stored);
    }
    if farewell && stored.is_none() {
        return Ok(None);
    }
    if app.key_ring.did_not_fit(actor_id, app.now()) {
        return Err(too_soon());
    }
    let host = host_of(actor_id).ok_or_else(wrong)?;
    let Some(_permit) = app.key_ring.permit(&host) else {
        return Err(Error::peer_for_now(
            "keys of this server are being read; try again",
        ));
    };
    let turn = app.key_ring.turn(actor_id);
    let _turn = turn.lock().await;
    // Another request may have read it while this one waited.
    let stored = stored_actor(app, actor_id).await?;
    if let Some(actor) = stored.filter(|actor| fits(app, actor, claim)) {
        return Ok(Some(actor));
    }
    if app.key_ring.did_not_fit(actor_id, app.now()) {
        return Err(too_soon());
    }
    let read = read(app, actor_id).await;
    if let Ok(actor) = &read
        && fits(app, actor, claim)
    {
        return Ok(Some(actor.clone()));
    }
    if !read.as_ref().is_err_and(Error::may_pass) {
        app.key_ring.note_misfit(actor_id, app.now());
    }
    read.and_then(|_| Err(wrong()))
}

fn too_soon() -> Error {
    Error::peer_for_now(
        "the actor's key was read a moment ago and does not fit; if it is new, try again in five minutes",
    )
}

fn wrong() -> Error {
    Error::peer("the signature does not fit the actor's key")
}

async fn stored_actor(app: &App, actor_id: &str) -> Result<Option<Actor>> {
    let mut conn = app.store.read().await?;
    Ok(actor_by_ap_id(&mut conn, actor_id).await?)
}

async fn read(app: &App, actor_id: &str) -> Result<Actor> {
    let read = resolve_actor(app, actor_id, TimeDelta::zero());
    let read = match tokio::time::timeout(READ_WITHIN, read).await {
        Ok(read) => read,
        Err(_) => Err(Error::peer_for_now("the actor's server is slow; try again")),
    };
    match read {
        Ok(resolved) => Ok(resolved.actor().clone()),
        Err(Error::NotFound(_) | Error::Gone(_)) => {
            Err(Error::peer("the actor cannot be found on its server"))
        }
        Err(error) => Err(error),
    }
}

fn fits(app: &App, actor: &Actor, claim: &Claim) -> bool {
    let (Some(key_id), Some(pem)) = (&actor.key_id, &actor.public_key) else {
        return false;
    };
    claim.is_by(key_id)
        && app
            .key_ring
            .parsed(key_id, pem)
            .is_some_and(|key| claim.verify(&key))
}
