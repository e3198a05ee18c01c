//! Threads and replies through their actions, on a real database.

mod counters;
mod hearing;
mod lists;
mod rules;
mod texts;
mod threads;
pub(crate) mod world;
