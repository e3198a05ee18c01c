//! Direct messages between two people, one of them here at least. Nobody else reads them. And what
//! communities here say to people of other servers about joining, and understand of their answers: those words
//! are not kept, what follows from them belongs to `membership`.
//!
//! Table: `messages`.

pub mod actions;
pub mod documents;
pub mod jobs;
pub mod model;
pub mod pages;
pub mod policy;
pub mod queries;
mod reading;
#[cfg(test)]
mod tests;
mod words;
