//! Claiming jobs, running them, and writing how they ended.

use super::law::{next_try, share};
use super::queries::{self, ClaimedJob};
use super::schedule;
use super::worker::Registry;
use crate::app::App;
use crate::error::{Error, Result};
use crate::store::{Time, Tx, repeatable};
use activitypub_federation::config::Data;
use chrono::TimeDelta;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

/// Runs at once of lanes of one group.
const GROUP_AT_ONCE: usize = 4;
/// How long an end may wait for others with which it is written.
const END_WAITS: TimeDelta = TimeDelta::seconds(1);
/// Longer reasons are cut.
const REASON_CHARS: usize = 1000;

/// What one look for work found.
#[derive(Default)]
pub(super) struct Look {
    /// Each to be run in its order, beside the others.
    pub runs: Vec<Vec<ClaimedJob>>,
    /// There may be more than was taken.
    pub more: bool,
}

/// What a look found before anything was claimed.
#[derive(Default)]
struct Found {
    lanes: Vec<String>,
    /// How many jobs that are in no lane may be taken.
    loose: usize,
    more: bool,
}

impl Found {
    fn is_empty(&self) -> bool {
        self.lanes.is_empty() && self.loose == 0
    }

    fn into_look(self, runs: Vec<Vec<ClaimedJob>>) -> Look {
        let more = self.more || !runs.is_empty();
        Look { runs, more }
    }
}

/// A run that has ended; its end is still to be written.
pub(super) struct Ended {
    at: Time,
    done: Vec<ClaimedJob>,
    failed: Option<(ClaimedJob, Error)>,
    unbegun: Vec<ClaimedJob>,
}

impl Ended {
    /// A run that was claimed and not begun.
    pub fn unbegun(jobs: Vec<ClaimedJob>, now: Time) -> Self {
        Self {
            at: now,
            done: Vec::new(),
            failed: None,
            unbegun: jobs,
        }
    }

    /// Whether its end has waited long enough to be written without others. A clock that was put back
    /// makes nobody wait longer.
    pub fn is_overdue(&self, now: Time) -> bool {
        !(TimeDelta::zero()..END_WAITS).contains(&now.since(self.at))
    }

    fn jobs(&self) -> impl Iterator<Item = &ClaimedJob> {
        let failed = self.failed.iter().map(|(job, _)| job);
        self.done.iter().chain(failed).chain(&self.unbegun)
    }

    /// How many jobs ran.
    pub fn count(&self) -> usize {
        self.done.len() + usize::from(self.failed.is_some())
    }
}

