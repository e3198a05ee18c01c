//! Threads that are asked about again.

use crate::ids::{AccountId, CommunityId, PostId};
use crate::posts::model::{ReplyKind, ReviewResult, ThreadKind};
use crate::q;
use crate::read_page;
use crate::store::schema::{
    accepted_answers, comments, community_settings, post_tags, posts, review_sweeps, reviews,
};
use crate::store::types::Instant;
use crate::store::{Conn, Time, Turn, Tx, Window};
use diesel::dsl::{exists, sql};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};
use diesel_async::RunQueryDsl;

/// Communities that are read at once.
const COMMUNITIES: i64 = if cfg!(test) { 2 } else { 500 };
/// Answers whose authors are asked.
const ASKED_OF: i64 = 5;

/// Some of the communities that set how long threads stay unasked, with what they set: the next behind this one.
pub async fn list_reviewing(
    conn: &mut Conn,
    after: CommunityId,
) -> QueryResult<Vec<(CommunityId, String)>> {
    q!(conn, {
        community_settings::table
            .filter(sql::<Bool>("review <> ''"))
            .filter(community_settings::community_id.gt(after))
            .order(community_settings::community_id.asc())
            .limit(COMMUNITIES)
            .select((community_settings::community_id, community_settings::review))
            .load(conn)
            .await
    })
}

/// Which threads an interval is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reviewed {
    Kind(ThreadKind),
    Tag(String),
}

/// A place in the order in which threads of a community were begun.
pub type Place = (Time, PostId);

/// How far an interval has been looked after; `what` is its word in the settings, or that with `again`.
pub async fn sweep_of(
    conn: &mut Conn,
    community: CommunityId,
    what: &str,
) -> QueryResult<Option<Place>> {
    q!(conn, {
        review_sweeps::table
            .find((community, what))
            .select((review_sweeps::until_at, review_sweeps::until_id))
            .first(conn)
            .await
            .optional()
    })
}

pub async fn upsert_sweep(
    tx: &mut Tx,
    community: CommunityId,
    what: &str,
    (at, id): Place,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(review_sweeps::table)
            .values((
                review_sweeps::community_id.eq(community),
                review_sweeps::what.eq(what),
                review_sweeps::until_at.eq(at),
                review_sweeps::until_id.eq(id),
            ))
            .on_conflict((review_sweeps::community_id, review_sweeps::what))
            .do_update()
            .set((
                review_sweeps::until_at.eq(at),
                review_sweeps::until_id.eq(id),
            ))
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// Threads behind a place, begun until then, that can be seen: their place, and when they were last edited.
pub async fn list_grown_old(
    conn: &mut Conn,
    community: CommunityId,
    which: &Reviewed,
    (at, id): Place,
    until: Time,
    limit: i64,
) -> QueryResult<Vec<(PostId, Time, Option<Time>)>> {
    q!(conn, {
        let behind = posts::published_at.gt(at).or(posts::id.gt(id));
        let query = posts::table
            .filter(posts::community_id.eq(community))
            .filter(posts::published_at.ge(at))
            .filter(behind)
            .filter(posts::published_at.le(until))
            .filter(posts::deleted_at.is_null())
            .filter(posts::removed_at.is_null())
            .filter(posts::held_at.is_null())
            .order((posts::published_at.asc(), posts::id.asc()))
            .limit(limit)
            .select((posts::id, posts::published_at, posts::edited_at))
            .into_boxed();
        let query = match which {
            Reviewed::Kind(kind) => query.filter(posts::kind.eq(*kind)),
            Reviewed::Tag(tag) => query.filter(
                posts::id.eq_any(
                    post_tags::table
                        .filter(post_tags::tag.eq(tag))
                        .select(post_tags::post_id),
                ),
            ),
        };
        query.load(conn).await
    })
}

/// Unless it is to be asked about already, or was found right after `since`. What was found right before is to be
/// asked about from now on.
pub async fn upsert_review(
    tx: &mut Tx,
    community: CommunityId,
    post: PostId,
    (due, since, now): (Time, Time, Time),
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::sql_query(
            "INSERT INTO reviews (post_id, community_id, due_at) VALUES ($1, $2, $3)
             ON CONFLICT (post_id) DO UPDATE SET asked_at = NULL,
               due_at = CASE WHEN reviews.checked_at IS NULL THEN excluded.due_at ELSE $4 END
             WHERE reviews.due_at IS NULL
               AND (reviews.checked_at IS NULL OR reviews.checked_at <= $5)",
        )
        .bind::<BigInt, _>(post)
        .bind::<BigInt, _>(community)
        .bind::<Instant, _>(due)
        .bind::<Instant, _>(now)
        .bind::<Instant, _>(since)
        .execute(conn)
        .await?;
    });
    Ok(())
}

/// Threads about which somebody is to be asked now, those that wait longest first.
pub async fn list_to_ask(
    conn: &mut Conn,
    now: Time,
    limit: i64,
) -> QueryResult<Vec<(PostId, Option<Time>)>> {
    q!(conn, {
        reviews::table
            .filter(reviews::due_at.is_not_null())
            .filter(reviews::due_at.le(Some(now)))
            .filter(reviews::asked_at.is_null())
            .order(reviews::due_at.asc())
            .limit(limit)
            .select((reviews::post_id, reviews::due_at))
            .load(conn)
            .await
    })
}

