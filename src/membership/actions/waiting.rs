//! Something that somebody wrote begins to wait for their membership or their agreement.

use super::asking::ask_about;
use super::deciding::tell_about;
use crate::accounts::model::Person;
use crate::accounts::rate_limits::{Key, is_first};
use crate::app::App;
use crate::communities::model::Community;
use crate::error::Result;
use crate::ids::{AccountId, CommentId, PostId};
use crate::membership::model::HoldCause;
use crate::membership::queries::figures::{Figure, count_figure};
use crate::membership::queries::letters::Purpose;
use crate::membership::queries::list_moderators;
use crate::notifications::model::NoticeKind;
use crate::notifications::queries::update_causes_read;
use crate::store::Tx;
use chrono::TimeDelta;

const HOUR: TimeDelta = TimeDelta::hours(1);

/// A thread or reply that has just been held.
#[derive(Debug, Clone, Copy)]
pub struct Waiting<'a> {
    pub community: &'a Community,
    pub author: &'a Person,
    /// Its id on the wire, which the author's own server knows.
    pub ap_id: &'a str,
    pub post: PostId,
    /// None for the thread itself.
    pub reply: Option<CommentId>,
    pub cause: HoldCause,
}

/// Everything that is told when something begins to wait goes through here, in its transaction: those who
/// decide here learn it, of each author once an hour, and an author of another server is sent the rules,
/// the questions and the way to answer, once.
pub async fn tell_of_waiting(tx: &mut Tx, app: &App, waiting: &Waiting<'_>) -> Result<()> {
    let (community, author) = (waiting.community, waiting.author);
    let local = author.actor.local;
    count_figure(tx, community.id(), Figure::Held, local, app.now()).await?;
    let purpose = match waiting.cause {
        HoldCause::Membership => Some(Purpose::Join),
        HoldCause::Agreement => Some(Purpose::Agree),
        // Its author can do nothing about it but wait.
        HoldCause::Review | HoldCause::Rule | HoldCause::Host | HoldCause::Wave => None,
        // It asks nothing of its author, and goes by itself once the other thing does.
        HoldCause::Parent => return Ok(()),
        // Nobody is told that they are silenced, and nothing is asked of them.
        HoldCause::Silence => None,
    };
    if let Some(purpose) = purpose {
        ask_about(tx, app, community, author, purpose, waiting.ap_id).await?;
    }
    // Who has to agree sees it on the pages, and can let it through by agreeing.
    if waiting.cause == HoldCause::Agreement {
        return Ok(());
    }
    // Those who decide find all of it on the desk, and need not hear of each.
    let who = match waiting.cause {
        // Of many at once they hear together.
        HoldCause::Host | HoldCause::Wave => format!("{} of other servers", community.id()),
        _ => format!("{} {}", community.id(), author.id()),
    };
    let key = Key::text("held told", &who);
    if !is_first(tx, &key, HOUR, app.now()).await? {
        return Ok(());
    }
    let cause = held_cause(waiting.ap_id);
    let about = (Some(waiting.post), waiting.reply);
    tell_about(
        tx,
        app,
        community,
        author,
        NoticeKind::PostHeld,
        &cause,
        about,
    )
    .await
}

/// By what those who decide are told of something that waits.
fn held_cause(ap_id: &str) -> String {
    format!("held {ap_id}")
}

/// What was held is shown: nobody has to decide about it any more.
pub async fn note_released(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    author: &Person,
    ap_id: &str,
) -> Result<()> {
    let local = author.actor.local;
    count_figure(tx, community.id(), Figure::Released, local, app.now()).await?;
    let told = list_moderators(tx, community.id()).await?;
    let told: Vec<AccountId> = told.iter().map(|(person, _)| person.id()).collect();
    update_causes_read(tx, &told, &[held_cause(ap_id)], app.now()).await?;
    Ok(())
}
