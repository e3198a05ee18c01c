//! `/admin/screening`: the automatic rules of the whole server.

use super::{Admin, done, tabs};
use crate::app::App;
use crate::error::Result;
use crate::screening::actions::{RuleForm, Whose, make_rule, try_rules};
use crate::screening::model::Scope;
use crate::screening::pages::{ChangeForm, RulesView, TryForm, apply_change, list_of, parse_id};
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent};
use crate::web::view::TabView;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

const PATH: &str = "/admin/screening";

pub fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(rules_form).post(rules_submit))
        .route("/admin/screening/try", post(try_submit))
        .route("/admin/screening/{id}", post(change_submit))
        .route("/admin/screening/{id}/list", get(list_text))
}

#[derive(Template)]
#[template(path = "admin/screening.html")]
struct ScreeningPage {
    frame: Frame,
    tabs: Vec<TabView>,
    view: RulesView,
}

async fn page(app: &App, frame: Frame) -> Result<ScreeningPage> {
    let mut conn = app.store.read().await?;
    Ok(ScreeningPage {
        frame: frame.unlisted(),
        tabs: tabs(PATH),
        view: RulesView::read(&mut conn, Scope::SERVER, PATH.to_owned()).await?,
    })
}

async fn rules_form(
    State(app): State<App>,
    _admin: Admin,
    frame: Frame,
) -> Result<Page<ScreeningPage>> {
    Ok(Page(page(&app, frame).await?))
}

async fn rules_submit(
    State(app): State<App>,
    _admin: Admin,
    frame: Frame,
    sent: Sent<RuleForm>,
) -> Result<Response> {
    let error = match make(&app, &sent).await {
        Ok(()) => return Ok(done(&app, PATH, &t!("screening-made"))),
        Err(error) => error,
    };
    let refusal = Refusal::of(&app, error)?;
    let page = page(&app, refusal.framed(frame)).await?;
    let view = page.view.with_new(&sent.form, &refusal.fields);
    Ok(refusal.answer(ScreeningPage { view, ..page }))
}

async fn make(app: &App, sent: &Sent<RuleForm>) -> Result<()> {
    let user = sent.who()?;
    let by = (&user.person, &user.viewer());
    make_rule(app, by, Whose::Server, &sent.form).await?;
    Ok(())
}

async fn change_submit(
    State(app): State<App>,
    _admin: Admin,
    frame: Frame,
    Path(id): Path<String>,
    sent: Sent<ChangeForm>,
) -> Result<Response> {
    sent.who()?;
    let id = parse_id(&id)?;
    let error = match apply_change(&app, Whose::Server, id, &sent).await {
        Ok(text) => return Ok(done(&app, PATH, &text)),
        Err(error) => error,
    };
    let refusal = Refusal::of(&app, error)?;
    let page = page(&app, refusal.framed(frame)).await?;
    let view = page.view.with_list(id, &sent.form.list, &refusal.fields);
    Ok(refusal.answer(ScreeningPage { view, ..page }))
}

async fn try_submit(
    State(app): State<App>,
    _admin: Admin,
    frame: Frame,
    sent: Sent<TryForm>,
) -> Result<Response> {
    sent.who()?;
    let text = &sent.form.text;
    let tried = {
        let mut conn = app.store.read().await?;
        try_rules(&mut conn, &app, Scope::SERVER, text).await?
    };
    let page = page(&app, frame).await?;
    let view = page.view.with_tried(text, tried);
    Ok(Page(ScreeningPage { view, ..page }).into_response())
}

async fn list_text(
    State(app): State<App>,
    _admin: Admin,
    Path(id): Path<String>,
) -> Result<Response> {
    let mut conn = app.store.read().await?;
    list_of(&mut conn, Scope::SERVER, parse_id(&id)?).await
}
