//! What this server runs and how much goes on here (NodeInfo 2.0 and 2.1; protocol.md §1.6).

use super::{Answer, open_json};
use crate::accounts::queries::remote::{Usage, count_usage};
use crate::accounts::settings::{self, Registration, Settings};
use crate::activitypub::nodeinfo::GUILDHALL;
use crate::app::App;
use crate::error::Result;
use crate::store::Time;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use chrono::TimeDelta;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::sync::Mutex;

/// Crawlers ask often; the counts are allowed to be this old.
const GOOD_FOR: TimeDelta = TimeDelta::minutes(10);

/// The latest counts and when they were made.
type Counted = Arc<Mutex<Option<(Time, Usage)>>>;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/.well-known/nodeinfo", get(directory))
        .route("/nodeinfo/2.0", get(version_2_0))
        .route("/nodeinfo/2.1", get(version_2_1))
        .layer(Extension(Counted::default()))
}

async fn directory(State(app): State<App>) -> Response {
    let schema = |version| format!("http://nodeinfo.diaspora.software/ns/schema/{version}");
    open_json(
        "application/json; charset=utf-8",
        3600,
        &json!({"links": [
            {"rel": schema("2.0"), "href": app.local.url("/nodeinfo/2.0")},
            {"rel": schema("2.1"), "href": app.local.url("/nodeinfo/2.1")},
            // FEP-2677: the server's own actor.
            {"rel": "https://www.w3.org/ns/activitystreams#Application", "href": app.local.root},
        ]}),
    )
}

async fn version_2_0(State(app): State<App>, Extension(counted): Extension<Counted>) -> Answer {
    let document = document(&app, &counted, "2.0").await?;
    let kind = "application/json; profile=\"http://nodeinfo.diaspora.software/ns/schema/2.0#\"; charset=utf-8";
    Ok(open_json(kind, 600, &document))
}

async fn version_2_1(State(app): State<App>, Extension(counted): Extension<Counted>) -> Answer {
    let mut document = document(&app, &counted, "2.1").await?;
    let source = &app.config.server.source_url;
    if let Some(software) = document.get_mut("software").and_then(Value::as_object_mut)
        && !source.is_empty()
    {
        software.insert("repository".to_owned(), json!(source));
    }
    let kind = "application/json; profile=\"http://nodeinfo.diaspora.software/ns/schema/2.1#\"; charset=utf-8";
    Ok(open_json(kind, 600, &document))
}

async fn document(app: &App, counted: &Counted, version: &str) -> Result<Value> {
    let usage = usage(app, counted).await?;
    let settings: Settings = {
        let mut conn = app.store.read().await?;
        settings::load(app, &mut conn).await?
    };
    Ok(json!({
        "version": version,
        "software": {"name": GUILDHALL, "version": env!("CARGO_PKG_VERSION")},
        "protocols": ["activitypub"],
        "services": {"inbound": [], "outbound": []},
        "openRegistrations": settings.registration == Registration::Open,
        "usage": {
            "users": {
                "total": usage.people,
                "activeHalfyear": usage.active_half_year,
                "activeMonth": usage.active_month,
            },
            "localPosts": usage.posts,
            "localComments": usage.comments,
        },
        "metadata": {
            "nodeName": settings.site_name,
            "nodeDescription": settings.site_description,
            "capabilities": ["fep-1b12"],
        },
    }))
}

/// Counted by one request while the others wait for it.
async fn usage(app: &App, counted: &Counted) -> Result<Usage> {
    let mut latest = counted.lock().await;
    let now = app.now();
    if let Some((at, usage)) = *latest
        && now.since(at) < GOOD_FOR
    {
        return Ok(usage);
    }
    let mut conn = app.store.read().await?;
    let month_ago = now.minus(TimeDelta::days(30));
    let half_year_ago = now.minus(TimeDelta::days(180));
    let usage = count_usage(&mut conn, month_ago, half_year_ago).await?;
    *latest = Some((now, usage));
    Ok(usage)
}
