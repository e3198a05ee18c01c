//! Every activity we act on: one line each, handed to the feature it is about.
//!
//! An act comes with its authority: signed by its actor, or passed on by the group that owns the
//! community. What an announcement is trusted for is in `announce.rs` (design README 20).

use super::reactions::{self, Ballot};
use super::{announce, content, removal, sharing, waiting};
use crate::activitypub::tolerant::{id_in, object_in, type_of};
use crate::app::App;
use crate::communities::act::Act;
use crate::communities::federation as communities;
use crate::error::{Reason, Result};
use crate::membership::federation as membership;
use crate::moderation::actions::arrivals::Outcome;
use crate::moderation::federation as moderation;
use serde_json::Value;

/// Judges and applies one activity. `Ok` also means that there was nothing to do.
pub async fn apply(app: &App, act: Act<'_>) -> Result<()> {
    if let Some(ballot) = Ballot::read(act.value, act.raw, act.announcer()) {
        return reactions::vote(app, ballot?).await;
    }
    let kind = type_of(act.value).unwrap_or_default();
    let about = object_in(act.value, "object");
    let about_kind = about.and_then(type_of).unwrap_or_default();
    match (kind, about_kind) {
        ("Announce", _) if act.is_signed() => announce::receive(app, &act).await,

        ("Create" | "Update", "Person" | "Service" | "Application" | "Organization" | "Group") => {
            refresh_actor(app, &act).await
        }
        ("Create", _) => content::create(app, &act).await,
        ("Update", _) => content::update(app, &act).await,
        ("Delete", _) if act.object_id()? == act.actor.ap_id => farewell(app, &act).await,
        ("Delete", _) => removal::delete(app, &act).await,
        ("ChooseAnswer", _) => reactions::choose_answer(app, &act).await,

        ("Follow", _) if act.is_signed() => communities::receive_follow(app, act.value, &act.actor)
            .await
            .map(|_| ()),
        ("Join", _) if act.is_signed() => membership::receive_join(app, &act).await,
        ("Leave", _) if act.is_signed() => membership::receive_leave(app, &act).await,
        ("Invite", _) if act.is_signed() => membership::receive_invite(app, &act).await,
        ("Reject", "Invite") if act.is_signed() => membership::receive_decline(app, &act).await,
        ("Accept", "Join") if act.is_signed() => {
            membership::receive_join_answer(app, &act, true).await
        }
        ("Reject", "Join") if act.is_signed() => {
            membership::receive_join_answer(app, &act, false).await
        }
        ("Offer", "Relationship") if act.is_signed() => {
            Box::pin(membership::receive_offer(app, &act)).await
        }
        ("Offer", _) if act.is_signed() => Box::pin(sharing::receive_share(app, &act)).await,
        ("Accept", "Offer") if act.is_signed() => {
            membership::receive_offer_answer(app, &act, true).await
        }
        ("Reject", "Offer") if act.is_signed() => {
            membership::receive_offer_answer(app, &act, false).await
        }
        ("TentativeAccept", "Join") if act.is_signed() => {
            membership::receive_join_report(app, &act).await
        }
        ("Accept", _) if act.is_signed() => communities::receive_accept(app, act.value, &act.actor)
            .await
            .map(|_| ()),
        ("Reject", _) if act.is_signed() => communities::receive_reject(app, act.value, &act.actor)
            .await
            .map(|_| ()),

        ("Add" | "Remove", _) => {
            let outcome = moderation::add_or_remove(app, &act).await;
            place(app, &act, act.object_id()?, outcome).await
        }
        ("Lock", _) => {
            let outcome = moderation::lock(app, &act).await;
            place(app, &act, act.object_id()?, outcome).await
        }
        ("Move", _) => Box::pin(moderation::move_thread(app, &act)).await,
        ("Block", _) => moderation::block(app, &act).await.map(|_| ()),
        // Only who reports can say that they do: what a group passes on to its moderators' servers is taken
        // for the group's word, and of what is its own (O-10).
        ("Flag", _) => Box::pin(moderation::report(app, &act)).await,
        ("Resolve", _) => Box::pin(moderation::resolve(app, &act)).await,

        ("Undo", _) => Box::pin(undo(app, &act, about)).await,

        _ => {
            tracing::debug!(kind, "an activity of a kind that means nothing to us");
            Ok(())
        }
    }
}

