//! Work that follows from acts of moderation.

use super::actions::{self, Sweep, SweepBranch, arrivals};
use crate::accounts::jobs::TellOfSuspension;
use crate::app::App;
use crate::error::Result;
use crate::ids::{AccountId, CommunityId};
use crate::jobs::Job;
use crate::membership::jobs::NoteOffice;
use crate::moderation::model::CaseId;
use crate::screening::jobs::ReportCaught;
use activitypub_federation::config::Data;
use serde::{Deserialize, Serialize};

/// Tells somebody on a microblog that a community here has banned them, or does no more. A message is
/// another feature's, so its `run` is in `messages/jobs.rs`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TellOfBan {
    pub community: CommunityId,
    pub to: AccountId,
    /// Whether they were banned by it. It is told only while it is so.
    pub banned: bool,
}

/// Tells somebody of another server what those in charge of a community here want to have said to those who reported
/// something in it. A message is another feature's, so its `run` is in `messages/jobs.rs`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TellReporter {
    pub case: CaseId,
    pub to: AccountId,
}

/// Tells somebody of another server what a community here did about them, or with what they wrote. Its `run` is in
/// `messages/jobs.rs`, too.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TellOfAct {
    /// The id of the act.
    pub act: String,
    pub community: CommunityId,
    pub to: AccountId,
}

impl Job for Sweep {
    const KIND: &'static str = "remove_all_by";

    async fn run(self, data: &Data<App>) -> Result<()> {
        actions::sweep(data, self).await
    }
}

impl Job for SweepBranch {
    const KIND: &'static str = "remove_branch";

    async fn run(self, data: &Data<App>) -> Result<()> {
        actions::sweep_branch(data, self).await
    }
}

impl Job for TellOfSuspension {
    const KIND: &'static str = "tell_of_suspension";

    async fn run(self, data: &Data<App>) -> Result<()> {
        actions::tell_of_suspension(data, &self).await
    }
}

impl Job for NoteOffice {
    const KIND: &'static str = "note_office";

    async fn run(self, data: &Data<App>) -> Result<()> {
        actions::note_office(data, &self).await
    }
}

/// An automatic rule has caught something.
impl Job for ReportCaught {
    const KIND: &'static str = "report_caught";

    async fn run(self, data: &Data<App>) -> Result<()> {
        actions::report_caught(data, &self).await
    }
}

/// An act of another server whose authority was not here yet.
impl Job for arrivals::Incoming {
    const KIND: &'static str = "judge_again";

    async fn run(self, data: &Data<App>) -> Result<()> {
        match arrivals::receive(data, self).await {
            Err(error) if error.may_pass() => Err(error),
            Err(error) => {
                tracing::info!(reason = %error, "an act of moderation was refused");
                Ok(())
            }
            Ok(_) => Ok(()),
        }
    }
}
