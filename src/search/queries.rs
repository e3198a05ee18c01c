//! The newest matches of some words, and names that begin with one.

use super::model::{Candidate, Enough, Words};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::list_people;
use crate::activitypub::named::{Named, list_named};
use crate::ids::{AccountId, CommentId, PostId};
use crate::q;
use crate::store::schema::{comments, communities, posts};
use crate::store::{Conn, Time, away, start_of};
use crate::text::SoughtName;
use crate::visibility::{Reach, reach};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use diesel_async::RunQueryDsl;

/// Matches that are looked at for one page.
pub const WINDOW: i64 = 300;

#[derive(QueryableByName)]
struct Hit {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// Ids of the newest threads or replies with enough of the words, from behind `before`, among those that the
/// reader may read: what is behind the window must not show that there is more. Whether they can be
/// seen is for whoever reads them.
async fn newest(
    conn: &mut Conn,
    reach: &Reach,
    table: Table,
    (words, enough): (&Words, Enough),
    before: i64,
) -> QueryResult<Vec<i64>> {
    let readable = reach.condition("p.audience", "p.community_id");
    let listed = reach.listed("c.read_policy", "c.id");
    let may =
        format!("JOIN communities c ON c.id = p.community_id WHERE {readable} AND {listed} AND");
    let hits: Vec<Hit> = q!(conn,
    sqlite: {
        let sql = match table {
            Table::Posts => format!(
                "SELECT f.rowid AS id FROM posts_fts f CROSS JOIN posts p ON p.id = f.rowid {may} \
                 posts_fts MATCH $1 AND f.rowid < $2 ORDER BY f.rowid DESC LIMIT $3"),
            Table::Comments => format!(
                "SELECT f.rowid AS id FROM comments_fts f CROSS JOIN comments r ON r.id = f.rowid \
                 CROSS JOIN posts p ON p.id = r.post_id {may} \
                 comments_fts MATCH $1 AND f.rowid < $2 ORDER BY f.rowid DESC LIMIT $3"),
        };
        let found = diesel::sql_query(sql)
            .bind::<Text, _>(words.fts5(enough))
            .bind::<BigInt, _>(before)
            .bind::<BigInt, _>(WINDOW)
            .load(conn);
        // Several common words together may take long.
        away(found).await?
    },
    pg: {
        let (function, text) = words.tsquery(enough);
        let sql = match table {
            Table::Posts => format!(
                "SELECT p.id AS id FROM posts p {may} \
                 p.search @@ {function}('word_forms', $1) AND p.id < $2 ORDER BY p.id DESC LIMIT $3"),
            Table::Comments => format!(
                "SELECT r.id AS id FROM comments r JOIN posts p ON p.id = r.post_id {may} \
                 r.search @@ {function}('word_forms', $1) AND r.id < $2 ORDER BY r.id DESC LIMIT $3"),
        };
        diesel::sql_query(sql)
            .bind::<Text, _>(text)
            .bind::<BigInt, _>(before)
            .bind::<BigInt, _>(WINDOW)
            .load(conn)
            .await?
    });
    Ok(hits.into_iter().map(|hit| hit.id).collect())
}

#[derive(Clone, Copy)]
enum Table {
    Posts,
    Comments,
}

/// The newest threads with enough of the words that the viewer may read, and where the next window begins.
pub async fn list_thread_candidates(
    conn: &mut Conn,
    viewer: &Viewer,
    words: (&Words, Enough),
    before: Option<i64>,
) -> QueryResult<(Vec<Candidate>, Option<i64>)> {
    let reach = reach(conn, viewer.reader()).await?;
    let before = before.unwrap_or(i64::MAX);
    let ids = newest(conn, &reach, Table::Posts, words, before).await?;
    let next = next_window(&ids);
    let keys: Vec<PostId> = ids.into_iter().map(PostId).collect();
    type Row = (i64, String, Option<CommentId>, i64);
    let rows: Vec<Row> = q!(conn, {
        posts::table
            .filter(posts::id.eq_any(keys))
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
            .select((
                posts::id,
                posts::title,
                posts::accepted_comment_id,
                posts::score,
            ))
            .load(conn)
            .await?
    });
    let candidate = |(id, title, accepted, score): Row| Candidate {
        id,
        title,
        is_answered: accepted.is_some(),
        score,
    };
    Ok((rows.into_iter().map(candidate).collect(), next))
}

fn next_window(ids: &[i64]) -> Option<i64> {
    let full = i64::try_from(ids.len()).is_ok_and(|found| found == WINDOW);
    ids.last().copied().filter(|_| full)
}

/// A reply that was found.
#[derive(Debug, Clone, Queryable)]
pub struct FoundReply {
    pub id: i64,
    pub public_id: String,
    pub start: String,
    pub published_at: Time,
    pub thread_title: String,
    pub author_id: AccountId,
}

/// The newest replies with enough of the words that the viewer may read, newest first, and where the next
/// window begins.
pub async fn list_replies(
    conn: &mut Conn,
    viewer: &Viewer,
    words: (&Words, Enough),
    before: Option<i64>,
    limit: i64,
) -> QueryResult<(Vec<FoundReply>, Option<i64>)> {
    let reach = reach(conn, viewer.reader()).await?;
    let before = before.unwrap_or(i64::MAX);
    let ids = newest(conn, &reach, Table::Comments, words, before).await?;
    let next = next_window(&ids);
    let keys: Vec<CommentId> = ids.into_iter().map(CommentId).collect();
    let readable = reach.condition("comments.audience", "posts.community_id");
    let listed = reach.listed("communities.read_policy", "posts.community_id");
    let found: Vec<FoundReply> = q!(conn, {
        comments::table
            .inner_join(posts::table.inner_join(communities::table))
            .filter(comments::id.eq_any(keys))
            .filter(sql::<Bool>(&readable))
            .filter(sql::<Bool>(&listed))
            .filter(comments::deleted_at.is_null())
            .filter(comments::removed_at.is_null())
            .filter(comments::held_at.is_null())
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
            .filter(communities::removed_at.is_null())
            .filter(communities::deleted_at.is_null())
            .order(comments::id.desc())
            .limit(limit)
            .select((
                comments::id,
                comments::public_id,
                start_of(comments::body_text, 1, 300),
                comments::published_at,
                posts::title,
                comments::author_id,
            ))
            .load(conn)
            .await?
    });
    // What did not fit on this page comes before the next window does.
    let cut = i64::try_from(found.len()).is_ok_and(|count| count == limit);
    let next = if cut {
        found.last().map(|reply| reply.id)
    } else {
        next
    };
    Ok((found, next))
}

/// People of whom so many are looked at for one search, the newest.
const PEOPLE: i64 = 100;

/// People whose name begins so, or in whose shown name all the words begin so: whoever is called
/// exactly so first, then our own, then by name.
pub async fn list_people_like(
    conn: &mut Conn,
    sought: &SoughtName,
    limit: usize,
) -> QueryResult<Vec<Person>> {
    let found = list_named(conn, Named::People, sought, PEOPLE).await?;
    let ids: Vec<AccountId> = found.into_iter().map(AccountId).collect();
    let mut people = list_people(conn, &ids).await?;
    people.retain(|person| {
        let account = &person.account;
        let there = account.suspended_at.is_none() && account.deleted_at.is_none();
        there && person.actor.gone_at.is_none() && person.id() != crate::ids::INSTANCE
    });
    people.sort_by_cached_key(|person| {
        let actor = &person.actor;
        let other = !sought.is_exactly(&actor.name);
        (other, !actor.local, actor.name.clone(), actor.host.clone())
    });
    people.truncate(limit);
    Ok(people)
}
