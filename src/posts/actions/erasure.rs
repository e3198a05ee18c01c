//! Taking back and forgetting all that somebody here wrote, a bounded part at a time. Other servers
//! hear of it once, by the farewell of the person; their votes stay counted, and what others replied
//! stays readable.

use crate::app::App;
use crate::error::Result;
use crate::ids::{AccountId, CommentId, PostId};
use crate::posts::model::Fate;
use crate::posts::queries::erasure::{erase_reply, erase_thread};
use crate::posts::queries::written::{Written, list_replies_by, list_threads_by};
use crate::posts::queries::{lock_comment, lock_post, set_comment_fate, set_post_fate};
use crate::store::Tx;

/// Up to `limit` threads after the one with this id. The last one that was done; None at the end.
pub async fn erase_threads(
    tx: &mut Tx,
    app: &App,
    author: AccountId,
    after: PostId,
    limit: i64,
) -> Result<Option<PostId>> {
    let found = list_threads_by(tx, Written::all(author), after, limit).await?;
    for id in &found {
        let post = lock_post(tx, *id).await?;
        if post.deleted_at.is_none() {
            set_post_fate(tx, *id, Fate::with_author(post.fate_at, app.now())).await?;
        }
        erase_thread(tx, *id).await?;
    }
    Ok(found.last().copied())
}

/// The same for replies.
pub async fn erase_replies(
    tx: &mut Tx,
    app: &App,
    author: AccountId,
    after: CommentId,
    limit: i64,
) -> Result<Option<CommentId>> {
    let found = list_replies_by(tx, Written::all(author), after, limit).await?;
    for id in &found {
        let reply = lock_comment(tx, *id).await?;
        if reply.deleted_at.is_none() {
            set_comment_fate(tx, *id, Fate::with_author(reply.fate_at, app.now())).await?;
        }
        erase_reply(tx, *id).await?;
    }
    Ok(found.last().copied())
}