/// What all runs share.
pub(super) struct Bench {
    pub data: Data<App>,
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
    /// Jobs that are ours: claimed, and their end not yet written.
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
    pub fn new(data: Data<App>, registry: Registry) -> Self {
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

    pub fn stop(&self) {
        self.state().stopping = true;
    }

    pub async fn begin(&self) -> Result<()> {
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

    /// Writes what has ended and claims what may begin, in one transaction. What has ended is taken
    /// out once it is written; where that fails, its leases run out and it runs again.
    pub async fn look(&self, ended: &mut Vec<Ended>, room: usize) -> Result<Look> {
        let found = self.find(room).await?;
        if found.is_empty() && ended.is_empty() {
            return Ok(found.into_look(Vec::new()));
        }
        match self.turn_over(ended, &found).await {
            Ok(runs) => {
                let more = !ended.is_empty();
                for end in ended.drain(..) {
                    self.forget(&end);
                }
                let look = found.into_look(runs);
                Ok(Look {
                    more: look.more || more,
                    ..look
                })
            }
            Err(error) => {
                // One of them may have been the reason.
                self.settle_each(std::mem::take(ended)).await;
                Err(error)
            }
        }
    }

    /// What could be claimed. Only a hint: whoever claims looks again.
    async fn find(&self, room: usize) -> Result<Found> {
        if room == 0 {
            return Ok(Found::default());
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
        let mut free = self.with_room_in_group(lanes.due);
        let (for_lanes, for_loose) = share(room, free.len(), loose, lanes_first);
        let cut = free.len() > for_lanes;
        let began_within = !cursor.is_empty();
        free.truncate(for_lanes);
        let next = if cut {
            free.last().cloned().or(Some(cursor))
        } else {
            lanes.next
        };
        let more = next.is_some() || began_within;
        self.state().cursor = next.unwrap_or_default();
        Ok(Found {
            lanes: free,
            loose: if loose { for_loose } else { 0 },
            more,
        })
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

    async fn turn_over(&self, ended: &[Ended], found: &Found) -> Result<Vec<Vec<ClaimedJob>>> {
        let mut tx = self.data.store.begin().await?;
        self.settle(&mut tx, ended).await?;
        let runs = self.claim(&mut tx, found).await?;
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

    async fn claim(&self, tx: &mut Tx, found: &Found) -> Result<Vec<Vec<ClaimedJob>>> {
        if found.is_empty() {
            return Ok(Vec::new());
        }
        let now = self.data.now();
        queries::lock_claims(tx).await?;
        let mut runs = queries::list_lanes(tx, &self.kinds, &found.lanes, now).await?;
        if found.loose > 0 {
            let jobs = queries::list_loose(tx, &self.kinds, found.loose, now).await?;
            runs.extend(jobs.into_iter().map(|job| vec![job]));
        }
        let ids: Vec<i64> = runs.iter().flatten().map(|job| job.id).collect();
        queries::lease(tx, &ids, now).await?;
        Ok(runs)
    }

    /// Runs jobs in their order until one fails or the worker stops.
    pub async fn run(&self, jobs: Vec<ClaimedJob>) -> Ended {
        let group = lane_of(&jobs).map(|lane| group(lane).to_owned());
        let mut waiting = jobs.into_iter();
        let mut done = Vec::new();
        let mut failed = None;
        for job in waiting.by_ref() {
            self.data.rush.give_way().await;
            match self.execute(&job).await {
                Ok(()) => done.push(job),
                Err(error) => failed = Some((job, error)),
            }
            if failed.is_some() || self.state().stopping {
                break;
            }
        }
        if let Some(group) = group {
            self.state().leave(group);
        }
        Ended {
            at: self.data.now(),
            done,
            failed,
            unbegun: waiting.collect(),
        }
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

    /// Each in a transaction of its own. Where that cannot be written, jobs that are done have failed
    /// all the same, so that they are set aside in the end and not repeated for ever.
    pub async fn settle_each(&self, ended: Vec<Ended>) {
        for end in ended {
            if let Err(error) = self.settle_alone(&end).await {
                tracing::error!(
                    reason = reason(&error),
                    "the end of jobs could not be written"
                );
                if let Err(error) = self.settle_as_failed(&end, &error).await {
                    // The leases run out, and the jobs run again.
                    tracing::error!(reason = reason(&error), "nor that they failed");
                }
            }
            self.forget(&end);
        }
    }

    /// Their leases are no longer renewed.
    fn forget(&self, end: &Ended) {
        let mut state = self.state();
        for job in end.jobs() {
            state.running.remove(&job.id);
        }
    }

    async fn settle_alone(&self, end: &Ended) -> Result<()> {
        let mut tx = self.data.store.begin().await?;
        self.settle(&mut tx, std::slice::from_ref(end)).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn settle_as_failed(&self, end: &Ended, why: &Error) -> Result<()> {
        let now = self.data.now();
        let mut tx = self.data.store.begin().await?;
        for job in &end.done {
            self.settle_failed(&mut tx, job, why, now).await?;
        }
        if let Some((job, error)) = &end.failed {
            self.settle_failed(&mut tx, job, error, now).await?;
        }
        queries::release(&mut tx, &end.unbegun).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn settle(&self, tx: &mut Tx, ended: &[Ended]) -> Result<()> {
        let now = self.data.now();
        let done: Vec<&ClaimedJob> = ended.iter().flat_map(|end| &end.done).collect();
        self.settle_done(tx, &done, now).await?;
        for end in ended {
            if let Some((job, error)) = &end.failed {
                self.settle_failed(tx, job, error, now).await?;
            }
            queries::release(tx, &end.unbegun).await?;
        }
        Ok(())
    }

    async fn settle_done(&self, tx: &mut Tx, done: &[&ClaimedJob], now: Time) -> Result<()> {
        if done.is_empty() {
            return Ok(());
        }
        let ids: Vec<i64> = done.iter().map(|job| job.id).collect();
        queries::delete_finished(tx, &ids).await?;
        let mut kinds: HashMap<&str, Vec<Value>> = HashMap::new();
        for job in done {
            schedule::write_next(tx, &self.registry, job, now).await?;
            let payloads = kinds.entry(job.kind.as_str()).or_default();
            payloads.push(job.payload.0.clone());
        }
        for (name, payloads) in kinds {
            if let Some(kind) = self.registry.kinds.get(name) {
                (kind.note_done)(payloads, tx, now).await?;
            }
        }
        Ok(())
    }

    async fn settle_failed(
        &self,
        tx: &mut Tx,
        job: &ClaimedJob,
        error: &Error,
        now: Time,
    ) -> Result<()> {
        let why = reason(error);
        let age = now.since(job.created_at);
        let Some(wait) = next_try(error.may_pass(), job.attempts + 1, age) else {
            tracing::warn!(job.id, job.kind, reason = why, "a job was given up");
            queries::poison(tx, job, now, &why).await?;
            schedule::write_next(tx, &self.registry, job, now).await?;
            return Ok(());
        };
        tracing::info!(job.id, job.kind, reason = why, "a job will be tried again");
        let leaves = self.leaves_lane(job);
        queries::postpone(tx, job, now.plus(wait), &why, leaves).await?;
        Ok(())
    }

    fn leaves_lane(&self, job: &ClaimedJob) -> bool {
        let kind = self.registry.kinds.get(job.kind.as_str());
        kind.is_some_and(|kind| job.attempts + 1 >= kind.tries_in_lane)
    }

    pub async fn upkeep(&self) -> Result<()> {
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

fn set_gauge(name: &'static str, value: i64) {
    let value = u32::try_from(value).unwrap_or(u32::MAX);
    metrics::gauge!(name).set(f64::from(value));
}

/// An error with its causes, for the operator.
pub(super) fn reason(error: &Error) -> String {
    let mut text = error.to_string();
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text.chars().take(REASON_CHARS).collect()
}
