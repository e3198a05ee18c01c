//! Sending, receiving, taking back and reading messages.

mod hearing;
mod helping;
mod holds;
mod invitations;
mod letters;
mod refusals;
mod reporters;
mod strangers;
mod teams;
mod verdicts;

pub use hearing::{Desk, desk_for, hear};
pub use helping::tell_helper;
pub use holds::say_hold;
pub use invitations::{tell_invited, write_to_invited};
pub use letters::{send_letter, tell_applicant};
pub use refusals::{explain_later, explain_refusal, say_ban, say_why_not};
pub use reporters::tell_reporter;
use strangers::Occasion;
pub use strangers::may_write;
pub use teams::{send_team_answer, tell_appellant};
pub use verdicts::say_act;

use super::documents::{activity, needs_chat_message, note};
use super::jobs::ForgetMessage;
use super::model::{MESSAGE_MAX, Message, NewMessage, conversation};
use super::{policy, queries};
use crate::accounts::model::Person;
use crate::accounts::queries::{find_person, person_by_handle};
use crate::accounts::rate_limits::begin_write;
use crate::activitypub::actors::Actor;
use crate::activitypub::delivery::{Audience, Inbox, Outgoing, deliver};
use crate::activitypub::ids::{LocalThing, same_origin};
use crate::activitypub::peers::peer_by_host;
use crate::activitypub::recipients;
use crate::app::App;
use crate::error::{Error, Reason, Result};
use crate::ids::AccountId;
use crate::jobs::{Plan, enqueue_with};
use crate::membership::actions::{note_answer, note_question};
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::notifications::queries::update_causes_read;
use crate::posts::arrived::Arrived;
use crate::posts::documents::seal;
use crate::posts::policy::may_put_back;
use crate::posts::queries::tombstones::{Tombstone, find_tombstone, put_tombstone};
use crate::store::{Time, Turn, Tx};
use crate::text::{self, Links};
use chrono::TimeDelta;
use serde_json::{Value, json};

/// Recipients of one message that are looked for here.
const RECIPIENTS_MAX: usize = 20;

/// How long the words of a message are kept, out of sight, after its author elsewhere took it back:
/// Lemmy lets them bring it back and sends no words with that.
const KEPT_HIDDEN: TimeDelta = TimeDelta::days(7);

/// Writes to one person, here or on a server we know. Nobody else is told of it.
pub async fn send(app: &App, from: &Person, to: AccountId, body: &str) -> Result<Message> {
    let written = written(app, body)?;
    let mut tx = begin_write(app, from.id()).await?;
    let message = post(&mut tx, app, from, to, written, Occasion::Talk).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(message)
}

/// What somebody wrote, as Markdown and as HTML.
struct Written {
    body: String,
    html: String,
}

fn written(app: &App, typed: &str) -> Result<Written> {
    let body = check_body(typed)?;
    let links = Links {
        own_host: app.local.host.clone(),
        public_url: app.local.url(""),
    };
    let html = text::render(&body, &links).html;
    Ok(Written { body, html })
}

/// As [`send`], together with other changes; call `app.wake_workers()` after the commit.
async fn post(
    tx: &mut Tx,
    app: &App,
    from: &Person,
    to: AccountId,
    written: Written,
    occasion: Occasion,
) -> Result<Message> {
    let to = find_person(tx, to).await?;
    policy::may_send(from, &to)?;
    strangers::approach(tx, app, from, &to, occasion).await?;
    let question = question_of(tx, from, &to).await?;
    let message = insert(tx, app, from, &to, written).await?;
    if to.actor.local {
        tell(tx, app, from, &message).await?;
    } else {
        deliver_message(tx, app, from, &to, &message).await?;
        note_answer(tx, app, from, &to, question.as_deref()).await?;
    }
    Ok(message)
}

