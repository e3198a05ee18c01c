//! Keeping standing up to date, outside of any request.

use super::actions::weigh_due;
use crate::app::App;
use crate::error::Result;
use crate::jobs::Job;
use activitypub_federation::config::Data;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct WeighDue {}

impl WeighDue {
    pub const PERIOD: TimeDelta = TimeDelta::minutes(1);
}

impl Job for WeighDue {
    const KIND: &'static str = "weigh_standing";

    async fn run(self, data: &Data<App>) -> Result<()> {
        weigh_due(data).await?;
        Ok(())
    }
}
