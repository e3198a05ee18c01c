//! What is held until its author is a member or agrees to the rules, and let through then; and what is held until
//! somebody who looks after the community has read it. Nothing of it is refused or lost; nobody but its author and
//! the moderators sees it, and no other server hears of it.

use super::arrivals::mentioned_here;
use super::contributing::{Said, note_contribution};
use super::notices::{tell_followers, tell_mentioned, tell_of_reply};
use super::replies::branch_lock;
use super::scene::{ReplyScene, ThreadScene};
use super::screened::screened;
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::find_person;
use crate::accounts::rate_limits::{Key, is_within};
use crate::activitypub::rules::caution;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, Reason, Result};
use crate::ids::{AccountId, CommunityId};
use crate::jobs::enqueue;
use crate::membership::actions::{
    Waiting, note_released, release_after, release_after_all, tell_of_waiting,
};
use crate::membership::jobs::ReleaseAllHeld;
use crate::membership::model::{HoldCause, Standing};
use crate::membership::policy::{holds, may_be_let_in, may_decide};
use crate::membership::queries::standing;
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::posts::model::{Comment, Post};
use crate::posts::queries::held::{
    Held, NewHeld, forget_activity, held_by_id, insert_held, list_authors_in, list_authors_under,
    list_held_of, set_cause, set_released,
};
use crate::posts::{policy, publish, queries};
use crate::screening::actions::{Moment, note_caught, tell_of_hold};
use crate::screening::model::Verdict;
use crate::store::Tx;
use chrono::TimeDelta;
use serde_json::value::RawValue;

/// Let through in one transaction.
const BATCH: i64 = 20;
/// Authors whose words are to be looked at again, noted in one transaction.
const AUTHORS: i64 = 100;

const DAY: TimeDelta = TimeDelta::days(1);
/// Threads and replies that begin to wait for membership in one community in a day: of one person, and of
/// all people of another server. Of those that wait for somebody to read them the first holds, too.
const HELD_MAX: i32 = 20;
const HELD_FROM_HOST_MAX: i32 = 60;

/// Why something is held, and how it came.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hold<'a> {
    pub cause: HoldCause,
    /// The activity as it was sent; none for what was written here.
    pub raw: Option<&'a RawValue>,
    pub sender_host: &'a str,
}

impl Hold<'_> {
    pub fn here(cause: HoldCause) -> Self {
        Self {
            cause,
            raw: None,
            sender_host: "",
        }
    }

    fn row(&self, app: &App, community: &Community, author: &Person) -> NewHeld {
        NewHeld {
            community_id: community.id(),
            author_id: author.id(),
            post_id: None,
            comment_id: None,
            cause: self.cause,
            activity: self.raw.map(|raw| raw.get().to_owned()),
            sender_host: self.sender_host.to_owned(),
            held_at: app.now(),
            released_at: None,
        }
    }
}

/// Nobody fills a desk: neither one person by writing and taking back, nor one server with many people.
/// What is over the limits is refused as if nothing could wait.
async fn count_waiting(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    author: &Person,
    cause: HoldCause,
) -> Result<()> {
    let who = format!("{} {}", community.id(), author.id());
    match cause {
        HoldCause::Membership | HoldCause::Silence | HoldCause::Wave => {}
        // They may write here, as others of their server may: only their own words are counted.
        HoldCause::Review | HoldCause::Rule => {
            let key = Key::text("held to be read", &who);
            return match is_within(tx, &key, HELD_MAX, DAY, app.now()).await? {
                true => Ok(()),
                false => Err(Reason::TooMuchHeld.into()),
            };
        }
        // Whoever waits for something else may write here.
        _ => return Ok(()),
    }
    let from = format!("{} {}", community.id(), author.actor.host);
    let counted = [
        (Key::text("held", &who), HELD_MAX),
        (Key::text("held from", &from), HELD_FROM_HOST_MAX),
    ];
    for (key, limit) in &counted {
        if !is_within(tx, key, *limit, DAY, app.now()).await? {
            // Who sends spam is not told how to go on.
            let reason = match cause {
                HoldCause::Wave => Reason::Held,
                _ => Reason::NotMember,
            };
            return Err(reason.into());
        }
    }
    Ok(())
}

