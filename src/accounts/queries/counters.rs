//! How much an account has written, kept by `posts` in the transaction of each change.

use crate::ids::AccountId;
use crate::q;
use crate::store::schema::accounts;
use crate::store::{Keep, Tx};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// Adds to the counts of visible threads and replies; either number may be negative.
pub async fn add_to_counters(
    tx: &mut Tx,
    id: AccountId,
    threads: i64,
    replies: i64,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(accounts::table.find(id))
            .set((
                accounts::post_count.eq(accounts::post_count + threads),
                accounts::comment_count.eq(accounts::comment_count + replies),
            ))
            .kept()
            .execute(conn)
            .await
    })?;
    Ok(())
}
