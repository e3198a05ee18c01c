//! What came before the thing it is about: replies without their parent, votes, accepted answers and
//! acts of moderation. They wait and are taken up when the thing is here; parents are fetched.

use super::accepted;
use super::announce::refuse_blocked;
use super::content::{self, communities_of, is_known, may_begin_here, save_announced};
use super::reactions::{Ballot, vote as cast};
use crate::activitypub::fetch::{fetch_document, with_budget};
use crate::activitypub::ids::host_of;
use crate::activitypub::key_ring::registrable;
use crate::activitypub::tolerant::{id_in, object_in, type_of};
use crate::app::App;
use crate::communities::act::{Act, Authority};
use crate::communities::federation::{FRESH, Resolved, acting_actor, resolve_actor};
use crate::communities::model::Community;
use crate::communities::queries::community_by_ap_id;
use crate::error::{Error, Result};
use crate::jobs::Job;
use crate::posts::actions::arrivals::{NewWaiting, Waiting, let_wait, send_for};
use crate::posts::arrived::{Arrived, read};
use crate::posts::jobs::{AdoptReplies, FetchParent};
use crate::posts::queries::waiting::{
    delete_awaiting, delete_waiting, is_waiting, list_waiting, shorten_awaiting,
};
use activitypub_federation::config::Data;
use chrono::TimeDelta;
use serde_json::Value;
use serde_json::value::RawValue;

/// How many parents above a reply are fetched, as deep as a thread can be.
pub const PARENTS_MAX: u8 = 50;
/// Requests that one waiting thing may cause when it is taken up.
const REQUESTS: u32 = 20;
/// How long a reply waits for its parent.
const REPLY_PATIENCE: TimeDelta = TimeDelta::days(7);
/// How long any other act waits for what it is about (design README 23).
const ACT_PATIENCE: TimeDelta = TimeDelta::hours(24);

/// An activity that has no place yet.
#[derive(Clone, Copy)]
pub struct Unplaced<'a> {
    pub activity: &'a Value,
    pub raw: Option<&'a RawValue>,
    pub signer: &'a str,
    pub announcer: Option<&'a Community>,
    pub awaits: &'a str,
}

impl Unplaced<'_> {
    fn row(&self, app: &App, object: &str, patience: TimeDelta) -> NewWaiting {
        let announced_by = self.announcer.map(|group| group.actor.ap_id.clone());
        let id = id_in(self.activity, "id").unwrap_or(object);
        let passed_on_by = announced_by.as_deref().unwrap_or_default();
        let host = host_of(announced_by.as_deref().unwrap_or(self.signer)).unwrap_or_default();
        NewWaiting {
            act_key: format!("{passed_on_by} {id}"),
            awaits: self.awaits.to_owned(),
            object_ap_id: object.to_owned(),
            // How many may wait is counted for a domain: servers below it cost nothing.
            origin_host: registrable(&host).to_owned(),
            signer: self.signer.to_owned(),
            announced_by,
            fetched: false,
            document: match self.raw {
                Some(raw) => raw.get().to_owned(),
                None => self.activity.to_string(),
            },
            received_at: app.now(),
            until: app.now().plus(patience),
        }
    }
}

fn unplaced<'a>(act: &'a Act<'_>, awaits: &'a str) -> Unplaced<'a> {
    Unplaced {
        activity: act.value,
        raw: act.raw,
        signer: &act.actor.ap_id,
        announcer: act.announcer(),
        awaits,
    }
}

/// An act about a thread or reply that may still come. `act` is the whole activity.
pub async fn act(app: &App, act: &Act<'_>, awaits: &str) -> Result<()> {
    if app.local.is_local(awaits) {
        return Err(Error::NotFound("thread or reply"));
    }
    let row = unplaced(act, awaits).row(app, awaits, ACT_PATIENCE);
    store(app, &row).await
}

/// A vote; `timed` when it says when it was cast.
pub async fn vote(app: &App, ballot: Unplaced<'_>, timed: bool) -> Result<()> {
    let expected = timed || {
        let mut conn = app.store.read().await?;
        is_waiting(&mut conn, ballot.awaits).await?
    };
    if !expected || app.local.is_local(ballot.awaits) {
        return Ok(());
    }
    store(app, &ballot.row(app, ballot.awaits, ACT_PATIENCE)).await
}

async fn store(app: &App, row: &NewWaiting) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let_wait(&mut tx, row).await?;
    tx.commit().await?;
    Ok(())
}

