//! A yes to being asked, and those who may be asked about one question.

use crate::ids::{AccountId, CommunityId};
use crate::membership::model::Channel;
use crate::store::schema::helper_consents;
use crate::store::{Json, Time};
use diesel::prelude::*;

/// How often somebody is asked in a week who says no number, and at most.
pub const PER_WEEK: i32 = 2;
pub const PER_WEEK_MAX: i32 = 20;
/// Tags of one yes.
pub const TAGS_MAX: usize = 20;
/// How often an asker has others asked about one question.
pub const BUMPS_MAX: i32 = 2;

/// Somebody said yes.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = helper_consents)]
pub struct Consent {
    pub community_id: CommunityId,
    pub account_id: AccountId,
    /// None of them: about any.
    pub tags: Json<Vec<String>>,
    pub per_week: i32,
    pub channel: Channel,
    pub said_at: Time,
}

/// Somebody who said yes, as far as choosing among them needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub account: AccountId,
    /// The tags of their yes.
    pub tags: Vec<String>,
    pub per_week: i32,
    /// How often they were asked in this community in the last week.
    pub lately: i64,
    /// What they have answered under these tags; accepted answers count more.
    pub expertise: i64,
    pub last_called: Option<Time>,
}

/// How a question stands to being brought to others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Called {
    pub called_at: Option<Time>,
    pub bumps: i32,
    pub bumped_at: Option<Time>,
}
