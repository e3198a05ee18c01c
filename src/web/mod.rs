//! What every page shares: layout, sessions, forms, errors, assets.

pub mod accent;
pub mod address;
pub mod assets;
pub mod caching;
pub mod client;
pub mod confirm;
pub mod cookies;
pub mod csrf;
pub mod errors;
pub mod flash;
pub mod frame;
pub mod language;
pub mod layout;
pub mod next;
pub mod page;
pub mod paging;
pub mod preview;
pub mod refusal;
pub mod session;
pub mod structured;
pub mod style;
pub mod upload;
pub mod view;

#[cfg(test)]
mod contrast;
