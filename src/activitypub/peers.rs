//! Other servers, by host: what they run, how they are, and what we allow them.
//!
//! A host is written as [`super::ids::host_of`] writes it: lower-case, with its port only where
//! that is not the scheme's own. Policy is kept under the name without a port.

use super::delivery::drop_deliveries;
pub use super::nodeinfo::{Dialect, dialect};
use super::nodeinfo::{ReadNodeInfo, Software};
use super::rules::{HostRule, put_rule};
use crate::app::App;
use crate::error::Result;
use crate::ids::PeerId;
use crate::jobs::{Plan, enqueue_all};
use crate::q;
use crate::store::schema::{deliveries, peers};
use crate::store::{Conn, Keep, Time, Tx, columns, padded};
use crate::text_enum;
use chrono::TimeDelta;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use diesel_async::RunQueryDsl;
use std::collections::BTreeSet;

text_enum! {
    /// What we allow a peer.
    pub enum PeerPolicy {
        /// Nothing special.
        None = "none",
        /// Its people and communities are shown to who knows them, and not in lists of everything.
        Silence = "silence",
        /// What its people write in communities here waits for who looks after those.
        Review = "review",
        /// Nothing is taken from it or sent to it.
        Block = "block",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = peers)]
pub struct Peer {
    pub id: PeerId,
    pub host: String,
    pub software: Option<String>,
    pub version: Option<String>,
    pub nodeinfo_at: Option<Time>,
    pub policy: PeerPolicy,
    pub note: String,
    pub last_success_at: Option<Time>,
    pub last_failure_at: Option<Time>,
    pub last_seen_at: Option<Time>,
    pub failing_since: Option<Time>,
    pub failures: i32,
    pub next_try_at: Option<Time>,
    pub last_error: Option<String>,
    pub created_at: Time,
}

impl Peer {
    pub fn dialect(&self) -> Dialect {
        dialect(self.software.as_deref())
    }

    pub fn health(&self) -> Health {
        let spoke = self.last_success_at.or(self.last_seen_at).is_some();
        match self.failing_since {
            Some(since) => Health::Failing(since),
            None if spoke || self.software.is_some() => Health::Healthy,
            None => Health::NeverSpoken,
        }
    }
}

/// How a peer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    Healthy,
    /// Nothing has come from it yet, and nothing was taken by it.
    NeverSpoken,
    Failing(Time),
}

/// What is only there because it was blocked once is nothing that we know.
const KNOWN: &str = "(peers.policy_at IS NOT NULL OR peers.nodeinfo_at IS NOT NULL \
    OR peers.last_success_at IS NOT NULL OR peers.last_failure_at IS NOT NULL OR peers.last_seen_at IS NOT NULL \
    OR EXISTS (SELECT 1 FROM actors WHERE actors.host = peers.host))";

/// How long what we know of a peer's software is good.
pub const SOFTWARE_GOOD_FOR: TimeDelta = TimeDelta::days(7);
/// A peer that gave its NodeInfo and gives none any more may be in the middle of an update: it counts when
/// it gives none after this long either.
pub(super) const MISSING_FOR: TimeDelta = TimeDelta::days(1);
/// One that cannot be asked may be away for a while. After this long nobody knows any more what it runs,
/// or a server could fail for ever and be trusted for ever.
const SILENT_FOR: TimeDelta = TimeDelta::days(7);
/// Signs of life are noted no more often than this, and wake a failing peer no sooner after its
/// last failure: a peer that talks but cannot listen is still left in peace between tries.
const SEEN_EVERY: TimeDelta = TimeDelta::minutes(1);

/// The peer of this host, made when there is none.
pub async fn ensure_peer(tx: &mut Tx, host: &str, now: Time) -> QueryResult<PeerId> {
    if let Some(id) = id_by_host(tx, host).await? {
        return Ok(id);
    }
    let row = (
        peers::host.eq(host),
        peers::policy.eq(PeerPolicy::None),
        peers::note.eq(""),
        peers::created_at.eq(now),
    );
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(peers::table)
            .values(row)
            .on_conflict_do_nothing()
            .execute(conn)
            .await?;
    });
    // Somebody else may have inserted it.
    id_by_host(conn, host)
        .await?
        .ok_or(diesel::result::Error::NotFound)
}

async fn id_by_host(conn: &mut Conn, host: &str) -> QueryResult<Option<PeerId>> {
    q!(conn, {
        peers::table
            .filter(peers::host.eq(host))
            .select(peers::id)
            .first(conn)
            .await
            .optional()
    })
}

