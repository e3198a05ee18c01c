//! From whom something is for to the inboxes it must reach.

use super::delivery::Inbox;
use super::nodeinfo::GUILDHALL;
use super::peers::{Dialect, dialect};
use crate::ids::{AccountId, ActorId, PeerId};
use crate::q;
use crate::store::schema::{actors, follows, peers};
use crate::store::{Conn, Keep};
use crate::visibility::delivered;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, SingleValue, SqlType, Text};
use diesel_async::RunQueryDsl;
use std::collections::BTreeSet;

/// Servers that are asked about in one statement.
const ASKED_AT_ONCE: usize = 500;

#[diesel::declare_sql_function]
extern "SQL" {
    fn coalesce<T: SqlType + SingleValue>(first: Nullable<T>, second: T) -> T;
}

/// An inbox and what runs behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    pub inbox: Inbox,
    pub host: String,
    pub software: Option<String>,
}

impl Recipient {
    pub fn dialect(&self) -> Dialect {
        dialect(self.software.as_deref())
    }

    /// Takes wrapped activities (FEP-1b12).
    pub fn is_forum(&self) -> bool {
        matches!(self.dialect(), Dialect::Forum | Dialect::Both)
    }

    /// Takes boosts of new threads and the author's own updates and deletes.
    pub fn is_microblog(&self) -> bool {
        matches!(self.dialect(), Dialect::Microblog | Dialect::Both)
    }

    /// Answers the second copy of an act with an error. Lemmy takes in what a community announces as
    /// if its author had sent it, so those it concerns learn of it that way too.
    pub fn takes_one_copy(&self) -> bool {
        self.software.as_deref() == Some("lemmy")
    }

    /// Knows accepted answers (protocol.md §3.6).
    pub fn knows_answers(&self) -> bool {
        matches!(self.software.as_deref(), Some("piefed" | GUILDHALL))
    }
}

type Row = (PeerId, String, Option<String>, String);

fn recipient((peer, url, software, host): Row) -> Recipient {
    Recipient {
        inbox: Inbox { peer, url },
        host,
        software,
    }
}

fn distinct(rows: Vec<Row>) -> Vec<Recipient> {
    let mut list: Vec<Recipient> = rows.into_iter().map(recipient).collect();
    list.sort_by(|a, b| a.inbox.cmp(&b.inbox));
    list.dedup_by(|a, b| a.inbox == b.inbox);
    list
}

/// The servers that follow an actor here, each once; of a community that only its members read, those of
/// its members.
pub async fn followers(conn: &mut Conn, target: ActorId) -> QueryResult<Vec<Recipient>> {
    let delivered = delivered(conn);
    let rows: Vec<Row> = q!(conn, {
        follows::table
            .inner_join(actors::table.on(actors::id.eq(follows::follower_id)))
            .inner_join(peers::table.on(peers::host.eq(actors::host)))
            .filter(follows::target_id.eq(target))
            .filter(follows::state.eq("accepted"))
            .filter(actors::local.eq(false))
            .filter(actors::gone_at.is_null())
            .filter(peers::policy.ne("block"))
            .filter(sql::<Bool>(&delivered))
            .select((
                peers::id,
                coalesce(actors::shared_inbox_url, actors::inbox_url),
                peers::software,
                actors::host,
            ))
            .distinct()
            .kept()
            .load(conn)
            .await?
    });
    Ok(distinct(rows))
}

#[derive(QueryableByName)]
struct Somewhere {
    #[diesel(sql_type = BigInt)]
    peer: PeerId,
    #[diesel(sql_type = Text)]
    url: String,
}

