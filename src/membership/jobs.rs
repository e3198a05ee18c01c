//! Work on memberships that is done later.

use super::actions::{
    ask_members, check_readers, close_doors, expire, judge_follow, judge_server, mail_desk_again,
    send_about, send_invitation, send_rules, shut_out, tell_of_rules, tend_newcomers,
};
use super::federation::refresh_moderators;
use super::model::{ApplicationId, Contributions, EventKind};
use super::queries::invitations::InvitationId;
use crate::accounts::jobs::ShutOut;
use crate::activitypub::nodeinfo::SoftwareChanged;
use crate::app::App;
use crate::communities::queries::find_community;
use crate::error::Result;
use crate::ids::{AccountId, ActorId, CommentId, CommunityId, PostId};
use crate::jobs::Job;
use crate::mail::actions::{DEADLINE, end_try};
use crate::mail::jobs::SendLetter;
use crate::mail::model::MailId;
use crate::store::Time;
use activitypub_federation::config::Data;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use std::time::Duration;

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

/// Somebody here made somebody a moderator of a community, or one no more: everybody can read that in its log. That
/// is kept by `moderation`, so its `run` is in `moderation/jobs.rs`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NoteOffice {
    pub community: CommunityId,
    pub person: AccountId,
    pub by: ActorId,
    pub appointed: bool,
    /// Id of the act.
    pub act: String,
    pub at: Time,
}

/// Tells members, a part at a time, that the rules have changed and they are asked to agree.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AskMembers {
    pub community: CommunityId,
    /// The version they are asked to agree to.
    pub version: i32,
    /// The last one who was told.
    pub after: AccountId,
}

impl Job for AskMembers {
    const KIND: &'static str = "ask_members";

    async fn run(self, data: &Data<App>) -> Result<()> {
        ask_members(data, &self).await
    }
}

/// Tells those here who belong to a community elsewhere, a part at a time, that its rules have changed and they are
/// asked to agree.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TellOfRules {
    pub community: CommunityId,
    /// The version they are asked to agree to, by its number here.
    pub version: i32,
    /// The last one who was told.
    pub after: AccountId,
}

impl Job for TellOfRules {
    const KIND: &'static str = "tell_of_rules";

    async fn run(self, data: &Data<App>) -> Result<()> {
        tell_of_rules(data, &self).await
    }
}

/// Asks one of those by mail, too, unless they are not asked any more when it is sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MailRules {
    pub mail: MailId,
    pub community: CommunityId,
    /// The version they are asked to agree to.
    pub version: i32,
}

impl Job for MailRules {
    const KIND: &'static str = "mail_rules";
    const DEADLINE: Duration = DEADLINE;

    async fn run(self, data: &Data<App>) -> Result<()> {
        let tried = send_rules(data, &self).await;
        end_try(data, self.mail, tried).await
    }
}

impl Job for SendLetter {
    const KIND: &'static str = "send_letter";
    const DEADLINE: Duration = DEADLINE;

    async fn run(self, data: &Data<App>) -> Result<()> {
        let tried = send_about(data, &self).await;
        end_try(data, self.mail, tried).await
    }
}

/// Tells somebody of what came to a desk soon after they were told of it by mail.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MailDesk {
    pub community: CommunityId,
    pub recipient: AccountId,
}

impl Job for MailDesk {
    const KIND: &'static str = "mail_desk";

    async fn run(self, data: &Data<App>) -> Result<()> {
        mail_desk_again(data, &self).await
    }
}

/// Ends an application that nobody has decided.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExpireApplication {
    pub community: CommunityId,
    pub application: ApplicationId,
}

impl Job for ExpireApplication {
    const KIND: &'static str = "expire_application";

    async fn run(self, data: &Data<App>) -> Result<()> {
        expire(data, self.community, self.application).await
    }
}

/// A community lives by another clock. What hangs on that is known above, so its `run` is in
/// `schedules/jobs.rs`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ClockChanged {
    pub community: CommunityId,
}

/// Lets through what of somebody was held and need not be any more: they are a member now, or have agreed
/// to the rules. What it does needs threads and replies, so its `run` is in `posts/jobs.rs`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReleaseHeld {
    pub community: CommunityId,
    pub account: AccountId,
}

