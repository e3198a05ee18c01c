//! Which block covers a server: one of its own name, whatever the port, or of a domain that it lies in.

use super::peers::{PeerPolicy, domains, without_port};
use crate::q;
use crate::store::schema::peers;
use crate::store::{Conn, Tx};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use std::collections::HashMap;

/// A block, by the name that was blocked, and why it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub host: String,
    pub note: String,
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

/// The blocks that cover any of some servers: the notes by the names.
#[derive(Debug, Default)]
pub struct Blocks(HashMap<String, String>);

impl Blocks {
    /// The one nearest to this host.
    pub fn over(&self, host: &str) -> Option<Block> {
        domains(host).into_iter().find_map(|name| {
            let note = self.0.get(&name)?.clone();
            Some(Block { host: name, note })
        })
    }
}

/// The blocks that cover these hosts, in one question however many they are.
pub async fn list_blocks(conn: &mut Conn, hosts: &[&str]) -> QueryResult<Blocks> {
    let mut names: Vec<String> = hosts.iter().flat_map(|host| domains(host)).collect();
    names.sort_unstable();
    names.dedup();
    let found: Vec<(String, String)> = q!(conn, {
        peers::table
            .filter(peers::host.eq_any(&names))
            .filter(peers::policy.eq(PeerPolicy::Block))
            .select((peers::host, peers::note))
            .load(conn)
            .await?
    });
    Ok(Blocks(found.into_iter().collect()))
}

/// Lifts the block of a host. One that is not blocked stays as it is.
pub async fn lift_block(tx: &mut Tx, host: &str) -> QueryResult<()> {
    let name = without_port(host);
    let conn = &mut **tx;
    q!(conn, {
        diesel::update(
            peers::table
                .filter(peers::host.eq(&name))
                .filter(peers::policy.eq(PeerPolicy::Block)),
        )
        .set((peers::policy.eq(PeerPolicy::None), peers::note.eq("")))
        .execute(conn)
        .await?;
    });
    Ok(())
}
