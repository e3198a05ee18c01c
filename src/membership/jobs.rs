//! Work on memberships that is done later.

use super::federation::refresh_moderators;
use crate::app::App;
use crate::communities::queries::find_community;
use crate::error::Result;
use crate::ids::CommunityId;
use crate::jobs::Job;
use activitypub_federation::config::Data;
use serde::{Deserialize, Serialize};

/// Reads who moderates a community of another server.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReadModerators {
    pub community: CommunityId,
}

impl Job for ReadModerators {
    const KIND: &'static str = "read_moderators";

    async fn run(self, data: &Data<App>) -> Result<()> {
        let community = {
            let mut conn = data.store.read().await?;
            find_community(&mut conn, self.community).await?
        };
        refresh_moderators(data, &community).await
    }
}
