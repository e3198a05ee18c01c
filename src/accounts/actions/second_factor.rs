//! Codes of an app besides the password: turning them on and off, and showing one.
//!
//! Who has the password of such an account, or a link for a new one, has opened the first of two doors. The
//! step between them is a link of its own kind that works for a few minutes, and ends with the password.

use super::manage;
use super::profile::confirm_password;
use super::sign_in::{self, NewSession, WINDOW, count_apart};
use crate::accounts::model::{Client, LinkPurpose, OfficeDeed, Person, Signed, Viewer};
use crate::accounts::policy::{self, Right};
use crate::accounts::queries::second_factors::{
    self, count_recovery_codes, delete_second_factor, replace_recovery_codes, save_secret,
    second_factor, use_recovery_code,
};
use crate::accounts::queries::{feed_keys, find_person, logins, sessions};
use crate::accounts::rate_limits::{self, Key};
use crate::accounts::tokens::Token;
use crate::accounts::{settings, totp};
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::store::{Conn, Time, Tx};
use chrono::TimeDelta;

/// Time enough to find the phone.
const STEP: TimeDelta = TimeDelta::minutes(5);

/// What there is none of when the step is over.
const OVER: &str = "sign-in step";

/// How it stands with the codes of an account.
#[derive(Clone, PartialEq, Eq)]
pub enum Codes {
    Off,
    /// A secret waits for its first code.
    Begun {
        secret: String,
        /// The same for an app on the same device.
        link: String,
    },
    On {
        since: Time,
        recovery_codes_left: i64,
    },
}

/// The step after the password. An earlier one works no more.
pub(super) async fn begin_step(app: &App, account: AccountId) -> Result<Token> {
    let (token, now) = (Token::mint(app), app.now());
    let (hash, purpose) = (token.hash(), LinkPurpose::Code);
    let expires = now.plus(STEP);
    let mut tx = app.store.begin().await?;
    logins::insert_link(&mut tx, &hash, purpose, Some(account), None, now, expires).await?;
    tx.commit().await?;
    Ok(token)
}

/// Who stands between their password and their code, if the step still works.
pub async fn owner_of_step(app: &App, step: &Token) -> Result<Option<Person>> {
    let mut conn = app.store.read().await?;
    let (hash, now) = (step.hash(), app.now());
    let owner = logins::owner_of_link(&mut conn, &hash, LinkPurpose::Code, now).await?;
    let Some(owner) = owner else {
        return Ok(None);
    };
    let person = find_person(&mut conn, owner).await?;
    Ok(policy::may_sign_in(&person).is_ok().then_some(person))
}

/// Begins the session with a code of the app, or one for who has lost it. Guesses are counted as those of
/// passwords are.
pub async fn show_code(
    app: &App,
    client: &Client,
    step: &Token,
    typed: &str,
) -> Result<NewSession> {
    let over = || Error::NotFound(OVER);
    let person = owner_of_step(app, step).await?.ok_or_else(over)?;
    let id = person.id();
    let counted = count_apart(app, client, Key::account("code", id), Some(id)).await?;
    let mut tx = app.store.begin().await?;
    if !take_code(&mut tx, app, id, typed).await? {
        return Err(wrong());
    }
    if !logins::use_link(&mut tx, &step.hash(), LinkPurpose::Code, app.now()).await? {
        return Err(over());
    }
    let session = sign_in::insert(&mut tx, app, client, person).await?;
    tx.commit().await?;
    rate_limits::give_back(app, &counted).await?;
    Ok(session)
}

/// Takes a code, once. False for one that is wrong, too old or taken already.
async fn take_code(tx: &mut Tx, app: &App, id: AccountId, typed: &str) -> Result<bool> {
    let Some(factor) = confirmed(tx, id).await? else {
        return Ok(false);
    };
    let code = totp::plain(typed);
    if let Some(step) = totp::step_of(&factor.secret, &code, app.now(), factor.last_step) {
        return Ok(second_factors::take_step(tx, id, step).await?);
    }
    Ok(use_recovery_code(tx, id, &totp::recovery_hash(&code)).await?)
}

async fn confirmed(conn: &mut Conn, id: AccountId) -> Result<Option<second_factors::SecondFactor>> {
    let factor = second_factor(conn, id).await?;
    Ok(factor.filter(|factor| factor.confirmed_at.is_some()))
}

fn wrong() -> Error {
    Error::invalid("code", t!("accounts-code-wrong"))
}

/// How it stands with one's own codes.
pub async fn find_codes(app: &App, signed: &Signed) -> Result<Codes> {
    let id = signed.person.id();
    let mut conn = app.store.read().await?;
    let Some(factor) = second_factor(&mut conn, id).await? else {
        return Ok(Codes::Off);
    };
    if let Some(since) = factor.confirmed_at {
        let recovery_codes_left = count_recovery_codes(&mut conn, id).await?;
        return Ok(Codes::On {
            since,
            recovery_codes_left,
        });
    }
    // Whoever comes to a browser that was left open does not find the secret.
    if app.now().since(factor.created_at) > WINDOW {
        return Ok(Codes::Off);
    }
    let site = settings::load(app, &mut conn).await?.site_name;
    Ok(Codes::Begun {
        secret: totp::shown_secret(&factor.secret),
        link: totp::link(&factor.secret, &site, &signed.person.actor.name),
    })
}

