//! Lists of servers that are taken in, and how far that has come.

use crate::ids::AccountId;
use crate::q;
use crate::store::schema::{actors, follows, host_lists};
use crate::store::{Conn, Time, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = host_lists)]
pub struct HostList {
    pub id: i64,
    pub content: String,
    /// Servers in it.
    pub lines: i32,
    /// Of which so many are taken in.
    pub done: i32,
    pub made_at: Time,
    pub begun_at: Option<Time>,
    pub finished_at: Option<Time>,
}

pub async fn insert_list(
    tx: &mut Tx,
    content: &str,
    lines: i32,
    by: Option<AccountId>,
    now: Time,
) -> QueryResult<i64> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(host_lists::table)
            .values((
                host_lists::content.eq(content),
                host_lists::lines.eq(lines),
                host_lists::made_by.eq(by),
                host_lists::made_at.eq(now),
            ))
            .returning(host_lists::id)
            .get_result(conn)
            .await
    })
}

/// Lists made before that are not kept any longer.
pub async fn delete_lists_before(tx: &mut Tx, before: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(host_lists::table.filter(host_lists::made_at.lt(before)))
            .execute(conn)
            .await
    })?;
    Ok(())
}

pub async fn list_by_id(conn: &mut Conn, id: i64) -> QueryResult<Option<HostList>> {
    q!(conn, {
        host_lists::table
            .find(id)
            .select(columns::<HostList>())
            .first(conn)
            .await
            .optional()
    })
}

/// It is being taken in from now on. False where it was before.
pub async fn update_begun(tx: &mut Tx, id: i64, now: Time) -> QueryResult<bool> {
    let conn = &mut **tx;
    let begun = q!(conn, {
        diesel::update(host_lists::table.find(id))
            .filter(host_lists::begun_at.is_null())
            .set(host_lists::begun_at.eq(Some(now)))
            .execute(conn)
            .await?
    });
    Ok(begun > 0)
}

pub async fn update_done(
    tx: &mut Tx,
    id: i64,
    done: i32,
    finished_at: Option<Time>,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(host_lists::table.find(id))
            .set((
                host_lists::done.eq(done),
                host_lists::finished_at.eq(finished_at),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Follows between here and actors of these very hosts.
pub async fn count_follows_with(conn: &mut Conn, hosts: &[String]) -> QueryResult<i64> {
    let (theirs, ours): (i64, i64) = q!(conn, {
        let there = || {
            actors::table
                .filter(actors::local.eq(false))
                .filter(actors::host.eq_any(hosts))
                .select(actors::id)
        };
        let theirs = follows::table
            .filter(follows::follower_id.eq_any(there()))
            .count()
            .get_result(conn)
            .await?;
        let ours = follows::table
            .filter(follows::target_id.eq_any(there()))
            .count()
            .get_result(conn)
            .await?;
        (theirs, ours)
    });
    Ok(theirs.saturating_add(ours))
}
