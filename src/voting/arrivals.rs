//! Votes by people of other servers, judged by the same rules as those cast here.

use super::model::Cast;
use super::queries::{record_comment_vote, record_post_vote};
use crate::accounts::model::Person;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::Result;
use crate::membership::queries::standing;
use crate::posts::actions::arrivals::{Source, find_thing, owned_by};
use crate::posts::policy;

/// A vote on a thread or reply that is here; one on anything else is nothing to us. Its community is
/// the object's, since peers leave the addresses of votes out (wire-observed.md).
pub async fn receive_vote(
    app: &App,
    voter: &Person,
    object: &str,
    cast: Cast,
    announcer: Option<&Community>,
    source: Source<'_>,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let Some(thing) = find_thing(&mut tx, object).await? else {
        return Ok(());
    };
    let community = find_community(&mut tx, thing.post.community_id).await?;
    owned_by(announcer, &community)?;
    let standing = standing(&mut tx, voter, &community, app.now()).await?;
    let change = match &thing.reply {
        None => {
            policy::may_vote_post(&standing, &community, &thing.post)?;
            record_post_vote(&mut tx, voter.id(), thing.post.id, cast).await?
        }
        Some(reply) => {
            policy::may_vote_comment(&standing, &community, &thing.post, reply)?;
            record_comment_vote(&mut tx, voter.id(), reply.id, thing.post.id, cast).await?
        }
    };
    if !change.is_none() {
        source
            .pass_on(&mut tx, app, &community, thing.ap_id(), None)
            .await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}
