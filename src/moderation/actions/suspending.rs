//! Telling other servers whom this one has suspended: everybody else's way to ban somebody from a whole server.

use crate::accounts::actions::DESK;
use crate::accounts::jobs::TellOfSuspension;
use crate::accounts::queries::{find_person, person_by_handle};
use crate::activitypub::delivery::find_activity;
use crate::app::App;
use crate::error::Result;
use crate::moderation::publish;

/// Tells it once, and only while it is so. The desk says it: who of the administrators decided is nobody else's
/// business, and a command has no person.
pub async fn tell_of_suspension(app: &App, what: &TellOfSuspension) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let person = find_person(&mut tx, what.account).await?;
    if person.account.suspended_at.is_some() != what.suspended
        || person.account.deleted_at.is_some()
        || find_activity(&mut tx, &what.activity).await?.is_some()
    {
        return Ok(());
    }
    let Some(desk) = person_by_handle(&mut tx, DESK, &app.local.host).await? else {
        return Ok(());
    };
    publish::suspension(&mut tx, app, &desk, &person, &what.activity, what.suspended).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}
