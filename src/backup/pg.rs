//! The PostgreSQL side: every table in COPY's text format, within one snapshot.

use super::{BackupError, Copied, Manifest, Table};
use crate::store::connect_postgres;
use crate::store::migrate::{Script, newer, postgres_scripts};
use bytes::Bytes;
use futures_util::{SinkExt, StreamExt, pin_mut};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, Transaction};

/// The same text whatever the server's or the role's own settings are.
const SETTINGS: &str = "SET client_encoding = 'UTF8'; SET \"DateStyle\" = 'ISO, YMD'; SET \"TimeZone\" = 'UTC'; \
    SET extra_float_digits = 3; SET bytea_output = 'hex'; SET statement_timeout = 0; SET lock_timeout = 0";

/// Columns that hold data of their own, in their order.
const COLUMNS: &str = "SELECT c.table_name::text, c.column_name::text, c.is_identity = 'YES' \
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name) \
    WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' \
    AND c.table_name <> '__diesel_schema_migrations' AND c.is_generated = 'NEVER' \
    ORDER BY c.table_name, c.ordinal_position";

/// Which table points at which; one that points at itself needs no order.
const REFERENCES: &str = "SELECT from_table.relname::text, to_table.relname::text FROM pg_constraint \
    JOIN pg_class from_table ON from_table.oid = conrelid JOIN pg_class to_table ON to_table.oid = confrelid \
    WHERE contype = 'f' AND conrelid <> confrelid \
    AND pg_constraint.connamespace = current_schema()::regnamespace";

/// Triggers that note what has changed note nothing now: what was due when the backup was made comes with it.
const RESTORING: &str = "SELECT set_config('guildhall.restoring', 'on', true)";

/// Whoever else uses the tables is waited for a little, and no more.
const PREPARE: &str = "SET LOCAL lock_timeout = '10s'; SELECT pg_advisory_xact_lock(7261938450); \
    CREATE TABLE IF NOT EXISTS __diesel_schema_migrations \
    (version VARCHAR(50) PRIMARY KEY NOT NULL, run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)";
const APPLIED: &str = "SELECT version FROM __diesel_schema_migrations";

/// What the tables are, in an order in which each stands behind those it points at.
struct Shape {
    tables: Vec<Table>,
    /// Table and column that number rows.
    identities: Vec<(String, String)>,
}

pub(super) async fn copy(url: &str, room: &Path) -> Result<Copied, BackupError> {
    let mut client = connect(url).await?;
    let tx = client
        .build_transaction()
        .isolation_level(tokio_postgres::IsolationLevel::RepeatableRead)
        .read_only(true)
        .start()
        .await
        .map_err(BackupError::database)?;
    let shape = read_shape(&tx).await?;
    let mut copied = Copied {
        tables: BTreeMap::new(),
        sequences: read_sequences(&tx, &shape).await?,
        files: Vec::new(),
    };
    for table in shape.tables {
        let path = room.join(format!("{}.copy", table.name));
        let rows = copy_out(&tx, &table, &path).await?;
        copied.tables.insert(table.name.clone(), rows);
        copied
            .files
            .push((format!("tables/{}", table.name), path, Some(table)));
    }
    tx.rollback().await.map_err(BackupError::database)?;
    Ok(copied)
}

async fn connect(url: &str) -> Result<Client, BackupError> {
    let client = connect_postgres(url).await.map_err(BackupError::database)?;
    client
        .batch_execute(SETTINGS)
        .await
        .map_err(BackupError::database)?;
    Ok(client)
}

async fn read_shape(tx: &Transaction<'_>) -> Result<Shape, BackupError> {
    let mut columns: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut identities = Vec::new();
    for row in tx
        .query(COLUMNS, &[])
        .await
        .map_err(BackupError::database)?
    {
        let (table, column, identity): (String, String, bool) =
            (row.get(0), row.get(1), row.get(2));
        if identity {
            identities.push((table.clone(), column.clone()));
        }
        columns.entry(table).or_default().push(column);
    }
    let mut references = BTreeSet::new();
    for row in tx
        .query(REFERENCES, &[])
        .await
        .map_err(BackupError::database)?
    {
        references.insert((row.get::<_, String>(0), row.get::<_, String>(1)));
    }
    let names = in_order(columns.keys().cloned().collect(), &references)?;
    let tables = names.into_iter().map(|name| Table {
        columns: columns.remove(&name).unwrap_or_default(),
        name,
    });
    Ok(Shape {
        tables: tables.collect(),
        identities,
    })
}

