//! `/admin/mails`: what was written to people, and what became of it. Where there is no mail server, the
//! links that they wait for are handed over from here.

use super::{Admin, PER_PAGE, next_page, tabs};
use crate::app::App;
use crate::error::Result;
use crate::mail::model::{ListedMail, MailState};
use crate::mail::queries::list_mails;
use crate::web::layout::{Frame, Now, counted};
use crate::web::page::Page;
use crate::web::view::{PagerView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::routing::get;
use serde::Deserialize;

const PATH: &str = "/admin/mails";

pub fn routes() -> Router<App> {
    Router::new().route(PATH, get(mails_page))
}

#[derive(Template)]
#[template(path = "admin/mails.html")]
struct MailsPage {
    frame: Frame,
    tabs: Vec<TabView>,
    is_configured: bool,
    mails: Vec<MailView>,
    pager: PagerView,
}

struct MailView {
    about: String,
    /// Name of the account, or the address.
    recipient: String,
    state: String,
    reason: String,
    /// What it says, where somebody has to hand it over.
    body: Option<String>,
    when: When,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Before {
    before: Option<i64>,
}

async fn mails_page(
    State(app): State<App>,
    Query(asked): Query<Before>,
    _admin: Admin,
    frame: Frame,
) -> Result<Page<MailsPage>> {
    let mut conn = app.store.read().await?;
    let before = asked.before.unwrap_or(i64::MAX);
    let mails = list_mails(&mut conn, before, PER_PAGE).await?;
    drop(conn);
    let last = mails.last().map(|mail| mail.id.to_string());
    let now = frame.now;
    Ok(Page(MailsPage {
        frame: frame.unlisted(),
        tabs: tabs(PATH),
        is_configured: app.mailer.is_configured(),
        pager: PagerView {
            newer: None,
            older: next_page(PATH, mails.len(), "before", last),
        },
        mails: mails.into_iter().map(|mail| view(mail, now)).collect(),
    }))
}

fn view(mail: ListedMail, now: Now) -> MailView {
    let tries = counted(mail.attempts.into(), "try", "tries");
    let state = match mail.state {
        MailState::Queued if mail.attempts == 0 => "waits".to_owned(),
        MailState::Queued => format!("waits after {tries}"),
        MailState::Sent => "sent".to_owned(),
        MailState::Failed => format!("given up after {tries}"),
        MailState::Dropped => "not sent".to_owned(),
        MailState::Unsent => "not sent: there is no mail server".to_owned(),
    };
    MailView {
        about: match mail.subject.is_empty() {
            true => mail.kind.to_string(),
            false => mail.subject,
        },
        recipient: mail.name.or(mail.address).unwrap_or_default(),
        state,
        reason: mail.reason.unwrap_or_default(),
        body: mail.body,
        when: When::new(mail.created_at, now),
    }
}
