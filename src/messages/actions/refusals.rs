//! Telling people on microblogs why a thread that they sent to a community here was not taken, and that it
//! has banned them; and anybody why they cannot follow one that only its members read.
//!
//! Their software shows a mention of a community as sent and never learns what became of it; forum
//! software asks first and is told nothing. The word comes from the community itself, as a private
//! answer to their post, since microblogs drop private mentions by people one does not follow.

use super::super::documents::notice;
use super::super::jobs::ExplainRefusal;
use super::super::policy;
use super::letters::may_be_sent;
use super::{inboxes_of, say};
use crate::accounts::model::Person;
use crate::accounts::queries::find_person;
use crate::accounts::rate_limits::{Key, is_first};
use crate::activitypub::delivery::Inbox;
use crate::activitypub::peers::{Dialect, meet, peer_by_host};
use crate::app::App;
use crate::communities::model::{Community, JoinPolicy, WritePolicy};
use crate::communities::policy::is_followed_freely;
use crate::communities::queries::find_community;
use crate::error::{Reason, Result};
use crate::jobs::{Plan, enqueue_with};
use crate::membership::jobs::TellWhyNot;
use crate::membership::policy::may_begin_thread;
use crate::membership::queries::banning::{Ban, ban_from};
use crate::membership::queries::standing;
use crate::moderation::jobs::TellOfBan;
use crate::store::{Conn, Tx};
use crate::text::escape;
use chrono::TimeDelta;

/// One person is told by one community once within this time.
const ONCE_WITHIN: TimeDelta = TimeDelta::days(7);
/// Until then what their server runs has been read, if it was not known.
const AFTER: TimeDelta = TimeDelta::minutes(1);
/// Words about bans to one person in a day, from all communities here, and to one server.
const BANS_TO_PERSON: i32 = 6;
const BANS_TO_HOST: i32 = 200;

