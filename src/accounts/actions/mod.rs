//! What people and administrators do with accounts.

mod make;
mod manage;
mod profile;
mod sign_in;

pub use make::{create_account, ensure_server_actors, make_first_admin, register};
pub use manage::{delete_account, restore, set_password, set_role, suspend};
pub use profile::{change_password, update_profile};
pub use sign_in::{
    NewSession, begin_session, list_sessions, resume, revoke_other_sessions, revoke_session,
    sign_in, sign_out,
};

use super::queries::{limits, logins, sessions};
use crate::app::App;
use crate::error::Result;
use chrono::TimeDelta;

/// Longer than any rate limit's window.
const OLDEST_WINDOW: TimeDelta = TimeDelta::days(2);

/// Throws away sessions and links that are over, and windows of rate limits that ended long ago.
pub async fn delete_expired(app: &App) -> Result<usize> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let deleted = sessions::delete_expired_sessions(&mut tx, now).await?
        + logins::delete_expired_links(&mut tx, now).await?
        + limits::delete_old_limits(&mut tx, now.minus(OLDEST_WINDOW)).await?;
    tx.commit().await?;
    Ok(deleted)
}
