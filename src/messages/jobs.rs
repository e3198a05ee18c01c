//! Work on messages that is done later.

use super::actions;
use crate::app::App;
use crate::error::Result;
use crate::ids::{AccountId, CommunityId};
use crate::jobs::Job;
use crate::membership::jobs::{AskByMessage, TellApplicant, TellInvited, TellWhyNot};
use crate::moderation::jobs::{TellOfAct, TellOfBan, TellReporter};
use crate::routing::jobs::TellHelper;
use crate::screening::jobs::TellOfHold;
use crate::team::jobs::{SendTeamAnswer, TellAppellant};
use activitypub_federation::config::Data;
use serde::{Deserialize, Serialize};

/// Drops the words of a message that its author elsewhere took back and did not bring back.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ForgetMessage {
    pub sender: AccountId,
    pub ap_id: String,
}

impl Job for ForgetMessage {
    const KIND: &'static str = "forget_message";

    async fn run(self, data: &Data<App>) -> Result<()> {
        actions::forget_words(data, self.sender, &self.ap_id).await
    }
}

/// Tells somebody of another server why a community here did not take their thread `about`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExplainRefusal {
    pub to: AccountId,
    pub community: CommunityId,
    pub about: String,
}

impl Job for ExplainRefusal {
    const KIND: &'static str = "explain_refusal";

    async fn run(self, data: &Data<App>) -> Result<()> {
        actions::explain_refusal(data, &self).await
    }
}

impl Job for TellOfBan {
    const KIND: &'static str = "tell_of_ban";

    async fn run(self, data: &Data<App>) -> Result<()> {
        actions::say_ban(data, &self).await
    }
}

impl Job for TellReporter {
    const KIND: &'static str = "tell_reporter";

    async fn run(self, data: &Data<App>) -> Result<()> {
        actions::tell_reporter(data, &self).await
    }
}

impl Job for TellOfAct {
    const KIND: &'static str = "tell_of_act";

    async fn run(self, data: &Data<App>) -> Result<()> {
        actions::say_act(data, &self).await
    }
}

impl Job for TellOfHold {
    const KIND: &'static str = "tell_of_hold";

    async fn run(self, data: &Data<App>) -> Result<()> {
        actions::say_hold(data, &self).await
    }
}

impl Job for TellHelper {
    const KIND: &'static str = "tell_helper";

    async fn run(self, data: &Data<App>) -> Result<()> {
        actions::tell_helper(data, &self).await
    }
}

impl Job for TellWhyNot {
    const KIND: &'static str = "tell_why_not";

    async fn run(self, data: &Data<App>) -> Result<()> {
        actions::say_why_not(data, &self).await
    }
}

impl Job for TellInvited {
    const KIND: &'static str = "tell_invited";

    async fn run(self, data: &Data<App>) -> Result<()> {
        actions::tell_invited(data, self.invitation).await
    }
}

impl Job for AskByMessage {
    const KIND: &'static str = "ask_by_message";

    async fn run(self, data: &Data<App>) -> Result<()> {
        actions::send_letter(data, &self).await
    }
}

impl Job for TellApplicant {
    const KIND: &'static str = "tell_applicant";

    async fn run(self, data: &Data<App>) -> Result<()> {
        actions::tell_applicant(data, &self).await
    }
}

impl Job for TellAppellant {
    const KIND: &'static str = "tell_appellant";

    async fn run(self, data: &Data<App>) -> Result<()> {
        actions::tell_appellant(data, &self).await
    }
}

impl Job for SendTeamAnswer {
    const KIND: &'static str = "send_team_answer";

    async fn run(self, data: &Data<App>) -> Result<()> {
        actions::send_team_answer(data, &self).await
    }
}
