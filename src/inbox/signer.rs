//! From a signature's claim to the actor who made it.
//!
//! The actor named in the body is read, not the key's address: GoToSocial's keys have addresses of
//! their own, and a key counts only where its owner lists it (S-03). A key that does not fit is read
//! anew once in five minutes, so that rotated keys are learnt and bogus ones cost little (S-15, S-17).

use crate::activitypub::actors::{Actor, actor_by_ap_id};
use crate::activitypub::ids::host_of;
use crate::activitypub::keys::VerifyingKey;
use crate::activitypub::signature::Claim;
use crate::app::App;
use crate::communities::federation::{resolve_actor};
use crate::error::{Error, Result};
use crate::store::Time;
use chrono::TimeDelta;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;

/// Keys and refusals remembered; when full, all are forgotten, which costs a few queries.
const REMEMBERED: usize = 20_000;
/// Reads of actors in flight for one host on behalf of requests that are not verified yet.
const READS_PER_HOST: usize = 2;

fn read_again_after() -> TimeDelta {
    TimeDelta::minutes(5)
}

/// Parsed keys, and which keys were looked for in vain. One for each process.
#[derive(Default)]
pub struct KeyRing {
    parsed: Mutex<HashMap<String, (String, VerifyingKey)>>,
    read_at: Mutex<HashMap<String, Time>>,
    reading: Mutex<HashMap<String, Arc<Semaphore>>>,
}

impl KeyRing {
    fn parsed(&self, key_id: &str, pem: &str) -> Option<VerifyingKey> {
        let mut parsed = self.parsed.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, key)) = parsed.get(key_id)
            && known == pem
        {
            return Some(key.clone());
        }
        let key = VerifyingKey::from_pem(pem).ok()?;
        if parsed.len() >= REMEMBERED {
            parsed.clear();
        }
        parsed.insert(key_id.to_owned(), (pem.to_owned(), key.clone()));
        Some(key)
    }

    /// Whether this key's owner may be read now; if so, it counts as read.
    fn may_read(&self, key_id: &str, now: Time) -> bool {
        let mut read_at = self.read_at.lock().unwrap_or_else(PoisonError::into_inner);
        if read_at.get(key_id).is_some_and(|at| now.since(*at) < read_again_after()) {
            return false;
        }
        if read_at.len() >= REMEMBERED {
            read_at.clear();
        }
        read_at.insert(key_id.to_owned(), now);
        true
    }

    fn gate(&self, host: &str) -> Arc<Semaphore> {
        let mut reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        if reading.len() >= REMEMBERED {
            reading.clear();
        }
        let gate = reading.entry(host.to_owned());
        gate.or_insert_with(|| Arc::new(Semaphore::new(READS_PER_HOST))).clone()
    }
}

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
        return Err(Error::peer_for_now("keys of this server are being read; try again"));
    };
    let read = resolve_actor(app, actor_id, TimeDelta::zero()).await;
    let actor = match read {
        Ok(resolved) => resolved.actor().clone(),
        Err(Error::NotFound(_) | Error::Gone(_)) => {
            return Err(Error::peer("the actor cannot be found on its server"));
        }
        Err(error) => return Err(error),
    };
    if fits(app, &actor, claim) { Ok(Some(actor)) } else { Err(wrong()) }
}

fn fits(app: &App, actor: &Actor, claim: &Claim) -> bool {
    let (Some(key_id), Some(pem)) = (&actor.key_id, &actor.public_key) else {
        return false;
    };
    key_id == claim.key_id.as_str()
        && app.key_ring.parsed(key_id, pem).is_some_and(|key| claim.verify(&key))
}
