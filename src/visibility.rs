//! Who may read what is said in a community: the one place that decides it.
//!
//! What is written has an [`Audience`], fixed when it is made. [`reach`] finds out once for a request which
//! communities a [`Reader`] reads from inside, and every read of content asks the [`Reach`] it gives: lists,
//! searches and counts with [`Reach::condition`] and [`Reach::listed`], single things with
//! [`Reach::admits`]. `docs/visibility.md` shows what comes of it at every address.
//!
//! | audience | who reads |
//! |---|---|
//! | public | everybody |
//! | server | whoever signs in here, banned or not |
//! | community | its members who are not banned; administrators of the server it lives on; servers with such a member who follows, as long as their software keeps it; of a community elsewhere, those here whose follow it accepted |
//! | people | nobody by way of a community |

use crate::activitypub::delivery::Audience;
use crate::ids::{AccountId, ActorId, CommunityId, PeerId};
use crate::q;
use crate::store::{Conn, Keep};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Text};
use diesel_async::RunQueryDsl;
use std::collections::{HashMap, HashSet};

/// Who reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader<'a> {
    /// A visitor, or a server that does not say who it is.
    Nobody,
    /// Somebody who signs in here.
    Account { id: AccountId, admin: bool },
    /// A server that signed its request.
    Host(&'a str),
    /// The program itself.
    Everything,
}

/// What a reader reads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    everything: bool,
    /// Signed in here.
    account: Option<AccountId>,
    /// Communities that they read as their members do.
    inside: Vec<CommunityId>,
    /// Communities that are in no list for strangers, and that this reader knows from within or follows.
    known: Vec<CommunityId>,
}

impl Reach {
    /// Whether something with this audience in this community may be read.
    pub fn admits(&self, audience: Audience, community: CommunityId) -> bool {
        match audience {
            _ if self.everything => true,
            Audience::Public => true,
            Audience::Server => self.account.is_some(),
            Audience::Community => self.inside.contains(&community),
            Audience::People => false,
        }
    }

    /// The same as a condition for queries: `audience` and `community` are columns, such as
    /// `posts.audience` and `posts.community_id`. It holds nothing but words of ours and numbers.
    pub fn condition(&self, audience: &str, community: &str) -> String {
        if self.everything {
            return "1 = 1".to_owned();
        }
        let mut ways = vec![format!("{audience} = 'public'")];
        if self.account.is_some() {
            ways.push(format!("{audience} = 'server'"));
        }
        if !self.inside.is_empty() {
            let inside = numbers(&self.inside);
            ways.push(format!(
                "({audience} = 'community' AND {community} IN ({inside}))"
            ));
        }
        format!("({})", ways.join(" OR "))
    }

    /// The same for what is said in one community. It has no numbers in it.
    pub fn condition_in(&self, audience: &str, community: CommunityId) -> String {
        let within = match self.inside.contains(&community) {
            true => format!(" OR {audience} = 'community'"),
            false => String::new(),
        };
        let abroad = Self {
            inside: Vec::new(),
            ..self.clone()
        };
        format!("({}{within})", abroad.condition(audience, ""))
    }

    /// Whether [`Reach::condition`] and [`Reach::listed`] have no numbers in them, and so are the same for
    /// many readers.
    pub fn is_plain(&self) -> bool {
        self.inside.is_empty() && self.known.is_empty()
    }

    /// The condition under which a list that is not of one community shows what is said in it: nothing of
    /// unlisted ones to strangers, nor of those for this server to who does not sign in here, whatever was
    /// public there before. `policy` is the community's column `read_policy`.
    pub fn listed(&self, policy: &str, community: &str) -> String {
        if self.everything {
            return "1 = 1".to_owned();
        }
        let everywhere = self.listed_everywhere(policy);
        match self.known.is_empty() {
            true => everywhere,
            false => {
                let known = numbers(&self.known);
                format!("({everywhere} OR {community} IN ({known}))")
            }
        }
    }

    /// The same for lists of all there is, which show nothing of unlisted ones to anybody.
    pub fn listed_everywhere(&self, policy: &str) -> String {
        match self.everything || self.account.is_some() {
            true => format!("{policy} <> 'unlisted'"),
            false => format!("{policy} NOT IN ('unlisted', 'server')"),
        }
    }

    /// Whether this reader knows of a community that is in no list for strangers: from within, or by following.
    pub fn knows(&self, community: CommunityId) -> bool {
        self.everything || self.known.contains(&community)
    }

    /// Whether this is that person.
    pub fn is(&self, account: AccountId) -> bool {
        self.account == Some(account)
    }

