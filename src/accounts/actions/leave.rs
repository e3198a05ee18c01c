//! Leaving for good: by oneself, or as administrators decide.
//!
//! The account cannot be used from the moment it is deleted. What it wrote and what hangs on it is
//! taken away by a job, since it may be much.

use super::manage;
use super::profile::confirm_password;
use crate::accounts::jobs::EraseAccount;
use crate::accounts::model::{OfficeDeed, Person, Signed, Viewer};
use crate::accounts::policy::{self, Right};
use crate::accounts::queries::{self, feed_keys, logins, second_factors, sessions};
use crate::activitypub::actors::{ActorKind, update_actor_gone};
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::jobs::enqueue;
use crate::mail::queries::delete_all_of;
use crate::store::{Conn, Tx};

/// Deletes somebody's account. It cannot be taken back: the login, profile, sessions and links go at
/// once, and a job takes away all they wrote. The name stays taken, and the key stays, so that other
/// servers can be told. `successor` names who convenes the communities that only this person convened;
/// without one the administrators do.
pub async fn delete_account(
    app: &App,
    by: &Viewer,
    id: AccountId,
    successor: &str,
) -> Result<Person> {
    let mut tx = manage::begin(app).await?;
    let target = manage::find(&mut tx, id).await?;
    manage::judge(&mut tx, by, Right::Delete, &target).await?;
    if !target.actor.local {
        return Err(Error::Bad(t!("accounts-delete-elsewhere").into()));
    }
    delete(&mut tx, app, &target, successor).await?;
    manage::note(&mut tx, app, by, OfficeDeed::Deleted, Some(id), "").await?;
    let person = manage::finish(tx, id).await?;
    app.wake_workers();
    Ok(person)
}

/// Somebody deletes their own account, with their password.
pub async fn delete_own_account(
    app: &App,
    signed: &Signed,
    password: &str,
    successor: &str,
) -> Result<()> {
    confirm_password(app, signed, "password", password).await?;
    let mut tx = manage::begin(app).await?;
    let person = manage::find(&mut tx, signed.person.id()).await?;
    policy::may_leave(&person)?;
    delete(&mut tx, app, &person, successor).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

async fn delete(tx: &mut Tx, app: &App, person: &Person, successor: &str) -> Result<()> {
    let id = person.id();
    let successor = find_successor(tx, app, person, successor).await?;
    manage::keep_an_admin(tx, id).await?;
    sessions::delete_sessions(tx, id, None).await?;
    feed_keys::delete_feed_key(tx, id).await?;
    logins::delete_links_of(tx, id).await?;
    second_factors::delete_second_factor(tx, id).await?;
    delete_all_of(tx, id).await?;
    logins::delete_login(tx, id).await?;
    if person.account.deleted_at.is_some() {
        return Ok(());
    }
    queries::update_deleted(tx, id, app.now()).await?;
    update_actor_gone(tx, person.actor.id, app.now()).await?;
    let farewell = app.mint_activity_id("delete");
    enqueue(tx, app, &EraseAccount::new(id, successor, farewell)).await
}

/// Somebody of this server who is not leaving themselves.
async fn find_successor(
    conn: &mut Conn,
    app: &App,
    leaving: &Person,
    typed: &str,
) -> Result<Option<AccountId>> {
    let name = typed.trim().trim_start_matches('@').to_lowercase();
    if name.is_empty() {
        return Ok(None);
    }
    let known = name.len() <= 100 && !name.contains(char::is_control);
    let found = match known {
        true => queries::person_by_handle(conn, &name, &app.local.host).await?,
        false => None,
    };
    let fits = |person: &Person| {
        person.actor.local
            && person.actor.kind == ActorKind::Person
            && person.is_live()
            && person.id() != leaving.id()
    };
    let successor = found
        .filter(fits)
        .ok_or_else(|| Error::invalid("successor", t!("accounts-delete-successor-unknown")))?;
    Ok(Some(successor.id()))
}

/// Name and title of the communities here that nobody else convenes.
pub async fn list_convened_alone(app: &App, id: AccountId) -> Result<Vec<(String, String)>> {
    let mut conn = app.store.read().await?;
    Ok(queries::list_convened_alone(&mut conn, id, app.now()).await?)
}
