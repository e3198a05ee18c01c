//! What somebody wrote, a bounded part at a time: for taking it back, for forgetting it, and for taking their
//! name from it.

use crate::ids::{AccountId, CommentId, CommunityId, PostId};
use crate::q;
use crate::store::schema::{comments, posts};
use crate::store::{Conn, Time};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// Which of somebody's threads and replies are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    author: AccountId,
    /// Whether those count that they have deleted.
    deleted: bool,
    /// Those in one community that were here at this time.
    within: Option<(CommunityId, Time)>,
}

impl Written {
    /// All of them, deleted or not.
    pub fn all(author: AccountId) -> Self {
        Self {
            author,
            deleted: true,
            within: None,
        }
    }

    /// All that they have not deleted.
    pub fn kept(author: AccountId) -> Self {
        Self {
            deleted: false,
            ..Self::all(author)
        }
    }

    /// The same of one community, as far as it was here at `until`.
    pub fn kept_in(author: AccountId, community: CommunityId, until: Time) -> Self {
        Self {
            within: Some((community, until)),
            ..Self::kept(author)
        }
    }

    /// All of one community that was here at `until`, deleted or not.
    pub fn all_in(author: AccountId, community: CommunityId, until: Time) -> Self {
        Self {
            deleted: true,
            ..Self::kept_in(author, community, until)
        }
    }
}

/// Threads behind the one with this id, in the order of their ids.
pub async fn list_threads_by(
    conn: &mut Conn,
    what: Written,
    after: PostId,
    limit: i64,
) -> QueryResult<Vec<PostId>> {
    q!(conn, {
        let mut query = posts::table
            .filter(posts::author_id.eq(what.author))
            .filter(posts::id.gt(after))
            .order(posts::id)
            .limit(limit)
            .select(posts::id)
            .into_boxed();
        if !what.deleted {
            query = query.filter(posts::deleted_at.is_null());
        }
        if let Some((community, until)) = what.within {
            query = query
                .filter(posts::community_id.eq(community))
                .filter(posts::received_at.le(until));
        }
        query.load(conn).await
    })
}

/// The same of replies.
pub async fn list_replies_by(
    conn: &mut Conn,
    what: Written,
    after: CommentId,
    limit: i64,
) -> QueryResult<Vec<CommentId>> {
    q!(conn, {
        let mut query = comments::table
            .inner_join(posts::table)
            .filter(comments::author_id.eq(what.author))
            .filter(comments::id.gt(after))
            .order(comments::id)
            .limit(limit)
            .select(comments::id)
            .into_boxed();
        if !what.deleted {
            query = query.filter(comments::deleted_at.is_null());
        }
        if let Some((community, until)) = what.within {
            query = query
                .filter(posts::community_id.eq(community))
                .filter(comments::received_at.le(until));
        }
        query.load(conn).await
    })
}
