//! Sending a picture for a text, and choosing the pictures of oneself and of a community.

mod chosen;
mod sending;

use crate::app::App;
use axum::Router;

pub fn routes() -> Router<App> {
    Router::new()
        .merge(sending::routes())
        .merge(chosen::routes())
}