/// Those whose answers to a question count most, the accepted ones included, each once.
pub async fn list_answerers(conn: &mut Conn, post: PostId) -> QueryResult<Vec<AccountId>> {
    let accepted: Vec<AccountId> = q!(conn, {
        accepted_answers::table
            .inner_join(comments::table)
            .filter(accepted_answers::post_id.eq(post))
            .filter(comments::kind.eq(ReplyKind::Answer))
            .filter(comments::deleted_at.is_null())
            .filter(comments::removed_at.is_null())
            .filter(comments::held_at.is_null())
            .order((accepted_answers::accepted_at.asc(), comments::ap_id.asc()))
            .limit(ASKED_OF)
            .select(comments::author_id)
            .load(conn)
            .await?
    });
    let best: Vec<AccountId> = q!(conn, {
        comments::table
            .filter(comments::post_id.eq(post))
            .filter(comments::parent_id.is_null())
            .filter(comments::kind.eq(ReplyKind::Answer))
            .filter(comments::deleted_at.is_null())
            .filter(comments::removed_at.is_null())
            .filter(comments::held_at.is_null())
            .order((
                comments::score.desc(),
                comments::published_at.asc(),
                comments::id.asc(),
            ))
            .limit(ASKED_OF)
            .select(comments::author_id)
            .load(conn)
            .await?
    });
    let mut found: Vec<AccountId> = Vec::new();
    for author in accepted.into_iter().chain(best) {
        if !found.contains(&author) {
            found.push(author);
        }
    }
    Ok(found)
}

/// Whether somebody has an answer in a thread that can be seen.
pub async fn has_answered(conn: &mut Conn, post: PostId, account: AccountId) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(
            comments::table
                .filter(comments::post_id.eq(post))
                .filter(comments::author_id.eq(account))
                .filter(comments::kind.eq(ReplyKind::Answer))
                .filter(comments::deleted_at.is_null())
                .filter(comments::removed_at.is_null())
                .filter(comments::held_at.is_null()),
        ))
        .get_result(conn)
        .await
    })
}

/// Somebody has been asked, or nobody needs to be: then `due` is none.
pub async fn update_asked(
    tx: &mut Tx,
    post: PostId,
    due: Option<Time>,
    now: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(reviews::table.find(post))
            .set((reviews::due_at.eq(due), reviews::asked_at.eq(Some(now))))
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// What somebody says of a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Insertable, AsChangeset)]
#[diesel(table_name = reviews)]
#[diesel(primary_key(post_id))]
#[diesel(treat_none_as_null = true)]
pub struct Verdict {
    pub post_id: PostId,
    pub community_id: CommunityId,
    /// When it is asked next, or since when it waits.
    pub due_at: Option<Time>,
    /// Where it waits without anybody being asked more.
    pub asked_at: Option<Time>,
    pub result: Option<ReviewResult>,
    pub checked_by: Option<AccountId>,
    pub checked_at: Option<Time>,
}

pub async fn upsert_verdict(tx: &mut Tx, verdict: &Verdict) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(reviews::table)
            .values(verdict)
            .on_conflict(reviews::post_id)
            .do_update()
            .set(verdict)
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// A thread that waits for somebody who knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    pub post_id: PostId,
    pub due_at: Time,
    /// What was said last.
    pub result: Option<ReviewResult>,
}

/// Those of a community, the longest waiting first.
pub async fn list_overdue(
    conn: &mut Conn,
    community: CommunityId,
    now: Time,
    turn: Turn<Place>,
    size: usize,
) -> QueryResult<Window<Overdue>> {
    Ok(read_page!(turn, size, |turn, limit| load_overdue(
        conn, community, now, turn, limit
    )))
}

async fn load_overdue(
    conn: &mut Conn,
    community: CommunityId,
    now: Time,
    turn: Turn<Place>,
    limit: i64,
) -> QueryResult<Vec<Overdue>> {
    let rows: Vec<(PostId, Option<Time>, Option<ReviewResult>)> = q!(conn, {
        let query = reviews::table
            .filter(reviews::community_id.eq(community))
            .filter(reviews::due_at.is_not_null())
            .filter(reviews::due_at.le(Some(now)))
            .select((reviews::post_id, reviews::due_at, reviews::result))
            .limit(limit)
            .into_boxed();
        let query = match turn {
            Turn::First => query,
            Turn::After((at, id)) => {
                let later = reviews::due_at.gt(Some(at)).or(reviews::post_id.gt(id));
                query.filter(reviews::due_at.ge(Some(at)).and(later))
            }
            Turn::Before((at, id)) => {
                let earlier = reviews::due_at.lt(Some(at)).or(reviews::post_id.lt(id));
                query.filter(reviews::due_at.le(Some(at)).and(earlier))
            }
        };
        let query = match turn.is_back() {
            false => query.order((reviews::due_at.asc(), reviews::post_id.asc())),
            true => query.order((reviews::due_at.desc(), reviews::post_id.desc())),
        };
        query.load(conn).await?
    });
    let overdue = |(post_id, due_at, result)| {
        Some(Overdue {
            post_id,
            due_at: due_at?,
            result,
        })
    };
    Ok(rows.into_iter().filter_map(overdue).collect())
}
