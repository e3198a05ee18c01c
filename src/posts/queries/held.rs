//! Threads and replies that are held: why, and what is passed on when they are let through.

use crate::ids::{AccountId, CommentId, CommunityId, PostId};
use crate::membership::model::HoldCause;
use crate::oldest_first;
use crate::q;
use crate::read_page;
use crate::store::schema::{comments, held_things};
use crate::store::{Conn, Time, Turn, Tx, Window, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = held_things)]
pub struct Held {
    pub id: i64,
    pub community_id: CommunityId,
    pub author_id: AccountId,
    /// Of a thread.
    pub post_id: Option<PostId>,
    /// Of a reply.
    pub comment_id: Option<CommentId>,
    pub cause: HoldCause,
    /// The activity that brought its present text, as it was sent, where that is passed on.
    pub activity: Option<String>,
    /// The server that sent it, which needs no copy back; empty for what was written here.
    pub sender_host: String,
    pub held_at: Time,
}

#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = held_things)]
pub struct NewHeld {
    pub community_id: CommunityId,
    pub author_id: AccountId,
    pub post_id: Option<PostId>,
    pub comment_id: Option<CommentId>,
    pub cause: HoldCause,
    pub activity: Option<String>,
    pub sender_host: String,
    pub held_at: Time,
    /// Of what its author had deleted before it came: it waits only once they put it back.
    pub released_at: Option<Time>,
}

pub async fn insert_held(tx: &mut Tx, new: &NewHeld) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(held_things::table)
            .values(new)
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// What of one author waits in a community, from behind the number `after`, oldest first.
pub async fn list_held_of(
    conn: &mut Conn,
    community: CommunityId,
    author: AccountId,
    after: i64,
    limit: i64,
) -> QueryResult<Vec<Held>> {
    q!(conn, {
        held_things::table
            .filter(held_things::community_id.eq(community))
            .filter(held_things::author_id.eq(author))
            .filter(held_things::released_at.is_null())
            .filter(held_things::id.gt(after))
            .order(held_things::id)
            .limit(limit)
            .select(columns::<Held>())
            .load(conn)
            .await
    })
}

/// Of whom something waits in a community, from behind the account `after`, by their numbers.
pub async fn list_authors_in(
    conn: &mut Conn,
    community: CommunityId,
    after: AccountId,
    limit: i64,
) -> QueryResult<Vec<AccountId>> {
    q!(conn, {
        held_things::table
            .filter(held_things::community_id.eq(community))
            .filter(held_things::released_at.is_null())
            .filter(held_things::author_id.gt(after))
            .select(held_things::author_id)
            .distinct()
            .order(held_things::author_id)
            .limit(limit)
            .load(conn)
            .await
    })
}

/// What waits in a community, oldest first. The turn is by its numbers.
pub async fn list_held(
    conn: &mut Conn,
    community: CommunityId,
    turn: Turn<i64>,
    size: usize,
) -> QueryResult<Window<Held>> {
    Ok(read_page!(turn, size, |turn, limit| load(
        conn, community, turn, limit
    )))
}

async fn load(
    conn: &mut Conn,
    community: CommunityId,
    turn: Turn<i64>,
    limit: i64,
) -> QueryResult<Vec<Held>> {
    q!(conn, {
        let query = held_things::table
            .filter(held_things::community_id.eq(community))
            .filter(held_things::released_at.is_null())
            .limit(limit)
            .select(columns::<Held>())
            .into_boxed();
        oldest_first!(query, turn, held_things::id, i64::from)
            .load(conn)
            .await
    })
}

/// How much of one author waits in a community.
pub async fn count_held_of(
    conn: &mut Conn,
    community: CommunityId,
    author: AccountId,
) -> QueryResult<i64> {
    q!(conn, {
        held_things::table
            .filter(held_things::community_id.eq(community))
            .filter(held_things::author_id.eq(author))
            .filter(held_things::released_at.is_null())
            .count()
            .get_result(conn)
            .await
    })
}

