//! The job that applies a received activity.

use super::accepted;
use super::announce::refuse_blocked;
use super::queries::{ReceivedState, find_received, note_applied, note_refused};
use crate::activitypub::actors::Actor;
use crate::activitypub::fetch::with_budget;
use crate::activitypub::json;
use crate::app::App;
use crate::communities::act::{Act, Authority};
use crate::error::{Error, Result};
use crate::jobs::Job;
use crate::store::{Time, Tx};
use activitypub_federation::config::Data;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// Requests that one activity may make us send; Lemmy's number (protocol.md §5.4).
const REQUESTS: u32 = 100;
/// What is applied so much later was tried before, or waited long: its server may have been blocked since.
const LATE: TimeDelta = TimeDelta::minutes(1);

/// Applies `received_activities.id`.
#[derive(Debug, Serialize, Deserialize)]
pub struct ProcessActivity {
    pub received: i64,
}

impl Job for ProcessActivity {
    const KIND: &'static str = "process_activity";
    /// A quarter of an hour in which what comes after it about the same thing waits for it.
    const TRIES_IN_LANE: i32 = 4;

    async fn run(self, data: &Data<App>) -> Result<()> {
        let found = {
            let mut conn = data.store.read().await?;
            find_received(&mut conn, self.received).await?
        };
        let Some((received, signer)) = found else {
            return Ok(());
        };
        let (ReceivedState::New, Some(body)) = (received.state, received.body) else {
            return Ok(());
        };
        let late = data.now().since(received.received_at) > LATE;
        let applying = apply(data, signer, &body, late);
        let outcome = Box::pin(with_budget(REQUESTS, applying)).await;
        match outcome {
            Ok(()) => Ok(()),
            // Waiting may help, or we failed ourselves: the worker tries again, then sets it aside.
            Err(error) if error.may_pass() || error.is_ours() => Err(error),
            Err(error) => {
                tracing::info!(activity = received.ap_id, reason = %error, "an activity was refused");
                let verdict = error.to_string();
                let mut tx = data.store.begin().await?;
                note_refused(&mut tx, self.received, &verdict, data.now()).await?;
                tx.commit().await?;
                Ok(())
            }
        }
    }

    async fn note_done(done: Vec<Self>, tx: &mut Tx, now: Time) -> Result<()> {
        let ids: Vec<i64> = done.into_iter().map(|job| job.received).collect();
        note_applied(tx, &ids, now).await?;
        Ok(())
    }
}

async fn apply(app: &App, signer: Option<Actor>, body: &[u8], late: bool) -> Result<()> {
    let value = json::parse(body).map_err(|e| Error::Bad(e.to_string().into()))?;
    let raw: &RawValue =
        serde_json::from_slice(body).map_err(|e| Error::Bad(e.to_string().into()))?;
    let actor = signer.ok_or(Error::NotFound("actor"))?;
    if late {
        refuse_blocked(app, &actor.ap_id).await?;
    }
    let act = Act {
        value: &value,
        raw: Some(raw),
        actor,
        authority: Authority::Signed,
    };
    Box::pin(accepted::apply(app, act)).await
}
