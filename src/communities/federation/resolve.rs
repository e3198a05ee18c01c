//! From an actor's id to what we know of it, asking its server when that is old or nothing.

use super::profile::{Profile, RemoteActor, read_actor};
use crate::accounts::model::Person;
use crate::accounts::queries::{person_by_actor, person_by_ap_id};
use crate::activitypub::actors::Actor;
use crate::activitypub::fetch::{Fetched, fetch_document};
use crate::activitypub::purged::is_purged;
use crate::activitypub::tolerant::{count, is_address};
use crate::app::App;
use crate::communities::actions::{ask_for_refresh, save_remote_community, save_remote_person};
use crate::communities::model::Community;
use crate::communities::queries::community_by_ap_id;
use crate::error::{Error, Reason, Result};
use crate::membership::actions::note_rules;
use crate::membership::terms::read_rules;
use chrono::TimeDelta;
use serde_json::Value;

/// How long what we know of an actor is taken for true: Lemmy announces no change of a profile, so
/// only reading it again shows it.
pub const FRESH: TimeDelta = TimeDelta::hours(24);

/// Somebody or some place with an inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved {
    Person(Box<Person>),
    Community(Box<Community>),
}

impl Resolved {
    pub fn actor(&self) -> &Actor {
        match self {
            Self::Person(person) => &person.actor,
            Self::Community(community) => &community.actor,
        }
    }

    pub fn person(self) -> Option<Person> {
        match self {
            Self::Person(person) => Some(*person),
            Self::Community(_) => None,
        }
    }

    pub fn community(self) -> Option<Community> {
        match self {
            Self::Community(community) => Some(*community),
            Self::Person(_) => None,
        }
    }
}

/// The actor with this id, no older than `max_age`. Ours are never fetched.
///
/// Where the server cannot be reached now, what we know counts, however old, unless `max_age` is
/// zero. Errors: `NotFound`, `Gone`, `Refused` for blocked servers, `Peer`.
pub async fn resolve_actor(app: &App, ap_id: &str, max_age: TimeDelta) -> Result<Resolved> {
    if !is_address(ap_id) {
        return Err(Error::peer("this is no actor's id"));
    }
    let known = known_actor(app, ap_id).await?;
    if app.local.is_local(ap_id) {
        return known.ok_or(Error::NotFound("person or community"));
    }
    if let Some(known) = &known
        && is_fresh(app, known.actor(), max_age)
    {
        return Ok(known.clone());
    }
    match (fetch_actor(app, ap_id).await, known) {
        (Err(error), Some(known)) if error.may_pass() && max_age > TimeDelta::zero() => {
            tracing::debug!(actor = ap_id, %error, "using what is known of an actor");
            Ok(known)
        }
        (fetched, _) => fetched,
    }
}

/// Whoever acts: as we know them, however long ago that was, since nobody should wait for their server
/// while what they did is applied. What is old is read anew in a job.
pub async fn acting_actor(app: &App, ap_id: &str) -> Result<Resolved> {
    if let Some(known) = known_actor(app, ap_id).await? {
        let actor = known.actor();
        if actor.local {
            return Ok(known);
        }
        if actor.fetched_at.is_some() {
            if actor.gone_at.is_none() && !is_fresh(app, actor, FRESH) {
                ask_for_refresh(app, actor).await?;
            }
            return Ok(known);
        }
    }
    resolve_actor(app, ap_id, FRESH).await
}

/// As [`acting_actor`], and a person.
pub async fn acting_person(app: &App, ap_id: &str) -> Result<Person> {
    match acting_actor(app, ap_id).await? {
        Resolved::Person(person) => Ok(*person),
        Resolved::Community(_) => Err(Error::Bad("a community writes nothing itself".into())),
    }
}

/// What the database knows, without asking anybody.
pub async fn known_actor(app: &App, ap_id: &str) -> Result<Option<Resolved>> {
    let mut conn = app.store.read().await?;
    if let Some(person) = person_by_ap_id(&mut conn, ap_id).await? {
        return Ok(Some(Resolved::Person(Box::new(person))));
    }
    let community = community_by_ap_id(&mut conn, ap_id).await?;
    Ok(community.map(|community| Resolved::Community(Box::new(community))))
}

fn is_fresh(app: &App, actor: &Actor, max_age: TimeDelta) -> bool {
    actor.gone_at.is_none()
        && actor
            .fetched_at
            .is_some_and(|at| app.now().since(at) < max_age)
}

async fn fetch_actor(app: &App, ap_id: &str) -> Result<Resolved> {
    let fetched = fetch_document(app, ap_id).await?;
    save_actor(app, &fetched).await
}

/// Keeps an actor's document that came from its own server.
pub async fn save_actor(app: &App, fetched: &Fetched) -> Result<Resolved> {
    if app.local.is_local(&fetched.id) {
        return Err(Error::peer("this address is our own"));
    }
    let purged = {
        let mut conn = app.store.read().await?;
        is_purged(&mut conn, &fetched.id).await?
    };
    if purged {
        return Err(Reason::Suspended.into());
    }
    let now = app.now();
    let read = read_actor(&fetched.value, now).map_err(|e| Error::peer(e.to_string()))?;
    let RemoteActor {
        actor,
        profile,
        published,
        tags,
    } = read;
    let since = published.unwrap_or(now);
    match profile {
        Profile::Person(profile) => {
            let id = save_remote_person(app, &actor, &profile, since).await?;
            let mut conn = app.store.read().await?;
            let person = person_by_actor(&mut conn, id).await?;
            let person = person.ok_or(Error::NotFound("person"))?;
            Ok(Resolved::Person(Box::new(person)))
        }
        Profile::Group(profile) => {
            let said = (&profile, tags.as_slice());
            let community = save_remote_community(app, &actor, said, since).await?;
            note_rules(app, community.id(), &read_rules(&fetched.value)).await?;
            // What is remembered of how to join it may be older than this.
            app.joining.forget_heard(community.id());
            Ok(Resolved::Community(Box::new(community)))
        }
    }
}

/// How many items a collection of another server says it has; None where it will not tell.
pub async fn fetch_count(app: &App, url: &str) -> Option<i64> {
    let fetched = fetch_document(app, url).await.ok()?;
    total(&fetched.value)
}

fn total(collection: &Value) -> Option<i64> {
    count(collection, "totalItems")
}
