//! What the followers of a community hear of threads that another one shares with it.
//!
//! A shared thread has one home, and only what its home announces, or says here, is passed on: so nothing goes
//! in a circle, whichever communities follow each other. The home's own server is told nothing of it again, and
//! whoever follows both communities of this server is told once.

use super::Thread;
use super::announcing::{announce_thread, announce_to, relayed_kind, understands};
use super::thread_activity;
use crate::activitypub::delivery::{Audience, Inbox, inbox_of};
use crate::activitypub::recipients::{self, Recipient};
use crate::activitypub::tolerant::{id_of, is_type};
use crate::activitypub::vocabulary::context;
use crate::app::App;
use crate::communities::actions::{Saying, say};
use crate::communities::model::Community;
use crate::communities::queries::list_in_order;
use crate::communities::queries::tags::list_listed;
use crate::error::{Error, Result};
use crate::ids::CommunityId;
use crate::posts::queries::sharing::{has_passed_on, list_passing_on, list_shown_in};
use crate::store::Tx;
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Value, json};

/// Has the communities here that the thread of `about` is shared with tell their followers what its home has
/// announced. The bare id of a thread is said by whoever begins to show it, and no second time.
pub(crate) async fn relay(
    tx: &mut Tx,
    app: &App,
    home: &Community,
    inner: &RawValue,
    about: &str,
) -> Result<()> {
    if !inner.get().trim_start().starts_with('{') {
        return Ok(());
    }
    if list_shown_in(tx, home.id(), about).await?.is_empty() {
        return Ok(());
    }
    let said: Value = serde_json::from_str(inner.get()).map_err(Error::internal)?;
    let Some(id) = id_of(&said) else {
        return Ok(());
    };
    let places = places(tx, app, home, about, is_type(&said, "Delete")).await?;
    let told = match home.is_local() {
        true => inboxes(recipients::followers(tx, home.actor.id).await?),
        false => Vec::new(),
    };
    let kind = relayed_kind(inner);
    for place in list_in_order(tx, &places).await? {
        if !place.is_local() || has_passed_on(tx, place.actor.id, about, id).await? {
            continue;
        }
        let mut hearers = hearers(tx, home, &place).await?;
        hearers.retain(|r| r.is_forum() && understands(r, &kind) && !told.contains(&r.inbox));
        announce_to(tx, app, &place, inner, about, inboxes(hearers)).await?;
    }
    Ok(())
}

/// The communities here that tell their followers. That something is `gone` is told by all that ever told of it:
/// whoever deletes their words does not have them stay with those who heard of them there.
async fn places(
    tx: &mut Tx,
    app: &App,
    home: &Community,
    about: &str,
    gone: bool,
) -> Result<Vec<CommunityId>> {
    Ok(match gone {
        true => list_shown_in(tx, home.id(), about).await?,
        false => list_passing_on(tx, home.id(), about, app.now()).await?,
    })
}

fn inboxes(recipients: Vec<Recipient>) -> Vec<Inbox> {
    recipients.into_iter().map(|r| r.inbox).collect()
}

/// The servers that follow a community, but that of the home of what is shared with it.
async fn hearers(tx: &mut Tx, home: &Community, place: &Community) -> Result<Vec<Recipient>> {
    let mut followers = recipients::followers(tx, place.actor.id).await?;
    followers.retain(|r| r.host != home.actor.host);
    Ok(followers)
}

/// Where the author's own edits and deletes of a shared thread go besides: those who hold its boost by another
/// community here.
pub(super) async fn microblogs_beside(
    tx: &mut Tx,
    app: &App,
    home: &Community,
    about: &str,
    gone: bool,
) -> Result<Vec<Inbox>> {
    let places = places(tx, app, home, about, gone).await?;
    let mut told = Vec::new();
    if places.is_empty() {
        return Ok(told);
    }
    for place in list_in_order(tx, &places).await? {
        let hearers = hearers(tx, home, &place).await?;
        told.extend(inboxes(
            hearers.into_iter().filter(|r| !r.is_forum()).collect(),
        ));
    }
    Ok(told)
}

/// A community here begins to show a thread of another one. Its followers get the `Create`, where there is one,
/// or the bare id, by their software.
pub(crate) async fn show_beside(
    tx: &mut Tx,
    app: &App,
    home: &Community,
    place: &Community,
    thread: &str,
    create: Option<&RawValue>,
) -> Result<()> {
    let Some(create) = create else {
        let bare = to_raw_value(thread).map_err(Error::internal)?;
        let all = inboxes(hearers(tx, home, place).await?);
        return announce_to(tx, app, place, &bare, thread, all).await;
    };
    let mut forums = hearers(tx, home, place).await?;
    forums.retain(Recipient::is_forum);
    announce_to(tx, app, place, create, thread, inboxes(forums)).await?;
    announce_thread(tx, app, place, thread).await
}

/// The `Create` of a thread by somebody here, as it was sent. None of one by somebody elsewhere, whose words
/// only their own server says.
pub(crate) async fn create_of(
    tx: &mut Tx,
    app: &App,
    thread: &Thread<'_>,
) -> Result<Option<Box<RawValue>>> {
    let own = thread.author.actor.local && thread.post.audience == Audience::Public;
    if !own {
        return Ok(None);
    }
    let listed = list_listed(tx, thread.community, &thread.post.tags.0).await?;
    let said = thread_activity(app, thread, "Create", &listed);
    let raw = to_raw_value(&said.document).map_err(Error::internal)?;
    Ok(Some(raw))
}

/// A community here offers a thread of its own to one of another server, which shows it beside its own.
pub(crate) async fn offer_share(
    tx: &mut Tx,
    app: &App,
    thread: &Thread<'_>,
    other: &Community,
    id: &str,
) -> Result<()> {
    let group = &thread.community.actor;
    let object: Value = match create_of(tx, app, thread).await? {
        Some(create) => serde_json::from_str(create.get()).map_err(Error::internal)?,
        None => json!(thread.post.ap_id),
    };
    let document = json!({
        "@context": context(&app.local.url("/context.json")),
        "id": id,
        "type": "Offer",
        "actor": group.ap_id,
        "to": [other.actor.ap_id],
        "target": other.actor.ap_id,
        "published": app.now().wire(),
        "object": object,
    });
    let what = Saying {
        id,
        kind: "Offer",
        actor: group.id,
        object: &thread.post.ap_id,
        audience: Audience::Public,
        document: &document,
    };
    let inbox = inbox_of(tx, app, &other.actor).await?;
    say(tx, app, what, vec![inbox]).await
}
