//! Threads, replies, votes and accepted answers as they come in. Here is decided whose word counts
//! for what; `posts::actions::arrivals` judges by the community's rules and stores.

use super::announce::{author, is_confirmed_gone, trusted_object};
use crate::accounts::model::Person;
use crate::accounts::queries::person_by_actor;
use crate::activitypub::fetch::fetch_document;
use crate::activitypub::ids::{host_of, same_origin};
use crate::activitypub::tolerant::{id_of, object_in, text, type_of};
use crate::app::App;
use crate::communities::act::Act;
use crate::communities::model::Community;
use crate::communities::queries::list_communities_by_ap_id;
use crate::error::{Error, Reason, Result};
use crate::messages;
use crate::moderation;
use crate::posts::actions::arrivals::{
    self, Choice, Pending, Removal, Saved, Source, bury, find_thing, put_aside, save_reply,
    save_thread,
};
use crate::posts::arrived::{Arrived, read};
use crate::voting::arrivals::receive_vote;
use crate::voting::model::Cast;
use serde_json::Value;

/// How many parents above a reply are fetched, as deep as a thread can be.
pub const PARENTS_MAX: u8 = 50;

pub async fn create(app: &App, act: &Act<'_>) -> Result<()> {
    let Some((object, arrived)) = read_object(app, act).await? else {
        return Ok(());
    };
    let writer = writer(app, act, &arrived).await?;
    if is_known(app, &arrived.id).await? {
        // Lemmy and Mitra send one Create several times; an edit may have come as a Create.
        return edit(app, act, &writer, &arrived).await;
    }
    file(app, act, &writer, &object, &arrived).await
}

pub async fn update(app: &App, act: &Act<'_>) -> Result<()> {
    let Some((object, arrived)) = read_object(app, act).await? else {
        return Ok(());
    };
    let writer = writer(app, act, &arrived).await?;
    if is_known(app, &arrived.id).await? {
        return edit(app, act, &writer, &arrived).await;
    }
    // An Update may overtake its Create, and the Create may be lost.
    file(app, act, &writer, &object, &arrived).await
}

async fn edit(app: &App, act: &Act<'_>, writer: &Person, arrived: &Arrived) -> Result<()> {
    let host = act.sender_host();
    arrivals::change(app, writer, arrived, source(act, &host))
        .await
        .map(|_| ())
}

fn source<'a>(act: &'a Act<'_>, host: &'a str) -> Source<'a> {
    Source {
        activity_id: act.id(),
        raw: act.raw,
        sender_host: host,
    }
}

/// The object of a Create or Update that may be believed. None for what is no content of ours: the
/// vote in a poll is a nameless Note without text.
async fn read_object(app: &App, act: &Act<'_>) -> Result<Option<(Value, Arrived)>> {
    let object = match (act.announcer(), object_in(act.value, "object")) {
        (Some(group), _) => {
            let object = act.value.get("object").unwrap_or(&Value::Null);
            trusted_object(app, group, object).await?
        }
        (None, Some(object)) => object.clone(),
        (None, None) => fetch_document(app, act.object_id()?).await?.value,
    };
    if text(&object, "name").is_some()
        && text(&object, "content").is_none()
        && object.get("inReplyTo").is_some()
    {
        return Ok(None);
    }
    let arrived = read(&object)?;
    if app.local.is_local(&arrived.id) {
        return Err(Reason::WrongOrigin.into());
    }
    Ok(Some((object, arrived)))
}

/// Who wrote it. Whoever signed must be the author: others of the same server are not (O-06, O-08).
async fn writer(app: &App, act: &Act<'_>, arrived: &Arrived) -> Result<Person> {
    if act.is_signed() && arrived.author != act.actor.ap_id {
        return Err(Reason::NotAuthor.into());
    }
    author(app, &arrived.author).await
}

/// Finds the place of something new: a message, a reply, or a thread in a community.
async fn file(
    app: &App,
    act: &Act<'_>,
    writer: &Person,
    object: &Value,
    arrived: &Arrived,
) -> Result<()> {
    let addressed = communities_of(app, arrived).await?;
    if arrived.is_message() || (!arrived.public && addressed.is_empty() && act.is_signed()) {
        return messages::actions::receive_message(app, writer, arrived).await;
    }
    let host = act.sender_host();
    if let Some(parent) = &arrived.in_reply_to {
        let saved = save_reply(app, writer, parent, arrived, source(act, &host)).await?;
        if saved == Saved::ParentMissing {
            return wait_for_parent(app, act, object, arrived, parent).await;
        }
        return Ok(());
    }
    let community = match act.announcer() {
        Some(group) => Some(group.clone()),
        None => addressed
            .into_iter()
            .find(|community| may_begin_here(community, arrived)),
    };
    let Some(community) = community else {
        tracing::debug!(object = arrived.id, "a post to no community that is here");
        return Ok(());
    };
    save_thread(app, writer, &community, arrived, source(act, &host))
        .await
        .map(|_| ())
}