/// Makes the secret for an app. Nothing is asked for until a code of it was shown.
pub async fn begin_codes(app: &App, signed: &Signed, password: &str) -> Result<()> {
    confirm_password(app, signed, "password", password).await?;
    let id = signed.person.id();
    let mut secret = [0; totp::SECRET];
    app.chance.fill(&mut secret);
    let mut tx = app.store.begin().await?;
    if confirmed(&mut tx, id).await?.is_some() {
        return Err(Error::Conflict("codes are asked for already"));
    }
    save_secret(&mut tx, id, &secret, app.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Shows the first code: from now on one is asked for. All other sessions end with what the password alone
/// has opened before. Returns the codes for who loses the app.
pub async fn confirm_codes(app: &App, signed: &Signed, typed: &str) -> Result<Vec<String>> {
    let id = signed.person.id();
    let key = count_code(app, id).await?;
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let begun = second_factor(&mut tx, id).await?;
    let fresh = |at: Time| now.since(at) <= WINDOW;
    let begun = begun.filter(|factor| factor.confirmed_at.is_none() && fresh(factor.created_at));
    let Some(factor) = begun else {
        return Err(Error::Conflict(
            "this has changed meanwhile; look at it again",
        ));
    };
    let Some(step) = totp::step_of(&factor.secret, &totp::plain(typed), now, factor.last_step)
    else {
        return Err(wrong());
    };
    second_factors::take_step(&mut tx, id, step).await?;
    second_factors::confirm_secret(&mut tx, id, now).await?;
    let codes = make_recovery_codes(&mut tx, app, id).await?;
    logins::delete_links(&mut tx, id, LinkPurpose::Password).await?;
    sessions::delete_sessions(&mut tx, id, Some(signed.session)).await?;
    feed_keys::delete_feed_key(&mut tx, id).await?;
    tx.commit().await?;
    rate_limits::give_back(app, &key).await?;
    Ok(codes)
}

/// New codes for who loses the app; those there were work no more.
pub async fn renew_recovery_codes(
    app: &App,
    signed: &Signed,
    password: &str,
    typed: &str,
) -> Result<Vec<String>> {
    let mut tx = prove(app, signed, password, typed).await?;
    let codes = make_recovery_codes(&mut tx, app, signed.person.id()).await?;
    tx.commit().await?;
    Ok(codes)
}

/// Turns codes off again.
pub async fn end_codes(app: &App, signed: &Signed, password: &str, typed: &str) -> Result<()> {
    let mut tx = prove(app, signed, password, typed).await?;
    delete_second_factor(&mut tx, signed.person.id()).await?;
    tx.commit().await?;
    Ok(())
}

/// The password and a code: a browser that was left open has neither. What is done with them is done in the
/// transaction in which the code is taken.
async fn prove(app: &App, signed: &Signed, password: &str, typed: &str) -> Result<Tx> {
    confirm_password(app, signed, "password", password).await?;
    let id = signed.person.id();
    let key = count_code(app, id).await?;
    let mut tx = app.store.begin().await?;
    if !take_code(&mut tx, app, id, typed).await? {
        return Err(wrong());
    }
    rate_limits::uncount(&mut tx, &key).await?;
    Ok(tx)
}

async fn count_code(app: &App, id: AccountId) -> Result<Key> {
    let key = Key::account("own-code", id);
    let limit = app.config.rate_limits.sign_in_per_account;
    rate_limits::check_and_count(app, &key, limit, WINDOW).await?;
    Ok(key)
}

async fn make_recovery_codes(tx: &mut Tx, app: &App, id: AccountId) -> Result<Vec<String>> {
    let mut codes = Vec::new();
    for _ in 0..totp::RECOVERIES {
        let mut code = [0; totp::RECOVERY];
        app.chance.fill(&mut code);
        codes.push(totp::shown_recovery(&code));
    }
    let hash = |shown: &String| totp::recovery_hash(&totp::plain(shown));
    let hashes: Vec<Vec<u8>> = codes.iter().map(hash).collect();
    replace_recovery_codes(tx, id, &hashes).await?;
    Ok(codes)
}

/// An administrator takes the codes off the account of somebody who has lost the app and the recovery codes.
/// Whoever stands between their password and a code begins anew.
pub async fn take_codes_off(app: &App, by: &Viewer, id: AccountId) -> Result<Person> {
    let mut tx = manage::begin(app).await?;
    let target = manage::find(&mut tx, id).await?;
    manage::judge_login(&mut tx, by, Right::Logins, &target).await?;
    delete_second_factor(&mut tx, id).await?;
    logins::delete_links(&mut tx, id, LinkPurpose::Code).await?;
    manage::note(&mut tx, app, by, OfficeDeed::CodesOff, Some(id), "").await?;
    manage::finish(tx, id).await
}
