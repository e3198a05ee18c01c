//! `/password/{token}`: choosing a password with a link that works once.

use super::{FormPage, go_in, new_password_field, wrong_fields};
use crate::accounts::actions::{self, Entry};
use crate::accounts::model::{Client, Person};
use crate::accounts::tokens::Token;
use crate::app::App;
use crate::error::Result;
use crate::web::csrf::{Csrf, CsrfForm};
use crate::web::flash;
use crate::web::layout::Frame;
use crate::web::page::Page;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum_extra::extract::CookieJar;
use serde::Deserialize;

pub fn routes() -> Router<App> {
    Router::new().route(
        "/password/{token}",
        get(password_form).post(password_submit),
    )
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct PasswordForm {
    new: String,
}

fn page(frame: Frame, link: &Token, person: &Person) -> FormPage {
    let name = &person.actor.name;
    FormPage {
        lede: t!("accounts-choose-password-lede", name = name),
        fields: vec![new_password_field("new", t!("accounts-password-new"))],
        ..FormPage::new(
            frame,
            t!("accounts-choose-password"),
            &format!("/password/{}", link.as_str()),
            t!("accounts-choose-password-submit"),
        )
    }
}

async fn password_form(
    State(app): State<App>,
    frame: Frame,
    csrf: Csrf,
    Path(token): Path<String>,
) -> Result<Response> {
    let link = Token::given(&token);
    let person = actions::owner_of_link(&app, &link).await?;
    let page = page(frame.guarded(&csrf), &link, &person);
    Ok((csrf.jar, Page(page)).into_response())
}

async fn password_submit(
    State(app): State<App>,
    client: Client,
    frame: Frame,
    csrf: Csrf,
    Path(token): Path<String>,
    CsrfForm(form): CsrfForm<PasswordForm>,
) -> Result<Response> {
    let link = Token::given(&token);
    match actions::choose_password(&app, &link, &form.new).await {
        Ok(person) => {
            let name = person.actor.name.clone();
            // A link opens the first door only, where the account has two.
            let entry = actions::enter(&app, &client, person).await?;
            let text = match &entry {
                Entry::Session(_) => t!("accounts-choose-password-done", name = name),
                Entry::Code(_) => t!("accounts-choose-password-code", name = name),
            };
            let jar = flash::set(&app, CookieJar::new(), &text);
            Ok((jar, go_in(&app, entry, "/")).into_response())
        }
        Err(error) => {
            let errors = wrong_fields(error)?;
            let person = actions::owner_of_link(&app, &link).await?;
            let page = page(frame.guarded(&csrf), &link, &person);
            Ok((csrf.jar, page.refused(&errors)).into_response())
        }
    }
}
