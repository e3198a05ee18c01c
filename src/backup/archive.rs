//! Parts into one file and back, each with its checksum.

use super::{BackupError, FORMAT, Manifest, Part, Table, folder_of};
use crate::text::hexadecimal;
use aws_lc_rs::digest::{Context, SHA256};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

const MANIFEST: &str = "manifest.json";
/// A manifest names some dozens of tables, and every picture.
const MAX_MANIFEST: u64 = 256 * 1024 * 1024;

pub(super) type Files = Vec<(String, PathBuf, Option<Table>)>;

/// Adds all files below `root/folder`, if there is such a folder, under names like `media/ab/cd`.
pub(super) fn list_files(root: &Path, folder: &Path, files: &mut Files) -> Result<(), BackupError> {
    let here = root.join(folder);
    let entries = match std::fs::read_dir(&here) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        other => other.map_err(BackupError::io(&here))?,
    };
    for entry in entries {
        let entry = entry.map_err(BackupError::io(&here))?;
        let kind = entry.file_type().map_err(BackupError::io(&here))?;
        let below = folder.join(entry.file_name());
        if kind.is_dir() {
            list_files(root, &below, files)?;
        } else if kind.is_file() {
            files.push((below.display().to_string(), entry.path(), None));
        }
    }
    Ok(())
}

/// Holds on to files that may be deleted at any moment, as pictures are: each gets a second name in `room`, or
/// is copied there. What is gone already, or is not whole yet, is left out; such files begin with a dot.
pub(super) fn hold(files: Files, room: &Path) -> Result<Files, BackupError> {
    let mut held = Vec::with_capacity(files.len());
    for (name, path, table) in files {
        let unfinished = path
            .file_name()
            .and_then(|name| name.to_str())
            .is_some_and(|name| name.starts_with('.'));
        if unfinished {
            continue;
        }
        let here = room.join("files").join(&name);
        std::fs::create_dir_all(folder_of(&here)).map_err(BackupError::io(&here))?;
        // The room may be on another disk.
        let linked = std::fs::hard_link(&path, &here);
        let held_here = linked.or_else(|_| std::fs::copy(&path, &here).map(|_| ()));
        match held_here {
            Ok(()) => held.push((name, here, table)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(BackupError::io(&path)(error)),
        }
    }
    Ok(held)
}

/// Packs the files. The target appears under its name only when it is whole and on the disk.
pub(super) fn write(
    mut manifest: Manifest,
    files: &Files,
    target: &Path,
) -> Result<Manifest, BackupError> {
    for (name, path, table) in files {
        let (bytes, sha256) = sum_file(path)?;
        manifest.parts.push(Part {
            name: name.clone(),
            bytes,
            sha256,
            table: table.clone(),
        });
    }
    let failed = BackupError::io(target);
    // Made with mode 0600.
    let mut draft = tempfile::NamedTempFile::new_in(folder_of(target)).map_err(&failed)?;
    let mut tar = tar::Builder::new(io::BufWriter::new(draft.as_file_mut()));
    let text = serde_json::to_vec_pretty(&manifest).map_err(BackupError::database)?;
    let length = u64::try_from(text.len()).map_err(BackupError::database)?;
    append(&mut tar, MANIFEST, length, text.as_slice()).map_err(&failed)?;
    for (part, (_, path, _)) in manifest.parts.iter().zip(files) {
        let file = File::open(path).map_err(BackupError::io(path))?;
        append(&mut tar, &part.name, part.bytes, file).map_err(&failed)?;
    }
    let mut buffer = tar.into_inner().map_err(&failed)?;
    buffer.flush().map_err(&failed)?;
    drop(buffer);
    draft.as_file().sync_all().map_err(&failed)?;
    draft
        .persist_noclobber(target)
        .map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists => BackupError::Exists(target.to_owned()),
            _ => failed(error.error),
        })?;
    let folder = folder_of(target);
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(BackupError::io(folder))?;
    Ok(manifest)
}

fn append(
    tar: &mut tar::Builder<impl Write>,
    name: &str,
    bytes: u64,
    content: impl Read,
) -> io::Result<()> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes);
    header.set_mode(0o600);
    // A file that grew since it was summed must not shift what follows.
    tar.append_data(&mut header, name, content.take(bytes))
}

