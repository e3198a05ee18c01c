//! A community as readers see it, and what its policy settings can be.

use crate::activitypub::actors::Actor;
use crate::activitypub::delivery::Audience;
use crate::activitypub::licences::Licence;
use crate::ids::{ActorId, CommunityId};
use crate::store::Time;
use crate::store::schema::{communities, community_tags, follows};
use crate::text::tag_in_path;
use crate::{id_type, text_enum};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

text_enum! {
    /// Who may read.
    pub enum ReadPolicy {
        Public = "public",
        Unlisted = "unlisted",
        Members = "members",
        Server = "server",
    }
}

text_enum! {
    /// Who may join.
    pub enum JoinPolicy {
        Open = "open",
        Application = "application",
        Invitation = "invitation",
        Domain = "domain",
        Closed = "closed",
    }
}

text_enum! {
    /// Who may start threads, and, separately, who may reply.
    pub enum WritePolicy {
        Readers = "readers",
        Members = "members",
        Conveners = "conveners",
    }
}

text_enum! {
    /// Where somebody's wish to follow stands.
    pub enum FollowState {
        Pending = "pending",
        Accepted = "accepted",
        Refused = "refused",
    }
}

/// Somebody wants what an actor publishes. At most one per pair.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = follows)]
pub struct Follow {
    pub id: i64,
    pub follower_id: ActorId,
    pub target_id: ActorId,
    pub state: FollowState,
    /// The id of the latest attempt; answers name it.
    pub ap_id: String,
    pub created_at: Time,
    pub decided_at: Option<Time>,
}

/// A follow that has just been decided, for telling the follower.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowDecided {
    pub follower: ActorId,
    pub target: ActorId,
    /// Accepted or refused.
    pub state: FollowState,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = communities)]
pub struct CommunityRow {
    pub id: CommunityId,
    pub actor_id: ActorId,
    pub title: String,
    /// One line: who this is for, what you get.
    pub focus: String,
    pub description: String,
    pub description_html: String,
    pub rules: String,
    pub rules_html: String,
    pub language: String,
    pub read_policy: ReadPolicy,
    pub join_policy: JoinPolicy,
    pub post_policy: WritePolicy,
    pub answer_policy: WritePolicy,
    /// What a remote community says of itself (`postingRestrictedToMods`).
    pub restricted_to_moderators: bool,
    pub sensitive: bool,
    /// Threads without a kind are questions, as in a Q&A community of PieFed.
    pub question_answer: bool,
    pub post_count: i64,
    pub comment_count: i64,
    /// Accepted follows that we know of; for a remote community only ours.
    pub follower_count: i64,
    /// What the origin says; only for remote communities.
    pub origin_post_count: Option<i64>,
    pub origin_follower_count: Option<i64>,
    pub backfilled_at: Option<Time>,
    pub last_activity_at: Time,
    /// When its name, texts or settings last changed.
    pub edited_at: Option<Time>,
    pub removed_at: Option<Time>,
    pub deleted_at: Option<Time>,
    pub created_at: Time,
    /// Number of the version of the rules that holds; 0 while there have never been any.
    pub rules_version: i32,
    /// The last material version, which every member has to agree to, and when it was published.
    pub binding_version: Option<i32>,
    pub binding_since: Option<Time>,
    /// Days in which members may go on before they agree to it.
    pub grace_days: i32,
    /// Days in which nobody but the asker accepts an answer to a question here.
    pub accept_days: i32,
    /// Whether a question may have several accepted answers; a remote community says so itself.
    pub several_answers: bool,
    /// Names of its pictures, if it is ours.
    pub icon: Option<String>,
    pub banner: Option<String>,
    /// Of what is written here from now on.
    pub licence: Licence,
    /// As `web::accent` reads it.
    pub accent: String,
}

