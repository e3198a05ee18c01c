//! From a backup to a server that goes on where the backup was made.
//!
//! Nothing is touched before every part of the backup has been compared with its checksum. What was
//! there before is not thrown away on SQLite: it is put aside under another name; on PostgreSQL it stays
//! as it is until the backup has taken its place, in one transaction. Ids cannot be given twice after a
//! restore from an old backup: those that the world sees end in chance.

use super::archive::unpack;
use super::{BackupError, FOLDERS, Kind, LITE_PART, Manifest, blocking, folder_of, lite, pg};
use crate::app::SystemClock;
use crate::config::Config;
use crate::server::lock::{self, sqlite_path};
use crate::store::presence::Presence;
use std::fs::File;
use std::path::{Path, PathBuf};

/// What a restore did.
#[derive(Debug)]
pub struct Restored {
    pub manifest: Manifest,
    /// Where the files are that were there before.
    pub put_aside: Vec<PathBuf>,
}

/// Restores `from`. Refused while a server runs on the data, and without `force` where the target holds
/// anything.
pub async fn restore(config: &Config, from: &Path, force: bool) -> Result<Restored, BackupError> {
    let refused = |e: lock::DataDirError| BackupError::Refused(e.to_string());
    lock::prepare_dir(config).map_err(refused)?;
    let _held = lock::take(config).map_err(refused)?;
    let url = config.database_url();
    let alone = take_alone(&url).await?;
    let room = tempfile::tempdir_in(&config.server.data_dir)
        .map_err(BackupError::io(&config.server.data_dir))?;
    let (archive, into) = (from.to_owned(), room.path().to_owned());
    let manifest = blocking(move || unpack(&archive, Some(&into))).await?;
    check(config, &manifest)?;
    let mut put_aside = Vec::new();
    match sqlite_path(&url) {
        Some(database) => {
            let part = room.path().join(LITE_PART);
            restore_lite(&manifest, &part, &database, force, &mut put_aside).await?;
        }
        None => restore_pg(&url, &manifest, room.path(), force).await?,
    }
    restore_folders(config, room.path(), &mut put_aside)?;
    if let Some(alone) = alone {
        alone.leave().await;
    }
    Ok(Restored {
        manifest,
        put_aside,
    })
}

/// A server that goes on would send what it remembers under numbers that now belong to something else.
async fn take_alone(url: &str) -> Result<Option<Presence>, BackupError> {
    if sqlite_path(url).is_some() {
        return Ok(None);
    }
    match Presence::alone(url).await.map_err(BackupError::database)? {
        Some(alone) => Ok(Some(alone)),
        None => Err(BackupError::Refused(
            "another Guildhall server is running on this database (`guildhall serve` or `guildhall work`), or another restore. Stop it first; nothing has changed"
                .to_owned(),
        )),
    }
}

pub(super) fn check(config: &Config, manifest: &Manifest) -> Result<(), BackupError> {
    let kind = match sqlite_path(&config.database_url()) {
        Some(_) => Kind::Sqlite,
        None => Kind::Postgres,
    };
    if manifest.database != kind {
        return Err(BackupError::Refused(format!(
            "this backup was made on {}, but database.url names {kind}; restore it on the kind of database it came from",
            manifest.database
        )));
    }
    let ours = config.server.public_url.trim_end_matches('/');
    if manifest.public_url.trim_end_matches('/') != ours {
        return Err(BackupError::Refused(format!(
            "this backup belongs to {}, but server.public_url is {}. The address is part of every name that other servers know, so a backup can only be restored under its own",
            manifest.public_url, config.server.public_url
        )));
    }
    Ok(())
}

async fn restore_lite(
    manifest: &Manifest,
    part: &Path,
    database: &Path,
    force: bool,
    put_aside: &mut Vec<PathBuf>,
) -> Result<(), BackupError> {
    let (part, counts) = (part.to_owned(), manifest.tables.clone());
    let database = database.to_owned();
    let there = std::fs::metadata(&database).is_ok_and(|file| file.len() > 0);
    if there && !force {
        return Err(not_empty(&database.display().to_string()));
    }
    let aside = blocking(move || {
        if lite::inspect(&part)? != counts {
            return Err(BackupError::Damaged(
                "its tables hold other numbers of rows".to_owned(),
            ));
        }
        let mut aside = Vec::new();
        // The companions first: a log without its database is harmless, the other way is not.
        for end in ["-wal", "-shm", ""] {
            aside.extend(put_away(&with_end(&database, end))?);
        }
        move_file(&part, &database)?;
        Ok(aside)
    })
    .await?;
    put_aside.extend(aside);
    Ok(())
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(end);
    path.into()
}

/// Renames what is there, if anything, to a name that says when.
fn put_away(path: &Path) -> Result<Option<PathBuf>, BackupError> {
    if !path.exists() {
        return Ok(None);
    }
    let now = crate::app::Clock::now(&SystemClock).format("%Y%m%d-%H%M%S%6f");
    let aside = with_end(path, &format!(".before-restore-{now}"));
    std::fs::rename(path, &aside).map_err(BackupError::io(path))?;
    Ok(Some(aside))
}

/// The database may lie on another file system than the data directory.
fn move_file(from: &Path, to: &Path) -> Result<(), BackupError> {
    let failed = BackupError::io(to);
    let folder = folder_of(to);
    std::fs::create_dir_all(folder).map_err(&failed)?;
    let mut draft = tempfile::NamedTempFile::new_in(folder).map_err(&failed)?;
    let mut source = File::open(from).map_err(BackupError::io(from))?;
    std::io::copy(&mut source, draft.as_file_mut()).map_err(&failed)?;
    draft.as_file().sync_all().map_err(&failed)?;
    draft.persist(to).map_err(|e| failed(e.error))?;
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(BackupError::io(folder))
}

/// All in one transaction: what is there stays until the backup is in its place.
async fn restore_pg(
    url: &str,
    manifest: &Manifest,
    room: &Path,
    force: bool,
) -> Result<(), BackupError> {
    if !pg::is_empty(url).await? && !force {
        return Err(not_empty("the database"));
    }
    pg::refuse_newer(url, manifest).await?;
    pg::load(url, manifest, room).await
}

fn not_empty(what: &str) -> BackupError {
    BackupError::Refused(format!(
        "{what} is not empty. Restore into an empty place, or say --force to replace what is there"
    ))
}

fn restore_folders(
    config: &Config,
    room: &Path,
    put_aside: &mut Vec<PathBuf>,
) -> Result<(), BackupError> {
    for folder in FOLDERS {
        let (from, to) = (room.join(folder), config.server.data_dir.join(folder));
        if from.exists() {
            put_aside.extend(put_away(&to)?);
            std::fs::rename(&from, &to).map_err(BackupError::io(&to))?;
        }
    }
    Ok(())
}
