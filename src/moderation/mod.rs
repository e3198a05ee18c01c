//! Care: what conveners, moderators and administrators do so that a community stays worth reading,
//! and what people ask them to look at.
//!
//! Tables: `moderation_actions`, `reports`.
//!
//! Every act is one row, never changed in what it says: who, on what, what, why, with what rank. What
//! holds for a thread, reply or person follows from the accepted acts about it alone (`model::fold`),
//! so any order of arrival ends the same. What follows is kept where it is read: in the columns of
//! threads and replies, in bans and in memberships.
//!
//! Rooms beside the usual ones: `publish.rs` says our acts to other servers, in their transaction.

pub mod actions;
pub mod federation;
pub mod jobs;
pub mod model;
pub mod pages;
pub mod policy;
pub mod publish;
pub mod queries;
#[cfg(test)]
mod tests;
