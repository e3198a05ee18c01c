//! The SQLite side: one consistent file, made beside whoever reads and writes.

use super::{BackupError, Copied, LITE_PART, blocking};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use std::collections::BTreeMap;
use std::path::Path;

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    rows: i64,
}

/// `VACUUM INTO` reads within one transaction, so the copy is the database of one moment.
pub(super) async fn copy(database: &Path, room: &Path) -> Result<Copied, BackupError> {
    let (from, to) = (database.to_owned(), room.join(LITE_PART));
    blocking(move || {
        let mut conn = open(&from)?;
        diesel::sql_query("VACUUM INTO ?")
            .bind::<Text, _>(to.display().to_string())
            .execute(&mut conn)
            .map_err(BackupError::database)?;
        let tables = inspect(&to)?;
        Ok(Copied {
            tables,
            sequences: BTreeMap::new(),
            files: vec![(LITE_PART.to_owned(), to, None)],
        })
    })
    .await
}

/// Checks that a database file is sound and counts the rows of its tables.
pub(super) fn inspect(path: &Path) -> Result<BTreeMap<String, u64>, BackupError> {
    let mut conn = open(path)?;
    let verdict: Vec<Name> =
        diesel::sql_query("SELECT quick_check AS name FROM pragma_quick_check")
            .load(&mut conn)
            .map_err(BackupError::database)?;
    if verdict.first().is_none_or(|first| first.name != "ok") {
        let said: Vec<String> = verdict.into_iter().map(|line| line.name).collect();
        return Err(BackupError::Damaged(said.join("; ")));
    }
    let tables: Vec<Name> = diesel::sql_query(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' \
         AND name NOT LIKE '%\\_fts%' ESCAPE '\\' AND name NOT LIKE '\\_\\_diesel%' ESCAPE '\\' ORDER BY name",
    )
    .load(&mut conn)
    .map_err(BackupError::database)?;
    let mut counts = BTreeMap::new();
    for Name { name } in tables {
        // The name is from SQLite's own list of tables.
        let count: Count = diesel::sql_query(format!("SELECT count(*) AS rows FROM \"{name}\""))
            .get_result(&mut conn)
            .map_err(BackupError::database)?;
        counts.insert(name, u64::try_from(count.rows).unwrap_or(0));
    }
    Ok(counts)
}

fn open(path: &Path) -> Result<SqliteConnection, BackupError> {
    let mut conn =
        SqliteConnection::establish(&path.display().to_string()).map_err(BackupError::database)?;
    conn.batch_execute("PRAGMA busy_timeout = 10000")
        .map_err(BackupError::database)?;
    Ok(conn)
}
