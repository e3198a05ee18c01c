//! Who may do what with the library of a community. Pure.

use super::model::EntryState;
use crate::communities::model::Community;
use crate::error::Reason;
use crate::membership::model::{Proposers, Standing};
use crate::membership::policy::{Right, may_act};
use crate::posts::model::Post;

/// Making collections, changing them, and deciding about what is proposed for them.
pub fn may_curate(by: &Standing, community: &Community) -> Result<(), Reason> {
    if by.suspended {
        return Err(Reason::Suspended);
    }
    if !by.may_moderate() {
        return Err(Reason::NotModerator);
    }
    has_library(community)
}

/// Making a copy of the library to take along: of what everybody may read. Who may is [`may_curate`].
pub fn may_export(community: &Community) -> Result<(), Reason> {
    has_library(community)?;
    match community.is_open_to_read() {
        true => Ok(()),
        false => Err(Reason::NothingPublic),
    }
}

/// Taking a thread into a collection, or proposing it for one: what becomes of it then.
pub fn may_shelve(
    by: &Standing,
    community: &Community,
    post: &Post,
    proposers: Proposers,
) -> Result<EntryState, Reason> {
    let state = may_add(by, community, proposers)?;
    if post.deleted_at.is_some() {
        return Err(Reason::Deleted);
    }
    if post.removed_at.is_some() {
        return Err(Reason::Removed);
    }
    match post.held_at {
        Some(_) => Err(Reason::Held),
        None => Ok(state),
    }
}

/// The same, as far as it follows from who somebody is.
fn may_add(
    by: &Standing,
    community: &Community,
    proposers: Proposers,
) -> Result<EntryState, Reason> {
    if by.may_moderate() {
        may_curate(by, community)?;
        return Ok(EntryState::Shown);
    }
    may_act(by, community)?;
    has_library(community)?;
    match proposers {
        Proposers::Members if by.has(Right::Post) => Ok(EntryState::Proposed),
        Proposers::Members => Err(Reason::NotMember),
        Proposers::Nobody => Err(Reason::NotModerator),
    }
}

/// Only communities of this server have one here.
fn has_library(community: &Community) -> Result<(), Reason> {
    if !community.is_local() {
        return Err(Reason::WrongOrigin);
    }
    match community.is_live() {
        true => Ok(()),
        false => Err(Reason::CommunityGone),
    }
}
