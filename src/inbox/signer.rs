//! From a signature's claim to the actor who made it.
//!
//! The actor named in the body is read, not the key's address: GoToSocial's keys have addresses of
//! their own, and a key counts only where its owner lists it (S-03). A key that does not fit is read
//! anew once in five minutes, so that rotated keys are learnt and bogus ones cost little (S-15, S-17).

use crate::activitypub::actors::{Actor, actor_by_ap_id};
use crate::activitypub::ids::host_of;
use crate::activitypub::signature::Claim;
use crate::app::App;
use crate::communities::federation::resolve_actor;
use crate::error::{Error, Result};
use chrono::TimeDelta;

/// The actor, if the signature is theirs. None for the farewell of somebody we never knew.
pub async fn verify(
    app: &App,
    claim: &Claim,
    actor_id: &str,
    farewell: bool,
) -> Result<Option<Actor>> {
    let stored = {
        let mut conn = app.store.read().await?;
        actor_by_ap_id(&mut conn, actor_id).await?
    };
    if let Some(actor) = &stored
        && fits(app, actor, claim)
    {
        return Ok(stored);
    }
    if farewell && stored.is_none() {
        return Ok(None);
    }
    let wrong = || Error::peer("the signature does not fit the actor's key");
    if !app.key_ring.may_read(claim.key_id.as_str(), app.now()) {
        return Err(wrong());
    }
    let host = host_of(actor_id).ok_or_else(wrong)?;
    let gate = app.key_ring.gate(&host);
    let Ok(_permit) = gate.try_acquire() else {
        return Err(Error::peer_for_now(
            "keys of this server are being read; try again",
        ));
    };
    let read = resolve_actor(app, actor_id, TimeDelta::zero()).await;
    let actor = match read {
        Ok(resolved) => resolved.actor().clone(),
        Err(Error::NotFound(_) | Error::Gone(_)) => {
            return Err(Error::peer("the actor cannot be found on its server"));
        }
        Err(error) => return Err(error),
    };
    if fits(app, &actor, claim) {
        Ok(Some(actor))
    } else {
        Err(wrong())
    }
}

fn fits(app: &App, actor: &Actor, claim: &Claim) -> bool {
    let (Some(key_id), Some(pem)) = (&actor.key_id, &actor.public_key) else {
        return false;
    };
    key_id == claim.key_id.as_str()
        && app
            .key_ring
            .parsed(key_id, pem)
            .is_some_and(|key| claim.verify(&key))
}