/// The peer of this host, made when there is none; what it runs is read by a job when that is
/// unknown or old.
pub async fn meet(tx: &mut Tx, app: &App, host: &str) -> Result<PeerId> {
    let now = app.now();
    let id = ensure_peer(tx, host, now).await?;
    let read_at: Option<Time> = {
        let conn = &mut **tx;
        q!(conn, {
            peers::table
                .find(id)
                .select(peers::nodeinfo_at)
                .first(conn)
                .await?
        })
    };
    if read_at.is_none_or(|at| now.since(at) >= SOFTWARE_GOOD_FOR) {
        ask_what_they_run(tx, app, &[host.to_owned()]).await?;
    }
    Ok(id)
}

/// Has jobs read what peers run.
pub async fn ask_what_they_run(tx: &mut Tx, app: &App, hosts: &[String]) -> Result<()> {
    let job = |host: &String| {
        let plan = Plan {
            unique_key: Some(format!("nodeinfo:{host}")),
            ..Plan::default()
        };
        (ReadNodeInfo { host: host.clone() }, plan)
    };
    let jobs: Vec<(ReadNodeInfo, Plan)> = hosts.iter().map(job).collect();
    let jobs = jobs.iter().map(|(job, plan)| (job, plan.clone()));
    enqueue_all(tx, app, jobs).await
}

/// What came of asking a peer what it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reading {
    Software(Software),
    /// It has no NodeInfo, or none that we can read.
    Nothing,
    /// It could not be asked now.
    Silence,
}

/// What a reading of NodeInfo changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Learned {
    /// Nothing follows from it.
    Nothing,
    /// A peer that we knew runs something else now, or nobody knows any more what.
    Change,
    /// A peer that we knew gave none, for the first time.
    Missing,
}

/// What we know of what a peer runs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Queryable)]
struct Known {
    software: Option<String>,
    version: Option<String>,
    read_at: Option<Time>,
    /// Since when it has given none.
    missing_at: Option<Time>,
}

impl Known {
    /// The same once it was asked again.
    fn after(&self, reading: Reading, now: Time) -> Self {
        let (patience, read_at) = match reading {
            Reading::Software(read) => {
                return Self {
                    software: Some(read.name),
                    version: Some(read.version),
                    read_at: Some(now),
                    missing_at: None,
                };
            }
            Reading::Nothing => (MISSING_FOR, Some(now)),
            Reading::Silence => (SILENT_FOR, self.read_at),
        };
        let unknown = |read_at| Self {
            read_at,
            ..Self::default()
        };
        if self.software.is_none() {
            return unknown(read_at);
        }
        let since = self.missing_since(&reading).unwrap_or(now);
        if since <= now.minus(patience) {
            return unknown(Some(now));
        }
        Self {
            read_at,
            missing_at: Some(since),
            ..self.clone()
        }
    }

    /// A time in which it could only not be asked is no time without NodeInfo.
    fn missing_since(&self, reading: &Reading) -> Option<Time> {
        let since = self.missing_at?;
        let was_read = self.read_at.is_some_and(|at| at >= since);
        (was_read || *reading == Reading::Silence).then_some(since)
    }

    fn learned(&self, after: &Self) -> Learned {
        let changed = after.software != self.software || after.version != self.version;
        match self.software.is_some() {
            true if changed => Learned::Change,
            true if after.missing_at.is_some() && after.missing_at != self.missing_at => {
                Learned::Missing
            }
            _ => Learned::Nothing,
        }
    }
}

/// Stores what a peer says it runs. Where it gave no NodeInfo, what we know stays until it has given none
/// for [`MISSING_FOR`], and where it could not be asked for [`SILENT_FOR`], since much is trusted to who
/// runs the right thing.
pub(super) async fn update_software(
    tx: &mut Tx,
    host: &str,
    reading: Reading,
    now: Time,
) -> QueryResult<Learned> {
    let Some(before) = lock_known(tx, host).await? else {
        return Ok(Learned::Nothing);
    };
    let after = before.after(reading, now);
    let learned = before.learned(&after);
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(peers::table.filter(peers::host.eq(host)))
            .set((
                peers::software.eq(after.software),
                peers::version.eq(after.version),
                peers::nodeinfo_at.eq(after.read_at),
                peers::nodeinfo_missing_at.eq(after.missing_at),
            ))
            .execute(conn)
            .await?;
    });
    Ok(learned)
}

/// What is known of a peer, for who has just asked it: of two readings at once the second builds on what the
/// first one learned.
async fn lock_known(tx: &mut Tx, host: &str) -> QueryResult<Option<Known>> {
    let conn = &mut **tx;
    let known = peers::table.filter(peers::host.eq(host)).select((
        peers::software,
        peers::version,
        peers::nodeinfo_at,
        peers::nodeinfo_missing_at,
    ));
    q!(conn,
        sqlite: { known.first(conn).await.optional() },
        pg: { known.for_update().first(conn).await.optional() }
    )
}

