//! Names, searched as people type them: of communities and of people alike.

use crate::q;
use crate::store::Conn;
use crate::text::SoughtName;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;

/// Whose names are searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    Communities,
    People,
}

impl Named {
    /// The table, each row of which has an actor and an index of the words in what it is called.
    fn table(self) -> &'static str {
        match self {
            Self::Communities => "communities",
            Self::People => "accounts",
        }
    }

    fn kinds(self) -> &'static str {
        match self {
            Self::Communities => "'group'",
            Self::People => "'person', 'service'",
        }
    }
}

#[derive(QueryableByName)]
struct Hit {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// Keys of the rows whose name begins so, and of those in whose shown words all the words begin so:
/// at most `limit` of either, in no particular order. Whether they are shown is for whoever reads them.
pub async fn list_named(
    conn: &mut Conn,
    named: Named,
    sought: &SoughtName,
    limit: i64,
) -> QueryResult<Vec<i64>> {
    let mut hits = Vec::new();
    if !sought.name.is_empty() {
        hits.extend(called(conn, named, sought, limit).await?);
    }
    if !sought.words.is_empty() {
        hits.extend(shown(conn, named, sought, limit).await?);
    }
    Ok(hits.into_iter().map(|hit| hit.id).collect())
}

async fn called(
    conn: &mut Conn,
    named: Named,
    sought: &SoughtName,
    limit: i64,
) -> QueryResult<Vec<Hit>> {
    let (table, kinds) = (named.table(), named.kinds());
    let (from, to) = sought.range();
    let host = format!("{}%", sought.host.replace(['%', '_'], ""));
    q!(conn,
    sqlite: {
        diesel::sql_query(format!(
            "SELECT t.id AS id FROM actors a JOIN {table} t ON t.actor_id = a.id
             WHERE a.kind IN ({kinds}) AND lower(a.name) >= $1 AND lower(a.name) < $2 AND lower(a.host) LIKE $3 LIMIT $4"))
            .bind::<Text, _>(from)
            .bind::<Text, _>(to)
            .bind::<Text, _>(host)
            .bind::<BigInt, _>(limit)
            .load(conn)
            .await
    },
    // The operators compare by bytes, as the index does.
    pg: {
        diesel::sql_query(format!(
            "SELECT t.id AS id FROM actors a JOIN {table} t ON t.actor_id = a.id
             WHERE a.kind IN ({kinds}) AND lower(a.name) ~>=~ $1 AND lower(a.name) ~<~ $2 AND lower(a.host) LIKE $3 LIMIT $4"))
            .bind::<Text, _>(from)
            .bind::<Text, _>(to)
            .bind::<Text, _>(host)
            .bind::<BigInt, _>(limit)
            .load(conn)
            .await
    })
}

async fn shown(
    conn: &mut Conn,
    named: Named,
    sought: &SoughtName,
    limit: i64,
) -> QueryResult<Vec<Hit>> {
    let table = named.table();
    q!(conn,
    sqlite: {
        diesel::sql_query(format!(
            "SELECT rowid AS id FROM {table}_fts WHERE {table}_fts MATCH $1 ORDER BY rowid DESC LIMIT $2"))
            .bind::<Text, _>(sought.fts5())
            .bind::<BigInt, _>(limit)
            .load(conn)
            .await
    },
    pg: {
        diesel::sql_query(format!(
            "SELECT id FROM {table} WHERE search @@ to_tsquery('simple', $1) ORDER BY id DESC LIMIT $2"))
            .bind::<Text, _>(sought.tsquery())
            .bind::<BigInt, _>(limit)
            .load(conn)
            .await
    })
}
