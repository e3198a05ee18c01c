//! Counting what changes nothing else.

use crate::app::App;
use crate::error::Result;
use crate::ids::CommunityId;
use crate::membership::queries::figures::{Figure, count_figure};

/// Somebody who is no member looked at the page for joining.
pub async fn count_join_seen(app: &App, community: CommunityId, local: bool) -> Result<()> {
    let mut tx = app.store.begin().await?;
    count_figure(&mut tx, community, Figure::JoinSeen, local, app.now()).await?;
    tx.commit().await?;
    Ok(())
}
