//! Roles, and what somebody is allowed in a community right now.

use crate::ids::{AccountId, CommunityId};
use crate::store::Time;
use crate::store::schema::memberships;
use crate::text_enum;
use diesel::prelude::*;

text_enum! {
    /// What a member does in a community. Later words may do more.
    pub enum Role {
        Member = "member",
        Moderator = "moderator",
        Convener = "convener",
    }
}

text_enum! {
    /// Where belonging stands.
    pub enum MembershipState {
        Member = "member",
        Left = "left",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = memberships)]
pub struct Membership {
    pub community_id: CommunityId,
    pub account_id: AccountId,
    pub role: Role,
    pub state: MembershipState,
    pub since: Time,
    pub updated_at: Time,
}

/// Everything the rules need to know about one account in one community, read once and judged in `policy.rs` files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub account: AccountId,
    /// None: not a member.
    pub role: Option<Role>,
    pub banned: bool,
    pub suspended: bool,
    /// Administrator of this server, which counts in its own communities only.
    pub admin: bool,
    /// The same wherever the community lives: enough for what concerns this server alone.
    pub server_admin: bool,
}

impl Standing {
    /// Conveners and moderators, and admins of the server the community lives on.
    pub fn may_moderate(&self) -> bool {
        !self.suspended
            && (self.admin || matches!(self.role, Some(Role::Moderator | Role::Convener)))
    }

    /// Administrators of this server decide what it shows, wherever that lives.
    pub fn may_hide_here(&self) -> bool {
        !self.suspended && self.server_admin
    }

    pub fn is_convener(&self) -> bool {
        !self.suspended && (self.admin || self.role == Some(Role::Convener))
    }
}
