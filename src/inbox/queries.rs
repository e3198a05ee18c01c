//! Received activities: stored once, kept as received until applied, remembered for 45 days.

use crate::activitypub::actors::Actor;
use crate::q;
use crate::store::schema::{actors, received_activities};
use crate::store::{Conn, Keep, Time, Tx, columns, in_parts, padded};
use crate::text_enum;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use std::collections::HashMap;

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
#[diesel(table_name = received_activities, treat_none_as_default_value = false)]
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

/// Stores what arrived, in its order, and says under which numbers: none where this server has sent these
/// very words under this id before.
pub async fn insert_received(
    tx: &mut Tx,
    rows: &[NewReceived<'_>],
) -> QueryResult<Vec<Option<i64>>> {
    let conn = &mut **tx;
    q!(conn,
        sqlite: {
            let mut ids = Vec::new();
            for row in rows {
                let id = diesel::insert_into(received_activities::table)
                    .values(row)
                    .on_conflict_do_nothing()
                    .returning(received_activities::id)
                    .get_result(conn)
                    .await
                    .optional()?;
                ids.push(id);
            }
            Ok(ids)
        },
        pg: {
            let mut made: HashMap<Words, i64> = HashMap::new();
            for part in in_parts(rows) {
                let new: Vec<(i64, String, String, Vec<u8>)> =
                    diesel::insert_into(received_activities::table)
                        .values(part)
                        .on_conflict_do_nothing()
                        .returning((
                            received_activities::id,
                            received_activities::origin_host,
                            received_activities::ap_id,
                            received_activities::digest,
                        ))
                        .kept()
                        .load(conn)
                        .await?;
                made.extend(new.into_iter().map(|(id, host, ap_id, digest)| ((host, ap_id, digest), id)));
            }
            // Of two that are the same, the first was stored.
            Ok(rows.iter().map(|row| made.remove(&row.words())).collect())
        }
    )
}

/// What two activities that are the same agree in: host, id and digest.
type Words = (String, String, Vec<u8>);

impl NewReceived<'_> {
    fn words(&self) -> Words {
        (
            self.origin_host.to_owned(),
            self.ap_id.to_owned(),
            self.digest.to_owned(),
        )
    }
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

/// An activity and who signed it, as far as we know them.
pub async fn find_received(
    conn: &mut Conn,
    id: i64,
) -> QueryResult<Option<(Received, Option<Actor>)>> {
    q!(conn, {
        received_activities::table
            .find(id)
            .left_join(actors::table.on(actors::ap_id.eq(received_activities::signer)))
            .select((columns::<Received>(), columns::<Option<Actor>>()))
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
            .select(columns::<Received>())
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
                .filter(received_activities::id.eq_any(padded(ids)))
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