/// A reply whose parent is not here: it waits, and the parent is sent for.
pub async fn reply(
    app: &App,
    act: &Act<'_>,
    object: &Value,
    arrived: &Arrived,
    parent: &str,
) -> Result<()> {
    // What was read from its own server waits as it was read: its server may not answer later.
    let mut whole = act.value.clone();
    if act.raw.is_none()
        && let Some(map) = whole.as_object_mut()
    {
        map.insert("object".into(), object.clone());
    }
    let unplaced = Unplaced {
        activity: &whole,
        ..unplaced(act, parent)
    };
    let row = unplaced.row(app, &arrived.id, REPLY_PATIENCE);
    store_and_send_for(app, &row, parent, 0).await
}

/// The same for a reply that was read from its own server on a group's word.
pub async fn fetched_reply(
    app: &App,
    group: &Community,
    object: &Value,
    arrived: &Arrived,
    parent: &str,
    depth: u8,
) -> Result<()> {
    let unplaced = Unplaced {
        activity: object,
        raw: None,
        signer: &arrived.author,
        announcer: Some(group),
        awaits: parent,
    };
    let row = NewWaiting {
        fetched: true,
        ..unplaced.row(app, &arrived.id, REPLY_PATIENCE)
    };
    store_and_send_for(app, &row, parent, depth).await
}

async fn store_and_send_for(app: &App, row: &NewWaiting, parent: &str, depth: u8) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let_wait(&mut tx, row).await?;
    send_for(&mut tx, app, parent, depth).await?;
    content::commit(app, tx).await
}

impl Job for FetchParent {
    const KIND: &'static str = "fetch_parent";
    const TRIES_IN_LANE: i32 = 1;

    async fn run(self, data: &Data<App>) -> Result<()> {
        with_budget(REQUESTS, fetch_parent(data, &self)).await
    }
}

async fn fetch_parent(app: &App, job: &FetchParent) -> Result<()> {
    if is_known(app, &job.parent).await? {
        return take_up(app, &job.parent).await;
    }
    if job.depth >= PARENTS_MAX {
        return give_up(app, &job.parent).await;
    }
    let fetched = match fetch_document(app, &job.parent).await {
        Err(error) if error.may_pass() => return Err(error),
        Err(Error::Gone(_)) => return let_go(app, &job.parent).await,
        Err(_) => return give_up(app, &job.parent).await,
        Ok(fetched) => fetched,
    };
    if type_of(&fetched.value) == Some("Tombstone") {
        return let_go(app, &job.parent).await;
    }
    let Ok(arrived) = read(&fetched.value) else {
        return give_up(app, &job.parent).await;
    };
    let Some(group) = group_for(app, &job.parent, &arrived).await? else {
        return give_up(app, &job.parent).await;
    };
    let depth = job.depth.saturating_add(1);
    match Box::pin(save_announced(app, &group, &fetched.value, depth)).await {
        Err(error) if error.may_pass() => Err(error),
        Err(error) => {
            tracing::info!(thing = job.parent, reason = %error, "what replies wait for was refused");
            give_up(app, &job.parent).await
        }
        Ok(()) => Ok(()),
    }
}

/// On whose word the parent is taken: of a group that announced a reply to it, or, where nobody did, of
/// the community it names, if its author's server is the community's. A thread that was never sent to
/// a community of ours is not in it.
async fn group_for(app: &App, parent: &str, arrived: &Arrived) -> Result<Option<Community>> {
    let addressed = communities_of(app, arrived).await?;
    let waiting = {
        let mut conn = app.store.read().await?;
        list_waiting(&mut conn, parent, 0).await?
    };
    let announcers: Vec<&str> = waiting
        .iter()
        .filter_map(|act| act.announced_by.as_deref())
        .collect();
    let own = |community: &&Community| !community.is_local() && may_begin_here(community, arrived);
    let named = addressed
        .iter()
        .find(|community| announcers.contains(&community.actor.ap_id.as_str()))
        .or_else(|| addressed.iter().find(own));
    if let Some(community) = named {
        return Ok(Some(community.clone()));
    }
    // A reply in between names whom it answers, not always the community.
    match announcers.first().filter(|_| arrived.in_reply_to.is_some()) {
        Some(group) => {
            let mut conn = app.store.read().await?;
            Ok(community_by_ap_id(&mut conn, group).await?)
        }
        None => Ok(None),
    }
}

