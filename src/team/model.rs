//! Appeals, and conversations with those who look after a community.

use crate::accounts::model::Person;
use crate::communities::model::Community;
use crate::ids::{AccountId, CommunityId};
use crate::moderation::model::{Action, ActionId};
use crate::store::Time;
use crate::store::schema::{appeal_letters, appeals, team_lines, team_talks};
use crate::{id_type, text_enum};
use diesel::prelude::*;

id_type!(AppealId);
id_type!(TalkId);
id_type!(LineId);

/// Characters of an appeal, of what is told to whoever made it, and of one thing that is said in a conversation.
pub const WORDS_MAX: usize = 4000;

text_enum! {
    /// What came of an appeal.
    pub enum Ruling {
        /// The act stands.
        Upheld = "upheld",
        /// All that it did was undone.
        Reversed = "reversed",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = appeals)]
pub struct Appeal {
    pub id: AppealId,
    pub action_id: ActionId,
    pub community_id: CommunityId,
    /// Who appeals: whom the act was about.
    pub account_id: AccountId,
    pub body: String,
    pub created_at: Time,
    pub decided_at: Option<Time>,
    pub decided_by: Option<AccountId>,
    pub outcome: Option<Ruling>,
    /// What whoever appealed was told.
    pub message: String,
}

impl Appeal {
    pub fn is_open(&self) -> bool {
        self.decided_at.is_none()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = appeals)]
pub struct NewAppeal {
    pub action_id: ActionId,
    pub community_id: CommunityId,
    pub account_id: AccountId,
    pub body: String,
    pub created_at: Time,
    pub message: String,
}

/// How somebody of another server was told of an act.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = appeal_letters)]
pub struct AppealLetter {
    pub action_id: ActionId,
    pub account_id: AccountId,
    pub token_hash: Vec<u8>,
    pub message_id: Option<String>,
    pub sent_at: Time,
}

/// An act with whom it was about, where it was in a community.
#[derive(Debug, Clone)]
pub struct Sanction {
    pub act: Action,
    pub about: Person,
    pub community: Community,
    pub appeal: Option<Appeal>,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = team_talks)]
pub struct Talk {
    pub id: TalkId,
    pub community_id: CommunityId,
    /// Who talks with the team.
    pub account_id: AccountId,
    pub opened_at: Time,
    /// The latest of its lines.
    pub latest_id: LineId,
    /// Whether they wrote last, and nobody has answered or closed it.
    pub waits: bool,
    /// Who of the team looks at it.
    pub assigned_to: Option<AccountId>,
    pub closed_at: Option<Time>,
}

#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = team_talks)]
pub struct NewTalk {
    pub community_id: CommunityId,
    pub account_id: AccountId,
    pub opened_at: Time,
    pub latest_id: LineId,
    pub waits: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = team_lines)]
pub struct Line {
    pub id: LineId,
    pub talk_id: TalkId,
    pub by_id: AccountId,
    pub from_team: bool,
    pub body: String,
    /// Of another server's message, or of ours to it.
    pub message_id: Option<String>,
    pub created_at: Time,
}

#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = team_lines)]
pub struct NewLine {
    pub talk_id: TalkId,
    pub by_id: AccountId,
    pub from_team: bool,
    pub body: String,
    pub message_id: Option<String>,
    pub created_at: Time,
}
