//! What this server is, for people: who runs it, its rules, what it keeps of whom, and where programs
//! find what they need. Everybody may read it; the other servers' people are led here, too.

#[cfg(test)]
mod tests;

use crate::accounts::model::Person;
use crate::accounts::queries::logins::list_admins;
use crate::accounts::queries::remote::{Usage, count_usage};
use crate::accounts::queries::{find_person, list_people};
use crate::accounts::settings::{self, Registration, Settings};
use crate::app::App;
use crate::communities::queries::local::count_local;
use crate::error::Result;
use crate::ids::INSTANCE;
use crate::store::{Conn, Time};
use crate::web::layout::{self, Frame, OpenGraph};
use crate::web::page::Page;
use crate::web::view::{PersonView, TabView, When};
use askama::Template;
use axum::extract::State;
use axum::routing::get;
use axum::{Extension, Router};
use chrono::TimeDelta;
use std::sync::Arc;
use tokio::sync::Mutex;

const ABOUT: &str = "/about";
const PRIVACY: &str = "/about/privacy";
const TERMS: &str = "/about/terms";
const CONTACT: &str = "/about/contact";
const PROGRAMS: &str = "/about/api";

/// Counting looks at every account, so the figures are allowed to be this old.
const GOOD_FOR: TimeDelta = TimeDelta::minutes(10);
/// More administrators than anybody would write to.
const ADMINS_MAX: usize = 20;

pub fn routes() -> Router<App> {
    Router::new()
        .route(ABOUT, get(about_page))
        .route(PRIVACY, get(privacy_page))
        .route(TERMS, get(terms_page))
        .route(CONTACT, get(contact_page))
        .route(PROGRAMS, get(programs_page))
        .layer(Extension(Counted::default()))
}

#[derive(Debug, Clone, Copy)]
struct Figures {
    usage: Usage,
    communities: i64,
}

/// The latest figures and when they were made.
type Counted = Arc<Mutex<Option<(Time, Figures)>>>;

/// Counted by one request while the others wait for it.
async fn figures(app: &App, conn: &mut Conn, counted: &Counted) -> Result<Figures> {
    let mut latest = counted.lock().await;
    let now = app.now();
    if let Some((at, figures)) = *latest
        && now.since(at) < GOOD_FOR
    {
        return Ok(figures);
    }
    let (month, half_year) = (TimeDelta::days(30), TimeDelta::days(180));
    let figures = Figures {
        usage: count_usage(conn, now.minus(month), now.minus(half_year)).await?,
        communities: count_local(conn).await?,
    };
    *latest = Some((now, figures));
    Ok(figures)
}

fn tabs(current: &str) -> Vec<TabView> {
    [
        (t!("about-tab"), ABOUT),
        (t!("about-tab-privacy"), PRIVACY),
        (t!("about-tab-terms"), TERMS),
        (t!("about-tab-contact"), CONTACT),
        (t!("about-tab-programs"), PROGRAMS),
    ]
    .map(|(label, href)| TabView::new(label, href, href == current))
    .into()
}

#[derive(Template)]
#[template(path = "about/about.html")]
struct AboutPage {
    frame: Frame,
    tabs: Vec<TabView>,
    host: String,
    description: String,
    about_html: String,
    rules_html: String,
    admins: Vec<PersonView>,
    facts: Vec<(String, String)>,
    began: When,
    registration: String,
}

async fn about_page(
    State(app): State<App>,
    Extension(counted): Extension<Counted>,
    frame: Frame,
) -> Result<Page<AboutPage>> {
    let mut conn = app.store.read().await?;
    let settings = settings::load(&app, &mut conn).await?;
    let figures = figures(&app, &mut conn, &counted).await?;
    let mut admins = list_admins(&mut conn).await?;
    admins.truncate(ADMINS_MAX);
    let admins = list_people(&mut conn, &admins).await?;
    let instance = find_person(&mut conn, INSTANCE).await?;
    Ok(Page(AboutPage {
        tabs: tabs(ABOUT),
        host: app.local.host.clone(),
        admins: admins
            .iter()
            .filter(|person| person.is_live())
            .map(person_view)
            .collect(),
        facts: facts(&figures),
        began: When::new(instance.account.created_at, frame.now),
        registration: registration(&settings),
        frame: described(&app, frame, &settings),
        description: settings.site_description,
        about_html: settings.about_html,
        rules_html: settings.rules_html,
    }))
}

