//! What members write is noted: newcomers become members by it, and the first steps of everybody are
//! counted.

use crate::app::App;
use crate::communities::model::Community;
use crate::error::Result;
use crate::ids::{AccountId, CommentId};
use crate::membership::actions::{end_newcoming, note_reply_to, note_written};
use crate::membership::model::{Role, Standing};
use crate::membership::queries::settings::settings_of;
use crate::posts::model::{Comment, Post};
use crate::posts::queries::count_contributions;
use crate::store::Tx;

/// A reply that somebody wrote in a thread.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said {
    pub id: CommentId,
    /// Who wrote what it replies to.
    pub to: AccountId,
}

impl Said {
    pub fn new(reply: &Comment, parent: Option<&Comment>, thread: &Post) -> Self {
        Self {
            id: reply.id,
            to: parent.map_or(thread.author_id, |parent| parent.author_id),
        }
    }
}

/// Somebody wrote something in `thread` that can be seen: the thread itself, or a reply. A newcomer with
/// an introduction in the thread for that, or with so many contributions that stayed as the conveners set,
/// is a member like the others.
pub(super) async fn note_contribution(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    writer: &Standing,
    thread: &Post,
    reply: Option<Said>,
) -> Result<()> {
    if !community.is_local() {
        return Ok(());
    }
    if let Some(reply) = reply.filter(|reply| reply.to != writer.account) {
        note_reply_to(tx, app, community, reply.to).await?;
    }
    let Some(role) = writer.role else {
        return Ok(());
    };
    let settings = settings_of(tx, community.id()).await?;
    let introduced = settings.introductions == thread.public_id;
    let introduction = reply.filter(|_| introduced).map(|reply| reply.id);
    let who = (writer.account, writer.local);
    note_written(tx, app, community, who, introduction).await?;
    if role != Role::Newcomer {
        return Ok(());
    }
    let enough = i64::from(settings.newcomer_contributions);
    let stayed = count_contributions(tx, community.id(), writer.account).await?;
    if introduced || stayed >= enough {
        end_newcoming(tx, app, community, writer.account).await?;
    }
    Ok(())
}
