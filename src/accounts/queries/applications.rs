//! Who asks for an account.

use crate::accounts::model::{AccountApplication, AccountApplicationId};
use crate::q;
use crate::store::schema::account_applications;
use crate::store::{Conn, Time, Tx, columns};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;

/// What somebody asks with. The password only as its hash.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = account_applications)]
pub struct NewApplication<'a> {
    pub name: &'a str,
    pub email: &'a str,
    pub password_hash: &'a str,
    pub words: &'a str,
    pub locale: &'a str,
    pub created_at: Time,
}

pub async fn insert_application(
    tx: &mut Tx,
    new: &NewApplication<'_>,
) -> QueryResult<AccountApplicationId> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(account_applications::table)
            .values(new)
            .returning(account_applications::id)
            .get_result(conn)
            .await
    })
}

pub async fn application_by_id(
    conn: &mut Conn,
    id: AccountApplicationId,
) -> QueryResult<Option<AccountApplication>> {
    q!(conn, {
        account_applications::table
            .find(id)
            .select(columns::<AccountApplication>())
            .first(conn)
            .await
            .optional()
    })
}

pub async fn is_applied_for(conn: &mut Conn, name: &str) -> QueryResult<bool> {
    q!(conn, {
        diesel::select(exists(
            account_applications::table.filter(account_applications::name.eq(name)),
        ))
        .get_result(conn)
        .await
    })
}

/// Those that wait, oldest first, after `after`.
pub async fn list_applications(
    conn: &mut Conn,
    after: AccountApplicationId,
    limit: i64,
) -> QueryResult<Vec<AccountApplication>> {
    q!(conn, {
        account_applications::table
            .filter(account_applications::id.gt(after))
            .order(account_applications::id)
            .limit(limit)
            .select(columns::<AccountApplication>())
            .load(conn)
            .await
    })
}

pub async fn count_applications(conn: &mut Conn) -> QueryResult<i64> {
    q!(conn, {
        account_applications::table.count().get_result(conn).await
    })
}

/// It is decided. Whether it still waited: of two who decide at once only one does.
pub async fn delete_application(tx: &mut Tx, id: AccountApplicationId) -> QueryResult<bool> {
    let conn = &mut **tx;
    let gone = q!(conn, {
        diesel::delete(account_applications::table.find(id))
            .execute(conn)
            .await
    })?;
    Ok(gone > 0)
}
