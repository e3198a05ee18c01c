//! Figures and lists that only administrators see.

use crate::accounts::model::{Person, ServerRole};
use crate::ids::{AccountId, PeerId};
use crate::q;
use crate::store::schema::{
    accounts, actors, comments, communities, deliveries, follows, logins, peers, posts,
    received_activities,
};
use crate::store::types::Instant;
use crate::store::{Conn, Time};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;

/// How much there is.
#[derive(Debug, Clone, Copy)]
pub struct Counts {
    pub accounts: i64,
    pub communities: i64,
    pub posts: i64,
    pub comments: i64,
    pub peers: i64,
    /// Servers that could not be reached lately.
    pub failing_peers: i64,
    /// Received and not yet applied.
    pub received: i64,
    pub deliveries: i64,
}

pub async fn count_all(conn: &mut Conn) -> QueryResult<Counts> {
    q!(conn, {
        Ok(Counts {
            accounts: logins::table.count().get_result(conn).await?,
            communities: communities::table
                .inner_join(actors::table)
                .filter(actors::local.eq(true))
                .count()
                .get_result(conn)
                .await?,
            posts: posts::table.count().get_result(conn).await?,
            comments: comments::table.count().get_result(conn).await?,
            peers: peers::table.count().get_result(conn).await?,
            failing_peers: peers::table
                .filter(peers::failing_since.is_not_null())
                .count()
                .get_result(conn)
                .await?,
            received: received_activities::table
                .filter(received_activities::state.eq("new"))
                .count()
                .get_result(conn)
                .await?,
            deliveries: deliveries::table
                .filter(diesel::dsl::sql::<diesel::sql_types::Bool>("state = 'due'"))
                .count()
                .get_result(conn)
                .await?,
        })
    })
}

/// Accounts that sign in here, latest first; `before` is the id of the last one shown.
pub async fn list_accounts(
    conn: &mut Conn,
    before: Option<AccountId>,
    limit: i64,
) -> QueryResult<Vec<(Person, ServerRole, Option<String>)>> {
    q!(conn, {
        accounts::table
            .inner_join(actors::table)
            .inner_join(logins::table)
            .filter(accounts::id.lt(before.unwrap_or(AccountId(i64::MAX))))
            .order(accounts::id.desc())
            .limit(limit)
            .select((Person::as_select(), logins::role, logins::email.nullable()))
            .load(conn)
            .await
    })
}

/// What waits for one server.
#[derive(Debug, Clone, QueryableByName)]
pub struct Waiting {
    #[diesel(sql_type = Text)]
    pub host: String,
    #[diesel(sql_type = BigInt)]
    pub due: i64,
    #[diesel(sql_type = Instant)]
    pub oldest: Time,
}

/// Servers with most deliveries waiting first.
pub async fn list_waiting(conn: &mut Conn, limit: i64) -> QueryResult<Vec<Waiting>> {
    q!(conn, {
        diesel::sql_query(
            "SELECT p.host AS host, COUNT(*) AS due, MIN(d.created_at) AS oldest
             FROM deliveries d JOIN peers p ON p.id = d.peer_id
             WHERE d.state = 'due' GROUP BY p.host ORDER BY due DESC, host LIMIT $1",
        )
        .bind::<BigInt, _>(limit)
        .load(conn)
        .await
    })
}

/// What blocking a server would cut.
#[derive(Debug, Clone, Copy)]
pub struct Ties {
    /// People there who follow somebody or something here.
    pub followers: i64,
    /// People here who follow somebody or something there.
    pub followed: i64,
    pub waiting: i64,
    pub communities: i64,
}

pub async fn ties_with(conn: &mut Conn, id: PeerId, host: &str) -> QueryResult<Ties> {
    let (theirs, ours) = diesel::alias!(actors as their_actors, actors as our_actors);
    let between = || {
        follows::table
            .inner_join(theirs.on(theirs.field(actors::id).eq(follows::follower_id)))
            .inner_join(ours.on(ours.field(actors::id).eq(follows::target_id)))
            .filter(follows::state.eq("accepted"))
    };
    q!(conn, {
        Ok(Ties {
            followers: between()
                .filter(theirs.field(actors::host).eq(host))
                .filter(ours.field(actors::local).eq(true))
                .count()
                .get_result(conn)
                .await?,
            followed: between()
                .filter(ours.field(actors::host).eq(host))
                .filter(theirs.field(actors::local).eq(true))
                .count()
                .get_result(conn)
                .await?,
            waiting: deliveries::table
                .filter(diesel::dsl::sql::<diesel::sql_types::Bool>("state = 'due'"))
                .filter(deliveries::peer_id.eq(id))
                .count()
                .get_result(conn)
                .await?,
            communities: communities::table
                .inner_join(actors::table)
                .filter(actors::host.eq(host))
                .count()
                .get_result(conn)
                .await?,
        })
    })
}
