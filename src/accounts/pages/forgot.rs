//! `/forgot`: asking for a link with which one chooses a new password.

use super::{FormPage, email_field};
use crate::accounts::actions;
use crate::accounts::model::Client;
use crate::app::App;
use crate::error::Result;
use crate::web::csrf::{Csrf, CsrfForm};
use crate::web::flash::done;
use crate::web::layout::Frame;
use crate::web::page::Page;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

pub fn routes() -> Router<App> {
    Router::new().route("/forgot", get(forgot_form).post(forgot_submit))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ForgotForm {
    email: String,
}

fn page(app: &App, frame: Frame, email: &str) -> FormPage {
    let (lede, submit) = match app.mailer.is_configured() {
        true => (t!("accounts-forgot-lede"), t!("accounts-forgot-submit")),
        false => (
            t!("accounts-forgot-held-lede"),
            t!("accounts-forgot-held-submit"),
        ),
    };
    FormPage {
        lede,
        fields: vec![email_field(email).required()],
        ..FormPage::new(frame, t!("accounts-forgot"), "/forgot", submit)
    }
}

async fn forgot_form(State(app): State<App>, frame: Frame, csrf: Csrf) -> Response {
    let page = page(&app, frame.guarded(&csrf), "");
    (csrf.jar, Page(page)).into_response()
}

async fn forgot_submit(
    State(app): State<App>,
    client: Client,
    frame: Frame,
    csrf: Csrf,
    CsrfForm(form): CsrfForm<ForgotForm>,
) -> Result<Response> {
    let Err(error) = actions::ask_reset(&app, &client, &form.email).await else {
        let said = match app.mailer.is_configured() {
            true => t!("accounts-forgot-done"),
            false => t!("accounts-forgot-held-done"),
        };
        return Ok(done(&app, "/login", &said));
    };
    let page = page(&app, frame.guarded(&csrf), &form.email);
    Ok((csrf.jar, page.not_taken(error)?).into_response())
}
