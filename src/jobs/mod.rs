//! Work that is done after the answer: kept in the database, enqueued in the transaction of the
//! change it follows from, so that neither exists without the other.
//!
//! A job that fails with an error that may pass is tried again later; one that fails three times in
//! another way is set aside as poison with its reason and can be listed and retried. Jobs with the
//! same lane run one after the other in the order they were enqueued; lanes do not wait for each other.
//! A job that waits for its next try holds its lane back; a poisoned one does not. Lanes whose names
//! agree up to the last colon are one group, of which only a few run at once: a server that makes
//! many lanes busy leaves room for the others.

mod bench;
mod law;
mod queries;
mod schedule;
#[cfg(test)]
mod tests;
mod worker;

pub use queries::{PoisonedJob, count_jobs, list_poison, retry_poison};
pub use worker::{Registry, Worker, run_pending};

use crate::app::App;
use crate::error::Result;
use crate::q;
use crate::store::schema::jobs;
use crate::store::{Json, Time, Tx};
use activitypub_federation::config::Data;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
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
    let payload = serde_json::to_value(job).map_err(crate::error::Error::internal)?;
    let now = app.now();
    let row = (
        jobs::kind.eq(J::KIND),
        jobs::payload.eq(Json(payload)),
        jobs::unique_key.eq(plan.unique_key),
        jobs::lane.eq(plan.lane),
        jobs::run_at.eq(plan.at.unwrap_or(now)),
        jobs::created_at.eq(now),
    );
    let conn = &mut **tx;
    q!(conn, {
        diesel::insert_into(jobs::table)
            .values(row)
            .on_conflict_do_nothing()
            .execute(conn)
            .await?;
    });
    Ok(())
}
