//! Threads and replies through their actions, on a real database.

mod counters;
mod extra_fields;
mod hearing;
mod limits;
mod lists;
mod pages;
mod reading;
mod rules;
mod sharing;
pub(crate) mod stage;
mod texts;
mod threads;
pub(crate) mod world;
