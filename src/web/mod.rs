//! What every page shares: layout, sessions, forms, errors, assets.

pub mod assets;
pub mod client;
pub mod cookies;
pub mod csrf;
pub mod errors;
pub mod flash;
pub mod frame;
pub mod layout;
pub mod next;
pub mod page;
pub mod session;
pub mod style;
pub mod view;

#[cfg(test)]
mod contrast;
