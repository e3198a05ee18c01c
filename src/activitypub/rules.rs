//! What administrators decided about other servers: the rule of each name, why, and until when. A rule
//! holds for the name on every port and for all hosts below it; one that has ended holds no more.

use super::actors::Actor;
use super::peers::{PeerPolicy, domains, ensure_peer, without_port};
use crate::ids::PeerId;
use crate::q;
use crate::store::schema::{peers, waves};
use crate::store::types::Instant;
use crate::store::{Conn, Keep, Time, Tx, columns};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::RunQueryDsl;

/// Where only listed servers are talked to, the row of settings with this key says `true`.
pub const LISTED_ONLY: &str = "listed_only";

/// What is decided about one name.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, AsChangeset)]
#[diesel(table_name = peers, treat_none_as_null = true)]
pub struct HostRule {
    pub policy: PeerPolicy,
    /// Why, for everybody.
    pub reason: String,
    /// Why, for administrators.
    pub note: String,
    /// None: until it is lifted.
    pub policy_until: Option<Time>,
    /// Nothing of pictures and films that hang on what is written there.
    pub reject_media: bool,
    /// Nothing of reports from there.
    pub reject_reports: bool,
    /// Other servers show its name in part only. Kept for lists that come and go.
    pub obfuscate: bool,
    /// Talked to where only listed servers are.
    pub listed: bool,
    /// Activities taken in a minute, where that is another number than for all.
    pub per_minute: Option<i32>,
}

impl Default for HostRule {
    fn default() -> Self {
        Self {
            policy: PeerPolicy::None,
            reason: String::new(),
            note: String::new(),
            policy_until: None,
            reject_media: false,
            reject_reports: false,
            obfuscate: false,
            listed: false,
            per_minute: None,
        }
    }
}

impl HostRule {
    /// Nothing is decided by it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub fn is_in_force(&self, now: Time) -> bool {
        self.policy_until.is_none_or(|until| until > now)
    }
}

/// The rule that was made for this very name, ended or not.
pub async fn rule_of(conn: &mut Conn, host: &str) -> QueryResult<Option<HostRule>> {
    let name = without_port(host);
    q!(conn, {
        peers::table
            .filter(peers::host.eq(&name))
            .filter(peers::policy_at.is_not_null())
            .select(columns::<HostRule>())
            .first(conn)
            .await
            .optional()
    })
}

/// The rules in force for a host, with the names they were made for.
async fn rules_over(conn: &mut Conn, host: &str, now: Time) -> QueryResult<Vec<HostRule>> {
    let names = domains(host);
    q!(conn, {
        peers::table
            .filter(peers::host.eq_any(&names))
            .filter(peers::policy_at.is_not_null())
            .filter(
                peers::policy_until
                    .is_null()
                    .or(peers::policy_until.gt(now)),
            )
            .select(columns::<HostRule>())
            .load(conn)
            .await
    })
}

/// Activities of this host that are taken in a minute, where that is decided: the least of what holds.
pub async fn pace_of(conn: &mut Conn, host: &str, now: Time) -> QueryResult<Option<u32>> {
    let rules = rules_over(conn, host, now).await?;
    let paces = rules.iter().filter_map(|rule| rule.per_minute);
    Ok(paces.min().and_then(|pace| u32::try_from(pace).ok()))
}

pub async fn rejects_media(conn: &mut Conn, host: &str, now: Time) -> QueryResult<bool> {
    let rules = rules_over(conn, host, now).await?;
    Ok(rules.iter().any(|rule| rule.reject_media))
}

pub async fn rejects_reports(conn: &mut Conn, host: &str, now: Time) -> QueryResult<bool> {
    let rules = rules_over(conn, host, now).await?;
    Ok(rules.iter().any(|rule| rule.reject_reports))
}

/// Whether its people and communities are kept out of what is shown to who does not know them.
pub async fn is_silenced(conn: &mut Conn, host: &str, now: Time) -> QueryResult<bool> {
    let rules = rules_over(conn, host, now).await?;
    Ok(rules.iter().any(|rule| rule.policy == PeerPolicy::Silence))
}

/// Puts a rule in the place of the one before.
pub async fn put_rule(tx: &mut Tx, host: &str, rule: &HostRule, now: Time) -> QueryResult<()> {
    let name = without_port(host);
    let id = ensure_peer(tx, &name, now).await?;
    let decided = (!rule.is_empty()).then_some(now);
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(peers::table.find(id))
            .set((rule, peers::policy_at.eq(decided)))
            .execute(conn)
            .await?;
    });
    Ok(())
}

