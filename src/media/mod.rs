//! Pictures: in threads and replies, of people, and of communities. Stored once by what they hold, addressed by
//! a key of chance for each place where one hangs; what it hangs on decides who sees it.
//!
//! Tables: `pictures`, `attachments`. The names of the pictures that an account or a community has now are
//! among its own columns.
//!
//! Rooms beside the usual ones: `making.rs` makes a picture of ours from what somebody sent (pure: bytes in,
//! bytes out), `apart.rs` does that in a process with limits of its own, `bench.rs` for few at a time, and
//! `shelf.rs` keeps the files.
//!
//! Nothing that was sent is ever served as it came: every picture is decoded and written anew, which leaves
//! behind what it told of its maker, and whatever else stood in the file.

pub mod actions;
pub mod apart;
pub mod bench;
pub mod jobs;
pub mod making;
pub mod model;
pub mod pages;
pub mod policy;
pub mod queries;
pub mod shelf;
#[cfg(test)]
pub(crate) mod tests;
