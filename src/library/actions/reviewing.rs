//! Asking whether what was written is still right, and what is said to that.

use crate::accounts::model::{Person, Viewer};
use crate::accounts::rate_limits::begin_write;
use crate::app::App;
use crate::communities::queries::find_community;
use crate::communities::queries::tags::{Meant, list_meant};
use crate::error::{Error, Result};
use crate::ids::{AccountId, CommunityId, PostId};
use crate::library::queries::reviews::{
    Place, Reviewed, Verdict, has_answered, list_answerers, list_grown_old, list_reviewing,
    list_to_ask, sweep_of, update_asked, upsert_review, upsert_sweep, upsert_verdict,
};
use crate::membership::model::ReviewRule;
use crate::membership::queries::settings::settings_of;
use crate::membership::queries::standing;
use crate::notifications::actions::notify;
use crate::notifications::model::{NewNotice, NoticeKind};
use crate::posts::model::{Post, ReviewResult, ThreadKind};
use crate::posts::policy::may_review;
use crate::posts::queries::find_post;
use crate::store::{Conn, Time, Tx};
use chrono::{DateTime, TimeDelta};

/// Threads that one interval of one community takes in at once.
const TAKEN: i64 = 100;
/// Threads that are asked about in one run, so that a new interval does not ask everybody everything.
const ASKED: i64 = 50;

