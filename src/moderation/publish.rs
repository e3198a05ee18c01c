//! Who hears of an act of moderation or a report; called inside its transaction.
//!
//! In a community here forums get the act wrapped, as Lemmy, PieFed and Mbin know it. People on
//! microblogs hold a boost of the thread: removing takes it back, restoring boosts again, and pins are
//! said by the community itself, since Mastodon takes them from nobody else. In a community elsewhere
//! a moderator tells the community, which announces it.
//!
//! Of what is held no other server has heard, and none learns of it from what moderators do to it.

use super::model::Verb;
use super::queries::latest_boost;
use crate::accounts::model::Person;
use crate::activitypub::actors::Actor;
use crate::activitypub::delivery::{Audience, Inbox, Outgoing, deliver};
use crate::activitypub::peers::Dialect;
use crate::activitypub::recipients::{self, Recipient};
use crate::activitypub::vocabulary::PUBLIC;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::list_in_order;
use crate::error::{Error, Result};
use crate::locale::in_locale;
use crate::posts::actions::arrivals::Thing;
use crate::posts::documents::{Addresses, activity, seal};
use crate::posts::publish::{announce, announce_thread, microblogs};
use crate::posts::queries::sharing::{list_passing_on, list_shown_in};
use crate::store::{Time, Tx};
use crate::visibility::{Reader, reach_in};
use serde_json::value::to_raw_value;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// One act by somebody here.
pub struct Deed<'a> {
    pub by: &'a Person,
    pub community: &'a Community,
    pub verb: Verb,
    /// Id of the activity.
    pub id: &'a str,
    pub reason: &'a str,
    pub at: Time,
}

/// The type of the activity that says it, if any does; its id is made of that in any case.
pub fn activity_kind(verb: Verb) -> &'static str {
    match verb {
        Verb::Remove => "Delete",
        Verb::Lock => "Lock",
        Verb::Pin | Verb::Appoint | Verb::Show => "Add",
        Verb::Unpin | Verb::Dismiss | Verb::Hide => "Remove",
        Verb::Ban => "Block",
        Verb::Retitle => "Update",
        Verb::Warn => "Warn",
        Verb::Mute => "Mute",
        Verb::Restore | Verb::Unlock | Verb::Unban | Verb::Unwarn | Verb::Unmute => "Undo",
    }
}

/// A thread or reply was removed, locked, pinned, or the opposite; `thing` is as it is now. While it is
/// held, nobody is told.
pub async fn thing_moderated(
    tx: &mut Tx,
    app: &App,
    deed: &Deed<'_>,
    thing: &Thing,
    author: &Person,
) -> Result<()> {
    if thing.is_held() {
        return Ok(());
    }
    let object = thing.ap_id();
    let document = match deed.verb {
        Verb::Remove | Verb::Lock => simple(app, deed, deed.id, activity_kind(deed.verb), object),
        Verb::Restore | Verb::Unlock => {
            let (undone, kind) = match deed.verb {
                Verb::Restore => (app.mint_activity_id("Delete"), "Delete"),
                _ => (app.mint_activity_id("Lock"), "Lock"),
            };
            undo(deed, simple(app, deed, &undone, kind, object))
        }
        Verb::Pin | Verb::Unpin => pin_of(deed, object),
        _ => return Ok(()),
    };
    // Of what not everybody reads its readers hear, and whoever wrote it only as one of them.
    let concerned = match deed.community.audience() {
        Audience::Public => std::slice::from_ref(&author.actor.ap_id),
        _ => &[],
    };
    let forums = recipients::of_actors(tx, concerned).await?;
    let forums = forums
        .into_iter()
        .filter(Recipient::is_forum)
        .map(|r| r.inbox)
        .collect();
    say(tx, app, deed, document, object, forums, Vec::new()).await?;
    if deed.community.is_local() {
        tell_microblogs(tx, app, deed.community, deed.verb, thing).await?;
    }
    Ok(())
}

