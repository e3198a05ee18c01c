//! `/settings`: one's profile, password and sessions. What goes by mail is beside, in `mail`.

use super::browsers::browser_name;
use super::{FormPage, new_password_field, password_field, wrong_fields};
use crate::accounts::actions;
use crate::accounts::model::{ProfileForm, ProfileLink, Session, SessionId};
use crate::app::App;
use crate::error::{Error, Result};
use crate::web::cookies::{self, Name};
use crate::web::csrf::CsrfForm;
use crate::web::flash::{self, done};
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::session::SignedIn;
use crate::web::view::{FieldView, TabView, When};
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
        ("Profile", PROFILE),
        ("Pictures", PICTURES),
        ("Mail", super::mail::PATH),
        ("Feeds", super::feeds::PATH),
        ("Password", PASSWORD),
        ("Sessions", SESSIONS),
        ("Delete account", DELETE),
    ]
    .map(|(label, href)| TabView::new(label, href, href == current))
    .into()
}

fn profile_page(frame: Frame, form: &ProfileForm) -> FormPage {
    let area = |name, label: &str, rows| FieldView {
        rows,
        ..FieldView::text(name, label).of_kind("area")
    };
    FormPage {
        lede: "Everybody sees this on your profile, and other servers show it, too.".to_owned(),
        tabs: tabs(PROFILE),
        fields: vec![
            FieldView::text("display_name", "Shown name")
                .value(&form.display_name)
                .help("At most 64 characters. Empty: your name."),
            FieldView::text("headline", "What you are")
                .value(&form.headline)
                .help("In one line, such as Restorer of bowed instruments. At most 120 characters."),
            FieldView::text("place", "Where you are")
                .value(&form.place)
                .help("As precise as you like. At most 80 characters."),
            area("bio", "About you", 8)
                .value(&form.bio)
                .help("Markdown works. At most 5,000 characters."),
            FieldView::text("expertise", "What you know well")
                .value(&form.expertise)
                .help("Up to 12 tags, with commas between them. Members of your communities find you by them."),
            area("offers", "What you offer", 2)
                .value(&form.offers)
                .help("Such as advice, a workshop, a second opinion. At most 300 characters."),
            area("seeks", "What you look for", 2)
                .value(&form.seeks)
                .help("At most 300 characters."),
            area("links", "Links", 4)
                .value(&form.links)
                .help("Up to 8, one in a line: a label, a space, the address."),
            FieldView::text("language", "Language")
                .value(&form.language)
                .help("The one you mostly write in, such as en, de or pt-BR."),
            FieldView::text("time_zone", "Time zone")
                .value(&form.time_zone)
                .help("Such as Europe/Lisbon. Empty: UTC. People who sign in here see it; other servers are not told."),
        ],
        ..FormPage::new(frame, "Settings", PROFILE, "Save profile")
    }
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
    }
}

async fn profile_form(user: SignedIn, frame: Frame) -> Page<FormPage> {
    Page(profile_page(frame, &typed(&user)))
}

async fn profile_submit(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    CsrfForm(form): CsrfForm<ProfileForm>,
) -> Result<Response> {
    match actions::update_profile(&app, &user, &form).await {
        Ok(_) => Ok(done(&app, PROFILE, "Your profile is saved.")),
        Err(error) => profile_page(frame, &form).not_taken(error),
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
        lede: "A new password signs you out everywhere else.".to_owned(),
        tabs: tabs(PASSWORD),
        fields: vec![
            password_field("current", "Present password", "current-password"),
            new_password_field("new", "New password"),
        ],
        ..FormPage::new(frame, "Settings", PASSWORD, "Change password")
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
        Ok(()) => Ok(done(
            &app,
            PASSWORD,
            "Your password is changed, and you are signed out everywhere else.",
        )),
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
        let help = format!(
            "Nobody but you convenes {}. Name somebody of this server who takes over; if you name \
             nobody, the administrators do.",
            titles.join(", ")
        );
        let field = FieldView::text("successor", "Your successor").value(successor);
        fields.push(field.help(help));
    }
    fields.push(password_field(
        "password",
        "Your password",
        "current-password",
    ));
    Ok(FormPage {
        lede: "Everything you wrote is deleted: threads, answers, comments and messages, here and \
               on other servers as far as they follow suit. What others replied stays, and so do your \
               votes, without your name. Nobody can ever use your name again. Nobody can undo this, \
               the administrators included.".to_owned(),
        tabs: tabs(DELETE),
        fields,
        danger: true,
        ..FormPage::new(frame, "Settings", DELETE, "Delete my account for good")
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
            let jar = flash::set(&app, jar, "Your account is deleted.");
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
    Ok(done(&app, SESSIONS, "The session is ended."))
}

#[derive(Deserialize)]
struct Nothing {}

async fn others_end_submit(
    State(app): State<App>,
    user: SignedIn,
    CsrfForm(Nothing {}): CsrfForm<Nothing>,
) -> Result<Response> {
    actions::revoke_other_sessions(&app, &user).await?;
    Ok(done(&app, SESSIONS, "You are signed out everywhere else."))
}