    #[cfg(test)]
    pub fn of(account: AccountId, inside: &[CommunityId]) -> Self {
        Self {
            account: Some(account),
            inside: inside.to_vec(),
            known: inside.to_vec(),
            ..Self::default()
        }
    }
}

fn numbers(ids: &[CommunityId]) -> String {
    let numbers: Vec<String> = ids.iter().map(|id| id.0.to_string()).collect();
    numbers.join(", ")
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    id: CommunityId,
    #[diesel(sql_type = Integer)]
    inside: i32,
}

/// Everything that a reader reads. Costs nothing for visitors.
pub async fn reach(conn: &mut Conn, reader: Reader<'_>) -> QueryResult<Reach> {
    load(conn, reader, CommunityId(0)).await
}

/// As [`reach`], as far as it concerns one community.
pub async fn reach_in(
    conn: &mut Conn,
    reader: Reader<'_>,
    community: CommunityId,
) -> QueryResult<Reach> {
    load(conn, reader, community).await
}

/// `only` is a community, or 0 for all of them.
async fn load(conn: &mut Conn, reader: Reader<'_>, only: CommunityId) -> QueryResult<Reach> {
    let mut reach = Reach::default();
    let rows = match reader {
        Reader::Nobody => return Ok(reach),
        Reader::Everything => {
            reach.everything = true;
            return Ok(reach);
        }
        Reader::Account { id, admin } => {
            reach.account = Some(id);
            let mut rows = of_account(conn, id, only).await?;
            if admin {
                rows.extend(of_admin(conn, only).await?);
            }
            rows
        }
        Reader::Host(host) => of_host(conn, host, only).await?,
    };
    for row in rows {
        reach.known.push(row.id);
        if row.inside == 1 {
            reach.inside.push(row.id);
        }
    }
    for list in [&mut reach.inside, &mut reach.known] {
        list.sort();
        list.dedup();
    }
    Ok(reach)
}

/// Members of communities here; those here whose follow a community elsewhere has accepted, which ends with
/// their membership there; and, not from inside, who follows an unlisted one.
const OF_ACCOUNT: &str = "
    WITH me AS (SELECT a.id AS id, a.actor_id AS actor_id FROM accounts a
      WHERE a.id = $1 AND a.suspended_at IS NULL AND a.deleted_at IS NULL)
    SELECT m.community_id AS id, 1 AS inside FROM memberships m JOIN me ON me.id = m.account_id
      JOIN communities c ON c.id = m.community_id JOIN actors g ON g.id = c.actor_id
      WHERE m.state = 'member' AND g.local AND ($2 = 0 OR m.community_id = $2)
        AND NOT {banned}
    UNION ALL
    SELECT c.id AS id, CASE WHEN g.local THEN 0 ELSE 1 END AS inside FROM follows f
      JOIN me ON me.actor_id = f.follower_id
      JOIN communities c ON c.actor_id = f.target_id JOIN actors g ON g.id = c.actor_id
      WHERE f.state = 'accepted' AND c.read_policy <> 'public' AND ($2 = 0 OR c.id = $2)
        AND NOT {banned}";

async fn of_account(
    conn: &mut Conn,
    account: AccountId,
    only: CommunityId,
) -> QueryResult<Vec<Row>> {
    let sql = OF_ACCOUNT.replace("{banned}", &banned(conn, "me.id", "c.id"));
    q!(conn, {
        diesel::sql_query(sql)
            .bind::<BigInt, _>(account)
            .bind::<BigInt, _>(only)
            .kept()
            .load(conn)
            .await
    })
}

/// Administrators keep order in the communities of their own server.
const OF_ADMIN: &str = "
    SELECT c.id AS id, 1 AS inside FROM communities c JOIN actors g ON g.id = c.actor_id
    WHERE g.local AND ($1 = 0 OR c.id = $1)";

async fn of_admin(conn: &mut Conn, only: CommunityId) -> QueryResult<Vec<Row>> {
    q!(conn, {
        diesel::sql_query(OF_ADMIN)
            .bind::<BigInt, _>(only)
            .kept()
            .load(conn)
            .await
    })
}

/// The software whose servers keep private what is said in private. `p` is a row of `peers`.
const KEEPS_IT: &str = "(p.software = 'guildhall'
    OR (p.software = 'lemmy' AND p.version <> '' AND p.version NOT LIKE '0.%'))";

