//! Direct messages between two people, one of them here at least. Nobody else reads them.
//!
//! Table: `messages`.

pub mod actions;
pub mod documents;
pub mod jobs;
pub mod model;
pub mod pages;
pub mod policy;
pub mod queries;
#[cfg(test)]
mod tests;
