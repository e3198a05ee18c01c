//! `/admin/reports`: every open report, those about people included.

use super::{Admin, done, tabs};
use crate::app::App;
use crate::error::{Error, Result};
use crate::moderation::actions::resolve_report;
use crate::moderation::model::ReportId;
use crate::moderation::pages::{ReportView, report_view};
use crate::moderation::queries::{ReportRow, list_open_reports};
use crate::web::csrf::CsrfForm;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::paging::{ByNumber, pager};
use crate::web::view::{PagerView, TabView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;

const PATH: &str = "/admin/reports";
/// Reports on one page.
const REPORTS: usize = 50;

pub fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(reports_page))
        .route("/admin/reports/{id}/resolve", post(report_resolve_submit))
}

#[derive(Template)]
#[template(path = "admin/reports.html")]
struct ReportsPage {
    frame: Frame,
    tabs: Vec<TabView>,
    reports: Vec<ReportView>,
    pager: PagerView,
}

async fn reports_page(
    State(app): State<App>,
    Query(asked): Query<ByNumber>,
    _admin: Admin,
    frame: Frame,
) -> Result<Page<ReportsPage>> {
    let mut conn = app.store.read().await?;
    let found = list_open_reports(&mut conn, None, asked.turn(), REPORTS).await?;
    let now = frame.now;
    let view = |row: ReportRow| {
        let resolve = format!("{PATH}/{}/resolve", row.report.id);
        report_view(row, resolve, now)
    };
    Ok(Page(ReportsPage {
        frame: frame.unlisted(),
        tabs: tabs(PATH),
        pager: pager(PATH, &found, |row| row.report.id.0),
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
    Path(id): Path<String>,
    admin: Admin,
    CsrfForm(form): CsrfForm<ResolveForm>,
) -> Result<Response> {
    let id = id
        .parse()
        .map(ReportId)
        .map_err(|_| Error::NotFound("report"))?;
    resolve_report(&app, &admin.person, &admin.viewer(), id, &form.resolution).await?;
    Ok(done(&app, PATH, &t!("admin-reports-resolved")))
}