/// The community a thread belongs to that somebody here asked for: the one it names, which is read
/// from its server where we do not know it.
pub async fn community_for(app: &App, arrived: &Arrived) -> Result<Option<Community>> {
    let known = communities_of(app, arrived).await?;
    if let Some(community) = known.into_iter().next() {
        return Ok(Some(community));
    }
    let Some(audience) = &arrived.audience else {
        return Ok(None);
    };
    match resolve_actor(app, audience, FRESH).await? {
        Resolved::Community(community) => Ok(Some(*community)),
        Resolved::Person(_) => Ok(None),
    }
}

/// The parent cannot be had from its server. It may still be sent: a thread for a community of ours counts only once
/// it has been, and of what only members read its server shows us nothing. So what waits for it goes on
/// waiting, no longer than any act.
async fn give_up(app: &App, parent: &str) -> Result<()> {
    let until = app.now().plus(ACT_PATIENCE);
    let mut tx = app.store.begin().await?;
    shorten_awaiting(&mut tx, parent, until).await?;
    tx.commit().await?;
    Ok(())
}

/// The parent is gone for good; what waits for it has nowhere to go.
async fn let_go(app: &App, parent: &str) -> Result<()> {
    let mut tx = app.store.begin().await?;
    delete_awaiting(&mut tx, parent).await?;
    tx.commit().await?;
    Ok(())
}

impl Job for AdoptReplies {
    const KIND: &'static str = "adopt_replies";

    async fn run(self, data: &Data<App>) -> Result<()> {
        take_up(data, &self.parent).await
    }
}

/// Takes up all that waited for this, in the order it came. One that fails for now is tried again
/// with the job; the others do not wait for it.
async fn take_up(app: &App, ap_id: &str) -> Result<()> {
    let mut outcome = Ok(());
    let mut last = 0;
    loop {
        let waiting = {
            let mut conn = app.store.read().await?;
            list_waiting(&mut conn, ap_id, last).await?
        };
        if waiting.is_empty() {
            return outcome;
        }
        for act in waiting {
            last = act.id;
            match Box::pin(with_budget(REQUESTS, take_in(app, &act))).await {
                Err(error) if error.may_pass() => outcome = Err(error),
                Err(error) => {
                    tracing::info!(about = ap_id, reason = %error, "a waiting act was refused");
                    forget(app, act.id).await?;
                }
                Ok(()) => forget(app, act.id).await?,
            }
        }
    }
}

async fn forget(app: &App, id: i64) -> Result<()> {
    let mut tx = app.store.begin().await?;
    delete_waiting(&mut tx, id).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes in one waiting act as if it had just come.
async fn take_in(app: &App, waiting: &Waiting) -> Result<()> {
    // Their servers may have been blocked meanwhile.
    refuse_blocked(app, &waiting.signer).await?;
    if let Some(group) = &waiting.announced_by {
        refuse_blocked(app, group).await?;
    }
    let raw: &RawValue =
        serde_json::from_str(&waiting.document).map_err(|e| Error::Bad(e.to_string().into()))?;
    let value: Value =
        serde_json::from_str(&waiting.document).map_err(|e| Error::Bad(e.to_string().into()))?;
    let group = match &waiting.announced_by {
        None => None,
        Some(group) => {
            let mut conn = app.store.read().await?;
            let group = community_by_ap_id(&mut conn, group).await?;
            Some(group.ok_or(Error::NotFound("community"))?)
        }
    };
    match &group {
        Some(group) if waiting.fetched => {
            return save_announced(app, group, &value, PARENTS_MAX).await;
        }
        _ => {}
    }
    let signed_raw = group.is_none().then_some(raw);
    if let Some(ballot) = Ballot::read(&value, signed_raw, group.as_ref()) {
        return cast(app, ballot?).await;
    }
    let actor = id_in(&value, "actor").ok_or(Error::Bad("the activity has no actor".into()))?;
    let act = Act {
        value: &value,
        raw: signed_raw,
        actor: acting_actor(app, actor).await?.actor().clone(),
        authority: match group {
            Some(group) => Authority::Announced(Box::new(group)),
            None => Authority::Signed,
        },
    };
    // What was announced was checked when it came, and waits as its own server served it.
    match (type_of(&value), object_in(&value, "object")) {
        (Some("Create" | "Update"), Some(object)) if act.announcer().is_some() => {
            content::take_checked(app, &act, object).await
        }
        _ => Box::pin(accepted::apply(app, act)).await,
    }
}
