//! The first steps of those who are new. Each is counted once, in the transaction in which it happens,
//! whether it happens here or comes from another server; greeters are told of introductions that nobody
//! has replied to.

use crate::accounts::model::Person;
use crate::accounts::queries::find_person;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, Result};
use crate::ids::{AccountId, CommentId, PostId};
use crate::membership::queries::acting::{list_acting_greeters, list_acting_moderators};
use crate::membership::queries::figures::{Figure, count_figure};
use crate::membership::queries::invitations::erase_addresses;
use crate::membership::queries::invites::delete_old_invites;
use crate::membership::queries::steps::{
    Steps, delete_old_steps, list_introductions, lock_steps, unanswered_reply, update_steps,
};
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::store::{Time, Tx};
use chrono::TimeDelta;

/// So long an introduction may stand alone.
const ALONE: TimeDelta = TimeDelta::hours(24);
/// Introductions looked at in one transaction, and transactions in one run.
const BATCH: usize = 50;
const ROUNDS: usize = 10;
/// Steps are kept for so many days, and forgotten so many at a time.
const KEPT_DAYS: i64 = 90;
const FORGOTTEN: i64 = 500;

/// A member wrote something that can be seen. `introduction` is the reply, where they introduced
/// themselves with it; `local` says that they are of this server.
pub async fn note_written(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    (account, local): (AccountId, bool),
    introduction: Option<CommentId>,
) -> Result<()> {
    let Some(before) = lock_steps(tx, community.id(), account).await? else {
        return Ok(());
    };
    let now = app.now();
    let (steps, reached) = after_writing(&before, introduction, now);
    for figure in &reached {
        count_figure(tx, community.id(), *figure, local, now).await?;
    }
    if steps != before {
        update_steps(tx, &steps).await?;
    }
    Ok(())
}

/// The steps after somebody wrote something, and which of them are new. The introduction is a step of its
/// own: one reply does not make two.
fn after_writing(
    before: &Steps,
    introduction: Option<CommentId>,
    now: Time,
) -> (Steps, Vec<Figure>) {
    let mut steps = before.clone();
    let mut reached = Vec::new();
    if before.contributed_at.is_none() && before.introduced_at.is_none() {
        reached.push(Figure::FirstContribution);
    }
    if introduction.is_some() && before.introduced_at.is_none() {
        steps.introduced_at = Some(now);
        steps.introduction_id = introduction;
        reached.push(Figure::Introduced);
    } else if before.contributed_at.is_none() {
        steps.contributed_at = Some(now);
    }
    let days = now.since(steps.joined_at).num_days();
    if (21..28).contains(&days) && steps.active_at.is_none() {
        steps.active_at = Some(now);
        reached.push(Figure::ActiveWeekFour);
    }
    (steps, reached)
}

/// Somebody else replied to a member.
pub async fn note_reply_to(
    tx: &mut Tx,
    app: &App,
    community: &Community,
    account: AccountId,
) -> Result<()> {
    let steps = lock_steps(tx, community.id(), account).await?;
    let Some(steps) = steps.filter(|steps| steps.replied_at.is_none()) else {
        return Ok(());
    };
    let now = app.now();
    let person = find_person(tx, account).await?;
    let local = person.actor.local;
    count_figure(tx, community.id(), Figure::FirstReply, local, now).await?;
    let steps = Steps {
        replied_at: Some(now),
        ..steps
    };
    update_steps(tx, &steps).await?;
    Ok(())
}

