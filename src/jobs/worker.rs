//! The loop that claims jobs and runs them.
//!
//! It is woken by `app.wake.jobs` and looks by itself every second, which is also how it notices
//! what other processes enqueue on PostgreSQL and what has become due.

use super::queries::{self, ClaimedJob};
use super::{Job, schedule};
use crate::app::App;
use crate::error::{Error, Result};
use crate::store::repeatable;
use activitypub_federation::config::{Data, FederationConfig};
use chrono::TimeDelta;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior};

/// Runs at once: each is one job, or a few of one lane in their order.
const AT_ONCE: usize = 16;
/// Runs at once of lanes of one group.
const GROUP_AT_ONCE: usize = 4;
const LOOK: Duration = Duration::from_secs(1);
/// How often leases are renewed and the gauges set.
const UPKEEP: Duration = Duration::from_secs(30);
/// Tries of a job whose failure no waiting cures.
const TRIES: i32 = 3;
/// How long a job is tried whose failure may pass.
const PATIENCE: TimeDelta = TimeDelta::days(7);
/// Longer reasons are cut.
const REASON_CHARS: usize = 1000;

type Run = Pin<Box<dyn Future<Output = Result<()>> + Send>>;
type Runner = Arc<dyn Fn(Value, Data<App>) -> Run + Send + Sync>;

/// How to run one kind of job.
#[derive(Clone)]
pub(super) struct Kind {
    run: Runner,
    deadline: Duration,
    tries_in_lane: i32,
}

/// Which kinds of jobs this program knows, and which of them come back.
#[derive(Clone, Default)]
pub struct Registry {
    pub(super) kinds: HashMap<&'static str, Kind>,
    pub(super) recurring: HashMap<&'static str, schedule::Recurring>,
}

impl Registry {
    pub fn register<J: Job>(mut self) -> Self {
        let runner = |payload: Value, data: Data<App>| -> Run {
            Box::pin(async move {
                let job: J = serde_json::from_value(payload).map_err(Error::internal)?;
                job.run(&data).await
            })
        };
        let kind = Kind {
            run: Arc::new(runner),
            deadline: J::DEADLINE,
            tries_in_lane: J::TRIES_IN_LANE,
        };
        self.kinds.insert(J::KIND, kind);
        self
    }
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
        while !*shutdown.borrow_and_update() {
            while running.try_join_next().is_some() {}
            let room = AT_ONCE.saturating_sub(running.len());
            let look = match repeatable(bench.claim(room)).await {
                Ok(look) => look,
                Err(error) => {
                    tracing::error!(reason = reason(&error), "no jobs could be claimed");
                    Look::default()
                }
            };
            for jobs in look.runs {
                let bench = Arc::clone(&bench);
                running.spawn(repeatable(async move { bench.run(jobs).await }));
            }
            if look.more && running.len() < AT_ONCE {
                continue;
            }
            tokio::select! {
                changed = shutdown.changed() => if changed.is_err() { break },
                () = bench.data.wake.jobs.notified(), if running.len() < AT_ONCE => {}
                Some(_) = running.join_next() => {}
                () = tokio::time::sleep(LOOK), if running.len() < AT_ONCE => {}
            }
        }
        bench.stop();
        while running.join_next().await.is_some() {}
        upkeep.abort();
    }
}

/// Runs everything that is due, and what that enqueues for now, and says how many jobs ran.
/// For tests and for commands that want to see the end of what they began.
pub async fn run_pending(data: &Data<App>, registry: &Registry) -> Result<usize> {
    let bench = Bench::new(data.clone(), registry.clone());
    let mut count = 0;
    loop {
        let look = bench.claim(AT_ONCE).await?;
        if look.runs.is_empty() && !look.more {
            return Ok(count);
        }
        for jobs in look.runs {
            count += bench.run(jobs).await;
        }
    }
}

