//! Pages for getting in and out, and for one's own settings.

mod browsers;
mod code;
mod codes;
mod feeds;
mod first_admin;
mod forgot;
mod mail;
mod password;
mod register;
mod settings;
mod sign_in;
mod verify;

pub use register::{RegisterForm, invited_answer, invited_form};
pub use settings::tabs as settings_tabs;

use super::actions::{self, Entry, NewSession};
use super::model::{Client, Person};
use crate::app::App;
use crate::error::{Error, FieldError, Result};
use crate::web::cookies::{self, Name};
use crate::web::layout::Frame;
use crate::web::next::{encoded, safe_path};
use crate::web::page::Page;
use crate::web::view::{EmptyView, FieldView, LinkView, PersonView, TabView};
use askama::Template;
use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;

/// Everything but `/u/{name}`: a profile shows what its person wrote, so `posts` has that page.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(sign_in::routes())
        .merge(code::routes())
        .merge(register::routes())
        .merge(first_admin::routes())
        .merge(password::routes())
        .merge(forgot::routes())
        .merge(verify::routes())
        .merge(settings::routes())
        .merge(mail::routes())
        .merge(feeds::routes())
        .merge(codes::routes())
}

/// As their name stands on every page; what they are there is added where it is shown.
impl From<&Person> for PersonView {
    fn from(person: &Person) -> Self {
        Self {
            display_name: person.display_name().to_owned(),
            handle: person.actor.name.clone(),
            href: person.path(),
            host: (!person.actor.local).then(|| person.actor.host.clone()),
            standing: None,
            avatar: person.account.avatar.clone(),
        }
    }
}

/// A page that is one form.
#[derive(Template)]
#[template(path = "accounts/pages/form.html")]
struct FormPage {
    frame: Frame,
    title: String,
    lede: String,
    /// Other pages of the same kind.
    tabs: Vec<TabView>,
    action: String,
    submit: String,
    /// It takes something away for good.
    danger: bool,
    /// What stands in the way, where it is none of the fields; empty where nothing does.
    problem: String,
    fields: Vec<FieldView>,
    /// The sum that a browser does before it sends the form, as JSON.
    sum: Option<String>,
    /// It has a field that people do not see, and programs fill in.
    trap: bool,
    /// Where to go afterwards; empty where the form does not say.
    next: String,
    /// What somebody may have wanted instead.
    more: Vec<LinkView>,
}

impl FormPage {
    fn new(frame: Frame, title: String, action: &str, submit: String) -> Self {
        Self {
            frame: frame.unlisted(),
            title,
            lede: String::new(),
            tabs: Vec::new(),
            action: action.to_owned(),
            submit,
            danger: false,
            problem: String::new(),
            fields: Vec::new(),
            sum: None,
            trap: false,
            next: String::new(),
            more: Vec::new(),
        }
    }

    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }

    /// With what is wrong beside the fields, and the status that says so.
    fn refused(mut self, errors: &[FieldError]) -> Response {
        self.fields = self
            .fields
            .into_iter()
            .map(|field| field.with_errors(errors))
            .collect();
        (StatusCode::UNPROCESSABLE_ENTITY, Page(self)).into_response()
    }

    /// With what was typed and why it was not taken; other errors are answered as they are.
    fn not_taken(self, error: Error) -> Result<Response> {
        match error {
            Error::Invalid(errors) => Ok(self.refused(&errors)),
            Error::TooMany { .. } => Ok(self.held_up(&error)),
            other => Err(other),
        }
    }

    /// With what was typed, and how long to wait.
    fn held_up(mut self, error: &Error) -> Response {
        let said = error.to_string();
        let mut chars = said.chars();
        let first = chars.next().map(|c| c.to_uppercase().to_string());
        self.problem = format!("{}{}.", first.unwrap_or_default(), chars.as_str());
        let mut answer = (StatusCode::TOO_MANY_REQUESTS, Page(self)).into_response();
        if let Error::TooMany { retry_after } = error {
            let seconds = HeaderValue::from(*retry_after);
            answer.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        answer
    }
}

/// A page that says one thing.
#[derive(Template)]
#[template(path = "accounts/pages/said.html")]
struct SaidPage {
    frame: Frame,
    title: String,
    empty: EmptyView,
}

/// The address of a page that leads on to `next`.
fn going_to(path: &str, next: &str) -> String {
    if next == "/" {
        return path.to_owned();
    }
    format!("{path}?next={}", encoded(next))
}

/// What is wrong with the fields; any other error is answered as it is.
fn wrong_fields(error: Error) -> Result<Vec<FieldError>> {
    match error {
        Error::Invalid(errors) => Ok(errors),
        other => Err(other),
    }
}

/// A field whose content the browser may know.
fn filled_in(field: FieldView, autocomplete: &'static str) -> FieldView {
    FieldView {
        autocomplete: Some(autocomplete),
        ..field
    }
}

/// Never with a value: a password is typed again.
fn password_field(name: &'static str, label: String, autocomplete: &'static str) -> FieldView {
    let field = FieldView::text(name, label).of_kind("password").required();
    filled_in(field, autocomplete)
}

fn name_field(value: &str) -> FieldView {
    let field = FieldView::text("name", t!("accounts-name"))
        .help(t!("accounts-name-help"))
        .value(value)
        .required();
    let field = filled_in(field, "username");
    FieldView {
        maxlength: Some(30),
        ..field
    }
}

fn email_field(value: &str) -> FieldView {
    let field = FieldView::text("email", t!("accounts-email"))
        .of_kind("email")
        .value(value);
    filled_in(field, "email")
}

fn new_password_field(name: &'static str, label: String) -> FieldView {
    password_field(name, label, "new-password").help(t!("accounts-password-help"))
}

/// Signs somebody in whose account was just made, and goes there.
async fn welcome(app: &App, client: &Client, person: Person, next: &str) -> Result<Response> {
    let session = actions::begin_session(app, client, person).await?;
    Ok(go_signed_in(app, session, safe_path(app, next)))
}

/// Lets somebody in, or on to the page that asks for a code.
fn go_in(app: &App, entry: Entry, next: &str) -> Response {
    match entry {
        Entry::Session(session) => go_signed_in(app, *session, safe_path(app, next)),
        Entry::Code(step) => {
            let step = step.as_str().to_owned();
            let jar = cookies::set(app, CookieJar::new(), Name::Step, step);
            let path = going_to(code::PATH, safe_path(app, next));
            (jar, Redirect::to(&path)).into_response()
        }
    }
}

/// Gives the browser its session and leads on. The cookies of the visitor's forms and of the
/// step before have done their work.
fn go_signed_in(app: &App, session: NewSession, path: &str) -> Response {
    let token = session.token.as_str().to_owned();
    let jar = cookies::set(app, CookieJar::new(), Name::Session, token);
    let jar = cookies::clear(app, jar, Name::Form);
    let jar = cookies::clear(app, jar, Name::Step);
    (jar, Redirect::to(path)).into_response()
}
