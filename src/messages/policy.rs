//! Who may write to whom, and who reads it. Pure.

use super::model::Message;
use crate::accounts::model::{Person, Viewer};
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

/// The two whose message it is, and nobody else: no administrator, no signed server.
pub fn may_read(viewer: &Viewer, message: &Message) -> bool {
    match viewer {
        Viewer::System => true,
        Viewer::Account { id, .. } => *id == message.sender_id || *id == message.recipient_id,
        Viewer::Anonymous | Viewer::Host(_) => false,
    }
}
