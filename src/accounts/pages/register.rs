//! `/register`.

use super::{FormPage, SaidPage, email_field, going_to, name_field, new_password_field, welcome};
use crate::accounts::actions;
use crate::accounts::challenge::Done;
use crate::accounts::model::{Client, NewAccount, Person};
use crate::accounts::settings::{self, Registration, Settings, Sum};
use crate::app::App;
use crate::error::{Error, Reason, Result};
use crate::web::csrf::{Csrf, CsrfForm};
use crate::web::flash;
use crate::web::layout::Frame;
use crate::web::next::{remember, safe_path};
use crate::web::page::Page;
use crate::web::view::{EmptyView, FieldView, LinkView};
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

/// What somebody types who makes an account, or asks for one.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RegisterForm {
    name: String,
    email: String,
    password: String,
    /// Who they are, where an administrator decides.
    words: String,
    /// What the browser answers to the sum.
    altcha: String,
    /// Nobody sees this field.
    website: String,
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

/// How somebody whom nobody invited gets an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// At once.
    Open,
    /// At once, by a sum; without one by an application.
    Sum,
    Applied,
}

/// None where there is no such way.
fn way(settings: &Settings) -> Option<Way> {
    match (settings.registration, settings.entrance.sum) {
        (Registration::Open, Sum::Off) => Some(Way::Open),
        (Registration::Open, Sum::On) => Some(Way::Sum),
        (Registration::Applied, _) => Some(Way::Applied),
        (Registration::Invited | Registration::Closed, _) => None,
    }
}

/// The form for this way. `asks_words` says that an administrator decides about it.
async fn open_page(
    app: &App,
    frame: Frame,
    form: &RegisterForm,
    way: Way,
    asks_words: bool,
) -> Result<FormPage> {
    let mut page = page(app, frame, form, OPEN);
    page.trap = true;
    if way == Way::Sum {
        page.sum = Some(actions::ask_sum(app).await?);
    }
    if way == Way::Applied {
        page.lede = t!("accounts-apply-lede");
        page.submit = t!("accounts-apply-submit");
    }
    if asks_words {
        let words = FieldView::text("words", t!("accounts-apply-words"))
            .of_kind("area")
            .value(&form.words)
            .help(t!("accounts-apply-words-help"));
        page.fields.push(match way {
            Way::Applied => words.required(),
            Way::Open | Way::Sum => words,
        });
    }
    Ok(page)
}

async fn settings_now(app: &App) -> Result<Settings> {
    let mut conn = app.store.read().await?;
    settings::load(app, &mut conn).await
}

async fn register_form(
    State(app): State<App>,
    frame: Frame,
    csrf: Csrf,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let settings = settings_now(&app).await?;
    let Some(way) = way(&settings) else {
        return Ok(Page(closed(frame, settings.registration)).into_response());
    };
    let form = RegisterForm {
        next: asked.next,
        ..RegisterForm::default()
    };
    let asks_words = way == Way::Applied;
    let page = open_page(&app, frame.guarded(&csrf), &form, way, asks_words).await?;
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
        Registration::Closed | Registration::Applied | Registration::Open => (
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
    let settings = settings_now(&app).await?;
    let Some(way) = way(&settings) else {
        return Err(Reason::RegistrationClosed.into());
    };
    let done = match way {
        Way::Sum => actions::check_sum(&app, &form.altcha).await?,
        Way::Open | Way::Applied => None,
    };
    let applies = way == Way::Applied || (way == Way::Sum && done.is_none());
    let error = match sent(&app, &client, &form, applies, done.as_ref()).await {
        Ok(Some(person)) => {
            let welcomed = welcome(&app, &client, person, &form.next).await?;
            return Ok(told(&app, welcomed, &form));
        }
        Ok(None) => return Ok(flash::done(&app, "/", &asked_for(&app))),
        Err(error) => error,
    };
    let asks_words = applies || names_words(&error);
    let page = open_page(&app, frame.guarded(&csrf), &form, way, asks_words).await?;
    Ok((csrf.jar, page.not_taken(error)?).into_response())
}

/// Makes the account, or asks for it; the account is there at once or not yet.
async fn sent(
    app: &App,
    client: &Client,
    form: &RegisterForm,
    applies: bool,
    done: Option<&Done>,
) -> Result<Option<Person>> {
    if !form.website.is_empty() {
        return Err(Error::invalid("name", t!("accounts-register-trapped")));
    }
    let new = form.account();
    if !applies {
        return actions::register(app, client, &new, done).await.map(Some);
    }
    actions::apply(app, client, &new, &form.words).await?;
    Ok(None)
}

/// A sum that was done before counts as none.
fn names_words(error: &Error) -> bool {
    match error {
        Error::Invalid(errors) => errors.iter().any(|error| error.field == "words"),
        _ => false,
    }
}

fn asked_for(app: &App) -> String {
    match app.mailer.is_configured() {
        true => t!("accounts-apply-done-mail"),
        false => t!("accounts-apply-done"),
    }
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
