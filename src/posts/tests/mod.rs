//! Threads and replies through their actions, on a real database.

mod counters;
mod extra_fields;
mod hearing;
mod limits;
mod lists;
mod pages;
mod reading;
mod rules;
pub(crate) mod stage;
mod texts;
mod threads;
mod told;
pub(crate) mod world;
