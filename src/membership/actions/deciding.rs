//! Deciding about applications, by those who look after a community.

use super::mails::{mail_decision, mail_desk, mail_question};
use super::members::{Told, check_reason, note, set_state, state_of, take_in};
use super::private::end_reading;
use super::rules::ask_to_agree;
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::find_person;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, Reason, Result};
use crate::ids::{AccountId, CommentId, CommunityId, PostId};
use crate::jobs::enqueue;
use crate::membership::jobs::TellApplicant;
use crate::membership::model::{Application, ApplicationId, Channel, EventKind, MembershipState};
use crate::membership::policy::{self, Right, gives};
use crate::membership::queries::acting::list_acting_moderators;
use crate::membership::queries::applications::{last_application, lock_application, update_state};
use crate::membership::queries::figures::{Figure, count_figure};
use crate::membership::queries::letters::close_letter;
use crate::membership::queries::settings::{
    delete_saved_reply, insert_saved_reply, list_saved_replies, settings_of,
};
use crate::membership::queries::{list_moderators, standing};
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::notifications::queries::update_causes_read;
use crate::store::Tx;

/// Saved replies of one community.
const SAVED_MAX: usize = 50;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    Approve,
    /// With a question to the applicant.
    AskMore,
    /// With a reason, which the applicant reads.
    Decline,
}

