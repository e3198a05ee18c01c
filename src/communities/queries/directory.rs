//! The directory: communities here and those of other servers that we know.

use super::list_in_order;
use crate::activitypub::named::{Named, list_named};
use crate::communities::model::{Community, ReadPolicy};
use crate::ids::CommunityId;
use crate::q;
use crate::read_page;
use crate::store::schema::{actors, communities};
use crate::store::{Conn, Time, Turn, Window};
use crate::text::SoughtName;
use diesel::prelude::*;
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

/// Communities whose name begins so, or in whose title or focus all the words begin so; a bounded
/// number, in no particular order. Whether they are shown is for whoever reads them.
pub async fn list_matching(conn: &mut Conn, sought: &SoughtName) -> QueryResult<Vec<CommunityId>> {
    let found = list_named(conn, Named::Communities, sought, MATCHES).await?;
    Ok(found.into_iter().map(CommunityId).collect())
}
