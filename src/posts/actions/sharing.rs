//! Sharing threads with communities that their own works together with. A shared thread stays where it is, with
//! one tree; the other community shows it beside its own, and tells its followers.

use super::elsewhere::ask_for_replies;
use super::scene::ThreadScene;
use super::threads::commit;
use crate::accounts::model::{Person, Viewer};
use crate::accounts::rate_limits::{Key, begin_write, is_within};
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, Reason, Result};
use crate::ids::{CommunityId, PostId};
use crate::membership::policy::may_act;
use crate::membership::queries::linking::link_of;
use crate::membership::queries::standing;
use crate::posts::queries::sharing::{insert_share, share_of};
use crate::posts::{policy, publish, queries};
use crate::store::Tx;
use crate::visibility::is_kept_out;
use chrono::TimeDelta;
use serde_json::value::RawValue;

/// Threads that one person shares in a day, and that one community shares with another.
const BY_PERSON_MAX: i32 = 20;
const WITH_COMMUNITY_MAX: i32 = 100;
const DAY: TimeDelta = TimeDelta::days(1);

/// Somebody shares a thread of a community here with one that it works together with. What is shared already
/// stays so. Errors: `Refused`, `TooMany`.
pub async fn share_thread(app: &App, by: &Person, thread: PostId, with: CommunityId) -> Result<()> {
    let mut tx = begin_write(app, by.id()).await?;
    let (scene, own) = ThreadScene::lock(&mut tx, app, by, thread).await?;
    let home = &scene.community;
    if !home.is_local() {
        return Err(Reason::WrongOrigin.into());
    }
    let link = link_of(&mut tx, home.id(), with).await?;
    policy::may_share(&own, home, &scene.post, link.as_ref())?;
    let place = find_community(&mut tx, with).await?;
    if share_of(&mut tx, thread, with).await?.is_some() {
        return Ok(());
    }
    count(&mut tx, app, by, home, &place).await?;
    let id = app.mint_activity_id("offer");
    if place.is_local() {
        let there = standing(&mut tx, by, &place, app.now()).await?;
        may_act(&there, &place)?;
        may_take(&mut tx, &scene, &place).await?;
    }
    if !insert_share(&mut tx, thread, with, &id, app.now()).await? {
        return Ok(());
    }
    match place.is_local() {
        true => {
            let create = publish::create_of(&mut tx, app, &scene.thread()).await?;
            let (thread, create) = (scene.post.ap_id.as_str(), create.as_deref());
            publish::show_beside(&mut tx, app, home, &place, thread, create).await?;
        }
        false => publish::offer_share(&mut tx, app, &scene.thread(), &place, &id).await?,
    }
    commit(app, tx).await
}

async fn may_take(tx: &mut Tx, scene: &ThreadScene, place: &Community) -> Result<()> {
    let home = &scene.community;
    let link = link_of(tx, place.id(), home.id()).await?;
    let kept_out = is_kept_out(tx, scene.author.id(), place.id()).await?;
    policy::may_take_share(place, home, &scene.post, link.as_ref(), kept_out)?;
    Ok(())
}

async fn count(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    home: &Community,
    place: &Community,
) -> Result<()> {
    let both = format!("{} {}", home.id(), place.id());
    let limits = [
        (Key::account("share", by.id()), BY_PERSON_MAX),
        (Key::text("shares", &both), WITH_COMMUNITY_MAX),
    ];
    for (key, limit) in limits {
        if !is_within(tx, &key, limit, DAY, app.now()).await? {
            return Err(Error::TooMany {
                retry_after: 24 * 3_600,
            });
        }
    }
    Ok(())
}

/// A thread of a community elsewhere that it offers to one of ours.
#[derive(Clone, Copy)]
pub struct Shared<'a> {
    /// The id of the Offer.
    pub id: &'a str,
    /// The id of the thread, which is here by now.
    pub thread: &'a str,
    /// Its `Create`, byte for byte, where that came with it.
    pub create: Option<&'a RawValue>,
}

/// A community elsewhere shares a thread of its own with one of ours: it is shown there, and its followers are
/// told, once. Nobody here is notified: whoever it concerns was when it came.
pub async fn take_share(
    app: &App,
    home: &Community,
    place: &Community,
    shared: Shared<'_>,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let post = queries::post_by_ap_id(&mut tx, &Viewer::System, shared.thread).await?;
    let post = post.ok_or(Error::NotFound("thread"))?;
    let scene = ThreadScene::load(&mut tx, post).await?;
    if scene.community.id() != home.id() {
        return Err(Reason::WrongOrigin.into());
    }
    if share_of(&mut tx, scene.post.id, place.id())
        .await?
        .is_some()
    {
        return Ok(());
    }
    may_take(&mut tx, &scene, place).await?;
    let both = format!("{} {}", home.id(), place.id());
    let key = Key::text("shares taken", &both);
    if !is_within(&mut tx, &key, WITH_COMMUNITY_MAX, DAY, app.now()).await? {
        tracing::debug!(thread = shared.thread, "more is shared than is shown");
        return Ok(());
    }
    // It may have come twice at the same time.
    if !insert_share(&mut tx, scene.post.id, place.id(), shared.id, app.now()).await? {
        return Ok(());
    }
    publish::show_beside(&mut tx, app, home, place, shared.thread, shared.create).await?;
    commit(app, tx).await?;
    // What was said in it before it was shared.
    ask_for_replies(app, &scene.post).await
}

/// A community elsewhere shows its followers a thread of a third one. That is for it to say, about its own page;
/// whose the thread is and what stands in it was read from the thread's own server.
/// `home` has said that it works together with that community.
pub async fn note_share(
    app: &App,
    place: &Community,
    home: &Community,
    thread: &str,
    id: &str,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let post = queries::post_by_ap_id(&mut tx, &Viewer::System, thread).await?;
    let post = post.ok_or(Error::NotFound("thread"))?;
    policy::may_note_share(place, home, &post)?;
    insert_share(&mut tx, post.id, place.id(), id, app.now()).await?;
    commit(app, tx).await?;
    ask_for_replies(app, &post).await
}

/// What a community elsewhere has announced about a thread of its own goes on to the followers of ours that it
/// is shared with.
pub async fn pass_on_beside(
    app: &App,
    home: &Community,
    inner: &RawValue,
    about: &str,
) -> Result<()> {
    let places = {
        let mut conn = app.store.read().await?;
        queries::sharing::list_shown_in(&mut conn, home.id(), about).await?
    };
    if places.is_empty() {
        return Ok(());
    }
    let mut tx = app.store.begin().await?;
    publish::relay(&mut tx, app, home, inner, about).await?;
    commit(app, tx).await
}
