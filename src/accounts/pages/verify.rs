//! `/verify/{token}`: confirming an address with the link that was sent there. Programs that look at
//! mails follow links, so it takes a button; and where the account has another address, its owner.

use super::{FormPage, going_to};
use crate::accounts::actions;
use crate::accounts::tokens::Token;
use crate::app::App;
use crate::error::{Error, Result};
use crate::web::csrf::{Csrf, CsrfForm};
use crate::web::flash;
use crate::web::layout::Frame;
use crate::web::next::{forget, login_path, remembered};
use crate::web::page::Page;
use crate::web::session::MaybeSignedIn;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum_extra::extract::CookieJar;
use serde::Deserialize;

pub fn routes() -> Router<App> {
    Router::new().route("/verify/{token}", get(verify_form).post(verify_submit))
}

async fn verify_form(
    State(app): State<App>,
    who: MaybeSignedIn,
    frame: Frame,
    csrf: Csrf,
    Path(token): Path<String>,
) -> Result<Response> {
    let link = Token::given(&token);
    let (person, address) = match actions::owner_of_address(&app, &who.viewer(), &link).await {
        Err(Error::SignedOut) => {
            let path = login_path(&format!("/verify/{token}"));
            return Ok(Redirect::to(&path).into_response());
        }
        found => found?,
    };
    let page = FormPage {
        lede: t!(
            "accounts-verify-lede",
            address = address,
            name = person.actor.name
        ),
        ..FormPage::new(
            frame.guarded(&csrf),
            t!("accounts-verify"),
            &format!("/verify/{token}"),
            t!("accounts-verify-submit"),
        )
    };
    Ok((csrf.jar, Page(page)).into_response())
}

#[derive(Deserialize)]
struct Nothing {}

/// Then one goes back to where one was when the address was given.
async fn verify_submit(
    State(app): State<App>,
    who: MaybeSignedIn,
    headers: HeaderMap,
    Path(token): Path<String>,
    CsrfForm(Nothing {}): CsrfForm<Nothing>,
) -> Result<Response> {
    actions::confirm_address(&app, &who.viewer(), &Token::given(&token)).await?;
    let place = remembered(&app, &headers).unwrap_or_else(|| "/".to_owned());
    let next = match who.0 {
        Some(_) => place,
        None => going_to("/login", &place),
    };
    let said = match app.mailer.is_configured() {
        true => t!("accounts-verify-done"),
        false => t!("accounts-verify-done-held"),
    };
    let jar = flash::set(&app, forget(&app, CookieJar::new()), &said);
    Ok((jar, Redirect::to(&next)).into_response())
}
