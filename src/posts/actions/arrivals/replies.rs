//! A reply by somebody of another server, under a thread or reply that is here.

use super::pending::enqueue_adoption;
use super::{Source, judged_standing, mentioned_here, refuse_buried};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::find_person;
use crate::activitypub::delivery::Audience;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Reason, Result};
use crate::posts::actions::tell_of_reply;
use crate::posts::arrived::Arrived;
use crate::posts::model::{
    Comment, DEPTH_MAX, NewComment, Post, ReplyKind, ThreadKind, child_path,
};
use crate::posts::publish::{Reply, Thread};
use crate::posts::{policy, queries};
use crate::store::{Json, Tx};

/// What became of a reply.
#[derive(Debug, Clone, PartialEq)]
pub enum Saved {
    New(Box<Comment>),
    Known,
    /// What it replies to is not here.
    ParentMissing,
}

pub async fn save_reply(
    app: &App,
    author: &Person,
    parent_ap_id: &str,
    arrived: &Arrived,
    source: Source<'_>,
) -> Result<Saved> {
    let mut tx = app.store.begin().await?;
    refuse_buried(&mut tx, &arrived.id).await?;
    let Some((post, parent)) = find_parent(&mut tx, parent_ap_id).await? else {
        return Ok(Saved::ParentMissing);
    };
    if !arrived.public && post.audience == Audience::Public {
        return Err(Reason::NotPublic.into());
    }
    let community = find_community(&mut tx, post.community_id).await?;
    let standing = judged_standing(&mut tx, app, author, &community).await?;
    if community.is_local() {
        policy::may_reply(&standing, &community, &post, parent.as_ref())?;
    } else if parent
        .as_ref()
        .is_some_and(|parent| parent.depth >= DEPTH_MAX)
    {
        return Err(Reason::TooDeep.into());
    }
    let new = new_comment(
        app,
        author,
        &post,
        parent.as_ref(),
        arrived,
        source.activity_id,
    );
    let Some(comment) = queries::insert_comment(&mut tx, &new).await? else {
        return Ok(Saved::Known);
    };
    tell(
        &mut tx,
        app,
        author,
        &community,
        &post,
        parent.as_ref(),
        &comment,
    )
    .await?;
    enqueue_adoption(&mut tx, app, &comment.ap_id).await?;
    source
        .pass_on(&mut tx, app, &community, &comment.ap_id, None)
        .await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(Saved::New(Box::new(comment)))
}

async fn tell(
    tx: &mut Tx,
    app: &App,
    author: &Person,
    community: &Community,
    post: &Post,
    parent: Option<&Comment>,
    comment: &Comment,
) -> Result<()> {
    let asker = find_person(tx, post.author_id).await?;
    let answered = match parent {
        Some(parent) => find_person(tx, parent.author_id).await?,
        None => asker.clone(),
    };
    let mentioned = mentioned_here(tx, app, &comment.mentions.0).await?;
    let thread = Thread {
        community,
        author: &asker,
        post,
        accepted: None,
    };
    let reply = Reply {
        thread,
        author,
        parent,
        parent_author: &answered,
        comment,
    };
    tell_of_reply(tx, app, &reply, &mentioned).await
}

/// The thread, and the reply in it where that is what was replied to.
async fn find_parent(tx: &mut Tx, ap_id: &str) -> Result<Option<(Post, Option<Comment>)>> {
    if let Some(post) = queries::post_by_ap_id(tx, &Viewer::System, ap_id).await? {
        return Ok(Some((post, None)));
    }
    let Some(parent) = queries::comment_by_ap_id(tx, &Viewer::System, ap_id).await? else {
        return Ok(None);
    };
    let post = queries::find_post(tx, &Viewer::System, parent.post_id).await?;
    Ok(post.map(|post| (post, Some(parent))))
}

fn new_comment(
    app: &App,
    author: &Person,
    post: &Post,
    parent: Option<&Comment>,
    arrived: &Arrived,
    activity_id: &str,
) -> NewComment {
    let now = app.now();
    let public_id = app.mint_public_id();
    // What other servers send under a question is an answer, unless it says otherwise (design README 10).
    let kind = match (post.kind, parent) {
        (ThreadKind::Question, None) => arrived.reply_kind.unwrap_or(ReplyKind::Answer),
        _ => ReplyKind::Comment,
    };
    NewComment {
        path: child_path(parent.map(|parent| parent.path.as_str()), &public_id),
        public_id,
        ap_id: arrived.id.clone(),
        post_id: post.id,
        parent_id: parent.map(|parent| parent.id),
        depth: parent.map_or(1, |parent| parent.depth.saturating_add(1)),
        author_id: author.id(),
        kind,
        body: arrived.body.clone(),
        body_html: arrived.body_html.clone(),
        body_text: arrived.body_text.clone(),
        language: arrived.language.clone(),
        mentions: Json(arrived.mentions.clone()),
        audience: post.audience,
        local: false,
        page_url: arrived.page_url.clone(),
        published_at: arrived.published_at(now),
        edited_at: arrived.edited_at(now),
        version_at: arrived.version_at(now),
        version_id: activity_id.to_owned(),
        received_at: now,
    }
}
