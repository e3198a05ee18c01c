//! Beginning, editing, deleting threads.

use super::contributing::note_contribution;
use super::draft::{ONCE, ThreadDraft, ThreadText, check_thread};
use super::drawing::judge_basis;
use super::holding::{Hold, hold_thread};
use super::notices::tell_mentioned;
use super::resources::fetch_later;
use super::scene::ThreadScene;
use crate::accounts::model::Person;
use crate::accounts::rate_limits::begin_write;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, Result};
use crate::ids::{CommunityId, PostId};
use crate::membership::policy::holds;
use crate::membership::queries::standing;
use crate::posts::model::{Fate, NewPost, Post, PostText, ThreadKind, hot_rank};
use crate::posts::{policy, publish, queries};
use crate::store::{Json, Tx};

/// Begins a thread and publishes it, unless its author has to agree to the rules first: then it is
/// held. 422 with the fields that need another look, 403 where the community does not let this person
/// write.
pub async fn start_thread(
    app: &App,
    author: &Person,
    community: CommunityId,
    kind: ThreadKind,
    draft: &ThreadDraft,
) -> Result<Post> {
    let text = check_thread(app, author, kind, draft).await?;
    let mut tx = begin_write(app, author.id()).await?;
    let community = find_community(&mut tx, community).await?;
    let standing = standing(&mut tx, author, &community, app.now()).await?;
    policy::may_start_thread(&standing, &community)?;
    let basis = judge_basis(&mut tx, &standing, &community, draft.drawn.as_ref()).await?;

    let mut told = text.words.mentioned.clone();
    let mut new = new_post(app, author, &community, kind, text);
    if let Some(basis) = basis {
        new.licence = basis.licence;
        told.extend(basis.people);
    }
    if draft.once {
        let since = app.now().minus(ONCE);
        if let Some(post) = queries::posted_before(&mut tx, &new, since).await? {
            return Ok(post);
        }
    }
    let post = queries::insert_post(&mut tx, &new)
        .await?
        .ok_or(Error::Conflict("please send it again"))?;
    fetch_later(&mut tx, app, &post).await?;
    if let Some(drawn) = &draft.drawn {
        queries::insert_sources(&mut tx, post.id, drawn).await?;
    }
    if let Some(cause) = holds(&standing) {
        let hold = Hold::here(cause);
        let post = hold_thread(&mut tx, app, &community, author, &post, hold).await?;
        commit(app, tx).await?;
        return Ok(post);
    }
    let scene = ThreadScene {
        community,
        author: author.clone(),
        credits: queries::list_credits(&mut tx, &[&post])
            .await?
            .remove(&post.id),
        post,
        accepted: None,
    };
    publish::thread_created(&mut tx, app, &scene.thread()).await?;
    tell_mentioned(&mut tx, app, &scene.thread(), &told).await?;
    let place = &scene.community;
    note_contribution(&mut tx, app, place, &standing, &scene.post, None).await?;
    commit(app, tx).await?;
    Ok(scene.post)
}

fn new_post(
    app: &App,
    author: &Person,
    community: &Community,
    kind: ThreadKind,
    text: ThreadText,
) -> NewPost {
    let now = app.now();
    let public_id = app.mint_public_id();
    let ap_id = app.local.post(&public_id);
    NewPost {
        community_id: community.id(),
        author_id: author.id(),
        kind,
        title: text.title,
        body: text.words.body,
        body_html: text.words.html,
        body_text: text.words.text,
        url: text.url,
        language: text.words.language,
        tags: Json(text.tags),
        mentions: Json(text.words.mentions),
        audience: community.audience(),
        local: true,
        hot_rank: hot_rank(0, now),
        origin_reply_count: None,
        origin_like_count: None,
        origin_share_count: None,
        replies_url: None,
        context_url: None,
        page_url: None,
        published_at: now,
        edited_at: None,
        version_at: now.whole_second(),
        version_id: ap_id.clone(),
        received_at: now,
        last_activity_at: now,
        deleted_at: None,
        fate_at: None,
        resource: None,
        licence: community.row.licence,
        public_id,
        ap_id,
    }
}