/// Somebody was banned, or is no more. Their server is told directly too, if it runs a forum: microblogs
/// take a Block for one between two people, whoever passes it on, and drop what they do not know. People
/// there are told in words (`moderation::jobs::TellOfBan`).
pub async fn person_moderated(
    tx: &mut Tx,
    app: &App,
    deed: &Deed<'_>,
    person: &Person,
    until: Option<Time>,
    remove_content: bool,
) -> Result<()> {
    let object = &person.actor.ap_id;
    let block = |id: &str| {
        let mut block = simple(app, deed, id, "Block", object);
        put(&mut block, "target", json!(deed.community.actor.ap_id));
        put(&mut block, "removeData", json!(remove_content));
        if let Some(until) = until {
            // Lemmy 1.0 reads the one, Mbin and PieFed the other.
            put(&mut block, "endTime", json!(until.wire()));
            put(&mut block, "expires", json!(until.wire()));
        }
        block
    };
    let document = match deed.verb {
        Verb::Ban => block(deed.id),
        _ => undo(deed, block(&app.mint_activity_id("Block"))),
    };
    let public = deed.community.audience() == Audience::Public;
    let (mut direct, mut wrapped) = (Vec::new(), Vec::new());
    for recipient in recipients::of_actors(tx, std::slice::from_ref(object)).await? {
        match recipient.dialect() {
            Dialect::Forum => direct.push(recipient),
            // Nobody takes what is wrapped for a word of whoever moderates.
            Dialect::Both if public => wrapped.push(recipient.inbox),
            Dialect::Both | Dialect::Microblog => {}
        }
    }
    say(tx, app, deed, document, object, wrapped, direct).await
}

/// What followers of a community here on microblogs hear of an act on a thread, which is as it is now. Only
/// what can be seen is boosted again.
pub async fn tell_microblogs(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    verb: Verb,
    thing: &Thing,
) -> Result<()> {
    let of_public_thread = thing.reply.is_none() && thing.post.audience == Audience::Public;
    if !of_public_thread || thing.is_held() {
        return Ok(());
    }
    let thread = &thing.post.ap_id;
    tell_beside(tx, app, community, verb, thing).await?;
    match verb {
        Verb::Remove => take_boost_back(tx, app, community, thread).await,
        Verb::Restore if thing.post.is_visible() => {
            announce_thread(tx, app, community, thread).await
        }
        Verb::Pin | Verb::Unpin => pin_by_group(tx, app, community, verb, thread).await,
        _ => Ok(()),
    }
}

/// The same of the communities here that a public thread is shared with; `home` is its own, wherever that lives.
pub async fn tell_beside(
    tx: &mut Tx,
    app: &App,
    home: &Community,
    verb: Verb,
    thing: &Thing,
) -> Result<()> {
    if !matches!(verb, Verb::Remove | Verb::Restore) || thing.reply.is_some() {
        return Ok(());
    }
    let thread = &thing.post.ap_id;
    let places = match verb {
        Verb::Remove => list_shown_in(tx, home.id(), thread).await?,
        _ => list_passing_on(tx, home.id(), thread, app.now()).await?,
    };
    if places.is_empty() {
        return Ok(());
    }
    for place in list_in_order(tx, &places).await? {
        match verb {
            Verb::Remove => take_boost_back(tx, app, &place, thread).await?,
            _ if thing.post.is_visible() => announce_thread(tx, app, &place, thread).await?,
            _ => {}
        }
    }
    Ok(())
}

pub(super) async fn take_boost_back(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    thread: &str,
) -> Result<()> {
    let followers = recipients::followers(tx, community.actor.id).await?;
    let inboxes = microblogs(&followers);
    if inboxes.is_empty() {
        return Ok(());
    }
    let group = &community.actor.ap_id;
    let boost = match latest_boost(tx, community.actor.id, thread).await? {
        Some(mut document) => {
            if let Some(document) = document.as_object_mut() {
                document.remove("@context");
            }
            document
        }
        // We no longer know its id; who and what say enough.
        None => json!({
            "id": app.mint_activity_id("Announce"), "type": "Announce", "actor": group, "object": thread,
        }),
    };
    let id = app.mint_activity_id("Undo");
    let addresses = addresses(community);
    let document = activity(&id, "Undo", group, &addresses, boost, app.now());
    let what = outgoing(
        app,
        &community.actor,
        "Undo",
        thread,
        Audience::Public,
        &document,
    );
    deliver(tx, app, &what, inboxes).await?;
    Ok(())
}

