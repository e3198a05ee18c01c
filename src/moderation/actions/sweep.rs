//! Removing all that somebody wrote, after a ban that says so. It may be much, so a job does it in
//! small transactions.

use super::cases::settle_by_arrival;
use super::settle::settle;
use crate::accounts::model::Person;
use crate::accounts::queries::person_by_actor;
use crate::app::App;
use crate::error::Result;
use crate::ids::{AccountId, ActorId, CommentId, CommunityId, PostId};
use crate::jobs::enqueue;
use crate::moderation::model::{NewAction, Rank, Target, Verb};
use crate::moderation::queries::{authored_comments, authored_posts, save_action};
use crate::store::{Time, Tx};
use serde::{Deserialize, Serialize};

/// Threads and replies removed in one transaction.
const BATCH: i64 = 100;

/// What is to be removed, why, and how far it has come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sweep {
    account: AccountId,
    /// None: on the whole server.
    community: Option<CommunityId>,
    /// The ban it follows from.
    cause: String,
    by: ActorId,
    rank: i32,
    reason: String,
    acted_at: Time,
    posts_after: PostId,
    comments_after: CommentId,
    posts_done: bool,
}

impl Sweep {
    pub fn of(ban: &NewAction, account: AccountId, community: Option<CommunityId>) -> Self {
        Self {
            account,
            community,
            cause: ban.ap_id.clone(),
            by: ban.actor_id,
            rank: ban.rank,
            reason: ban.reason.clone(),
            acted_at: ban.acted_at,
            posts_after: PostId(0),
            comments_after: CommentId(0),
            posts_done: false,
        }
    }
}

/// One batch; the next one is enqueued in the same transaction.
pub async fn sweep(app: &App, mut work: Sweep) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let by = person_by_actor(&mut tx, work.by).await?;
    let by = by.as_ref();
    let found = if work.posts_done {
        sweep_comments(&mut tx, app, by, &mut work).await?
    } else {
        sweep_posts(&mut tx, app, by, &mut work).await?
    };
    let full = i64::try_from(found).is_ok_and(|found| found == BATCH);
    let more = full || !work.posts_done;
    if !full {
        work.posts_done = true;
    }
    if more {
        enqueue(&mut tx, app, &work).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

async fn sweep_posts(
    tx: &mut Tx,
    app: &App,
    by: Option<&Person>,
    work: &mut Sweep,
) -> Result<usize> {
    let found = authored_posts(tx, work.account, work.community, work.posts_after, BATCH).await?;
    for (id, community, public_id) in &found {
        let what = (Target::Post(*id), public_id.as_str());
        remove(tx, app, by, work, what, *community).await?;
        work.posts_after = *id;
    }
    Ok(found.len())
}

async fn sweep_comments(
    tx: &mut Tx,
    app: &App,
    by: Option<&Person>,
    work: &mut Sweep,
) -> Result<usize> {
    let found =
        authored_comments(tx, work.account, work.community, work.comments_after, BATCH).await?;
    for (id, community, public_id) in &found {
        let what = (Target::Comment(*id), public_id.as_str());
        remove(tx, app, by, work, what, *community).await?;
        work.comments_after = *id;
    }
    Ok(found.len())
}

async fn remove(
    tx: &mut Tx,
    app: &App,
    by: Option<&Person>,
    work: &Sweep,
    (target, public_id): (Target, &str),
    community: CommunityId,
) -> Result<()> {
    let act = NewAction {
        ap_id: format!("{}#{public_id}", work.cause),
        actor_id: work.by,
        community_id: Some(community),
        verb: Verb::Remove,
        post_id: if let Target::Post(id) = target {
            Some(id)
        } else {
            None
        },
        comment_id: if let Target::Comment(id) = target {
            Some(id)
        } else {
            None
        },
        account_id: None,
        rank: work.rank,
        reason: work.reason.clone(),
        accepted: true,
        acted_at: work.acted_at,
        until: None,
        created_at: app.now(),
    };
    save_action(tx, &act).await?;
    let is = settle(tx, target, Some(community), Verb::Remove, app.now()).await?;
    // What the author's own server takes down the community may still want to look at.
    if is && work.rank != Rank::Origin.number() {
        settle_by_arrival(tx, app, by, (target, work.account), &work.reason).await?;
    }
    Ok(())
}
