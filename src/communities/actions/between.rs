//! Communities of ours that follow those of other servers with which they work together.

use super::follows::{Word, read_moderators, say_follow, say_of_follow};
use crate::app::App;
use crate::communities::model::{Community, FollowState};
use crate::communities::queries::follows::{
    NewFollow, delete_follow, follow_for_update, upsert_follow,
};
use crate::error::Result;
use crate::store::Tx;

/// What the other one announces comes here from now on. One of this server needs no following.
pub async fn follow_linked(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    other: &Community,
) -> Result<()> {
    if other.is_local() {
        return Ok(());
    }
    let (follower, target) = (&community.actor, &other.actor);
    let before = follow_for_update(tx, follower.id, target.id).await?;
    if let Some(before) = &before
        && before.state == FollowState::Accepted
    {
        return Ok(());
    }
    let id = app.mint_activity_id("follow");
    let new = NewFollow {
        follower: follower.id,
        target: target.id,
        state: FollowState::Pending,
        ap_id: &id,
    };
    upsert_follow(tx, &new, before.as_ref(), app.now()).await?;
    say_follow(tx, app, &id, follower, target).await?;
    read_moderators(tx, app, other).await
}

/// The end of that.
pub async fn unfollow_linked(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    other: &Community,
) -> Result<()> {
    if other.is_local() {
        return Ok(());
    }
    let (follower, target) = (&community.actor, &other.actor);
    let Some(follow) = follow_for_update(tx, follower.id, target.id).await? else {
        return Ok(());
    };
    delete_follow(tx, &follow).await?;
    say_of_follow(tx, app, Word::Undo, &follow.ap_id, follower, target).await
}
