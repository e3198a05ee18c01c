//! A search that somebody follows.

use crate::ids::AccountId;
use crate::store::Time;
use crate::text_enum;

text_enum! {
    /// What a search lists.
    pub enum Listed {
        Threads = "threads",
        Replies = "replies",
    }
}

/// A search that is followed from now on.
#[derive(Debug, Clone, Copy)]
pub struct NewFollowed<'a> {
    pub account: AccountId,
    pub listed: Listed,
    pub typed: &'a str,
    /// The greatest id of what is there already.
    pub newest: i64,
    pub now: Time,
    /// When it is looked at for the first time.
    pub next_at: Time,
}

/// One that is to be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowedSearch {
    pub id: i64,
    pub account: AccountId,
    pub listed: Listed,
    pub typed: String,
    /// The greatest id that has been looked through, and since when that is so.
    pub seen_id: i64,
    pub seen_at: Time,
    /// How far this look goes.
    pub upto_id: i64,
}

/// One in the list of its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowedRow {
    pub id: i64,
    pub listed: Listed,
    pub typed: String,
    pub created_at: Time,
}

/// What was typed, as it is kept: of several spaces one.
pub fn as_kept(typed: &str) -> String {
    let words: Vec<&str> = typed.split_whitespace().collect();
    words.join(" ")
}
