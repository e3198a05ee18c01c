//! Cases: what was reported of one thing, and what those in charge do with it.

use super::reports::Name;
use crate::ids::{AccountId, CommentId, CommunityId, PostId};
use crate::latest_first;
use crate::moderation::model::{
    Case, CaseId, CaseNote, CaseOutcome, NewCase, NewCaseNote, Target, Verb,
};
use crate::q;
use crate::read_page;
use crate::store::schema::{
    accounts, actors, case_notes, comments, communities, posts, report_cases,
};
use crate::store::types::Instant;
use crate::store::{Conn, Time, Turn, Tx, Window, columns, start_of};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use diesel_async::RunQueryDsl;

/// The open case about something by or of this person.
pub async fn open_case_about(
    conn: &mut Conn,
    target: Target,
    about: AccountId,
) -> QueryResult<Option<Case>> {
    q!(conn, {
        let query = report_cases::table
            .filter(report_cases::account_id.eq(about))
            .filter(report_cases::settled_at.is_null())
            .order(report_cases::id)
            .select(columns::<Case>())
            .into_boxed();
        let query = match target {
            Target::Post(id) => query
                .filter(report_cases::post_id.eq(id))
                .filter(report_cases::comment_id.is_null()),
            Target::Comment(id) => query.filter(report_cases::comment_id.eq(id)),
            Target::Account(_) => query
                .filter(report_cases::post_id.is_null())
                .filter(report_cases::comment_id.is_null()),
        };
        query.first(conn).await.optional()
    })
}

/// Opens a case. None when there is an open one about the same already.
pub async fn insert_case(tx: &mut Tx, case: &NewCase) -> QueryResult<Option<Case>> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(report_cases::table)
            .values(case)
            .on_conflict_do_nothing()
            .returning(columns::<Case>())
            .get_result(conn)
            .await
            .optional()
    })
}

pub async fn find_case(conn: &mut Conn, id: CaseId) -> QueryResult<Option<Case>> {
    q!(conn, {
        report_cases::table
            .find(id)
            .select(columns::<Case>())
            .first(conn)
            .await
            .optional()
    })
}

/// Whose it is to look at from now on; nobody's with None. Whether it was not so already.
pub async fn update_claim(tx: &mut Tx, id: CaseId, by: Option<AccountId>) -> QueryResult<bool> {
    let conn = &mut **tx;
    let changed = q!(conn, {
        let open = report_cases::table
            .filter(report_cases::id.eq(id))
            .filter(report_cases::settled_at.is_null());
        diesel::update(open)
            .set(report_cases::claimed_by.eq(by))
            .execute(conn)
            .await?
    });
    Ok(changed == 1)
}

/// For those who run the server alone, or for the community again; nobody's in particular at first.
pub async fn update_for_server(tx: &mut Tx, id: CaseId, for_server: bool) -> QueryResult<bool> {
    let conn = &mut **tx;
    let changed = q!(conn, {
        let other = report_cases::table
            .filter(report_cases::id.eq(id))
            .filter(report_cases::settled_at.is_null())
            .filter(report_cases::for_server.ne(for_server));
        diesel::update(other)
            .set((
                report_cases::for_server.eq(for_server),
                report_cases::claimed_by.eq(None::<AccountId>),
            ))
            .execute(conn)
            .await?
    });
    Ok(changed == 1)
}

/// Settles an open case. Whether it was open.
pub async fn update_settled(
    tx: &mut Tx,
    id: CaseId,
    by: Option<AccountId>,
    outcome: CaseOutcome,
    (words, message): (&str, &str),
    now: Time,
) -> QueryResult<bool> {
    let conn = &mut **tx;
    let changed = q!(conn, {
        let open = report_cases::table
            .filter(report_cases::id.eq(id))
            .filter(report_cases::settled_at.is_null());
        diesel::update(open)
            .set((
                report_cases::settled_at.eq(Some(now)),
                report_cases::settled_by.eq(by),
                report_cases::outcome.eq(Some(outcome)),
                report_cases::words.eq(words),
                report_cases::message.eq(message),
            ))
            .execute(conn)
            .await?
    });
    Ok(changed == 1)
}

/// Takes back that a case was settled. Whether it was.
pub async fn update_reopened(tx: &mut Tx, id: CaseId) -> QueryResult<bool> {
    let conn = &mut **tx;
    let changed = q!(conn, {
        let settled = report_cases::table
            .filter(report_cases::id.eq(id))
            .filter(report_cases::settled_at.is_not_null());
        diesel::update(settled)
            .set((
                report_cases::settled_at.eq(None::<Time>),
                report_cases::settled_by.eq(None::<AccountId>),
                report_cases::outcome.eq(None::<CaseOutcome>),
            ))
            .execute(conn)
            .await?
    });
    Ok(changed == 1)
}

