//! The job that applies a received activity.

use super::accepted;
use super::queries::{ReceivedState, find_received, update_verdict};
use crate::activitypub::actors::actor_by_ap_id;
use crate::activitypub::json;
use crate::app::App;
use crate::communities::act::{Act, Authority};
use crate::error::{Error, Result};
use crate::jobs::{Job, Plan, enqueue_with};
use activitypub_federation::config::Data;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// After the first failure; the worker waits longer after each further one.
const TRY_AGAIN: TimeDelta = TimeDelta::seconds(30);

/// Applies `received_activities.id`.
#[derive(Debug, Serialize, Deserialize)]
pub struct ProcessActivity {
    pub received: i64,
    /// It has failed in its lane and left it, so that what is behind it need not wait.
    #[serde(default)]
    pub alone: bool,
}

impl Job for ProcessActivity {
    const KIND: &'static str = "process_activity";

    async fn run(self, data: &Data<App>) -> Result<()> {
        let received = {
            let mut conn = data.store.read().await?;
            find_received(&mut conn, self.received).await?
        };
        let Some(received) = received else {
            return Ok(());
        };
        let (ReceivedState::New, Some(body)) = (received.state, received.body) else {
            return Ok(());
        };
        let outcome = Box::pin(apply(data, &received.signer, &body)).await;
        let (state, verdict) = match outcome {
            Ok(()) => (ReceivedState::Done, None),
            // Waiting may help, or we failed ourselves: the worker tries again, then sets it aside.
            Err(error) if error.may_pass() || matches!(error, Error::Internal(_)) => {
                return self.try_again(data, error).await;
            }
            Err(error) => {
                tracing::info!(activity = received.ap_id, reason = %error, "an activity was refused");
                (ReceivedState::Refused, Some(error.to_string()))
            }
        };
        let mut tx = data.store.begin().await?;
        update_verdict(
            &mut tx,
            self.received,
            state,
            verdict.as_deref(),
            data.now(),
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }
}

impl ProcessActivity {
    async fn try_again(self, app: &App, error: Error) -> Result<()> {
        if self.alone {
            return Err(error);
        }
        tracing::info!(received = self.received, reason = %error, "an activity is tried again later");
        let mut tx = app.store.begin().await?;
        let again = Self {
            alone: true,
            ..self
        };
        let plan = Plan {
            at: Some(app.now().plus(TRY_AGAIN)),
            ..Plan::default()
        };
        enqueue_with(&mut tx, app, &again, plan).await?;
        tx.commit().await?;
        Ok(())
    }
}

async fn apply(data: &Data<App>, signer: &str, body: &[u8]) -> Result<()> {
    let value = json::parse(body).map_err(|e| Error::Bad(e.to_string().into()))?;
    let raw: &RawValue =
        serde_json::from_slice(body).map_err(|e| Error::Bad(e.to_string().into()))?;
    let actor = {
        let mut conn = data.store.read().await?;
        actor_by_ap_id(&mut conn, signer).await?
    };
    let actor = actor.ok_or(Error::NotFound("actor"))?;
    let act = Act {
        value: &value,
        raw: Some(raw),
        actor,
        authority: Authority::Signed,
    };
    accepted::apply(data, act).await
}
