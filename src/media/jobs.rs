//! Taking pictures down, and the files of those that hang nowhere any more.

use super::actions;
use crate::app::App;
use crate::error::Result;
use crate::jobs::Job;
use activitypub_federation::config::Data;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// Takes down what goes now; enqueued where something was deleted for good.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TakeDown {}

impl Job for TakeDown {
    const KIND: &'static str = "take_down_pictures";

    async fn run(self, data: &Data<App>) -> Result<()> {
        actions::take_down_due(data).await
    }
}

/// Takes down what no text came to show, and the pictures of what was taken back some time ago.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct TendPictures {}

impl TendPictures {
    pub const PERIOD: TimeDelta = TimeDelta::hours(1);
}

impl Job for TendPictures {
    const KIND: &'static str = "tend_pictures";

    async fn run(self, data: &Data<App>) -> Result<()> {
        actions::take_down_due(data).await
    }
}

/// Removes files that nothing says are there.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct RemoveStrays {}

impl RemoveStrays {
    pub const PERIOD: TimeDelta = TimeDelta::days(1);
}

impl Job for RemoveStrays {
    const KIND: &'static str = "remove_stray_files";

    async fn run(self, data: &Data<App>) -> Result<()> {
        actions::remove_strays(data).await
    }
}
