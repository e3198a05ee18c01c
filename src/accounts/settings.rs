//! What administrators can change while the server runs, and the one fact that must not change:
//! the address under which it began.

mod entrance;
mod notices;

pub use entrance::{Entrance, EntranceForm, Sum, change_entrance};
pub(super) use notices::CLOSED;
pub use notices::{Notices, NoticesForm, change_notices};

use super::model::Viewer;
use super::policy;
use super::queries::settings as rows;
use crate::app::App;
use crate::error::{Error, FieldError, Result};
use crate::store::{Conn, Tx};
use crate::web::accent::Accent;
use crate::{text, text_enum};
use serde_json::Value;

text_enum! {
    /// Who may get an account without an administrator.
    pub enum Registration {
        Closed = "closed",
        /// Whoever has an invitation into a community that says so.
        Invited = "invited",
        /// Whoever says why, and is approved.
        Applied = "applied",
        Open = "open",
    }
}

impl Registration {
    /// Whether somebody whom nobody invited can ask for an account.
    pub fn takes_strangers(self) -> bool {
        matches!(self, Self::Open | Self::Applied)
    }
}

text_enum! {
    /// Who may open communities.
    pub enum CommunityCreation {
        Admins = "admins",
        Everyone = "everyone",
    }
}

const PUBLIC_URL: &str = "public_url";
const SITE_NAME: &str = "site_name";
const SITE_DESCRIPTION: &str = "site_description";
const ABOUT: &str = "about";
const ABOUT_HTML: &str = "about_html";
const RULES: &str = "rules";
const RULES_HTML: &str = "rules_html";
const REGISTRATION: &str = "registration";
const COMMUNITY_CREATION: &str = "community_creation";
const ACCENT: &str = "accent";
const LOGO: &str = "logo";
const BANNER: &str = "banner";

const MAX_NAME: usize = 60;
const MAX_DESCRIPTION: usize = 300;
const MAX_ABOUT: usize = 20_000;
const MAX_RULES: usize = 20_000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    pub site_name: String,
    /// One or two sentences: what this place is and for whom.
    pub site_description: String,
    /// Markdown.
    pub about: String,
    pub about_html: String,
    /// Markdown: what holds in every community here.
    pub rules: String,
    pub rules_html: String,
    pub registration: Registration,
    pub community_creation: CommunityCreation,
    pub looks: Looks,
    pub entrance: Entrance,
    pub notices: Notices,
}

/// How the pages of this server look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Looks {
    pub accent: Accent,
    /// Names of pictures: its mark, and the banner above what visitors read first.
    pub logo: Option<String>,
    pub banner: Option<String>,
}

impl Settings {
    fn new(host: &str) -> Self {
        Self {
            site_name: host.to_owned(),
            site_description: String::new(),
            about: String::new(),
            about_html: String::new(),
            rules: String::new(),
            rules_html: String::new(),
            registration: Registration::Closed,
            community_creation: CommunityCreation::Everyone,
            looks: Looks::default(),
            entrance: Entrance::default(),
            notices: Notices::default(),
        }
    }

    /// A row of a newer version, or with a value that nobody understands, changes nothing.
    fn read(&mut self, key: &str, value: &Value) {
        let Some(value) = value.as_str() else { return };
        match key {
            SITE_NAME => value.clone_into(&mut self.site_name),
            SITE_DESCRIPTION => value.clone_into(&mut self.site_description),
            ABOUT => value.clone_into(&mut self.about),
            ABOUT_HTML => value.clone_into(&mut self.about_html),
            RULES => value.clone_into(&mut self.rules),
            RULES_HTML => value.clone_into(&mut self.rules_html),
            REGISTRATION => {
                self.registration = Registration::parse(value).unwrap_or(self.registration);
            }
            COMMUNITY_CREATION => {
                self.community_creation =
                    CommunityCreation::parse(value).unwrap_or(self.community_creation);
            }
            ACCENT => self.looks.accent = Accent::kept(value),
            LOGO => self.looks.logo = picture(value),
            BANNER => self.looks.banner = picture(value),
            key => {
                self.entrance.read(key, value);
                self.notices.read(key, value);
            }
        }
    }
}

/// The name of a picture; nothing stands for none.
fn picture(value: &str) -> Option<String> {
    (!value.is_empty()).then(|| value.to_owned())
}

/// All settings in one query, with defaults for what nobody has set.
pub async fn load(app: &App, conn: &mut Conn) -> Result<Settings> {
    let mut settings = Settings::new(&app.local.host);
    for (key, value) in rows::list_settings(conn).await? {
        settings.read(&key, &value.0);
    }
    Ok(settings)
}

/// What the form of settings holds, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub struct SettingsForm {
    pub site_name: String,
    pub site_description: String,
    pub about: String,
    pub rules: String,
    pub registration: String,
    pub community_creation: String,
}

impl From<&Settings> for SettingsForm {
    fn from(settings: &Settings) -> Self {
        Self {
            site_name: settings.site_name.clone(),
            site_description: settings.site_description.clone(),
            about: settings.about.clone(),
            rules: settings.rules.clone(),
            registration: settings.registration.to_string(),
            community_creation: settings.community_creation.to_string(),
        }
    }
}

