//! Lists that only other servers ask for: what a community's outbox, a thread's context and its
//! `replies` hold, as far as the one who asks may read it.

use crate::activitypub::delivery::Audience;
use crate::ids::{AccountId, CommentId, CommunityId, PostId};
use crate::posts::model::Post;
use crate::q;
use crate::store::schema::{comments, communities, posts};
use crate::store::{Conn, columns};
use crate::visibility::Reach;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::RunQueryDsl;

/// The threads of which everybody who reads there sees the words, where this condition says who reads.
macro_rules! seen {
    ($threads:expr, $readable:expr) => {
        $threads
            .filter(sql::<Bool>($readable))
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
    };
}

/// The latest visible threads of a community, newest first.
pub async fn list_latest(
    conn: &mut Conn,
    reach: &Reach,
    community: CommunityId,
    limit: i64,
) -> QueryResult<Vec<PostId>> {
    let readable = reach.condition("posts.audience", "posts.community_id");
    q!(conn, {
        seen!(posts::table, &readable)
            .filter(posts::community_id.eq(community))
            .order((posts::published_at.desc(), posts::id.desc()))
            .limit(limit)
            .select(posts::id)
            .load(conn)
            .await
    })
}

/// The pinned threads of a community, latest pin first.
pub async fn list_featured(
    conn: &mut Conn,
    reach: &Reach,
    community: CommunityId,
    limit: i64,
) -> QueryResult<Vec<PostId>> {
    let readable = reach.condition("posts.audience", "posts.community_id");
    q!(conn, {
        seen!(posts::table, &readable)
            .filter(posts::community_id.eq(community))
            .filter(posts::pinned_at.is_not_null())
            .order((posts::pinned_at.desc(), posts::id.desc()))
            .limit(limit)
            .select(posts::id)
            .load(conn)
            .await
    })
}

/// The latest threads by a local person, newest first, but those of unlisted communities.
pub async fn list_latest_by(
    conn: &mut Conn,
    reach: &Reach,
    author: AccountId,
    limit: i64,
) -> QueryResult<Vec<PostId>> {
    let readable = reach.condition("posts.audience", "posts.community_id");
    let listed = reach.listed("communities.read_policy", "posts.community_id");
    q!(conn, {
        seen!(posts::table.inner_join(communities::table), &readable)
            .filter(sql::<Bool>(&listed))
            .filter(posts::author_id.eq(author))
            .order((posts::published_at.desc(), posts::id.desc()))
            .limit(limit)
            .select(posts::id)
            .load(conn)
            .await
    })
}

/// Ids of the visible replies of a thread whose audience is this, oldest first, from behind `after`.
/// `under` keeps to the direct replies of the thread (`Some(None)`) or of one reply (`Some(Some(id))`).
pub async fn list_reply_ids(
    conn: &mut Conn,
    (post, audience): (PostId, Audience),
    under: Option<Option<CommentId>>,
    after: CommentId,
    limit: i64,
) -> QueryResult<Vec<(CommentId, String)>> {
    q!(conn, {
        let mut query = comments::table
            .filter(comments::post_id.eq(post))
            .filter(comments::id.gt(after))
            .filter(comments::audience.eq(audience))
            .filter(comments::deleted_at.is_null())
            .filter(comments::removed_at.is_null())
            .filter(comments::held_at.is_null())
            .order(comments::id)
            .limit(limit)
            .select((comments::id, comments::ap_id))
            .into_boxed();
        query = match under {
            None => query,
            Some(None) => query.filter(comments::parent_id.is_null()),
            Some(Some(parent)) => query.filter(comments::parent_id.eq(parent)),
        };
        query.load(conn).await
    })
}

/// The threads with these ids, in no particular order, whoever asks.
pub async fn list_by_ids(conn: &mut Conn, ids: &[PostId]) -> QueryResult<Vec<Post>> {
    q!(conn, {
        posts::table
            .filter(posts::id.eq_any(ids))
            .select(columns::<Post>())
            .load(conn)
            .await
    })
}
