//! Reading and writing who may be asked, and who was.

use super::model::{Called, Candidate, Consent};
use crate::ids::{AccountId, CommunityId, PostId};
use crate::q;
use crate::store::schema::{helper_calls, helper_consents, question_calls};
use crate::store::types::{Instant, JsonDoc};
use crate::store::{Conn, Json, Time, Tx, columns, delete_some};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable};
use diesel_async::RunQueryDsl;

/// Candidates looked at for one question.
const CANDIDATES: i64 = 500;

pub async fn consent_of(
    conn: &mut Conn,
    community: CommunityId,
    account: AccountId,
) -> QueryResult<Option<Consent>> {
    q!(conn, {
        helper_consents::table
            .find((community, account))
            .select(columns::<Consent>())
            .first(conn)
            .await
            .optional()
    })
}

pub async fn upsert_consent(tx: &mut Tx, consent: &Consent) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(helper_consents::table)
            .values(consent)
            .on_conflict((helper_consents::community_id, helper_consents::account_id))
            .do_update()
            .set(consent)
            .execute(conn)
            .await
    })?;
    Ok(())
}

pub async fn delete_consent(
    tx: &mut Tx,
    community: CommunityId,
    account: AccountId,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(helper_consents::table.find((community, account)))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Takes back every yes of somebody.
pub async fn delete_consents(tx: &mut Tx, account: AccountId) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(helper_consents::table.filter(helper_consents::account_id.eq(account)))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// A community here in which somebody said yes, with how long a question waits there and how many are asked.
#[derive(Debug, Clone, Copy, QueryableByName)]
pub struct Desk {
    #[diesel(sql_type = BigInt)]
    pub community: CommunityId,
    #[diesel(sql_type = Integer)]
    pub after_hours: i32,
    #[diesel(sql_type = Integer)]
    pub people: i32,
}

/// Those behind the community `after`.
pub async fn list_desks(conn: &mut Conn, after: CommunityId, limit: i64) -> QueryResult<Vec<Desk>> {
    q!(conn, {
        diesel::sql_query(
            "SELECT c.id AS community, COALESCE(s.ask_after_hours, 24) AS after_hours,
               COALESCE(s.ask_people, 3) AS people
             FROM communities c JOIN actors g ON g.id = c.actor_id
             LEFT JOIN community_settings s ON s.community_id = c.id
             WHERE c.id > $1 AND g.local AND c.removed_at IS NULL AND c.deleted_at IS NULL
               AND COALESCE(s.ask_after_hours, 24) > 0
               AND EXISTS (SELECT 1 FROM helper_consents h WHERE h.community_id = c.id)
             ORDER BY c.id LIMIT $2",
        )
        .bind::<BigInt, _>(after)
        .bind::<BigInt, _>(limit)
        .load(conn)
        .await
    })
}

#[derive(QueryableByName)]
struct DueRow {
    #[diesel(sql_type = BigInt)]
    id: PostId,
    #[diesel(sql_type = Instant)]
    begun: Time,
}

/// Questions without an answer that nobody was asked about, from behind that place until this time, the oldest
/// first, with when they were begun.
pub async fn list_due(
    conn: &mut Conn,
    community: CommunityId,
    ((from, after), until): ((Time, PostId), Time),
    limit: i64,
) -> QueryResult<Vec<(PostId, Time)>> {
    let rows: Vec<DueRow> = q!(conn, {
        diesel::sql_query(
            "SELECT p.id AS id, p.published_at AS begun FROM posts p WHERE p.community_id = $1
               AND p.published_at >= $2 AND (p.published_at > $2 OR p.id > $3) AND p.published_at <= $4 AND p.kind = 'question'
               AND p.answer_count = 0 AND p.deleted_at IS NULL AND p.removed_at IS NULL
               AND p.held_at IS NULL AND p.locked_at IS NULL AND p.closed_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM question_calls q WHERE q.post_id = p.id)
             ORDER BY p.published_at, p.id LIMIT $5",
        )
        .bind::<BigInt, _>(community)
        .bind::<Instant, _>(from)
        .bind::<BigInt, _>(after)
        .bind::<Instant, _>(until)
        .bind::<BigInt, _>(limit)
        .load(conn)
        .await?
    });
    Ok(rows.into_iter().map(|row| (row.id, row.begun)).collect())
}

#[derive(QueryableByName)]
struct CandidateRow {
    #[diesel(sql_type = BigInt)]
    account: AccountId,
    #[diesel(sql_type = JsonDoc)]
    tags: Json<Vec<String>>,
    #[diesel(sql_type = Integer)]
    per_week: i32,
    #[diesel(sql_type = BigInt)]
    lately: i64,
    #[diesel(sql_type = BigInt)]
    expertise: i64,
    #[diesel(sql_type = Nullable<Instant>)]
    last_called: Option<Time>,
}