/// What is undone is found by its actor and object, never by its id: Lemmy, PieFed and Misskey mint
/// a new one each time (wire-observed.md). Mitra and NodeBB send only the id, which then has to do.
async fn undo(app: &App, act: &Act<'_>, undone: Option<&Value>) -> Result<()> {
    let Some(undone) = undone else {
        return reactions::undo_by_id(app, act).await;
    };
    let inner = act.inner(undone);
    match type_of(undone).unwrap_or_default() {
        "Follow" if act.is_signed() => {
            said_by_the_same(act, undone)?;
            communities::receive_undo_follow(app, act.value, &act.actor)
                .await
                .map(|_| ())
        }
        "Accept" if act.is_signed() => {
            said_by_the_same(act, undone)?;
            communities::receive_reject(app, undone, &act.actor)
                .await
                .map(|_| ())
        }
        "Invite" if act.is_signed() => {
            said_by_the_same(act, undone)?;
            membership::receive_invite_back(app, act, undone).await
        }
        "Offer" if act.is_signed() => {
            said_by_the_same(act, undone)?;
            membership::receive_offer_back(app, act, undone).await
        }
        // Another moderator may lift what one did.
        "Delete" => removal::undo_delete(app, act, &inner).await,
        "ChooseAnswer" => reactions::undo_choice(app, act, inner.object_id()?).await,
        "Lock" => {
            let outcome = moderation::unlock(app, act, &inner).await;
            place(app, act, inner.object_id()?, outcome).await
        }
        "Block" => moderation::unblock(app, act, &inner).await.map(|_| ()),
        "Announce" if act.is_signed() => {
            said_by_the_same(act, undone)?;
            announce::boost(app, act, id_in(undone, "object"), false).await
        }
        _ => Ok(()),
    }
}

/// An act of moderation about something that is not here waits for it.
async fn place(app: &App, act: &Act<'_>, about: &str, outcome: Result<Outcome>) -> Result<()> {
    match outcome? {
        Outcome::Taken => Ok(()),
        Outcome::Unplaced => waiting::act(app, act, about).await,
    }
}

fn said_by_the_same(act: &Act<'_>, undone: &Value) -> Result<(), Reason> {
    match id_in(undone, "actor") {
        Some(actor) if actor != act.actor.ap_id => Err(Reason::WrongOrigin),
        _ => Ok(()),
    }
}

/// Somebody says that they, or their community, have changed. Who changed is read again from their own
/// server, whatever was sent: persons on their own word, a group also where it announces so itself or
/// somebody of its server says so (Lemmy: a moderator updates the group).
async fn refresh_actor(app: &App, act: &Act<'_>) -> Result<()> {
    let id = act.object_id()?;
    let own = match act.announcer() {
        Some(group) => id == group.actor.ap_id,
        None => crate::activitypub::ids::same_origin(id, &act.actor.ap_id),
    };
    if !own || app.local.is_local(id) {
        return Err(Reason::WrongOrigin.into());
    }
    communities::resolve_actor(app, id, chrono::TimeDelta::zero())
        .await
        .map(|_| ())
}

/// A person or a group is gone. Announced farewells count for nothing (design README 20), except a
/// group's own.
async fn farewell(app: &App, act: &Act<'_>) -> Result<()> {
    let own = act
        .announcer()
        .is_none_or(|group| group.actor.id == act.actor.id);
    if !own {
        return Err(Reason::WrongOrigin.into());
    }
    removal::farewell(app, act).await
}
