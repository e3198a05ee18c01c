//! Figures that requests count in memory are written from time to time, and when the server stops.

use crate::app::App;
use crate::membership::actions::write_looks;
use std::time::Duration;
use tokio::sync::watch;

/// What is counted meanwhile is lost where the process dies.
const EVERY: Duration = Duration::from_secs(60);
/// A stop does not wait longer for the database.
const LAST: Duration = Duration::from_secs(2);

/// Runs until `stop`.
pub(super) async fn write_figures(app: App, mut stop: watch::Receiver<bool>) {
    loop {
        let stopped = stop.wait_for(|stopping| *stopping);
        if tokio::time::timeout(EVERY, stopped).await.is_ok() {
            return;
        }
        write(&app).await;
    }
}

/// Once nobody is answered any more.
pub(super) async fn write_last(app: &App) {
    if tokio::time::timeout(LAST, write(app)).await.is_err() {
        tracing::warn!("the last figures were not written in time");
    }
}

/// No figure is worth more than a warning.
async fn write(app: &App) {
    if let Err(error) = write_looks(app).await {
        tracing::warn!(%error, "figures could not be written");
    }
}
