//! Who may write to whom, and who reads it. Pure.

use super::model::Message;
use crate::accounts::model::{Person, Viewer};
use crate::communities::model::{Community, ReadPolicy};
use crate::error::Reason;
use crate::ids::INSTANCE;

pub fn may_send(from: &Person, to: &Person) -> Result<(), Reason> {
    if !from.is_live() {
        return Err(Reason::Suspended);
    }
    if from.id() == to.id() {
        return Err(Reason::Oneself);
    }
    if to.id() == INSTANCE || from.id() == INSTANCE {
        return Err(Reason::ServerAccount);
    }
    if to.account.deleted_at.is_some() || to.actor.gone_at.is_some() {
        return Err(Reason::Deleted);
    }
    if to.account.suspended_at.is_some() {
        return Err(Reason::Suspended);
    }
    Ok(())
}

/// Whether a community or the desk says anything to somebody: only to people of other servers, since those
/// here have pages. A program would answer to it, and whoever was suspended or is gone hears nothing.
pub fn may_hear(to: &Person) -> bool {
    !to.actor.local && !to.account.bot && to.is_live() && to.actor.gone_at.is_none()
}

/// Whether a refusal is explained to its author. Of all refusals only the community's rules are news to them.
/// A community that is for this server only does not exist for others, so it gives no answer either.
pub fn may_explain(to: &Person, community: &Community, reason: Reason) -> bool {
    if !community.is_local() || community.row.read_policy == ReadPolicy::Server {
        return false;
    }
    let rule = matches!(
        reason,
        Reason::PostingRestricted | Reason::NotMember | Reason::NotPrivate | Reason::Banned
    );
    rule && may_hear(to)
}

/// The two whose message it is, and nobody else: no administrator, no signed server.
pub fn may_read(viewer: &Viewer, message: &Message) -> bool {
    match viewer {
        Viewer::System => true,
        Viewer::Account { id, .. } => *id == message.sender_id || *id == message.recipient_id,
        Viewer::Anonymous | Viewer::Host(_) => false,
    }
}
