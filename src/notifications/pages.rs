//! What one was told, and having read it.

use super::actions::{mark_all_read, mark_read};
use super::model::{Notice, NoticeActor, NoticeKind, Reported, ReportedThing, Settled};
use super::queries::{count_unread, find_notice, list_notices, list_unread};
use super::verdict::{self, Verdict};
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
    /// Where one appeals against it, or writes to those who decided it.
    pub appeal: Option<LinkView>,
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
            title: t!("notifications-none"),
            text: t!("notifications-none-text"),
            number: None,
            links: vec![
                LinkView::new(t!("notifications-ask"), "/new"),
                LinkView::new(t!("notifications-find"), "/communities"),
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
                .map_err(|_| Error::Bad(t!("notifications-no-such").into()))?,
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

/// The first words of the reply; of a report about a person and of what moderators did, why. Who is no more led to
/// what it is about, which says it there, is told what they can do.
fn said_of(notice: &Notice, now: Now) -> String {
    if let Some(decided) = &notice.decided {
        let reason = excerpt(&decided.reason, REASON);
        let until = decided.until.map(|end| now.date(end));
        let told = verdict::compose(&Verdict {
            kind: notice.kind,
            of_reply: notice.reply.is_some(),
            place: &notice.place,
            reason: &reason,
            until: until.as_deref(),
        });
        let Some(told) = told else {
            return match reason.is_empty() {
                true => String::new(),
                false => t!("notifications-why", reason = reason),
            };
        };
        let why = match reason.is_empty() {
            true => String::new(),
            false => told.why,
        };
        let parts = match decided.path {
            Some(_) => [why, told.until, String::new()],
            None => [as_sentence(why), told.until, told.appeal],
        };
        return parts.join(" ").trim().to_owned();
    }
    if let Some(settled) = &notice.settled {
        return excerpt(&settled.message, REASON);
    }
    match (&notice.reply, &notice.reported) {
        (Some((_, text)), _) => excerpt(text, WORDS),
        (None, Some(reported)) if notice.community.is_none() => excerpt(&reported.reason, WORDS),
        _ => String::new(),
    }
}

/// Something else stands behind it.
fn as_sentence(words: String) -> String {
    match words.is_empty() || words.ends_with(['.', '!', '?', '…']) {
        true => words,
        false => format!("{words}."),
    }
}

/// Where one appeals against what moderators decided or, where that is nothing to appeal against, writes to them.
fn appeal(notice: &Notice) -> Option<LinkView> {
    if let Some(act) = notice.decided.as_ref()?.appealable {
        let label = t!("notifications-appeal-link");
        return Some(LinkView::new(label, format!("/appeal/{act}")));
    }
    let community = notice.community.as_ref().filter(|place| place.local)?;
    let changed = matches!(notice.kind, NoticeKind::Retitled | NoticeKind::Moved);
    changed.then(|| {
        let path = format!("/c/{}/contact", community.handle());
        LinkView::new(t!("membership-about-contact"), path)
    })
}

fn line(notice: Notice, now: Now) -> NoticeLine {
    let (icon, sentence) = sentence(&notice);
    NoticeLine {
        id: notice.id,
        new: notice.is_new(),
        icon,
        sentence,
        href: href(&notice),
        text: said_of(&notice, now),
        appeal: appeal(&notice),
        title: notice.thread.map(|(_, title)| title).unwrap_or_default(),
        when: When::new(notice.created_at, now),
    }
}

fn new_in_search(notice: &Notice) -> String {
    match &notice.search {
        Some(search) => t!("notifications-in-search", search = search.typed),
        None => t!("notifications-in-former-search"),
    }
}

/// The icon, and what happened in words.
fn sentence(notice: &Notice) -> (&'static str, String) {
    let by = notice.by.as_ref();
    let who = by.map_or_else(|| t!("notifications-somebody"), NoticeActor::who);
    let place = notice.place.as_str();
    // Other servers end a follow with a ban; being banned here forbids no reading.
    let elsewhere = notice.community.as_ref().is_some_and(|place| !place.local);
    match notice.kind {
        NoticeKind::Answer => ("talk", t!("notifications-answer", who = who)),
        NoticeKind::Reply => ("reply", t!("notifications-reply", who = who)),
        NoticeKind::Mention => ("q", t!("notifications-mention", who = who)),
        NoticeKind::InFollowedThread => ("talk", t!("notifications-in-followed-thread", who = who)),
        NoticeKind::InFollowedTag => (
            "talk",
            t!("notifications-in-followed-tag", who = who, place = place),
        ),
        NoticeKind::ByFollowedPerson => (
            "people",
            t!("notifications-by-followed-person", who = who, place = place),
        ),
        NoticeKind::InFollowedSearch => ("search", new_in_search(notice)),
        NoticeKind::AskedToAnswer => ("q", t!("notifications-asked-to-answer", place = place)),
        NoticeKind::Accepted => ("check", t!("notifications-accepted", who = who)),
        NoticeKind::FollowAccepted => {
            ("people", t!("notifications-follow-accepted", place = place))
        }
        NoticeKind::FollowRefused => ("people", t!("notifications-follow-refused", place = place)),
        NoticeKind::MembershipEnded => (
            "people",
            t!("notifications-membership-ended", place = place),
        ),
        // Nobody reported what an automatic rule found.
        NoticeKind::Report if by.is_none() => {
            let rule = t!("notifications-automatic-rule");
            ("flag", reported(notice.reported.as_ref(), &rule, place))
        }
        NoticeKind::Report => ("flag", reported(notice.reported.as_ref(), &who, place)),
        NoticeKind::ReportSettled => ("check", settled(notice.settled.as_ref())),
        NoticeKind::Message => ("mail", t!("notifications-message", who = who)),
        NoticeKind::Removed => ("flag", t!("notifications-removed", place = place)),
        NoticeKind::Restored => ("check", t!("notifications-restored", place = place)),
        NoticeKind::Locked if notice.reply.is_some() => {
            ("flag", t!("notifications-locked-reply", place = place))
        }
        NoticeKind::Locked => ("flag", t!("notifications-locked", place = place)),
        NoticeKind::Banned if elsewhere => {
            ("flag", t!("notifications-banned-elsewhere", place = place))
        }
        NoticeKind::Banned => ("flag", t!("notifications-banned", place = place)),
        NoticeKind::Unbanned if elsewhere => (
            "check",
            t!("notifications-unbanned-elsewhere", place = place),
        ),
        NoticeKind::Unbanned => ("check", t!("notifications-unbanned", place = place)),
        NoticeKind::Retitled => ("edit", t!("notifications-retitled", place = place)),
        NoticeKind::Moved => ("talk", t!("notifications-moved", place = place)),
        NoticeKind::Warned => ("flag", t!("notifications-warned", place = place)),
        NoticeKind::WarningWithdrawn => (
            "check",
            t!("notifications-warning-withdrawn", place = place),
        ),
        NoticeKind::Muted => ("flag", t!("notifications-muted", place = place)),
        NoticeKind::Unmuted => ("check", t!("notifications-unmuted", place = place)),
        NoticeKind::NoConvener => ("people", t!("notifications-no-convener", place = place)),
        NoticeKind::CommunityRemoved => {
            ("flag", t!("notifications-community-removed", place = place))
        }
        NoticeKind::CommunityRestored => (
            "check",
            t!("notifications-community-restored", place = place),
        ),
        NoticeKind::Applied => (
            "people",
            t!("notifications-applied", who = who, place = place),
        ),
        NoticeKind::ApplicationAnswered => (
            "people",
            t!(
                "notifications-application-answered",
                who = who,
                place = place
            ),
        ),
        NoticeKind::MoreAsked => ("people", t!("notifications-more-asked", place = place)),
        NoticeKind::Approved => ("check", t!("notifications-approved", place = place)),
        NoticeKind::Declined => ("people", t!("notifications-declined", place = place)),
        NoticeKind::ApplicationExpired => (
            "clock",
            t!("notifications-application-expired", place = place),
        ),
        NoticeKind::CameBack => ("info", t!("notifications-came-back", place = place)),
        NoticeKind::RulesChanged => ("info", t!("notifications-rules-changed", place = place)),
        NoticeKind::PostHeld => (
            "clock",
            t!("notifications-post-held", who = who, place = place),
        ),
        // Not every server says who of its people it was.
        NoticeKind::Invited if by.is_some() && notice.by == notice.community => (
            "people",
            t!("notifications-invited-by-place", place = place),
        ),
        NoticeKind::Invited => (
            "people",
            t!("notifications-invited", who = who, place = place),
        ),
        NoticeKind::IntroductionWaits => (
            "talk",
            t!("notifications-introduction-waits", who = who, place = place),
        ),
        NoticeKind::ReadsNoMore => (
            "info",
            t!("notifications-reads-no-more", who = who, place = place),
        ),
        NoticeKind::QuestionClosed => ("lock", t!("notifications-question-closed", who = who)),
        NoticeKind::EditSuggested => ("edit", t!("notifications-edit-suggested", who = who)),
        NoticeKind::EditApproved => ("check", t!("notifications-edit-approved", who = who)),
        NoticeKind::EditDeclined => ("edit", t!("notifications-edit-declined", who = who)),
        NoticeKind::MadeWiki => (
            "people",
            t!("notifications-made-wiki", who = who, place = place),
        ),
        NoticeKind::WikiEdited => (
            "edit",
            t!("notifications-wiki-edited", who = who, place = place),
        ),
        NoticeKind::ShelfAccepted => (
            "check",
            t!("notifications-shelf-accepted", who = who, place = place),
        ),
        NoticeKind::ShelfDeclined => (
            "info",
            t!("notifications-shelf-declined", who = who, place = place),
        ),
        NoticeKind::LinkProposed => (
            "people",
            t!("notifications-link-proposed", who = who, place = place),
        ),
        NoticeKind::LinkAccepted => (
            "check",
            t!("notifications-link-accepted", who = who, place = place),
        ),
        NoticeKind::LinkDeclined => (
            "people",
            t!("notifications-link-declined", who = who, place = place),
        ),
        NoticeKind::LinkEnded => (
            "people",
            t!("notifications-link-ended", who = who, place = place),
        ),
        NoticeKind::StillRight => ("clock", t!("notifications-still-right", place = place)),
        NoticeKind::NamedConvener => (
            "people",
            t!("notifications-named-convener", who = who, place = place),
        ),
        NoticeKind::Severed if place.is_empty() => {
            ("info", t!("notifications-severed-from", who = who))
        }
        NoticeKind::Severed => ("info", t!("notifications-severed", place = place)),
        NoticeKind::Released => ("check", t!("notifications-released", place = place)),
        NoticeKind::Appealed => (
            "flag",
            t!("notifications-appealed", who = who, place = place),
        ),
        NoticeKind::AppealDecided => ("info", t!("notifications-appeal-decided", place = place)),
        NoticeKind::TeamMessage => (
            "mail",
            t!("notifications-team-message", who = who, place = place),
        ),
        NoticeKind::TeamAnswered => ("mail", t!("notifications-team-answered", place = place)),
    }
}

fn settled(what: Option<&Settled>) -> String {
    match what.and_then(|settled| settled.acted) {
        Some(true) => t!("notifications-report-acted"),
        Some(false) => t!("notifications-report-nothing"),
        None => t!("notifications-report-settled"),
    }
}

fn reported(what: Option<&Reported>, who: &str, place: &str) -> String {
    let whom = what.map_or_else(String::new, |reported| reported.who.handle());
    let thing = what.map(|reported| reported.what);
    match (thing, place.is_empty()) {
        (Some(ReportedThing::Person), true) => {
            t!("notifications-reported-person", who = who, whom = whom)
        }
        (Some(ReportedThing::Person), false) => t!(
            "notifications-reported-person-in",
            who = who,
            whom = whom,
            place = place
        ),
        (Some(ReportedThing::Thread), true) => {
            t!("notifications-reported-thread", who = who, whom = whom)
        }
        (Some(ReportedThing::Thread), false) => t!(
            "notifications-reported-thread-in",
            who = who,
            whom = whom,
            place = place
        ),
        (Some(ReportedThing::Reply), true) => {
            t!("notifications-reported-reply", who = who, whom = whom)
        }
        (Some(ReportedThing::Reply), false) => t!(
            "notifications-reported-reply-in",
            who = who,
            whom = whom,
            place = place
        ),
        (None, true) => t!("notifications-reported-something", who = who),
        (None, false) => t!(
            "notifications-reported-something-in",
            who = who,
            place = place
        ),
    }
}
