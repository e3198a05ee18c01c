//! Whose votes count. How much a vote counts for whoever it is about depends on whether the voter belongs, and on
//! bans; `merit` computes it, from what is noted here.

use crate::ids::{AccountId, CommunityId};
use crate::q;
use crate::store::Conn;
use diesel::QueryResult;
use diesel::sql_types::BigInt;
use diesel_async::RunQueryDsl;

/// Belonging or a ban of a voter has changed: in one community, or with none in all of them.
pub async fn note_judged_by(
    conn: &mut Conn,
    voter: AccountId,
    community: Option<CommunityId>,
) -> QueryResult<()> {
    let only = community.unwrap_or(CommunityId(0));
    q!(conn, {
        diesel::sql_query(
            "INSERT INTO standing_due (community_id, author_id)
             SELECT DISTINCT p.community_id, c.author_id FROM comment_votes v
             JOIN comments c ON c.id = v.comment_id JOIN posts p ON p.id = v.post_id
             WHERE v.account_id = $1 AND c.kind = 'answer'
               AND (p.community_id = $2 OR CAST($3 AS BIGINT) = 0)",
        )
        .bind::<BigInt, _>(voter)
        .bind::<BigInt, _>(only)
        .bind::<BigInt, _>(only)
        .execute(conn)
        .await
    })?;
    Ok(())
}