/// What a desk elsewhere wrote about, if it wrote last: a question about an application names the Join.
async fn question_of(tx: &mut Tx, from: &Person, desk: &Person) -> Result<Option<String>> {
    if !desk.account.bot || desk.actor.local {
        return Ok(None);
    }
    let latest = queries::list_messages(tx, from.id(), desk.id(), Turn::First, 1).await?;
    let latest = latest.rows.into_iter().next();
    let asked = latest.filter(|message| message.sender_id == desk.id());
    Ok(asked.and_then(|message| message.in_reply_to))
}

fn check_body(typed: &str) -> Result<String> {
    let body = typed.replace("\r\n", "\n").replace(['\r', '\0'], "");
    if body.trim().is_empty() {
        return Err(Error::invalid("body", t!("messages-body-empty")));
    }
    if body.chars().count() > MESSAGE_MAX {
        return Err(Error::invalid(
            "body",
            t!("messages-body-long", most = MESSAGE_MAX),
        ));
    }
    Ok(body)
}

async fn insert(
    tx: &mut Tx,
    app: &App,
    from: &Person,
    to: &Person,
    written: Written,
) -> Result<Message> {
    let now = app.now();
    let latest = queries::list_messages(tx, from.id(), to.id(), Turn::First, 1).await?;
    let public_id = app.mint_public_id();
    let new = NewMessage {
        ap_id: app.local.message(&public_id),
        public_id,
        conversation: conversation(from.id(), to.id()),
        sender_id: from.id(),
        recipient_id: to.id(),
        in_reply_to: latest.rows.into_iter().next().map(|message| message.ap_id),
        body: written.body,
        body_html: written.html,
        audience: Audience::People,
        local: true,
        published_at: now,
        edited_at: None,
        received_at: now,
    };
    let message = queries::insert_message(tx, &new).await?;
    message.ok_or(Error::Conflict("please send it again"))
}

async fn deliver_message(
    tx: &mut Tx,
    app: &App,
    from: &Person,
    to: &Person,
    message: &Message,
) -> Result<()> {
    let inboxes = inboxes_of(tx, to).await?;
    if inboxes.is_empty() {
        return Err(Reason::PeerBlocked.into());
    }
    let peer = peer_by_host(tx, &to.actor.host).await?;
    let note = note(
        message,
        &from.actor,
        &to.actor,
        needs_chat_message(peer.as_ref()),
    );
    let (from, to) = (&from.actor, &to.actor);
    say(tx, app, from, to, "Create", note, &message.ap_id, inboxes).await
}

/// The person's own inbox: a message is for nobody else on the server.
async fn inboxes_of(tx: &mut Tx, to: &Person) -> Result<Vec<Inbox>> {
    let reached = recipients::of_actors(tx, std::slice::from_ref(&to.actor.ap_id)).await?;
    let own = |peer| Inbox {
        peer,
        url: to.actor.inbox_url.clone(),
    };
    Ok(reached
        .into_iter()
        .map(|recipient| own(recipient.inbox.peer))
        .collect())
}

#[expect(
    clippy::too_many_arguments,
    reason = "the parts of one letter, each of another kind"
)]
async fn say(
    tx: &mut Tx,
    app: &App,
    from: &Actor,
    to: &Actor,
    kind: &'static str,
    object: Value,
    about: &str,
    inboxes: Vec<Inbox>,
) -> Result<()> {
    let id = app.mint_activity_id(kind);
    let document = activity(&id, kind, from, to, object, &app.now().wire());
    let what = Outgoing {
        ap_id: id,
        kind,
        actor: from.id,
        object: about.to_owned(),
        audience: Audience::People,
        document: seal(&app.local, document),
    };
    deliver(tx, app, &what, inboxes).await?;
    Ok(())
}

async fn tell(tx: &mut Tx, app: &App, from: &Person, message: &Message) -> Result<()> {
    let notice = NewNotice {
        recipient: message.recipient_id,
        kind: NoticeKind::Message,
        cause: &message.ap_id,
        by: Some(from.actor.id),
        community: None,
        post: None,
        comment: None,
    };
    notify(tx, app, &notice).await?;
    Ok(())
}

