//! Parts of very long threads: a page of replies to the thread with the beginning of what hangs on
//! each, or one reply with all that hangs on it, page by page. No page reads more than a bounded number
//! of rows, however long the thread is and however much of it was removed.

use super::rows::{Byline, ReplyRow};
use super::thread::{Found, Part, ReplyOrder};
use crate::ids::{AccountId, CommentId, PostId};
use crate::posts::model::{Comment, Post, ReplyKind};
use crate::q;
use crate::store::schema::{accounts, actors, comments};
use crate::store::{Conn, Time, columns};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use diesel_async::RunQueryDsl;
use std::collections::HashSet;

/// Replies to the thread on one page.
pub const TOPS: usize = 40;
/// Replies shown below each of them; the rest is on a page of its own.
pub const BELOW: usize = 20;
/// Replies on a page of what hangs on one.
pub const BRANCH: usize = 200;

/// What the order of replies to the thread depends on.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = comments)]
struct Top {
    id: CommentId,
    public_id: String,
    path: String,
    kind: ReplyKind,
    score: i64,
    child_count: i64,
    published_at: Time,
}

/// The order in which replies of one kind are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Along {
    Score,
    Oldest,
    Newest,
}

impl Along {
    fn of(order: ReplyOrder, kind: ReplyKind) -> Self {
        match (order, kind) {
            (ReplyOrder::Best, ReplyKind::Answer) => Self::Score,
            (ReplyOrder::Newest, _) => Self::Newest,
            _ => Self::Oldest,
        }
    }
}

/// One page of replies to the thread. None where `part` names none of them.
pub(super) async fn page(
    conn: &mut Conn,
    (post, accepted): (&Post, &[CommentId]),
    order: ReplyOrder,
    part: Part<'_>,
) -> QueryResult<Option<Found>> {
    let after = match part {
        Part::After(last) => match top_by_public_id(conn, post.id, last).await? {
            Some(top) => Some(top),
            None => return Ok(None),
        },
        _ => None,
    };
    let mut tops = list_tops(conn, (post.id, accepted), order, after.as_ref(), TOPS + 1).await?;
    let more = tops.len() > TOPS;
    tops.truncate(TOPS);
    let next = tops
        .last()
        .filter(|_| more)
        .map(|top| top.public_id.clone());
    let (mut ids, cut) = list_below(conn, post.id, &tops).await?;
    ids.extend(tops.iter().map(|top| top.id));
    Ok(Some(Found {
        rows: load(conn, &ids).await?,
        cut,
        next,
    }))
}

/// The accepted answers, which are few, then the others, then comments, from behind `after`.
async fn list_tops(
    conn: &mut Conn,
    (post, accepted): (PostId, &[CommentId]),
    order: ReplyOrder,
    after: Option<&Top>,
    limit: usize,
) -> QueryResult<Vec<Top>> {
    let mut found = Vec::new();
    if after.is_none() && !accepted.is_empty() {
        found.extend(tops_by_id(conn, post, accepted).await?);
    }
    for kind in [ReplyKind::Answer, ReplyKind::Comment] {
        let passed = after
            .is_some_and(|after| after.kind == ReplyKind::Comment && kind == ReplyKind::Answer);
        let wanted = limit.saturating_sub(found.len());
        if passed || wanted == 0 {
            continue;
        }
        let after = after.filter(|after| after.kind == kind && !accepted.contains(&after.id));
        let along = Along::of(order, kind);
        found.extend(load_tops(conn, (post, accepted), kind, along, after, wanted).await?);
    }
    Ok(found)
}

/// The query, for either backend. The condition on what can be seen is written as the index has it.
macro_rules! tops {
    ($post:expr, $accepted:expr, $kind:expr, $along:expr, $after:expr, $limit:expr) => {{
        let mut query = comments::table
            .filter(comments::post_id.eq($post))
            .filter(comments::kind.eq($kind))
            .filter(comments::parent_id.is_null())
            .filter(sql::<Bool>(
                "(child_count > 0 OR (deleted_at IS NULL AND removed_at IS NULL AND held_at IS NULL))",
            ))
            .limit($limit)
            .select(columns::<Top>())
            .into_boxed();
        let accepted: &[CommentId] = $accepted;
        if !accepted.is_empty() {
            query = query.filter(comments::id.ne_all(accepted));
        }
        if let Some(last) = $after {
            let last: &Top = last;
            let (at, id) = (last.published_at, last.id);
            let later = comments::published_at
                .gt(at)
                .or(comments::published_at.eq(at).and(comments::id.gt(id)));
            query = match $along {
                Along::Oldest => query.filter(comments::published_at.ge(at)).filter(later),
                Along::Newest => query.filter(comments::published_at.le(at)).filter(
                    comments::published_at
                        .lt(at)
                        .or(comments::published_at.eq(at).and(comments::id.lt(id))),
                ),
                Along::Score => query.filter(comments::score.le(last.score)).filter(
                    comments::score
                        .lt(last.score)
                        .or(comments::score.eq(last.score).and(later)),
                ),
            };
        }
        match $along {
            Along::Oldest => query.order((comments::published_at.asc(), comments::id.asc())),
            Along::Newest => query.order((comments::published_at.desc(), comments::id.desc())),
            Along::Score => query.order((
                comments::score.desc(),
                comments::published_at.asc(),
                comments::id.asc(),
            )),
        }
    }};
}

