//! Brings the tables up to date when the program starts. Forward only: a database that a newer
//! version has changed is refused, not guessed at.

use super::{Conn, Store, StoreError};
use crate::q;
use diesel::QueryableByName;
use diesel::migration::{Migration, MigrationSource};
use diesel::sql_types::Text;
use diesel_async::{AsyncMigrationHarness, RunQueryDsl, SimpleAsyncConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

pub const LITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
pub const PG: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Several processes may start at once on one PostgreSQL; this advisory lock lets one migrate.
const LOCK: &str = "SELECT pg_advisory_lock(7261938450)";
const UNLOCK: &str = "SELECT pg_advisory_unlock(7261938450)";

#[derive(QueryableByName)]
struct Version {
    #[diesel(sql_type = Text)]
    version: String,
}

/// Runs what is pending.
pub async fn run(store: &Store) -> Result<(), StoreError> {
    refuse_newer(store).await?;
    let failed = |e: Box<dyn std::error::Error + Send + Sync>| StoreError::Migrate(e.to_string());
    match store.write().await? {
        Conn::Lite(conn) => {
            AsyncMigrationHarness::new(conn)
                .run_pending_migrations(LITE)
                .map_err(failed)?;
        }
        Conn::Pg(mut conn) => {
            conn.batch_execute(LOCK).await?;
            let mut harness = AsyncMigrationHarness::new(conn);
            let outcome = harness.run_pending_migrations(PG).map(|_| ());
            harness.into_inner().batch_execute(UNLOCK).await?;
            outcome.map_err(failed)?;
        }
    }
    Ok(())
}

/// Drops all that is ours from a PostgreSQL database and makes the tables as they were when it had
/// had exactly these changes; for loading a backup.
pub async fn begin_anew(store: &Store, versions: &[String]) -> Result<(), StoreError> {
    let failed = |e: Box<dyn std::error::Error + Send + Sync>| StoreError::Migrate(e.to_string());
    let known = known(store)?;
    if let Some(unknown) = versions.iter().find(|version| !known.contains(version)) {
        return Err(newer(unknown));
    }
    let Conn::Pg(mut conn) = store.write().await? else {
        return Err(StoreError::Migrate("this is for PostgreSQL".to_owned()));
    };
    let changes: Vec<Box<dyn Migration<diesel::pg::Pg>>> = PG.migrations().map_err(failed)?;
    conn.batch_execute(LOCK).await?;
    let mut harness = AsyncMigrationHarness::new(conn);
    let reverted = harness.revert_all_migrations(PG).map(|_| ());
    let outcome = reverted.and_then(|()| {
        changes
            .iter()
            .filter(|change| versions.contains(&change.name().version().to_string()))
            .try_for_each(|change| harness.run_migration(change).map(|_| ()))
    });
    harness.into_inner().batch_execute(UNLOCK).await?;
    outcome.map_err(failed)
}

/// The versions this program knows, oldest first.
pub fn known(store: &Store) -> Result<Vec<String>, StoreError> {
    let failed = |e: Box<dyn std::error::Error + Send + Sync>| StoreError::Migrate(e.to_string());
    let mut versions = if store.is_sqlite() {
        let all: Vec<Box<dyn Migration<diesel::sqlite::Sqlite>>> =
            LITE.migrations().map_err(failed)?;
        all.iter()
            .map(|m| m.name().version().to_string())
            .collect::<Vec<_>>()
    } else {
        let all: Vec<Box<dyn Migration<diesel::pg::Pg>>> = PG.migrations().map_err(failed)?;
        all.iter().map(|m| m.name().version().to_string()).collect()
    };
    versions.sort();
    Ok(versions)
}

/// The versions the database has had, oldest first; none for an empty database.
pub async fn applied(store: &Store) -> Result<Vec<String>, StoreError> {
    let mut conn = store.read().await?;
    let conn = &mut conn;
    let there: Vec<Version> = q!(conn,
    sqlite: {
        diesel::sql_query("SELECT name AS version FROM sqlite_master WHERE name = '__diesel_schema_migrations'")
            .load(conn).await?
    },
    pg: {
        diesel::sql_query("SELECT table_name::text AS version FROM information_schema.tables \
            WHERE table_name = '__diesel_schema_migrations' AND table_schema = current_schema()")
            .load(conn).await?
    });
    if there.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Version> = q!(conn, {
        diesel::sql_query("SELECT version FROM __diesel_schema_migrations ORDER BY version")
            .load(conn)
            .await?
    });
    Ok(rows.into_iter().map(|row| row.version).collect())
}

async fn refuse_newer(store: &Store) -> Result<(), StoreError> {
    let known = known(store)?;
    match applied(store)
        .await?
        .into_iter()
        .find(|v| !known.contains(v))
    {
        Some(version) => Err(newer(&version)),
        None => Ok(()),
    }
}

fn newer(version: &str) -> StoreError {
    StoreError::Newer(format!(
        "it has had the change {version}, which this version does not know; install the newer version or restore a backup from before"
    ))
}
