//! What somebody here follows and keeps for themselves: threads, tags and people of whom they are told what is
//! new, tags that they do not want to see, and threads and replies that they saved with notes of their own.
//!
//! Tables: `watches`, `muted_tags`, `saves`. Nobody but their owner learns of any of it: no other server, no
//! convener, and not the person who is followed.
//!
//! What is followed is a row with the key of one thing and a word for which: another kind of thing is another word
//! and another key. A search is no thing that something can be written in: `search` looks after those.

pub mod actions;
pub mod jobs;
pub mod model;
pub mod pages;
pub mod policy;
pub mod queries;
#[cfg(test)]
mod tests;
