//! Ids of things that were deleted, so that a Create arriving later finds that it is too late.

use crate::q;
use crate::store::schema::tombstones;
use crate::store::{Conn, Time, Tx};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = tombstones)]
pub struct Tombstone {
    pub ap_id: String,
    pub origin_host: String,
    pub deleted_by: String,
    /// `Article`, `Note`, …, where it was known.
    pub kind: Option<String>,
    /// Kept for good when we had the object; else as long as peers may repeat themselves.
    pub had_object: bool,
    pub deleted_at: Time,
}

pub async fn tombstone_by_ap_id(conn: &mut Conn, ap_id: &str) -> QueryResult<Option<Tombstone>> {
    q!(conn, {
        tombstones::table
            .find(ap_id)
            .select(Tombstone::as_select())
            .first(conn)
            .await
            .optional()
    })
}

/// The first burial stands.
pub async fn insert_tombstone(tx: &mut Tx, tombstone: &Tombstone) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(tombstones::table)
            .values(tombstone)
            .on_conflict_do_nothing()
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Its author put it back.
pub async fn delete_tombstone(tx: &mut Tx, ap_id: &str) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(tombstones::table.find(ap_id))
            .execute(conn)
            .await
    })?;
    Ok(())
}
