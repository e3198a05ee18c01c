//! Several processes work on one PostgreSQL: each tells the others when it has left work behind.

use crate::app::App;
use crate::server::lock::sqlite_path;
use crate::store::bell;
use std::time::Duration;
use tokio::sync::watch;

/// After a connection that broke.
const REST: Duration = Duration::from_secs(5);

/// Runs until `stop`. With SQLite there is one process only, and nobody to tell.
pub(super) async fn hear(app: App, mut stop: watch::Receiver<bool>) {
    let url = app.config.database_url();
    if sqlite_path(&url).is_some() {
        return;
    }
    let ring = || {
        app.wake.jobs.notify_one();
        app.wake.deliveries.notify_one();
        app.wake.words.notify_one();
    };
    loop {
        tokio::select! {
            _ = stop.wait_for(|stopping| *stopping) => return,
            ended = bell::exchange(&url, &app.wake.others, ring) => {
                if let Err(error) = ended {
                    tracing::warn!(%error, "other processes are not heard; work is found by looking");
                }
            }
        }
        tokio::select! {
            _ = stop.wait_for(|stopping| *stopping) => return,
            () = tokio::time::sleep(REST) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::test_app;
    use crate::store::test_db::{TestDb, fresh_postgres};

    async fn rings(app: &App) -> bool {
        let second = Duration::from_secs(1);
        tokio::time::timeout(second, app.wake.jobs.notified())
            .await
            .is_ok()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn processes_on_one_postgresql_wake_each_other() {
        let Ok(postgres) = std::env::var("TEST_DATABASE_URL") else {
            return;
        };
        let db: TestDb = fresh_postgres(&postgres).await;
        let configure = |config: &mut crate::config::Config| {
            config.database.url.clone_from(&db.url);
        };
        let one = crate::app::testing::test_app_with(configure).await;
        let other = crate::app::testing::test_app_with(configure).await;
        let (stop, stopping) = watch::channel(false);
        let loops: Vec<_> = [&one, &other]
            .map(|app| tokio::spawn(hear(app.app.clone(), stopping.clone())))
            .into();
        for (speaker, listener) in [(&one, &other), (&other, &one)] {
            let mut heard = false;
            // Until both listen.
            for _ in 0..20 {
                speaker.wake_workers();
                heard = rings(listener).await;
                if heard {
                    break;
                }
            }
            assert!(heard);
        }
        stop.send(true).unwrap();
        for running in loops {
            running.await.unwrap();
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn with_sqlite_there_is_nobody_to_tell() {
        let app = test_app().await;
        let (_stop, stopping) = watch::channel(false);
        if app.store.is_sqlite() {
            hear(app.app.clone(), stopping).await;
        }
    }
}