/// What one look for work found.
#[derive(Default)]
struct Look {
    /// Each to be run in its order, beside the others.
    runs: Vec<Vec<ClaimedJob>>,
    /// There may be more than was taken.
    more: bool,
}

/// What all runs share.
struct Bench {
    data: Data<App>,
    registry: Registry,
    kinds: Vec<&'static str>,
    state: Mutex<BenchState>,
}

#[derive(Default)]
struct BenchState {
    /// The lane after which the next look begins, so that all get their turn.
    cursor: String,
    /// Whose turn it is to have the larger half of the room.
    lanes_first: bool,
    running: HashSet<i64>,
    /// How many runs of each group of lanes are under way.
    groups: HashMap<String, usize>,
    stopping: bool,
}

impl BenchState {
    fn leave(&mut self, group: String) {
        if let Some(runs) = self.groups.get_mut(&group) {
            *runs = runs.saturating_sub(1);
            if *runs == 0 {
                self.groups.remove(&group);
            }
        }
    }
}

/// `inbox:a.example` of `inbox:a.example:3f`.
fn group(lane: &str) -> &str {
    lane.rsplit_once(':').map_or(lane, |(group, _)| group)
}

/// The lane that a run is of.
fn lane_of(jobs: &[ClaimedJob]) -> Option<&str> {
    jobs.first().and_then(|job| job.lane.as_deref())
}

impl Bench {
    fn new(data: Data<App>, registry: Registry) -> Self {
        let kinds = registry.kinds.keys().copied().collect();
        Self {
            data,
            registry,
            kinds,
            state: Mutex::default(),
        }
    }

