//! What became of things that are not here: who deleted them, and whether that was undone, so that
//! a Create arriving later finds it. What is here keeps its fate in its own row.

use crate::q;
use crate::store::schema::tombstones;
use crate::store::{Conn, Time, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = tombstones)]
pub struct Tombstone {
    pub ap_id: String,
    /// Whose deletion it is; it binds them and nobody else.
    pub deleted_by: String,
    pub origin_host: String,
    /// `Article`, `Note`, …, where it was known.
    pub kind: Option<String>,
    /// Kept for good when we had the object; else as long as peers may repeat themselves.
    pub had_object: bool,
    pub deleted_at: Time,
    /// They put it back then.
    pub lifted_at: Option<Time>,
}

impl Tombstone {
    /// When its last word was said, and whether that was a deletion.
    pub fn last_word(&self) -> (Time, bool) {
        match self.lifted_at {
            Some(at) => (at, false),
            None => (self.deleted_at, true),
        }
    }
}

/// What `deleted_by` said of a thing that was not here.
pub async fn find_tombstone(
    conn: &mut Conn,
    ap_id: &str,
    deleted_by: &str,
) -> QueryResult<Option<Tombstone>> {
    q!(conn, {
        tombstones::table
            .find((ap_id, deleted_by))
            .select(columns::<Tombstone>())
            .first(conn)
            .await
            .optional()
    })
}

/// Keeps the last word in the place of the one before.
pub async fn put_tombstone(tx: &mut Tx, tombstone: &Tombstone) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(tombstones::table)
            .values(tombstone)
            .on_conflict((tombstones::ap_id, tombstones::deleted_by))
            .do_update()
            .set((
                tombstones::deleted_at.eq(tombstone.deleted_at),
                tombstones::lifted_at.eq(tombstone.lifted_at),
                tombstones::had_object.eq(tombstone.had_object),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}
