//! What is done for libraries from time to time.

use super::actions::tend_reviews;
use crate::app::App;
use crate::error::Result;
use crate::jobs::Job;
use activitypub_federation::config::Data;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// Finds the threads that have grown old, and asks those who answered in them. Register it with
/// `every::<TendReviews>(TendReviews::PERIOD)`.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct TendReviews {}

impl TendReviews {
    pub const PERIOD: TimeDelta = TimeDelta::hours(1);
}

impl Job for TendReviews {
    const KIND: &'static str = "tend_reviews";

    async fn run(self, data: &Data<App>) -> Result<()> {
        tend_reviews(data).await
    }
}
