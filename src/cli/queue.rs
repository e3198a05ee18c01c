//! Work that was set aside because it fails whenever it is tried.

use super::failure::Failure;
use super::say;
use crate::app::App;
use crate::jobs::{count_jobs, list_poison, retry_poison};
use crate::store::Time;
use crate::web::layout::counted;
use clap::Subcommand;

const PAGE: i64 = 200;
/// Enough of a job's content to recognise it.
const SHOWN: usize = 200;

#[derive(Debug, Subcommand)]
pub enum Queue {
    /// List what was set aside, with the reason
    List,
    /// Try it again: one by its number, or all
    Retry {
        #[arg(value_name = "NUMBER|all", value_parser = which)]
        which: Which,
    },
}

#[derive(Debug, Clone, Copy)]
pub enum Which {
    All,
    One(i64),
}

fn which(text: &str) -> Result<Which, String> {
    match text {
        "all" => Ok(Which::All),
        number => number
            .parse()
            .map(Which::One)
            .map_err(|_| "write a number from `guildhall queue list`, or all".to_owned()),
    }
}

pub async fn run(app: &App, command: Queue) -> Result<(), Failure> {
    match command {
        Queue::List => list(app).await,
        Queue::Retry {
            which: Which::One(id),
        } => {
            if !retry(app, id).await? {
                return Err(Failure::new(format!(
                    "no job {id} was set aside; `guildhall queue list` shows which were"
                )));
            }
            say(format_args!("job {id} is tried again"));
            Ok(())
        }
        Queue::Retry { which: Which::All } => retry_all(app).await,
    }
}

async fn list(app: &App) -> Result<(), Failure> {
    let mut conn = app.store.read().await?;
    let (due, poisoned) = count_jobs(&mut conn, app.now()).await?;
    drop(conn);
    say(format_args!(
        "{}, {}",
        counted(due, "job is due", "jobs are due"),
        counted(poisoned, "was set aside", "were set aside")
    ));
    let mut after = 0;
    loop {
        let mut conn = app.store.read().await?;
        let page = list_poison(&mut conn, after, PAGE).await?;
        drop(conn);
        for job in &page {
            let at = job.poisoned_at.map_or_else(String::new, Time::wire);
            let content: String = job.payload.0.to_string().chars().take(SHOWN).collect();
            let reason = job.last_error.as_deref().unwrap_or("no reason is known");
            say(format_args!(
                "{:>8}  {}  {} {content}\n          {reason}",
                job.id, at, job.kind
            ));
        }
        match page.last() {
            Some(last) => after = last.id,
            None => return Ok(()),
        }
    }
}

async fn retry(app: &App, id: i64) -> Result<bool, Failure> {
    let mut tx = app.store.begin().await?;
    let found = retry_poison(&mut tx, id, app.now()).await?;
    tx.commit().await?;
    Ok(found)
}

async fn retry_all(app: &App) -> Result<(), Failure> {
    let (mut after, mut count) = (0, 0_i64);
    loop {
        let mut conn = app.store.read().await?;
        let page = list_poison(&mut conn, after, PAGE).await?;
        drop(conn);
        for job in &page {
            count += i64::from(retry(app, job.id).await?);
        }
        match page.last() {
            Some(last) => after = last.id,
            None => break,
        }
    }
    let said = counted(count, "job is tried again", "jobs are tried again");
    say(said);
    Ok(())
}
