//! From a signature's claim to the actor who made it.
//!
//! The actor named in the body is read, not the key's address: GoToSocial's keys have addresses of
//! their own, and a key counts only where its owner lists it (S-03). An actor whose key does not fit is
//! read anew, and if that is in vain, not again for five minutes: rotated keys are learnt and bogus ones
//! cost little (S-15, S-17).
//!
//! | the actor's server | first answer | within five minutes |
//! |---|---|---|
//! | gives a document whose key does not fit | 401 | 503: the key may be new |
//! | says that there is no such actor (404, 410) | 401 | 401 |
//! | gives no document, whatever the reason | 503 | 503 |
//!
//! Peers take 401 for final, so what cannot be read now is never answered with it.

use crate::activitypub::actors::{Actor, actor_by_ap_id, sender_by_ap_id};
use crate::activitypub::fetch::fetch_document;
use crate::activitypub::ids::host_of;
use crate::activitypub::key_ring::Misread;
use crate::activitypub::peers::is_blocked;
use crate::activitypub::signature::Claim;
use crate::activitypub::tolerant::is_address;
use crate::app::App;
use crate::communities::federation::resolve::save_actor;
use crate::error::{Error, Reason, Result};
use std::time::Duration;

/// A peer waits ten seconds for its answer at most; ours comes before.
const READ_WITHIN: Duration = Duration::from_secs(8);

/// What we know of an actor before its signature is looked at. Nothing is taken from a blocked server.
pub async fn known(app: &App, actor_id: &str, host: &str) -> Result<Option<Actor>> {
    let mut conn = app.store.read().await?;
    let (actor, blocked) = match sender_by_ap_id(&mut conn, actor_id, host, app.now()).await? {
        Some((actor, blocked)) => (Some(actor), blocked),
        None => (None, is_blocked(&mut conn, host, app.now()).await?),
    };
    if blocked {
        return Err(Reason::PeerBlocked.into());
    }
    Ok(actor)
}

/// The actor, if the signature is theirs; `stored` is what we know of it. None for the farewell of somebody
/// we never knew.
pub async fn verify(
    app: &App,
    claim: &Claim,
    (actor_id, stored): (&str, Option<Actor>),
    farewell: bool,
) -> Result<Option<Actor>> {
    if let Some(actor) = &stored
        && fits(app, actor, claim)
    {
        return Ok(stored);
    }
    if farewell && stored.is_none() {
        return Ok(None);
    }
    refuse_again(app, actor_id)?;
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
    refuse_again(app, actor_id)?;
    let failed = match read(app, actor_id).await {
        Ok(actor) if fits(app, &actor, claim) => return Ok(Some(actor)),
        Ok(_) => Failed {
            answer: wrong(),
            why: Some(Misread::DoesNotFit),
        },
        Err(failed) => failed,
    };
    if let Some(why) = failed.why {
        app.key_ring.note_misread(actor_id, why, app.now());
    }
    Err(failed.answer)
}

/// The answer to one whose actor was read in vain a moment ago.
fn refuse_again(app: &App, actor_id: &str) -> Result<()> {
    match app.key_ring.misread(actor_id, app.now()) {
        None => Ok(()),
        Some(Misread::NotThere) => Err(not_there()),
        Some(Misread::DoesNotFit) => Err(Error::peer_for_now(
            "the actor's key was read a moment ago and does not fit; if it is new, try again in five minutes",
        )),
        Some(Misread::Unreadable) => Err(Error::peer_for_now(
            "the actor's key could not be read from its server a moment ago; try again in five minutes",
        )),
    }
}

fn wrong() -> Error {
    Error::peer("the signature does not fit the actor's key")
}

fn not_there() -> Error {
    Error::peer("the actor cannot be found on its server")
}

async fn stored_actor(app: &App, actor_id: &str) -> Result<Option<Actor>> {
    let mut conn = app.store.read().await?;
    Ok(actor_by_ap_id(&mut conn, actor_id).await?)
}

/// A reading in vain.
struct Failed {
    answer: Error,
    /// None where it may go better the next time.
    why: Option<Misread>,
}

async fn read(app: &App, actor_id: &str) -> Result<Actor, Failed> {
    if !is_address(actor_id) {
        return Err(Failed {
            answer: Error::peer("this is no actor's id"),
            why: None,
        });
    }
    let reading = async {
        let fetched = fetch_document(app, actor_id).await.map_err(not_got)?;
        match save_actor(app, &fetched).await {
            Ok(resolved) => Ok(resolved.actor().clone()),
            Err(answer) => Err(no_good(answer)),
        }
    };
    match tokio::time::timeout(READ_WITHIN, reading).await {
        Ok(read) => read,
        Err(_) => Err(Failed {
            answer: Error::peer_for_now("the actor's server is slow; try again"),
            why: None,
        }),
    }
}

/// The actor's server gave no document.
fn not_got(error: Error) -> Failed {
    match error {
        Error::NotFound(_) | Error::Gone(_) => Failed {
            answer: not_there(),
            why: Some(Misread::NotThere),
        },
        // Whoever asks is not told what names and addresses there are where we stand.
        Error::Peer { message, retry } => {
            tracing::debug!(reason = message, "an actor's key could not be read");
            Failed {
                answer: Error::peer_for_now("the actor's key cannot be read from its server now"),
                why: (!retry).then_some(Misread::Unreadable),
            }
        }
        error => Failed {
            why: (!error.is_ours()).then_some(Misread::Unreadable),
            answer: error,
        },
    }
}

/// It gave one that is no actor's, or has no key that could be the actor's.
fn no_good(error: Error) -> Failed {
    let theirs = !error.may_pass() && !error.is_ours();
    Failed {
        answer: error,
        why: theirs.then_some(Misread::DoesNotFit),
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
