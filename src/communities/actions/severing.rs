//! Ending follows without either side having asked for it: one is gone, or its server is blocked.

use crate::communities::queries::follows::{delete_follow, follow_for_update, list_follows_of};
use crate::communities::queries::severing::{insert_severed, list_pairs_with};
use crate::error::Result;
use crate::ids::ActorId;
use crate::store::{Time, Tx};

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
/// for the operator. Nothing is said to anybody: that is what the block means. A bounded number at a
/// time; says how many.
pub async fn sever_follows(tx: &mut Tx, name: &str, limit: i64, now: Time) -> Result<usize> {
    let mut ended = 0;
    for (follower, target) in list_pairs_with(tx, name, limit).await? {
        if let Some(follow) = follow_for_update(tx, follower, target).await? {
            delete_follow(tx, &follow).await?;
            insert_severed(tx, name, &follow, now).await?;
            ended += 1;
        }
    }
    Ok(ended)
}
