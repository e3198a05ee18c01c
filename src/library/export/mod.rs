//! A copy of a public library that is read without a server: one tar archive of pages, the same as JSON, and a
//! manifest with a hash of every file. Pure: rows in, files out.

mod archive;
mod pages;

pub use archive::{Batch, END, Sum, manifest, read_sums};
pub use pages::{CollectionCopy, Front, ThreadCopy, picture_path};

/// Replies of one thread that a copy has; of a longer one it says that there are more.
pub const REPLIES_MAX: usize = 2_000;
