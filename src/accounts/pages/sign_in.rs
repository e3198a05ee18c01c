//! `/login` and `/logout`.

use super::{FormPage, filled_in, go_in, going_to, password_field, wrong_fields};
use crate::accounts::actions::{self, Entry};
use crate::accounts::model::Client;
use crate::accounts::settings;
use crate::app::App;
use crate::error::Result;
use crate::web::cookies::{self, Name};
use crate::web::csrf::{Csrf, CsrfForm};
use crate::web::layout::Frame;
use crate::web::next::safe_path;
use crate::web::page::Page;
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{FieldView, LinkView};
use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/login", get(sign_in_form).post(sign_in_submit))
        .route("/logout", post(sign_out_submit))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    next: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct LoginForm {
    name: String,
    password: String,
    next: String,
}

/// Where nobody may make an account there is no link that says so.
async fn page(app: &App, frame: Frame, name: &str, next: &str) -> Result<FormPage> {
    let mut conn = app.store.read().await?;
    let settings = settings::load(app, &mut conn).await?;
    drop(conn);
    let open = settings.registration.takes_strangers();
    let next = safe_path(app, next).to_owned();
    let mut more = vec![LinkView::new(t!("accounts-sign-in-forgot"), "/forgot")];
    if open {
        more.push(LinkView::new(
            t!("accounts-sign-in-register"),
            going_to("/register", &next),
        ));
    }
    let field = FieldView::text("name", t!("accounts-sign-in-name"))
        .value(name)
        .required();
    Ok(FormPage {
        lede: purpose(&next),
        fields: vec![
            filled_in(field, "username"),
            password_field("password", t!("accounts-password"), "current-password"),
        ],
        next,
        more,
        ..FormPage::new(
            frame,
            t!("accounts-sign-in"),
            "/login",
            t!("accounts-sign-in"),
        )
    })
}

/// What somebody wanted to do who is asked to sign in first, by the page of ours that they come back
/// to; empty where they wanted nothing but that.
fn purpose(next: &str) -> String {
    let (path, query) = next.split_once('?').unwrap_or((next, ""));
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    match parts.as_slice() {
        [""] => String::new(),
        ["new"] => t!("accounts-sign-in-for-thread"),
        ["c", place, "new"] => purpose_of_thread(place, query),
        ["c", place, "join"] => t!("accounts-sign-in-for-joining", place = place),
        ["invite", ..] => t!("accounts-sign-in-for-invitation"),
        ["authorize_interaction"] => t!("accounts-sign-in-for-opening"),
        ["notifications", ..] => t!("accounts-sign-in-for-notices"),
        ["messages", ..] => t!("accounts-sign-in-for-messages"),
        ["settings", ..] => t!("accounts-sign-in-for-settings"),
        ["verify", ..] => t!("accounts-sign-in-for-address"),
        _ => t!("accounts-sign-in-for-other"),
    }
}

/// The kind of thread that the form is for, as its address says.
fn purpose_of_thread(place: &str, query: &str) -> String {
    let kind = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "kind");
    match kind.as_ref().map(|(_, kind)| &**kind) {
        Some("discussion") => t!("accounts-sign-in-for-discussion", place = place),
        Some("article") => t!("accounts-sign-in-for-article", place = place),
        Some("link") => t!("accounts-sign-in-for-link", place = place),
        _ => t!("accounts-sign-in-for-question", place = place),
    }
}

async fn sign_in_form(
    State(app): State<App>,
    who: MaybeSignedIn,
    frame: Frame,
    csrf: Csrf,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    if who.0.is_some() {
        return Ok(Redirect::to(safe_path(&app, &asked.next)).into_response());
    }
    let page = page(&app, frame.guarded(&csrf), "", &asked.next).await?;
    Ok((csrf.jar, Page(page)).into_response())
}

async fn sign_in_submit(
    State(app): State<App>,
    client: Client,
    who: MaybeSignedIn,
    frame: Frame,
    csrf: Csrf,
    CsrfForm(form): CsrfForm<LoginForm>,
) -> Result<Response> {
    match actions::sign_in(&app, &client, &form.name, &form.password).await {
        Ok(entry) => {
            // The session that this browser had is left behind by its cookie.
            if let (Some(before), Entry::Session(_)) = (&who.0, &entry) {
                actions::sign_out(&app, before).await?;
            }
            Ok(go_in(&app, entry, &form.next))
        }
        Err(error) => {
            let errors = wrong_fields(error)?;
            let page = page(&app, frame.guarded(&csrf), &form.name, &form.next).await?;
            Ok((csrf.jar, page.refused(&errors)).into_response())
        }
    }
}

#[derive(Deserialize)]
struct Nothing {}

async fn sign_out_submit(
    State(app): State<App>,
    user: SignedIn,
    CsrfForm(Nothing {}): CsrfForm<Nothing>,
) -> Result<impl IntoResponse> {
    actions::sign_out(&app, &user).await?;
    let jar = cookies::clear(&app, CookieJar::new(), Name::Session);
    Ok((jar, Redirect::to("/")))
}

#[cfg(test)]
mod tests {
    use super::purpose;

    #[test]
    fn signing_in_says_what_for() {
        let table = [
            ("/", ""),
            (
                "/new?title=Glue",
                "Sign in to ask a question or begin another thread.",
            ),
            ("/c/luthiers/new", "Sign in to ask in luthiers."),
            (
                "/c/luthiers@b.example/new?title=x&kind=link",
                "Sign in to share a link in luthiers@b.example.",
            ),
            ("/c/luthiers/join", "Sign in to join luthiers."),
            ("/invite/s3cret", "Sign in to join by your invitation."),
            (
                "/authorize_interaction?uri=https://b.example/c/x",
                "Sign in to open what you came for.",
            ),
            ("/settings/sessions", "Sign in to change your settings."),
            ("/verify/s3cret", "Sign in to confirm your address."),
            ("/c/luthiers/reports", "Sign in to go on."),
        ];
        for (next, said) in table {
            let told = purpose(next);
            let expected = match said {
                "" => String::new(),
                said => format!("{said} You come back to that page."),
            };
            assert_eq!(told, expected, "{next}");
        }
    }
}
