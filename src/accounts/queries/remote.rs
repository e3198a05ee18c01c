//! Writing what other servers say of their people, and counting ours.

use crate::accounts::model::{Account, Craft, ProfileLink};
use crate::ids::ActorId;
use crate::q;
use crate::store::schema::{accounts, logins, sessions};
use crate::store::{Conn, Json, Time, Tx, columns};
use diesel::dsl::count;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// What is shown of somebody on another server. It replaces all that we knew.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, AsChangeset)]
#[diesel(table_name = accounts)]
pub struct RemoteProfile {
    pub display_name: String,
    pub bio: String,
    pub bio_html: String,
    pub links: Json<Vec<ProfileLink>>,
    pub bot: bool,
    pub language: String,
    pub time_zone: String,
    #[diesel(embed)]
    pub craft: Craft,
    /// See [`Craft::sought`].
    pub sought: String,
}

/// `since` is when the account was made, as far as its server tells; it stays as first heard.
pub async fn upsert_remote_account(
    tx: &mut Tx,
    actor: ActorId,
    profile: &RemoteProfile,
    since: Time,
) -> QueryResult<Account> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(accounts::table)
            .values((
                accounts::actor_id.eq(actor),
                profile,
                accounts::created_at.eq(since),
            ))
            .on_conflict(accounts::actor_id)
            .do_update()
            // Its server shows it again, whatever was said of it before.
            .set((profile, accounts::deleted_at.eq(None::<Time>)))
            .returning(columns::<Account>())
            .get_result(conn)
            .await
    })
}

/// Somebody of whom only the id is known: enough for a vote. All else is read when they say something.
pub async fn insert_unread_account(tx: &mut Tx, actor: ActorId, now: Time) -> QueryResult<()> {
    let unread = RemoteProfile {
        display_name: String::new(),
        bio: String::new(),
        bio_html: String::new(),
        links: Json(Vec::new()),
        bot: false,
        language: String::new(),
        time_zone: "UTC".to_owned(),
        craft: Craft::default(),
        sought: String::new(),
    };
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(accounts::table)
            .values((
                accounts::actor_id.eq(actor),
                &unread,
                accounts::created_at.eq(now),
            ))
            .on_conflict_do_nothing()
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// What NodeInfo tells the world about us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage {
    pub people: i64,
    pub active_month: i64,
    pub active_half_year: i64,
    pub posts: i64,
    pub comments: i64,
}

/// Counts people who can sign in. Somebody is active who has used a session since.
pub async fn count_usage(
    conn: &mut Conn,
    month_ago: Time,
    half_year_ago: Time,
) -> QueryResult<Usage> {
    let (people, posts, comments) = count_people(conn).await?;
    Ok(Usage {
        people,
        active_month: count_active(conn, month_ago).await?,
        active_half_year: count_active(conn, half_year_ago).await?,
        posts,
        comments,
    })
}

async fn count_people(conn: &mut Conn) -> QueryResult<(i64, i64, i64)> {
    // The kept counters, not the threads themselves: SUM of BIGINT is NUMERIC in PostgreSQL, which
    // the list of counters of those who wrote anything avoids.
    let counters: Vec<(i64, i64)> = q!(conn, {
        accounts::table
            .inner_join(logins::table)
            .filter(accounts::deleted_at.is_null())
            .select((accounts::post_count, accounts::comment_count))
            .load(conn)
            .await?
    });
    let people = i64::try_from(counters.len()).unwrap_or(i64::MAX);
    let posts = counters.iter().map(|(posts, _)| posts).sum();
    let comments = counters.iter().map(|(_, comments)| comments).sum();
    Ok((people, posts, comments))
}

async fn count_active(conn: &mut Conn, since: Time) -> QueryResult<i64> {
    q!(conn, {
        sessions::table
            .filter(sessions::last_seen_at.gt(since))
            .select(count(sessions::account_id).aggregate_distinct())
            .first(conn)
            .await
    })
}
