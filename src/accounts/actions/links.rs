//! Links with which people choose a password themselves: for accounts that administrators make, and for
//! those who lost theirs. An administrator hands the link over, or it comes by mail ([`super::reset`]).

use super::addresses::take_address;
use super::make::create_account;
use super::manage;
use crate::accounts::model::{LinkPurpose, NewAccount, OfficeDeed, Person, ServerRole, Viewer};
use crate::accounts::passwords;
use crate::accounts::policy::{self, Right};
use crate::accounts::queries::{feed_keys, find_person, logins, sessions};
use crate::accounts::tokens::Token;
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::store::{Conn, Tx};
use chrono::TimeDelta;

/// What there is none of when a link is used up or wrong.
const LINK: &str = "password link";

/// Long enough for a letter, short enough that a forgotten one opens nothing.
const LIFE: TimeDelta = TimeDelta::days(7);

/// Makes an account for somebody and returns the link with which they choose their password. Until
/// then it has one that nobody knows.
pub async fn invite(
    app: &App,
    by: &Viewer,
    name: &str,
    email: &str,
    role: ServerRole,
) -> Result<(Person, String)> {
    let new = NewAccount {
        name: name.to_owned(),
        email: email.to_owned(),
        password: Token::mint(app).as_str().to_owned(),
    };
    let person = create_account(app, by, &new, role).await?;
    let link = make_password_link(app, by, person.id()).await?;
    Ok((person, link))
}

/// A new link for somebody; earlier ones work no more. The password stays as it is until it is used.
pub async fn make_password_link(app: &App, by: &Viewer, id: AccountId) -> Result<String> {
    let (token, now) = (Token::mint(app), app.now());
    let mut tx = app.store.begin().await?;
    let target = manage::find(&mut tx, id).await?;
    manage::judge_login(&mut tx, by, Right::Logins, &target).await?;
    if logins::login_by_account(&mut tx, id).await?.is_none() {
        return Err(Error::NotFound("login"));
    }
    logins::delete_links(&mut tx, id, LinkPurpose::Password).await?;
    let (hash, expires) = (token.hash(), now.plus(LIFE));
    let purpose = LinkPurpose::Password;
    logins::insert_link(&mut tx, &hash, purpose, Some(id), None, now, expires).await?;
    manage::note(&mut tx, app, by, OfficeDeed::Link, Some(id), "").await?;
    tx.commit().await?;
    Ok(app.local.url(&format!("/password/{}", token.as_str())))
}

/// Whose password the link is for, if it still works.
pub async fn owner_of_link(app: &App, link: &Token) -> Result<Person> {
    let mut conn = app.store.read().await?;
    owner(&mut conn, app, link).await
}

async fn owner(conn: &mut Conn, app: &App, link: &Token) -> Result<Person> {
    let missing = Error::NotFound(LINK);
    let owner = logins::owner_of_link(conn, &link.hash(), LinkPurpose::Password, app.now()).await?;
    let Some(owner) = owner else {
        return Err(missing);
    };
    let person = find_person(conn, owner).await?;
    policy::may_sign_in(&person)?;
    Ok(person)
}

/// Sets the password that the owner of the link chose, uses the link up, ends all sessions and takes the key for
/// feeds away.
pub async fn choose_password(app: &App, link: &Token, new: &str) -> Result<Person> {
    let mut conn = app.store.read().await?;
    let person = owner(&mut conn, app, link).await?;
    let login = logins::login_by_account(&mut conn, person.id()).await?;
    drop(conn);
    let email = login.and_then(|login| login.email).unwrap_or_default();
    passwords::check("new", new, &[&person.actor.name, &email])
        .map_err(|error| Error::Invalid(vec![error]))?;
    let hash = passwords::hash(new).await?;
    let mut tx = app.store.begin().await?;
    set(&mut tx, app, link, &person, &hash).await?;
    tx.commit().await?;
    Ok(person)
}

/// Hashing took its time: only the first of two who use the link at once gets through. Whoever got it by
/// mail has shown that they read there; where that is no address of the account any more, it opens nothing
/// ([`take_address`]).
async fn set(tx: &mut Tx, app: &App, link: &Token, person: &Person, hash: &str) -> Result<()> {
    let (now, id) = (app.now(), person.id());
    let sent_to = logins::address_of_link(tx, &link.hash(), LinkPurpose::Password, now).await?;
    if !logins::use_link(tx, &link.hash(), LinkPurpose::Password, now).await? {
        return Err(Error::NotFound(LINK));
    }
    if let Some((_, address)) = sent_to
        && !take_address(tx, app, id, &address).await?
    {
        return Err(Error::NotFound(LINK));
    }
    logins::update_password(tx, id, hash).await?;
    logins::delete_links(tx, id, LinkPurpose::Password).await?;
    logins::delete_links(tx, id, LinkPurpose::Code).await?;
    sessions::delete_sessions(tx, id, None).await?;
    feed_keys::delete_feed_key(tx, id).await?;
    Ok(())
}
