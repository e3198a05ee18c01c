//! Deleting an account for good: everything that hangs on it, in an order that other servers can
//! follow, a bounded part in each transaction.
//!
//! What stays: the row and the name, so that nobody else gets it; the key, until other servers have
//! been told; votes, which are the community's judgement and name nobody; reports and acts of
//! moderation; that they came and went, without what was said of it; and what others wrote in reply.
//!
//! What administrators take away for good, whosever it is, is in [`purging`].

pub mod purging;
pub mod queries;
#[cfg(test)]
mod tests;

use crate::accounts::federation::farewell_document;
use crate::accounts::jobs::{EraseAccount, ErasureStep};
use crate::accounts::model::Person;
use crate::accounts::queries::find_person;
use crate::activitypub::delivery::{Audience, Outgoing, deliver, drop_unsent_by, find_activity};
use crate::activitypub::recipients::everywhere;
use crate::app::App;
use crate::communities::actions::end_follows_of;
use crate::error::Result;
use crate::following::queries::delete_all_of;
use crate::ids::{CommentId, PostId};
use crate::jobs::{Job, Plan, enqueue_with};
use crate::library::queries::delete_proposed_by;
use crate::media::actions::forget_pictures_of;
use crate::membership::actions::leave_communities;
use crate::merit::queries::delete_merits_of;
use crate::messages::queries::update_erased;
use crate::notifications::queries::delete_told;
use crate::posts::actions::{erase_replies, erase_threads};
use crate::posts::queries::erasure::erase_drafts;
use crate::posts::queries::suggestions::erase_by;
use crate::routing::queries::delete_help_of;
use crate::schedules::queries::delete_schedules_of;
use crate::search::queries::followed::delete_followed_of;
use crate::store::Tx;
use crate::team::queries::{erase_appeals, erase_lines};
use activitypub_federation::config::Data;
use chrono::TimeDelta;

/// Rows of one kind in one transaction.
const BATCH: i64 = 100;
/// A request that was under way when the account was deleted may have written something; all is gone
/// through once more after this time.
const ONCE_MORE_AFTER: TimeDelta = TimeDelta::minutes(5);

impl Job for EraseAccount {
    const KIND: &'static str = "erase_account";

    async fn run(self, data: &Data<App>) -> Result<()> {
        let mut tx = data.store.begin().await?;
        let person = find_person(&mut tx, self.account).await?;
        if let Some((next, plan)) = advance(&mut tx, data, self, &person).await? {
            enqueue_with(&mut tx, data, &next, plan).await?;
        }
        tx.commit().await?;
        data.wake_workers();
        Ok(())
    }
}

/// One part of the work, and what comes after it.
async fn advance(
    tx: &mut Tx,
    app: &App,
    work: EraseAccount,
    person: &Person,
) -> Result<Option<(EraseAccount, Plan)>> {
    use ErasureStep as Step;
    let after = match work.step {
        Step::Threads => {
            let last = erase_threads(tx, app, person.id(), PostId(work.after), BATCH).await?;
            last.map(|PostId(id)| id)
        }
        Step::Replies => {
            let last = erase_replies(tx, app, person.id(), CommentId(work.after), BATCH).await?;
            last.map(|CommentId(id)| id)
        }
        _ => (take_away(tx, app, &work, person).await? > 0).then_some(0),
    };
    if let Some(after) = after {
        return Ok(Some((EraseAccount { after, ..work }, Plan::default())));
    }
    let next = ErasureStep::ALL
        .iter()
        .skip_while(|step| **step != work.step)
        .nth(1);
    Ok(match next {
        Some(step) => Some((
            EraseAccount {
                step: *step,
                after: 0,
                ..work
            },
            Plan::default(),
        )),
        None if work.again => None,
        None => {
            let plan = Plan {
                at: Some(app.now().plus(ONCE_MORE_AFTER)),
                ..Plan::default()
            };
            let again = EraseAccount {
                step: Step::Threads,
                after: 0,
                again: true,
                ..work
            };
            Some((again, plan))
        }
    })
}

/// Takes away a part of what is gone when it is no longer found; says how much.
async fn take_away(tx: &mut Tx, app: &App, work: &EraseAccount, person: &Person) -> Result<usize> {
    let now = app.now();
    let (id, actor) = (person.id(), person.actor.id);
    match work.step {
        ErasureStep::Offices => {
            let successor = match work.successor {
                Some(id) => Some(find_person(tx, id).await?).filter(Person::is_live),
                None => None,
            };
            leave_communities(tx, app, person, successor.as_ref(), BATCH).await
        }
        ErasureStep::Unsent => {
            let reason = "its author has deleted their account";
            Ok(drop_unsent_by(tx, actor, reason, BATCH, now).await?)
        }
        ErasureStep::Farewell => {
            say_farewell(tx, app, &work.farewell, person).await?;
            Ok(0)
        }
        ErasureStep::Pictures => forget_pictures_of(tx, app, id, BATCH).await,
        ErasureStep::Follows => end_follows_of(tx, actor, BATCH).await,
        ErasureStep::Messages => {
            let said = erase_lines(tx, id, BATCH).await?;
            let appealed = erase_appeals(tx, id, BATCH).await?;
            let sent = update_erased(tx, id, BATCH, now).await?;
            Ok(sent.max(said).max(appealed))
        }
        ErasureStep::Proposals => Ok(delete_proposed_by(tx, id, BATCH).await?),
        ErasureStep::Notices => Ok(delete_told(tx, id, BATCH).await?),
        ErasureStep::Drafts => {
            let suggested = erase_by(tx, id, BATCH).await?;
            Ok(erase_drafts(tx, id).await?.saturating_add(suggested))
        }
        ErasureStep::Helping => Ok(delete_help_of(tx, id, BATCH).await?),
        ErasureStep::Schedules => Ok(delete_schedules_of(tx, id, BATCH).await?),
        ErasureStep::Standing => Ok(delete_merits_of(tx, id, BATCH).await?),
        ErasureStep::Following => {
            let searches = delete_followed_of(tx, id, BATCH).await?;
            Ok(delete_all_of(tx, id, BATCH).await?.saturating_add(searches))
        }
        ErasureStep::Threads | ErasureStep::Replies => Ok(0),
    }
}

/// Tells every server that we have had to do with, once.
async fn say_farewell(tx: &mut Tx, app: &App, id: &str, person: &Person) -> Result<()> {
    if find_activity(tx, id).await?.is_some() {
        return Ok(());
    }
    let what = Outgoing {
        ap_id: id.to_owned(),
        kind: "Delete",
        actor: person.actor.id,
        object: person.actor.ap_id.clone(),
        audience: Audience::Public,
        document: farewell_document(app, person, id).to_string(),
    };
    let inboxes = everywhere(tx).await?;
    deliver(tx, app, &what, inboxes).await?;
    Ok(())
}
