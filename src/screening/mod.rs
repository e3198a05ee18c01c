//! What is looked at before others see it, and automatic rules: what they look for in what people write, and
//! whether they report it, hold it or refuse it.
//!
//! Tables: `screening_rules`, `screening_versions`, `caught_things`.
//!
//! A rule belongs to a community or to the whole server. Everything that is written here or arrives goes through
//! [`actions::screen`], once, in the transaction that stores it; what it says is carried out where the text is
//! kept. Patterns run in an engine whose work is linear in the text, on a text of bounded length, and are of bounded
//! size once compiled; what was compiled is kept in `memory.rs` as long as the version of its scope is the same.
//!
//! Rooms beside the usual ones: `reading.rs` compiles rules and looks for them (pure); `memory.rs` keeps what was
//! compiled.

pub mod actions;
pub mod jobs;
pub mod memory;
pub mod model;
pub mod pages;
pub mod policy;
pub mod queries;
pub mod reading;
#[cfg(test)]
mod tests;
