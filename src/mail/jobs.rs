//! Telling people by mail what happened in communities.

use super::model::{MailId, Occasion};
use super::{actions, letters, queries};
use crate::app::App;
use crate::error::Result;
use crate::ids::CommunityId;
use crate::jobs::Job;
use activitypub_federation::config::Data;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What the community is called, and whether everybody may know, is read when the mail is sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SendLetter {
    pub mail: MailId,
    pub community: CommunityId,
    pub occasion: Occasion,
}

impl Job for SendLetter {
    const KIND: &'static str = "send_letter";
    const DEADLINE: Duration = actions::DEADLINE;

    async fn run(self, data: &Data<App>) -> Result<()> {
        let tried = self.send(data).await;
        actions::end_try(data, self.mail, tried).await
    }
}

impl SendLetter {
    async fn send(&self, app: &App) -> Result<()> {
        let Some(mail) = actions::take(app, self.mail).await? else {
            return Ok(());
        };
        let mut conn = app.store.read().await?;
        let place = queries::place_by_id(&mut conn, self.community).await?;
        drop(conn);
        let Some(place) = place else {
            return actions::drop_mail(app, &mail, "the community is gone").await;
        };
        let letter = letters::about(app, &place, &self.occasion);
        actions::send(app, &mail, &letter).await
    }
}
