//! What people write who have nothing to do with each other: a little in a day, until it is answered. And with how many
//! who only share a community with them somebody begins in a day.

use super::super::policy::{self, Begun, Tie, UNANSWERED_MAX, Unanswered};
use super::super::queries;
use crate::accounts::model::Person;
use crate::accounts::rate_limits::{Key, times_within, uncount};
use crate::activitypub::key_ring::registrable;
use crate::app::App;
use crate::error::{Error, Reason, Result};
use crate::store::{Conn, Time, Tx};
use chrono::TimeDelta;
use diesel::QueryResult;

const DAY: TimeDelta = TimeDelta::days(1);

/// Whether somebody may write to somebody now, as far as it is known before they do.
pub async fn may_write(
    conn: &mut Conn,
    from: &Person,
    to: &Person,
    now: Time,
) -> QueryResult<Result<(), Reason>> {
    if let Err(reason) = policy::may_send(from, to) {
        return Ok(Err(reason));
    }
    let tie = queries::tie_between(conn, from, to, now).await?;
    let unanswered = Unanswered {
        to_them: to_them(conn, from, to, now).await?,
        ..Unanswered::default()
    };
    Ok(policy::may_approach(tie, unanswered))
}

/// Messages within a day, with the next one.
async fn to_them(conn: &mut Conn, from: &Person, to: &Person, now: Time) -> QueryResult<i64> {
    let since = now.minus(DAY);
    let lately = queries::count_lately(conn, from.id(), to.id(), since, UNANSWERED_MAX).await?;
    Ok(lately.saturating_add(1))
}

/// Why somebody writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Occasion {
    Talk,
    /// To invite somebody into a community that they look after. They may invite many, and nobody often.
    Invitation,
}

/// Judges one more message, and counts it if it is a stranger's, or the first to somebody, and is let in.
pub(super) async fn approach(
    tx: &mut Tx,
    app: &App,
    from: &Person,
    to: &Person,
    occasion: Occasion,
) -> Result<()> {
    let now = app.now();
    let tie = queries::tie_between(tx, from, to, now).await?;
    if tie.begins() && occasion == Occasion::Talk {
        return begin(tx, from, tie, now).await;
    }
    if !tie.is_stranger() {
        return Ok(());
    }
    // This counter is locked first, so that of two messages at once each sees the other.
    let key = Key::account("strangers", from.id());
    let to_strangers = match occasion {
        Occasion::Talk => times_within(tx, &key, DAY, now).await?,
        Occasion::Invitation => 0,
    };
    let mut unanswered = Unanswered {
        to_strangers: to_strangers.into(),
        to_them: to_them(tx, from, to, now).await?,
        from_server: 0,
    };
    let mut judged = policy::may_approach(tie, unanswered);
    if judged.is_ok() && !from.actor.local {
        // Only what they themselves may send counts here, or one of them would shut out all the others.
        let pair = format!("{} {}", registrable(&from.actor.host), to.id());
        let key = Key::text("strangers of", &pair);
        unanswered.from_server = times_within(tx, &key, DAY, now).await?.into();
        judged = policy::may_approach(tie, unanswered);
    }
    // What is dropped reaches nobody: they may still write as much to others.
    if judged.is_err() && occasion == Occasion::Talk {
        uncount(tx, &key).await?;
    }
    judged.map_err(Error::from)
}

async fn begin(tx: &mut Tx, from: &Person, tie: Tie, now: Time) -> Result<()> {
    let key = Key::account("begun", from.id());
    let begun = times_within(tx, &key, DAY, now).await?;
    let judged = policy::may_begin(tie, Begun(begun.into()));
    // As with strangers: what is dropped counts for nothing.
    if judged.is_err() {
        uncount(tx, &key).await?;
    }
    judged.map_err(Error::from)
}

/// Judges a message from another server. A later text of what was let in before is no other message.
pub(super) async fn let_in(
    tx: &mut Tx,
    app: &App,
    from: &Person,
    to: &Person,
    ap_id: &str,
) -> Result<()> {
    policy::may_send(from, to)?;
    if queries::has_got(tx, to.id(), ap_id).await? {
        return Ok(());
    }
    let judged = approach(tx, app, from, to, Occasion::Talk).await;
    if let Err(Error::Refused(reason)) = &judged {
        let limit = reason.code();
        tracing::info!(
            ap_id,
            sender = from.actor.ap_id,
            %limit,
            "a message was dropped"
        );
        metrics::counter!("guildhall_messages_dropped_total", "limit" => limit).increment(1);
    }
    judged
}
