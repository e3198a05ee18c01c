//! From the acts about something to what holds for it.

use super::role_in;
use crate::error::Result;
use crate::ids::{AccountId, CommunityId};
use crate::membership::model::{Membership, MembershipState, Role};
use crate::membership::queries::banning::{NewBan, delete_ban, replace_ban};
use crate::membership::queries::muting::{NewMute, delete_mute, replace_mute};
use crate::membership::queries::upsert_membership;
use crate::moderation::model::{Action, Fold, Target, Verb, fold};
use crate::moderation::queries::{acts_about, set_undone};
use crate::posts::queries;
use crate::store::{Time, Tx};

/// Works out anew what holds for `target` in the question that `verb` belongs to, and keeps it where
/// it is read. Whether the question is answered with yes: removed, locked, pinned, banned, appointed.
pub async fn settle(
    tx: &mut Tx,
    target: Target,
    community: Option<CommunityId>,
    verb: Verb,
    now: Time,
) -> Result<bool> {
    let acts = acts_about(tx, target, community, verb).await?;
    let fold = fold(&acts);
    note_lifted(tx, &fold).await?;
    match target {
        Target::Account(_) => settle_person(tx, target, community, verb, &fold, now).await?,
        thing => settle_thing(tx, thing, verb, fold.standing.map(|act| act.acted_at)).await?,
    }
    Ok(fold.standing.is_some())
}

pub(super) async fn note_lifted(tx: &mut Tx, fold: &Fold<'_>) -> Result<()> {
    for (held, lift) in &fold.lifted {
        if held.undone_at != Some(lift.acted_at) || held.undone_by != Some(lift.actor_id) {
            set_undone(tx, held.id, Some((lift.acted_at, lift.actor_id))).await?;
        }
    }
    match fold.standing {
        Some(act) if act.undone_at.is_some() => Ok(set_undone(tx, act.id, None).await?),
        _ => Ok(()),
    }
}

async fn settle_thing(tx: &mut Tx, thing: Target, verb: Verb, at: Option<Time>) -> Result<()> {
    match (thing, verb) {
        (Target::Post(id), Verb::Remove | Verb::Restore) => {
            queries::set_post_removed(tx, id, at).await?;
        }
        (Target::Post(id), Verb::Lock | Verb::Unlock) => {
            queries::set_post_locked(tx, id, at).await?;
        }
        (Target::Post(id), Verb::Pin | Verb::Unpin) => {
            queries::set_post_pinned(tx, id, at).await?;
        }
        (Target::Comment(id), Verb::Remove | Verb::Restore) => {
            queries::set_comment_removed(tx, id, at).await?;
        }
        (Target::Comment(id), Verb::Lock | Verb::Unlock) => {
            queries::set_comment_locked(tx, id, at).await?;
        }
        // Nothing else can be asked of a thread or reply.
        _ => {}
    }
    Ok(())
}

async fn settle_person(
    tx: &mut Tx,
    target: Target,
    community: Option<CommunityId>,
    verb: Verb,
    fold: &Fold<'_>,
    now: Time,
) -> Result<()> {
    let Target::Account(account) = target else {
        return Ok(());
    };
    match (verb, community) {
        (Verb::Ban | Verb::Unban, community) => match fold.standing {
            Some(act) => replace_ban(tx, &ban(account, act)).await?,
            None => delete_ban(tx, account, community).await?,
        },
        (Verb::Mute | Verb::Unmute, Some(community)) => match fold.standing {
            Some(act) => replace_mute(tx, &mute(account, community, act)).await?,
            None => delete_mute(tx, account, community).await?,
        },
        (Verb::Appoint | Verb::Dismiss, Some(community)) => {
            let role = role_in(tx, community, account).await?;
            let wanted = match fold.standing {
                Some(_) if role < Some(Role::Moderator) => Role::Moderator,
                None if role == Some(Role::Moderator) => Role::Member,
                // Conveners stay conveners, whatever anybody says elsewhere.
                _ => return Ok(()),
            };
            let membership = Membership {
                community_id: community,
                account_id: account,
                role: wanted,
                state: MembershipState::Member,
                since: now,
                updated_at: now,
            };
            upsert_membership(tx, &membership).await?;
        }
        _ => {}
    }
    Ok(())
}

fn mute(account: AccountId, community: CommunityId, act: &Action) -> NewMute {
    NewMute {
        account_id: account,
        community_id: community,
        reason: act.reason.clone(),
        until: act.until,
        by_actor_id: Some(act.actor_id),
        ap_id: act.ap_id.clone(),
        created_at: act.acted_at,
    }
}

fn ban(account: AccountId, act: &Action) -> NewBan {
    NewBan {
        account_id: account,
        community_id: act.community_id,
        reason: act.reason.clone(),
        until: act.until,
        by_actor_id: Some(act.actor_id),
        ap_id: Some(act.ap_id.clone()),
        created_at: act.acted_at,
    }
}
