//! What programs of readers and search engines fetch: feeds of what is new, in Atom and as JSON Feed, and maps
//! of what there is. Everything is as anybody may read it, but where a feed is asked for with somebody's key.
//!
//! - `listing`: what is in a feed; `document`: how it is written (pure)
//! - `sitemaps`: robots.txt, the index of the maps and their parts
//! - `conditional`: answers that need not be sent again

mod conditional;
mod document;
mod listing;
mod queries;
mod sitemaps;
#[cfg(test)]
mod tests;

use crate::accounts::actions::reader_with_key;
use crate::accounts::model::Viewer;
use crate::app::App;
use crate::error::{Error, Result};
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use conditional::Kept;
use document::{Feed, Format};
use serde::Deserialize;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/feed.atom", get(news_atom))
        .route("/feed.json", get(news_json))
        .route("/c/{name}/feed.atom", get(community_atom))
        .route("/c/{name}/feed.json", get(community_json))
        .route("/u/{name}/feed.atom", get(person_atom))
        .route("/u/{name}/feed.json", get(person_json))
        .route("/search/feed.atom", get(search_atom))
        .route("/search/feed.json", get(search_json))
        .merge(sitemaps::routes())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// Leaves what has this tag.
    tag: String,
    /// What a search is for.
    q: String,
    /// Whose key it is says as whom it is read.
    key: String,
}

type Ask = (State<App>, Query<Asked>, HeaderMap);

async fn news_atom(ask: Ask) -> Response {
    answer(Format::Atom, ask, About::News).await
}

async fn news_json(ask: Ask) -> Response {
    answer(Format::Json, ask, About::News).await
}

async fn community_atom(Path(name): Path<String>, ask: Ask) -> Response {
    answer(Format::Atom, ask, About::Community(name)).await
}

async fn community_json(Path(name): Path<String>, ask: Ask) -> Response {
    answer(Format::Json, ask, About::Community(name)).await
}

async fn person_atom(Path(name): Path<String>, ask: Ask) -> Response {
    answer(Format::Atom, ask, About::Person(name)).await
}

async fn person_json(Path(name): Path<String>, ask: Ask) -> Response {
    answer(Format::Json, ask, About::Person(name)).await
}

async fn search_atom(ask: Ask) -> Response {
    answer(Format::Atom, ask, About::Search).await
}

async fn search_json(ask: Ask) -> Response {
    answer(Format::Json, ask, About::Search).await
}

/// What a feed is of.
enum About {
    News,
    Community(String),
    Person(String),
    Search,
}

async fn answer(
    format: Format,
    (State(app), Query(asked), headers): Ask,
    about: About,
) -> Response {
    match list(&app, &asked, about).await {
        Ok(feed) => {
            let kept = match asked.key.is_empty() {
                true => Kept::ByAll { seconds: 300 },
                false => Kept::ByOne,
            };
            let body = feed.write(format);
            conditional::answer(&headers, format.media_type(), body, feed.updated(), kept)
        }
        Err(error) => refused(error),
    }
}

async fn list(app: &App, asked: &Asked, about: About) -> Result<Feed> {
    let viewer = match asked.key.as_str() {
        "" => Viewer::Anonymous,
        key => reader_with_key(app, key).await?,
    };
    match about {
        About::News => listing::news(app, &viewer, &asked.tag).await,
        About::Community(name) => listing::community(app, &viewer, &name, &asked.tag).await,
        About::Person(name) => listing::person(app, &viewer, &name, &asked.tag).await,
        About::Search => listing::search(app, &viewer, &asked.q).await,
    }
}

/// In plain words, and no more of our own faults than that there is one.
fn refused(error: Error) -> Response {
    if error.status() >= 500 {
        tracing::error!(error = ?error, "a feed could not be served");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    error.into_response()
}