/// One inbox of every server that we have had to do with, for what all of them should know: its shared
/// one, else anybody's, which leads to the same server.
pub async fn everywhere(conn: &mut Conn) -> QueryResult<Vec<Inbox>> {
    let rows: Vec<Somewhere> = q!(conn, {
        diesel::sql_query(
            "SELECT p.id AS peer, COALESCE(MIN(a.shared_inbox_url), MIN(a.inbox_url)) AS url
             FROM peers p JOIN actors a ON a.host = p.host
             WHERE NOT a.local AND a.gone_at IS NULL AND p.policy <> 'block'
               AND (p.last_success_at IS NOT NULL OR p.last_seen_at IS NOT NULL
                 OR EXISTS (SELECT 1 FROM deliveries d WHERE d.state = 'due' AND d.peer_id = p.id))
             GROUP BY p.id",
        )
        .load(conn)
        .await?
    });
    let inbox = |row: Somewhere| Inbox {
        peer: row.peer,
        url: row.url,
    };
    Ok(rows.into_iter().map(inbox).collect())
}

/// The servers that show somebody here to their people: those who follow them, the communities elsewhere
/// in which they take part, and the readers of the communities here in which they write.
pub async fn acquainted_with(
    conn: &mut Conn,
    actor: ActorId,
    account: AccountId,
) -> QueryResult<Vec<Inbox>> {
    let rows: Vec<Somewhere> = q!(conn, {
        diesel::sql_query(
            "WITH places AS (
               SELECT community_id AS id FROM posts WHERE author_id = $1
               UNION SELECT p.community_id FROM comments c JOIN posts p ON p.id = c.post_id
                 WHERE c.author_id = $1)
             SELECT DISTINCT p.id AS peer, COALESCE(a.shared_inbox_url, a.inbox_url) AS url
             FROM actors a JOIN peers p ON p.host = a.host
             WHERE NOT a.local AND a.gone_at IS NULL AND p.policy <> 'block' AND a.id IN (
               SELECT follower_id FROM follows WHERE target_id = $2 AND state = 'accepted'
               UNION SELECT target_id FROM follows WHERE follower_id = $2
               UNION SELECT actor_id FROM communities WHERE id IN (SELECT id FROM places)
               UNION SELECT f.follower_id FROM follows f JOIN communities c ON c.actor_id = f.target_id
                 WHERE f.state = 'accepted' AND c.id IN (SELECT id FROM places))",
        )
        .bind::<BigInt, _>(account)
        .bind::<BigInt, _>(actor)
        .load(conn)
        .await?
    });
    let inbox = |row: Somewhere| Inbox {
        peer: row.peer,
        url: row.url,
    };
    Ok(rows.into_iter().map(inbox).collect())
}

/// Those behind which forum software runs, or nobody knows what.
pub async fn forums_among(conn: &mut Conn, mut inboxes: Vec<Inbox>) -> QueryResult<Vec<Inbox>> {
    let mut hosts: Vec<PeerId> = inboxes.iter().map(|inbox| inbox.peer).collect();
    hosts.sort();
    hosts.dedup();
    let mut others: BTreeSet<PeerId> = BTreeSet::new();
    for part in hosts.chunks(ASKED_AT_ONCE) {
        let software: Vec<(PeerId, Option<String>)> = q!(conn, {
            peers::table
                .filter(peers::id.eq_any(part))
                .select((peers::id, peers::software))
                .load(conn)
                .await?
        });
        let microblogs = software
            .into_iter()
            .filter(|(_, software)| dialect(software.as_deref()) == Dialect::Microblog);
        others.extend(microblogs.map(|(peer, _)| peer));
    }
    inboxes.retain(|inbox| !others.contains(&inbox.peer));
    Ok(inboxes)
}

/// The inboxes of some actors of other servers; ours and unknown ones are left out.
pub async fn of_actors(conn: &mut Conn, ap_ids: &[String]) -> QueryResult<Vec<Recipient>> {
    if ap_ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = q!(conn, {
        actors::table
            .inner_join(peers::table.on(peers::host.eq(actors::host)))
            .filter(actors::ap_id.eq_any(ap_ids))
            .filter(actors::local.eq(false))
            .filter(actors::gone_at.is_null())
            .filter(peers::policy.ne("block"))
            .select((
                peers::id,
                coalesce(actors::shared_inbox_url, actors::inbox_url),
                peers::software,
                actors::host,
            ))
            .load(conn)
            .await?
    });
    Ok(distinct(rows))
}
