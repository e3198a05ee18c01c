//! Work that follows from what rules caught.

use crate::ids::{AccountId, CommentId, CommunityId, PostId};
use serde::{Deserialize, Serialize};

/// Reports something that a rule caught to those who look after the place. Reports are another feature's, so its
/// `run` is in `moderation/jobs.rs`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReportCaught {
    pub post: PostId,
    /// None for the thread itself.
    pub comment: Option<CommentId>,
    /// What the rule is called.
    pub rule: String,
    /// Whether it caught a later text, which was kept back.
    pub edit: bool,
}

/// Tells somebody of another server that what they wrote waits until somebody here has read it, or that it is not
/// shown. A message is another feature's, so its `run` is in `messages/jobs.rs`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TellOfHold {
    pub community: CommunityId,
    pub to: AccountId,
    /// Id of what they wrote.
    pub about: String,
    /// Why it is not shown; none where it waits.
    pub reason: Option<String>,
}
