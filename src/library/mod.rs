//! The library of a community: collections of its threads, which those who look after it put in order.
//!
//! Tables: `collections`, `collection_entries`. A collection belongs to one community of this server and
//! holds threads of that community only. It says nothing of a thread but where it stands: what a reader may
//! not read is not among what the collection shows them, and is not counted either.

pub mod actions;
pub mod model;
pub mod pages;
pub mod policy;
pub mod queries;
#[cfg(test)]
mod tests;
