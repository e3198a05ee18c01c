//! `/login/code`: the second door, for accounts that ask for a code besides the password.

use super::{FormPage, filled_in, go_signed_in, going_to, wrong_fields};
use crate::accounts::actions::{self, owner_of_step};
use crate::accounts::model::Client;
use crate::accounts::tokens::Token;
use crate::app::App;
use crate::error::Result;
use crate::web::cookies::{self, Name};
use crate::web::csrf::{Csrf, CsrfForm};
use crate::web::flash;
use crate::web::layout::Frame;
use crate::web::next::safe_path;
use crate::web::page::Page;
use crate::web::session::MaybeSignedIn;
use crate::web::view::{FieldView, LinkView};
use axum::Router;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum_extra::extract::CookieJar;
use serde::Deserialize;

pub(super) const PATH: &str = "/login/code";

pub fn routes() -> Router<App> {
    Router::new().route(PATH, get(code_form).post(code_submit))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    next: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct CodeForm {
    code: String,
    next: String,
}

/// Where a code of the app is typed, or one for who has lost it.
pub(super) fn code_field() -> FieldView {
    let field = FieldView::text("code", t!("accounts-code"))
        .help(t!("accounts-code-help"))
        .required();
    let field = filled_in(field, "one-time-code");
    FieldView {
        maxlength: Some(40),
        ..field
    }
}

fn page(app: &App, frame: Frame, next: &str) -> FormPage {
    let next = safe_path(app, next).to_owned();
    FormPage {
        lede: t!("accounts-code-lede"),
        fields: vec![code_field()],
        more: vec![LinkView::new(
            t!("accounts-code-again"),
            going_to("/login", &next),
        )],
        next,
        ..FormPage::new(frame, t!("accounts-sign-in"), PATH, t!("accounts-sign-in"))
    }
}

fn step(app: &App, headers: &HeaderMap) -> Token {
    Token::given(&cookies::read(app, headers, Name::Step).unwrap_or_default())
}

/// Back to the first door, which says why.
fn again(app: &App, next: &str) -> Response {
    let jar = flash::set(app, CookieJar::new(), &t!("accounts-code-over"));
    let jar = cookies::clear(app, jar, Name::Step);
    let path = going_to("/login", safe_path(app, next));
    (jar, Redirect::to(&path)).into_response()
}

async fn code_form(
    State(app): State<App>,
    headers: HeaderMap,
    frame: Frame,
    csrf: Csrf,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    if owner_of_step(&app, &step(&app, &headers)).await?.is_none() {
        return Ok(again(&app, &asked.next));
    }
    let page = page(&app, frame.guarded(&csrf), &asked.next);
    Ok((csrf.jar, Page(page)).into_response())
}

async fn code_submit(
    State(app): State<App>,
    headers: HeaderMap,
    client: Client,
    who: MaybeSignedIn,
    frame: Frame,
    csrf: Csrf,
    CsrfForm(form): CsrfForm<CodeForm>,
) -> Result<Response> {
    let step = step(&app, &headers);
    if owner_of_step(&app, &step).await?.is_none() {
        return Ok(again(&app, &form.next));
    }
    match actions::show_code(&app, &client, &step, &form.code).await {
        Ok(session) => {
            // The session that this browser had is left behind by its cookie.
            if let Some(before) = &who.0 {
                actions::sign_out(&app, before).await?;
            }
            Ok(go_signed_in(&app, session, safe_path(&app, &form.next)))
        }
        Err(error) => {
            let errors = wrong_fields(error)?;
            let page = page(&app, frame.guarded(&csrf), &form.next);
            Ok((csrf.jar, page.refused(&errors)).into_response())
        }
    }
}
