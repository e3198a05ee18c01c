//! Who may follow. Pure.

use super::model::{Community, FollowState, ReadPolicy};
use crate::accounts::model::{Person, Viewer};
use crate::activitypub::actors::Actor;
use crate::error::Reason;

/// How somebody stands to one of our communities that is not for everybody to follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tie {
    /// They read it as they are now, which `visibility.rs` knows.
    pub reads: bool,
    pub banned: bool,
}

/// A person here wants to follow a community. `tie` is none where anybody follows as they like, whom a ban
/// does not keep from it, and of a community elsewhere, which judges a wish by itself: where only members
/// read, it is an application.
pub fn may_follow(person: &Person, community: &Community, tie: Option<Tie>) -> Result<(), Reason> {
    if !person.is_live() {
        return Err(Reason::Suspended);
    }
    may_be_followed(community)?;
    match tie {
        Some(Tie { banned: true, .. }) => Err(Reason::Banned),
        Some(Tie { reads: false, .. }) => Err(Reason::NotMember),
        Some(_) | None => Ok(()),
    }
}

/// Whether anybody on any server follows a community as they like. Where it is read by some only, following
/// comes with belonging.
pub fn is_followed_freely(community: &Community) -> bool {
    community.is_open_to_read()
}

/// Anybody at all may ask to read a community that still exists.
pub fn may_be_followed(community: &Community) -> Result<(), Reason> {
    if community.is_live() && community.actor.gone_at.is_none() {
        Ok(())
    } else {
        Err(Reason::CommunityGone)
    }
}

/// Whether somebody may know that there is such a community. What is for this server only does not exist
/// for anybody else; what a community is for, and how to join it, everybody else may know who has its
/// address.
pub fn is_known_to(viewer: &Viewer, community: &Community) -> bool {
    community.row.read_policy != ReadPolicy::Server
        || matches!(viewer, Viewer::System | Viewer::Account { .. })
}

/// What becomes of a new wish to follow one of our communities.
pub fn first_state(community: &Community, follower: &Actor) -> FollowState {
    let here = community.row.read_policy == ReadPolicy::Server && follower.local;
    if here || is_followed_freely(community) {
        FollowState::Accepted
    } else {
        FollowState::Pending
    }
}

/// Whether the first thing a community sends us after we asked counts as its yes. Some versions of
/// Lemmy never answer a Follow of an unlisted community; a private one must say it (safety.md O-15).
pub fn accepts_implicitly(community: &Community) -> bool {
    community.is_open_to_read()
}
