//! What stands around every page for the person who asked for it.
//!
//! [`Frame`] is a parameter of every handler of a page. Where there is a form for visitors, take
//! [`super::csrf::Csrf`] too and call [`Frame::guarded`].

use super::cookies::{self, Name};
use super::csrf::{self, Csrf};
use super::flash;
use super::layout::{self, Announcement, Density, Frame, Now, Theme};
use super::next::{original_uri, path_and_query, safe_path};
use super::preview::PreviewPicture;
use super::session::{MaybeSignedIn, SignedIn};
use crate::accounts::model::ServerRole;
use crate::accounts::queries::unread;
use crate::accounts::settings;
use crate::app::App;
use crate::error::{Error, Result};
use crate::locale::Locale;
use crate::store::Conn;
use crate::text::hexadecimal;
use aws_lc_rs::digest::{SHA256, digest};
use axum::Router;
use axum::extract::{Form, FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse, Redirect};
use axum::routing::post;
use axum_extra::extract::CookieJar;
use serde::Deserialize;

impl FromRequestParts<App> for Frame {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let who = MaybeSignedIn::from_request_parts(parts, app).await?;
        frame(app, &who, parts).await
    }
}

impl Frame {
    /// With the token of a visitor, for pages with a form for people who are not signed in.
    pub fn guarded(self, csrf: &Csrf) -> Self {
        Self {
            csrf: csrf.token.clone(),
            ..self
        }
    }

    /// For pages that are of no use to anybody else.
    pub fn unlisted(self) -> Self {
        Self {
            noindex: true,
            ..self
        }
    }
}

/// Three small queries for somebody signed in, one for a visitor.
pub async fn frame(app: &App, who: &MaybeSignedIn, parts: &Parts) -> Result<Frame> {
    let mut conn = app.store.read().await?;
    let settings = settings::load(app, &mut conn).await?;
    let zone = who.0.as_ref().map(|who| &*who.person.account.time_zone);
    let signed_in = match &who.0 {
        Some(signed_in) => Some(viewer(&mut conn, signed_in).await?),
        None => None,
    };
    let looks = settings.looks;
    let notices = settings.notices;
    let picture = looks.banner.as_deref().or(looks.logo.as_deref());
    Ok(Frame {
        picture: picture.and_then(|name| PreviewPicture::named(&app.local, name)),
        site_name: settings.site_name,
        may_register: settings.registration.takes_strangers(),
        site_accent: looks.accent,
        logo: looks.logo,
        announcement: notices
            .announced(app.now())
            .and_then(|text| unread(app, parts, text)),
        has_terms: !notices.terms.is_empty(),
        has_contact: !notices.contact.is_empty(),
        signed_in,
        now: Now::within(app.now(), zone.unwrap_or_default()),
        csrf: who.csrf().to_owned(),
        flash: flash::read(app, &parts.headers),
        ..bare(app, parts)
    })
}

/// None for who has read it.
fn unread(app: &App, parts: &Parts, text: &str) -> Option<Announcement> {
    let key = hexadecimal(digest(&SHA256, text.as_bytes()).as_ref());
    let key: String = key.chars().take(16).collect();
    let seen = cookies::read(app, &parts.headers, Name::Seen);
    (seen.as_ref() != Some(&key)).then(|| Announcement {
        text: text.to_owned(),
        key,
    })
}

/// What can be said when even the database is away.
pub(super) fn bare(app: &App, parts: &Parts) -> Frame {
    let look = |name| cookies::read(app, &parts.headers, name).unwrap_or_default();
    let source = &app.config.server.source_url;
    Frame {
        site_name: app.local.host.clone(),
        source: (!source.is_empty()).then(|| source.clone()),
        now: Now::from(app.now()),
        theme: Theme::named(&look(Name::Theme)),
        density: Density::named(&look(Name::Density)),
        languages: app.languages.iter().map(said).collect(),
        path: original_uri(parts).path().to_owned(),
        back: (parts.method == Method::GET).then(|| path_and_query(parts)),
        ..Frame::default()
    }
}

fn said(locale: Locale) -> (&'static str, &'static str) {
    (locale.tag(), locale.name())
}

async fn viewer(conn: &mut Conn, signed_in: &SignedIn) -> Result<layout::Viewer> {
    let person = &signed_in.person;
    Ok(layout::Viewer {
        name: person.actor.name.clone(),
        display_name: person.display_name().to_owned(),
        unread: unread::count_unread_notifications(conn, person.id()).await?,
        unread_messages: unread::count_unread_messages(conn, person.id()).await?,
        is_admin: signed_in.role >= ServerRole::Moderator,
        avatar: person.account.avatar.clone(),
    })
}

pub fn routes() -> Router<App> {
    Router::new().route("/theme", post(theme_submit))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ThemeForm {
    theme: Option<String>,
    density: Option<String>,
    language: Option<String>,
    /// The announcement that was read.
    seen: Option<String>,
    back: String,
}

/// Changes how pages look and speak in this browser and nothing on the server, so visitors, who have no
/// token, may do it; from our own pages only.
async fn theme_submit(
    State(app): State<App>,
    headers: HeaderMap,
    Form(form): Form<ThemeForm>,
) -> Result<impl IntoResponse> {
    csrf::check_origin(&app, &headers)?;
    csrf::check_type(&headers)?;
    let mut jar = CookieJar::new();
    if let Some(theme) = &form.theme {
        let theme = Theme::named(theme).name().to_owned();
        jar = cookies::set(&app, jar, Name::Theme, theme);
    }
    if let Some(density) = &form.density {
        let density = Density::named(density).name().to_owned();
        jar = cookies::set(&app, jar, Name::Density, density);
    }
    let is_key = |key: &&String| key.len() == 16 && key.bytes().all(|b| b.is_ascii_hexdigit());
    if let Some(key) = form.seen.as_ref().filter(is_key) {
        jar = cookies::set(&app, jar, Name::Seen, key.clone());
    }
    let language = form.language.as_deref();
    if let Some(locale) = language.and_then(|tag| app.languages.find(tag)) {
        let tag = locale.tag().to_owned();
        jar = cookies::set(&app, jar, Name::Language, tag);
    }
    Ok((jar, Redirect::to(safe_path(&app, &form.back))))
}
