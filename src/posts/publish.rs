//! Who hears of a change to a thread, reply or vote; called by actions inside the change's transaction.
//!
//! A community here announces to its followers in their dialect (protocol.md §3.2): forums get the
//! activity wrapped, microblogs get the bare id of a new thread and the author's own later edits and
//! deletes. A community elsewhere is told by the author, and announces itself. Whoever is answered or
//! named gets the activity directly in any case. Acts of people of other servers are theirs to tell;
//! we only announce them, which is [`pass_on`].

use super::documents::{self, Addresses, ReplyParts, ThreadParts, activity, seal, seal_text};
use super::model::{Comment, Post};
use crate::accounts::model::Person;
use crate::activitypub::actors::Actor;
use crate::activitypub::delivery::{Audience, Inbox, Outgoing, deliver};
use crate::activitypub::recipients::{self, Recipient};
use crate::activitypub::tolerant::{is_type, object_in, type_of};
use crate::app::App;
use crate::communities::model::Community;
use crate::error::{Error, Result};
use crate::store::{Time, Tx};
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Value, json};

/// Everything about a thread that publishing needs; `post` is as it is after the change.
#[derive(Clone, Copy)]
pub struct Thread<'a> {
    pub community: &'a Community,
    pub author: &'a Person,
    pub post: &'a Post,
    /// Id of the accepted answer.
    pub accepted: Option<&'a str>,
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
}

/// What a vote is about.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    pub ap_id: &'a str,
    pub author: &'a Person,
    pub audience: Audience,
}

/// A vote before and after, and when it is said to be cast.
#[derive(Clone, Copy)]
pub struct VoteStep {
    pub before: i16,
    pub after: i16,
    pub at: Time,
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
    let said = thread_activity(app, thread, "Create");
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
    let said = thread_activity(app, thread, "Update");
    say(tx, app, &said, &people_of_thread(thread)).await
}

pub async fn thread_deleted(tx: &mut Tx, app: &App, thread: &Thread<'_>) -> Result<()> {
    if !is_ours_to_tell(thread.author, thread.post.held_at) {
        return Ok(());
    }
    let said = deletion(
        app,
        thread,
        &thread.post.ap_id,
        thread.author,
        thread.post.fate_at,
        false,
    );
    say(tx, app, &said, &people_of_thread(thread)).await
}

pub async fn thread_undeleted(tx: &mut Tx, app: &App, thread: &Thread<'_>) -> Result<()> {
    if !is_ours_to_tell(thread.author, thread.post.held_at) {
        return Ok(());
    }
    let said = deletion(
        app,
        thread,
        &thread.post.ap_id,
        thread.author,
        thread.post.fate_at,
        true,
    );
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
    if !is_ours_to_tell(reply.author, reply.comment.held_at) {
        return Ok(());
    }
    let said = deletion(
        app,
        &reply.thread,
        &reply.comment.ap_id,
        reply.author,
        reply.comment.fate_at,
        false,
    );
    say(tx, app, &said, &parts_of(reply).people()).await
}

pub async fn reply_undeleted(tx: &mut Tx, app: &App, reply: &Reply<'_>) -> Result<()> {
    if !is_ours_to_tell(reply.author, reply.comment.held_at) {
        return Ok(());
    }
    let said = deletion(
        app,
        &reply.thread,
        &reply.comment.ap_id,
        reply.author,
        reply.comment.fate_at,
        true,
    );
    say(tx, app, &said, &parts_of(reply).people()).await
}

/// A local person's vote changed. An upvote turned into a downvote is one
/// Dislike: peers keep one vote for each pair. A withdrawn vote is the Undo of what it was.
pub async fn vote_changed(
    tx: &mut Tx,
    app: &App,
    voter: &Person,
    community: &Community,
    target: Target<'_>,
    vote: VoteStep,
) -> Result<()> {
    let VoteStep { before, after, at } = vote;
    if !voter.actor.local || before == after {
        return Ok(());
    }
    let kind = |value: i16| if value > 0 { "Like" } else { "Dislike" };
    let addresses = Addresses::new(
        community,
        voter,
        target.audience,
        std::slice::from_ref(&target.author.actor.ap_id),
    );
    let vote = |value: i16| {
        let id = app.mint_activity_id(kind(value));
        activity(
            &id,
            kind(value),
            &voter.actor.ap_id,
            &addresses,
            json!(target.ap_id),
            at,
        )
    };
    let (kind, document) = if after == 0 {
        let id = app.mint_activity_id("Undo");
        (
            "Undo",
            activity(
                &id,
                "Undo",
                &voter.actor.ap_id,
                &addresses,
                vote(before),
                at,
            ),
        )
    } else {
        (kind(after), vote(after))
    };
    let said = Said {
        kind,
        document,
        actor: &voter.actor,
        object: target.ap_id,
        audience: target.audience,
        community,
        direct_forum_only: after < 0 || (after == 0 && before < 0),
        to_followers_of_author: false,
        to_microblog_followers: false,
        only_knowing_answers: false,
    };
    say(
        tx,
        app,
        &said,
        std::slice::from_ref(&target.author.actor.ap_id),
    )
    .await
}

