//! `/c/{name}/reports`: the open reports of a community, each with the decision beside it.

use super::{PER_PAGE, community_seen, done, handle_of, linked, parts, person_link};
use crate::app::App;
use crate::communities::pages::CommunityHeaderView;
use crate::error::{Error, Result};
use crate::locale::Html;
use crate::membership::pages::community_header;
use crate::moderation::actions;
use crate::moderation::model::ReportId;
use crate::moderation::queries::{ReportRow, list_open_reports};
use crate::web::csrf::CsrfForm;
use crate::web::layout::{Frame, Now};
use crate::web::page::Page;
use crate::web::paging::{ByNumber, pager};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{LinkView, PagerView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/c/{name}/reports", get(reports_page))
        .route(
            "/c/{name}/reports/{id}/resolve",
            post(report_resolve_submit),
        )
}

#[derive(Template)]
#[template(path = "moderation/pages/reports.html")]
struct ReportsPage {
    frame: Frame,
    header: CommunityHeaderView,
    pages: Vec<TabView>,
    reports: Vec<ReportView>,
    pager: PagerView,
}

/// A report in a list; `moderation/pages/report.html` writes it.
pub struct ReportView {
    pub id: ReportId,
    /// What it is about, by whom and where.
    pub head: Html,
    pub words: Option<String>,
    pub by: Option<LinkView>,
    pub reason: String,
    pub when: When,
    /// Where the decision is sent.
    pub resolve: String,
    /// None where there is nothing to remove, or nothing any more.
    pub remove: Option<String>,
    pub removed: bool,
}

pub fn report_view(row: ReportRow, resolve: String, now: Now) -> ReportView {
    // What is removed already is not to be removed again.
    let offered = |href: &str, removed: bool| (!removed).then(|| format!("{href}/remove"));
    let (what, words, remove) = match (row.reply, row.thread) {
        (Some((id, start, removed)), thread) => {
            let title = thread.and_then(|(_, title, _)| title);
            let title = match title {
                Some(title) => t!("moderation-reported-reply-in", title = title),
                None => t!("moderation-reported-reply"),
            };
            let href = format!("/comment/{id}");
            let remove = offered(&href, removed);
            (Some(LinkView::new(title, &href)), start, remove)
        }
        (None, Some((id, title, removed))) => {
            let href = format!("/post/{id}");
            let title = title.unwrap_or_else(|| t!("moderation-reported-thread-gone"));
            let remove = offered(&href, removed);
            (Some(LinkView::new(title, &href)), None, remove)
        }
        (None, None) => (None, None, None),
    };
    let is_thing = what.is_some();
    let person = row.person.as_ref().map(person_link);
    // Of somebody reported as such there is nothing that they would be the author of.
    let (what, person) = match (what, person) {
        (Some(what), person) => (what, person),
        (None, Some(person)) => (person, None),
        (None, None) => (LinkView::new(t!("moderation-reported-person"), ""), None),
    };
    let community = row.community.as_ref().map(|name| {
        let handle = handle_of(name);
        LinkView::new(format!("!{handle}"), format!("/c/{handle}"))
    });
    ReportView {
        id: row.report.id,
        head: head(&what, person.as_ref(), community.as_ref()),
        words,
        by: row.reporter.as_ref().map(person_link),
        reason: row.report.reason,
        when: When::new(row.report.created_at, now),
        resolve,
        removed: remove.is_none() && is_thing,
        remove,
    }
}

fn head(what: &LinkView, person: Option<&LinkView>, community: Option<&LinkView>) -> Html {
    let mut head = linked(what);
    if let Some(person) = person {
        head = t_html!("moderation-reported-of", what = head, who = linked(person));
    }
    if let Some(community) = community {
        let place = linked(community);
        head = t_html!("moderation-reported-in", what = head, place = place);
    }
    head
}

async fn reports_page(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(asked): Query<ByNumber>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<ReportsPage>> {
    let mut conn = app.store.read().await?;
    let viewer = user.viewer();
    let community = community_seen(&mut conn, &app, &viewer, &name).await?;
    actions::may_see(&mut conn, &app, &user.person, &viewer, Some(community.id())).await?;
    let of = Some(community.id());
    let found = list_open_reports(&mut conn, of, asked.turn(), PER_PAGE).await?;
    let now = frame.now;
    let view = |row: ReportRow| {
        let resolve = format!("{}/reports/{}/resolve", community.path(), row.report.id);
        report_view(row, resolve, now)
    };
    let path = format!("{}/reports", community.path());
    let viewer = MaybeSignedIn(Some(user));
    Ok(Page(ReportsPage {
        header: community_header(&app, &mut conn, &community, &viewer, "/reports").await?,
        frame: frame.unlisted(),
        pages: parts(&community, "reports"),
        pager: pager(&path, &found, |row| row.report.id.0),
        reports: found.rows.into_iter().map(view).collect(),
    }))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ResolveForm {
    resolution: String,
}

async fn report_resolve_submit(
    State(app): State<App>,
    Path((name, id)): Path<(String, String)>,
    user: SignedIn,
    CsrfForm(form): CsrfForm<ResolveForm>,
) -> Result<Response> {
    let id = id
        .parse()
        .map(ReportId)
        .map_err(|_| Error::NotFound("report"))?;
    let community = {
        let mut conn = app.store.read().await?;
        community_seen(&mut conn, &app, &user.viewer(), &name).await?
    };
    actions::resolve_report(&app, &user.person, &user.viewer(), id, &form.resolution).await?;
    Ok(done(
        &app,
        &format!("{}/reports", community.path()),
        &t!("moderation-report-resolved"),
    ))
}
