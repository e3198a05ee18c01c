//! What administrators do with other people's accounts.
//!
//! Each returns the person as they are afterwards, for telling other servers.

use crate::accounts::model::{Person, ServerRole, Viewer};
use crate::accounts::queries::{self, logins, sessions};
use crate::accounts::{passwords, policy};
use crate::activitypub::actors::update_actor_gone;
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::store::Tx;

/// Ends all sessions and lets nobody sign in until [`restore`].
pub async fn suspend(app: &App, by: &Viewer, id: AccountId) -> Result<Person> {
    let mut tx = begin(app).await?;
    let target = find(&mut tx, id).await?;
    policy::may_manage(by, &target)?;
    keep_an_admin(&mut tx, id).await?;
    sessions::delete_sessions(&mut tx, id, None).await?;
    if target.account.suspended_at.is_none() {
        queries::update_suspended(&mut tx, id, Some(app.now())).await?;
    }
    finish(tx, id).await
}

pub async fn restore(app: &App, by: &Viewer, id: AccountId) -> Result<Person> {
    let mut tx = begin(app).await?;
    let target = find(&mut tx, id).await?;
    policy::may_manage(by, &target)?;
    queries::update_suspended(&mut tx, id, None).await?;
    finish(tx, id).await
}

/// Deletes the account for good: its profile, sessions, links and login go; its name stays taken,
/// and its key stays, so that the deletion can be told to other servers. What the person wrote
/// is for the caller to delete.
pub async fn delete_account(app: &App, by: &Viewer, id: AccountId) -> Result<Person> {
    let mut tx = begin(app).await?;
    let target = find(&mut tx, id).await?;
    policy::may_manage(by, &target)?;
    if !target.actor.local {
        return Err(Error::Bad(
            "Only the account's own server can delete it.".into(),
        ));
    }
    keep_an_admin(&mut tx, id).await?;
    sessions::delete_sessions(&mut tx, id, None).await?;
    logins::delete_links_of(&mut tx, id).await?;
    logins::delete_login(&mut tx, id).await?;
    if target.account.deleted_at.is_none() {
        queries::update_deleted(&mut tx, id, app.now()).await?;
        update_actor_gone(&mut tx, target.actor.id, app.now()).await?;
    }
    finish(tx, id).await
}

/// The person's own server says that they are gone for good.
pub async fn forget_remote(app: &App, person: &Person) -> Result<()> {
    if person.actor.local {
        return Err(crate::error::Reason::WrongOrigin.into());
    }
    let mut tx = app.store.begin().await?;
    queries::update_deleted(&mut tx, person.id(), app.now()).await?;
    update_actor_gone(&mut tx, person.actor.id, app.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Sets a new password for somebody who lost theirs, and ends all sessions.
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
    sessions::delete_sessions(&mut tx, id, None).await?;
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
async fn begin(app: &App) -> Result<Tx> {
    let mut tx = app.store.begin().await?;
    queries::lock_server(&mut tx).await?;
    Ok(tx)
}

async fn find(conn: &mut crate::store::Conn, id: AccountId) -> Result<Person> {
    match queries::find_person(conn, id).await {
        Err(diesel::result::Error::NotFound) => Err(Error::NotFound("account")),
        other => Ok(other?),
    }
}

async fn keep_an_admin(tx: &mut Tx, id: AccountId) -> Result<()> {
    let login = logins::login_by_account(tx, id).await?;
    let role = login.map_or(ServerRole::Member, |login| login.role);
    let others = logins::count_other_admins(tx, id).await?;
    Ok(policy::may_lose_admin(role, others)?)
}

async fn finish(mut tx: Tx, id: AccountId) -> Result<Person> {
    let person = queries::find_person(&mut tx, id).await?;
    tx.commit().await?;
    Ok(person)
}
