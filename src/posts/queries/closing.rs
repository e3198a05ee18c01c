//! Questions that take no more answers, and those that are duplicates of others.

use super::list::list_threads_by_id;
use super::rows::ThreadRow;
use crate::accounts::model::Viewer;
use crate::ids::{AccountId, PostId};
use crate::posts::model::{Closing, Post};
use crate::q;
use crate::store::schema::{closings, posts};
use crate::store::{Conn, Time, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// Duplicates that are shown beside the question they are of, the latest ones.
const SHOWN: i64 = 10;

/// Why a question is closed; none where it is not.
pub async fn closing_of(conn: &mut Conn, post: &Post) -> QueryResult<Option<Closing>> {
    if post.closed_at.is_none() {
        return Ok(None);
    }
    q!(conn, {
        closings::table
            .find(post.id)
            .select(columns::<Closing>())
            .first(conn)
            .await
            .optional()
    })
}

/// The same of many threads, those that are not closed left out.
pub async fn list_closings(
    conn: &mut Conn,
    posts: &[PostId],
) -> QueryResult<Vec<(PostId, Closing)>> {
    q!(conn, {
        closings::table
            .filter(closings::post_id.eq_any(posts))
            .select((closings::post_id, columns::<Closing>()))
            .load(conn)
            .await
    })
}

/// What a question is closed with.
#[derive(Debug, Clone, Copy)]
pub struct NewClosing<'a> {
    pub by: AccountId,
    pub reason: &'a str,
    /// Of the question that it is a duplicate of; empty where it is none.
    pub duplicate_url: &'a str,
    /// The same, where we have it.
    pub duplicate_of: Option<PostId>,
    pub at: Time,
}

/// Closes it, or says anew why it is closed. It must be locked.
pub async fn set_closed(tx: &mut Tx, id: PostId, new: NewClosing<'_>) -> QueryResult<Post> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(closings::table)
            .values((
                closings::post_id.eq(id),
                closings::by_id.eq(new.by),
                closings::reason.eq(new.reason),
                closings::duplicate_url.eq(new.duplicate_url),
            ))
            .on_conflict(closings::post_id)
            .do_update()
            .set((
                closings::by_id.eq(new.by),
                closings::reason.eq(new.reason),
                closings::duplicate_url.eq(new.duplicate_url),
            ))
            .execute(conn)
            .await?;
        diesel::update(posts::table.find(id))
            .set((
                posts::closed_at.eq(Some(new.at)),
                posts::duplicate_of_id.eq(new.duplicate_of),
            ))
            .returning(columns::<Post>())
            .get_result(conn)
            .await
    })
}

/// It takes answers again, and is a duplicate no more.
pub async fn set_open(tx: &mut Tx, id: PostId) -> QueryResult<Post> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(closings::table.find(id))
            .execute(conn)
            .await?;
        diesel::update(posts::table.find(id))
            .set((
                posts::closed_at.eq(None::<Time>),
                posts::duplicate_of_id.eq(None::<PostId>),
            ))
            .returning(columns::<Post>())
            .get_result(conn)
            .await
    })
}

/// The words go with the question's; that it is closed stays.
pub(super) async fn forget_reason(tx: &mut Tx, id: PostId) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(closings::table.find(id))
            .set(closings::reason.eq(""))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Questions that are duplicates of this one, as far as the viewer reads them.
pub async fn list_duplicates(
    conn: &mut Conn,
    viewer: &Viewer,
    of: PostId,
) -> QueryResult<Vec<ThreadRow>> {
    let ids: Vec<PostId> = q!(conn, {
        posts::table
            .filter(posts::duplicate_of_id.eq(of))
            .order(posts::id.desc())
            .limit(SHOWN)
            .select(posts::id)
            .load(conn)
            .await?
    });
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    list_threads_by_id(conn, viewer, &ids).await
}
