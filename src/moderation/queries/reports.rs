//! Reports: what somebody, or a rule, asked those in charge to look at.

use crate::ids::{AccountId, ActorId, CommunityId};
use crate::moderation::model::{CaseId, NewReport, Report, ReportId, ReportSource, Target};
use crate::q;
use crate::store::schema::{accounts, actors, report_cases, reports};
use crate::store::{Conn, Time, Tx, columns};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
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

/// Puts a report with the others of its case.
pub async fn update_case(tx: &mut Tx, report: ReportId, case: CaseId) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(reports::table.find(report))
            .set(reports::case_id.eq(Some(case)))
            .execute(conn)
            .await?;
        diesel::update(report_cases::table.find(case))
            .set(report_cases::report_count.eq(report_cases::report_count + 1))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// The report with the id that it has among servers.
pub async fn report_by_ap_id(conn: &mut Conn, ap_id: &str) -> QueryResult<Option<Report>> {
    q!(conn, {
        reports::table
            .filter(reports::ap_id.eq(ap_id))
            .select(columns::<Report>())
            .first(conn)
            .await
            .optional()
    })
}

/// The open report by somebody about something, in these words or, with None, in any. Without a reporter it is
/// that of an automatic rule.
pub async fn open_report_of(
    conn: &mut Conn,
    reporter: Option<ActorId>,
    target: Target,
    words: Option<&str>,
) -> QueryResult<Option<Report>> {
    q!(conn, {
        let mut query = reports::table
            .filter(reports::resolved_at.is_null())
            .order(reports::id.desc())
            .select(columns::<Report>())
            .into_boxed();
        query = match reporter {
            Some(reporter) => query.filter(reports::reporter_actor_id.eq(reporter)),
            None => query.filter(reports::source.eq(ReportSource::Rule)),
        };
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

/// What was decided about a case was decided about each of its reports; with None they are open again.
pub async fn update_resolved(
    tx: &mut Tx,
    case: CaseId,
    decided: Option<(Time, Option<AccountId>, &str)>,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(reports::table.filter(reports::case_id.eq(case)))
            .set((
                reports::resolved_at.eq(decided.map(|(at, _, _)| at)),
                reports::resolved_by.eq(decided.and_then(|(_, by, _)| by)),
                reports::resolution.eq(decided.map(|(_, _, words)| words)),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Name, host, whether it is ours.
pub type Name = (String, String, bool);

/// A report, and by whom it is.
pub type Reporting = (Report, Option<Name>);

/// The latest reports of these cases, so many in all.
pub async fn list_reports_in(
    conn: &mut Conn,
    cases: &[CaseId],
    limit: i64,
) -> QueryResult<Vec<Reporting>> {
    q!(conn, {
        reports::table
            .left_join(actors::table.on(actors::id.nullable().eq(reports::reporter_actor_id)))
            .filter(reports::case_id.eq_any(cases))
            .order(reports::id.desc())
            .limit(limit)
            .select((
                columns::<Report>(),
                (actors::name, actors::host, actors::local).nullable(),
            ))
            .load(conn)
            .await
    })
}

/// A report and who made it, as those are found who are to hear what came of it.
#[derive(Debug, Clone)]
pub struct Reporter {
    pub report: Report,
    /// Their id among servers.
    pub ap_id: String,
    pub local: bool,
    /// None: no person, but the actor of a whole server.
    pub account: Option<AccountId>,
}

/// Those who made the reports of a case, the latest first, so many at most.
pub async fn list_reporters(
    conn: &mut Conn,
    case: CaseId,
    limit: i64,
) -> QueryResult<Vec<Reporter>> {
    let rows: Vec<(Report, (String, bool), Option<AccountId>)> = q!(conn, {
        reports::table
            .inner_join(actors::table.on(actors::id.nullable().eq(reports::reporter_actor_id)))
            .left_join(accounts::table.on(accounts::actor_id.eq(actors::id)))
            .filter(reports::case_id.eq(case))
            .order(reports::id.desc())
            .limit(limit)
            .select((
                columns::<Report>(),
                (actors::ap_id, actors::local),
                accounts::id.nullable(),
            ))
            .load(conn)
            .await?
    });
    let reporter = |(report, (ap_id, local), account)| Reporter {
        report,
        ap_id,
        local,
        account,
    };
    Ok(rows.into_iter().map(reporter).collect())
}

/// Reports of a case whose notices are settled together.
const TOGETHER: i64 = 500;

/// The latest reports of a case, by their numbers.
pub async fn list_ids_in(conn: &mut Conn, case: CaseId) -> QueryResult<Vec<ReportId>> {
    q!(conn, {
        reports::table
            .filter(reports::case_id.eq(case))
            .order(reports::id)
            .limit(TOGETHER)
            .select(reports::id)
            .load(conn)
            .await
    })
}

/// How many reports somebody made, and after how many of them something was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, QueryableByName)]
pub struct Record {
    #[diesel(sql_type = BigInt)]
    pub by_id: ActorId,
    #[diesel(sql_type = BigInt)]
    pub made: i64,
    #[diesel(sql_type = BigInt)]
    pub heeded: i64,
}

/// What came of what these have reported, in one community or, with None, anywhere here.
pub async fn list_records(
    conn: &mut Conn,
    reporters: &[ActorId],
    place: Option<CommunityId>,
) -> QueryResult<Vec<Record>> {
    if reporters.is_empty() {
        return Ok(Vec::new());
    }
    let reporters: Vec<String> = reporters.iter().map(ActorId::to_string).collect();
    let place = place.map_or("1 = 1".to_owned(), |id| format!("r.community_id = {id}"));
    let query = format!(
        "SELECT r.reporter_actor_id AS by_id, COUNT(*) AS made,
                COUNT(CASE WHEN c.outcome = 'acted' THEN 1 END) AS heeded
         FROM reports r LEFT JOIN report_cases c ON c.id = r.case_id
         WHERE r.reporter_actor_id IN ({}) AND {place}
         GROUP BY r.reporter_actor_id",
        reporters.join(", ")
    );
    q!(conn, { diesel::sql_query(query).load(conn).await })
}
