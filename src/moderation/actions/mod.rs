//! What moderators do and what people report. Each function judges, changes everything it must in one
//! transaction, and says and tells of it in it.

pub mod arrivals;
mod desk;
mod reports;
mod settle;
mod sweep;

pub use desk::{
    BanOrder, ban, lock, pin, remove_comment, remove_post, restore_comment, restore_post, unban,
    unlock, unpin,
};
pub use reports::{Reported, may_see, receive_report, report, resolve_report};
pub use sweep::{Sweep, sweep};

use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::{AccountId, CommunityId};
use crate::membership::model::{MembershipState, Role};
use crate::membership::queries::membership_of;
use crate::moderation::model::{REASON_MAX, Verb};
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::store::{Conn, Tx};
use crate::text;

/// A reason as it was typed: one line.
fn check_reason(typed: &str) -> Result<String> {
    let reason = text::one_line(typed, REASON_MAX + 1);
    if reason.chars().count() > REASON_MAX {
        return Err(Error::invalid(
            "reason",
            format!("At most {REASON_MAX} characters."),
        ));
    }
    Ok(reason)
}

/// What somebody is in a community.
async fn role_in(
    conn: &mut Conn,
    community: CommunityId,
    account: AccountId,
) -> Result<Option<Role>> {
    let membership = membership_of(conn, community, account).await?;
    Ok(membership
        .filter(|membership| membership.state == MembershipState::Member)
        .map(|membership| membership.role))
}

/// Tells the person concerned, if the act is one they should hear of.
async fn tell_concerned(tx: &mut Tx, app: &App, verb: Verb, notice: NewNotice<'_>) -> Result<()> {
    let kind = match verb {
        Verb::Remove => NoticeKind::Removed,
        Verb::Restore => NoticeKind::Restored,
        Verb::Lock => NoticeKind::Locked,
        Verb::Ban => NoticeKind::Banned,
        Verb::Unban => NoticeKind::Unbanned,
        Verb::Unlock | Verb::Pin | Verb::Unpin | Verb::Appoint | Verb::Dismiss => return Ok(()),
    };
    notify(tx, app, &NewNotice { kind, ..notice }).await?;
    Ok(())
}
