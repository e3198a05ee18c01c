//! What other servers read to find out who and what is here: WebFinger, NodeInfo, the context of our
//! documents, and the documents of actors and their collections.
//!
//! [`documents`] stand at addresses that are also pages for people; whoever serves both chooses by
//! `Accept`. [`endpoints`] are for programs only. All of it is answered unsigned: a server that
//! checks our signature must get the key first (protocol.md §5.3).

mod actors;
mod context;
mod nodeinfo;
#[cfg(test)]
mod tests;
mod webfinger;

use crate::activitypub::vocabulary::MEDIA_TYPE;
use crate::app::App;
use crate::error::Error;
use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::{Value, json};

/// Documents whose addresses are also pages: the server at `/`, people, communities.
pub fn documents() -> Router<App> {
    Router::new()
        .route("/", get(actors::instance))
        .route("/u/{name}", get(actors::person))
        .route("/c/{name}", get(actors::community))
}

/// Addresses that are no pages.
pub fn endpoints() -> Router<App> {
    Router::new()
        .route("/actor", get(actors::to_instance))
        .route("/u/{name}/followers", get(actors::person_followers))
        .route("/c/{name}/followers", get(actors::community_followers))
        .route("/c/{name}/moderators", get(actors::community_moderators))
        .route(
            "/c/{name}/members/collection",
            get(actors::community_members),
        )
        .route("/context.json", get(context::context))
        .route("/.well-known/webfinger", get(webfinger::webfinger))
        .route("/.well-known/host-meta", get(webfinger::host_meta))
        .merge(nodeinfo::routes())
}

/// An ActivityPub document that anybody may have.
pub fn activity(document: &Value) -> Response {
    activity_with(StatusCode::OK, document)
}

fn activity_with(status: StatusCode, document: &Value) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE)),
        (header::VARY, HeaderValue::from_static("Accept, Signature")),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=60"),
        ),
    ];
    (status, headers, document.to_string()).into_response()
}

/// Why there is no document, for handlers elsewhere.
pub fn refuse(error: Error) -> Response {
    Refusal(error).into_response()
}

/// JSON for whoever asks, scripts of other sites included.
fn open_json(content_type: &'static str, seconds: u32, document: &Value) -> Response {
    open(content_type, seconds, document.to_string())
}

fn open(content_type: &'static str, seconds: u32, document: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, content_type.to_owned()),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*".to_owned()),
        (header::CACHE_CONTROL, format!("public, max-age={seconds}")),
    ];
    (headers, document).into_response()
}

/// Why a program gets no document, in its own form (RFC 9457).
struct Refusal(Error);

type Answer = Result<Response, Refusal>;

impl<E: Into<Error>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = self.0.status();
        if status >= 500 {
            tracing::error!(error = %self.0, "a document could not be served");
        }
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let problem = json!({"status": status.as_u16(), "title": self.0.to_string()});
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        (status, kind, problem.to_string()).into_response()
    }
}
