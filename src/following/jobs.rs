//! Telling who follows, after the answer.

use super::actions::tell_followers;
use crate::app::App;
use crate::error::Result;
use crate::jobs::Job;
use crate::posts::jobs::TellFollowers;
use activitypub_federation::config::Data;

impl Job for TellFollowers {
    const KIND: &'static str = "tell_followers";

    async fn run(self, data: &Data<App>) -> Result<()> {
        tell_followers(data, self).await
    }
}
