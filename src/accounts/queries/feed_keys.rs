//! The keys with which programs read feeds as somebody: one for each account, kept as its hash.

use crate::ids::AccountId;
use crate::q;
use crate::store::schema::feed_keys;
use crate::store::{Conn, Time, Tx};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// In place of the one that was there.
pub async fn save_feed_key(
    tx: &mut Tx,
    account: AccountId,
    hash: &[u8],
    now: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(feed_keys::table)
            .values((
                feed_keys::account_id.eq(account),
                feed_keys::token_hash.eq(hash),
                feed_keys::created_at.eq(now),
            ))
            .on_conflict(feed_keys::account_id)
            .do_update()
            .set((
                feed_keys::token_hash.eq(hash),
                feed_keys::created_at.eq(now),
            ))
            .execute(conn)
            .await?;
    });
    Ok(())
}

pub async fn delete_feed_key(tx: &mut Tx, account: AccountId) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(feed_keys::table.filter(feed_keys::account_id.eq(account)))
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// Since when somebody has one.
pub async fn feed_key_since(conn: &mut Conn, account: AccountId) -> QueryResult<Option<Time>> {
    q!(conn, {
        feed_keys::table
            .filter(feed_keys::account_id.eq(account))
            .select(feed_keys::created_at)
            .first(conn)
            .await
            .optional()
    })
}

/// Whose key this is.
pub async fn owner_of_feed_key(conn: &mut Conn, hash: &[u8]) -> QueryResult<Option<AccountId>> {
    q!(conn, {
        feed_keys::table
            .filter(feed_keys::token_hash.eq(hash))
            .select(feed_keys::account_id)
            .first(conn)
            .await
            .optional()
    })
}
