//! How much is said in a community, kept by `posts` in the transaction of each change.

use crate::ids::CommunityId;
use crate::q;
use crate::store::schema::communities;
use crate::store::{Keep, Time, Tx};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// Adds to the counts of visible threads and replies; either number may be negative.
pub async fn add_to_counters(
    tx: &mut Tx,
    id: CommunityId,
    threads: i64,
    replies: i64,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(communities::table.find(id))
            .set((
                communities::post_count.eq(communities::post_count + threads),
                communities::comment_count.eq(communities::comment_count + replies),
            ))
            .kept()
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Something was said at `at`; an older time changes nothing.
pub async fn advance_last_activity(tx: &mut Tx, id: CommunityId, at: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(communities::table.find(id))
            .filter(communities::last_activity_at.lt(at))
            .set(communities::last_activity_at.eq(at))
            .kept()
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Something was hidden: the last activity is what remains, or the community's own age.
pub async fn reset_last_activity(
    tx: &mut Tx,
    id: CommunityId,
    remaining: Option<Time>,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        match remaining {
            Some(at) => {
                diesel::update(communities::table.find(id))
                    .set(communities::last_activity_at.eq(at))
                    .kept()
                    .execute(conn)
                    .await
            }
            None => {
                diesel::update(communities::table.find(id))
                    .set(communities::last_activity_at.eq(communities::created_at))
                    .kept()
                    .execute(conn)
                    .await
            }
        }
    })?;
    Ok(())
}
