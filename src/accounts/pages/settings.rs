//! `/settings`: one's profile, password and sessions. What goes by mail is beside, in `mail`.

use super::browsers::browser_name;
use super::{FormPage, new_password_field, password_field, wrong_fields};
use crate::accounts::actions;
use crate::accounts::model::{ProfileForm, ProfileLink, Session, SessionId};
use crate::app::App;
use crate::error::{Error, Result};
use crate::locale;
use crate::web::cookies::{self, Name};
use crate::web::csrf::CsrfForm;
use crate::web::flash::{self, done};
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::session::SignedIn;
use crate::web::view::{FieldView, OptionView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

const PROFILE: &str = "/settings";
/// A page of `media`.
const PICTURES: &str = "/settings/pictures";
const PASSWORD: &str = "/settings/password";
const SESSIONS: &str = "/settings/sessions";
const DELETE: &str = "/settings/delete";

pub fn routes() -> Router<App> {
    Router::new()
        .route(PROFILE, get(profile_form).post(profile_submit))
        .route(PASSWORD, get(password_form).post(password_submit))
        .route(SESSIONS, get(sessions_page))
        .route(DELETE, get(delete_form).post(delete_submit))
        .route("/settings/sessions/end", post(session_end_submit))
        .route("/settings/sessions/end-others", post(others_end_submit))
}

/// The pages of one's settings.
pub fn tabs(current: &str) -> Vec<TabView> {
    [
        (t!("accounts-tab-profile"), PROFILE),
        (t!("accounts-tab-pictures"), PICTURES),
        (t!("accounts-tab-mail"), super::mail::PATH),
        (t!("accounts-tab-feeds"), super::feeds::PATH),
        (t!("accounts-tab-password"), PASSWORD),
        (t!("accounts-tab-codes"), super::codes::PATH),
        (t!("accounts-tab-sessions"), SESSIONS),
        (t!("accounts-tab-delete"), DELETE),
    ]
    .map(|(label, href)| TabView::new(label, href, href == current))
    .into()
}

fn profile_page(app: &App, frame: Frame, form: &ProfileForm) -> FormPage {
    let area = |name, label: String, rows| FieldView {
        rows,
        ..FieldView::text(name, label).of_kind("area")
    };
    FormPage {
        lede: t!("accounts-profile-lede"),
        tabs: tabs(PROFILE),
        fields: vec![
            FieldView::text("display_name", t!("accounts-profile-name"))
                .value(&form.display_name)
                .help(t!("accounts-profile-name-help")),
            FieldView::text("headline", t!("accounts-profile-headline"))
                .value(&form.headline)
                .help(t!("accounts-profile-headline-help")),
            FieldView::text("place", t!("accounts-profile-place"))
                .value(&form.place)
                .help(t!("accounts-profile-place-help")),
            area("bio", t!("accounts-profile-bio"), 8)
                .value(&form.bio)
                .help(t!("accounts-profile-bio-help")),
            FieldView::text("expertise", t!("accounts-profile-expertise"))
                .value(&form.expertise)
                .help(t!("accounts-profile-expertise-help")),
            area("offers", t!("accounts-profile-offers"), 2)
                .value(&form.offers)
                .help(t!("accounts-profile-offers-help")),
            area("seeks", t!("accounts-profile-seeks"), 2)
                .value(&form.seeks)
                .help(t!("accounts-profile-seeks-help")),
            area("links", t!("accounts-profile-links"), 4)
                .value(&form.links)
                .help(t!("accounts-profile-links-help")),
            FieldView::text("language", t!("accounts-profile-language"))
                .value(&form.language)
                .help(t!("accounts-profile-language-help")),
            FieldView::text("time_zone", t!("accounts-profile-zone"))
                .value(&form.time_zone)
                .help(t!("accounts-profile-zone-help")),
            FieldView::text("locale", t!("accounts-locale"))
                .of_kind("select")
                .value(&form.locale)
                .help(t!("accounts-locale-help"))
                .options(locales(app)),
        ],
        ..FormPage::new(
            frame,
            t!("accounts-settings"),
            PROFILE,
            t!("accounts-profile-submit"),
        )
    }
}

/// Each language in itself: whoever looks for theirs may read no other.
fn locales(app: &App) -> Vec<OptionView> {
    let own = OptionView::new("", t!("accounts-locale-browser"));
    let others = app.languages.iter();
    let others = others.map(|locale| OptionView::new(locale.tag(), locale.name()));
    std::iter::once(own).chain(others).collect()
}

/// The profile as it is now, as it would be typed.
fn typed(user: &SignedIn) -> ProfileForm {
    let account = &user.person.account;
    let craft = &account.craft;
    let line = |link: &ProfileLink| format!("{} {}", link.label, link.url);
    let links: Vec<String> = account.links.0.iter().map(line).collect();
    ProfileForm {
        display_name: account.display_name.clone(),
        bio: account.bio.clone(),
        links: links.join("\n"),
        headline: craft.headline.clone(),
        place: craft.place.clone(),
        expertise: craft.expertise.0.join(", "),
        offers: craft.offers.clone(),
        seeks: craft.seeks.clone(),
        language: account.language.clone(),
        time_zone: account.time_zone.clone(),
        locale: account.locale.clone(),
    }
}

async fn profile_form(State(app): State<App>, user: SignedIn, frame: Frame) -> Page<FormPage> {
    Page(profile_page(&app, frame, &typed(&user)))
}

async fn profile_submit(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    CsrfForm(form): CsrfForm<ProfileForm>,
) -> Result<Response> {
    match actions::update_profile(&app, &user, &form).await {
        Ok(person) => {
            // The page that comes next says it in the language that they chose now.
            if let Some(locale) = app.languages.find(&person.account.locale) {
                locale::speak(locale);
            }
            Ok(done(&app, PROFILE, &t!("accounts-profile-saved")))
        }
        Err(error) => profile_page(&app, frame, &form).not_taken(error),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct PasswordForm {
    current: String,
    new: String,
}

fn password_page(frame: Frame) -> FormPage {
    FormPage {
        lede: t!("accounts-change-password-lede"),
        tabs: tabs(PASSWORD),
        fields: vec![
            password_field("current", t!("accounts-password-now"), "current-password"),
            new_password_field("new", t!("accounts-password-new")),
        ],
        ..FormPage::new(
            frame,
            t!("accounts-settings"),
            PASSWORD,
            t!("accounts-change-password-submit"),
        )
    }
}

async fn password_form(_user: SignedIn, frame: Frame) -> Page<FormPage> {
    Page(password_page(frame))
}

async fn password_submit(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    CsrfForm(form): CsrfForm<PasswordForm>,
) -> Result<Response> {
    match actions::change_password(&app, &user, &form.current, &form.new).await {
        Ok(()) => Ok(done(&app, PASSWORD, &t!("accounts-change-password-done"))),
        Err(error) => {
            let errors = wrong_fields(error)?;
            Ok(password_page(frame).refused(&errors))
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct DeleteForm {
    password: String,
    successor: String,
}

async fn delete_page(
    app: &App,
    user: &SignedIn,
    frame: Frame,
    successor: &str,
) -> Result<FormPage> {
    let convened = actions::list_convened_alone(app, user.person.id()).await?;
    let mut fields = Vec::new();
    if !convened.is_empty() {
        let titles: Vec<String> = convened.into_iter().map(|(_, title)| title).collect();
        let help = t!("accounts-delete-successor-help", places = titles.join(", "));
        let field = FieldView::text("successor", t!("accounts-delete-successor")).value(successor);
        fields.push(field.help(help));
    }
    fields.push(password_field(
        "password",
        t!("accounts-password-yours"),
        "current-password",
    ));
    Ok(FormPage {
        lede: t!("accounts-delete-lede"),
        tabs: tabs(DELETE),
        fields,
        danger: true,
        ..FormPage::new(
            frame,
            t!("accounts-settings"),
            DELETE,
            t!("accounts-delete-submit"),
        )
    })
}

async fn delete_form(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<FormPage>> {
    delete_page(&app, &user, frame, "").await.map(Page)
}

async fn delete_submit(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    CsrfForm(form): CsrfForm<DeleteForm>,
) -> Result<Response> {
    match actions::delete_own_account(&app, &user, &form.password, &form.successor).await {
        Ok(()) => {
            let jar = cookies::clear(&app, CookieJar::new(), Name::Session);
            let jar = flash::set(&app, jar, &t!("accounts-delete-done"));
            Ok((jar, Redirect::to("/")).into_response())
        }
        Err(error) => {
            let errors = wrong_fields(error)?;
            let page = delete_page(&app, &user, frame, &form.successor).await?;
            Ok(page.refused(&errors))
        }
    }
}

#[derive(Template)]
#[template(path = "accounts/pages/sessions.html")]
struct SessionsPage {
    frame: Frame,
    tabs: Vec<TabView>,
    sessions: Vec<SessionView>,
}

struct SessionView {
    id: SessionId,
    /// As in "Firefox on Linux".
    browser: String,
    /// What it said itself.
    user_agent: String,
    address: String,
    began: When,
    seen: When,
    here: bool,
}

async fn sessions_page(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<SessionsPage>> {
    let now = frame.now;
    let view = |session: Session| SessionView {
        here: session.id == user.session,
        began: When::new(session.created_at, now),
        seen: When::new(session.last_seen_at, now),
        id: session.id,
        browser: browser_name(&session.user_agent),
        user_agent: session.user_agent,
        address: session.address,
    };
    let sessions = actions::list_sessions(&app, user.person.id()).await?;
    Ok(Page(SessionsPage {
        frame: frame.unlisted(),
        tabs: tabs(SESSIONS),
        sessions: sessions.into_iter().map(view).collect(),
    }))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct EndForm {
    session: String,
}

async fn session_end_submit(
    State(app): State<App>,
    user: SignedIn,
    CsrfForm(form): CsrfForm<EndForm>,
) -> Result<Response> {
    let id = form
        .session
        .parse()
        .map_err(|_| Error::NotFound("session"))?;
    actions::revoke_session(&app, user.person.id(), SessionId(id)).await?;
    Ok(done(&app, SESSIONS, &t!("accounts-session-ended")))
}

#[derive(Deserialize)]
struct Nothing {}

async fn others_end_submit(
    State(app): State<App>,
    user: SignedIn,
    CsrfForm(Nothing {}): CsrfForm<Nothing>,
) -> Result<Response> {
    actions::revoke_other_sessions(&app, &user).await?;
    Ok(done(&app, SESSIONS, &t!("accounts-sessions-ended-others")))
}
