//! Taking away for good: what goes is shown first.

use super::failure::Failure;
use super::say;
use crate::accounts::model::Viewer;
use crate::activitypub::purged::list_purges;
use crate::activitypub::rules::wave_now;
use crate::app::App;
use crate::erasure::purging;
use crate::web::layout::counted;
use clap::Subcommand;

const PAGE: i64 = 500;

#[derive(Debug, Subcommand)]
pub enum Purge {
    /// A thread, a reply or a person, by its address or as @name@host
    One {
        address: String,
        /// Why; do not repeat what it said
        #[arg(long)]
        reason: String,
        /// Do it
        #[arg(long)]
        yes: bool,
    },
    /// What came from a server in the last hours
    Recent {
        host: String,
        #[arg(long, default_value_t = 24)]
        hours: i64,
        #[arg(long)]
        reason: String,
        #[arg(long)]
        yes: bool,
    },
    /// All that came in the wave that is watched, from people who were not known before
    Newcomers {
        #[arg(long)]
        reason: String,
        #[arg(long)]
        yes: bool,
    },
    /// What went, and why
    List,
}

pub async fn run(app: &App, command: Purge) -> Result<(), Failure> {
    let by = &Viewer::System;
    match command {
        Purge::One {
            address,
            reason,
            yes,
        } => {
            let found = purging::find_doomed(app, by, &address).await?;
            say(format_args!("{} by {}", found.ap_id, found.author));
            tell(found.threads, found.replies);
            confirmed(yes)?;
            Box::pin(purging::purge(app, by, found.what, &reason)).await?;
        }
        Purge::Recent {
            host,
            hours,
            reason,
            yes,
        } => {
            let found = purging::look_at_arrived(app, by, &host, hours).await?;
            tell(found.threads, found.replies);
            confirmed(yes)?;
            purging::purge_arrived(app, by, &host, hours, &reason).await?;
        }
        Purge::Newcomers { reason, yes } => {
            let mut conn = app.store.read().await?;
            let wave = wave_now(&mut conn, app.now()).await?;
            drop(conn);
            let wave = wave.ok_or_else(|| Failure::new("no wave is watched"))?;
            let found = purging::look_at_newcomers(app, by, wave.since).await?;
            tell(found.threads, found.replies);
            confirmed(yes)?;
            purging::purge_newcomers(app, by, wave.since, &reason).await?;
        }
        Purge::List => return list(app).await,
    }
    say("It is gone, or the server takes it away in the next minutes where it is much.");
    Ok(())
}

fn tell(threads: i64, replies: i64) {
    say(format_args!(
        "{} and {}",
        counted(threads, "thread", "threads"),
        counted(replies, "reply", "replies")
    ));
}

fn confirmed(yes: bool) -> Result<(), Failure> {
    match yes {
        true => Ok(()),
        false => Err(Failure::new(
            "nothing was changed. This cannot be undone; say --yes to take it away for good",
        )),
    }
}

async fn list(app: &App) -> Result<(), Failure> {
    let mut before = None;
    loop {
        let mut conn = app.store.read().await?;
        let page = list_purges(&mut conn, before, PAGE).await?;
        drop(conn);
        for purge in &page {
            say(format_args!(
                "{}  {} {}: {}",
                purge.purged_at.wire(),
                purge.kind,
                purge.ap_id,
                purge.reason
            ));
        }
        match page.last() {
            Some(last) => before = Some(last.id),
            None => return Ok(()),
        }
    }
}
