//! Threads and replies as they come in. Here is decided whose word counts for what;
//! `posts::actions::arrivals` judges by the community's rules and stores.

use super::announce::{author, trusted_object};
use super::waiting::{self, PARENTS_MAX};
use crate::accounts::model::{Person, Viewer};
use crate::activitypub::fetch::{fetch_document, fetch_yes};
use crate::activitypub::ids::{LocalThing, host_of, same_origin};
use crate::activitypub::rules::rejects_media;
use crate::activitypub::tolerant::{id_of, object_in, text, type_of};
use crate::app::App;
use crate::communities::act::Act;
use crate::communities::model::Community;
use crate::communities::policy::is_known_to;
use crate::communities::queries::follows::has_local_follower;
use crate::communities::queries::{find_community, list_communities_by_ap_id};
use crate::error::{Error, Reason, Result};
use crate::messages;
use crate::moderation;
use crate::posts::actions::arrivals::{self, Saved, Source, find_thing, save_reply, save_thread};
use crate::posts::actions::ask_for_named_replies;
use crate::posts::arrived::{Arrived, read};
use crate::posts::model::OriginTotals;
use crate::posts::queries::post_by_ap_id;
use crate::store::{Time, Tx};
use serde_json::Value;
use url::Url;

pub async fn create(app: &App, act: &Act<'_>) -> Result<()> {
    let Some((object, arrived)) = read_object(app, act).await? else {
        return Ok(());
    };
    take(app, act, &object, &arrived).await
}

/// A Create or Update whose object has been checked already.
pub(super) async fn take_checked(app: &App, act: &Act<'_>, object: &Value) -> Result<()> {
    let mut arrived = read_as_told(act, object)?;
    if act.value.get("type").is_some_and(|kind| kind == "Update") {
        arrived.updated = arrived.updated.or(Some(act.at_or(app.now())));
    }
    Box::pin(take(app, act, object, &arrived)).await
}

/// An Update may overtake its Create, and the Create may be lost.
pub async fn update(app: &App, act: &Act<'_>) -> Result<()> {
    let Some((object, mut arrived)) = read_object(app, act).await? else {
        return Ok(());
    };
    // An edit that does not say when was made when it was sent.
    arrived.updated = arrived.updated.or(Some(act.at_or(app.now())));
    take(app, act, &object, &arrived).await
}

/// Lemmy and Mitra send one Create several times, and an edit may come as a Create: what is here
/// already takes the later text.
async fn take(app: &App, act: &Act<'_>, object: &Value, arrived: &Arrived) -> Result<()> {
    let writer = writer(app, act, arrived).await?;
    let host = act.sender_host();
    let source = source(app, act, &host);
    let mut tx = app.store.begin().await?;
    match find_thing(&mut tx, &arrived.id).await? {
        Some(thing) => {
            arrivals::change(&mut tx, app, &writer, thing, arrived, source).await?;
            commit(app, tx).await?;
        }
        None => {
            drop(tx);
            file(app, act, &writer, object, arrived).await?;
        }
    }
    note_lock(app, arrived, act.at_or(app.now())).await
}

/// Whether a thread takes replies its community's own server knows, and says with the thread; the author's server
/// says nothing about it.
async fn note_lock(app: &App, arrived: &Arrived, at: Time) -> Result<()> {
    let Some(locked) = arrived.locked.filter(|_| arrived.in_reply_to.is_none()) else {
        return Ok(());
    };
    let mut conn = app.store.read().await?;
    let Some(post) = post_by_ap_id(&mut conn, &Viewer::System, &arrived.id).await? else {
        return Ok(());
    };
    if post.locked_at.is_some() == locked {
        return Ok(());
    }
    let home = find_community(&mut conn, post.community_id).await?;
    drop(conn);
    if home.is_local() || !same_origin(&home.actor.ap_id, &arrived.id) {
        return Ok(());
    }
    let locking = moderation::federation::locked_by_origin(app, &home, &arrived.id, locked, at);
    Box::pin(locking).await
}

