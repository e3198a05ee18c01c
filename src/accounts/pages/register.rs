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
        email = email.help("We send a link there. Until you use it, sign in with your name.");
    }
    FormPage {
        fields: vec![
            name_field(&form.name),
            email,
            new_password_field("password", "Password"),
        ],
        more: vec![LinkView::new(
            "I have an account already",
            going_to("/login", &next),
        )],
        next,
        ..FormPage::new(frame, "Make an account", action, "Make account")
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
    let (title, who) = match registration {
        Registration::Invited => (
            "Accounts are for those who are invited",
            "Registration is closed on this server but for people who are invited. Those who look after a community \
             here can invite you: they give you a link.",
        ),
        Registration::Closed | Registration::Open => (
            "Accounts are made by the administrators",
            "Registration is closed on this server. Ask its administrators for an account.",
        ),
    };
    let text = format!(
        "{who} If you have an account on another server of the fediverse, you can follow and write from there."
    );
    SaidPage {
        frame: frame.unlisted(),
        title: "Make an account",
        empty: EmptyView {
            icon: "people",
            title: title.to_owned(),
            text,
            number: None,
            links: vec![
                LinkView::new("Communities", "/communities"),
                LinkView::new("About this server", "/about"),
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
        let text = format!("Welcome! You are {} here.", form.name.trim());
        let jar = flash::set(app, CookieJar::new(), &text);
        return (jar, response).into_response();
    }
    let text = format!(
        "Welcome! A mail with a link is on its way to {}: use it to confirm your address. If it does not come, \
         your settings can send another one, under Mail.",
        form.email.trim()
    );
    let jar = flash::set(app, CookieJar::new(), &text);
    let jar = remember(app, jar, safe_path(app, &form.next));
    (jar, response).into_response()
}
