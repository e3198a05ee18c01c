//! Purging: what administrators take away so that no word of it stays. Text, former versions, pictures,
//! previews, what search finds, what was said of it to other servers and waits there or here: all go, at once
//! or by jobs that do a bounded part in each transaction. Other servers that had it from here are told that it is
//! deleted. A record says that it was here and why it went, and keeps it from coming back by anybody's word.
//!
//! Table: `purges` (`activitypub::purged`).

use super::queries::{
    Arrived, Whose, count_arrived, count_pictures, count_replies_in, count_written,
    delete_waiting_of, delete_words, list_arrived_replies, list_arrived_threads,
};
use crate::accounts::actions::{delete_account, suspend};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::policy::may_administer;
use crate::accounts::queries::{find_person, person_by_ap_id, person_by_handle, update_deleted};
use crate::activitypub::actors::update_actor_gone;
use crate::activitypub::delivery::forget_said_about;
use crate::activitypub::ids::{LocalThing, host_of};
use crate::activitypub::peers::without_port;
use crate::activitypub::purged::{NewPurge, PurgedKind, insert_purge, is_purged};
use crate::app::App;
use crate::communities::actions::end_follows_of;
use crate::communities::queries::find_community;
use crate::error::{Error, Result};
use crate::ids::{AccountId, CommentId, INSTANCE, PostId};
use crate::jobs::{Job, enqueue};
use crate::media::actions::{forget_pictures_of, forget_pictures_on};
use crate::media::model::Owner;
use crate::membership::actions::leave_communities;
use crate::messages::queries::update_erased;
use crate::moderation::model::Verb;
use crate::moderation::publish::{Deed, thing_moderated};
use crate::posts::actions::arrivals::{Thing, find_thing};
use crate::posts::actions::{ReplyScene, ThreadScene};
use crate::posts::model::Fate;
use crate::posts::publish;
use crate::posts::queries::erasure::{erase_held, erase_reply, erase_thread, list_replies_in};
use crate::posts::queries::written::{Written, list_replies_by, list_threads_by};
use crate::posts::queries::{
    comment_by_public_id, find_comment, find_post, lock_comment, lock_post, post_by_public_id,
    set_comment_fate, set_post_fate,
};
use crate::store::{Time, Tx};
use crate::text::one_line;
use activitypub_federation::config::Data;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// Things purged in one transaction.
const BATCH: i64 = 50;
/// Characters of a reason.
const REASON_MAX: usize = 500;
/// How far back what a server sent is purged at once.
pub const HOURS_MAX: i64 = 24 * 14;

/// What is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// With all that is said in it.
    Thread(PostId),
    /// Alone: what others replied stays.
    Reply(CommentId),
    /// With all that they wrote.
    Person(AccountId),
}

/// What would go, for who decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doomed {
    pub what: What,
    pub ap_id: String,
    pub author: String,
    /// Of a thread.
    pub title: String,
    pub threads: i64,
    pub replies: i64,
    pub pictures: i64,
}

/// Whose decision it is, and why.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Order {
    by: Option<AccountId>,
    reason: String,
    at: Time,
}

impl Order {
    fn new(app: &App, by: &Viewer, reason: &str) -> Result<Self> {
        let reason = one_line(reason, REASON_MAX);
        if reason.is_empty() {
            return Err(Error::invalid("reason", t!("admin-purge-no-reason")));
        }
        Ok(Self {
            by: by.account(),
            reason,
            at: app.now(),
        })
    }
}

/// What this address or name means: that of a page here, an id on the wire, or a handle.
pub async fn find_doomed(app: &App, by: &Viewer, typed: &str) -> Result<Doomed> {
    may_administer(by)?;
    let what = find_what(app, typed.trim()).await?;
    let what = what.ok_or_else(|| Error::invalid("of", t!("admin-purge-unknown")))?;
    look_at(app, what).await
}

async fn find_what(app: &App, typed: &str) -> Result<Option<What>> {
    let system = &Viewer::System;
    let mut conn = app.store.read().await?;
    match app.local.parse(typed) {
        Some(LocalThing::Post(id)) => {
            let post = post_by_public_id(&mut conn, system, &id).await?;
            return Ok(post.map(|post| What::Thread(post.id)));
        }
        Some(LocalThing::Comment(id)) => {
            let reply = comment_by_public_id(&mut conn, system, &id).await?;
            return Ok(reply.map(|reply| What::Reply(reply.id)));
        }
        Some(LocalThing::Person(name)) => {
            let (name, host) = name
                .split_once('@')
                .unwrap_or((name.as_str(), app.local.host.as_str()));
            let person = person_by_handle(&mut conn, name, host).await?;
            return Ok(person.map(|person| What::Person(person.id())));
        }
        _ => {}
    }
    if let Some(thing) = find_thing(&mut conn, typed).await? {
        return Ok(Some(match thing.reply {
            Some(reply) => What::Reply(reply.id),
            None => What::Thread(thing.post.id),
        }));
    }
    if let Some(person) = person_by_ap_id(&mut conn, typed).await? {
        return Ok(Some(What::Person(person.id())));
    }
    let handle = typed.trim_start_matches('@');
    let (name, host) = handle
        .split_once('@')
        .unwrap_or((handle, app.local.host.as_str()));
    let person = person_by_handle(&mut conn, name, host).await?;
    Ok(person.map(|person| What::Person(person.id())))
}

