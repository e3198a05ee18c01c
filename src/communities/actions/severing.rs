//! Ending follows without either side having asked for it: one is gone, or its server is blocked.

use super::follows::{Word, say_of_follow};
use crate::accounts::queries::person_by_actor;
use crate::activitypub::actors::find_actor;
use crate::activitypub::peers::is_blocked;
use crate::app::App;
use crate::communities::model::{Community, Follow};
use crate::communities::policy::is_followed_freely;
use crate::communities::queries::community_by_actor;
use crate::communities::queries::follows::{delete_follow, follow_for_update, list_follows_of};
use crate::communities::queries::severing::{
    Untold, insert_severed, list_pairs_with, list_untold, set_told,
};
use crate::error::Result;
use crate::ids::ActorId;
use crate::membership::actions::end_belonging;
use crate::membership::model::{MembershipState, Role};
use crate::membership::queries::membership_of;
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::store::Tx;

/// Ends follows by and of an actor who is gone, a bounded number at a time; says how many.
pub async fn end_follows_of(tx: &mut Tx, actor: ActorId, limit: i64) -> Result<usize> {
    let mut ended = 0;
    for follow in list_follows_of(tx, actor, limit).await? {
        let found = follow_for_update(tx, follow.follower_id, follow.target_id).await?;
        if let Some(follow) = found {
            delete_follow(tx, &follow).await?;
            ended += 1;
        }
    }
    Ok(ended)
}

/// Ends follows from and to a host that was blocked, its ports and those below it, and remembers them
/// for the operator. Nothing is said to anybody while the block stands: that is what it means. A bounded
/// number at a time; says how many.
pub async fn sever_follows(tx: &mut Tx, app: &App, name: &str, limit: i64) -> Result<usize> {
    let now = app.now();
    let mut ended = 0;
    for (follower, target) in list_pairs_with(tx, name, limit).await? {
        if let Some(follow) = follow_for_update(tx, follower, target).await? {
            delete_follow(tx, &follow).await?;
            let role = role_of(tx, &follow).await?;
            insert_severed(tx, name, &follow, role.map(Role::as_str), now).await?;
            part_with(tx, app, &follow).await?;
            tell_owner(tx, app, &follow).await?;
            ended += 1;
        }
    }
    Ok(ended)
}

/// What whoever followed was in the community, if they belonged to it.
async fn role_of(tx: &mut Tx, follow: &Follow) -> Result<Option<Role>> {
    let community = community_by_actor(tx, follow.target_id).await?;
    let person = person_by_actor(tx, follow.follower_id).await?;
    let (Some(community), Some(person)) = (community, person) else {
        return Ok(None);
    };
    let membership = membership_of(tx, community.id(), person.id()).await?;
    let membership = membership.filter(|each| each.state == MembershipState::Member);
    Ok(membership.map(|membership| membership.role))
}

/// Who of ours loses something is told what. Others are told by their own server, once we speak to it again.
async fn tell_owner(tx: &mut Tx, app: &App, follow: &Follow) -> Result<()> {
    let Some(person) = person_by_actor(tx, follow.follower_id).await? else {
        return Ok(());
    };
    let community = community_by_actor(tx, follow.target_id).await?;
    let cause = format!("severed {}", follow.ap_id);
    let notice = NewNotice {
        recipient: person.id(),
        kind: NoticeKind::Severed,
        cause: &cause,
        by: Some(follow.target_id),
        community: community.map(|community| community.id()),
        post: None,
        comment: None,
    };
    notify(tx, app, &notice).await?;
    Ok(())
}

/// Whoever of ours belongs to a community elsewhere that only its members read, belongs to it as long as they
/// follow it: once its server may be told, the end of the follow is their leaving.
async fn part_with(tx: &mut Tx, app: &App, follow: &Follow) -> Result<()> {
    let community = community_by_actor(tx, follow.target_id).await?;
    let among_members = |each: &Community| !each.is_local() && !is_followed_freely(each);
    let Some(community) = community.filter(among_members) else {
        return Ok(());
    };
    match person_by_actor(tx, follow.follower_id).await? {
        Some(person) => end_belonging(tx, app, &person, &community).await,
        None => Ok(()),
    }
}

/// Tells other servers of the follows that blocks of `name`, and of hosts below it, have ended, now that
/// something may be said to them again: else their people would believe that they still get something,
/// and they would go on sending. A bounded number at a time, after the row with this id; returns the
/// last one looked at, None where there are no more.
pub async fn tell_severed(
    tx: &mut Tx,
    app: &App,
    name: &str,
    after: i64,
    limit: i64,
) -> Result<Option<i64>> {
    let untold = list_untold(tx, name, after, limit).await?;
    for severed in &untold {
        tell_of_end(tx, app, severed).await?;
    }
    Ok(untold.last().map(|severed| severed.id))
}

async fn tell_of_end(tx: &mut Tx, app: &App, severed: &Untold) -> Result<()> {
    let follower = find_actor(tx, severed.follower).await?;
    let target = find_actor(tx, severed.target).await?;
    let other = if follower.local { &target } else { &follower };
    // A block of another name may cover it still.
    if is_blocked(tx, &other.host, app.now()).await? {
        return Ok(());
    }
    set_told(tx, severed.id).await?;
    // Who has followed anew meanwhile must not lose that.
    let anew = follow_for_update(tx, follower.id, target.id).await?;
    if anew.is_some() || other.gone_at.is_some() {
        return Ok(());
    }
    let word = match follower.local {
        true => Word::Undo,
        false => Word::Reject,
    };
    say_of_follow(tx, app, word, &severed.follow_ap_id, &follower, &target).await
}
