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
use crate::posts::queries::leaving::{give_comment, give_post};
use crate::posts::queries::written::{Written, list_replies_by, list_threads_by};
use crate::posts::queries::{lock_comment, lock_post, set_comment_fate, set_post_fate};
use crate::store::Tx;

/// Threads or replies in one run, which is one transaction: whoever else writes waits for no more than these.
const BATCH: i64 = 20;

/// One part; the next one is enqueued with it.
pub async fn take_words(app: &App, mut work: TakeWords) -> Result<()> {
    let former = match work.way {
        Contributions::Anonymise => Some(former_member(app).await?),
        Contributions::Delete => None,
        Contributions::Keep => return Ok(()),
    };
    let mut tx = app.store.begin().await?;
    let author = find_person(&mut tx, work.account).await?;
    let giving = Giving {
        author: &author,
        former: former.as_ref(),
    };
    let what = Written::kept_in(work.account, work.community, work.until);
    if work.threads_done {
        let found = list_replies_by(&mut tx, what, work.replies_after, BATCH).await?;
        let Some(last) = found.last() else {
            return Ok(());
        };
        work.replies_after = *last;
        for id in &found {
            take_reply(&mut tx, app, *id, giving).await?;
        }
    } else {
        let found = list_threads_by(&mut tx, what, work.threads_after, BATCH).await?;
        match found.last() {
            Some(last) => work.threads_after = *last,
            None => work.threads_done = true,
        }
        for id in &found {
            take_thread(&mut tx, app, *id, giving).await?;
        }
    }
    enqueue(&mut tx, app, &work).await?;
    commit(app, tx).await
}

/// Whose it is, and whose it becomes: nobody's where it is deleted.
#[derive(Clone, Copy)]
struct Giving<'a> {
    author: &'a Person,
    former: Option<&'a Person>,
}

/// What is held nobody has seen, so it goes in either case.
async fn take_thread(tx: &mut Tx, app: &App, id: PostId, giving: Giving<'_>) -> Result<()> {
    let (post, author) = (lock_post(tx, id).await?, giving.author);
    if post.deleted_at.is_some() || post.author_id != author.id() {
        return Ok(());
    }
    if let Some(former) = giving.former.filter(|_| post.held_at.is_none()) {
        give_post(tx, &post, former.id()).await?;
        replace_actor(tx, author.actor.id, former.actor.id, id, None).await?;
        return Ok(());
    }
    let fate = Fate::with_author(post.fate_at, app.now());
    if let Some(post) = set_post_fate(tx, id, fate).await? {
        let scene = ThreadScene::load(tx, post).await?;
        publish::thread_deleted(tx, app, &scene.thread()).await?;
    }
    Ok(())
}

async fn take_reply(tx: &mut Tx, app: &App, id: CommentId, giving: Giving<'_>) -> Result<()> {
    let (reply, author) = (lock_comment(tx, id).await?, giving.author);
    if reply.deleted_at.is_some() || reply.author_id != author.id() {
        return Ok(());
    }
    if let Some(former) = giving.former.filter(|_| reply.held_at.is_none()) {
        give_comment(tx, &reply, former.id()).await?;
        let (from, to) = (author.actor.id, former.actor.id);
        replace_actor(tx, from, to, reply.post_id, Some(id)).await?;
        return Ok(());
    }
    let fate = Fate::with_author(reply.fate_at, app.now());
    if let Some(reply) = set_comment_fate(tx, id, fate).await? {
        let scene = ReplyScene::load(tx, reply).await?;
        publish::reply_deleted(tx, app, &scene.reply()).await?;
    }
    Ok(())
}
