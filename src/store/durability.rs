//! Whether a commit waits for the disk.
//!
//! What somebody was told must survive a power cut, so a commit waits (safety.md §0 finding 7). Work
//! that would be done again if its end were lost need not: a job is a row that was written for good
//! with what it follows from, and goes only with its work. Both databases keep commits in their order,
//! so that a power cut takes the last moments as a whole, and the next commit that waits makes sure of
//! all before it. The end of the process takes nothing in either case.

use super::{Conn, Tx};
use diesel::result::QueryResult;
use diesel_async::SimpleAsyncConnection;

tokio::task_local! {
    static REPEATABLE: ();
}

/// Runs work whose transactions need not wait for the disk: it must be safe to run twice, and nobody
/// may have been told that it is done. Tasks that it spawns are not part of it.
pub async fn repeatable<R>(work: impl Future<Output = R>) -> R {
    REPEATABLE.scope((), work).await
}

fn is_repeatable() -> bool {
    REPEATABLE.try_with(|()| ()).is_ok()
}

impl Tx {
    /// Before the transaction of SQLite begins.
    pub(super) async fn prepare_lite(&mut self) -> QueryResult<()> {
        let Conn::Lite(conn) = &mut **self else {
            return Ok(());
        };
        let pragma = if is_repeatable() {
            "PRAGMA synchronous = NORMAL"
        } else {
            "PRAGMA synchronous = FULL"
        };
        conn.batch_execute(pragma).await
    }
}

/// How a transaction of PostgreSQL begins, in one round trip.
pub(super) fn begin_pg() -> &'static str {
    if is_repeatable() {
        "BEGIN; SET LOCAL synchronous_commit = off"
    } else {
        "BEGIN"
    }
}

#[cfg(test)]
mod tests {
    use super::repeatable;
    use crate::q;
    use crate::store::test_db::fresh;
    use crate::store::{Conn, Store};
    use diesel::QueryableByName;
    use diesel::sql_types::{Integer, Text};
    use diesel_async::RunQueryDsl;

    #[derive(QueryableByName)]
    struct Pragma {
        #[diesel(sql_type = Integer)]
        synchronous: i32,
    }

    #[derive(QueryableByName)]
    struct Setting {
        #[diesel(sql_type = Text)]
        synchronous_commit: String,
    }

    /// Whether the commit of a transaction that begins now would wait.
    async fn waits(store: &Store) -> bool {
        let mut tx = store.begin().await.unwrap();
        let conn: &mut Conn = &mut tx;
        let waits = q!(conn,
        sqlite: {
            let found: Pragma = diesel::sql_query("PRAGMA synchronous")
                .get_result(conn).await.unwrap();
            found.synchronous == 2
        },
        pg: {
            let found: Setting = diesel::sql_query("SHOW synchronous_commit")
                .get_result(conn).await.unwrap();
            found.synchronous_commit != "off"
        });
        tx.commit().await.unwrap();
        waits
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn only_what_can_be_repeated_does_not_wait_for_the_disk() {
        let db = fresh().await;
        assert!(waits(&db.store).await);
        assert!(!repeatable(waits(&db.store)).await);
        assert!(waits(&db.store).await);
        let spawned = repeatable(async {
            let store = db.store.clone();
            tokio::spawn(async move { waits(&store).await })
                .await
                .unwrap()
        });
        assert!(spawned.await, "a spawned task stands for itself");
    }
}
