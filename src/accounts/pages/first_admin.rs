//! `/setup/{token}`: the link that is printed at the first start makes the first administrator.

use super::{FormPage, email_field, name_field, new_password_field, welcome, wrong_fields};
use crate::accounts::model::{Client, NewAccount};
use crate::accounts::tokens::Token;
use crate::accounts::{actions, setup};
use crate::app::App;
use crate::error::{Error, Result};
use crate::web::csrf::{Csrf, CsrfForm};
use crate::web::layout::Frame;
use crate::web::page::Page;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

pub fn routes() -> Router<App> {
    Router::new().route("/setup/{token}", get(setup_form).post(setup_submit))
}

fn page(frame: Frame, link: &Token, form: &NewAccount) -> FormPage {
    FormPage {
        lede: t!("accounts-setup-lede"),
        fields: vec![
            name_field(&form.name),
            email_field(&form.email).help(t!("accounts-setup-email-help")),
            new_password_field("password", t!("accounts-password")),
        ],
        ..FormPage::new(
            frame,
            t!("accounts-setup"),
            &format!("/setup/{}", link.as_str()),
            t!("accounts-setup-submit"),
        )
    }
}

async fn setup_form(
    State(app): State<App>,
    frame: Frame,
    csrf: Csrf,
    Path(token): Path<String>,
) -> Result<Response> {
    let link = Token::given(&token);
    if !setup::link_works(&app, &link).await? {
        return Err(Error::NotFound(setup::LINK));
    }
    let page = page(frame.guarded(&csrf), &link, &NewAccount::default());
    Ok((csrf.jar, Page(page)).into_response())
}

async fn setup_submit(
    State(app): State<App>,
    client: Client,
    frame: Frame,
    csrf: Csrf,
    Path(token): Path<String>,
    CsrfForm(form): CsrfForm<NewAccount>,
) -> Result<Response> {
    let link = Token::given(&token);
    match actions::make_first_admin(&app, &link, &form).await {
        Ok(person) => welcome(&app, &client, person, "/").await,
        Err(error) => {
            let errors = wrong_fields(error)?;
            let page = page(frame.guarded(&csrf), &link, &form);
            Ok((csrf.jar, page.refused(&errors)).into_response())
        }
    }
}
