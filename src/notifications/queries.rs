//! Reading and writing notifications.

mod causes;

pub use causes::{appeal_cause, case_cause, proposal_cause, report_cause, search_cause};

use self::causes::{appeal_in, case_in, report_in, search_in, verdict_in};
use super::model::{
    Decided, NewInSearch, NewNotice, Notice, NoticeActor, NoticeKind, Reported, ReportedThing,
    Settled, Subject,
};
use crate::ids::{AccountId, ActorId, CommentId, CommunityId, PostId};
use crate::latest_first;
use crate::q;
use crate::read_page;
use crate::store::schema::{
    accounts, actors, comments, communities, followed_searches, logins, moderation_actions,
    notifications, posts, report_cases, reports,
};
use crate::store::{Conn, Time, Turn, Tx, Window, start_of};
use crate::visibility::{Reach, Reader, reach};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use diesel_async::RunQueryDsl;
use std::collections::HashMap;

/// Tells one person; the key of the notification. None when there was nobody to tell: somebody of
/// another server, the one who did it, or a cause already told.
pub async fn insert_notice(
    tx: &mut Tx,
    notice: &NewNotice<'_>,
    now: Time,
) -> QueryResult<Option<i64>> {
    let Some(recipient) = signs_in_as(tx, notice.recipient).await? else {
        return Ok(None);
    };
    if notice.by == Some(recipient) {
        return Ok(None);
    }
    let row = (
        notifications::recipient_id.eq(notice.recipient),
        notifications::kind.eq(notice.kind),
        notifications::cause.eq(notice.cause),
        notifications::actor_id.eq(notice.by),
        notifications::community_id.eq(notice.community),
        notifications::post_id.eq(notice.post),
        notifications::comment_id.eq(notice.comment),
        notifications::created_at.eq(now),
    );
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(notifications::table)
            .values(row)
            .on_conflict_do_nothing()
            .returning(notifications::id)
            .get_result(conn)
            .await
            .optional()
    })
}

#[derive(QueryableByName)]
struct Hosted {
    #[diesel(sql_type = Text)]
    host: String,
}

/// The server of somebody elsewhere whom this account does not follow.
pub async fn host_of_stranger(
    conn: &mut Conn,
    stranger: ActorId,
    recipient: AccountId,
) -> QueryResult<Option<String>> {
    let found: Vec<Hosted> = q!(conn, {
        diesel::sql_query(
            "SELECT a.host AS host FROM actors a WHERE a.id = $1 AND NOT a.local
             AND NOT EXISTS (SELECT 1 FROM follows f JOIN accounts c ON c.actor_id = f.follower_id
                 WHERE c.id = $2 AND f.target_id = a.id AND f.state = 'accepted')",
        )
        .bind::<BigInt, _>(stranger)
        .bind::<BigInt, _>(recipient)
        .load(conn)
        .await?
    });
    Ok(found.into_iter().next().map(|found| found.host))
}

#[derive(QueryableByName)]
struct Unheard {
    #[diesel(sql_type = BigInt)]
    unheard: i64,
}

/// Whether whoever it is about is silenced, and its recipient neither follows them nor takes part in the thread.
pub async fn is_unheard(tx: &mut Tx, notice: &NewNotice<'_>) -> QueryResult<bool> {
    let Some(by) = notice.by else {
        return Ok(false);
    };
    let thread = notice.post.map_or(0, |post| post.0);
    let conn = &mut **tx;
    let found: Unheard = q!(conn, {
        diesel::sql_query(
            "SELECT count(*) AS unheard FROM accounts a
             WHERE a.actor_id = $1 AND a.silenced_at IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM watches w WHERE w.person_id = a.id AND w.account_id = $2)
               AND NOT EXISTS (SELECT 1 FROM posts p WHERE p.id = $3 AND p.author_id = $2)
               AND NOT EXISTS (SELECT 1 FROM comments c WHERE c.post_id = $3 AND c.author_id = $2)",
        )
        .bind::<BigInt, _>(by)
        .bind::<BigInt, _>(notice.recipient)
        .bind::<BigInt, _>(thread)
        .get_result(conn)
        .await?
    });
    Ok(found.unheard > 0)
}

