//! Following and unfollowing, from here and from elsewhere (model.md, merge rule 5).
//!
//! A pair has at most one follow, named by the id of its latest attempt. An answer to an earlier
//! attempt changes nothing.

use super::{Saying, ask_for_threads, say};
use crate::accounts::model::Person;
use crate::accounts::queries::person_by_actor;
use crate::activitypub::actors::Actor;
use crate::activitypub::delivery::{Audience, inbox_of};
use crate::activitypub::peers::is_blocked;
use crate::app::App;
use crate::communities::documents;
use crate::communities::model::{Community, Follow, FollowDecided, FollowState, ReadPolicy};
use crate::communities::policy::{self, Tie};
use crate::communities::queries::community_by_actor;
use crate::communities::queries::follows::{
    NewFollow, delete_follow, follow_by_ap_id, follow_for_update, list_pending, upsert_follow,
};
use crate::error::{Error, Reason, Result};
use crate::ids::CommunityId;
use crate::jobs::{Plan, enqueue, enqueue_with};
use crate::membership::actions::{
    end_belonging, end_reading, follows_by_join, is_asked_by_join, leave_by_unfollowing,
    leave_with_follow,
};
use crate::membership::jobs::{JudgeFollow, ReadModerators};
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::store::{Conn, Tx};
use crate::visibility::{Reader, is_kept_out, reach_in};

