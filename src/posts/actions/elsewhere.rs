//! Replies to a thread of another server that are not here.

use crate::activitypub::ids::host_of;
use crate::app::App;
use crate::error::Result;
use crate::jobs::{Plan, enqueue_with};
use crate::posts::arrived::Arrived;
use crate::posts::jobs::{FetchNamedReplies, FetchReplies};
use crate::posts::model::Post;
use crate::store::{Time, Tx};
use chrono::TimeDelta;

/// Not more often than this, however lively the thread is, and at least so often when it is looked at.
const SOONEST: TimeDelta = TimeDelta::minutes(10);
const LATEST: TimeDelta = TimeDelta::days(1);
/// How long one waits for more of the same.
const GATHERING: TimeDelta = TimeDelta::seconds(5);

/// Whether they are asked for when somebody here reads the thread now, or have been and are not here yet.
pub fn is_asked_for(post: &Post, now: Time) -> bool {
    !post.local && post.is_visible() && is_due(post, now)
}

/// Has the replies that other servers hold brought in, if that was not done lately: the longer a thread
/// has been quiet, the more rarely.
pub async fn ask_for_replies(app: &App, post: &Post) -> Result<()> {
    if !is_asked_for(post, app.now()) {
        return Ok(());
    }
    let host = host_of(&post.ap_id).unwrap_or_default();
    let plan = Plan {
        unique_key: Some(format!("replies:{}", post.id)),
        lane: Some(format!("fetch:{host}:replies")),
        ..Plan::default()
    };
    let mut tx = app.store.begin().await?;
    enqueue_with(&mut tx, app, &FetchReplies { post: post.id }, plan).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Has the replies brought in that something which has just come names in itself.
pub async fn ask_for_named_replies(tx: &mut Tx, app: &App, arrived: &Arrived) -> Result<()> {
    if arrived.first_replies.is_empty() {
        return Ok(());
    }
    let host = host_of(&arrived.id).unwrap_or_default();
    let plan = Plan {
        unique_key: Some(format!("named:{}", arrived.id)),
        lane: Some(format!("fetch:{host}:replies")),
        ..Plan::default()
    };
    let job = FetchNamedReplies {
        of: arrived.id.clone(),
        replies: arrived.first_replies.clone(),
    };
    enqueue_with(tx, app, &job, plan).await
}

/// Something has been said in a thread of another server, by whom that does not speak for it: its replies are
/// read again from where it lives, soon, and once for all that is heard meanwhile.
pub async fn refresh_replies(tx: &mut Tx, app: &App, post: &Post) -> Result<()> {
    let host = host_of(&post.ap_id).unwrap_or_default();
    let plan = Plan {
        at: Some(app.now().plus(GATHERING)),
        unique_key: Some(format!("replies:{}", post.id)),
        lane: Some(format!("fetch:{host}:replies")),
    };
    enqueue_with(tx, app, &FetchReplies { post: post.id }, plan).await
}

fn is_due(post: &Post, now: Time) -> bool {
    let Some(last) = post.replies_fetched_at else {
        return true;
    };
    let quiet = last.since(post.last_activity_at) / 4;
    now.since(last) >= quiet.clamp(SOONEST, LATEST)
}
