//! Communities on the wire: their documents, actors of other servers read and kept, and follows.
//!
//! `profile` is pure; `resolve` and `handle` ask other servers; `follows` takes what
//! the inbox has verified.

pub mod follows;
pub mod handle;
pub mod profile;
pub mod resolve;

pub use super::documents::{followers_document, group_document};
pub use follows::{receive_accept, receive_follow, receive_reject, receive_undo_follow};
pub use handle::resolve_handle;
pub use profile::{Profile, RemoteActor, read_actor};
pub use resolve::{FRESH, Resolved, acting_actor, acting_person, resolve_actor};
