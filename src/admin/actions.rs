//! What administrators decide about servers and stuck work.

use crate::accounts::model::Viewer;
use crate::accounts::policy::may_administer;
use crate::activitypub::blocks::{lift_block, list_blocks};
use crate::activitypub::net::normal_host;
use crate::activitypub::peers::{PeerPolicy, drop_unsent_to, is_blocked, retry_peer, without_port};
use crate::activitypub::rules::{HostRule, put_rule, rule_of};
use crate::app::App;
use crate::communities::actions::{sever_follows, tell_severed};
use crate::error::{Error, Result};
use crate::jobs::{Job, Plan, enqueue, enqueue_with, retry_poison};
use crate::store::{Time, Tx};
use activitypub_federation::config::Data;
use serde::{Deserialize, Serialize};
use url::Url;

/// Characters of a note on a server.
pub(super) const NOTE_MAX: usize = 500;
/// Rows changed in one transaction.
const BATCH: i64 = 200;

/// `b.example:8443` from whatever was pasted: a name, a handle's end, an address.
pub fn read_host(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches('@').to_lowercase();
    let url = if text.contains("://") {
        text
    } else {
        format!("https://{text}")
    };
    normal_host(&Url::parse(&url).ok()?)
}

/// Takes nothing more from a host, its ports and those below it, and sends them nothing. A job ends
/// the follows between here and there, which are remembered, and takes back what waits to be sent.
/// Nothing else is touched: what was written there stays until somebody removes it.
pub async fn block_server(app: &App, by: &Viewer, host: &str, note: &str) -> Result<String> {
    may_administer(by)?;
    let name = check_host(app, host)?;
    let mut tx = app.store.begin().await?;
    let before = rule_of(&mut tx, &name).await?;
    let rule = HostRule {
        policy: PeerPolicy::Block,
        note: crate::text::one_line(note, NOTE_MAX),
        policy_until: None,
        ..before.unwrap_or_default()
    };
    put_rule(&mut tx, &name, &rule, app.now()).await?;
    sever_soon(&mut tx, app, &name).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(name)
}

/// Has a job do what follows from the block of a host.
pub(super) async fn sever_soon(tx: &mut Tx, app: &App, name: &str) -> Result<()> {
    let plan = Plan {
        unique_key: Some(format!("sever:{name}")),
        ..Plan::default()
    };
    let sever = SeverServer {
        name: name.to_owned(),
    };
    enqueue_with(tx, app, &sever, plan).await
}

/// Has a job tell a host that is blocked no more which follows the block has ended.
pub(super) async fn tell_severed_soon(tx: &mut Tx, app: &App, name: &str) -> Result<()> {
    let plan = Plan {
        unique_key: Some(format!("tell-severed:{name}")),
        ..Plan::default()
    };
    let tell = TellSevered {
        name: name.to_owned(),
        after: 0,
    };
    enqueue_with(tx, app, &tell, plan).await
}

/// Lifts a block. Follows that it ended do not come back: people on both sides may follow anew. A job
/// tells the other side which those are. Refused for a host that is blocked with a domain it lies in.
pub async fn allow_server(app: &App, by: &Viewer, host: &str) -> Result<String> {
    may_administer(by)?;
    let name = check_host(app, host)?;
    let mut tx = app.store.begin().await?;
    refuse_lower(&mut tx, &name, app.now()).await?;
    lift_block(&mut tx, &name, app.now()).await?;
    tell_severed_soon(&mut tx, app, &name).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(name)
}

/// A block holds for everything below its name, and is lifted where it was made.
async fn refuse_lower(tx: &mut Tx, name: &str, now: Time) -> Result<()> {
    match list_blocks(tx, &[name], now).await?.over(name) {
        Some(block) if block.host != name => Err(Error::invalid(
            "host",
            t!("admin-peer-lower", name = name, host = block.host),
        )),
        _ => Ok(()),
    }
}

pub(super) fn check_host(app: &App, typed: &str) -> Result<String> {
    let Some(host) = read_host(typed) else {
        return Err(Error::invalid("host", t!("admin-peer-no-name")));
    };
    let name = without_port(&host);
    if is_own(&name, &app.local.host) {
        return Err(Error::invalid("host", t!("admin-peer-own")));
    }
    Ok(name)
}

/// Whether a rule for this name would be one for this server.
pub(super) fn is_own(name: &str, own: &str) -> bool {
    let own = without_port(own);
    own == name || own.ends_with(&format!(".{name}"))
}

/// What a block means for what there was between us, a bounded part at a time.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SeverServer {
    name: String,
}

impl Job for SeverServer {
    const KIND: &'static str = "sever_server";

    async fn run(self, data: &Data<App>) -> Result<()> {
        let mut tx = data.store.begin().await?;
        // The block may have been lifted before its work was done.
        if !is_blocked(&mut tx, &self.name, data.now()).await? {
            return Ok(());
        }
        if sever(&mut tx, data, &self.name).await? > 0 {
            enqueue(&mut tx, data, &self).await?;
        }
        tx.commit().await?;
        data.wake_workers();
        Ok(())
    }
}

async fn sever(tx: &mut Tx, app: &App, name: &str) -> Result<usize> {
    let now = app.now();
    let unsent = drop_unsent_to(tx, name, BATCH, now).await?;
    Ok(unsent + sever_follows(tx, app, name, BATCH).await?)
}

/// Tells a server that is no longer blocked which follows the block has ended, a bounded part at a time.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TellSevered {
    name: String,
    /// The row after which to go on.
    after: i64,
}

impl Job for TellSevered {
    const KIND: &'static str = "tell_severed";

    async fn run(self, data: &Data<App>) -> Result<()> {
        let mut tx = data.store.begin().await?;
        // It may have been blocked again.
        if is_blocked(&mut tx, &self.name, data.now()).await? {
            return Ok(());
        }
        let last = tell_severed(&mut tx, data, &self.name, self.after, BATCH).await?;
        if let Some(after) = last {
            enqueue(&mut tx, data, &Self { after, ..self }).await?;
        }
        tx.commit().await?;
        data.wake_workers();
        Ok(())
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_understood_however_they_are_pasted() {
        let cases = [
            ("b.example", Some("b.example")),
            ("B.Example", Some("b.example")),
            ("https://b.example/c/garden", Some("b.example")),
            ("@b.example", Some("b.example")),
            ("b.example:8443", Some("b.example:8443")),
            ("not a host", None),
            ("", None),
            ("a\0b", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read_host(text).as_deref(), expected, "{text}");
        }
    }
}