/// Who wrote the replies that wait directly under a thread, or under one of its replies.
pub async fn list_authors_under(
    conn: &mut Conn,
    post: PostId,
    reply: Option<CommentId>,
) -> QueryResult<Vec<AccountId>> {
    q!(conn, {
        let replies = comments::table
            .filter(comments::post_id.eq(post))
            .filter(comments::held_at.is_not_null())
            .filter(comments::deleted_at.is_null())
            .filter(comments::removed_at.is_null())
            .select(comments::author_id)
            .distinct()
            .order(comments::author_id)
            .into_boxed();
        let replies = match reply {
            Some(id) => replies.filter(comments::parent_id.eq(id)),
            None => replies.filter(comments::parent_id.is_null()),
        };
        replies.load(conn).await
    })
}

/// One that still waits in this community.
pub async fn held_by_id(
    conn: &mut Conn,
    community: CommunityId,
    id: i64,
) -> QueryResult<Option<Held>> {
    q!(conn, {
        held_things::table
            .find(id)
            .filter(held_things::community_id.eq(community))
            .filter(held_things::released_at.is_null())
            .select(columns::<Held>())
            .first(conn)
            .await
            .optional()
    })
}

/// It waits no more. Returns it as it is at this moment, with the last words that came; None where
/// somebody else was faster, or where its author or the moderators took it away meanwhile.
pub async fn set_released(tx: &mut Tx, id: i64, now: Time) -> QueryResult<Option<Held>> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(held_things::table.find(id))
            .filter(held_things::released_at.is_null())
            .set(held_things::released_at.eq(Some(now)))
            .returning(columns::<Held>())
            .get_result(conn)
            .await
            .optional()
    })
}

/// It waits for something else from now on.
pub async fn set_cause(tx: &mut Tx, id: i64, cause: HoldCause) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(held_things::table.find(id))
            .set(held_things::cause.eq(cause))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Which of a thread and of these replies to it wait until somebody has read them; none stands for the thread.
pub async fn list_to_be_read(
    conn: &mut Conn,
    post: PostId,
    replies: &[CommentId],
) -> QueryResult<Vec<Option<CommentId>>> {
    let causes = [HoldCause::Review, HoldCause::Rule];
    q!(conn, {
        held_things::table
            .filter(held_things::released_at.is_null())
            .filter(held_things::cause.eq_any(causes))
            .filter(
                held_things::post_id
                    .eq(post)
                    .or(held_things::comment_id.eq_any(replies)),
            )
            .select(held_things::comment_id)
            .load(conn)
            .await
    })
}

/// What another server sent is not kept once it was passed on: it is others' words, and names whom they name.
pub async fn forget_activity(tx: &mut Tx, id: i64) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(held_things::table.find(id))
            .set(held_things::activity.eq(None::<String>))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// A held thread was taken away at `at`, or brought back (None) and waits again.
pub(super) async fn set_post_away(tx: &mut Tx, id: PostId, at: Option<Time>) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(held_things::table.filter(held_things::post_id.eq(id)))
            .set(held_things::released_at.eq(at))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// As [`set_post_away`], of a reply.
pub(super) async fn set_comment_away(
    tx: &mut Tx,
    id: CommentId,
    at: Option<Time>,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(held_things::table.filter(held_things::comment_id.eq(id)))
            .set(held_things::released_at.eq(at))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// An edit came while it was held: that is what is passed on later. `reply` is none for the thread itself.
pub async fn update_activity(
    tx: &mut Tx,
    post: PostId,
    reply: Option<CommentId>,
    activity: &str,
) -> QueryResult<()> {
    let conn = &mut **tx;
    let set = held_things::activity.eq(Some(activity));
    q!(conn, {
        match reply {
            Some(id) => {
                diesel::update(held_things::table.filter(held_things::comment_id.eq(id)))
                    .set(set)
                    .execute(conn)
                    .await
            }
            None => {
                diesel::update(held_things::table.filter(held_things::post_id.eq(post)))
                    .set(set)
                    .execute(conn)
                    .await
            }
        }
    })?;
    Ok(())
}
