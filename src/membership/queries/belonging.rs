//! Who of this server belongs to a community of another one.

use crate::communities::model::{Community, FollowState};
use crate::ids::AccountId;
use crate::membership::model::MembershipState;
use crate::q;
use crate::store::Conn;
use crate::store::schema::{accounts, actors, follows, memberships};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// People here who belong to a community elsewhere, from behind `after`, by their numbers: those whom it took in,
/// and where only members read also those whose follow it accepted.
pub async fn list_belonging(
    conn: &mut Conn,
    community: &Community,
    after: AccountId,
    limit: i64,
) -> QueryResult<Vec<AccountId>> {
    let mut found = list_taken_in(conn, community, after, limit).await?;
    if !community.is_open_to_read() {
        found.extend(list_let_in(conn, community, after, limit).await?);
    }
    found.sort();
    found.dedup();
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found)
}

async fn list_taken_in(
    conn: &mut Conn,
    community: &Community,
    after: AccountId,
    limit: i64,
) -> QueryResult<Vec<AccountId>> {
    q!(conn, {
        memberships::table
            .inner_join(accounts::table.inner_join(actors::table))
            .filter(memberships::community_id.eq(community.id()))
            .filter(memberships::state.eq(MembershipState::Member))
            .filter(memberships::account_id.gt(after))
            .filter(actors::local.eq(true))
            .order(memberships::account_id)
            .limit(limit)
            .select(memberships::account_id)
            .load(conn)
            .await
    })
}

/// By following alone.
async fn list_let_in(
    conn: &mut Conn,
    community: &Community,
    after: AccountId,
    limit: i64,
) -> QueryResult<Vec<AccountId>> {
    q!(conn, {
        follows::table
            .inner_join(accounts::table.on(accounts::actor_id.eq(follows::follower_id)))
            .inner_join(actors::table.on(actors::id.eq(follows::follower_id)))
            .filter(follows::target_id.eq(community.actor.id))
            .filter(follows::state.eq(FollowState::Accepted))
            .filter(accounts::id.gt(after))
            .filter(actors::local.eq(true))
            .order(accounts::id)
            .limit(limit)
            .select(accounts::id)
            .load(conn)
            .await
    })
}
