//! Backups.

use super::failure::Failure;
use super::say;
use crate::app::App;
use crate::backup::{self, Manifest};
use crate::config::Config;
use clap::Subcommand;
use std::path::{Path, PathBuf};

#[derive(Debug, Subcommand)]
pub enum Backup {
    /// Write a backup to a new file, while the server runs
    Create { file: PathBuf },
    /// Compare every part of a backup with its checksum
    Verify { file: PathBuf },
    /// Put a backup in place; the server must not be running
    Restore {
        file: PathBuf,
        /// Replace what is there
        #[arg(long)]
        force: bool,
    },
}

pub async fn create(app: &App, file: &Path) -> Result<(), Failure> {
    let manifest = backup::create(app, file).await?;
    say(format_args!(
        "{} holds everything this server cannot be without:",
        file.display()
    ));
    describe(&manifest);
    say("It contains private keys and password hashes: keep it where nobody else reads it.");
    Ok(())
}

pub async fn verify(file: &Path) -> Result<(), Failure> {
    let path = file.to_owned();
    let manifest = tokio::task::spawn_blocking(move || backup::verify(&path))
        .await
        .map_err(|e| Failure::new(e.to_string()))??;
    say(format_args!("{} is whole:", file.display()));
    describe(&manifest);
    Ok(())
}

pub async fn restore(config: &Config, file: &Path, force: bool) -> Result<(), Failure> {
    let restored = backup::restore(config, file, force).await?;
    say(format_args!("{} is restored:", file.display()));
    describe(&restored.manifest);
    for path in &restored.put_aside {
        say(format_args!(
            "what was there before is now {}",
            path.display()
        ));
    }
    Ok(())
}

fn describe(manifest: &Manifest) {
    let count = |table: &str| manifest.tables.get(table).copied().unwrap_or(0);
    let bytes: u64 = manifest.parts.iter().map(|part| part.bytes).sum();
    say(format_args!(
        "  {} as of {}, made by Guildhall {}\n  {} accounts, {} communities, {} threads, {} replies; {} MiB in {} parts",
        manifest.public_url,
        manifest.created_at.wire(),
        manifest.guildhall,
        count("accounts"),
        count("communities"),
        count("posts"),
        count("comments"),
        bytes.div_ceil(1024 * 1024),
        manifest.parts.len()
    ));
}
