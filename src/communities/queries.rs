//! Reading and writing communities and follows.

mod counters;
pub mod directory;
pub mod follows;
pub mod local;
pub mod remote;
pub mod severing;
pub mod tags;
pub use counters::{add_to_counters, advance_last_activity, reset_last_activity};

use super::model::Community;
use crate::ids::{ActorId, CommunityId};
use crate::q;
use crate::store::schema::{actors, communities};
use crate::store::{Conn, Keep, columns, padded};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// Which communities are meant.
enum Which<'a> {
    Id(CommunityId),
    Ids(&'a [CommunityId]),
    Actor(ActorId),
    ApId(&'a str),
    ApIds(&'a [String]),
    Handle(&'a str, &'a str),
}

/// One query for all: a join of two wide rows takes the compiler seconds each time it is written.
async fn load(conn: &mut Conn, which: Which<'_>) -> QueryResult<Vec<Community>> {
    q!(conn, {
        let all = communities::table
            .inner_join(actors::table)
            .select(columns::<Community>())
            .into_boxed();
        let some = match which {
            Which::Id(id) => all.filter(communities::id.eq(id)),
            Which::Ids(ids) => all.filter(communities::id.eq_any(padded(ids))),
            Which::Actor(id) => all.filter(communities::actor_id.eq(id)),
            Which::ApId(id) => all.filter(actors::ap_id.eq(id)),
            Which::ApIds(ids) => all.filter(actors::ap_id.eq_any(padded(ids))),
            Which::Handle(name, host) => all
                .filter(actors::name.eq(name))
                .filter(actors::host.eq(host)),
        };
        some.kept().load(conn).await
    })
}

async fn first(conn: &mut Conn, which: Which<'_>) -> QueryResult<Option<Community>> {
    Ok(load(conn, which).await?.into_iter().next())
}

pub async fn find_community(conn: &mut Conn, id: CommunityId) -> QueryResult<Community> {
    let found = first(conn, Which::Id(id)).await?;
    found.ok_or(diesel::result::Error::NotFound)
}

pub async fn community_by_actor(conn: &mut Conn, actor: ActorId) -> QueryResult<Option<Community>> {
    first(conn, Which::Actor(actor)).await
}

pub async fn community_by_ap_id(conn: &mut Conn, ap_id: &str) -> QueryResult<Option<Community>> {
    first(conn, Which::ApId(ap_id)).await
}

/// `host` is our own for local communities.
pub async fn community_by_handle(
    conn: &mut Conn,
    name: &str,
    host: &str,
) -> QueryResult<Option<Community>> {
    first(conn, Which::Handle(name, host)).await
}

/// Those of `ap_ids` that are communities we know, in no particular order.
pub async fn list_communities_by_ap_id(
    conn: &mut Conn,
    ap_ids: &[String],
) -> QueryResult<Vec<Community>> {
    if ap_ids.is_empty() {
        return Ok(Vec::new());
    }
    load(conn, Which::ApIds(ap_ids)).await
}

/// Those of `ids` that are there, by title.
pub async fn list_by_id(conn: &mut Conn, ids: &[CommunityId]) -> QueryResult<Vec<Community>> {
    let mut found = load(conn, Which::Ids(ids)).await?;
    found.retain(|each| each.row.removed_at.is_none() && each.row.deleted_at.is_none());
    found.sort_by(|a, b| (&a.row.title, a.id()).cmp(&(&b.row.title, b.id())));
    Ok(found)
}

/// All of these, whatever became of them, in the order of `ids`.
pub async fn list_in_order(conn: &mut Conn, ids: &[CommunityId]) -> QueryResult<Vec<Community>> {
    let mut found = load(conn, Which::Ids(ids)).await?;
    found.sort_by_key(|each| ids.iter().position(|id| *id == each.id()));
    Ok(found)
}
