//! Who hears of a change to a thread, reply or vote; called by actions inside the change's transaction.
//!
//! A community here announces to its followers in their dialect (protocol.md §3.2): forums get the
//! activity wrapped, microblogs get the bare id of a new thread and the author's own later edits and
//! deletes. A community elsewhere is told by the author, and announces itself. Whoever is answered or
//! named gets the activity directly in any case. Acts of people of other servers are theirs to tell;
//! we only announce them, which is [`pass_on`], and [`pass_on_released`] where they were held.
//!
//! Here is what is said of threads and replies; `choices` says votes and accepted answers, `hearers`
//! finds out whom an activity of ours goes to, `announcing` passes on what a community announces, `relaying`
//! does so for the communities that a thread is shared with, and `taking_back` has boosts follow what became of a
//! thread.

mod announcing;
mod choices;
mod hearers;
mod relaying;
mod taking_back;

pub(crate) use announcing::{announce, announce_thread, microblogs};
pub use announcing::{pass_on, pass_on_released};
pub use choices::{Target, VoteStep, answer_chosen, vote_changed};
pub(crate) use relaying::{create_of, offer_share, relay, show_beside};
pub(crate) use taking_back::{boosts_beside_follow, boosts_follow, take_boost_back};

use super::documents::{self, Addresses, ReplyParts, ThreadParts, activity};
use super::model::{Closing, Comment, Post};
use super::queries::Credits;
use crate::accounts::model::Person;
use crate::activitypub::delivery::Audience;
use crate::app::App;
use crate::communities::model::{Community, ListedTag};
use crate::communities::queries::tags::list_listed;
use crate::error::Result;
use crate::locale::in_locale;
use crate::store::{Time, Tx};
use hearers::{Said, say};
use serde_json::{Value, json};

/// Everything about a thread that publishing needs; `post` is as it is after the change.
#[derive(Clone, Copy)]
pub struct Thread<'a> {
    pub community: &'a Community,
    pub author: &'a Person,
    pub post: &'a Post,
    /// Ids of the accepted answers.
    pub accepted: &'a [String],
    /// Id of who wrote the text as it is, if that is not its author.
    pub editor: Option<&'a str>,
    /// Why it takes no more answers, if it is closed.
    pub closing: Option<&'a Closing>,
    /// Of an article that was made of another thread.
    pub credits: Option<&'a Credits>,
}

/// A reply in its thread. `parent_author` wrote what it replies to, and `parent` is none where that
/// is the thread itself.
#[derive(Clone, Copy)]
pub struct Reply<'a> {
    pub thread: Thread<'a>,
    pub author: &'a Person,
    pub parent: Option<&'a Comment>,
    pub parent_author: &'a Person,
    pub comment: &'a Comment,
    pub editor: Option<&'a str>,
}

/// People of other servers tell by themselves. What is held does not exist for anybody else: it is told
/// of when it is let through, as it is then.
fn is_ours_to_tell(author: &Person, held_at: Option<Time>) -> bool {
    author.actor.local && held_at.is_none()
}

pub async fn thread_created(tx: &mut Tx, app: &App, thread: &Thread<'_>) -> Result<()> {
    if !is_ours_to_tell(thread.author, thread.post.held_at) {
        return Ok(());
    }
    let listed = list_listed(tx, thread.community, &thread.post.tags.0).await?;
    let said = thread_activity(app, thread, "Create", &listed);
    say(tx, app, &said, &people_of_thread(thread)).await?;
    if thread.community.is_local() {
        announce_thread(tx, app, thread.community, &thread.post.ap_id).await?;
    }
    Ok(())
}

pub async fn thread_edited(tx: &mut Tx, app: &App, thread: &Thread<'_>) -> Result<()> {
    if !is_ours_to_tell(thread.author, thread.post.held_at) {
        return Ok(());
    }
    let listed = list_listed(tx, thread.community, &thread.post.tags.0).await?;
    let said = thread_activity(app, thread, "Update", &listed);
    say(tx, app, &said, &people_of_thread(thread)).await
}

pub async fn thread_deleted(tx: &mut Tx, app: &App, thread: &Thread<'_>) -> Result<()> {
    thread_taken(tx, app, thread, false).await
}

pub async fn thread_undeleted(tx: &mut Tx, app: &App, thread: &Thread<'_>) -> Result<()> {
    thread_taken(tx, app, thread, true).await
}

async fn thread_taken(tx: &mut Tx, app: &App, thread: &Thread<'_>, undo: bool) -> Result<()> {
    if !is_ours_to_tell(thread.author, thread.post.held_at) {
        return Ok(());
    }
    let post = thread.post;
    let said = deletion(app, thread, &post.ap_id, thread.author, post.fate_at, undo);
    say(tx, app, &said, &people_of_thread(thread)).await
}

pub async fn reply_created(tx: &mut Tx, app: &App, reply: &Reply<'_>) -> Result<()> {
    reply_changed(tx, app, reply, "Create").await
}

pub async fn reply_edited(tx: &mut Tx, app: &App, reply: &Reply<'_>) -> Result<()> {
    reply_changed(tx, app, reply, "Update").await
}

async fn reply_changed(
    tx: &mut Tx,
    app: &App,
    reply: &Reply<'_>,
    kind: &'static str,
) -> Result<()> {
    if !is_ours_to_tell(reply.author, reply.comment.held_at) {
        return Ok(());
    }
    let said = reply_activity(app, reply, kind);
    say(tx, app, &said, &parts_of(reply).people()).await
}

