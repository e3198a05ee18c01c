//! Asking people about questions that wait.

use super::actions::call_helpers;
use crate::app::App;
use crate::error::Result;
use crate::ids::{AccountId, PostId};
use crate::jobs::Job;
use activitypub_federation::config::Data;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// Looks for questions that have waited long enough.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct CallHelpers {}

impl CallHelpers {
    pub const PERIOD: TimeDelta = TimeDelta::minutes(10);
}

impl Job for CallHelpers {
    const KIND: &'static str = "call_helpers";

    async fn run(self, data: &Data<App>) -> Result<()> {
        call_helpers(data).await
    }
}

/// Asks somebody of another server by a message. How that is said is known in `messages`, where its `run` is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TellHelper {
    pub post: PostId,
    pub account: AccountId,
}
