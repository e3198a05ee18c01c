//! Brings the tables up to date when the program starts. Forward only: a database that a newer
//! version has changed is refused, not guessed at.

use super::{Conn, Store, StoreError};
use crate::q;
use diesel::QueryableByName;
use diesel::migration::{Migration, MigrationSource};
use diesel::sql_types::Text;
use diesel_async::{AsyncMigrationHarness, RunQueryDsl, SimpleAsyncConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use rust_embed::RustEmbed;

pub const LITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
pub const PG: EmbeddedMigrations = embed_migrations!("migrations/postgres");

#[derive(RustEmbed)]
#[folder = "migrations/postgres"]
struct Scripts;

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

/// A change of a PostgreSQL database as text, for who makes tables in a transaction of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    pub version: String,
    pub up: String,
    pub down: String,
}

/// All changes that this program knows, oldest first.
pub fn postgres_scripts() -> Vec<Script> {
    let text = |path: String| {
        let file = Scripts::get(&path).map(|file| file.data.into_owned());
        String::from_utf8(file.unwrap_or_default()).unwrap_or_default()
    };
    let script = |path: std::borrow::Cow<'static, str>| {
        let folder = path.strip_suffix("/up.sql")?;
        let version = folder.split('_').next()?.replace('-', "");
        Some(Script {
            version,
            up: text(format!("{folder}/up.sql")),
            down: text(format!("{folder}/down.sql")),
        })
    };
    let mut scripts: Vec<Script> = Scripts::iter().filter_map(script).collect();
    scripts.sort_by(|a, b| a.version.cmp(&b.version));
    scripts
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

pub fn newer(version: &str) -> StoreError {
    StoreError::Newer(format!(
        "it has had the change {version}, which this version does not know; install the newer version or restore a backup from before"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A community of before rules had versions: what it says becomes its first one.
    #[test]
    fn rules_of_before_become_their_first_version() {
        use diesel::connection::SimpleConnection;
        let conn = <diesel::SqliteConnection as diesel::Connection>::establish(":memory:");
        let mut conn = conn.unwrap();
        conn.run_pending_migrations(LITE).unwrap();
        loop {
            let undone = conn.revert_last_migration(LITE).unwrap();
            if undone.to_string() == "20261130103000" {
                break;
            }
        }
        conn.batch_execute(
            "INSERT INTO actors (id, ap_id, kind, name, host, local, inbox_url, created_at)
                VALUES (1, 'https://a.test/c/a', 'group', 'a', 'a.test', 1, '', 5),
                       (2, 'https://b.test/c/b', 'group', 'b', 'b.test', 0, '', 5);
             INSERT INTO communities (id, actor_id, title, focus, description, description_html, rules,
                rules_html, language, read_policy, join_policy, post_policy, answer_policy,
                restricted_to_moderators, sensitive, last_activity_at, created_at)
                SELECT id, id, '', '', '', '', 'Be \"kind\".', '', '', 'public', 'open', 'readers',
                    'readers', 0, 0, 7, 7 FROM actors;",
        )
        .unwrap();
        conn.run_pending_migrations(LITE).unwrap();
        let query = "SELECT c.id || ' ' || c.rules_version || ' ' || COALESCE(v.items, '') || ' ' \
            || COALESCE(v.change_kind, '') AS version FROM communities c \
            LEFT JOIN rules_versions v ON v.community_id = c.id ORDER BY c.id";
        let found: Vec<Version> =
            diesel::RunQueryDsl::load(diesel::sql_query(query), &mut conn).unwrap();
        let found: Vec<&str> = found.iter().map(|row| row.version.as_str()).collect();
        assert_eq!(found, [r#"1 1 ["Be \"kind\"."] editorial"#, "2 0  "]);
    }

    #[test]
    fn every_change_of_postgresql_is_there_as_text() {
        let all: Vec<Box<dyn Migration<diesel::pg::Pg>>> = PG.migrations().unwrap();
        let mut versions: Vec<String> = all
            .iter()
            .map(|change| change.name().version().to_string())
            .collect();
        versions.sort();
        let scripts = postgres_scripts();
        let found: Vec<&String> = scripts.iter().map(|script| &script.version).collect();
        assert_eq!(found, versions.iter().collect::<Vec<_>>());
        for script in &scripts {
            for text in [&script.up, &script.down] {
                assert!(text.contains(';'), "{}", script.version);
            }
        }
    }
}
