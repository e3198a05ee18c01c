//! Maps for search engines: what is this server's own and for everybody, and nothing else. Copies of what lives
//! elsewhere are found there.

use super::conditional::{self, Kept};
use super::queries::{
    last_thread, list_mapped_collections, list_mapped_communities, list_mapped_threads,
};
use super::refused;
use crate::app::App;
use crate::error::{Error, Result};
use crate::posts::model::page_path;
use crate::store::Time;
use crate::text::escape;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use chrono::SecondsFormat;

/// Numbers of threads in one part; a map may have fifty thousand addresses.
const PART: i64 = 10_000;
/// Parts in the index, the newest.
const PARTS_MAX: i64 = 40_000;
/// Communities on their map, the newest.
const COMMUNITIES_MAX: i64 = 20_000;
/// Collections of their libraries beside them.
const COLLECTIONS_MAX: i64 = 20_000;
const XML: &str = "application/xml; charset=utf-8";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/robots.txt", get(robots))
        .route("/sitemap.xml", get(index))
        .route("/sitemap/communities", get(communities))
        .route("/sitemap/threads/{id}", get(threads))
}

async fn robots(State(app): State<App>, headers: HeaderMap) -> Response {
    let map = app.local.url("/sitemap.xml");
    let body = format!(
        "User-agent: *\nDisallow: /search\nDisallow: /login\nDisallow: /register\nDisallow: /settings\n\
         Disallow: /admin\n\nSitemap: {map}\n"
    );
    let plain = "text/plain; charset=utf-8";
    conditional::answer(&headers, plain, body, None, Kept::ByAll { seconds: 86_400 })
}

async fn index(State(app): State<App>, headers: HeaderMap) -> Response {
    map(&headers, write_index(&app).await)
}

async fn communities(State(app): State<App>, headers: HeaderMap) -> Response {
    map(&headers, write_communities(&app).await)
}

async fn threads(State(app): State<App>, Path(part): Path<String>, headers: HeaderMap) -> Response {
    map(&headers, write_threads(&app, &part).await)
}

fn map(headers: &HeaderMap, written: Result<String>) -> Response {
    match written {
        Ok(body) => conditional::answer(headers, XML, body, None, Kept::ByAll { seconds: 3_600 }),
        Err(error) => refused(error),
    }
}

async fn write_index(app: &App) -> Result<String> {
    let mut conn = app.store.read().await?;
    let last = last_thread(&mut conn).await?.saturating_sub(1) / PART;
    let first = (last + 1 - PARTS_MAX).max(0);
    let parts = (first..=last)
        .rev()
        .map(|part| format!("/sitemap/threads/{part}"));
    let all = std::iter::once("/sitemap/communities".to_owned()).chain(parts);
    let all: String = all
        .map(|path| {
            format!(
                "<sitemap><loc>{}</loc></sitemap>\n",
                escape(&app.local.url(&path))
            )
        })
        .collect();
    Ok(in_root("sitemapindex", &all))
}

async fn write_communities(app: &App) -> Result<String> {
    let mut conn = app.store.read().await?;
    let rows = list_mapped_communities(&mut conn, COMMUNITIES_MAX).await?;
    let all = rows
        .into_iter()
        .map(|(name, at)| entry(app, &format!("/c/{name}"), at));
    let shelves = list_mapped_collections(&mut conn, COLLECTIONS_MAX).await?;
    let shelves = shelves.into_iter().map(|each| {
        let path = format!("/c/{}/library/{}", each.community, each.slug);
        entry(app, &path, each.changed_at)
    });
    Ok(in_root("urlset", &all.chain(shelves).collect::<String>()))
}

async fn write_threads(app: &App, part: &str) -> Result<String> {
    let number = part.parse::<u32>().map_err(|_| Error::NotFound("map"))?;
    let after = i64::from(number).saturating_mul(PART);
    let mut conn = app.store.read().await?;
    let rows = list_mapped_threads(&mut conn, after, after + PART).await?;
    let all = rows.into_iter().map(|row| {
        let changed = row
            .edited_at
            .map_or(row.last_activity_at, |at| at.max(row.last_activity_at));
        entry(app, &page_path(&row.public_id, &row.title), changed)
    });
    Ok(in_root("urlset", &all.collect::<String>()))
}

fn in_root(root: &str, all: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{all}</{root}>\n"
    )
}

fn entry(app: &App, path: &str, changed: Time) -> String {
    let at = changed.utc().to_rfc3339_opts(SecondsFormat::Secs, true);
    let address = escape(&app.local.url(path));
    format!("<url><loc>{address}</loc><lastmod>{at}</lastmod></url>\n")
}
