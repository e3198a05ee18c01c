//! The counters that pages show.

use super::failure::Failure;
use super::say;
use crate::app::App;
use crate::merit::actions::recompute_standing;
use crate::posts::actions::recompute_counts;
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum Counts {
    /// Compute every counter of votes, threads, replies and followers, and all standing, again. The server may run meanwhile
    Recompute,
}

pub async fn run(app: &App, command: Counts) -> Result<(), Failure> {
    let Counts::Recompute = command;
    let done = recompute_counts(app).await?;
    say(format_args!(
        "counted again: {} threads, {} replies, {} people, {} communities, {} tags",
        done.threads, done.replies, done.people, done.communities, done.tags
    ));
    let people = recompute_standing(app).await?;
    say(format_args!(
        "standing computed again: {people} people in their communities"
    ));
    Ok(())
}