pub async fn insert_note(tx: &mut Tx, note: &NewCaseNote) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(case_notes::table)
            .values(note)
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Lines of a case that its page shows.
const NOTES: i64 = 200;

/// What happened in a case, the oldest first; of very much the latest.
pub async fn list_notes(conn: &mut Conn, case: CaseId) -> QueryResult<Vec<CaseNote>> {
    let mut notes: Vec<CaseNote> = q!(conn, {
        case_notes::table
            .filter(case_notes::case_id.eq(case))
            .order(case_notes::id.desc())
            .limit(NOTES)
            .select(columns::<CaseNote>())
            .load(conn)
            .await?
    });
    notes.reverse();
    Ok(notes)
}

/// Which cases are wanted.
#[derive(Debug, Clone, Copy)]
pub struct CasesOf {
    /// Those of a community that it has not passed on; with None all of the server.
    pub place: Option<CommunityId>,
    pub settled: bool,
    /// Who looks: what was reported of them is not among them.
    pub but: AccountId,
}

/// Public id, words, and whether it is removed; no words of what its author has deleted, which moderators are not
/// shown either.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub public_id: String,
    pub words: Option<String>,
    pub removed: bool,
    pub locked: bool,
}

/// A case with what somebody must see to decide.
#[derive(Debug, Clone)]
pub struct CaseRow {
    pub case: Case,
    pub community: Option<Name>,
    /// Whom it is about: the author, or the person reported.
    pub person: Option<Name>,
    /// With its title.
    pub thread: Option<Told>,
    /// With its first words.
    pub reply: Option<Told>,
}

enum Which {
    Of(CasesOf),
    One(CaseId),
    /// Those about somebody, but this one.
    About(AccountId, Option<CommunityId>, CaseId),
}

/// Latest first. The turn is by their ids.
pub async fn list_cases(
    conn: &mut Conn,
    of: CasesOf,
    turn: Turn<i64>,
    size: usize,
) -> QueryResult<Window<CaseRow>> {
    let which = Which::Of(of);
    Ok(read_page!(turn, size, |turn, limit| load_cases(
        conn, &which, turn, limit
    )))
}

pub async fn case_row(conn: &mut Conn, id: CaseId) -> QueryResult<Option<CaseRow>> {
    let found = load_cases(conn, &Which::One(id), Turn::First, 1).await?;
    Ok(found.into_iter().next())
}

/// Other cases about whom this one is about, the latest first: in its community or, with None, all.
pub async fn list_cases_beside(
    conn: &mut Conn,
    case: &Case,
    place: Option<CommunityId>,
    limit: i64,
) -> QueryResult<Vec<CaseRow>> {
    let which = Which::About(case.account_id, place, case.id);
    load_cases(conn, &which, Turn::First, limit).await
}

async fn load_cases(
    conn: &mut Conn,
    which: &Which,
    turn: Turn<i64>,
    limit: i64,
) -> QueryResult<Vec<CaseRow>> {
    let (group, whom) = diesel::alias!(actors as group_actors, actors as whom_actors);
    type Thing = (String, String, bool, bool, bool);
    type Row = (
        Case,
        Option<Name>,
        Option<Name>,
        Option<Thing>,
        Option<Thing>,
    );
    let rows: Vec<Row> = q!(conn, {
        let query = report_cases::table
            .left_join(
                communities::table.on(communities::id.nullable().eq(report_cases::community_id)),
            )
            .left_join(group.on(group.field(actors::id).eq(communities::actor_id)))
            .left_join(accounts::table.on(accounts::id.eq(report_cases::account_id)))
            .left_join(whom.on(whom.field(actors::id).eq(accounts::actor_id)))
            .left_join(posts::table.on(posts::id.nullable().eq(report_cases::post_id)))
            .left_join(comments::table.on(comments::id.nullable().eq(report_cases::comment_id)))
            .limit(limit)
            .select((
                columns::<Case>(),
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
                    posts::locked_at.is_not_null(),
                )
                    .nullable(),
                (
                    comments::public_id,
                    start_of(comments::body_text, 1, 600),
                    comments::deleted_at.is_null(),
                    comments::removed_at.is_not_null(),
                    comments::locked_at.is_not_null(),
                )
                    .nullable(),
            ))
            .into_boxed();
        let query = match which {
            Which::One(id) => query.filter(report_cases::id.eq(*id)),
            Which::About(who, place, but) => {
                let query = query
                    .filter(report_cases::account_id.eq(*who))
                    .filter(report_cases::id.ne(*but));
                match place {
                    Some(place) => query.filter(report_cases::community_id.eq(*place)),
                    None => query,
                }
            }
            Which::Of(of) => {
                let query = query.filter(report_cases::account_id.ne(of.but));
                let query = match of.place {
                    Some(place) => query
                        .filter(report_cases::community_id.eq(place))
                        .filter(report_cases::for_server.eq(false)),
                    None => query,
                };
                match of.settled {
                    true => query.filter(report_cases::settled_at.is_not_null()),
                    false => query.filter(report_cases::settled_at.is_null()),
                }
            }
        };
        latest_first!(query, turn, report_cases::id, CaseId)
            .load(conn)
            .await?
    });
    let told = |(public_id, words, there, removed, locked): Thing| Told {
        public_id,
        words: there.then_some(words),
        removed,
        locked,
    };
    Ok(rows
        .into_iter()
        .map(|(case, community, person, thread, reply)| CaseRow {
            case,
            community,
            person,
            thread: thread.map(told),
            reply: reply.map(told),
        })
        .collect())
}

