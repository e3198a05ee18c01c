//! Work that is done after the answer: kept in the database, enqueued in the transaction of the
//! change it follows from, so that neither exists without the other.
//!
//! A job that fails with an error that may pass is tried again later; one that fails three times in
//! another way is set aside as poison with its reason and can be listed and retried. Jobs with the
//! same lane run one after the other in the order they were enqueued; lanes do not wait for each other.
//! A job that waits for its next try holds its lane back; a poisoned one does not. Lanes whose names
//! agree up to the last colon are one group, of which only a few run at once: a server that makes
//! many lanes busy leaves room for the others.
//!
//! A process claims some jobs ahead: they are leased to it, their keys are free, and no other process
//! gets them before they have begun or it gives them back. Ends are written together with the next
//! claims.

mod bench;
mod law;
mod queries;
mod rush;
mod schedule;
#[cfg(test)]
mod tests;
mod worker;

pub use queries::{PoisonedJob, count_jobs, list_poison, retry_poison};
pub use rush::Rush;
pub use worker::{Registry, Worker, run_pending};

use crate::app::App;
use crate::error::Result;
use crate::store::{Json, Time, Tx};
use activitypub_federation::config::Data;
use queries::NewJob;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::future::Future;
use std::time::Duration;

/// One kind of work. Its fields are stored as JSON, so they must stay readable by later versions.
pub trait Job: Serialize + DeserializeOwned + Send + 'static {
    /// Its name in the database; never changes.
    const KIND: &'static str;

    /// How long one run may take; then it has failed, and is tried again.
    const DEADLINE: Duration = Duration::from_secs(60);

    /// After so many failures that may pass it leaves its lane, so that what is behind it need not wait
    /// for days.
    const TRIES_IN_LANE: i32 = i32::MAX;

    /// Must be safe to run twice: a process may die after the work and before the note of it.
    fn run(self, data: &Data<App>) -> impl Future<Output = Result<()>> + Send;

    /// Writes what is to be known of jobs that have run well, in the transaction in which they go.
    /// Those that have ended at about the same time come together.
    fn note_done(
        _done: Vec<Self>,
        _tx: &mut Tx,
        _now: Time,
    ) -> impl Future<Output = Result<()>> + Send {
        std::future::ready(Ok(()))
    }
}

/// When and in what company a job runs.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Not before; now when absent.
    pub at: Option<Time>,
    /// While a job with this key is waiting, another is not added. One that is running does not
    /// count: it may have read already what has changed since.
    pub unique_key: Option<String>,
    /// Jobs of one lane keep their order.
    pub lane: Option<String>,
}

/// Adds a job to the transaction. Call `app.wake_workers()` after the commit.
pub async fn enqueue<J: Job>(tx: &mut Tx, app: &App, job: &J) -> Result<()> {
    enqueue_with(tx, app, job, Plan::default()).await
}

pub async fn enqueue_with<J: Job>(tx: &mut Tx, app: &App, job: &J, plan: Plan) -> Result<()> {
    enqueue_all(tx, app, [(job, plan)]).await
}

/// Adds many jobs, in their order.
pub async fn enqueue_all<'a, J: Job>(
    tx: &mut Tx,
    app: &App,
    jobs: impl IntoIterator<Item = (&'a J, Plan)>,
) -> Result<()> {
    let now = app.now();
    let rows: Result<Vec<NewJob>> = jobs
        .into_iter()
        .map(|(job, plan)| NewJob::of(job, plan, now))
        .collect();
    queries::insert_jobs(tx, &rows?).await?;
    Ok(())
}

impl NewJob {
    fn of<J: Job>(job: &J, plan: Plan, now: Time) -> Result<Self> {
        let payload = serde_json::to_value(job).map_err(crate::error::Error::internal)?;
        Ok(Self {
            kind: J::KIND,
            payload: Json(payload),
            unique_key: plan.unique_key,
            lane: plan.lane,
            run_at: plan.at.unwrap_or(now),
            created_at: now,
        })
    }
}
