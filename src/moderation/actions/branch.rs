//! Removing what hangs on something together with it, and giving it back. It may be much, so a job does it in small
//! transactions.

use super::role_in;
use super::sweep::{Hand, Moved, meant, move_one};
use crate::app::App;
use crate::error::Result;
use crate::ids::{AccountId, CommunityId, PostId};
use crate::jobs::enqueue;
use crate::membership::model::Role;
use crate::moderation::model::{NewAction, Rank, Target, fold};
use crate::moderation::queries::{acts_about, took_branch};
use crate::posts::actions::arrivals::Thing;
use crate::posts::queries::list_branch;
use crate::store::Tx;
use serde::{Deserialize, Serialize};

/// Replies in one transaction.
const BATCH: i64 = 100;

/// The replies below a thread or reply, and how far it has come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SweepBranch {
    thread: PostId,
    /// Path of the reply on which they hang; none for the thread itself.
    root: Option<String>,
    community: CommunityId,
    /// Path of the last one that is done.
    after: Option<String>,
    #[serde(flatten)]
    hand: Hand,
}

impl SweepBranch {
    fn of(hand: Hand, thing: &Thing) -> Self {
        Self {
            thread: thing.post.id,
            root: thing.reply.as_ref().map(|reply| reply.path.clone()),
            community: thing.post.community_id,
            after: None,
            hand,
        }
    }
}

/// What hangs on something goes with it, for as long as that is away by this act.
pub(super) async fn take_branch(
    tx: &mut Tx,
    app: &App,
    act: &NewAction,
    thing: &Thing,
) -> Result<()> {
    enqueue(tx, app, &SweepBranch::of(Hand::of(act), thing)).await
}

/// What went with something comes back with it, and nothing that was removed for itself. Whether there is any.
pub(super) async fn give_branch_back(
    tx: &mut Tx,
    app: &App,
    lift: &NewAction,
    thing: &Thing,
) -> Result<bool> {
    let Some(target) = lift.target() else {
        return Ok(false);
    };
    let acts = acts_about(tx, target, lift.community_id, lift.verb).await?;
    let mut found = false;
    for (held, lifted_by) in fold(&acts).lifted {
        if lifted_by.ap_id == lift.ap_id && took_branch(tx, held, thing.post.id).await? {
            let work = SweepBranch::of(Hand::back(held, lift), thing);
            enqueue(tx, app, &work).await?;
            found = true;
        }
    }
    Ok(found)
}

/// One batch; the next one is enqueued in the same transaction.
pub async fn sweep_branch(app: &App, mut work: SweepBranch) -> Result<()> {
    let mut tx = app.store.begin().await?;
    if work.hand.is_stopped(&mut tx, Some(work.community)).await? {
        return Ok(());
    }
    let by = work.hand.person(&mut tx).await?;
    let (root, after) = (work.root.as_deref(), work.after.as_deref());
    let found = list_branch(&mut tx, work.thread, root, after, BATCH).await?;
    let ids = found.iter().map(|reply| reply.public_id.as_str()).collect();
    let meant = meant(&mut tx, &work.hand, ids).await?;
    for reply in &found {
        let public_id = reply.public_id.as_str();
        if meant.contains(public_id) && !is_spared(&mut tx, &work, reply.author_id).await? {
            let thing = Moved {
                target: Target::Comment(reply.id),
                author: reply.author_id,
                community: work.community,
                public_id,
            };
            move_one(&mut tx, app, &work.hand, by.as_ref(), thing).await?;
        }
    }
    if i64::try_from(found.len()).is_ok_and(|found| found == BATCH) {
        work.after = found.last().map(|reply| reply.path.clone());
        enqueue(&mut tx, app, &work).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Moderators do not act upon conveners, whatever their words hang on.
async fn is_spared(tx: &mut Tx, work: &SweepBranch, author: AccountId) -> Result<bool> {
    if work.hand.gives_back() || work.hand.rank() != Rank::Moderator.number() {
        return Ok(false);
    }
    let role = role_in(tx, work.community, author).await?;
    Ok(role == Some(Role::Convener))
}
