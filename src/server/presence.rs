//! On PostgreSQL, where several processes share the work, each says as long as it runs that it is there: no
//! backup may take the place of what it works on. On SQLite the lock on the data says it.

use super::lock::sqlite_path;
use super::start::StartError;
use crate::config::Config;
use crate::store::presence::Presence;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Between two tries to say it again, after a connection that broke.
const REST: Duration = Duration::from_secs(1);

/// That this process is there.
pub(super) struct Here(Option<(oneshot::Sender<()>, JoinHandle<()>)>);

/// Says it, before anything is read or written. Refused while a backup is being restored.
pub(super) async fn enter(config: &Config) -> Result<Here, StartError> {
    let url = config.database_url();
    if sqlite_path(&url).is_some() {
        return Ok(Here(None));
    }
    let presence = Presence::shared(&url).await?;
    let presence = presence.ok_or(StartError::BeingRestored)?;
    let (leave, leaving) = oneshot::channel();
    let staying = tokio::spawn(stay(url, presence, leaving));
    Ok(Here(Some((leave, staying))))
}

impl Here {
    /// Once nothing is read or written any more.
    pub async fn leave(self) {
        let Some((leave, staying)) = self.0 else {
            return;
        };
        // It waits for nothing else, and ends when it hears this.
        let _ = leave.send(());
        let _ = staying.await;
    }
}

async fn stay(url: String, mut presence: Presence, mut leaving: oneshot::Receiver<()>) {
    loop {
        tokio::select! {
            _ = &mut leaving => break,
            () = presence.broken() => {}
        }
        presence = tokio::select! {
            _ = &mut leaving => return,
            again = enter_again(&url) => again,
        };
    }
    presence.leave().await;
}

async fn enter_again(url: &str) -> Presence {
    loop {
        match Presence::shared(url).await {
            Ok(Some(presence)) => return presence,
            Ok(None) => tracing::error!(
                "a backup takes the place of the database under this process: stop it, and start it again when that is done"
            ),
            Err(error) => tracing::warn!(%error, "the database cannot be told that it is used"),
        }
        tokio::time::sleep(REST).await;
    }
}
