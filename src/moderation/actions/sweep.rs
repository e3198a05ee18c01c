//! Removing all that somebody wrote, after a ban that says so, and giving back what a ban took away. It may be
//! much, so a job does it in small transactions.

use super::cases::settle_by_arrival;
use super::settle::settle;
use crate::accounts::model::Person;
use crate::accounts::queries::person_by_actor;
use crate::app::App;
use crate::communities::queries::find_community;
use crate::error::Result;
use crate::ids::{AccountId, ActorId, CommentId, CommunityId, PostId};
use crate::jobs::enqueue;
use crate::moderation::model::{Action, GIVEN_BACK, NewAction, Rank, Target, Verb, fold};
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

/// On whose behalf much is removed or given back, and why.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Hand {
    /// The act that it follows from, or whose work is undone.
    cause: String,
    by: ActorId,
    rank: i32,
    reason: String,
    acted_at: Time,
    /// What the cause took away comes back, and nothing else.
    #[serde(default)]
    gives_back: bool,
}

impl Hand {
    pub fn of(act: &NewAction) -> Self {
        Self {
            cause: act.ap_id.clone(),
            by: act.actor_id,
            rank: act.rank,
            reason: act.reason.clone(),
            acted_at: act.acted_at,
            gives_back: false,
        }
    }

    /// Undoes what `held` took away, on the authority of the act that has lifted it.
    pub fn back(held: &Action, lift: &NewAction) -> Self {
        let after = held.acted_at.plus(TimeDelta::microseconds(1));
        Self {
            cause: held.ap_id.clone(),
            acted_at: lift.acted_at.max(after),
            gives_back: true,
            ..Self::of(lift)
        }
    }

    /// Whoever acts, where that is a person.
    pub async fn person(&self, tx: &mut Tx) -> Result<Option<Person>> {
        Ok(person_by_actor(tx, self.by).await?)
    }

    pub fn rank(&self) -> i32 {
        self.rank
    }

    pub fn gives_back(&self) -> bool {
        self.gives_back
    }

    /// Nothing more is taken away in the name of what was lifted meanwhile.
    pub async fn is_stopped(&self, tx: &mut Tx, community: Option<CommunityId>) -> Result<bool> {
        Ok(!self.gives_back && is_lifted(tx, &self.cause, community).await?)
    }

    /// The id under which the cause took something away.
    fn removal(&self, public_id: &str) -> String {
        format!("{}#{public_id}", self.cause)
    }
}

/// What somebody wrote that is to be removed or given back, and how far it has come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sweep {
    account: AccountId,
    /// None: on the whole server.
    community: Option<CommunityId>,
    #[serde(flatten)]
    hand: Hand,
    posts_after: PostId,
    comments_after: CommentId,
    posts_done: bool,
}

impl Sweep {
    pub fn of(ban: &NewAction, account: AccountId, community: Option<CommunityId>) -> Self {
        Self {
            account,
            community,
            hand: Hand::of(ban),
            posts_after: PostId(0),
            comments_after: CommentId(0),
            posts_done: false,
        }
    }

    /// The opposite, on the authority of the act that has lifted the ban.
    fn back(ban: &Action, lift: &NewAction, account: AccountId) -> Self {
        Self {
            hand: Hand::back(ban, lift),
            ..Self::of(lift, account, lift.community_id)
        }
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
    if work.hand.is_stopped(&mut tx, work.community).await? {
        return Ok(());
    }
    let by = work.hand.person(&mut tx).await?;
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
    let ids = found.iter().map(|(_, _, id)| id.as_str()).collect();
    let meant = meant(tx, &work.hand, ids).await?;
    for (id, community, public_id) in &found {
        if meant.contains(public_id.as_str()) {
            let thing = Moved {
                target: Target::Post(*id),
                author: work.account,
                community: *community,
                public_id,
            };
            move_one(tx, app, &work.hand, by, thing).await?;
        }
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
    let ids = found.iter().map(|(_, _, id)| id.as_str()).collect();
    let meant = meant(tx, &work.hand, ids).await?;
    for (id, community, public_id) in &found {
        if meant.contains(public_id.as_str()) {
            let thing = Moved {
                target: Target::Comment(*id),
                author: work.account,
                community: *community,
                public_id,
            };
            move_one(tx, app, &work.hand, by, thing).await?;
        }
        work.comments_after = *id;
    }
    Ok(found.len())
}

/// Which of these, by their public ids, are taken away or given back: all, or those that the cause took.
pub(super) async fn meant<'a>(
    tx: &mut Tx,
    hand: &Hand,
    all: HashSet<&'a str>,
) -> Result<HashSet<&'a str>> {
    if !hand.gives_back {
        return Ok(all);
    }
    let acts: Vec<String> = all.iter().map(|id| hand.removal(id)).collect();
    let taken = list_removals_among(tx, &acts).await?;
    let taken: HashSet<String> = taken.into_iter().collect();
    Ok(all
        .into_iter()
        .filter(|id| taken.contains(&hand.removal(id)))
        .collect())
}

/// Something that is removed or given back.
pub(super) struct Moved<'a> {
    pub target: Target,
    pub author: AccountId,
    pub community: CommunityId,
    pub public_id: &'a str,
}

pub(super) async fn move_one(
    tx: &mut Tx,
    app: &App,
    hand: &Hand,
    by: Option<&Person>,
    thing: Moved<'_>,
) -> Result<()> {
    let Moved {
        target,
        author,
        community,
        public_id,
    } = thing;
    let removal = hand.removal(public_id);
    let (verb, ap_id) = match hand.gives_back {
        true => (Verb::Restore, format!("{removal}{GIVEN_BACK}")),
        false => (Verb::Remove, removal),
    };
    let act = NewAction {
        ap_id,
        actor_id: hand.by,
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
        rank: hand.rank,
        reason: hand.reason.clone(),
        accepted: true,
        acted_at: hand.acted_at,
        until: None,
        created_at: app.now(),
    };
    save_action(tx, &act).await?;
    // What the author's own server takes down the community may still want to look at.
    if verb == Verb::Remove && hand.rank != Rank::Origin.number() {
        settle_by_arrival(tx, app, by, (target, author), &hand.reason).await?;
    }
    match target {
        Target::Post(id) => {
            let before = lock_post(tx, id).await?;
            settle(tx, target, Some(community), verb, app.now()).await?;
            let after = lock_post(tx, id).await?;
            if before.is_visible() == after.is_visible() {
                return Ok(());
            }
            let home = find_community(tx, community).await?;
            Box::pin(boosts_follow(tx, app, &home, &after)).await?;
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
