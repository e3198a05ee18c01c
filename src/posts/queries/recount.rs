//! Every counter computed again from what it counts: after a restore, and in tests, which compare.

use crate::ids::PostId;
use crate::posts::model::hot_rank;
use crate::q;
use crate::store::schema::posts;
use crate::store::{Time, Tx};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

const VISIBLE: &str = "deleted_at IS NULL AND removed_at IS NULL AND held_at IS NULL";

/// Recomputes the counters of replies, threads, accounts and communities, as one set of statements
/// that both databases understand.
pub async fn recount(tx: &mut Tx) -> QueryResult<()> {
    let statements = [
        "UPDATE comments SET child_count = (SELECT COUNT(*) FROM comments c
             WHERE c.parent_id = comments.id AND {c}),
           up_votes = (SELECT COUNT(*) FROM comment_votes v WHERE v.comment_id = comments.id AND v.value = 1),
           down_votes = (SELECT COUNT(*) FROM comment_votes v WHERE v.comment_id = comments.id AND v.value = -1)",
        "UPDATE comments SET score = up_votes - down_votes",
        "UPDATE posts SET comment_count = (SELECT COUNT(*) FROM comments c
             WHERE c.post_id = posts.id AND {c}),
           answer_count = (SELECT COUNT(*) FROM comments c
             WHERE c.post_id = posts.id AND c.kind = 'answer' AND {c}),
           up_votes = (SELECT COUNT(*) FROM post_votes v WHERE v.post_id = posts.id AND v.value = 1),
           down_votes = (SELECT COUNT(*) FROM post_votes v WHERE v.post_id = posts.id AND v.value = -1),
           accepted_comment_id = (SELECT MIN(c.id) FROM accepted_answers a
             JOIN comments c ON c.id = a.comment_id
             WHERE a.post_id = posts.id AND c.kind = 'answer' AND {c}),
           last_activity_at = (SELECT MAX(at) FROM (SELECT posts.published_at AS at
             UNION ALL SELECT c.published_at FROM comments c
             WHERE c.post_id = posts.id AND {c}) times)",
        "UPDATE posts SET score = up_votes - down_votes",
        "UPDATE accounts SET
           post_count = (SELECT COUNT(*) FROM posts p WHERE p.author_id = accounts.id AND {p}),
           comment_count = (SELECT COUNT(*) FROM comments c WHERE c.author_id = accounts.id AND {c})",
        "UPDATE communities SET
           post_count = (SELECT COUNT(*) FROM posts p WHERE p.community_id = communities.id AND {p}),
           comment_count = (SELECT COUNT(*) FROM comments c JOIN posts p ON p.id = c.post_id
             WHERE p.community_id = communities.id AND {c})",
    ];
    for statement in statements {
        let sql = statement.replace("{c}", &of("c")).replace("{p}", &of("p"));
        let conn = &mut **tx;
        q!(conn, { diesel::sql_query(sql).execute(conn).await })?;
    }
    rank_again(tx).await
}

fn of(table: &str) -> String {
    VISIBLE
        .split(" AND ")
        .map(|part| format!("{table}.{part}"))
        .collect::<Vec<_>>()
        .join(" AND ")
}

async fn rank_again(tx: &mut Tx) -> QueryResult<()> {
    let mut last = PostId(0);
    loop {
        let conn = &mut **tx;
        let rows: Vec<(PostId, i64, Time)> = q!(conn, {
            posts::table
                .filter(posts::id.gt(last))
                .order(posts::id)
                .limit(1000)
                .select((posts::id, posts::score, posts::published_at))
                .load(conn)
                .await?
        });
        let Some((end, _, _)) = rows.last() else {
            return Ok(());
        };
        last = *end;
        for (id, score, published) in rows {
            let conn = &mut **tx;
            q!(conn, {
                diesel::update(posts::table.find(id))
                    .set(posts::hot_rank.eq(hot_rank(score, published)))
                    .execute(conn)
                    .await
            })?;
        }
    }
}
