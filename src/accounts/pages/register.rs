//! `/register`.

use super::{FormPage, SaidPage, email_field, going_to, name_field, new_password_field, welcome};
use crate::accounts::actions;
use crate::accounts::model::{Client, NewAccount, Person};
use crate::accounts::settings::{self, Registration};
use crate::app::App;
use crate::error::Result;
use crate::web::csrf::{Csrf, CsrfForm};
use crate::web::flash;
use crate::web::layout::Frame;
use crate::web::next::{remember, safe_path};
use crate::web::page::Page;
use crate::web::view::{EmptyView, LinkView};
use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum_extra::extract::CookieJar;
use serde::Deserialize;

/// Where the form of a server that takes everybody is sent.
const OPEN: &str = "/register";

pub fn routes() -> Router<App> {
    Router::new().route("/register", get(register_form).post(register_submit))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    next: String,
}

/// What somebody types who makes an account.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RegisterForm {
    name: String,
    email: String,
    password: String,
    next: String,
}

impl RegisterForm {
    pub fn account(&self) -> NewAccount {
        NewAccount {
            name: self.name.clone(),
            email: self.email.clone(),
            password: self.password.clone(),
        }
    }
}

fn page(app: &App, frame: Frame, form: &RegisterForm, action: &str) -> FormPage {
    let next = safe_path(app, &form.next).to_owned();
    let mut email = email_field(&form.email).required();
    if app.mailer.is_configured() {
        email = email.help(t!("accounts-register-email-help"));
    }
    FormPage {
        fields: vec![
            name_field(&form.name),
            email,
            new_password_field("password", t!("accounts-password")),
        ],
        more: vec![LinkView::new(
            t!("accounts-register-sign-in"),
            going_to("/login", &next),
        )],
        next,
        ..FormPage::new(
            frame,
            t!("accounts-register"),
            action,
            t!("accounts-register-submit"),
        )
    }
}

async fn register_form(
    State(app): State<App>,
    frame: Frame,
    csrf: Csrf,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let mut conn = app.store.read().await?;
    let settings = settings::load(&app, &mut conn).await?;
    drop(conn);
    if settings.registration != Registration::Open {
        return Ok(Page(closed(frame, settings.registration)).into_response());
    }
    let form = RegisterForm {
        next: asked.next,
        ..RegisterForm::default()
    };
    let page = page(&app, frame.guarded(&csrf), &form, OPEN);
    Ok((csrf.jar, Page(page)).into_response())
}

/// The form for somebody with an invitation: it is sent to `action`, and leads to `next`.
pub fn invited_form(app: &App, frame: Frame, csrf: Csrf, action: &str, next: &str) -> Response {
    let form = RegisterForm {
        next: next.to_owned(),
        ..RegisterForm::default()
    };
    let page = page(app, frame.guarded(&csrf), &form, action);
    (csrf.jar, Page(page)).into_response()
}

/// Answers whoever has sent [`invited_form`]: `made` is their account, or why they have none.
pub async fn invited_answer(
    app: &App,
    client: &Client,
    frame: Frame,
    csrf: Csrf,
    form: &RegisterForm,
    action: &str,
    made: Result<Person>,
) -> Result<Response> {
    let error = match made {
        Ok(person) => {
            let welcomed = welcome(app, client, person, &form.next).await?;
            return Ok(told(app, welcomed, form));
        }
        Err(error) => error,
    };
    let page = page(app, frame.guarded(&csrf), form, action);
    Ok((csrf.jar, page.not_taken(error)?).into_response())
}

fn closed(frame: Frame, registration: Registration) -> SaidPage {
    let (title, text) = match registration {
        Registration::Invited => (
            t!("accounts-register-invited"),
            t!("accounts-register-invited-text"),
        ),
        Registration::Closed | Registration::Open => (
            t!("accounts-register-closed"),
            t!("accounts-register-closed-text"),
        ),
    };
    SaidPage {
        frame: frame.unlisted(),
        title: t!("accounts-register"),
        empty: EmptyView {
            icon: "people",
            title,
            text,
            number: None,
            links: vec![
                LinkView::new(t!("accounts-register-communities"), "/communities"),
                LinkView::new(t!("accounts-register-about"), "/about"),
            ],
        },
    }
}

async fn register_submit(
    State(app): State<App>,
    client: Client,
    frame: Frame,
    csrf: Csrf,
    CsrfForm(form): CsrfForm<RegisterForm>,
) -> Result<Response> {
    let error = match actions::register(&app, &client, &form.account()).await {
        Ok(person) => {
            let welcomed = welcome(&app, &client, person, &form.next).await?;
            return Ok(told(&app, welcomed, &form));
        }
        Err(error) => error,
    };
    let page = page(&app, frame.guarded(&csrf), &form, OPEN);
    Ok((csrf.jar, page.not_taken(error)?).into_response())
}

/// The next page says that a mail is on its way, where one may be: to an address to which several went within
/// the hour none goes, which is nobody's business but its owner's.
fn told(app: &App, response: Response, form: &RegisterForm) -> Response {
    if !app.mailer.is_configured() {
        let text = t!("accounts-register-done", name = form.name.trim());
        let jar = flash::set(app, CookieJar::new(), &text);
        return (jar, response).into_response();
    }
    let text = t!("accounts-register-done-mail", address = form.email.trim());
    let jar = flash::set(app, CookieJar::new(), &text);
    let jar = remember(app, jar, safe_path(app, &form.next));
    (jar, response).into_response()
}
