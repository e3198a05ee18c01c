//! What became of deliveries, and how the peers were when we left them.

use crate::activitypub::delivery::DeliveryState;
use crate::activitypub::send::marks::{Fate, Health};
use crate::ids::PeerId;
use crate::q;
use crate::store::schema::{actors, deliveries, peers};
use crate::store::{Keep, Time, Tx};
use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// A second 410 counts when it comes this long after the first, and a first one for so long.
const GONE_AFTER: TimeDelta = TimeDelta::days(1);
const GONE_WITHIN: TimeDelta = TimeDelta::days(30);

pub(in crate::activitypub::send) async fn mark_sent(
    tx: &mut Tx,
    ids: &[i64],
    now: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(deliveries::table.filter(deliveries::id.eq_any(ids)))
            .set((
                deliveries::state.eq(DeliveryState::Sent),
                deliveries::attempts.eq(deliveries::attempts + 1),
                deliveries::last_error.eq(None::<String>),
                deliveries::done_at.eq(Some(now)),
            ))
            .execute(conn)
            .await?;
    });
    mark_inboxes_there(tx, ids).await
}

/// An inbox that took something is there: what was said of it before was a mistake.
async fn mark_inboxes_there(tx: &mut Tx, ids: &[i64]) -> QueryResult<()> {
    let conn = &mut **tx;
    let inboxes: Vec<String> = q!(conn, {
        deliveries::table
            .filter(deliveries::id.eq_any(ids))
            .select(deliveries::inbox_url)
            .distinct()
            .load(conn)
            .await?
    });
    q!(conn, {
        diesel::update(
            actors::table
                .filter(actors::inbox_url.eq_any(&inboxes))
                .filter(actors::gone_at.is_null())
                .filter(actors::gone_said_at.is_not_null()),
        )
        .set(actors::gone_said_at.eq(None::<Time>))
        .execute(conn)
        .await?;
    });
    Ok(())
}

pub(in crate::activitypub::send) async fn mark_unsent(
    tx: &mut Tx,
    id: i64,
    fate: &Fate,
    now: Time,
) -> QueryResult<()> {
    match fate {
        Fate::Sent => mark_sent(tx, &[id], now).await,
        Fate::Dropped(reason) => drop_delivery(tx, id, reason, now).await,
        Fate::InboxGone(inbox) => {
            drop_delivery(tx, id, "the inbox is gone", now).await?;
            mark_inbox_gone(tx, inbox, now).await
        }
        Fate::Held(until, reason) => try_again(tx, id, Some(*until), reason).await,
        Fate::Failed(reason) => try_again(tx, id, None, reason).await,
    }
}

async fn drop_delivery(tx: &mut Tx, id: i64, reason: &str, now: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(deliveries::table.find(id))
            .set((
                deliveries::state.eq(DeliveryState::Dropped),
                deliveries::attempts.eq(deliveries::attempts + 1),
                deliveries::last_error.eq(Some(reason)),
                deliveries::done_at.eq(Some(now)),
            ))
            .execute(conn)
            .await?;
    });
    Ok(())
}

async fn try_again(tx: &mut Tx, id: i64, until: Option<Time>, reason: &str) -> QueryResult<()> {
    let conn = &mut **tx;
    let row = deliveries::table.find(id);
    q!(conn, {
        diesel::update(row)
            .set((
                deliveries::attempts.eq(deliveries::attempts + 1),
                deliveries::last_error.eq(Some(reason)),
                // None leaves the column as it is.
                until.map(|at| deliveries::next_try_at.eq(at)),
            ))
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// Whoever has this inbox for themselves seems to have left. Nobody lists a shared inbox as their own.
/// They are gone when it is said again, and meanwhile nothing was heard of them and their inbox took
/// nothing (safety.md O-22).
async fn mark_inbox_gone(tx: &mut Tx, inbox: &str, now: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(
            actors::table
                .filter(actors::inbox_url.eq(inbox))
                .filter(actors::local.eq(false))
                .filter(actors::gone_at.is_null())
                .filter(actors::gone_said_at.le(now.minus(GONE_AFTER)))
                .filter(actors::gone_said_at.gt(now.minus(GONE_WITHIN))),
        )
        .set(actors::gone_at.eq(Some(now)))
        .execute(conn)
        .await?;
        diesel::update(
            actors::table
                .filter(actors::inbox_url.eq(inbox))
                .filter(actors::local.eq(false))
                .filter(actors::gone_at.is_null())
                .filter(
                    actors::gone_said_at
                        .is_null()
                        .or(actors::gone_said_at.le(now.minus(GONE_WITHIN))),
                ),
        )
        .set(actors::gone_said_at.eq(Some(now)))
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// Gives a peer back and notes how it is.
pub(in crate::activitypub::send) async fn end_service(
    tx: &mut Tx,
    peer: PeerId,
    health: &Health,
    now: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    let row = peers::table.find(peer);
    let released = peers::leased_until.eq(None::<Time>);
    q!(conn, {
        match health {
            Health::Unknown => {
                let released = diesel::update(row).set(released);
                released.kept().execute(conn).await?
            }
            Health::Well => {
                diesel::update(row)
                    .set((
                        released,
                        peers::failures.eq(0),
                        peers::failing_since.eq(None::<Time>),
                        peers::next_try_at.eq(None::<Time>),
                        peers::last_error.eq(None::<String>),
                        peers::last_success_at.eq(Some(now)),
                    ))
                    .kept()
                    .execute(conn)
                    .await?
            }
            Health::Failing(failing) => {
                diesel::update(row)
                    .set((
                        released,
                        peers::failures.eq(failing.failures),
                        peers::next_try_at.eq(Some(failing.next_try_at)),
                        peers::last_error.eq(Some(&failing.reason)),
                        peers::last_failure_at.eq(Some(now)),
                        failing
                            .accepted
                            .then(|| peers::last_success_at.eq(Some(now))),
                    ))
                    .execute(conn)
                    .await?
            }
        }
    });
    if matches!(health, Health::Failing(_)) {
        begin_failing(tx, peer, now).await?;
    }
    Ok(())
}

async fn begin_failing(tx: &mut Tx, peer: PeerId, now: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(
            peers::table
                .find(peer)
                .filter(peers::failing_since.is_null()),
        )
        .set(peers::failing_since.eq(Some(now)))
        .execute(conn)
        .await?;
    });
    Ok(())
}