#[derive(QueryableByName)]
struct SubjectRow {
    #[diesel(sql_type = BigInt)]
    recipient_id: i64,
    #[diesel(sql_type = Bool)]
    is_reply: bool,
    #[diesel(sql_type = Bool)]
    is_public: bool,
    #[diesel(sql_type = Text)]
    start: String,
}

/// Whom a notification tells that a search of theirs finds something new; none where it tells anything else.
pub async fn find_searcher(conn: &mut Conn, id: i64) -> QueryResult<Option<AccountId>> {
    q!(conn, {
        notifications::table
            .find(id)
            .filter(notifications::kind.eq(NoticeKind::InFollowedSearch))
            .select(notifications::recipient_id)
            .first(conn)
            .await
            .optional()
    })
}

/// What a notification of a thread or reply is about; none where its community is out of sight.
pub async fn find_subject(conn: &mut Conn, id: i64) -> QueryResult<Option<Subject>> {
    let row: Option<SubjectRow> = q!(conn, {
        diesel::sql_query(
            "SELECT n.recipient_id AS recipient_id, n.comment_id IS NOT NULL AS is_reply,
                    (p.audience = 'public' AND c.read_policy IN ('public', 'unlisted')) AS is_public,
                    CASE WHEN n.comment_id IS NULL THEN substr(p.body_text, 1, 300) ELSE '' END AS start
             FROM notifications n JOIN posts p ON p.id = n.post_id
             JOIN communities c ON c.id = p.community_id
             WHERE n.id = $1 AND c.removed_at IS NULL AND c.deleted_at IS NULL",
        )
        .bind::<BigInt, _>(id)
        .get_result(conn)
        .await
        .optional()?
    });
    Ok(row.map(|row| Subject {
        recipient: AccountId(row.recipient_id),
        is_reply: row.is_reply,
        is_public: row.is_public,
        start: row.start,
    }))
}

/// One notification as its page shows it now.
pub async fn find_notice(
    conn: &mut Conn,
    recipient: AccountId,
    id: i64,
) -> QueryResult<Option<Notice>> {
    let turn = Turn::After(id.saturating_add(1));
    let found = load_notices(conn, recipient, turn, 1, false).await?;
    Ok(found.into_iter().find(|notice| notice.id == id))
}

/// The actor of an account that can sign in here.
async fn signs_in_as(conn: &mut Conn, account: AccountId) -> QueryResult<Option<ActorId>> {
    q!(conn, {
        accounts::table
            .inner_join(logins::table)
            .filter(accounts::id.eq(account))
            .select(accounts::actor_id)
            .first(conn)
            .await
            .optional()
    })
}

type Place = Option<(String, String, bool)>;
type Words = Option<(String, String)>;
type Joined = (
    i64,
    (NoticeKind, String),
    Place,
    (Place, Option<String>),
    Words,
    Words,
    Time,
    Option<Time>,
);

/// Latest first. The turn is by their ids.
pub async fn list_notices(
    conn: &mut Conn,
    recipient: AccountId,
    turn: Turn<i64>,
    size: usize,
) -> QueryResult<Window<Notice>> {
    Ok(read_page!(turn, size, |turn, limit| load_notices(
        conn, recipient, turn, limit, false
    )))
}

/// The latest that nobody has read yet.
pub async fn list_unread(
    conn: &mut Conn,
    recipient: AccountId,
    limit: usize,
) -> QueryResult<Vec<Notice>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    load_notices(conn, recipient, Turn::First, limit, true).await
}

