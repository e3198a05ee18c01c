//! Which block covers a server: one of its own name, whatever the port, or of a domain that it lies in.

use super::peers::{PeerPolicy, domains};
use super::rules::{HostRule, put_rule, rule_of};
use crate::q;
use crate::store::schema::peers;
use crate::store::{Conn, Time, Tx};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use std::collections::HashMap;

/// A block, by the name that was blocked, and why it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub host: String,
    pub note: String,
    /// None: until it is lifted.
    pub until: Option<Time>,
}

impl Block {
    /// What is said of a server that it covers.
    pub fn words(&self, host: &str) -> String {
        if self.host == host {
            return "blocked".to_owned();
        }
        format!("blocked with {}", self.host)
    }
}

/// The blocks that cover any of some servers: their notes and ends by the names.
#[derive(Debug, Default)]
pub struct Blocks(HashMap<String, (String, Option<Time>)>);

impl Blocks {
    /// The one nearest to this host.
    pub fn over(&self, host: &str) -> Option<Block> {
        domains(host).into_iter().find_map(|name| {
            let (note, until) = self.0.get(&name)?.clone();
            Some(Block {
                host: name,
                note,
                until,
            })
        })
    }
}

/// The blocks that cover these hosts, in one question however many they are.
pub async fn list_blocks(conn: &mut Conn, hosts: &[&str], now: Time) -> QueryResult<Blocks> {
    let mut names: Vec<String> = hosts.iter().flat_map(|host| domains(host)).collect();
    names.sort_unstable();
    names.dedup();
    let found: Vec<(String, String, Option<Time>)> = q!(conn, {
        peers::table
            .filter(peers::host.eq_any(&names))
            .filter(peers::policy.eq(PeerPolicy::Block))
            .filter(
                peers::policy_until
                    .is_null()
                    .or(peers::policy_until.gt(now)),
            )
            .select((peers::host, peers::note, peers::policy_until))
            .load(conn)
            .await?
    });
    let blocks = found.into_iter();
    Ok(Blocks(
        blocks
            .map(|(host, note, until)| (host, (note, until)))
            .collect(),
    ))
}

/// Lifts the block of a host; what else was decided about it stays. One that is not blocked stays as it is.
pub async fn lift_block(tx: &mut Tx, host: &str, now: Time) -> QueryResult<()> {
    let rule = rule_of(tx, host).await?;
    let Some(rule) = rule.filter(|rule| rule.policy == PeerPolicy::Block) else {
        return Ok(());
    };
    let lifted = HostRule {
        policy: PeerPolicy::None,
        reason: String::new(),
        note: String::new(),
        policy_until: None,
        obfuscate: false,
        ..rule
    };
    put_rule(tx, host, &lifted, now).await
}
