//! Files in a tar archive that grows part by part, and the list of what is in it.

use crate::store::Time;
use crate::text::hexadecimal;
use aws_lc_rs::digest::{SHA256, digest};
use serde_json::{Value, json};
use std::fmt::Write;

/// What a tar archive ends with.
pub const END: [u8; 1024] = [0; 1024];
/// Members are filled up to a multiple of this.
const BLOCK: usize = 512;
/// What archives of this version look like; a later form gets a higher number.
const FORMAT: u32 = 1;
/// Stands in the place of a hash for what is not in the archive.
const LEFT_OUT: &str = "-";

/// Some files, as a piece of an archive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    pub bytes: Vec<u8>,
    /// A line for each file: its hash, its length and its path. What is left out has no hash.
    pub sums: String,
}

/// One file of an archive, or one that is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    pub sha256: String,
    pub bytes: u64,
    pub path: String,
}

impl Batch {
    /// Adds a file below the folder `root`. Its path has letters, digits and a few signs only, and is short.
    pub fn add(&mut self, root: &str, path: &str, content: &[u8], at: Time) -> std::io::Result<()> {
        let length = u64::try_from(content.len()).unwrap_or(u64::MAX);
        let mut header = tar::Header::new_ustar();
        header.set_path(format!("{root}/{path}"))?;
        header.set_entry_type(tar::EntryType::Regular);
        header.set_mode(0o644);
        header.set_mtime(u64::try_from(at.utc().timestamp()).unwrap_or(0));
        header.set_size(length);
        header.set_cksum();
        self.bytes.extend_from_slice(header.as_bytes());
        self.bytes.extend_from_slice(content);
        let rest = content.len() % BLOCK;
        if rest > 0 {
            let whole = self.bytes.len().saturating_add(BLOCK - rest);
            self.bytes.resize(whole, 0);
        }
        let hash = hexadecimal(digest(&SHA256, content).as_ref());
        // Writing to a string cannot fail.
        let _ = writeln!(self.sums, "{hash}\t{length}\t{path}");
        Ok(())
    }

    /// Notes a file that belongs here and is not taken along.
    pub fn leave_out(&mut self, path: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.sums, "{LEFT_OUT}\t0\t{path}");
    }
}

/// What [`Batch::sums`] say, all together.
pub fn read_sums(text: &str) -> Vec<Sum> {
    let read = |line: &str| {
        let (sha256, rest) = line.split_once('\t')?;
        let (bytes, path) = rest.split_once('\t')?;
        Some(Sum {
            sha256: sha256.to_owned(),
            bytes: bytes.parse().ok()?,
            path: path.to_owned(),
        })
    };
    text.lines().filter_map(read).collect()
}

/// The last two files: all others with their hashes, for programs, and in the form that `sha256sum -c` reads.
/// `about` says whose library it is. The first names the pictures that are left out, too.
pub fn manifest(about: &Value, sums: &[Sum]) -> (String, String) {
    let (left_out, kept): (Vec<&Sum>, Vec<&Sum>) =
        sums.iter().partition(|sum| sum.sha256 == LEFT_OUT);
    let files: Vec<Value> = kept
        .iter()
        .map(|sum| json!({"path": sum.path, "bytes": sum.bytes, "sha256": sum.sha256}))
        .collect();
    let left_out: Vec<&str> = left_out.iter().map(|sum| sum.path.as_str()).collect();
    let manifest = json!({
        "format": FORMAT,
        "about": about,
        "files": files,
        "picturesLeftOut": left_out,
    });
    let mut lines = String::new();
    for sum in kept {
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{}  {}", sum.sha256, sum.path);
    }
    (format!("{manifest:#}\n"), lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn pieces_make_an_archive_that_any_program_reads() {
        let at = Time::new("2026-06-01T12:00:00Z".parse().unwrap());
        let long = vec![7; 1_300];
        let mut whole = Vec::new();
        let mut sums = String::new();
        let second = vec![("b/c.bin", long.as_slice()), ("empty", &[])];
        for files in [vec![("a.txt", &b"one"[..])], second] {
            let mut batch = Batch::default();
            for (path, content) in files {
                batch.add("luthiers", path, content, at).unwrap();
            }
            batch.leave_out("media/large.png");
            whole.extend(batch.bytes);
            sums.push_str(&batch.sums);
        }
        whole.extend(END);
        let mut archive = tar::Archive::new(whole.as_slice());
        let mut read = Vec::new();
        for entry in archive.entries().unwrap() {
            let mut entry = entry.unwrap();
            let path = entry.path().unwrap().display().to_string();
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            read.push((path, content));
        }
        assert_eq!(read[0], ("luthiers/a.txt".to_owned(), b"one".to_vec()));
        assert_eq!(read[1], ("luthiers/b/c.bin".to_owned(), long));
        assert_eq!(read[2].1, b"");
        assert_eq!(read.len(), 3);
        let sums = read_sums(&sums);
        assert_eq!(sums[0].bytes, 3);
        // As `printf one | sha256sum` says.
        let one = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed";
        assert_eq!(sums[0].sha256, one);
        let (manifest, lines) = manifest(&json!({"name": "luthiers"}), &sums);
        assert!(lines.starts_with(&format!("{one}  a.txt\n")));
        let manifest: Value = serde_json::from_str(&manifest).unwrap();
        assert_eq!(manifest["files"][1]["path"], "b/c.bin");
        assert_eq!(manifest["picturesLeftOut"][1], "media/large.png");
        assert!(!lines.contains("large.png"), "{lines}");
    }
}
