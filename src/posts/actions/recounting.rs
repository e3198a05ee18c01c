//! Computing every counter again from what it counts, while the server runs.

use crate::app::App;
use crate::error::{Error, Result};
use crate::posts::queries::{Counted, recount_some};

/// Rows counted in one transaction, so that nobody waits long for it.
const BATCH: i64 = 200;
/// Somebody who writes at the same moment may lock the same rows in another order; the database then
/// ends one of the two, and it can begin again.
const TRIES: u32 = 5;

/// How many rows had their counters computed again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Recounted {
    pub replies: usize,
    pub threads: usize,
    pub people: usize,
    pub communities: usize,
    pub tags: usize,
}

pub async fn recompute_counts(app: &App) -> Result<Recounted> {
    Ok(Recounted {
        replies: recompute(app, Counted::Replies).await?,
        threads: recompute(app, Counted::Threads).await?,
        people: recompute(app, Counted::People).await?,
        communities: recompute(app, Counted::Communities).await?,
        tags: recompute(app, Counted::Tags).await?,
    })
}

async fn recompute(app: &App, what: Counted) -> Result<usize> {
    let (mut after, mut all) = (0, 0);
    while let Some((last, rows)) = batch(app, what, after).await? {
        after = last;
        all += rows;
    }
    Ok(all)
}

async fn batch(app: &App, what: Counted, after: i64) -> Result<Option<(i64, usize)>> {
    let mut tried = 1;
    loop {
        match try_batch(app, what, after).await {
            Err(Error::Db(error)) if tried < TRIES => {
                tracing::debug!(%error, "counting once more");
                tried += 1;
            }
            other => return other,
        }
    }
}

async fn try_batch(app: &App, what: Counted, after: i64) -> Result<Option<(i64, usize)>> {
    let mut tx = app.store.begin().await?;
    let counted = recount_some(&mut tx, what, after, BATCH).await?;
    tx.commit().await?;
    Ok(counted)
}
