//! What administrators took away for good: that it was here, whose word that was and why, and never what
//! it said. What is among this comes back by nobody's word.

use crate::ids::AccountId;
use crate::q;
use crate::store::schema::purges;
use crate::store::{Conn, Time, Tx, columns};
use crate::text_enum;
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

text_enum! {
    pub enum PurgedKind {
        Thread = "thread",
        Reply = "reply",
        Person = "person",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = purges)]
pub struct NewPurge {
    pub ap_id: String,
    pub kind: PurgedKind,
    pub host: String,
    /// None: by a command.
    pub purged_by: Option<AccountId>,
    pub reason: String,
    pub purged_at: Time,
}

/// The record of one that is gone.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = purges)]
pub struct Purge {
    pub id: i64,
    pub ap_id: String,
    pub kind: PurgedKind,
    pub reason: String,
    pub purged_at: Time,
}

/// Keeps the record. What is purged again keeps the first.
pub async fn insert_purge(tx: &mut Tx, purge: &NewPurge) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(purges::table)
            .values(purge)
            .on_conflict_do_nothing()
            .execute(conn)
            .await
    })?;
    Ok(())
}

pub async fn is_purged(conn: &mut Conn, ap_id: &str) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(purges::table.filter(purges::ap_id.eq(ap_id))))
            .get_result(conn)
            .await
    })
}

/// The records, the last first, before this number.
pub async fn list_purges(
    conn: &mut Conn,
    before: Option<i64>,
    limit: i64,
) -> QueryResult<Vec<Purge>> {
    q!(conn, {
        purges::table
            .filter(purges::id.lt(before.unwrap_or(i64::MAX)))
            .order(purges::id.desc())
            .limit(limit)
            .select(columns::<Purge>())
            .load(conn)
            .await
    })
}
