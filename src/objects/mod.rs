//! Threads, replies, activities, their collections, and pictures, as other servers fetch them; browsers get
//! pictures here, too. People and communities themselves are in `wellknown.rs`.
//!
//! Public things are served to anybody, others to the servers that may read them; what may not be known of
//! looks like what does not exist.

mod asker;
mod collections;
mod pictures;
mod things;

pub use asker::{Asker, for_one_only};

use crate::app::App;
use crate::error::Error;
use axum::Router;
use axum::response::Response;
use axum::routing::get;

pub use things::{comment, post};

/// Addresses that answer with ActivityPub documents, or with a picture, and never with a page.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/activities/{kind}/{tail}", get(things::activity))
        .route("/media/{id}", get(pictures::picture))
        .route("/outbox", get(collections::instance_outbox))
        .route("/post/{id}/context", get(collections::context))
        .route(
            "/post/{id}/context/after/{after}",
            get(collections::context_page),
        )
        .route("/post/{id}/replies", get(collections::post_replies))
        .route(
            "/post/{id}/replies/after/{after}",
            get(collections::post_replies_page),
        )
        .route("/post/{id}/likes", get(collections::post_likes))
        .route("/post/{id}/shares", get(collections::post_shares))
        .route("/comment/{id}/replies", get(collections::comment_replies))
        .route(
            "/comment/{id}/replies/after/{after}",
            get(collections::comment_replies_page),
        )
        .route("/comment/{id}/likes", get(collections::comment_likes))
        .route("/c/{name}/outbox", get(collections::community_outbox))
        .route("/c/{name}/featured", get(collections::featured))
        .route("/u/{name}/outbox", get(collections::person_outbox))
}

/// The answer to a handler that may fail: absent things and failures of ours, nothing in between.
fn answer(result: Result<Option<Response>, Error>) -> Response {
    use crate::activitypub::respond::nothing;
    use axum::http::StatusCode;
    use axum::response::IntoResponse;
    match result {
        Ok(Some(response)) => response,
        Ok(None) => nothing(),
        Err(error) => {
            tracing::error!(error = ?error, "a document could not be served");
            let status =
                StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, "the document cannot be served now").into_response()
        }
    }
}
