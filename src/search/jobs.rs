//! What is done for searches from time to time.

use super::actions::look_for_followed;
use crate::app::App;
use crate::error::Result;
use crate::jobs::Job;
use activitypub_federation::config::Data;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Looks for what is new in the searches that are followed. Register it with
/// `every::<LookForFollowed>(LookForFollowed::PERIOD)`.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct LookForFollowed {}

impl LookForFollowed {
    pub const PERIOD: TimeDelta = TimeDelta::minutes(1);
}

impl Job for LookForFollowed {
    const KIND: &'static str = "look_for_followed";
    const DEADLINE: Duration = Duration::from_secs(300);

    async fn run(self, data: &Data<App>) -> Result<()> {
        look_for_followed(data).await
    }
}
