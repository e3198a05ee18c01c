//! Reading the record, and writing what comes of it.

use super::model::{Answered, EditLine, Edited, Line, Merit, Voted};
use crate::activitypub::delivery::Audience;
use crate::ids::{AccountId, CommentId, CommunityId, PostId};
use crate::q;
use crate::read_page;
use crate::store::schema::{merit_edits, merit_lines, merits};
use crate::store::types::JsonDoc;
use crate::store::{Conn, Json, Turn, Tx, Window, columns, delete_some};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, SmallInt, Text};
use diesel_async::RunQueryDsl;
use std::collections::HashSet;

/// Keeps two from computing at the same moment: the one that read first could write last, over what the other
/// found. Held until the transaction ends; SQLite has one writer anyway.
pub async fn lock_weighing(tx: &mut Tx) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, sqlite: { let _ = conn; }, pg: {
        diesel::sql_query("SELECT pg_advisory_xact_lock(7261938453)")
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// Somebody whose standing in a community is to be computed, up to this note.
#[derive(Debug, Clone, Copy, QueryableByName)]
pub struct Due {
    #[diesel(sql_type = BigInt)]
    pub community: CommunityId,
    #[diesel(sql_type = BigInt)]
    pub account: AccountId,
    #[diesel(sql_type = BigInt)]
    pub last: i64,
}

/// Those of whom something was noted first. Reads so many notes, however many there are.
pub async fn list_due(conn: &mut Conn, limit: i64) -> QueryResult<Vec<Due>> {
    q!(conn, {
        diesel::sql_query(
            "SELECT community_id AS community, author_id AS account,
               (SELECT MAX(id) FROM standing_due) AS last
             FROM (SELECT id, community_id, author_id FROM standing_due ORDER BY id LIMIT $1) AS early
             GROUP BY community_id, author_id ORDER BY MIN(id)",
        )
        .bind::<BigInt, _>(limit)
        .load(conn)
        .await
    })
}

/// Everybody who answered or edited in a community or has standing there, from behind this pair; for computing all of it.
pub async fn list_all(
    conn: &mut Conn,
    (community, account): (CommunityId, AccountId),
    limit: i64,
) -> QueryResult<Vec<Due>> {
    q!(conn, {
        diesel::sql_query(
            "SELECT community, account, CAST(0 AS BIGINT) AS last FROM (
               SELECT p.community_id AS community, c.author_id AS account
                 FROM comments c JOIN posts p ON p.id = c.post_id WHERE c.kind = 'answer'
               UNION SELECT p.community_id, s.by_id FROM suggestions s
                 JOIN posts p ON p.id = s.post_id WHERE s.state = 'approved'
               UNION SELECT community_id, account_id FROM merits
               UNION SELECT community_id, account_id FROM merit_lines
               UNION SELECT community_id, account_id FROM merit_edits) AS everybody
             WHERE community > $1 OR (community = $1 AND account > $2)
             ORDER BY community, account LIMIT $3",
        )
        .bind::<BigInt, _>(community)
        .bind::<BigInt, _>(account)
        .bind::<BigInt, _>(limit)
        .load(conn)
        .await
    })
}

#[derive(QueryableByName)]
struct AnswerRow {
    #[diesel(sql_type = BigInt)]
    comment: CommentId,
    #[diesel(sql_type = BigInt)]
    post: PostId,
    #[diesel(sql_type = BigInt)]
    asker: AccountId,
    #[diesel(sql_type = JsonDoc)]
    tags: Json<Vec<String>>,
    #[diesel(sql_type = Nullable<BigInt>)]
    accepted_by: Option<AccountId>,
}

/// Answers of one person in one community that can be seen.
pub async fn list_answers(
    conn: &mut Conn,
    community: CommunityId,
    account: AccountId,
) -> QueryResult<Vec<Answered>> {
    let rows: Vec<AnswerRow> = q!(conn, {
        diesel::sql_query(
            "SELECT c.id AS comment, p.id AS post, p.author_id AS asker, p.tags AS tags,
               a.by_account_id AS accepted_by
             FROM comments c JOIN posts p ON p.id = c.post_id
             LEFT JOIN accepted_answers a ON a.post_id = p.id AND a.comment_id = c.id
             WHERE c.author_id = $1 AND p.community_id = $2 AND c.kind = 'answer'
               AND p.kind = 'question' AND c.deleted_at IS NULL AND c.removed_at IS NULL
               AND c.held_at IS NULL AND p.deleted_at IS NULL AND p.removed_at IS NULL
               AND p.held_at IS NULL
             ORDER BY c.id",
        )
        .bind::<BigInt, _>(account)
        .bind::<BigInt, _>(community)
        .load(conn)
        .await?
    });
    let answered = |row: AnswerRow| Answered {
        comment: row.comment,
        post: row.post,
        asker: row.asker,
        tags: row.tags.0,
        accepted_by: row.accepted_by,
    };
    Ok(rows.into_iter().map(answered).collect())
}

