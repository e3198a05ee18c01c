//! Figures and lists that only administrators see.

use crate::accounts::model::{Person, ServerRole};
use crate::activitypub::peers::{count_peers, covered, escaped};
use crate::communities::model::Community;
use crate::communities::queries::list_in_order;
use crate::ids::{AccountId, CommunityId};
use crate::q;
use crate::store::schema::{
    accounts, actors, comments, communities, deliveries, logins, peers, posts, received_activities,
};
use crate::store::types::Instant;
use crate::store::{Conn, Time, columns};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_async::RunQueryDsl;

#[diesel::declare_sql_function]
extern "SQL" {
    fn lower(text: Text) -> Text;
}

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
    let known = count_peers(conn).await?;
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
            peers: known,
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

/// Which accounts are looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// People of other servers; else those who sign in here.
    pub elsewhere: bool,
    /// How the name begins, or the e-mail address.
    pub prefix: String,
    /// Only of this host.
    pub host: Option<String>,
    /// The last one that was shown.
    pub before: Option<AccountId>,
}

/// A person with their role and e-mail address, which only those who sign in here have, and since when they
/// are known here.
pub type AccountRow = (Person, Option<ServerRole>, Option<String>, Time);

/// Accounts, latest first.
pub async fn list_accounts(
    conn: &mut Conn,
    wanted: &Wanted,
    limit: i64,
) -> QueryResult<Vec<AccountRow>> {
    let begins = format!("{}%", escaped(&wanted.prefix.to_lowercase()));
    q!(conn, {
        let mut query = accounts::table
            .inner_join(actors::table)
            .left_join(logins::table)
            .filter(accounts::id.lt(wanted.before.unwrap_or(AccountId(i64::MAX))))
            .order(accounts::id.desc())
            .limit(limit)
            .select((
                columns::<Person>(),
                logins::role.nullable(),
                logins::email.nullable(),
                actors::created_at,
            ))
            .into_boxed();
        query = if wanted.elsewhere {
            query.filter(actors::local.eq(false))
        } else {
            query.filter(logins::account_id.is_not_null())
        };
        if !wanted.prefix.is_empty() {
            let named = lower(actors::name).like(begins.clone()).escape('!');
            let mailed = logins::email.like(begins).escape('!').assume_not_null();
            query = query.filter(named.or(logins::email.is_not_null().and(mailed)));
        }
        if let Some(host) = &wanted.host {
            query = query.filter(actors::host.eq(host));
        }
        query.load(conn).await
    })
}

/// Communities here and elsewhere, latest first, removed ones too. `prefix` is how the name begins.
pub async fn list_communities(
    conn: &mut Conn,
    prefix: &str,
    before: Option<CommunityId>,
    limit: i64,
) -> QueryResult<Vec<Community>> {
    let begins = format!("{}%", escaped(&prefix.to_lowercase()));
    let ids: Vec<CommunityId> = q!(conn, {
        let mut query = communities::table
            .inner_join(actors::table)
            .filter(communities::id.lt(before.unwrap_or(CommunityId(i64::MAX))))
            .order(communities::id.desc())
            .limit(limit)
            .select(communities::id)
            .into_boxed();
        if !prefix.is_empty() {
            // Names of other servers may have capitals.
            query = query.filter(lower(actors::name).like(begins).escape('!'));
        }
        query.load(conn).await?
    });
    list_in_order(conn, &ids).await
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

/// What a host has to do with this server, for whoever thinks of blocking it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, QueryableByName)]
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
    /// People there who belong to communities here, and people here who belong to communities there.
    #[diesel(sql_type = BigInt)]
    pub members: i64,
}

/// `name` is a host without port; those below it and all ports count with it, as a block does.
pub async fn ties_of_host(conn: &mut Conn, name: &str) -> QueryResult<Ties> {
    q!(conn, {
        diesel::sql_query(concat!(
            "WITH hosts AS (SELECT p.id AS id, p.host AS host FROM peers p WHERE ",
            covered!("p.host"),
            "), there AS (SELECT id FROM actors WHERE NOT local AND host IN (SELECT host FROM hosts)) \
             SELECT (SELECT count(*) FROM follows WHERE state = 'accepted' AND follower_id IN (SELECT id FROM there)) AS followers, \
               (SELECT count(*) FROM follows WHERE state = 'accepted' AND target_id IN (SELECT id FROM there)) AS follows, \
               (SELECT count(*) FROM posts JOIN accounts ON accounts.id = author_id \
                  JOIN communities ON communities.id = community_id \
                  WHERE posts.deleted_at IS NULL AND posts.removed_at IS NULL \
                    AND (accounts.actor_id IN (SELECT id FROM there) OR communities.actor_id IN (SELECT id FROM there))) AS threads, \
               (SELECT count(*) FROM comments JOIN accounts ON accounts.id = author_id \
                  WHERE comments.deleted_at IS NULL AND comments.removed_at IS NULL \
                    AND accounts.actor_id IN (SELECT id FROM there)) AS replies, \
               (SELECT count(*) FROM deliveries WHERE state = 'due' AND peer_id IN (SELECT id FROM hosts)) AS deliveries, \
               (SELECT count(*) FROM memberships m JOIN accounts ON accounts.id = m.account_id \
                  JOIN communities ON communities.id = m.community_id WHERE m.state = 'member' \
                    AND (accounts.actor_id IN (SELECT id FROM there) OR communities.actor_id IN (SELECT id FROM there))) AS members",
        ))
        .bind::<Text, _>(name)
        .bind::<Text, _>(escaped(name))
        .get_result(conn)
        .await
    })
}
