//! Errors as answers: the plain sentence with the right status for programs, a page for people.

use super::cookies::{self, Name};
use super::frame;
use super::layout::Frame;
use super::next::login_path;
use super::page::Page;
use super::session::MaybeSignedIn;
use super::view::{EmptyView, LinkView};
use crate::app::App;
use crate::error::{Error, Reason};
use crate::ids::digits;
use crate::locale::{self, Locale};
use askama::Template;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use std::sync::Arc;

/// The error behind an answer, for whoever shows it in another form.
#[derive(Debug, Clone)]
pub struct Answered(pub Arc<Error>);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = status_of(&self);
        let mut response = (status, self.to_string()).into_response();
        if let Self::TooMany { retry_after } | Self::Closed { retry_after, .. } = self {
            let seconds = HeaderValue::from(retry_after);
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response.extensions_mut().insert(Answered(Arc::new(self)));
        response
    }
}

#[derive(Template)]
#[template(path = "web/error.html")]
struct ErrorPage {
    frame: Frame,
    empty: EmptyView,
}

/// For a part of a page that a script asked for: said in the corner, and the page stays as it is.
#[derive(Template)]
#[template(path = "web/toast.html")]
struct Toast {
    empty: EmptyView,
}

/// Layer around all pages: `router.layer(from_fn_with_state(app, error_pages))`. Turns errors, paths
/// that nobody serves, and what the framework says in its own words into pages; logs what is our own
/// fault, once, with the number that the page shows; and forgets what the page has told of the last
/// step.
pub async fn error_pages(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let mut asked = parts.clone();
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let error = response.extensions_mut().remove::<Answered>();
    let status = response.status();
    if error.is_some() || is_unserved(&response) || is_of_the_framework(&response) {
        let number = match &error {
            Some(Answered(error)) => log_fault(&app, status, error),
            None => None,
        };
        let retry_after = response.headers_mut().remove(header::RETRY_AFTER);
        response = if asked.headers.contains_key("hx-request") {
            toast(status, explain(status, error.as_ref(), number, &asked))
        } else {
            // Before anything is said, since it finds out who asks and in which language.
            let frame = frame_of(&app, &mut asked).await;
            let empty = explain(status, error.as_ref(), number, &asked);
            (status, Page(ErrorPage { frame, empty })).into_response()
        };
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
    }
    forget_flash(&app, &asked, response)
}

/// htmx is told to put it elsewhere than where the answer would have gone.
fn toast(status: StatusCode, empty: EmptyView) -> Response {
    let headers = [
        ("hx-retarget", "#toast"),
        ("hx-reswap", "innerHTML"),
        ("hx-reselect", "#toast-said"),
    ];
    (status, headers, Page(Toast { empty })).into_response()
}

/// An empty 404 or 405 is the router's own.
fn is_unserved(response: &Response) -> bool {
    let status = response.status();
    (status == StatusCode::NOT_FOUND || status == StatusCode::METHOD_NOT_ALLOWED)
        && !response.headers().contains_key(header::CONTENT_TYPE)
}

/// An address or form that an extractor could not read: it answers in plain text.
fn is_of_the_framework(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    response.status().is_client_error()
        && kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"))
}

async fn frame_of(app: &App, asked: &mut Parts) -> Frame {
    let full = match MaybeSignedIn::from_request_parts(asked, app).await {
        Ok(who) => frame::frame(app, &who, asked).await,
        Err(error) => Err(error),
    };
    full.unwrap_or_else(|_| frame::bare(app, asked)).unlisted()
}

