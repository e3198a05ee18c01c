//! Computing standing: what is due, and all of it.

use super::policy::{Record, edit_lines, lines, sums};
use super::queries::{
    Due, list_all, list_answers, list_due, list_edits, list_favoured, list_votes, lock_weighing,
    replace, replace_edits,
};
use crate::accounts::actions::former_member_id;
use crate::app::App;
use crate::error::Result;
use crate::ids::{AccountId, CommunityId};
use crate::posts::queries::forget_due;
use crate::store::Tx;
use std::collections::HashSet;

/// Notes read in one run of the job.
const NOTES: i64 = 1_000;
/// People read at a time where all are computed; each time costs a look at every answer.
const BATCH: i64 = 5_000;

/// Computes what has changed since, as far as some notes say it. Says for how many people; one who cannot be
/// computed stays noted and keeps nobody else waiting.
pub async fn weigh_due(app: &App) -> Result<usize> {
    let (due, former) = {
        let mut conn = app.store.read().await?;
        let former = former_member_id(&mut conn, app).await?;
        (list_due(&mut conn, NOTES).await?, former)
    };
    let (mut done, mut failed) = (0, None);
    for each in &due {
        match weigh_one(app, each, former).await {
            Ok(()) => done += 1,
            Err(error) => {
                let (community, account) = (each.community, each.account);
                tracing::error!(%community, %account, %error, "standing could not be computed");
                failed = Some(error);
            }
        }
    }
    match failed {
        Some(error) if done == 0 => Err(error),
        _ => Ok(done),
    }
}

async fn weigh_one(app: &App, due: &Due, former: Option<AccountId>) -> Result<()> {
    let mut tx = app.store.begin().await?;
    lock_weighing(&mut tx).await?;
    // Taken away first: what is noted from now on is computed once more.
    forget_due(&mut tx, (due.community, due.account), due.last).await?;
    weigh(&mut tx, (due.community, due.account), former).await?;
    tx.commit().await?;
    Ok(())
}

/// Computes everybody's anew from the record. Says how many there were.
pub async fn recompute_standing(app: &App) -> Result<usize> {
    let former = {
        let mut conn = app.store.read().await?;
        former_member_id(&mut conn, app).await?
    };
    let (mut last, mut all) = ((CommunityId(0), AccountId(0)), 0);
    loop {
        let next: Vec<Due> = {
            let mut conn = app.store.read().await?;
            list_all(&mut conn, last, BATCH).await?
        };
        let Some(end) = next.last() else {
            return Ok(all);
        };
        last = (end.community, end.account);
        all += next.len();
        for each in &next {
            let mut tx = app.store.begin().await?;
            lock_weighing(&mut tx).await?;
            weigh(&mut tx, (each.community, each.account), former).await?;
            tx.commit().await?;
        }
    }
}

/// Whoever took their name away has left no standing to anybody.
async fn weigh(
    tx: &mut Tx,
    (community, account): (CommunityId, AccountId),
    former: Option<AccountId>,
) -> Result<()> {
    let answers = match former == Some(account) {
        true => Vec::new(),
        false => list_answers(tx, community, account).await?,
    };
    let (votes, votes_for) = match answers.is_empty() {
        true => (Vec::new(), HashSet::new()),
        false => (
            list_votes(tx, community, account).await?,
            list_favoured(tx, community, account).await?,
        ),
    };
    let edits = list_edits(tx, community, account).await?;
    let record = Record {
        community,
        account,
        answers,
        votes,
        votes_for,
        edits,
    };
    let (lines, edits) = (lines(&record), edit_lines(&record));
    let sums = sums(&record, &lines, &edits);
    replace(tx, (community, account), &lines, &sums).await?;
    replace_edits(tx, (community, account), &edits).await?;
    Ok(())
}