async fn pin_by_group(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    verb: Verb,
    thread: &str,
) -> Result<()> {
    let followers = recipients::followers(tx, community.actor.id).await?;
    let inboxes = microblogs(&followers);
    if inboxes.is_empty() {
        return Ok(());
    }
    let kind = activity_kind(verb);
    let (group, id) = (&community.actor.ap_id, app.mint_activity_id(kind));
    let mut document = activity(
        &id,
        kind,
        group,
        &addresses(community),
        json!(thread),
        app.now(),
    );
    put(&mut document, "target", json!(community.actor.featured_url));
    let what = outgoing(
        app,
        &community.actor,
        kind,
        thread,
        Audience::Public,
        &document,
    );
    deliver(tx, app, &what, inboxes).await?;
    Ok(())
}

/// Says the activity: through the community if it is here, else to it.
async fn say(
    tx: &mut Tx,
    app: &App,
    deed: &Deed<'_>,
    document: Value,
    object: &str,
    mut announced: Vec<Inbox>,
    mut direct: Vec<Recipient>,
) -> Result<()> {
    let community = deed.community;
    if community.is_local() {
        let followers = recipients::followers(tx, community.actor.id).await?;
        announced.extend(
            followers
                .into_iter()
                .filter(Recipient::is_forum)
                .map(|r| r.inbox),
        );
        direct.retain(|r| !r.takes_one_copy() || !announced.contains(&r.inbox));
    } else {
        announced.clear();
        let home = std::slice::from_ref(&community.actor.ap_id);
        direct.extend(recipients::of_actors(tx, home).await?);
    }
    let direct = direct.into_iter().map(|r| r.inbox).collect();
    let kind = activity_kind(deed.verb);
    let what = outgoing(
        app,
        &deed.by.actor,
        kind,
        object,
        community.audience(),
        &document,
    );
    deliver(tx, app, &what, direct).await?;
    let raw = to_raw_value(&document).map_err(Error::internal)?;
    announce(tx, app, community, &raw, object, announced).await
}

fn outgoing(
    app: &App,
    actor: &Actor,
    kind: &'static str,
    object: &str,
    audience: Audience,
    document: &Value,
) -> Outgoing {
    let id = document
        .get("id")
        .and_then(Value::as_str)
        .unwrap_or_default();
    Outgoing {
        ap_id: id.to_owned(),
        kind,
        actor: actor.id,
        object: object.to_owned(),
        audience,
        document: seal(&app.local, document.clone()),
    }
}

/// As Lemmy addresses what moderators do.
fn addresses(community: &Community) -> Addresses {
    let group = community.actor.ap_id.clone();
    if community.audience() == Audience::Public {
        return Addresses {
            to: vec![PUBLIC.to_owned()],
            cc: vec![group.clone()],
            audience: group,
        };
    }
    let followers = community.actor.followers_url.clone();
    let to = std::iter::once(group.clone()).chain(followers).collect();
    Addresses {
        to,
        cc: Vec::new(),
        audience: group,
    }
}

/// An act with its reason. A Delete without one would be read as its author's own, so there always is one.
fn simple(app: &App, deed: &Deed<'_>, id: &str, kind: &str, object: &str) -> Value {
    let actor = &deed.by.actor.ap_id;
    let mut act = activity(
        id,
        kind,
        actor,
        &addresses(deed.community),
        json!(object),
        deed.at,
    );
    let language = app.languages.of(&deed.community.row.language);
    let reason = match deed.reason {
        "" => in_locale(language, || t!("moderation-no-reason")),
        reason => reason.to_owned(),
    };
    put(&mut act, "summary", json!(reason));
    act
}

fn undo(deed: &Deed<'_>, undone: Value) -> Value {
    activity(
        deed.id,
        "Undo",
        &deed.by.actor.ap_id,
        &addresses(deed.community),
        undone,
        deed.at,
    )
}

fn pin_of(deed: &Deed<'_>, object: &str) -> Value {
    let kind = activity_kind(deed.verb);
    let actor = &deed.by.actor.ap_id;
    let mut act = activity(
        deed.id,
        kind,
        actor,
        &addresses(deed.community),
        json!(object),
        deed.at,
    );
    put(&mut act, "target", json!(deed.community.actor.featured_url));
    act
}

