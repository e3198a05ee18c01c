//! Belonging: who is a convener, moderator or member of a community, and who is banned from it; and
//! what conveners do, from opening a community on.
//!
//! Tables: `memberships`, `bans`, `mutes`, `community_settings`, `rules_versions`, `agreements`,
//! `application_questions`, `applications`, `membership_events`, `saved_replies`, `daily_figures`,
//! `invitations`, `invitation_uses`, `invites`, `member_steps`, `join_letters`, `join_attempts`,
//! `community_links`. At most one
//! membership per account and community; what happened to it is events, of which the same on one day are
//! kept once, and which lose their words with an account that is deleted. A ban stands beside it, so that it survives leaving. Rules are
//! versions that never change; agreeing is to one of them. `memory.rs` has what a process remembers without
//! writing it. Since votes of members and of the banned count differently, `standing_due` of `posts` is told of both.

pub mod actions;
pub mod federation;
pub mod jobs;
pub mod linking;
pub mod memory;
pub mod model;
pub mod pages;
pub mod policy;
pub mod queries;
pub mod terms;
#[cfg(test)]
mod tests;
