//! Work on accounts that is done after the answer.

use crate::ids::AccountId;
use crate::text_enum;
use serde::{Deserialize, Serialize};

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
        Follows = "follows",
        Messages = "messages",
        Notices = "notices",
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
