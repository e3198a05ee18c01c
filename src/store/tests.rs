use super::test_db::{fresh, fresh_sqlite, statements};
use super::{Conn, Store, Tx};
use crate::q;
use diesel::QueryableByName;
use diesel::sql_types::BigInt;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

async fn run(tx: &mut Tx, sql: &str) {
    let conn: &mut Conn = tx;
    q!(conn, { conn.batch_execute(sql).await.unwrap() });
}

async fn notes(store: &Store) -> i64 {
    let mut conn = store.begin().await.unwrap();
    let conn: &mut Conn = &mut conn;
    let found: Count = q!(conn, {
        diesel::sql_query("SELECT COUNT(*) AS n FROM notes")
            .get_result(conn)
            .await
            .unwrap()
    });
    found.n
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_that_is_dropped_leaves_nothing_also_within_a_savepoint() {
    let db = fresh().await;
    let mut tx = db.store.begin().await.unwrap();
    run(&mut tx, "CREATE TABLE notes (n INTEGER)").await;
    tx.commit().await.unwrap();

    let mut tx = db.store.begin().await.unwrap();
    run(&mut tx, "INSERT INTO notes VALUES (1)").await;
    drop(tx);
    assert_eq!(notes(&db.store).await, 0);

    let mut tx = db.store.begin().await.unwrap();
    run(&mut tx, "INSERT INTO notes VALUES (1)").await;
    let cancelled = tx.savepoint::<(), diesel::result::Error, _>(async |tx| {
        run(tx, "INSERT INTO notes VALUES (2)").await;
        std::future::pending().await
    });
    let waited = tokio::time::timeout(std::time::Duration::from_millis(50), cancelled).await;
    assert!(waited.is_err());
    drop(tx);
    assert_eq!(notes(&db.store).await, 0);
}

/// Opening SQLite anew means to read its tables and to prepare every statement again.
#[tokio::test(flavor = "multi_thread")]
async fn the_writer_of_sqlite_outlives_a_transaction_that_is_dropped() {
    let db = fresh_sqlite().await;
    let mut tx = db.store.begin().await.unwrap();
    run(&mut tx, "CREATE TEMP TABLE notes (n INTEGER)").await;
    tx.commit().await.unwrap();
    drop(db.store.begin().await.unwrap());
    // Only the connection that made it knows this table.
    assert_eq!(notes(&db.store).await, 0);
}

async fn count_accounts(store: &Store) -> i64 {
    let mut conn = store.read().await.unwrap();
    let conn = &mut conn;
    let found: Count = q!(conn, {
        diesel::sql_query("SELECT COUNT(*) AS n FROM accounts")
            .get_result(conn)
            .await
            .unwrap()
    });
    found.n
}

#[tokio::test(flavor = "multi_thread")]
async fn the_statements_of_some_work_are_noted_and_no_others() {
    let db = fresh().await;
    let (counts, noted) = statements(async {
        let elsewhere = db.store.clone();
        let other = tokio::spawn(async move { count_accounts(&elsewhere).await });
        let own = [
            count_accounts(&db.store).await,
            count_accounts(&db.store).await,
        ];
        (own, other.await.unwrap())
    })
    .await;
    assert_eq!(counts, ([0, 0], 0));
    assert_eq!(noted.len(), 2, "{noted:?}");
    assert!(noted.iter().all(|sql| sql.starts_with("SELECT COUNT")));
}
