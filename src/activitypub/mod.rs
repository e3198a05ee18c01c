//! The wire: what every federated feature shares, and no feature's own words.
//!
//! - [`net`]: the one outgoing HTTP client, with its address guard
//! - [`signature`]: HTTP signatures, made and checked
//! - [`keys`]: the RSA and Ed25519 keys behind them
//! - [`json`]: bytes of a stranger into JSON, within limits
//! - [`peers`], [`nodeinfo`]: the other servers, and what they run; [`rules`]: what is decided about them;
//!   [`blocks`]: which block covers one; [`purged`]: what is gone for good
//! - [`delivery`], [`send`]: what we say, stored and then sent
//! - [`retention`]: what is forgotten, and when
//! - [`fetch`], [`tolerant`]: documents of other servers, got and read
//! - [`named`]: actors by the beginnings of their names
//! - [`media_type`]: which content types carry ActivityPub at all

pub mod actors;
pub mod blocks;
pub mod delivery;
#[cfg(test)]
pub mod fake_http;
pub mod fetch;
pub mod ids;
pub mod json;
pub mod key_ring;
pub mod keys;
pub mod languages;
pub mod licences;
pub mod media_type;
pub mod named;
pub mod net;
pub mod nodeinfo;
pub mod peers;
pub mod purged;
pub mod reach;
pub mod recipients;
pub mod respond;
pub mod retention;
pub mod rules;
pub mod send;
pub mod signature;
pub mod tolerant;
pub mod vocabulary;
