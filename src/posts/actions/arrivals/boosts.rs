//! Boosts of our threads by people of other servers. Nothing else is done with them than counting.

use super::find_thing;
use crate::accounts::model::Person;
use crate::activitypub::delivery::Audience;
use crate::error::Result;
use crate::posts::queries::{delete_boost, insert_boost};
use crate::store::Tx;

/// Somebody of another server boosted what has this id, or does so no more. Only threads of ours that
/// everybody may read are counted: of others their own servers know, and nobody can have seen the rest.
/// Like votes, boosts of what is deleted or removed stay, so that it does not matter which came first.
pub async fn receive_boost(tx: &mut Tx, by: &Person, thing: &str, boosted: bool) -> Result<()> {
    let Some(thing) = find_thing(tx, thing).await? else {
        return Ok(());
    };
    let post = &thing.post;
    let counts = post.local && thing.reply.is_none() && post.audience == Audience::Public;
    if !counts || !by.is_live() {
        return Ok(());
    }
    match boosted {
        true => insert_boost(tx, post.id, by.actor.id).await?,
        false => delete_boost(tx, post.id, by.actor.id).await?,
    }
    Ok(())
}
