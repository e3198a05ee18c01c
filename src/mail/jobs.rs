//! Telling people by mail what happened in communities.

use super::model::{MailId, Occasion};
use crate::ids::CommunityId;
use serde::{Deserialize, Serialize};

/// What the community is called, whether everybody may know, and whether it still concerns the recipient, is read
/// when the mail is sent. Who looks after a community is another feature's, so its `run` is in
/// `membership/jobs.rs`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SendLetter {
    pub mail: MailId,
    pub community: CommunityId,
    pub occasion: Occasion,
}