pub async fn find_peer(conn: &mut Conn, id: PeerId) -> QueryResult<Peer> {
    q!(conn, {
        peers::table
            .find(id)
            .select(columns::<Peer>())
            .first(conn)
            .await
    })
}

pub async fn peer_by_host(conn: &mut Conn, host: &str) -> QueryResult<Option<Peer>> {
    q!(conn, {
        peers::table
            .filter(peers::host.eq(host))
            .select(columns::<Peer>())
            .first(conn)
            .await
            .optional()
    })
}

/// Those of these hosts that we know, in no particular order.
pub async fn list_peers_by_host(conn: &mut Conn, hosts: &[String]) -> QueryResult<Vec<Peer>> {
    q!(conn, {
        peers::table
            .filter(peers::host.eq_any(hosts))
            .select(columns::<Peer>())
            .load(conn)
            .await
    })
}

/// The peer of this host where [`list_peers`] has it.
pub async fn known_peer(conn: &mut Conn, host: &str) -> QueryResult<Option<Peer>> {
    q!(conn, {
        peers::table
            .filter(peers::host.eq(host))
            .filter(sql::<Bool>(KNOWN))
            .select(columns::<Peer>())
            .first(conn)
            .await
            .optional()
    })
}

/// How many [`list_peers`] has.
pub async fn count_peers(conn: &mut Conn) -> QueryResult<i64> {
    let known = peers::table.filter(sql::<Bool>(KNOWN)).count();
    q!(conn, { known.get_result(conn).await })
}

/// Peers that we know by host, after this one (the empty text for the beginning).
pub async fn list_peers(conn: &mut Conn, after: &str, limit: i64) -> QueryResult<Vec<Peer>> {
    q!(conn, {
        peers::table
            .filter(peers::host.gt(after))
            .filter(sql::<Bool>(KNOWN))
            .order(peers::host)
            .limit(limit)
            .select(columns::<Peer>())
            .load(conn)
            .await
    })
}

/// The condition under which nothing is taken from hosts with these names or sent to them: a block of one of
/// them that has not ended, or where only listed servers are talked to, that none of them is listed.
macro_rules! kept_out {
    ($names:expr, $now:expr) => {{
        let in_force = || {
            $crate::store::schema::peers::policy_until
                .is_null()
                .or($crate::store::schema::peers::policy_until.gt($now))
        };
        let blocked = diesel::dsl::exists(
            $crate::store::schema::peers::table
                .filter($crate::store::schema::peers::host.eq_any($names))
                .filter(
                    $crate::store::schema::peers::policy
                        .eq($crate::activitypub::peers::PeerPolicy::Block),
                )
                .filter(in_force()),
        );
        let listed = diesel::dsl::exists(
            $crate::store::schema::peers::table
                .filter($crate::store::schema::peers::host.eq_any($names))
                .filter($crate::store::schema::peers::listed.eq(true))
                .filter(in_force()),
        );
        blocked.or(
            diesel::dsl::sql::<diesel::sql_types::Bool>(
                "EXISTS (SELECT 1 FROM server_settings s WHERE s.key = 'listed_only' AND s.value = 'true')",
            )
            .and(diesel::dsl::not(listed)),
        )
    }};
}
pub(super) use kept_out;

/// Whether nothing is taken from this host or sent to it: a rule for it or for a domain above it counts
/// on every port.
pub async fn is_blocked(conn: &mut Conn, host: &str, now: Time) -> QueryResult<bool> {
    let names = domains(host);
    q!(conn, {
        diesel::select(kept_out!(&names, now))
            .kept()
            .get_result(conn)
            .await
    })
}

/// The condition under which a column holds a host that a block of `$1` covers, for queries in text;
/// `$2` is [`escaped`] of the same name.
macro_rules! covered {
    ($column:literal) => {
        concat!(
            "(",
            $column,
            " = $1 OR ",
            $column,
            " LIKE $2 || ':%' ESCAPE '!' OR ",
            $column,
            " LIKE '%.' || $2 ESCAPE '!' OR ",
            $column,
            " LIKE '%.' || $2 || ':%' ESCAPE '!')"
        )
    };
}
pub(crate) use covered;

/// A name as [`covered!`] compares with it: nothing in it stands for anything else.
pub fn escaped(name: &str) -> String {
    name.replace('!', "!!")
        .replace('%', "!%")
        .replace('_', "!_")
}

