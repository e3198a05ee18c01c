//! E-mail addresses: giving one, and confirming that one reads there.
//!
//! An address that somebody gave gets nothing but the link that confirms it and, where the account has no
//! other, a link for a new password when somebody asks for one ([`super::reset`]). Several people may give
//! the same one, and none of them is told so; only one can confirm it.

use super::make::check_domain;
use super::profile::confirm_password;
use crate::accounts::jobs::SendConfirmation;
use crate::accounts::model::{Addresses, Client, LinkPurpose, Person, Signed, Viewer};
use crate::accounts::queries::{find_person, logins};
use crate::accounts::rate_limits::{self, Key};
use crate::accounts::tokens::Token;
use crate::accounts::{policy, settings};
use crate::app::App;
use crate::error::{Error, Result, broke_unique};
use crate::ids::AccountId;
use crate::mail::actions::{drop_mail, queue, send, take};
use crate::mail::model::{MailId, MailKind, NewMail};
use crate::mail::queries::{delete_refusal, was_written_to};
use crate::mail::{address, letters};
use crate::store::{Conn, Tx};
use chrono::TimeDelta;

/// What there is none of when a link is used up or wrong.
const LINK: &str = "address link";
const TAKEN: &str = "address of another account";

const LIFE: TimeDelta = TimeDelta::days(7);
pub(super) const HOUR: TimeDelta = TimeDelta::hours(1);

pub async fn find_addresses(app: &App, id: AccountId) -> Result<Addresses> {
    let mut conn = app.store.read().await?;
    let found = logins::address_by_account(&mut conn, id).await?;
    found.ok_or(Error::SignedOut)
}

/// The address of the account that a link can do something for. Without a mail server that is a new one
/// only: nobody could show that they read at the one it has.
pub fn awaits_link<'a>(app: &App, known: &'a Addresses) -> Option<&'a str> {
    match app.mailer.is_configured() {
        true => known.unconfirmed(),
        false => known.new_email.as_deref(),
    }
}

/// Whether a link that confirms an address of theirs was sent so lately that it may still work.
pub async fn was_asked(app: &App, id: AccountId) -> Result<bool> {
    let mut conn = app.store.read().await?;
    let since = app.now().minus(LIFE);
    Ok(was_written_to(&mut conn, id, MailKind::Verify, since).await?)
}

