//! Every activity we act on: one line each, handed to the feature it is about.
//!
//! An act comes with its authority: signed by its actor, or passed on by the group that owns the
//! community. What an announcement is trusted for is in `announce.rs` (design README 20).

use super::{announce, content};
use crate::activitypub::tolerant::{id_in, object_in, type_of};
use crate::app::App;
use crate::communities::act::Act;
use crate::communities::federation as communities;
use crate::error::{Reason, Result};
use crate::moderation::federation as moderation;
use activitypub_federation::config::Data;
use serde_json::Value;

/// Judges and applies one activity. `Ok` also means that there was nothing to do.
pub async fn apply(data: &Data<App>, act: Act<'_>) -> Result<()> {
    let kind = type_of(act.value).unwrap_or_default();
    let about = object_in(act.value, "object");
    let about_kind = about.and_then(type_of).unwrap_or_default();
    match (kind, about_kind) {
        ("Announce", _) if act.is_signed() => announce::receive(data, &act).await,

        ("Create" | "Update", "Person" | "Service" | "Application" | "Organization" | "Group")
            if act.is_signed() =>
        {
            refresh_actor(data, &act).await
        }
        ("Update", "Group") => refresh_announcer(data, &act).await,
        ("Create", _) => content::create(data, &act).await,
        ("Update", _) => content::update(data, &act).await,
        ("Delete", _) if act.object_id()? == act.actor.ap_id => farewell(data, &act).await,
        ("Delete", _) => content::delete(data, &act).await,
        ("Like" | "EmojiReact", _) => content::vote(data, &act, 1).await,
        ("Dislike", _) => content::vote(data, &act, -1).await,
        ("ChooseAnswer", _) => content::choose_answer(data, &act).await,

        ("Follow", _) if act.is_signed() => {
            communities::receive_follow(data, act.value, &act.actor).await.map(|_| ())
        }
        ("Accept", _) if act.is_signed() => {
            communities::receive_accept(data, act.value, &act.actor).await.map(|_| ())
        }
        ("Reject", _) if act.is_signed() => {
            communities::receive_reject(data, act.value, &act.actor).await.map(|_| ())
        }

        ("Add" | "Remove", _) => moderation::add_or_remove(data, &act).await,
        ("Lock", _) => moderation::lock(data, &act, true).await,
        ("Block", _) => moderation::block(data, &act, true).await,
        ("Flag", _) => moderation::report(data, &act).await,

        ("Undo", _) => undo(data, &act, about).await,

        _ => {
            tracing::debug!(kind, "an activity of a kind that means nothing to us");
            Ok(())
        }
    }
}

/// What is undone is found by its actor and object, never by its id: Lemmy, PieFed and Misskey mint
/// a new one each time (wire-observed.md). Mitra and NodeBB send only the id, which then has to do.
async fn undo(data: &Data<App>, act: &Act<'_>, undone: Option<&Value>) -> Result<()> {
    let Some(undone) = undone else {
        return content::undo_by_id(data, act).await;
    };
    if let Some(actor) = id_in(undone, "actor")
        && actor != act.actor.ap_id
        && !matches!(type_of(undone), Some("Delete" | "Lock" | "Block" | "ChooseAnswer"))
    {
        return Err(Reason::WrongOrigin.into());
    }
    let inner = act.inner(undone);
    match type_of(undone).unwrap_or_default() {
        "Follow" if act.is_signed() => {
            communities::receive_undo_follow(data, act.value, &act.actor).await.map(|_| ())
        }
        "Accept" if act.is_signed() => {
            communities::receive_reject(data, undone, &act.actor).await.map(|_| ())
        }
        "Like" | "Dislike" | "EmojiReact" => content::undo_vote(data, act, inner.object_id()?).await,
        "Delete" => content::undo_delete(data, act, &inner).await,
        "ChooseAnswer" => content::undo_choice(data, act, inner.object_id()?).await,
        "Lock" => moderation::lock(data, &inner, false).await,
        "Block" => moderation::block(data, &inner, false).await,
        // A boost taken back is none of our business: boosts are not kept.
        _ => Ok(()),
    }
}

/// Somebody says they have changed. They are read again from their own server, whatever they sent.
async fn refresh_actor(data: &Data<App>, act: &Act<'_>) -> Result<()> {
    if act.object_id()? != act.actor.ap_id {
        // Lemmy: a moderator updates the group. Only the group's own document counts.
        return refresh_announcer(data, act).await;
    }
    communities::resolve_actor(data, &act.actor.ap_id, chrono::TimeDelta::zero()).await.map(|_| ())
}

async fn refresh_announcer(data: &Data<App>, act: &Act<'_>) -> Result<()> {
    let id = act.object_id()?;
    if data.local.is_local(id) {
        return Err(Reason::WrongOrigin.into());
    }
    communities::resolve_actor(data, id, chrono::TimeDelta::zero()).await.map(|_| ())
}

/// A person is gone. Announced farewells count for nothing (design README 20).
async fn farewell(data: &Data<App>, act: &Act<'_>) -> Result<()> {
    if !act.is_signed() {
        return Err(Reason::WrongOrigin.into());
    }
    content::farewell(data, act).await
}
