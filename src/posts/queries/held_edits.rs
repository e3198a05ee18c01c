//! Later texts of what is shown, which automatic rules caught: kept until somebody decides.

use crate::ids::{AccountId, CommentId, CommunityId, PostId};
use crate::posts::model::LaterWords;
use crate::q;
use crate::store::schema::held_edits;
use crate::store::{Conn, Json, Time, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = held_edits)]
pub struct HeldEdit {
    pub id: i64,
    pub community_id: CommunityId,
    pub author_id: AccountId,
    pub post_id: PostId,
    /// Of a reply; none for the thread itself.
    pub comment_id: Option<CommentId>,
    pub words: Json<LaterWords>,
    /// The activity that brought it, as it was sent, where that is passed on.
    pub activity: Option<String>,
    pub sender_host: String,
    pub version_at: Time,
    pub version_id: String,
    pub held_at: Time,
}

#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = held_edits)]
pub struct NewHeldEdit {
    pub community_id: CommunityId,
    pub author_id: AccountId,
    pub post_id: PostId,
    pub comment_id: Option<CommentId>,
    pub words: Json<LaterWords>,
    pub activity: Option<String>,
    pub sender_host: String,
    pub version_at: Time,
    pub version_id: String,
    pub held_at: Time,
}

pub async fn insert_held_edit(tx: &mut Tx, new: &NewHeldEdit) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(held_edits::table)
            .values(new)
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// The text that waits to take the place of that of a thread or, with a number, of a reply.
pub async fn held_edit_of(
    conn: &mut Conn,
    post: PostId,
    reply: Option<CommentId>,
) -> QueryResult<Option<HeldEdit>> {
    q!(conn, {
        let query = held_edits::table
            .filter(held_edits::post_id.eq(post))
            .select(columns::<HeldEdit>())
            .into_boxed();
        let query = match reply {
            Some(id) => query.filter(held_edits::comment_id.eq(id)),
            None => query.filter(held_edits::comment_id.is_null()),
        };
        query.first(conn).await.optional()
    })
}

pub async fn held_edit_by_id(
    conn: &mut Conn,
    community: CommunityId,
    id: i64,
) -> QueryResult<Option<HeldEdit>> {
    q!(conn, {
        held_edits::table
            .find(id)
            .filter(held_edits::community_id.eq(community))
            .select(columns::<HeldEdit>())
            .first(conn)
            .await
            .optional()
    })
}

/// The first of those that wait in a community.
pub async fn list_held_edits(
    conn: &mut Conn,
    community: CommunityId,
    limit: i64,
) -> QueryResult<Vec<HeldEdit>> {
    q!(conn, {
        held_edits::table
            .filter(held_edits::community_id.eq(community))
            .order(held_edits::id)
            .limit(limit)
            .select(columns::<HeldEdit>())
            .load(conn)
            .await
    })
}

/// Whether it was there.
pub async fn delete_held_edit(tx: &mut Tx, id: i64) -> QueryResult<bool> {
    let conn = &mut **tx;
    let gone = q!(conn, {
        diesel::delete(held_edits::table.find(id))
            .execute(conn)
            .await?
    });
    Ok(gone > 0)
}

/// Of a thread that was taken away or has a later text by now nothing waits any more.
pub async fn delete_edits_of_post(tx: &mut Tx, id: PostId) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(held_edits::table)
            .filter(held_edits::post_id.eq(id))
            .filter(held_edits::comment_id.is_null())
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// The same of a reply, which stands in this thread.
pub async fn delete_edits_of_comment(tx: &mut Tx, post: PostId, id: CommentId) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(held_edits::table)
            .filter(held_edits::post_id.eq(post))
            .filter(held_edits::comment_id.eq(id))
            .execute(conn)
            .await
    })?;
    Ok(())
}
