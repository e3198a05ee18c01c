//! What search keeps of threads and replies, made anew where something has changed.

use crate::activitypub::delivery::Audience;
use crate::ids::{AccountId, CommentId, CommunityId, PostId};
use crate::library::model::{CollectionId, Section};
use crate::posts::model::{ReplyKind, ThreadKind};
use crate::q;
use crate::store::schema::{
    accepted_answers, collection_words, collections, comments, posts, reply_words, thread_words,
    word_languages, words_due,
};
use crate::store::{Conn, Json, Time, Tx, columns};
use diesel::prelude::*;
use diesel_async::{RunQueryDsl, SimpleAsyncConnection};

/// Something that has changed.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Due {
    pub id: i64,
    thing: String,
    pub thing_id: i64,
}

impl Due {
    /// Among which lines of words its own is.
    pub fn lines(&self) -> Lines {
        match self.thing.as_str() {
            "thread" => Lines::Threads,
            "collection" => Lines::Collections,
            _ => Lines::Replies,
        }
    }
}

/// Whether anything has changed; asked often, so it costs next to nothing.
pub async fn is_any_due(conn: &mut Conn) -> QueryResult<bool> {
    let first: Option<i64> = q!(conn, {
        words_due::table
            .select(words_due::id)
            .limit(1)
            .first(conn)
            .await
            .optional()?
    });
    Ok(first.is_some())
}

/// Whether more than this has changed.
pub async fn is_more_due(conn: &mut Conn, than: i64) -> QueryResult<bool> {
    let next: Option<i64> = q!(conn, {
        words_due::table
            .order(words_due::id)
            .select(words_due::id)
            .offset(than)
            .limit(1)
            .first(conn)
            .await
            .optional()?
    });
    Ok(next.is_some())
}

/// How much has changed and is not found as it is yet.
pub async fn count_due(conn: &mut Conn) -> QueryResult<i64> {
    q!(conn, { words_due::table.count().get_result(conn).await })
}

/// How many threads, replies and collections are ready to be found.
pub async fn count_ready(conn: &mut Conn) -> QueryResult<i64> {
    let threads: i64 = q!(conn, {
        thread_words::table.count().get_result(conn).await?
    });
    let replies: i64 = q!(conn, { reply_words::table.count().get_result(conn).await? });
    let collections: i64 = q!(conn, {
        collection_words::table.count().get_result(conn).await?
    });
    Ok(threads + replies + collections)
}

/// Until the transaction ends no other process makes words: one that has read a thread before it changed
/// would write its old words over those that another made of it since. SQLite has one writer anyway.
pub async fn lock_words(tx: &mut Tx) -> QueryResult<()> {
    match &mut **tx {
        Conn::Lite(_) => Ok(()),
        Conn::Pg(conn) => {
            conn.batch_execute("SELECT pg_advisory_xact_lock(7261938452)")
                .await
        }
    }
}

/// Some of what has changed, the newest first.
pub async fn list_due(tx: &mut Tx, limit: i64) -> QueryResult<Vec<Due>> {
    let conn = &mut **tx;
    let due = words_due::table
        .order(words_due::id.desc())
        .limit(limit)
        .select((words_due::id, words_due::thing, words_due::thing_id));
    q!(conn, { due.load(conn).await })
}

pub async fn delete_due(tx: &mut Tx, ids: &[i64]) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(words_due::table.filter(words_due::id.eq_any(ids)))
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// A thread, as far as it is searched.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = posts)]
pub struct SearchedThread {
    pub id: PostId,
    pub community_id: CommunityId,
    pub author_id: AccountId,
    pub kind: ThreadKind,
    pub title: String,
    pub body_text: String,
    pub language: String,
    pub tags: Json<Vec<String>>,
    pub audience: Audience,
    pub answer_count: i64,
    pub accepted_comment_id: Option<CommentId>,
    pub published_at: Time,
    pub closed_at: Option<Time>,
}

/// Those of these threads that can be seen.
pub async fn list_searched_threads(
    conn: &mut Conn,
    ids: &[PostId],
) -> QueryResult<Vec<SearchedThread>> {
    q!(conn, {
        posts::table
            .filter(posts::id.eq_any(ids))
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
            .select(columns::<SearchedThread>())
            .load(conn)
            .await
    })
}

