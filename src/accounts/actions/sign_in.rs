//! Signing in and out, and the sessions that come of it.

use crate::accounts::model::{Client, Login, Person, Session, SessionId, Signed};
use crate::accounts::passwords::{self, Verdict};
use crate::accounts::policy;
use crate::accounts::queries::{logins, sessions};
use crate::accounts::rate_limits::{self, Key};
use crate::accounts::tokens::Token;
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use chrono::TimeDelta;

/// A session ends when it has not been used for so long.
const LIFE: TimeDelta = TimeDelta::days(30);
/// How often the use of a session is written down.
const SEEN_EVERY: TimeDelta = TimeDelta::hours(1);
pub(super) const WINDOW: TimeDelta = TimeDelta::minutes(15);

/// Longer than any name or e-mail address.
const MAX_NAME: usize = 320;

/// A session that has just begun. The token goes into the cookie and nowhere else.
#[derive(Debug)]
pub struct NewSession {
    pub token: Token,
    pub person: Person,
}

/// Begins a session. Unknown names, deleted accounts and wrong passwords get one answer, at one
/// price; that an account is suspended is told only to who knows its password.
pub async fn sign_in(
    app: &App,
    client: &Client,
    name_or_email: &str,
    password: &str,
) -> Result<NewSession> {
    let name = name_or_email.trim().to_lowercase();
    let found = find_login(app, &name).await?;
    let keys = count_try(app, client, &name, found.as_ref()).await?;
    let (login, verdict) = compare(found, password).await?;
    let (Some((_, person)), Verdict::Matches) = (login, verdict) else {
        return Err(Error::invalid("password", t!("accounts-sign-in-wrong")));
    };
    policy::may_sign_in(&person)?;
    for key in &keys {
        rate_limits::give_back(app, key).await?;
    }
    begin_session(app, client, person).await
}

async fn find_login(app: &App, name: &str) -> Result<Option<(Login, Person)>> {
    // PostgreSQL takes no NUL in a text; no name has any such thing.
    if name.len() > MAX_NAME || name.contains(char::is_control) {
        return Ok(None);
    }
    let mut conn = app.store.read().await?;
    Ok(logins::login_by_name_or_email(&mut conn, name).await?)
}

/// One hash is computed in every case.
async fn compare(
    found: Option<(Login, Person)>,
    password: &str,
) -> Result<(Option<(Login, Person)>, Verdict)> {
    let stored = found
        .as_ref()
        .map(|(login, _)| login.password_hash.as_str());
    let verdict = passwords::verify(password, stored).await?;
    Ok((found, verdict))
}

/// Counts the try against the address and against the account, by whichever of its names it was tried; or
/// against a name that is nobody's, so that it looks like one. Strangers who use up a name's tries do
/// not lock its owner out: where they are signed in already, their tries are counted apart.
async fn count_try(
    app: &App,
    client: &Client,
    name: &str,
    found: Option<&(Login, Person)>,
) -> Result<Vec<Key>> {
    let limits = &app.config.rate_limits;
    let address = Key::address("sign-in", client.address);
    rate_limits::check_and_count(app, &address, limits.sign_in_per_address, WINDOW).await?;
    let account = match found {
        Some((login, _)) => Key::account("sign-in", login.account_id),
        None => Key::text("sign-in", name),
    };
    let limit = limits.sign_in_per_account;
    let counted = rate_limits::check_and_count(app, &account, limit, WINDOW).await;
    let Err(refused) = counted else {
        return Ok(vec![address, account]);
    };
    let known = match found {
        Some((login, _)) => is_known_from(app, login.account_id, client).await?,
        None => false,
    };
    if !known {
        return Err(refused);
    }
    let apart = account.within(client.address);
    rate_limits::check_and_count(app, &apart, limit, WINDOW).await?;
    Ok(vec![address, apart])
}

async fn is_known_from(app: &App, account: AccountId, client: &Client) -> Result<bool> {
    let here = Key::address("", client.address);
    let known = list_sessions(app, account).await?;
    Ok(known
        .iter()
        .filter_map(|session| session.address.parse().ok())
        .any(|address| Key::address("", address) == here))
}

/// Begins a session of somebody who has shown who they are.
pub async fn begin_session(app: &App, client: &Client, person: Person) -> Result<NewSession> {
    let (token, now) = (Token::mint(app), app.now());
    let mut tx = app.store.begin().await?;
    let (hash, expires) = (token.hash(), now.plus(LIFE));
    sessions::insert_session(&mut tx, person.id(), &hash, client, now, expires).await?;
    tx.commit().await?;
    Ok(NewSession { token, person })
}

/// Whose session the token is, if anybody's. Sessions of suspended accounts are none.
pub async fn resume(app: &App, token: &Token) -> Result<Option<Signed>> {
    let now = app.now();
    let mut conn = app.store.read().await?;
    let found = sessions::session_by_token(&mut conn, &token.hash(), now).await?;
    drop(conn);
    let Some((session, person, role)) = found else {
        return Ok(None);
    };
    if policy::may_sign_in(&person).is_err() {
        return Ok(None);
    }
    if now.since(session.last_seen_at) >= SEEN_EVERY
        && let Err(error) = note_use(app, session.id).await
    {
        // A full disk must not keep people from reading.
        tracing::warn!(%error, "the use of a session could not be noted");
    }
    Ok(Some(Signed {
        session: session.id,
        person,
        role,
    }))
}

async fn note_use(app: &App, id: SessionId) -> Result<()> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    sessions::update_session_seen(&mut tx, id, now, now.plus(LIFE)).await?;
    tx.commit().await?;
    Ok(())
}

pub async fn list_sessions(app: &App, account: AccountId) -> Result<Vec<Session>> {
    let mut conn = app.store.read().await?;
    Ok(sessions::list_sessions(&mut conn, account, app.now()).await?)
}

pub async fn sign_out(app: &App, signed: &Signed) -> Result<()> {
    let mut tx = app.store.begin().await?;
    sessions::delete_session(&mut tx, signed.person.id(), signed.session).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends one of the account's sessions.
pub async fn revoke_session(app: &App, account: AccountId, session: SessionId) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let ended = sessions::delete_session(&mut tx, account, session).await?;
    tx.commit().await?;
    if ended == 0 {
        return Err(Error::NotFound("session"));
    }
    Ok(())
}

/// Ends all sessions of the account but the one that asks.
pub async fn revoke_other_sessions(app: &App, signed: &Signed) -> Result<usize> {
    let mut tx = app.store.begin().await?;
    let keep = Some(signed.session);
    let ended = sessions::delete_sessions(&mut tx, signed.person.id(), keep).await?;
    tx.commit().await?;
    Ok(ended)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn unknown_names_cost_a_hash_too() {
        let (found, verdict) = compare(None, "correct horse battery").await.unwrap();
        assert!(found.is_none());
        assert_eq!(verdict, Verdict::Dummy);
    }
}
