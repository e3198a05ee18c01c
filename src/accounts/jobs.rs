//! Work on accounts that is done after the answer.

use super::actions;
use crate::app::App;
use crate::error::Result;
use crate::ids::AccountId;
use crate::jobs::Job;
use crate::mail::actions::{DEADLINE, end_try};
use crate::mail::model::MailId;
use crate::text_enum;
use activitypub_federation::config::Data;
use serde::{Deserialize, Serialize};
use std::time::Duration;

text_enum! {
    /// What of a deleted account is being taken away; the steps follow each other in this order.
    pub enum ErasureStep {
        /// Its memberships, with the offices in them.
        Offices = "offices",
        /// What it said and other servers have not been told yet.
        Unsent = "unsent",
        /// Other servers are told that it is gone.
        Farewell = "farewell",
        Threads = "threads",
        Replies = "replies",
        Pictures = "pictures",
        Follows = "follows",
        Messages = "messages",
        /// What it proposed for libraries and nobody decided about.
        Proposals = "proposals",
        Notices = "notices",
        /// What it began to write, and what it suggested to others.
        Drafts = "drafts",
        /// What it followed, muted and saved.
        Following = "following",
        /// That it wanted to be asked, and was.
        Helping = "helping",
        /// The threads that were to begin in its name.
        Schedules = "schedules",
        /// What its answers counted for.
        Standing = "standing",
    }
}

/// Takes away what somebody leaves behind, a bounded part at a time. The roof runs it, in `erasure`,
/// which knows everything that can hang on an account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EraseAccount {
    pub account: AccountId,
    /// Convenes the communities that would have no convener left.
    pub successor: Option<AccountId>,
    /// Id of the activity that tells other servers.
    pub farewell: String,
    pub step: ErasureStep,
    /// Key of the last thread or reply that is done.
    pub after: i64,
    /// Everything was gone through once before.
    pub again: bool,
}

impl EraseAccount {
    pub fn new(account: AccountId, successor: Option<AccountId>, farewell: String) -> Self {
        Self {
            account,
            successor,
            farewell,
            step: ErasureStep::Offices,
            after: 0,
            again: false,
        }
    }
}

/// Somebody of another server is kept out of this whole server: where only members read, they read no more,
/// and their own server is told. Where that is, `membership` knows, so its `run` is in `membership/jobs.rs`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ShutOut {
    pub account: AccountId,
}

/// The servers that know somebody of this one are told that they may write no more, or may again. Telling is for
/// those who look after communities, so its `run` is in `moderation/jobs.rs`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TellOfSuspension {
    pub account: AccountId,
    /// It is told only while it is so.
    pub suspended: bool,
    /// Id of the activity that says it.
    pub activity: String,
}

impl TellOfSuspension {
    pub fn new(app: &App, account: AccountId, suspended: bool) -> Self {
        let kind = if suspended { "Block" } else { "Undo" };
        Self {
            account,
            suspended,
            activity: app.mint_activity_id(kind),
        }
    }
}

/// Sends the link that confirms an address.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SendConfirmation {
    pub mail: MailId,
    pub account: AccountId,
    pub address: String,
}

impl Job for SendConfirmation {
    const KIND: &'static str = "send_confirmation";
    const DEADLINE: Duration = DEADLINE;

    async fn run(self, data: &Data<App>) -> Result<()> {
        let tried = actions::send_confirmation(data, self.mail, self.account, &self.address).await;
        end_try(data, self.mail, tried).await
    }
}

/// Somebody typed this address because they forgot their password; perhaps it is nobody's here.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AskedReset {
    pub address: String,
}

impl Job for AskedReset {
    const KIND: &'static str = "asked_reset";

    async fn run(self, data: &Data<App>) -> Result<()> {
        actions::begin_reset(data, &self.address).await
    }
}

/// Tells somebody who asked for an account what was decided. Of a declined one nothing else is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SendVerdict {
    pub mail: MailId,
    pub name: String,
    /// Tag of the language in which they asked.
    pub locale: String,
    pub approved: bool,
    /// What was said to it; may be empty.
    pub words: String,
}

impl Job for SendVerdict {
    const KIND: &'static str = "send_verdict";
    const DEADLINE: Duration = DEADLINE;

    async fn run(self, data: &Data<App>) -> Result<()> {
        let tried = actions::send_verdict(data, &self).await;
        end_try(data, self.mail, tried).await
    }
}

/// Sends the link with which somebody chooses a new password.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SendReset {
    pub mail: MailId,
    pub account: AccountId,
    pub address: String,
}

impl Job for SendReset {
    const KIND: &'static str = "send_reset";
    const DEADLINE: Duration = DEADLINE;

    async fn run(self, data: &Data<App>) -> Result<()> {
        let tried = actions::send_reset(data, self.mail, self.account, &self.address).await;
        end_try(data, self.mail, tried).await
    }
}
