//! Looks for everything that commonly goes wrong with a server and names the cure of each fault.
//!
//! It runs beside the server, with the same configuration, and changes nothing.

mod languages;
mod mail;
mod outside;
mod store;
#[cfg(test)]
mod tests;

use crate::config::{Config, ConfigError};
use crate::media::bench::Bench;
use crate::media::model::Shape;
use crate::server::{assemble, lock};
use bytes::Bytes;
use rustix::fs::statvfs;
use std::fmt;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Below this, a busy day may fill the disk.
const LITTLE_SPACE: u64 = 1024 * 1024 * 1024;
/// Below this, the database may refuse to write at any moment.
const NO_SPACE: u64 = 100 * 1024 * 1024;
/// A GIF of one pixel.
const PIXEL: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0;";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Ok,
    Warn,
    Fail,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub verdict: Verdict,
    pub what: String,
    /// What to do; empty when all is well.
    pub cure: String,
}

impl Finding {
    fn ok(what: impl Into<String>) -> Self {
        Self {
            verdict: Verdict::Ok,
            what: what.into(),
            cure: String::new(),
        }
    }

    fn warn(what: impl Into<String>, cure: impl Into<String>) -> Self {
        Self {
            verdict: Verdict::Warn,
            what: what.into(),
            cure: cure.into(),
        }
    }

    fn fail(what: impl Into<String>, cure: impl Into<String>) -> Self {
        Self {
            verdict: Verdict::Fail,
            what: what.into(),
            cure: cure.into(),
        }
    }

    pub fn is_fault(&self) -> bool {
        self.verdict == Verdict::Fail
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.verdict {
            Verdict::Ok => "ok",
            Verdict::Warn => "warn",
            Verdict::Fail => "fail",
        };
        write!(f, "{word:<5} {}", self.what)?;
        if self.cure.is_empty() {
            return Ok(());
        }
        write!(f, " — {}", self.cure)
    }
}

/// Everything that can be looked at, whatever else is wrong.
pub async fn examine(file: Option<&Path>) -> Vec<Finding> {
    match Config::load(file) {
        Ok(config) => examine_config(config).await,
        Err(error) => vec![wrong_configuration(&error)],
    }
}

fn wrong_configuration(error: &ConfigError) -> Finding {
    let cure = match error {
        // It says itself where all keys are listed.
        ConfigError::Unknown(_) => "correct the file or the environment",
        _ => "correct the file or the environment; `guildhall config default` shows every key",
    };
    Finding::fail(format!("configuration: {error}"), cure)
}

async fn examine_config(config: Config) -> Vec<Finding> {
    let mut findings = vec![Finding::ok(format!(
        "configuration: this is {}",
        config.server.public_url
    ))];
    findings.push(settings_for_tests(&config));
    findings.push(pictures().await);
    let dir = data_dir(&config);
    let usable = !dir.is_fault();
    findings.push(dir);
    if usable {
        findings.push(disk_space(&config.server.data_dir));
    }
    // Without the directory there is no file of SQLite's either, and one fault is enough.
    let opened = match usable || lock::sqlite_path(&config.database_url()).is_none() {
        true => store::examine(&config, &mut findings).await,
        false => None,
    };
    if let Some(opened) = opened.clone() {
        match assemble(config.clone(), opened) {
            Ok(app) => store::examine_content(&app, &mut findings).await,
            Err(error) => {
                findings.push(no_network(&error));
                return findings;
            }
        }
    }
    languages::examine(&config, &mut findings);
    mail::examine(&config, &mut findings).await;
    outside::examine(&config, opened.as_ref(), &mut findings).await;
    findings
}

/// Reads one as the server does.
async fn pictures() -> Finding {
    let sent = Bytes::from_static(PIXEL);
    let made = Bench::default().make(sent, Shape::Whole, "picture").await;
    let Err(error) = made else {
        return Finding::ok("pictures: each is read in a process of its own");
    };
    let why = std::error::Error::source(&error);
    let why = why.map_or_else(|| error.to_string(), |why| why.to_string());
    Finding::fail(
        format!("pictures: none can be read: {why}"),
        "let the service start processes that set limits to themselves (prlimit64), as config/systemd/guildhall.service does",
    )
}

fn no_network(error: &dyn fmt::Display) -> Finding {
    Finding::fail(
        format!("network: {error}"),
        "install the system's root certificates (Debian: ca-certificates)",
    )
}

fn settings_for_tests(config: &Config) -> Finding {
    let mut odd = Vec::new();
    if !config.federation.hosts_file.is_empty() {
        odd.push("federation.hosts_file");
    }
    if !config.federation.private_hosts.is_empty() {
        odd.push("federation.private_hosts");
    }
    if !config.rate_limits.enabled {
        odd.push("rate_limits.enabled");
    }
    if odd.is_empty() {
        return Finding::ok("configuration: all protections are on");
    }
    Finding::warn(
        format!("configuration: {} weaken protections", odd.join(", ")),
        "remove them unless this is a test or a private network",
    )
}

fn data_dir(config: &Config) -> Finding {
    let dir = &config.server.data_dir;
    let shown = dir.display();
    let owner = "it must be a directory that belongs to the user who runs Guildhall";
    let metadata = match std::fs::metadata(dir) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Finding::fail(
                format!("data directory: {shown} does not exist"),
                "start the server once, or set server.data_dir to where the data is",
            );
        }
        Err(error) => return Finding::fail(format!("data directory: {shown}: {error}"), owner),
    };
    if !metadata.is_dir() {
        return Finding::fail(format!("data directory: {shown} is a file"), owner);
    }
    if let Err(error) = tempfile::tempfile_in(dir) {
        return Finding::fail(
            format!("data directory: nothing can be written to {shown}: {error}"),
            owner,
        );
    }
    let open_to_others = metadata.permissions().mode() & 0o077 != 0;
    let lite = lock::sqlite_path(&config.database_url());
    let file_open = lite
        .and_then(|path| std::fs::metadata(path).ok())
        .is_some_and(|file| file.permissions().mode() & 0o077 != 0);
    if file_open && open_to_others {
        return Finding::warn(
            format!("data directory: others on this machine can read {shown}"),
            format!("chmod 700 {shown}; it holds private keys and password hashes"),
        );
    }
    Finding::ok(format!("data directory: {shown}"))
}

fn disk_space(dir: &Path) -> Finding {
    let free = match statvfs(dir) {
        Ok(stat) => stat.f_bavail.saturating_mul(stat.f_frsize),
        Err(error) => {
            return Finding::warn(format!("disk space: {error}"), "look at it with df");
        }
    };
    let text = format!("disk space: {} MiB free", free / (1024 * 1024));
    if free < NO_SPACE {
        return Finding::fail(
            text,
            "make room: without it nothing can be written (503), while pages can still be read",
        );
    }
    if free < LITTLE_SPACE {
        return Finding::warn(text, "make room before it runs out");
    }
    Finding::ok(text)
}