/// A person here follows a community. One of ours takes them at once, if they may read it; one of another
/// server is asked, and asked anew where it has not answered: PieFed answers a follower it has already
/// once only, and Lemmy loses the first activity to a server that is new to it.
pub async fn follow(app: &App, person: &Person, community: &Community) -> Result<FollowState> {
    let (follower, target) = (&person.actor, &community.actor);
    let mut tx = app.store.begin().await?;
    judge_following(&mut tx, person, community).await??;
    if !community.is_local() && is_blocked(&mut tx, &target.host, app.now()).await? {
        return Err(Reason::PeerBlocked.into());
    }
    let before = follow_for_update(&mut tx, follower.id, target.id).await?;
    let state = match &before {
        Some(follow) if follow.state == FollowState::Accepted => return Ok(follow.state),
        _ if community.is_local() => FollowState::Accepted,
        _ => FollowState::Pending,
    };
    let id = app.mint_activity_id("follow");
    let new = NewFollow {
        follower: follower.id,
        target: target.id,
        state,
        ap_id: &id,
    };
    upsert_follow(&mut tx, &new, before.as_ref(), app.now()).await?;
    if !community.is_local() {
        if let Some(unanswered) = &before {
            let before = &unanswered.ap_id;
            say_of_follow(&mut tx, app, Word::Undo, before, follower, target).await?;
        }
        say_follow(&mut tx, app, &id, follower, target).await?;
        read_moderators(&mut tx, app, community).await?;
        ask_for_threads(&mut tx, app, community).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(state)
}

/// Whether somebody here may follow, for the button and for what it does. They are judged as people, since
/// administrators read everything and follow what others follow. The outer error is ours, the inner one a
/// rule that said no.
pub async fn judge_following(
    conn: &mut Conn,
    person: &Person,
    community: &Community,
) -> Result<Result<(), Reason>> {
    let unasked = !community.is_local() || policy::is_followed_freely(community);
    let tie = match unasked {
        true => None,
        false => Some(tie(conn, person, community).await?),
    };
    Ok(policy::may_follow(person, community, tie))
}

async fn tie(conn: &mut Conn, person: &Person, community: &Community) -> Result<Tie> {
    let reader = Reader::Account {
        id: person.id(),
        admin: false,
    };
    let reach = reach_in(conn, reader, community.id()).await?;
    Ok(Tie {
        reads: reach.admits(community.audience(), community.id()),
        banned: is_kept_out(conn, person.id(), community.id()).await?,
    })
}

/// Ends a follow, or takes back the wish. Without one nothing happens. Whoever stops following a community
/// elsewhere that only its members read leaves it, as its own server takes it (design README 14).
pub async fn unfollow(app: &App, person: &Person, community: &Community) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let Some(follow) = take_back(&mut tx, app, person, community).await? else {
        return Ok(());
    };
    if !community.is_local() && !policy::is_followed_freely(community) {
        leave_by_unfollowing(&mut tx, app, person, community, &follow.ap_id).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// The same in the transaction of what else ends with it. Returns the follow that there was.
pub async fn take_back(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    community: &Community,
) -> Result<Option<Follow>> {
    let (follower, target) = (&person.actor, &community.actor);
    let Some(follow) = follow_for_update(tx, follower.id, target.id).await? else {
        return Ok(None);
    };
    delete_follow(tx, &follow).await?;
    if !community.is_local() {
        say_of_follow(tx, app, Word::Undo, &follow.ap_id, follower, target).await?;
    }
    Ok(Some(follow))
}

/// A community elsewhere has banned one of ours. Lemmy and others end the follow with the ban and say
/// nothing of it, so it counts as refused: nothing comes any more, and following again asks anew. One of
/// ours that not everybody reads nobody follows who is banned there.
pub async fn end_follow_of_banned(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    community: &Community,
) -> Result<()> {
    if community.is_local() {
        return end_reading(tx, app, community, person).await;
    }
    match person.actor.local {
        true => count_as_refused(tx, app, person, community).await,
        false => Ok(()),
    }
}

/// The follow of somebody here counts as refused by a community elsewhere, which has said so in another way.
pub async fn count_as_refused(
    tx: &mut Tx,
    app: &App,
    person: &Person,
    community: &Community,
) -> Result<()> {
    let before = follow_for_update(tx, person.actor.id, community.actor.id).await?;
    let Some(follow) = before else { return Ok(()) };
    let refused = NewFollow {
        follower: follow.follower_id,
        target: follow.target_id,
        state: FollowState::Refused,
        ap_id: &follow.ap_id,
    };
    upsert_follow(tx, &refused, Some(&follow), app.now()).await?;
    Ok(())
}

/// Who looks after a community matters from now on: what they remove is removed here.
pub(super) async fn read_moderators(tx: &mut Tx, app: &App, community: &Community) -> Result<()> {
    let community = community.id();
    let plan = Plan {
        unique_key: Some(format!("moderators:{community}")),
        ..Plan::default()
    };
    enqueue_with(tx, app, &ReadModerators { community }, plan).await
}

pub(super) async fn say_follow(
    tx: &mut Tx,
    app: &App,
    id: &str,
    follower: &Actor,
    target: &Actor,
) -> Result<()> {
    let document = documents::follow_document(app, id, &follower.ap_id, &target.ap_id);
    let inbox = inbox_of(tx, app, target).await?;
    let what = Saying {
        id,
        kind: "Follow",
        actor: follower.id,
        object: &target.ap_id,
        audience: Audience::People,
        document: &document,
    };
    say(tx, app, what, vec![inbox]).await
}

/// What one side of a follow tells the other about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// The follower takes it back.
    Undo,
    /// The followed takes it.
    Accept,
    /// The followed refuses or ends it.
    Reject,
}

/// Says it to the other side, which is on another server; `follow` is the id of the Follow.
pub(super) async fn say_of_follow(
    tx: &mut Tx,
    app: &App,
    word: Word,
    follow: &str,
    follower: &Actor,
    target: &Actor,
) -> Result<()> {
    let (kind, from, to) = match word {
        Word::Undo => ("Undo", follower, target),
        Word::Accept => ("Accept", target, follower),
        Word::Reject => ("Reject", target, follower),
    };
    let id = app.mint_activity_id(kind);
    let inner = documents::follow(follow, &follower.ap_id, &target.ap_id);
    let document = documents::about_follow(app, kind, &id, &from.ap_id, &to.ap_id, inner);
    let inbox = inbox_of(tx, app, to).await?;
    let what = Saying {
        id: &id,
        kind,
        actor: from.id,
        object: &to.ap_id,
        audience: Audience::People,
        document: &document,
    };
    say(tx, app, what, vec![inbox]).await
}

/// One of our communities takes a follow that waits, or refuses one, also one that it took before; the
/// follower's server is told. Whether there was anything to answer. Call `app.wake_workers()` after the
/// commit.
pub async fn answer_follow(
    tx: &mut Tx,
    app: &App,
    follower: &Actor,
    target: &Actor,
    state: FollowState,
) -> Result<bool> {
    let Some(follow) = follow_for_update(tx, follower.id, target.id).await? else {
        return Ok(false);
    };
    // What was refused once is asked for anew before it is taken.
    let takes = state == FollowState::Accepted;
    if follow.state == state || (takes && follow.state != FollowState::Pending) {
        return Ok(false);
    }
    let new = NewFollow {
        follower: follower.id,
        target: target.id,
        state,
        ap_id: &follow.ap_id,
    };
    upsert_follow(tx, &new, Some(&follow), app.now()).await?;
    if !follower.local {
        let word = match takes {
            true => Word::Accept,
            false => Word::Reject,
        };
        say_of_follow(tx, app, word, &follow.ap_id, follower, target).await?;
    }
    Ok(true)
}

/// Somebody of another server, or one of its communities, follows one of ours. `ap_id` is the id of
/// their Follow. A repeated one is answered again: they may have lost our answer.
pub async fn receive_follow_of_community(
    app: &App,
    follower: &Actor,
    community: &Community,
    ap_id: &str,
) -> Result<FollowState> {
    // What is for this server only does not exist for others.
    if community.row.read_policy == ReadPolicy::Server {
        return Err(Error::NotFound("person or community"));
    }
    policy::may_be_followed(community)?;
    let first = policy::first_state(community, follower);
    let judge = (first == FollowState::Pending).then_some(community.id());
    receive_follow(app, follower, &community.actor, first, ap_id, judge).await
}

/// The same for one of our people, who are open to all.
pub async fn receive_follow_of_person(
    app: &App,
    follower: &Actor,
    person: &Person,
    ap_id: &str,
) -> Result<FollowState> {
    if person.account.deleted_at.is_some() {
        return Err(Error::Gone("person"));
    }
    if !person.is_live() {
        return Err(Reason::Suspended.into());
    }
    let state = FollowState::Accepted;
    receive_follow(app, follower, &person.actor, state, ap_id, None).await
}

/// `judge` is the community that decides, where that takes time.
async fn receive_follow(
    app: &App,
    follower: &Actor,
    target: &Actor,
    first: FollowState,
    ap_id: &str,
    judge: Option<CommunityId>,
) -> Result<FollowState> {
    let mut tx = app.store.begin().await?;
    let before = follow_for_update(&mut tx, follower.id, target.id).await?;
    let state = match &before {
        Some(follow) if follow.state == FollowState::Accepted => FollowState::Accepted,
        _ => first,
    };
    let new = NewFollow {
        follower: follower.id,
        target: target.id,
        state,
        ap_id,
    };
    upsert_follow(&mut tx, &new, before.as_ref(), app.now()).await?;
    // Also makes their server a peer, without which the follower would get nothing.
    inbox_of(&mut tx, app, follower).await?;
    match (state, judge) {
        (FollowState::Accepted, _) => {
            say_of_follow(&mut tx, app, Word::Accept, ap_id, follower, target).await?;
        }
        (FollowState::Pending, Some(community)) => {
            let job = JudgeFollow {
                community,
                follower: follower.id,
                follow: ap_id.to_owned(),
            };
            enqueue(&mut tx, app, &job).await?;
        }
        _ => {}
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(state)
}

/// The follower has taken their follow back. It is found by the pair: Misskey and others name another
/// id than that of the Follow they sent. Whoever stops following a community that only its members read
/// leaves it (design README 14). Whether there was one.
pub async fn drop_follow(app: &App, follower: &Actor, target: &Actor) -> Result<bool> {
    let mut tx = app.store.begin().await?;
    let Some(follow) = follow_for_update(&mut tx, follower.id, target.id).await? else {
        return Ok(false);
    };
    delete_follow(&mut tx, &follow).await?;
    let community = community_by_actor(&mut tx, target.id).await?;
    if let Some(community) = community.filter(|each| each.is_local() && !each.is_open_to_read()) {
        leave_with_follow(&mut tx, app, &community, follower).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(true)
}

/// Which follow somebody's answer is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered<'a> {
    /// The id of the Follow as the answer names it.
    pub ap_id: Option<&'a str>,
    /// Who asked, where the answer embeds the Follow.
    pub follower: Option<&'a Actor>,
}

/// The followed actor has decided. None when nothing changed: there is no such follow, the answer is
/// to an earlier attempt, or it says what we knew.
pub async fn decide_follow(
    app: &App,
    target: &Actor,
    answered: Answered<'_>,
    state: FollowState,
) -> Result<Option<FollowDecided>> {
    let mut tx = app.store.begin().await?;
    let follower = match answered.follower {
        Some(follower) => Some(follower.id),
        None => match answered.ap_id {
            Some(id) => follow_by_ap_id(&mut tx, id).await?.map(|f| f.follower_id),
            None => None,
        },
    };
    let Some(follower) = follower else {
        return Ok(None);
    };
    // Only a follow of the one who answers is found here, whatever the answer names.
    let Some(follow) = follow_for_update(&mut tx, follower, target.id).await? else {
        return Ok(None);
    };
    // Some answer with an id of their own making; one of ours that is not the latest is an old answer.
    let old = |id: &str| app.local.is_local(id) && id != follow.ap_id;
    if answered.ap_id.is_some_and(old) || follow.state == state {
        return Ok(None);
    }
    let decided = decide(&mut tx, app, &follow, state).await?;
    tx.commit().await?;
    Ok(Some(decided))
}

async fn decide(
    tx: &mut Tx,
    app: &App,
    follow: &Follow,
    state: FollowState,
) -> Result<FollowDecided> {
    let new = NewFollow {
        follower: follow.follower_id,
        target: follow.target_id,
        state,
        ap_id: &follow.ap_id,
    };
    upsert_follow(tx, &new, Some(follow), app.now()).await?;
    let community = community_by_actor(tx, follow.target_id).await?;
    let follower = person_by_actor(tx, follow.follower_id).await?;
    if let Some(follower) = follower {
        settle_follower(tx, app, follow, &follower, community.as_ref(), state).await?;
    }
    // What only members read is shown to us from now on.
    if state == FollowState::Accepted
        && let Some(community) = community.filter(|each| !policy::is_followed_freely(each))
    {
        ask_for_threads(tx, app, &community).await?;
    }
    Ok(FollowDecided {
        follower: follow.follower_id,
        target: follow.target_id,
        state,
    })
}

/// What an answer is to people here: they learn that their wish was granted or refused. Where only members
/// read, whoever reads no more belongs no more. `before` is the follow as it was.
async fn settle_follower(
    tx: &mut Tx,
    app: &App,
    before: &Follow,
    follower: &Person,
    community: Option<&Community>,
    state: FollowState,
) -> Result<()> {
    let mut kind = match state {
        FollowState::Accepted => NoticeKind::FollowAccepted,
        FollowState::Refused => NoticeKind::FollowRefused,
        FollowState::Pending => return Ok(()),
    };
    let among_members = community.filter(|each| !policy::is_followed_freely(each));
    if let (FollowState::Refused, Some(community)) = (state, among_members) {
        if is_asked_by_join(tx, community, follower).await? {
            return Ok(());
        }
        end_belonging(tx, app, follower, community).await?;
        if before.state == FollowState::Accepted {
            kind = NoticeKind::MembershipEnded;
        }
    }
    if let (FollowState::Accepted, Some(community)) = (state, community)
        && follows_by_join(tx, community, follower).await?
    {
        return Ok(());
    }
    let cause = format!("{state} {}", before.ap_id);
    let notice = NewNotice {
        recipient: follower.id(),
        kind,
        cause: &cause,
        by: Some(before.target_id),
        community: community.map(Community::id),
        post: None,
        comment: None,
    };
    notify(tx, app, &notice).await?;
    Ok(())
}

/// A community whose answer some of us still wait for has sent us something it sends to followers.
/// Cheap when nobody waits, which is nearly always.
pub async fn accept_implicitly(
    tx: &mut Tx,
    app: &App,
    community: &Community,
) -> Result<Vec<FollowDecided>> {
    if community.is_local() || !policy::accepts_implicitly(community) {
        return Ok(Vec::new());
    }
    let mut decided = Vec::new();
    for waiting in list_pending(tx, community.actor.id).await? {
        let follow = follow_for_update(tx, waiting.follower_id, waiting.target_id).await?;
        if let Some(follow) = follow.filter(|f| f.state == FollowState::Pending) {
            decided.push(decide(tx, app, &follow, FollowState::Accepted).await?);
        }
    }
    Ok(decided)
}
