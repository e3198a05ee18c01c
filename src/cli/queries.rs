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

/// What a host has to do with this server, for whoever thinks of blocking it.
#[derive(Debug, Default, PartialEq, Eq, QueryableByName)]
pub struct Ties {
    /// People there who follow communities and people here.
    #[diesel(sql_type = BigInt)]
    pub followers: i64,
    /// People here who follow communities and people there.
    #[diesel(sql_type = BigInt)]
    pub follows: i64,
    /// Threads that are kept there or were written there.
    #[diesel(sql_type = BigInt)]
    pub threads: i64,
    /// Replies written there.
    #[diesel(sql_type = BigInt)]
    pub replies: i64,
    /// What waits to be delivered there.
    #[diesel(sql_type = BigInt)]
    pub deliveries: i64,
}

/// `name` is a host without port; those below it and all ports count with it, as a block does.
pub async fn ties_of_host(conn: &mut Conn, name: &str) -> QueryResult<Ties> {
    q!(conn, {
        diesel::sql_query(
            "WITH there AS (SELECT id FROM actors WHERE NOT local \
               AND (host = $1 OR host LIKE $1 || ':%' OR host LIKE '%.' || $1 OR host LIKE '%.' || $1 || ':%')) \
             SELECT (SELECT count(*) FROM follows WHERE state = 'accepted' AND follower_id IN (SELECT id FROM there)) AS followers, \
               (SELECT count(*) FROM follows WHERE state = 'accepted' AND target_id IN (SELECT id FROM there)) AS follows, \
               (SELECT count(*) FROM posts JOIN accounts ON accounts.id = author_id \
                  JOIN communities ON communities.id = community_id \
                  WHERE accounts.actor_id IN (SELECT id FROM there) OR communities.actor_id IN (SELECT id FROM there)) AS threads, \
               (SELECT count(*) FROM comments JOIN accounts ON accounts.id = author_id \
                  WHERE accounts.actor_id IN (SELECT id FROM there)) AS replies, \
               (SELECT count(*) FROM deliveries JOIN peers ON peers.id = peer_id WHERE state = 'due' \
                  AND (host = $1 OR host LIKE $1 || ':%' OR host LIKE '%.' || $1 OR host LIKE '%.' || $1 || ':%')) AS deliveries",
        )
        .bind::<Text, _>(name)
        .get_result(conn)
        .await
    })
}
