//! The first start: the server's own accounts and its first administrator.

use super::actions;
use super::model::{LinkPurpose, NewAccount, ServerRole, Viewer};
use super::queries::logins;
use super::tokens::Token;
use crate::app::App;
use crate::error::Result;
use chrono::TimeDelta;

/// What there is none of when a link is used up or wrong.
pub const LINK: &str = "set-up link";

const LINK_LIFE: TimeDelta = TimeDelta::days(7);

/// What a start found or did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// There is an administrator.
    Ready,
    /// The first administrator was made from the configuration; this is the name.
    AdminMade(String),
    /// Nobody administers this server yet. Whoever opens this address first does; it is to be shown
    /// to the operator only.
    NeedsAdmin { link: String },
}

/// Everything that must be so before the server answers: the address is the one it began with,
/// its own accounts exist, and somebody can administer it or is told how.
pub async fn prepare(app: &App) -> Result<Start> {
    actions::ensure_server_actors(app).await?;
    first_admin(app).await
}

async fn first_admin(app: &App) -> Result<Start> {
    let mut conn = app.store.read().await?;
    let (has_login, has_admin) = (
        logins::has_login(&mut conn).await?,
        logins::has_admin(&mut conn).await?,
    );
    drop(conn);
    if has_admin {
        return Ok(Start::Ready);
    }
    let given = &app.config.setup;
    if has_login || given.admin_name.is_empty() {
        let link = make_link(app).await?;
        return Ok(Start::NeedsAdmin { link });
    }
    let admin = NewAccount {
        name: given.admin_name.clone(),
        email: given.admin_email.clone(),
        password: given.admin_password.clone(),
    };
    let person = actions::create_account(app, &Viewer::System, &admin, ServerRole::Owner).await?;
    Ok(Start::AdminMade(person.actor.name))
}

/// A new link at every start: only its digest is stored, so an earlier one cannot be shown again.
async fn make_link(app: &App) -> Result<String> {
    let (token, now) = (Token::mint(app), app.now());
    let expires = now.plus(LINK_LIFE);
    let mut tx = app.store.begin().await?;
    let (hash, purpose) = (token.hash(), LinkPurpose::Setup);
    logins::insert_link(&mut tx, &hash, purpose, None, None, now, expires).await?;
    tx.commit().await?;
    Ok(app.local.url(&format!("/setup/{}", token.as_str())))
}

/// Whether the set-up link can still be used.
pub async fn link_works(app: &App, token: &Token) -> Result<bool> {
    let mut conn = app.store.read().await?;
    let hash = token.hash();
    Ok(
        logins::link_works(&mut conn, &hash, LinkPurpose::Setup, app.now()).await?
            && !logins::has_admin(&mut conn).await?,
    )
}
