//! Telling people by mail.

use super::actions;
use crate::app::App;
use crate::error::Result;
use crate::jobs::Job;
use crate::mail::actions::{DEADLINE, end_try};
use crate::mail::model::MailId;
use activitypub_federation::config::Data;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The mail of one notification. What it says is read when it is sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MailNotice {
    pub mail: MailId,
    pub notice: i64,
}

impl Job for MailNotice {
    const KIND: &'static str = "mail_notice";
    const DEADLINE: Duration = DEADLINE;

    async fn run(self, data: &Data<App>) -> Result<()> {
        let tried = actions::send_notice(data, self.mail, self.notice).await;
        end_try(data, self.mail, tried).await
    }
}
