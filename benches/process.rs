//! What processes cost, as the system counts it: the server, and PostgreSQL with all its processes.

use crate::SERVER_PROCESSOR;
use crate::database::Connection;
use federation_tests::Instance;
use std::collections::HashMap;
use std::fs;
use std::time::{Duration, Instant};

/// In which the system counts in `/proc`, whatever it runs at (`USER_HZ`).
const TICKS_PER_SECOND: u64 = 100;

/// Processes with everything they have started.
#[derive(Clone, Copy)]
pub struct Tree {
    server: u32,
    /// PostgreSQL's first process; its database is on a cluster that nobody else uses.
    postgres: Option<u32>,
}

/// One line of `/proc/PID/stat`.
struct Stat {
    pid: u32,
    parent: u32,
    /// Its own, and that of its ended children.
    ticks: u64,
}

impl Tree {
    pub async fn of(instance: &Instance, database: &mut Connection) -> Tree {
        let backend = database.backend().await;
        Tree {
            server: instance.pid(),
            postgres: backend.map(|pid| read_stat(pid).expect("PostgreSQL runs here").parent),
        }
    }

    fn roots(&self) -> impl Iterator<Item = u32> + use<> {
        std::iter::once(self.server).chain(self.postgres)
    }

    /// Time on processors since they began, in the program and in the system for it.
    pub fn cpu(&self) -> Duration {
        let all = read_all();
        let ticks = members(&all, self.roots()).map(|stat| stat.ticks).sum();
        in_ticks(ticks)
    }

    /// Memory of the server alone that is its own or mapped.
    pub fn server_memory(&self) -> u64 {
        let path = format!("/proc/{}/status", self.server);
        field(&fs::read_to_string(path).unwrap_or_default(), "VmRSS:")
    }

    /// Memory of all, what several share counted once.
    pub fn memory(&self) -> u64 {
        let all = read_all();
        members(&all, self.roots())
            .map(|stat| {
                let path = format!("/proc/{}/smaps_rollup", stat.pid);
                field(&fs::read_to_string(path).unwrap_or_default(), "Pss:")
            })
            .sum()
    }
}

/// The cost of what happens between two moments, and who else was busy on the same processor.
pub struct Watch {
    tree: Tree,
    began: Instant,
    cpu: Duration,
    busy: Duration,
}

pub struct Cost {
    pub wall: Duration,
    pub cpu: Duration,
    /// The part of the time in which the processor worked for others, the system's own work for
    /// the network and the disk included.
    pub others: f64,
}

impl Watch {
    pub fn start(tree: Tree) -> Watch {
        Watch {
            tree,
            began: Instant::now(),
            cpu: tree.cpu(),
            busy: processor_busy(),
        }
    }

    pub fn cost(&self) -> Cost {
        let wall = self.began.elapsed();
        let cpu = self.tree.cpu().saturating_sub(self.cpu);
        let busy = processor_busy().saturating_sub(self.busy);
        let others = busy.saturating_sub(cpu).as_secs_f64() / wall.as_secs_f64();
        Cost { wall, cpu, others }
    }
}

/// How long the server's processor has not been idle since the machine started.
fn processor_busy() -> Duration {
    let text = fs::read_to_string("/proc/stat").expect("there is a /proc");
    let name = format!("cpu{SERVER_PROCESSOR} ");
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(&name))
        .expect("the processor is there");
    let ticks: Vec<u64> = line
        .split_ascii_whitespace()
        .filter_map(|word| word.parse().ok())
        .collect();
    // user nice system idle iowait irq softirq steal
    let idle = ticks[3] + ticks[4];
    in_ticks(ticks.iter().take(8).sum::<u64>() - idle)
}

fn in_ticks(ticks: u64) -> Duration {
    Duration::from_millis(ticks * 1000 / TICKS_PER_SECOND)
}

fn read_all() -> Vec<Stat> {
    let entries = fs::read_dir("/proc").expect("there is a /proc");
    entries
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(read_stat)
        .collect()
}

/// None when the process has ended meanwhile.
fn read_stat(pid: u32) -> Option<Stat> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name, in parentheses, may hold anything.
    let (_, rest) = text.rsplit_once(')')?;
    let words: Vec<&str> = rest.split_ascii_whitespace().collect();
    let number = |at: usize| words.get(at)?.parse::<u64>().ok();
    let ticks = (11..=14).filter_map(number).sum();
    Some(Stat {
        pid,
        parent: u32::try_from(number(1)?).ok()?,
        ticks,
    })
}

/// The roots and whatever descends from them.
fn members(all: &[Stat], roots: impl Iterator<Item = u32>) -> impl Iterator<Item = &Stat> {
    let mut children: HashMap<u32, Vec<&Stat>> = HashMap::new();
    for stat in all {
        children.entry(stat.parent).or_default().push(stat);
    }
    let roots: Vec<u32> = roots.collect();
    let mut next: Vec<&Stat> = all
        .iter()
        .filter(|stat| roots.contains(&stat.pid))
        .collect();
    std::iter::from_fn(move || {
        let stat = next.pop()?;
        next.extend(children.remove(&stat.pid).unwrap_or_default());
        Some(stat)
    })
}

/// The value of `Name:   123 kB` in bytes, 0 when it is not there.
fn field(text: &str, name: &str) -> u64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let kb: Option<u64> = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
    kb.unwrap_or_default() * 1024
}
