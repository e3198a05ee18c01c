//! What every page shares: layout, sessions, forms, errors, assets.
