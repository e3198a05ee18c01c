//! Who works on a PostgreSQL database: its servers share it, and who replaces what is in it has it alone.
//!
//! Each says so with an advisory lock. It belongs to a transaction that stays open, and not to a session, so
//! that it holds behind a pooler that lends out its connections by the transaction, and ends with the
//! connection. Such a transaction reads nothing that it would keep others from taking away.

use super::StoreError;
use super::connect::connect_postgres;
use std::time::Duration;
use tokio_postgres::{Client, SimpleQueryMessage};

const BEGIN: &str =
    "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL idle_in_transaction_session_timeout = 0";
/// Servers in other schemas of one database have nothing to do with each other.
const SHARED: &str =
    "SELECT pg_try_advisory_xact_lock_shared(hashtextextended(current_schema()::text, 7261938452))";
const ALONE: &str =
    "SELECT pg_try_advisory_xact_lock(hashtextextended(current_schema()::text, 7261938452))";
/// How often it is looked whether the connection is still there, and how long an answer may take.
const LOOK: Duration = Duration::from_secs(5);

/// Held as long as the database is used. Dropped, it ends a moment later.
pub struct Presence(Client);

impl Presence {
    /// Shares the database with others who share it. None: somebody has it alone.
    pub async fn shared(url: &str) -> Result<Option<Self>, StoreError> {
        take(url, SHARED).await
    }

    /// Takes the database alone. None: somebody uses it.
    pub async fn alone(url: &str) -> Result<Option<Self>, StoreError> {
        take(url, ALONE).await
    }

    /// Waits until the connection has broken, and the lock with it.
    pub async fn broken(&self) {
        loop {
            tokio::time::sleep(LOOK).await;
            let answer = self.0.simple_query("SELECT 1");
            if !matches!(tokio::time::timeout(LOOK, answer).await, Ok(Ok(_))) {
                return;
            }
        }
    }

    /// Gives the database back at once.
    pub async fn leave(self) {
        // A connection that is broken has given it back.
        let _ = self.0.batch_execute("ROLLBACK").await;
    }
}

async fn take(url: &str, lock: &str) -> Result<Option<Presence>, StoreError> {
    let failed = |error: tokio_postgres::Error| StoreError::Connect(error.to_string());
    let client = connect_postgres(url).await?;
    client.batch_execute(BEGIN).await.map_err(failed)?;
    // A pooler may know nothing of prepared statements.
    let answer = client.simple_query(lock).await.map_err(failed)?;
    let taken = answer.iter().any(|message| match message {
        SimpleQueryMessage::Row(row) => row.get(0) == Some("t"),
        _ => false,
    });
    Ok(taken.then_some(Presence(client)))
}
