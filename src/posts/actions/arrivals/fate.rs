//! Something elsewhere was deleted by its author, or put back. What moderators remove is in `moderation`.
//!
//! The last word by time counts, whatever the order of arrival, and stays with the id until the
//! thing itself comes: then it is stored as deleted, so that putting it back later can show it.

use super::things::Thing;
use super::{Source, mentioned_here};
use crate::accounts::model::Person;
use crate::activitypub::ids::host_of;
use crate::activitypub::purged::is_purged;
use crate::app::App;
use crate::communities::queries::find_community;
use crate::error::{Reason, Result};
use crate::posts::actions::{
    ReplyScene, ThreadScene, tell_mentioned, tell_of_reply, tell_of_return,
};
use crate::posts::model::{Comment, Fate, Post};
use crate::posts::queries::tombstones::{Tombstone, find_tombstone, put_tombstone};
use crate::posts::{policy, publish, queries};
use crate::store::{Time, Tx};

/// What became of a deletion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    Done,
    /// The object is somebody else's; moderators may still remove it.
    NotTheirs,
}

/// The author takes a thread or reply back, or puts it back. Refused where they are gone themselves.
pub async fn set_fate(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    thing: &Thing,
    deleted: bool,
    source: Source<'_>,
) -> Result<Removal> {
    if thing.author_id() != by.id() {
        return Ok(Removal::NotTheirs);
    }
    if !deleted {
        policy::may_put_back(by)?;
        if is_purged(tx, thing.ap_id()).await? {
            return Err(Reason::Deleted.into());
        }
    }
    let fate = Fate {
        deleted,
        at: source.at,
        now: app.now(),
    };
    let mut thread = None;
    let changed = match &thing.reply {
        None => {
            let post = queries::set_post_fate(tx, thing.post.id, fate).await?;
            if let Some(post) = post.clone().filter(Post::is_visible) {
                tell_of_thread(tx, app, post).await?;
            }
            thread = post;
            thread.is_some()
        }
        Some(reply) => {
            let reply = queries::set_comment_fate(tx, reply.id, fate).await?;
            if let Some(reply) = reply.clone().filter(Comment::is_visible) {
                tell_of_it(tx, app, reply).await?;
            }
            reply.is_some()
        }
    };
    // Of what is held nobody has heard.
    if changed && !thing.is_held() {
        let community = find_community(tx, thing.post.community_id).await?;
        source
            .pass_on(tx, app, &community, thing.ap_id(), None)
            .await?;
        // Microblogs take a Delete from nobody but its author, who has not told them.
        let moved = |post: &&Post| post.is_visible() != thing.post.is_visible();
        if let Some(post) = thread
            .as_ref()
            .filter(moved)
            .filter(|_| community.is_local())
        {
            Box::pin(publish::boosts_follow(tx, app, &community, post)).await?;
        }
        let reply = thing.reply.as_ref();
        let was_away = !reply.map_or(thing.post.is_visible(), Comment::is_visible);
        if was_away && !deleted {
            tell_of_return(tx, app, thing.post.id, reply.map(|reply| reply.id)).await?;
        }
    }
    Ok(Removal::Done)
}

/// Whoever was not told because it came deleted is told now; others have been.
async fn tell_of_thread(tx: &mut Tx, app: &App, post: Post) -> Result<()> {
    let mentioned = mentioned_here(tx, app, &post.mentions.0).await?;
    let scene = ThreadScene::load(tx, post).await?;
    tell_mentioned(tx, app, &scene.thread(), &mentioned).await
}

async fn tell_of_it(tx: &mut Tx, app: &App, reply: Comment) -> Result<()> {
    let mentioned = mentioned_here(tx, app, &reply.mentions.0).await?;
    let scene = ReplyScene::load(tx, reply).await?;
    tell_of_reply(tx, app, &scene.reply(), &mentioned).await
}

/// The same about something that is not here: it is remembered for when it comes.
pub async fn set_fate_unseen(
    tx: &mut Tx,
    app: &App,
    by: &str,
    ap_id: &str,
    deleted: bool,
    at: Option<Time>,
) -> Result<()> {
    let fate = Fate {
        deleted,
        at,
        now: app.now(),
    };
    let at = at.unwrap_or(fate.now);
    let before = find_tombstone(tx, ap_id, by).await?;
    if before.is_some_and(|before| !fate.replaces(Some(before.last_word().0))) {
        return Ok(());
    }
    let tombstone = Tombstone {
        ap_id: ap_id.to_owned(),
        deleted_by: by.to_owned(),
        origin_host: host_of(ap_id).unwrap_or_default(),
        kind: None,
        had_object: false,
        deleted_at: at,
        lifted_at: (!deleted).then_some(at),
    };
    put_tombstone(tx, &tombstone).await?;
    Ok(())
}

/// What its author said of something before it came: when it was deleted, if it is, and when that
/// was said.
pub(super) async fn fate_before_arrival(
    tx: &mut Tx,
    author: &Person,
    ap_id: &str,
) -> Result<(Option<Time>, Option<Time>)> {
    let Some(tombstone) = find_tombstone(tx, ap_id, &author.actor.ap_id).await? else {
        return Ok((None, None));
    };
    let (at, deleted) = tombstone.last_word();
    Ok((deleted.then_some(at), Some(at)))
}
