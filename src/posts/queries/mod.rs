//! Reading and writing threads and replies.
//!
//! Every read takes a [`Viewer`](crate::accounts::model::Viewer). Who may not read a thread is told
//! that there is none; of what is deleted or removed they get the row without its words.
//! Every write keeps the counters equal to a recount of what is visible: a thread or reply counts
//! while its own author and its moderators let it be seen, whatever happens to what it hangs on.

mod answers;
mod boosts;
mod branches;
pub mod closing;
mod cursor;
pub mod drafts;
mod drawn;
mod due;
mod editors;
pub mod erasure;
mod find;
mod freshness;
pub mod held;
pub mod held_edits;
pub mod leaving;
pub mod left;
mod list;
mod moving;
mod pictured;
mod recount;
mod removals;
mod rows;
pub mod sharing;
mod shelves;
mod sight;
mod similar;
mod state;
pub mod suggestions;
mod tally;
mod thread;
pub mod tombstones;
mod twice;
pub mod waiting;
mod watched;
pub mod wire;
mod write;
pub mod written;

pub use answers::{
    NewChoice, choose_answer, is_accepted, last_choice_at, list_accepted, list_accepted_ap_ids,
    list_shown_accepted,
};
pub use boosts::{delete_boost, insert_boost, latest_boost};
pub use branches::{InBranch, branch_locked_at, list_branch};
pub use cursor::Cursor;
pub use drawn::{
    Credits, Source, Usable, insert_sources, list_articles_of, list_credits, list_usable,
};
pub use due::{forget_due, list_best_merits, list_merits, note_voter};
pub use editors::{editor_of_comment, editor_of_post, editors_of_posts, find_editor};
pub use find::{
    comment_by_ap_id, comment_by_public_id, count_contributions, find_comment, find_post,
    is_comment_shut_away, is_post_shut_away, list_known, list_own_comments, list_own_tags,
    list_things_in, post_by_ap_id, post_by_public_id, revisions_of_comment, revisions_of_post,
    shown_comment, shown_post,
};
pub use freshness::{Freshness, find_freshness};
pub use list::{
    Listing, Pinned, Scope, Sort, list_pinned, list_threads, list_threads_among,
    list_threads_by_id, own_vote,
};
pub use moving::move_post;
pub use pictured::{sees_reply, sees_thread};
#[cfg(test)]
pub use recount::recount;
pub use recount::{Counted, recount_some};
pub use removals::{Removal, list_removals};
pub use rows::{Byline, CommunityLine, OwnReply, ReplyRow, Revision, ThreadRow};
pub use shelves::{Shelf, list_featured, list_shelves};
pub use sight::{Sight, sight};
pub use similar::{Similar, list_asked_before, list_similar};
pub use state::{
    lock_comment, lock_post, make_question, set_comment_distinguished, set_comment_fate,
    set_comment_held, set_comment_kind, set_comment_locked, set_comment_passed_on,
    set_comment_removed, set_comment_version, set_origin_totals, set_post_fate, set_post_held,
    set_post_locked, set_post_passed_on, set_post_pinned, set_post_removed, set_post_resource,
    set_post_version, set_post_wiki, set_replies_fetched, set_reply_totals,
};
pub use tally::{add_comment_votes, add_post_votes};
pub use thread::{Part, ReplyNode, ReplyOrder, ThreadReplies, count_kept_replies, list_replies};
pub use twice::{posted_before, said_before};
pub use watched::{
    follows_person, follows_thread, is_reply_awaited, is_thread_awaited, list_followed_tags,
    list_muted_tags, tag_choice,
};
pub use write::{
    insert_comment, insert_post, list_tagged, retag_post, update_comment_text, update_post_text,
};
