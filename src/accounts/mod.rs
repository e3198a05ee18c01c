//! People, bots and the server itself: who they are, how local ones sign in.
//!
//! Tables: `accounts`, `logins`, `sessions`, `one_time_links`, `rate_limits`, `server_settings`,
//! `feed_keys`, `second_factors`, `recovery_codes`, `account_applications`,
//! `office_acts`.
//! Account 1 is the instance. Accounts of other servers have a row in `accounts` and no login.
//! States: live, silenced (what they write is held where they are no member), suspended (by who looks after
//! the server, can be restored), deleted (for good; the name stays taken).

pub mod actions;
pub mod challenge;
pub mod closing;
pub mod federation;
pub mod jobs;
pub mod model;
pub mod names;
pub mod pages;
mod passwords;
pub mod policy;
pub mod queries;
pub mod rate_limits;
pub mod settings;
pub mod setup;
#[cfg(test)]
pub mod tests;
pub mod tokens;
mod totp;
