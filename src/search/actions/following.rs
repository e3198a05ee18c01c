//! Following a search: being told, once a day at most, that there is something new in it.
//!
//! Each search is looked at from time to time, through what came between the last two looks and no more. What
//! came since the last one waits for the next, so that it is ready to be found by then, whatever order it was
//! written in.

use super::{BEHIND, sense};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::find_person;
use crate::accounts::rate_limits::begin_write;
use crate::app::App;
use crate::error::{Error, Result};
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::notifications::queries::search_cause;
use crate::search::model::{
    Enough, FollowedSearch, Listed, NewFollowed, Query, Wanted, as_kept, asked, kept,
};
use crate::search::policy::may_follow;
use crate::search::queries::followed::{
    count_followed, delete_followed, insert_followed, list_due_searches, update_looked,
};
use crate::search::queries::keeping::{Lines, is_more_due};
use crate::search::queries::{Effort, Sought, list_matches_between, newest};
use crate::store::Conn;
use chrono::TimeDelta;

/// Between two looks, where nothing was new.
const PAUSE: TimeDelta = TimeDelta::minutes(30);
/// After somebody was told.
const DAY: TimeDelta = TimeDelta::days(1);
/// Looked at before something is written, all in one transaction.
const BATCH: i64 = 100;
/// Of these in one run of the job.
const BATCHES: usize = 5;

fn lines(listed: Listed) -> Lines {
    match listed {
        Listed::Threads => Lines::Threads,
        Listed::Replies => Lines::Replies,
    }
}

/// Somebody is told of what comes to be found by this search. Followed already, it stays as it is.
pub async fn follow_search(app: &App, who: &Person, typed: &str, listed: Listed) -> Result<()> {
    let typed = as_kept(typed);
    let query = Query::parse(&typed)?;
    let mut tx = begin_write(app, who.id()).await?;
    let already = count_followed(&mut tx, who.id(), listed, &typed).await?;
    may_follow(&query, &typed, listed, already)?;
    let new = NewFollowed {
        account: who.id(),
        listed,
        typed: &typed,
        newest: newest(&mut tx, lines(listed)).await?,
        now: app.now(),
        next_at: app.now().plus(PAUSE),
    };
    insert_followed(&mut tx, new).await?;
    tx.commit().await?;
    Ok(())
}

/// Somebody follows a search no more.
pub async fn end_followed(app: &App, who: &Person, id: i64) -> Result<()> {
    let mut tx = app.store.begin().await?;
    if !delete_followed(&mut tx, who.id(), id).await? {
        return Err(Error::NotFound("search"));
    }
    tx.commit().await?;
    Ok(())
}

/// Looks at the searches whose turn it is, a bounded number of them, and tells their followers.
pub async fn look_for_followed(app: &App) -> Result<()> {
    for _ in 0..BATCHES {
        if look_at_some(app).await? < BATCH {
            break;
        }
    }
    app.wake_workers();
    Ok(())
}

/// What a look at one search came to.
struct Looked {
    search: FollowedSearch,
    is_new: bool,
}

/// Says how many that were. While much is not ready to be found, as after an upgrade, nobody is told half.
async fn look_at_some(app: &App) -> Result<i64> {
    let mut conn = app.store.read().await?;
    let due = list_due_searches(&mut conn, app.now(), BATCH).await?;
    if due.is_empty() || is_more_due(&mut conn, BEHIND).await? {
        return Ok(0);
    }
    let count = i64::try_from(due.len()).unwrap_or(BATCH);
    let threads = newest(&mut conn, Lines::Threads).await?;
    let replies = newest(&mut conn, Lines::Replies).await?;
    let mut looked = Vec::new();
    for search in due {
        let is_new = is_new(app, &mut conn, &search).await?;
        looked.push(Looked { search, is_new });
    }
    drop(conn);
    let newest = |listed| match listed {
        Listed::Threads => threads,
        Listed::Replies => replies,
    };
    write_looked(app, &looked, newest).await?;
    Ok(count)
}

/// Whether somebody else wrote something that its follower finds by it and reads.
async fn is_new(app: &App, conn: &mut Conn, search: &FollowedSearch) -> Result<bool> {
    if search.upto_id <= search.seen_id {
        return Ok(false);
    }
    if !find_person(conn, search.account).await?.is_live() {
        return Ok(false);
    }
    // A later version may read less in what was typed than the one that took it.
    let Ok(query) = Query::parse(&search.typed) else {
        return Ok(false);
    };
    // Whatever offices somebody holds, they are told what a member is.
    let viewer = Viewer::Account {
        id: search.account,
        admin: false,
    };
    let sense = sense(app, conn, &viewer, &query).await?;
    let asked = asked(&query, Enough::All, &sense);
    let own = Wanted::Word(kept::author(search.account.0));
    let by_others = Wanted::Without(Box::new(asked.all), Box::new(own));
    let sought = Sought {
        lines: lines(search.listed),
        wanted: &by_others,
        checks: &asked.checks,
        after: query.filters.after,
        before: query.filters.before,
        limit: 1,
    };
    let between = (
        search.seen_id.saturating_add(1),
        search.upto_id.saturating_add(1),
    );
    let effort = Effort::patient();
    let found = list_matches_between(conn, &viewer, sought, between, &effort).await?;
    Ok(!found.ids.is_empty())
}

async fn write_looked(app: &App, looked: &[Looked], newest: impl Fn(Listed) -> i64) -> Result<()> {
    let now = app.now();
    let mut tx = app.store.begin().await?;
    for Looked { search, is_new } in looked {
        let next = match *is_new {
            true => now.plus(DAY),
            false => now.plus(PAUSE),
        };
        let upto = newest(search.listed).max(search.upto_id);
        // Unfollowed meanwhile, or looked at by another process.
        let is_ours = update_looked(&mut tx, search, upto, now, next).await?;
        if !is_ours || !*is_new {
            continue;
        }
        let cause = search_cause(search.id, search.upto_id, search.seen_at);
        let notice = NewNotice {
            recipient: search.account,
            kind: NoticeKind::InFollowedSearch,
            cause: &cause,
            by: None,
            community: None,
            post: None,
            comment: None,
        };
        notify(&mut tx, app, &notice).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}
