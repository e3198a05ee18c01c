//! Who hears of an act of moderation or a report; called inside its transaction.
//!
//! In a community here forums get the act wrapped, as Lemmy, PieFed and Mbin know it. People on
//! microblogs hold a boost of the thread: removing takes it back, restoring boosts again, and pins are
//! said by the community itself, since Mastodon takes them from nobody else. In a community elsewhere
//! a moderator tells the community, which announces it.
//!
//! Of what is held no other server has heard, and none learns of it from what moderators do to it.

use super::model::Verb;
use crate::accounts::model::Person;
use crate::activitypub::actors::Actor;
use crate::activitypub::delivery::{Audience, Inbox, Outgoing, deliver};
use crate::activitypub::nodeinfo::GUILDHALL;
use crate::activitypub::peers::{Dialect, list_peers_by_host};
use crate::activitypub::recipients::{self, Recipient};
use crate::activitypub::vocabulary::PUBLIC;
use crate::app::App;
use crate::communities::model::Community;
use crate::error::{Error, Result};
use crate::locale::in_locale;
use crate::posts::actions::arrivals::Thing;
use crate::posts::documents::{Addresses, activity, seal};
use crate::posts::publish::{announce, boosts_follow, microblogs};
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
    /// What hangs on it is removed with it, or comes back with it.
    pub with_replies: bool,
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
        Verb::MoveAway | Verb::MoveHere => "Move",
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
        Verb::Remove => removal(app, deed, deed.id, object),
        Verb::Restore => {
            let removal = removal(app, deed, &app.mint_activity_id("Delete"), object);
            undo(deed, removal)
        }
        Verb::Lock => simple(app, deed, deed.id, "Lock", object),
        Verb::Unlock => {
            let lock = simple(app, deed, &app.mint_activity_id("Lock"), "Lock", object);
            undo(deed, lock)
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

/// A thread went from the community of `deed` to another one here: forums that follow either hear it, as PieFed has
/// it, and its author's, if theirs is one. What microblogs hear is said by the move itself.
pub async fn thread_moved(
    tx: &mut Tx,
    app: &App,
    deed: &Deed<'_>,
    to: &Community,
    thread: &str,
    author: &Person,
) -> Result<()> {
    let mut document = simple(app, deed, deed.id, "Move", thread);
    put(&mut document, "origin", json!(deed.community.actor.ap_id));
    put(&mut document, "target", json!(to.actor.ap_id));
    let raw = to_raw_value(&document).map_err(Error::internal)?;
    let home = recipients::of_actors(tx, std::slice::from_ref(&author.actor.ap_id)).await?;
    say(tx, app, deed, document, thread, forums_of(home), Vec::new()).await?;
    let followers = recipients::followers(tx, to.actor.id).await?;
    announce(tx, app, to, &raw, thread, forums_of(followers)).await
}

fn forums_of(recipients: Vec<Recipient>) -> Vec<Inbox> {
    let forums = recipients.into_iter().filter(Recipient::is_forum);
    forums.map(|r| r.inbox).collect()
}

/// Somebody was banned, or is no more. Their server is told directly too, if it runs a forum: microblogs
/// take a Block for one between two people, whoever passes it on, and drop what they do not know. People
/// there are told in words (`moderation::jobs::TellOfBan`). `with_content`: what they wrote goes with a ban, or
/// what a ban took away comes back with its end.
pub async fn person_moderated(
    tx: &mut Tx,
    app: &App,
    deed: &Deed<'_>,
    person: &Person,
    until: Option<Time>,
    with_content: bool,
) -> Result<()> {
    let object = &person.actor.ap_id;
    let block = |id: &str| {
        let mut block = simple(app, deed, id, "Block", object);
        put(&mut block, "target", json!(deed.community.actor.ap_id));
        put(&mut block, "removeData", json!(with_content));
        if let Some(until) = until {
            // Lemmy 1.0 reads the one, Mbin and PieFed the other.
            put(&mut block, "endTime", json!(until.wire()));
            put(&mut block, "expires", json!(until.wire()));
        }
        block
    };
    let document = match deed.verb {
        Verb::Ban => block(deed.id),
        _ => {
            let mut undo = undo(deed, block(&app.mint_activity_id("Block")));
            // Lemmy brings back all that they wrote there: it is said only where a ban took all away.
            put(&mut undo, "restoreData", json!(with_content));
            undo
        }
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

/// Somebody of this server may write no more, or may again: a ban whose target is the server itself, to the forums
/// that know them. Nothing that they wrote is taken away.
pub async fn suspension(
    tx: &mut Tx,
    app: &App,
    desk: &Person,
    person: &Person,
    id: &str,
    suspended: bool,
) -> Result<()> {
    let known = recipients::acquainted_with(tx, person.actor.id, person.id()).await?;
    let forums = recipients::forums_among(tx, known).await?;
    if forums.is_empty() {
        return Ok(());
    }
    let (by, object, now) = (&desk.actor.ap_id, &person.actor.ap_id, app.now());
    let reason = in_locale(app.languages.default_locale(), || {
        t!("moderation-no-reason")
    });
    let block = |id: &str| {
        json!({
            "id": id, "type": "Block", "actor": by, "object": object, "target": app.local.root.as_str(),
            "to": [PUBLIC], "cc": [], "summary": reason, "removeData": false, "published": now.wire(),
        })
    };
    let (kind, document) = match suspended {
        true => ("Block", block(id)),
        false => (
            "Undo",
            json!({
                "id": id, "type": "Undo", "actor": by, "to": [PUBLIC], "cc": [],
                "object": block(&app.mint_activity_id("Block")), "restoreData": false,
                "published": now.wire(),
            }),
        ),
    };
    let what = outgoing(app, &desk.actor, kind, object, Audience::Public, &document);
    deliver(tx, app, &what, forums).await?;
    Ok(())
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
    match verb {
        Verb::Restore if !thing.post.is_visible() => Ok(()),
        Verb::Remove | Verb::Restore => boosts_follow(tx, app, community, &thing.post).await,
        Verb::Pin | Verb::Unpin => pin_by_group(tx, app, community, verb, &thing.post.ap_id).await,
        _ => Ok(()),
    }
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

/// Lemmy's own word for what goes with it.
fn removal(app: &App, deed: &Deed<'_>, id: &str, object: &str) -> Value {
    let mut removal = simple(app, deed, id, "Delete", object);
    if deed.with_replies {
        put(&mut removal, "withReplies", json!(true));
    }
    removal
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

/// A report, as this server makes it towards others.
pub struct Complaint<'a> {
    /// Who says it to forums: the desk, for everybody here who did not choose to be named. The desk also passes on
    /// what others have reported.
    pub by: &'a Actor,
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

impl Complaint<'_> {
    fn object(&self) -> &str {
        self.thing.unwrap_or(&self.about.actor.ap_id)
    }
}

/// Tells those who can do something about it: the community, its moderators elsewhere, and the
/// author's server. Forums take the report of one thing by one actor; Mastodon and its kin one of an
/// account with its statuses by the server (protocol.md §3.8). Of what not everybody reads no server is told
/// that may not have it. Returns the id under which it is known.
pub async fn reported(tx: &mut Tx, app: &App, complaint: &Complaint<'_>) -> Result<String> {
    let mut addressed: Vec<String> = complaint.moderators.to_vec();
    addressed.extend(
        complaint
            .community
            .map(|community| community.actor.ap_id.clone()),
    );
    let (audience, place) = (complaint.audience, complaint.community);
    let mut forums = recipients::of_actors(tx, &addressed).await?;
    forums.retain(Recipient::is_forum);
    keep_readers(tx, (audience, place), &mut forums).await?;
    let mut authors =
        recipients::of_actors(tx, std::slice::from_ref(&complaint.about.actor.ap_id)).await?;
    keep_readers(tx, (audience, place), &mut authors).await?;
    let mut microblogs = Vec::new();
    for author in authors {
        if author.is_forum() {
            forums.push(author);
        } else {
            microblogs.push(author.inbox);
        }
    }
    let id = complain(tx, app, complaint, forums).await?;
    if !microblogs.is_empty() {
        let about = &complaint.about.actor.ap_id;
        let objects: Vec<&str> = std::iter::once(about.as_str())
            .chain(complaint.thing)
            .collect();
        let second = app.mint_activity_id("Flag");
        let now = app.now();
        let flag = flag(complaint, &second, complaint.instance, json!(objects), now);
        let what = outgoing(
            app,
            complaint.instance,
            "Flag",
            complaint.object(),
            Audience::People,
            &flag,
        );
        deliver(tx, app, &what, microblogs).await?;
    }
    Ok(id)
}

/// Passes what somebody of another server reported on to the moderators of a community here who live elsewhere, in
/// the name of the desk: who reported is not told. Where it came from they have it.
pub async fn passed_on(
    tx: &mut Tx,
    app: &App,
    complaint: &Complaint<'_>,
    came_from: &str,
) -> Result<()> {
    let mut to = recipients::of_actors(tx, complaint.moderators).await?;
    to.retain(|each| each.is_forum() && each.host != came_from);
    keep_readers(tx, (complaint.audience, complaint.community), &mut to).await?;
    if !to.is_empty() {
        complain(tx, app, complaint, to).await?;
    }
    Ok(())
}

async fn complain(
    tx: &mut Tx,
    app: &App,
    complaint: &Complaint<'_>,
    to: Vec<Recipient>,
) -> Result<String> {
    let (by, object) = (complaint.by, complaint.object());
    let id = app.mint_activity_id("Flag");
    let flag = flag(complaint, &id, by, json!(object), app.now());
    let what = outgoing(app, by, "Flag", object, Audience::People, &flag);
    let inboxes: Vec<Inbox> = to.into_iter().map(|r| r.inbox).collect();
    deliver(tx, app, &what, inboxes).await?;
    Ok(id)
}

/// Leaves those whose servers may have what is reported.
async fn keep_readers(
    tx: &mut Tx,
    (audience, community): (Audience, Option<&Community>),
    to: &mut Vec<Recipient>,
) -> Result<()> {
    let Some(community) = community.filter(|_| audience != Audience::Public) else {
        return Ok(());
    };
    let hosts: BTreeSet<String> = to.iter().map(|r| r.host.clone()).collect();
    for host in hosts {
        let reach = reach_in(tx, Reader::Host(&host), community.id()).await?;
        if !reach.admits(audience, community.id()) {
            to.retain(|r| r.host != host);
        }
    }
    Ok(())
}

/// A report as another server knows it, and who there is told what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownReport {
    pub id: String,
    /// Whose it is, among servers.
    pub by: String,
    /// Ids of the actors who are told.
    pub to: Vec<String>,
}

/// That a case is settled.
pub struct Verdict<'a> {
    pub by: &'a Person,
    pub community: &'a Community,
    /// Id of the thread or reply.
    pub thing: &'a str,
    pub audience: Audience,
    pub reports: &'a [KnownReport],
}

/// Tells those who reported and those who moderate elsewhere that they need look no more, where their software knows
/// such a thing. Lemmy finds the report by who made it and what it is about. What was done is said by what was done;
/// what those in charge say to each other stays here.
pub async fn settled(tx: &mut Tx, app: &App, verdict: &Verdict<'_>) -> Result<()> {
    let group = &verdict.community.actor.ap_id;
    for report in verdict.reports {
        let mut to = recipients::of_actors(tx, &report.to).await?;
        keep_resolvers(tx, &mut to).await?;
        let place = Some(verdict.community);
        keep_readers(tx, (verdict.audience, place), &mut to).await?;
        if to.is_empty() {
            continue;
        }
        let id = app.mint_activity_id("Resolve");
        let resolve = json!({
            "id": id, "type": "Resolve", "actor": verdict.by.actor.ap_id, "to": [group],
            "audience": group, "published": app.now().wire(),
            "object": {
                "id": report.id, "type": "Flag", "actor": report.by, "to": [group], "audience": group,
                "object": verdict.thing, "summary": "", "content": "",
            },
        });
        let what = outgoing(
            app,
            &verdict.by.actor,
            "Resolve",
            verdict.thing,
            Audience::People,
            &resolve,
        );
        let inboxes: Vec<Inbox> = to.into_iter().map(|r| r.inbox).collect();
        deliver(tx, app, &what, inboxes).await?;
    }
    Ok(())
}

/// Leaves those whose software knows that reports are settled: others answer what they do not know with errors.
async fn keep_resolvers(tx: &mut Tx, to: &mut Vec<Recipient>) -> Result<()> {
    let hosts: Vec<String> = to.iter().map(|r| r.host.clone()).collect();
    let peers = list_peers_by_host(tx, &hosts).await?;
    let knows = |host: &str| {
        let peer = peers.iter().find(|peer| peer.host == host);
        peer.is_some_and(|it| knows_resolve(it.software.as_deref(), it.version.as_deref()))
    };
    to.retain(|r| knows(&r.host));
    Ok(())
}

/// Lemmy does from 1.0 on.
fn knows_resolve(software: Option<&str>, version: Option<&str>) -> bool {
    match software {
        Some(GUILDHALL | "piefed") => true,
        Some("lemmy") => version.is_some_and(|it| !it.is_empty() && !it.starts_with("0.")),
        _ => false,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_software_that_knows_it_is_told_that_a_report_is_settled() {
        let cases = [
            (Some("guildhall"), Some("0.1.0"), true),
            (Some("piefed"), None, true),
            (Some("lemmy"), Some("1.0.0"), true),
            (Some("lemmy"), Some("0.19.12"), false),
            (Some("lemmy"), None, false),
            (Some("mbin"), Some("1.8.0"), false),
            (None, None, false),
        ];
        for (software, version, expected) in cases {
            let what = format!("{software:?} {version:?}");
            assert_eq!(knows_resolve(software, version), expected, "{what}");
        }
    }
}
