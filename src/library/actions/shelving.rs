//! Threads on their way into a collection.

use super::telling::tell_proposer;
use super::{begin, find_by_slug, one_line};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::rate_limits::begin_write;
use crate::app::App;
use crate::communities::queries::local::lock_community;
use crate::error::{Error, Result};
use crate::ids::{AccountId, CommunityId, PostId};
use crate::library::model::{
    ENTRIES_MAX, Entry, EntryId, EntryState, NOTE_MAX, NewEntry, PROPOSED_BY_ONE, PROPOSED_MAX,
};
use crate::library::policy;
use crate::library::queries::{self, find_collection};
use crate::membership::queries::settings::settings_of;
use crate::membership::queries::standing;
use crate::notifications::model::NoticeKind;
use crate::posts::queries::find_post;

/// Puts a thread into a collection of its community, behind what is there; or proposes it, where somebody may
/// do no more. Doing it twice is doing it once, but what was proposed is shown when somebody who may put it
/// there does.
pub async fn shelve(
    app: &App,
    by: &Person,
    post: PostId,
    slug: &str,
    note: &str,
) -> Result<EntryState> {
    let missing = || Error::NotFound("thread");
    let community = {
        let mut conn = app.store.read().await?;
        let post = find_post(&mut conn, &Viewer::System, post).await?;
        post.ok_or_else(missing)?.community_id
    };
    let mut tx = begin_write(app, by.id()).await?;
    let community = lock_community(&mut tx, community).await?;
    let standing = standing(&mut tx, by, &community, app.now()).await?;
    let post = find_post(&mut tx, &standing.viewer(), post).await?;
    let post = post.ok_or_else(missing)?;
    let proposers = settings_of(&mut tx, community.id()).await?.propose;
    let state = policy::may_shelve(&standing, &community, &post, proposers)?;
    let (note, too_long) = one_line(note, NOTE_MAX);
    if too_long {
        let message = t!("library-shelve-note-long", most = NOTE_MAX);
        return Err(Error::invalid("note", message));
    }
    let collection = find_by_slug(&mut tx, &community, slug).await;
    let collection = match collection {
        Err(Error::NotFound(_)) => {
            let message = t!("library-shelve-collection-wrong");
            return Err(Error::invalid("collection", message));
        }
        other => other?,
    };
    let there = queries::list_entries(&mut tx, collection.id).await?;
    if let Some(entry) = there.iter().find(|entry| entry.post_id == post.id) {
        if entry.is_proposed() && state == EntryState::Shown {
            queries::set_entry_shown(&mut tx, entry.id).await?;
            let taken_in = (NoticeKind::ShelfAccepted, "");
            tell_proposer(&mut tx, app, (by, &community), entry, taken_in).await?;
            tx.commit().await?;
            return Ok(state);
        }
        return Ok(entry.state);
    }
    check_room(&there, by.id(), state)?;
    let section = i32::try_from(collection.sections.0.len()).unwrap_or(0);
    let last = there.iter().filter(|entry| entry.section == section);
    let last = last.map(|entry| entry.position).max().unwrap_or(0);
    let new = NewEntry {
        collection_id: collection.id,
        post_id: post.id,
        section,
        position: last.saturating_add(1),
        note,
        state,
        added_by: by.id(),
        added_at: app.now(),
    };
    queries::insert_entry(&mut tx, &new).await?;
    tx.commit().await?;
    Ok(state)
}

fn check_room(there: &[Entry], by: AccountId, state: EntryState) -> Result<()> {
    let full = |message: String| Err(Error::invalid("collection", message));
    if i64::try_from(there.len()).unwrap_or(i64::MAX) >= ENTRIES_MAX {
        return full(t!("library-shelve-collection-full", most = ENTRIES_MAX));
    }
    if state == EntryState::Shown {
        return Ok(());
    }
    let waiting = there.iter().filter(|entry| entry.is_proposed());
    if waiting.clone().count() >= PROPOSED_MAX {
        return full(t!("library-shelve-collection-waiting"));
    }
    if waiting.filter(|entry| entry.added_by == by).count() >= PROPOSED_BY_ONE {
        let most = PROPOSED_BY_ONE;
        return full(t!("library-shelve-collection-yours", most = most));
    }
    Ok(())
}

/// Takes in what a member proposed, or not, and tells them so with the reason, which may be empty.
pub async fn decide_proposal(
    app: &App,
    by: &Person,
    community: CommunityId,
    entry: EntryId,
    take_in: bool,
    reason: &str,
) -> Result<()> {
    let (mut tx, community, _) = begin(app, by, community).await?;
    let missing = || Error::NotFound("proposal");
    let entry = queries::entry_by_id(&mut tx, entry).await?;
    let entry = entry
        .filter(|entry| entry.is_proposed())
        .ok_or_else(missing)?;
    let collection = find_collection(&mut tx, entry.collection_id).await?;
    if collection.community_id != community.id() {
        return Err(missing());
    }
    let kind = match take_in {
        true => {
            queries::set_entry_shown(&mut tx, entry.id).await?;
            NoticeKind::ShelfAccepted
        }
        false => {
            queries::delete_entry(&mut tx, entry.id).await?;
            NoticeKind::ShelfDeclined
        }
    };
    tell_proposer(&mut tx, app, (by, &community), &entry, (kind, reason)).await?;
    tx.commit().await?;
    Ok(())
}
