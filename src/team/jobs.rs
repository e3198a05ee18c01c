//! Work that follows from what is said between people and teams. Messages are another feature's, so each `run` is in
//! `messages/jobs.rs`.

use super::model::{AppealId, LineId};
use serde::{Deserialize, Serialize};

/// Tells somebody of another server what came of their appeal.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TellAppellant {
    pub appeal: AppealId,
}

/// Sends somebody of another server what the team answered.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SendTeamAnswer {
    pub line: LineId,
}
