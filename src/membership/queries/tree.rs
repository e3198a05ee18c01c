//! Communities that are parts of others.

use crate::ids::CommunityId;
use crate::q;
use crate::store::schema::community_settings;
use crate::store::{Conn, padded};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// Communities above one another at most, the lowest included.
pub const LEVELS_MAX: usize = 8;
/// Parts of the same communities that are read at once.
const PARTS: i64 = 200;

async fn parent_of(conn: &mut Conn, community: CommunityId) -> QueryResult<Option<CommunityId>> {
    let found: Option<Option<CommunityId>> = q!(conn, {
        community_settings::table
            .find(community)
            .select(community_settings::parent_id)
            .first(conn)
            .await
            .optional()?
    });
    Ok(found.flatten())
}

/// The communities above this one, the nearest first, whatever became of them.
pub async fn list_above(conn: &mut Conn, community: CommunityId) -> QueryResult<Vec<CommunityId>> {
    let mut above: Vec<CommunityId> = Vec::new();
    let mut lowest = community;
    while let Some(parent) = parent_of(conn, lowest).await? {
        if parent == community || above.contains(&parent) || above.len() >= LEVELS_MAX {
            break;
        }
        above.push(parent);
        lowest = parent;
    }
    Ok(above)
}

/// The parts of these communities, each with what it is a part of; a bounded number.
pub async fn list_parts(
    conn: &mut Conn,
    of: &[CommunityId],
) -> QueryResult<Vec<(CommunityId, CommunityId)>> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let parts: Vec<(CommunityId, Option<CommunityId>)> = q!(conn, {
        community_settings::table
            .filter(community_settings::parent_id.eq_any(padded(of)))
            .order(community_settings::community_id)
            .limit(PARTS)
            .select((
                community_settings::community_id,
                community_settings::parent_id,
            ))
            .load(conn)
            .await?
    });
    let named = parts.into_iter();
    Ok(named
        .filter_map(|(part, parent)| Some((part, parent?)))
        .collect())
}

/// How many levels of parts are below this community, up to as many as there may be.
pub async fn count_levels_below(conn: &mut Conn, community: CommunityId) -> QueryResult<usize> {
    let mut level = vec![community];
    for depth in 0..LEVELS_MAX {
        let parts = list_parts(conn, &level).await?;
        if parts.is_empty() {
            return Ok(depth);
        }
        level = parts.into_iter().map(|(part, _)| part).collect();
    }
    Ok(LEVELS_MAX)
}
