//! Removing all that somebody wrote, after a ban that says so, and giving back what a ban took away. It may be
//! much, so a job does it in small transactions.

use super::settle::settle;
use crate::app::App;
use crate::communities::queries::find_community;
use crate::error::Result;
use crate::ids::{AccountId, ActorId, CommentId, CommunityId, PostId};
use crate::jobs::enqueue;
use crate::moderation::model::{Action, GIVEN_BACK, NewAction, Target, Verb, fold};
use crate::moderation::queries::{
    acts_about, authored_comments, authored_posts, is_lifted, list_removals_among, save_action,
    took_away,
};
use crate::posts::actions::tell_of_return;
use crate::posts::publish::boosts_follow;
use crate::posts::queries::{lock_comment, lock_post};
use crate::store::{Time, Tx};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Threads and replies removed in one transaction.
const BATCH: i64 = 100;

/// What is to be removed or given back, why, and how far it has come.
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
    /// What the ban took away comes back, and nothing else.
    #[serde(default)]
    gives_back: bool,
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
            gives_back: false,
        }
    }

    /// The opposite, on the authority of the act that has lifted the ban.
    fn back(ban: &Action, lift: &NewAction, account: AccountId) -> Self {
        let after = ban.acted_at.plus(TimeDelta::microseconds(1));
        Self {
            cause: ban.ap_id.clone(),
            acted_at: lift.acted_at.max(after),
            gives_back: true,
            ..Self::of(lift, account, lift.community_id)
        }
    }

    /// The id under which the ban took something away.
    fn removal(&self, public_id: &str) -> String {
        format!("{}#{public_id}", self.cause)
    }
}

/// Has what bans took away given back that an act has lifted. Whether there is anything of the kind.
pub(super) async fn give_back(
    tx: &mut Tx,
    app: &App,
    lift: &NewAction,
    account: AccountId,
) -> Result<bool> {
    let target = Target::Account(account);
    let acts = acts_about(tx, target, lift.community_id, lift.verb).await?;
    let mut found = false;
    for (ban, lifted_by) in fold(&acts).lifted {
        if lifted_by.ap_id == lift.ap_id && took_away(tx, ban, account).await? {
            enqueue(tx, app, &Sweep::back(ban, lift, account)).await?;
            found = true;
        }
    }
    Ok(found)
}

/// One batch; the next one is enqueued in the same transaction. A ban that was lifted meanwhile takes nothing
/// more away.
pub async fn sweep(app: &App, mut work: Sweep) -> Result<()> {
    let mut tx = app.store.begin().await?;
    if !work.gives_back && is_lifted(&mut tx, &work.cause, work.community).await? {
        return Ok(());
    }
    let found = if work.posts_done {
        sweep_comments(&mut tx, app, &mut work).await?
    } else {
        sweep_posts(&mut tx, app, &mut work).await?
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

async fn sweep_posts(tx: &mut Tx, app: &App, work: &mut Sweep) -> Result<usize> {
    let found = authored_posts(tx, work.account, work.community, work.posts_after, BATCH).await?;
    let ids = found.iter().map(|(_, _, id)| id.as_str()).collect();
    let meant = meant(tx, work, ids).await?;
    for (id, community, public_id) in &found {
        if meant.contains(public_id.as_str()) {
            move_one(tx, app, work, Target::Post(*id), *community, public_id).await?;
        }
        work.posts_after = *id;
    }
    Ok(found.len())
}

async fn sweep_comments(tx: &mut Tx, app: &App, work: &mut Sweep) -> Result<usize> {
    let found =
        authored_comments(tx, work.account, work.community, work.comments_after, BATCH).await?;
    let ids = found.iter().map(|(_, _, id)| id.as_str()).collect();
    let meant = meant(tx, work, ids).await?;
    for (id, community, public_id) in &found {
        if meant.contains(public_id.as_str()) {
            move_one(tx, app, work, Target::Comment(*id), *community, public_id).await?;
        }
        work.comments_after = *id;
    }
    Ok(found.len())
}

/// Which of these, by their public ids, are taken away or given back: all, or those that the ban took.
async fn meant<'a>(tx: &mut Tx, work: &Sweep, all: HashSet<&'a str>) -> Result<HashSet<&'a str>> {
    if !work.gives_back {
        return Ok(all);
    }
    let acts: Vec<String> = all.iter().map(|id| work.removal(id)).collect();
    let taken = list_removals_among(tx, &acts).await?;
    let taken: HashSet<String> = taken.into_iter().collect();
    Ok(all
        .into_iter()
        .filter(|id| taken.contains(&work.removal(id)))
        .collect())
}

async fn move_one(
    tx: &mut Tx,
    app: &App,
    work: &Sweep,
    target: Target,
    community: CommunityId,
    public_id: &str,
) -> Result<()> {
    let removal = work.removal(public_id);
    let (verb, ap_id) = match work.gives_back {
        true => (Verb::Restore, format!("{removal}{GIVEN_BACK}")),
        false => (Verb::Remove, removal),
    };
    let act = NewAction {
        ap_id,
        actor_id: work.by,
        community_id: Some(community),
        verb,
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
    match target {
        Target::Post(id) => {
            let before = lock_post(tx, id).await?;
            settle(tx, target, Some(community), verb, app.now()).await?;
            let after = lock_post(tx, id).await?;
            if before.is_visible() == after.is_visible() {
                return Ok(());
            }
            let home = find_community(tx, community).await?;
            boosts_follow(tx, app, &home, &after).await?;
            match verb {
                Verb::Restore => tell_of_return(tx, app, id, None).await,
                _ => Ok(()),
            }
        }
        Target::Comment(id) => {
            let before = lock_comment(tx, id).await?;
            settle(tx, target, Some(community), verb, app.now()).await?;
            let after = lock_comment(tx, id).await?;
            match verb {
                Verb::Restore if !before.is_visible() && after.is_visible() => {
                    tell_of_return(tx, app, after.post_id, Some(id)).await
                }
                _ => Ok(()),
            }
        }
        Target::Account(_) => Ok(()),
    }
}
