//! Keeping standing up to date, outside of any request.

use super::actions::weigh_due;
use crate::app::App;
use crate::error::Result;
use crate::jobs::Job;
use activitypub_federation::config::Data;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What is left over after so many rounds waits for the next run.
const ROUNDS: usize = 10;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct WeighDue {}

impl WeighDue {
    pub const PERIOD: TimeDelta = TimeDelta::minutes(1);
}

impl Job for WeighDue {
    const KIND: &'static str = "weigh_standing";
    const DEADLINE: Duration = Duration::from_secs(300);

    async fn run(self, data: &Data<App>) -> Result<()> {
        for _ in 0..ROUNDS {
            if weigh_due(data).await? == 0 {
                break;
            }
        }
        Ok(())
    }
}
