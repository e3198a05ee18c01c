//! The jobs table.

use crate::q;
use crate::store::schema::jobs;
use crate::store::types::Instant;
use crate::store::{Conn, Json, Keep, Time, Tx, columns, in_parts, padded};
use chrono::TimeDelta;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Text};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};
use serde_json::Value;

/// How long a claimed job belongs to its process; renewed each half minute while it runs. What a
/// killed process had begun waits as long before another takes it up.
pub(super) const LEASE: TimeDelta = TimeDelta::seconds(90);
/// Lanes looked at in one round.
const LANES_PER_LOOK: i64 = 64;
/// Jobs of one lane taken in one round, so that a long lane leaves room for the others.
const JOBS_PER_LANE: i64 = 16;

/// A job that is enqueued.
#[derive(Debug, Insertable)]
#[diesel(table_name = jobs, treat_none_as_default_value = false)]
pub(super) struct NewJob {
    pub kind: &'static str,
    pub payload: Json<Value>,
    pub unique_key: Option<String>,
    pub lane: Option<String>,
    pub run_at: Time,
    pub created_at: Time,
}

/// Adds jobs in their order, but those whose key is there already.
pub(super) async fn insert_jobs(tx: &mut Tx, rows: &[NewJob]) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn,
        sqlite: {
            for row in rows {
                diesel::insert_into(jobs::table)
                    .values(row)
                    .on_conflict_do_nothing()
                    .execute(conn)
                    .await?;
            }
        },
        pg: {
            for part in in_parts(rows) {
                diesel::insert_into(jobs::table)
                    .values(part)
                    .on_conflict_do_nothing()
                    .kept()
                    .execute(conn)
                    .await?;
            }
        }
    );
    Ok(())
}

/// A job that this process has claimed.
#[derive(Debug, Clone, Queryable, QueryableByName, Selectable)]
#[diesel(table_name = jobs)]
pub(super) struct ClaimedJob {
    pub id: i64,
    pub kind: String,
    pub payload: Json<Value>,
    pub lane: Option<String>,
    /// As it was when claimed; the row has lost it, so that the same work can be enqueued anew
    /// while this run may already have read what it works on.
    pub unique_key: Option<String>,
    pub run_at: Time,
    pub locked_until: Option<Time>,
    /// Without the run it is claimed for.
    pub attempts: i32,
    pub created_at: Time,
}

impl ClaimedJob {
    fn is_due(&self, now: Time) -> bool {
        self.run_at <= now && self.locked_until.is_none_or(|until| until <= now)
    }
}

/// A job that was given up.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = jobs)]
pub struct PoisonedJob {
    pub id: i64,
    pub kind: String,
    pub payload: Json<Value>,
    pub attempts: i32,
    pub last_error: Option<String>,
    pub poisoned_at: Option<Time>,
    pub created_at: Time,
}

/// Lanes whose first job is due, and where the next look begins.
pub(super) struct Lanes {
    pub due: Vec<String>,
    /// None when the last lane has been seen.
    pub next: Option<String>,
}

/// Hops from lane to lane through the index, whatever the number of jobs that wait in each.
const WALK: &str = "
    WITH RECURSIVE lanes (lane, n) AS (
        SELECT (SELECT j.lane FROM jobs j WHERE j.lane > $1 AND j.poisoned_at IS NULL
                ORDER BY j.lane LIMIT 1), 1
        UNION ALL
        SELECT (SELECT j.lane FROM jobs j WHERE j.lane > lanes.lane AND j.poisoned_at IS NULL
                ORDER BY j.lane LIMIT 1), lanes.n + 1
        FROM lanes WHERE lanes.lane IS NOT NULL AND lanes.n < $2
    )
    SELECT lanes.lane AS lane,
           (jobs.run_at <= $3 AND (jobs.locked_until IS NULL OR jobs.locked_until <= $3)) AS due
    FROM lanes JOIN jobs ON jobs.id = (
        SELECT j.id FROM jobs j WHERE j.lane = lanes.lane AND j.poisoned_at IS NULL
        ORDER BY j.id LIMIT 1)
    ORDER BY lanes.n";

#[derive(QueryableByName)]
struct Head {
    #[diesel(sql_type = Text)]
    lane: String,
    #[diesel(sql_type = Bool)]
    due: bool,
}

/// The lanes after `cursor` (at first the empty text) that could run. Only a hint: whoever claims
/// one looks again.
pub(super) async fn due_lanes(conn: &mut Conn, cursor: &str, now: Time) -> QueryResult<Lanes> {
    let heads: Vec<Head> = q!(conn, {
        diesel::sql_query(WALK)
            .bind::<Text, _>(cursor)
            .bind::<BigInt, _>(LANES_PER_LOOK)
            .bind::<Instant, _>(now)
            .kept()
            .load(conn)
            .await
    })?;
    let full = i64::try_from(heads.len()).is_ok_and(|seen| seen >= LANES_PER_LOOK);
    let next = heads.last().filter(|_| full).map(|head| head.lane.clone());
    let due = heads.into_iter().filter(|head| head.due);
    Ok(Lanes {
        due: due.map(|head| head.lane).collect(),
        next,
    })
}

