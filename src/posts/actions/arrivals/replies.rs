//! A reply by somebody of another server, under a thread or reply that is here.

use super::fate::fate_before_arrival;
use super::things::{Thing, find_thing, owned_by};
use super::waiting::take_up_waiting;
use super::{Source, fate_of, judged_standing, mentioned_here};
use crate::accounts::model::Person;
use crate::accounts::queries::find_person;
use crate::activitypub::delivery::Audience;
use crate::activitypub::ids::same_origin;
use crate::activitypub::purged::is_purged;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Reason, Result};
use crate::membership::model::HoldCause;
use crate::posts::actions::contributing::{Said, note_contribution};
use crate::posts::actions::holding::hold_reply;
use crate::posts::actions::marks::adopt_mark;
use crate::posts::actions::replies::branch_lock;
use crate::posts::actions::screened::judge_arrival;
use crate::posts::actions::{tell_followers, tell_of_reply};
use crate::posts::arrived::Arrived;
use crate::posts::model::{Comment, NewComment, Post, ReplyKind, ThreadKind, child_path};
use crate::posts::publish::{Reply, Thread};
use crate::posts::{policy, queries};
use crate::screening::actions::note_caught;
use crate::store::{Json, Tx};

/// What became of a reply.
#[derive(Debug, Clone, PartialEq)]
pub enum Saved {
    New(Box<Comment>),
    Known,
    /// What it replies to is not here.
    ParentMissing,
}

/// Stores a reply. What its author has deleted meanwhile is stored as deleted, and nobody is told of it.
pub async fn save_reply(
    tx: &mut Tx,
    app: &App,
    author: &Person,
    parent_ap_id: &str,
    arrived: &Arrived,
    source: Source<'_>,
) -> Result<Saved> {
    let Some(above) = find_thing(tx, parent_ap_id).await? else {
        return Ok(Saved::ParentMissing);
    };
    let Thing {
        post,
        reply: parent,
    } = as_it_stands(tx, above).await?;
    // What is gone for good gathers no more.
    if post.deleted_at.is_some() && is_purged(tx, &post.ap_id).await? {
        return Err(Reason::Deleted.into());
    }
    if !arrived.public && post.audience == Audience::Public {
        return Err(Reason::NotPublic.into());
    }
    if arrived.public && post.audience != Audience::Public {
        return Err(Reason::NotPrivate.into());
    }
    let community = find_community(tx, post.community_id).await?;
    owned_by(source.announcer, &community)?;
    is_vouched_for(&community, &post, arrived, source)?;
    let standing = judged_standing(tx, app, author, &community, source).await?;
    let (own, above) = if community.is_local() {
        let said_at = arrived.published_at(app.now());
        let parent = parent.as_ref();
        let locked_at = branch_lock(tx, parent).await?;
        let judged = policy::may_send_reply(&standing, &community, &post, parent, said_at)
            .and_then(|()| policy::may_write_below(&standing, locked_at, Some(said_at)));
        let own = fate_of(tx, app, author, &standing, &community, judged).await?;
        let seen = policy::may_be_seen_under(&post, parent);
        (own, seen.err().map(|_| HoldCause::Parent))
    } else {
        policy::fits_depth(parent.as_ref())?;
        (None, None)
    };
    let mut new = new_comment(
        app,
        author,
        &post,
        parent.as_ref(),
        arrived,
        source.activity_id,
    );
    (new.deleted_at, new.fate_at) = fate_before_arrival(tx, author, &arrived.id).await?;
    let Some(comment) = queries::insert_comment(tx, &new).await? else {
        return Ok(Saved::Known);
    };
    let text = (&new).into();
    let verdict = judge_arrival(tx, app, &community, (author, &standing), text).await?;
    note_caught(tx, app, &verdict, post.id, Some(comment.id)).await?;
    queries::set_reply_totals(tx, comment.id, arrived.totals).await?;
    adopt_mark(tx, (author, &standing), &community, &comment, arrived).await?;
    take_up_waiting(tx, app, &comment.ap_id).await?;
    if let Some(cause) = own.or(verdict.hold()).or(above) {
        let hold = source.hold(cause);
        let comment = hold_reply(tx, app, &community, author, &comment, hold).await?;
        return Ok(Saved::New(Box::new(comment)));
    }
    if comment.is_visible() {
        tell(
            tx,
            app,
            author,
            &community,
            &post,
            parent.as_ref(),
            &comment,
        )
        .await?;
        let said = Said::new(&comment, parent.as_ref(), &post);
        note_contribution(tx, app, &community, &standing, &post, Some(said)).await?;
        source
            .pass_on(tx, app, &community, &comment.ap_id, None)
            .await?;
    }
    Ok(Saved::New(Box::new(comment)))
}

/// Who belongs to a private community of another server only that server knows. It says so by announcing
/// what they write; or it was asked, which is done for whatever names the community.
fn is_vouched_for(
    community: &Community,
    post: &Post,
    arrived: &Arrived,
    source: Source<'_>,
) -> Result<(), Reason> {
    let open = community.is_local() || post.audience == Audience::Public;
    let group = &community.actor.ap_id;
    let vouched = source.announcer.is_some()
        || same_origin(&arrived.author, group)
        || arrived.addressed.contains(group);
    if open || vouched {
        return Ok(());
    }
    Err(Reason::WrongOrigin)
}

/// What is held may be let through at this very moment. Whoever does so locks it and then looks for what
/// waits under it: a reply to it either sees it shown, or is seen.
async fn as_it_stands(tx: &mut Tx, above: Thing) -> Result<Thing> {
    if policy::may_be_seen_under(&above.post, above.reply.as_ref()).is_ok() {
        return Ok(above);
    }
    let reply = match above.reply {
        Some(reply) => Some(queries::lock_comment(tx, reply.id).await?),
        None => None,
    };
    let post = queries::lock_post(tx, above.post.id).await?;
    Ok(Thing { post, reply })
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
        accepted: &[],
        editor: None,
        closing: None,
        credits: None,
    };
    let reply = Reply {
        thread,
        author,
        parent,
        parent_author: &answered,
        comment,
        editor: None,
    };
    tell_of_reply(tx, app, &reply, &mentioned).await?;
    tell_followers(tx, app, post, Some(comment)).await
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
        deleted_at: None,
        fate_at: None,
        licence: arrived.licence,
    }
}
