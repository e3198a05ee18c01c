//! What one was told, and having read it.

use super::actions::{mark_all_read, mark_read};
use super::model::{Notice, NoticeActor, NoticeKind, Reported};
use super::queries::{count_unread, find_notice, list_notices, list_unread};
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::store::Conn;
use crate::text::excerpt;
use crate::web::client::is_opened;
use crate::web::csrf::CsrfForm;
use crate::web::layout::{Frame, Now};
use crate::web::next::safe_path;
use crate::web::page::Page;
use crate::web::paging::{ByNumber, pager};
use crate::web::session::SignedIn;
use crate::web::view::{EmptyView, LinkView, PagerView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Method};
use axum::response::Redirect;
use axum::routing::{get, post};
use serde::Deserialize;

const PER_PAGE: usize = 50;
/// Characters that are shown of what somebody wrote, and of a reason, which is read here.
const WORDS: usize = 160;
const REASON: usize = 600;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/notifications", get(notifications_show).post(all_read))
        .route("/notifications/{id}", get(notice_open))
        .route("/notifications/{id}/read", post(one_read))
}

/// `last`: the latest notification that was on the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ReadForm {
    last: String,
}

/// `back`: the page of the list that one was on.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct OneForm {
    back: String,
}

#[derive(Template)]
#[template(path = "notifications/notifications.html")]
struct NotificationsPage {
    frame: Frame,
    back: String,
    unread: i64,
    last: i64,
    notices: Vec<NoticeLine>,
    empty: EmptyView,
    pager: PagerView,
}

/// A notification as it is written on a page.
pub struct NoticeLine {
    pub id: i64,
    pub new: bool,
    pub icon: &'static str,
    pub sentence: String,
    pub title: String,
    pub href: Option<String>,
    pub text: String,
    pub when: When,
}

async fn notifications_show(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Query(asked): Query<ByNumber>,
) -> Result<Page<NotificationsPage>> {
    let me = who.person.id();
    let mut conn = app.store.read().await?;
    let found = list_notices(&mut conn, me, asked.turn(), PER_PAGE).await?;
    let now = frame.now;
    Ok(Page(NotificationsPage {
        unread: count_unread(&mut conn, me).await?,
        last: found.rows.first().map_or(0, |notice| notice.id),
        pager: pager("/notifications", &found, |notice| notice.id),
        notices: found.rows.into_iter().map(|each| line(each, now)).collect(),
        back: frame.back.clone().unwrap_or_default(),
        frame: frame.unlisted(),
        empty: EmptyView {
            icon: "bell",
            title: "Nothing yet".to_owned(),
            text: "Answers and replies to what you wrote, mentions of you and decisions about what you asked for appear here.".to_owned(),
            number: None,
            links: vec![
                LinkView::new("Ask something", "/new"),
                LinkView::new("Find communities", "/communities"),
            ],
        },
    }))
}

/// The latest that somebody has not read, and how many there are in all.
pub async fn news(
    conn: &mut Conn,
    account: AccountId,
    limit: usize,
    now: Now,
) -> Result<(Vec<NoticeLine>, i64)> {
    let unread = count_unread(conn, account).await?;
    if unread == 0 {
        return Ok((Vec::new(), 0));
    }
    let notices = list_unread(conn, account, limit).await?;
    let lines = notices.into_iter().map(|each| line(each, now)).collect();
    Ok((lines, unread))
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
                .map_err(|_| Error::Bad("there is no such notice".into()))?,
        ),
    };
    mark_all_read(&app, who.person.id(), last).await?;
    Ok(Redirect::to("/notifications"))
}

