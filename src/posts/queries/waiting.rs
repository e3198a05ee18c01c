//! Acts of other servers about something that is not here yet.

use crate::q;
use crate::store::schema::waiting_acts;
use crate::store::{Conn, Time, Tx, columns};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// Acts about one thing that are taken up at once.
const PER_THING: i64 = 500;
/// Acts from one domain that may wait.
const PER_ORIGIN: i64 = 1000;
/// Bytes of one; it is kept whole or not at all.
const BYTES_MAX: usize = 256 * 1024;

#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = waiting_acts)]
pub struct NewWaiting {
    /// Who passed it on and which it is; the same act waits once on each word it came by.
    pub act_key: String,
    /// Id of what it waits for.
    pub awaits: String,
    /// Id of the thread or reply it brings or is about.
    pub object_ap_id: String,
    /// The domain of the server that sent it.
    pub origin_host: String,
    /// Whose act it is.
    pub signer: String,
    /// Id of the group that announced it; none where its actor signed it.
    pub announced_by: Option<String>,
    /// The document is an object read from its own server, no activity.
    pub fetched: bool,
    pub document: String,
    pub received_at: Time,
    /// Then it is forgotten.
    pub until: Time,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = waiting_acts)]
pub struct Waiting {
    pub id: i64,
    pub awaits: String,
    pub object_ap_id: String,
    pub signer: String,
    pub announced_by: Option<String>,
    pub fetched: bool,
    pub document: String,
}

/// Lets an act wait. False when its server has too many waiting already, or it is too large.
pub async fn insert_waiting(tx: &mut Tx, act: &NewWaiting) -> QueryResult<bool> {
    if act.document.len() > BYTES_MAX || count_of(tx, &act.origin_host).await? >= PER_ORIGIN {
        return Ok(false);
    }
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(waiting_acts::table)
            .values(act)
            .on_conflict_do_nothing()
            .execute(conn)
            .await
    })?;
    Ok(true)
}

async fn count_of(conn: &mut Conn, origin_host: &str) -> QueryResult<i64> {
    q!(conn, {
        waiting_acts::table
            .filter(waiting_acts::origin_host.eq(origin_host))
            .count()
            .get_result(conn)
            .await
    })
}

/// Whether anything waits for this thing.
pub async fn is_awaited(conn: &mut Conn, ap_id: &str) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(
            waiting_acts::table.filter(waiting_acts::awaits.eq(ap_id)),
        ))
        .get_result(conn)
        .await
    })
}

/// Whether this thing has come and waits for its parent.
pub async fn is_waiting(conn: &mut Conn, ap_id: &str) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(
            waiting_acts::table.filter(waiting_acts::object_ap_id.eq(ap_id)),
        ))
        .get_result(conn)
        .await
    })
}

/// Those that wait for one thing, in the order they came, from behind `after`.
pub async fn list_waiting(conn: &mut Conn, ap_id: &str, after: i64) -> QueryResult<Vec<Waiting>> {
    q!(conn, {
        waiting_acts::table
            .filter(waiting_acts::awaits.eq(ap_id))
            .filter(waiting_acts::id.gt(after))
            .order(waiting_acts::id)
            .limit(PER_THING)
            .select(columns::<Waiting>())
            .load(conn)
            .await
    })
}

/// It waits no longer.
pub async fn delete_waiting(tx: &mut Tx, id: i64) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(waiting_acts::table.find(id))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// What waits for this thing is forgotten by then.
pub async fn shorten_awaiting(tx: &mut Tx, ap_id: &str, until: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(waiting_acts::table.filter(waiting_acts::awaits.eq(ap_id)))
            .filter(waiting_acts::until.gt(until))
            .set(waiting_acts::until.eq(until))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// What they waited for does not come.
pub async fn delete_awaiting(tx: &mut Tx, ap_id: &str) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(waiting_acts::table.filter(waiting_acts::awaits.eq(ap_id)))
            .execute(conn)
            .await
    })?;
    Ok(())
}
