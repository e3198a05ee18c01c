//! The terms of our documents that ActivityStreams lacks: words of Mastodon, Lemmy, PieFed, Mobilizon
//! and schema.org, and our own. Nobody needs to fetch it, and we never do; it is there for readers
//! that process JSON-LD.

use super::open;
use axum::response::Response;

const CONTEXT: &str = include_str!("context.json");

pub async fn context() -> Response {
    open("application/ld+json", 86_400, CONTEXT.to_owned())
}
