//! Threads and replies through their actions, on a real database.

mod asking;
mod closing;
mod counters;
mod drafts;
mod extra_fields;
mod hearing;
mod limits;
mod lists;
mod pages;
mod read_in_german;
mod reading;
mod rules;
mod sharing;
pub(crate) mod stage;
mod suggestions;
mod tags;
mod texts;
mod threads;
mod told;
pub(crate) mod world;
mod written_in_german;
