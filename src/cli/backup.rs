//! Backups.

use super::failure::Failure;
use super::say;
use crate::app::App;
use crate::backup::{self, Manifest};
use crate::config::Config;
use crate::web::layout::counted;
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
    say(said(manifest));
}

/// Only those who sign in here have a login: `accounts` holds the people of other servers, too.
fn said(manifest: &Manifest) -> String {
    let count = |table: &str, one: &str, many: &str| {
        let rows = manifest.tables.get(table).copied().unwrap_or(0);
        counted(i64::try_from(rows).unwrap_or(i64::MAX), one, many)
    };
    let bytes: u64 = manifest.parts.iter().map(|part| part.bytes).sum();
    let parts = i64::try_from(manifest.parts.len()).unwrap_or(i64::MAX);
    format!(
        "  {} as of {}, made by Guildhall {}\n  {} of this server; {}, {} and {} of this and other servers; {} MiB in {}",
        manifest.public_url,
        manifest.created_at.wire(),
        manifest.guildhall,
        count("logins", "account", "accounts"),
        count("communities", "community", "communities"),
        count("posts", "thread", "threads"),
        count("comments", "reply", "replies"),
        bytes.div_ceil(1024 * 1024),
        counted(parts, "part", "parts"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backup::{Kind, Part};
    use crate::store::Time;

    #[test]
    fn a_backup_says_whose_accounts_are_in_it() {
        let tables = [
            ("logins", 1),
            ("accounts", 40),
            ("communities", 2),
            ("posts", 1),
        ];
        let manifest = Manifest {
            format: 1,
            guildhall: "0.1.0".to_owned(),
            database: Kind::Sqlite,
            public_url: "https://guild.example/".to_owned(),
            created_at: Time::new("2026-11-23T10:20:00Z".parse().unwrap()),
            migrations: Vec::new(),
            tables: tables.map(|(name, rows)| (name.to_owned(), rows)).into(),
            sequences: Default::default(),
            parts: vec![Part {
                name: "database.sqlite".to_owned(),
                bytes: 1,
                sha256: String::new(),
                table: None,
            }],
        };
        let told = said(&manifest);
        assert!(
            told.ends_with(
                "  1 account of this server; 2 communities, 1 thread and 0 replies of this and other servers; 1 MiB in 1 part"
            ),
            "{told}"
        );
    }
}
