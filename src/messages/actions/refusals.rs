//! Telling people on microblogs why a thread that they sent to a community here was not taken.
//!
//! Their software shows a mention of a community as sent and never learns what became of it; forum
//! software asks first and is told nothing. The word comes from the community itself, as a private
//! answer to their post, since microblogs drop private mentions by people one does not follow.

use super::super::documents::notice;
use super::super::jobs::ExplainRefusal;
use super::super::policy;
use super::{inboxes_of, say};
use crate::accounts::model::Person;
use crate::accounts::queries::find_person;
use crate::accounts::rate_limits::{Key, is_first};
use crate::activitypub::peers::{Dialect, meet, peer_by_host};
use crate::app::App;
use crate::communities::model::{Community, WritePolicy};
use crate::communities::queries::find_community;
use crate::error::{Reason, Result};
use crate::jobs::{Plan, enqueue_with};
use crate::membership::policy::may_begin_thread;
use crate::membership::queries::standing;
use crate::text::escape;
use chrono::TimeDelta;

/// One person is told by one community once within this time.
const ONCE_WITHIN: TimeDelta = TimeDelta::days(7);
/// Until then what their server runs has been read, if it was not known.
const AFTER: TimeDelta = TimeDelta::minutes(1);

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
    let peer = peer_by_host(&mut tx, &to.actor.host).await?;
    if peer.is_none_or(|peer| peer.dialect() != Dialect::Microblog) {
        return Ok(());
    }
    let inboxes = inboxes_of(&mut tx, &to).await?;
    let key = Key::text("refusal", &format!("{} {}", community.id(), to.id()));
    if inboxes.is_empty() || !is_first(&mut tx, &key, ONCE_WITHIN, now).await? {
        return Ok(());
    }
    let id = app.local.message(&app.mint_public_id());
    let (from, html) = (&community.actor, words(app, &community, reason));
    let object = notice(&id, from, &to.actor, &html, &work.about, &now.wire());
    let to = &to.actor;
    say(&mut tx, app, from, to, "Create", object, &id, inboxes).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

fn words(app: &App, community: &Community, reason: Reason) -> String {
    let title = escape(community.title());
    let home = escape(&app.local.url(&community.path()));
    let (why, link) = match reason {
        Reason::Banned => (
            format!(
                "Your post was not taken into “{title}”: you are banned there. Its moderation log says who decided that and why:"
            ),
            format!("{home}/modlog"),
        ),
        _ => (
            format!(
                "Your post was not taken into “{title}”: only {} begin threads there. {}:",
                match reason {
                    Reason::NotMember => "its members",
                    _ => "its conveners and moderators",
                },
                match community.row.answer_policy {
                    WritePolicy::Readers => "You can follow it and answer in its threads",
                    _ => "You can follow it and read along",
                }
            ),
            home,
        ),
    };
    format!("<p>{why} <a href=\"{link}\">{link}</a></p>")
}
