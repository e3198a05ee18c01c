//! Computing standing: what is due, and all of it.

use super::policy::{Record, lines, sums};
use super::queries::{Due, list_all, list_answers, list_due, list_favoured, list_votes, replace};
use crate::app::App;
use crate::error::Result;
use crate::ids::{AccountId, CommunityId};
use crate::posts::queries::forget_due;
use crate::store::Tx;

/// People computed in one run of the job, and read at a time for all.
const BATCH: i64 = 200;

/// Computes what has changed since. What is left over is done by the next run.
pub async fn weigh_due(app: &App) -> Result<usize> {
    let due = {
        let mut conn = app.store.read().await?;
        list_due(&mut conn, BATCH).await?
    };
    for each in &due {
        let mut tx = app.store.begin().await?;
        // Taken away first: what is noted from now on is computed once more.
        forget_due(&mut tx, (each.community, each.account), each.last).await?;
        weigh(&mut tx, each.community, each.account).await?;
        tx.commit().await?;
    }
    Ok(due.len())
}

/// Computes everybody's anew from the record. Says how many there were.
pub async fn recompute_standing(app: &App) -> Result<usize> {
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
            weigh(&mut tx, each.community, each.account).await?;
            tx.commit().await?;
        }
    }
}

async fn weigh(tx: &mut Tx, community: CommunityId, account: AccountId) -> Result<()> {
    let record = Record {
        community,
        account,
        answers: list_answers(tx, community, account).await?,
        votes: list_votes(tx, community, account).await?,
        votes_for: list_favoured(tx, community, account).await?,
    };
    let lines = lines(&record);
    let sums = sums(&record, &lines);
    replace(tx, (community, account), &lines, &sums).await?;
    Ok(())
}
