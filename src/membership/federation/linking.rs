//! Communities of other Guildhall servers that want to work together with ours: `Offer` of a `Relationship`,
//! and what is said of it. Only a community itself speaks for it, and only about itself and one of ours.

use super::community_here;
use crate::activitypub::tolerant::object_in;
use crate::app::App;
use crate::communities::act::Act;
use crate::communities::federation::resolve::known_actor;
use crate::communities::model::{Community, ReadPolicy};
use crate::communities::queries::list_by_id;
use crate::error::{Error, Reason, Result};
use crate::membership::actions::{runs_guildhall, take_answer, take_offer, take_offer_back};
use crate::membership::linking::{Proposal, read_offer, words_of};
use crate::membership::queries::linking::list_linked;
use crate::store::Conn;
use serde_json::Value;

/// `Offer` to one of our communities, by another one. Any other relationship is refused.
pub async fn receive_offer(app: &App, act: &Act<'_>) -> Result<()> {
    let proposal = read_offer(act.value).ok_or(Reason::WrongOrigin)?;
    said_by(act, proposal.from)?;
    let Some((community, other)) = both(app, act, proposal.to).await? else {
        return Ok(());
    };
    // A community that is not for everybody answers nobody, as if it were not there.
    if community.row.read_policy != ReadPolicy::Public
        || !runs_guildhall(app, &act.actor.host).await?
    {
        return Ok(());
    }
    let words = words_of(act.value);
    take_offer(app, &community, &other, proposal.id, &words).await
}

/// `Accept` or `Reject` of an Offer of ours, by whom it was made to.
pub async fn receive_offer_answer(app: &App, act: &Act<'_>, accepted: bool) -> Result<()> {
    let proposal = embedded(act)?;
    said_by(act, proposal.to)?;
    match both(app, act, proposal.from).await? {
        Some((community, other)) => {
            take_answer(app, &community, &other, proposal.id, accepted).await
        }
        None => Ok(()),
    }
}

/// `Undo{Offer}`, by who made it.
pub async fn receive_offer_back(app: &App, act: &Act<'_>, offer: &Value) -> Result<()> {
    let proposal = read_offer(offer).ok_or(Reason::WrongOrigin)?;
    said_by(act, proposal.from)?;
    match both(app, act, proposal.to).await? {
        Some((community, other)) => take_offer_back(app, &community, &other, proposal.id).await,
        None => Ok(()),
    }
}

/// The ids of the communities that one of ours works together with, for everybody to see: a property of its
/// document.
pub async fn linked_to(conn: &mut Conn, community: &Community) -> Result<Vec<String>> {
    if community.row.read_policy != ReadPolicy::Public {
        return Ok(Vec::new());
    }
    let ids = list_linked(conn, community.id()).await?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut others = list_by_id(conn, &ids).await?;
    others.retain(|other| other.is_live() && other.row.read_policy == ReadPolicy::Public);
    Ok(others.into_iter().map(|other| other.actor.ap_id).collect())
}

fn embedded<'a>(act: &Act<'a>) -> Result<Proposal<'a>> {
    let offer = object_in(act.value, "object").ok_or(Error::Bad("this answers no Offer".into()))?;
    Ok(read_offer(offer).ok_or(Reason::WrongOrigin)?)
}

fn said_by(act: &Act<'_>, who: &str) -> Result<(), Reason> {
    match act.actor.ap_id == who {
        true => Ok(()),
        false => Err(Reason::WrongOrigin),
    }
}

/// Our community of this id, and the one that speaks; none where either is no community.
async fn both(app: &App, act: &Act<'_>, ours: &str) -> Result<Option<(Community, Community)>> {
    let Some(community) = community_here(app, ours).await? else {
        return Ok(None);
    };
    let other = known_actor(app, &act.actor.ap_id).await?;
    let other = other.and_then(|known| known.community());
    Ok(other
        .filter(|other| !other.is_local())
        .map(|other| (community, other)))
}
