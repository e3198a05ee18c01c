//! What somebody's answers and accepted edits count for in a community, and under each of its tags; there is no sum over
//! communities. `docs/standing.md` says how it is computed, `policy.rs` does it, and each member sees it answer
//! by answer.
//!
//! Tables: `merit_lines`, `merit_edits`, `merits`. All follow from answers, votes, acceptances and suggestions alone and can be computed
//! again at any time. `posts` notes in `standing_due` whose have to be; a job does it.

pub mod actions;
pub mod jobs;
pub mod model;
pub mod pages;
pub mod policy;
pub mod queries;
#[cfg(test)]
mod tests;
