//! What those who look after the server did with accounts.

use crate::accounts::model::{OfficeAct, OfficeDeed};
use crate::ids::AccountId;
use crate::q;
use crate::store::schema::{accounts, office_acts};
use crate::store::{Conn, Time, Tx, columns};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// `by` is none where a command did it.
pub async fn insert_office_act(
    tx: &mut Tx,
    by: Option<AccountId>,
    deed: OfficeDeed,
    subject: Option<AccountId>,
    words: &str,
    now: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(office_acts::table)
            .values((
                office_acts::by_id.eq(by),
                office_acts::deed.eq(deed),
                office_acts::subject_id.eq(subject),
                office_acts::words.eq(words),
                office_acts::created_at.eq(now),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Latest first.
pub async fn list_office_acts(
    conn: &mut Conn,
    before: i64,
    limit: i64,
) -> QueryResult<Vec<OfficeAct>> {
    q!(conn, {
        office_acts::table
            .filter(office_acts::id.lt(before))
            .order(office_acts::id.desc())
            .limit(limit)
            .select(columns::<OfficeAct>())
            .load(conn)
            .await
    })
}

pub async fn update_silenced(tx: &mut Tx, id: AccountId, at: Option<Time>) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(accounts::table.find(id))
            .set(accounts::silenced_at.eq(at))
            .execute(conn)
            .await
    })?;
    Ok(())
}
