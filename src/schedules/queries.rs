//! Reading and writing schedules.

use super::model::{NewSchedule, Schedule, ScheduleId};
use crate::ids::{AccountId, CommunityId, PostId};
use crate::q;
use crate::store::schema::{schedule_runs, schedules};
use crate::store::{Conn, Time, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

pub async fn insert_schedule(tx: &mut Tx, new: &NewSchedule) -> QueryResult<Schedule> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(schedules::table)
            .values(new)
            .returning(columns::<Schedule>())
            .get_result(conn)
            .await
    })
}

/// All of a community, at most `limit`.
pub async fn list_schedules(
    conn: &mut Conn,
    community: CommunityId,
    limit: i64,
) -> QueryResult<Vec<Schedule>> {
    q!(conn, {
        schedules::table
            .filter(schedules::community_id.eq(community))
            .order(schedules::id)
            .limit(limit)
            .select(columns::<Schedule>())
            .load(conn)
            .await
    })
}

pub async fn schedule_by_id(conn: &mut Conn, id: ScheduleId) -> QueryResult<Option<Schedule>> {
    q!(conn, {
        schedules::table
            .find(id)
            .select(columns::<Schedule>())
            .first(conn)
            .await
            .optional()
    })
}

/// Reads one that is about to change; nobody else changes it until the commit.
pub async fn lock_schedule(tx: &mut Tx, id: ScheduleId) -> QueryResult<Option<Schedule>> {
    let conn = &mut **tx;
    q!(conn,
        sqlite: { schedules::table.find(id).select(columns::<Schedule>()).first(conn).await.optional() },
        pg: { schedules::table.find(id).select(columns::<Schedule>()).for_update().first(conn).await.optional() })
}

/// A thread has begun; the next one does so then.
pub async fn note_run(
    tx: &mut Tx,
    schedule: ScheduleId,
    slot: Time,
    post: PostId,
    next: Option<Time>,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(schedule_runs::table)
            .values((
                schedule_runs::schedule_id.eq(schedule),
                schedule_runs::slot_at.eq(slot),
                schedule_runs::post_id.eq(post),
            ))
            .execute(conn)
            .await?;
        diesel::update(schedules::table.find(schedule))
            .set((
                schedules::next_at.eq(next),
                schedules::made.eq(schedules::made + 1),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// It is paused, by somebody or by itself, which has its reason; or it goes on, with the next time.
pub async fn set_paused(
    tx: &mut Tx,
    id: ScheduleId,
    paused: Option<Time>,
    stopped_by: &str,
    next: Option<Time>,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(schedules::table.find(id))
            .set((
                schedules::paused_at.eq(paused),
                schedules::stopped_by.eq(stopped_by),
                schedules::next_at.eq(next),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

pub async fn delete_schedule(tx: &mut Tx, id: ScheduleId) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(schedule_runs::table.filter(schedule_runs::schedule_id.eq(id)))
            .execute(conn)
            .await?;
        diesel::delete(schedules::table.find(id))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Takes away what somebody scheduled; says how much there was.
pub async fn delete_schedules_of(
    tx: &mut Tx,
    account: AccountId,
    limit: i64,
) -> QueryResult<usize> {
    let conn = &mut **tx;
    let ids: Vec<ScheduleId> = q!(conn, {
        schedules::table
            .filter(schedules::author_id.eq(account))
            .limit(limit)
            .select(schedules::id)
            .load(conn)
            .await?
    });
    for id in &ids {
        delete_schedule(tx, *id).await?;
    }
    Ok(ids.len())
}

/// A community has a bounded number of them.
pub async fn count_schedules(conn: &mut Conn, community: CommunityId) -> QueryResult<i64> {
    q!(conn, {
        schedules::table
            .filter(schedules::community_id.eq(community))
            .count()
            .get_result(conn)
            .await
    })
}
