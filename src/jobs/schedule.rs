//! Work that comes back: each kind has one waiting row, which names by its `run_at` when it is due
//! next. The run that ends writes the next one, in the transaction of its own end.

use super::queries::ClaimedJob;
use super::{Job, Registry};
use crate::app::App;
use crate::q;
use crate::store::schema::jobs;
use crate::store::{Json, Time, Tx};
use chrono::TimeDelta;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use serde_json::Value;

#[derive(Clone)]
pub(super) struct Recurring {
    period: TimeDelta,
    payload: Value,
}

impl Registry {
    /// Registers a job that runs at the first start and then this long after each end.
    #[expect(
        clippy::expect_used,
        reason = "a job of our own, made by its own default, is JSON; every start would show it"
    )]
    pub fn every<J: Job + Default>(mut self, period: TimeDelta) -> Self {
        let payload = serde_json::to_value(J::default()).expect("a job is JSON");
        self.recurring
            .insert(J::KIND, Recurring { period, payload });
        self.register::<J>()
    }
}

/// Makes sure that every recurring job waits for its time.
pub(super) async fn ensure(tx: &mut Tx, app: &App, registry: &Registry) -> QueryResult<()> {
    for (kind, recurring) in &registry.recurring {
        insert(tx, kind, recurring, app.now(), app.now()).await?;
    }
    Ok(())
}

/// The job has ended, well or badly: writes its next run, if it is one that comes back.
pub(super) async fn write_next(
    tx: &mut Tx,
    registry: &Registry,
    ended: &ClaimedJob,
    now: Time,
) -> QueryResult<()> {
    let Some((kind, recurring)) = registry.recurring.get_key_value(ended.kind.as_str()) else {
        return Ok(());
    };
    insert(tx, kind, recurring, now.plus(recurring.period), now).await
}

async fn insert(
    tx: &mut Tx,
    kind: &'static str,
    recurring: &Recurring,
    at: Time,
    now: Time,
) -> QueryResult<()> {
    let row = (
        jobs::kind.eq(kind),
        jobs::payload.eq(Json(recurring.payload.clone())),
        jobs::unique_key.eq(Some(format!("every:{kind}"))),
        jobs::run_at.eq(at),
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