/// Every table behind those it points at.
fn in_order(
    mut waiting: Vec<String>,
    references: &BTreeSet<(String, String)>,
) -> Result<Vec<String>, BackupError> {
    let mut ordered: Vec<String> = Vec::new();
    while !waiting.is_empty() {
        let (ready, rest): (Vec<String>, Vec<String>) =
            waiting.iter().cloned().partition(|table| {
                let blocks = |to: &String| waiting.contains(to);
                !references
                    .iter()
                    .any(|(from, to)| from == table && blocks(to))
            });
        if ready.is_empty() {
            return Err(BackupError::database(
                "tables point at each other in a circle",
            ));
        }
        ordered.extend(ready);
        waiting = rest;
    }
    Ok(ordered)
}

async fn read_sequences(
    tx: &Transaction<'_>,
    shape: &Shape,
) -> Result<BTreeMap<String, i64>, BackupError> {
    let mut last = BTreeMap::new();
    for (table, column) in &shape.identities {
        let row = tx
            .query_one(
                "SELECT pg_sequence_last_value(pg_get_serial_sequence(quote_ident($1), $2)::regclass)",
                &[table, column],
            )
            .await
            .map_err(BackupError::database)?;
        if let Some(value) = row.get::<_, Option<i64>>(0) {
            last.insert(table.clone(), value);
        }
    }
    Ok(last)
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn column_list(table: &Table) -> String {
    let columns: Vec<String> = table.columns.iter().map(|column| quoted(column)).collect();
    format!("{} ({})", quoted(&table.name), columns.join(", "))
}

async fn copy_out(tx: &Transaction<'_>, table: &Table, path: &Path) -> Result<u64, BackupError> {
    let failed = BackupError::io(path);
    let statement = format!("COPY {} TO STDOUT", column_list(table));
    let rows = tx
        .copy_out(&statement)
        .await
        .map_err(BackupError::database)?;
    pin_mut!(rows);
    let mut file = tokio::fs::File::create(path).await.map_err(&failed)?;
    let mut count = 0;
    // The server sends one row in each message.
    while let Some(row) = rows.next().await {
        file.write_all(&row.map_err(BackupError::database)?)
            .await
            .map_err(&failed)?;
        count += 1;
    }
    file.sync_all().await.map_err(&failed)?;
    Ok(count)
}

/// Puts a backup in the place of what is there: drops the tables, makes them as they were when it was
/// made, loads its parts and brings the tables up to date. All in one transaction, so that whatever goes
/// wrong leaves everything as it was.
pub(super) async fn load(url: &str, manifest: &Manifest, room: &Path) -> Result<(), BackupError> {
    let mut client = connect(url).await?;
    let tx = client.transaction().await.map_err(BackupError::database)?;
    rebuild(&tx, &manifest.migrations).await.map_err(in_use)?;
    tx.batch_execute(RESTORING)
        .await
        .map_err(BackupError::database)?;
    load_parts(&tx, manifest, room).await?;
    for script in postgres_scripts() {
        if !manifest.migrations.contains(&script.version) {
            apply(&tx, &script).await.map_err(BackupError::database)?;
        }
    }
    tx.commit().await.map_err(BackupError::database)
}

async fn rebuild(tx: &Transaction<'_>, versions: &[String]) -> Result<(), tokio_postgres::Error> {
    tx.batch_execute(PREPARE).await?;
    let scripts = postgres_scripts();
    let rows = tx.query(APPLIED, &[]).await?;
    let applied: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
    for script in scripts.iter().rev() {
        if applied.contains(&script.version) {
            tx.batch_execute(&script.down).await?;
        }
    }
    tx.batch_execute("DELETE FROM __diesel_schema_migrations")
        .await?;
    for script in &scripts {
        if versions.contains(&script.version) {
            apply(tx, script).await?;
        }
    }
    Ok(())
}

async fn apply(tx: &Transaction<'_>, script: &Script) -> Result<(), tokio_postgres::Error> {
    tx.batch_execute(&script.up).await?;
    tx.execute(
        "INSERT INTO __diesel_schema_migrations (version) VALUES ($1)",
        &[&script.version],
    )
    .await?;
    Ok(())
}

fn in_use(error: tokio_postgres::Error) -> BackupError {
    if error.code() == Some(&SqlState::LOCK_NOT_AVAILABLE) {
        return BackupError::Refused(
            "another program uses the database. Stop the server first; nothing has changed"
                .to_owned(),
        );
    }
    BackupError::database(error)
}

async fn load_parts(
    tx: &Transaction<'_>,
    manifest: &Manifest,
    room: &Path,
) -> Result<(), BackupError> {
    let shape = read_shape(tx).await?;
    for part in &manifest.parts {
        let Some(table) = &part.table else { continue };
        if !shape.tables.iter().any(|there| there.name == table.name) {
            return Err(BackupError::Damaged(format!(
                "it has a table {} that no database has",
                table.name
            )));
        }
        let rows = copy_in(tx, table, &room.join(&part.name)).await?;
        if manifest.tables.get(&table.name) != Some(&rows) {
            return Err(BackupError::Damaged(format!(
                "{} has another number of rows",
                table.name
            )));
        }
    }
    for (table, column) in &shape.identities {
        let last = manifest.sequences.get(table).copied();
        set_sequence(tx, table, column, last).await?;
    }
    Ok(())
}

async fn copy_in(tx: &Transaction<'_>, table: &Table, path: &Path) -> Result<u64, BackupError> {
    let failed = BackupError::io(path);
    let statement = format!("COPY {} FROM STDIN", column_list(table));
    let sink = tx
        .copy_in(&statement)
        .await
        .map_err(BackupError::database)?;
    pin_mut!(sink);
    let mut file = tokio::fs::File::open(path).await.map_err(&failed)?;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let count = file.read(&mut buffer).await.map_err(&failed)?;
        let Some(read) = buffer.get(..count).filter(|read| !read.is_empty()) else {
            break;
        };
        sink.send(Bytes::copy_from_slice(read))
            .await
            .map_err(BackupError::database)?;
    }
    sink.finish().await.map_err(BackupError::database)
}

