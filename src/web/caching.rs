//! What browsers and proxies may keep of our pages. Every page differs by cookies: who is signed in,
//! the theme, what came of the last step. So nobody in between may show one visitor's page to another,
//! and a browser asks again when somebody comes back after signing out.

use super::cookies::{self, Name};
use crate::app::App;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-cache");
const SHARED: HeaderValue = HeaderValue::from_static("no-cache");

/// Layer around all pages. An answer that says itself how long it is good for keeps its word.
pub async fn keep_apart(State(app): State<App>, request: Request, next: Next) -> Response {
    let personal = cookies::read(&app, request.headers(), Name::Session).is_some();
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if headers.contains_key(header::CACHE_CONTROL) {
        return response;
    }
    let personal = personal || headers.contains_key(header::SET_COOKIE) || !is_html(headers);
    let how = if personal { PRIVATE } else { SHARED };
    headers.insert(header::CACHE_CONTROL, how);
    headers.append(header::VARY, HeaderValue::from_static("Cookie"));
    response
}

/// Redirects lead where the visitor's own rights lead, so they count as personal.
fn is_html(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}
