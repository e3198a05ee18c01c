//! What a community here announces to its followers: activities as they are, new threads as a boost.

use super::relaying::relay;
use crate::accounts::model::Person;
use crate::activitypub::delivery::{Audience, Inbox, Outgoing, deliver};
use crate::activitypub::nodeinfo::is_guildhall;
use crate::activitypub::recipients::{self, Recipient};
use crate::activitypub::tolerant::{is_type, object_in, type_of};
use crate::app::App;
use crate::communities::model::Community;
use crate::error::{Error, Result};
use crate::posts::documents::{self, seal_text};
use crate::posts::queries::sharing::is_shown_on;
use crate::store::Tx;
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

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
    let what = (received, object);
    let inboxes = forums(tx, community, &followers, what, sender_host).await?;
    announce(tx, app, community, received, object, inboxes).await?;
    boost(tx, app, community, &followers, object, new_thread).await
}

/// The same of what was held until now. The own server of `author` hears of it, too, whether or not anybody
/// there follows: it shows them that their words wait here.
pub async fn pass_on_released(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    (author, sender_host): (&Person, &str),
    received: &RawValue,
    object: &str,
    new_thread: Option<&str>,
) -> Result<()> {
    let followers = recipients::followers(tx, community.actor.id).await?;
    let what = (received, object);
    let mut inboxes = forums(tx, community, &followers, what, sender_host).await?;
    inboxes.extend(homes(tx, community, author, &followers).await?);
    announce(tx, app, community, received, object, inboxes).await?;
    boost(tx, app, community, &followers, object, new_thread).await
}

/// Where the author of something that was held is told that it is shown. Only Guildhall marks what waits;
/// others have no use for a copy of their own act, and some take it for a fault.
async fn homes(
    tx: &mut Tx,
    community: &Community,
    author: &Person,
    followers: &[Recipient],
) -> Result<Vec<Inbox>> {
    let homes = match community.audience() {
        Audience::Public => {
            let author = std::slice::from_ref(&author.actor.ap_id);
            recipients::of_actors(tx, author).await?
        }
        _ => {
            let host = &author.actor.host;
            let home = followers.iter().filter(|r| r.host == *host);
            home.cloned().collect()
        }
    };
    let marks = |r: &Recipient| is_guildhall(r.software.as_deref());
    let marking = homes.into_iter().filter(marks);
    Ok(marking.map(|r| r.inbox).collect())
}

/// The forums that an activity of somebody of `sender_host` is passed on to. Their own server is among them where
/// it shows the thread beside its own: what it tells its followers of that is what was announced here, and no more.
async fn forums(
    tx: &mut Tx,
    community: &Community,
    followers: &[Recipient],
    (received, object): (&RawValue, &str),
    sender_host: &str,
) -> Result<Vec<Inbox>> {
    let relayed = relayed_kind(received);
    let shown_there = is_shown_on(tx, community.id(), object, sender_host).await?;
    Ok(followers
        .iter()
        .filter(|r| r.is_forum() && (shown_there || r.host != sender_host))
        .filter(|r| understands(r, &relayed))
        .map(|r| r.inbox.clone())
        .collect())
}

/// A new thread of somebody elsewhere is boosted to microblogs.
async fn boost(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    followers: &[Recipient],
    object: &str,
    new_thread: Option<&str>,
) -> Result<()> {
    let Some(thread) = new_thread.filter(|_| community.audience() == Audience::Public) else {
        return Ok(());
    };
    let bare = to_raw_value(thread).map_err(Error::internal)?;
    announce(tx, app, community, &bare, object, microblogs(followers)).await
}

/// The type of an activity; of an Undo, that of what it undoes.
pub(super) fn relayed_kind(received: &RawValue) -> String {
    let Ok(value) = serde_json::from_str::<Value>(received.get()) else {
        return String::new();
    };
    let undone = object_in(&value, "object").filter(|_| is_type(&value, "Undo"));
    type_of(undone.unwrap_or(&value))
        .unwrap_or_default()
        .to_owned()
}

/// Lemmy, Mbin and NodeBB answer 4xx to an accepted answer, Lemmy to a reaction (protocol.md §3.5, §3.6).
pub(super) fn understands(recipient: &Recipient, kind: &str) -> bool {
    match kind {
        "ChooseAnswer" => recipient.knows_answers(),
        "EmojiReact" => recipient.software.as_deref() != Some("lemmy"),
        _ => true,
    }
}

/// New threads reach microblogs as a boost: the bare id, which they fetch (protocol.md §0 rule 4). Those
/// of a community that not everybody reads are boosted to nobody.
pub(crate) async fn announce_thread(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    thread: &str,
) -> Result<()> {
    if community.audience() != Audience::Public {
        return Ok(());
    }
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

/// Says it to the followers of a community here; and those that a thread is shared with pass it on to theirs.
pub(crate) async fn announce(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    object: &RawValue,
    about: &str,
    inboxes: Vec<Inbox>,
) -> Result<()> {
    announce_to(tx, app, community, object, about, inboxes).await?;
    match community.is_local() {
        true => relay(tx, app, community, object, about).await,
        false => Ok(()),
    }
}

/// The same to these, and to nobody else.
pub(super) async fn announce_to(
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
