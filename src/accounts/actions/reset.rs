//! Forgotten passwords, by mail.
//!
//! Whoever asks gets the same answer, after the same work, whether anybody here has the address: it is
//! looked up in a job (safety.md A-03). The link goes to the address of the account; to one that is not
//! confirmed only where the account has no other.

use super::addresses::HOUR;
use crate::accounts::jobs::{AskedReset, SendReset};
use crate::accounts::model::{Client, LinkPurpose};
use crate::accounts::policy;
use crate::accounts::queries::{find_person, logins};
use crate::accounts::rate_limits::{self, Key};
use crate::accounts::tokens::Token;
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::jobs::enqueue;
use crate::mail::actions::{drop_mail, queue, send, take};
use crate::mail::model::{MailId, MailKind, NewMail};
use crate::mail::{address, letters};
use chrono::TimeDelta;

/// Short, as it opens the account to whoever reads the mailbox.
const LIFE: TimeDelta = TimeDelta::hours(1);

/// Somebody forgot their password and types an address.
pub async fn ask_reset(app: &App, client: &Client, typed: &str) -> Result<()> {
    let Some(address) = address::parse(typed) else {
        return Err(Error::invalid("email", t!("accounts-email-none")));
    };
    let limits = &app.config.rate_limits;
    let network = Key::address("links", client.address);
    rate_limits::check_and_count(app, &network, limits.links_per_address, HOUR).await?;
    let target = Key::text("links", &address);
    rate_limits::check_and_count(app, &target, limits.links_per_account, HOUR).await?;
    let mut tx = app.store.begin().await?;
    enqueue(&mut tx, app, &AskedReset { address }).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Queues the mail, if somebody who may sign in has the address and has not asked too often.
pub async fn begin_reset(app: &App, address: &str) -> Result<()> {
    let mut conn = app.store.read().await?;
    let Some(account) = logins::account_by_address(&mut conn, address).await? else {
        return Ok(());
    };
    let person = find_person(&mut conn, account).await?;
    drop(conn);
    if policy::may_sign_in(&person).is_err() {
        return Ok(());
    }
    let key = Key::account("links", account);
    let limit = app.config.rate_limits.links_per_account;
    match rate_limits::check_and_count(app, &key, limit, HOUR).await {
        Err(Error::TooMany { .. }) => return Ok(()),
        counted => counted?,
    }
    let new = NewMail {
        kind: MailKind::Reset,
        account: Some(account),
        address: Some(address),
    };
    let job = |mail| SendReset {
        mail,
        account,
        address: address.to_owned(),
    };
    let mut tx = app.store.begin().await?;
    queue(&mut tx, app, &new, job).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Makes the link and sends it, unless the address is another one by now, or the mail was held up for so
/// long that nobody waits for it any more.
pub async fn send_reset(app: &App, mail: MailId, account: AccountId, address: &str) -> Result<()> {
    let Some(mail) = take(app, mail).await? else {
        return Ok(());
    };
    if app.now().since(mail.created_at) > LIFE {
        return drop_mail(app, &mail, "it was held up for longer than its link works").await;
    }
    let mut conn = app.store.read().await?;
    let person = find_person(&mut conn, account).await?;
    let known = logins::address_by_account(&mut conn, account).await?;
    drop(conn);
    let opens = known.is_some_and(|known| known.opens_by(address));
    if !opens || policy::may_sign_in(&person).is_err() {
        return drop_mail(app, &mail, "the account has another address by now").await;
    }
    let (token, now) = (Token::mint(app), app.now());
    let (hash, expires) = (token.hash(), now.plus(LIFE));
    let (purpose, owner) = (LinkPurpose::Password, Some(account));
    let mut tx = app.store.begin().await?;
    logins::insert_link(&mut tx, &hash, purpose, owner, Some(address), now, expires).await?;
    tx.commit().await?;
    let url = app.local.url(&format!("/password/{}", token.as_str()));
    let letter = letters::reset(&person.actor.name, &app.local.host, url);
    send(app, &mail, &letter).await
}
