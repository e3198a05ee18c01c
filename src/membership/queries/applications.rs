//! Applications, and what happened to somebody's belonging.

use super::COUNTED_MAX;
use crate::ids::{AccountId, CommunityId};
use crate::latest_first;
use crate::membership::model::{
    Answer, Application, ApplicationId, Event, EventKind, MembershipState, NewApplication,
};
use crate::oldest_first;
use crate::q;
use crate::read_page;
use crate::store::schema::{applications, membership_events, memberships};
use crate::store::{Conn, Json, Keep, Time, Turn, Tx, Window, columns};
use chrono::NaiveTime;
use diesel::dsl::sql;
use diesel::expression::SqlLiteral;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool};
use diesel_async::RunQueryDsl;

const OPEN: [MembershipState; 2] = [MembershipState::Applied, MembershipState::MoreAsked];

/// The last so many things that happened to somebody are shown.
const EVENTS_MAX: i64 = 100;

/// Those that wait, in the words of their index: SQLite finds it by these alone.
fn is_open() -> SqlLiteral<Bool> {
    sql("applications.state IN ('applied', 'more_asked')")
}

/// The others, likewise.
fn is_closed() -> SqlLiteral<Bool> {
    sql("applications.state NOT IN ('applied', 'more_asked')")
}

pub async fn insert_application(tx: &mut Tx, new: &NewApplication) -> QueryResult<ApplicationId> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(applications::table)
            .values(new)
            .returning(applications::id)
            .get_result(conn)
            .await
    })
}

/// Where somebody has applied and waits, or is asked something; the latest first.
pub async fn list_applied_to(
    conn: &mut Conn,
    account: AccountId,
    limit: i64,
) -> QueryResult<Vec<(CommunityId, MembershipState)>> {
    q!(conn, {
        memberships::table
            .filter(memberships::account_id.eq(account))
            .filter(memberships::state.eq_any(OPEN))
            .order((memberships::updated_at.desc(), memberships::community_id))
            .limit(limit)
            .select((memberships::community_id, memberships::state))
            .load(conn)
            .await
    })
}

/// One of this community, for reading.
pub async fn application_by_id(
    conn: &mut Conn,
    community: CommunityId,
    id: ApplicationId,
) -> QueryResult<Option<Application>> {
    q!(conn, {
        applications::table
            .find(id)
            .filter(applications::community_id.eq(community))
            .select(columns::<Application>())
            .first(conn)
            .await
            .optional()
    })
}

/// The same, when it is about to change; nobody else changes it until the commit.
pub async fn lock_application(
    tx: &mut Tx,
    community: CommunityId,
    id: ApplicationId,
) -> QueryResult<Option<Application>> {
    let conn = &mut **tx;
    q!(conn,
    sqlite: {
        applications::table.find(id).filter(applications::community_id.eq(community))
            .select(columns::<Application>()).first(conn).await.optional()
    },
    pg: {
        applications::table.find(id).filter(applications::community_id.eq(community))
            .select(columns::<Application>()).for_update().first(conn).await.optional()
    })
}

/// The latest attempt of somebody.
pub async fn last_application(
    conn: &mut Conn,
    community: CommunityId,
    account: AccountId,
) -> QueryResult<Option<Application>> {
    q!(conn, {
        applications::table
            .filter(applications::account_id.eq(account))
            .filter(applications::community_id.eq(community))
            .order(applications::id.desc())
            .select(columns::<Application>())
            .first(conn)
            .await
            .optional()
    })
}

/// Those that wait, oldest first. The turn is by their ids.
pub async fn list_open(
    conn: &mut Conn,
    community: CommunityId,
    turn: Turn<i64>,
    size: usize,
) -> QueryResult<Window<Application>> {
    Ok(read_page!(turn, size, |turn, limit| load_open(
        conn, community, turn, limit
    )))
}

async fn load_open(
    conn: &mut Conn,
    community: CommunityId,
    turn: Turn<i64>,
    limit: i64,
) -> QueryResult<Vec<Application>> {
    q!(conn, {
        let query = applications::table
            .filter(applications::community_id.eq(community))
            .filter(is_open())
            .limit(limit)
            .select(columns::<Application>())
            .into_boxed();
        oldest_first!(query, turn, applications::id, ApplicationId)
            .load(conn)
            .await
    })
}

