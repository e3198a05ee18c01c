//! What only commands ask the database.

use crate::q;
use crate::store::types::Instant;
use crate::store::{Conn, Time};
use diesel::QueryableByName;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel_async::RunQueryDsl;

#[derive(Debug, QueryableByName)]
pub struct AccountLine {
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = Nullable<Text>)]
    pub role: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub email: Option<String>,
    #[diesel(sql_type = Nullable<Instant>)]
    pub suspended_at: Option<Time>,
    #[diesel(sql_type = Nullable<Instant>)]
    pub deleted_at: Option<Time>,
}

/// Accounts of this server by name, after this one. The server's own have no role.
pub async fn list_accounts(
    conn: &mut Conn,
    after: &str,
    limit: i64,
) -> QueryResult<Vec<AccountLine>> {
    q!(conn, {
        diesel::sql_query(
            "SELECT actors.name, logins.role, logins.email, accounts.suspended_at, accounts.deleted_at \
             FROM actors JOIN accounts ON accounts.actor_id = actors.id \
             LEFT JOIN logins ON logins.account_id = accounts.id \
             WHERE actors.local AND actors.name > $1 ORDER BY actors.name LIMIT $2",
        )
        .bind::<Text, _>(after)
        .bind::<BigInt, _>(limit)
        .load(conn)
        .await
    })
}
