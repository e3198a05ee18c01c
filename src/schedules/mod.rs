//! Threads that begin by themselves: once at a time, or every day, week or month, by the clock of their community.
//!
//! Tables: `schedules`, `schedule_runs`. Each time is a job that waits in the database, so that a restart loses
//! none; the thread and the note that it began are one transaction, so that none begins twice. What was missed
//! while the server was off begins once, late, and not once for each time.

pub mod actions;
pub mod jobs;
pub mod model;
pub mod pages;
pub mod policy;
pub mod queries;
#[cfg(test)]
mod tests;