async fn look_at(app: &App, what: What) -> Result<Doomed> {
    let system = &Viewer::System;
    let mut conn = app.store.read().await?;
    match what {
        What::Thread(id) => {
            let post = find_post(&mut conn, system, id).await?;
            let post = post.ok_or(Error::NotFound("thread"))?;
            Ok(Doomed {
                what,
                author: find_person(&mut conn, post.author_id).await?.handle(),
                threads: 1,
                replies: count_replies_in(&mut conn, id).await?,
                pictures: count_pictures(&mut conn, Some(id), None).await?,
                ap_id: post.ap_id,
                title: post.title,
            })
        }
        What::Reply(id) => {
            let reply = find_comment(&mut conn, system, id).await?;
            let reply = reply.ok_or(Error::NotFound("reply"))?;
            Ok(Doomed {
                what,
                author: find_person(&mut conn, reply.author_id).await?.handle(),
                threads: 0,
                replies: 1,
                pictures: count_pictures(&mut conn, None, Some(id)).await?,
                ap_id: reply.ap_id,
                title: String::new(),
            })
        }
        What::Person(id) => {
            let person = find_person(&mut conn, id).await?;
            let Arrived { threads, replies } = count_written(&mut conn, id).await?;
            Ok(Doomed {
                what,
                author: person.handle(),
                threads,
                replies,
                pictures: 0,
                ap_id: person.actor.ap_id,
                title: String::new(),
            })
        }
    }
}