/// Takes in a message from another server for the people here whom it names, once; a later text of
/// the same author replaces the former. What is public is no message.
pub async fn receive_message(app: &App, author: &Person, arrived: &Arrived) -> Result<()> {
    if arrived.public {
        return Err(Error::Bad("a public post is no direct message".into()));
    }
    if arrived.author != author.actor.ap_id {
        return Err(Reason::NotAuthor.into());
    }
    let mut tx = app.store.begin().await?;
    let word = find_tombstone(&mut tx, &arrived.id, &arrived.author).await?;
    if word.is_some_and(|word| word.last_word().1) {
        return Err(Reason::Deleted.into());
    }
    let recipients = addressed_here(&mut tx, app, arrived).await?;
    if recipients.is_empty() {
        return Err(Error::NotFound("person here to whom it is addressed"));
    }
    let (body, html) = readable(arrived)?;
    let mut outcome = Ok(());
    for to in &recipients {
        match strangers::let_in(&mut tx, app, author, to, &arrived.id).await {
            Ok(()) => save(&mut tx, app, author, to, arrived, (body, html)).await?,
            Err(Error::Refused(reason)) => outcome = Err(reason.into()),
            Err(error) => return Err(error),
        }
    }
    tx.commit().await?;
    outcome
}

fn readable(arrived: &Arrived) -> Result<(&str, &str)> {
    if arrived.body_html.chars().count() > MESSAGE_MAX * 4 {
        return Err(Error::Bad("the message is too long".into()));
    }
    let body = if arrived.body.chars().count() > MESSAGE_MAX {
        ""
    } else {
        &arrived.body
    };
    Ok((body, &arrived.body_html))
}

async fn addressed_here(tx: &mut Tx, app: &App, arrived: &Arrived) -> Result<Vec<Person>> {
    let names = arrived
        .addressed
        .iter()
        .filter_map(|id| match app.local.parse(id) {
            Some(LocalThing::Person(name)) => Some(name),
            _ => None,
        });
    let mut people = Vec::new();
    for name in names.take(RECIPIENTS_MAX) {
        people.extend(person_by_handle(tx, &name, &app.local.host).await?);
    }
    Ok(people)
}

async fn save(
    tx: &mut Tx,
    app: &App,
    author: &Person,
    to: &Person,
    arrived: &Arrived,
    (body, html): (&str, &str),
) -> Result<()> {
    let now = app.now();
    let new = NewMessage {
        public_id: app.mint_public_id(),
        ap_id: arrived.id.clone(),
        conversation: conversation(author.id(), to.id()),
        sender_id: author.id(),
        recipient_id: to.id(),
        in_reply_to: arrived.in_reply_to.clone(),
        body: body.to_owned(),
        body_html: html.to_owned(),
        audience: Audience::People,
        local: false,
        published_at: arrived.published_at(now),
        edited_at: arrived.edited_at(now),
        received_at: now,
    };
    match queries::insert_message(tx, &new).await? {
        Some(message) => {
            if let Some(join) = &message.in_reply_to
                && note_question(tx, app, to, author, join, &message.ap_id).await?
            {
                return Ok(());
            }
            tell(tx, app, author, &message).await
        }
        None => {
            let at = arrived.version_at(now);
            queries::update_body(tx, author.id(), &arrived.id, (body, html), at).await?;
            Ok(())
        }
    }
}

/// Its author elsewhere took a message back, for all who got it here. It is remembered, so that a Create
/// that comes once more finds that it is too late. False when it was not here.
pub async fn receive_deletion(app: &App, author: &Person, ap_id: &str) -> Result<bool> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    if !is_theirs(&mut tx, author, ap_id).await? {
        return Ok(false);
    }
    if queries::update_hidden(&mut tx, author.id(), ap_id, now).await? {
        let job = ForgetMessage {
            sender: author.id(),
            ap_id: ap_id.to_owned(),
        };
        let plan = Plan {
            at: Some(now.plus(KEPT_HIDDEN)),
            ..Plan::default()
        };
        enqueue_with(&mut tx, app, &job, plan).await?;
    }
    put_tombstone(&mut tx, &tombstone(author, ap_id, now, None)).await?;
    tx.commit().await?;
    Ok(true)
}

