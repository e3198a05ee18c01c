//! Every counter computed again from what it counts: after a restore, and in tests, which compare.

use crate::ids::PostId;
use crate::posts::model::hot_rank;
use crate::q;
use crate::store::schema::posts;
use crate::store::{Time, Tx};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::RunQueryDsl;

const VISIBLE: &str = "deleted_at IS NULL AND removed_at IS NULL AND held_at IS NULL";

/// What has counters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    Replies,
    Threads,
    People,
    Communities,
    Tags,
}

impl Counted {
    pub const ALL: [Self; 5] = [
        Self::Replies,
        Self::Threads,
        Self::People,
        Self::Communities,
        Self::Tags,
    ];

    fn table(self) -> &'static str {
        match self {
            Self::Replies => "comments",
            Self::Threads => "posts",
            Self::People => "accounts",
            Self::Communities => "communities",
            Self::Tags => "community_tags",
        }
    }

    /// Statements that both databases understand; `{c}` and `{p}` say that a reply or thread counts.
    fn statements(self) -> &'static [&'static str] {
        match self {
            Self::Replies => &[
                "child_count = (SELECT COUNT(*) FROM comments c WHERE c.parent_id = comments.id AND {c}),
                 up_votes = (SELECT COUNT(*) FROM comment_votes v WHERE v.comment_id = comments.id AND v.value = 1),
                 down_votes = (SELECT COUNT(*) FROM comment_votes v WHERE v.comment_id = comments.id AND v.value = -1)",
                "score = up_votes - down_votes",
            ],
            Self::Threads => &[
                "comment_count = (SELECT COUNT(*) FROM comments c WHERE c.post_id = posts.id AND {c}),
                 answer_count = (SELECT COUNT(*) FROM comments c
                   WHERE c.post_id = posts.id AND c.kind = 'answer' AND {c}),
                 up_votes = (SELECT COUNT(*) FROM post_votes v WHERE v.post_id = posts.id AND v.value = 1),
                 down_votes = (SELECT COUNT(*) FROM post_votes v WHERE v.post_id = posts.id AND v.value = -1),
                 share_count = (SELECT COUNT(*) FROM boosts b WHERE b.post_id = posts.id),
                 accepted_comment_id = (SELECT MIN(c.id) FROM accepted_answers a
                   JOIN comments c ON c.id = a.comment_id
                   WHERE a.post_id = posts.id AND c.kind = 'answer' AND {c}),
                 last_activity_at = (SELECT MAX(at) FROM (SELECT posts.published_at AS at
                   UNION ALL SELECT c.published_at FROM comments c
                   WHERE c.post_id = posts.id AND {c}) times)",
                "score = up_votes - down_votes",
            ],
            Self::People => &[
                "post_count = (SELECT COUNT(*) FROM posts p
                   WHERE p.author_id = accounts.id AND p.audience = 'public' AND {p}),
                 comment_count = (SELECT COUNT(*) FROM comments c
                   WHERE c.author_id = accounts.id AND c.audience = 'public' AND {c})",
            ],
            Self::Communities => &[
                "post_count = (SELECT COUNT(*) FROM posts p WHERE p.community_id = communities.id AND {p}),
                 comment_count = (SELECT COUNT(*) FROM comments c JOIN posts p ON p.id = c.post_id
                   WHERE p.community_id = communities.id AND {c}),
                 follower_count = (SELECT COUNT(*) FROM follows f
                   WHERE f.target_id = communities.actor_id AND f.state = 'accepted')",
            ],
            Self::Tags => &[
                "use_count = (SELECT COUNT(*) FROM post_tags t JOIN posts p ON p.id = t.post_id
                   WHERE t.tag = community_tags.name AND p.community_id = community_tags.community_id
                     AND {p})",
            ],
        }
    }
}

/// All counters there are, in one transaction.
#[cfg(test)]
pub async fn recount(tx: &mut Tx) -> QueryResult<()> {
    for what in Counted::ALL {
        let mut after = 0;
        while let Some((last, _)) = recount_some(tx, what, after, 1000).await? {
            after = last;
        }
    }
    Ok(())
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// The counters of the next rows behind `after`: the last one's id and how many they were, or None when
/// there are no more. The rows are locked before they are counted, so that whoever writes at the same
/// time counts upon the result.
pub async fn recount_some(
    tx: &mut Tx,
    what: Counted,
    after: i64,
    limit: i64,
) -> QueryResult<Option<(i64, usize)>> {
    let table = what.table();
    let select = format!("SELECT id FROM {table} WHERE id > $1 ORDER BY id LIMIT $2");
    let conn = &mut **tx;
    let rows: Vec<Row> = q!(conn,
    sqlite: {
        diesel::sql_query(&select)
            .bind::<BigInt, _>(after)
            .bind::<BigInt, _>(limit)
            .load(conn)
            .await?
    },
    pg: {
        diesel::sql_query(format!("{select} FOR UPDATE"))
            .bind::<BigInt, _>(after)
            .bind::<BigInt, _>(limit)
            .load(conn)
            .await?
    });
    let Some(last) = rows.last().map(|row| row.id) else {
        return Ok(None);
    };
    for set in what.statements() {
        let set = set.replace("{c}", &of("c")).replace("{p}", &of("p"));
        let sql = format!("UPDATE {table} SET {set} WHERE {table}.id > $1 AND {table}.id <= $2");
        let conn = &mut **tx;
        q!(conn, {
            diesel::sql_query(sql)
                .bind::<BigInt, _>(after)
                .bind::<BigInt, _>(last)
                .execute(conn)
                .await
        })?;
    }
    if what == Counted::Threads {
        rank_again(tx, after, last).await?;
    }
    Ok(Some((last, rows.len())))
}

fn of(table: &str) -> String {
    VISIBLE
        .split(" AND ")
        .map(|part| format!("{table}.{part}"))
        .collect::<Vec<_>>()
        .join(" AND ")
}

async fn rank_again(tx: &mut Tx, after: i64, last: i64) -> QueryResult<()> {
    let conn = &mut **tx;
    let rows: Vec<(PostId, i64, Time)> = q!(conn, {
        posts::table
            .filter(posts::id.gt(PostId(after)))
            .filter(posts::id.le(PostId(last)))
            .select((posts::id, posts::score, posts::published_at))
            .load(conn)
            .await?
    });
    for (id, score, published) in rows {
        let conn = &mut **tx;
        q!(conn, {
            diesel::update(posts::table.find(id))
                .set(posts::hot_rank.eq(hot_rank(score, published)))
                .execute(conn)
                .await
        })?;
    }
    Ok(())
}
