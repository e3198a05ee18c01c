//! Telling people on microblogs why a thread that they sent to a community here was not taken, and that it
//! has banned them; and anybody why they cannot follow one that only its members read.
//!
//! Their software shows a mention of a community as sent and never learns what became of it; forum
//! software asks first and is told nothing. The word comes from the community itself, as a private
//! answer to their post, since microblogs drop private mentions by people one does not follow.

use super::super::documents::notice;
use super::super::jobs::ExplainRefusal;
use super::super::policy;
use super::letters::{language_of, may_be_sent};
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
use crate::locale;
use crate::membership::jobs::TellWhyNot;
use crate::membership::policy::may_begin_thread;
use crate::membership::queries::banning::{Ban, ban_from};
use crate::membership::queries::standing;
use crate::moderation::jobs::TellOfBan;
use crate::notifications::model::NoticeKind;
use crate::notifications::verdict::{Verdict, compose};
use crate::store::{Conn, Time, Tx};
use crate::team::actions::{note_sent, offer_link};
use crate::team::queries::standing_ban;
use crate::text::escape;
use chrono::TimeDelta;
use chrono_tz::Tz;

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
    let html = locale::in_locale(language_of(app, &community), || {
        words(app, &community, reason)
    });
    let about = Some(work.about.as_str());
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
) -> Result<String> {
    let id = app.local.message(&app.mint_public_id());
    let (from, to) = (&community.actor, &to.actor);
    let object = notice(&id, from, to, html, about, &app.now().wire());
    say(tx, app, from, to, "Create", object, &id, inboxes).await?;
    Ok(id)
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
    let act = match ban {
        Some(_) => standing_ban(&mut tx, work.to, work.community).await?,
        None => None,
    };
    let link = match &act {
        Some(act) => offer_link(&mut tx, app, act, work.to).await?,
        None => None,
    };
    let html = locale::in_locale(language_of(app, &community), || {
        ban_in_words(app, &community, ban.as_ref(), link.as_deref())
    });
    let id = say_as(
        &mut tx,
        app,
        &community,
        &to,
        (html.as_str(), None),
        inboxes,
    )
    .await?;
    if let (Some(act), Some(_)) = (&act, &link) {
        note_sent(&mut tx, act.id, &id).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// `appeal`: the page on which they appeal against it, if they can.
fn ban_in_words(
    app: &App,
    community: &Community,
    ban: Option<&Ban>,
    appeal: Option<&str>,
) -> String {
    let title = community.title();
    let home = app.local.url(&community.path());
    let Some(ban) = ban else {
        return linked(&t!("messages-unbanned", place = title), &home);
    };
    let banned = match ban.until.map(Time::utc) {
        Some(until) => t!(
            "messages-banned-until",
            place = title,
            day = locale::date(until, Tz::UTC),
            time = until.format("%H:%M").to_string()
        ),
        None => t!("messages-banned", place = title),
    };
    let reason = match ban.reason.as_str() {
        "" => t!("messages-banned-no-reason"),
        reason => t!("messages-banned-why", reason = reason),
    };
    let mut html = format!("{}{}", paragraph(&banned), paragraph(&reason));
    let told = compose(&Verdict {
        kind: NoticeKind::Banned,
        of_reply: false,
        place: title,
        reason: &ban.reason,
        until: None,
    });
    // Its log is for whoever may read there.
    if community.is_open_to_read() {
        let log = format!("{home}/modlog");
        html.push_str(&linked(&t!("messages-banned-log"), &log));
    }
    match (appeal, told) {
        (Some(appeal), _) => html.push_str(&linked(&t!("messages-banned-appeal"), appeal)),
        (None, Some(told)) => html.push_str(&linked(&told.appeal, &format!("{home}/about"))),
        (None, None) => {}
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
    let html = locale::in_locale(language_of(app, &community), || {
        why_not(app, &community, &work.why)
    });
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
    let said = t!(
        "messages-why-not",
        place = community.title(),
        why = why,
        host = app.local.host
    );
    let join = app.local.url(&format!("{}/join", community.path()));
    linked(&said, &join)
}

fn words(app: &App, community: &Community, reason: Reason) -> String {
    let title = community.title();
    let home = app.local.url(&community.path());
    if reason == Reason::Banned {
        return match is_followed_freely(community) {
            true => linked(
                &t!("messages-refused-banned-log", place = title),
                &format!("{home}/modlog"),
            ),
            // What its moderators do is for its members, too.
            false => paragraph(&t!("messages-refused-banned", place = title)),
        };
    }
    let refused = match reason {
        Reason::NotMember => t!("messages-refused-members", place = title),
        _ => t!("messages-refused-conveners", place = title),
    };
    let (how, below) = way_on(community);
    linked(&format!("{refused} {how}"), &format!("{home}{below}"))
}

/// What somebody can do whose thread was not taken, and the page below the community's where they do.
fn way_on(community: &Community) -> (String, &'static str) {
    let row = &community.row;
    if is_followed_freely(community) {
        let words = match row.answer_policy {
            WritePolicy::Readers => t!("messages-refused-answer"),
            _ => t!("messages-refused-follow"),
        };
        return (words, "");
    }
    let words = match row.join_policy {
        JoinPolicy::Closed => t!("messages-refused-closed"),
        _ => t!("messages-refused-join"),
    };
    (words, "/join")
}

fn paragraph(words: &str) -> String {
    format!("<p>{}</p>", escape(words))
}

fn linked(words: &str, url: &str) -> String {
    let (words, url) = (escape(words), escape(url));
    format!("<p>{words} <a href=\"{url}\">{url}</a></p>")
}
