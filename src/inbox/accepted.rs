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
use serde_json::Value;

/// Judges and applies one activity. `Ok` also means that there was nothing to do.
pub async fn apply(app: &App, act: Act<'_>) -> Result<()> {
    let kind = type_of(act.value).unwrap_or_default();
    let about = object_in(act.value, "object");
    let about_kind = about.and_then(type_of).unwrap_or_default();
    match (kind, about_kind) {
        ("Announce", _) if act.is_signed() => announce::receive(app, &act).await,

        ("Create" | "Update", "Person" | "Service" | "Application" | "Organization" | "Group")
            if act.is_signed() =>
        {
            refresh_actor(app, &act).await
        }
        ("Update", "Group") => refresh_announcer(app, &act).await,
        ("Create", _) => content::create(app, &act).await,
        ("Update", _) => content::update(app, &act).await,
        ("Delete", _) if act.object_id()? == act.actor.ap_id => farewell(app, &act).await,
        ("Delete", _) => content::delete(app, &act).await,
        ("Like" | "EmojiReact", _) => content::vote(app, &act, 1).await,
        ("Dislike", _) => content::vote(app, &act, -1).await,
        ("ChooseAnswer", _) => content::choose_answer(app, &act).await,

        ("Follow", _) if act.is_signed() => communities::receive_follow(app, act.value, &act.actor)
            .await
            .map(|_| ()),
        ("Accept", _) if act.is_signed() => communities::receive_accept(app, act.value, &act.actor)
            .await
            .map(|_| ()),
        ("Reject", _) if act.is_signed() => communities::receive_reject(app, act.value, &act.actor)
            .await
            .map(|_| ()),

        ("Add" | "Remove", _) => moderation::add_or_remove(app, &act).await,
        ("Lock", _) => moderation::lock(app, &act, true).await,
        ("Block", _) => moderation::block(app, &act, true).await,
        ("Flag", _) => moderation::report(app, &act).await,

        ("Undo", _) => undo(app, &act, about).await,

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
        return content::undo_by_id(app, act).await;
    };
    if let Some(actor) = id_in(undone, "actor")
        && actor != act.actor.ap_id
        && !matches!(
            type_of(undone),
            Some("Delete" | "Lock" | "Block" | "ChooseAnswer")
        )
    {
        return Err(Reason::WrongOrigin.into());
    }
    let inner = act.inner(undone);
    match type_of(undone).unwrap_or_default() {
        "Follow" if act.is_signed() => communities::receive_undo_follow(app, act.value, &act.actor)
            .await
            .map(|_| ()),
        "Accept" if act.is_signed() => communities::receive_reject(app, undone, &act.actor)
            .await
            .map(|_| ()),
        "Like" | "Dislike" | "EmojiReact" => content::undo_vote(app, act, inner.object_id()?).await,
        "Delete" => content::undo_delete(app, act, &inner).await,
        "ChooseAnswer" => content::undo_choice(app, act, inner.object_id()?).await,
        "Lock" => moderation::lock(app, &inner, false).await,
        "Block" => moderation::block(app, &inner, false).await,
        // A boost taken back is none of our business: boosts are not kept.
        _ => Ok(()),
    }
}

/// Somebody says they have changed. They are read again from their own server, whatever they sent.
async fn refresh_actor(app: &App, act: &Act<'_>) -> Result<()> {
    if act.object_id()? != act.actor.ap_id {
        // Lemmy: a moderator updates the group. Only the group's own document counts.
        return refresh_announcer(app, act).await;
    }
    communities::resolve_actor(app, &act.actor.ap_id, chrono::TimeDelta::zero())
        .await
        .map(|_| ())
}

async fn refresh_announcer(app: &App, act: &Act<'_>) -> Result<()> {
    let id = act.object_id()?;
    if app.local.is_local(id) {
        return Err(Reason::WrongOrigin.into());
    }
    communities::resolve_actor(app, id, chrono::TimeDelta::zero())
        .await
        .map(|_| ())
}

/// A person is gone. Announced farewells count for nothing (design README 20).
async fn farewell(app: &App, act: &Act<'_>) -> Result<()> {
    if !act.is_signed() {
        return Err(Reason::WrongOrigin.into());
    }
    content::farewell(app, act).await
}