/// Servers with a member who follows; and the server where a community lives, which has to judge what our
/// people write in it.
const OF_HOSTS: &str = "
    SELECT f.host AS host, c.id AS id FROM actors f
      JOIN peers p ON p.host = f.host
      JOIN accounts a ON a.actor_id = f.id
      JOIN memberships m ON m.account_id = a.id
      JOIN communities c ON c.id = m.community_id
      JOIN actors g ON g.id = c.actor_id
      JOIN follows w ON w.follower_id = f.id AND w.target_id = g.id
      WHERE f.host IN ({hosts}) AND ({only} = 0 OR c.id = {only})
        AND NOT f.local AND f.gone_at IS NULL AND g.local
        AND c.read_policy <> 'server' AND p.policy <> 'block' AND {keeps}
        AND m.state = 'member' AND w.state = 'accepted'
        AND a.suspended_at IS NULL AND a.deleted_at IS NULL
        AND NOT {banned}
    UNION ALL
    SELECT g.host AS host, c.id AS id FROM communities c JOIN actors g ON g.id = c.actor_id
      WHERE g.host IN ({hosts}) AND ({only} = 0 OR c.id = {only})
        AND NOT g.local AND g.gone_at IS NULL";

#[derive(QueryableByName)]
struct OfHost {
    #[diesel(sql_type = Text)]
    host: String,
    #[diesel(sql_type = BigInt)]
    id: CommunityId,
}

async fn of_host(conn: &mut Conn, host: &str, only: CommunityId) -> QueryResult<Vec<Row>> {
    let found = of_hosts(conn, &[host.to_owned()], only).await?;
    let inside = |row: OfHost| Row {
        id: row.id,
        inside: 1,
    };
    Ok(found.into_iter().map(inside).collect())
}

async fn of_hosts(
    conn: &mut Conn,
    hosts: &[String],
    only: CommunityId,
) -> QueryResult<Vec<OfHost>> {
    let marks: Vec<String> = (1..=hosts.len()).map(|n| format!("${n}")).collect();
    let sql = OF_HOSTS.replace("{banned}", &banned(conn, "a.id", "c.id"));
    let sql = sql.replace("{keeps}", KEEPS_IT);
    let sql = sql.replace("{hosts}", &marks.join(", "));
    let sql = sql.replace("{only}", &only.0.to_string());
    q!(conn, {
        let mut query = diesel::sql_query(sql).into_boxed();
        for host in hosts {
            query = query.bind::<Text, _>(host.clone());
        }
        query.load(conn).await
    })
}

/// Those of these servers that read a community from inside, as [`reach_in`] finds for each.
pub async fn hosts_inside(
    conn: &mut Conn,
    hosts: &[String],
    community: CommunityId,
) -> QueryResult<HashSet<String>> {
    if hosts.is_empty() {
        return Ok(HashSet::new());
    }
    let found = of_hosts(conn, hosts, community).await?;
    Ok(found.into_iter().map(|row| row.host).collect())
}

/// The condition, in a query over `follows` and `peers`, under which a follower is sent what an actor
/// says: always, but where the actor is a community that not everybody reads only to its members, on
/// software that keeps it.
pub fn delivered(conn: &Conn) -> String {
    const DELIVERED: &str = "
        (NOT EXISTS (SELECT 1 FROM communities c WHERE c.actor_id = follows.target_id
           AND c.read_policy IN ('members', 'server'))
         OR EXISTS (SELECT 1 FROM communities c
           JOIN memberships m ON m.community_id = c.id
           JOIN accounts a ON a.id = m.account_id
           JOIN peers p ON p.id = peers.id
           WHERE c.actor_id = follows.target_id AND a.actor_id = follows.follower_id
             AND c.read_policy = 'members' AND m.state = 'member' AND {keeps}
             AND a.suspended_at IS NULL AND a.deleted_at IS NULL
             AND NOT {banned}))";
    let sql = DELIVERED.replace("{banned}", &banned(conn, "a.id", "c.id"));
    sql.replace("{keeps}", KEEPS_IT)
}

/// Whom a suspension keeps out, or a ban from a community or from this whole server: none of their offices
/// shows them anything there.
const KEPT_OUT: &str = "
    SELECT a.id AS id FROM accounts a WHERE a.id = $1
      AND (a.suspended_at IS NOT NULL OR a.deleted_at IS NOT NULL
        OR {banned})";

#[derive(QueryableByName)]
struct KeptOut {
    #[diesel(sql_type = BigInt)]
    id: AccountId,
}

/// Whether somebody is kept out of a community now, whatever they are in it.
pub async fn is_kept_out(
    conn: &mut Conn,
    account: AccountId,
    community: CommunityId,
) -> QueryResult<bool> {
    let sql = KEPT_OUT.replace("{banned}", &banned(conn, "a.id", "$2"));
    let found: Vec<KeptOut> = q!(conn, {
        diesel::sql_query(sql)
            .bind::<BigInt, _>(account)
            .bind::<BigInt, _>(community)
            .kept()
            .load(conn)
            .await?
    });
    Ok(found.iter().any(|found| found.id == account))
}

