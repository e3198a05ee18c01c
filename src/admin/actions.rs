//! What administrators decide about servers and stuck work.

use crate::accounts::model::Viewer;
use crate::accounts::policy::may_administer;
use crate::activitypub::peers::{PeerPolicy, retry_peer, update_policy};
use crate::app::App;
use crate::error::{Error, Result};
use crate::jobs::retry_poison;

/// Characters of a note on a server.
pub const NOTE_MAX: usize = 500;

/// What we allow a server and those below its name.
pub async fn set_policy(
    app: &App,
    by: &Viewer,
    host: &str,
    policy: PeerPolicy,
    note: &str,
) -> Result<()> {
    may_administer(by)?;
    let host = check_host(app, host)?;
    let note = crate::text::one_line(note, NOTE_MAX);
    let mut tx = app.store.begin().await?;
    update_policy(&mut tx, &host, policy, &note, app.now()).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

fn check_host(app: &App, typed: &str) -> Result<String> {
    let host = typed.trim().to_ascii_lowercase();
    let url = url::Url::parse(&format!("https://{host}/"));
    let plain = url.is_ok_and(|url| {
        url.path() == "/" && url.username().is_empty() && url.host_str().is_some()
    });
    if !plain || host.contains(['/', '@', '?', '#']) {
        return Err(Error::invalid(
            "host",
            "This is no server's name, like other.example.",
        ));
    }
    if host == app.local.host {
        return Err(Error::invalid("host", "This is your own server."));
    }
    Ok(host)
}

/// Tries everything that waits for a server again now.
pub async fn retry_server(app: &App, by: &Viewer, host: &str) -> Result<()> {
    may_administer(by)?;
    let mut tx = app.store.begin().await?;
    if !retry_peer(&mut tx, host, app.now()).await? {
        return Err(Error::NotFound("server"));
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Gives a job that was set aside its tries again.
pub async fn retry_job(app: &App, by: &Viewer, id: i64) -> Result<()> {
    may_administer(by)?;
    let mut tx = app.store.begin().await?;
    if !retry_poison(&mut tx, id, app.now()).await? {
        return Err(Error::NotFound("job that was set aside"));
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}