/// Takes back what waits to be sent to a blocked host, its ports and those below it; a bounded number
/// at a time, says how many.
pub async fn drop_unsent_to(tx: &mut Tx, name: &str, limit: i64, now: Time) -> QueryResult<usize> {
    #[derive(QueryableByName)]
    struct Waiting {
        #[diesel(sql_type = BigInt)]
        id: i64,
    }
    let conn = &mut **tx;
    let found: Vec<Waiting> = q!(conn, {
        diesel::sql_query(concat!(
            "SELECT d.id AS id FROM deliveries d WHERE d.state = 'due' AND d.peer_id IN ",
            "(SELECT p.id FROM peers p WHERE ",
            covered!("p.host"),
            ") LIMIT $3"
        ))
        .bind::<Text, _>(name)
        .bind::<Text, _>(escaped(name))
        .bind::<BigInt, _>(limit)
        .load(conn)
        .await?
    });
    let ids = found.into_iter().map(|row| row.id).collect();
    drop_deliveries(tx, ids, "this server is blocked", now).await
}

/// Sets what we allow a host, on whatever port, and those below it, until it is lifted.
pub async fn update_policy(
    tx: &mut Tx,
    host: &str,
    policy: PeerPolicy,
    note: &str,
    now: Time,
) -> QueryResult<()> {
    let rule = HostRule {
        policy,
        note: note.to_owned(),
        ..HostRule::default()
    };
    put_rule(tx, host, &rule, now).await
}

/// Lower-case, without port and trailing dot.
pub fn without_port(host: &str) -> String {
    let host = host.trim().to_ascii_lowercase();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => &host,
    };
    name.trim_end_matches('.').to_owned()
}

/// The host without its port, and every domain it lies in.
pub(super) fn domains(host: &str) -> Vec<String> {
    let mut names = vec![without_port(host)];
    while let Some((_, above)) = names.last().and_then(|name| name.split_once('.')) {
        let above = above.to_owned();
        names.push(above);
    }
    names
}

/// Valid requests came from these hosts: those that we had given a rest are tried again at once.
/// Call `app.wake_workers()` after the commit.
pub async fn note_seen(tx: &mut Tx, hosts: &BTreeSet<&str>, now: Time) -> QueryResult<()> {
    let earlier = now.minus(SEEN_EVERY);
    for host in list_unnoted(tx, hosts, earlier).await? {
        let conn = &mut **tx;
        q!(conn, {
            diesel::update(peers::table.filter(peers::host.eq(&host)))
                .set(peers::last_seen_at.eq(Some(now)))
                .kept()
                .execute(conn)
                .await?;
            diesel::update(
                peers::table
                    .filter(peers::host.eq(&host))
                    .filter(peers::failing_since.is_not_null())
                    .filter(peers::last_failure_at.le(earlier)),
            )
            .set((
                peers::next_try_at.eq(None::<Time>),
                peers::failing_since.eq(None::<Time>),
            ))
            .kept()
            .execute(conn)
            .await?;
        });
    }
    Ok(())
}

/// Those of `hosts` of which it is to be noted that they were seen, in one order, so that two processes
/// do not wait for each other.
async fn list_unnoted(
    tx: &mut Tx,
    hosts: &BTreeSet<&str>,
    earlier: Time,
) -> QueryResult<Vec<String>> {
    let hosts: Vec<&str> = hosts.iter().copied().collect();
    let conn = &mut **tx;
    q!(conn, {
        peers::table
            .filter(peers::host.eq_any(padded(&hosts)))
            .filter(
                peers::last_seen_at
                    .is_null()
                    .or(peers::last_seen_at.le(earlier))
                    .or(peers::failing_since
                        .is_not_null()
                        .and(peers::last_failure_at.le(earlier))),
            )
            .order(peers::host)
            .select(peers::host)
            .kept()
            .load(conn)
            .await
    })
}

/// Forgets a peer's failures and makes all that waits for it due now. False when there is no such
/// peer. Call `app.wake_workers()` after the commit.
pub async fn retry_peer(tx: &mut Tx, host: &str, now: Time) -> QueryResult<bool> {
    let Some(id) = id_by_host(tx, host).await? else {
        return Ok(false);
    };
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(peers::table.find(id))
            .set((
                peers::failures.eq(0),
                peers::failing_since.eq(None::<Time>),
                peers::next_try_at.eq(None::<Time>),
            ))
            .execute(conn)
            .await?;
        // The words of the condition are those of the index.
        diesel::update(
            deliveries::table
                .filter(sql::<Bool>("state = 'due'"))
                .filter(deliveries::peer_id.eq(id))
                .filter(deliveries::next_try_at.gt(now)),
        )
        .set(deliveries::next_try_at.eq(now))
        .execute(conn)
        .await?;
    });
    Ok(true)
}

#[cfg(test)]
mod tests;