/// Holds a thread that has just been stored, before anybody was told of it.
pub(super) async fn hold_thread(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    author: &Person,
    post: &Post,
    hold: Hold<'_>,
) -> Result<Post> {
    count_waiting(tx, app, community, author, hold.cause).await?;
    let post = queries::set_post_held(tx, post.id, Some(app.now())).await?;
    let row = NewHeld {
        post_id: Some(post.id),
        released_at: post.deleted_at,
        ..hold.row(app, community, author)
    };
    let waiting = Waiting {
        community,
        author,
        ap_id: &post.ap_id,
        post: post.id,
        reply: None,
        cause: hold.cause,
    };
    keep_waiting(tx, app, &row, &waiting).await?;
    Ok(post)
}

/// The same of a reply.
pub(super) async fn hold_reply(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    author: &Person,
    comment: &Comment,
    hold: Hold<'_>,
) -> Result<Comment> {
    count_waiting(tx, app, community, author, hold.cause).await?;
    let comment = queries::set_comment_held(tx, comment.id, Some(app.now())).await?;
    let row = NewHeld {
        comment_id: Some(comment.id),
        released_at: comment.deleted_at,
        ..hold.row(app, community, author)
    };
    let waiting = Waiting {
        community,
        author,
        ap_id: &comment.ap_id,
        post: comment.post_id,
        reply: Some(comment.id),
        cause: hold.cause,
    };
    keep_waiting(tx, app, &row, &waiting).await?;
    Ok(comment)
}

/// What its author deleted before it came waits for nobody.
async fn keep_waiting(tx: &mut Tx, app: &App, row: &NewHeld, waiting: &Waiting<'_>) -> Result<()> {
    insert_held(tx, row).await?;
    if row.released_at.is_some() {
        return Ok(());
    }
    if matches!(row.cause, HoldCause::Review | HoldCause::Rule) {
        let about = (waiting.ap_id, None);
        tell_of_hold(tx, app, waiting.community, waiting.author, about).await?;
    }
    // Whoever takes the rules away at this moment does not see it: it is judged once more after the commit.
    if row.cause == HoldCause::Agreement {
        release_after(tx, app, row.community_id, row.author_id).await?;
    }
    tell_of_waiting(tx, app, waiting).await
}

/// Lets through what of somebody need not wait any more, as the rules judge today. What they still do not
/// allow goes on waiting.
pub async fn release_held(app: &App, community: CommunityId, author: AccountId) -> Result<()> {
    let mut after = 0;
    loop {
        let mut tx = app.store.begin().await?;
        let batch = list_held_of(&mut tx, community, author, after, BATCH).await?;
        let Some(last) = batch.last().map(|held| held.id) else {
            return Ok(());
        };
        let community = find_community(&mut tx, community).await?;
        let person = find_person(&mut tx, author).await?;
        let standing = standing(&mut tx, &person, &community, app.now()).await?;
        let wary = caution(&mut tx, &person.actor, app.now()).await?.is_some();
        for held in batch.iter().filter(|_| !wary) {
            if may_go(&mut tx, app, &person, &standing, &community, held).await? {
                let_go(&mut tx, app, &community, &person, held).await?;
            }
        }
        tx.commit().await?;
        app.wake_workers();
        after = last;
    }
}

