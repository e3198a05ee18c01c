//! Reading and writing communities and follows.

mod counters;
pub mod directory;
pub mod follows;
pub mod local;
pub mod remote;
pub mod severing;
pub use counters::{add_to_counters, advance_last_activity, reset_last_activity};

use super::model::Community;
use crate::ids::{ActorId, CommunityId};
use crate::q;
use crate::store::Conn;
use crate::store::schema::{actors, communities};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

pub async fn find_community(conn: &mut Conn, id: CommunityId) -> QueryResult<Community> {
    q!(conn, {
        communities::table
            .inner_join(actors::table)
            .filter(communities::id.eq(id))
            .select(Community::as_select())
            .first(conn)
            .await
    })
}

pub async fn community_by_actor(conn: &mut Conn, actor: ActorId) -> QueryResult<Option<Community>> {
    q!(conn, {
        communities::table
            .inner_join(actors::table)
            .filter(communities::actor_id.eq(actor))
            .select(Community::as_select())
            .first(conn)
            .await
            .optional()
    })
}

pub async fn community_by_ap_id(conn: &mut Conn, ap_id: &str) -> QueryResult<Option<Community>> {
    q!(conn, {
        communities::table
            .inner_join(actors::table)
            .filter(actors::ap_id.eq(ap_id))
            .select(Community::as_select())
            .first(conn)
            .await
            .optional()
    })
}

/// `host` is our own for local communities.
pub async fn community_by_handle(
    conn: &mut Conn,
    name: &str,
    host: &str,
) -> QueryResult<Option<Community>> {
    q!(conn, {
        communities::table
            .inner_join(actors::table)
            .filter(actors::name.eq(name))
            .filter(actors::host.eq(host))
            .select(Community::as_select())
            .first(conn)
            .await
            .optional()
    })
}

/// Those of `ap_ids` that are communities we know, in no particular order.
pub async fn list_communities_by_ap_id(
    conn: &mut Conn,
    ap_ids: &[String],
) -> QueryResult<Vec<Community>> {
    if ap_ids.is_empty() {
        return Ok(Vec::new());
    }
    q!(conn, {
        communities::table
            .inner_join(actors::table)
            .filter(actors::ap_id.eq_any(ap_ids))
            .select(Community::as_select())
            .load(conn)
            .await
    })
}

/// Those of `ids` that are there, by title.
pub async fn list_by_id(conn: &mut Conn, ids: &[CommunityId]) -> QueryResult<Vec<Community>> {
    q!(conn, {
        communities::table
            .inner_join(actors::table)
            .filter(communities::id.eq_any(ids))
            .filter(communities::removed_at.is_null())
            .filter(communities::deleted_at.is_null())
            .order((communities::title, communities::id))
            .select(Community::as_select())
            .load(conn)
            .await
    })
}
