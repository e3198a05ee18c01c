//! Taking whole communities out of sight and showing them again.

use super::announce_to_forums;
use super::communities::tell_update;
use crate::accounts::model::{Person, Viewer};
use crate::app::App;
use crate::communities::documents::{addressed, community_activity, embedded};
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::communities::queries::local::update_removed;
use crate::error::{Error, Result};
use crate::locale::in_locale;
use crate::membership::model::Role;
use crate::membership::policy;
use crate::membership::queries::acting::list_acting_moderators;
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::store::Tx;
use crate::text;
use serde_json::{Value, json};

/// Characters of a reason.
const REASON_MAX: usize = 500;

/// Takes a community, ours or a copy of another server's, out of sight here. Of one of ours the servers
/// that follow it are told, since it may come back: nobody is told that it is gone for good. `by` says
/// it to them; for commands that is the desk.
pub async fn remove_community(
    app: &App,
    viewer: &Viewer,
    by: &Person,
    community: &Community,
    reason: &str,
) -> Result<()> {
    set_removed(app, viewer, by, community, reason, true).await
}

/// Shows it again, and says so to whom it was said that it was removed.
pub async fn restore_community(
    app: &App,
    viewer: &Viewer,
    by: &Person,
    community: &Community,
    reason: &str,
) -> Result<()> {
    set_removed(app, viewer, by, community, reason, false).await
}

/// Doing what is done already changes nothing and says nothing.
async fn set_removed(
    app: &App,
    viewer: &Viewer,
    by: &Person,
    community: &Community,
    reason: &str,
    removed: bool,
) -> Result<()> {
    policy::may_remove_community(viewer)?;
    let reason = check_reason(app, community, reason)?;
    let mut tx = app.store.begin().await?;
    let community = find_community(&mut tx, community.id()).await?;
    if community.row.deleted_at.is_some() {
        return Err(Error::Gone("community"));
    }
    let at = removed.then(|| app.now());
    if !update_removed(&mut tx, community.id(), at).await? {
        return Ok(());
    }
    if community.is_local() {
        tell_followers(&mut tx, app, by, &community, &reason, removed).await?;
        tell_conveners(&mut tx, app, by, &community, removed).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Others take a Delete without a reason for one by the author (protocol.md 3.4), so it never lacks one.
fn check_reason(app: &App, community: &Community, typed: &str) -> Result<String> {
    if typed.chars().count() > REASON_MAX {
        return Err(Error::invalid(
            "reason",
            t!("membership-wrong-reason-long", most = REASON_MAX),
        ));
    }
    Ok(match text::one_line(typed, REASON_MAX) {
        reason if reason.is_empty() => {
            let locale = app.languages.of(&community.row.language);
            in_locale(locale, || {
                t!("membership-removed-why", host = app.local.host)
            })
        }
        reason => reason,
    })
}

/// Forums know removing and restoring. Microblogs know only what is gone for good, so they are not told
/// of the removal.
async fn tell_followers(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    community: &Community,
    reason: &str,
    removed: bool,
) -> Result<()> {
    let summary = [("summary", reason)];
    let id = json!(community.actor.ap_id);
    if removed {
        announce_to_forums(tx, app, by, community, "Delete", &summary, id).await?;
    } else {
        let undone = embedded(delete(app, by, community, reason));
        announce_to_forums(tx, app, by, community, "Undo", &[], undone).await?;
        // Who read it meanwhile got it without its words.
        let restored = find_community(tx, community.id()).await?;
        tell_update(tx, app, by, &restored).await?;
    }
    Ok(())
}

fn delete(app: &App, by: &Person, community: &Community, reason: &str) -> Value {
    let group = &community.actor;
    let id = app.mint_activity_id("delete");
    let object = json!(group.ap_id);
    let mut delete = community_activity(app, "Delete", &id, &by.actor.ap_id, group, object);
    if let Some(delete) = delete.as_object_mut() {
        delete.insert("summary".to_owned(), json!(reason));
    }
    addressed(community, delete)
}

async fn tell_conveners(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    community: &Community,
    removed: bool,
) -> Result<()> {
    let kind = if removed {
        NoticeKind::CommunityRemoved
    } else {
        NoticeKind::CommunityRestored
    };
    let cause = app.mint_activity_id("notice");
    for (person, role) in list_acting_moderators(tx, community, app.now()).await? {
        if role != Role::Convener {
            continue;
        }
        let notice = NewNotice {
            recipient: person.id(),
            kind,
            cause: &cause,
            by: Some(by.actor.id),
            community: Some(community.id()),
            post: None,
            comment: None,
        };
        notify(tx, app, &notice).await?;
    }
    Ok(())
}