pub async fn reply_deleted(tx: &mut Tx, app: &App, reply: &Reply<'_>) -> Result<()> {
    reply_taken(tx, app, reply, false).await
}

pub async fn reply_undeleted(tx: &mut Tx, app: &App, reply: &Reply<'_>) -> Result<()> {
    reply_taken(tx, app, reply, true).await
}

async fn reply_taken(tx: &mut Tx, app: &App, reply: &Reply<'_>, undo: bool) -> Result<()> {
    if !is_ours_to_tell(reply.author, reply.comment.held_at) {
        return Ok(());
    }
    let (thread, comment) = (&reply.thread, reply.comment);
    let said = deletion(
        app,
        thread,
        &comment.ap_id,
        reply.author,
        comment.fate_at,
        undo,
    );
    say(tx, app, &said, &parts_of(reply).people()).await
}

fn thread_activity<'a>(
    app: &App,
    thread: &Thread<'a>,
    kind: &'static str,
    listed: &[ListedTag],
) -> Said<'a> {
    let parts = ThreadParts {
        community: thread.community,
        author: thread.author,
        post: thread.post,
        accepted: thread.accepted,
        editor: thread.editor,
        closing: thread.closing,
        listed,
        credits: thread.credits,
    };
    // Whoever it goes to, they read it among what the community says.
    let language = app.languages.of(&thread.community.row.language);
    let object = in_locale(language, || documents::article(&app.local, &parts));
    let people = people_of_thread(thread);
    let addresses = Addresses::new(
        thread.community,
        thread.author,
        thread.post.audience,
        &people,
    );
    let about = (kind, thread.post.public_id.as_str());
    let document = by_author(app, about, thread.author, &addresses, object);
    Said {
        to_microblog_followers: kind == "Update",
        ..said(kind, document, thread.author, &thread.post.ap_id, thread)
    }
}

/// What the author of a thing says with it. There is one Create of each thing, so its id follows from the
/// thing's: outboxes name the same one, and it can be put together anew for as long as the thing is there.
fn by_author(
    app: &App,
    (kind, public_id): (&'static str, &str),
    author: &Person,
    addresses: &Addresses,
    object: Value,
) -> Value {
    let id = match kind {
        "Create" => app.local.url(&format!("/activities/create/{public_id}")),
        other => app.mint_activity_id(other),
    };
    let actor = &author.actor.ap_id;
    activity(&id, kind, actor, addresses, object, app.now())
}

fn reply_activity<'a>(app: &App, reply: &Reply<'a>, kind: &'static str) -> Said<'a> {
    let thread = &reply.thread;
    let parts = parts_of(reply);
    let object = documents::note(&app.local, &parts);
    let people = parts.people();
    let addresses = Addresses::new(
        thread.community,
        reply.author,
        reply.comment.audience,
        &people,
    );
    let about = (kind, reply.comment.public_id.as_str());
    let document = by_author(app, about, reply.author, &addresses, object);
    said(kind, document, reply.author, &reply.comment.ap_id, thread)
}

fn deletion<'a>(
    app: &App,
    thread: &Thread<'a>,
    object: &'a str,
    author: &'a Person,
    at: Option<Time>,
    undo: bool,
) -> Said<'a> {
    let addresses = Addresses::new(thread.community, author, thread.post.audience, &[]);
    let now = at.unwrap_or_else(|| app.now());
    let id = app.mint_activity_id("Delete");
    let delete = activity(
        &id,
        "Delete",
        &author.actor.ap_id,
        &addresses,
        json!(object),
        now,
    );
    if !undo {
        return Said {
            to_microblog_followers: object == thread.post.ap_id,
            ..said("Delete", delete, author, object, thread)
        };
    }
    let id = app.mint_activity_id("Undo");
    let document = activity(&id, "Undo", &author.actor.ap_id, &addresses, delete, now);
    // Mastodon keeps a tombstone for ever; only forums can bring something back.
    Said {
        direct_forum_only: true,
        ..said("Undo", document, author, object, thread)
    }
}

fn said<'a>(
    kind: &'static str,
    document: Value,
    author: &'a Person,
    object: &'a str,
    thread: &Thread<'a>,
) -> Said<'a> {
    let public = thread.post.audience == Audience::Public;
    Said {
        kind,
        document,
        actor: &author.actor,
        object,
        audience: thread.post.audience,
        community: thread.community,
        direct_forum_only: false,
        to_followers_of_author: public,
        to_microblog_followers: false,
        only_knowing_answers: false,
    }
}

fn people_of_thread(thread: &Thread<'_>) -> Vec<String> {
    thread
        .post
        .mentions
        .0
        .iter()
        .map(|m| m.href.clone())
        .collect()
}

fn parts_of<'a>(reply: &Reply<'a>) -> ReplyParts<'a> {
    let thread = &reply.thread;
    ReplyParts {
        community: thread.community,
        author: reply.author,
        post: thread.post,
        parent_ap_id: reply
            .parent
            .map_or(&thread.post.ap_id, |parent| &parent.ap_id),
        parent_author: &reply.parent_author.actor,
        asker: &thread.author.actor,
        comment: reply.comment,
        editor: reply.editor,
    }
}
