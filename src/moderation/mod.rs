//! Care: what conveners, moderators and administrators do so that a community stays worth reading,
//! and what people ask them to look at.
//!
//! Tables: `moderation_actions`, `reports`, `report_cases`, `case_notes`.
//!
//! What is reported of one thing is one case, until it is settled; what is reported of it later is another. Those in
//! charge claim it, talk about it, and settle it for all who reported. Whom it is about does not learn of it, though
//! they be among those in charge.
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
