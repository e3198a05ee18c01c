//! What becomes of somebody's threads and replies in a community that they left: taken back, as if they
//! had deleted each, or without their name.
//!
//! Other servers hear of what is deleted. That somebody else wrote a thing is nothing they can be told: an
//! `Update` changes no author, so what they have keeps the name. What they have yet to be told, or fetch,
//! has it no more (`nameless.rs`). Pictures go with whoever put them there, either way: they may show who it was.

use super::nameless::{Names, unname_own};
use super::threads::commit;
use super::{ReplyScene, ThreadScene};
use crate::accounts::actions::former_member;
use crate::accounts::model::Person;
use crate::accounts::queries::find_person;
use crate::app::App;
use crate::error::Result;
use crate::ids::{CommentId, PostId};
use crate::jobs::enqueue;
use crate::media::actions::note_fate;
use crate::media::model::Owner;
use crate::membership::jobs::TakeWords;
use crate::membership::model::Contributions;
use crate::notifications::queries::replace_actor;
use crate::posts::jobs::TakeName;
use crate::posts::model::{Comment, Fate, Post};
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
    let (account, place, until) = (work.account, work.community, work.until);
    // What they deleted earlier still has their name.
    let what = match former {
        Some(_) => Written::all_in(account, place, until),
        None => Written::kept_in(account, place, until),
    };
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

async fn take_thread(tx: &mut Tx, app: &App, id: PostId, giving: Giving<'_>) -> Result<()> {
    let post = lock_post(tx, id).await?;
    if post.author_id != giving.author.id() {
        return Ok(());
    }
    match giving.former {
        Some(former) => give_thread(tx, app, post, giving.author, former).await,
        None => take_thread_back(tx, app, &post).await,
    }
}

async fn take_reply(tx: &mut Tx, app: &App, id: CommentId, giving: Giving<'_>) -> Result<()> {
    let reply = lock_comment(tx, id).await?;
    if reply.author_id != giving.author.id() {
        return Ok(());
    }
    match giving.former {
        Some(former) => give_reply(tx, app, reply, giving.author, former).await,
        None => take_reply_back(tx, app, &reply).await,
    }
}

/// What is held nobody has seen, so it is deleted, too.
async fn give_thread(
    tx: &mut Tx,
    app: &App,
    post: Post,
    author: &Person,
    former: &Person,
) -> Result<()> {
    let post = match post.held_at {
        Some(_) if post.deleted_at.is_none() => {
            let fate = Fate::with_author(post.fate_at, app.now());
            set_post_fate(tx, post.id, fate).await?.unwrap_or(post)
        }
        _ => post,
    };
    give_post(tx, &post, former.id()).await?;
    note_fate(tx, Owner::Post(post.id), true, app.now()).await?;
    replace_actor(tx, author.actor.id, former.actor.id, post.id, None).await?;
    let names = Names {
        author: &author.actor,
        former: &former.actor,
    };
    unname_own(tx, app, names, &post.ap_id, post.deleted_at.is_some()).await?;
    enqueue(tx, app, &TakeName::new(author.id(), post.id, None)).await
}

/// As [`give_thread`], of a reply.
async fn give_reply(
    tx: &mut Tx,
    app: &App,
    reply: Comment,
    author: &Person,
    former: &Person,
) -> Result<()> {
    let reply = match reply.held_at {
        Some(_) if reply.deleted_at.is_none() => {
            let fate = Fate::with_author(reply.fate_at, app.now());
            set_comment_fate(tx, reply.id, fate).await?.unwrap_or(reply)
        }
        _ => reply,
    };
    give_comment(tx, &reply, former.id()).await?;
    note_fate(tx, Owner::Comment(reply.id), true, app.now()).await?;
    let (from, to) = (author.actor.id, former.actor.id);
    replace_actor(tx, from, to, reply.post_id, Some(reply.id)).await?;
    let names = Names {
        author: &author.actor,
        former: &former.actor,
    };
    unname_own(tx, app, names, &reply.ap_id, reply.deleted_at.is_some()).await?;
    let job = TakeName::new(author.id(), reply.post_id, Some(reply.id));
    enqueue(tx, app, &job).await
}

async fn take_thread_back(tx: &mut Tx, app: &App, post: &Post) -> Result<()> {
    if post.deleted_at.is_some() {
        return Ok(());
    }
    let fate = Fate::with_author(post.fate_at, app.now());
    if let Some(post) = set_post_fate(tx, post.id, fate).await? {
        note_fate(tx, Owner::Post(post.id), true, app.now()).await?;
        let scene = ThreadScene::load(tx, post).await?;
        publish::thread_deleted(tx, app, &scene.thread()).await?;
    }
    Ok(())
}

async fn take_reply_back(tx: &mut Tx, app: &App, reply: &Comment) -> Result<()> {
    if reply.deleted_at.is_some() {
        return Ok(());
    }
    let fate = Fate::with_author(reply.fate_at, app.now());
    if let Some(reply) = set_comment_fate(tx, reply.id, fate).await? {
        note_fate(tx, Owner::Comment(reply.id), true, app.now()).await?;
        let scene = ReplyScene::load(tx, reply).await?;
        publish::reply_deleted(tx, app, &scene.reply()).await?;
    }
    Ok(())
}
