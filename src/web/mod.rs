//! What every page shares: layout, sessions, forms, errors, assets.

pub mod assets;
pub mod layout;
pub mod page;
pub mod style;
pub mod view;

#[cfg(test)]
mod contrast;
