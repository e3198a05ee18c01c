//! What members did first: so that each first time is counted once, greeters are told in time, and the
//! member sees how far they are.

use crate::ids::{AccountId, CommentId, CommunityId, PostId};
use crate::q;
use crate::store::schema::{comments, member_steps};
use crate::store::{Conn, Time, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = member_steps)]
#[diesel(primary_key(community_id, account_id))]
#[diesel(treat_none_as_null = true)]
pub struct Steps {
    pub community_id: CommunityId,
    pub account_id: AccountId,
    pub joined_at: Time,
    /// The first thread or reply beside the introduction.
    pub contributed_at: Option<Time>,
    /// The first reply in the thread of introductions, and which it is.
    pub introduced_at: Option<Time>,
    pub introduction_id: Option<CommentId>,
    /// Somebody else first replied to them.
    pub replied_at: Option<Time>,
    /// They wrote something in the fourth week.
    pub active_at: Option<Time>,
    /// It was looked whether anybody replied to the introduction.
    pub greeters_at: Option<Time>,
    /// They put the list of their steps away.
    pub closed_at: Option<Time>,
}

impl Steps {
    /// Of somebody who has just joined.
    pub fn of(community_id: CommunityId, account_id: AccountId, joined_at: Time) -> Self {
        Self {
            community_id,
            account_id,
            joined_at,
            contributed_at: None,
            introduced_at: None,
            introduction_id: None,
            replied_at: None,
            active_at: None,
            greeters_at: None,
            closed_at: None,
        }
    }
}

/// None for who joined long ago, or before steps were kept.
pub async fn steps_of(
    conn: &mut Conn,
    community: CommunityId,
    account: AccountId,
) -> QueryResult<Option<Steps>> {
    q!(conn, {
        member_steps::table
            .find((community, account))
            .select(columns::<Steps>())
            .first(conn)
            .await
            .optional()
    })
}

/// The same, when they are about to change; nobody else changes them until the commit.
pub async fn lock_steps(
    tx: &mut Tx,
    community: CommunityId,
    account: AccountId,
) -> QueryResult<Option<Steps>> {
    let conn = &mut **tx;
    q!(conn,
    sqlite: {
        member_steps::table.find((community, account))
            .select(columns::<Steps>()).first(conn).await.optional()
    },
    pg: {
        member_steps::table.find((community, account))
            .select(columns::<Steps>()).for_update().first(conn).await.optional()
    })
}

/// Begins them; whoever joins again begins again.
pub async fn replace_steps(tx: &mut Tx, steps: &Steps) -> QueryResult<()> {
    delete_steps(tx, steps.community_id, steps.account_id).await?;
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(member_steps::table)
            .values(steps)
            .execute(conn)
            .await
    })?;
    Ok(())
}

pub async fn update_steps(tx: &mut Tx, steps: &Steps) -> QueryResult<()> {
    let conn = &mut **tx;
    let pair = (steps.community_id, steps.account_id);
    q!(conn, {
        diesel::update(member_steps::table.find(pair))
            .set(steps)
            .execute(conn)
            .await
    })?;
    Ok(())
}

pub async fn delete_steps(
    tx: &mut Tx,
    community: CommunityId,
    account: AccountId,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(member_steps::table.find((community, account)))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Forgets those of who joined before then, a bounded number at a time; says how many.
pub async fn delete_old_steps(tx: &mut Tx, before: Time, limit: i64) -> QueryResult<usize> {
    let conn = &mut **tx;
    let old: Vec<(CommunityId, AccountId)> = q!(conn, {
        member_steps::table
            .filter(member_steps::joined_at.lt(before))
            .order(member_steps::joined_at)
            .limit(limit)
            .select((member_steps::community_id, member_steps::account_id))
            .load(conn)
            .await?
    });
    for (community, account) in &old {
        delete_steps(tx, *community, *account).await?;
    }
    Ok(old.len())
}

/// Introductions of before then of which it was not looked yet whether anybody replied, oldest first.
pub async fn list_introductions(
    conn: &mut Conn,
    before: Time,
    limit: i64,
) -> QueryResult<Vec<Steps>> {
    q!(conn, {
        member_steps::table
            .filter(member_steps::introduced_at.is_not_null())
            .filter(member_steps::greeters_at.is_null())
            .filter(member_steps::introduced_at.le(before))
            .order(member_steps::introduced_at)
            .limit(limit)
            .select(columns::<Steps>())
            .load(conn)
            .await
    })
}

/// The thread of a reply that can be seen and that nobody has replied to.
pub async fn unanswered_reply(conn: &mut Conn, id: CommentId) -> QueryResult<Option<PostId>> {
    q!(conn, {
        comments::table
            .find(id)
            .filter(comments::deleted_at.is_null())
            .filter(comments::removed_at.is_null())
            .filter(comments::held_at.is_null())
            .filter(comments::child_count.eq(0_i64))
            .select(comments::post_id)
            .first(conn)
            .await
            .optional()
    })
}