pub(super) fn status_of(error: &Error) -> StatusCode {
    StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Our own faults are logged once, with a number to quote.
pub(super) fn log_fault(app: &App, status: StatusCode, error: &Error) -> Option<String> {
    // That the server is closed is no fault.
    if !status.is_server_error() || matches!(error, Error::Closed { .. }) {
        return None;
    }
    let number: String = digits(app.chance()).chars().take(8).collect();
    // The log is for who runs the server, not for who asked.
    locale::in_locale(Locale::english(), || {
        let cause = anyhow::Chain::new(error)
            .skip(1)
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(": ");
        tracing::error!(number, %error, cause, "a request failed");
    });
    Some(number)
}

fn explain(
    status: StatusCode,
    error: Option<&Answered>,
    number: Option<String>,
    asked: &Parts,
) -> EmptyView {
    let removed =
        error.is_some_and(|Answered(error)| matches!(**error, Error::Refused(Reason::Removed)));
    let words = error.and_then(|Answered(error)| match &**error {
        Error::Closed { words, .. } => Some(words.as_str()),
        _ => None,
    });
    let title = match status {
        StatusCode::NOT_FOUND => t!("web-error-nothing"),
        StatusCode::GONE => t!("web-error-deleted"),
        StatusCode::UNAUTHORIZED => t!("web-error-signed-out"),
        StatusCode::FORBIDDEN if removed => t!("web-error-removed"),
        StatusCode::FORBIDDEN => t!("web-error-refused"),
        StatusCode::TOO_MANY_REQUESTS => t!("web-error-too-many"),
        StatusCode::METHOD_NOT_ALLOWED
        | StatusCode::BAD_REQUEST
        | StatusCode::UNSUPPORTED_MEDIA_TYPE => t!("web-error-bad"),
        StatusCode::SERVICE_UNAVAILABLE if words.is_some() => t!("web-error-closed"),
        StatusCode::SERVICE_UNAVAILABLE => t!("web-error-unsaved"),
        _ if status.is_server_error() => t!("web-error-ours"),
        _ => t!("web-error"),
    };
    let mut links = vec![LinkView::new(t!("web-front-page"), "/")];
    if status == StatusCode::UNAUTHORIZED {
        let path = referring_path(asked);
        links.insert(0, LinkView::new(t!("web-sign-in"), login_path(&path)));
    }
    EmptyView {
        icon: "warn",
        title,
        text: match error {
            Some(Answered(error)) if matches!(**error, Error::SignedOut) => {
                t!("web-error-signed-out-text")
            }
            Some(Answered(error)) => match words.filter(|words| !words.is_empty()) {
                Some(words) => words.to_owned(),
                None => sentence(error),
            },
            None if status == StatusCode::NOT_FOUND => {
                t!("web-error-nothing-text")
            }
            None => t!("web-error-bad-text"),
        },
        number,
        links,
    }
}

/// A form that needs signing in cannot be sent again by itself; the page that held it can be asked for.
fn referring_path(asked: &Parts) -> String {
    if asked.method == Method::GET && !asked.headers.contains_key("hx-request") {
        return asked.uri.to_string();
    }
    let referer = asked.headers.get(header::REFERER);
    let url = referer.and_then(|v| url::Url::parse(v.to_str().ok()?).ok());
    url.map_or_else(|| "/".to_owned(), |url| url.path().to_owned())
}

pub(super) fn sentence(error: &Error) -> String {
    let text = match error {
        Error::Invalid(fields) => fields
            .iter()
            .map(|field| field.message.as_ref())
            .collect::<Vec<_>>()
            .join(" "),
        other => other.to_string(),
    };
    let mut chars = text.chars();
    let upper: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let end = if text.ends_with(['.', '!', '?']) {
        ""
    } else {
        "."
    };
    format!("{upper}{}{end}", chars.as_str())
}

/// A page that has told what came of the last step must be the last one to tell it.
fn forget_flash(app: &App, asked: &Parts, response: Response) -> Response {
    let told = asked.method == Method::GET
        && response.status() != StatusCode::SEE_OTHER
        && is_html(&response)
        && cookies::read(app, &asked.headers, Name::Flash).is_some();
    if !told {
        return response;
    }
    let jar = cookies::clear(app, CookieJar::new(), Name::Flash);
    (jar, response).into_response()
}

fn is_html(response: &Response) -> bool {
    let media_type = response.headers().get(header::CONTENT_TYPE);
    media_type.is_some_and(|value| value.as_bytes().starts_with(b"text/html"))
}
