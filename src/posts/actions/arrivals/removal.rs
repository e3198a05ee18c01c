//! Something elsewhere was deleted by its author, or put back. What moderators remove is in `moderation`.

use super::Source;
use crate::accounts::model::{Person, Viewer};
use crate::activitypub::ids::host_of;
use crate::app::App;
use crate::communities::queries::find_community;
use crate::error::{Reason, Result};
use crate::posts::documents::{FORMER_REPLY, FORMER_THREAD};
use crate::posts::queries;
use crate::posts::queries::tombstones::{
    Tombstone, delete_tombstone, insert_tombstone, tombstone_by_ap_id,
};
use crate::store::Tx;

/// What became of a deletion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    Done,
    /// The object is not here; a later Create of it will be refused.
    Unknown,
    /// The object is here and somebody else's; moderators may still remove it.
    NotTheirs,
}

/// The author takes a thread or reply back.
pub async fn delete(app: &App, by: &Person, ap_id: &str, source: Source<'_>) -> Result<Removal> {
    let mut tx = app.store.begin().await?;
    let now = app.now();
    let (author, post_id, kind) = if let Some(post) =
        queries::post_by_ap_id(&mut tx, &Viewer::System, ap_id).await?
    {
        if post.author_id == by.id() {
            queries::set_post_deleted(&mut tx, post.id, Some(now)).await?;
        }
        (post.author_id, post.id, FORMER_THREAD)
    } else if let Some(reply) = queries::comment_by_ap_id(&mut tx, &Viewer::System, ap_id).await? {
        if reply.author_id == by.id() {
            queries::set_comment_deleted(&mut tx, reply.id, Some(now)).await?;
        }
        (reply.author_id, reply.post_id, FORMER_REPLY)
    } else {
        return Ok(Removal::Unknown);
    };
    if author != by.id() {
        return Ok(Removal::NotTheirs);
    }
    entomb(&mut tx, app, ap_id, &by.actor.ap_id, Some(kind)).await?;
    if let Some(post) = queries::find_post(&mut tx, &Viewer::System, post_id).await? {
        let community = find_community(&mut tx, post.community_id).await?;
        source
            .pass_on(&mut tx, app, &community, ap_id, None)
            .await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(Removal::Done)
}

/// Something we never had is gone: its id is remembered, so that a Create arriving late is refused.
pub async fn bury(app: &App, ap_id: &str, by: &str) -> Result<()> {
    let mut tx = app.store.begin().await?;
    entomb(&mut tx, app, ap_id, by, None).await?;
    tx.commit().await?;
    Ok(())
}

async fn entomb(tx: &mut Tx, app: &App, ap_id: &str, by: &str, kind: Option<&str>) -> Result<()> {
    let tombstone = Tombstone {
        ap_id: ap_id.to_owned(),
        origin_host: host_of(ap_id).unwrap_or_default(),
        deleted_by: by.to_owned(),
        kind: kind.map(str::to_owned),
        had_object: kind.is_some(),
        deleted_at: app.now(),
    };
    insert_tombstone(tx, &tombstone).await?;
    Ok(())
}

/// The author puts it back. False when it is not here.
pub async fn undelete(app: &App, by: &Person, ap_id: &str, source: Source<'_>) -> Result<bool> {
    let mut tx = app.store.begin().await?;
    let own = tombstone_by_ap_id(&mut tx, ap_id)
        .await?
        .is_none_or(|t| t.deleted_by == by.actor.ap_id);
    let post_id = if let Some(post) =
        queries::post_by_ap_id(&mut tx, &Viewer::System, ap_id).await?
    {
        if post.author_id != by.id() || !own {
            return Err(Reason::NotAuthor.into());
        }
        queries::set_post_deleted(&mut tx, post.id, None).await?.id
    } else if let Some(reply) = queries::comment_by_ap_id(&mut tx, &Viewer::System, ap_id).await? {
        if reply.author_id != by.id() || !own {
            return Err(Reason::NotAuthor.into());
        }
        queries::set_comment_deleted(&mut tx, reply.id, None)
            .await?
            .post_id
    } else {
        return Ok(false);
    };
    delete_tombstone(&mut tx, ap_id).await?;
    if let Some(post) = queries::find_post(&mut tx, &Viewer::System, post_id).await? {
        let community = find_community(&mut tx, post.community_id).await?;
        source
            .pass_on(&mut tx, app, &community, ap_id, None)
            .await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(true)
}
