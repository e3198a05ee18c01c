//! What administrators do with other people's accounts.
//!
//! Each returns the person as they are afterwards, for telling other servers.

use crate::accounts::jobs::{ShutOut, TellOfSuspension};
use crate::accounts::model::{LinkPurpose, OfficeDeed, Person, ServerRole, Viewer};
use crate::accounts::policy::{Office, Right};
use crate::accounts::queries::office::{insert_office_act, update_silenced};
use crate::accounts::queries::{self, feed_keys, logins, sessions};
use crate::accounts::{passwords, policy};
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::jobs::enqueue;
use crate::store::{Conn, Tx};

/// Ends all sessions and lets nobody sign in until [`restore`]. Of somebody of another server nothing is
/// taken any more, and nothing is sent there for them of what only members read. Of somebody of this one the
/// servers that know them are told.
pub async fn suspend(app: &App, by: &Viewer, id: AccountId) -> Result<Person> {
    let mut tx = begin(app).await?;
    let target = find(&mut tx, id).await?;
    judge(&mut tx, by, Right::Suspend, &target).await?;
    keep_an_admin(&mut tx, id).await?;
    sessions::delete_sessions(&mut tx, id, None).await?;
    if target.account.suspended_at.is_none() {
        queries::update_suspended(&mut tx, id, Some(app.now())).await?;
        tell(&mut tx, app, &target, true).await?;
    }
    if !target.actor.local {
        enqueue(&mut tx, app, &ShutOut { account: id }).await?;
    }
    note(&mut tx, app, by, OfficeDeed::Suspended, Some(id), "").await?;
    let person = finish(tx, id).await?;
    app.wake_workers();
    Ok(person)
}

pub async fn restore(app: &App, by: &Viewer, id: AccountId) -> Result<Person> {
    let mut tx = begin(app).await?;
    let target = find(&mut tx, id).await?;
    judge(&mut tx, by, Right::Suspend, &target).await?;
    queries::update_suspended(&mut tx, id, None).await?;
    if target.account.suspended_at.is_some() {
        tell(&mut tx, app, &target, false).await?;
    }
    note(&mut tx, app, by, OfficeDeed::Restored, Some(id), "").await?;
    let person = finish(tx, id).await?;
    app.wake_workers();
    Ok(person)
}

async fn tell(tx: &mut Tx, app: &App, whose: &Person, suspended: bool) -> Result<()> {
    match whose.actor.local {
        true => enqueue(tx, app, &TellOfSuspension::new(app, whose.id(), suspended)).await,
        false => Ok(()),
    }
}

/// Has what somebody writes held where they are no member, until [`unsilence`]; what they say tells only
/// those who follow them or take part in it. They may go on reading, writing and voting, and are not told.
pub async fn silence(app: &App, by: &Viewer, id: AccountId) -> Result<Person> {
    set_silenced(app, by, id, true).await
}

/// What waits by then goes on waiting for those who look after its community.
pub async fn unsilence(app: &App, by: &Viewer, id: AccountId) -> Result<Person> {
    set_silenced(app, by, id, false).await
}

async fn set_silenced(app: &App, by: &Viewer, id: AccountId, silenced: bool) -> Result<Person> {
    let mut tx = begin(app).await?;
    let target = find(&mut tx, id).await?;
    judge(&mut tx, by, Right::Silence, &target).await?;
    policy::may_have_login(&target)?;
    let deed = match silenced {
        true => OfficeDeed::Silenced,
        false => OfficeDeed::Unsilenced,
    };
    if target.account.silenced_at.is_some() != silenced {
        update_silenced(&mut tx, id, silenced.then(|| app.now())).await?;
        note(&mut tx, app, by, deed, Some(id), "").await?;
    }
    finish(tx, id).await
}

/// Sets a new password for somebody who lost theirs, ends all sessions and takes the key for feeds away.
pub async fn set_password(app: &App, by: &Viewer, id: AccountId, new: &str) -> Result<Person> {
    let mut conn = app.store.read().await?;
    let target = find(&mut conn, id).await?;
    judge_login(&mut conn, by, Right::Logins, &target).await?;
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
    note(&mut tx, app, by, OfficeDeed::Password, Some(id), "").await?;
    finish(tx, id).await
}

