//! Changing communities and follows. Each function is one transaction, with what must be said to
//! other servers in it.

mod between;
mod follows;
mod remote;
mod severing;

pub use between::{follow_linked, unfollow_linked};
pub use follows::{
    Answered, accept_implicitly, answer_follow, count_as_refused, decide_follow, drop_follow,
    end_follow_of_banned, follow, judge_following, receive_follow_of_community,
    receive_follow_of_person, take_back, unfollow,
};
pub use remote::{
    ask_for_refresh, note_backfilled, note_origin_counts, person_or_unread, save_remote_community,
    save_remote_person, set_remote_deleted,
};
pub use severing::{end_follows_of, sever_follows, tell_severed};

use super::jobs::BackfillCommunity;
use super::model::Community;
use super::queries::follows::has_local_follower;
use crate::activitypub::delivery::{Audience, Inbox, Outgoing, deliver};
use crate::app::App;
use crate::error::Result;
use crate::ids::ActorId;
use crate::jobs::{Plan, enqueue_with};
use crate::store::Tx;
use follows::read_moderators;
use serde_json::Value;

/// Whether the recent threads of a community on another server have yet to be brought in.
fn needs_backfill(community: &Community) -> bool {
    !community.is_local() && community.is_live() && community.row.backfilled_at.is_none()
}

/// Has the recent threads of a community elsewhere brought in, once.
pub async fn ask_for_threads(tx: &mut Tx, app: &App, community: &Community) -> Result<()> {
    if !needs_backfill(community) {
        return Ok(());
    }
    // What only members read nobody shows us before one of ours is let in.
    if !community.is_open_to_read() && !has_local_follower(tx, community.actor.id).await? {
        return Ok(());
    }
    let plan = Plan {
        unique_key: Some(format!("backfill:{}", community.actor.ap_id)),
        lane: Some(format!("fetch:{}:threads", community.actor.host)),
        ..Plan::default()
    };
    let job = BackfillCommunity {
        community: community.actor.ap_id.clone(),
    };
    enqueue_with(tx, app, &job, plan).await
}

/// At the first look at a community elsewhere, its recent threads and who looks after it are asked for.
pub async fn ask_at_first_look(app: &App, community: &Community) -> Result<()> {
    if !needs_backfill(community) {
        return Ok(());
    }
    let mut tx = app.store.begin().await?;
    ask_for_threads(&mut tx, app, community).await?;
    read_moderators(&mut tx, app, community).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// One activity, its id already in the document.
pub struct Saying<'a> {
    pub id: &'a str,
    pub kind: &'static str,
    pub actor: ActorId,
    /// What it is about: deliveries about one object keep their order.
    pub object: &'a str,
    pub audience: Audience,
    pub document: &'a Value,
}

/// Stores it with its deliveries, in the transaction of the change it announces.
pub async fn say(tx: &mut Tx, app: &App, what: Saying<'_>, to: Vec<Inbox>) -> Result<()> {
    let outgoing = Outgoing {
        ap_id: what.id.to_owned(),
        kind: what.kind,
        actor: what.actor,
        object: what.object.to_owned(),
        audience: what.audience,
        document: what.document.to_string(),
    };
    deliver(tx, app, &outgoing, to).await?;
    Ok(())
}
