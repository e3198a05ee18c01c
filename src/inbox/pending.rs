//! Threads that arrive from the bottom: parents are fetched, replies that waited are taken in.

use super::announce::author;
use super::content::{PARENTS_MAX, is_known, save_announced};
use crate::activitypub::fetch::fetch_document;
use crate::activitypub::tolerant::{id_in, object_in};
use crate::app::App;
use crate::communities::act::{Act, Authority};
use crate::communities::federation::{FRESH, Resolved, resolve_actor};
use crate::communities::model::Community;
use crate::communities::queries::{community_by_ap_id, list_communities_by_ap_id};
use crate::error::{Error, Result};
use crate::jobs::Job;
use crate::posts::actions::arrivals::{Pending, list_pending, take_pending};
use crate::posts::arrived::{Arrived, read};
use crate::posts::jobs::{AdoptReplies, FetchParent};
use activitypub_federation::config::Data;
use serde_json::Value;
use serde_json::value::RawValue;

impl Job for FetchParent {
    const KIND: &'static str = "fetch_parent";

    async fn run(self, data: &Data<App>) -> Result<()> {
        if is_known(data, &self.parent).await? {
            return adopt(data, &self.parent).await;
        }
        if self.depth >= PARENTS_MAX {
            return Ok(());
        }
        let group = announcer_of_waiting(data, &self.parent).await?;
        let fetched = match fetch_document(data, &self.parent).await {
            // What it replied to is gone; the replies have nowhere to go.
            Err(Error::NotFound(_) | Error::Gone(_)) => return give_up(data, &self.parent).await,
            other => other?,
        };
        let arrived = read(&fetched.value)?;
        let Some(group) = community_for(data, group, &arrived).await? else {
            return Ok(());
        };
        Box::pin(save_announced(
            data,
            &group,
            &fetched.value,
            self.depth.saturating_add(1),
        ))
        .await
    }
}

impl Job for AdoptReplies {
    const KIND: &'static str = "adopt_replies";

    async fn run(self, data: &Data<App>) -> Result<()> {
        adopt(data, &self.parent).await
    }
}

async fn announcer_of_waiting(app: &App, parent: &str) -> Result<Option<Community>> {
    let mut conn = app.store.read().await?;
    let waiting = list_pending(&mut conn, parent).await?;
    match waiting.into_iter().find_map(|reply| reply.announced_by) {
        Some(group) => Ok(community_by_ap_id(&mut conn, &group).await?),
        None => Ok(None),
    }
}

/// The community a fetched thread belongs to: whoever announced it, or the one it names, which is
/// read from its server where we do not know it.
pub async fn community_for(
    app: &App,
    announcer: Option<Community>,
    arrived: &Arrived,
) -> Result<Option<Community>> {
    if announcer.is_some() {
        return Ok(announcer);
    }
    let mut known = {
        let mut conn = app.store.read().await?;
        list_communities_by_ap_id(&mut conn, &arrived.addressed).await?
    };
    known.sort_by_key(|community| Some(&community.actor.ap_id) != arrived.audience.as_ref());
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

async fn adopt(data: &Data<App>, parent: &str) -> Result<()> {
    let waiting = {
        let mut conn = data.store.read().await?;
        list_pending(&mut conn, parent).await?
    };
    for reply in waiting {
        match Box::pin(take_in(data, &reply)).await {
            Err(error) if error.may_pass() => return Err(error),
            Err(error) => {
                tracing::info!(reply = reply.object_ap_id, reason = %error, "a waiting reply was refused")
            }
            Ok(()) => {}
        }
        take_pending(data, &reply.object_ap_id).await?;
    }
    Ok(())
}

/// Takes in one waiting reply as if it had just come.
async fn take_in(data: &Data<App>, reply: &Pending) -> Result<()> {
    let raw: &RawValue =
        serde_json::from_str(&reply.document).map_err(|e| Error::Bad(e.to_string().into()))?;
    let value: Value =
        serde_json::from_str(&reply.document).map_err(|e| Error::Bad(e.to_string().into()))?;
    let group = match &reply.announced_by {
        None => None,
        Some(group) => {
            let mut conn = data.store.read().await?;
            community_by_ap_id(&mut conn, group).await?
        }
    };
    if let (Some(group), None) = (&group, object_in(&value, "object")) {
        return save_announced(data, group, &value, PARENTS_MAX).await;
    }
    let actor = id_in(&value, "actor").ok_or(Error::Bad("the activity has no actor".into()))?;
    let actor = author(data, actor).await?.actor;
    let act = match group {
        Some(group) => Act {
            value: &value,
            raw: None,
            actor,
            authority: Authority::Announced(Box::new(group)),
        },
        None => Act {
            value: &value,
            raw: Some(raw),
            actor,
            authority: Authority::Signed,
        },
    };
    super::content::create(data, &act).await
}

async fn give_up(app: &App, parent: &str) -> Result<()> {
    let waiting = {
        let mut conn = app.store.read().await?;
        list_pending(&mut conn, parent).await?
    };
    for reply in waiting {
        take_pending(app, &reply.object_ap_id).await?;
    }
    Ok(())
}