/// Open cases of a community or, with None, of the server, but those about whoever asks.
pub async fn count_open_cases(
    conn: &mut Conn,
    place: Option<CommunityId>,
    but: AccountId,
) -> QueryResult<i64> {
    q!(conn, {
        let mut query = report_cases::table
            .filter(report_cases::settled_at.is_null())
            .filter(report_cases::account_id.ne(but))
            .into_boxed();
        if let Some(place) = place {
            query = query
                .filter(report_cases::community_id.eq(place))
                .filter(report_cases::for_server.eq(false));
        }
        query.count().get_result(conn).await
    })
}

/// What moderators did to somebody, or to what they wrote.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct PastAct {
    #[diesel(sql_type = Text)]
    pub verb: Verb,
    #[diesel(sql_type = Text)]
    pub reason: String,
    #[diesel(sql_type = Instant)]
    pub acted_at: Time,
    #[diesel(sql_type = Bool)]
    pub undone: bool,
    /// Whether that was since they appealed against it.
    #[diesel(sql_type = Bool)]
    pub reversed: bool,
}

/// Acts that are looked through for those against one person, so that a long log is not read whole.
const LOOKED_THROUGH: i64 = 2000;

/// The latest acts against somebody in a community or, with None, anywhere here.
pub async fn list_acts_against(
    conn: &mut Conn,
    who: AccountId,
    place: Option<CommunityId>,
    limit: i64,
) -> QueryResult<Vec<PastAct>> {
    let place = place.map_or("1 = 1".to_owned(), |id| format!("community_id = {id}"));
    let query = format!(
        "SELECT a.verb AS verb, a.reason AS reason, a.acted_at AS acted_at,
                a.undone_at IS NOT NULL AS undone,
                EXISTS (SELECT 1 FROM appeals w
                        WHERE w.action_id = a.id AND w.outcome = 'reversed') AS reversed
         FROM (SELECT * FROM moderation_actions WHERE {place} AND accepted
               ORDER BY id DESC LIMIT {LOOKED_THROUGH}) a
         LEFT JOIN posts p ON p.id = a.post_id LEFT JOIN comments c ON c.id = a.comment_id
         WHERE a.verb IN ('remove', 'lock', 'ban', 'mute', 'warn')
           AND (a.account_id = $1 OR p.author_id = $1 OR c.author_id = $1)
         ORDER BY a.id DESC LIMIT {limit}"
    );
    q!(conn, {
        diesel::sql_query(query)
            .bind::<BigInt, _>(who)
            .load(conn)
            .await
    })
}

/// The beginning of a reply near something: its public id, its words, by whom and when.
pub type Nearby = (String, String, Name, Time);

/// The first replies to a thread or, with `parent`, to a reply in it, that are shown to everybody who reads there.
pub async fn list_nearby(
    conn: &mut Conn,
    post: PostId,
    parent: Option<CommentId>,
    limit: i64,
) -> QueryResult<Vec<Nearby>> {
    q!(conn, {
        let query = comments::table
            .inner_join(accounts::table.inner_join(actors::table))
            .filter(comments::post_id.eq(post))
            .filter(comments::deleted_at.is_null())
            .filter(comments::removed_at.is_null())
            .filter(comments::held_at.is_null())
            .order(comments::path)
            .limit(limit)
            .select((
                comments::public_id,
                start_of(comments::body_text, 1, 300),
                (actors::name, actors::host, actors::local),
                comments::published_at,
            ))
            .into_boxed();
        let query = match parent {
            Some(parent) => query.filter(comments::parent_id.eq(parent)),
            None => query.filter(comments::parent_id.is_null()),
        };
        query.load(conn).await
    })
}
