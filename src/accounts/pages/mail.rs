//! `/settings/mail`: where one reads mail and what one wants to be told there; and `/unsubscribe/{token}`,
//! the link in every mail that can be declined.

use super::settings::tabs;
use super::{FormPage, SaidPage, email_field, password_field, wrong_fields};
use crate::accounts::actions;
use crate::accounts::model::{Addresses, Client};
use crate::app::App;
use crate::error::{FieldError, Result};
use crate::mail::actions::{choose, decline, list_choices};
use crate::mail::model::MailKind;
use crate::mail::unsubscribe;
use crate::web::csrf::CsrfForm;
use crate::web::flash::{self, done};
use crate::web::layout::Frame;
use crate::web::next::{came_from, remember};
use crate::web::page::Page;
use crate::web::session::SignedIn;
use crate::web::view::{EmptyView, FieldView, LinkView, TabView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

pub(super) const PATH: &str = "/settings/mail";

pub fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(mail_form).post(mail_submit))
        .route("/settings/mail/address", post(address_submit))
        .route("/settings/mail/confirm", post(confirm_submit))
        .route(
            "/unsubscribe/{token}",
            get(unsubscribe_form).post(unsubscribe_submit),
        )
}

#[derive(Template)]
#[template(path = "accounts/pages/mail.html")]
struct MailPage {
    frame: Frame,
    tabs: Vec<TabView>,
    /// What is known of the address.
    known: String,
    may_ask_again: bool,
    /// Whether a link was lately sent.
    was_asked: bool,
    fields: Vec<FieldView>,
    choices: Vec<ChoiceView>,
    /// Where one goes back to once the address is confirmed; empty where that is nowhere.
    next: String,
}

struct ChoiceView {
    name: &'static str,
    label: String,
    wanted: bool,
}

impl MailPage {
    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }
}

async fn page(
    app: &App,
    user: &SignedIn,
    frame: Frame,
    typed: &AddressForm,
    errors: &[FieldError],
) -> Result<MailPage> {
    let id = user.person.id();
    let addresses = actions::find_addresses(app, id).await?;
    let was_asked = actions::was_asked(app, id).await?;
    let choices = list_choices(app, id).await?;
    let choice = |(kind, wanted): (MailKind, bool)| ChoiceView {
        name: kind.as_str(),
        label: kind.occasion(),
        wanted,
    };
    let fields = [
        email_field(&typed.email).required(),
        password_field(
            "password",
            t!("accounts-password-yours"),
            "current-password",
        ),
    ];
    Ok(MailPage {
        frame: frame.unlisted(),
        tabs: tabs(PATH),
        known: known(&addresses, app.mailer.is_configured(), was_asked),
        may_ask_again: actions::awaits_link(app, &addresses).is_some(),
        was_asked,
        fields: fields.map(|field| field.with_errors(errors)).into(),
        choices: choices.into_iter().map(choice).collect(),
        next: typed.next.clone(),
    })
}

/// What is known of the address, and what it is good for as it is. Where no mail is sent the administrators
/// have the links. `was_asked`: a link was lately sent.
fn known(addresses: &Addresses, mail_is_sent: bool, was_asked: bool) -> String {
    let waiting = addresses.unconfirmed().filter(|_| mail_is_sent);
    if let Some(address) = waiting
        && addresses.refused.as_deref() == Some(address)
    {
        return t!("accounts-address-refused", address = address);
    }
    let confirmed = addresses
        .email
        .as_deref()
        .filter(|_| addresses.is_confirmed);
    match (confirmed, addresses.unconfirmed()) {
        (Some(own), None) => t!("accounts-address-confirmed", address = own),
        (Some(own), Some(new)) => becomes(own, new, mail_is_sent, was_asked),
        (None, Some(own)) if !mail_is_sent && addresses.new_email.is_none() => {
            t!("accounts-address-no-mail", address = own)
        }
        (None, Some(new)) if !mail_is_sent => t!("accounts-address-given-held", address = new),
        (None, Some(new)) if was_asked => t!("accounts-address-given-sent", address = new),
        (None, Some(new)) => t!("accounts-address-given-unsent", address = new),
        (None, None) => t!("accounts-address-none"),
    }
}

fn becomes(own: &str, new: &str, mail_is_sent: bool, was_asked: bool) -> String {
    match (mail_is_sent, was_asked) {
        (true, true) => t!("accounts-address-becomes-sent", address = own, new = new),
        (true, false) => t!("accounts-address-becomes-unsent", address = own, new = new),
        (false, _) => t!("accounts-address-becomes-held", address = own, new = new),
    }
}

