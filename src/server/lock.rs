//! The data directory: made for our eyes only, and held by one server at a time.
//!
//! Two servers on one SQLite file would each believe that what is leased was left by a process that
//! died, and send everything twice. PostgreSQL is made for many processes and needs no such lock; there
//! `presence` keeps a backup from being restored under them.

use crate::config::Config;
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// Held as long as it lives; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct DataLock(#[expect(dead_code, reason = "held, not read")] Vec<File>);

#[derive(Debug, thiserror::Error)]
pub enum DataDirError {
    #[error(
        "another Guildhall server is running on this data ({0} is locked). Stop it first: two servers on one SQLite database would do all work twice. To run several processes, use PostgreSQL"
    )]
    Taken(PathBuf),
    #[error("{path} cannot be used: {source}. It must belong to the user that runs Guildhall")]
    Io {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
}

/// Makes the data directory (0700) and the SQLite file (0600; SQLite gives its companions the same
/// rights), where they are missing.
pub fn prepare(config: &Config) -> Result<(), DataDirError> {
    prepare_dir(config)?;
    let Some(database) = sqlite_path(&config.database_url()) else {
        return Ok(());
    };
    match private_file().create_new(true).open(&database) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(failed(&database)(error)),
        _ => Ok(()),
    }
}

/// The data directory alone.
pub fn prepare_dir(config: &Config) -> Result<(), DataDirError> {
    let dir = &config.server.data_dir;
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(dir)
        .map_err(failed(dir))
}

/// Takes the data for this process. On PostgreSQL there is nothing to take.
pub fn take(config: &Config) -> Result<DataLock, DataDirError> {
    let Some(database) = sqlite_path(&config.database_url()) else {
        return Ok(DataLock(Vec::new()));
    };
    // The database may lie elsewhere, where another server with its own data directory finds it.
    let mut beside = database.into_os_string();
    beside.push(".lock");
    let paths = [config.server.data_dir.join("guildhall.lock"), beside.into()];
    paths
        .iter()
        .map(|path| lock(path))
        .collect::<Result<_, _>>()
        .map(DataLock)
}

fn lock(path: &Path) -> Result<File, DataDirError> {
    let file = private_file()
        .create(true)
        .open(path)
        .map_err(failed(path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(DataDirError::Taken(path.to_owned())),
        Err(TryLockError::Error(error)) => Err(failed(path)(error)),
    }
}

/// Where the SQLite file is; None for PostgreSQL.
pub fn sqlite_path(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite:")?;
    Some(path.strip_prefix("//").unwrap_or(path).into())
}

/// For reading and writing by us alone.
pub fn private_file() -> OpenOptions {
    let mut options = File::options();
    options.read(true).write(true).mode(0o600);
    options
}

fn failed(path: &Path) -> impl Fn(io::Error) -> DataDirError {
    let path = path.to_owned();
    move |source| DataDirError::Io {
        path: path.clone(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn config(data_dir: &Path, database: &str) -> Config {
        let mut config = Config::from_parts(
            "[server]\npublic_url = \"https://guild.example\"",
            Default::default(),
        )
        .unwrap();
        config.server.data_dir = data_dir.to_owned();
        config.database.url = database.to_owned();
        config
    }

    fn mode(path: &Path) -> u32 {
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_second_server_on_the_same_data_is_refused_and_told_why() {
        let dir = tempfile::tempdir().unwrap();
        let config = config(&dir.path().join("data"), "");
        prepare(&config).unwrap();
        let held = take(&config).unwrap();
        let refused = take(&config).unwrap_err().to_string();
        assert!(refused.contains("another Guildhall server"), "{refused}");
        drop(held);
        take(&config).unwrap();
    }

    #[test]
    fn two_data_directories_with_one_database_are_still_one_server() {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", dir.path().join("one.db").display());
        let (a, b) = (
            config(&dir.path().join("a"), &url),
            config(&dir.path().join("b"), &url),
        );
        prepare(&a).unwrap();
        prepare(&b).unwrap();
        let _held = take(&a).unwrap();
        assert!(matches!(take(&b), Err(DataDirError::Taken(_))));
    }

    #[test]
    fn nobody_else_may_read_the_data() {
        let dir = tempfile::tempdir().unwrap();
        let config = config(&dir.path().join("data"), "");
        prepare(&config).unwrap();
        let _held = take(&config).unwrap();
        let data = &config.server.data_dir;
        assert_eq!(mode(data), 0o700);
        assert_eq!(mode(&data.join("guildhall.db")), 0o600);
        assert_eq!(mode(&data.join("guildhall.lock")), 0o600);
    }

    #[test]
    fn postgres_needs_no_lock() {
        let dir = tempfile::tempdir().unwrap();
        let config = config(dir.path(), "postgres://guild@localhost/guild");
        let _one = take(&config).unwrap();
        let _two = take(&config).unwrap();
    }
}