/// Whether a job without a lane is due.
pub(super) async fn loose_job_due(
    conn: &mut Conn,
    kinds: &[&'static str],
    now: Time,
) -> QueryResult<bool> {
    let found: Option<i64> = q!(conn, {
        jobs::table
            .filter(jobs::poisoned_at.is_null())
            .filter(jobs::lane.is_null())
            .filter(jobs::run_at.le(now))
            .filter(jobs::locked_until.is_null().or(jobs::locked_until.le(now)))
            .filter(jobs::kind.eq_any(kinds))
            .order((jobs::run_at, jobs::id))
            .select(jobs::id)
            .limit(1)
            .kept()
            .get_result(conn)
            .await
            .optional()
    })?;
    Ok(found.is_some())
}

/// Until the transaction ends no other process claims: between reading a lane's first job and
/// locking it nobody may take, fail and release it. SQLite has one writer anyway.
pub(super) async fn lock_claims(tx: &mut Tx) -> QueryResult<()> {
    match &mut **tx {
        Conn::Lite(_) => Ok(()),
        Conn::Pg(conn) => {
            conn.batch_execute("SELECT pg_advisory_xact_lock(7261938451)")
                .await
        }
    }
}

/// The oldest due jobs that are in no lane, to be leased in this transaction.
pub(super) async fn list_loose(
    tx: &mut Tx,
    kinds: &[&'static str],
    limit: usize,
    now: Time,
) -> QueryResult<Vec<ClaimedJob>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let conn = &mut **tx;
    let due = jobs::table
        .filter(jobs::poisoned_at.is_null())
        .filter(jobs::lane.is_null())
        .filter(jobs::run_at.le(now))
        .filter(jobs::locked_until.is_null().or(jobs::locked_until.le(now)))
        .filter(jobs::kind.eq_any(kinds))
        .order((jobs::run_at, jobs::id))
        .limit(limit)
        .select((
            jobs::id,
            jobs::kind,
            jobs::payload,
            jobs::lane,
            jobs::unique_key,
            jobs::run_at,
            jobs::locked_until,
            jobs::attempts,
            jobs::created_at,
        ));
    q!(conn,
        sqlite: { due.load(conn).await },
        pg: { due.for_update().skip_locked().load(conn).await }
    )
}

/// The first jobs of some lanes, each found through the index.
const FIRST_OF_LANES: &str = "
    SELECT first.* FROM unnest($1) WITH ORDINALITY AS wanted (lane, n)
    CROSS JOIN LATERAL (
        SELECT j.id, j.kind, j.payload, j.lane, j.unique_key, j.run_at, j.locked_until, j.attempts,
               j.created_at
        FROM jobs j WHERE j.lane = wanted.lane AND j.poisoned_at IS NULL
        ORDER BY j.id LIMIT $2) AS first
    ORDER BY wanted.n, first.id";

/// The first jobs of each of some lanes, to be leased in this transaction; none of a lane whose first is
/// waiting, running or of a kind that this version does not know.
pub(super) async fn list_lanes(
    tx: &mut Tx,
    kinds: &[&'static str],
    lanes: &[String],
    now: Time,
) -> QueryResult<Vec<Vec<ClaimedJob>>> {
    let conn = &mut **tx;
    let found: Vec<ClaimedJob> = q!(conn,
        sqlite: {
            let mut found = Vec::new();
            for lane in lanes {
                let first: Vec<ClaimedJob> = jobs::table
                    .filter(jobs::lane.eq(lane))
                    .filter(jobs::poisoned_at.is_null())
                    .order(jobs::id)
                    .limit(JOBS_PER_LANE)
                    .select(columns::<ClaimedJob>())
                    .load(conn)
                    .await?;
                found.extend(first);
            }
            found
        },
        pg: {
            diesel::sql_query(FIRST_OF_LANES)
                .bind::<Array<Text>, _>(lanes)
                .bind::<BigInt, _>(JOBS_PER_LANE)
                .kept()
                .load(conn)
                .await?
        }
    );
    let ready = |job: &ClaimedJob| job.is_due(now) && kinds.contains(&job.kind.as_str());
    let lanes = found.chunk_by(|one, next| one.lane == next.lane);
    let runs = lanes.map(|lane| lane.iter().take_while(|job| ready(job)).cloned().collect());
    Ok(runs.filter(|run: &Vec<_>| !run.is_empty()).collect())
}

/// Makes what has been taken ours for a while.
pub(super) async fn lease(tx: &mut Tx, ids: &[i64], now: Time) -> QueryResult<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(jobs::table.filter(jobs::id.eq_any(padded(ids))))
            .set((
                jobs::locked_until.eq(Some(now.plus(LEASE))),
                jobs::attempts.eq(jobs::attempts + 1),
                jobs::unique_key.eq(None::<String>),
            ))
            .kept()
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// Renews the lease of jobs that are still running.
pub(super) async fn extend_leases(tx: &mut Tx, ids: &[i64], now: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(jobs::table.filter(jobs::id.eq_any(ids)))
            .set(jobs::locked_until.eq(Some(now.plus(LEASE))))
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// Ends every lease: for the start of the only process there is.
pub(super) async fn end_all_leases(tx: &mut Tx) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(jobs::table.filter(jobs::locked_until.is_not_null()))
            .set(jobs::locked_until.eq(None::<Time>))
            .execute(conn)
            .await?;
    });
    Ok(())
}

