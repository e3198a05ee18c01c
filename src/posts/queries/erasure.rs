//! Forgetting words for good, when their author deleted their account. Rows stay where others have
//! replied, voted or judged; nothing of what was said does.

use super::closing::forget_reason;
use super::held_edits::{delete_edits_of_comment, delete_edits_of_post};
use super::suggestions::erase_for;
use crate::ids::{AccountId, CommentId, PostId};
use crate::posts::model::{DraftKind, MentionRef, Resource};
use crate::q;
use crate::store::schema::{comments, drafts, held_things, post_tags, posts, revisions};
use crate::store::{Conn, Json, Tx};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

pub async fn erase_thread(tx: &mut Tx, id: PostId) -> QueryResult<()> {
    erase_for(tx, Some(id), None).await?;
    forget_reason(tx, id).await?;
    delete_edits_of_post(tx, id).await?;
    let conn = &mut **tx;
    q!(conn, {
        // Whoever began to edit it has its text in a draft. What they began to reply is their own.
        diesel::delete(
            drafts::table
                .filter(drafts::post_id.eq(id))
                .filter(drafts::kind.eq(DraftKind::ThreadEdit)),
        )
        .execute(conn)
        .await?;
        diesel::delete(revisions::table.filter(revisions::post_id.eq(id)))
            .execute(conn)
            .await?;
        diesel::delete(post_tags::table.filter(post_tags::post_id.eq(id)))
            .execute(conn)
            .await?;
        diesel::update(posts::table.find(id))
            .set((
                posts::title.eq(""),
                posts::body.eq(""),
                posts::body_html.eq(""),
                posts::body_text.eq(""),
                posts::url.eq(None::<String>),
                posts::resource.eq(None::<Json<Resource>>),
                posts::tags.eq(Json(Vec::<String>::new())),
                posts::mentions.eq(Json(Vec::<MentionRef>::new())),
            ))
            .execute(conn)
            .await?;
    });
    Ok(())
}

pub async fn erase_reply(tx: &mut Tx, id: CommentId) -> QueryResult<()> {
    erase_for(tx, None, Some(id)).await?;
    let conn = &mut **tx;
    let post: PostId = q!(conn, {
        comments::table
            .find(id)
            .select(comments::post_id)
            .first(conn)
            .await?
    });
    delete_edits_of_comment(tx, post, id).await?;
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(
            drafts::table
                .filter(drafts::post_id.eq(post))
                .filter(drafts::comment_id.eq(id))
                .filter(drafts::kind.eq(DraftKind::ReplyEdit)),
        )
        .execute(conn)
        .await?;
        diesel::delete(revisions::table.filter(revisions::comment_id.eq(id)))
            .execute(conn)
            .await?;
        diesel::update(comments::table.find(id))
            .set((
                comments::body.eq(""),
                comments::body_html.eq(""),
                comments::body_text.eq(""),
                comments::mentions.eq(Json(Vec::<MentionRef>::new())),
            ))
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// What another server sent and waits to be passed on, of a thread or one of its replies.
pub async fn erase_held(
    tx: &mut Tx,
    post: Option<PostId>,
    reply: Option<CommentId>,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(
            held_things::table.filter(
                held_things::post_id
                    .eq(post)
                    .or(held_things::comment_id.eq(reply)),
            ),
        )
        .set(held_things::activity.eq(None::<String>))
        .execute(conn)
        .await
    })?;
    Ok(())
}

/// Up to `limit` replies in a thread behind the one with this number, whatever became of them.
pub async fn list_replies_in(
    conn: &mut Conn,
    post: PostId,
    after: CommentId,
    limit: i64,
) -> QueryResult<Vec<CommentId>> {
    q!(conn, {
        comments::table
            .filter(comments::post_id.eq(post))
            .filter(comments::id.gt(after))
            .order(comments::id)
            .limit(limit)
            .select(comments::id)
            .load(conn)
            .await
    })
}

/// All that somebody began to write. Says how many there were, which are few.
pub async fn erase_drafts(tx: &mut Tx, author: AccountId) -> QueryResult<usize> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(drafts::table.filter(drafts::account_id.eq(author)))
            .execute(conn)
            .await
    })
}
