//! The deliveries table, and the part of the peers table that says who is served and by whom.
//!
//! `state = 'due'` stands in the text of the queries, not among their parameters: only so do both
//! databases know that the indexes on due deliveries will do.

mod outcomes;
pub(super) use outcomes::{end_service, mark_sent, mark_unsent};

use crate::activitypub::delivery::{Audience, DeliveryState, blank_letters};
use crate::ids::{ActorId, PeerId};
use crate::q;
use crate::store::schema::{activities, actors, deliveries, peers};
use crate::store::types::Instant;
use crate::store::{Conn, Keep, Time, Tx, columns};
use chrono::TimeDelta;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text};
use diesel_async::RunQueryDsl;

/// How long a peer belongs to the process that serves it; renewed meanwhile.
const LEASE: TimeDelta = TimeDelta::minutes(1);
/// Deliveries of one peer looked at together.
pub(super) const WINDOW: i64 = 64;
/// Rows ended in one statement where there can be very many.
const BATCH: i64 = 500;

const DUE: &str = "deliveries.state = 'due'";

/// A peer for which something is due.
#[derive(Debug, Clone, QueryableByName)]
pub(super) struct DuePeer {
    #[diesel(sql_type = BigInt)]
    pub id: PeerId,
    #[diesel(sql_type = Text)]
    pub host: String,
    #[diesel(sql_type = Integer)]
    pub failures: i32,
    #[diesel(sql_type = Nullable<Instant>)]
    pub last_success_at: Option<Time>,
    /// When what it runs was read last.
    #[diesel(sql_type = Nullable<Instant>)]
    pub nodeinfo_at: Option<Time>,
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = deliveries)]
pub(super) struct DueDelivery {
    pub id: i64,
    pub activity_id: i64,
    pub inbox_url: String,
    pub object_key: String,
    pub attempts: i32,
    pub created_at: Time,
}

/// Hops from peer to peer through the index, whatever waits for each.
const WALK: &str = "
    WITH RECURSIVE waiting (peer_id) AS (
        SELECT (SELECT d.peer_id FROM deliveries d WHERE d.state = 'due' AND d.peer_id > $1
                ORDER BY d.peer_id LIMIT 1)
        UNION ALL
        SELECT (SELECT d.peer_id FROM deliveries d
                WHERE d.state = 'due' AND d.peer_id > waiting.peer_id
                ORDER BY d.peer_id LIMIT 1)
        FROM waiting WHERE waiting.peer_id IS NOT NULL
    )
    SELECT p.id, p.host, p.failures, p.last_success_at, p.nodeinfo_at
    FROM waiting JOIN peers p ON p.id = waiting.peer_id
    WHERE (p.next_try_at IS NULL OR p.next_try_at <= $2)
      AND (p.leased_until IS NULL OR p.leased_until <= $2)
      AND EXISTS (SELECT 1 FROM deliveries d
                  WHERE d.state = 'due' AND d.peer_id = p.id AND d.next_try_at <= $2)
    ORDER BY p.id LIMIT $3";

/// Peers after this one (0 for the beginning) that can be served now.
pub(super) async fn due_peers(
    conn: &mut Conn,
    after: PeerId,
    now: Time,
    limit: usize,
) -> QueryResult<Vec<DuePeer>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    q!(conn, {
        diesel::sql_query(WALK)
            .bind::<BigInt, _>(after)
            .bind::<Instant, _>(now)
            .bind::<BigInt, _>(limit)
            .kept()
            .load(conn)
            .await
    })
}

/// Takes those of the peers that nobody else has taken.
pub(super) async fn lease_peers(
    tx: &mut Tx,
    ids: &[PeerId],
    now: Time,
) -> QueryResult<Vec<PeerId>> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(
            peers::table.filter(peers::id.eq_any(ids)).filter(
                peers::leased_until
                    .is_null()
                    .or(peers::leased_until.le(now)),
            ),
        )
        .set(peers::leased_until.eq(Some(now.plus(LEASE))))
        .returning(peers::id)
        .get_results(conn)
        .await
    })
}