/// Gives the account another address, which it has once it is confirmed. Whether somebody else has it is
/// not told. What was given before it and never confirmed opens nothing any more.
pub async fn change_address(
    app: &App,
    client: &Client,
    signed: &Signed,
    typed: &str,
    password: &str,
) -> Result<()> {
    let Some(address) = address::parse(typed) else {
        return Err(Error::invalid("email", t!("accounts-email-none")));
    };
    let id = signed.person.id();
    let known = find_addresses(app, id).await?;
    let is_own = known.email.as_deref() == Some(&*address);
    if is_own && (known.is_confirmed || !app.mailer.is_configured()) {
        return Err(Error::invalid("email", t!("accounts-address-own")));
    }
    if !is_own {
        let mut conn = app.store.read().await?;
        let entrance = settings::load(app, &mut conn).await?.entrance;
        check_domain(&entrance, &address)?;
    }
    confirm_password(app, signed, "password", password).await?;
    count(app, client, id, &address).await?;
    let mut tx = app.store.begin().await?;
    let new = (!is_own).then_some(&*address);
    logins::update_new_email(&mut tx, id, new).await?;
    logins::delete_links(&mut tx, id, LinkPurpose::Verify).await?;
    logins::delete_links_sent_elsewhere(&mut tx, id, known.email.as_deref()).await?;
    ask_to_confirm(&mut tx, app, id, &address).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Sends the link again that confirms the address; says which address that is.
pub async fn ask_again(app: &App, client: &Client, signed: &Signed) -> Result<String> {
    let id = signed.person.id();
    let known = find_addresses(app, id).await?;
    let Some(address) = awaits_link(app, &known) else {
        return Err(Error::Bad(t!("accounts-address-none-waits").into()));
    };
    count(app, client, id, address).await?;
    let mut tx = app.store.begin().await?;
    ask_to_confirm(&mut tx, app, id, address).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(address.to_owned())
}

/// Against the network, the account and the address: nobody is flooded, by whomever.
async fn count(app: &App, client: &Client, id: AccountId, address: &str) -> Result<()> {
    let limits = &app.config.rate_limits;
    let network = Key::address("links", client.address);
    rate_limits::check_and_count(app, &network, limits.links_per_address, HOUR).await?;
    for key in [Key::account("links", id), Key::text("links", address)] {
        rate_limits::check_and_count(app, &key, limits.links_per_account, HOUR).await?;
    }
    Ok(())
}

/// Queues the mail that asks whether an address is really theirs.
pub(super) async fn ask_to_confirm(
    tx: &mut Tx,
    app: &App,
    id: AccountId,
    address: &str,
) -> Result<()> {
    let new = NewMail {
        kind: MailKind::Verify,
        account: Some(id),
        address: Some(address),
    };
    let job = |mail| SendConfirmation {
        mail,
        account: id,
        address: address.to_owned(),
    };
    queue(tx, app, &new, job).await
}

/// Makes the link and sends it, unless the address is confirmed or another one by now.
pub async fn send_confirmation(
    app: &App,
    mail: MailId,
    account: AccountId,
    address: &str,
) -> Result<()> {
    let Some(mail) = take(app, mail).await? else {
        return Ok(());
    };
    let mut conn = app.store.read().await?;
    let person = find_person(&mut conn, account).await?;
    let known = logins::address_by_account(&mut conn, account).await?;
    drop(conn);
    let waits = known.is_some_and(|known| awaits_link(app, &known) == Some(address));
    if !waits || policy::may_sign_in(&person).is_err() {
        return drop_mail(app, &mail, "the address needs no confirming any more").await;
    }
    let (token, now) = (Token::mint(app), app.now());
    let (hash, expires) = (token.hash(), now.plus(LIFE));
    let (purpose, owner) = (LinkPurpose::Verify, Some(account));
    let mut tx = app.store.begin().await?;
    logins::insert_link(&mut tx, &hash, purpose, owner, Some(address), now, expires).await?;
    tx.commit().await?;
    let url = app.local.url(&format!("/verify/{}", token.as_str()));
    let letter = letters::verify(&person.actor.name, &app.local.host, url);
    send(app, &mail, &letter).await
}

/// Whose address a link confirms, and which, for who may do so.
///
/// Fails with [`Error::SignedOut`] where it takes the owner and nobody is signed in.
pub async fn owner_of_address(app: &App, by: &Viewer, link: &Token) -> Result<(Person, String)> {
    let mut conn = app.store.read().await?;
    let (owner, address) = read(&mut conn, app, by, link).await?;
    Ok((find_person(&mut conn, owner).await?, address))
}

async fn read(
    conn: &mut Conn,
    app: &App,
    by: &Viewer,
    link: &Token,
) -> Result<(AccountId, String)> {
    let (hash, purpose) = (link.hash(), LinkPurpose::Verify);
    let found = logins::address_of_link(conn, &hash, purpose, app.now()).await?;
    let (owner, address) = found.ok_or(Error::NotFound(LINK))?;
    let known = logins::address_by_account(conn, owner).await?;
    let known = known.ok_or(Error::NotFound(LINK))?;
    match policy::may_confirm(by, owner, &known, &address) {
        Ok(()) => Ok((owner, address)),
        Err(_) if *by == Viewer::Anonymous => Err(Error::SignedOut),
        Err(reason) => Err(reason.into()),
    }
}

/// Uses the link up: the account has the address from now on, and mails go there. Fails as
/// [`owner_of_address`] does.
pub async fn confirm_address(app: &App, by: &Viewer, link: &Token) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let (owner, address) = read(&mut tx, app, by, link).await?;
    let used = logins::use_link(&mut tx, &link.hash(), LinkPurpose::Verify, app.now()).await?;
    if !used || !take_address(&mut tx, app, owner, &address).await? {
        return Err(Error::NotFound(LINK));
    }
    tx.commit().await?;
    Ok(())
}

/// Somebody has used a link that was sent to this address, and so has shown that they read there. Without a
/// mail server an administrator has handed it over, which shows nothing: then the address is theirs and not
/// confirmed. False when it is none of theirs any more. With another address, links that went to the old one
/// open nothing.
pub(super) async fn take_address(
    tx: &mut Tx,
    app: &App,
    id: AccountId,
    address: &str,
) -> Result<bool> {
    let Some(known) = logins::address_by_account(tx, id).await? else {
        return Ok(false);
    };
    let reads_there = app.mailer.is_configured();
    if known.email.as_deref() == Some(address) {
        if reads_there && !known.is_confirmed {
            logins::update_confirmed(tx, id, app.now()).await?;
            delete_refusal(tx, id).await?;
        }
        return Ok(true);
    }
    if known.new_email.as_deref() != Some(address) {
        return Ok(false);
    }
    if logins::email_is_taken(tx, address).await? {
        return Err(Error::Conflict(TAKEN));
    }
    let changed = match reads_there {
        true => logins::update_email(tx, id, address, app.now()).await,
        false => logins::update_email_unconfirmed(tx, id, address).await,
    };
    if !changed.map_err(taken)? {
        return Ok(false);
    }
    logins::delete_links(tx, id, LinkPurpose::Password).await?;
    delete_refusal(tx, id).await?;
    Ok(true)
}

/// Two who confirm one address at the same moment: the database decides.
fn taken(error: diesel::result::Error) -> Error {
    match broke_unique(&error, "logins_email_key", "logins.email") {
        true => Error::Conflict(TAKEN),
        false => error.into(),
    }
}
