//! Voting by people here. Votes from other servers are recorded with
//! [`record_post_vote`](super::queries::record_post_vote) and its like, after the same rules.

use super::model::{Cast, VoteChange};
use super::queries::{comment_voted_at, post_voted_at, record_comment_vote, record_post_vote};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::find_person;
use crate::accounts::rate_limits::begin_vote;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, Reason, Result};
use crate::ids::{AccountId, CommentId, CommunityId, PostId};
use crate::membership::model::Standing;
use crate::membership::queries::standing;
use crate::posts::policy;
use crate::posts::publish::{self, Target, VoteStep};
use crate::posts::queries::{find_comment, find_post, note_voter, shown_comment, shown_post};
use crate::store::Tx;

/// Votes on a thread: −1, 0 or 1. Authors do not vote on their own words.
pub async fn vote_on_post(
    app: &App,
    voter: &Person,
    post: PostId,
    value: i16,
) -> Result<VoteChange> {
    let mut tx = begin_vote(app, voter.id()).await?;
    let missing = || Error::NotFound("thread");
    let post = find_post(&mut tx, &Viewer::System, post).await?;
    let post = post.ok_or_else(missing)?;
    let (community, standing) = judge(&mut tx, app, voter, post.community_id).await?;
    let post = shown_post(&mut tx, &standing.viewer(), Some(post)).await?;
    let post = post.ok_or_else(missing)?;
    policy::may_vote_post(&standing, &community, &post)?;
    not_oneself(voter, post.author_id)?;
    let last = post_voted_at(&mut tx, voter.id(), post.id).await?;
    let cast = Cast {
        value,
        at: Some(app.now().following(last)),
    };
    let change = record_post_vote(&mut tx, voter.id(), post.id, cast).await?;
    let author = find_person(&mut tx, post.author_id).await?;
    let target = Target {
        ap_id: &post.ap_id,
        author: &author,
        audience: post.audience,
    };
    end(tx, app, voter, &community, target, change, cast).await
}

/// As [`vote_on_post`], on a reply.
pub async fn vote_on_comment(
    app: &App,
    voter: &Person,
    comment: CommentId,
    value: i16,
) -> Result<VoteChange> {
    let mut tx = begin_vote(app, voter.id()).await?;
    let missing = || Error::NotFound("reply");
    let comment = find_comment(&mut tx, &Viewer::System, comment).await?;
    let comment = comment.ok_or_else(missing)?;
    let post = find_post(&mut tx, &Viewer::System, comment.post_id).await?;
    let post = post.ok_or_else(missing)?;
    let (community, standing) = judge(&mut tx, app, voter, post.community_id).await?;
    let viewer = standing.viewer();
    let post = shown_post(&mut tx, &viewer, Some(post)).await?;
    let comment = shown_comment(&mut tx, &viewer, Some(comment)).await?;
    let (post, comment) = (post.ok_or_else(missing)?, comment.ok_or_else(missing)?);
    policy::may_vote_comment(&standing, &community, &post, &comment)?;
    not_oneself(voter, comment.author_id)?;
    let last = comment_voted_at(&mut tx, voter.id(), comment.id).await?;
    let cast = Cast {
        value,
        at: Some(app.now().following(last)),
    };
    let change = record_comment_vote(&mut tx, voter.id(), comment.id, post.id, cast).await?;
    if !change.is_none() {
        note_voter(&mut tx, voter.id(), comment.id).await?;
    }
    let author = find_person(&mut tx, comment.author_id).await?;
    let target = Target {
        ap_id: &comment.ap_id,
        author: &author,
        audience: comment.audience,
    };
    end(tx, app, voter, &community, target, change, cast).await
}

async fn judge(
    tx: &mut Tx,
    app: &App,
    voter: &Person,
    community: CommunityId,
) -> Result<(Community, Standing)> {
    let community = find_community(tx, community).await?;
    let standing = standing(tx, voter, &community, app.now()).await?;
    Ok((community, standing))
}

fn not_oneself(voter: &Person, author: AccountId) -> Result<(), Reason> {
    if voter.id() == author {
        return Err(Reason::Oneself);
    }
    Ok(())
}

async fn end(
    mut tx: Tx,
    app: &App,
    voter: &Person,
    community: &Community,
    target: Target<'_>,
    change: VoteChange,
    cast: Cast,
) -> Result<VoteChange> {
    if !change.is_none() {
        let step = VoteStep {
            before: change.before,
            after: change.after,
            at: cast.at.unwrap_or_else(|| app.now()),
        };
        publish::vote_changed(&mut tx, app, voter, community, target, step).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(change)
}