pub(super) async fn commit(app: &App, tx: Tx) -> Result<()> {
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

pub(super) fn source<'a>(app: &App, act: &'a Act<'_>, host: &'a str) -> Source<'a> {
    Source {
        activity_id: act.id(),
        at: act.at(app.now()),
        announcer: act.announcer(),
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
            match is_vouched_for(group, act, object) {
                true => object.clone(),
                false => trusted_object(app, &group.actor.ap_id, object).await?,
            }
        }
        (None, Some(object)) => object.clone(),
        (None, None) => fetch_document(app, act.object_id()?).await?.value,
    };
    let object = as_far_as_taken(app, object).await?;
    if text(&object, "name").is_some()
        && text(&object, "content").is_none()
        && object.get("inReplyTo").is_some()
    {
        return Ok(None);
    }
    let arrived = read_as_told(act, &object)?;
    if app.local.is_local(&arrived.id) {
        return Err(Reason::WrongOrigin.into());
    }
    Ok(Some((object, arrived)))
}

/// Without the pictures and films that hang on it, where none are taken from its own server.
async fn as_far_as_taken(app: &App, mut object: Value) -> Result<Value> {
    let Some(host) = id_of(&object).and_then(host_of) else {
        return Ok(object);
    };
    let rejected = {
        let mut conn = app.store.read().await?;
        rejects_media(&mut conn, &host, app.now()).await?
    };
    let fields = object.as_object_mut().filter(|_| rejected);
    if let Some(fields) = fields {
        fields.remove("image");
        let one = fields.get("attachment");
        if one.is_some_and(|one| one.is_object() && is_media(one)) {
            fields.remove("attachment");
        }
        if let Some(Value::Array(attached)) = fields.get_mut("attachment") {
            attached.retain(|each| !is_media(each));
        }
    }
    Ok(object)
}

fn is_media(attached: &Value) -> bool {
    let kind = type_of(attached).unwrap_or_default();
    let media_type = text(attached, "mediaType").unwrap_or_default();
    let families = ["image/", "video/", "audio/"];
    matches!(kind, "Image" | "Video" | "Audio")
        || families.iter().any(|family| media_type.starts_with(family))
}

/// What its own server alone can count is read on the word of no other.
fn read_as_told(act: &Act<'_>, object: &Value) -> Result<Arrived> {
    let mut arrived = read(object)?;
    let by_another = |group: &Community| {
        is_vouched_for(group, act, object) && !same_origin(&arrived.id, &group.actor.ap_id)
    };
    if act.announcer().is_some_and(by_another) {
        arrived.totals = OriginTotals::default();
    }
    Ok(arrived)
}

/// What is said in a private community of another server is shown to us by nobody but that server, also
/// where somebody of a third one wrote it: its word has to do.
fn is_vouched_for(group: &Community, act: &Act<'_>, object: &Value) -> bool {
    let private = !group.is_local() && !group.is_open_to_read();
    let own = |id: &str| same_origin(id, &act.actor.ap_id);
    private && object.is_object() && id_of(object).is_some_and(own)
}

