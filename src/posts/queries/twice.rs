//! Whether somebody has just posted the very same words: they went back to the form, or pressed its button
//! twice.

use crate::posts::model::{Comment, NewComment, NewPost, Post};
use crate::q;
use crate::store::schema::{comments, posts};
use crate::store::{Time, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// Threads with the same title, or replies with the same words, that are looked at.
const LOOKED_AT: i64 = 10;

/// What the author of `new` has begun with the same words since then, and is still there.
pub async fn posted_before(tx: &mut Tx, new: &NewPost, since: Time) -> QueryResult<Option<Post>> {
    let conn = &mut **tx;
    let found: Vec<Post> = q!(conn, {
        posts::table
            .filter(posts::author_id.eq(new.author_id))
            .filter(posts::published_at.ge(since))
            .filter(posts::community_id.eq(new.community_id))
            .filter(posts::kind.eq(new.kind))
            .filter(posts::title.eq(&new.title))
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .order(posts::id)
            .limit(LOOKED_AT)
            .select(columns::<Post>())
            .load(conn)
            .await?
    });
    let same = |post: &Post| post.body == new.body && post.url == new.url && post.tags == new.tags;
    Ok(found.into_iter().find(same))
}

/// The same of a reply to the same thing.
pub async fn said_before(
    tx: &mut Tx,
    new: &NewComment,
    since: Time,
) -> QueryResult<Option<Comment>> {
    let conn = &mut **tx;
    let found: Vec<Comment> = q!(conn, {
        let query = comments::table
            .filter(comments::author_id.eq(new.author_id))
            .filter(comments::published_at.ge(since))
            .filter(comments::post_id.eq(new.post_id))
            .filter(comments::body.eq(&new.body))
            .filter(comments::deleted_at.is_null())
            .filter(comments::removed_at.is_null())
            .order(comments::id)
            .limit(LOOKED_AT)
            .select(columns::<Comment>())
            .into_boxed();
        let query = match new.parent_id {
            Some(parent) => query.filter(comments::parent_id.eq(parent)),
            None => query.filter(comments::parent_id.is_null()),
        };
        query.load(conn).await?
    });
    Ok(found.into_iter().find(|comment| comment.kind == new.kind))
}
