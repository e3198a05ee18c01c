//! What every page shares: layout, sessions, forms, errors, assets.

pub mod client;
pub mod cookies;
pub mod next;
