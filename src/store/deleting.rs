//! Deleting much of something, a bounded part in each transaction.

use super::Tx;
use crate::q;
use diesel::result::QueryResult;
use diesel::sql_types::BigInt;
use diesel_async::RunQueryDsl;

/// Deletes what has this number in this column, such as that of an account: of each table about as many rows as
/// `limit` says. With a table comes a column that tells such rows from each other. Says how many there were.
pub async fn delete_some(
    tx: &mut Tx,
    (column, number): (&str, i64),
    tables: &[(&str, &str)],
    limit: i64,
) -> QueryResult<usize> {
    let mut gone = 0;
    for (table, key) in tables {
        let statement = format!(
            "DELETE FROM {table} WHERE {column} = $1 AND {key} IN
               (SELECT {key} FROM {table} WHERE {column} = $1 LIMIT $2)"
        );
        let conn = &mut **tx;
        gone += q!(conn, {
            diesel::sql_query(&statement)
                .bind::<BigInt, _>(number)
                .bind::<BigInt, _>(limit)
                .execute(conn)
                .await?
        });
    }
    Ok(gone)
}
