//! Guildhall: a federated server for communities of practice.
//!
//! The map, in reading order; `docs/architecture.md` tells the rest.

pub mod activitypub;
pub mod text;
pub mod web;
