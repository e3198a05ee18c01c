//! What stands around every page for the person who asked for it.
//!
//! [`Frame`] is a parameter of every handler of a page. Where there is a form for visitors, take
//! [`super::csrf::Csrf`] too and call [`Frame::guarded`].

use super::cookies::{self, Name};
use super::csrf::{self, Csrf};
use super::flash;
use super::layout::{self, Frame, Theme};
use super::next::{original_uri, safe_path};
use super::session::{MaybeSignedIn, SignedIn};
use crate::accounts::model::ServerRole;
use crate::accounts::queries::unread;
use crate::accounts::settings;
use crate::app::App;
use crate::error::{Error, Result};
use crate::store::Conn;
use axum::Router;
use axum::extract::{Form, FromRequestParts, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect};
use axum::routing::post;
use axum_extra::extract::CookieJar;
use serde::Deserialize;

/// The language of our pages.
const LANGUAGE: &str = "en";

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
    let site_name = settings::load(app, &mut conn).await?.site_name;
    let signed_in = match &who.0 {
        Some(signed_in) => Some(viewer(&mut conn, signed_in).await?),
        None => None,
    };
    Ok(Frame {
        site_name,
        signed_in,
        csrf: who.csrf().to_owned(),
        flash: flash::read(app, &parts.headers),
        ..bare(app, parts)
    })
}

/// What can be said when even the database is away.
pub(super) fn bare(app: &App, parts: &Parts) -> Frame {
    let theme = cookies::read(app, &parts.headers, Name::Theme);
    Frame {
        site_name: app.local.host.clone(),
        theme: Theme::named(theme.as_deref().unwrap_or_default()),
        language: LANGUAGE.to_owned(),
        path: original_uri(parts).path().to_owned(),
        ..Frame::default()
    }
}

async fn viewer(conn: &mut Conn, signed_in: &SignedIn) -> Result<layout::Viewer> {
    let person = &signed_in.person;
    Ok(layout::Viewer {
        name: person.actor.name.clone(),
        display_name: person.display_name().to_owned(),
        unread: unread::count_unread_notifications(conn, person.id()).await?,
        unread_messages: unread::count_unread_messages(conn, person.id()).await?,
        is_admin: signed_in.role == ServerRole::Admin,
    })
}

pub fn routes() -> Router<App> {
    Router::new().route("/theme", post(theme_submit))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ThemeForm {
    theme: String,
    back: String,
}

/// Changes how pages look in this browser and nothing on the server, so visitors, who have no
/// token, may do it; from our own pages only.
async fn theme_submit(
    State(app): State<App>,
    headers: HeaderMap,
    Form(form): Form<ThemeForm>,
) -> Result<impl IntoResponse> {
    csrf::check_origin(&app, &headers)?;
    let theme = Theme::named(&form.theme).name().to_owned();
    let jar = cookies::set(&app, CookieJar::new(), Name::Theme, theme);
    Ok((jar, Redirect::to(safe_path(&app, &form.back))))
}
