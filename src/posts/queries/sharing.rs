//! Threads that are shown in a community beside their own, and what of them that community does not show.

use crate::ids::{ActorId, CommentId, CommunityId, PostId};
use crate::latest_first;
use crate::q;
use crate::read_page;
use crate::store::schema::{activities, hidden_replies, shared_threads};
use crate::store::types::Instant;
use crate::store::{Conn, Time, Turn, Tx, Window, columns};
use diesel::dsl::{exists, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use diesel_async::RunQueryDsl;
use std::collections::HashSet;

/// Communities with which one thread is shared that are read at once.
const PLACES: i64 = 50;

/// A thread in a community beside its own.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = shared_threads)]
pub struct Share {
    pub id: i64,
    pub post_id: PostId,
    /// Where it is shown, too.
    pub community_id: CommunityId,
    pub shared_at: Time,
    /// Since when that community does not show it.
    pub hidden_at: Option<Time>,
}

/// Shows a thread in one more community; false where it is shown there, or was hidden there, already.
pub async fn insert_share(
    tx: &mut Tx,
    post: PostId,
    community: CommunityId,
    ap_id: &str,
    now: Time,
) -> QueryResult<bool> {
    let conn = &mut **tx;
    let made = q!(conn, {
        diesel::insert_into(shared_threads::table)
            .values((
                shared_threads::post_id.eq(post),
                shared_threads::community_id.eq(community),
                shared_threads::ap_id.eq(ap_id),
                shared_threads::shared_at.eq(now),
            ))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?
    });
    Ok(made == 1)
}

pub async fn share_of(
    conn: &mut Conn,
    post: PostId,
    community: CommunityId,
) -> QueryResult<Option<Share>> {
    q!(conn, {
        shared_threads::table
            .filter(shared_threads::post_id.eq(post))
            .filter(shared_threads::community_id.eq(community))
            .select(columns::<Share>())
            .first(conn)
            .await
            .optional()
    })
}

/// Where a thread is shown beside its own community, in the order in which it was shared; a bounded number.
pub async fn list_shares_of(conn: &mut Conn, post: PostId) -> QueryResult<Vec<Share>> {
    q!(conn, {
        shared_threads::table
            .filter(shared_threads::post_id.eq(post))
            .order(shared_threads::id)
            .limit(PLACES)
            .select(columns::<Share>())
            .load(conn)
            .await
    })
}

/// What a list of them shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// What is shown in the community.
    Open,
    /// The same with what it hides, for those who look after it.
    All,
}

/// Of threads of communities that are not for everybody any more nothing is shown elsewhere.
const FOR_EVERYBODY: &str =
    "EXISTS (SELECT 1 FROM posts p JOIN communities c ON c.id = p.community_id
    WHERE p.id = shared_threads.post_id AND c.read_policy = 'public')";

/// Nor is anything by whom the community has banned. The time, and two brackets, come behind it.
const BY_BANNED: &str =
    "NOT EXISTS (SELECT 1 FROM posts p JOIN bans b ON b.account_id = p.author_id
    WHERE p.id = shared_threads.post_id
      AND (b.community_id = shared_threads.community_id OR b.community_id IS NULL)
      AND (b.until IS NULL OR b.until > ";

/// Threads of others that are shared with a community, the one shared last first. The turn is by their ids.
pub async fn list_shared(
    conn: &mut Conn,
    community: CommunityId,
    (shown, now): (Shown, Time),
    turn: Turn<i64>,
    size: usize,
) -> QueryResult<Window<Share>> {
    Ok(read_page!(turn, size, |turn, limit| load_shared(
        conn,
        community,
        (shown, now),
        turn,
        limit
    )))
}

async fn load_shared(
    conn: &mut Conn,
    community: CommunityId,
    (shown, now): (Shown, Time),
    turn: Turn<i64>,
    limit: i64,
) -> QueryResult<Vec<Share>> {
    q!(conn, {
        let query = shared_threads::table
            .filter(shared_threads::community_id.eq(community))
            .filter(sql::<Bool>(FOR_EVERYBODY))
            .filter(sql::<Bool>(BY_BANNED).bind::<Instant, _>(now).sql("))"))
            .limit(limit)
            .select(columns::<Share>())
            .into_boxed();
        let query = match shown {
            Shown::Open => query.filter(shared_threads::hidden_at.is_null()),
            Shown::All => query,
        };
        latest_first!(query, turn, shared_threads::id, i64::from)
            .load(conn)
            .await
    })
}

/// Hides a thread in the community it is shared with, or shows it there again. Whether anything changed.
pub async fn set_share_hidden(tx: &mut Tx, share: &Share, at: Option<Time>) -> QueryResult<bool> {
    if share.hidden_at.is_some() == at.is_some() {
        return Ok(false);
    }
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(shared_threads::table.find(share.id))
            .set(shared_threads::hidden_at.eq(at))
            .execute(conn)
            .await
    })?;
    Ok(true)
}

