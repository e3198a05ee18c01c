//! What a community does not show of what another one shares with it. It is hidden there and nowhere else: the
//! thread and its replies stay where they are, and no other server is told of a decision that is none of its own,
//! except that microblogs have the boost of a hidden thread taken back.

use super::check_reason;
use crate::accounts::model::{Person, Viewer};
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, Result};
use crate::membership::queries::standing;
use crate::moderation::model::{NewAction, Target, Verb};
use crate::moderation::policy::may_hide_shared;
use crate::moderation::publish::activity_kind;
use crate::moderation::queries::{acts_about, save_action, set_undone};
use crate::posts::actions::arrivals::find_thing;
use crate::posts::model::{Comment, Post};
use crate::posts::publish::{announce_thread, boosts_beside_follow, take_boost_back};
use crate::posts::queries::sharing::{set_reply_hidden, set_share_hidden, share_of};
use crate::posts::queries::{find_comment, find_post};
use crate::store::{Time, Tx};

/// What there is none of where nothing is shared.
const SHARED: &str = "shared thread";

/// Hides a thread that is shared with a community, or a reply in it, or shows it there again. Everybody reads
/// the reason in the community's log. Doing what is done already changes nothing.
pub async fn hide_shared(
    app: &App,
    by: &Person,
    place: &Community,
    what: Target,
    hide: bool,
    reason: &str,
) -> Result<()> {
    let reason = check_reason(reason)?;
    if hide && reason.is_empty() {
        return Err(Error::invalid(
            "reason",
            t!("moderation-reason-hide-missing"),
        ));
    }
    let mut tx = app.store.begin().await?;
    let place = find_community(&mut tx, place.id()).await?;
    let standing = standing(&mut tx, by, &place, app.now()).await?;
    let rank = may_hide_shared(&standing, place.is_local())?;
    let (post, reply) = find(&mut tx, what).await?;
    let share = share_of(&mut tx, post.id, place.id()).await?;
    let share = share.ok_or(Error::NotFound(SHARED))?;
    let now = app.now();
    let at = hide.then_some(now);
    let changed = match &reply {
        Some(reply) => set_reply_hidden(&mut tx, place.id(), reply.id, at).await?,
        None => set_share_hidden(&mut tx, &share, at).await?,
    };
    if !changed {
        return Ok(());
    }
    let verb = if hide { Verb::Hide } else { Verb::Show };
    let act = NewAction {
        ap_id: app.mint_activity_id(activity_kind(verb)),
        actor_id: by.actor.id,
        community_id: Some(place.id()),
        verb,
        post_id: reply.is_none().then_some(post.id),
        comment_id: reply.as_ref().map(|reply| reply.id),
        account_id: None,
        rank: rank.number(),
        reason,
        accepted: true,
        acted_at: now,
        until: None,
        created_at: now,
    };
    note(&mut tx, &place, what, &act, now).await?;
    if reply.is_none() {
        tell_followers(&mut tx, app, &place, &post, hide).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

async fn find(tx: &mut Tx, what: Target) -> Result<(Post, Option<Comment>)> {
    let system = &Viewer::System;
    let reply = match what {
        Target::Post(id) => {
            let post = find_post(tx, system, id).await?;
            return Ok((post.ok_or(Error::NotFound(SHARED))?, None));
        }
        Target::Comment(id) => find_comment(tx, system, id).await?,
        Target::Account(_) => None,
    };
    let reply = reply.ok_or(Error::NotFound("reply"))?;
    let post = find_post(tx, system, reply.post_id).await?;
    Ok((post.ok_or(Error::NotFound(SHARED))?, Some(reply)))
}

/// Keeps the act in the log, and that it lifts the one before.
async fn note(
    tx: &mut Tx,
    place: &Community,
    what: Target,
    act: &NewAction,
    now: Time,
) -> Result<()> {
    if !act.verb.holds() {
        let before = acts_about(tx, what, None, act.verb).await?;
        let open = before.iter().filter(|each| {
            each.community_id == Some(place.id()) && each.verb.holds() && each.undone_at.is_none()
        });
        for held in open {
            set_undone(tx, held.id, Some((now, act.actor_id))).await?;
        }
    }
    save_action(tx, act).await?;
    Ok(())
}

/// Microblogs hold a boost of the thread.
async fn tell_followers(
    tx: &mut Tx,
    app: &App,
    place: &Community,
    post: &Post,
    hide: bool,
) -> Result<()> {
    match hide {
        true => take_boost_back(tx, app, place, &post.ap_id).await,
        false if post.is_visible() => announce_thread(tx, app, place, &post.ap_id).await,
        false => Ok(()),
    }
}

/// A community elsewhere has removed or restored a thread of its own: the boosts by ours, with which it is
/// shared, follow.
pub async fn tell_of_fate(app: &App, home: &Community, thread: &str) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let Some(thing) = find_thing(&mut tx, thread).await? else {
        return Ok(());
    };
    if thing.reply.is_none() {
        boosts_beside_follow(&mut tx, app, home, &thing.post).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}
