//! Who is signed in where.

use crate::accounts::model::{Client, Person, ServerRole, Session, SessionId};
use crate::ids::AccountId;
use crate::q;
use crate::store::schema::{accounts, actors, logins, sessions};
use crate::store::{Conn, Time, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// The session with its person and what they may do, in one query: every page asks this.
pub async fn session_by_token(
    conn: &mut Conn,
    token_hash: &[u8],
    now: Time,
) -> QueryResult<Option<(Session, Person, ServerRole)>> {
    q!(conn, {
        sessions::table
            .inner_join(accounts::table.inner_join(actors::table))
            .inner_join(logins::table.on(logins::account_id.eq(sessions::account_id)))
            .filter(sessions::token_hash.eq(token_hash))
            .filter(sessions::expires_at.gt(now))
            .select((columns::<Session>(), columns::<Person>(), logins::role))
            .first(conn)
            .await
            .optional()
    })
}

/// Newest use first.
pub async fn list_sessions(
    conn: &mut Conn,
    account: AccountId,
    now: Time,
) -> QueryResult<Vec<Session>> {
    q!(conn, {
        sessions::table
            .filter(sessions::account_id.eq(account))
            .filter(sessions::expires_at.gt(now))
            .order((sessions::last_seen_at.desc(), sessions::id.desc()))
            .limit(200)
            .select(columns::<Session>())
            .load(conn)
            .await
    })
}

pub async fn insert_session(
    tx: &mut Tx,
    account: AccountId,
    token_hash: &[u8],
    client: &Client,
    now: Time,
    expires: Time,
) -> QueryResult<SessionId> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(sessions::table)
            .values((
                sessions::token_hash.eq(token_hash),
                sessions::account_id.eq(account),
                sessions::user_agent.eq(&client.user_agent),
                sessions::address.eq(client.address.to_canonical().to_string()),
                sessions::created_at.eq(now),
                sessions::last_seen_at.eq(now),
                sessions::expires_at.eq(expires),
            ))
            .returning(sessions::id)
            .get_result(conn)
            .await
    })
}

pub async fn update_session_seen(
    tx: &mut Tx,
    id: SessionId,
    now: Time,
    expires: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(sessions::table.find(id))
            .set((
                sessions::last_seen_at.eq(now),
                sessions::expires_at.eq(expires),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Ends one session; only the account's own.
pub async fn delete_session(tx: &mut Tx, account: AccountId, id: SessionId) -> QueryResult<usize> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(sessions::table.find(id))
            .filter(sessions::account_id.eq(account))
            .execute(conn)
            .await
    })
}

/// Ends all sessions of the account but `keep`.
pub async fn delete_sessions(
    tx: &mut Tx,
    account: AccountId,
    keep: Option<SessionId>,
) -> QueryResult<usize> {
    let keep = keep.unwrap_or(SessionId(0));
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(sessions::table)
            .filter(sessions::account_id.eq(account))
            .filter(sessions::id.ne(keep))
            .execute(conn)
            .await
    })
}