/// The same of a reply to a thread that is shared with a community.
pub async fn set_reply_hidden(
    tx: &mut Tx,
    community: CommunityId,
    reply: CommentId,
    at: Option<Time>,
) -> QueryResult<bool> {
    let conn = &mut **tx;
    let changed = match at {
        Some(at) => q!(conn, {
            diesel::insert_into(hidden_replies::table)
                .values((
                    hidden_replies::community_id.eq(community),
                    hidden_replies::comment_id.eq(reply),
                    hidden_replies::hidden_at.eq(at),
                ))
                .on_conflict_do_nothing()
                .execute(conn)
                .await?
        }),
        None => q!(conn, {
            diesel::delete(hidden_replies::table.find((community, reply)))
                .execute(conn)
                .await?
        }),
    };
    Ok(changed == 1)
}

pub async fn is_reply_hidden(
    conn: &mut Conn,
    community: CommunityId,
    reply: CommentId,
) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(hidden_replies::table.find((community, reply))))
            .get_result(conn)
            .await
    })
}

/// Those of these replies that a community does not show where a thread is shared with it.
pub async fn list_hidden_among(
    conn: &mut Conn,
    community: CommunityId,
    replies: &[CommentId],
) -> QueryResult<HashSet<CommentId>> {
    if replies.is_empty() {
        return Ok(HashSet::new());
    }
    let found: Vec<CommentId> = q!(conn, {
        hidden_replies::table
            .filter(hidden_replies::community_id.eq(community))
            .filter(hidden_replies::comment_id.eq_any(replies))
            .select(hidden_replies::comment_id)
            .load(conn)
            .await?
    });
    Ok(found.into_iter().collect())
}

#[derive(QueryableByName)]
struct Place {
    #[diesel(sql_type = BigInt)]
    id: CommunityId,
}

/// Communities here that have ever shown a thread of another one, by the thread or by a reply in it that is for
/// everybody.
const SHOWN_IN: &str = "
    SELECT s.community_id AS id FROM posts p
      JOIN shared_threads s ON s.post_id = p.id
      JOIN communities c ON c.id = s.community_id
      JOIN actors g ON g.id = c.actor_id
    WHERE p.community_id = $1
      AND p.id = COALESCE((SELECT t.id FROM posts t WHERE t.ap_id = $2),
        (SELECT r.post_id FROM comments r WHERE r.ap_id = $2 AND r.audience = 'public'))
      AND g.local AND c.read_policy = 'public' AND c.removed_at IS NULL AND c.deleted_at IS NULL
    ORDER BY s.id LIMIT 50";

/// Where it has to be told that a thread or reply is gone: also where it is hidden, where its author is banned
/// by now, and where the two communities work together no more, since it was told of there before.
pub async fn list_shown_in(
    conn: &mut Conn,
    home: CommunityId,
    about: &str,
) -> QueryResult<Vec<CommunityId>> {
    let found: Vec<Place> = q!(conn, {
        diesel::sql_query(SHOWN_IN)
            .bind::<BigInt, _>(home)
            .bind::<Text, _>(about)
            .load(conn)
            .await?
    });
    Ok(found.into_iter().map(|place| place.id).collect())
}

/// Communities of one other server that show a thread of ours, or the thread of a reply.
const SHOWN_ON: &str = "
    SELECT s.community_id AS id FROM posts p
      JOIN shared_threads s ON s.post_id = p.id
      JOIN communities c ON c.id = s.community_id
      JOIN actors g ON g.id = c.actor_id
    WHERE p.community_id = $1
      AND p.id = COALESCE((SELECT t.id FROM posts t WHERE t.ap_id = $2),
        (SELECT r.post_id FROM comments r WHERE r.ap_id = $2 AND r.audience = 'public'))
      AND NOT g.local AND g.host = $3
    LIMIT 1";

