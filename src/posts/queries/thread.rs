//! The replies of a thread: read in one query, put in order here.

use super::rows::{Byline, ReplyRow};
use super::sight::Sight;
use crate::accounts::model::Viewer;
use crate::ids::{CommentId, PostId};
use crate::posts::model::{Post, ReplyKind, ThreadKind};
use crate::q;
use crate::store::schema::{accounts, actors, comment_votes, comments};
use crate::store::{Conn, Time};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// Up to so many replies, a thread is one page.
pub const WHOLE_MAX: i64 = 1_000;
/// Above that, a page has so many replies to the thread itself, with all below them.
const TOP_PER_PAGE: usize = 200;
/// Characters of a public id: the first part of every path.
const ID_LENGTH: i32 = 14;

/// How replies to the thread itself are ordered; below them it is always by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplyOrder {
    /// Accepted first, then by score, then by age.
    Best,
    Oldest,
    Newest,
}

impl ReplyOrder {
    pub const ALL: &'static [Self] = &[Self::Best, Self::Oldest, Self::Newest];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Best => "best",
            Self::Oldest => "oldest",
            Self::Newest => "newest",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|order| order.as_str() == text)
    }

    /// Answers stand by worth, a conversation by time.
    pub fn of(kind: ThreadKind) -> Self {
        match kind {
            ThreadKind::Question => Self::Best,
            _ => Self::Oldest,
        }
    }
}

/// A reply as the viewer may have it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplyNode {
    pub reply: ReplyRow,
    pub author: Byline,
    /// −1, 0 or 1.
    pub my_vote: i16,
    pub accepted: bool,
    /// False: deleted or removed, and kept for what hangs on it.
    pub has_words: bool,
}

/// A page of replies in the order they are read: every reply is followed by those under it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ThreadReplies {
    pub nodes: Vec<ReplyNode>,
    /// Public id of the last reply to the thread on this page, when there are more.
    pub next: Option<String>,
}