/// How many wait, counted up to [`COUNTED_MAX`].
pub async fn count_open(conn: &mut Conn, community: CommunityId) -> QueryResult<i64> {
    let ids: Vec<ApplicationId> = q!(conn, {
        applications::table
            .filter(applications::community_id.eq(community))
            .filter(is_open())
            .limit(COUNTED_MAX)
            .select(applications::id)
            .kept()
            .load(conn)
            .await?
    });
    Ok(i64::try_from(ids.len()).unwrap_or(COUNTED_MAX))
}

/// Those that were decided, withdrawn or forgotten, latest first. The turn is by their ids.
pub async fn list_closed(
    conn: &mut Conn,
    community: CommunityId,
    turn: Turn<i64>,
    size: usize,
) -> QueryResult<Window<Application>> {
    Ok(read_page!(turn, size, |turn, limit| load_closed(
        conn, community, turn, limit
    )))
}

async fn load_closed(
    conn: &mut Conn,
    community: CommunityId,
    turn: Turn<i64>,
    limit: i64,
) -> QueryResult<Vec<Application>> {
    q!(conn, {
        let query = applications::table
            .filter(applications::community_id.eq(community))
            .filter(is_closed())
            .limit(limit)
            .select(columns::<Application>())
            .into_boxed();
        latest_first!(query, turn, applications::id, ApplicationId)
            .load(conn)
            .await
    })
}

