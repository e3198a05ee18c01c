//! Everything the server cannot be without, in one file: the database as it was at one moment,
//! secrets and media kept as files, and a manifest with a checksum of each part.
//!
//! The file is a plain tar archive. The manifest is its first member, so that `verify` reads the
//! archive once from front to back. On SQLite the database part is a database file; on PostgreSQL
//! each table is a part in COPY's text format, so that neither side needs PostgreSQL's own programs.
//! A backup holds the private keys of all actors and the password hashes: it is written 0600.

mod archive;
mod lite;
mod pg;
mod restore;
#[cfg(test)]
mod tests;

pub use archive::verify;
pub use restore::{Restored, restore};

use crate::app::App;
use crate::server::lock::sqlite_path;
use crate::store::{Time, migrate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What backups of this version look like; a later form gets a higher number.
const FORMAT: u32 = 1;
/// Folders of the data directory that hold files which are no database.
const FOLDERS: [&str; 2] = ["secrets", "media"];
const LITE_PART: &str = "database.sqlite";

#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("{path}: {source}")]
    Io {
        path: PathBuf,
        #[source]
        source: std::io::Error,
    },
    #[error("{0} is there already; choose another name")]
    Exists(PathBuf),
    #[error("this is no backup of Guildhall, or it is damaged: {0}")]
    Damaged(String),
    #[error("the database failed: {0}")]
    Database(String),
    #[error("{0}")]
    Refused(String),
}

impl BackupError {
    fn io(path: &Path) -> impl Fn(std::io::Error) -> BackupError + use<> {
        let path = path.to_owned();
        move |source| BackupError::Io {
            path: path.clone(),
            source,
        }
    }

    fn database(error: impl std::fmt::Display) -> Self {
        Self::Database(error.to_string())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Sqlite,
    Postgres,
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

/// What is in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    /// The version of Guildhall that made it.
    pub guildhall: String,
    pub database: Kind,
    /// Whose backup it is: the address cannot change.
    pub public_url: String,
    pub created_at: Time,
    /// The changes that the database had had.
    pub migrations: Vec<String>,
    /// Rows of each table.
    pub tables: BTreeMap<String, u64>,
    /// PostgreSQL: the last number each table gave to a row, so that none is given twice.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sequences: BTreeMap<String, i64>,
    pub parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
    /// PostgreSQL: the table and its columns in the order they were written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<Table>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    pub name: String,
    pub columns: Vec<String>,
}

/// A copy of the database in files, before it is packed.
struct Copied {
    tables: BTreeMap<String, u64>,
    sequences: BTreeMap<String, i64>,
    /// In the order in which they can be loaded.
    files: Vec<(String, PathBuf, Option<Table>)>,
}

/// Writes a backup to `target`, which must not exist, while the server runs. Needs room for a second
/// copy beside it until it is done.
pub async fn create(app: &App, target: &Path) -> Result<Manifest, BackupError> {
    if target.exists() {
        return Err(BackupError::Exists(target.to_owned()));
    }
    let room = tempfile::tempdir_in(folder_of(target)).map_err(BackupError::io(target))?;
    let url = app.config.database_url();
    let (kind, mut copied) = match sqlite_path(&url) {
        Some(database) => (Kind::Sqlite, lite::copy(&database, room.path()).await?),
        None => (Kind::Postgres, pg::copy(&url, room.path()).await?),
    };
    let (data, held) = (app.config.server.data_dir.clone(), room.path().to_owned());
    let files = blocking(move || {
        let mut files = Vec::new();
        for folder in FOLDERS {
            archive::list_files(&data, Path::new(folder), &mut files)?;
        }
        archive::hold(files, &held)
    })
    .await?;
    copied.files.extend(files);
    let manifest = Manifest {
        format: FORMAT,
        guildhall: env!("CARGO_PKG_VERSION").to_owned(),
        database: kind,
        public_url: app.local.root.to_string(),
        created_at: app.now(),
        migrations: migrate::applied(&app.store)
            .await
            .map_err(BackupError::database)?,
        tables: copied.tables,
        sequences: copied.sequences,
        parts: Vec::new(),
    };
    let (files, target) = (copied.files, target.to_owned());
    blocking(move || archive::write(manifest, &files, &target)).await
}

/// Where a file that is given as `backup.tar` or `/srv/backup.tar` lies.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

async fn blocking<T, F>(work: F) -> Result<T, BackupError>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T, BackupError> + Send + 'static,
{
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(broken) => Err(BackupError::database(broken)),
    }
}