/// A thread in a community elsewhere is believed when its community announces it, or when the
/// author's server is the community's.
fn may_begin_here(community: &Community, arrived: &Arrived) -> bool {
    community.is_local() || same_origin(&community.actor.ap_id, &arrived.id)
}

/// The communities that something is addressed to, its audience first.
async fn communities_of(app: &App, arrived: &Arrived) -> Result<Vec<Community>> {
    let mut conn = app.store.read().await?;
    let mut found = list_communities_by_ap_id(&mut conn, &arrived.addressed).await?;
    found.sort_by_key(|community| Some(&community.actor.ap_id) != arrived.audience.as_ref());
    Ok(found)
}

async fn wait_for_parent(
    app: &App,
    act: &Act<'_>,
    object: &Value,
    arrived: &Arrived,
    parent: &str,
) -> Result<()> {
    // Replies to things of ours that are not here reply to nothing.
    if app.local.is_local(parent) {
        return Err(Error::NotFound("thing it replies to"));
    }
    // Only what concerns a community or a conversation that is here is worth asking for.
    let concerns_us = act.announcer().is_some() || !communities_of(app, arrived).await?.is_empty();
    if !concerns_us {
        return Ok(());
    }
    let document = act.raw.map_or_else(
        || serde_json::json!({"id": act.id(), "type": "Create", "actor": arrived.author, "object": object}).to_string(),
        |raw| raw.get().to_owned(),
    );
    let reply = Pending {
        object_ap_id: arrived.id.clone(),
        parent_ap_id: parent.to_owned(),
        origin_host: host_of(&arrived.id).unwrap_or_default(),
        announced_by: act.announcer().map(|group| group.actor.ap_id.clone()),
        document,
        received_at: app.now(),
    };
    put_aside(app, &reply, 0).await
}

/// Stores something that was read from its own server on a group's word (its bare id was announced,
/// it stood in an outbox, or somebody here asked for it).
pub async fn save_announced(app: &App, group: &Community, object: &Value, depth: u8) -> Result<()> {
    let arrived = read(object)?;
    if app.local.is_local(&arrived.id) || is_known(app, &arrived.id).await? {
        return Ok(());
    }
    let writer = author(app, &arrived.author).await?;
    let source = Source {
        activity_id: &arrived.id,
        raw: None,
        sender_host: "",
    };
    let Some(parent) = &arrived.in_reply_to else {
        // A group speaks for its own threads only (O-11).
        let names_group = arrived.addressed.contains(&group.actor.ap_id);
        if !names_group && !same_origin(&arrived.id, &group.actor.ap_id) {
            return Err(Reason::WrongOrigin.into());
        }
        return save_thread(app, &writer, group, &arrived, source)
            .await
            .map(|_| ());
    };
    let saved = save_reply(app, &writer, parent, &arrived, source).await?;
    if saved != Saved::ParentMissing || depth >= PARENTS_MAX {
        return Ok(());
    }
    let reply = Pending {
        object_ap_id: arrived.id.clone(),
        parent_ap_id: parent.clone(),
        origin_host: host_of(&arrived.id).unwrap_or_default(),
        announced_by: Some(group.actor.ap_id.clone()),
        document: object.to_string(),
        received_at: app.now(),
    };
    put_aside(app, &reply, depth).await
}

pub async fn is_known(app: &App, ap_id: &str) -> Result<bool> {
    let mut conn = app.store.read().await?;
    Ok(find_thing(&mut conn, ap_id).await?.is_some())
}

/// Whoever acts, as a person that is here.
async fn acting_person(app: &App, act: &Act<'_>) -> Result<Person> {
    let mut conn = app.store.read().await?;
    person_by_actor(&mut conn, act.actor.id)
        .await?
        .ok_or(Error::NotFound("person"))
}

