//! Belonging: who is a convener, moderator or member of a community, and who is banned from it; and
//! what conveners do, from opening a community on.
//!
//! Tables: `memberships`, `bans`. At most one membership per account and community. A ban stands
//! beside it, so that it survives leaving.

pub mod actions;
pub mod federation;
pub mod jobs;
pub mod model;
pub mod pages;
pub mod policy;
pub mod queries;
#[cfg(test)]
mod tests;
