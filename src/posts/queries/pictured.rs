//! Who sees the pictures in a thread or reply: whoever sees its words, now and in its former texts.

use super::find::{find_comment, find_post, is_comment_shut_away, is_post_shut_away};
use super::sight::sight;
use crate::accounts::model::Viewer;
use crate::activitypub::delivery::Audience;
use crate::ids::{CommentId, PostId};
use crate::store::Conn;
use diesel::prelude::QueryResult;

/// Whether this viewer sees the words of a thread.
pub async fn sees_thread(conn: &mut Conn, viewer: &Viewer, id: PostId) -> QueryResult<bool> {
    let Some(post) = find_post(conn, &Viewer::System, id).await? else {
        return Ok(false);
    };
    if is_post_shut_away(conn, &post.public_id).await? {
        return Ok(false);
    }
    if post.audience == Audience::Public && post.is_visible() {
        return Ok(true);
    }
    let sight = sight(conn, viewer, post.community_id).await?;
    let hidden = post.removed_at.is_some() || post.held_at.is_some();
    let deleted = post.deleted_at.is_some();
    Ok(sight.admits(post.audience) && sight.sees_words(post.author_id, deleted, hidden))
}

/// As [`sees_thread`], of a reply.
pub async fn sees_reply(conn: &mut Conn, viewer: &Viewer, id: CommentId) -> QueryResult<bool> {
    let Some(reply) = find_comment(conn, &Viewer::System, id).await? else {
        return Ok(false);
    };
    if is_comment_shut_away(conn, &reply.public_id).await? {
        return Ok(false);
    }
    if reply.audience == Audience::Public && reply.is_visible() {
        return Ok(true);
    }
    let Some(post) = find_post(conn, &Viewer::System, reply.post_id).await? else {
        return Ok(false);
    };
    let sight = sight(conn, viewer, post.community_id).await?;
    let hidden = reply.removed_at.is_some() || reply.held_at.is_some();
    let deleted = reply.deleted_at.is_some();
    Ok(sight.admits(reply.audience) && sight.sees_words(reply.author_id, deleted, hidden))
}