fn put(document: &mut Value, key: &str, value: Value) {
    if let Some(document) = document.as_object_mut() {
        document.insert(key.to_owned(), value);
    }
}

/// A report by somebody here.
pub struct Complaint<'a> {
    pub by: &'a Person,
    /// Stands for its people towards servers that report so themselves.
    pub instance: &'a Actor,
    pub community: Option<&'a Community>,
    /// The author of what is reported, or the person.
    pub about: &'a Person,
    /// Id of the thread or reply; none for a person.
    pub thing: Option<&'a str>,
    pub reason: &'a str,
    /// Moderators of the community who live elsewhere.
    pub moderators: &'a [String],
    /// Who may read what is reported.
    pub audience: Audience,
}

/// Tells those who can do something about it: the community, its moderators elsewhere, and the
/// author's server. Forums take the report of one thing by a person; Mastodon and its kin one of an
/// account with its statuses by the server (protocol.md §3.8). Of what not everybody reads no server is told
/// that may not have it. Returns the id under which it is known.
pub async fn reported(tx: &mut Tx, app: &App, complaint: &Complaint<'_>) -> Result<String> {
    let object = complaint.thing.unwrap_or(&complaint.about.actor.ap_id);
    let mut addressed: Vec<String> = complaint.moderators.to_vec();
    addressed.extend(
        complaint
            .community
            .map(|community| community.actor.ap_id.clone()),
    );
    let mut forums = recipients::of_actors(tx, &addressed).await?;
    forums.retain(Recipient::is_forum);
    keep_readers(tx, complaint, &mut forums).await?;
    let mut authors =
        recipients::of_actors(tx, std::slice::from_ref(&complaint.about.actor.ap_id)).await?;
    keep_readers(tx, complaint, &mut authors).await?;
    let mut microblogs = Vec::new();
    for author in authors {
        if author.is_forum() {
            forums.push(author);
        } else {
            microblogs.push(author.inbox);
        }
    }
    let id = app.mint_activity_id("Flag");
    let now = app.now();
    let flag = flag(complaint, &id, &complaint.by.actor, json!(object), now);
    let what = outgoing(
        app,
        &complaint.by.actor,
        "Flag",
        object,
        Audience::People,
        &flag,
    );
    let forums: Vec<Inbox> = forums.into_iter().map(|r| r.inbox).collect();
    deliver(tx, app, &what, forums).await?;
    if !microblogs.is_empty() {
        let about = &complaint.about.actor.ap_id;
        let objects: Vec<&str> = std::iter::once(about.as_str())
            .chain(complaint.thing)
            .collect();
        let second = app.mint_activity_id("Flag");
        let flag = self::flag(complaint, &second, complaint.instance, json!(objects), now);
        let what = outgoing(
            app,
            complaint.instance,
            "Flag",
            object,
            Audience::People,
            &flag,
        );
        deliver(tx, app, &what, microblogs).await?;
    }
    Ok(id)
}

/// Leaves those whose servers may have what is reported.
async fn keep_readers(
    tx: &mut Tx,
    complaint: &Complaint<'_>,
    to: &mut Vec<Recipient>,
) -> Result<()> {
    let private = complaint.audience != Audience::Public;
    let Some(community) = complaint.community.filter(|_| private) else {
        return Ok(());
    };
    let hosts: BTreeSet<String> = to.iter().map(|r| r.host.clone()).collect();
    for host in hosts {
        let reach = reach_in(tx, Reader::Host(&host), community.id()).await?;
        if !reach.admits(complaint.audience, community.id()) {
            to.retain(|r| r.host != host);
        }
    }
    Ok(())
}

fn flag(complaint: &Complaint<'_>, id: &str, actor: &Actor, object: Value, at: Time) -> Value {
    let to = complaint
        .community
        .map_or(&complaint.about.actor.ap_id, |c| &c.actor.ap_id);
    // Lemmy reads the one, Mastodon the other.
    let mut flag = json!({
        "id": id, "type": "Flag", "actor": actor.ap_id, "to": [to], "object": object,
        "summary": complaint.reason, "content": complaint.reason, "published": at.wire(),
    });
    if let Some(community) = complaint.community {
        put(&mut flag, "audience", json!(community.actor.ap_id));
    }
    flag
}