/// Gives a thread another text; the former is kept. A text that changes nothing is no edit.
pub async fn edit_thread(
    app: &App,
    editor: &Person,
    id: PostId,
    draft: &ThreadDraft,
) -> Result<Post> {
    let kind = kind_of(app, id).await?;
    let text = check_thread(app, editor, kind, draft).await?;
    let mut tx = begin_write(app, editor.id()).await?;
    let (mut scene, standing) = ThreadScene::lock(&mut tx, app, editor, id).await?;
    policy::may_edit_post(&standing, &scene.community, &scene.post)?;
    if is_same(&scene.post, &text) {
        return Ok(scene.post);
    }
    let mentioned = text.words.mentioned;
    let at = app.now().following(Some(scene.post.version_at));
    let changed = PostText {
        title: text.title,
        body: text.words.body,
        body_html: text.words.html,
        body_text: text.words.text,
        url: text.url,
        language: text.words.language,
        tags: Json(text.tags),
        mentions: Json(text.words.mentions),
        edited_at: Some(at),
        version_at: at,
        version_id: app.mint_public_id(),
    };
    let former = scene.post.url.clone();
    scene.post = queries::update_post_text(&mut tx, &scene.post, &changed, editor.id()).await?;
    if scene.post.url != former {
        scene.post = queries::set_post_resource(&mut tx, id, None).await?;
        fetch_later(&mut tx, app, &scene.post).await?;
    }
    // Of what is held nobody hears, and of all its edits at once when it is let through.
    if scene.post.held_at.is_none() {
        publish::thread_edited(&mut tx, app, &scene.thread()).await?;
        tell_mentioned(&mut tx, app, &scene.thread(), &mentioned).await?;
    }
    commit(app, tx).await?;
    Ok(scene.post)
}

fn is_same(post: &Post, text: &ThreadText) -> bool {
    post.title == text.title
        && post.body == text.words.body
        && post.url == text.url
        && post.tags.0 == text.tags
        && post.language == text.words.language
}

async fn kind_of(app: &App, id: PostId) -> Result<ThreadKind> {
    let mut conn = app.store.read().await?;
    let viewer = crate::accounts::model::Viewer::System;
    let post = queries::find_post(&mut conn, &viewer, id).await?;
    post.map(|post| post.kind).ok_or(Error::NotFound("thread"))
}

/// The author takes the thread back. Doing it twice is doing it once.
pub async fn delete_thread(app: &App, who: &Person, id: PostId) -> Result<()> {
    let Some((mut tx, scene)) = set_deleted(app, who, id, true).await? else {
        return Ok(());
    };
    publish::thread_deleted(&mut tx, app, &scene.thread()).await?;
    commit(app, tx).await
}

/// The author puts the thread back. What moderators removed stays removed.
pub async fn undelete_thread(app: &App, who: &Person, id: PostId) -> Result<()> {
    let Some((mut tx, scene)) = set_deleted(app, who, id, false).await? else {
        return Ok(());
    };
    publish::thread_undeleted(&mut tx, app, &scene.thread()).await?;
    commit(app, tx).await
}

async fn set_deleted(
    app: &App,
    who: &Person,
    id: PostId,
    deleted: bool,
) -> Result<Option<(Tx, ThreadScene)>> {
    let mut tx = begin_taking(app, who, deleted).await?;
    let (mut scene, standing) = ThreadScene::lock(&mut tx, app, who, id).await?;
    policy::may_delete_post(&standing, &scene.post)?;
    if scene.post.deleted_at.is_some() == deleted {
        return Ok(None);
    }
    let now = app.now();
    let fate = Fate {
        deleted,
        at: Some(now.following(scene.post.fate_at)),
        now,
    };
    let Some(post) = queries::set_post_fate(&mut tx, id, fate).await? else {
        return Ok(None);
    };
    scene.post = post;
    Ok(Some((tx, scene)))
}

/// Putting back counts as writing; taking back, to which everybody has a right, does not.
pub(super) async fn begin_taking(app: &App, who: &Person, deleted: bool) -> Result<Tx> {
    if deleted {
        return Ok(app.store.begin().await?);
    }
    begin_write(app, who.id()).await
}

pub(super) async fn commit(app: &App, tx: Tx) -> Result<()> {
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}