/// Members who said yes and may be asked about this question: not its author, not who was asked about it
/// before, nobody who is suspended or banned. An accepted answer counts as four.
pub async fn list_candidates(
    conn: &mut Conn,
    (community, post, author): (CommunityId, PostId, AccountId),
    (since, now): (Time, Time),
) -> QueryResult<Vec<Candidate>> {
    let rows: Vec<CandidateRow> = q!(conn, {
        diesel::sql_query(
            "SELECT h.account_id AS account, h.tags AS tags, h.per_week AS per_week,
               (SELECT COUNT(*) FROM helper_calls k WHERE k.account_id = h.account_id
                  AND k.community_id = $1 AND k.called_at > $2) AS lately,
               (SELECT COUNT(*) FROM comments c JOIN posts p ON p.id = c.post_id
                  WHERE c.author_id = h.account_id AND c.kind = 'answer' AND p.community_id = $1
                  AND c.deleted_at IS NULL AND c.removed_at IS NULL AND c.held_at IS NULL
                  AND EXISTS (SELECT 1 FROM post_tags t JOIN post_tags x ON x.tag = t.tag
                    WHERE t.post_id = p.id AND x.post_id = $3))
               + 3 * (SELECT COUNT(*) FROM accepted_answers w JOIN comments c ON c.id = w.comment_id
                  JOIN posts p ON p.id = w.post_id
                  WHERE c.author_id = h.account_id AND c.kind = 'answer' AND p.community_id = $1
                  AND c.deleted_at IS NULL AND c.removed_at IS NULL AND c.held_at IS NULL
                  AND EXISTS (SELECT 1 FROM post_tags t JOIN post_tags x ON x.tag = t.tag
                    WHERE t.post_id = p.id AND x.post_id = $3)) AS expertise,
               (SELECT MAX(k.called_at) FROM helper_calls k WHERE k.account_id = h.account_id
                  AND k.community_id = $1) AS last_called
             FROM helper_consents h JOIN accounts a ON a.id = h.account_id
             JOIN memberships m ON m.community_id = h.community_id AND m.account_id = h.account_id
             WHERE h.community_id = $1 AND h.account_id <> $4 AND m.state = 'member'
               AND a.suspended_at IS NULL AND a.deleted_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM helper_calls k WHERE k.post_id = $3
                 AND k.account_id = h.account_id)
               AND NOT EXISTS (SELECT 1 FROM bans b WHERE b.account_id = h.account_id
                 AND (b.community_id = $1 OR b.community_id IS NULL)
                 AND (b.until IS NULL OR b.until > $5))
             ORDER BY h.account_id LIMIT $6",
        )
        .bind::<BigInt, _>(community)
        .bind::<Instant, _>(since)
        .bind::<BigInt, _>(post)
        .bind::<BigInt, _>(author)
        .bind::<Instant, _>(now)
        .bind::<BigInt, _>(CANDIDATES)
        .load(conn)
        .await?
    });
    let candidate = |row: CandidateRow| Candidate {
        account: row.account,
        tags: row.tags.0,
        per_week: row.per_week,
        lately: row.lately,
        expertise: row.expertise,
        last_called: row.last_called,
    };
    Ok(rows.into_iter().map(candidate).collect())
}

/// Somebody is asked about a question. False where they were before.
pub async fn insert_call(
    tx: &mut Tx,
    (community, post): (CommunityId, PostId),
    account: AccountId,
    now: Time,
) -> QueryResult<bool> {
    let conn = &mut **tx;
    let made = q!(conn, {
        diesel::insert_into(helper_calls::table)
            .values((
                helper_calls::post_id.eq(post),
                helper_calls::account_id.eq(account),
                helper_calls::community_id.eq(community),
                helper_calls::called_at.eq(now),
            ))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?
    });
    Ok(made > 0)
}

/// People are asked about this question by itself, which happens once. False where it has.
pub async fn insert_round(
    tx: &mut Tx,
    (community, post): (CommunityId, PostId),
    now: Time,
) -> QueryResult<bool> {
    let conn = &mut **tx;
    let made = q!(conn, {
        diesel::insert_into(question_calls::table)
            .values((
                question_calls::post_id.eq(post),
                question_calls::community_id.eq(community),
                question_calls::called_at.eq(now),
                question_calls::bumps.eq(0),
            ))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?
    });
    Ok(made > 0)
}

pub async fn called(conn: &mut Conn, post: PostId) -> QueryResult<Called> {
    let found: Option<(Time, i32, Option<Time>)> = q!(conn, {
        question_calls::table
            .find(post)
            .select((
                question_calls::called_at,
                question_calls::bumps,
                question_calls::bumped_at,
            ))
            .first(conn)
            .await
            .optional()?
    });
    Ok(
        found.map_or(Called::default(), |(at, bumps, bumped_at)| Called {
            called_at: Some(at),
            bumps,
            bumped_at,
        }),
    )
}

/// The asker had others asked once more.
pub async fn note_bump(tx: &mut Tx, post: PostId, now: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(question_calls::table.find(post))
            .set((
                question_calls::bumps.eq(question_calls::bumps + 1),
                question_calls::bumped_at.eq(Some(now)),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Questions whose askers had others asked since then, the latest first.
pub async fn list_bumped(
    conn: &mut Conn,
    community: CommunityId,
    since: Time,
    limit: i64,
) -> QueryResult<Vec<PostId>> {
    q!(conn, {
        question_calls::table
            .filter(question_calls::community_id.eq(community))
            .filter(question_calls::bumped_at.gt(Some(since)))
            .order(question_calls::bumped_at.desc())
            .limit(limit)
            .select(question_calls::post_id)
            .load(conn)
            .await
    })
}

/// Forgets that somebody said yes and was asked; at most so many rows. Says how many there were.
pub async fn delete_help_of(tx: &mut Tx, account: AccountId, limit: i64) -> QueryResult<usize> {
    let tables = [
        ("helper_consents", "community_id"),
        ("helper_calls", "post_id"),
    ];
    delete_some(tx, ("account_id", account.0), &tables, limit).await
}
