//! The record that standing is computed from, and what comes of it.

use crate::ids::{AccountId, CommentId, CommunityId, PostId};
use crate::store::schema::{merit_lines, merits};
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
}
