//! An account as readers see it, and who is looking.

use crate::activitypub::actors::Actor;
use crate::ids::{AccountId, ActorId};
use crate::store::schema::accounts;
use crate::store::{Json, Time};
use crate::text_enum;
use diesel::prelude::*;

/// Who is looking. Every query that reads content takes one and returns only what they may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Viewer {
    /// Nobody we know: a visitor, or an unsigned request.
    Anonymous,
    /// Somebody signed in here.
    Account { id: AccountId, admin: bool },
    /// A server that signed its request.
    Host(String),
    /// The program itself: jobs, commands, delivery.
    System,
}

impl Viewer {
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::Account { id, .. } => Some(*id),
            _ => None,
        }
    }

    pub fn is_admin(&self) -> bool {
        matches!(self, Self::Account { admin: true, .. })
    }
}

text_enum! {
    /// What a local account may do on the server as a whole.
    pub enum ServerRole {
        Member = "member",
        Admin = "admin",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = accounts)]
pub struct Account {
    pub id: AccountId,
    pub actor_id: ActorId,
    pub display_name: String,
    pub bio: String,
    pub bio_html: String,
    pub links: Json<Vec<ProfileLink>>,
    pub bot: bool,
    pub language: String,
    pub time_zone: String,
    pub post_count: i64,
    pub comment_count: i64,
    pub suspended_at: Option<Time>,
    pub deleted_at: Option<Time>,
    pub created_at: Time,
}

/// A row of a profile: "Website", "https://ada.example".
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct ProfileLink {
    pub label: String,
    pub url: String,
}

/// An account with the actor it is on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
pub struct Person {
    #[diesel(embed)]
    pub account: Account,
    #[diesel(embed)]
    pub actor: Actor,
}

impl Person {
    pub fn id(&self) -> AccountId {
        self.account.id
    }

    /// `ada` for our own, `ada@host` for others.
    pub fn handle(&self) -> String {
        if self.actor.local {
            self.actor.name.clone()
        } else {
            format!("{}@{}", self.actor.name, self.actor.host)
        }
    }

    /// Our page about them.
    pub fn path(&self) -> String {
        format!("/u/{}", self.handle())
    }

    pub fn display_name(&self) -> &str {
        if self.account.display_name.is_empty() {
            &self.actor.name
        } else {
            &self.account.display_name
        }
    }

    pub fn is_live(&self) -> bool {
        self.account.suspended_at.is_none() && self.account.deleted_at.is_none()
    }
}
