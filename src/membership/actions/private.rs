//! Communities that only their members read, and servers elsewhere: who there follows, and that reading
//! ends with belonging.

use super::inviting::{By, count_use, invitation_of};
use super::joining::{apply, candidate, count_application};
use super::members::{Told, note, set_state, take_in};
use super::moderators::tell;
use super::rules::ask_to_agree;
use crate::accounts::model::Person;
use crate::accounts::queries::{find_person, person_by_actor};
use crate::activitypub::actors::{Actor, find_actor};
use crate::activitypub::nodeinfo::learn_software;
use crate::activitypub::peers::{Peer, SOFTWARE_GOOD_FOR, ask_what_they_run, peer_by_host};
use crate::app::App;
use crate::communities::actions::answer_follow;
use crate::communities::model::{Community, Follow, FollowState, ReadPolicy};
use crate::communities::queries::find_community;
use crate::communities::queries::follows::{
    delete_follow, follow_for_update, list_closed_followed, list_followers, list_hosts_to_ask,
    list_narrow_follows_from,
};
use crate::error::{Error, Reason, Result};
use crate::ids::{AccountId, CommunityId};
use crate::jobs::{Plan, enqueue_with};
use crate::locale::in_locale;
use crate::membership::jobs::{JudgeFollow, TellWhyNot};
use crate::membership::model::{
    ApplicationId, Channel, EventKind, MembershipState, NewApplication, Role,
};
use crate::membership::policy::{self, Entrance, Right, gives, keeps_private};
use crate::membership::queries::acting::list_acting_moderators;
use crate::membership::queries::applications::{last_application, lock_application, update_state};
use crate::membership::queries::banning::is_banned_everywhere;
use crate::membership::queries::figures::{Figure, count_figure};
use crate::membership::queries::settings::settings_of;
use crate::membership::queries::steps::delete_steps;
use crate::membership::queries::{membership_of, standing};
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::store::{Json, Tx};
use crate::visibility::{Reader, is_kept_out, reach_in};
use chrono::TimeDelta;

/// What a server runs is read anew before somebody of it is let in, unless it was read just now.
const READ_WITHIN: TimeDelta = TimeDelta::hours(1);

/// Followers that are looked at in one transaction.
const AT_ONCE: i64 = 100;