/// Whoever writes into a private community of another server by their own word has to belong to it, which
/// that server is asked (protocol.md §3.9).
async fn confirm_membership(
    app: &App,
    act: &Act<'_>,
    arrived: &Arrived,
    addressed: &[Community],
) -> Result<()> {
    let foreign = |community: &&Community| {
        !community.is_local()
            && !community.is_open_to_read()
            && !same_origin(&community.actor.ap_id, &arrived.author)
    };
    if !act.is_signed() {
        return Ok(());
    }
    for community in addressed.iter().filter(foreign) {
        let followers = community.actor.followers_url.as_deref();
        let mut url = followers
            .and_then(|url| Url::parse(url).ok())
            .ok_or(Reason::WrongOrigin)?;
        url.query_pairs_mut()
            .append_pair("is_follower", &arrived.author);
        if !fetch_yes(app, url.as_str()).await? {
            return Err(Reason::NotMember.into());
        }
    }
    Ok(())
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
    if act.is_signed()
        && let Some(desk) = messages::actions::desk_for(app, arrived, &addressed)
    {
        return Box::pin(messages::actions::hear(app, writer, desk, arrived)).await;
    }
    if is_message(app, act, arrived, &addressed) {
        // A message goes from one to the other: who passes one on may have written it themselves.
        if !act.is_signed() {
            return Err(Reason::WrongOrigin.into());
        }
        return messages::actions::receive_message(app, writer, arrived).await;
    }
    confirm_membership(app, act, arrived, &addressed).await?;
    let host = act.sender_host();
    let source = source(app, act, &host);
    if let Some(parent) = &arrived.in_reply_to {
        let mut tx = app.store.begin().await?;
        let saved = save_reply(&mut tx, app, writer, parent, arrived, source).await?;
        if matches!(saved, Saved::New(_)) {
            ask_for_named_replies(&mut tx, app, arrived).await?;
        }
        if saved != Saved::ParentMissing {
            return commit(app, tx).await;
        }
        drop(tx);
        let concerns_us = act.announcer().is_some() || !addressed.is_empty();
        return wait_for_parent(app, act, object, arrived, parent, concerns_us).await;
    }
    let Some(community) = home_of(app, act, arrived, addressed).await? else {
        tracing::debug!(object = arrived.id, "a post to no community that is here");
        return Ok(());
    };
    let mut tx = app.store.begin().await?;
    let saved = match save_thread(&mut tx, app, writer, &community, arrived, source).await {
        Err(Error::Refused(reason)) => {
            drop(tx);
            if act.is_signed() {
                messages::actions::explain_later(app, writer, &community, &arrived.id, reason)
                    .await?;
            }
            return Err(reason.into());
        }
        saved => saved?,
    };
    if saved.is_some() {
        ask_for_named_replies(&mut tx, app, arrived).await?;
    }
    commit(app, tx).await
}

/// A private note is a message to whoever of us it names. Mastodon copies the mentions of what it
/// answers, the community's included, into private answers too: that makes them no less private.
fn is_message(app: &App, act: &Act<'_>, arrived: &Arrived, addressed: &[Community]) -> bool {
    if arrived.is_message() {
        return true;
    }
    if arrived.public || !act.is_signed() || is_among_members(arrived, addressed) {
        return false;
    }
    let names_somebody = arrived
        .addressed
        .iter()
        .any(|id| matches!(app.local.parse(id), Some(LocalThing::Person(_))));
    names_somebody || addressed.is_empty()
}

/// Addressed to the followers of a community that only its members read: that is where it belongs, whoever
/// it names besides. Nobody's private answer names a community's followers.
fn is_among_members(arrived: &Arrived, addressed: &[Community]) -> bool {
    addressed.iter().any(|community| {
        let followers = community.actor.followers_url.as_ref();
        !community.is_open_to_read() && followers.is_some_and(|it| arrived.addressed.contains(it))
    })
}

/// The community that a new thread belongs to. A group's announcement files a thread with the group,
/// if it names it or lives on the group's server, and if somebody here wants to read it. On its
/// author's word a thread is in a community of ours that it names, or in one of its own server.
async fn home_of(
    app: &App,
    act: &Act<'_>,
    arrived: &Arrived,
    addressed: Vec<Community>,
) -> Result<Option<Community>> {
    let Some(group) = act.announcer() else {
        return Ok(addressed
            .into_iter()
            .find(|community| may_begin_here(community, arrived)));
    };
    speaks_for(group, arrived, &addressed)?;
    let mut conn = app.store.read().await?;
    let wanted = group.is_local() || has_local_follower(&mut conn, group.actor.id).await?;
    Ok(wanted.then(|| group.clone()))
}

/// A group speaks for threads that name it. Those of its own server that name no community at all are
/// its own too; one that names another community belongs there (O-11).
pub(super) fn speaks_for(
    group: &Community,
    arrived: &Arrived,
    addressed: &[Community],
) -> Result<(), Reason> {
    let named = arrived.addressed.contains(&group.actor.ap_id);
    if named || (same_origin(&arrived.id, &group.actor.ap_id) && addressed.is_empty()) {
        return Ok(());
    }
    Err(Reason::WrongOrigin)
}

