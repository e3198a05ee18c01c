//! Looking at what other servers send.

use super::failure::Failure;
use super::meaning::{meaning, unwrap};
use super::{open, say};
use crate::activitypub::fetch::fetch_document;
use crate::activitypub::json;
use crate::app::{Clock, SystemClock};
use crate::store::Time;
use clap::Subcommand;
use std::path::{Path, PathBuf};

#[derive(Debug, Subcommand)]
pub enum Debug {
    /// Say of every JSON file below a folder what it means to this server, or why it is refused
    Parse { dir: PathBuf },
    /// Fetch a document as this server does, signed and guarded, and print it
    Fetch { url: String },
}

pub async fn run(command: Debug, file: Option<&Path>) -> Result<(), Failure> {
    match command {
        Debug::Parse { dir } => parse(&dir),
        Debug::Fetch { url } => fetch(&url, file).await,
    }
}

async fn fetch(url: &str, file: Option<&Path>) -> Result<(), Failure> {
    let app = open(file).await?;
    crate::accounts::actions::ensure_server_actors(&app).await?;
    let fetched = fetch_document(&app, url).await?;
    let text = serde_json::to_string_pretty(&fetched.value);
    say(text.map_err(|e| Failure::new(e.to_string()))?);
    Ok(())
}

fn parse(dir: &Path) -> Result<(), Failure> {
    let mut files = Vec::new();
    list_json(dir, &mut files)?;
    files.sort();
    let now = Time::new(SystemClock.now());
    let (mut taken, mut refused) = (0, 0);
    for path in files {
        let said = read(&path).and_then(|value| meaning(unwrap(&value)?, now));
        let shown = path.strip_prefix(dir).unwrap_or(&path).display();
        match said {
            Ok(said) => {
                taken += 1;
                say(format_args!("{shown}: {said}"));
            }
            Err(why) => {
                refused += 1;
                say(format_args!("{shown}: refused: {why}"));
            }
        }
    }
    say(format_args!("{taken} understood, {refused} refused"));
    Ok(())
}

fn read(path: &Path) -> Result<serde_json::Value, String> {
    let bytes = std::fs::read(path).map_err(|e| e.to_string())?;
    json::parse(&bytes).map_err(|e| e.to_string())
}

fn list_json(dir: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let failed = |e: std::io::Error| Failure::new(format!("{}: {e}", dir.display()));
    for entry in std::fs::read_dir(dir).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            list_json(&path, files)?;
        } else if path.extension().is_some_and(|end| end == "json") {
            files.push(path);
        }
    }
    Ok(())
}
