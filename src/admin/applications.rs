//! `/admin/applications`: who asks for an account, and what is said to it.

use super::{Keeper, PER_PAGE, done, next_page, tabs_for, wrong_fields};
use crate::accounts::actions::{approve_application, decline_application};
use crate::accounts::model::{AccountApplication, AccountApplicationId};
use crate::accounts::queries::applications::list_applications;
use crate::app::App;
use crate::error::{Error, Result};
use crate::web::csrf::{CsrfForm, NoFields};
use crate::web::layout::{Frame, Now};
use crate::web::page::Page;
use crate::web::view::{PagerView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;

const PATH: &str = "/admin/applications";

pub fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(applications_page))
        .route("/admin/applications/{id}/approve", post(approve_submit))
        .route("/admin/applications/{id}/decline", post(decline_submit))
}

#[derive(Template)]
#[template(path = "admin/applications.html")]
struct ApplicationsPage {
    frame: Frame,
    tabs: Vec<TabView>,
    /// Why the last one could not be decided; empty where nothing stands in the way.
    problem: String,
    rows: Vec<RowView>,
    pager: PagerView,
}

struct RowView {
    id: AccountApplicationId,
    name: String,
    email: String,
    words: String,
    when: When,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    after: Option<i64>,
}

async fn page(
    app: &App,
    keeper: &Keeper,
    frame: Frame,
    after: i64,
    problem: String,
) -> Result<ApplicationsPage> {
    let mut conn = app.store.read().await?;
    let rows = list_applications(&mut conn, AccountApplicationId(after), PER_PAGE).await?;
    drop(conn);
    let last = rows.last().map(|row| row.id.to_string());
    let now = frame.now;
    Ok(ApplicationsPage {
        frame: frame.unlisted(),
        tabs: tabs_for(keeper.role, PATH),
        problem,
        pager: PagerView {
            newer: None,
            older: next_page(PATH, rows.len(), "after", last),
        },
        rows: rows.into_iter().map(|row| view(row, now)).collect(),
    })
}

fn view(row: AccountApplication, now: Now) -> RowView {
    RowView {
        when: When::new(row.created_at, now),
        id: row.id,
        name: row.name,
        email: row.email,
        words: row.words,
    }
}

async fn applications_page(
    State(app): State<App>,
    Query(asked): Query<Asked>,
    keeper: Keeper,
    frame: Frame,
) -> Result<Page<ApplicationsPage>> {
    let after = asked.after.unwrap_or(0);
    page(&app, &keeper, frame, after, String::new())
        .await
        .map(Page)
}

fn id_of(text: &str) -> Result<AccountApplicationId> {
    let id = text.parse().map_err(|_| Error::NotFound("application"))?;
    Ok(AccountApplicationId(id))
}

/// The list again, with what stands in the way.
async fn refused(app: &App, keeper: &Keeper, frame: Frame, error: Error) -> Result<Response> {
    let errors = wrong_fields(error)?;
    let problem: Vec<&str> = errors.iter().map(|error| error.message.as_ref()).collect();
    let page = page(app, keeper, frame, 0, problem.join(" ")).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

async fn approve_submit(
    State(app): State<App>,
    Path(id): Path<String>,
    keeper: Keeper,
    frame: Frame,
    CsrfForm(NoFields {}): CsrfForm<NoFields>,
) -> Result<Response> {
    match approve_application(&app, &keeper.viewer(), id_of(&id)?).await {
        Ok(person) => {
            let said = t!("admin-application-approved", name = person.actor.name);
            Ok(done(&app, PATH, &said))
        }
        Err(error) => refused(&app, &keeper, frame, error).await,
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct DeclineForm {
    words: String,
}

async fn decline_submit(
    State(app): State<App>,
    Path(id): Path<String>,
    keeper: Keeper,
    frame: Frame,
    CsrfForm(form): CsrfForm<DeclineForm>,
) -> Result<Response> {
    match decline_application(&app, &keeper.viewer(), id_of(&id)?, &form.words).await {
        Ok(declined) => {
            let said = t!("admin-application-declined", name = declined.name);
            Ok(done(&app, PATH, &said))
        }
        Err(error) => refused(&app, &keeper, frame, error).await,
    }
}
