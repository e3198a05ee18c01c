//! How often something happened in a community, day by day, without who it was. A day that was not
//! counted cannot be rebuilt, so it is counted in the transaction of what happened; a look at a page, which
//! writes nothing else, is counted in memory first (`membership::memory`).

use crate::ids::CommunityId;
use crate::q;
use crate::store::schema::daily_figures;
use crate::store::{Conn, Time, Tx, columns};
use crate::text_enum;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

text_enum! {
    /// What is counted.
    pub enum Figure {
        JoinSeen = "join_seen",
        Applied = "applied",
        Agreed = "agreed",
        Approved = "approved",
        Declined = "declined",
        Withdrawn = "withdrawn",
        Joined = "joined",
        Left = "left",
        /// They left and said why.
        LeftWithReason = "left_with_reason",
        /// A member first wrote in the thread of introductions, wrote anything at all, was replied to by
        /// somebody else, or wrote something in their fourth week.
        Introduced = "introduced",
        FirstContribution = "first_contribution",
        FirstReply = "first_reply",
        ActiveWeekFour = "active_week_4",
        /// Something was held for want of membership or agreement, or let through.
        Held = "held",
        Released = "released",
    }
}

/// One day's count.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = daily_figures)]
pub struct DailyFigure {
    /// See [`day_of`].
    pub day: String,
    pub name: Figure,
    /// Of people of this server, else of others.
    pub local: bool,
    pub total: i64,
}

/// The day of a figure, as in `2026-05-01`, in UTC.
pub fn day_of(now: Time) -> String {
    now.utc().format("%Y-%m-%d").to_string()
}

pub async fn count_figure(
    tx: &mut Tx,
    community: CommunityId,
    name: Figure,
    local: bool,
    now: Time,
) -> QueryResult<()> {
    let day = day_of(now);
    add_to_figure(tx, community, name, (day.as_str(), local), 1).await
}

/// Counts what happened so often on one day.
pub async fn add_to_figure(
    tx: &mut Tx,
    community: CommunityId,
    name: Figure,
    (day, local): (&str, bool),
    times: i64,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(daily_figures::table)
            .values((
                daily_figures::community_id.eq(community),
                daily_figures::day.eq(day),
                daily_figures::name.eq(name),
                daily_figures::local.eq(local),
                daily_figures::total.eq(times),
            ))
            .on_conflict((
                daily_figures::community_id,
                daily_figures::day,
                daily_figures::name,
                daily_figures::local,
            ))
            .do_update()
            .set(daily_figures::total.eq(daily_figures::total + times))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// All counts from `since` on, oldest first, at most 12 000 rows: a year of every figure.
pub async fn list_figures(
    conn: &mut Conn,
    community: CommunityId,
    since: Time,
) -> QueryResult<Vec<DailyFigure>> {
    let day = day_of(since);
    q!(conn, {
        daily_figures::table
            .filter(daily_figures::community_id.eq(community))
            .filter(daily_figures::day.ge(&day))
            .order((
                daily_figures::day,
                daily_figures::name,
                daily_figures::local,
            ))
            .limit(12_000)
            .select(columns::<DailyFigure>())
            .load(conn)
            .await
    })
}
