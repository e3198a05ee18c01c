//! Received activities: stored once, kept as received until applied, remembered for 45 days.

use crate::q;
use crate::store::schema::received_activities;
use crate::store::{Conn, Keep, Time, Tx};
use crate::text_enum;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

text_enum! {
    pub enum ReceivedState {
        /// Stored, not yet looked at.
        New = "new",
        /// Applied, or there was nothing to do.
        Done = "done",
        /// Judged and refused for good; `verdict` says why.
        Refused = "refused",
    }
}

#[derive(Insertable)]
#[diesel(table_name = received_activities)]
pub struct NewReceived<'a> {
    pub kind: Option<&'a str>,
    pub object_ap_id: Option<&'a str>,
    pub origin_host: &'a str,
    pub ap_id: &'a str,
    pub signer: &'a str,
    pub body: &'a [u8],
    /// The beginning of its SHA-256.
    pub digest: &'a [u8],
    pub state: ReceivedState,
    pub received_at: Time,
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = received_activities)]
pub struct Received {
    pub id: i64,
    pub origin_host: String,
    pub ap_id: String,
    pub signer: String,
    pub kind: Option<String>,
    pub object_ap_id: Option<String>,
    pub body: Option<Vec<u8>>,
    pub state: ReceivedState,
    pub verdict: Option<String>,
    pub received_at: Time,
}

/// None when this server has sent these very words under this id before.
pub async fn insert_received(tx: &mut Tx, row: &NewReceived<'_>) -> QueryResult<Option<i64>> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(received_activities::table)
            .values(row)
            .on_conflict_do_nothing()
            .returning(received_activities::id)
            .get_result(conn)
            .await
            .optional()
    })
}

/// Words that were sent before are a new wish: they are applied anew. None where they are still to be
/// applied, or came since `since`, so that the same request twice is one.
pub async fn reopen_received(
    tx: &mut Tx,
    row: &NewReceived<'_>,
    since: Time,
) -> QueryResult<Option<i64>> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(
            received_activities::table
                .filter(received_activities::origin_host.eq(row.origin_host))
                .filter(received_activities::ap_id.eq(row.ap_id))
                .filter(received_activities::digest.eq(row.digest))
                .filter(received_activities::state.ne(ReceivedState::New))
                .filter(received_activities::received_at.lt(since)),
        )
        .set((
            received_activities::state.eq(ReceivedState::New),
            received_activities::body.eq(Some(row.body)),
            received_activities::received_at.eq(row.received_at),
        ))
        .returning(received_activities::id)
        .get_result(conn)
        .await
        .optional()
    })
}

pub async fn find_received(conn: &mut Conn, id: i64) -> QueryResult<Option<Received>> {
    q!(conn, {
        received_activities::table
            .find(id)
            .select(Received::as_select())
            .first(conn)
            .await
            .optional()
    })
}

/// What this server sent under this id, last.
pub async fn received_by_id(
    conn: &mut Conn,
    origin_host: &str,
    ap_id: &str,
) -> QueryResult<Option<Received>> {
    q!(conn, {
        received_activities::table
            .filter(received_activities::origin_host.eq(origin_host))
            .filter(received_activities::ap_id.eq(ap_id))
            .order(received_activities::id.desc())
            .select(Received::as_select())
            .first(conn)
            .await
            .optional()
    })
}

/// Applied, those that were not refused meanwhile: the raw bytes are no longer needed, the id is.
pub async fn note_applied(tx: &mut Tx, ids: &[i64], now: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(
            received_activities::table
                .filter(received_activities::id.eq_any(ids))
                .filter(received_activities::state.eq(ReceivedState::New)),
        )
        .set((
            received_activities::state.eq(ReceivedState::Done),
            received_activities::verdict.eq(None::<String>),
            received_activities::body.eq(None::<Vec<u8>>),
            received_activities::applied_at.eq(Some(now)),
        ))
        .kept()
        .execute(conn)
        .await
    })?;
    Ok(())
}

/// Refused for good, and why.
pub async fn note_refused(tx: &mut Tx, id: i64, verdict: &str, now: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(received_activities::table.find(id))
            .set((
                received_activities::state.eq(ReceivedState::Refused),
                received_activities::verdict.eq(Some(verdict)),
                received_activities::body.eq(None::<Vec<u8>>),
                received_activities::applied_at.eq(Some(now)),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}