pub(super) async fn delete_finished(tx: &mut Tx, ids: &[i64]) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(jobs::table.filter(jobs::id.eq_any(padded(ids))))
            .kept()
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// Gives back jobs that were claimed and not begun.
pub(super) async fn release(tx: &mut Tx, unbegun: &[ClaimedJob]) -> QueryResult<()> {
    for job in unbegun {
        let key = free_key(tx, job).await?;
        let conn = &mut **tx;
        q!(conn, {
            diesel::update(jobs::table.find(job.id))
                .set((
                    jobs::locked_until.eq(None::<Time>),
                    jobs::attempts.eq(job.attempts),
                    jobs::unique_key.eq(key),
                ))
                .execute(conn)
                .await?;
        });
    }
    Ok(())
}

/// Lets a failed job wait for its next try, in its lane or out of it. When the same work has been enqueued meanwhile,
/// that one stands for both.
pub(super) async fn postpone(
    tx: &mut Tx,
    job: &ClaimedJob,
    at: Time,
    error: &str,
    leaves_lane: bool,
) -> QueryResult<()> {
    let key = free_key(tx, job).await?;
    if key.is_none() && job.unique_key.is_some() {
        return delete_finished(tx, &[job.id]).await;
    }
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(jobs::table.find(job.id))
            .set((
                jobs::locked_until.eq(None::<Time>),
                jobs::run_at.eq(at),
                jobs::last_error.eq(Some(error)),
                jobs::unique_key.eq(key),
                leaves_lane.then(|| jobs::lane.eq(None::<String>)),
            ))
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// The job's key, unless another job that waits has it by now.
async fn free_key(tx: &mut Tx, job: &ClaimedJob) -> QueryResult<Option<String>> {
    let Some(key) = &job.unique_key else {
        return Ok(None);
    };
    let conn = &mut **tx;
    let holder: Option<i64> = q!(conn, {
        jobs::table
            .filter(jobs::unique_key.eq(key))
            .filter(jobs::id.ne(job.id))
            .select(jobs::id)
            .first(conn)
            .await
            .optional()?
    });
    Ok(holder.is_none().then(|| key.clone()))
}

pub(super) async fn poison(
    tx: &mut Tx,
    job: &ClaimedJob,
    now: Time,
    error: &str,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(jobs::table.find(job.id))
            .set((
                jobs::locked_until.eq(None::<Time>),
                jobs::poisoned_at.eq(Some(now)),
                jobs::last_error.eq(Some(error)),
            ))
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// Jobs that were given up, oldest first, after the one with this id (0 for the beginning).
pub async fn list_poison(conn: &mut Conn, after: i64, limit: i64) -> QueryResult<Vec<PoisonedJob>> {
    q!(conn, {
        jobs::table
            .filter(jobs::poisoned_at.is_not_null())
            .filter(jobs::id.gt(after))
            .order(jobs::id)
            .limit(limit)
            .select(columns::<PoisonedJob>())
            .load(conn)
            .await
    })
}

/// Gives a poisoned job all its tries again, counted from now. False when there is no such job.
/// In a lane it runs before those that were enqueued after it and still wait.
pub async fn retry_poison(tx: &mut Tx, id: i64, now: Time) -> QueryResult<bool> {
    let conn = &mut **tx;
    let changed = q!(conn, {
        diesel::update(jobs::table.find(id).filter(jobs::poisoned_at.is_not_null()))
            .set((
                jobs::poisoned_at.eq(None::<Time>),
                jobs::attempts.eq(0),
                jobs::run_at.eq(now),
                jobs::created_at.eq(now),
            ))
            .execute(conn)
            .await?
    });
    Ok(changed == 1)
}

/// How many jobs are due, and how many were given up.
pub async fn count_jobs(conn: &mut Conn, now: Time) -> QueryResult<(i64, i64)> {
    // Two counts, because each half has an index of its own.
    let due = jobs::table
        .filter(jobs::poisoned_at.is_null())
        .filter(jobs::run_at.le(now));
    let loose = due.filter(jobs::lane.is_null()).count();
    let in_lanes = due.filter(jobs::lane.is_not_null()).count();
    let poisoned = jobs::table.filter(jobs::poisoned_at.is_not_null()).count();
    q!(conn, {
        let loose: i64 = loose.get_result(conn).await?;
        let in_lanes: i64 = in_lanes.get_result(conn).await?;
        Ok((loose + in_lanes, poisoned.get_result(conn).await?))
    })
}
