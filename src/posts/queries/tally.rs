//! Counters. Rows are touched in one order everywhere (reply, parent, thread, account, community, tags),
//! so that two transactions never wait for each other.
//!
//! What is not for everybody does not count for its author, whose figures everybody sees.

use super::due;
use crate::accounts::queries as accounts_queries;
use crate::activitypub::delivery::Audience;
use crate::communities::queries as communities_queries;
use crate::ids::{CommentId, CommunityId, PostId};
use crate::posts::model::{Comment, Post, ReplyKind, hot_rank};
use crate::q;
use crate::store::schema::{comments, posts};
use crate::store::{Conn, Keep, Time, Tx};
use diesel::dsl::max;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// A thread came into sight (`by` 1) or went out of it (−1).
pub(super) async fn count_post(tx: &mut Tx, post: &Post, by: i64) -> QueryResult<()> {
    if post.audience == Audience::Public {
        accounts_queries::add_to_counters(tx, post.author_id, by, 0).await?;
    }
    communities_queries::add_to_counters(tx, post.community_id, by, 0).await?;
    communities_queries::tags::add_uses(tx, post.community_id, &post.tags.0, by).await?;
    due::note_thread(tx, post.id).await?;
    if by > 0 {
        communities_queries::advance_last_activity(tx, post.community_id, post.last_activity_at)
            .await
    } else {
        reset_community_activity(tx, post.community_id).await
    }
}

/// A reply came into sight (`by` 1) or went out of it (−1).
pub(super) async fn count_comment(tx: &mut Tx, comment: &Comment, by: i64) -> QueryResult<()> {
    if let Some(parent) = comment.parent_id {
        add_to_children(tx, parent, by).await?;
    }
    let answers = if comment.kind == ReplyKind::Answer {
        by
    } else {
        0
    };
    let (community, seen) = add_to_replies(tx, comment.post_id, by, answers).await?;
    if by > 0 {
        advance_post_activity(tx, comment.post_id, comment.published_at).await?;
    } else {
        reset_post_activity(tx, comment.post_id).await?;
    }
    if comment.audience == Audience::Public {
        accounts_queries::add_to_counters(tx, comment.author_id, 0, by).await?;
    }
    communities_queries::add_to_counters(tx, community, 0, by).await?;
    if comment.kind == ReplyKind::Answer {
        due::note_author(tx, community, comment.author_id).await?;
    }
    due::note_editors(tx, comment.id).await?;
    match (seen, by > 0) {
        (false, _) => Ok(()),
        (true, true) => {
            communities_queries::advance_last_activity(tx, community, comment.published_at).await
        }
        (true, false) => reset_community_activity(tx, community).await,
    }
}

async fn add_to_children(conn: &mut Conn, parent: CommentId, by: i64) -> QueryResult<()> {
    q!(conn, {
        diesel::update(comments::table.find(parent))
            .set(comments::child_count.eq(comments::child_count + by))
            .kept()
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Returns the community, and whether the thread itself can be seen.
async fn add_to_replies(
    conn: &mut Conn,
    post: PostId,
    replies: i64,
    answers: i64,
) -> QueryResult<(CommunityId, bool)> {
    q!(conn, {
        diesel::update(posts::table.find(post))
            .set((
                posts::comment_count.eq(posts::comment_count + replies),
                posts::answer_count.eq(posts::answer_count + answers),
            ))
            .returning((
                posts::community_id,
                posts::deleted_at
                    .is_null()
                    .and(posts::removed_at.is_null())
                    .and(posts::held_at.is_null()),
            ))
            .kept()
            .get_result(conn)
            .await
    })
}

/// A reply changed its kind: the number of answers moves, nothing else.
pub(super) async fn count_answer(conn: &mut Conn, post: PostId, by: i64) -> QueryResult<()> {
    q!(conn, {
        diesel::update(posts::table.find(post))
            .set(posts::answer_count.eq(posts::answer_count + by))
            .kept()
            .execute(conn)
            .await
    })?;
    due::note_thread(conn, post).await
}

async fn advance_post_activity(conn: &mut Conn, post: PostId, at: Time) -> QueryResult<()> {
    q!(conn, {
        diesel::update(posts::table.find(post))
            .filter(posts::last_activity_at.lt(at))
            .set(posts::last_activity_at.eq(at))
            .kept()
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// The time of the last visible reply, or the thread's own.
async fn reset_post_activity(conn: &mut Conn, post: PostId) -> QueryResult<()> {
    let published: Time = q!(conn, {
        posts::table
            .find(post)
            .select(posts::published_at)
            .first(conn)
            .await?
    });
    let replied: Option<Time> = q!(conn, {
        comments::table
            .filter(comments::post_id.eq(post))
            .filter(comments::deleted_at.is_null())
            .filter(comments::removed_at.is_null())
            .filter(comments::held_at.is_null())
            .select(max(comments::published_at))
            .first(conn)
            .await?
    });
    let last = replied.map_or(published, |at| at.max(published));
    q!(conn, {
        diesel::update(posts::table.find(post))
            .set(posts::last_activity_at.eq(last))
            .kept()
            .execute(conn)
            .await
    })?;
    Ok(())
}

async fn reset_community_activity(tx: &mut Tx, community: CommunityId) -> QueryResult<()> {
    let conn = &mut **tx;
    let last: Option<Time> = q!(conn, {
        posts::table
            .filter(posts::community_id.eq(community))
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
            .order(posts::last_activity_at.desc())
            .select(posts::last_activity_at)
            .first(conn)
            .await
            .optional()?
    });
    communities_queries::reset_last_activity(tx, community, last).await
}

/// Votes came or went: the score and the rank move with them. Called by `voting`, which owns the votes.
pub async fn add_post_votes(tx: &mut Tx, post: PostId, up: i64, down: i64) -> QueryResult<()> {
    let conn = &mut **tx;
    let (score, published): (i64, Time) = q!(conn, {
        diesel::update(posts::table.find(post))
            .set((
                posts::up_votes.eq(posts::up_votes + up),
                posts::down_votes.eq(posts::down_votes + down),
                posts::score.eq(posts::score + (up - down)),
            ))
            .returning((posts::score, posts::published_at))
            .kept()
            .get_result(conn)
            .await?
    });
    // The row is ours until the commit, so nobody else's score is overwritten.
    q!(conn, {
        diesel::update(posts::table.find(post))
            .set(posts::hot_rank.eq(hot_rank(score, published)))
            .kept()
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// As [`add_post_votes`], for a reply.
pub async fn add_comment_votes(
    tx: &mut Tx,
    comment: CommentId,
    up: i64,
    down: i64,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(comments::table.find(comment))
            .set((
                comments::up_votes.eq(comments::up_votes + up),
                comments::down_votes.eq(comments::down_votes + down),
                comments::score.eq(comments::score + (up - down)),
            ))
            .kept()
            .execute(conn)
            .await
    })?;
    due::note_voted(tx, comment).await
}