#[derive(QueryableByName)]
struct VoteRow {
    #[diesel(sql_type = BigInt)]
    comment: CommentId,
    #[diesel(sql_type = BigInt)]
    voter: AccountId,
    #[diesel(sql_type = SmallInt)]
    value: i16,
    #[diesel(sql_type = Text)]
    host: String,
    #[diesel(sql_type = Bool)]
    is_member: bool,
    #[diesel(sql_type = Bool)]
    is_banned: bool,
}

/// Votes on answers of one person in one community.
pub async fn list_votes(
    conn: &mut Conn,
    community: CommunityId,
    account: AccountId,
) -> QueryResult<Vec<Voted>> {
    let rows: Vec<VoteRow> = q!(conn, {
        diesel::sql_query(
            "SELECT v.comment_id AS comment, v.account_id AS voter, v.value AS value,
               CASE WHEN u.local THEN '' ELSE u.host END AS host,
               m.account_id IS NOT NULL AS is_member,
               EXISTS (SELECT 1 FROM bans b WHERE b.account_id = v.account_id AND b.until IS NULL
                 AND (b.community_id = p.community_id OR b.community_id IS NULL)) AS is_banned
             FROM comments c JOIN posts p ON p.id = c.post_id
             JOIN comment_votes v ON v.comment_id = c.id
             JOIN accounts w ON w.id = v.account_id JOIN actors u ON u.id = w.actor_id
             LEFT JOIN memberships m ON m.community_id = p.community_id
               AND m.account_id = v.account_id AND m.state = 'member'
             WHERE c.author_id = $1 AND p.community_id = $2 AND c.kind = 'answer' AND v.value <> 0
             ORDER BY v.comment_id, v.account_id",
        )
        .bind::<BigInt, _>(account)
        .bind::<BigInt, _>(community)
        .load(conn)
        .await?
    });
    let voted = |row: VoteRow| Voted {
        comment: row.comment,
        voter: row.voter,
        up: row.value > 0,
        host: row.host,
        is_member: row.is_member,
        is_banned: row.is_banned,
    };
    Ok(rows.into_iter().map(voted).collect())
}

#[derive(QueryableByName)]
struct Favoured {
    #[diesel(sql_type = BigInt)]
    account: AccountId,
}

/// Those for whose answers in a community somebody votes.
pub async fn list_favoured(
    conn: &mut Conn,
    community: CommunityId,
    account: AccountId,
) -> QueryResult<HashSet<AccountId>> {
    let rows: Vec<Favoured> = q!(conn, {
        diesel::sql_query(
            "SELECT DISTINCT c.author_id AS account FROM comment_votes v
             JOIN comments c ON c.id = v.comment_id JOIN posts p ON p.id = c.post_id
             WHERE v.account_id = $1 AND v.value > 0 AND p.community_id = $2
               AND c.kind = 'answer'",
        )
        .bind::<BigInt, _>(account)
        .bind::<BigInt, _>(community)
        .load(conn)
        .await?
    });
    Ok(rows.into_iter().map(|row| row.account).collect())
}

#[derive(QueryableByName)]
struct EditRow {
    #[diesel(sql_type = BigInt)]
    suggestion: i64,
    #[diesel(sql_type = BigInt)]
    post: PostId,
    #[diesel(sql_type = BigInt)]
    author: AccountId,
    #[diesel(sql_type = JsonDoc)]
    tags: Json<Vec<String>>,
    #[diesel(sql_type = Nullable<BigInt>)]
    accepted_by: Option<AccountId>,
}