/// Which page of a very long thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    First,
    /// What follows a former page's `next`.
    After(&'a str),
    /// Whatever page has the reply with this path.
    Around(&'a str),
}

/// The replies that `sight` lets the viewer see. None where `part` names no reply of this thread.
pub async fn list_replies(
    conn: &mut Conn,
    viewer: &Viewer,
    sight: &Sight,
    post: &Post,
    order: ReplyOrder,
    part: Part<'_>,
) -> QueryResult<Option<ThreadReplies>> {
    if !sight.admits(post.audience) {
        return Ok(None);
    }
    let (rows, next) = if post.comment_count <= WHOLE_MAX {
        if matches!(part, Part::After(_)) {
            return Ok(None);
        }
        (load_all(conn, post.id).await?, None)
    } else {
        let Some((tops, next)) = choose_tops(conn, post, order, part).await? else {
            return Ok(None);
        };
        (load_under(conn, post.id, &tops).await?, next)
    };
    let votes = own_votes(conn, viewer, post.id).await?;
    let nodes = rows
        .into_iter()
        .filter(|(reply, _)| sight.admits(reply.audience))
        .map(|(reply, author)| node(sight, post, &votes, reply, author))
        .collect();
    let nodes = in_order(nodes, order);
    Ok(Some(ThreadReplies { nodes, next }))
}

fn node(
    sight: &Sight,
    post: &Post,
    votes: &HashMap<CommentId, i16>,
    mut reply: ReplyRow,
    author: Byline,
) -> ReplyNode {
    let hidden = reply.removed_at.is_some() || reply.held_at.is_some();
    let has_words = sight.sees_words(reply.author_id, reply.deleted_at.is_some(), hidden);
    if !has_words {
        reply.body_html.clear();
    }
    ReplyNode {
        my_vote: votes.get(&reply.id).copied().unwrap_or(0),
        accepted: post.accepted_comment_id == Some(reply.id),
        has_words,
        reply,
        author,
    }
}

async fn load_all(conn: &mut Conn, post: PostId) -> QueryResult<Vec<(ReplyRow, Byline)>> {
    q!(conn, {
        comments::table
            .inner_join(accounts::table.inner_join(actors::table))
            .filter(comments::post_id.eq(post))
            .order(comments::path)
            .select((ReplyRow::as_select(), Byline::as_select()))
            .load(conn)
            .await
    })
}

/// The replies named, and all below them.
async fn load_under(
    conn: &mut Conn,
    post: PostId,
    tops: &[String],
) -> QueryResult<Vec<(ReplyRow, Byline)>> {
    q!(conn, {
        comments::table
            .inner_join(accounts::table.inner_join(actors::table))
            .filter(comments::post_id.eq(post))
            .filter(super::rows::substr(comments::path, 1, ID_LENGTH).eq_any(tops))
            .order(comments::path)
            .select((ReplyRow::as_select(), Byline::as_select()))
            .load(conn)
            .await
    })
}

/// What the order of replies to the thread depends on.
#[derive(Queryable)]
struct Top {
    id: CommentId,
    public_id: String,
    kind: ReplyKind,
    score: i64,
    published_at: Time,
}

/// The public ids of one page's replies to the thread, and of the last of them when more follow.
async fn choose_tops(
    conn: &mut Conn,
    post: &Post,
    order: ReplyOrder,
    part: Part<'_>,
) -> QueryResult<Option<(Vec<String>, Option<String>)>> {
    let mut tops: Vec<Top> = q!(conn, {
        comments::table
            .filter(comments::post_id.eq(post.id))
            .filter(comments::depth.eq(1))
            .select((
                comments::id,
                comments::public_id,
                comments::kind,
                comments::score,
                comments::published_at,
            ))
            .load(conn)
            .await?
    });
    let accepted = post.accepted_comment_id;
    tops.sort_by_key(|top| {
        let standing = standing(order, top.kind, accepted == Some(top.id), top.score);
        (standing, age(order, top.published_at, top.id))
    });
    let place = |id: &str| tops.iter().position(|top| top.public_id == id);
    let start = match part {
        Part::First => Some(0),
        Part::After(last) => place(last).map(|found| found + 1),
        Part::Around(path) => path
            .split('.')
            .next()
            .and_then(place)
            .map(|found| found - found % TOP_PER_PAGE),
    };
    let Some(start) = start else { return Ok(None) };
    let page: Vec<String> = tops
        .iter()
        .skip(start)
        .take(TOP_PER_PAGE)
        .map(|top| top.public_id.clone())
        .collect();
    let more = tops.len() > start + page.len();
    let next = page.last().filter(|_| more).cloned();
    Ok(Some((page, next)))
}

/// Answers before comments on the question; among answers the accepted and the better first.
fn standing(order: ReplyOrder, kind: ReplyKind, accepted: bool, score: i64) -> (bool, bool, i64) {
    let answer = kind == ReplyKind::Answer;
    let worth = if order == ReplyOrder::Best && answer {
        -score
    } else {
        0
    };
    (!answer, !accepted, worth)
}

fn age(order: ReplyOrder, at: Time, id: CommentId) -> (i64, i64) {
    let micros = at.utc().timestamp_micros();
    match order {
        ReplyOrder::Newest => (-micros, -id.0),
        _ => (micros, id.0),
    }
}

async fn own_votes(
    conn: &mut Conn,
    viewer: &Viewer,
    post: PostId,
) -> QueryResult<HashMap<CommentId, i16>> {
    let Some(account) = viewer.account() else {
        return Ok(HashMap::new());
    };
    let votes: Vec<(CommentId, i16)> = q!(conn, {
        comment_votes::table
            .filter(comment_votes::account_id.eq(account))
            .filter(comment_votes::post_id.eq(post))
            .select((comment_votes::comment_id, comment_votes::value))
            .load(conn)
            .await?
    });
    Ok(votes.into_iter().collect())
}

/// Parents before children, siblings in order, and hidden replies only where something hangs on them.
fn in_order(nodes: Vec<ReplyNode>, order: ReplyOrder) -> Vec<ReplyNode> {
    let kept = worth_keeping(&nodes);
    let mut nodes: Vec<ReplyNode> = nodes
        .into_iter()
        .filter(|node| kept.contains(&node.reply.id))
        .collect();
    nodes.sort_by_cached_key(|node| {
        let reply = &node.reply;
        if reply.depth > 1 {
            return (
                (false, false, 0),
                age(ReplyOrder::Oldest, reply.published_at, reply.id),
            );
        }
        let standing = standing(order, reply.kind, node.accepted, reply.score);
        (standing, age(order, reply.published_at, reply.id))
    });
    let mut children: HashMap<Option<CommentId>, Vec<ReplyNode>> = HashMap::new();
    let count = nodes.len();
    for node in nodes {
        children.entry(node.reply.parent_id).or_default().push(node);
    }
    // A stack and not recursion: what is next to be read is on top.
    let mut stack: Vec<ReplyNode> = children.remove(&None).unwrap_or_default();
    stack.reverse();
    let mut read = Vec::with_capacity(count);
    while let Some(node) = stack.pop() {
        if let Some(below) = children.remove(&Some(node.reply.id)) {
            stack.extend(below.into_iter().rev());
        }
        read.push(node);
    }
    read
}

fn worth_keeping(nodes: &[ReplyNode]) -> HashSet<CommentId> {
    let mut deepest_first: Vec<&ReplyNode> = nodes.iter().collect();
    deepest_first.sort_by_key(|node| Reverse(node.reply.depth));
    let mut kept = HashSet::with_capacity(nodes.len());
    for node in deepest_first {
        if node.has_words || kept.contains(&node.reply.id) {
            kept.insert(node.reply.id);
            kept.extend(node.reply.parent_id);
        }
    }
    kept
}
