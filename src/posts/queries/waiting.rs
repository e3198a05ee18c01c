//! Replies that wait for what they reply to.

use crate::q;
use crate::store::schema::pending_replies;
use crate::store::{Conn, Time, Tx};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// How many replies of one parent are taken in at once.
const PER_PARENT: i64 = 500;

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = pending_replies)]
pub struct Pending {
    pub object_ap_id: String,
    pub parent_ap_id: String,
    pub origin_host: String,
    /// Id of the group that announced it, if one did.
    pub announced_by: Option<String>,
    /// The activity it came in, as sent, or the bare object where it was fetched.
    pub document: String,
    pub received_at: Time,
}

pub async fn insert_pending(tx: &mut Tx, reply: &Pending) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(pending_replies::table)
            .values(reply)
            .on_conflict_do_nothing()
            .execute(conn)
            .await
    })?;
    Ok(())
}

pub async fn is_awaited(conn: &mut Conn, parent_ap_id: &str) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(
            pending_replies::table.filter(pending_replies::parent_ap_id.eq(parent_ap_id)),
        ))
        .get_result(conn)
        .await
    })
}

/// Those that wait for one parent, oldest first.
pub async fn list_pending(conn: &mut Conn, parent_ap_id: &str) -> QueryResult<Vec<Pending>> {
    q!(conn, {
        pending_replies::table
            .filter(pending_replies::parent_ap_id.eq(parent_ap_id))
            .order(pending_replies::id)
            .limit(PER_PARENT)
            .select(Pending::as_select())
            .load(conn)
            .await
    })
}

pub async fn delete_pending(tx: &mut Tx, object_ap_id: &str) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(
            pending_replies::table.filter(pending_replies::object_ap_id.eq(object_ap_id)),
        )
        .execute(conn)
        .await
    })?;
    Ok(())
}
