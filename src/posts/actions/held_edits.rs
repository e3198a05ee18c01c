//! A later text from another server that a rule caught: the text that is shown stays until somebody who looks after
//! the community lets the other one through, or drops it.

use super::arrivals::Source;
use crate::accounts::model::Person;
use crate::accounts::queries::find_person;
use crate::accounts::rate_limits::{Key, is_within};
use crate::app::App;
use crate::communities::model::Community;
use crate::error::{Error, Result};
use crate::ids::{CommentId, PostId};
use crate::membership::policy::{may_be_let_in, may_decide};
use crate::membership::queries::standing;
use crate::posts::model::LaterWords;
use crate::posts::queries::held_edits::{
    HeldEdit, NewHeldEdit, delete_edits_of_comment, delete_edits_of_post, delete_held_edit,
    held_edit_by_id, held_edit_of, insert_held_edit,
};
use crate::posts::{publish, queries};
use crate::store::{Json, Time, Tx};
use chrono::TimeDelta;
use serde_json::value::RawValue;

const DAY: TimeDelta = TimeDelta::days(1);
/// Texts of one person that begin to wait in one community in a day; more are dropped.
const EDITS_MAX: i32 = 20;

/// Keeps what a rule caught, in place of an earlier one of the same thing. In a community of another server nobody
/// here could let it through.
pub(super) async fn hold_edit(
    tx: &mut Tx,
    app: &App,
    (community, author): (&Community, &Person),
    (post, reply): (PostId, Option<CommentId>),
    words: LaterWords,
    at: Time,
    source: Source<'_>,
) -> Result<()> {
    if !community.is_local() {
        return Ok(());
    }
    if let Some(former) = held_edit_of(tx, post, reply).await? {
        let later = (at, source.activity_id) > (former.version_at, former.version_id.as_str());
        if !later {
            return Ok(());
        }
    }
    let key = Key::text("edits held", &format!("{} {}", community.id(), author.id()));
    if !is_within(tx, &key, EDITS_MAX, DAY, app.now()).await? {
        return Ok(());
    }
    forget_edits(tx, post, reply).await?;
    let new = NewHeldEdit {
        community_id: community.id(),
        author_id: author.id(),
        post_id: post,
        comment_id: reply,
        words: Json(words),
        activity: source.raw.map(|raw| raw.get().to_owned()),
        sender_host: source.sender_host.to_owned(),
        version_at: at,
        version_id: source.activity_id.to_owned(),
        held_at: app.now(),
    };
    insert_held_edit(tx, &new).await?;
    Ok(())
}

/// A later text is there.
pub(super) async fn forget_edits(
    tx: &mut Tx,
    post: PostId,
    reply: Option<CommentId>,
) -> Result<()> {
    match reply {
        Some(id) => delete_edits_of_comment(tx, post, id).await?,
        None => delete_edits_of_post(tx, post).await?,
    }
    Ok(())
}

async fn find(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    community: &Community,
    id: i64,
) -> Result<HeldEdit> {
    let judge = standing(tx, by, community, app.now()).await?;
    let held = held_edit_by_id(tx, community.id(), id).await?;
    let held = held.ok_or(Error::NotFound("held thread or reply"))?;
    may_decide(&judge, held.author_id)?;
    Ok(held)
}

/// It takes the place of the text that is shown, unless a later one has done so meanwhile, and is passed on.
pub async fn let_edit_through(
    app: &App,
    by: &Person,
    community: &Community,
    id: i64,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let held = find(&mut tx, app, by, community, id).await?;
    let author = find_person(&mut tx, held.author_id).await?;
    let writer = standing(&mut tx, &author, community, app.now()).await?;
    may_be_let_in(&writer, community)?;
    let shown = match held.comment_id {
        Some(reply) => give_reply(&mut tx, &held, reply, &author).await?,
        None => give_thread(&mut tx, &held, &author).await?,
    };
    if !delete_held_edit(&mut tx, held.id).await? {
        return Err(Error::NotFound("held thread or reply"));
    }
    if let (Some(ap_id), Some(activity)) = (shown, held.activity) {
        let raw = RawValue::from_string(activity).map_err(Error::internal)?;
        let from = (&author, held.sender_host.as_str());
        publish::pass_on_released(&mut tx, app, community, from, &raw, &ap_id, None).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// The id of the thread, if others see its new text.
async fn give_thread(tx: &mut Tx, held: &HeldEdit, author: &Person) -> Result<Option<String>> {
    let post = queries::lock_post(tx, held.post_id).await?;
    let now = (post.version_at, post.version_id.as_str());
    if (held.version_at, held.version_id.as_str()) <= now {
        return Ok(None);
    }
    let edited_at = held.version_at.max(post.published_at);
    let words = held.words.0.clone();
    let text = words.of_thread(edited_at, held.version_at, held.version_id.clone());
    let post = queries::update_post_text(tx, &post, &text, author.id()).await?;
    Ok(post.is_visible().then_some(post.ap_id))
}

/// The same of a reply.
async fn give_reply(
    tx: &mut Tx,
    held: &HeldEdit,
    reply: CommentId,
    author: &Person,
) -> Result<Option<String>> {
    let reply = queries::lock_comment(tx, reply).await?;
    let now = (reply.version_at, reply.version_id.as_str());
    if (held.version_at, held.version_id.as_str()) <= now {
        return Ok(None);
    }
    let edited_at = held.version_at.max(reply.published_at);
    let words = held.words.0.clone();
    let text = words.of_reply(edited_at, held.version_at, held.version_id.clone());
    let reply = queries::update_comment_text(tx, &reply, &text, author.id()).await?;
    Ok(reply.is_visible().then_some(reply.ap_id))
}

/// It is dropped; the text that is shown stays.
pub async fn drop_edit(app: &App, by: &Person, community: &Community, id: i64) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let held = find(&mut tx, app, by, community, id).await?;
    delete_held_edit(&mut tx, held.id).await?;
    tx.commit().await?;
    Ok(())
}