/// A reply, as far as it is searched.
#[derive(Debug, Clone, Queryable)]
pub struct SearchedReply {
    pub id: CommentId,
    pub author_id: AccountId,
    pub kind: ReplyKind,
    pub body_text: String,
    pub language: String,
    pub audience: Audience,
    pub published_at: Time,
    pub community_id: CommunityId,
}

/// Those of these replies that can be seen.
pub async fn list_searched_replies(
    conn: &mut Conn,
    ids: &[CommentId],
) -> QueryResult<Vec<SearchedReply>> {
    q!(conn, {
        comments::table
            .inner_join(posts::table)
            .filter(comments::id.eq_any(ids))
            .filter(comments::deleted_at.is_null())
            .filter(comments::removed_at.is_null())
            .filter(comments::held_at.is_null())
            .select((
                comments::id,
                comments::author_id,
                comments::kind,
                comments::body_text,
                comments::language,
                comments::audience,
                comments::published_at,
                posts::community_id,
            ))
            .load(conn)
            .await
    })
}

/// A collection of the library, as far as it is searched.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = collections)]
pub struct SearchedCollection {
    pub id: CollectionId,
    pub community_id: CommunityId,
    pub title: String,
    pub introduction_html: String,
    pub sections: Json<Vec<Section>>,
    pub audience: Audience,
    pub created_at: Time,
}

/// Those of these collections that are there.
pub async fn list_searched_collections(
    conn: &mut Conn,
    ids: &[CollectionId],
) -> QueryResult<Vec<SearchedCollection>> {
    q!(conn, {
        collections::table
            .filter(collections::id.eq_any(ids))
            .select(columns::<SearchedCollection>())
            .load(conn)
            .await
    })
}

/// Those of these replies that are accepted answers.
pub async fn list_accepted_among(
    conn: &mut Conn,
    ids: &[CommentId],
) -> QueryResult<Vec<CommentId>> {
    q!(conn, {
        accepted_answers::table
            .filter(accepted_answers::comment_id.eq_any(ids))
            .select(accepted_answers::comment_id)
            .load(conn)
            .await
    })
}

/// Which lines of words there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    Threads,
    Replies,
    Collections,
}

/// Writes the lines of words of things, and takes away those of things that are not to be found.
pub async fn save_lines(
    tx: &mut Tx,
    of: Lines,
    lines: &[(i64, String)],
    gone: &[i64],
) -> QueryResult<()> {
    let conn = &mut **tx;
    for (id, line) in lines {
        match of {
            Lines::Threads => q!(conn, {
                diesel::insert_into(thread_words::table)
                    .values((thread_words::id.eq(*id), thread_words::words.eq(line)))
                    .on_conflict(thread_words::id)
                    .do_update()
                    .set(thread_words::words.eq(line))
                    .execute(conn)
                    .await?;
            }),
            Lines::Replies => q!(conn, {
                diesel::insert_into(reply_words::table)
                    .values((reply_words::id.eq(*id), reply_words::words.eq(line)))
                    .on_conflict(reply_words::id)
                    .do_update()
                    .set(reply_words::words.eq(line))
                    .execute(conn)
                    .await?;
            }),
            Lines::Collections => q!(conn, {
                diesel::insert_into(collection_words::table)
                    .values((
                        collection_words::id.eq(*id),
                        collection_words::words.eq(line),
                    ))
                    .on_conflict(collection_words::id)
                    .do_update()
                    .set(collection_words::words.eq(line))
                    .execute(conn)
                    .await?;
            }),
        }
    }
    if gone.is_empty() {
        return Ok(());
    }
    match of {
        Lines::Threads => q!(conn, {
            diesel::delete(thread_words::table.filter(thread_words::id.eq_any(gone)))
                .execute(conn)
                .await?;
        }),
        Lines::Replies => q!(conn, {
            diesel::delete(reply_words::table.filter(reply_words::id.eq_any(gone)))
                .execute(conn)
                .await?;
        }),
        Lines::Collections => q!(conn, {
            diesel::delete(collection_words::table.filter(collection_words::id.eq_any(gone)))
                .execute(conn)
                .await?;
        }),
    }
    Ok(())
}

/// Notes that something is here in this language.
pub async fn insert_language(tx: &mut Tx, code: &str) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(word_languages::table)
            .values(word_languages::language.eq(code))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// The languages of which anything is here.
pub async fn list_languages(conn: &mut Conn) -> QueryResult<Vec<String>> {
    q!(conn, {
        word_languages::table
            .select(word_languages::language)
            .order(word_languages::language)
            .load(conn)
            .await
    })
}
