//! `/admin`: how the server is, its accounts and communities, the servers it talks to, what waits, what
//! was reported, and its settings. For administrators, and what concerns people for moderators of the server,
//! too; everybody else is told that it is not theirs.

mod account_acts;
mod accounts;
pub mod actions;
mod applications;
mod communities;
mod confirm;
pub mod deciding;
mod entrance;
pub mod host_list;
mod hosts;
mod list_queries;
mod log;
mod looks;
mod mails;
mod notices;
mod overview;
mod peers;
mod purges;
pub mod queries;
mod queues;
mod reports;
mod screening;
mod settings;
#[cfg(test)]
mod tests;

use crate::accounts::model::{ServerRole, Signed, Viewer};
use crate::accounts::policy::{Office, Right, may};
use crate::app::App;
use crate::error::{Error, FieldError, Result};
use crate::web::flash::done;
use crate::web::next::encoded;
use crate::web::session::{NotSignedIn, SignedIn};
use crate::web::view::TabView;
use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::ops::Deref;

/// Rows on one page of a list.
const PER_PAGE: i64 = 50;

pub fn routes() -> Router<App> {
    Router::new()
        .merge(overview::routes())
        .merge(accounts::routes())
        .merge(applications::routes())
        .merge(communities::routes())
        .merge(peers::routes())
        .merge(hosts::routes())
        .merge(purges::routes())
        .merge(queues::routes())
        .merge(mails::routes())
        .merge(reports::routes())
        .merge(screening::routes())
        .merge(settings::routes())
        .merge(entrance::routes())
        .merge(log::routes())
        .merge(looks::routes())
        .merge(notices::routes())
}

/// An administrator. As a parameter of a handler it lets nobody else in.
struct Admin(SignedIn);

/// Somebody who looks after who is here, administrators among them; the same.
struct Keeper(SignedIn);

impl Deref for Keeper {
    type Target = Signed;
    fn deref(&self) -> &Signed {
        &self.0
    }
}

impl FromRequestParts<App> for Keeper {
    type Rejection = NotSignedIn;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, NotSignedIn> {
        let user = SignedIn::from_request_parts(parts, app).await?;
        match may(Office::Role(user.role), Right::Accounts) {
            Ok(()) => Ok(Self(user)),
            Err(reason) => Err(NotSignedIn::Error(reason.into())),
        }
    }
}

impl Deref for Admin {
    type Target = Signed;
    fn deref(&self) -> &Signed {
        &self.0
    }
}

impl FromRequestParts<App> for Admin {
    type Rejection = NotSignedIn;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, NotSignedIn> {
        let user = SignedIn::from_request_parts(parts, app).await?;
        match may(Office::Role(user.role), Right::Server) {
            Ok(()) => Ok(Self(user)),
            Err(reason) => Err(NotSignedIn::Error(reason.into())),
        }
    }
}

impl Admin {
    fn viewer(&self) -> Viewer {
        self.0.viewer()
    }
}

fn tabs(current: &str) -> Vec<TabView> {
    [
        (t!("admin-overview"), "/admin"),
        (t!("admin-accounts"), "/admin/accounts"),
        (t!("admin-applications"), "/admin/applications"),
        (t!("admin-communities"), "/admin/communities"),
        (t!("admin-peers"), "/admin/peers"),
        (t!("admin-queues"), "/admin/queues"),
        (t!("admin-mails"), "/admin/mails"),
        (t!("admin-reports"), "/admin/reports"),
        (t!("admin-screening"), "/admin/screening"),
        (t!("admin-log"), "/admin/log"),
        (t!("admin-settings"), "/admin/settings"),
        (t!("admin-entrance"), "/admin/entrance"),
        (t!("admin-looks"), "/admin/looks"),
        (t!("admin-notices"), "/admin/notices"),
        (t!("admin-closing"), "/admin/closing"),
    ]
    .map(|(label, href)| TabView::new(label, href, href == current))
    .into()
}

/// The same for who may not see all of them.
fn tabs_for(role: ServerRole, current: &str) -> Vec<TabView> {
    let mut tabs = tabs(current);
    if may(Office::Role(role), Right::Server).is_err() {
        tabs.retain(|tab| OF_KEEPERS.contains(&tab.href.as_str()));
    }
    tabs
}

const OF_KEEPERS: [&str; 4] = [
    "/admin",
    "/admin/accounts",
    "/admin/applications",
    "/admin/log",
];

/// The address of the next page, if this one is full.
fn next_page(path: &str, shown: usize, key: &str, last: Option<String>) -> Option<String> {
    let full = i64::try_from(shown).is_ok_and(|shown| shown >= PER_PAGE);
    let last = last.filter(|_| full)?;
    Some(format!("{path}?{key}={}", encoded(&last)))
}

/// What is wrong with the fields; any other error is answered as it is.
fn wrong_fields(error: Error) -> Result<Vec<FieldError>> {
    match error {
        Error::Invalid(errors) => Ok(errors),
        other => Err(other),
    }
}
