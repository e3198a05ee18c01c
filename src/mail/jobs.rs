//! Sending what was composed already, for mails that stay right whatever happens meanwhile.

use super::actions;
use super::model::{Letter, MailId};
use crate::app::App;
use crate::error::Result;
use crate::jobs::Job;
use activitypub_federation::config::Data;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Its letter lies in the queue of jobs until it is sent, so it holds no secret that lasts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SendLetter {
    pub mail: MailId,
    pub letter: Letter,
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
        match actions::take(app, self.mail).await? {
            Some(mail) => actions::send(app, &mail, &self.letter).await,
            None => Ok(()),
        }
    }
}