async fn mail_form(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    headers: HeaderMap,
) -> Result<Page<MailPage>> {
    let form = AddressForm {
        next: came_from(&app, &headers).unwrap_or_default(),
        ..AddressForm::default()
    };
    page(&app, &user, frame, &form, &[]).await.map(Page)
}

/// A tick each, named as the kinds are.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ChoicesForm {
    answer: String,
    mention: String,
    followed: String,
    decision: String,
    moderation: String,
    rules: String,
    desk: String,
}

impl ChoicesForm {
    fn wanted(&self) -> Vec<MailKind> {
        let ticks = [
            (MailKind::Answer, &self.answer),
            (MailKind::Mention, &self.mention),
            (MailKind::Followed, &self.followed),
            (MailKind::Decision, &self.decision),
            (MailKind::Moderation, &self.moderation),
            (MailKind::Rules, &self.rules),
            (MailKind::Desk, &self.desk),
        ];
        let ticked = ticks.into_iter().filter(|(_, tick)| !tick.is_empty());
        ticked.map(|(kind, _)| kind).collect()
    }
}

async fn mail_submit(
    State(app): State<App>,
    user: SignedIn,
    CsrfForm(form): CsrfForm<ChoicesForm>,
) -> Result<Response> {
    choose(&app, user.person.id(), &form.wanted()).await?;
    Ok(done(&app, PATH, &t!("accounts-mail-saved")))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct AddressForm {
    email: String,
    password: String,
    next: String,
}

/// The page says what was done, and the browser keeps where to go back to once the link is used.
fn asked(app: &App, next: &str, text: &str) -> Response {
    let jar = flash::set(app, CookieJar::new(), text);
    (remember(app, jar, next), Redirect::to(PATH)).into_response()
}

async fn address_submit(
    State(app): State<App>,
    client: Client,
    user: SignedIn,
    frame: Frame,
    CsrfForm(form): CsrfForm<AddressForm>,
) -> Result<Response> {
    let changed = actions::change_address(&app, &client, &user, &form.email, &form.password).await;
    let Err(error) = changed else {
        let text = match app.mailer.is_configured() {
            true => t!("accounts-address-asked"),
            false => t!("accounts-address-asked-held"),
        };
        return Ok(asked(&app, &form.next, &text));
    };
    let errors = wrong_fields(error)?;
    let page = page(&app, &user, frame, &form, &errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct NextForm {
    next: String,
}

async fn confirm_submit(
    State(app): State<App>,
    client: Client,
    user: SignedIn,
    CsrfForm(form): CsrfForm<NextForm>,
) -> Result<Response> {
    let address = actions::ask_again(&app, &client, &user).await?;
    let text = match app.mailer.is_configured() {
        true => t!("accounts-address-again", address = address),
        false => t!("accounts-address-again-held", address = address),
    };
    Ok(asked(&app, &form.next, &text))
}

/// Asks first: programs that look at mails follow links. Where nothing is left to stop, that is said.
async fn unsubscribe_form(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
) -> Result<Response> {
    let (account, kind) = unsubscribe::read(&app, &token).await?;
    let choices = list_choices(&app, account).await?;
    if choices.contains(&(kind, false)) {
        return Ok(Page(stopped(frame, kind)).into_response());
    }
    let page = Page(FormPage {
        lede: kind.told(),
        ..FormPage::new(
            frame,
            t!("accounts-unsubscribe"),
            &format!("/unsubscribe/{token}"),
            t!("accounts-unsubscribe"),
        )
    });
    Ok(page.into_response())
}

/// Takes no token of ours and looks at no body: mail programs send this by themselves (RFC 8058), from
/// no page and with no cookie. Whoever has the link may stop these mails, and can do nothing else.
async fn unsubscribe_submit(
    State(app): State<App>,
    frame: Frame,
    Path(token): Path<String>,
) -> Result<Page<SaidPage>> {
    let kind = decline(&app, &token).await?;
    Ok(Page(stopped(frame, kind)))
}

fn stopped(frame: Frame, kind: MailKind) -> SaidPage {
    SaidPage {
        frame: frame.unlisted(),
        title: t!("accounts-unsubscribe-done"),
        empty: EmptyView {
            icon: "check",
            title: t!("accounts-unsubscribe-none"),
            text: kind.told_no_more(),
            number: None,
            links: vec![LinkView::new(t!("accounts-unsubscribe-settings"), PATH)],
        },
    }
}
