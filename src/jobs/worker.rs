//! The loop that claims jobs and runs them.
//!
//! It is woken by `app.wake.jobs` and looks by itself every second, which is also how it notices
//! what other processes enqueue on PostgreSQL and what has become due.

use super::bench::{Bench, Ended, Look, reason};
use super::{Job, schedule};
use crate::app::App;
use crate::error::{Error, Result};
use crate::locale;
use crate::store::{Time, Tx, repeatable};
use activitypub_federation::config::{Data, FederationConfig};
use chrono::TimeDelta;
use futures_util::future::BoxFuture;
use serde_json::Value;
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior};

/// Runs at once: each is one job, or a few of one lane in their order. As many again are claimed ahead,
/// since looking for them costs more than most of them do.
pub(super) const AT_ONCE: usize = 16;
const LOOK: Duration = Duration::from_secs(1);
/// How often leases are renewed and the gauges set.
const UPKEEP: Duration = Duration::from_secs(30);

type Runner = Arc<dyn Fn(Value, Data<App>) -> BoxFuture<'static, Result<()>> + Send + Sync>;
type Noter =
    Arc<dyn for<'a> Fn(Vec<Value>, &'a mut Tx, Time) -> BoxFuture<'a, Result<()>> + Send + Sync>;

/// How to run one kind of job, and what is written with its end.
#[derive(Clone)]
pub(super) struct Kind {
    pub run: Runner,
    pub note_done: Noter,
    pub deadline: Duration,
    pub tries_in_lane: i32,
}

/// Which kinds of jobs this program knows, and which of them come back.
#[derive(Clone, Default)]
pub struct Registry {
    pub(super) kinds: HashMap<&'static str, Kind>,
    pub(super) recurring: HashMap<&'static str, schedule::Recurring>,
}

impl Registry {
    pub fn register<J: Job>(mut self) -> Self {
        let kind = Kind {
            run: Arc::new(|payload, data| Box::pin(run::<J>(payload, data))),
            note_done: Arc::new(|payloads, tx, now| Box::pin(note_done::<J>(payloads, tx, now))),
            deadline: J::DEADLINE,
            tries_in_lane: J::TRIES_IN_LANE,
        };
        self.kinds.insert(J::KIND, kind);
        self
    }
}

async fn run<J: Job>(payload: Value, data: Data<App>) -> Result<()> {
    let job: J = serde_json::from_value(payload).map_err(Error::internal)?;
    // Whoever makes something for one reader speaks theirs.
    let locale = data.languages.default_locale();
    locale::scope(locale, job.run(&data)).await
}

async fn note_done<J: Job>(payloads: Vec<Value>, tx: &mut Tx, now: Time) -> Result<()> {
    let read = payloads.into_iter().map(serde_json::from_value);
    let done = read.collect::<Result<Vec<J>, _>>();
    J::note_done(done.map_err(Error::internal)?, tx, now).await
}

/// Runs jobs until it is told to stop.
pub struct Worker {
    data: FederationConfig<App>,
    registry: Registry,
}

impl Worker {
    pub fn new(data: FederationConfig<App>) -> Self {
        Self::with_registry(data, Registry::default())
    }

    pub fn with_registry(data: FederationConfig<App>, registry: Registry) -> Self {
        Self { data, registry }
    }

    pub fn register<J: Job>(mut self) -> Self {
        self.registry = self.registry.register::<J>();
        self
    }

    pub fn every<J: Job + Default>(mut self, period: TimeDelta) -> Self {
        self.registry = self.registry.every::<J>(period);
        self
    }

    /// Returns once `shutdown` is true (or its sender gone) and what was begun has ended.
    pub async fn run(self, mut shutdown: watch::Receiver<bool>) {
        let bench = Arc::new(Bench::new(self.data.to_request_data(), self.registry));
        let upkeep = tokio::spawn(upkeep(Arc::clone(&bench)));
        if let Err(error) = bench.begin().await {
            tracing::error!(reason = reason(&error), "the worker could not prepare");
        }
        let mut running = JoinSet::new();
        let mut ended = Vec::new();
        // Claimed, and not begun for want of room.
        let mut waiting = VecDeque::new();
        while !*shutdown.borrow_and_update() {
            while let Some(end) = running.try_join_next() {
                ended.extend(end.ok());
            }
            let mut more = false;
            let now = bench.data.now();
            let overdue = ended.first().is_some_and(|end: &Ended| end.is_overdue(now));
            if waiting.is_empty() || overdue || ended.len() >= AT_ONCE {
                let room = 2 * AT_ONCE - running.len();
                let room = if waiting.is_empty() { room } else { 0 };
                let look = repeatable(bench.look(&mut ended, room)).await;
                let look = look.unwrap_or_else(|error| {
                    tracing::error!(reason = reason(&error), "no jobs could be claimed");
                    Look::default()
                });
                more = look.more;
                waiting.extend(look.runs);
            }
            while running.len() < AT_ONCE
                && let Some(jobs) = waiting.pop_front()
            {
                let bench = Arc::clone(&bench);
                running.spawn(repeatable(async move { bench.run(jobs).await }));
            }
            if more && running.len() < AT_ONCE {
                continue;
            }
            tokio::select! {
                changed = shutdown.changed() => if changed.is_err() { break },
                () = bench.data.wake.jobs.notified(), if running.len() < AT_ONCE => {}
                Some(end) = running.join_next() => ended.extend(end.ok()),
                () = tokio::time::sleep(LOOK) => {}
            }
        }
        bench.stop();
        let now = bench.data.now();
        ended.extend(waiting.into_iter().map(|jobs| Ended::unbegun(jobs, now)));
        repeatable(bench.settle_each(ended)).await;
        // Whoever stops us does not wait for the slowest for ever.
        while let Some(end) = running.join_next().await {
            repeatable(bench.settle_each(end.into_iter().collect())).await;
        }
        upkeep.abort();
    }
}

/// Runs everything that is due, and what that enqueues for now, and says how many jobs ran.
/// For tests and for commands that want to see the end of what they began.
pub async fn run_pending(data: &Data<App>, registry: &Registry) -> Result<usize> {
    let bench = Bench::new(data.clone(), registry.clone());
    let mut count = 0;
    let mut ended: Vec<Ended> = Vec::new();
    loop {
        let look = bench.look(&mut ended, AT_ONCE).await?;
        if look.runs.is_empty() && !look.more {
            return Ok(count);
        }
        for jobs in look.runs {
            let end = bench.run(jobs).await;
            count += end.count();
            ended.push(end);
        }
    }
}

async fn upkeep(bench: Arc<Bench>) {
    let mut ticks = tokio::time::interval_at(Instant::now(), UPKEEP);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(error) = bench.upkeep().await {
            tracing::warn!(reason = reason(&error), "leases could not be renewed");
        }
    }
}
