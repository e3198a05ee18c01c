//! The cookies we set: whose session it is, who stands between their password and a code, what guards forms of
//! people who have none, what to tell on the next page, where to go back to once an address is confirmed, how
//! pages look, which announcement was read, and their language.

use crate::app::App;
use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use std::time::Duration;

/// As long as browsers keep any cookie; the session itself ends on the server.
const LIFE: Duration = Duration::from_secs(400 * 24 * 60 * 60);
/// As long as a link works that confirms an address.
const WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    Session,
    Step,
    Form,
    Flash,
    Next,
    Theme,
    Density,
    Seen,
    Language,
}

impl Name {
    /// With `__Host-` a browser takes the cookie only from us and over TLS, so that no neighbour
    /// under the same domain can plant one. Without TLS browsers refuse that prefix.
    fn in_browser(self, app: &App) -> &'static str {
        match (self, is_secure(app)) {
            (Self::Session, true) => "__Host-session",
            (Self::Session, false) => "session",
            (Self::Step, true) => "__Host-step",
            (Self::Step, false) => "step",
            (Self::Form, true) => "__Host-form",
            (Self::Form, false) => "form",
            (Self::Flash, true) => "__Host-flash",
            (Self::Flash, false) => "flash",
            (Self::Next, true) => "__Host-next",
            (Self::Next, false) => "next",
            (Self::Theme, true) => "__Host-theme",
            (Self::Theme, false) => "theme",
            (Self::Density, true) => "__Host-density",
            (Self::Density, false) => "density",
            (Self::Seen, true) => "__Host-seen",
            (Self::Seen, false) => "seen",
            (Self::Language, true) => "__Host-language",
            (Self::Language, false) => "language",
        }
    }
}

pub fn read(app: &App, headers: &HeaderMap, name: Name) -> Option<String> {
    let jar = CookieJar::from_headers(headers);
    let cookie = jar.get(name.in_browser(app))?;
    Some(cookie.value().to_owned())
}

/// A jar that can be returned with an answer. The session, the looks and where to go back to outlive the
/// browser, the others do not.
pub fn set(app: &App, jar: CookieJar, name: Name, value: String) -> CookieJar {
    let mut cookie = bare(app, name, value);
    let life = match name {
        Name::Session | Name::Theme | Name::Density | Name::Seen | Name::Language => Some(LIFE),
        Name::Next => Some(WEEK),
        Name::Step | Name::Form | Name::Flash => None,
    };
    if let Some(life) = life {
        cookie.set_max_age(Some(life.try_into().unwrap_or_default()));
    }
    jar.add(cookie)
}

pub fn clear(app: &App, jar: CookieJar, name: Name) -> CookieJar {
    let mut cookie = bare(app, name, String::new());
    cookie.set_max_age(Some(Default::default()));
    jar.add(cookie)
}

fn bare(app: &App, name: Name, value: String) -> Cookie<'static> {
    Cookie::build((name.in_browser(app), value))
        .path("/")
        .http_only(true)
        .secure(is_secure(app))
        .same_site(SameSite::Lax)
        .build()
}

fn is_secure(app: &App) -> bool {
    app.local.root.scheme() == "https"
}