async fn load_notices(
    conn: &mut Conn,
    recipient: AccountId,
    turn: Turn<i64>,
    limit: i64,
    only_unread: bool,
) -> QueryResult<Vec<Notice>> {
    let group = diesel::alias!(actors as group_actors);
    // Whoever reads there no more is shown nothing of it, from that moment on.
    let reader = Reader::Account {
        id: recipient,
        admin: false,
    };
    let reach = reach(conn, reader).await?;
    let readable = reach.condition("posts.audience", "posts.community_id");
    let rows: Vec<Joined> = q!(conn, {
        let mut query = notifications::table
            .left_join(actors::table)
            .left_join(communities::table)
            .left_join(group.on(group.field(actors::id).eq(communities::actor_id)))
            .left_join(
                posts::table.on(posts::id
                    .nullable()
                    .eq(notifications::post_id)
                    .and(posts::deleted_at.is_null())
                    .and(posts::removed_at.is_null())
                    .and(posts::held_at.is_null())
                    .and(communities::removed_at.is_null())
                    .and(sql::<Bool>(&readable))),
            )
            .left_join(
                comments::table.on(comments::id
                    .nullable()
                    .eq(notifications::comment_id)
                    .and(comments::post_id.eq(posts::id))
                    .and(comments::deleted_at.is_null())
                    .and(comments::removed_at.is_null())
                    .and(comments::held_at.is_null())),
            )
            .filter(notifications::recipient_id.eq(recipient))
            .limit(limit)
            .select((
                notifications::id,
                (notifications::kind, notifications::cause),
                (actors::name, actors::host, actors::local).nullable(),
                (
                    group
                        .fields((actors::name, actors::host, actors::local))
                        .nullable(),
                    communities::title.nullable(),
                ),
                (posts::public_id, posts::title).nullable(),
                (comments::public_id, start_of(comments::body_text, 1, 300)).nullable(),
                notifications::created_at,
                notifications::read_at,
            ))
            .into_boxed();
        if only_unread {
            query = query.filter(notifications::read_at.is_null());
        }
        latest_first!(query, turn, notifications::id, i64::from)
            .load(conn)
            .await?
    });
    let ids: Vec<i64> = rows
        .iter()
        .filter_map(|(_, (kind, cause), ..)| report_in(*kind, cause))
        .collect();
    let mut reported = list_reported(conn, &ids).await?;
    let ids: Vec<i64> = rows
        .iter()
        .filter(|(_, (kind, _), ..)| kind.is_decision())
        .map(|(id, ..)| *id)
        .collect();
    let mut decided = list_decided(conn, &reach, &ids).await?;
    let ids: Vec<i64> = rows
        .iter()
        .filter_map(|(_, (kind, cause), ..)| search_in(*kind, cause).map(|(id, _)| id))
        .collect();
    let searches = list_searches(conn, recipient, &ids).await?;
    let ids: Vec<i64> = rows
        .iter()
        .filter_map(|(_, (kind, cause), ..)| case_in(*kind, cause))
        .collect();
    let settled = list_settled(conn, &ids).await?;
    let notice = |row: Joined| {
        let (id, (kind, cause), _, _, thread, ..) = &row;
        let about = report_in(*kind, cause).and_then(|id| reported.remove(&id));
        let outcome = case_in(*kind, cause).and_then(|id| settled.get(&id).cloned());
        let verdict = verdict_in(*kind, cause).filter(|_| thread.is_some());
        let decision = decided.remove(id).or(verdict);
        let appealed = appeal_in(*kind, cause);
        let search = search_in(*kind, cause).and_then(|(id, since)| {
            let (typed, lists) = searches.get(&id)?.clone();
            let since = since.to_owned();
            Some(NewInSearch {
                typed,
                lists,
                since,
            })
        });
        Notice {
            settled: outcome,
            appealed,
            ..notice(row, about, decision, search)
        }
    };
    Ok(rows.into_iter().map(notice).collect())
}

/// Whether an act holds still that takes something away, and is one of those who look after a community here.
const APPEALABLE: &str = "(moderation_actions.verb IN ('remove', 'lock', 'ban', 'mute', 'warn')
    AND moderation_actions.undone_at IS NULL AND moderation_actions.rank <= 3
    AND EXISTS (SELECT 1 FROM communities c JOIN actors a ON a.id = c.actor_id
                WHERE c.id = moderation_actions.community_id AND a.local))";