async fn load_tops(
    conn: &mut Conn,
    (post, accepted): (PostId, &[CommentId]),
    kind: ReplyKind,
    along: Along,
    after: Option<&Top>,
    limit: usize,
) -> QueryResult<Vec<Top>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    q!(conn, {
        tops!(post, accepted, kind, along, after, limit)
            .load(conn)
            .await
    })
}

async fn top_by_public_id(conn: &mut Conn, post: PostId, id: &str) -> QueryResult<Option<Top>> {
    q!(conn, {
        comments::table
            .filter(comments::public_id.eq(id))
            .filter(comments::post_id.eq(post))
            .filter(comments::parent_id.is_null())
            .select(columns::<Top>())
            .first(conn)
            .await
            .optional()
    })
}

async fn tops_by_id(conn: &mut Conn, post: PostId, ids: &[CommentId]) -> QueryResult<Vec<Top>> {
    q!(conn, {
        comments::table
            .filter(comments::id.eq_any(ids))
            .filter(comments::post_id.eq(post))
            .filter(comments::parent_id.is_null())
            .select(columns::<Top>())
            .load(conn)
            .await
    })
}

#[derive(QueryableByName)]
struct Below {
    #[diesel(sql_type = BigInt)]
    id: CommentId,
    #[diesel(sql_type = Text)]
    path: String,
}

/// The first replies below each of these, and those of them that have more.
async fn list_below(
    conn: &mut Conn,
    post: PostId,
    tops: &[Top],
) -> QueryResult<(Vec<CommentId>, HashSet<CommentId>)> {
    let parents: Vec<&Top> = tops.iter().filter(|top| top.child_count > 0).collect();
    if parents.is_empty() {
        return Ok((Vec::new(), HashSet::new()));
    }
    let text = below_each(parents.len());
    let found: Vec<Below> = q!(conn, {
        let mut query = diesel::sql_query(text).into_boxed();
        for top in &parents {
            let (from, to) = range_below(&top.path);
            query = query
                .bind::<BigInt, _>(post)
                .bind::<Text, _>(from)
                .bind::<Text, _>(to);
        }
        query.load(conn).await?
    });
    let mut ids = Vec::with_capacity(found.len());
    let mut cut = HashSet::new();
    for top in parents {
        let (from, _) = range_below(&top.path);
        let mut below = found.iter().filter(|row| row.path.starts_with(&from));
        ids.extend(below.by_ref().take(BELOW).map(|row| row.id));
        if below.next().is_some() {
            cut.insert(top.id);
        }
    }
    Ok((ids, cut))
}

/// One bounded query for each parent, sent as one.
fn below_each(parents: usize) -> String {
    let each = |number: usize| {
        let [post, from, to] = [1, 2, 3].map(|n| number * 3 + n);
        format!(
            "SELECT id, path FROM (SELECT id, path FROM comments WHERE post_id = ${post} AND path > ${from} AND path < ${to} ORDER BY path LIMIT {}) AS below{number}",
            BELOW + 1
        )
    };
    let all: Vec<String> = (0..parents).map(each).collect();
    all.join(" UNION ALL ")
}

/// Paths of what hangs on a reply lie between these two; a slash comes next behind the dot.
fn range_below(path: &str) -> (String, String) {
    (format!("{path}."), format!("{path}/"))
}

