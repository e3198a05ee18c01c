//! Work that follows from what rules caught.

use crate::ids::{CommentId, PostId};
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