/// A Delete: the author's own, a moderator's (Lemmy and PieFed give a reason), or that of the
/// author's server, which must give one too (design README 21).
pub async fn delete(app: &App, act: &Act<'_>) -> Result<()> {
    let id = act.object_id()?;
    let has_reason = text(act.value, "summary").is_some();
    if let Some(group) = act.announcer()
        && !has_reason
        && !is_confirmed_gone(app, group, id).await?
    {
        return Err(Error::peer("its own server still has it"));
    }
    let by = acting_person(app, act).await?;
    let host = act.sender_host();
    if !has_reason || by_author(app, &by, id).await? {
        match arrivals::delete(app, &by, id, source(act, &host)).await? {
            Removal::Done => return Ok(()),
            Removal::Unknown if same_origin(id, &act.actor.ap_id) => {
                return bury(app, id, &act.actor.ap_id).await;
            }
            Removal::Unknown => return Ok(()),
            Removal::NotTheirs => {}
        }
    }
    moderation::federation::remove(app, act, id).await
}

async fn by_author(app: &App, by: &Person, ap_id: &str) -> Result<bool> {
    let mut conn = app.store.read().await?;
    let thing = find_thing(&mut conn, ap_id).await?;
    Ok(thing.is_some_and(|thing| thing.author_id() == by.id()))
}

/// Undo of a Delete: the author's, or a moderator's.
pub async fn undo_delete(app: &App, act: &Act<'_>, inner: &Act<'_>) -> Result<()> {
    let id = inner.object_id()?;
    let by = acting_person(app, act).await?;
    let host = act.sender_host();
    let has_reason = text(inner.value, "summary").is_some();
    if by_author(app, &by, id).await? && !has_reason {
        return arrivals::undelete(app, &by, id, source(act, &host))
            .await
            .map(|_| ());
    }
    moderation::federation::restore(app, inner, id).await
}

pub async fn vote(app: &App, act: &Act<'_>, value: i16) -> Result<()> {
    cast(app, act, act.object_id()?, value).await
}

pub async fn undo_vote(app: &App, act: &Act<'_>, object: &str) -> Result<()> {
    cast(app, act, object, 0).await
}

async fn cast(app: &App, act: &Act<'_>, object: &str, value: i16) -> Result<()> {
    let voter = acting_person(app, act).await?;
    let host = act.sender_host();
    let cast = Cast {
        value,
        at: act.at(app.now()),
    };
    receive_vote(
        app,
        &voter,
        object,
        cast,
        act.announcer(),
        source(act, &host),
    )
    .await
}

/// The asker or a convener accepts an answer (PieFed's ChooseAnswer).
pub async fn choose_answer(app: &App, act: &Act<'_>) -> Result<()> {
    choose(app, act, act.object_id()?, true).await
}

pub async fn undo_choice(app: &App, act: &Act<'_>, object: &str) -> Result<()> {
    choose(app, act, object, false).await
}

async fn choose(app: &App, act: &Act<'_>, answer: &str, accept: bool) -> Result<()> {
    let by = acting_person(app, act).await?;
    let host = act.sender_host();
    let now = app.now();
    let choice = Choice {
        answer,
        accept,
        at: act.at(now).unwrap_or(now),
        announcer: act.announcer(),
    };
    arrivals::choose_answer(app, &by, choice, source(act, &host)).await
}

/// Mitra and NodeBB undo by id alone. We know what that id was, since we remember what we received.
pub async fn undo_by_id(app: &App, act: &Act<'_>) -> Result<()> {
    let id = act.object_id()?;
    if !same_origin(id, &act.actor.ap_id) {
        return Err(Reason::WrongOrigin.into());
    }
    let known = {
        let mut conn = app.store.read().await?;
        super::queries::received_by_id(&mut conn, &act.sender_host(), id).await?
    };
    let Some(known) = known.filter(|known| known.signer == act.actor.ap_id) else {
        return Ok(());
    };
    match (known.kind.as_deref(), known.object_ap_id) {
        (Some("Like" | "Dislike" | "EmojiReact"), Some(object)) => {
            undo_vote(app, act, &object).await
        }
        (Some("Follow"), _) => {
            crate::communities::federation::receive_undo_follow(app, act.value, &act.actor)
                .await
                .map(|_| ())
        }
        _ => Ok(()),
    }
}

/// A person's own server says that they are gone: their words go with them (protocol.md §3.4).
pub async fn farewell(app: &App, act: &Act<'_>) -> Result<()> {
    let person = acting_person(app, act).await?;
    arrivals::forget(app, &person).await
}

/// The type and object of an activity, remembered beside its id.
pub fn gist(activity: &Value) -> (Option<String>, Option<String>) {
    let object = activity.get("object").and_then(id_of).map(str::to_owned);
    (type_of(activity).map(str::to_owned), object)
}