/// One reply and a page of what hangs on it, in the order of the tree. None where `after` names
/// nothing that does.
pub(super) async fn under(
    conn: &mut Conn,
    root: &Comment,
    after: Option<&str>,
) -> QueryResult<Option<Found>> {
    let (mut from, to) = range_below(&root.path);
    if let Some(id) = after {
        let Some(path) = path_of(conn, root.post_id, id).await? else {
            return Ok(None);
        };
        if path < from || path > to {
            return Ok(None);
        }
        from = path;
    }
    let limit = i64::try_from(BRANCH + 1).unwrap_or(i64::MAX);
    let mut rows: Vec<(ReplyRow, Byline)> = q!(conn, {
        comments::table
            .inner_join(accounts::table.inner_join(actors::table))
            .filter(comments::post_id.eq(root.post_id))
            .filter(comments::path.gt(from))
            .filter(comments::path.lt(to))
            .order(comments::path)
            .limit(limit)
            .select((columns::<ReplyRow>(), columns::<Byline>()))
            .load(conn)
            .await?
    });
    let more = rows.len() > BRANCH;
    rows.truncate(BRANCH);
    let next = rows.last().filter(|_| more);
    let next = next.map(|(reply, _)| reply.public_id.clone());
    let mut all = load(conn, &[root.id]).await?;
    all.extend(rows);
    // What is on other pages keeps the reply itself from being left out here.
    let cut = HashSet::from_iter((more || after.is_some()).then_some(root.id));
    Ok(Some(Found {
        rows: all,
        cut,
        next,
    }))
}

async fn path_of(conn: &mut Conn, post: PostId, public_id: &str) -> QueryResult<Option<String>> {
    q!(conn, {
        comments::table
            .filter(comments::public_id.eq(public_id))
            .filter(comments::post_id.eq(post))
            .select(comments::path)
            .first(conn)
            .await
            .optional()
    })
}

async fn load(conn: &mut Conn, ids: &[CommentId]) -> QueryResult<Vec<(ReplyRow, Byline)>> {
    q!(conn, {
        comments::table
            .inner_join(accounts::table.inner_join(actors::table))
            .filter(comments::id.eq_any(ids))
            .select((columns::<ReplyRow>(), columns::<Byline>()))
            .load(conn)
            .await
    })
}

/// A reply, as far as going through a branch needs it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = comments)]
pub struct InBranch {
    pub id: CommentId,
    pub public_id: String,
    pub path: String,
    pub author_id: AccountId,
}

/// What hangs on a reply with the path `root`, or on the thread, in the order of the tree, from behind the path
/// `after`. All of it: what is removed or deleted, too.
pub async fn list_branch(
    conn: &mut Conn,
    thread: PostId,
    root: Option<&str>,
    after: Option<&str>,
    limit: i64,
) -> QueryResult<Vec<InBranch>> {
    let (from, to) = match root.map(range_below) {
        Some((from, to)) => (from, Some(to)),
        None => (String::new(), None),
    };
    let from = after.map_or(from, str::to_owned);
    q!(conn, {
        let mut query = comments::table
            .filter(comments::post_id.eq(thread))
            .filter(comments::path.gt(&from))
            .order(comments::path)
            .limit(limit)
            .select(columns::<InBranch>())
            .into_boxed();
        if let Some(to) = &to {
            query = query.filter(comments::path.lt(to));
        }
        query.load(conn).await
    })
}

/// When the branch that a reply stands in was locked first, be it the reply itself or one above it.
pub async fn branch_locked_at(conn: &mut Conn, reply: &Comment) -> QueryResult<Option<Time>> {
    let above: Vec<&str> = reply.path.split('.').collect();
    let locks: Vec<Option<Time>> = q!(conn, {
        comments::table
            .filter(comments::public_id.eq_any(&above))
            .filter(comments::post_id.eq(reply.post_id))
            .filter(comments::locked_at.is_not_null())
            .select(comments::locked_at)
            .load(conn)
            .await?
    });
    Ok(locks.into_iter().flatten().min())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::test_db::{fresh_sqlite, plan};
    use diesel::sqlite::Sqlite;

    #[tokio::test(flavor = "multi_thread")]
    async fn pages_of_long_threads_walk_an_index_and_never_sort() {
        let world = crate::posts::tests::world::World::new().await;
        let place = world.community("luthiers").await;
        let ada = world.person("ada").await;
        let post = world.ask(&ada, &place, "Long").await;
        let last = Top {
            id: CommentId(7),
            public_id: "x".to_owned(),
            path: "x".to_owned(),
            kind: ReplyKind::Answer,
            score: 3,
            child_count: 0,
            published_at: world.now(),
        };
        let db = fresh_sqlite().await;
        let mut conn = db.store.read().await.unwrap();
        for (along, index) in [
            (Along::Score, "comments_top_score"),
            (Along::Oldest, "comments_top_time"),
            (Along::Newest, "comments_top_time"),
        ] {
            for (after, accepted) in [(None, Vec::new()), (Some(&last), vec![CommentId(8)])] {
                let sql = {
                    let query = tops!(post.id, &accepted, ReplyKind::Answer, along, after, 41_i64);
                    diesel::debug_query::<Sqlite, _>(&query).to_string()
                };
                let text = plan(&mut conn, &sql).await;
                assert!(text.contains(index), "{along:?}\n{text}");
                assert!(!text.contains("TEMP B-TREE"), "{along:?}\n{text}");
            }
        }
    }
}
