//! Replies whose parent is not here yet. They wait in a table of their own and are stored when the
//! parent arrives, which is fetched in a job.

use crate::app::App;
use crate::error::Result;
use crate::jobs::{Plan, enqueue_with};
use crate::posts::jobs::{AdoptReplies, FetchParent};
use crate::posts::queries::waiting;
use crate::store::Tx;

pub use crate::posts::queries::waiting::{Pending, list_pending};

/// Puts a reply aside and sends for its parent.
pub async fn put_aside(app: &App, reply: &Pending, depth: u8) -> Result<()> {
    let mut tx = app.store.begin().await?;
    waiting::insert_pending(&mut tx, reply).await?;
    let plan = Plan {
        unique_key: Some(format!("parent:{}", reply.parent_ap_id)),
        ..Plan::default()
    };
    let job = FetchParent {
        parent: reply.parent_ap_id.clone(),
        depth,
    };
    enqueue_with(&mut tx, app, &job, plan).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Something arrived: if replies wait for it, they are taken in after the commit.
pub async fn enqueue_adoption(tx: &mut Tx, app: &App, parent_ap_id: &str) -> Result<()> {
    if !waiting::is_awaited(tx, parent_ap_id).await? {
        return Ok(());
    }
    let plan = Plan {
        unique_key: Some(format!("adopt:{parent_ap_id}")),
        ..Plan::default()
    };
    enqueue_with(
        tx,
        app,
        &AdoptReplies {
            parent: parent_ap_id.to_owned(),
        },
        plan,
    )
    .await
}

/// A reply that waits no longer.
pub async fn take_pending(app: &App, object_ap_id: &str) -> Result<()> {
    let mut tx = app.store.begin().await?;
    waiting::delete_pending(&mut tx, object_ap_id).await?;
    tx.commit().await?;
    Ok(())
}
