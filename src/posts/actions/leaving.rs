//! What becomes of somebody's threads and replies in a community that they left: taken back, as if they
//! had deleted each, or without their name.
//!
//! Other servers hear of what is deleted. That somebody else wrote a thing is nothing they can be told: an
//! `Update` changes no author, so what they have keeps the name.

use super::threads::commit;
use super::{ReplyScene, ThreadScene};
use crate::accounts::actions::former_member;
use crate::accounts::model::Person;
use crate::accounts::queries::find_person;
use crate::app::App;
use crate::error::Result;
use crate::ids::{CommentId, PostId};
use crate::jobs::enqueue;
use crate::membership::jobs::TakeWords;
use crate::membership::model::Contributions;
use crate::notifications::queries::replace_actor;
use crate::posts::model::Fate;
use crate::posts::publish;
use crate::posts::queries::leaving::{give_comment, give_post, list_replies_in, list_threads_in};
use crate::posts::queries::{lock_comment, lock_post, set_comment_fate, set_post_fate};

/// Threads or replies in one run, each in a transaction of its own, so that nobody waits long.
const BATCH: usize = 50;

/// One part; the next one is enqueued.
pub async fn take_words(app: &App, mut work: TakeWords) -> Result<()> {
    let former = match work.way {
        Contributions::Anonymise => Some(former_member(app).await?),
        Contributions::Delete => None,
        Contributions::Keep => return Ok(()),
    };
    let author = {
        let mut conn = app.store.read().await?;
        find_person(&mut conn, work.account).await?
    };
    let done = match work.threads_done {
        false => take_threads(app, &mut work, &author, former.as_ref()).await?,
        true => take_replies(app, &mut work, &author, former.as_ref()).await?,
    };
    if done == BATCH || !work.threads_done {
        work.threads_done = work.threads_done || done < BATCH;
        let mut tx = app.store.begin().await?;
        enqueue(&mut tx, app, &work).await?;
        commit(app, tx).await?;
    }
    Ok(())
}

async fn take_threads(
    app: &App,
    work: &mut TakeWords,
    author: &Person,
    former: Option<&Person>,
) -> Result<usize> {
    let found = {
        let mut conn = app.store.read().await?;
        let whose = (work.community, work.account);
        let after = work.threads_after;
        list_threads_in(&mut conn, whose, work.until, after, limit()).await?
    };
    for id in &found {
        take_thread(app, *id, author, former).await?;
        work.threads_after = *id;
    }
    Ok(found.len())
}

async fn take_replies(
    app: &App,
    work: &mut TakeWords,
    author: &Person,
    former: Option<&Person>,
) -> Result<usize> {
    let found = {
        let mut conn = app.store.read().await?;
        let whose = (work.community, work.account);
        let after = work.replies_after;
        list_replies_in(&mut conn, whose, work.until, after, limit()).await?
    };
    for id in &found {
        take_reply(app, *id, author, former).await?;
        work.replies_after = *id;
    }
    Ok(found.len())
}

fn limit() -> i64 {
    i64::try_from(BATCH).unwrap_or(i64::MAX)
}

/// What is held nobody has seen, so it goes in either case.
async fn take_thread(
    app: &App,
    id: PostId,
    author: &Person,
    former: Option<&Person>,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let post = lock_post(&mut tx, id).await?;
    if post.deleted_at.is_some() || post.author_id != author.id() {
        return Ok(());
    }
    if let Some(former) = former.filter(|_| post.held_at.is_none()) {
        give_post(&mut tx, &post, former.id()).await?;
        let (from, to) = (author.actor.id, former.actor.id);
        replace_actor(&mut tx, from, to, id, None).await?;
        return commit(app, tx).await;
    }
    let fate = Fate::with_author(post.fate_at, app.now());
    if let Some(post) = set_post_fate(&mut tx, id, fate).await? {
        let scene = ThreadScene::load(&mut tx, post).await?;
        publish::thread_deleted(&mut tx, app, &scene.thread()).await?;
    }
    commit(app, tx).await
}

async fn take_reply(
    app: &App,
    id: CommentId,
    author: &Person,
    former: Option<&Person>,
) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let reply = lock_comment(&mut tx, id).await?;
    if reply.deleted_at.is_some() || reply.author_id != author.id() {
        return Ok(());
    }
    if let Some(former) = former.filter(|_| reply.held_at.is_none()) {
        give_comment(&mut tx, &reply, former.id()).await?;
        let (from, to) = (author.actor.id, former.actor.id);
        replace_actor(&mut tx, from, to, reply.post_id, Some(id)).await?;
        return commit(app, tx).await;
    }
    let fate = Fate::with_author(reply.fate_at, app.now());
    if let Some(reply) = set_comment_fate(&mut tx, id, fate).await? {
        let scene = ReplyScene::load(&mut tx, reply).await?;
        publish::reply_deleted(&mut tx, app, &scene.reply()).await?;
    }
    commit(app, tx).await
}