/// Somebody puts the list of their first steps away, done or not. `NotFound` for who has none.
pub async fn close_steps(app: &App, person: &Person, community: &Community) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let found = lock_steps(&mut tx, community.id(), person.id()).await?;
    let steps = found.ok_or(Error::NotFound("list of first steps"))?;
    if steps.closed_at.is_none() {
        let steps = Steps {
            closed_at: Some(app.now()),
            ..steps
        };
        update_steps(&mut tx, &steps).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Tells greeters what waits for them, and forgets what was kept long enough. What is left over is the
/// next run's.
pub async fn tend_newcomers(app: &App) -> Result<()> {
    for _ in 0..ROUNDS {
        if look_at_introductions(app).await? < BATCH {
            break;
        }
    }
    let mut tx = app.store.begin().await?;
    let before = app.now().minus(TimeDelta::days(KEPT_DAYS));
    delete_old_steps(&mut tx, before, FORGOTTEN).await?;
    erase_addresses(&mut tx, app.now()).await?;
    delete_old_invites(&mut tx, app.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Looks at some once; says at how many.
async fn look_at_introductions(app: &App) -> Result<usize> {
    let mut tx = app.store.begin().await?;
    let before = app.now().minus(ALONE);
    let limit = i64::try_from(BATCH).unwrap_or(i64::MAX);
    let found = list_introductions(&mut tx, before, limit).await?;
    for steps in &found {
        let looked = Steps {
            greeters_at: Some(app.now()),
            ..steps.clone()
        };
        update_steps(&mut tx, &looked).await?;
        let Some(introduction) = steps.introduction_id else {
            continue;
        };
        if let Some(thread) = unanswered_reply(&mut tx, introduction).await? {
            tell_greeters(&mut tx, app, steps, thread, introduction).await?;
        }
    }
    tx.commit().await?;
    Ok(found.len())
}

/// Where nobody greets, whoever looks after the community does.
async fn tell_greeters(
    tx: &mut Tx,
    app: &App,
    steps: &Steps,
    thread: PostId,
    introduction: CommentId,
) -> Result<()> {
    let community = find_community(tx, steps.community_id).await?;
    if !community.is_live() {
        return Ok(());
    }
    let newcomer = find_person(tx, steps.account_id).await?;
    let now = app.now();
    let mut greeters = list_acting_greeters(tx, &community, now).await?;
    if greeters.is_empty() {
        let moderators = list_acting_moderators(tx, &community, now).await?;
        greeters = moderators.iter().map(|(person, _)| person.id()).collect();
    }
    let cause = format!("introduction {introduction}");
    for recipient in greeters {
        let notice = NewNotice {
            recipient,
            kind: NoticeKind::IntroductionWaits,
            cause: &cause,
            by: Some(newcomer.actor.id),
            community: Some(community.id()),
            post: Some(thread),
            comment: Some(introduction),
        };
        notify(tx, app, &notice).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::CommunityId;

    #[test]
    fn each_first_step_is_counted_once_and_the_fourth_week_is_the_fourth() {
        let begin = chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let joined = Time::new(begin);
        let day = |days| joined.plus(TimeDelta::days(days));
        let new = Steps::of(CommunityId(1), AccountId(2), joined);
        let (wrote, reached) = after_writing(&new, None, day(1));
        assert_eq!(reached, [Figure::FirstContribution]);
        let (introduced, reached) = after_writing(&wrote, Some(CommentId(3)), day(2));
        assert_eq!(reached, [Figure::Introduced]);
        assert_eq!(introduced.introduction_id, Some(CommentId(3)));
        let (_, reached) = after_writing(&introduced, Some(CommentId(4)), day(20));
        assert!(reached.is_empty(), "{reached:?}");
        let (active, reached) = after_writing(&introduced, None, day(21));
        assert_eq!(reached, [Figure::ActiveWeekFour]);
        assert!(after_writing(&active, None, day(22)).1.is_empty());
        assert!(after_writing(&introduced, None, day(28)).1.is_empty());
    }

    #[test]
    fn an_introduction_is_one_step_and_what_is_written_beside_it_another() {
        let joined = Time::new(chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap());
        let new = Steps::of(CommunityId(1), AccountId(2), joined);
        let (introduced, reached) = after_writing(&new, Some(CommentId(3)), joined);
        assert_eq!(reached, [Figure::FirstContribution, Figure::Introduced]);
        assert_eq!(introduced.introduced_at, Some(joined));
        assert_eq!(introduced.contributed_at, None);
        let (wrote, reached) = after_writing(&introduced, None, joined);
        assert!(reached.is_empty(), "{reached:?}");
        assert_eq!(wrote.contributed_at, Some(joined));
        // A second reply among the introductions is a reply to somebody.
        let (wrote, _) = after_writing(&introduced, Some(CommentId(4)), joined);
        assert_eq!(wrote.contributed_at, Some(joined));
        assert_eq!(wrote.introduction_id, Some(CommentId(3)));
    }
}