/// What one person suggested in one community and was accepted, as far as what it changed can be seen.
pub async fn list_edits(
    conn: &mut Conn,
    community: CommunityId,
    account: AccountId,
) -> QueryResult<Vec<Edited>> {
    let rows: Vec<EditRow> = q!(conn, {
        diesel::sql_query(
            "SELECT s.id AS suggestion, p.id AS post, COALESCE(c.author_id, p.author_id) AS author,
               p.tags AS tags, s.decided_by_id AS accepted_by
             FROM suggestions s JOIN posts p ON p.id = s.post_id
             LEFT JOIN comments c ON c.id = s.comment_id
             WHERE s.by_id = $1 AND p.community_id = $2 AND s.state = 'approved'
               AND p.deleted_at IS NULL AND p.removed_at IS NULL AND p.held_at IS NULL
               AND c.deleted_at IS NULL AND c.removed_at IS NULL AND c.held_at IS NULL
             ORDER BY s.id",
        )
        .bind::<BigInt, _>(account)
        .bind::<BigInt, _>(community)
        .load(conn)
        .await?
    });
    let edited = |row: EditRow| Edited {
        suggestion: row.suggestion,
        post: row.post,
        author: row.author,
        tags: row.tags.0,
        accepted_by: row.accepted_by,
    };
    Ok(rows.into_iter().map(edited).collect())
}

/// Puts these lines in the place of those of somebody's edits that there were.
pub async fn replace_edits(
    tx: &mut Tx,
    (community, account): (CommunityId, AccountId),
    lines: &[EditLine],
) -> QueryResult<()> {
    let conn = &mut **tx;
    let before: Vec<EditLine> = q!(conn, {
        merit_edits::table
            .filter(merit_edits::account_id.eq(account))
            .filter(merit_edits::community_id.eq(community))
            .order(merit_edits::suggestion_id)
            .select(columns::<EditLine>())
            .load(conn)
            .await?
    });
    if before == lines {
        return Ok(());
    }
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(
            merit_edits::table
                .filter(merit_edits::account_id.eq(account))
                .filter(merit_edits::community_id.eq(community)),
        )
        .execute(conn)
        .await?;
        for line in lines {
            diesel::insert_into(merit_edits::table)
                .values(line)
                .execute(conn)
                .await?;
        }
        Ok(())
    })
}

/// An edit that was accepted, with the thread that it was made in.
#[derive(Debug, Clone, QueryableByName)]
pub struct ShownEdit {
    #[diesel(sql_type = Text)]
    pub title: String,
    #[diesel(sql_type = Text)]
    pub thread: String,
    #[diesel(sql_type = diesel::sql_types::Integer)]
    pub points: i32,
}

/// The latest accepted edits of one person in one community, as far as these audiences read the threads.
pub async fn list_shown_edits(
    conn: &mut Conn,
    (community, account): (CommunityId, AccountId),
    audiences: &[Audience],
    limit: i64,
) -> QueryResult<Vec<ShownEdit>> {
    let read = words_of(audiences);
    let sql = format!(
        "SELECT p.title AS title, p.public_id AS thread, e.points AS points
         FROM merit_edits e JOIN posts p ON p.id = e.post_id
         WHERE e.account_id = $1 AND e.community_id = $2 AND p.audience IN ({read})
           AND p.deleted_at IS NULL AND p.removed_at IS NULL AND p.held_at IS NULL
         ORDER BY e.suggestion_id DESC LIMIT $3"
    );
    q!(conn, {
        diesel::sql_query(sql)
            .bind::<BigInt, _>(account)
            .bind::<BigInt, _>(community)
            .bind::<BigInt, _>(limit)
            .load(conn)
            .await
    })
}

/// As a list of SQL; nothing has an audience without a name.
fn words_of(audiences: &[Audience]) -> String {
    let words = audiences.iter().map(|each| format!("'{each}'"));
    let all: Vec<String> = words.chain(["''".to_owned()]).collect();
    all.join(", ")
}

