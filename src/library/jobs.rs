//! What is done for libraries from time to time.

use super::actions::{forget_exports, make_export, tend_reviews};
use super::model::ExportId;
use crate::app::App;
use crate::error::Result;
use crate::jobs::Job;
use activitypub_federation::config::Data;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use std::time::Duration;

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

/// Makes some of a copy of a public library.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MakeExport {
    pub export: ExportId,
}

impl Job for MakeExport {
    const KIND: &'static str = "make_export";
    const DEADLINE: Duration = Duration::from_secs(300);

    async fn run(self, data: &Data<App>) -> Result<()> {
        make_export(data, self.export).await
    }
}

/// Forgets the copies that are over. Register it with `every::<TendExports>(TendExports::PERIOD)`.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct TendExports {}

impl TendExports {
    pub const PERIOD: TimeDelta = TimeDelta::hours(6);
}

impl Job for TendExports {
    const KIND: &'static str = "tend_exports";

    async fn run(self, data: &Data<App>) -> Result<()> {
        forget_exports(data).await
    }
}