/// Whether another server has to hear what is said of it, to pass it on to those who follow its own.
pub async fn is_shown_on(
    conn: &mut Conn,
    home: CommunityId,
    about: &str,
    host: &str,
) -> QueryResult<bool> {
    let found: Vec<Place> = q!(conn, {
        diesel::sql_query(SHOWN_ON)
            .bind::<BigInt, _>(home)
            .bind::<Text, _>(about)
            .bind::<Text, _>(host)
            .load(conn)
            .await?
    });
    Ok(!found.is_empty())
}

/// Communities here that pass on what is said of a thread of another one, or of a reply in it: it is shared
/// with them, they still work together with its home, and hide neither it nor the reply, nor is its author
/// banned there.
const PASSING_ON: &str = "
    SELECT s.community_id AS id FROM posts p
      JOIN shared_threads s ON s.post_id = p.id
      JOIN communities h ON h.id = p.community_id
      JOIN communities c ON c.id = s.community_id
      JOIN community_links l ON l.community_id = s.community_id AND l.other_id = p.community_id
    WHERE p.community_id = $1
      AND p.id = COALESCE((SELECT t.id FROM posts t WHERE t.ap_id = $2),
        (SELECT r.post_id FROM comments r WHERE r.ap_id = $2))
      AND p.held_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM comments r WHERE r.ap_id = $2 AND r.held_at IS NOT NULL)
      AND l.state = 'linked' AND s.hidden_at IS NULL
      AND h.read_policy = 'public' AND c.read_policy = 'public'
      AND c.removed_at IS NULL AND c.deleted_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM hidden_replies x JOIN comments r ON r.id = x.comment_id
        WHERE r.ap_id = $2 AND x.community_id = s.community_id)
      AND NOT EXISTS (SELECT 1 FROM bans b
        WHERE b.account_id = COALESCE((SELECT r.author_id FROM comments r WHERE r.ap_id = $2), p.author_id)
          AND (b.community_id = s.community_id OR b.community_id IS NULL)
          AND (b.until IS NULL OR b.until > $3))
    ORDER BY s.id LIMIT 50";

pub async fn list_passing_on(
    conn: &mut Conn,
    home: CommunityId,
    about: &str,
    now: Time,
) -> QueryResult<Vec<CommunityId>> {
    let found: Vec<Place> = q!(conn, {
        diesel::sql_query(PASSING_ON)
            .bind::<BigInt, _>(home)
            .bind::<Text, _>(about)
            .bind::<Instant, _>(now)
            .load(conn)
            .await?
    });
    Ok(found.into_iter().map(|place| place.id).collect())
}

/// Whether a community has passed on the activity with this id, about this thing.
pub async fn has_passed_on(
    conn: &mut Conn,
    group: ActorId,
    about: &str,
    activity: &str,
) -> QueryResult<bool> {
    let documents: Vec<String> = q!(conn, {
        activities::table
            .filter(activities::object_ap_id.eq(about))
            .filter(activities::actor_id.eq(group))
            .filter(activities::kind.eq("Announce"))
            // What stands for something else in `LIKE` lets more through at most.
            .filter(activities::document.like(format!("%\"{activity}\"%")))
            .limit(20)
            .select(activities::document)
            .load(conn)
            .await?
    });
    let names = |document: &String| {
        let document: Option<serde_json::Value> = serde_json::from_str(document).ok();
        let passed = document.as_ref().and_then(|it| it.pointer("/object/id"));
        passed.and_then(serde_json::Value::as_str) == Some(activity)
    };
    Ok(documents.iter().any(names))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::test_db::{fresh_sqlite, plan};

    #[tokio::test(flavor = "multi_thread")]
    async fn where_a_thread_is_passed_on_is_found_by_indexes() {
        let db = fresh_sqlite().await;
        let mut conn = db.store.read().await.unwrap();
        for sql in [PASSING_ON, SHOWN_IN, SHOWN_ON] {
            let text = plan(&mut conn, sql).await;
            assert!(!text.contains("SCAN"), "{text}");
        }
    }
}
