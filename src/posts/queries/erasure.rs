//! Forgetting words for good, when their author deleted their account. Rows stay where others have
//! replied, voted or judged; nothing of what was said does.

use super::closing::forget_reason;
use super::suggestions::erase_for;
use crate::ids::{AccountId, CommentId, PostId};
use crate::posts::model::{MentionRef, Resource};
use crate::q;
use crate::store::schema::{comments, drafts, post_tags, posts, revisions};
use crate::store::{Json, Tx};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

pub async fn erase_thread(tx: &mut Tx, id: PostId) -> QueryResult<()> {
    erase_for(tx, Some(id), None).await?;
    forget_reason(tx, id).await?;
    let conn = &mut **tx;
    q!(conn, {
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
    q!(conn, {
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

/// All that somebody began to write. Says how many there were, which are few.
pub async fn erase_drafts(tx: &mut Tx, author: AccountId) -> QueryResult<usize> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(drafts::table.filter(drafts::account_id.eq(author)))
            .execute(conn)
            .await
    })
}