/// The communities among some actors, and whether somebody on a peer reads what each says.
const READ_THERE: &str = "
    SELECT g.actor_id AS id, CASE WHEN EXISTS (SELECT 1 FROM follows
      JOIN actors f ON f.id = follows.follower_id JOIN peers ON peers.host = f.host
      WHERE follows.target_id = g.actor_id AND follows.state = 'accepted' AND peers.id = $1
        AND NOT f.local AND f.gone_at IS NULL AND peers.policy <> 'block' AND {delivered})
      THEN 1 ELSE 0 END AS is_read
    FROM communities g WHERE g.actor_id IN ({actors})";

#[derive(QueryableByName)]
struct ReadThere {
    #[diesel(sql_type = BigInt)]
    id: ActorId,
    #[diesel(sql_type = Integer)]
    is_read: i32,
}

/// [`delivered`] once more, at the moment when something goes out: of those of these actors that are
/// communities, whether anybody on this peer may still read them, whatever was right when it was said.
pub async fn still_read(
    conn: &mut Conn,
    peer: PeerId,
    actors: &[ActorId],
) -> QueryResult<HashMap<ActorId, bool>> {
    if actors.is_empty() {
        return Ok(HashMap::new());
    }
    let actors: Vec<String> = actors.iter().map(|actor| actor.0.to_string()).collect();
    let sql = READ_THERE.replace("{actors}", &actors.join(", "));
    let sql = sql.replace("{delivered}", &delivered(conn));
    let rows: Vec<ReadThere> = q!(conn, {
        diesel::sql_query(sql)
            .bind::<BigInt, _>(peer)
            .load(conn)
            .await?
    });
    let read = rows.into_iter().map(|row| (row.id, row.is_read == 1));
    Ok(read.collect())
}

/// The condition under which somebody is banned now, from a community or from this whole server. `account`
/// and `community` are columns, or parameters of a query.
fn banned(conn: &Conn, account: &str, community: &str) -> String {
    let now = clock(conn);
    format!(
        "EXISTS (SELECT 1 FROM bans b WHERE b.account_id = {account}
          AND (b.community_id = {community} OR b.community_id IS NULL)
          AND (b.until IS NULL OR b.until > {now}))"
    )
}

/// Now, as the database has it: what is read takes no time as parameter, and a ban that ends is over
/// by this clock.
fn clock(conn: &Conn) -> &'static str {
    match conn {
        Conn::Lite(_) => "(CAST(strftime('%s', 'now') AS INTEGER) * 1000000)",
        Conn::Pg(_) => "now()",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_audience_is_judged_alike_in_queries_and_for_single_things() {
        let (mine, other) = (CommunityId(3), CommunityId(4));
        let member = Reach::of(AccountId(7), &[mine]);
        let visitor = Reach::default();
        let program = Reach {
            everything: true,
            ..Reach::default()
        };
        let cases = [
            (&visitor, Audience::Public, other, true),
            (&visitor, Audience::Server, other, false),
            (&visitor, Audience::Community, other, false),
            (&member, Audience::Server, other, true),
            (&member, Audience::Community, mine, true),
            (&member, Audience::Community, other, false),
            (&member, Audience::People, mine, false),
            (&program, Audience::People, other, true),
        ];
        for (reach, audience, community, expected) in cases {
            let what = format!("{audience} in {community} for {reach:?}");
            assert_eq!(reach.admits(audience, community), expected, "{what}");
        }
        assert_eq!(visitor.condition("a", "c"), "(a = 'public')");
        assert_eq!(
            member.condition("a", "c"),
            "(a = 'public' OR a = 'server' OR (a = 'community' AND c IN (3)))"
        );
        for (reach, knows) in [(&visitor, false), (&member, true), (&program, true)] {
            assert_eq!(reach.knows(mine), knows, "{reach:?}");
        }
        assert!(!member.knows(other));
        assert_eq!(visitor.listed("r", "c"), "r NOT IN ('unlisted', 'server')");
        assert_eq!(member.listed("r", "c"), "(r <> 'unlisted' OR c IN (3))");
        assert_eq!(member.listed_everywhere("r"), "r <> 'unlisted'");
        assert_eq!(program.condition("a", "c"), "1 = 1");
        assert_eq!(visitor.condition_in("a", mine), "((a = 'public'))");
        assert_eq!(
            member.condition_in("a", mine),
            "((a = 'public' OR a = 'server') OR a = 'community')"
        );
        assert_eq!(
            member.condition_in("a", other),
            "((a = 'public' OR a = 'server'))"
        );
        assert!(visitor.is_plain() && !member.is_plain());
    }
}
