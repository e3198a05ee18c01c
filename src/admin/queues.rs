//! `/admin/queues`: deliveries that wait for each server, and jobs that were set aside.

use super::queries::list_waiting;
use super::{Admin, PER_PAGE, actions, done, next_page, tabs};
use crate::app::App;
use crate::error::{Error, Result};
use crate::jobs::{PoisonedJob, list_poison};
use crate::search::queries::keeping::{count_due, count_ready};
use crate::text;
use crate::web::csrf::{CsrfForm, NoFields};
use crate::web::layout::{Frame, Now, count};
use crate::web::page::Page;
use crate::web::view::{NoticeView, PagerView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;

const PATH: &str = "/admin/queues";
/// Characters shown of what a job was to do.
const PAYLOAD_MAX: usize = 2000;

pub fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(queues_page))
        .route("/admin/queues/jobs/{id}/retry", post(job_retry_submit))
}

#[derive(Template)]
#[template(path = "admin/queues.html")]
struct QueuesPage {
    frame: Frame,
    tabs: Vec<TabView>,
    waiting: Vec<WaitingView>,
    /// How far search is behind.
    search: Option<NoticeView>,
    jobs: Vec<JobView>,
    pager: PagerView,
}

struct WaitingView {
    host: String,
    href: String,
    due: String,
    oldest: When,
}

struct JobView {
    id: i64,
    kind: String,
    attempts: i32,
    error: String,
    payload: String,
    when: Option<When>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct After {
    after: i64,
}

async fn queues_page(
    State(app): State<App>,
    Query(after): Query<After>,
    _admin: Admin,
    frame: Frame,
) -> Result<Page<QueuesPage>> {
    let mut conn = app.store.read().await?;
    let waiting = list_waiting(&mut conn, PER_PAGE).await?;
    let jobs = list_poison(&mut conn, after.after, PER_PAGE).await?;
    let search = search_notice(count_due(&mut conn).await?, count_ready(&mut conn).await?);
    let last = jobs.last().map(|job| job.id.to_string());
    let now = frame.now;
    Ok(Page(QueuesPage {
        frame: frame.unlisted(),
        tabs: tabs(PATH),
        waiting: waiting
            .into_iter()
            .map(|row| WaitingView {
                href: format!("/admin/peers/{}", row.host),
                host: row.host,
                due: count(row.due),
                oldest: When::new(row.oldest, now),
            })
            .collect(),
        search,
        pager: PagerView {
            newer: None,
            older: next_page(PATH, jobs.len(), "after", last),
        },
        jobs: jobs.into_iter().map(|job| job_view(job, now)).collect(),
    }))
}

fn search_notice(due: i64, ready: i64) -> Option<NoticeView> {
    (due > 0).then(|| NoticeView {
        title: t!("admin-queues-search-due", count = due),
        text: t!("admin-queues-search-text"),
        progress: Some((ready, ready + due)),
        ..NoticeView::default()
    })
}

fn job_view(job: PoisonedJob, now: Now) -> JobView {
    JobView {
        id: job.id,
        kind: job.kind,
        attempts: job.attempts,
        error: job.last_error.unwrap_or_default(),
        payload: text::excerpt(&job.payload.0.to_string(), PAYLOAD_MAX),
        when: job.poisoned_at.map(|at| When::new(at, now)),
    }
}

async fn job_retry_submit(
    State(app): State<App>,
    Path(id): Path<String>,
    admin: Admin,
    CsrfForm(NoFields {}): CsrfForm<NoFields>,
) -> Result<Response> {
    let id = id.parse().map_err(|_| Error::NotFound("job"))?;
    actions::retry_job(&app, &admin.viewer(), id).await?;
    Ok(done(&app, PATH, &t!("admin-queues-retried")))
}
