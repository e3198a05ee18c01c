//! What one was told, and having read it.

use super::actions::{mark_all_read, mark_read};
use super::model::{Notice, NoticeActor, NoticeKind};
use super::queries::{count_unread, list_notices};
use crate::app::App;
use crate::error::{Error, Result};
use crate::store::Time;
use crate::text::excerpt;
use crate::web::csrf::CsrfForm;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::session::SignedIn;
use crate::web::view::{PagerView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use axum::routing::{get, post};
use serde::Deserialize;

const PER_PAGE: i64 = 50;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/notifications", get(notifications_show).post(all_read))
        .route("/notifications/{id}/read", post(one_read))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ListQuery {
    before: String,
}

/// `last`: the latest notification that was on the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ReadForm {
    last: String,
}

#[derive(Debug, Default, Deserialize)]
struct Button {}

#[derive(Template)]
#[template(path = "notifications/notifications.html")]
struct NotificationsPage {
    frame: Frame,
    unread: i64,
    last: i64,
    notices: Vec<NoticeLine>,
    pager: PagerView,
}

struct NoticeLine {
    id: i64,
    new: bool,
    icon: &'static str,
    sentence: String,
    title: String,
    href: Option<String>,
    text: String,
    when: When,
}

async fn notifications_show(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Query(query): Query<ListQuery>,
) -> Result<Page<NotificationsPage>> {
    let before = match query.before.as_str() {
        "" => None,
        id => Some(
            id.parse::<i64>()
                .map_err(|_| Error::Bad("this page does not exist".into()))?,
        ),
    };
    let me = who.person.id();
    let mut conn = app.store.read().await?;
    let mut notices = list_notices(&mut conn, me, before, PER_PAGE + 1).await?;
    let unread = count_unread(&mut conn, me).await?;
    let size = usize::try_from(PER_PAGE).unwrap_or(usize::MAX);
    let more = notices.len() > size;
    notices.truncate(size);
    let now = app.now();
    Ok(Page(NotificationsPage {
        frame: frame.unlisted(),
        unread,
        last: notices.first().map_or(0, |notice| notice.id),
        pager: PagerView {
            newer: before.map(|_| "/notifications".to_owned()),
            older: notices
                .last()
                .filter(|_| more)
                .map(|notice| format!("/notifications?before={}", notice.id)),
        },
        notices: notices
            .into_iter()
            .map(|notice| line(notice, now))
            .collect(),
    }))
}

async fn all_read(
    State(app): State<App>,
    who: SignedIn,
    CsrfForm(form): CsrfForm<ReadForm>,
) -> Result<Redirect> {
    let last = match form.last.as_str() {
        "" => None,
        id => Some(
            id.parse()
                .map_err(|_| Error::Bad("there is no such notification".into()))?,
        ),
    };
    mark_all_read(&app, who.person.id(), last).await?;
    Ok(Redirect::to("/notifications"))
}

async fn one_read(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<i64>,
    CsrfForm(Button {}): CsrfForm<Button>,
) -> Result<Redirect> {
    mark_read(&app, who.person.id(), id).await?;
    Ok(Redirect::to("/notifications"))
}

fn line(notice: Notice, now: Time) -> NoticeLine {
    let who = notice
        .by
        .as_ref()
        .map_or("Somebody".to_owned(), NoticeActor::handle);
    let place = notice
        .community
        .as_ref()
        .map(NoticeActor::handle)
        .unwrap_or_default();
    let (icon, sentence) = match notice.kind {
        NoticeKind::Answer => ("talk", format!("{who} answered your question")),
        NoticeKind::Reply => ("reply", format!("{who} replied to you")),
        NoticeKind::Mention => ("q", format!("{who} mentioned you")),
        NoticeKind::Accepted => ("check", format!("{who} accepted your answer")),
        NoticeKind::FollowAccepted => ("people", format!("You now follow {place}")),
        NoticeKind::FollowRefused => ("people", format!("{place} did not let you follow it")),
        NoticeKind::Report => ("flag", format!("{who} reported something in {place}")),
        NoticeKind::Message => ("mail", format!("{who} wrote to you")),
        NoticeKind::Removed => ("flag", format!("What you wrote in {place} was removed")),
        NoticeKind::Restored => ("check", format!("What you wrote in {place} was restored")),
        NoticeKind::Locked => (
            "flag",
            format!("Moderators of {place} closed your thread to replies"),
        ),
        NoticeKind::Banned => ("flag", format!("You were banned from {place}")),
        NoticeKind::Unbanned => ("check", format!("You are no longer banned from {place}")),
        NoticeKind::NoConvener => (
            "people",
            format!("{place} has no convener any more; administrators look after it"),
        ),
        NoticeKind::CommunityRemoved => (
            "flag",
            format!("Administrators of this server removed {place}"),
        ),
        NoticeKind::CommunityRestored => (
            "check",
            format!("Administrators of this server restored {place}"),
        ),
    };
    NoticeLine {
        id: notice.id,
        new: notice.is_new(),
        icon,
        sentence,
        href: notice.path(),
        text: notice
            .reply
            .map(|(_, text)| excerpt(&text, 160))
            .unwrap_or_default(),
        title: notice.thread.map(|(_, title)| title).unwrap_or_default(),
        when: When::new(notice.created_at, now),
    }
}
