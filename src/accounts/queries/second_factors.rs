//! What somebody proves who they are with besides their password.

use crate::ids::AccountId;
use crate::q;
use crate::store::schema::{recovery_codes, second_factors};
use crate::store::{Conn, Time, Tx, columns};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// The secret of an account's app.
#[derive(Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = second_factors)]
pub struct SecondFactor {
    pub secret: Vec<u8>,
    /// The last step of which a code was taken.
    pub last_step: i64,
    pub created_at: Time,
    /// Since when codes are asked for.
    pub confirmed_at: Option<Time>,
}

pub async fn second_factor(conn: &mut Conn, id: AccountId) -> QueryResult<Option<SecondFactor>> {
    q!(conn, {
        second_factors::table
            .find(id)
            .select(columns::<SecondFactor>())
            .first(conn)
            .await
            .optional()
    })
}

/// Whether this account asks for a code.
pub async fn asks_for_code(conn: &mut Conn, id: AccountId) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(
            second_factors::table
                .find(id)
                .filter(second_factors::confirmed_at.is_not_null()),
        ))
        .get_result(conn)
        .await
    })
}

/// Those of these accounts that ask for a code.
pub async fn list_asking_for_codes(
    conn: &mut Conn,
    ids: &[AccountId],
) -> QueryResult<Vec<AccountId>> {
    q!(conn, {
        second_factors::table
            .filter(second_factors::account_id.eq_any(ids))
            .filter(second_factors::confirmed_at.is_not_null())
            .select(second_factors::account_id)
            .load(conn)
            .await
    })
}

/// A new secret, in place of one whose codes nobody has shown yet.
pub async fn save_secret(tx: &mut Tx, id: AccountId, secret: &[u8], now: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(second_factors::table)
            .values((
                second_factors::account_id.eq(id),
                second_factors::secret.eq(secret),
                second_factors::last_step.eq(0_i64),
                second_factors::created_at.eq(now),
            ))
            .on_conflict(second_factors::account_id)
            .do_update()
            .set((
                second_factors::secret.eq(secret),
                second_factors::last_step.eq(0_i64),
                second_factors::created_at.eq(now),
                second_factors::confirmed_at.eq(None::<Time>),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// The code of a step is taken. Whether it still could be: of two who have one code only one gets in.
pub async fn take_step(tx: &mut Tx, id: AccountId, step: i64) -> QueryResult<bool> {
    let conn = &mut **tx;
    let taken = q!(conn, {
        diesel::update(second_factors::table.find(id))
            .filter(second_factors::last_step.lt(step))
            .set(second_factors::last_step.eq(step))
            .execute(conn)
            .await
    })?;
    Ok(taken > 0)
}

/// From now on codes are asked for.
pub async fn confirm_secret(tx: &mut Tx, id: AccountId, now: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(second_factors::table.find(id))
            .set(second_factors::confirmed_at.eq(Some(now)))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// Nothing but the password is asked for any more.
pub async fn delete_second_factor(tx: &mut Tx, id: AccountId) -> QueryResult<()> {
    delete_recovery_codes(tx, id).await?;
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(second_factors::table.find(id))
            .execute(conn)
            .await
    })?;
    Ok(())
}

async fn delete_recovery_codes(tx: &mut Tx, id: AccountId) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::delete(recovery_codes::table.filter(recovery_codes::account_id.eq(id)))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// In place of those that there were.
pub async fn replace_recovery_codes(
    tx: &mut Tx,
    id: AccountId,
    hashes: &[Vec<u8>],
) -> QueryResult<()> {
    delete_recovery_codes(tx, id).await?;
    for hash in hashes {
        let conn = &mut **tx;
        q!(conn, {
            diesel::insert_into(recovery_codes::table)
                .values((
                    recovery_codes::account_id.eq(id),
                    recovery_codes::code_hash.eq(hash),
                ))
                .execute(conn)
                .await
        })?;
    }
    Ok(())
}

/// Uses a recovery code up. Whether it was one.
pub async fn use_recovery_code(tx: &mut Tx, id: AccountId, hash: &[u8]) -> QueryResult<bool> {
    let conn = &mut **tx;
    let used = q!(conn, {
        diesel::delete(recovery_codes::table)
            .filter(recovery_codes::account_id.eq(id))
            .filter(recovery_codes::code_hash.eq(hash))
            .execute(conn)
            .await
    })?;
    Ok(used > 0)
}

/// How many of them are left.
pub async fn count_recovery_codes(conn: &mut Conn, id: AccountId) -> QueryResult<i64> {
    q!(conn, {
        recovery_codes::table
            .filter(recovery_codes::account_id.eq(id))
            .count()
            .get_result(conn)
            .await
    })
}
