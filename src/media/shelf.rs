//! The files: below the data directory, each under the hash of what it holds. No name that anybody sent is ever
//! part of a path.

use crate::app::App;
use crate::error::{Error, Result};
use crate::text::hexadecimal;
use aws_lc_rs::digest::{SHA256, digest};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tempfile::NamedTempFile;

/// Below the data directory; backups hold it whole.
const FOLDER: &str = "media";
/// How files begin that are not whole yet. Backups leave them out.
const UNFINISHED: &str = ".new-";

/// A file that is whole and on the disk, and has no name yet. Dropped, it is gone.
pub struct Draft {
    pub hash: String,
    file: NamedTempFile,
}

fn folder(app: &App) -> PathBuf {
    app.config.server.data_dir.join(FOLDER)
}

/// SHA-256 as 64 digits.
fn hash_of(bytes: &[u8]) -> String {
    let digest = digest(&SHA256, bytes);
    hexadecimal(digest.as_ref())
}

/// A key for a picture that follows from these words: nobody guesses it who does not know them all.
pub fn key_of(words: &[&str]) -> String {
    let mut key = hash_of(words.join("\0").as_bytes());
    key.truncate(32);
    key
}

fn is_hash(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Where the file with this hash is; none for what is no hash.
fn path_of(folder: &Path, hash: &str) -> Option<PathBuf> {
    let shelf = hash.get(..2).filter(|_| is_hash(hash))?;
    Some(folder.join(shelf).join(hash))
}

async fn blocking<T, F>(work: F) -> Result<T>
where
    T: Send + 'static,
    F: FnOnce() -> io::Result<T> + Send + 'static,
{
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(Error::internal)?.map_err(failed)
}

fn failed(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Error::DiskFull,
        _ => Error::internal(error),
    }
}

/// Writes a picture to the disk, so that giving it its name later cannot fail for want of room.
pub async fn draft(app: &App, bytes: Vec<u8>) -> Result<Draft> {
    let folder = folder(app);
    blocking(move || {
        fs::create_dir_all(&folder)?;
        let mut file = tempfile::Builder::new()
            .prefix(UNFINISHED)
            .tempfile_in(&folder)?;
        file.write_all(&bytes)?;
        file.as_file().sync_all()?;
        Ok(Draft {
            hash: hash_of(&bytes),
            file,
        })
    })
    .await
}

/// Gives it its name; one that is there already holds the same. Call it in the transaction that stores the
/// picture, after its row: then nobody takes the file away in between.
pub async fn keep(app: &App, draft: Draft) -> Result<()> {
    let folder = folder(app);
    blocking(move || {
        let path = path_of(&folder, &draft.hash).ok_or(io::ErrorKind::InvalidInput)?;
        let shelf = path.parent().unwrap_or(&folder);
        fs::create_dir_all(shelf)?;
        draft.file.persist(&path).map_err(|failed| failed.error)?;
        File::open(shelf)?.sync_all()
    })
    .await
}

/// None where there is no such file.
pub async fn read(app: &App, hash: &str) -> Result<Option<Vec<u8>>> {
    let Some(path) = path_of(&folder(app), hash) else {
        return Ok(None);
    };
    blocking(move || match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        read => read.map(Some),
    })
    .await
}

/// Takes it away for good. One that is not there is away already.
pub async fn remove(app: &App, hash: &str) -> Result<()> {
    let Some(path) = path_of(&folder(app), hash) else {
        return Ok(());
    };
    blocking(move || match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    })
    .await
}

/// Hashes of the files that have been there for at least so long. What was left unfinished as long ago is
/// removed on the way.
pub async fn list_old(app: &App, age: Duration) -> Result<Vec<String>> {
    let folder = folder(app);
    blocking(move || {
        let mut old = Vec::new();
        for entry in entries(&folder)? {
            if !is_old(&entry, age)? {
                continue;
            }
            let name = entry.file_name();
            let unfinished = name
                .to_str()
                .is_some_and(|name| name.starts_with(UNFINISHED));
            if unfinished && entry.file_type()?.is_file() {
                fs::remove_file(entry.path())?;
            }
        }
        for shelf in entries(&folder)? {
            if !shelf.file_type()?.is_dir() {
                continue;
            }
            for entry in entries(&shelf.path())? {
                let name = entry.file_name();
                let hash = name.to_str().filter(|name| is_hash(name));
                if let Some(hash) = hash
                    && is_old(&entry, age)?
                {
                    old.push(hash.to_owned());
                }
            }
        }
        Ok(old)
    })
    .await
}

/// What is in a folder; nothing where there is none.
fn entries(folder: &Path) -> io::Result<Vec<fs::DirEntry>> {
    match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        entries => entries?.collect(),
    }
}

/// By the system's own clock, which wrote the time.
fn is_old(entry: &fs::DirEntry, age: Duration) -> io::Result<bool> {
    let written = entry.metadata()?.modified()?;
    let now = SystemTime::now();
    Ok(now.duration_since(written).unwrap_or_default() >= age)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::test_app;

    /// M-04.
    #[test]
    fn no_name_but_a_hash_is_a_path() {
        let folder = Path::new("/data/media");
        let hash = hash_of(b"x");
        let path = path_of(folder, &hash).unwrap();
        assert_eq!(path, folder.join(hash.get(..2).unwrap()).join(&hash));
        let upper = hash.to_uppercase();
        let longer = format!("{hash}0");
        for name in [
            "",
            "..",
            "../../etc/passwd",
            "/etc/passwd",
            "a\0b",
            "%2e%2e%2f",
            ".new-x",
            &upper,
            &longer,
        ] {
            assert_eq!(path_of(folder, name), None, "{name}");
        }
    }

    #[test]
    fn a_full_disk_is_told_from_other_faults() {
        for kind in [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded] {
            assert!(matches!(failed(kind.into()), Error::DiskFull));
        }
        let other = failed(io::ErrorKind::PermissionDenied.into());
        assert!(matches!(other, Error::Internal(_)));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_draft_that_is_not_kept_leaves_nothing() {
        let app = test_app().await;
        let draft = draft(&app, b"one".to_vec()).await.unwrap();
        let hash = draft.hash.clone();
        drop(draft);
        assert_eq!(entries(&folder(&app)).unwrap().len(), 0);
        assert_eq!(read(&app, &hash).await.unwrap(), None);

        let again = super::draft(&app, b"one".to_vec()).await.unwrap();
        keep(&app, again).await.unwrap();
        assert_eq!(read(&app, &hash).await.unwrap(), Some(b"one".to_vec()));
        assert_eq!(
            list_old(&app, Duration::ZERO).await.unwrap(),
            std::slice::from_ref(&hash)
        );
        let day = Duration::from_secs(86_400);
        assert!(list_old(&app, day).await.unwrap().is_empty());
        remove(&app, &hash).await.unwrap();
        remove(&app, &hash).await.unwrap();
        assert_eq!(read(&app, &hash).await.unwrap(), None);
    }
}