pub async fn update_state(
    tx: &mut Tx,
    id: ApplicationId,
    state: MembershipState,
    now: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(applications::table.find(id))
            .set((
                applications::state.eq(state),
                applications::changed_at.eq(now),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// More answers to the same application, behind those there are.
pub async fn update_answers(
    tx: &mut Tx,
    id: ApplicationId,
    answers: &Json<Vec<Answer>>,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(applications::table.find(id))
            .set(applications::answers.eq(answers))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Takes the words out of what somebody who is gone for good applied with, and closes what is open. A
/// bounded number at a time; says how many.
pub async fn erase_applications(
    tx: &mut Tx,
    account: AccountId,
    limit: i64,
    now: Time,
) -> QueryResult<usize> {
    let none: Json<Vec<Answer>> = Json(Vec::new());
    let conn = &mut **tx;
    let found: Vec<(ApplicationId, MembershipState, Json<Vec<Answer>>)> = q!(conn, {
        applications::table
            .filter(applications::account_id.eq(account))
            .filter(
                applications::answers
                    .ne(&none)
                    .or(applications::state.eq_any(OPEN)),
            )
            .limit(limit)
            .select((applications::id, applications::state, applications::answers))
            .load(conn)
            .await?
    });
    for (id, state, _) in &found {
        update_answers(tx, *id, &none).await?;
        if OPEN.contains(state) {
            update_state(tx, *id, MembershipState::Left, now).await?;
        }
    }
    Ok(found.len())
}

/// Takes the words out of what happened to somebody who is gone for good: theirs, such as why they left, and
/// those about them. That it happened stays, as do the roles they had. A bounded number at a time; says how
/// many.
pub async fn erase_reasons(tx: &mut Tx, account: AccountId, limit: i64) -> QueryResult<usize> {
    let conn = &mut **tx;
    let found: Vec<i64> = q!(conn, {
        membership_events::table
            .filter(membership_events::account_id.eq(account))
            .filter(membership_events::reason.ne(""))
            .filter(membership_events::kind.ne(EventKind::Role))
            .limit(limit)
            .select(membership_events::id)
            .load(conn)
            .await?
    });
    if found.is_empty() {
        return Ok(0);
    }
    q!(conn, {
        diesel::update(membership_events::table.filter(membership_events::id.eq_any(&found)))
            .set(membership_events::reason.eq(""))
            .execute(conn)
            .await
    })
}

/// Notes what happened. Somebody who comes and goes, or gets a role and loses it, many times on one day leaves each
/// step once, as it was done last: the same by the same, in the same words. What is part of an application is never
/// dropped, so that whoever looks at it anew has all of it.
pub async fn insert_event(tx: &mut Tx, event: &Event) -> QueryResult<()> {
    if event.application_id.is_none() {
        delete_same_of_day(tx, event).await?;
    }
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(membership_events::table)
            .values(event)
            .execute(conn)
            .await
    })?;
    Ok(())
}

async fn delete_same_of_day(tx: &mut Tx, event: &Event) -> QueryResult<()> {
    let day = event.happened_at.utc().date_naive();
    let began = Time::new(day.and_time(NaiveTime::MIN).and_utc());
    let conn = &mut **tx;
    let same: Vec<(i64, Option<AccountId>)> = q!(conn, {
        membership_events::table
            .filter(membership_events::community_id.eq(event.community_id))
            .filter(membership_events::account_id.eq(event.account_id))
            .filter(membership_events::application_id.is_null())
            .filter(membership_events::kind.eq(event.kind))
            .filter(membership_events::channel.eq(event.channel))
            .filter(membership_events::reason.eq(event.reason.as_str()))
            .filter(membership_events::happened_at.ge(began))
            .select((membership_events::id, membership_events::by_id))
            .load(conn)
            .await?
    });
    let same = same.into_iter().filter(|(_, by)| *by == event.by_id);
    let ids: Vec<i64> = same.map(|(id, _)| id).collect();
    if ids.is_empty() {
        return Ok(());
    }
    q!(conn, {
        diesel::delete(membership_events::table.filter(membership_events::id.eq_any(&ids)))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// What people wrote who left since then, and when, the last so many, latest first. Not who.
pub async fn list_leave_reasons(
    conn: &mut Conn,
    community: CommunityId,
    since: Time,
    limit: i64,
) -> QueryResult<Vec<(String, Time)>> {
    q!(conn, {
        membership_events::table
            .filter(membership_events::community_id.eq(community))
            .filter(membership_events::kind.eq(EventKind::Left))
            .filter(membership_events::reason.ne(""))
            .filter(membership_events::happened_at.ge(since))
            .order(membership_events::id.desc())
            .limit(limit)
            .select((membership_events::reason, membership_events::happened_at))
            .load(conn)
            .await
    })
}

/// What happened to somebody in a community, oldest first, the last hundred.
pub async fn list_events(
    conn: &mut Conn,
    community: CommunityId,
    account: AccountId,
) -> QueryResult<Vec<Event>> {
    list_events_of_each(conn, community, &[account]).await
}

/// The same of several people, the last hundred of each.
pub async fn list_events_of_each(
    conn: &mut Conn,
    community: CommunityId,
    accounts: &[AccountId],
) -> QueryResult<Vec<Event>> {
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let text = events_of_each(accounts.len());
    q!(conn, {
        let mut query = diesel::sql_query(text).into_boxed();
        for account in accounts {
            query = query
                .bind::<BigInt, _>(community)
                .bind::<BigInt, _>(*account);
        }
        query.load(conn).await
    })
}

/// One bounded query for each person, sent as one.
fn events_of_each(people: usize) -> String {
    let each = |number: usize| {
        let [community, account] = [1, 2].map(|n| number * 2 + n);
        format!(
            "SELECT * FROM (SELECT * FROM membership_events WHERE community_id = ${community} AND account_id = ${account} ORDER BY id DESC LIMIT {EVENTS_MAX}) AS events{number}"
        )
    };
    let all: Vec<String> = (0..people).map(each).collect();
    format!("{} ORDER BY id", all.join(" UNION ALL "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::test_db::{fresh_sqlite, plan};
    use diesel::sqlite::Sqlite;

    #[tokio::test(flavor = "multi_thread")]
    async fn what_waits_and_what_is_decided_is_found_by_indexes_of_their_own() {
        let db = fresh_sqlite().await;
        let mut conn = db.store.read().await.unwrap();
        for (which, index) in [
            (is_open(), "applications_queue"),
            (is_closed(), "applications_decided"),
        ] {
            let sql = {
                let query = applications::table
                    .filter(applications::community_id.eq(CommunityId(3)))
                    .filter(which)
                    .order(applications::id.asc())
                    .select(applications::id);
                diesel::debug_query::<Sqlite, _>(&query).to_string()
            };
            let text = plan(&mut conn, &sql).await;
            assert!(text.contains(index), "{text}");
            assert!(!text.contains("TEMP B-TREE"), "{text}");
        }
    }
}
