//! What browsers and proxies may keep of our answers (safety.md P-13). Every page differs by cookies: who
//! is signed in, the theme, what came of the last step; and by the language that the browser wants. So nobody in between may show one visitor's page to
//! another, and a browser asks again when somebody comes back after signing out. Documents for programs say
//! themselves how long they are good for, where they are good for everybody.

use super::cookies::{self, Name};
use crate::app::App;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

const PRIVATE: HeaderValue = HeaderValue::from_static("private, no-cache");
const SHARED: HeaderValue = HeaderValue::from_static("no-cache");
const NOT_AT_ALL: HeaderValue = HeaderValue::from_static("no-store");

/// Layer around all pages. An answer that says itself how long it is good for keeps its word.
pub async fn keep_apart(State(app): State<App>, request: Request, next: Next) -> Response {
    let signed_in = cookies::read(&app, request.headers(), Name::Session).is_some();
    let personal = signed_in || is_behind_a_link(&request);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if headers.contains_key(header::CACHE_CONTROL) {
        return response;
    }
    let personal = personal || headers.contains_key(header::SET_COOKIE) || !is_html(headers);
    let how = if personal { PRIVATE } else { SHARED };
    headers.insert(header::CACHE_CONTROL, how);
    headers.append(header::VARY, HeaderValue::from_static("Cookie"));
    headers.append(header::VARY, HeaderValue::from_static("Accept-Language"));
    response
}

/// Redirects lead where the visitor's own rights lead, so they count as personal.
fn is_html(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// Whoever has the address of such a page does there what it is for: it is one person's, signed in or not.
fn is_behind_a_link(request: &Request) -> bool {
    let route = request.extensions().get::<MatchedPath>();
    route.is_some_and(|route| route.as_str().contains("{token}"))
}

/// Layer around what programs ask for. Where an answer does not say how long it is good for, nobody keeps
/// it: what is refused, gone or elsewhere now may read otherwise a moment later, and to whoever signs.
pub async fn keep_what_says_so(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if headers.contains_key(header::CACHE_CONTROL) {
        return response;
    }
    headers.insert(header::CACHE_CONTROL, NOT_AT_ALL);
    headers
        .entry(header::VARY)
        .or_insert(HeaderValue::from_static("Accept, Signature"));
    response
}
