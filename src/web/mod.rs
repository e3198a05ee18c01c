//! What every page shares: layout, sessions, forms, errors, assets.

pub mod assets;
pub mod client;
pub mod cookies;
pub mod layout;
pub mod next;
pub mod page;
pub mod style;
pub mod view;

#[cfg(test)]
mod contrast;
