//! `/settings/codes`: codes of an app that are asked for besides the password, and those for who loses it.

use super::code::code_field;
use super::settings::tabs;
use super::{password_field, wrong_fields};
use crate::accounts::actions::{
    Codes, begin_codes, confirm_codes, end_codes, find_codes, renew_recovery_codes,
};
use crate::app::App;
use crate::error::{Error, FieldError, Result};
use crate::web::csrf::CsrfForm;
use crate::web::flash::done;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::session::SignedIn;
use crate::web::view::{FieldView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;

pub(super) const PATH: &str = "/settings/codes";

pub fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(codes_page).post(begin_submit))
        .route("/settings/codes/confirm", post(confirm_submit))
        .route("/settings/codes/recovery", post(recovery_submit))
        .route("/settings/codes/end", post(end_submit))
}

#[derive(Template)]
#[template(path = "accounts/pages/codes.html")]
struct CodesPage {
    frame: Frame,
    tabs: Vec<TabView>,
    /// Since when codes are asked for.
    since: Option<When>,
    /// How many codes there still are for who loses the app.
    left: i64,
    /// For the app, until the first code was shown; empty otherwise.
    secret: String,
    link: String,
    /// What has just been made.
    recovery_codes: Vec<String>,
    action: &'static str,
    submit: String,
    fields: Vec<FieldView>,
}

impl CodesPage {
    fn new(frame: Frame, codes: Codes) -> Self {
        let now = frame.now;
        let password = || {
            password_field(
                "password",
                t!("accounts-password-yours"),
                "current-password",
            )
        };
        let page = Self {
            frame: frame.unlisted(),
            tabs: tabs(PATH),
            since: None,
            left: 0,
            secret: String::new(),
            link: String::new(),
            recovery_codes: Vec::new(),
            action: PATH,
            submit: t!("accounts-codes-begin"),
            fields: vec![password()],
        };
        match codes {
            Codes::Off => page,
            Codes::Begun { secret, link } => Self {
                secret,
                link,
                action: "/settings/codes/confirm",
                submit: t!("accounts-codes-confirm"),
                fields: vec![code_field()],
                ..page
            },
            Codes::On {
                since,
                recovery_codes_left,
            } => Self {
                since: Some(When::new(since, now)),
                left: recovery_codes_left,
                action: "/settings/codes/recovery",
                submit: t!("accounts-codes-renew"),
                fields: vec![password(), code_field()],
                ..page
            },
        }
    }

    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }

    fn refused(mut self, errors: &[FieldError]) -> Response {
        let fields = self.fields.into_iter();
        self.fields = fields.map(|field| field.with_errors(errors)).collect();
        (StatusCode::UNPROCESSABLE_ENTITY, Page(self)).into_response()
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct CodesForm {
    password: String,
    code: String,
}

async fn page(app: &App, user: &SignedIn, frame: Frame) -> Result<CodesPage> {
    Ok(CodesPage::new(frame, find_codes(app, user).await?))
}

/// The page as it is now, with what is wrong.
async fn refused(app: &App, user: &SignedIn, frame: Frame, error: Error) -> Result<Response> {
    let errors = wrong_fields(error)?;
    Ok(page(app, user, frame).await?.refused(&errors))
}

/// With the codes for who loses the app, which nobody can show later.
async fn made(
    app: &App,
    user: &SignedIn,
    frame: Frame,
    recovery_codes: Vec<String>,
) -> Result<Response> {
    let page = CodesPage {
        recovery_codes,
        ..page(app, user, frame).await?
    };
    Ok(Page(page).into_response())
}

async fn codes_page(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<CodesPage>> {
    page(&app, &user, frame).await.map(Page)
}

async fn begin_submit(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    CsrfForm(form): CsrfForm<CodesForm>,
) -> Result<Response> {
    match begin_codes(&app, &user, &form.password).await {
        Ok(()) => Ok(Redirect::to(PATH).into_response()),
        Err(error) => refused(&app, &user, frame, error).await,
    }
}

async fn confirm_submit(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    CsrfForm(form): CsrfForm<CodesForm>,
) -> Result<Response> {
    match confirm_codes(&app, &user, &form.code).await {
        Ok(codes) => made(&app, &user, frame, codes).await,
        Err(error) => refused(&app, &user, frame, error).await,
    }
}

async fn recovery_submit(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    CsrfForm(form): CsrfForm<CodesForm>,
) -> Result<Response> {
    match renew_recovery_codes(&app, &user, &form.password, &form.code).await {
        Ok(codes) => made(&app, &user, frame, codes).await,
        Err(error) => refused(&app, &user, frame, error).await,
    }
}

async fn end_submit(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    CsrfForm(form): CsrfForm<CodesForm>,
) -> Result<Response> {
    match end_codes(&app, &user, &form.password, &form.code).await {
        Ok(()) => Ok(done(&app, PATH, &t!("accounts-codes-ended"))),
        Err(error) => refused(&app, &user, frame, error).await,
    }
}
