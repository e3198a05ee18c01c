//! Search: words in threads and replies, the names of people and communities, and, for people who are
//! signed in, handles and addresses of other servers.
//!
//! Tables: none of its own; the full-text indexes belong to what they index.
//!
//! Words in threads and replies are found in their other English forms, by one stemmer (Porter's) on
//! both databases; names only as they begin. Other languages keep most of their words as they are.
//!
//! The words of a thread's title, text and tags count together. Where nothing has all the words, what has most
//! of them is found, and it is said so; and where some words were left out, which ones were looked for.
//!
//! A common word matches half of everything, so only the newest matches are looked at (safety.md,
//! finding 9): they are ranked among themselves, and older ones follow on the next page.

pub mod actions;
pub mod model;
pub mod pages;
pub mod queries;
#[cfg(test)]
mod tests;