/// On to what a notice is about, which has been read then.
async fn notice_open(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> Result<Redirect> {
    let id = id.parse().map_err(|_| Error::NotFound("notice"))?;
    let me = who.person.id();
    let notice = {
        let mut conn = app.store.read().await?;
        find_notice(&mut conn, me, id).await?
    };
    let notice = notice.ok_or(Error::NotFound("notice"))?;
    if notice.is_new()
        && is_opened(&app, &method, &headers)
        && let Err(error) = mark_read(&app, me, id).await
    {
        tracing::warn!(%error, "a notice could not be marked as read");
    }
    let path = notice.path();
    Ok(Redirect::to(path.as_deref().unwrap_or("/notifications")))
}

async fn one_read(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    CsrfForm(form): CsrfForm<OneForm>,
) -> Result<Redirect> {
    let id = id.parse().map_err(|_| Error::NotFound("notice"))?;
    mark_read(&app, who.person.id(), id).await?;
    let back = match form.back.as_str() {
        "" => "/notifications",
        back => safe_path(&app, back),
    };
    Ok(Redirect::to(back))
}

/// Where a notice leads. A new one is opened on the way, but where the page itself says that it has been read.
fn href(notice: &Notice) -> Option<String> {
    let path = notice.path()?;
    let mut settled = ["/post/", "/comment/", "/messages/"].iter();
    // Pages beside a thread, such as that of its suggested edits, say nothing.
    let beside = path.starts_with("/post/") && path.matches('/').count() > 2;
    match notice.is_new() && (beside || !settled.any(|start| path.starts_with(start))) {
        true => Some(format!("/notifications/{}", notice.id)),
        false => Some(path),
    }
}

/// The first words of the reply; of a report about a person and of what moderators did, why.
fn said_of(notice: &Notice) -> String {
    if let Some(decided) = &notice.decided {
        return match decided.reason.is_empty() {
            true => String::new(),
            false => format!("Why: {}", excerpt(&decided.reason, REASON)),
        };
    }
    match (&notice.reply, &notice.reported) {
        (Some((_, text)), _) => excerpt(text, WORDS),
        (None, Some(reported)) if notice.community.is_none() => excerpt(&reported.reason, WORDS),
        _ => String::new(),
    }
}

fn line(notice: Notice, now: Now) -> NoticeLine {
    let (icon, sentence) = sentence(&notice);
    NoticeLine {
        id: notice.id,
        new: notice.is_new(),
        icon,
        sentence,
        href: href(&notice),
        text: said_of(&notice),
        title: notice.thread.map(|(_, title)| title).unwrap_or_default(),
        when: When::new(notice.created_at, now),
    }
}

fn new_in_search(notice: &Notice) -> String {
    match &notice.search {
        Some(search) => format!("Something new is found by your search “{}”", search.typed),
        None => "Something new was found by a search that you followed".to_owned(),
    }
}

/// The icon, and what happened in words.
fn sentence(notice: &Notice) -> (&'static str, String) {
    let who = notice
        .by
        .as_ref()
        .map_or("Somebody".to_owned(), NoticeActor::handle);
    let place = notice.place.as_str();
    // Other servers end a follow with a ban; being banned here forbids no reading.
    let elsewhere = notice.community.as_ref().is_some_and(|place| !place.local);
    let reported = notice.reported.as_ref();
    let what = reported.map_or("something".to_owned(), Reported::said);
    match notice.kind {
        NoticeKind::Answer => ("talk", format!("{who} answered your question")),
        NoticeKind::Reply => ("reply", format!("{who} replied to you")),
        NoticeKind::Mention => ("q", format!("{who} mentioned you")),
        NoticeKind::InFollowedThread => {
            ("talk", format!("{who} wrote in a thread that you follow"))
        }
        NoticeKind::InFollowedTag => (
            "talk",
            format!("{who} began a thread with a tag that you follow in {place}"),
        ),
        NoticeKind::ByFollowedPerson => (
            "people",
            format!("{who}, whom you follow, wrote in {place}"),
        ),
        NoticeKind::InFollowedSearch => ("search", new_in_search(notice)),
        NoticeKind::AskedToAnswer => (
            "q",
            format!("A question waits in {place}, and you wanted to be asked"),
        ),
        NoticeKind::Accepted => ("check", format!("{who} accepted your answer")),
        NoticeKind::FollowAccepted => ("people", format!("You now follow {place}")),
        NoticeKind::FollowRefused => ("people", format!("{place} did not let you follow it")),
        NoticeKind::MembershipEnded => {
            let sentence = format!("You are no longer a member of {place}, and read no more there");
            ("people", sentence)
        }
        NoticeKind::Report if place.is_empty() => ("flag", format!("{who} reported {what}")),
        NoticeKind::Report => ("flag", format!("{who} reported {what} in {place}")),
        NoticeKind::Message => ("mail", format!("{who} wrote to you")),
        NoticeKind::Removed => ("flag", format!("What you wrote in {place} was removed")),
        NoticeKind::Restored => ("check", format!("What you wrote in {place} was restored")),
        NoticeKind::Locked => (
            "flag",
            format!("Moderators of {place} closed your thread to replies"),
        ),
        NoticeKind::Banned if elsewhere => (
            "flag",
            format!("You were banned from {place}, which ends following it"),
        ),
        NoticeKind::Banned => ("flag", format!("You were banned from {place}")),
        NoticeKind::Unbanned if elsewhere => (
            "check",
            format!("You are no longer banned from {place} and can follow it again"),
        ),
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
        NoticeKind::Applied => ("people", format!("{who} wants to join {place}")),
        NoticeKind::ApplicationAnswered => (
            "people",
            format!("{who} answered what you asked about joining {place}"),
        ),
        NoticeKind::MoreAsked => (
            "people",
            format!("The conveners of {place} ask you something before they decide"),
        ),
        NoticeKind::Approved => ("check", format!("You are a member of {place} now")),
        NoticeKind::Declined => (
            "people",
            format!("The conveners of {place} declined your application"),
        ),
        NoticeKind::ApplicationExpired => (
            "clock",
            format!("Nobody decided about your application to {place} in time"),
        ),
        NoticeKind::CameBack => (
            "info",
            format!(
                "Your application to {place} came back undecided, since its rules have changed; read them and send it again"
            ),
        ),
        NoticeKind::RulesChanged => (
            "info",
            format!("The rules of {place} have changed; please read them and agree"),
        ),
        NoticeKind::PostHeld => (
            "clock",
            format!("Something that {who} wrote in {place} is held"),
        ),
        // Not every server says who of its people it was.
        NoticeKind::Invited if notice.by.is_some() && notice.by == notice.community => {
            ("people", format!("{place} invites you"))
        }
        NoticeKind::Invited => ("people", format!("{who} invites you into {place}")),
        NoticeKind::IntroductionWaits => (
            "talk",
            format!("Nobody has replied yet to the introduction of {who} in {place}"),
        ),
        NoticeKind::ReadsNoMore => (
            "info",
            format!(
                "{who} reads {place} no more: what their server runs is not known to keep it private"
            ),
        ),
        NoticeKind::QuestionClosed => ("lock", format!("{who} closed your question")),
        NoticeKind::EditSuggested => (
            "edit",
            format!("{who} suggests another text for what you wrote"),
        ),
        NoticeKind::EditApproved => ("check", format!("{who} took the text that you suggested")),
        NoticeKind::EditDeclined => (
            "edit",
            format!("{who} did not take the text that you suggested"),
        ),
        NoticeKind::LinkProposed => (
            "people",
            format!("{who} wants to work together with {place}"),
        ),
        NoticeKind::LinkAccepted => ("check", format!("{who} works together with {place} now")),
        NoticeKind::LinkDeclined => (
            "people",
            format!("{who} does not want to work together with {place}"),
        ),
        NoticeKind::LinkEnded => (
            "people",
            format!("{who} works together with {place} no more"),
        ),
        NoticeKind::StillRight => ("clock", format!("Is this in {place} still right?")),
        NoticeKind::NamedConvener => ("people", format!("{who} made you a convener of {place}")),
        NoticeKind::Released => ("check", format!("What you wrote in {place} is shown now")),
    }
}
