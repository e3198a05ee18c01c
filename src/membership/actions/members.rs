//! Becoming a member and ceasing to be one, with what follows from either.

use super::leaving::others_convene;
use super::moderators::tell;
use super::private::end_reading;
use crate::accounts::model::Person;
use crate::app::App;
use crate::communities::actions::answer_follow;
use crate::communities::model::{Community, FollowState};
use crate::communities::queries::follows::{NewFollow, follow_for_update, upsert_follow};
use crate::communities::queries::local::lock_community;
use crate::error::{Error, Reason, Result};
use crate::ids::{AccountId, CommentId, CommunityId, PostId};
use crate::jobs::{Plan, enqueue, enqueue_all, enqueue_with};
use crate::membership::jobs::{ReleaseAllHeld, ReleaseHeld, TakeWords};
use crate::membership::model::{
    ApplicationId, Channel, CommunitySettings, Contributions, Event, EventKind, Membership,
    MembershipState, Role, Standing,
};
use crate::membership::policy;
use crate::membership::queries::applications::insert_event;
use crate::membership::queries::figures::{Figure, count_figure};
use crate::membership::queries::steps::{Steps, delete_steps, replace_steps};
use crate::membership::queries::{admit, membership_of, standing, upsert_membership};
use crate::store::{Conn, Tx};

/// Characters of a reason.
pub const REASON_MAX: usize = 2_000;

/// What of this person is held is looked at again after the commit: they became a member or agreed.
pub async fn release_after(
    tx: &mut Tx,
    app: &App,
    community: CommunityId,
    account: AccountId,
) -> Result<()> {
    enqueue(tx, app, &ReleaseHeld { community, account }).await
}

/// The same for some people.
pub async fn release_after_all(
    tx: &mut Tx,
    app: &App,
    community: CommunityId,
    accounts: &[AccountId],
) -> Result<()> {
    let job = |account: &AccountId| ReleaseHeld {
        community,
        account: *account,
    };
    let jobs: Vec<ReleaseHeld> = accounts.iter().map(job).collect();
    enqueue_all(tx, app, jobs.iter().map(|job| (job, Plan::default()))).await
}

/// The same for everybody of whom something is held there, after the commit: nobody has to agree any more.
pub(super) async fn release_all_after(
    tx: &mut Tx,
    app: &App,
    community: CommunityId,
) -> Result<()> {
    let plan = Plan {
        unique_key: Some(format!("release_all_held:{community}")),
        ..Plan::default()
    };
    let job = ReleaseAllHeld {
        community,
        after: AccountId(0),
    };
    enqueue_with(tx, app, &job, plan).await
}

/// How an event came about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told<'a> {
    pub application: Option<ApplicationId>,
    pub by: Option<AccountId>,
    pub reason: &'a str,
    pub channel: Channel,
}

pub(super) async fn note(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    person: &Person,
    kind: EventKind,
    told: Told<'_>,
) -> Result<()> {
    let event = Event {
        community_id: community.id(),
        account_id: person.id(),
        application_id: told.application,
        kind,
        by_id: told.by,
        reason: told.reason.to_owned(),
        channel: told.channel,
        happened_at: app.now(),
    };
    insert_event(tx, &event).await?;
    Ok(())
}

/// Makes somebody a member, with all that follows: they also follow, and what of theirs was held for
/// want of membership is let through.
pub(super) async fn take_in(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    person: &Person,
    settings: &CommunitySettings,
    told: Told<'_>,
) -> Result<()> {
    let now = app.now();
    let role = match settings.newcomer_contributions > 0 {
        true => Role::Newcomer,
        false => Role::Member,
    };
    admit(tx, community.id(), person.id(), role, now).await?;
    let steps = Steps::of(community.id(), person.id(), now);
    replace_steps(tx, &steps).await?;
    note(tx, app, community, person, EventKind::Joined, told).await?;
    let local = person.actor.local;
    count_figure(tx, community.id(), Figure::Joined, local, now).await?;
    if local {
        follow_too(tx, app, community, person).await?;
    } else if !community.is_open_to_read() {
        let (follower, target) = (&person.actor, &community.actor);
        answer_follow(tx, app, follower, target, FollowState::Accepted).await?;
    }
    release_after(tx, app, community.id(), person.id()).await
}

/// Whoever belongs here reads here. People of other servers follow by their own server's word; where that
/// waits for their membership, it is taken with it.
async fn follow_too(tx: &mut Tx, app: &App, community: &Community, person: &Person) -> Result<()> {
    let (follower, target) = (person.actor.id, community.actor.id);
    let before = follow_for_update(tx, follower, target).await?;
    if before
        .as_ref()
        .is_some_and(|follow| follow.state == FollowState::Accepted)
    {
        return Ok(());
    }
    let follow = NewFollow {
        follower,
        target,
        state: FollowState::Accepted,
        ap_id: &app.mint_activity_id("follow"),
    };
    upsert_follow(tx, &follow, before.as_ref(), app.now()).await?;
    Ok(())
}

