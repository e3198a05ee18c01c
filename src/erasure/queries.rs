//! What came from other servers lately and what is kept of it, for who takes it away.

use crate::activitypub::peers::{covered, escaped};
use crate::ids::{AccountId, CommentId, PostId};
use crate::q;
use crate::store::schema::{attachments, comments, posts, reply_words, thread_words, waiting_acts};
use crate::store::types::Instant;
use crate::store::{Conn, Time, Tx};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;
use serde::{Deserialize, Serialize};

/// Whose words are meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Whose {
    /// People of a host, its ports and those below it.
    Host(String),
    /// Everybody of other servers who was not known before.
    Newcomers,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, QueryableByName)]
pub struct Arrived {
    #[diesel(sql_type = BigInt)]
    pub threads: i64,
    #[diesel(sql_type = BigInt)]
    pub replies: i64,
}

#[derive(QueryableByName)]
struct Numbered {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// The words of a table that came since `$3` (of a host `$1`), or since `$1` by who was met since.
macro_rules! arrived {
    ($what:literal, $table:literal, host) => {
        concat!(
            "SELECT ",
            $what,
            " FROM ",
            $table,
            " p JOIN accounts c ON c.id = p.author_id JOIN actors a ON a.id = c.actor_id WHERE NOT p.local AND ",
            covered!("a.host"),
            " AND p.received_at >= $3"
        )
    };
    ($what:literal, $table:literal, newcomers) => {
        concat!(
            "SELECT ",
            $what,
            " FROM ",
            $table,
            " p JOIN accounts c ON c.id = p.author_id JOIN actors a ON a.id = c.actor_id",
            " WHERE NOT p.local AND a.created_at >= $1 AND p.received_at >= $1"
        )
    };
}

pub async fn count_arrived(conn: &mut Conn, from: &Whose, since: Time) -> QueryResult<Arrived> {
    match from {
        Whose::Host(name) => q!(conn, {
            diesel::sql_query(concat!(
                "SELECT (",
                arrived!("count(*)", "posts", host),
                ") AS threads, (",
                arrived!("count(*)", "comments", host),
                ") AS replies"
            ))
            .bind::<Text, _>(name)
            .bind::<Text, _>(escaped(name))
            .bind::<Instant, _>(since)
            .get_result(conn)
            .await
        }),
        Whose::Newcomers => q!(conn, {
            diesel::sql_query(concat!(
                "SELECT (",
                arrived!("count(*)", "posts", newcomers),
                ") AS threads, (",
                arrived!("count(*)", "comments", newcomers),
                ") AS replies"
            ))
            .bind::<Instant, _>(since)
            .get_result(conn)
            .await
        }),
    }
}

/// Threads that came since, behind the one with this number.
pub async fn list_arrived_threads(
    conn: &mut Conn,
    from: &Whose,
    since: Time,
    after: PostId,
    limit: i64,
) -> QueryResult<Vec<PostId>> {
    const HOST: &str = concat!(
        arrived!("p.id AS id", "posts", host),
        " AND p.id > $4 ORDER BY p.id LIMIT $5"
    );
    const NEWCOMERS: &str = concat!(
        arrived!("p.id AS id", "posts", newcomers),
        " AND p.id > $2 ORDER BY p.id LIMIT $3"
    );
    let found = list(conn, (HOST, NEWCOMERS), from, since, after.0, limit).await?;
    Ok(found.into_iter().map(|row| PostId(row.id)).collect())
}

/// The same of replies.
pub async fn list_arrived_replies(
    conn: &mut Conn,
    from: &Whose,
    since: Time,
    after: CommentId,
    limit: i64,
) -> QueryResult<Vec<CommentId>> {
    const HOST: &str = concat!(
        arrived!("p.id AS id", "comments", host),
        " AND p.id > $4 ORDER BY p.id LIMIT $5"
    );
    const NEWCOMERS: &str = concat!(
        arrived!("p.id AS id", "comments", newcomers),
        " AND p.id > $2 ORDER BY p.id LIMIT $3"
    );
    let found = list(conn, (HOST, NEWCOMERS), from, since, after.0, limit).await?;
    Ok(found.into_iter().map(|row| CommentId(row.id)).collect())
}

async fn list(
    conn: &mut Conn,
    (of_host, of_newcomers): (&'static str, &'static str),
    from: &Whose,
    since: Time,
    after: i64,
    limit: i64,
) -> QueryResult<Vec<Numbered>> {
    match from {
        Whose::Host(name) => q!(conn, {
            diesel::sql_query(of_host)
                .bind::<Text, _>(name)
                .bind::<Text, _>(escaped(name))
                .bind::<Instant, _>(since)
                .bind::<BigInt, _>(after)
                .bind::<BigInt, _>(limit)
                .load(conn)
                .await
        }),
        Whose::Newcomers => q!(conn, {
            diesel::sql_query(of_newcomers)
                .bind::<Instant, _>(since)
                .bind::<BigInt, _>(after)
                .bind::<BigInt, _>(limit)
                .load(conn)
                .await
        }),
    }
}

/// Threads and replies of one person that are here, whatever became of them.
pub async fn count_written(conn: &mut Conn, author: AccountId) -> QueryResult<Arrived> {
    q!(conn, {
        Ok(Arrived {
            threads: posts::table
                .filter(posts::author_id.eq(author))
                .count()
                .get_result(conn)
                .await?,
            replies: comments::table
                .filter(comments::author_id.eq(author))
                .count()
                .get_result(conn)
                .await?,
        })
    })
}

/// Replies in a thread, whatever became of them.
pub async fn count_replies_in(conn: &mut Conn, post: PostId) -> QueryResult<i64> {
    q!(conn, {
        comments::table
            .filter(comments::post_id.eq(post))
            .count()
            .get_result(conn)
            .await
    })
}

/// Pictures in a thread itself, or in a reply.
pub async fn count_pictures(
    conn: &mut Conn,
    post: Option<PostId>,
    reply: Option<CommentId>,
) -> QueryResult<i64> {
    q!(conn, {
        attachments::table
            .filter(
                attachments::post_id
                    .eq(post)
                    .or(attachments::comment_id.eq(reply)),
            )
            .count()
            .get_result(conn)
            .await
    })
}

/// What search finds of a thread or a reply goes at once, and not only when its loop comes by.
pub async fn delete_words(
    tx: &mut Tx,
    post: Option<PostId>,
    reply: Option<CommentId>,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        if let Some(id) = post {
            diesel::delete(thread_words::table.filter(thread_words::id.eq(id)))
                .execute(conn)
                .await?;
        }
        if let Some(id) = reply {
            diesel::delete(reply_words::table.filter(reply_words::id.eq(id)))
                .execute(conn)
                .await?;
        }
    });
    Ok(())
}

/// What somebody sent and waits for what it is about.
pub async fn delete_waiting_of(tx: &mut Tx, signer: &str) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(waiting_acts::table.filter(waiting_acts::signer.eq(signer)))
            .execute(conn)
            .await
    })?;
    Ok(())
}
