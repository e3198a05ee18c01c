//! Figures that are in the database.

use crate::q;
use crate::store::types::Instant;
use crate::store::{Conn, Time};
use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel_async::RunQueryDsl;

/// Something that waits.
#[derive(Debug, Clone, Copy, QueryableByName)]
pub struct Backlog {
    #[diesel(sql_type = BigInt)]
    pub waiting: i64,
    #[diesel(sql_type = Nullable<Instant>)]
    pub oldest: Option<Time>,
}

/// Activities that were taken and are not yet applied.
pub async fn inbox_backlog(conn: &mut Conn) -> diesel::QueryResult<Backlog> {
    q!(conn, {
        diesel::sql_query(
            "SELECT count(*) AS waiting, MIN(received_at) AS oldest FROM received_activities WHERE state = 'new'",
        )
        .get_result(conn)
        .await
    })
}

/// Deliveries that wait for servers that answer, or for those that do not.
pub async fn delivery_backlog(conn: &mut Conn, failing: bool) -> diesel::QueryResult<Backlog> {
    const HEALTHY: &str = "SELECT count(*) AS waiting, MIN(d.created_at) AS oldest
        FROM deliveries d JOIN peers p ON p.id = d.peer_id
        WHERE d.state = 'due' AND p.failing_since IS NULL";
    const FAILING: &str = "SELECT count(*) AS waiting, MIN(d.created_at) AS oldest
        FROM deliveries d JOIN peers p ON p.id = d.peer_id
        WHERE d.state = 'due' AND p.failing_since IS NOT NULL";
    let sql = if failing { FAILING } else { HEALTHY };
    q!(conn, { diesel::sql_query(sql).get_result(conn).await })
}

/// A server that does not answer.
#[derive(Debug, Clone, QueryableByName)]
pub struct Failing {
    #[diesel(sql_type = Text)]
    pub host: String,
    #[diesel(sql_type = Instant)]
    pub since: Time,
    /// Deliveries that wait for it.
    #[diesel(sql_type = BigInt)]
    pub waiting: i64,
}

/// Those that most waits for; a bounded number.
pub async fn list_failing(conn: &mut Conn, limit: i64) -> diesel::QueryResult<Vec<Failing>> {
    q!(conn, {
        diesel::sql_query(
            "SELECT p.host AS host, p.failing_since AS since, count(d.id) AS waiting
             FROM peers p LEFT JOIN deliveries d ON d.peer_id = p.id AND d.state = 'due'
             WHERE p.failing_since IS NOT NULL
             GROUP BY p.id, p.host, p.failing_since ORDER BY waiting DESC, p.host LIMIT $1",
        )
        .bind::<BigInt, _>(limit)
        .load(conn)
        .await
    })
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

pub async fn count_failing(conn: &mut Conn) -> diesel::QueryResult<i64> {
    let count: Count = q!(conn, {
        diesel::sql_query("SELECT count(*) AS n FROM peers WHERE failing_since IS NOT NULL")
            .get_result(conn)
            .await?
    });
    Ok(count.n)
}