/// Takes in threads that have grown old since the last time, and asks about some of those that wait.
pub async fn tend_reviews(app: &App) -> Result<()> {
    let mut after = CommunityId(0);
    loop {
        let reviewing = {
            let mut conn = app.store.read().await?;
            list_reviewing(&mut conn, after).await?
        };
        let Some((last, _)) = reviewing.last() else {
            break;
        };
        after = *last;
        for (community, typed) in reviewing {
            look_after(app, community, &typed).await?;
        }
    }
    let waiting = {
        let mut conn = app.store.read().await?;
        list_to_ask(&mut conn, app.now(), ASKED).await?
    };
    for (post, due) in waiting {
        let mut tx = app.store.begin().await?;
        ask_about(&mut tx, app, post, due).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn look_after(app: &App, community: CommunityId, typed: &str) -> Result<()> {
    let rules = rules(typed);
    let meant = {
        let mut conn = app.store.read().await?;
        tags_meant(&mut conn, community, &rules).await?
    };
    for rule in &rules {
        take_in(app, community, rule, &meant).await?;
        look_again(app, community, rule, &meant).await?;
    }
    Ok(())
}

/// What conveners set was read when they set it.
fn rules(typed: &str) -> Vec<ReviewRule> {
    ReviewRule::read_all(typed).unwrap_or_default()
}

/// What the tags in these rules are called now: some may have been merged with others since.
async fn tags_meant(
    conn: &mut Conn,
    community: CommunityId,
    rules: &[ReviewRule],
) -> Result<Vec<Meant>> {
    let tags = rules.iter().filter_map(|rule| rule.what.strip_prefix('#'));
    let tags: Vec<String> = tags.map(str::to_owned).collect();
    Ok(list_meant(conn, community, &tags).await?)
}

fn reviewed(rule: &ReviewRule, meant: &[Meant]) -> Option<Reviewed> {
    match rule.what.strip_prefix('#') {
        Some(tag) => {
            let now = meant.iter().find(|known| known.said == tag);
            let tag = now.map_or(tag, |known| known.name.as_str());
            Some(Reviewed::Tag(tag.to_owned()))
        }
        None => ThreadKind::parse(&rule.what).map(Reviewed::Kind),
    }
}

/// Goes on where it ended the last time.
async fn take_in(
    app: &App,
    community: CommunityId,
    rule: &ReviewRule,
    meant: &[Meant],
) -> Result<()> {
    let old = take_part(app, community, (rule, rule.what.as_str()), meant).await?;
    if let Some((post, begun, _)) = old.last() {
        keep_place(app, community, &rule.what, (*begun, *post)).await?;
    }
    Ok(())
}

/// Goes through all of them again and again: a thread may have come late from elsewhere, been held, or got its
/// tag when others of its age had been looked at, and an interval may have been away for a while.
async fn look_again(
    app: &App,
    community: CommunityId,
    rule: &ReviewRule,
    meant: &[Meant],
) -> Result<()> {
    let what = format!("again {}", rule.what);
    let old = take_part(app, community, (rule, what.as_str()), meant).await?;
    let next = match old.last() {
        Some((post, begun, _)) if i64::try_from(old.len()) == Ok(TAKEN) => (*begun, *post),
        _ => beginning(),
    };
    keep_place(app, community, &what, next).await
}

fn beginning() -> Place {
    (Time::new(DateTime::UNIX_EPOCH), PostId(0))
}

async fn keep_place(app: &App, community: CommunityId, what: &str, place: Place) -> Result<()> {
    let mut tx = app.store.begin().await?;
    upsert_sweep(&mut tx, community, what, place).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes in some threads from behind the place of `what`, and says which. Doing it twice is doing it once.
async fn take_part(
    app: &App,
    community: CommunityId,
    (rule, what): (&ReviewRule, &str),
    meant: &[Meant],
) -> Result<Vec<(PostId, Time, Option<Time>)>> {
    let Some(which) = reviewed(rule, meant) else {
        return Ok(Vec::new());
    };
    let interval = TimeDelta::days(rule.days.into());
    let until = app.now().minus(interval);
    let mut tx = app.store.begin().await?;
    let since = sweep_of(&mut tx, community, what).await?;
    let since = since.unwrap_or_else(beginning);
    let old = list_grown_old(&mut tx, community, &which, since, until, TAKEN).await?;
    for (post, begun, edited) in &old {
        let written = edited.map_or(*begun, |edited| edited.max(*begun));
        let due = (written.plus(interval), until, app.now());
        upsert_review(&mut tx, community, *post, due).await?;
    }
    tx.commit().await?;
    Ok(old)
}

/// The shortest interval that is set for a thread like this.
async fn interval_of(conn: &mut Conn, post: &Post) -> Result<Option<TimeDelta>> {
    let rules = rules(&settings_of(conn, post.community_id).await?.review);
    let meant = tags_meant(conn, post.community_id, &rules).await?;
    let is_for = |rule: &&ReviewRule| match reviewed(rule, &meant) {
        Some(Reviewed::Kind(kind)) => post.kind == kind,
        Some(Reviewed::Tag(tag)) => post.tags.0.contains(&tag),
        None => false,
    };
    let days = rules.iter().filter(is_for).map(|rule| rule.days);
    Ok(days.min().map(|days| TimeDelta::days(days.into())))
}

/// Whoever answered knows best; where nobody did, whoever wrote it.
async fn ask_about(tx: &mut Tx, app: &App, post: PostId, due: Option<Time>) -> Result<()> {
    let now = app.now();
    let found = find_post(tx, &Viewer::System, post).await?;
    let Some(found) = found.filter(Post::is_visible) else {
        return Ok(update_asked(tx, post, None, now).await?);
    };
    let community = find_community(tx, found.community_id).await?;
    if !community.is_live() || interval_of(tx, &found).await?.is_none() {
        return Ok(update_asked(tx, post, None, now).await?);
    }
    let mut people: Vec<AccountId> = list_answerers(tx, post).await?;
    if people.is_empty() {
        people.push(found.author_id);
    }
    let when = due.unwrap_or(now);
    let cause = format!("review {post} {}", when.wire());
    for recipient in people {
        let notice = NewNotice {
            recipient,
            kind: NoticeKind::StillRight,
            cause: &cause,
            by: None,
            community: Some(community.id()),
            post: Some(post),
            comment: None,
        };
        notify(tx, app, &notice).await?;
    }
    Ok(update_asked(tx, post, due, now).await?)
}

/// Says of a thread whether it is still right, as of now. What is not any more waits until somebody who knows
/// says that it is again.
pub async fn review(app: &App, by: &Person, post: PostId, result: ReviewResult) -> Result<()> {
    let missing = || Error::NotFound("thread");
    let mut tx = begin_write(app, by.id()).await?;
    let post = find_post(&mut tx, &Viewer::System, post).await?;
    let post = post.ok_or_else(missing)?;
    let community = find_community(&mut tx, post.community_id).await?;
    let standing = standing(&mut tx, by, &community, app.now()).await?;
    let seen = find_post(&mut tx, &standing.viewer(), post.id).await?;
    let post = seen.ok_or_else(missing)?;
    let answered = has_answered(&mut tx, post.id, by.id()).await?;
    may_review(&standing, &community, &post, answered)?;
    let now = app.now();
    let interval = interval_of(&mut tx, &post).await?;
    let (due_at, asked_at) = match result {
        ReviewResult::Outdated => (Some(now), Some(now)),
        ReviewResult::Right | ReviewResult::Updated => {
            (interval.map(|interval| now.plus(interval)), None)
        }
    };
    let verdict = Verdict {
        post_id: post.id,
        community_id: community.id(),
        due_at,
        asked_at,
        result: Some(result),
        checked_by: Some(by.id()),
        checked_at: Some(now),
    };
    upsert_verdict(&mut tx, &verdict).await?;
    tx.commit().await?;
    Ok(())
}
