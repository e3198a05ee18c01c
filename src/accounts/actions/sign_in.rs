//! Signing in and out, and the sessions that come of it.

use super::second_factor::begin_step;
use crate::accounts::model::{Client, Login, Person, Session, SessionId, Signed};
use crate::accounts::passwords::{self, Verdict};
use crate::accounts::policy;
use crate::accounts::queries::{logins, second_factors, sessions};
use crate::accounts::rate_limits::{self, Key};
use crate::accounts::tokens::Token;
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::store::Tx;
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

/// What showing who one is leads to.
#[derive(Debug)]
pub enum Entry {
    Session(Box<NewSession>),
    /// A code is asked for besides. The token goes into a cookie, and works for a few minutes.
    Code(Token),
}

/// Begins a session, or the step before it where the account asks for a code. Unknown names, deleted
/// accounts and wrong passwords get one answer, at one price; that an account is suspended is told only
/// to who knows its password, and so is that it asks for a code.
pub async fn sign_in(
    app: &App,
    client: &Client,
    name_or_email: &str,
    password: &str,
) -> Result<Entry> {
    let name = name_or_email.trim().to_lowercase();
    let found = find_login(app, &name).await?;
    let keys = count_try(app, client, &name, found.as_ref()).await?;
    let (login, verdict) = compare(found, password).await?;
    let (Some((_, person)), Verdict::Matches) = (login, verdict) else {
        return Err(Error::invalid("password", t!("accounts-sign-in-wrong")));
    };
    policy::may_sign_in(&person)?;
    let entry = enter(app, client, person).await?;
    // A password without its code opens nothing, so the try counts.
    if matches!(entry, Entry::Session(_)) {
        for key in &keys {
            rate_limits::give_back(app, key).await?;
        }
    }
    Ok(entry)
}

/// Lets somebody in who has shown that the account is theirs, by its password or by a link: at once, or
/// with a code where the account asks for one.
pub async fn enter(app: &App, client: &Client, person: Person) -> Result<Entry> {
    let mut conn = app.store.read().await?;
    let asks = second_factors::asks_for_code(&mut conn, person.id()).await?;
    drop(conn);
    if asks {
        return Ok(Entry::Code(begin_step(app, person.id()).await?));
    }
    let session = begin_session(app, client, person).await?;
    Ok(Entry::Session(Box::new(session)))
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
    let owner = found.map(|(login, _)| login.account_id);
    let account = match owner {
        Some(owner) => Key::account("sign-in", owner),
        None => Key::text("sign-in", name),
    };
    Ok(vec![
        address,
        count_apart(app, client, account, owner).await?,
    ])
}

/// Counts one try against an account, or for its owner's own network apart. Returns what was counted.
pub(super) async fn count_apart(
    app: &App,
    client: &Client,
    account: Key,
    owner: Option<AccountId>,
) -> Result<Key> {
    let limit = app.config.rate_limits.sign_in_per_account;
    let counted = rate_limits::check_and_count(app, &account, limit, WINDOW).await;
    let Err(refused) = counted else {
        return Ok(account);
    };
    let known = match owner {
        Some(owner) => is_known_from(app, owner, client).await?,
        None => false,
    };
    if !known {
        return Err(refused);
    }
    let apart = account.within(client.address);
    rate_limits::check_and_count(app, &apart, limit, WINDOW).await?;
    Ok(apart)
}

async fn is_known_from(app: &App, account: AccountId, client: &Client) -> Result<bool> {
    let here = Key::address("", client.address);
    let known = list_sessions(app, account).await?;
    Ok(known
        .iter()
        .filter_map(|session| session.address.parse().ok())
        .any(|address| Key::address("", address) == here))
}

/// Begins a session of somebody who has shown who they are, whatever else the account asks for.
pub async fn begin_session(app: &App, client: &Client, person: Person) -> Result<NewSession> {
    let mut tx = app.store.begin().await?;
    let session = insert(&mut tx, app, client, person).await?;
    tx.commit().await?;
    Ok(session)
}

/// Every session has a token of its own, which nobody had before they showed who they are.
pub(super) async fn insert(
    tx: &mut Tx,
    app: &App,
    client: &Client,
    person: Person,
) -> Result<NewSession> {
    let (token, now) = (Token::mint(app), app.now());
    let (hash, expires) = (token.hash(), now.plus(LIFE));
    sessions::insert_session(tx, person.id(), &hash, client, now, expires).await?;
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
