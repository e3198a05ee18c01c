//! Conversations between a person and those who look after a community.

use crate::ids::{AccountId, CommunityId};
use crate::latest_first;
use crate::q;
use crate::read_page;
use crate::store::schema::{team_lines, team_talks};
use crate::store::{Conn, Time, Turn, Tx, Window, columns};
use crate::team::model::{Line, LineId, NewLine, NewTalk, Talk, TalkId};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// What somebody talks about with a team; nobody else writes in it until the commit. It begins with the first that
/// is said.
pub async fn lock_talk_of(
    tx: &mut Tx,
    community: CommunityId,
    account: AccountId,
    now: Time,
) -> QueryResult<Talk> {
    let new = NewTalk {
        community_id: community,
        account_id: account,
        opened_at: now,
        latest_id: LineId(0),
        waits: false,
    };
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(team_talks::table)
            .values(&new)
            .on_conflict_do_nothing()
            .execute(conn)
            .await?
    });
    let conn = &mut **tx;
    q!(conn,
    sqlite: {
        team_talks::table
            .filter(team_talks::community_id.eq(community))
            .filter(team_talks::account_id.eq(account))
            .select(columns::<Talk>()).first(conn).await
    },
    pg: {
        team_talks::table
            .filter(team_talks::community_id.eq(community))
            .filter(team_talks::account_id.eq(account))
            .select(columns::<Talk>()).for_update().first(conn).await
    })
}

/// Says something in a conversation, which is open by that. `waits`: the team has to answer.
pub async fn add_line(tx: &mut Tx, line: &NewLine, waits: bool) -> QueryResult<Line> {
    let conn = &mut **tx;
    let said: Line = q!(conn, {
        diesel::insert_into(team_lines::table)
            .values(line)
            .returning(columns::<Line>())
            .get_result(conn)
            .await?
    });
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(team_talks::table.filter(team_talks::id.eq(line.talk_id)))
            .set((
                team_talks::latest_id.eq(said.id),
                team_talks::waits.eq(waits),
                team_talks::closed_at.eq(None::<Time>),
            ))
            .execute(conn)
            .await?
    });
    Ok(said)
}

pub async fn talk_by_id(conn: &mut Conn, id: TalkId) -> QueryResult<Option<Talk>> {
    q!(conn, {
        team_talks::table
            .filter(team_talks::id.eq(id))
            .select(columns::<Talk>())
            .first(conn)
            .await
            .optional()
    })
}

pub async fn talk_of(
    conn: &mut Conn,
    community: CommunityId,
    account: AccountId,
) -> QueryResult<Option<Talk>> {
    q!(conn, {
        team_talks::table
            .filter(team_talks::community_id.eq(community))
            .filter(team_talks::account_id.eq(account))
            .select(columns::<Talk>())
            .first(conn)
            .await
            .optional()
    })
}

/// The conversation with somebody in which this message of ours was.
pub async fn talk_by_message(
    conn: &mut Conn,
    account: AccountId,
    message: &str,
) -> QueryResult<Option<Talk>> {
    let talk: Option<TalkId> = q!(conn, {
        team_lines::table
            .filter(team_lines::message_id.eq(message))
            .filter(team_lines::from_team.eq(true))
            .select(team_lines::talk_id)
            .first(conn)
            .await
            .optional()?
    });
    let Some(id) = talk else { return Ok(None) };
    let talk = talk_by_id(conn, id).await?;
    Ok(talk.filter(|talk| talk.account_id == account))
}

/// The open or the closed conversations of a community but for one's own, those first in which something was said
/// last. The turn is by the ids of their latest lines.
pub async fn list_talks(
    conn: &mut Conn,
    (community, but): (CommunityId, AccountId),
    closed: bool,
    turn: Turn<i64>,
    size: usize,
) -> QueryResult<Window<Talk>> {
    let place = (community, but);
    Ok(read_page!(turn, size, |turn, limit| load_talks(
        conn, place, closed, turn, limit
    )))
}

async fn load_talks(
    conn: &mut Conn,
    (community, but): (CommunityId, AccountId),
    closed: bool,
    turn: Turn<i64>,
    limit: i64,
) -> QueryResult<Vec<Talk>> {
    q!(conn, {
        let query = team_talks::table
            .filter(team_talks::community_id.eq(community))
            .filter(team_talks::account_id.ne(but))
            .limit(limit)
            .select(columns::<Talk>())
            .into_boxed();
        let query = match closed {
            true => query.filter(team_talks::closed_at.is_not_null()),
            false => query.filter(team_talks::closed_at.is_null()),
        };
        latest_first!(query, turn, team_talks::latest_id, LineId)
            .load(conn)
            .await
    })
}

/// Who of the team looks at it; nobody with None.
pub async fn update_assigned(tx: &mut Tx, id: TalkId, to: Option<AccountId>) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(team_talks::table.filter(team_talks::id.eq(id)))
            .set(team_talks::assigned_to.eq(to))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Closes it, or opens it again with None.
pub async fn update_closed(tx: &mut Tx, id: TalkId, at: Option<Time>) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(team_talks::table.filter(team_talks::id.eq(id)))
            .set((team_talks::closed_at.eq(at), team_talks::waits.eq(false)))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// What was said in a conversation, the latest first. The turn is by the ids.
pub async fn list_lines(
    conn: &mut Conn,
    talk: TalkId,
    turn: Turn<i64>,
    size: usize,
) -> QueryResult<Window<Line>> {
    Ok(read_page!(turn, size, |turn, limit| load_lines(
        conn, talk, turn, limit
    )))
}

async fn load_lines(
    conn: &mut Conn,
    talk: TalkId,
    turn: Turn<i64>,
    limit: i64,
) -> QueryResult<Vec<Line>> {
    q!(conn, {
        let query = team_lines::table
            .filter(team_lines::talk_id.eq(talk))
            .limit(limit)
            .select(columns::<Line>())
            .into_boxed();
        latest_first!(query, turn, team_lines::id, LineId)
            .load(conn)
            .await
    })
}

/// These lines, in no particular order.
pub async fn list_these_lines(conn: &mut Conn, ids: &[LineId]) -> QueryResult<Vec<Line>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    q!(conn, {
        team_lines::table
            .filter(team_lines::id.eq_any(ids))
            .select(columns::<Line>())
            .load(conn)
            .await
    })
}

pub async fn find_line(conn: &mut Conn, id: LineId) -> QueryResult<Option<Line>> {
    q!(conn, {
        team_lines::table
            .filter(team_lines::id.eq(id))
            .select(columns::<Line>())
            .first(conn)
            .await
            .optional()
    })
}

/// As which message of ours a line went to another server.
pub async fn update_message_id(tx: &mut Tx, id: LineId, message: &str) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(team_lines::table.filter(team_lines::id.eq(id)))
            .set(team_lines::message_id.eq(Some(message)))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// What somebody said to teams as themselves, who deleted their account.
pub async fn erase_lines(tx: &mut Tx, account: AccountId, limit: i64) -> QueryResult<usize> {
    let conn = &mut **tx;
    q!(conn, {
        let found: Vec<LineId> = team_lines::table
            .filter(team_lines::by_id.eq(account))
            .filter(team_lines::from_team.eq(false))
            .filter(team_lines::body.ne(""))
            .limit(limit)
            .select(team_lines::id)
            .load(conn)
            .await?;
        diesel::update(team_lines::table.filter(team_lines::id.eq_any(found)))
            .set(team_lines::body.eq(""))
            .execute(conn)
            .await
    })
}
