//! Keeping what other servers say of their people and communities.

use crate::accounts::model::Person;
use crate::accounts::queries::person_by_ap_id;
use crate::accounts::queries::remote::{
    RemoteProfile, insert_unread_account, upsert_remote_account,
};
use crate::accounts::rate_limits::{Key, is_within};
use crate::activitypub::actors::{
    Actor, ActorKind, NewActor, actor_by_ap_id, insert_unread_actor, upsert_remote_actor,
};
use crate::activitypub::ids::host_of;
use crate::activitypub::key_ring::registrable;
use crate::activitypub::peers::meet;
use crate::activitypub::tolerant::is_address;
use crate::app::App;
use crate::communities::jobs::RefreshActor;
use crate::communities::model::{Community, RemoteTag};
use crate::communities::queries::remote::{
    RemoteCommunity, update_backfilled, update_origin_counts, update_remote_deleted,
    upsert_remote_community,
};
use crate::communities::queries::tags::replace_vocabulary;
use crate::error::{Error, Result};
use crate::ids::{ActorId, CommunityId};
use crate::jobs::{Plan, enqueue_with};
use crate::store::{Time, Tx};
use chrono::TimeDelta;

/// Characters taken from an id for somebody who has not been read yet.
const UNREAD_NAME_MAX: usize = 64;
/// People of whom nothing is known but the id that the communities of one domain bring in a day: more than vote
/// anew on the largest servers, and yet an end for one that makes them up.
const UNREAD_MAX: i32 = 20_000;

/// Has what we know of somebody read again in the background.
pub async fn ask_for_refresh(app: &App, actor: &Actor) -> Result<()> {
    let plan = Plan {
        unique_key: Some(format!("actor:{}", actor.ap_id)),
        lane: Some(format!("fetch:{}:actors", actor.host)),
        ..Plan::default()
    };
    let job = RefreshActor {
        actor: actor.ap_id.clone(),
    };
    let mut tx = app.store.begin().await?;
    enqueue_with(&mut tx, app, &job, plan).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Somebody on another server: the actor and what is shown of them, in one transaction.
pub async fn save_remote_person(
    app: &App,
    actor: &NewActor,
    profile: &RemoteProfile,
    since: Time,
) -> Result<ActorId> {
    let mut tx = app.store.begin().await?;
    let actor = save_actor(&mut tx, app, actor).await?;
    upsert_remote_account(&mut tx, actor.id, profile, since).await?;
    tx.commit().await?;
    Ok(actor.id)
}

/// The person with this id, of whom nothing need be known but the id: whoever votes where somebody
/// else speaks for them is read when they say something themselves. Their server is not asked either what
/// it runs: whoever makes up voters must not have us ask as many servers.
///
/// None where nothing is known of them and the domain of `speaker`, the host that speaks for them, has brought
/// too many such people within a day.
pub async fn person_or_unread(
    tx: &mut Tx,
    app: &App,
    ap_id: &str,
    speaker: &str,
) -> Result<Option<Person>> {
    if let Some(person) = person_by_ap_id(tx, ap_id).await? {
        return Ok(Some(person));
    }
    let actor = unread_actor(app, ap_id)?;
    let key = Key::text("unread", registrable(speaker));
    if !is_within(tx, &key, UNREAD_MAX, TimeDelta::days(1), app.now()).await? {
        return Ok(None);
    }
    insert_unread_actor(tx, &actor, app.now()).await?;
    let actor = actor_by_ap_id(tx, ap_id).await?;
    let actor = actor.ok_or(Error::NotFound("person"))?;
    if actor.kind == ActorKind::Group {
        return Err(Error::Bad("a community does nothing as a person".into()));
    }
    insert_unread_account(tx, actor.id, app.now()).await?;
    let person = person_by_ap_id(tx, ap_id).await?;
    person.map(Some).ok_or(Error::NotFound("person"))
}

fn unread_actor(app: &App, ap_id: &str) -> Result<NewActor> {
    let host = host_of(ap_id).filter(|_| is_address(ap_id) && !app.local.is_local(ap_id));
    let host = host.ok_or_else(|| Error::peer("this is no actor's id"))?;
    let last = ap_id.rsplit('/').find(|part| !part.is_empty());
    let name: String = last
        .unwrap_or_default()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        .take(UNREAD_NAME_MAX)
        .collect();
    Ok(NewActor {
        ap_id: ap_id.to_owned(),
        kind: ActorKind::Person,
        name,
        host,
        local: false,
        inbox_url: String::new(),
        shared_inbox_url: None,
        outbox_url: None,
        followers_url: None,
        featured_url: None,
        moderators_url: None,
        page_url: None,
        key_id: None,
        public_key: None,
        fetched_at: None,
    })
}

/// A community of another server was deleted there, or put back.
pub async fn set_remote_deleted(tx: &mut Tx, id: CommunityId, at: Option<Time>) -> Result<()> {
    update_remote_deleted(tx, id, at).await?;
    Ok(())
}

/// A community on another server, with its vocabulary of tags.
pub async fn save_remote_community(
    app: &App,
    actor: &NewActor,
    (community, tags): (&RemoteCommunity, &[RemoteTag]),
    since: Time,
) -> Result<Community> {
    let mut tx = app.store.begin().await?;
    let actor = save_actor(&mut tx, app, actor).await?;
    let row = upsert_remote_community(&mut tx, actor.id, community, since).await?;
    replace_vocabulary(&mut tx, row.id, tags, app.now()).await?;
    tx.commit().await?;
    Ok(Community { row, actor })
}

/// One of ours is never overwritten, and a person never becomes a community or the other way: what
/// hangs on them would change its meaning.
async fn save_actor(tx: &mut Tx, app: &App, actor: &NewActor) -> Result<Actor> {
    let is_group = |kind: ActorKind| kind == ActorKind::Group;
    if let Some(known) = actor_by_ap_id(tx, &actor.ap_id).await? {
        if known.local {
            return Err(Error::peer("this address is our own"));
        }
        if is_group(known.kind) != is_group(actor.kind) {
            return Err(Error::peer(
                "a person and a community cannot become each other",
            ));
        }
    }
    meet(tx, app, &actor.host).await?;
    Ok(upsert_remote_actor(tx, actor, app.now()).await?)
}

/// Its recent threads are here now.
pub async fn note_backfilled(app: &App, community: CommunityId) -> Result<()> {
    let mut tx = app.store.begin().await?;
    update_backfilled(&mut tx, community, app.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// What its own collections say; None leaves a count as it is.
pub async fn note_origin_counts(
    app: &App,
    community: CommunityId,
    posts: Option<i64>,
    followers: Option<i64>,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    update_origin_counts(&mut tx, community, posts, followers).await?;
    tx.commit().await?;
    Ok(())
}
