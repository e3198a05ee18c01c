//! Figures that are looked up when somebody asks for them: backlogs, the database's connections, memory.

use super::queries::{
    Backlog, Failing, count_failing, delivery_backlog, inbox_backlog, list_failing,
};
use crate::app::App;
use crate::error::Result;
use crate::store::{PoolState, Time};
use std::fmt::Write;

/// Servers that do not answer are named one by one up to here.
const NAMED: i64 = 20;

struct Backlogs {
    inbox: Backlog,
    healthy: Backlog,
    failing: Backlog,
    peers_failing: i64,
    peers: Vec<Failing>,
}

/// In Prometheus' text format. What the database does not say for now is left out.
pub async fn figures(app: &App) -> String {
    let mut text = String::new();
    connections(&mut text, &app.store.pools());
    if let Some(bytes) = resident_bytes() {
        let help = "Memory of this process that is in use.";
        line(
            &mut text,
            "process_resident_memory_bytes",
            help,
            &[("", bytes)],
        );
    }
    match look(app).await {
        Ok(found) => backlogs(&mut text, &found, app.now()),
        Err(error) => tracing::warn!(%error, "figures of the database are missing"),
    }
    text
}

async fn look(app: &App) -> Result<Backlogs> {
    let mut conn = app.store.read().await?;
    Ok(Backlogs {
        inbox: inbox_backlog(&mut conn).await?,
        healthy: delivery_backlog(&mut conn, false).await?,
        failing: delivery_backlog(&mut conn, true).await?,
        peers_failing: count_failing(&mut conn).await?,
        peers: list_failing(&mut conn, NAMED).await?,
    })
}

fn backlogs(text: &mut String, found: &Backlogs, now: Time) {
    let age = |backlog: &Backlog| {
        let oldest = backlog.oldest.map(|oldest| now.since(oldest));
        oldest.map_or(0, |age| age.num_seconds().max(0))
    };
    line(
        text,
        "guildhall_inbox_waiting",
        "Activities taken from other servers and not yet applied.",
        &[("", found.inbox.waiting)],
    );
    line(
        text,
        "guildhall_inbox_oldest_seconds",
        "Age of the oldest of them.",
        &[("", age(&found.inbox))],
    );
    let (healthy, failing) = ("peers=\"answering\"", "peers=\"failing\"");
    line(
        text,
        "guildhall_deliveries_waiting",
        "Deliveries that wait, by whether the server they are for answers.",
        &[
            (healthy, found.healthy.waiting),
            (failing, found.failing.waiting),
        ],
    );
    line(
        text,
        "guildhall_deliveries_oldest_seconds",
        "Age of the oldest of them.",
        &[
            (healthy, age(&found.healthy)),
            (failing, age(&found.failing)),
        ],
    );
    line(
        text,
        "guildhall_peers_failing",
        "Servers that could not be reached lately.",
        &[("", found.peers_failing)],
    );
    let named = |value: fn(&Failing, Time) -> i64| -> Vec<(String, i64)> {
        let label = |peer: &Failing| format!("peer=\"{}\"", escape(&peer.host));
        let peers = found.peers.iter();
        peers.map(|peer| (label(peer), value(peer, now))).collect()
    };
    labelled(
        text,
        "guildhall_peer_waiting",
        "Deliveries that wait for a failing server; the most waited for only.",
        &named(|peer, _| peer.waiting),
    );
    labelled(
        text,
        "guildhall_peer_failing_seconds",
        "How long it has been failing.",
        &named(|peer, now| now.since(peer.since).num_seconds().max(0)),
    );
}

fn connections(text: &mut String, pools: &[(&'static str, PoolState)]) {
    let mut lines = Vec::new();
    for (pool, state) in pools {
        let parts = [
            ("in_use", state.in_use),
            ("idle", state.idle),
            ("waited_for", state.waited_for),
        ];
        for (part, count) in parts {
            let label = format!("pool=\"{pool}\",state=\"{part}\"");
            lines.push((label, i64::try_from(count).unwrap_or(i64::MAX)));
        }
    }
    let help = "Connections to the database, and how many requests for one wait.";
    labelled(text, "guildhall_database_connections", help, &lines);
}

fn labelled(text: &mut String, name: &str, help: &str, lines: &[(String, i64)]) {
    let lines: Vec<(&str, i64)> = lines
        .iter()
        .map(|(label, value)| (label.as_str(), *value))
        .collect();
    line(text, name, help, &lines);
}

/// One figure with its lines; without any it is left out.
fn line(text: &mut String, name: &str, help: &str, lines: &[(&str, i64)]) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} gauge");
    for (label, value) in lines {
        let label = match *label {
            "" => String::new(),
            label => format!("{{{label}}}"),
        };
        let _ = writeln!(text, "{name}{label} {value}");
    }
}

fn escape(label: &str) -> String {
    label
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', " ")
}

/// As Linux tells it; elsewhere there is no such figure.
fn resident_bytes() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: i64 = line.split_whitespace().next()?.parse().ok()?;
    kilobytes.checked_mul(1024)
}
