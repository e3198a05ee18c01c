//! Telling people, and their having read it.

use super::model::NewNotice;
use super::queries;
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::store::Tx;

/// Tells one person, once per cause. Only people who sign in here are told, and never of their own
/// acts. Returns whether a notification was made.
pub async fn notify(tx: &mut Tx, app: &App, notice: &NewNotice<'_>) -> Result<bool> {
    Ok(queries::insert_notice(tx, notice, app.now()).await?)
}

/// Everything up to the notification `last`, or everything there is, has been read.
pub async fn mark_all_read(app: &App, recipient: AccountId, last: Option<i64>) -> Result<()> {
    let mut tx = app.store.begin().await?;
    queries::update_all_read(&mut tx, recipient, last, app.now()).await?;
    tx.commit().await?;
    Ok(())
}

pub async fn mark_read(app: &App, recipient: AccountId, id: i64) -> Result<()> {
    let mut tx = app.store.begin().await?;
    if !queries::update_read(&mut tx, recipient, id, app.now()).await? {
        return Err(Error::NotFound("notification"));
    }
    tx.commit().await?;
    Ok(())
}
