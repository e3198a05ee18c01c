//! `/admin/reports`: every case, those about people and those that communities passed on included.

use super::{Admin, done, tabs};
use crate::app::App;
use crate::error::Result;
use crate::moderation::actions::{find_case, work_on};
use crate::moderation::model::NOTE_MAX;
use crate::moderation::pages::{
    CaseCard, CaseForm, CaseView, Desk, WhichCases, case_cards, case_number, case_view, done_by,
};
use crate::moderation::queries::{CasesOf, list_cases};
use crate::web::csrf::CsrfForm;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::paging::{ByNumber, pager};
use crate::web::refusal::or_kept;
use crate::web::view::{PagerView, TabView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;

const PATH: &str = "/admin/reports";
/// Cases on one page.
const CASES: usize = 50;

pub fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(reports_page))
        .route("/admin/reports/{id}", get(case_page).post(case_submit))
}

#[derive(Template)]
#[template(path = "admin/reports.html")]
struct ReportsPage {
    frame: Frame,
    tabs: Vec<TabView>,
    lists: Vec<TabView>,
    cases: Vec<CaseCard>,
    pager: PagerView,
}

#[derive(Template)]
#[template(path = "admin/case.html")]
struct CasePage {
    frame: Frame,
    tabs: Vec<TabView>,
    whole: CaseView,
    note_max: usize,
}

fn desk(admin: &Admin, frame: &Frame) -> Desk<'static> {
    Desk {
        base: PATH,
        place: None,
        me: admin.person.id(),
        now: frame.now,
    }
}

async fn reports_page(
    State(app): State<App>,
    Query(asked): Query<ByNumber>,
    Query(which): Query<WhichCases>,
    admin: Admin,
    frame: Frame,
) -> Result<Page<ReportsPage>> {
    let mut conn = app.store.read().await?;
    let of = CasesOf {
        place: None,
        settled: which.is_settled(),
        but: admin.person.id(),
    };
    let found = list_cases(&mut conn, of, asked.turn(), CASES).await?;
    let turning = pager(&which.path(PATH), &found, |row| row.case.id.0);
    let desk = desk(&admin, &frame);
    Ok(Page(ReportsPage {
        frame: frame.unlisted(),
        tabs: tabs(PATH),
        lists: which.tabs(PATH),
        pager: turning,
        cases: case_cards(&mut conn, found.rows, desk).await?,
    }))
}

async fn case_page(
    State(app): State<App>,
    Path(id): Path<String>,
    admin: Admin,
    frame: Frame,
) -> Result<Page<CasePage>> {
    let mut conn = app.store.read().await?;
    let viewer = admin.viewer();
    let which = (None, case_number(&id)?);
    let case = find_case(&mut conn, &app, &admin.person, &viewer, which).await?;
    let desk = desk(&admin, &frame);
    let shown = case_view(&mut conn, &case, &viewer, desk).await?;
    Ok(Page(CasePage {
        frame: frame.unlisted(),
        tabs: tabs(PATH),
        whole: shown,
        note_max: NOTE_MAX,
    }))
}

async fn case_submit(
    State(app): State<App>,
    Path(id): Path<String>,
    admin: Admin,
    frame: Frame,
    CsrfForm(form): CsrfForm<CaseForm>,
) -> Result<Response> {
    let answer = submit(&app, &id, &admin, &form).await;
    or_kept(&app, frame, &form.typed(), answer)
}

async fn submit(app: &App, id: &str, admin: &Admin, form: &CaseForm) -> Result<Response> {
    let step = form.step()?;
    let which = (None, case_number(id)?);
    let (by, viewer) = (&admin.person, admin.viewer());
    Box::pin(work_on(app, by, &viewer, which, &step)).await?;
    let (said, is_over) = done_by(&step);
    let next = match is_over {
        true => PATH.to_owned(),
        false => format!("{PATH}/{id}"),
    };
    Ok(done(app, &next, &said))
}
