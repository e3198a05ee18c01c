//! Votes by people of other servers.

use super::model::Cast;
use super::queries::{record_comment_vote, record_post_vote};
use crate::app::App;
use crate::communities::actions::person_or_unread;
use crate::communities::queries::find_community;
use crate::error::Result;
use crate::membership::queries::standing_of_sender;
use crate::posts::actions::arrivals::{Source, Thing, owned_by};
use crate::posts::policy;
use crate::posts::queries::note_voter;
use crate::store::Tx;

/// A vote on a thread or reply that is here. Its community is the object's, since peers leave the
/// addresses of votes out (wire-observed.md). Who votes need not be known: where a group speaks for
/// its voters, nobody is asked. What is deleted or removed keeps its votes, so that it does not matter
/// which came first.
pub async fn receive_vote(
    tx: &mut Tx,
    app: &App,
    voter: &str,
    thing: &Thing,
    cast: Cast,
    source: Source<'_>,
) -> Result<()> {
    let community = find_community(tx, thing.post.community_id).await?;
    owned_by(source.announcer, &community)?;
    let speaker = &community.actor.host;
    let Some(voter) = person_or_unread(tx, app, voter, speaker).await? else {
        metrics::counter!("guildhall_votes_dropped_total").increment(1);
        tracing::debug!(
            speaker,
            "a vote by somebody unknown was dropped: too many in a day"
        );
        return Ok(());
    };
    let announced = source.announcer.is_some();
    let standing = standing_of_sender(tx, &voter, &community, announced, app.now()).await?;
    policy::may_send_vote(&standing, &community)?;
    let change = match &thing.reply {
        None => record_post_vote(tx, voter.id(), thing.post.id, cast).await?,
        Some(reply) => record_comment_vote(tx, voter.id(), reply.id, thing.post.id, cast).await?,
    };
    if let Some(reply) = thing.reply.as_ref().filter(|_| !change.is_none()) {
        note_voter(tx, voter.id(), reply.id).await?;
    }
    // Nobody who reads the community has heard of what is held.
    if !change.is_none() && !thing.is_held() {
        source
            .pass_on(tx, app, &community, thing.ap_id(), None)
            .await?;
    }
    Ok(())
}
