//! Reports: what somebody asked the moderators to look at.

use crate::ids::{AccountId, ActorId, CommunityId};
use crate::latest_first;
use crate::moderation::model::{NewReport, Report, ReportId, Target};
use crate::q;
use crate::read_page;
use crate::store::schema::{accounts, actors, comments, communities, posts, reports};
use crate::store::{Conn, Time, Turn, Tx, Window, columns, start_of};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// None when this report has come before.
pub async fn insert_report(tx: &mut Tx, report: &NewReport) -> QueryResult<Option<Report>> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(reports::table)
            .values(report)
            .on_conflict_do_nothing()
            .returning(columns::<Report>())
            .get_result(conn)
            .await
            .optional()
    })
}

pub async fn find_report(conn: &mut Conn, id: ReportId) -> QueryResult<Option<Report>> {
    q!(conn, {
        reports::table
            .find(id)
            .select(columns::<Report>())
            .first(conn)
            .await
            .optional()
    })
}

/// The open report by somebody about something, in these words or, with None, in any.
pub async fn open_report_of(
    conn: &mut Conn,
    reporter: ActorId,
    target: Target,
    words: Option<&str>,
) -> QueryResult<Option<Report>> {
    q!(conn, {
        let mut query = reports::table
            .filter(reports::resolved_at.is_null())
            .filter(reports::reporter_actor_id.eq(reporter))
            .order(reports::id.desc())
            .select(columns::<Report>())
            .into_boxed();
        if let Some(words) = words {
            query = query.filter(reports::reason.eq(words));
        }
        let query = match target {
            Target::Post(id) => query
                .filter(reports::post_id.eq(id))
                .filter(reports::comment_id.is_null()),
            Target::Comment(id) => query.filter(reports::comment_id.eq(id)),
            Target::Account(id) => query
                .filter(reports::account_id.eq(id))
                .filter(reports::post_id.is_null())
                .filter(reports::comment_id.is_null()),
        };
        query.first(conn).await.optional()
    })
}

/// Open reports of one thread or reply that are settled together.
const TOGETHER: i64 = 500;

/// The open reports of a thread or reply, by whomever.
pub async fn list_open_about(tx: &mut Tx, target: Target) -> QueryResult<Vec<ReportId>> {
    let conn = &mut **tx;
    q!(conn, {
        let query = reports::table
            .filter(reports::resolved_at.is_null())
            .order(reports::id)
            .limit(TOGETHER)
            .select(reports::id)
            .into_boxed();
        let query = match target {
            Target::Post(id) => query
                .filter(reports::post_id.eq(id))
                .filter(reports::comment_id.is_null()),
            Target::Comment(id) => query.filter(reports::comment_id.eq(id)),
            Target::Account(id) => query
                .filter(reports::account_id.eq(id))
                .filter(reports::post_id.is_null())
                .filter(reports::comment_id.is_null()),
        };
        query.load(conn).await
    })
}

pub async fn update_resolved(
    tx: &mut Tx,
    ids: &[ReportId],
    by: AccountId,
    resolution: &str,
    now: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(reports::table.filter(reports::id.eq_any(ids)))
            .filter(reports::resolved_at.is_null())
            .set((
                reports::resolved_at.eq(Some(now)),
                reports::resolved_by.eq(Some(by)),
                reports::resolution.eq(Some(resolution)),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

type Name = (String, String, bool);

/// A report with what a moderator must see to decide.
#[derive(Debug, Clone)]
pub struct ReportRow {
    pub report: Report,
    pub reporter: Option<Name>,
    pub community: Option<Name>,
    /// Whom it is about: the author, or the person reported.
    pub person: Option<Name>,
    /// With its title.
    pub thread: Option<Told>,
    /// With its first words.
    pub reply: Option<Told>,
}

/// Public id, words, and whether it is removed; no words of what its author has deleted, which moderators are not
/// shown either.
pub type Told = (String, Option<String>, bool);

/// Open reports of one community or, with None, of the whole server, latest first. The turn is by
/// their ids.
pub async fn list_open_reports(
    conn: &mut Conn,
    community: Option<CommunityId>,
    turn: Turn<i64>,
    size: usize,
) -> QueryResult<Window<ReportRow>> {
    Ok(read_page!(turn, size, |turn, limit| load_open(
        conn, community, turn, limit
    )))
}

async fn load_open(
    conn: &mut Conn,
    community: Option<CommunityId>,
    turn: Turn<i64>,
    limit: i64,
) -> QueryResult<Vec<ReportRow>> {
    let (group, whom) = diesel::alias!(actors as group_actors, actors as whom_actors);
    type Reported = (String, String, bool, bool);
    type Row = (
        Report,
        Option<Name>,
        Option<Name>,
        Option<Name>,
        Option<Reported>,
        Option<Reported>,
    );
    let rows: Vec<Row> = q!(conn, {
        let mut query = reports::table
            .left_join(actors::table.on(actors::id.nullable().eq(reports::reporter_actor_id)))
            .left_join(communities::table.on(communities::id.nullable().eq(reports::community_id)))
            .left_join(group.on(group.field(actors::id).eq(communities::actor_id)))
            .left_join(accounts::table.on(accounts::id.nullable().eq(reports::account_id)))
            .left_join(whom.on(whom.field(actors::id).eq(accounts::actor_id)))
            .left_join(posts::table.on(posts::id.nullable().eq(reports::post_id)))
            .left_join(comments::table.on(comments::id.nullable().eq(reports::comment_id)))
            .filter(reports::resolved_at.is_null())
            .limit(limit)
            .select((
                columns::<Report>(),
                (actors::name, actors::host, actors::local).nullable(),
                group
                    .fields((actors::name, actors::host, actors::local))
                    .nullable(),
                whom.fields((actors::name, actors::host, actors::local))
                    .nullable(),
                (
                    posts::public_id,
                    posts::title,
                    posts::deleted_at.is_null(),
                    posts::removed_at.is_not_null(),
                )
                    .nullable(),
                (
                    comments::public_id,
                    start_of(comments::body_text, 1, 300),
                    comments::deleted_at.is_null(),
                    comments::removed_at.is_not_null(),
                )
                    .nullable(),
            ))
            .into_boxed();
        if let Some(community) = community {
            query = query.filter(reports::community_id.eq(community));
        }
        latest_first!(query, turn, reports::id, ReportId)
            .load(conn)
            .await?
    });
    let told = |(id, words, there, removed): Reported| (id, there.then_some(words), removed);
    Ok(rows
        .into_iter()
        .map(
            |(report, reporter, community, person, thread, reply)| ReportRow {
                report,
                reporter,
                community,
                person,
                thread: thread.map(told),
                reply: reply.map(told),
            },
        )
        .collect())
}

pub async fn count_open_reports(
    conn: &mut Conn,
    community: Option<CommunityId>,
) -> QueryResult<i64> {
    q!(conn, {
        let mut query = reports::table
            .filter(reports::resolved_at.is_null())
            .into_boxed();
        if let Some(community) = community {
            query = query.filter(reports::community_id.eq(community));
        }
        query.count().get_result(conn).await
    })
}