/// Takes it away for good. What is much is done by a job. Errors: `Invalid` for `reason`, `Refused` for who does
/// not administer this server, and for its own accounts.
pub async fn purge(app: &App, by: &Viewer, what: What, reason: &str) -> Result<()> {
    may_administer(by)?;
    let order = Order::new(app, by, reason)?;
    if let What::Person(id) = what {
        return Box::pin(purge_account(app, by, id, order)).await;
    }
    let mut tx = app.store.begin().await?;
    match what {
        What::Thread(id) => {
            Box::pin(purge_thread(&mut tx, app, id, &order)).await?;
            let work = Work::Replies {
                thread: id,
                after: CommentId(0),
            };
            enqueue(&mut tx, app, &Purging { work, order }).await?;
        }
        What::Reply(id) => Box::pin(purge_reply(&mut tx, app, id, &order)).await?,
        What::Person(_) => {}
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Nothing more is taken from them from this moment.
async fn purge_account(app: &App, by: &Viewer, id: AccountId, order: Order) -> Result<()> {
    let person = {
        let mut conn = app.store.read().await?;
        find_person(&mut conn, id).await?
    };
    match person.actor.local {
        true => delete_account(app, by, id, "").await?,
        false => suspend(app, by, id).await?,
    };
    let mut tx = app.store.begin().await?;
    note(&mut tx, &person.actor.ap_id, PurgedKind::Person, &order).await?;
    delete_waiting_of(&mut tx, &person.actor.ap_id).await?;
    if !person.actor.local {
        update_deleted(&mut tx, id, order.at).await?;
        update_actor_gone(&mut tx, person.actor.id, order.at).await?;
    }
    let work = Work::Person {
        account: id,
        threads_after: PostId(0),
        replies_after: CommentId(0),
    };
    enqueue(&mut tx, app, &Purging { work, order }).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// How much came from a host, its ports and those below it in the last hours.
pub async fn look_at_arrived(app: &App, by: &Viewer, host: &str, hours: i64) -> Result<Arrived> {
    may_administer(by)?;
    let since = begin_of(app, hours)?;
    let mut conn = app.store.read().await?;
    Ok(count_arrived(&mut conn, &Whose::Host(without_port(host)), since).await?)
}

/// How much came from people who were not known before then.
pub async fn look_at_newcomers(app: &App, by: &Viewer, since: Time) -> Result<Arrived> {
    may_administer(by)?;
    let mut conn = app.store.read().await?;
    Ok(count_arrived(&mut conn, &Whose::Newcomers, since).await?)
}

fn begin_of(app: &App, hours: i64) -> Result<Time> {
    if !(1..=HOURS_MAX).contains(&hours) {
        let wrong = t!("admin-recent-hours-wrong", most = HOURS_MAX);
        return Err(Error::invalid("hours", wrong));
    }
    Ok(app.now().minus(TimeDelta::hours(hours)))
}

/// Takes away for good what came from a host in the last hours. What came before stays. Errors: `Invalid` for
/// `hours` and `reason`.
pub async fn purge_arrived(
    app: &App,
    by: &Viewer,
    host: &str,
    hours: i64,
    reason: &str,
) -> Result<()> {
    may_administer(by)?;
    let since = begin_of(app, hours)?;
    let order = Order::new(app, by, reason)?;
    begin_arrived(app, Whose::Host(without_port(host)), since, order).await
}

/// The same of all that came since from people who were not known before.
pub async fn purge_newcomers(app: &App, by: &Viewer, since: Time, reason: &str) -> Result<()> {
    may_administer(by)?;
    let order = Order::new(app, by, reason)?;
    begin_arrived(app, Whose::Newcomers, since, order).await
}

async fn begin_arrived(app: &App, whose: Whose, since: Time, order: Order) -> Result<()> {
    let work = Work::Arrived {
        whose,
        since,
        threads_after: PostId(0),
        replies_after: CommentId(0),
    };
    let mut tx = app.store.begin().await?;
    enqueue(&mut tx, app, &Purging { work, order }).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// What of it is still to be done.
#[derive(Debug, Clone, Serialize, Deserialize)]
enum Work {
    Replies {
        thread: PostId,
        after: CommentId,
    },
    Person {
        account: AccountId,
        threads_after: PostId,
        replies_after: CommentId,
    },
    Arrived {
        whose: Whose,
        since: Time,
        threads_after: PostId,
        replies_after: CommentId,
    },
}

/// A part of a purge, and the next one after it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Purging {
    work: Work,
    order: Order,
}

impl Job for Purging {
    const KIND: &'static str = "purge";

    async fn run(self, data: &Data<App>) -> Result<()> {
        let mut tx = data.store.begin().await?;
        let order = &self.order;
        let rest = match self.work.clone() {
            Work::Replies { thread, after } => {
                let replies = list_replies_in(&mut tx, thread, after, BATCH).await?;
                let last = purge_replies(&mut tx, data, &replies, order).await?;
                last.map(|after| Work::Replies { thread, after })
            }
            Work::Person {
                account,
                threads_after,
                replies_after,
            } => {
                Box::pin(purge_of(
                    &mut tx,
                    data,
                    account,
                    (threads_after, replies_after),
                    order,
                ))
                .await?
            }
            Work::Arrived {
                whose,
                since,
                threads_after,
                replies_after,
            } => {
                let threads =
                    list_arrived_threads(&mut tx, &whose, since, threads_after, BATCH).await?;
                let replies =
                    list_arrived_replies(&mut tx, &whose, since, replies_after, BATCH).await?;
                let thread = purge_threads(&mut tx, data, &threads, order).await?;
                let reply = purge_replies(&mut tx, data, &replies, order).await?;
                (thread.is_some() || reply.is_some()).then(|| Work::Arrived {
                    whose,
                    since,
                    threads_after: thread.unwrap_or(threads_after),
                    replies_after: reply.unwrap_or(replies_after),
                })
            }
        };
        if let Some(work) = rest {
            let order = self.order;
            enqueue(&mut tx, data, &Self { work, order }).await?;
        }
        tx.commit().await?;
        data.wake_workers();
        Ok(())
    }
}

/// What somebody wrote; when nothing of it is left, what else hangs on somebody of another server. What hangs on
/// somebody of this one goes with their account.
async fn purge_of(
    tx: &mut Tx,
    app: &App,
    account: AccountId,
    (threads_after, replies_after): (PostId, CommentId),
    order: &Order,
) -> Result<Option<Work>> {
    let all = Written::all(account);
    let threads = list_threads_by(tx, all, threads_after, BATCH).await?;
    let replies = list_replies_by(tx, all, replies_after, BATCH).await?;
    let thread = purge_threads(tx, app, &threads, order).await?;
    let reply = purge_replies(tx, app, &replies, order).await?;
    let mut more = thread.is_some() || reply.is_some();
    if !more {
        let person = find_person(tx, account).await?;
        more = !person.actor.local && Box::pin(take_belongings(tx, app, &person)).await? > 0;
    }
    Ok(more.then(|| Work::Person {
        account,
        threads_after: thread.unwrap_or(threads_after),
        replies_after: reply.unwrap_or(replies_after),
    }))
}

async fn take_belongings(tx: &mut Tx, app: &App, person: &Person) -> Result<usize> {
    let id = person.id();
    let left = leave_communities(tx, app, person, None, BATCH).await?;
    let follows = end_follows_of(tx, person.actor.id, BATCH).await?;
    let pictures = forget_pictures_of(tx, app, id, BATCH).await?;
    let messages = update_erased(tx, id, BATCH, app.now()).await?;
    Ok(left
        .saturating_add(follows)
        .saturating_add(pictures)
        .saturating_add(messages))
}

/// The last one that was done; None where there were none.
async fn purge_threads(
    tx: &mut Tx,
    app: &App,
    threads: &[PostId],
    order: &Order,
) -> Result<Option<PostId>> {
    for id in threads {
        Box::pin(purge_thread(tx, app, *id, order)).await?;
    }
    Ok(threads.last().copied())
}

async fn purge_replies(
    tx: &mut Tx,
    app: &App,
    replies: &[CommentId],
    order: &Order,
) -> Result<Option<CommentId>> {
    for id in replies {
        Box::pin(purge_reply(tx, app, *id, order)).await?;
    }
    Ok(replies.last().copied())
}

async fn purge_thread(tx: &mut Tx, app: &App, id: PostId, order: &Order) -> Result<()> {
    let mut post = lock_post(tx, id).await?;
    if is_purged(tx, &post.ap_id).await? {
        return Ok(());
    }
    let ap_id = post.ap_id.clone();
    note(tx, &ap_id, PurgedKind::Thread, order).await?;
    forget_said_about(tx, &ap_id, order.at).await?;
    forget_pictures_on(tx, app, Owner::Post(id)).await?;
    let fate = Fate::with_author(post.fate_at, app.now());
    if let Some(gone) = set_post_fate(tx, id, fate).await? {
        post = gone;
    }
    tell_of_end(tx, app, Thing { post, reply: None }, order).await?;
    erase_held(tx, Some(id), None).await?;
    erase_thread(tx, id).await?;
    delete_words(tx, Some(id), None).await?;
    Ok(())
}

async fn purge_reply(tx: &mut Tx, app: &App, id: CommentId, order: &Order) -> Result<()> {
    let mut reply = lock_comment(tx, id).await?;
    if is_purged(tx, &reply.ap_id).await? {
        return Ok(());
    }
    let ap_id = reply.ap_id.clone();
    note(tx, &ap_id, PurgedKind::Reply, order).await?;
    forget_said_about(tx, &ap_id, order.at).await?;
    forget_pictures_on(tx, app, Owner::Comment(id)).await?;
    let fate = Fate::with_author(reply.fate_at, app.now());
    if let Some(gone) = set_comment_fate(tx, id, fate).await? {
        reply = gone;
    }
    let post = find_post(tx, &Viewer::System, reply.post_id).await?;
    let post = post.ok_or(Error::NotFound("thread"))?;
    let reply = Some(reply);
    tell_of_end(tx, app, Thing { post, reply }, order).await?;
    erase_held(tx, None, Some(id)).await?;
    erase_reply(tx, id).await?;
    delete_words(tx, None, Some(id)).await?;
    Ok(())
}

async fn note(tx: &mut Tx, ap_id: &str, kind: PurgedKind, order: &Order) -> Result<()> {
    let purge = NewPurge {
        ap_id: ap_id.to_owned(),
        kind,
        host: host_of(ap_id).unwrap_or_default(),
        purged_by: order.by,
        reason: order.reason.clone(),
        purged_at: order.at,
    };
    insert_purge(tx, &purge).await?;
    Ok(())
}

/// Whoever had it from here is told that it is gone: as its author's word where they are of this server, else as a
/// decision of ours in our own community. Why, stays here.
async fn tell_of_end(tx: &mut Tx, app: &App, thing: Thing, order: &Order) -> Result<()> {
    if thing.is_held() {
        return Ok(());
    }
    let author = find_person(tx, thing.author_id()).await?;
    if author.actor.local {
        return match thing.reply {
            Some(reply) => {
                let scene = ReplyScene::load(tx, reply).await?;
                publish::reply_deleted(tx, app, &scene.reply()).await
            }
            None => {
                let scene = ThreadScene::load(tx, thing.post).await?;
                publish::thread_deleted(tx, app, &scene.thread()).await
            }
        };
    }
    let community = find_community(tx, thing.post.community_id).await?;
    if !community.is_local() {
        return Ok(());
    }
    let server = find_person(tx, INSTANCE).await?;
    let id = app.mint_activity_id("Delete");
    let deed = Deed {
        by: &server,
        community: &community,
        verb: Verb::Remove,
        id: &id,
        reason: "",
        with_replies: false,
        at: order.at,
    };
    thing_moderated(tx, app, &deed, &thing, &author).await
}
