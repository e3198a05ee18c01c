//! What newcomers write makes members of them.

use crate::app::App;
use crate::communities::model::Community;
use crate::error::Result;
use crate::membership::actions::end_newcoming;
use crate::membership::model::{Role, Standing};
use crate::membership::queries::settings::settings_of;
use crate::posts::model::Post;
use crate::posts::queries::count_contributions;
use crate::store::Tx;

/// A newcomer wrote something in `thread` that can be seen. With an introduction in the thread for that, or
/// with so many contributions that stayed as the conveners set, they are a member like the others.
pub(super) async fn note_contribution(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    writer: &Standing,
    thread: &Post,
) -> Result<()> {
    if writer.role != Some(Role::Newcomer) || !community.is_local() {
        return Ok(());
    }
    let settings = settings_of(tx, community.id()).await?;
    let introduced = settings.introductions == thread.public_id;
    let enough = i64::from(settings.newcomer_contributions);
    let stayed = count_contributions(tx, community.id(), writer.account).await?;
    if introduced || stayed >= enough {
        end_newcoming(tx, app, community, writer.account).await?;
    }
    Ok(())
}
