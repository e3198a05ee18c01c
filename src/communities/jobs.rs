//! Work on people and communities of other servers that is done later.

use super::federation::resolve_actor;
use crate::app::App;
use crate::error::Result;
use crate::jobs::Job;
use activitypub_federation::config::Data;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// Reads again what we know of somebody, since it is old.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RefreshActor {
    pub actor: String,
}

impl Job for RefreshActor {
    const KIND: &'static str = "refresh_actor";

    async fn run(self, data: &Data<App>) -> Result<()> {
        match resolve_actor(data, &self.actor, TimeDelta::zero()).await {
            // Whoever needs it asks again; what we know stays until then.
            Err(error) if !error.is_ours() => {
                tracing::debug!(self.actor, %error, "an actor could not be read again");
                Ok(())
            }
            outcome => outcome.map(|_| ()),
        }
    }
}

/// Brings in the recent threads of a community of another server. Its work needs every feature, so its
/// `run` is in `inbox/backfill.rs`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct BackfillCommunity {
    pub community: String,
}
