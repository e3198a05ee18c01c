//! Who is told of a change. For changes made here and for those that arrive from other servers.

use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::find_person;
use crate::activitypub::actors::FORMER_MEMBER;
use crate::activitypub::delivery::Audience;
use crate::app::App;
use crate::error::Result;
use crate::ids::AccountId;
use crate::jobs::enqueue;
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::posts::jobs::{Followed, TellFollowers};
use crate::posts::model::{Comment, Post, ReplyKind};
use crate::posts::publish::{Reply, Thread};
use crate::posts::queries::{is_reply_awaited, is_thread_awaited, sight};
use crate::store::Tx;

/// Tells the people whom a thread names. Telling them again after an edit does nothing.
pub async fn tell_mentioned(
    tx: &mut Tx,
    app: &App,
    thread: &Thread<'_>,
    mentioned: &[Person],
) -> Result<()> {
    let notice = NewNotice {
        recipient: thread.author.id(),
        kind: NoticeKind::Mention,
        cause: &thread.post.ap_id,
        by: Some(thread.author.actor.id),
        community: Some(thread.community.id()),
        post: Some(thread.post.id),
        comment: None,
    };
    tell_all(tx, app, thread, mentioned, &notice).await
}

/// The same of another text of the thread, or of this reply of it: whoever wrote that names people, and that need
/// not be the author.
pub(super) async fn tell_named_by(
    tx: &mut Tx,
    app: &App,
    editor: AccountId,
    thread: &Thread<'_>,
    reply: Option<&Comment>,
    mentioned: &[Person],
) -> Result<()> {
    if mentioned.is_empty() {
        return Ok(());
    }
    let editor = find_person(tx, editor).await?;
    let notice = NewNotice {
        recipient: editor.id(),
        kind: NoticeKind::Mention,
        cause: reply.map_or(thread.post.ap_id.as_str(), |reply| reply.ap_id.as_str()),
        by: Some(editor.actor.id),
        community: Some(thread.community.id()),
        post: Some(thread.post.id),
        comment: reply.map(|reply| reply.id),
    };
    tell_all(tx, app, thread, mentioned, &notice).await
}

/// Tells whom a reply answers, and whom it names. One reply is told to one person once.
pub async fn tell_of_reply(
    tx: &mut Tx,
    app: &App,
    reply: &Reply<'_>,
    mentioned: &[Person],
) -> Result<()> {
    let mut notice = NewNotice {
        recipient: reply.parent_author.id(),
        kind: match reply.comment.kind {
            ReplyKind::Answer => NoticeKind::Answer,
            ReplyKind::Comment => NoticeKind::Reply,
        },
        cause: &reply.comment.ap_id,
        by: Some(reply.author.actor.id),
        community: Some(reply.thread.community.id()),
        post: Some(reply.thread.post.id),
        comment: Some(reply.comment.id),
    };
    if may_read(tx, &reply.thread, notice.recipient).await? {
        notify(tx, app, &notice).await?;
    }
    notice.kind = NoticeKind::Mention;
    let named: Vec<Person> = mentioned
        .iter()
        .filter(|person| is_meant(reply, person))
        .cloned()
        .collect();
    tell_all(tx, app, &reply.thread, &named, &notice).await
}

/// Other servers name whom a reply answers, whether or not its words do, and as they know them. Whoever took their
/// name along is told of nothing that goes on there, unless the words themselves name them.
fn is_meant(reply: &Reply<'_>, person: &Person) -> bool {
    let answered = &reply.parent_author.actor;
    if !answered.local || answered.name != FORMER_MEMBER {
        return true;
    }
    let (words, name) = (&reply.comment.body_text, &person.actor.name);
    let named = format!("@{}", name.to_lowercase());
    words.to_lowercase().contains(&named) || reply.comment.body_html.contains(&person.actor.ap_id)
}

/// Tells an author that their answer was accepted.
pub async fn tell_of_acceptance(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    thread: &Thread<'_>,
    answer: &Comment,
) -> Result<()> {
    let cause = format!("accepted {}", answer.ap_id);
    let notice = NewNotice {
        recipient: answer.author_id,
        kind: NoticeKind::Accepted,
        cause: &cause,
        by: Some(by.actor.id),
        community: Some(thread.community.id()),
        post: Some(thread.post.id),
        comment: Some(answer.id),
    };
    if may_read(tx, thread, notice.recipient).await? {
        notify(tx, app, &notice).await?;
    }
    Ok(())
}

/// Tells the author of a thread that members edit it from now on, or that one did: `MadeWiki` or `WikiEdited`. Of each
/// they hear once a day, however many edit it how often.
pub(super) async fn tell_of_wiki(
    tx: &mut Tx,
    app: &App,
    by: &Person,
    thread: &Thread<'_>,
    kind: NoticeKind,
) -> Result<()> {
    let day = app.now().utc().format("%Y-%m-%d").to_string();
    let cause = format!("{kind} {} {day}", thread.post.ap_id);
    let notice = NewNotice {
        recipient: thread.post.author_id,
        kind,
        cause: &cause,
        by: Some(by.actor.id),
        community: Some(thread.community.id()),
        post: Some(thread.post.id),
        comment: None,
    };
    if may_read(tx, thread, notice.recipient).await? {
        notify(tx, app, &notice).await?;
    }
    Ok(())
}

async fn tell_all(
    tx: &mut Tx,
    app: &App,
    thread: &Thread<'_>,
    mentioned: &[Person],
    notice: &NewNotice<'_>,
) -> Result<()> {
    for person in mentioned.iter().filter(|person| person.actor.local) {
        let mut notice = notice.clone();
        notice.recipient = person.id();
        if may_read(tx, thread, notice.recipient).await? {
            notify(tx, app, &notice).await?;
        }
    }
    Ok(())
}

/// Naming somebody does not show them what they may not read.
async fn may_read(tx: &mut Tx, thread: &Thread<'_>, who: AccountId) -> Result<bool> {
    if thread.post.audience == Audience::Public {
        return Ok(true);
    }
    let viewer = Viewer::Account {
        id: who,
        admin: false,
    };
    let sight = sight(tx, &viewer, thread.community.id()).await?;
    Ok(sight.admits(thread.post.audience))
}

/// Has those told who follow what is new: this thread or its tags, or who wrote in it.
pub async fn tell_followers(
    tx: &mut Tx,
    app: &App,
    post: &Post,
    reply: Option<&Comment>,
) -> Result<()> {
    let awaited = match reply {
        None => is_thread_awaited(tx, post.community_id, post.author_id).await?,
        Some(reply) => is_reply_awaited(tx, post.id, reply.author_id).await?,
    };
    if !awaited {
        return Ok(());
    }
    let job = TellFollowers {
        post: post.id,
        comment: reply.map(|reply| reply.id),
        by: match reply {
            None => Followed::Tag,
            Some(_) => Followed::Thread,
        },
        after: 0,
    };
    enqueue(tx, app, &job).await
}