/// What these notifications say that moderators decided. Whoever reads there no more is led nowhere.
async fn list_decided(
    conn: &mut Conn,
    reach: &Reach,
    ids: &[i64],
) -> QueryResult<HashMap<i64, Decided>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let readable = reach.condition("posts.audience", "posts.community_id");
    type Row = (
        i64,
        (String, Option<Time>),
        Option<String>,
        Option<String>,
        (i64, bool),
    );
    let rows: Vec<Row> = q!(conn, {
        notifications::table
            .inner_join(
                moderation_actions::table.on(moderation_actions::ap_id.eq(notifications::cause)),
            )
            .left_join(
                posts::table.on(posts::id
                    .nullable()
                    .eq(notifications::post_id)
                    .and(sql::<Bool>(&readable))),
            )
            .left_join(
                comments::table.on(comments::id
                    .nullable()
                    .eq(notifications::comment_id)
                    .and(comments::post_id.eq(posts::id))),
            )
            .filter(notifications::id.eq_any(ids))
            .select((
                notifications::id,
                (moderation_actions::reason, moderation_actions::until),
                posts::public_id.nullable(),
                comments::public_id.nullable(),
                (moderation_actions::id, sql::<Bool>(APPEALABLE)),
            ))
            .load(conn)
            .await?
    });
    let decided = |(id, (reason, until), thread, reply, (act, appealable)): Row| {
        let path = match (reply, thread) {
            (Some(reply), _) => Some(format!("/comment/{reply}")),
            (None, Some(thread)) => Some(format!("/post/{thread}")),
            (None, None) => None,
        };
        let appealable = appealable.then_some(act);
        let decided = Decided {
            reason,
            until,
            path,
            appealable,
        };
        (id, decided)
    };
    Ok(rows.into_iter().map(decided).collect())
}

/// What came of these cases, of those that are still settled.
async fn list_settled(conn: &mut Conn, ids: &[i64]) -> QueryResult<HashMap<i64, Settled>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(i64, Option<String>, String)> = q!(conn, {
        report_cases::table
            .filter(report_cases::id.eq_any(ids))
            .filter(report_cases::settled_at.is_not_null())
            .select((
                report_cases::id,
                report_cases::outcome,
                report_cases::message,
            ))
            .load(conn)
            .await?
    });
    let settled = |(id, outcome, message): (i64, Option<String>, String)| {
        let acted = match outcome.as_deref() {
            Some("acted") => Some(true),
            Some("nothing") => Some(false),
            _ => None,
        };
        (id, Settled { acted, message })
    };
    Ok(rows.into_iter().map(settled).collect())
}

/// What was typed for these searches of theirs, and what each lists.
async fn list_searches(
    conn: &mut Conn,
    account: AccountId,
    ids: &[i64],
) -> QueryResult<HashMap<i64, (String, String)>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(i64, String, String)> = q!(conn, {
        followed_searches::table
            .filter(followed_searches::id.eq_any(ids))
            .filter(followed_searches::account_id.eq(account))
            .select((
                followed_searches::id,
                followed_searches::typed,
                followed_searches::kind,
            ))
            .load(conn)
            .await?
    });
    let search = |(id, typed, lists)| (id, (typed, lists));
    Ok(rows.into_iter().map(search).collect())
}