/// An answer was accepted (`answer`) or none is any more. PieFed and Guildhall understand the act
/// itself; everybody else sees it in the thread's own document, which only its author may update.
pub async fn answer_chosen(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    thread: &Thread<'_>,
    answer: Option<(&Comment, &Person)>,
    was: Option<&Comment>,
    at: Time,
) -> Result<()> {
    if by.actor.local {
        choose(tx, app, by, thread, answer, was, at).await?;
    }
    if thread.author.actor.local {
        return thread_edited(tx, app, thread).await;
    }
    Ok(())
}

async fn choose(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    thread: &Thread<'_>,
    answer: Option<(&Comment, &Person)>,
    was: Option<&Comment>,
    now: Time,
) -> Result<()> {
    let Some(about) = answer.map(|(comment, _)| comment).or(was) else {
        return Ok(());
    };
    let people: Vec<String> = answer
        .iter()
        .map(|(_, author)| author.actor.ap_id.clone())
        .collect();
    let addresses = Addresses::new(thread.community, by, thread.post.audience, &people);
    let id = app.mint_activity_id("ChooseAnswer");
    let chosen = activity(
        &id,
        "ChooseAnswer",
        &by.actor.ap_id,
        &addresses,
        json!(about.ap_id),
        now,
    );
    let (kind, document) = if answer.is_some() {
        ("ChooseAnswer", chosen)
    } else {
        let id = app.mint_activity_id("Undo");
        (
            "Undo",
            activity(&id, "Undo", &by.actor.ap_id, &addresses, chosen, now),
        )
    };
    let said = Said {
        kind,
        document,
        actor: &by.actor,
        object: &thread.post.ap_id,
        audience: thread.post.audience,
        community: thread.community,
        direct_forum_only: true,
        to_followers_of_author: false,
        to_microblog_followers: false,
        only_knowing_answers: true,
    };
    say(tx, app, &said, &people).await
}

/// Passes an activity of somebody elsewhere on to the followers of a community here, exactly as it
/// was sent. The sender's own server is left out unless its software learns nothing otherwise.
/// `new_thread` is the id of the thread when the activity began one.
pub async fn pass_on(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    received: &RawValue,
    object: &str,
    sender_host: &str,
    new_thread: Option<&str>,
) -> Result<()> {
    let followers = recipients::followers(tx, community.actor.id).await?;
    let relayed = relayed_kind(received);
    let forums = followers
        .iter()
        .filter(|r| r.is_forum() && r.host != sender_host)
        .filter(|r| understands(r, &relayed));
    let inboxes = forums.map(|r| r.inbox.clone()).collect();
    announce(tx, app, community, received, object, inboxes).await?;
    if let Some(thread) = new_thread {
        let bare = to_raw_value(thread).map_err(Error::internal)?;
        let inboxes = microblogs(&followers);
        announce(tx, app, community, &bare, object, inboxes).await?;
    }
    Ok(())
}

/// The type of an activity; of an Undo, that of what it undoes.
fn relayed_kind(received: &RawValue) -> String {
    let Ok(value) = serde_json::from_str::<Value>(received.get()) else {
        return String::new();
    };
    let undone = object_in(&value, "object").filter(|_| is_type(&value, "Undo"));
    type_of(undone.unwrap_or(&value))
        .unwrap_or_default()
        .to_owned()
}

/// Lemmy, Mbin and NodeBB answer 4xx to an accepted answer, Lemmy to a reaction (protocol.md §3.5, §3.6).
fn understands(recipient: &Recipient, kind: &str) -> bool {
    match kind {
        "ChooseAnswer" => recipient.knows_answers(),
        "EmojiReact" => recipient.software.as_deref() != Some("lemmy"),
        _ => true,
    }
}

/// An activity of a local person, and how it travels.
struct Said<'a> {
    kind: &'static str,
    document: Value,
    actor: &'a Actor,
    /// Deliveries about one object keep their order.
    object: &'a str,
    audience: Audience,
    community: &'a Community,
    /// People on microblogs would not know what to do with it.
    direct_forum_only: bool,
    to_followers_of_author: bool,
    /// Microblog followers of a community here get it raw, since they hold the boosted thread.
    to_microblog_followers: bool,
    only_knowing_answers: bool,
}

impl Said<'_> {
    fn id(&self) -> &str {
        self.document
            .get("id")
            .and_then(Value::as_str)
            .unwrap_or_default()
    }
}