pub async fn set_role(app: &App, by: &Viewer, id: AccountId, role: ServerRole) -> Result<Person> {
    let mut tx = begin(app).await?;
    let target = find(&mut tx, id).await?;
    judge_login(&mut tx, by, policy::right_to_give(role), &target).await?;
    if logins::login_by_account(&mut tx, id).await?.is_none() {
        return Err(Error::NotFound("login"));
    }
    keep_offices(&mut tx, id, role).await?;
    logins::update_role(&mut tx, id, role).await?;
    note(&mut tx, app, by, OfficeDeed::Role, Some(id), role.as_str()).await?;
    finish(tx, id).await
}

/// One at a time, so that two administrators cannot remove each other and leave none.
pub(super) async fn begin(app: &App) -> Result<Tx> {
    let mut tx = app.store.begin().await?;
    queries::lock_server(&mut tx).await?;
    Ok(tx)
}

pub(super) async fn find(conn: &mut Conn, id: AccountId) -> Result<Person> {
    match queries::find_person(conn, id).await {
        Err(diesel::result::Error::NotFound) => Err(Error::NotFound("account")),
        other => Ok(other?),
    }
}

/// Whose account goes, or is of no use for a while, leaves another one who can do the same.
pub(super) async fn keep_an_admin(tx: &mut Tx, id: AccountId) -> Result<()> {
    keep_offices(tx, id, ServerRole::Member).await
}

/// The same for who gets another role.
async fn keep_offices(tx: &mut Tx, id: AccountId, new: ServerRole) -> Result<()> {
    let login = logins::login_by_account(tx, id).await?;
    let role = login.map_or(ServerRole::Member, |login| login.role);
    if new >= role {
        return Ok(());
    }
    let [admin, owner] = [ServerRole::Admin, ServerRole::Owner];
    // Who stays an administrator leaves the server with one.
    let admins = match new.administers() {
        true => 1,
        false => logins::count_others(tx, id, &[admin, owner]).await?,
    };
    let owners = logins::count_others(tx, id, &[owner]).await?;
    Ok(policy::may_lose(role, admins, owners)?)
}

/// Who asks, by the role that they have at this moment.
pub(super) async fn office(conn: &mut Conn, by: &Viewer) -> Result<Office> {
    Ok(match by {
        Viewer::System => Office::Program,
        Viewer::Account { id, .. } => {
            let login = logins::login_by_account(conn, *id).await?;
            login.map_or(Office::Nobody, |login| Office::Role(login.role))
        }
        Viewer::Anonymous | Viewer::Host(_) => Office::Nobody,
    })
}

/// Whether they may do this with somebody's account.
pub(super) async fn judge(
    conn: &mut Conn,
    by: &Viewer,
    right: Right,
    target: &Person,
) -> Result<()> {
    let office = office(conn, by).await?;
    let login = logins::login_by_account(conn, target.id()).await?;
    let theirs = login.map(|login| login.role);
    Ok(policy::may_manage((by, office), right, target, theirs)?)
}

/// The same with what only somebody has who signs in here.
pub(super) async fn judge_login(
    conn: &mut Conn,
    by: &Viewer,
    right: Right,
    target: &Person,
) -> Result<()> {
    judge(conn, by, right, target).await?;
    Ok(policy::may_have_login(target)?)
}

/// Writes down what was done, in the transaction that does it.
pub(super) async fn note(
    tx: &mut Tx,
    app: &App,
    by: &Viewer,
    deed: OfficeDeed,
    subject: Option<AccountId>,
    words: &str,
) -> Result<()> {
    insert_office_act(tx, by.account(), deed, subject, words, app.now()).await?;
    Ok(())
}

pub(super) async fn finish(mut tx: Tx, id: AccountId) -> Result<Person> {
    let person = queries::find_person(&mut tx, id).await?;
    tx.commit().await?;
    Ok(person)
}