/// Has what waits of everybody in a community looked at again; where there are more authors, the job for the rest
/// is added.
pub async fn release_all_held(app: &App, work: &ReleaseAllHeld) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let authors = list_authors_in(&mut tx, work.community, work.after, AUTHORS).await?;
    release_after_all(&mut tx, app, work.community, &authors).await?;
    let is_full = i64::try_from(authors.len()).is_ok_and(|found| found >= AUTHORS);
    if let Some(last) = authors.last().filter(|_| is_full) {
        let rest = ReleaseAllHeld {
            after: *last,
            ..work.clone()
        };
        enqueue(&mut tx, app, &rest).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Somebody who looks after the community lets one thread or reply through, whatever its author lacks. What
/// it stands under goes first; and of who is suspended or banned nothing is let in, by whomever.
pub async fn let_through(app: &App, by: &Person, community: &Community, id: i64) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let judge = standing(&mut tx, by, community, app.now()).await?;
    let held = held_by_id(&mut tx, community.id(), id).await?;
    let held = held.ok_or(Error::NotFound("held thread or reply"))?;
    may_decide(&judge, held.author_id)?;
    let author = find_person(&mut tx, held.author_id).await?;
    let writer = standing(&mut tx, &author, community, app.now()).await?;
    may_be_let_in(&writer, community)?;
    if let Some(reply) = held.comment_id {
        let reply = queries::lock_comment(&mut tx, reply).await?;
        let above = Above::find(&mut tx, &reply).await?;
        let above = above.ok_or(Error::NotFound("thread"))?;
        policy::may_be_seen_under(&above.post, above.parent.as_ref())?;
    }
    let_go(&mut tx, app, community, &author, &held).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

async fn may_go(
    tx: &mut Tx,
    app: &App,
    author: &Person,
    standing: &Standing,
    community: &Community,
    held: &Held,
) -> Result<bool> {
    // Somebody has to read it, whatever its author is by now; and what waits for a decision about its author's
    // server goes when somebody decides, however things stand by then.
    let decided = matches!(
        held.cause,
        HoldCause::Review | HoldCause::Rule | HoldCause::Host | HoldCause::Wave
    );
    if decided || holds(standing).is_some() {
        return Ok(false);
    }
    let who = (author, standing);
    let Some(reply) = held.comment_id else {
        if policy::may_start_thread(standing, community).is_err() {
            return Ok(false);
        }
        return passes_thread(tx, app, community, who, held).await;
    };
    let reply = queries::lock_comment(tx, reply).await?;
    let Some(Above { post, parent }) = Above::find(tx, &reply).await? else {
        return Ok(false);
    };
    let parent = parent.as_ref();
    let said_at = reply.published_at;
    let locked_at = branch_lock(tx, parent).await?;
    let judged = policy::may_send_reply(standing, community, &post, parent, said_at)
        .and_then(|()| policy::may_write_below(standing, locked_at, Some(said_at)));
    if judged.is_err() || policy::may_be_seen_under(&post, parent).is_err() {
        return Ok(false);
    }
    let verdict = screened(tx, app, community, who, (&reply).into(), Moment::Again).await?;
    keep_by(tx, app, community, author, held, &verdict).await
}

/// Whether a thread that its author may write by now is shown without being read first.
async fn passes_thread(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    who: (&Person, &Standing),
    held: &Held,
) -> Result<bool> {
    let Some(id) = held.post_id else {
        return Ok(false);
    };
    let post = queries::lock_post(tx, id).await?;
    let verdict = screened(tx, app, community, who, (&post).into(), Moment::Again).await?;
    keep_by(tx, app, community, who.0, held, &verdict).await
}

/// What waited for something else waits from now on because of this, if it has to. Says whether it may go.
async fn keep_by(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    author: &Person,
    held: &Held,
    verdict: &Verdict,
) -> Result<bool> {
    let Some(cause) = verdict.hold() else {
        return Ok(true);
    };
    set_cause(tx, held.id, cause).await?;
    let (post, reply, ap_id) = match (held.post_id, held.comment_id) {
        (Some(id), _) => (id, None, queries::lock_post(tx, id).await?.ap_id),
        (None, Some(id)) => {
            let reply = queries::lock_comment(tx, id).await?;
            (reply.post_id, Some(id), reply.ap_id)
        }
        (None, None) => return Ok(false),
    };
    note_caught(tx, app, verdict, post, reply).await?;
    let waiting = Waiting {
        community,
        author,
        ap_id: &ap_id,
        post,
        reply,
        cause,
    };
    tell_of_waiting(tx, app, &waiting).await?;
    Ok(false)
}

/// What a reply stands under.
struct Above {
    post: Post,
    /// None where that is the thread itself.
    parent: Option<Comment>,
}

impl Above {
    async fn find(tx: &mut Tx, reply: &Comment) -> Result<Option<Self>> {
        let parent = match reply.parent_id {
            Some(id) => queries::find_comment(tx, &Viewer::System, id).await?,
            None => None,
        };
        let post = queries::find_post(tx, &Viewer::System, reply.post_id).await?;
        Ok(post.map(|post| Self { post, parent }))
    }
}

/// Shows it, and does all that would have been done when it came. Where somebody else has just done so,
/// nothing is done again.
async fn let_go(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    author: &Person,
    held: &Held,
) -> Result<()> {
    // Locked before its row here, as whoever edits or deletes it does; replies are locked already.
    if let Some(id) = held.post_id {
        queries::lock_post(tx, id).await?;
    }
    let Some(held) = set_released(tx, held.id, app.now()).await? else {
        return Ok(());
    };
    let (ap_id, post, comment) = match (held.post_id, held.comment_id) {
        (Some(id), _) => {
            let post = queries::set_post_held(tx, id, None).await?;
            let ap_id = post.ap_id.clone();
            if post.is_visible() {
                show_thread(tx, app, community, &held, post).await?;
            }
            (ap_id, id, None)
        }
        (None, Some(id)) => {
            let reply = queries::set_comment_held(tx, id, None).await?;
            let (ap_id, post) = (reply.ap_id.clone(), reply.post_id);
            if reply.is_visible() {
                show_reply(tx, app, community, &held, reply).await?;
            }
            (ap_id, post, Some(id))
        }
        (None, None) => return Ok(()),
    };
    forget_activity(tx, held.id).await?;
    // What stood under it could not go before it.
    let waiting = list_authors_under(tx, post, comment).await?;
    release_after_all(tx, app, community.id(), &waiting).await?;
    note_released(tx, app, community, author, &ap_id).await?;
    let cause = format!("released {ap_id}");
    let notice = NewNotice {
        recipient: author.id(),
        kind: NoticeKind::Released,
        cause: &cause,
        by: Some(community.actor.id),
        community: Some(community.id()),
        post: Some(post),
        comment,
    };
    notify(tx, app, &notice).await?;
    Ok(())
}

async fn show_thread(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    held: &Held,
    post: Post,
) -> Result<()> {
    let mentioned = mentioned_here(tx, app, &post.mentions.0).await?;
    let scene = ThreadScene::load(tx, post).await?;
    tell_mentioned(tx, app, &scene.thread(), &mentioned).await?;
    tell_followers(tx, app, &scene.post, None).await?;
    let ap_id = scene.post.ap_id.clone();
    publish::thread_created(tx, app, &scene.thread()).await?;
    let standing = standing(tx, &scene.author, community, app.now()).await?;
    note_contribution(tx, app, community, &standing, &scene.post, None).await?;
    let author = &scene.author;
    pass_on(tx, app, community, author, held, &ap_id, Some(&ap_id)).await
}

async fn show_reply(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    held: &Held,
    reply: Comment,
) -> Result<()> {
    let mentioned = mentioned_here(tx, app, &reply.mentions.0).await?;
    let scene = ReplyScene::load(tx, reply).await?;
    tell_of_reply(tx, app, &scene.reply(), &mentioned).await?;
    tell_followers(tx, app, &scene.thread.post, Some(&scene.comment)).await?;
    let ap_id = scene.comment.ap_id.clone();
    publish::reply_created(tx, app, &scene.reply()).await?;
    let standing = standing(tx, &scene.author, community, app.now()).await?;
    let thread = &scene.thread.post;
    let said = Said::new(&scene.comment, scene.parent.as_ref(), thread);
    note_contribution(tx, app, community, &standing, thread, Some(said)).await?;
    let author = &scene.author;
    pass_on(tx, app, community, author, held, &ap_id, None).await
}

/// What came from another server goes on as it was sent.
async fn pass_on(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    author: &Person,
    held: &Held,
    object: &str,
    new_thread: Option<&str>,
) -> Result<()> {
    let Some(activity) = &held.activity else {
        return Ok(());
    };
    let raw = RawValue::from_string(activity.clone()).map_err(Error::internal)?;
    let from = (author, held.sender_host.as_str());
    publish::pass_on_released(tx, app, community, from, &raw, object, new_thread).await
}
