//! What moderators do and what people report. Each function judges, changes everything it must in one
//! transaction, and says and tells of it in it.

pub mod arrivals;
mod branch;
mod cases;
mod desk;
mod headings;
mod introductions;
mod moving;
mod offices;
mod reports;
mod reversal;
mod settle;
mod shared;
mod suspending;
mod sweep;

pub use branch::{SweepBranch, sweep_branch};
pub use cases::{
    SettledElsewhere, Settlement, Step, find_case, may_see, settle_elsewhere, work_on,
};
pub use desk::{
    BanOrder, Grounds, ban, ban_under, lock, lock_branch, lock_under, mute, pin, remove,
    restore_comment, restore_post, rules_in_short, unban, unlock, unlock_branch, unmute, unpin,
    unwarn, warn,
};
pub use headings::retitle;
pub use introductions::make_introductions;
pub use moving::{Move, move_to, places_to_move_to, receive_move};
pub use offices::note_office;
pub use reports::{
    Reported, receive_report, report, report_by_name, report_by_rule, report_caught,
};
pub use reversal::reverse;
pub use shared::{hide_shared, tell_of_fate};
pub use suspending::tell_of_suspension;
pub use sweep::{Sweep, sweep};

use crate::accounts::model::Person;
use crate::accounts::queries::find_person;
use crate::activitypub::peers::meet;
use crate::app::App;
use crate::communities::model::{Community, FollowState};
use crate::communities::queries::find_community;
use crate::communities::queries::follows::follow_by_pair;
use crate::error::{Error, Result};
use crate::ids::{AccountId, CommentId, CommunityId, PostId};
use crate::jobs::{Plan, enqueue_with};
use crate::membership::model::{MembershipState, Role};
use crate::membership::queries::membership_of;
use crate::moderation::jobs::{TellOfAct, TellOfBan};
use crate::moderation::model::{REASON_MAX, Verb};
use crate::moderation::queries::{authored_comments, authored_posts};
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::store::{Conn, Tx};
use crate::text;
use chrono::TimeDelta;

/// Until then what a server runs has been read, if it was not known.
const SOFTWARE_IS_READ: TimeDelta = TimeDelta::minutes(1);

/// A reason as it was typed: one line.
fn check_reason(typed: &str) -> Result<String> {
    let reason = text::one_line(typed, REASON_MAX + 1);
    if reason.chars().count() > REASON_MAX {
        return Err(Error::invalid(
            "reason",
            t!("moderation-reason-long", most = REASON_MAX),
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

/// As what the person concerned is told of an act, if it is one they should hear of.
pub fn told_as(verb: Verb) -> Option<NoticeKind> {
    match verb {
        Verb::Remove => Some(NoticeKind::Removed),
        Verb::Restore => Some(NoticeKind::Restored),
        Verb::Lock => Some(NoticeKind::Locked),
        Verb::Ban => Some(NoticeKind::Banned),
        Verb::Unban => Some(NoticeKind::Unbanned),
        Verb::Retitle => Some(NoticeKind::Retitled),
        Verb::MoveAway => Some(NoticeKind::Moved),
        Verb::Warn => Some(NoticeKind::Warned),
        Verb::Unwarn => Some(NoticeKind::WarningWithdrawn),
        Verb::Mute => Some(NoticeKind::Muted),
        Verb::Unmute => Some(NoticeKind::Unmuted),
        Verb::Unlock
        | Verb::Pin
        | Verb::Unpin
        | Verb::Appoint
        | Verb::Dismiss
        | Verb::Hide
        | Verb::Show
        | Verb::MoveHere => None,
    }
}

/// Tells the person concerned, if the act is one they should hear of: here by a notice and a mail, elsewhere by a
/// message.
async fn tell_concerned(tx: &mut Tx, app: &App, verb: Verb, notice: NewNotice<'_>) -> Result<()> {
    let Some(kind) = told_as(verb) else {
        return Ok(());
    };
    notify(tx, app, &NewNotice { kind, ..notice }).await?;
    tell_abroad(tx, app, verb, &notice).await
}

/// Has somebody of another server told of what a community here did with what they wrote. Of bans their software
/// knows by itself, or they are told on the way for those ([`tell_of_ban`]). What is reversed at once is not told.
async fn tell_abroad(tx: &mut Tx, app: &App, verb: Verb, notice: &NewNotice<'_>) -> Result<()> {
    let Some(community) = notice.community else {
        return Ok(());
    };
    let to = find_person(tx, notice.recipient).await?;
    let own = notice.by == Some(to.actor.id);
    if to.actor.local || own || matches!(verb, Verb::Ban | Verb::Unban) {
        return Ok(());
    }
    if !find_community(tx, community).await?.is_local() {
        return Ok(());
    }
    let job = TellOfAct {
        act: notice.cause.to_owned(),
        community,
        to: to.id(),
    };
    let plan = Plan {
        at: Some(app.now().plus(SOFTWARE_IS_READ)),
        unique_key: Some(format!("act {} {}", job.to, job.act)),
        lane: None,
    };
    meet(tx, app, &to.actor.host).await?;
    enqueue_with(tx, app, &job, plan).await
}

/// Has somebody of another server told in words of their ban from a community here, or of its end, where
/// their software knows nothing else. Whoever takes no part in the community hears nothing from it. What
/// is reversed at once is not told at all.
async fn tell_of_ban(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    to: &Person,
    verb: Verb,
) -> Result<()> {
    if !community.is_local() || to.actor.local || !takes_part(tx, community, to).await? {
        return Ok(());
    }
    let job = TellOfBan {
        community: community.id(),
        to: to.id(),
        banned: verb == Verb::Ban,
    };
    let plan = Plan {
        at: Some(app.now().plus(SOFTWARE_IS_READ)),
        unique_key: Some(format!("ban {} {}", job.community, job.to)),
        lane: None,
    };
    meet(tx, app, &to.actor.host).await?;
    enqueue_with(tx, app, &job, plan).await
}

/// Follows the community, or has written in it.
async fn takes_part(conn: &mut Conn, community: &Community, who: &Person) -> Result<bool> {
    let follow = follow_by_pair(conn, who.actor.id, community.actor.id).await?;
    if follow.is_some_and(|follow| follow.state == FollowState::Accepted) {
        return Ok(true);
    }
    let (who, place) = (who.id(), Some(community.id()));
    let threads = authored_posts(conn, who, place, PostId(0), 1).await?;
    if !threads.is_empty() {
        return Ok(true);
    }
    let replies = authored_comments(conn, who, place, CommentId(0), 1).await?;
    Ok(!replies.is_empty())
}
