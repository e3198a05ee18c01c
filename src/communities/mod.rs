//! Communities: groups of people who share a craft, on this server and on others.
//!
//! Tables: `communities`, `follows`, `severed_follows`, `community_tags`. A community is one actor of kind group. States:
//! live, removed (by an admin, can be restored), deleted (for good; the name stays taken). Following is
//! reading and nothing else; belonging, and with it everything that needs a convener, is in `membership`.

pub mod act;
pub mod actions;
pub mod documents;
pub mod federation;
pub mod jobs;
pub mod model;
pub mod pages;
pub mod policy;
pub mod queries;
#[cfg(test)]
pub mod tests;