/// Changes all settings at once, but for those that have a form of their own.
pub async fn change(app: &App, by: &Viewer, form: &SettingsForm) -> Result<Settings> {
    policy::may_administer(by)?;
    let settings = validate(app, form)?;
    let mut tx = app.store.begin().await?;
    for (key, value) in [
        (SITE_NAME, settings.site_name.as_str()),
        (SITE_DESCRIPTION, &settings.site_description),
        (ABOUT, &settings.about),
        (ABOUT_HTML, &settings.about_html),
        (RULES, &settings.rules),
        (RULES_HTML, &settings.rules_html),
        (REGISTRATION, settings.registration.as_str()),
        (COMMUNITY_CREATION, settings.community_creation.as_str()),
    ] {
        rows::upsert_setting(&mut tx, key, value.into(), app.now()).await?;
    }
    let settings = load(app, &mut tx).await?;
    tx.commit().await?;
    Ok(settings)
}

/// Writes how the pages look. Whoever calls it has judged who may, and keeps the pictures.
pub async fn set_looks(tx: &mut Tx, app: &App, looks: &Looks) -> Result<()> {
    let accent = looks.accent.to_string();
    for (key, value) in [
        (ACCENT, accent.as_str()),
        (LOGO, looks.logo.as_deref().unwrap_or_default()),
        (BANNER, looks.banner.as_deref().unwrap_or_default()),
    ] {
        rows::upsert_setting(tx, key, value.into(), app.now()).await?;
    }
    Ok(())
}

/// The form says nothing of what has another one.
fn validate(app: &App, form: &SettingsForm) -> Result<Settings> {
    let mut errors = Vec::new();
    let mut wrong = |field, message: String| {
        errors.push(FieldError {
            field,
            message: message.into(),
        });
    };
    let name = form.site_name.trim();
    if name.is_empty() || name.chars().count() > MAX_NAME || name.contains(char::is_control) {
        wrong("site_name", t!("accounts-site-name-wrong"));
    }
    let description = form.site_description.trim();
    if description.chars().count() > MAX_DESCRIPTION || description.contains('\0') {
        wrong("site_description", t!("accounts-site-description-long"));
    }
    if form.about.chars().count() > MAX_ABOUT || form.about.contains('\0') {
        wrong("about", t!("accounts-site-about-long"));
    }
    if form.rules.chars().count() > MAX_RULES || form.rules.contains('\0') {
        wrong("rules", t!("accounts-site-rules-long"));
    }
    let registration = Registration::parse(&form.registration);
    if registration.is_none() {
        wrong("registration", t!("accounts-site-registration-wrong"));
    }
    let creation = CommunityCreation::parse(&form.community_creation);
    if creation.is_none() {
        wrong("community_creation", t!("accounts-site-creation-wrong"));
    }
    match (errors.is_empty(), registration, creation) {
        (true, Some(registration), Some(community_creation)) => Ok(Settings {
            site_name: name.to_owned(),
            site_description: description.to_owned(),
            about: form.about.clone(),
            about_html: text::render(&form.about, &links(app)).html,
            rules: form.rules.clone(),
            rules_html: text::render(&form.rules, &links(app)).html,
            registration,
            community_creation,
            looks: Looks::default(),
            entrance: Entrance::default(),
            notices: Notices::default(),
        }),
        _ => Err(Error::Invalid(errors)),
    }
}

/// Where names in the texts of this server lead to.
pub fn links(app: &App) -> text::Links {
    text::Links {
        own_host: app.local.host.clone(),
        public_url: app.local.url(""),
    }
}

/// Fails when the configured address is another than the one the server began with: every id that
/// other servers know begins with that one, and its keys would speak for nobody.
pub async fn refuse_other_host(app: &App) -> Result<()> {
    refuse_other(app, began_with(app).await?)
}

/// The address the server began with, if the configured one is another.
pub async fn other_host(app: &App) -> Result<Option<String>> {
    Ok(other_than_ours(app, began_with(app).await?))
}

async fn began_with(app: &App) -> Result<Option<Value>> {
    let mut conn = app.store.read().await?;
    let began = rows::setting_by_key(&mut conn, PUBLIC_URL).await?;
    Ok(began.map(|json| json.0))
}

/// The same, which also records the address the first time.
pub(super) async fn record_host(app: &App, tx: &mut Tx) -> Result<()> {
    let began = rows::setting_by_key(tx, PUBLIC_URL).await?;
    if began.is_none() {
        let url = Value::from(app.local.root.as_str());
        rows::upsert_setting(tx, PUBLIC_URL, url, app.now()).await?;
    }
    refuse_other(app, began.map(|json| json.0))
}

fn other_than_ours(app: &App, began: Option<Value>) -> Option<String> {
    let began = began?.as_str().unwrap_or_default().to_owned();
    (began != app.local.root.as_str()).then_some(began)
}

fn refuse_other(app: &App, began: Option<Value>) -> Result<()> {
    let Some(began) = other_than_ours(app, began) else {
        return Ok(());
    };
    let given = app.local.root.as_str();
    Err(Error::Bad(
        format!(
            "This database belongs to {began}, but server.public_url is {given}. The address is \
             part of every account's, community's and thread's name on other servers, so it cannot \
             change. Set server.public_url back to {began}, or begin with an empty database."
        )
        .into(),
    ))
}