/// A newcomer is a member like the others from now on.
pub async fn end_newcoming(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    account: AccountId,
) -> Result<()> {
    let membership = membership_of(tx, community.id(), account).await?;
    let newcomer = membership
        .filter(|each| each.state == MembershipState::Member && each.role == Role::Newcomer);
    let Some(newcomer) = newcomer else {
        return Ok(());
    };
    let member = Membership {
        role: Role::Member,
        updated_at: app.now(),
        ..newcomer
    };
    upsert_membership(tx, &member).await?;
    let event = Event {
        community_id: community.id(),
        account_id: account,
        application_id: None,
        kind: EventKind::Role,
        by_id: None,
        reason: Role::Member.to_string(),
        channel: Channel::Page,
        happened_at: app.now(),
    };
    insert_event(tx, &event).await?;
    Ok(())
}

/// Sets where somebody's belonging stands, for who is no member: an office does not outlive it.
pub(super) async fn set_state(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    account: AccountId,
    state: MembershipState,
) -> Result<()> {
    let now = app.now();
    let membership = Membership {
        community_id: community.id(),
        account_id: account,
        role: Role::Member,
        state,
        since: now,
        updated_at: now,
    };
    upsert_membership(tx, &membership).await?;
    Ok(())
}

/// Somebody stops being a member of one of our communities. `reason` is optional and for the conveners.
/// Of a community that only members read the follow ends, too. The last convener names another first.
pub async fn leave(app: &App, person: &Person, community: &Community, reason: &str) -> Result<()> {
    leave_with(app, person, community, reason, Contributions::Keep).await
}

/// The same with a choice of what becomes of what they wrote there. Of somebody of another server only
/// their own server can decide that.
pub async fn leave_with(
    app: &App,
    person: &Person,
    community: &Community,
    reason: &str,
    contributions: Contributions,
) -> Result<()> {
    let decided = contributions != Contributions::Keep;
    if !community.is_local() || (decided && !person.actor.local) {
        return Err(Reason::WrongOrigin.into());
    }
    let reason = check_reason(reason)?;
    let mut tx = app.store.begin().await?;
    // Of two conveners who leave at once, one stays.
    let community = lock_community(&mut tx, community.id()).await?;
    let standing = judge_leaving(&mut tx, app, person, &community).await?;
    set_state(&mut tx, app, &community, person.id(), MembershipState::Left).await?;
    let told = Told {
        application: None,
        by: Some(person.id()),
        reason: &reason,
        channel: Channel::Page,
    };
    note(&mut tx, app, &community, person, EventKind::Left, told).await?;
    let local = person.actor.local;
    count_figure(&mut tx, community.id(), Figure::Left, local, app.now()).await?;
    if !reason.is_empty() {
        let figure = Figure::LeftWithReason;
        count_figure(&mut tx, community.id(), figure, local, app.now()).await?;
    }
    delete_steps(&mut tx, community.id(), person.id()).await?;
    take_what_they_wrote(&mut tx, app, &community, person, contributions).await?;
    if standing.role >= Some(Role::Moderator) {
        tell(&mut tx, app, person, &community, "Remove", person).await?;
    }
    end_reading(&mut tx, app, &community, person).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// What somebody of this server wrote in a community that they leave is deleted, or loses their name, in a job.
pub(super) async fn take_what_they_wrote(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    person: &Person,
    way: Contributions,
) -> Result<()> {
    if way == Contributions::Keep {
        return Ok(());
    }
    let job = TakeWords {
        community: community.id(),
        account: person.id(),
        way,
        until: app.now(),
        threads_after: PostId(0),
        replies_after: CommentId(0),
        threads_done: false,
    };
    enqueue(tx, app, &job).await
}

/// Whether somebody of this server may leave now, for asking once more before it is done. Errors are those of
/// [`leave_with`].
pub async fn check_leaving(
    app: &App,
    person: &Person,
    community: &Community,
    reason: &str,
) -> Result<()> {
    if !community.is_local() || !person.actor.local {
        return Err(Reason::WrongOrigin.into());
    }
    check_reason(reason)?;
    let mut conn = app.store.read().await?;
    judge_leaving(&mut conn, app, person, community).await?;
    Ok(())
}

async fn judge_leaving(
    conn: &mut Conn,
    app: &App,
    person: &Person,
    community: &Community,
) -> Result<Standing> {
    let standing = standing(conn, person, community, app.now()).await?;
    let convened = others_convene(conn, app, community, person).await?;
    policy::may_leave(&standing, convened)?;
    Ok(standing)
}

/// Words to somebody, as they were typed: lines stay.
pub(super) fn check_reason(typed: &str) -> Result<String> {
    let reason = typed.replace("\r\n", "\n").trim().to_owned();
    if reason.chars().count() > REASON_MAX {
        return Err(Error::invalid(
            "reason",
            t!("membership-wrong-long", most = REASON_MAX),
        ));
    }
    Ok(reason)
}

/// Where somebody's belonging stands, if anything was ever the matter.
pub(super) async fn state_of(
    conn: &mut Conn,
    community: &Community,
    account: AccountId,
) -> Result<Option<MembershipState>> {
    let membership = membership_of(conn, community.id(), account).await?;
    Ok(membership.map(|membership| membership.state))
}
