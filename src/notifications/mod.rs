//! What somebody here is told: answers, replies, mentions, decisions.
//!
//! Table: `notifications`. One is made in the transaction that causes it, once per recipient and
//! cause, and only for people who sign in here. Features below make them; this one knows accounts
//! by their ids only. Answers and mentions are also told by mail, to who wants that.

pub mod actions;
pub mod jobs;
pub mod model;
pub mod pages;
pub mod queries;
#[cfg(test)]
mod tests;
pub mod verdict;