/// The same for everybody of whom something is held in a community, some authors at a time: there is nothing to
/// agree to any more. Its `run` is there, too.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReleaseAllHeld {
    pub community: CommunityId,
    /// The last author who is done.
    pub after: AccountId,
}

/// Decides about a follow, from another server, of a community that only its members read, once it is known
/// what runs there.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct JudgeFollow {
    pub community: CommunityId,
    pub follower: ActorId,
    /// The id of the Follow; a later one is decided for itself.
    pub follow: String,
}

impl Job for JudgeFollow {
    const KIND: &'static str = "judge_follow";

    async fn run(self, data: &Data<App>) -> Result<()> {
        judge_follow(data, &self).await
    }
}

/// Ends the follows of those who are no members, after a community was closed to others.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CloseDoors {
    pub community: CommunityId,
}

impl Job for CloseDoors {
    const KIND: &'static str = "close_doors";

    async fn run(self, data: &Data<App>) -> Result<()> {
        close_doors(data, self.community).await
    }
}

impl Job for ShutOut {
    const KIND: &'static str = "shut_out";

    async fn run(self, data: &Data<App>) -> Result<()> {
        shut_out(data, self.account).await
    }
}

/// Whoever reads in private on a server that runs something else now is looked at again.
impl Job for SoftwareChanged {
    const KIND: &'static str = "software_changed";

    async fn run(self, data: &Data<App>) -> Result<()> {
        judge_server(data, &self.host).await
    }
}

/// Looks which servers of those who read in private have to be asked what they run. Register it with
/// `every::<CheckReaders>(CheckReaders::PERIOD)`.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct CheckReaders {}

impl CheckReaders {
    pub const PERIOD: TimeDelta = TimeDelta::days(1);
}

impl Job for CheckReaders {
    const KIND: &'static str = "check_readers";

    async fn run(self, data: &Data<App>) -> Result<()> {
        check_readers(data).await
    }
}

/// Tells somebody of another server why they cannot follow a community here. A message is another
/// feature's, so its `run` is in `messages/jobs.rs`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TellWhyNot {
    pub community: CommunityId,
    pub to: AccountId,
    /// A sentence.
    pub why: String,
}

/// Sends the link of an invitation to an e-mail address.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SendInvitation {
    pub mail: MailId,
    pub invitation: InvitationId,
}

impl Job for SendInvitation {
    const KIND: &'static str = "send_invitation";
    const DEADLINE: Duration = DEADLINE;

    async fn run(self, data: &Data<App>) -> Result<()> {
        let tried = send_invitation(data, self.mail, self.invitation).await;
        end_try(data, self.mail, tried).await
    }
}

/// Tells somebody of another server that they are invited. That can be a message, so its `run` is in
/// `messages/jobs.rs`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TellInvited {
    pub invitation: InvitationId,
}

/// Deals with what somebody wrote in a community that they left, a part at a time: takes it back, or
/// takes their name from it. Only what was there when they left. It is about threads and replies, so its
/// `run` is in `posts/jobs.rs`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TakeWords {
    pub community: CommunityId,
    pub account: AccountId,
    pub way: Contributions,
    pub until: Time,
    /// The last thread and the last reply that are done.
    pub threads_after: PostId,
    pub replies_after: CommentId,
    pub threads_done: bool,
}

/// Looks after those who are new: greeters are told of introductions that nobody has replied to, and what
/// was kept for that is forgotten in time. Register it with `every::<TendNewcomers>(TendNewcomers::PERIOD)`.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct TendNewcomers {}

impl TendNewcomers {
    pub const PERIOD: TimeDelta = TimeDelta::minutes(15);
}

impl Job for TendNewcomers {
    const KIND: &'static str = "tend_newcomers";

    async fn run(self, data: &Data<App>) -> Result<()> {
        tend_newcomers(data).await
    }
}

/// Sends somebody of another server what they are asked: to join, or to agree to changed rules. A message is
/// another feature's, so its `run` is in `messages/jobs.rs`, like that of [`TellApplicant`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AskByMessage {
    pub community: CommunityId,
    pub account: AccountId,
    /// Only if nothing has been said since the first time.
    pub reminder: bool,
}

/// Tells an applicant of another server what happened to their application.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TellApplicant {
    pub community: CommunityId,
    pub account: AccountId,
    pub application: ApplicationId,
    pub event: EventKind,
}