/// Names with a rule in force, in their order, after this one (the empty text for the beginning).
pub async fn list_rules(
    conn: &mut Conn,
    after: &str,
    now: Time,
    limit: i64,
) -> QueryResult<Vec<(String, HostRule)>> {
    q!(conn, {
        peers::table
            .filter(peers::host.gt(after))
            .filter(peers::policy_at.is_not_null())
            .filter(
                peers::policy_until
                    .is_null()
                    .or(peers::policy_until.gt(now)),
            )
            .order(peers::host)
            .limit(limit)
            .select((peers::host, columns::<HostRule>()))
            .load(conn)
            .await
    })
}

/// The rules of these very names, in force or not.
pub async fn list_rules_of(
    conn: &mut Conn,
    names: &[String],
) -> QueryResult<Vec<(String, HostRule)>> {
    q!(conn, {
        peers::table
            .filter(peers::host.eq_any(names))
            .filter(peers::policy_at.is_not_null())
            .select((peers::host, columns::<HostRule>()))
            .load(conn)
            .await
    })
}

/// Takes away the rules that have ended, so that nothing else need look at the time; a bounded number. What they were.
pub async fn end_rules(
    tx: &mut Tx,
    now: Time,
    limit: i64,
) -> QueryResult<Vec<(String, PeerPolicy)>> {
    let conn = &mut **tx;
    let ended: Vec<(PeerId, String, PeerPolicy)> = q!(conn, {
        peers::table
            .filter(peers::policy_until.le(now))
            .order((peers::policy_until, peers::id))
            .limit(limit)
            .select((peers::id, peers::host, peers::policy))
            .load(conn)
            .await?
    });
    let ids: Vec<PeerId> = ended.iter().map(|(id, _, _)| *id).collect();
    let none = HostRule::default();
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(peers::table.filter(peers::id.eq_any(&ids)))
            .set((&none, peers::policy_at.eq(None::<Time>)))
            .execute(conn)
            .await?;
    });
    let ended = ended.into_iter();
    Ok(ended.map(|(_, host, policy)| (host, policy)).collect())
}

/// Why what somebody of another server writes waits for a decision, whatever they may do otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caution {
    /// Their server is under review.
    Host,
    /// They were not known before a wave of spam began that goes on.
    Wave,
}

pub async fn caution(conn: &mut Conn, author: &Actor, now: Time) -> QueryResult<Option<Caution>> {
    if author.local {
        return Ok(None);
    }
    let names = domains(&author.host);
    let reviewed: bool = q!(conn, {
        diesel::select(exists(
            peers::table
                .filter(peers::host.eq_any(&names))
                .filter(peers::policy.eq(PeerPolicy::Review))
                .filter(
                    peers::policy_until
                        .is_null()
                        .or(peers::policy_until.gt(now)),
                ),
        ))
        .kept()
        .get_result(conn)
        .await?
    });
    if reviewed {
        return Ok(Some(Caution::Host));
    }
    let id = author.id;
    let new: Vec<Numbered> = q!(conn, {
        diesel::sql_query(
            "SELECT w.id AS id FROM waves w JOIN actors a ON a.created_at >= w.since
             WHERE w.until > $1 AND a.id = $2 LIMIT 1",
        )
        .bind::<Instant, _>(now)
        .bind::<BigInt, _>(id)
        .kept()
        .load(conn)
        .await?
    });
    let wave = new.iter().find(|wave| wave.id > 0);
    Ok(wave.map(|_| Caution::Wave))
}

#[derive(QueryableByName)]
struct Numbered {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

/// A time in which what new people write waits.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = waves)]
pub struct Wave {
    pub id: i64,
    pub since: Time,
    pub until: Time,
    pub reason: String,
    pub begun_at: Time,
}

/// The wave that goes on: of several the one that began first.
pub async fn wave_now(conn: &mut Conn, now: Time) -> QueryResult<Option<Wave>> {
    q!(conn, {
        waves::table
            .filter(waves::until.gt(now))
            .order((waves::since, waves::id))
            .select(columns::<Wave>())
            .first(conn)
            .await
            .optional()
    })
}

pub async fn insert_wave(
    tx: &mut Tx,
    since: Time,
    until: Time,
    reason: &str,
    now: Time,
) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(waves::table)
            .values((
                waves::since.eq(since),
                waves::until.eq(until),
                waves::reason.eq(reason),
                waves::begun_at.eq(now),
            ))
            .execute(conn)
            .await
    })?;
    Ok(())
}

/// All waves are over.
pub async fn end_waves(tx: &mut Tx, now: Time) -> QueryResult<()> {
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(waves::table.filter(waves::until.gt(now)))
            .set(waves::until.eq(now))
            .execute(conn)
            .await
    })?;
    Ok(())
}
