//! Threads and replies through their actions, on a real database.

mod counters;
mod limits;
mod lists;
mod rules;
mod texts;
mod threads;
pub(crate) mod world;