/// Decides. `viewer` is the program itself for commands; `by` is who stands in the record then. Errors:
/// `Invalid` for `reason`, and `DecidedAlready` where somebody else was faster.
pub async fn decide(
    app: &App,
    viewer: &Viewer,
    by: &Person,
    community: CommunityId,
    application: ApplicationId,
    decision: Decision,
    reason: &str,
) -> Result<()> {
    let reason = check_reason(reason)?;
    match decision {
        Decision::AskMore if reason.is_empty() => {
            return Err(Error::invalid("reason", t!("membership-wrong-ask")));
        }
        Decision::Decline if reason.is_empty() => {
            return Err(Error::invalid("reason", t!("membership-wrong-decline")));
        }
        _ => {}
    }
    let mut tx = app.store.begin().await?;
    let community = find_community(&mut tx, community).await?;
    let application = lock_application(&mut tx, community.id(), application).await?;
    let application = application.ok_or(Error::NotFound("application"))?;
    let channel = match viewer {
        Viewer::System => Channel::Command,
        _ => {
            let standing = standing(&mut tx, by, &community, app.now()).await?;
            policy::may_decide(&standing, application.account_id)?;
            Channel::Page
        }
    };
    if !application.is_open() {
        return Err(Reason::DecidedAlready.into());
    }
    let state = state_of(&mut tx, &community, application.account_id).await?;
    if state == Some(MembershipState::Member) {
        close(&mut tx, app, &community, &application).await?;
        tx.commit().await?;
        app.wake_workers();
        return match decision {
            Decision::Approve => Ok(()),
            _ => Err(Reason::DecidedAlready.into()),
        };
    }
    let told = Told {
        application: Some(application.id),
        by: Some(by.id()),
        reason: &reason,
        channel,
    };
    settle(&mut tx, app, &community, &application, decision, told).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

async fn settle(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    application: &Application,
    decision: Decision,
    told: Told<'_>,
) -> Result<()> {
    let applicant = find_person(tx, application.account_id).await?;
    if decision == Decision::Approve {
        let of = standing(tx, &applicant, community, app.now()).await?;
        policy::may_be_let_in(&of, community)?;
    }
    let local = applicant.actor.local;
    let (state, event, figure, notice) = match decision {
        Decision::Approve => (
            MembershipState::Member,
            EventKind::Approved,
            Some(Figure::Approved),
            NoticeKind::Approved,
        ),
        Decision::AskMore => (
            MembershipState::MoreAsked,
            EventKind::MoreAsked,
            None,
            NoticeKind::MoreAsked,
        ),
        Decision::Decline => (
            MembershipState::Declined,
            EventKind::Declined,
            Some(Figure::Declined),
            NoticeKind::Declined,
        ),
    };
    update_state(tx, application.id, state, app.now()).await?;
    mark_told(tx, app, community, application).await?;
    note(tx, app, community, &applicant, event, told).await?;
    if let Some(figure) = figure {
        count_figure(tx, community.id(), figure, local, app.now()).await?;
    }
    if decision == Decision::Approve {
        let settings = settings_of(tx, community.id()).await?;
        let joined = Told { reason: "", ..told };
        take_in(tx, app, community, &applicant, &settings, joined).await?;
        ask_to_agree(tx, app, community, &applicant).await?;
    } else {
        set_state(tx, app, community, applicant.id(), state).await?;
    }
    if decision == Decision::Decline {
        end_reading(tx, app, community, &applicant).await?;
    }
    let cause = format!("{event} {} {}", application.id, app.mint_public_id());
    tell_applicant(tx, app, community, &applicant, notice, &cause).await?;
    tell_abroad(tx, app, community, &applicant, application.id, event).await?;
    if decision == Decision::AskMore {
        return mail_question(tx, app, community, applicant.id(), told.reason).await;
    }
    let approved = decision == Decision::Approve;
    mail_decision(tx, app, community, applicant.id(), approved, told.reason).await
}

/// What those who decide were told about an application need not be read any more.
async fn mark_told(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    application: &Application,
) -> Result<()> {
    let told = list_moderators(tx, community.id()).await?;
    let told: Vec<AccountId> = told.iter().map(|(person, _)| person.id()).collect();
    let answers = 1..=application.answers.0.len();
    let causes = answers.map(|number| answered_cause(application.id, number));
    let causes: Vec<String> = std::iter::once(applied_cause(application.id))
        .chain(causes)
        .collect();
    update_causes_read(tx, &told, &causes, app.now()).await?;
    Ok(())
}

/// By what those who decide are told of an application, and of the answer with this number to what they asked.
pub(super) fn applied_cause(application: ApplicationId) -> String {
    format!("applied {application}")
}

pub(super) fn answered_cause(application: ApplicationId, number: usize) -> String {
    format!("answered {application} {number}")
}

/// They became a member on another way meanwhile, and may have an office by now: whatever was decided
/// touches neither.
async fn close(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    application: &Application,
) -> Result<()> {
    let state = MembershipState::Member;
    update_state(tx, application.id, state, app.now()).await?;
    mark_told(tx, app, community, application).await?;
    close_letter(tx, community.id(), application.account_id, app.now()).await?;
    if application.channel != Channel::Server {
        return Ok(());
    }
    // Their own server still shows them as somebody who waits.
    let applicant = find_person(tx, application.account_id).await?;
    let event = EventKind::Approved;
    tell_abroad(tx, app, community, &applicant, application.id, event).await
}

/// What happened to the application of somebody of another server is told them by a message, or by their
/// server. Both are another feature's. Call `app.wake_workers()` after the commit.
pub(super) async fn tell_abroad(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    applicant: &Person,
    application: ApplicationId,
    event: EventKind,
) -> Result<()> {
    if applicant.actor.local {
        return Ok(());
    }
    let job = TellApplicant {
        community: community.id(),
        account: applicant.id(),
        application,
        event,
    };
    enqueue(tx, app, &job).await
}

/// People here learn it on their page of notices.
async fn tell_applicant(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    applicant: &Person,
    kind: NoticeKind,
    cause: &str,
) -> Result<()> {
    let notice = NewNotice {
        recipient: applicant.id(),
        kind,
        cause,
        by: Some(community.actor.id),
        community: Some(community.id()),
        post: None,
        comment: None,
    };
    notify(tx, app, &notice).await?;
    Ok(())
}

/// Tells everybody here who may decide that something waits for them, by mail, too. Call
/// `app.wake_workers()` after the commit.
pub(super) async fn tell_deciders(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    who: &Person,
    kind: NoticeKind,
    cause: &str,
) -> Result<()> {
    tell_about(tx, app, community, who, kind, cause, (None, None)).await
}

/// The same about a thread or reply.
pub(super) async fn tell_about(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    who: &Person,
    kind: NoticeKind,
    cause: &str,
    (post, comment): (Option<PostId>, Option<CommentId>),
) -> Result<()> {
    for (person, role) in list_acting_moderators(tx, community, app.now()).await? {
        if !gives(role, Right::Decide) {
            continue;
        }
        let notice = NewNotice {
            recipient: person.id(),
            kind,
            cause,
            by: Some(who.actor.id),
            community: Some(community.id()),
            post,
            comment,
        };
        if notify(tx, app, &notice).await? {
            mail_desk(tx, app, community.id(), person.id()).await?;
        }
    }
    Ok(())
}

/// An application that nobody decided in its time ends. What was decided meanwhile stays.
pub async fn expire(app: &App, community: CommunityId, id: ApplicationId) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let community = find_community(&mut tx, community).await?;
    let application = lock_application(&mut tx, community.id(), id).await?;
    let Some(application) = application.filter(Application::is_open) else {
        return Ok(());
    };
    let applicant = find_person(&mut tx, application.account_id).await?;
    let state = MembershipState::Expired;
    update_state(&mut tx, id, state, app.now()).await?;
    if state_of(&mut tx, &community, applicant.id()).await? != Some(MembershipState::Member) {
        set_state(&mut tx, app, &community, applicant.id(), state).await?;
        end_reading(&mut tx, app, &community, &applicant).await?;
    }
    let told = Told {
        application: Some(id),
        by: None,
        reason: "",
        channel: application.channel,
    };
    note(
        &mut tx,
        app,
        &community,
        &applicant,
        EventKind::Expired,
        told,
    )
    .await?;
    let kind = NoticeKind::ApplicationExpired;
    let cause = format!("expired {id}");
    tell_applicant(&mut tx, app, &community, &applicant, kind, &cause).await?;
    tell_abroad(&mut tx, app, &community, &applicant, id, EventKind::Expired).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// The open application of somebody named, for commands.
pub async fn open_application_of(
    app: &App,
    community: &Community,
    person: &Person,
) -> Result<Application> {
    let mut conn = app.store.read().await?;
    let last = last_application(&mut conn, community.id(), person.id()).await?;
    let open = last.filter(Application::is_open);
    open.ok_or(Error::NotFound("application"))
}

/// Saves a reply to use again, for all who decide in this community.
pub async fn save_reply(app: &App, by: &Person, community: &Community, body: &str) -> Result<()> {
    let body = check_reason(body)?;
    if body.is_empty() {
        return Err(Error::invalid("reason", t!("membership-wrong-reply")));
    }
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, by, community, app.now()).await?;
    policy::may_see_desk(&standing)?;
    let known = list_saved_replies(&mut tx, community.id()).await?;
    // One that is there already needs no room.
    if known.iter().any(|saved| saved.body == body) {
        return Ok(());
    }
    if known.len() >= SAVED_MAX {
        return Err(Error::Conflict(
            "there are as many saved replies as there may be; delete one first",
        ));
    }
    insert_saved_reply(&mut tx, community.id(), &body, by.id(), app.now()).await?;
    tx.commit().await?;
    Ok(())
}

pub async fn forget_reply(app: &App, by: &Person, community: &Community, id: i64) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let standing = standing(&mut tx, by, community, app.now()).await?;
    policy::may_see_desk(&standing)?;
    if !delete_saved_reply(&mut tx, community.id(), id).await? {
        return Err(Error::NotFound("saved reply"));
    }
    tx.commit().await?;
    Ok(())
}
