//! An edit by the author elsewhere: the last by (time, activity id) wins, whatever the order of arrival.

use super::{Source, judged_standing};
use crate::accounts::model::{Person, Viewer};
use crate::app::App;
use crate::communities::queries::find_community;
use crate::error::{Reason, Result};
use crate::posts::arrived::Arrived;
use crate::posts::model::{Comment, CommentText, Post, PostText, ThreadKind};
use crate::posts::queries;
use crate::store::{Json, Time, Tx};

/// Applies an edit. False when the object is not here at all.
///
/// Author, community, parent, type and time of publication stay as they were (O-09).
pub async fn change(
    app: &App,
    author: &Person,
    arrived: &Arrived,
    source: Source<'_>,
) -> Result<bool> {
    let mut tx = app.store.begin().await?;
    if let Some(post) = queries::post_by_ap_id(&mut tx, &Viewer::System, &arrived.id).await? {
        change_thread(&mut tx, app, author, post, arrived, source).await?;
    } else if let Some(reply) =
        queries::comment_by_ap_id(&mut tx, &Viewer::System, &arrived.id).await?
    {
        change_reply(&mut tx, app, author, reply, arrived, source).await?;
    } else {
        return Ok(false);
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(true)
}

/// Whether this edit comes after the one we have.
fn is_newer(at: Time, id: &str, version_at: Time, version_id: &str) -> bool {
    (at, id) > (version_at, version_id)
}

async fn change_thread(
    tx: &mut Tx,
    app: &App,
    author: &Person,
    post: Post,
    arrived: &Arrived,
    source: Source<'_>,
) -> Result<()> {
    if post.author_id != author.id() {
        return Err(Reason::NotAuthor.into());
    }
    let post = queries::lock_post(tx, post.id).await?;
    let at = arrived.version_at(app.now());
    if post.deleted_at.is_some()
        || !is_newer(at, source.activity_id, post.version_at, &post.version_id)
    {
        return Ok(());
    }
    let community = find_community(tx, post.community_id).await?;
    judged_standing(tx, app, author, &community).await?;
    let (title, html) = arrived.title_and_html(
        &community.actor.name,
        &community.actor.host,
        &author.actor.name,
    );
    let named = arrived.name.is_some();
    let text = PostText {
        title,
        body: if named {
            arrived.body.clone()
        } else {
            String::new()
        },
        body_text: crate::text::plain(&html),
        body_html: html,
        url: arrived.link.clone(),
        language: arrived.language.clone(),
        tags: Json(arrived.tags.clone()),
        mentions: Json(arrived.mentions.clone()),
        edited_at: Some(at.max(post.published_at)),
        version_at: at,
        version_id: source.activity_id.to_owned(),
    };
    if differs(&post, &text) {
        queries::update_post_text(tx, &post, &text, author.id()).await?;
    }
    if let Some(count) = arrived.reply_count {
        queries::set_origin_reply_count(tx, post.id, count).await?;
    }
    adopt_choice(tx, author, &post, arrived, at).await?;
    source.pass_on(tx, app, &community, &post.ap_id, None).await
}

fn differs(post: &Post, text: &PostText) -> bool {
    post.title != text.title
        || post.body_html != text.body_html
        || post.url != text.url
        || post.tags != text.tags
        || post.language != text.language
}

/// Servers without the act itself show the accepted answer in the question's own document.
async fn adopt_choice(
    tx: &mut Tx,
    author: &Person,
    post: &Post,
    arrived: &Arrived,
    at: Time,
) -> Result<()> {
    let Some(accepted) = &arrived.accepted_answer else {
        return Ok(());
    };
    if post.kind != ThreadKind::Question {
        return Ok(());
    }
    let answer = queries::comment_by_ap_id(tx, &Viewer::System, accepted).await?;
    if let Some(answer) = answer.filter(|answer| answer.post_id == post.id)
        && post.accepted_comment_id != Some(answer.id)
    {
        queries::choose_answer(tx, post.id, Some(answer.id), author.id(), at, None).await?;
    }
    Ok(())
}

async fn change_reply(
    tx: &mut Tx,
    app: &App,
    author: &Person,
    reply: Comment,
    arrived: &Arrived,
    source: Source<'_>,
) -> Result<()> {
    if reply.author_id != author.id() {
        return Err(Reason::NotAuthor.into());
    }
    let reply = queries::lock_comment(tx, reply.id).await?;
    let at = arrived.version_at(app.now());
    if reply.deleted_at.is_some()
        || !is_newer(at, source.activity_id, reply.version_at, &reply.version_id)
    {
        return Ok(());
    }
    let Some(post) = queries::find_post(tx, &Viewer::System, reply.post_id).await? else {
        return Ok(());
    };
    let community = find_community(tx, post.community_id).await?;
    judged_standing(tx, app, author, &community).await?;
    let text = CommentText {
        body: arrived.body.clone(),
        body_html: arrived.body_html.clone(),
        body_text: arrived.body_text.clone(),
        language: arrived.language.clone(),
        mentions: Json(arrived.mentions.clone()),
        edited_at: Some(at.max(reply.published_at)),
        version_at: at,
        version_id: source.activity_id.to_owned(),
    };
    if reply.body_html != text.body_html {
        queries::update_comment_text(tx, &reply, &text, author.id()).await?;
    }
    if let (Some(kind), None) = (arrived.reply_kind, reply.parent_id)
        && post.kind == ThreadKind::Question
        && kind != reply.kind
    {
        queries::set_comment_kind(tx, reply.id, kind, at, source.activity_id).await?;
    }
    source
        .pass_on(tx, app, &community, &reply.ap_id, None)
        .await
}
