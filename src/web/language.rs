//! Which language a request is answered in: the one that somebody chose in their settings (said once it is known
//! who asks, in `session`), the one chosen in this browser, the best one of those that the browser asks for, or the
//! server's own.

use super::cookies::{self, Name};
use crate::app::App;
use crate::locale::{self, Locale};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;

/// Layer around all pages and all that makes pages of errors.
pub async fn speak(State(app): State<App>, request: Request, next: Next) -> Response {
    let locale = asked_for(&app, request.headers());
    locale::scope(locale, next.run(request)).await
}

fn asked_for(app: &App, headers: &HeaderMap) -> Locale {
    let chosen = cookies::read(app, headers, Name::Language);
    if let Some(locale) = chosen.and_then(|tag| app.languages.find(&tag)) {
        return locale;
    }
    let header = headers.get(header::ACCEPT_LANGUAGE);
    let wanted = header.and_then(|value| app.languages.wanted(value.to_str().ok()?));
    wanted.unwrap_or_else(|| app.languages.default_locale())
}
