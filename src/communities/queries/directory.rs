//! The directory: communities here and those of other servers that we know.

use super::list_in_order;
use crate::activitypub::actors::ActorKind;
use crate::communities::model::{Community, ReadPolicy};
use crate::ids::CommunityId;
use crate::q;
use crate::read_page;
use crate::store::schema::{actors, communities};
use crate::store::{Conn, Time, Turn, Window};
use crate::text::SoughtName;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;

/// Communities that are looked at for one search, the newest.
const MATCHES: i64 = 200;

/// Where a community stands in the directory.
pub type Place = (Time, CommunityId);

/// Which part of the directory is wanted.
#[derive(Debug, Clone)]
pub struct Directory {
    /// Only our own.
    pub local_only: bool,
    /// Only these, as [`list_matching`] found them.
    pub among: Option<Vec<CommunityId>>,
    pub turn: Turn<Place>,
}

impl Default for Directory {
    fn default() -> Self {
        Self {
            local_only: false,
            among: None,
            turn: Turn::First,
        }
    }
}

/// Where a page that begins or ends with this community is turned.
pub fn place(community: &Community) -> Place {
    (community.row.last_activity_at, community.id())
}

/// Lately active first. Unlisted and closed communities are not shown here, to anybody.
pub async fn list_communities(
    conn: &mut Conn,
    which: &Directory,
    size: usize,
) -> QueryResult<Window<Community>> {
    Ok(read_page!(which.turn, size, |turn, limit| load(
        conn, which, turn, limit
    )))
}

async fn load(
    conn: &mut Conn,
    which: &Directory,
    turn: Turn<Place>,
    limit: i64,
) -> QueryResult<Vec<Community>> {
    let ids: Vec<CommunityId> = q!(conn, {
        let mut query = communities::table
            .inner_join(actors::table)
            .filter(communities::read_policy.eq(ReadPolicy::Public))
            .filter(communities::removed_at.is_null())
            .filter(communities::deleted_at.is_null())
            .filter(actors::gone_at.is_null())
            .select(communities::id)
            .limit(limit)
            .into_boxed();
        if which.local_only {
            query = query.filter(actors::local.eq(true));
        }
        if let Some(among) = &which.among {
            query = query.filter(communities::id.eq_any(among));
        }
        let (at, id) = (communities::last_activity_at, communities::id);
        query = match turn {
            Turn::First => query,
            Turn::After((time, last)) => query.filter(at.lt(time).or(at.eq(time).and(id.lt(last)))),
            Turn::Before((time, first)) => {
                query.filter(at.gt(time).or(at.eq(time).and(id.gt(first))))
            }
        };
        query = if turn.is_back() {
            query.order((at.asc(), id.asc()))
        } else {
            query.order((at.desc(), id.desc()))
        };
        query.load(conn).await?
    });
    list_in_order(conn, &ids).await
}

#[derive(QueryableByName)]
struct Hit {
    #[diesel(sql_type = BigInt)]
    id: CommunityId,
}

/// Communities whose name begins so, or in whose title or focus all the words begin so; a bounded
/// number, in no particular order. Whether they are shown is for whoever reads them.
pub async fn list_matching(conn: &mut Conn, sought: &SoughtName) -> QueryResult<Vec<CommunityId>> {
    let mut found = list_named(conn, sought).await?;
    if sought.words.is_empty() {
        return Ok(found);
    }
    let hits: Vec<Hit> = q!(conn,
    sqlite: {
        diesel::sql_query(
            "SELECT rowid AS id FROM communities_fts WHERE communities_fts MATCH $1 ORDER BY rowid DESC LIMIT $2")
            .bind::<Text, _>(sought.fts5())
            .bind::<BigInt, _>(MATCHES)
            .load(conn)
            .await?
    },
    pg: {
        diesel::sql_query(
            "SELECT id FROM communities WHERE search @@ to_tsquery('simple', $1) ORDER BY id DESC LIMIT $2")
            .bind::<Text, _>(sought.tsquery())
            .bind::<BigInt, _>(MATCHES)
            .load(conn)
            .await?
    });
    found.extend(hits.into_iter().map(|hit| hit.id));
    Ok(found)
}

async fn list_named(conn: &mut Conn, sought: &SoughtName) -> QueryResult<Vec<CommunityId>> {
    if sought.name.is_empty() {
        return Ok(Vec::new());
    }
    let (from, to) = sought.range();
    let host = format!("{}%", sought.host.replace(['%', '_'], ""));
    let hits: Vec<Hit> = q!(conn,
    sqlite: {
        diesel::sql_query(
            "SELECT c.id AS id FROM actors a JOIN communities c ON c.actor_id = a.id
             WHERE a.kind = $1 AND lower(a.name) >= $2 AND lower(a.name) < $3 AND lower(a.host) LIKE $4 LIMIT $5")
            .bind::<Text, _>(ActorKind::Group)
            .bind::<Text, _>(from)
            .bind::<Text, _>(to)
            .bind::<Text, _>(host)
            .bind::<BigInt, _>(MATCHES)
            .load(conn)
            .await?
    },
    // The operators compare by bytes, as the index does.
    pg: {
        diesel::sql_query(
            "SELECT c.id AS id FROM actors a JOIN communities c ON c.actor_id = a.id
             WHERE a.kind = $1 AND lower(a.name) ~>=~ $2 AND lower(a.name) ~<~ $3 AND lower(a.host) LIKE $4 LIMIT $5")
            .bind::<Text, _>(ActorKind::Group)
            .bind::<Text, _>(from)
            .bind::<Text, _>(to)
            .bind::<Text, _>(host)
            .bind::<BigInt, _>(MATCHES)
            .load(conn)
            .await?
    });
    Ok(hits.into_iter().map(|hit| hit.id).collect())
}
