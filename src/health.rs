//! Whether the server lives, whether it can serve, and its figures.
//!
//! `/livez` and `/readyz` are for load balancers, `doctor` and people; the figures are on a listener
//! of their own (`metrics.listen`), since they say more than strangers need to know.

mod figures;
mod queries;

use crate::app::App;
use crate::error::Result;
use crate::store::migrate;
use crate::web::client::Forwarded;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use std::time::Duration;

const FIGURES: &str = "text/plain; version=0.0.4; charset=utf-8";
/// A database that takes longer is one that does not answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);

pub fn routes() -> Router<App> {
    Router::new()
        .route("/livez", get(livez))
        .route("/readyz", get(readyz))
}

/// Says under which name it was called and whether it is known from where, so that `doctor` sees what a
/// proxy makes of it.
async fn livez(forwarded: Forwarded, headers: HeaderMap) -> impl IntoResponse {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let forwarded = match forwarded {
        Forwarded::Absent => "",
        Forwarded::Taken => "x-forwarded-for: taken\n",
        Forwarded::Ignored => "x-forwarded-for: ignored\n",
    };
    let text = format!("alive\nhost: {}\n{forwarded}", host.unwrap_or_default());
    ([(header::CACHE_CONTROL, "no-store")], text)
}

async fn readyz(State(app): State<App>) -> impl IntoResponse {
    let looked = tokio::time::timeout(ANSWER_WITHIN, is_ready(&app)).await;
    let (status, text) = match looked {
        Ok(Ok(true)) => (StatusCode::OK, "ready\n"),
        Ok(Ok(false)) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "the database is being changed\n",
        ),
        Ok(Err(_)) | Err(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "the database does not answer\n",
        ),
    };
    (status, [(header::CACHE_CONTROL, "no-store")], text)
}

/// The database answers and has had every change that this version knows.
pub async fn is_ready(app: &App) -> Result<bool> {
    let applied = migrate::applied(&app.store).await?;
    Ok(applied == migrate::known(&app.store)?)
}

/// The figures of this process and of the database, in Prometheus' text format.
pub fn metrics_routes(app: &App) -> Router {
    Router::new()
        .route("/metrics", get(metrics))
        .with_state(app.clone())
}

async fn metrics(State(app): State<App>) -> impl IntoResponse {
    let looked = tokio::time::timeout(ANSWER_WITHIN, figures::figures(&app)).await;
    let text = format!("{}{}", render(), looked.unwrap_or_default());
    ([(header::CONTENT_TYPE, FIGURES)], text)
}

static FIGURES_OF_THIS_PROCESS: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Begins counting. There is one recorder in a process, however many servers it runs.
pub fn begin_counting() {
    FIGURES_OF_THIS_PROCESS.get_or_init(|| {
        let recorder = PrometheusBuilder::new().set_buckets(&[
            0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
        ]);
        match recorder.and_then(PrometheusBuilder::install_recorder) {
            Ok(handle) => Some(handle),
            Err(error) => {
                tracing::warn!(%error, "there will be no figures");
                None
            }
        }
    });
}

fn render() -> String {
    let handle = FIGURES_OF_THIS_PROCESS.get().and_then(Option::as_ref);
    let Some(handle) = handle else {
        return String::new();
    };
    handle.run_upkeep();
    handle.render()
}
