//! What came of the last step, told once on the page that follows it. It travels in a cookie, since
//! it is worth nothing to anybody else and is gone with the next page.

use super::cookies::{self, Name};
use super::layout::{Flash, Kind};
use crate::app::App;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// A jar to return with the redirect to the next page.
pub fn set(app: &App, jar: CookieJar, text: &str) -> CookieJar {
    keep(app, jar, "", text)
}

/// The same for a page that is opened somewhere below its top: it is told where `path` leads, if the page
/// knows how.
pub fn set_at(app: &App, jar: CookieJar, path: &str, text: &str) -> CookieJar {
    let at = path.split_once('#').map_or("", |(_, at)| at);
    keep(app, jar, at, text)
}

/// On to a page that says what was done, at the very place in it where `path` leads.
pub fn done(app: &App, path: &str, text: &str) -> Response {
    let jar = set_at(app, CookieJar::new(), path, text);
    (jar, Redirect::to(path)).into_response()
}

/// One line with the place, then the text.
fn keep(app: &App, jar: CookieJar, at: &str, text: &str) -> CookieJar {
    let value = URL_SAFE_NO_PAD.encode(format!("{at}\n{text}"));
    cookies::set(app, jar, Name::Flash, value)
}

/// What is to be told, if anything; whatever cannot be read is nothing.
pub fn read(app: &App, headers: &HeaderMap) -> Option<Flash> {
    let value = cookies::read(app, headers, Name::Flash)?;
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(value).ok()?).ok()?;
    let (at, text) = text.split_once('\n')?;
    Some(Flash {
        kind: Kind::Ok,
        text: text.to_owned(),
        at: at.to_owned(),
    })
}
