//! What somebody has to do with a community without belonging to it, and where they are asked something.

use crate::accounts::model::Person;
use crate::communities::model::Community;
use crate::ids::{AccountId, CommunityId};
use crate::membership::model::MembershipState;
use crate::q;
use crate::store::Conn;
use crate::store::schema::{actors, communities, memberships};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer};
use diesel_async::RunQueryDsl;

/// Communities of one server that ask one person something at a time, as far as they are looked at.
const ASKING_MAX: i64 = 20;

/// Of what somebody wrote the last hundred threads and replies count.
const TIED: &str = "
    SELECT CASE WHEN EXISTS (SELECT 1 FROM follows f WHERE f.follower_id = $1 AND f.target_id = $2)
      OR $3 IN (SELECT p.community_id FROM posts p WHERE p.author_id = $4
        ORDER BY p.published_at DESC, p.id DESC LIMIT 100)
      OR $3 IN (SELECT p.community_id FROM (SELECT r.post_id FROM comments r
          WHERE r.author_id = $4 ORDER BY r.published_at DESC, r.id DESC LIMIT 100) lately
        JOIN posts p ON p.id = lately.post_id)
      THEN 1 ELSE 0 END AS tied";

#[derive(QueryableByName)]
struct TiedRow {
    #[diesel(sql_type = Integer)]
    tied: i32,
}

/// Whether somebody follows a community, has asked to, or wrote in it lately.
pub async fn is_tied(conn: &mut Conn, person: &Person, community: &Community) -> QueryResult<bool> {
    let row: TiedRow = q!(conn, {
        diesel::sql_query(TIED)
            .bind::<BigInt, _>(person.actor.id)
            .bind::<BigInt, _>(community.actor.id)
            .bind::<BigInt, _>(community.id())
            .bind::<BigInt, _>(person.id())
            .get_result(conn)
            .await?
    });
    Ok(row.tied == 1)
}

/// The communities of another server that have asked somebody something and wait for the answer.
pub async fn list_asking(
    conn: &mut Conn,
    account: AccountId,
    host: &str,
) -> QueryResult<Vec<CommunityId>> {
    q!(conn, {
        memberships::table
            .inner_join(communities::table.inner_join(actors::table))
            .filter(memberships::account_id.eq(account))
            .filter(memberships::state.eq(MembershipState::MoreAsked))
            .filter(actors::host.eq(host))
            .order(memberships::community_id)
            .limit(ASKING_MAX)
            .select(memberships::community_id)
            .load(conn)
            .await
    })
}
