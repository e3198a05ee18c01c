//! What search finds: matches of words (`matches.rs`), what is shown of them, and names that begin with one.
//! What it keeps for that is in `keeping.rs`, and who follows which search in `followed.rs`.

pub mod followed;
pub mod keeping;
mod matches;

pub use matches::{Effort, Matches, Sought, WINDOW, list_matches, list_matches_between, newest};

use super::model::Candidate;
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::list_people;
use crate::activitypub::named::{Named, list_named};
use crate::ids::{AccountId, CommentId, PostId};
use crate::library::model::{Collection, CollectionId};
use crate::posts::model::ReplyKind;
use crate::q;
use crate::store::schema::{collections, comments, communities, posts};
use crate::store::{Conn, Time, columns, start_of};
use crate::text::SoughtName;
use crate::visibility::reach;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use diesel_async::RunQueryDsl;
use keeping::list_accepted_among;

/// What is read of each of these threads for putting them in order.
pub async fn list_thread_candidates(conn: &mut Conn, ids: &[i64]) -> QueryResult<Vec<Candidate>> {
    let keys: Vec<PostId> = ids.iter().copied().map(PostId).collect();
    type Row = (
        PostId,
        String,
        Option<CommentId>,
        i64,
        i64,
        Time,
        Option<PostId>,
    );
    let rows: Vec<Row> = q!(conn, {
        posts::table
            .filter(posts::id.eq_any(keys))
            .select((
                posts::id,
                posts::title,
                posts::accepted_comment_id,
                posts::answer_count,
                posts::score,
                posts::published_at,
                posts::duplicate_of_id,
            ))
            .load(conn)
            .await?
    });
    let candidate = |(id, title, accepted, answers, score, published, of): Row| Candidate {
        id: id.0,
        title,
        in_title: false,
        duplicate_of: of.map(|of| of.0),
        is_accepted: accepted.is_some(),
        is_answer: answers > 0,
        score,
        published: published.utc(),
    };
    Ok(rows.into_iter().map(candidate).collect())
}

/// The same for replies.
pub async fn list_reply_candidates(conn: &mut Conn, ids: &[i64]) -> QueryResult<Vec<Candidate>> {
    let keys: Vec<CommentId> = ids.iter().copied().map(CommentId).collect();
    let accepted = list_accepted_among(conn, &keys).await?;
    let rows: Vec<(CommentId, ReplyKind, i64, Time)> = q!(conn, {
        comments::table
            .filter(comments::id.eq_any(keys))
            .select((
                comments::id,
                comments::kind,
                comments::score,
                comments::published_at,
            ))
            .load(conn)
            .await?
    });
    let candidate = |(id, kind, score, published): (CommentId, ReplyKind, i64, Time)| Candidate {
        id: id.0,
        title: String::new(),
        in_title: false,
        duplicate_of: None,
        is_accepted: accepted.contains(&id),
        is_answer: kind == ReplyKind::Answer,
        score,
        published: published.utc(),
    };
    Ok(rows.into_iter().map(candidate).collect())
}

/// Characters of a text that are looked through for what was looked for.
const LOOKED_THROUGH: i32 = 12_000;

/// The texts of threads that were found.
pub async fn list_texts(conn: &mut Conn, ids: &[PostId]) -> QueryResult<Vec<(PostId, String)>> {
    q!(conn, {
        posts::table
            .filter(posts::id.eq_any(ids))
            .select((posts::id, start_of(posts::body_text, 1_i32, LOOKED_THROUGH)))
            .load(conn)
            .await
    })
}

/// Collections that were found for who reads them, in no particular order.
pub async fn list_collections(
    conn: &mut Conn,
    ids: &[CollectionId],
) -> QueryResult<Vec<Collection>> {
    q!(conn, {
        collections::table
            .filter(collections::id.eq_any(ids))
            .select(columns::<Collection>())
            .load(conn)
            .await
    })
}

/// A reply that was found.
#[derive(Debug, Clone, Queryable)]
pub struct FoundReply {
    pub id: CommentId,
    pub public_id: String,
    pub kind: ReplyKind,
    pub text: String,
    pub language: String,
    pub score: i64,
    pub published_at: Time,
    pub thread_title: String,
    pub author_id: AccountId,
}

/// The visible ones of these replies, in no particular order.
pub async fn list_replies(
    conn: &mut Conn,
    viewer: &Viewer,
    ids: &[CommentId],
) -> QueryResult<Vec<FoundReply>> {
    let reach = reach(conn, viewer.reader()).await?;
    let readable = reach.condition("comments.audience", "posts.community_id");
    let listed = reach.listed("communities.read_policy", "posts.community_id");
    q!(conn, {
        comments::table
            .inner_join(posts::table.inner_join(communities::table))
            .filter(comments::id.eq_any(ids))
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
            .select((
                comments::id,
                comments::public_id,
                comments::kind,
                start_of(comments::body_text, 1_i32, LOOKED_THROUGH),
                comments::language,
                comments::score,
                comments::published_at,
                posts::title,
                comments::author_id,
            ))
            .load(conn)
            .await
    })
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