fn sum_file(path: &Path) -> Result<(u64, String), BackupError> {
    let file = File::open(path).map_err(BackupError::io(path))?;
    sum(file, io::sink()).map_err(BackupError::io(path))
}

/// Length and SHA-256 of all that `from` holds, which is copied on the way.
fn sum(mut from: impl Read, mut to: impl Write) -> io::Result<(u64, String)> {
    let mut context = Context::new(&SHA256);
    let mut buffer = vec![0; 64 * 1024];
    let mut bytes = 0;
    loop {
        let count = from.read(&mut buffer)?;
        let Some(read) = buffer.get(..count).filter(|read| !read.is_empty()) else {
            break;
        };
        context.update(read);
        to.write_all(read)?;
        bytes += u64::try_from(count).unwrap_or(0);
    }
    let digest = context.finish();
    Ok((bytes, hexadecimal(digest.as_ref())))
}

/// Reads the whole archive and compares every part with the manifest.
pub fn verify(path: &Path) -> Result<Manifest, BackupError> {
    unpack(path, None)
}

/// The same, and writes the parts under their names into `room`.
pub(super) fn unpack(path: &Path, room: Option<&Path>) -> Result<Manifest, BackupError> {
    let damaged = |why: String| BackupError::Damaged(why);
    let file = File::open(path).map_err(BackupError::io(path))?;
    let mut tar = tar::Archive::new(io::BufReader::new(file));
    let mut members = tar.entries().map_err(|e| damaged(e.to_string()))?;
    let manifest = match members.next() {
        Some(first) => read_manifest(first.map_err(|e| damaged(e.to_string()))?)?,
        None => return Err(damaged("it is empty".to_owned())),
    };
    for part in &manifest.parts {
        let member = members
            .next()
            .ok_or_else(|| damaged(format!("{} is missing; the file was cut off", part.name)))?;
        let member = member.map_err(|e| damaged(e.to_string()))?;
        let name = member.path().map_err(|e| damaged(e.to_string()))?;
        if name.as_ref() != Path::new(&part.name) || !is_plain(&name) {
            return Err(damaged(format!(
                "{} stands where {} should",
                name.display(),
                part.name
            )));
        }
        let (bytes, sha256) = match room {
            Some(room) => sum_into(member, &room.join(&part.name))?,
            None => sum(member, io::sink()).map_err(|e| damaged(e.to_string()))?,
        };
        if bytes != part.bytes || sha256 != part.sha256 {
            return Err(damaged(format!(
                "{} has changed since it was written",
                part.name
            )));
        }
    }
    match members.next() {
        None => Ok(manifest),
        Some(_) => Err(damaged("there is more in it than it says".to_owned())),
    }
}

fn read_manifest(member: tar::Entry<'_, impl Read>) -> Result<Manifest, BackupError> {
    let name = member
        .path()
        .map_err(|e| BackupError::Damaged(e.to_string()))?;
    if name.as_ref() != Path::new(MANIFEST) {
        return Err(BackupError::Damaged(
            "it does not begin with a manifest".to_owned(),
        ));
    }
    let manifest: Manifest = serde_json::from_reader(member.take(MAX_MANIFEST))
        .map_err(|e| BackupError::Damaged(e.to_string()))?;
    if manifest.format > FORMAT {
        return Err(BackupError::Refused(format!(
            "this backup was made by Guildhall {}, which is newer than this program ({})",
            manifest.guildhall,
            env!("CARGO_PKG_VERSION")
        )));
    }
    Ok(manifest)
}

/// A name that leads nowhere but down.
fn is_plain(path: &Path) -> bool {
    path.components()
        .all(|part| matches!(part, Component::Normal(_)))
}

fn sum_into(from: impl Read, path: &Path) -> Result<(u64, String), BackupError> {
    let failed = BackupError::io(path);
    std::fs::create_dir_all(folder_of(path)).map_err(&failed)?;
    let file = crate::server::lock::private_file()
        .create_new(true)
        .open(path)
        .map_err(&failed)?;
    let mut file = io::BufWriter::new(file);
    let sums = sum(from, &mut file).map_err(&failed)?;
    let file = file.into_inner().map_err(|e| failed(e.into_error()))?;
    file.sync_all().map_err(&failed)?;
    Ok(sums)
}
