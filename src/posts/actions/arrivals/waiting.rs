//! Acts about something that is not here yet. They wait and are taken up when it arrives; what a
//! reply replies to is sent for.

use crate::activitypub::ids::host_of;
use crate::app::App;
use crate::error::Result;
use crate::jobs::{Plan, enqueue_with};
use crate::posts::jobs::{AdoptReplies, FetchParent};
use crate::posts::queries::waiting::{insert_waiting, is_awaited};
use crate::store::Tx;

pub use crate::posts::queries::waiting::{NewWaiting, Waiting};

/// Lets an act wait. Where its server has too many waiting already, it is forgotten.
pub async fn let_wait(tx: &mut Tx, act: &NewWaiting) -> Result<()> {
    if !insert_waiting(tx, act).await? {
        tracing::info!(
            act.act_key,
            "an act about something unknown was dropped: too many wait"
        );
    }
    Ok(())
}

/// Gets what a waiting reply replies to. `depth` is how many parents were fetched on the way here.
pub async fn send_for(tx: &mut Tx, app: &App, parent: &str, depth: u8) -> Result<()> {
    let plan = Plan {
        unique_key: Some(format!("parent:{parent}")),
        lane: Some(format!(
            "fetch:{}:parents",
            host_of(parent).unwrap_or_default()
        )),
        ..Plan::default()
    };
    let job = FetchParent {
        parent: parent.to_owned(),
        depth,
    };
    enqueue_with(tx, app, &job, plan).await
}

/// Something arrived: what waits for it is taken up after the commit.
pub(super) async fn take_up_waiting(tx: &mut Tx, app: &App, ap_id: &str) -> Result<()> {
    if !is_awaited(tx, ap_id).await? {
        return Ok(());
    }
    let plan = Plan {
        unique_key: Some(format!("adopt:{ap_id}")),
        ..Plan::default()
    };
    let job = AdoptReplies {
        parent: ap_id.to_owned(),
    };
    enqueue_with(tx, app, &job, plan).await
}