/// Puts these lines and sums in the place of those there were; lines that are as they were stay. An answer has one
/// line, also where it was somebody else's before.
pub async fn replace(
    tx: &mut Tx,
    (community, account): (CommunityId, AccountId),
    lines: &[Line],
    sums: &[Merit],
) -> QueryResult<()> {
    let conn = &mut **tx;
    let before: Vec<Line> = q!(conn, {
        merit_lines::table
            .filter(merit_lines::account_id.eq(account))
            .filter(merit_lines::community_id.eq(community))
            .select(columns::<Line>())
            .load(conn)
            .await?
    });
    let new: Vec<&Line> = lines.iter().filter(|line| !before.contains(line)).collect();
    let gone = before.iter().filter(|line| !lines.contains(line));
    for line in gone.chain(new.iter().copied()) {
        let conn = &mut **tx;
        q!(conn, {
            diesel::delete(merit_lines::table.find(line.comment_id))
                .execute(conn)
                .await
        })?;
    }
    for line in new {
        let conn = &mut **tx;
        q!(conn, {
            diesel::insert_into(merit_lines::table)
                .values(line)
                .execute(conn)
                .await
        })?;
    }
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(
            merits::table
                .filter(merits::community_id.eq(community))
                .filter(merits::account_id.eq(account)),
        )
        .execute(conn)
        .await?;
        for sum in sums {
            diesel::insert_into(merits::table)
                .values(sum)
                .execute(conn)
                .await?;
        }
        Ok(())
    })
}

/// The sums of one person in one community, the highest first.
pub async fn list_sums(
    conn: &mut Conn,
    community: CommunityId,
    account: AccountId,
) -> QueryResult<Vec<Merit>> {
    q!(conn, {
        merits::table
            .filter(merits::community_id.eq(community))
            .filter(merits::account_id.eq(account))
            .order((merits::points.desc(), merits::tag))
            .limit(100)
            .select(columns::<Merit>())
            .load(conn)
            .await
    })
}

/// A line, with the question and the answer that it is about.
#[derive(Debug, Clone, QueryableByName)]
pub struct ShownLine {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
    #[diesel(sql_type = Text)]
    pub title: String,
    #[diesel(sql_type = Text)]
    pub answer: String,
    #[diesel(sql_type = diesel::sql_types::Integer)]
    pub ups: i32,
    #[diesel(sql_type = diesel::sql_types::Integer)]
    pub downs: i32,
    #[diesel(sql_type = diesel::sql_types::Integer)]
    pub uncounted: i32,
    #[diesel(sql_type = Bool)]
    pub accepted: bool,
    #[diesel(sql_type = diesel::sql_types::Integer)]
    pub points: i32,
}

/// The lines of one person in one community as far as these audiences read the answers, the latest answer first.
pub async fn list_lines(
    conn: &mut Conn,
    (community, account): (CommunityId, AccountId),
    audiences: &[Audience],
    turn: Turn<i64>,
    size: usize,
) -> QueryResult<Window<ShownLine>> {
    Ok(read_page!(turn, size, |turn, limit| load_lines(
        conn,
        (community, account),
        audiences,
        turn,
        limit
    )))
}

async fn load_lines(
    conn: &mut Conn,
    (community, account): (CommunityId, AccountId),
    audiences: &[Audience],
    turn: Turn<i64>,
    limit: i64,
) -> QueryResult<Vec<ShownLine>> {
    let (compare, at, order) = turn.bounds();
    let read = words_of(audiences);
    let sql = format!(
        "SELECT l.comment_id AS id, p.title AS title, c.public_id AS answer, l.ups AS ups,
           l.downs AS downs, l.uncounted AS uncounted, l.accepted AS accepted, l.points AS points
         FROM merit_lines l JOIN comments c ON c.id = l.comment_id JOIN posts p ON p.id = l.post_id
         WHERE l.account_id = $1 AND l.community_id = $2 AND l.comment_id {compare} $3
           AND c.deleted_at IS NULL AND c.removed_at IS NULL AND c.held_at IS NULL
           AND p.deleted_at IS NULL AND p.removed_at IS NULL AND p.held_at IS NULL
           AND c.audience IN ({read}) AND p.audience IN ({read})
         ORDER BY l.comment_id {order} LIMIT $4"
    );
    q!(conn, {
        diesel::sql_query(sql)
            .bind::<BigInt, _>(account)
            .bind::<BigInt, _>(community)
            .bind::<BigInt, _>(at)
            .bind::<BigInt, _>(limit)
            .load(conn)
            .await
    })
}

/// Forgets what somebody's answers and edits counted for; at most so many lines. Says how many rows there were.
pub async fn delete_merits_of(tx: &mut Tx, account: AccountId, limit: i64) -> QueryResult<usize> {
    let tables = [
        ("merit_edits", "suggestion_id"),
        ("merit_lines", "comment_id"),
        ("merits", "tag"),
    ];
    delete_some(tx, ("account_id", account.0), &tables, limit).await
}