/// What these reports are about, as far as they are known.
async fn list_reported(conn: &mut Conn, ids: &[i64]) -> QueryResult<HashMap<i64, Reported>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    type Row = (i64, bool, bool, String, (String, String, bool));
    let rows: Vec<Row> = q!(conn, {
        reports::table
            .inner_join(accounts::table.on(accounts::id.nullable().eq(reports::account_id)))
            .inner_join(actors::table.on(actors::id.eq(accounts::actor_id)))
            .filter(reports::id.eq_any(ids))
            .select((
                reports::id,
                reports::post_id.is_not_null(),
                reports::comment_id.is_not_null(),
                reports::reason,
                (actors::name, actors::host, actors::local),
            ))
            .load(conn)
            .await?
    });
    let reported = |(id, of_thread, of_reply, reason, (name, host, local)): Row| {
        let what = match (of_thread, of_reply) {
            (_, true) => ReportedThing::Reply,
            (true, false) => ReportedThing::Thread,
            (false, false) => ReportedThing::Person,
        };
        let who = NoticeActor { name, host, local };
        (id, Reported { who, what, reason })
    };
    Ok(rows.into_iter().map(reported).collect())
}

fn notice(
    (id, (kind, _), by, (community, title), thread, reply, created_at, read_at): Joined,
    reported: Option<Reported>,
    decided: Option<Decided>,
    search: Option<NewInSearch>,
) -> Notice {
    let actor = |(name, host, local)| NoticeActor { name, host, local };
    let community = community.map(actor);
    let called = |place: &NoticeActor| place.called(title.as_deref().unwrap_or_default());
    Notice {
        id,
        kind,
        by: by.map(actor),
        place: community.as_ref().map(called).unwrap_or_default(),
        community,
        thread,
        reply,
        reported,
        settled: None,
        decided,
        search,
        appealed: None,
        created_at,
        read_at,
    }
}

pub async fn count_unread(conn: &mut Conn, recipient: AccountId) -> QueryResult<i64> {
    q!(conn, {
        notifications::table
            .filter(notifications::recipient_id.eq(recipient))
            .filter(notifications::read_at.is_null())
            .count()
            .get_result(conn)
            .await
    })
}

/// Marks those up to `last` as read, so that one that came while the page was open stays new; or
/// all of them.
pub async fn update_all_read(
    tx: &mut Tx,
    recipient: AccountId,
    last: Option<i64>,
    now: Time,
) -> QueryResult<()> {
    let last = last.unwrap_or(i64::MAX);
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(
            notifications::table
                .filter(notifications::recipient_id.eq(recipient))
                .filter(notifications::read_at.is_null())
                .filter(notifications::id.le(last)),
        )
        .set(notifications::read_at.eq(Some(now)))
        .execute(conn)
        .await
    })?;
    Ok(())
}

/// False when the recipient has no such notification.
pub async fn update_read(
    tx: &mut Tx,
    recipient: AccountId,
    id: i64,
    now: Time,
) -> QueryResult<bool> {
    let conn = &mut **tx;
    let known: Option<Option<Time>> = q!(conn, {
        notifications::table
            .find(id)
            .filter(notifications::recipient_id.eq(recipient))
            .select(notifications::read_at)
            .first(conn)
            .await
            .optional()?
    });
    if known == Some(None) {
        let conn = &mut **tx;
        q!(conn, {
            diesel::update(notifications::table.find(id))
                .set(notifications::read_at.eq(Some(now)))
                .execute(conn)
                .await
        })?;
    }
    Ok(known.is_some())
}

/// Notices that are marked as read together.
const TOGETHER: i64 = 500;

/// What somebody has not read about a thread and what is in it, as far as seeing it is all that is asked.
pub async fn list_unread_of_thread(
    conn: &mut Conn,
    recipient: AccountId,
    thread: &str,
) -> QueryResult<Vec<i64>> {
    q!(conn, {
        notifications::table
            .inner_join(posts::table)
            .filter(notifications::recipient_id.eq(recipient))
            .filter(notifications::read_at.is_null())
            .filter(notifications::kind.ne_all(NoticeKind::SETTLED_ELSEWHERE))
            .filter(posts::public_id.eq(thread))
            .order(notifications::id.desc())
            .limit(TOGETHER)
            .select(notifications::id)
            .load(conn)
            .await
    })
}

/// Marks these; says how many were unread.
pub async fn update_these_read(tx: &mut Tx, ids: &[i64], now: Time) -> QueryResult<usize> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(
            notifications::table
                .filter(notifications::id.eq_any(ids))
                .filter(notifications::read_at.is_null()),
        )
        .set(notifications::read_at.eq(Some(now)))
        .execute(conn)
        .await
    })
}

