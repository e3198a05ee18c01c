//! The library of a community: collections of its threads, which those who look after it put in order.
//!
//! Tables: `collections`, `collection_entries`, `reviews`, `review_sweeps`,
//! `library_exports`. A collection belongs to one community of this server and
//! holds threads of that community only. It says nothing of a thread but where it stands: what a reader may
//! not read is not among what the collection shows them, and is not counted either.
//!
//! After a time that conveners set by kind or tag, those who answered in a thread are asked whether it is still
//! right. What they say is shown on the thread; what nobody says anything of waits in a queue.
//!
//! A copy of what everybody may read can be taken along: `export` says how its files look, `actions` makes them.

pub mod actions;
pub mod export;
pub mod jobs;
pub mod model;
pub mod pages;
pub mod policy;
pub mod queries;
#[cfg(test)]
mod tests;
