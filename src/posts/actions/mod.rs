//! What people here do with threads and replies. Each is judged by `policy.rs`, changes everything it
//! must in one transaction, and is published and told of in it.

mod answers;
pub mod arrivals;
mod contributing;
mod draft;
mod drawing;
mod elsewhere;
mod erasure;
mod holding;
mod leaving;
mod nameless;
mod notices;
mod recounting;
mod replies;
mod resources;
mod scene;
mod threads;

pub use answers::{accept_answer, unaccept_answer};
pub use draft::{ReplyDraft, ThreadDraft, preview, split_tags};
pub use elsewhere::{ask_for_named_replies, ask_for_replies};
pub use erasure::{erase_replies, erase_threads};
pub use holding::{let_through, release_all_held, release_held};
pub use leaving::take_words;
pub use nameless::take_name;
pub use notices::{tell_mentioned, tell_of_acceptance, tell_of_reply};
pub use recounting::{Recounted, recompute_counts};
pub use replies::{convert_reply, delete_reply, edit_reply, reply, undelete_reply};
pub use resources::fetch_resource;
pub use scene::{ReplyScene, ThreadScene};
pub use threads::{delete_thread, edit_thread, start_thread, undelete_thread};
