//! The wire: what every federated feature shares, and no feature's own words.

pub mod actors;
pub mod delivery;
pub mod ids;
pub mod net;
pub mod vocabulary;