    /// No code panics while it holds this lock, and its content is sound at any moment.
    fn state(&self) -> std::sync::MutexGuard<'_, BenchState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stop(&self) {
        self.state().stopping = true;
    }

    async fn begin(&self) -> Result<()> {
        let app: &App = &self.data;
        let mut tx = app.store.begin().await?;
        if app.store.is_sqlite() {
            // Nobody else works on this database, so what is leased was left by a process that died.
            queries::end_all_leases(&mut tx).await?;
        }
        schedule::ensure(&mut tx, app, &self.registry).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn claim(&self, room: usize) -> Result<Look> {
        if room == 0 {
            return Ok(Look::default());
        }
        let now = self.data.now();
        let (cursor, lanes_first) = {
            let mut state = self.state();
            state.lanes_first = !state.lanes_first;
            (state.cursor.clone(), state.lanes_first)
        };
        let (lanes, loose) = {
            let mut conn = self.data.store.read().await?;
            let lanes = queries::due_lanes(&mut conn, &cursor, now).await?;
            let loose = queries::loose_job_due(&mut conn, &self.kinds, now).await?;
            (lanes, loose)
        };
        let free = self.with_room_in_group(lanes.due);
        let (for_lanes, for_loose) = share(room, free.len(), loose, lanes_first);
        let cut = free.len() > for_lanes;
        let began_within = !cursor.is_empty();
        let taken = free.get(..for_lanes).unwrap_or(&free);
        let next = if cut {
            taken.last().cloned().or(Some(cursor))
        } else {
            lanes.next
        };
        let more = next.is_some() || began_within;
        self.state().cursor = next.unwrap_or_default();
        let mut runs = Vec::new();
        if !taken.is_empty() || loose {
            runs = self.take(taken, for_loose).await?;
        }
        let more = more || !runs.is_empty();
        Ok(Look { runs, more })
    }

    /// Leaves out lanes whose group has as many runs as it may.
    fn with_room_in_group(&self, mut lanes: Vec<String>) -> Vec<String> {
        let mut groups = self.state().groups.clone();
        lanes.retain(|lane| {
            let runs = groups.entry(group(lane).to_owned()).or_default();
            *runs += 1;
            *runs <= GROUP_AT_ONCE
        });
        lanes
    }

    async fn take(&self, lanes: &[String], loose: usize) -> Result<Vec<Vec<ClaimedJob>>> {
        let now = self.data.now();
        let mut tx = self.data.store.begin().await?;
        queries::lock_claims(&mut tx).await?;
        let mut runs = Vec::new();
        for lane in lanes {
            let jobs = queries::claim_lane(&mut tx, &self.kinds, lane, now).await?;
            if !jobs.is_empty() {
                runs.push(jobs);
            }
        }
        if loose > 0 {
            let jobs = queries::claim_loose(&mut tx, &self.kinds, loose, now).await?;
            runs.extend(jobs.into_iter().map(|job| vec![job]));
        }
        tx.commit().await?;
        let ids = runs.iter().flatten().map(|job| job.id);
        let mut state = self.state();
        state.running.extend(ids);
        for lane in runs.iter().filter_map(|jobs| lane_of(jobs)) {
            *state.groups.entry(group(lane).to_owned()).or_default() += 1;
        }
        drop(state);
        Ok(runs)
    }

    /// Runs jobs in their order until one fails or the worker stops; says how many ran.
    async fn run(&self, jobs: Vec<ClaimedJob>) -> usize {
        let ids: Vec<i64> = jobs.iter().map(|job| job.id).collect();
        let group = lane_of(&jobs).map(|lane| group(lane).to_owned());
        let mut waiting = jobs.into_iter();
        let mut done = Vec::new();
        let mut failed = None;
        for job in waiting.by_ref() {
            match self.execute(&job).await {
                Ok(()) => done.push(job),
                Err(error) => failed = Some((job, error)),
            }
            if failed.is_some() || self.state().stopping {
                break;
            }
        }
        let count = done.len() + usize::from(failed.is_some());
        let unbegun: Vec<ClaimedJob> = waiting.collect();
        if let Err(error) = self.settle(&done, failed.as_ref(), &unbegun).await {
            // The leases run out, and the jobs run again.
            tracing::error!(
                reason = reason(&error),
                "the end of jobs could not be written"
            );
        }
        let mut state = self.state();
        for id in ids {
            state.running.remove(&id);
        }
        if let Some(group) = group {
            state.leave(group);
        }
        count
    }

    /// In a task of its own, so that a panic is a failure of this job and of nothing else.
    async fn execute(&self, job: &ClaimedJob) -> Result<()> {
        let Some(kind) = self.registry.kinds.get(job.kind.as_str()) else {
            return Err(Error::Internal(anyhow::anyhow!(
                "no job is called {}",
                job.kind
            )));
        };
        let run = (kind.run)(job.payload.0.clone(), self.data.reset_request_count());
        let run = repeatable(tokio::time::timeout(kind.deadline, run));
        match tokio::spawn(run).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => Err(Error::peer_for_now("it took too long")),
            Err(broken) => Err(Error::internal(broken)),
        }
    }

    async fn settle(
        &self,
        done: &[ClaimedJob],
        failed: Option<&(ClaimedJob, Error)>,
        unbegun: &[ClaimedJob],
    ) -> Result<()> {
        let now = self.data.now();
        let mut tx = self.data.store.begin().await?;
        if !done.is_empty() {
            queries::delete_finished(&mut tx, done).await?;
        }
        for job in done {
            schedule::write_next(&mut tx, &self.registry, job, now).await?;
        }
        if let Some((job, error)) = failed {
            let why = reason(error);
            match next_try(
                error.may_pass(),
                job.attempts + 1,
                now.since(job.created_at),
            ) {
                Some(wait) => {
                    tracing::info!(job.id, job.kind, reason = why, "a job will be tried again");
                    let leaves = self.leaves_lane(job);
                    queries::postpone(&mut tx, job, now.plus(wait), &why, leaves).await?;
                }
                None => {
                    tracing::warn!(job.id, job.kind, reason = why, "a job was given up");
                    queries::poison(&mut tx, job, now, &why).await?;
                    schedule::write_next(&mut tx, &self.registry, job, now).await?;
                }
            }
        }
        queries::release(&mut tx, unbegun).await?;
        tx.commit().await?;
        Ok(())
    }

    fn leaves_lane(&self, job: &ClaimedJob) -> bool {
        let kind = self.registry.kinds.get(job.kind.as_str());
        kind.is_some_and(|kind| job.attempts + 1 >= kind.tries_in_lane)
    }

    async fn upkeep(&self) -> Result<()> {
        let now = self.data.now();
        let running: Vec<i64> = self.state().running.iter().copied().collect();
        if !running.is_empty() {
            let mut tx = self.data.store.begin().await?;
            queries::extend_leases(&mut tx, &running, now).await?;
            tx.commit().await?;
        }
        let mut conn = self.data.store.read().await?;
        let (due, poisoned) = queries::count_jobs(&mut conn, now).await?;
        set_gauge("guildhall_jobs_due", due);
        set_gauge("guildhall_jobs_poisoned", poisoned);
        Ok(())
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

fn set_gauge(name: &'static str, value: i64) {
    let value = u32::try_from(value).unwrap_or(u32::MAX);
    metrics::gauge!(name).set(f64::from(value));
}

/// Splits the room between lanes and jobs without one. Whose turn it is gets the larger half;
/// what one side does not need the other may have.
fn share(room: usize, lanes: usize, loose: bool, lanes_first: bool) -> (usize, usize) {
    if !loose {
        return (room.min(lanes), 0);
    }
    let larger = room.div_ceil(2);
    let half = if lanes_first { larger } else { room - larger };
    let for_lanes = half.min(lanes);
    (for_lanes, room - for_lanes)
}

/// When a job that has failed `tries` times, the first time enqueued `age` ago, is tried again;
/// None when it is given up. A failure that may pass is given days, another three tries.
fn next_try(may_pass: bool, tries: i32, age: TimeDelta) -> Option<TimeDelta> {
    if (!may_pass && tries >= TRIES) || (may_pass && age >= PATIENCE) {
        return None;
    }
    Some(match tries {
        ..=1 => TimeDelta::seconds(30),
        2 => TimeDelta::minutes(2),
        3 => TimeDelta::minutes(10),
        4 => TimeDelta::hours(1),
        5 => TimeDelta::hours(6),
        _ => TimeDelta::days(1),
    })
}

/// An error with its causes, for the operator.
fn reason(error: &Error) -> String {
    let mut text = error.to_string();
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text.chars().take(REASON_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_that_may_pass_are_given_a_week_and_others_three_tries() {
        let minutes = TimeDelta::minutes;
        let young = TimeDelta::zero();
        let cases = [
            (true, 1, young, Some(TimeDelta::seconds(30))),
            (true, 2, young, Some(minutes(2))),
            (true, 3, young, Some(minutes(10))),
            (true, 4, young, Some(minutes(60))),
            (true, 5, young, Some(minutes(360))),
            (true, 6, young, Some(minutes(1440))),
            (true, 12, TimeDelta::days(6), Some(minutes(1440))),
            (true, 12, TimeDelta::days(7), None),
            (false, 1, young, Some(TimeDelta::seconds(30))),
            (false, 2, young, Some(minutes(2))),
            (false, 3, young, None),
        ];
        for (may_pass, tries, age, expected) in cases {
            assert_eq!(next_try(may_pass, tries, age), expected, "{tries} {age}");
        }
    }

    #[test]
    fn neither_lanes_nor_loose_jobs_starve() {
        assert_eq!(share(16, 100, false, true), (16, 0));
        assert_eq!(share(16, 0, true, true), (0, 16));
        assert_eq!(share(16, 100, true, true), (8, 8));
        assert_eq!(share(1, 100, true, true), (1, 0));
        assert_eq!(share(1, 100, true, false), (0, 1));
    }
}