/// The next row gets a number that none has had, not even one that is deleted by now.
async fn set_sequence(
    tx: &Transaction<'_>,
    table: &str,
    column: &str,
    last: Option<i64>,
) -> Result<(), BackupError> {
    let highest = format!("SELECT max({}) FROM {}", quoted(column), quoted(table));
    let row = tx
        .query_one(&highest, &[])
        .await
        .map_err(BackupError::database)?;
    let Some(last) = row.get::<_, Option<i64>>(0).max(last) else {
        return Ok(());
    };
    tx.execute(
        "SELECT setval(pg_get_serial_sequence(quote_ident($1), $2)::regclass, $3)",
        &[&table, &column, &last],
    )
    .await
    .map_err(BackupError::database)?;
    Ok(())
}

/// The changes that the database has had; none when it is empty.
async fn applied(client: &Client) -> Result<Vec<String>, BackupError> {
    let there = client
        .query_one(
            "SELECT to_regclass('__diesel_schema_migrations') IS NULL",
            &[],
        )
        .await
        .map_err(BackupError::database)?;
    if there.get::<_, bool>(0) {
        return Ok(Vec::new());
    }
    let rows = client
        .query(APPLIED, &[])
        .await
        .map_err(BackupError::database)?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

/// Refuses to touch what a newer version made, or to load what one made: this one knows neither.
pub(super) async fn refuse_newer(url: &str, manifest: &Manifest) -> Result<(), BackupError> {
    let known: BTreeSet<String> = postgres_scripts()
        .into_iter()
        .map(|script| script.version)
        .collect();
    let there = applied(&connect(url).await?).await?;
    match there
        .iter()
        .chain(&manifest.migrations)
        .find(|v| !known.contains(*v))
    {
        Some(version) => Err(BackupError::Refused(newer(version).to_string())),
        None => Ok(()),
    }
}

/// Whether there is anything of ours in the database.
pub(super) async fn is_empty(url: &str) -> Result<bool, BackupError> {
    let client = connect(url).await?;
    let row = client
        .query_one("SELECT to_regclass('actors') IS NULL", &[])
        .await
        .map_err(BackupError::database)?;
    if row.get::<_, bool>(0) {
        return Ok(true);
    }
    let row = client
        .query_one("SELECT NOT EXISTS (SELECT 1 FROM actors)", &[])
        .await
        .map_err(BackupError::database)?;
    Ok(row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(tables: &[&str], references: &[(&str, &str)]) -> Result<Vec<String>, BackupError> {
        let references = references
            .iter()
            .map(|(from, to)| ((*from).to_owned(), (*to).to_owned()))
            .collect();
        in_order(
            tables.iter().map(|t| (*t).to_owned()).collect(),
            &references,
        )
    }

    #[test]
    fn tables_stand_behind_those_they_point_at() {
        let ordered = order(
            &["accounts", "actors", "posts"],
            &[("posts", "accounts"), ("accounts", "actors")],
        );
        assert_eq!(ordered.unwrap(), ["actors", "accounts", "posts"]);
        assert!(order(&["a", "b"], &[("a", "b"), ("b", "a")]).is_err());
    }
}