/// Its author elsewhere brought it back. False when it was not here.
pub async fn receive_return(app: &App, author: &Person, ap_id: &str) -> Result<bool> {
    may_put_back(author)?;
    let now = app.now();
    let mut tx = app.store.begin().await?;
    if !is_theirs(&mut tx, author, ap_id).await? {
        return Ok(false);
    }
    queries::update_shown(&mut tx, author.id(), ap_id).await?;
    put_tombstone(&mut tx, &tombstone(author, ap_id, now, Some(now))).await?;
    tx.commit().await?;
    Ok(true)
}

/// Whether it is a message here that this person of another server wrote.
async fn is_theirs(tx: &mut Tx, author: &Person, ap_id: &str) -> Result<bool> {
    if author.actor.local || !same_origin(ap_id, &author.actor.ap_id) {
        return Err(Reason::WrongOrigin.into());
    }
    if queries::is_by_somebody_else(tx, author.id(), ap_id).await? {
        return Err(Reason::NotAuthor.into());
    }
    Ok(queries::is_by(tx, author.id(), ap_id).await?)
}

fn tombstone(author: &Person, ap_id: &str, at: Time, lifted_at: Option<Time>) -> Tombstone {
    Tombstone {
        ap_id: ap_id.to_owned(),
        origin_host: author.actor.host.clone(),
        deleted_by: author.actor.ap_id.clone(),
        kind: None,
        had_object: true,
        deleted_at: at,
        lifted_at,
    }
}

/// Its author had time enough to bring it back.
pub async fn forget_words(app: &App, sender: AccountId, ap_id: &str) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let before = app.now().minus(KEPT_HIDDEN);
    queries::update_forgotten(&mut tx, sender, ap_id, before).await?;
    tx.commit().await?;
    Ok(())
}

/// Somebody here takes their message back.
pub async fn delete(app: &App, who: &Person, public_id: &str) -> Result<Message> {
    let mut tx = app.store.begin().await?;
    let message = queries::message_by_public_id(&mut tx, public_id).await?;
    let message = message.filter(|message| message.sender_id == who.id() && message.local);
    let message = message.ok_or(Error::NotFound("message"))?;
    if message.deleted_at.is_some() {
        return Ok(message);
    }
    queries::update_deleted(&mut tx, who.id(), &message.ap_id, app.now()).await?;
    let to = find_person(&mut tx, message.recipient_id).await?;
    if !to.actor.local {
        let inboxes = inboxes_of(&mut tx, &to).await?;
        let object = json!(message.ap_id);
        say(
            &mut tx,
            app,
            &who.actor,
            &to.actor,
            "Delete",
            object,
            &message.ap_id,
            inboxes,
        )
        .await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(message)
}

/// How much has been read that was new.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HavingRead {
    pub messages: i64,
    pub notices: i64,
}

/// These messages to `reader` have been read, and so has what was told about them, with all earlier
/// ones of the same sender.
pub async fn mark_read(app: &App, reader: AccountId, read: &[Message]) -> Result<HavingRead> {
    let unread: Vec<&Message> = read
        .iter()
        .filter(|message| message.recipient_id == reader && message.read_at.is_none())
        .collect();
    let Some(latest) = unread.iter().max_by_key(|message| message.id) else {
        return Ok(HavingRead::default());
    };
    let causes: Vec<String> = unread.iter().map(|each| each.ap_id.clone()).collect();
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let (other, last) = (latest.sender_id, latest.id);
    let messages = queries::update_read(&mut tx, reader, other, last, now).await?;
    let notices = update_causes_read(&mut tx, &[reader], &causes, now).await?;
    tx.commit().await?;
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    Ok(HavingRead {
        messages: count(messages),
        notices: count(notices),
    })
}
