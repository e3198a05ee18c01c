//! `/verify/{token}`: confirming an address with the link that was sent there. Programs that look at
//! mails follow links, so it takes a button.

use super::FormPage;
use super::settings::done;
use crate::accounts::actions;
use crate::accounts::tokens::Token;
use crate::app::App;
use crate::error::Result;
use crate::web::csrf::{Csrf, CsrfForm};
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::session::MaybeSignedIn;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

pub fn routes() -> Router<App> {
    Router::new().route("/verify/{token}", get(verify_form).post(verify_submit))
}

async fn verify_form(
    State(app): State<App>,
    frame: Frame,
    csrf: Csrf,
    Path(token): Path<String>,
) -> Result<Response> {
    let (person, address) = actions::owner_of_address(&app, &Token::given(&token)).await?;
    let page = FormPage {
        lede: format!(
            "{address} becomes the address of {} on this server: for signing in, and for the mails you want.",
            person.actor.name
        ),
        ..FormPage::new(
            frame.guarded(&csrf),
            "Confirm your address",
            &format!("/verify/{token}"),
            "Confirm",
        )
    };
    Ok((csrf.jar, Page(page)).into_response())
}

#[derive(Deserialize)]
struct Nothing {}

async fn verify_submit(
    State(app): State<App>,
    who: MaybeSignedIn,
    Path(token): Path<String>,
    CsrfForm(Nothing {}): CsrfForm<Nothing>,
) -> Result<Response> {
    actions::confirm_address(&app, &Token::given(&token)).await?;
    let next = match who.0 {
        Some(_) => super::mail::PATH,
        None => "/login",
    };
    Ok(done(&app, next, "Your address is confirmed."))
}
