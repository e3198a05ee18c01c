//! What is told by mail, too: what was decided about an application.

use crate::app::App;
use crate::communities::model::Community;
use crate::error::Result;
use crate::ids::AccountId;
use crate::mail::letters::{self, Place};
use crate::store::Tx;

/// To an applicant of this server. The link leads to where they applied, which says how to go on.
pub(super) async fn mail_decision(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    applicant: AccountId,
    approved: bool,
    reason: &str,
) -> Result<()> {
    let url = app.local.url(&format!("{}/join", community.path()));
    letters::tell_decision(tx, app, applicant, place(community), approved, reason, url).await
}

fn place(community: &Community) -> Place<'_> {
    Place {
        title: community.title(),
        is_public: community.is_open_to_read(),
    }
}
