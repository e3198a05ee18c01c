//! Votes on threads and replies.
//!
//! Tables: `post_votes`, `comment_votes`. One row per account and thing; a vote that was taken back
//! stays as 0. The scores they add up to are kept by `posts`, in the same transaction.

pub mod actions;
pub mod arrivals;
pub mod model;
pub mod pages;
pub mod queries;
#[cfg(test)]
mod tests;