/// Somebody of another server wants to follow a community that only its members read. Following is
/// applying there (model.md, "Belonging"): it waits for the conveners, unless everybody may come in, or
/// nobody may. People whose server would not keep it private are told so, and how else to come.
pub async fn judge_follow(app: &App, work: &JudgeFollow) -> Result<()> {
    let host = {
        let mut conn = app.store.read().await?;
        find_actor(&mut conn, work.follower).await?.host
    };
    let peer = known_peer(app, &host).await?;
    let mut tx = app.store.begin().await?;
    let community = find_community(&mut tx, work.community).await?;
    let follower = find_actor(&mut tx, work.follower).await?;
    let follow = follow_for_update(&mut tx, follower.id, community.actor.id).await?;
    // They may have taken it back, or asked again, meanwhile.
    let waits =
        |follow: Follow| follow.state == FollowState::Pending && follow.ap_id == work.follow;
    if !follow.is_some_and(waits) {
        return Ok(());
    }
    match person_by_actor(&mut tx, follower.id).await? {
        Some(person) => judge(&mut tx, app, &community, &person, peer.as_ref()).await?,
        // A community cannot be a member of another.
        None => refuse(&mut tx, app, &community, &follower).await?,
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

async fn known_peer(app: &App, host: &str) -> Result<Option<Peer>> {
    let peer = {
        let mut conn = app.store.read().await?;
        peer_by_host(&mut conn, host).await?
    };
    let read_at = peer.as_ref().and_then(|peer| peer.nodeinfo_at);
    if read_at.is_some_and(|at| app.now().since(at) < READ_WITHIN) {
        return Ok(peer);
    }
    learn_software(app, host).await?;
    let mut conn = app.store.read().await?;
    Ok(peer_by_host(&mut conn, host).await?)
}

fn is_fit(peer: Option<&Peer>) -> bool {
    peer.is_some_and(|peer| keeps_private(peer.software.as_deref(), peer.version.as_deref()))
}

async fn judge(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    person: &Person,
    peer: Option<&Peer>,
) -> Result<()> {
    let settings = settings_of(tx, community.id()).await?;
    let judged = match is_fit(peer) {
        true => {
            let standing = standing(tx, person, community, app.now()).await?;
            let days = settings.reapply_days;
            let candidate = candidate(tx, app, community, person, days).await?;
            let domains = &settings.email_domains.0;
            policy::may_join(&standing, community, &candidate, domains, app.now())
        }
        false => Err(Reason::CannotKeepPrivate),
    };
    let judged = match judged {
        Ok(Entrance::Applies) => match count_application(tx, app, community, person).await {
            Ok(()) => Ok(Entrance::Applies),
            Err(Error::Refused(reason)) => Err(reason),
            Err(error) => return Err(error),
        },
        judged => judged,
    };
    let mut told = Told {
        application: None,
        by: Some(person.id()),
        reason: "",
        channel: Channel::Server,
    };
    if judged.is_ok()
        && let Some(invitation) = invitation_of(tx, app, community, person, By::Name).await?
    {
        count_use(tx, app, person, &invitation).await?;
    }
    match judged {
        Ok(Entrance::AtOnce) => {
            take_in(tx, app, community, person, &settings, told).await?;
            ask_to_agree(tx, app, community, person).await
        }
        Ok(Entrance::Applies) => {
            let new = NewApplication {
                community_id: community.id(),
                account_id: person.id(),
                state: MembershipState::Applied,
                channel: Channel::Server,
                answers: Json(Vec::new()),
                rules_version: 0,
                applied_at: app.now(),
                changed_at: app.now(),
            };
            told.application = Some(apply(tx, app, community, person, &new).await?);
            note(tx, app, community, person, EventKind::Applied, told).await
        }
        Err(Reason::MemberAlready) => {
            let (follower, target) = (&person.actor, &community.actor);
            answer_follow(tx, app, follower, target, FollowState::Accepted).await?;
            Ok(())
        }
        // Their answer waits for the same decision.
        Err(Reason::AppliedAlready) => Ok(()),
        Err(reason) => {
            refuse(tx, app, community, &person.actor).await?;
            tell_why_not(tx, app, community, person, reason).await
        }
    }
}

async fn refuse(tx: &mut Tx, app: &App, community: &Community, follower: &Actor) -> Result<()> {
    let target = &community.actor;
    answer_follow(tx, app, follower, target, FollowState::Refused).await?;
    Ok(())
}

/// Has somebody of another server told in a message why they cannot follow, and how else to come: once.
/// Of what only concerns themselves, a ban or a pause, they know.
pub async fn tell_why_not(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    person: &Person,
    reason: Reason,
) -> Result<()> {
    let news = matches!(
        reason,
        Reason::CannotKeepPrivate
            | Reason::InvitationNeeded
            | Reason::OtherDomain
            | Reason::JoiningClosed
    );
    if person.actor.local || !news {
        return Ok(());
    }
    let job = TellWhyNot {
        community: community.id(),
        to: person.id(),
        why: in_locale(app.languages.of(&community.row.language), || {
            reason.to_string()
        }),
    };
    let plan = Plan {
        unique_key: Some(format!("why-not {} {}", job.community, job.to)),
        ..Plan::default()
    };
    enqueue_with(tx, app, &job, plan).await
}

/// Whoever belongs no more, was not let in or is banned follows no more where not everybody reads; where
/// only members do, reading ends with it. Their server is told.
pub async fn end_reading(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    person: &Person,
) -> Result<()> {
    if !community.is_local() || community.is_open_to_read() {
        return Ok(());
    }
    let (follower, target) = (&person.actor, &community.actor);
    if !follower.local {
        return refuse(tx, app, community, follower).await;
    }
    if let Some(follow) = follow_for_update(tx, follower.id, target.id).await? {
        delete_follow(tx, &follow).await?;
    }
    Ok(())
}

/// Somebody of another server has stopped following a community of ours that only its members read:
/// that is how they leave it, or take their application back. The follow is gone already.
pub async fn leave_with_follow(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    follower: &Actor,
) -> Result<()> {
    let Some(person) = person_by_actor(tx, follower.id).await? else {
        return Ok(());
    };
    let Some(membership) = membership_of(tx, community.id(), person.id()).await? else {
        return Ok(());
    };
    let mut told = Told {
        application: None,
        by: Some(person.id()),
        reason: "",
        channel: Channel::Server,
    };
    let (event, figure) = match membership.state {
        MembershipState::Member => (EventKind::Left, Figure::Left),
        MembershipState::Applied | MembershipState::MoreAsked => {
            told.application = withdraw_last(tx, app, community, &person).await?;
            (EventKind::Withdrawn, Figure::Withdrawn)
        }
        _ => return Ok(()),
    };
    let left = MembershipState::Left;
    set_state(tx, app, community, person.id(), left).await?;
    note(tx, app, community, &person, event, told).await?;
    let local = person.actor.local;
    count_figure(tx, community.id(), figure, local, app.now()).await?;
    delete_steps(tx, community.id(), person.id()).await?;
    if membership.state == MembershipState::Member && membership.role >= Role::Moderator {
        tell(tx, app, &person, community, "Remove", &person).await?;
    }
    Ok(())
}

async fn withdraw_last(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    person: &Person,
) -> Result<Option<ApplicationId>> {
    let last = last_application(tx, community.id(), person.id()).await?;
    let Some(last) = last.filter(|last| last.is_open()) else {
        return Ok(None);
    };
    let locked = lock_application(tx, community.id(), last.id).await?;
    let locked = locked.ok_or(Error::NotFound("application"))?;
    update_state(tx, locked.id, MembershipState::Left, app.now()).await?;
    Ok(Some(locked.id))
}

/// A community is read by its members, or its server, only from now on: the follows of all others end, and
/// of those whose server would not keep what is said there.
pub async fn close_doors(app: &App, community: CommunityId) -> Result<()> {
    let mut after = 0;
    loop {
        let mut tx = app.store.begin().await?;
        let community = find_community(&mut tx, community).await?;
        if community.is_open_to_read() {
            return Ok(());
        }
        let follows = list_followers(&mut tx, community.actor.id, after, AT_ONCE).await?;
        let Some(last) = follows.last().map(|follow| follow.id) else {
            return Ok(());
        };
        for follow in &follows {
            show_out(&mut tx, app, &community, follow).await?;
        }
        tx.commit().await?;
        app.wake_workers();
        after = last;
    }
}

/// Has the servers of those who read in private asked again what they run, where that was long ago or they
/// gave nothing the last time: also where nothing is said that would be an occasion. What they no longer
/// tell is not believed for ever, and they fetch as well as they are sent.
pub async fn check_readers(app: &App) -> Result<()> {
    let read_before = app.now().minus(SOFTWARE_GOOD_FOR);
    let mut after = String::new();
    loop {
        let mut tx = app.store.begin().await?;
        let mut hosts = list_hosts_to_ask(&mut tx, read_before, &after, AT_ONCE).await?;
        ask_what_they_run(&mut tx, app, &hosts).await?;
        tx.commit().await?;
        app.wake_workers();
        let is_full = i64::try_from(hosts.len()).is_ok_and(|found| found >= AT_ONCE);
        let Some(last) = hosts.pop().filter(|_| is_full) else {
            return Ok(());
        };
        after = last;
    }
}

/// A server runs other software now, or nobody knows any more what. If that would not keep what is said
/// among members, whoever reads there is shown out and told why, and the conveners learn of it.
pub async fn judge_server(app: &App, host: &str) -> Result<()> {
    let mut after = 0;
    loop {
        let mut tx = app.store.begin().await?;
        if is_fit(peer_by_host(&mut tx, host).await?.as_ref()) {
            return Ok(());
        }
        let follows = list_narrow_follows_from(&mut tx, host, after, AT_ONCE).await?;
        let Some(last) = follows.last().map(|(follow, _)| follow.id) else {
            return Ok(());
        };
        for (follow, community) in &follows {
            let community = find_community(&mut tx, *community).await?;
            if !community.is_local() {
                continue;
            }
            show_out(&mut tx, app, &community, follow).await?;
            tell_conveners(&mut tx, app, &community, follow).await?;
        }
        tx.commit().await?;
        app.wake_workers();
        after = last;
    }
}

async fn tell_conveners(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    ended: &Follow,
) -> Result<()> {
    let cause = format!("reads no more {}", ended.ap_id);
    for (person, role) in list_acting_moderators(tx, community, app.now()).await? {
        if !gives(role, Right::Convene) {
            continue;
        }
        let notice = NewNotice {
            recipient: person.id(),
            kind: NoticeKind::ReadsNoMore,
            cause: &cause,
            by: Some(ended.follower_id),
            community: Some(community.id()),
            post: None,
            comment: None,
        };
        notify(tx, app, &notice).await?;
    }
    Ok(())
}

async fn show_out(tx: &mut Tx, app: &App, community: &Community, follow: &Follow) -> Result<()> {
    let follower = find_actor(tx, follow.follower_id).await?;
    let Some(person) = person_by_actor(tx, follower.id).await? else {
        return refuse(tx, app, community, &follower).await;
    };
    let reader = Reader::Account {
        id: person.id(),
        admin: false,
    };
    let reach = reach_in(tx, reader, community.id()).await?;
    let reads = reach.admits(community.audience(), community.id());
    let banned = is_kept_out(tx, person.id(), community.id()).await?;
    if follower.local && reads && !banned {
        return Ok(());
    }
    let member = membership_of(tx, community.id(), person.id()).await?;
    let member = member.is_some_and(|member| member.state == MembershipState::Member);
    let fit = is_fit(peer_by_host(tx, &follower.host).await?.as_ref());
    // What is for this server only goes to no other.
    let shared = community.row.read_policy == ReadPolicy::Members;
    if shared && member && fit && reads && !follower.local {
        return Ok(());
    }
    end_reading(tx, app, community, &person).await?;
    match shared && member && !fit {
        true => tell_why_not(tx, app, community, &person, Reason::CannotKeepPrivate).await,
        false => Ok(()),
    }
}

/// Somebody of another server is kept out of this whole one: suspended here, or banned by their own server.
/// Where only members read, their follows end and their server is told. As with a ban from one community,
/// that they belong stays, and so does following what everybody reads.
pub async fn shut_out(app: &App, account: AccountId) -> Result<()> {
    let mut after = 0;
    loop {
        let mut tx = app.store.begin().await?;
        let person = find_person(&mut tx, account).await?;
        // It may have been lifted before its work was done.
        let banned = is_banned_everywhere(&mut tx, account, app.now()).await?;
        if person.actor.local || (person.is_live() && !banned) {
            return Ok(());
        }
        let follower = person.actor.id;
        let follows = list_closed_followed(&mut tx, follower, after, AT_ONCE).await?;
        let Some((last, _)) = follows.last().copied() else {
            return Ok(());
        };
        for (_, community) in follows {
            let community = find_community(&mut tx, community).await?;
            end_reading(&mut tx, app, &community, &person).await?;
        }
        tx.commit().await?;
        app.wake_workers();
        after = last;
    }
}