/// Forgets what somebody who is gone was told, a bounded number at a time; says how many.
pub async fn delete_told(tx: &mut Tx, recipient: AccountId, limit: i64) -> QueryResult<usize> {
    let conn = &mut **tx;
    let ids: Vec<i64> = q!(conn, {
        notifications::table
            .filter(notifications::recipient_id.eq(recipient))
            .order(notifications::id)
            .limit(limit)
            .select(notifications::id)
            .load(conn)
            .await?
    });
    q!(conn, {
        diesel::delete(notifications::table)
            .filter(notifications::id.eq_any(ids))
            .execute(conn)
            .await
    })
}

/// Forgets what these people were told of this kind about a community and have not read, but for one cause.
pub async fn delete_unread(
    tx: &mut Tx,
    recipients: &[AccountId],
    community: CommunityId,
    kind: NoticeKind,
    but: &str,
) -> QueryResult<usize> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(
            notifications::table
                .filter(notifications::recipient_id.eq_any(recipients))
                .filter(notifications::kind.eq(kind))
                .filter(notifications::community_id.eq(Some(community)))
                .filter(notifications::cause.ne(but))
                .filter(notifications::read_at.is_null()),
        )
        .execute(conn)
        .await
    })
}

/// What somebody was told of this kind about a community asks nothing of them any more.
pub async fn update_kind_read(
    tx: &mut Tx,
    recipient: AccountId,
    community: CommunityId,
    kind: NoticeKind,
    now: Time,
) -> QueryResult<usize> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(
            notifications::table
                .filter(notifications::recipient_id.eq(recipient))
                .filter(notifications::kind.eq(kind))
                .filter(notifications::community_id.eq(Some(community)))
                .filter(notifications::read_at.is_null()),
        )
        .set(notifications::read_at.eq(Some(now)))
        .execute(conn)
        .await
    })
}

/// What was told of a thread or reply names somebody else as who did it. `comment` is none for the thread
/// itself: then everything that its author was told to have done in it, such as accepting an answer.
pub async fn replace_actor(
    tx: &mut Tx,
    from: ActorId,
    to: ActorId,
    post: PostId,
    comment: Option<CommentId>,
) -> QueryResult<()> {
    let conn = &mut **tx;
    let set = notifications::actor_id.eq(Some(to));
    q!(conn, {
        let told = notifications::table
            .filter(notifications::post_id.eq(post))
            .filter(notifications::actor_id.eq(from));
        match comment {
            Some(comment) => {
                diesel::update(told.filter(notifications::comment_id.eq(comment)))
                    .set(set)
                    .execute(conn)
                    .await
            }
            None => diesel::update(told).set(set).execute(conn).await,
        }
    })?;
    Ok(())
}

/// What these people were told about these causes has been read, too; says how many notices that were.
pub async fn update_causes_read(
    tx: &mut Tx,
    recipients: &[AccountId],
    causes: &[String],
    now: Time,
) -> QueryResult<usize> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(
            notifications::table
                .filter(notifications::recipient_id.eq_any(recipients))
                .filter(notifications::cause.eq_any(causes))
                .filter(notifications::read_at.is_null()),
        )
        .set(notifications::read_at.eq(Some(now)))
        .execute(conn)
        .await
    })
}

#[cfg(test)]
mod tests {
    use crate::store::test_db::{fresh_sqlite, plan};

    #[tokio::test(flavor = "multi_thread")]
    async fn what_was_told_of_a_thread_is_found_by_who_did_it() {
        let db = fresh_sqlite().await;
        let mut conn = db.store.read().await.unwrap();
        let sql = "SELECT id FROM notifications WHERE post_id = 1 AND actor_id = 2";
        let text = plan(&mut conn, sql).await;
        assert!(text.contains("notifications_actor"), "{text}");
    }
}
