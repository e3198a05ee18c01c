//! The replies of a thread, in the order they are read. A thread of usual length is read in one query
//! and put in order here; of a very long one each page reads a bounded part (`branches.rs`).

use super::answers::list_shown_accepted_ids;
use super::branches;
use super::rows::{Byline, ReplyRow};
use super::sight::Sight;
use crate::accounts::model::Viewer;
use crate::ids::{CommentId, PostId};
use crate::posts::model::{Comment, Post, ReplyKind, ThreadKind, WHOLE_MAX};
use crate::q;
use crate::store::schema::{accounts, actors, comment_votes, comments};
use crate::store::{Conn, Time, columns, load_uncopied};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

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
    /// Whether more hangs on it than is on this page.
    pub more: bool,
}

/// A page of replies in the order they are read: every reply is followed by those under it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ThreadReplies {
    pub nodes: Vec<ReplyNode>,
    /// Public id of the last reply on this page that counts for turning it, when there are more.
    pub next: Option<String>,
}

/// Which page of a thread.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Part<'a> {
    First,
    /// What follows a former page's `next`.
    After(&'a str),
    /// One reply with what hangs on it; from behind the reply with this public id, if one is given.
    Under(&'a Comment, Option<&'a str>),
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
    let accepted = list_shown_accepted_ids(conn, post).await?;
    let found = match part {
        Part::Under(root, after) => branches::under(conn, root, after).await?,
        Part::First | Part::After(_) => match whole(conn, post, part).await? {
            Some(all) => Some(all),
            None => branches::page(conn, (post, &accepted), order, part).await?,
        },
    };
    let Some(found) = found else { return Ok(None) };
    let ids: Vec<CommentId> = found.rows.iter().map(|(reply, _)| reply.id).collect();
    let votes = own_votes(conn, viewer, &ids).await?;
    let nodes = found
        .rows
        .into_iter()
        .filter(|(reply, _)| sight.admits(reply.audience))
        .map(|(reply, author)| {
            let more = found.cut.contains(&reply.id);
            let vote = votes.get(&reply.id).copied().unwrap_or(0);
            node(sight, &accepted, (reply, author), vote, more)
        })
        .collect();
    let nodes = match part {
        Part::Under(..) => keep_worthy(nodes),
        _ => in_order(keep_worthy(nodes), order),
    };
    Ok(Some(ThreadReplies {
        nodes,
        next: found.next,
    }))
}

/// What was read for one page.
#[derive(Default)]
pub(super) struct Found {
    pub rows: Vec<(ReplyRow, Byline)>,
    /// Replies of which not all that hangs on them was read.
    pub cut: HashSet<CommentId>,
    pub next: Option<String>,
}

/// All replies, if they are few enough for one page. Those that are hidden count, too: somebody may
/// have flooded the thread, and sweeping it leaves the rows.
async fn whole(conn: &mut Conn, post: &Post, part: Part<'_>) -> QueryResult<Option<Found>> {
    if post.comment_count > WHOLE_MAX || matches!(part, Part::After(_)) {
        return Ok(None);
    }
    let rows = load_all(conn, post.id, WHOLE_MAX + 1).await?;
    let fits = i64::try_from(rows.len()).is_ok_and(|count| count <= WHOLE_MAX);
    Ok(fits.then(|| Found {
        rows,
        ..Found::default()
    }))
}

fn node(
    sight: &Sight,
    accepted: &[CommentId],
    (mut reply, author): (ReplyRow, Byline),
    my_vote: i16,
    more: bool,
) -> ReplyNode {
    let hidden = reply.removed_at.is_some() || reply.held_at.is_some();
    let has_words = sight.sees_words(reply.author_id, reply.deleted_at.is_some(), hidden);
    if !has_words {
        reply.body_html.clear();
    }
    ReplyNode {
        my_vote,
        accepted: accepted.contains(&reply.id),
        has_words,
        more,
        reply,
        author,
    }
}

async fn load_all(
    conn: &mut Conn,
    post: PostId,
    limit: i64,
) -> QueryResult<Vec<(ReplyRow, Byline)>> {
    let rows = comments::table
        .inner_join(accounts::table.inner_join(actors::table))
        .filter(comments::post_id.eq(post))
        .order(comments::path)
        .limit(limit);
    q!(conn,
    sqlite: {
        let rows = rows.select((columns::<ReplyRow>(), columns::<Byline>()));
        load_uncopied(conn, rows).await
    },
    pg: {
        let rows = rows.select((columns::<ReplyRow>(), columns::<Byline>()));
        rows.load(conn).await
    })
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
    replies: &[CommentId],
) -> QueryResult<HashMap<CommentId, i16>> {
    let Some(account) = viewer.account().filter(|_| !replies.is_empty()) else {
        return Ok(HashMap::new());
    };
    let votes: Vec<(CommentId, i16)> = q!(conn, {
        comment_votes::table
            .filter(comment_votes::account_id.eq(account))
            .filter(comment_votes::comment_id.eq_any(replies))
            .select((comment_votes::comment_id, comment_votes::value))
            .load(conn)
            .await?
    });
    Ok(votes.into_iter().collect())
}

/// How many replies to a thread are in our database, seen or not, but no more than `enough`.
pub async fn count_kept_replies(conn: &mut Conn, post: PostId, enough: i64) -> QueryResult<i64> {
    let ids: Vec<CommentId> = q!(conn, {
        comments::table
            .filter(comments::post_id.eq(post))
            .limit(enough)
            .select(comments::id)
            .load(conn)
            .await?
    });
    Ok(i64::try_from(ids.len()).unwrap_or(enough))
}

/// Parents before children, siblings in order.
fn in_order(mut nodes: Vec<ReplyNode>, order: ReplyOrder) -> Vec<ReplyNode> {
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

/// Hidden replies stay only where something hangs on them.
fn keep_worthy(nodes: Vec<ReplyNode>) -> Vec<ReplyNode> {
    let kept = worth_keeping(&nodes);
    nodes
        .into_iter()
        .filter(|node| kept.contains(&node.reply.id))
        .collect()
}

fn worth_keeping(nodes: &[ReplyNode]) -> HashSet<CommentId> {
    let mut deepest_first: Vec<&ReplyNode> = nodes.iter().collect();
    deepest_first.sort_by_key(|node| Reverse(node.reply.depth));
    let mut kept = HashSet::with_capacity(nodes.len());
    for node in deepest_first {
        if node.has_words || node.more || kept.contains(&node.reply.id) {
            kept.insert(node.reply.id);
            kept.extend(node.reply.parent_id);
        }
    }
    kept
}
