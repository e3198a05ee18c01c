//! `/admin/mails`: what was written to people, and what became of it. Where there is no mail server, the
//! links that they wait for are handed over from here.

use super::{Admin, PER_PAGE, next_page, tabs};
use crate::app::App;
use crate::error::Result;
use crate::mail::model::{ListedMail, MailKind, MailState};
use crate::mail::queries::list_mails;
use crate::web::layout::{Frame, Now};
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
    let state = match mail.state {
        MailState::Queued if mail.attempts == 0 => t!("admin-mails-waits"),
        MailState::Queued => t!("admin-mails-waits-after", tries = mail.attempts),
        MailState::Sent => t!("admin-mails-sent"),
        MailState::Failed => t!("admin-mails-failed", tries = mail.attempts),
        MailState::Dropped => t!("admin-mails-dropped"),
        MailState::Unsent => t!("admin-mails-unsent"),
    };
    MailView {
        about: match mail.subject.is_empty() {
            true => about(mail.kind),
            false => mail.subject,
        },
        recipient: mail.name.or(mail.address).unwrap_or_default(),
        state,
        reason: mail.reason.unwrap_or_default(),
        body: mail.body,
        when: When::new(mail.created_at, now),
    }
}

/// What a mail of this kind is about, where its subject is not known.
fn about(kind: MailKind) -> String {
    match kind {
        MailKind::Verify => t!("admin-mails-verify"),
        MailKind::Reset => t!("admin-mails-reset"),
        MailKind::Invitation => t!("admin-mails-invitation"),
        MailKind::Admission => t!("admin-mails-admission"),
        MailKind::Decision => t!("admin-mails-decision"),
        MailKind::Answer => t!("admin-mails-answer"),
        MailKind::Mention => t!("admin-mails-mention"),
        MailKind::Followed => t!("admin-mails-followed"),
        MailKind::Rules => t!("admin-mails-rules"),
        MailKind::Desk => t!("admin-mails-desk"),
        MailKind::Moderation => t!("admin-mails-moderation"),
    }
}
