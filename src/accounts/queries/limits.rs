//! Hits in the current window of each rate limit, shared by all processes.

use crate::q;
use crate::store::schema::rate_limits;
use crate::store::types::Instant;
use crate::store::{Time, Tx};
use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};
use diesel_async::RunQueryDsl;

#[derive(Debug, QueryableByName)]
pub struct Hits {
    #[diesel(sql_type = Integer)]
    pub hits: i32,
    #[diesel(sql_type = Instant)]
    pub window_start: Time,
}

/// Counts one more hit and returns how many there are, in one statement, so that two requests at
/// the same moment do not both take the last one. A window that began at or before `over` is over.
pub async fn count_hit(tx: &mut Tx, key: &str, now: Time, over: Time) -> QueryResult<Hits> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::sql_query(
            "INSERT INTO rate_limits (key, window_start, hits) VALUES ($1, $2, 1) \
             ON CONFLICT (key) DO UPDATE SET \
             hits = CASE WHEN rate_limits.window_start <= $3 THEN 1 \
                 ELSE rate_limits.hits + 1 END, \
             window_start = CASE WHEN rate_limits.window_start <= $3 THEN excluded.window_start \
                 ELSE rate_limits.window_start END \
             RETURNING hits, window_start",
        )
        .bind::<Text, _>(key)
        .bind::<Instant, _>(now)
        .bind::<Instant, _>(over)
        .get_result(conn)
        .await
    })
}

/// Takes one hit back.
pub async fn uncount_hit(tx: &mut Tx, key: &str) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(rate_limits::table.find(key))
            .filter(rate_limits::hits.gt(0))
            .set(rate_limits::hits.eq(rate_limits::hits - 1))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Forgets all hits. Whoever counts one meanwhile waits for the commit.
pub async fn delete_hits(tx: &mut Tx, key: &str) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(rate_limits::table.find(key))
            .execute(conn)
            .await
    })?;
    Ok(())
}
