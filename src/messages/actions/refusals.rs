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
use super::{in_its_language, inboxes_of, say};
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
use crate::locale::{self, Html};
use crate::membership::jobs::TellWhyNot;
use crate::membership::policy::may_begin_thread;
use crate::membership::queries::banning::{Ban, ban_from};
use crate::membership::queries::standing;
use crate::moderation::jobs::TellOfBan;
use crate::store::{Conn, Tx};
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
    let html = in_its_language(app, &community, || words(app, &community, reason));
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
    let html = in_its_language(app, &community, || {
        ban_in_words(app, &community, ban.as_ref())
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

fn ban_in_words(app: &App, community: &Community, ban: Option<&Ban>) -> String {
    let title = community.title();
    let Some(ban) = ban else {
        let page = page_below(app, community, "");
        return paragraphs(&[t_html!(
            "messages-banned-no-more",
            title = title,
            page = page
        )]);
    };
    let banned = match ban.until {
        Some(until) => t_html!(
            "messages-banned-until",
            title = title,
            day = locale::date(until.utc(), Tz::UTC),
            time = until.utc().format("%H:%M").to_string()
        ),
        None => t_html!("messages-banned", title = title),
    };
    let reason = match ban.reason.as_str() {
        "" => t_html!("messages-banned-no-reason"),
        reason => t_html!("messages-banned-reason", reason = reason),
    };
    let mut all = vec![banned, reason];
    // Its log is for whoever may read there.
    if community.is_open_to_read() {
        let page = page_below(app, community, "/modlog");
        all.push(t_html!("messages-banned-log", page = page));
    }
    paragraphs(&all)
}

fn paragraphs(all: &[Html]) -> String {
    all.iter().map(|text| format!("<p>{text}</p>")).collect()
}

/// A link to a page of the community that shows its address.
fn page_below(app: &App, community: &Community, below: &str) -> Html {
    let url = escape(&app.local.url(&format!("{}{below}", community.path())));
    Html::trusted(format!("<a href=\"{url}\">{url}</a>"))
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
    let html = in_its_language(app, &community, || why_not(app, &community, &work.why));
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
    let page = page_below(app, community, "/join");
    paragraphs(&[t_html!(
        "messages-refused-follow",
        title = community.title(),
        why = why,
        host = app.local.host,
        page = page
    )])
}

fn words(app: &App, community: &Community, reason: Reason) -> String {
    let title = community.title();
    if reason == Reason::Banned {
        let page = page_below(app, community, "/modlog");
        return paragraphs(&[match is_followed_freely(community) {
            true => t_html!("messages-refused-banned-log", title = title, page = page),
            // What its moderators do is for its members, too.
            false => t_html!("messages-refused-banned", title = title),
        }]);
    }
    let refused = match reason {
        Reason::NotMember => t_html!("messages-refused-members", title = title),
        _ => t_html!("messages-refused-staff", title = title),
    };
    let how = way_on(app, community);
    format!("<p>{refused} {how}</p>")
}

/// What somebody can do whose thread was not taken, with the page where they do.
fn way_on(app: &App, community: &Community) -> Html {
    let row = &community.row;
    if is_followed_freely(community) {
        let page = page_below(app, community, "");
        return match row.answer_policy {
            WritePolicy::Readers => t_html!("messages-refused-answer", page = page),
            _ => t_html!("messages-refused-read", page = page),
        };
    }
    let page = page_below(app, community, "/join");
    match row.join_policy {
        JoinPolicy::Closed => t_html!("messages-refused-closed", page = page),
        _ => t_html!("messages-refused-join", page = page),
    }
}