/// What a community of another server asks its members to have agreed to, as it said last.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RulesElsewhere {
    /// Whether it says how one joins it from another Guildhall server.
    pub joinable: bool,
    /// Names its rules; empty where there are none.
    pub hash: String,
    /// Names of earlier ones: whoever agreed to one of them need not agree anew.
    pub accepted: Vec<String>,
    /// Until when members go on as before who have not agreed.
    pub agree_by: Option<Time>,
}

impl RulesElsewhere {
    /// Whether somebody who agreed to the rules of this name has nothing to agree to.
    pub fn are_agreed_to(&self, hash: &str) -> bool {
        let known = self.accepted.iter().any(|accepted| accepted == hash);
        self.hash.is_empty() || self.hash == hash || known
    }
}

/// A community with the actor it is on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
pub struct Community {
    #[diesel(embed)]
    pub row: CommunityRow,
    #[diesel(embed)]
    pub actor: Actor,
}

impl Community {
    pub fn id(&self) -> CommunityId {
        self.row.id
    }

    pub fn is_local(&self) -> bool {
        self.actor.local
    }

    pub fn is_live(&self) -> bool {
        self.row.removed_at.is_none() && self.row.deleted_at.is_none()
    }

    /// Who it is and its key, and nothing that anybody wrote of it: all that is shown of one that is removed.
    #[must_use]
    pub fn without_words(mut self) -> Self {
        let row = &mut self.row;
        for words in [
            &mut row.title,
            &mut row.focus,
            &mut row.description,
            &mut row.description_html,
            &mut row.rules,
            &mut row.rules_html,
        ] {
            words.clear();
        }
        row.icon = None;
        row.banner = None;
        self
    }

    /// `luthiers` for our own, `luthiers@host` for others.
    pub fn handle(&self) -> String {
        if self.actor.local {
            self.actor.name.clone()
        } else {
            format!("{}@{}", self.actor.name, self.actor.host)
        }
    }

    pub fn title(&self) -> &str {
        if self.row.title.is_empty() {
            &self.actor.name
        } else {
            &self.row.title
        }
    }

    /// Whether reading it needs no one's leave.
    pub fn is_open_to_read(&self) -> bool {
        matches!(
            self.row.read_policy,
            ReadPolicy::Public | ReadPolicy::Unlisted
        )
    }

    pub fn path(&self) -> String {
        format!("/c/{}", self.handle())
    }

    /// The page of a tag.
    pub fn tag_path(&self, name: &str) -> String {
        format!("{}/tag/{}", self.path(), tag_in_path(name))
    }

    /// The audience of what is written here; fixed on each thread and reply when it is made.
    pub fn audience(&self) -> Audience {
        match self.row.read_policy {
            ReadPolicy::Public | ReadPolicy::Unlisted => Audience::Public,
            ReadPolicy::Server => Audience::Server,
            ReadPolicy::Members => Audience::Community,
        }
    }
}

id_type!(TagId);

/// A tag in one community: of its vocabulary, or in use.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = community_tags)]
pub struct CommunityTag {
    pub id: TagId,
    pub community_id: CommunityId,
    /// See [`crate::text::tag_name`].
    pub name: String,
    /// What it is for; one line.
    pub description: String,
    /// Whether it stands in the vocabulary.
    pub kept: bool,
    /// The tag that this is another name of.
    pub meant_id: Option<TagId>,
    /// Its id where the community lives, for those of other servers.
    pub ap_id: Option<String>,
    /// Threads that have it and can be seen.
    pub use_count: i64,
}

impl CommunityTag {
    /// As it is named on the wire. Of a community here its id is the address of its page.
    pub fn listed(&self, community: &Community) -> ListedTag {
        let group = &community.actor.ap_id;
        let own = || format!("{group}/tag/{}", tag_in_path(&self.name));
        ListedTag {
            id: self.ap_id.clone().unwrap_or_else(own),
            name: self.name.clone(),
        }
    }
}

/// A tag of a vocabulary, by its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedTag {
    pub id: String,
    pub name: String,
}

/// A tag of the vocabulary of a community of another server, as that says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteTag {
    pub id: String,
    pub name: String,
    pub description: String,
}