/// The thread `about` by somebody of another server was refused for this reason: has it explained to
/// them in a while, if it is for people to know.
pub async fn explain_later(
    app: &App,
    to: &Person,
    community: &Community,
    about: &str,
    reason: Reason,
) -> Result<()> {
    if !policy::may_explain(to, community, reason) {
        return Ok(());
    }
    let job = ExplainRefusal {
        to: to.id(),
        community: community.id(),
        about: about.to_owned(),
    };
    let plan = Plan {
        at: Some(app.now().plus(AFTER)),
        unique_key: Some(format!("explain {} {}", job.community, job.to)),
        lane: None,
    };
    let mut tx = app.store.begin().await?;
    meet(&mut tx, app, &to.actor.host).await?;
    enqueue_with(&mut tx, app, &job, plan).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// Says why, if it still holds, the person is on a microblog, and was not told lately.
pub async fn explain_refusal(app: &App, work: &ExplainRefusal) -> Result<()> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let to = find_person(&mut tx, work.to).await?;
    let community = find_community(&mut tx, work.community).await?;
    let standing = standing(&mut tx, &to, &community, now).await?;
    let Err(reason) = may_begin_thread(&standing, &community) else {
        return Ok(());
    };
    if !policy::may_explain(&to, &community, reason) {
        return Ok(());
    }
    if !is_on_microblog(&mut tx, &to).await? {
        return Ok(());
    }
    let inboxes = inboxes_of(&mut tx, &to).await?;
    let key = refusal_key(&community, &to);
    if inboxes.is_empty() || !is_first(&mut tx, &key, ONCE_WITHIN, now).await? {
        return Ok(());
    }
    let (html, about) = (words(app, &community, reason), Some(work.about.as_str()));
    say_as(
        &mut tx,
        app,
        &community,
        &to,
        (html.as_str(), about),
        inboxes,
    )
    .await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

async fn is_on_microblog(conn: &mut Conn, who: &Person) -> Result<bool> {
    let peer = peer_by_host(conn, &who.actor.host).await?;
    Ok(peer.is_some_and(|peer| peer.dialect() == Dialect::Microblog))
}

fn refusal_key(community: &Community, to: &Person) -> Key {
    Key::text("refusal", &format!("{} {}", community.id(), to.id()))
}

/// A private word of the community, in answer to their post `about` where there is one.
async fn say_as(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    to: &Person,
    (html, about): (&str, Option<&str>),
    inboxes: Vec<Inbox>,
) -> Result<()> {
    let id = app.local.message(&app.mint_public_id());
    let (from, to) = (&community.actor, &to.actor);
    let object = notice(&id, from, to, html, about, &app.now().wire());
    say(tx, app, from, to, "Create", object, &id, inboxes).await
}

/// Says in a message of the community that it has banned somebody on a microblog, or does no more, if it
/// is still so.
pub async fn say_ban(app: &App, work: &TellOfBan) -> Result<()> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let to = find_person(&mut tx, work.to).await?;
    let community = find_community(&mut tx, work.community).await?;
    let ban = ban_from(&mut tx, work.to, work.community, now).await?;
    let holds = ban.is_some() == work.banned && community.is_live();
    if !holds || !policy::may_explain(&to, &community, Reason::Banned) {
        return Ok(());
    }
    if !is_on_microblog(&mut tx, &to).await? {
        return Ok(());
    }
    let inboxes = inboxes_of(&mut tx, &to).await?;
    let limits = ("ban", BANS_TO_PERSON, BANS_TO_HOST);
    if inboxes.is_empty() || !may_be_sent(&mut tx, app, &to, limits).await? {
        return Ok(());
    }
    if ban.is_some() {
        // A post that is refused for it in the next days need not be explained too.
        is_first(&mut tx, &refusal_key(&community, &to), ONCE_WITHIN, now).await?;
    }
    let html = ban_in_words(app, &community, ban.as_ref());
    say_as(
        &mut tx,
        app,
        &community,
        &to,
        (html.as_str(), None),
        inboxes,
    )
    .await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

fn ban_in_words(app: &App, community: &Community, ban: Option<&Ban>) -> String {
    let title = escape(community.title());
    let home = escape(&app.local.url(&community.path()));
    let Some(ban) = ban else {
        return format!(
            "<p>You are no longer banned from “{title}”: <a href=\"{home}\">{home}</a></p>"
        );
    };
    let until = match ban.until {
        Some(until) => format!(" until {} UTC", until.utc().format("%-d %B %Y, %H:%M")),
        None => String::new(),
    };
    let reason = match ban.reason.as_str() {
        "" => "No reason was given.".to_owned(),
        reason => format!("The reason that was given: {}", escape(reason)),
    };
    let mut html = format!(
        "<p>You are banned from “{title}”{until}: what you write to it is not taken.</p><p>{reason}</p>"
    );
    // Its log is for whoever may read there.
    if community.is_open_to_read() {
        html.push_str(&format!(
            "<p>Its moderation log says who decided that: <a href=\"{home}/modlog\">{home}/modlog</a></p>"
        ));
    }
    html
}

/// Says in a message of the community why somebody could not follow it, and how else to come: once
/// within a while.
pub async fn say_why_not(app: &App, work: &TellWhyNot) -> Result<()> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    let to = find_person(&mut tx, work.to).await?;
    let community = find_community(&mut tx, work.community).await?;
    if !policy::may_hear(&to) {
        return Ok(());
    }
    let inboxes = inboxes_of(&mut tx, &to).await?;
    let key = Key::text("why-not", &format!("{} {}", community.id(), to.id()));
    if inboxes.is_empty() || !is_first(&mut tx, &key, ONCE_WITHIN, now).await? {
        return Ok(());
    }
    let html = why_not(app, &community, &work.why);
    say_as(
        &mut tx,
        app,
        &community,
        &to,
        (html.as_str(), None),
        inboxes,
    )
    .await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

fn why_not(app: &App, community: &Community, why: &str) -> String {
    let title = escape(community.title());
    let host = escape(&app.local.host);
    let join = escape(&app.local.url(&format!("{}/join", community.path())));
    format!(
        "<p>You asked to follow “{title}”. {} What it is for, and how to join it with an account on \
         {host} or on another Guildhall server, is said here: <a href=\"{join}\">{join}</a></p>",
        escape(why)
    )
}

fn words(app: &App, community: &Community, reason: Reason) -> String {
    let title = escape(community.title());
    let home = escape(&app.local.url(&community.path()));
    let refused = format!("Your post was not taken into “{title}”:");
    if reason == Reason::Banned {
        return match is_followed_freely(community) {
            true => linked(
                &format!(
                    "{refused} you are banned there. Its moderation log says who decided that and why:"
                ),
                &format!("{home}/modlog"),
            ),
            // What its moderators do is for its members, too.
            false => format!("<p>{refused} you are banned there.</p>"),
        };
    }
    let who = match reason {
        Reason::NotMember => "its members",
        _ => "its conveners and moderators",
    };
    let begins = format!("{refused} only {who} begin threads there.");
    let (how, below) = way_on(community);
    linked(&format!("{begins} {how}:"), &format!("{home}{below}"))
}

/// What somebody can do whose thread was not taken, and the page below the community's where they do.
fn way_on(community: &Community) -> (&'static str, &'static str) {
    let row = &community.row;
    if is_followed_freely(community) {
        let words = match row.answer_policy {
            WritePolicy::Readers => "You can follow it and answer in its threads",
            _ => "You can follow it and read along",
        };
        return (words, "");
    }
    let words = match row.join_policy {
        JoinPolicy::Closed => {
            "Nobody else reads it, and it takes no new members. What it is for is said here"
        }
        _ => "Only members read it. What it is for, and how to join, is said here",
    };
    (words, "/join")
}

fn linked(words: &str, url: &str) -> String {
    format!("<p>{words} <a href=\"{url}\">{url}</a></p>")
}