/// Tells the people concerned directly and the community's readers through the community.
async fn say(tx: &mut Tx, app: &App, said: &Said<'_>, people: &[String]) -> Result<()> {
    let mut direct = recipients::of_actors(tx, people).await?;
    if said.to_followers_of_author {
        direct.extend(recipients::followers(tx, said.actor.id).await?);
    }
    if said.direct_forum_only {
        direct.retain(Recipient::is_forum);
    }
    if said.only_knowing_answers {
        direct.retain(Recipient::knows_answers);
    }
    let mut announced: Vec<Inbox> = Vec::new();
    let mut told: Vec<Inbox> = Vec::new();
    if said.community.is_local() {
        let followers = recipients::followers(tx, said.community.actor.id).await?;
        let forums = followers.iter().filter(|r| r.is_forum());
        announced = forums
            .filter(|r| !said.only_knowing_answers || r.knows_answers())
            .map(|r| r.inbox.clone())
            .collect();
        direct.retain(|r| !r.takes_one_copy() || !announced.contains(&r.inbox));
        if said.to_microblog_followers {
            let only = followers.iter().filter(|r| !r.is_forum());
            told.extend(only.map(|r| r.inbox.clone()));
        }
    } else {
        let home =
            recipients::of_actors(tx, std::slice::from_ref(&said.community.actor.ap_id)).await?;
        let home = home
            .iter()
            .filter(|r| !said.only_knowing_answers || r.knows_answers());
        told.extend(home.map(|r| r.inbox.clone()));
    }
    told.extend(direct.into_iter().map(|r| r.inbox));
    let received = to_raw_value(&said.document).map_err(Error::internal)?;
    let what = Outgoing {
        ap_id: said.id().to_owned(),
        kind: said.kind,
        actor: said.actor.id,
        object: said.object.to_owned(),
        audience: said.audience,
        document: seal(&app.local, said.document.clone()),
    };
    deliver(tx, app, &what, told).await?;
    if said.community.is_local() {
        announce(tx, app, said.community, &received, said.object, announced).await?;
    }
    Ok(())
}

/// New threads reach microblogs as a boost: the bare id, which they fetch (protocol.md §0 rule 4).
pub(crate) async fn announce_thread(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    thread: &str,
) -> Result<()> {
    let followers = recipients::followers(tx, community.actor.id).await?;
    let bare = to_raw_value(thread).map_err(Error::internal)?;
    announce(tx, app, community, &bare, thread, microblogs(&followers)).await
}

pub(crate) fn microblogs(followers: &[Recipient]) -> Vec<Inbox> {
    followers
        .iter()
        .filter(|r| r.is_microblog())
        .map(|r| r.inbox.clone())
        .collect()
}

pub(crate) async fn announce(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    object: &RawValue,
    about: &str,
    inboxes: Vec<Inbox>,
) -> Result<()> {
    if inboxes.is_empty() {
        return Ok(());
    }
    let id = app.mint_activity_id("Announce");
    let document = documents::announce(&id, community, object, app.now());
    let what = Outgoing {
        ap_id: id,
        kind: "Announce",
        actor: community.actor.id,
        object: about.to_owned(),
        audience: community.audience(),
        document: seal_text(&app.local, &document),
    };
    deliver(tx, app, &what, inboxes).await?;
    Ok(())
}

fn thread_activity<'a>(app: &App, thread: &Thread<'a>, kind: &'static str) -> Said<'a> {
    let parts = ThreadParts {
        community: thread.community,
        author: thread.author,
        post: thread.post,
        accepted: thread.accepted,
    };
    let object = documents::article(&app.local, &parts);
    let people = people_of_thread(thread);
    let addresses = Addresses::new(
        thread.community,
        thread.author,
        thread.post.audience,
        &people,
    );
    let id = said_id(app, kind, &thread.post.public_id);
    let document = activity(
        &id,
        kind,
        &thread.author.actor.ap_id,
        &addresses,
        object,
        app.now(),
    );
    Said {
        to_microblog_followers: kind == "Update",
        ..said(kind, document, thread.author, &thread.post.ap_id, thread)
    }
}

/// There is one Create of each thing, so its id follows from the thing's: outboxes name the same one,
/// and it can be put together anew for as long as the thing is there.
fn said_id(app: &App, kind: &str, public_id: &str) -> String {
    match kind {
        "Create" => app.local.url(&format!("/activities/create/{public_id}")),
        other => app.mint_activity_id(other),
    }
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
    let id = said_id(app, kind, &reply.comment.public_id);
    let document = activity(
        &id,
        kind,
        &reply.author.actor.ap_id,
        &addresses,
        object,
        app.now(),
    );
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
    }
}
