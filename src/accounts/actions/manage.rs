//! What administrators do with other people's accounts.
//!
//! Each returns the person as they are afterwards, for telling other servers.

use crate::accounts::jobs::ShutOut;
use crate::accounts::model::{LinkPurpose, Person, ServerRole, Viewer};
use crate::accounts::queries::{self, feed_keys, logins, sessions};
use crate::accounts::{passwords, policy};
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::jobs::enqueue;
use crate::store::Tx;

/// Ends all sessions and lets nobody sign in until [`restore`]. Of somebody of another server nothing is
/// taken any more, and nothing is sent there for them of what only members read.
pub async fn suspend(app: &App, by: &Viewer, id: AccountId) -> Result<Person> {
    let mut tx = begin(app).await?;
    let target = find(&mut tx, id).await?;
    policy::may_manage(by, &target)?;
    keep_an_admin(&mut tx, id).await?;
    sessions::delete_sessions(&mut tx, id, None).await?;
    if target.account.suspended_at.is_none() {
        queries::update_suspended(&mut tx, id, Some(app.now())).await?;
    }
    if !target.actor.local {
        enqueue(&mut tx, app, &ShutOut { account: id }).await?;
    }
    let person = finish(tx, id).await?;
    app.wake_workers();
    Ok(person)
}

pub async fn restore(app: &App, by: &Viewer, id: AccountId) -> Result<Person> {
    let mut tx = begin(app).await?;
    let target = find(&mut tx, id).await?;
    policy::may_manage(by, &target)?;
    queries::update_suspended(&mut tx, id, None).await?;
    finish(tx, id).await
}

/// Sets a new password for somebody who lost theirs, ends all sessions and takes the key for feeds away.
pub async fn set_password(app: &App, by: &Viewer, id: AccountId, new: &str) -> Result<Person> {
    let mut conn = app.store.read().await?;
    let target = find(&mut conn, id).await?;
    policy::may_manage_login(by, &target)?;
    let login = logins::login_by_account(&mut conn, id).await?;
    drop(conn);
    let login = login.ok_or(Error::NotFound("login"))?;
    let email = login.email.as_deref().unwrap_or_default();
    passwords::check("password", new, &[&target.actor.name, email])
        .map_err(|error| Error::Invalid(vec![error]))?;
    let hash = passwords::hash(new).await?;
    let mut tx = begin(app).await?;
    logins::update_password(&mut tx, id, &hash).await?;
    logins::delete_links(&mut tx, id, LinkPurpose::Password).await?;
    logins::delete_links(&mut tx, id, LinkPurpose::Code).await?;
    sessions::delete_sessions(&mut tx, id, None).await?;
    feed_keys::delete_feed_key(&mut tx, id).await?;
    finish(tx, id).await
}

pub async fn set_role(app: &App, by: &Viewer, id: AccountId, role: ServerRole) -> Result<Person> {
    let mut tx = begin(app).await?;
    let target = find(&mut tx, id).await?;
    policy::may_manage_login(by, &target)?;
    if logins::login_by_account(&mut tx, id).await?.is_none() {
        return Err(Error::NotFound("login"));
    }
    if role != ServerRole::Admin {
        keep_an_admin(&mut tx, id).await?;
    }
    logins::update_role(&mut tx, id, role).await?;
    finish(tx, id).await
}

/// One at a time, so that two administrators cannot remove each other and leave none.
pub(super) async fn begin(app: &App) -> Result<Tx> {
    let mut tx = app.store.begin().await?;
    queries::lock_server(&mut tx).await?;
    Ok(tx)
}

pub(super) async fn find(conn: &mut crate::store::Conn, id: AccountId) -> Result<Person> {
    match queries::find_person(conn, id).await {
        Err(diesel::result::Error::NotFound) => Err(Error::NotFound("account")),
        other => Ok(other?),
    }
}

pub(super) async fn keep_an_admin(tx: &mut Tx, id: AccountId) -> Result<()> {
    let login = logins::login_by_account(tx, id).await?;
    let role = login.map_or(ServerRole::Member, |login| login.role);
    let others = logins::count_other_admins(tx, id).await?;
    Ok(policy::may_lose_admin(role, others)?)
}

pub(super) async fn finish(mut tx: Tx, id: AccountId) -> Result<Person> {
    let person = queries::find_person(&mut tx, id).await?;
    tx.commit().await?;
    Ok(person)
}
