//! Threads and replies: questions, discussions, articles and links; their answers and comments.
//!
//! Tables: `posts`, `comments`, `post_tags`, `accepted_answers`, `answer_choices`, `waiting_acts`,
//! `revisions`, `tombstones`, `held_things`, `held_edits`, `boosts`, `shared_threads`, `hidden_replies`, `drafts`,
//! `suggestions`, `closings`, `standing_due`, `article_sources`.
//!
//! Whether a thread or reply is seen depends on two independent facts: its author's (live or deleted)
//! and the moderators' (shown, held or removed). Undoing one never undoes the other. The audience is
//! fixed when it is made.
//!
//! A later text from another server that an automatic rule caught waits in `held_edits`, while the former one is shown.
//!
//! Rooms beside the usual ones: `arrived.rs` reads what other servers send (pure), `documents.rs` says in ActivityStreams what a row is (pure);
//! `publish` decides who hears of a change and hands it to delivery, in the change's transaction.

pub mod actions;
pub mod arrived;
pub mod documents;
pub mod jobs;
pub mod model;
pub mod pages;
pub mod policy;
pub mod publish;
pub mod queries;
#[cfg(test)]
pub(crate) mod tests;
