//! An account as readers see it, and who is looking.

use crate::activitypub::actors::Actor;
use crate::id_type;
use crate::ids::{AccountId, ActorId};
use crate::store::schema::{accounts, logins, sessions};
use crate::store::{Json, Time};
use crate::text_enum;
use diesel::prelude::*;
use std::net::IpAddr;

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

/// Somebody who is signed in: whose session it is and what they may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    pub session: SessionId,
    pub person: Person,
    pub role: ServerRole,
}

impl Signed {
    pub fn viewer(&self) -> Viewer {
        Viewer::Account {
            id: self.person.id(),
            admin: self.role == ServerRole::Admin,
        }
    }
}

id_type!(SessionId);

/// Where somebody is signed in, as they see it in their settings.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = sessions)]
pub struct Session {
    pub id: SessionId,
    pub account_id: AccountId,
    pub user_agent: String,
    pub address: String,
    pub created_at: Time,
    pub last_seen_at: Time,
    pub expires_at: Time,
}

/// How a local account signs in.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = logins)]
pub struct Login {
    pub account_id: AccountId,
    pub email: Option<String>,
    pub password_hash: String,
    pub role: ServerRole,
}

/// Where a local account reads mail, as far as it told us.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Addresses {
    pub email: Option<String>,
    pub is_confirmed: bool,
    /// What it becomes once it is confirmed.
    pub new_email: Option<String>,
}

impl Addresses {
    /// The address that waits for being confirmed.
    pub fn unconfirmed(&self) -> Option<&str> {
        let own = self.email.as_deref().filter(|_| !self.is_confirmed);
        self.new_email.as_deref().or(own)
    }

    /// Whether a link that opens the account may go there. Where there is an address it goes to no other:
    /// what was typed anew may be mistyped, and whoever reads there would get the account.
    pub fn opens_by(&self, address: &str) -> bool {
        let opening = self.email.as_ref().or(self.new_email.as_ref());
        opening.is_some_and(|own| own == address)
    }
}

/// What somebody fills in to get an account. Nothing else of an account can be chosen with it.
#[derive(Clone, Default, serde::Deserialize)]
#[serde(default)]
pub struct NewAccount {
    pub name: String,
    /// May be empty where an administrator makes the account.
    pub email: String,
    pub password: String,
}

/// What people say about themselves, as it is typed. `links` has one link per line: a label, a
/// space, the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub struct ProfileForm {
    pub display_name: String,
    /// Markdown.
    pub bio: String,
    pub links: String,
    /// BCP 47, such as `en` or `pt-BR`; empty when not said.
    pub language: String,
    /// A name of the time zone database, such as `Europe/Lisbon`; empty for UTC.
    pub time_zone: String,
}

/// Where a request comes from, as it is kept with a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    pub address: IpAddr,
    pub user_agent: String,
}

text_enum! {
    /// What a link that works once is for.
    pub enum LinkPurpose {
        Setup = "setup",
        /// Choosing a password.
        Password = "password",
        /// Confirming an e-mail address.
        Verify = "verify",
    }
}
