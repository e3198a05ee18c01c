//! The newest matches of some words, and names that begin with one.

use super::model::{Candidate, Words};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::list_people;
use crate::activitypub::delivery::Audience;
use crate::activitypub::named::{Named, list_named};
use crate::communities::model::ReadPolicy;
use crate::ids::{AccountId, CommentId, PostId};
use crate::membership::model::MembershipState;
use crate::q;
use crate::store::schema::{comments, communities, memberships, posts};
use crate::store::{Conn, Time, away};
use crate::text::SoughtName;
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;

/// Matches that are looked at for one page.
pub const WINDOW: i64 = 300;

#[derive(QueryableByName)]
struct Hit {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// Ids of the newest threads or replies with all the words, from behind `before`. Whether the viewer
/// may see them is for whoever reads them.
async fn newest(
    conn: &mut Conn,
    table: Table,
    words: &Words,
    before: i64,
) -> QueryResult<Vec<i64>> {
    let hits: Vec<Hit> = q!(conn,
    sqlite: {
        let sql = match table {
            Table::Posts => "SELECT rowid AS id FROM posts_fts WHERE posts_fts MATCH $1 AND rowid < $2 ORDER BY rowid DESC LIMIT $3",
            Table::Comments => "SELECT rowid AS id FROM comments_fts WHERE comments_fts MATCH $1 AND rowid < $2 ORDER BY rowid DESC LIMIT $3",
        };
        let found = diesel::sql_query(sql)
            .bind::<Text, _>(words.fts5())
            .bind::<BigInt, _>(before)
            .bind::<BigInt, _>(WINDOW)
            .load(conn);
        // Several common words together may take long.
        away(found).await?
    },
    pg: {
        let sql = match table {
            Table::Posts => "SELECT id FROM posts WHERE search @@ plainto_tsquery('word_forms', $1) AND id < $2 ORDER BY id DESC LIMIT $3",
            Table::Comments => "SELECT id FROM comments WHERE search @@ plainto_tsquery('word_forms', $1) AND id < $2 ORDER BY id DESC LIMIT $3",
        };
        diesel::sql_query(sql)
            .bind::<Text, _>(words.plain())
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

/// The newest threads with all the words, and where the next window begins.
pub async fn list_thread_candidates(
    conn: &mut Conn,
    words: &Words,
    before: Option<i64>,
) -> QueryResult<(Vec<Candidate>, Option<i64>)> {
    let ids = newest(conn, Table::Posts, words, before.unwrap_or(i64::MAX)).await?;
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

diesel::define_sql_function! {
    #[sql_name = "substr"]
    fn start_of(text: Text, from: diesel::sql_types::Integer, count: diesel::sql_types::Integer) -> Text;
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

/// The newest replies with all the words that the viewer may read, newest first, and where the next
/// window begins.
pub async fn list_replies(
    conn: &mut Conn,
    viewer: &Viewer,
    words: &Words,
    before: Option<i64>,
    limit: i64,
) -> QueryResult<(Vec<FoundReply>, Option<i64>)> {
    let ids = newest(conn, Table::Comments, words, before.unwrap_or(i64::MAX)).await?;
    let next = next_window(&ids);
    let keys: Vec<CommentId> = ids.into_iter().map(CommentId).collect();
    // Nobody has this number, so visitors are members nowhere.
    let reader = viewer.account().unwrap_or(AccountId(0));
    let member = memberships::table
        .filter(memberships::community_id.eq(posts::community_id))
        .filter(memberships::account_id.eq(reader))
        .filter(memberships::state.eq(MembershipState::Member));
    // No community has the policy "", so to visitors none is open as one of their server.
    let server_wide = match viewer.account() {
        Some(_) => ReadPolicy::Server.as_str(),
        None => "",
    };
    let readable = comments::audience
        .eq(Audience::Public)
        .or(comments::audience
            .eq(Audience::Community)
            .and(exists(member).or(communities::read_policy.eq(server_wide))));
    let found: Vec<FoundReply> = q!(conn, {
        comments::table
            .inner_join(posts::table.inner_join(communities::table))
            .filter(comments::id.eq_any(keys))
            .filter(readable)
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
