//! What people here do with threads and replies. Each is judged by `policy.rs`, changes everything it
//! must in one transaction, and is published and told of in it.

mod answers;
pub mod arrivals;
mod closing;
mod contributing;
mod draft;
mod drafts;
mod drawing;
mod elsewhere;
mod erasure;
mod headings;
mod held_edits;
mod holding;
mod leaving;
mod marks;
mod moving;
mod nameless;
mod notices;
mod recounting;
mod replies;
mod resources;
mod scene;
mod screened;
mod sharing;
mod suggestions;
mod tagging;
mod threads;

pub use answers::{
    accept_answer, tell_of_return, tell_of_return_here, unaccept_answer, unaccept_one,
};
pub use closing::{ClosingDraft, close_question, reopen_question, settle_duplicate};
pub use draft::{ReplyDraft, ThreadDraft, own_words, preview, split_tags, template};
pub use drafts::{delete_draft, save_draft};
pub use elsewhere::{ask_for_named_replies, ask_for_replies, is_asked_for, refresh_replies};
pub use erasure::{erase_replies, erase_threads};
pub use headings::{Heading, check_heading, retitle};
pub use held_edits::{drop_edit, let_edit_through};
pub use holding::{let_through, release_all_held, release_held};
pub use leaving::take_words;
pub use marks::distinguish;
pub use moving::move_thread;
pub use nameless::take_name;
pub use notices::{tell_followers, tell_mentioned, tell_of_acceptance, tell_of_reply};
pub use recounting::{Recounted, recompute_counts};
pub use replies::{convert_reply, delete_reply, edit_reply, reply, undelete_reply};
pub use resources::fetch_resource;
pub use scene::{ReplyScene, ThreadScene};
pub use sharing::{Shared, note_share, pass_on_beside, share_thread, take_share};
pub use suggestions::{Decision, SuggestionDraft, decide_suggestion, set_wiki, suggest_edit};
pub use tagging::{TagForm, merge_tag, retag_threads, save_tag};
pub use threads::{CheckedThread, delete_thread, edit_thread, start_thread, undelete_thread};