fn person_view(person: &Person) -> PersonView {
    PersonView {
        standing: Some(t!("about-administrator")),
        ..PersonView::from(person)
    }
}

fn facts(figures: &Figures) -> Vec<(String, String)> {
    let usage = &figures.usage;
    [
        (t!("about-people"), usage.people),
        (t!("about-people-active"), usage.active_month),
        (t!("about-communities"), figures.communities),
        (t!("about-threads"), usage.posts),
        (t!("about-replies"), usage.comments),
    ]
    .map(|(label, figure)| (label, layout::count(figure)))
    .into()
}

fn registration(settings: &Settings) -> String {
    match settings.registration {
        Registration::Open => t!("about-joining-open"),
        Registration::Applied => t!("about-joining-applied"),
        Registration::Invited => t!("about-joining-invited"),
        Registration::Closed => t!("about-joining-closed"),
    }
}

fn described(app: &App, frame: Frame, settings: &Settings) -> Frame {
    Frame {
        og: Some(OpenGraph {
            title: t!("about-title", site = settings.site_name),
            description: settings.site_description.clone(),
            url: app.local.url(ABOUT),
            kind: "website",
            picture: None,
        }),
        canonical: Some(app.local.url(ABOUT)),
        ..frame
    }
}

#[derive(Template)]
#[template(path = "about/privacy.html")]
struct PrivacyPage {
    frame: Frame,
    tabs: Vec<TabView>,
    received_days: u32,
    activity_days: u32,
}

async fn privacy_page(State(app): State<App>, frame: Frame) -> Page<PrivacyPage> {
    Page(PrivacyPage {
        frame,
        tabs: tabs(PRIVACY),
        received_days: app.config.retention.received_days,
        activity_days: app.config.retention.activity_days,
    })
}

/// What the operator wrote, or what is so where they wrote nothing.
#[derive(Template)]
#[template(path = "about/text.html")]
struct TextPage {
    frame: Frame,
    tabs: Vec<TabView>,
    title: String,
    html: String,
    none: String,
}

async fn terms_page(State(app): State<App>, frame: Frame) -> Result<Page<TextPage>> {
    let mut conn = app.store.read().await?;
    let notices = settings::load(&app, &mut conn).await?.notices;
    Ok(Page(TextPage {
        frame,
        tabs: tabs(TERMS),
        title: t!("about-terms"),
        html: notices.terms_html,
        none: t!("about-terms-none"),
    }))
}

async fn contact_page(State(app): State<App>, frame: Frame) -> Result<Page<TextPage>> {
    let mut conn = app.store.read().await?;
    let notices = settings::load(&app, &mut conn).await?.notices;
    Ok(Page(TextPage {
        frame,
        tabs: tabs(CONTACT),
        title: t!("about-contact"),
        html: notices.contact_html,
        none: t!("about-contact-none"),
    }))
}

#[derive(Template)]
#[template(path = "about/programs.html")]
struct ProgramsPage {
    frame: Frame,
    tabs: Vec<TabView>,
    host: String,
    /// What it is, its address, and an example where the address is a pattern.
    addresses: Vec<(String, String, Option<String>)>,
}

async fn programs_page(State(app): State<App>, frame: Frame) -> Page<ProgramsPage> {
    let host = &app.local.host;
    let fixed = |what: String, path: &str| (what, path.to_owned(), Some(app.local.url(path)));
    let pattern = |what: String, path: &str| (what, path.to_owned(), None);
    let webfinger = format!("/.well-known/webfinger?resource=acct:{host}@{host}");
    Page(ProgramsPage {
        tabs: tabs(PROGRAMS),
        addresses: vec![
            fixed(t!("about-programs-nodeinfo"), "/.well-known/nodeinfo"),
            fixed(t!("about-programs-webfinger"), &webfinger),
            fixed(t!("about-programs-host-meta"), "/.well-known/host-meta"),
            fixed(t!("about-programs-context"), "/context.json"),
            pattern(t!("about-programs-person"), "/u/NAME"),
            pattern(t!("about-programs-community"), "/c/NAME"),
            pattern(t!("about-programs-thread"), "/post/ID"),
            pattern(t!("about-programs-reply"), "/comment/ID"),
        ],
        host: host.clone(),
        frame,
    })
}
