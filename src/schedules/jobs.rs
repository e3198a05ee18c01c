//! The next time of a schedule, waiting in the queue.

use super::actions::{run_schedule, set_by_new_clock};
use super::model::ScheduleId;
use crate::app::App;
use crate::error::Result;
use crate::jobs::Job;
use crate::membership::jobs::ClockChanged;
use crate::store::Time;
use activitypub_federation::config::Data;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RunSchedule {
    pub schedule: ScheduleId,
    /// The time for which it is; where the schedule has another by then, it does nothing.
    pub slot: Time,
}

impl Job for RunSchedule {
    const KIND: &'static str = "run_schedule";

    async fn run(self, data: &Data<App>) -> Result<()> {
        run_schedule(data, &self).await
    }
}

impl Job for ClockChanged {
    const KIND: &'static str = "clock_changed";

    async fn run(self, data: &Data<App>) -> Result<()> {
        set_by_new_clock(data, self.community).await
    }
}
