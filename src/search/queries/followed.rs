//! Who follows which search, and how far it has been looked through.

use crate::ids::AccountId;
use crate::q;
use crate::search::model::{FollowedRow, FollowedSearch, Listed, NewFollowed};
use crate::store::schema::followed_searches;
use crate::store::{Conn, Time, Tx, delete_some};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// How many searches somebody follows besides this one.
pub async fn count_followed(
    conn: &mut Conn,
    account: AccountId,
    listed: Listed,
    typed: &str,
) -> QueryResult<usize> {
    let rows: Vec<(Listed, String)> = q!(conn, {
        followed_searches::table
            .filter(followed_searches::account_id.eq(account))
            .select((followed_searches::kind, followed_searches::typed))
            .load(conn)
            .await?
    });
    let others = rows
        .iter()
        .filter(|(kind, text)| (*kind, text.as_str()) != (listed, typed));
    Ok(others.count())
}

/// One that is followed already stays as it is.
pub async fn insert_followed(tx: &mut Tx, new: NewFollowed<'_>) -> QueryResult<()> {
    let row = (
        followed_searches::account_id.eq(new.account),
        followed_searches::kind.eq(new.listed),
        followed_searches::typed.eq(new.typed),
        followed_searches::seen_id.eq(new.newest),
        followed_searches::seen_at.eq(new.now),
        followed_searches::upto_id.eq(new.newest),
        followed_searches::upto_at.eq(new.now),
        followed_searches::next_at.eq(new.next_at),
        followed_searches::created_at.eq(new.now),
    );
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(followed_searches::table)
            .values(row)
            .on_conflict_do_nothing()
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Whether there was such a row of theirs.
pub async fn delete_followed(tx: &mut Tx, account: AccountId, id: i64) -> QueryResult<bool> {
    let conn = &mut **tx;
    let gone = q!(conn, {
        diesel::delete(
            followed_searches::table
                .filter(followed_searches::id.eq(id))
                .filter(followed_searches::account_id.eq(account)),
        )
        .execute(conn)
        .await?
    });
    Ok(gone > 0)
}

/// All that somebody follows, the latest first. There are few of them.
pub async fn list_followed(conn: &mut Conn, account: AccountId) -> QueryResult<Vec<FollowedRow>> {
    let rows: Vec<(i64, Listed, String, Time)> = q!(conn, {
        followed_searches::table
            .filter(followed_searches::account_id.eq(account))
            .order(followed_searches::id.desc())
            .select((
                followed_searches::id,
                followed_searches::kind,
                followed_searches::typed,
                followed_searches::created_at,
            ))
            .load(conn)
            .await?
    });
    let row = |(id, listed, typed, created_at)| FollowedRow {
        id,
        listed,
        typed,
        created_at,
    };
    Ok(rows.into_iter().map(row).collect())
}

/// The number of this search, if somebody follows it.
pub async fn followed_as(
    conn: &mut Conn,
    account: AccountId,
    listed: Listed,
    typed: &str,
) -> QueryResult<Option<i64>> {
    q!(conn, {
        followed_searches::table
            .filter(followed_searches::account_id.eq(account))
            .filter(followed_searches::kind.eq(listed))
            .filter(followed_searches::typed.eq(typed))
            .select(followed_searches::id)
            .first(conn)
            .await
            .optional()
    })
}

/// Those whose turn it is, the longest waiting first.
pub async fn list_due_searches(
    conn: &mut Conn,
    now: Time,
    limit: i64,
) -> QueryResult<Vec<FollowedSearch>> {
    type Row = (i64, AccountId, Listed, String, i64, Time, i64);
    let rows: Vec<Row> = q!(conn, {
        followed_searches::table
            .filter(followed_searches::next_at.le(now))
            .order((followed_searches::next_at, followed_searches::id))
            .limit(limit)
            .select((
                followed_searches::id,
                followed_searches::account_id,
                followed_searches::kind,
                followed_searches::typed,
                followed_searches::seen_id,
                followed_searches::seen_at,
                followed_searches::upto_id,
            ))
            .load(conn)
            .await?
    });
    let search = |(id, account, listed, typed, seen_id, seen_at, upto_id): Row| FollowedSearch {
        id,
        account,
        listed,
        typed,
        seen_id,
        seen_at,
        upto_id,
    };
    Ok(rows.into_iter().map(search).collect())
}

/// What was looked through has been; the next look goes up to `upto`. False where somebody else has written
/// that meanwhile, or nobody follows it any more.
pub async fn update_looked(
    tx: &mut Tx,
    search: &FollowedSearch,
    upto: i64,
    now: Time,
    next_at: Time,
) -> QueryResult<bool> {
    let conn = &mut **tx;
    let ours = q!(conn, {
        diesel::update(
            followed_searches::table
                .filter(followed_searches::id.eq(search.id))
                .filter(followed_searches::seen_id.eq(search.seen_id))
                .filter(followed_searches::upto_id.eq(search.upto_id))
                .filter(followed_searches::next_at.le(now)),
        )
        .set((
            followed_searches::seen_id.eq(search.upto_id),
            followed_searches::seen_at.eq(followed_searches::upto_at),
            followed_searches::upto_id.eq(upto),
            followed_searches::upto_at.eq(now),
            followed_searches::next_at.eq(next_at),
        ))
        .execute(conn)
        .await?
    });
    Ok(ours > 0)
}

/// Forgets what somebody who is gone followed, so many at most; says how many there were.
pub async fn delete_followed_of(tx: &mut Tx, account: AccountId, limit: i64) -> QueryResult<usize> {
    let tables = [("followed_searches", "id")];
    delete_some(tx, ("account_id", account.0), &tables, limit).await
}
