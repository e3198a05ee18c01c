//! Counting what changes nothing else.

use crate::app::App;
use crate::error::Result;
use crate::membership::memory::Look;
use crate::membership::queries::figures::{Figure, add_to_figure};
use std::collections::BTreeMap;

/// Writes how often pages for joining were looked at since this was last done. Those that could not be
/// written wait for the next time.
pub async fn write_looks(app: &App) -> Result<()> {
    let looks = app.joining.take_looks();
    if looks.is_empty() {
        return Ok(());
    }
    let written = write(app, &looks).await;
    if written.is_err() {
        app.joining.give_back(looks);
    }
    written
}

/// In the order of the map, so that two processes that do it at once do not wait for each other.
async fn write(app: &App, looks: &BTreeMap<Look, i64>) -> Result<()> {
    let mut tx = app.store.begin().await?;
    for (look, times) in looks {
        let when = (look.day.as_str(), look.local);
        add_to_figure(&mut tx, look.community, Figure::JoinSeen, when, *times).await?;
    }
    tx.commit().await?;
    Ok(())
}
