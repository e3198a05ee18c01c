//! What came of the last step, told once on the page that follows it. It travels in a cookie, since
//! it is worth nothing to anybody else and is gone with the next page.

use super::cookies::{self, Name};
use super::layout::{Flash, Kind};
use crate::app::App;
use axum::http::HeaderMap;
use axum_extra::extract::CookieJar;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// A jar to return with the redirect to the next page.
pub fn set(app: &App, jar: CookieJar, text: &str) -> CookieJar {
    cookies::set(app, jar, Name::Flash, URL_SAFE_NO_PAD.encode(text))
}

/// What is to be told, if anything; whatever cannot be read is nothing.
pub fn read(app: &App, headers: &HeaderMap) -> Option<Flash> {
    let value = cookies::read(app, headers, Name::Flash)?;
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(value).ok()?).ok()?;
    Some(Flash {
        kind: Kind::Ok,
        text,
    })
}