/// Only what is leased: a peer may have been given back since the list of those that are served was
/// read, and would lie idle for a whole lease.
pub(super) async fn extend_leases(tx: &mut Tx, ids: &[PeerId], now: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(
            peers::table
                .filter(peers::id.eq_any(ids))
                .filter(peers::leased_until.is_not_null()),
        )
        .set(peers::leased_until.eq(Some(now.plus(LEASE))))
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// Ends every lease: for the start of the only process there is.
pub(super) async fn end_all_leases(tx: &mut Tx) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(peers::table.filter(peers::leased_until.is_not_null()))
            .set(peers::leased_until.eq(None::<Time>))
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// The oldest deliveries of a peer that are due, in the order they were written. The comparison is
/// written so that no index serves it: few wait for a later time, and reading by that index would
/// mean to sort all that are due.
pub(super) async fn list_due(
    conn: &mut Conn,
    peer: PeerId,
    now: Time,
) -> QueryResult<Vec<DueDelivery>> {
    q!(conn, {
        deliveries::table
            .filter(sql::<Bool>(DUE))
            .filter(deliveries::peer_id.eq(peer))
            .filter(
                sql::<Bool>("(deliveries.next_try_at <= ")
                    .bind::<Instant, _>(now)
                    .sql(") IS TRUE"),
            )
            .order(deliveries::id)
            .limit(WINDOW)
            .select(columns::<DueDelivery>())
            .kept()
            .load(conn)
            .await
    })
}

/// The objects of deliveries that wait for a later try of their own, and until when.
pub(super) async fn list_held(
    conn: &mut Conn,
    peer: PeerId,
    now: Time,
) -> QueryResult<Vec<(String, Time)>> {
    q!(conn, {
        deliveries::table
            .filter(sql::<Bool>(DUE))
            .filter(deliveries::peer_id.eq(peer))
            .filter(deliveries::next_try_at.gt(now))
            .order(deliveries::next_try_at)
            .select((deliveries::object_key, deliveries::next_try_at))
            .kept()
            .load(conn)
            .await
    })
}

/// Lets deliveries wait, because an earlier one about the same object does.
pub(super) async fn hold_behind(tx: &mut Tx, ids: &[i64], until: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(deliveries::table.filter(deliveries::id.eq_any(ids)))
            .set(deliveries::next_try_at.eq(until))
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// Ends up to [`BATCH`] due deliveries of a peer, the oldest first: all, or those made before a
/// time. Says how many.
pub(super) async fn end_oldest(
    tx: &mut Tx,
    peer: PeerId,
    made_before: Option<Time>,
    state: DeliveryState,
    reason: &str,
    now: Time,
) -> QueryResult<usize> {
    let conn = &mut **tx;
    let oldest: Vec<(i64, Time)> = q!(conn, {
        deliveries::table
            .filter(sql::<Bool>(DUE))
            .filter(deliveries::peer_id.eq(peer))
            .order(deliveries::id)
            .limit(BATCH)
            .select((deliveries::id, deliveries::created_at))
            .load(conn)
            .await?
    });
    let ended = oldest
        .into_iter()
        .take_while(|(_, made)| made_before.is_none_or(|limit| *made <= limit));
    let ids: Vec<i64> = ended.map(|(id, _)| id).collect();
    if ids.is_empty() {
        return Ok(0);
    }
    let ended = q!(conn, {
        diesel::update(deliveries::table.filter(deliveries::id.eq_any(&ids)))
            .set((
                deliveries::state.eq(state),
                deliveries::last_error.eq(Some(reason)),
                deliveries::done_at.eq(Some(now)),
            ))
            .execute(conn)
            .await?
    });
    blank_letters(tx, &ids).await?;
    Ok(ended)
}

/// The ids of these activities that there are, and their addresses.
pub(super) async fn list_addresses(
    conn: &mut Conn,
    ids: &[i64],
) -> QueryResult<Vec<(i64, String)>> {
    q!(conn, {
        activities::table
            .filter(activities::id.eq_any(ids))
            .select((activities::id, activities::ap_id))
            .load(conn)
            .await
    })
}

/// An activity's id, address, kind, actor, audience and text.
pub(super) type ActivityRow = (i64, String, String, ActorId, Audience, String);

pub(super) async fn list_activities(conn: &mut Conn, ids: &[i64]) -> QueryResult<Vec<ActivityRow>> {
    q!(conn, {
        activities::table
            .filter(activities::id.eq_any(ids))
            .select((
                activities::id,
                activities::ap_id,
                activities::kind,
                activities::actor_id,
                activities::audience,
                activities::document,
            ))
            .load(conn)
            .await
    })
}

/// An actor's address, the id of its key and the private key itself.
pub(super) type KeyRow = (String, Option<String>, Option<String>);

pub(super) async fn find_key(conn: &mut Conn, actor: ActorId) -> QueryResult<KeyRow> {
    q!(conn, {
        actors::table
            .find(actor)
            .select((actors::ap_id, actors::key_id, actors::private_key))
            .first(conn)
            .await
    })
}

/// How many deliveries wait, whatever for.
pub(super) async fn count_due(conn: &mut Conn) -> QueryResult<i64> {
    let due = deliveries::table.filter(sql::<Bool>(DUE)).count();
    q!(conn, { due.get_result(conn).await })
}