/// A thread in a community elsewhere is believed when its community announces it, or when the
/// author's server is the community's.
pub(super) fn may_begin_here(community: &Community, arrived: &Arrived) -> bool {
    community.is_local() || same_origin(&community.actor.ap_id, &arrived.id)
}

/// The communities that something is addressed to, its audience first.
pub(super) async fn communities_of(app: &App, arrived: &Arrived) -> Result<Vec<Community>> {
    let mut conn = app.store.read().await?;
    let mut found = list_communities_by_ap_id(&mut conn, &arrived.addressed).await?;
    // What is for this server only does not exist for others.
    found.retain(|community| is_known_to(&Viewer::Anonymous, community));
    found.sort_by_key(|community| Some(&community.actor.ap_id) != arrived.audience.as_ref());
    Ok(found)
}

/// Only what concerns a community that is here, or a reply that waits itself, is worth asking for.
async fn wait_for_parent(
    app: &App,
    act: &Act<'_>,
    object: &Value,
    arrived: &Arrived,
    parent: &str,
    concerns_us: bool,
) -> Result<()> {
    // Replies to things of ours that are not here reply to nothing.
    if app.local.is_local(parent) {
        return Err(Error::NotFound("thing it replies to"));
    }
    if !concerns_us {
        return Ok(());
    }
    waiting::reply(app, act, object, arrived, parent).await
}

/// Stores something that was read from its own server on a group's word (its bare id was announced,
/// it stood in an outbox, or somebody here asked for it).
pub async fn save_announced(app: &App, group: &Community, object: &Value, depth: u8) -> Result<()> {
    let object = &as_far_as_taken(app, object.clone()).await?;
    let arrived = read(object)?;
    if app.local.is_local(&arrived.id) || is_known(app, &arrived.id).await? {
        return Ok(());
    }
    let writer = author(app, &arrived.author).await?;
    let source = Source {
        activity_id: &arrived.id,
        at: None,
        announcer: Some(group),
        raw: None,
        sender_host: "",
    };
    let Some(parent) = &arrived.in_reply_to else {
        let addressed = communities_of(app, &arrived).await?;
        speaks_for(group, &arrived, &addressed)?;
        let mut tx = app.store.begin().await?;
        save_thread(&mut tx, app, &writer, group, &arrived, source).await?;
        commit(app, tx).await?;
        return note_lock(app, &arrived, app.now()).await;
    };
    let mut tx = app.store.begin().await?;
    let saved = save_reply(&mut tx, app, &writer, parent, &arrived, source).await?;
    if saved != Saved::ParentMissing {
        return commit(app, tx).await;
    }
    drop(tx);
    if depth >= PARENTS_MAX || app.local.is_local(parent) {
        return Ok(());
    }
    waiting::fetched_reply(app, group, object, &arrived, parent, depth).await
}

/// The same for what was read because a group announced its id, with the replies that it names in itself.
pub async fn save_boosted(app: &App, group: &Community, object: &Value) -> Result<()> {
    Box::pin(save_announced(app, group, object, 0)).await?;
    let arrived = read(object)?;
    if arrived.first_replies.is_empty() || !is_known(app, &arrived.id).await? {
        return Ok(());
    }
    let mut tx = app.store.begin().await?;
    ask_for_named_replies(&mut tx, app, &arrived).await?;
    commit(app, tx).await
}

pub async fn is_known(app: &App, ap_id: &str) -> Result<bool> {
    let mut conn = app.store.read().await?;
    Ok(find_thing(&mut conn, ap_id).await?.is_some())
}

/// No type that means anything is longer.
const KIND_MAX: usize = 60;

/// The type and object of an activity, remembered beside its id: not at any length.
pub fn gist(activity: &Value) -> (Option<String>, Option<String>) {
    let object = activity.get("object").and_then(id_of).map(str::to_owned);
    let kind = type_of(activity).filter(|kind| kind.len() <= KIND_MAX);
    (kind.map(str::to_owned), object)
}
