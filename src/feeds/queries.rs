//! What of this server's own stands on maps.

use crate::activitypub::delivery::Audience;
use crate::communities::model::ReadPolicy;
use crate::ids::PostId;
use crate::q;
use crate::store::schema::{actors, communities, posts};
use crate::store::types::Instant;
use crate::store::{Conn, Time};
use diesel::dsl::max;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;

/// A thread on a map.
#[derive(Debug, Clone, Queryable)]
pub struct MappedThread {
    pub public_id: String,
    pub title: String,
    pub edited_at: Option<Time>,
    pub last_activity_at: Time,
}

/// The last number that a thread has.
pub async fn last_thread(conn: &mut Conn) -> QueryResult<i64> {
    let last: Option<i64> = q!(conn, {
        posts::table.select(max(posts::id)).first(conn).await?
    });
    Ok(last.unwrap_or(0))
}

/// Threads of this server that everybody may read and find, with numbers behind `after`, up to `last`.
pub async fn list_mapped_threads(
    conn: &mut Conn,
    after: i64,
    last: i64,
) -> QueryResult<Vec<MappedThread>> {
    q!(conn, {
        posts::table
            .inner_join(communities::table)
            .filter(posts::id.gt(PostId(after)))
            .filter(posts::id.le(PostId(last)))
            .filter(posts::local.eq(true))
            .filter(posts::audience.eq(Audience::Public))
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
            .filter(communities::read_policy.eq(ReadPolicy::Public))
            .filter(communities::removed_at.is_null())
            .filter(communities::deleted_at.is_null())
            .order(posts::id)
            .select((
                posts::public_id,
                posts::title,
                posts::edited_at,
                posts::last_activity_at,
            ))
            .load(conn)
            .await
    })
}

/// Names of the communities of this server that everybody may find, and when something last happened there.
pub async fn list_mapped_communities(
    conn: &mut Conn,
    limit: i64,
) -> QueryResult<Vec<(String, Time)>> {
    q!(conn, {
        communities::table
            .inner_join(actors::table)
            .filter(actors::local.eq(true))
            .filter(communities::read_policy.eq(ReadPolicy::Public))
            .filter(communities::removed_at.is_null())
            .filter(communities::deleted_at.is_null())
            .order(communities::id.desc())
            .limit(limit)
            .select((actors::name, communities::last_activity_at))
            .load(conn)
            .await
    })
}

/// A collection of a library, on a map.
#[derive(Debug, Clone, QueryableByName)]
pub struct MappedCollection {
    #[diesel(sql_type = Text)]
    pub community: String,
    #[diesel(sql_type = Text)]
    pub slug: String,
    #[diesel(sql_type = Instant)]
    pub changed_at: Time,
}

/// Collections of the communities of this server that everybody may read and find.
pub async fn list_mapped_collections(
    conn: &mut Conn,
    limit: i64,
) -> QueryResult<Vec<MappedCollection>> {
    const MAPPED: &str = "
        SELECT a.name AS community, k.slug AS slug, k.changed_at AS changed_at
        FROM collections k JOIN communities c ON c.id = k.community_id JOIN actors a ON a.id = c.actor_id
        WHERE a.local AND c.read_policy = 'public' AND k.audience = 'public'
          AND c.removed_at IS NULL AND c.deleted_at IS NULL
        ORDER BY k.id DESC LIMIT $1";
    q!(conn, {
        diesel::sql_query(MAPPED)
            .bind::<BigInt, _>(limit)
            .load(conn)
            .await
    })
}
