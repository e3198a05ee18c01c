//! Belonging: who is a convener, moderator or member of a community, and who is banned from it.
//!
//! Tables: `memberships`, `bans`. At most one membership per account and community. A ban stands
//! beside it, so that it survives leaving.

pub mod model;
pub mod queries;
