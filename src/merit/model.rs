//! The record that standing is computed from, and what comes of it.

use crate::ids::{AccountId, CommentId, CommunityId, PostId};
use crate::store::schema::{merit_edits, merit_lines, merits};
use diesel::prelude::*;

/// An answer that can be seen, to a question that can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    pub comment: CommentId,
    pub post: PostId,
    pub asker: AccountId,
    pub tags: Vec<String>,
    /// Who accepted it, where it is an accepted one.
    pub accepted_by: Option<AccountId>,
}

/// A vote on one of the answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voted {
    pub comment: CommentId,
    pub voter: AccountId,
    pub up: bool,
    /// The server of the voter; empty for people here.
    pub host: String,
    pub is_member: bool,
    /// From the community or this server, and for good.
    pub is_banned: bool,
}

/// Another text for what can be seen, that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    pub suggestion: i64,
    pub post: PostId,
    /// Whose words it changed.
    pub author: AccountId,
    pub tags: Vec<String>,
    pub accepted_by: Option<AccountId>,
}

/// What one edit gives.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = merit_edits)]
pub struct EditLine {
    pub suggestion_id: i64,
    pub community_id: CommunityId,
    pub account_id: AccountId,
    pub post_id: PostId,
    pub points: i32,
}

/// What one answer gives.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = merit_lines)]
pub struct Line {
    pub comment_id: CommentId,
    pub community_id: CommunityId,
    pub account_id: AccountId,
    pub post_id: PostId,
    /// Votes that count.
    pub ups: i32,
    pub downs: i32,
    /// Votes that do not.
    pub uncounted: i32,
    /// Whether its acceptance counts.
    pub accepted: bool,
    pub points: i32,
}

/// A sum: of the community where the tag is empty.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = merits)]
pub struct Merit {
    pub community_id: CommunityId,
    pub account_id: AccountId,
    pub tag: String,
    pub points: i32,
    pub answers: i32,
    pub accepted: i32,
    /// Edits that count.
    pub edits: i32,
}
