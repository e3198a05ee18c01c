//! Making schedules, pausing and deleting them, and beginning their threads.

use super::jobs::RunSchedule;
use super::model::{Every, NewSchedule, Rhythm, Schedule, ScheduleId};
use super::policy;
use super::queries::{
    count_schedules, delete_schedule, insert_schedule, list_schedules, lock_schedule, note_run,
    schedule_by_id, set_paused,
};
use crate::accounts::model::Person;
use crate::accounts::queries::find_person;
use crate::accounts::rate_limits::begin_write;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, FieldError, Reason, Result};
use crate::ids::CommunityId;
use crate::jobs::{Plan, enqueue_with};
use crate::locale;
use crate::membership::queries::settings::settings_of;
use crate::membership::queries::standing;
use crate::posts::actions::{CheckedThread, ThreadDraft, split_tags};
use crate::posts::model::ThreadKind;
use crate::store::{Conn, Time, Tx};
use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Deserialize;

/// Schedules of one community.
pub const SCHEDULES_MAX: i64 = 50;

/// A schedule as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ScheduleForm {
    /// `question` or `discussion`.
    pub kind: String,
    pub title: String,
    pub body: String,
    pub tags: String,
    /// A word of [`Every`].
    pub every: String,
    /// A day of the week from 1, or of the month.
    pub day: String,
    /// As in `09:30`.
    pub time: String,
    /// As in `2026-12-31`; empty: today.
    pub starts_on: String,
}

/// What one can do with a schedule that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Pause,
    Resume,
    Delete,
}

impl Change {
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "pause" => Some(Self::Pause),
            "resume" => Some(Self::Resume),
            "delete" => Some(Self::Delete),
            _ => None,
        }
    }
}

/// By which clock a community lives.
pub async fn zone_of(conn: &mut Conn, community: CommunityId) -> Result<Tz> {
    let settings = settings_of(conn, community).await?;
    Ok(settings.time_zone.parse().unwrap_or(Tz::UTC))
}

/// A convener lets threads begin by themselves, in their own name.
pub async fn make_schedule(
    app: &App,
    by: &Person,
    community: &Community,
    form: &ScheduleForm,
) -> Result<Schedule> {
    let zone = {
        let mut conn = app.store.read().await?;
        zone_of(&mut conn, community.id()).await?
    };
    let (kind, rhythm) = check(form, zone, app.now())?;
    // What could not be posted later is refused now.
    let thread = draft(form.title.clone(), form.body.clone(), &form.tags);
    CheckedThread::of(app, by, kind, &thread).await?;
    let next = rhythm.next(zone, app.now().utc()).map(Time::new);
    let Some(slot) = next else {
        return Err(Error::invalid("starts_on", t!("schedules-over")));
    };
    let mut tx = begin_write(app, by.id()).await?;
    may(&mut tx, app, by, community).await?;
    if count_schedules(&mut tx, community.id()).await? >= SCHEDULES_MAX {
        let message = t!("schedules-too-many", most = SCHEDULES_MAX);
        return Err(Error::invalid("title", message));
    }
    let new = NewSchedule {
        community_id: community.id(),
        author_id: by.id(),
        kind,
        title: form.title.trim().to_owned(),
        body: form.body.replace("\r\n", "\n"),
        tags: form.tags.clone(),
        every: rhythm.every,
        day: i32::try_from(rhythm.day).unwrap_or(0),
        minute: i32::try_from(rhythm.minute).unwrap_or(0),
        starts_on: rhythm.starts_on.to_string(),
        next_at: next,
        stopped_by: String::new(),
        made: 0,
        created_at: app.now(),
    };
    let schedule = insert_schedule(&mut tx, &new).await?;
    wait_for(&mut tx, app, schedule.id, slot).await?;
    tx.commit().await?;
    app.wake_workers();
    Ok(schedule)
}

async fn may(tx: &mut Tx, app: &App, by: &Person, community: &Community) -> Result<()> {
    let standing = standing(tx, by, community, app.now()).await?;
    policy::may_schedule(&standing, community)?;
    Ok(())
}

fn draft(title: String, body: String, tags: &str) -> ThreadDraft {
    ThreadDraft {
        title,
        body,
        tags: split_tags(tags),
        ..ThreadDraft::default()
    }
}

fn check(form: &ScheduleForm, zone: Tz, now: Time) -> Result<(ThreadKind, Rhythm)> {
    let mut wrong: Vec<FieldError> = Vec::new();
    let mut add = |field: &'static str, message: String| {
        let message = message.into();
        wrong.push(FieldError { field, message });
    };
    let kind = match form.kind.as_str() {
        "question" => ThreadKind::Question,
        "" | "discussion" => ThreadKind::Discussion,
        _ => {
            add("kind", t!("schedules-wrong-kind"));
            ThreadKind::Discussion
        }
    };
    let every = Every::parse(&form.every);
    if every.is_none() {
        add("every", t!("schedules-wrong-often"));
    }
    let every = every.unwrap_or(Every::Once);
    let most = match every {
        Every::Week => 7,
        Every::Month => 31,
        Every::Once | Every::Day => 0,
    };
    let day = form.day.trim().parse::<u32>().unwrap_or(0);
    if most > 0 && !(1..=most).contains(&day) {
        add("day", t!("schedules-wrong-day"));
    }
    let minute = minute_of(&form.time);
    if minute.is_none() {
        add("time", t!("schedules-wrong-time"));
    }
    let today = now.utc().with_timezone(&zone).date_naive();
    let starts_on = match form.starts_on.trim() {
        "" => Some(today),
        typed => typed.parse::<NaiveDate>().ok(),
    };
    // Nobody plans further, and what the next time is can be found out.
    let near = starts_on.is_some_and(|date| (date - today).num_days().abs() <= 366);
    if !near {
        add("starts_on", t!("schedules-wrong-starts"));
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let rhythm = Rhythm {
        every,
        day: if most > 0 { day } else { 0 },
        minute: minute.unwrap_or(0),
        starts_on: starts_on.unwrap_or(today),
    };
    Ok((kind, rhythm))
}

fn minute_of(typed: &str) -> Option<u32> {
    let (hour, minute) = typed.trim().split_once(':')?;
    let (hour, minute) = (hour.parse::<u32>().ok()?, minute.parse::<u32>().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

async fn wait_for(tx: &mut Tx, app: &App, schedule: ScheduleId, slot: Time) -> Result<()> {
    let plan = Plan {
        at: Some(slot),
        unique_key: Some(format!("schedule {schedule} {}", slot.wire())),
        lane: None,
    };
    enqueue_with(tx, app, &RunSchedule { schedule, slot }, plan).await
}

/// Pauses, resumes or deletes one of this community. Threads that have begun stay.
pub async fn change_schedule(
    app: &App,
    by: &Person,
    community: &Community,
    id: ScheduleId,
    change: Change,
) -> Result<()> {
    let mut tx = begin_write(app, by.id()).await?;
    may(&mut tx, app, by, community).await?;
    let schedule = lock_schedule(&mut tx, id).await?;
    let schedule = schedule.filter(|schedule| schedule.community_id == community.id());
    let schedule = schedule.ok_or(Error::NotFound("schedule"))?;
    let now = app.now();
    match change {
        Change::Delete => delete_schedule(&mut tx, id).await?,
        Change::Pause => set_paused(&mut tx, id, Some(now), "", None).await?,
        Change::Resume => {
            let zone = zone_of(&mut tx, community.id()).await?;
            let next = schedule.next_after(zone, now);
            set_paused(&mut tx, id, None, "", next).await?;
            if let Some(slot) = next {
                wait_for(&mut tx, app, id, slot).await?;
            }
        }
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// A community lives by another clock: what is planned in it begins by that one.
pub async fn set_by_new_clock(app: &App, community: CommunityId) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let zone = zone_of(&mut tx, community).await?;
    for planned in list_schedules(&mut tx, community, SCHEDULES_MAX).await? {
        let Some(schedule) = lock_schedule(&mut tx, planned.id).await? else {
            continue;
        };
        if let Some(slot) = moved(&schedule, zone, app.now()) {
            set_paused(&mut tx, schedule.id, None, "", Some(slot)).await?;
            wait_for(&mut tx, app, schedule.id, slot).await?;
        }
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

/// The time by another clock that takes the place of the next one: the one that is nearest to it, so that none
/// is left out and none comes twice. None where it stays, since it is that time, or is over by that clock; and
/// of what is paused, which gets its time when it goes on.
fn moved(schedule: &Schedule, zone: Tz, now: Time) -> Option<Time> {
    let planned = schedule.next_at.filter(|at| *at > now)?;
    let first = schedule.next_after(zone, now)?;
    let second = schedule.next_after(zone, first);
    let nearest = [Some(first), second].into_iter().flatten();
    let nearest = nearest.min_by_key(|at| at.since(planned).abs());
    nearest.filter(|at| *at != planned)
}

/// Begins the thread of this time, if it is still to begin, and has the next time wait. Where it cannot begin,
/// since its author may not any more or the rules for threads are others now, the schedule is paused and says
/// why.
pub async fn run_schedule(app: &App, work: &RunSchedule) -> Result<()> {
    let Some(ready) = ready(app, work).await? else {
        return Ok(());
    };
    match begin(app, work, ready).await {
        Err(Error::Refused(reason)) => stop(app, work, &reason.to_string()).await,
        Err(Error::Invalid(wrong)) => {
            let first = wrong.first().map(|error| error.message.to_string());
            stop(app, work, &first.unwrap_or_default()).await
        }
        other => other,
    }
}

/// What is read and rendered before the transaction begins.
struct Ready {
    author: Person,
    community: Community,
    thread: Result<CheckedThread>,
}

async fn ready(app: &App, work: &RunSchedule) -> Result<Option<Ready>> {
    let mut conn = app.store.read().await?;
    let schedule = schedule_by_id(&mut conn, work.schedule).await?;
    let Some(schedule) = schedule.filter(|schedule| is_due(schedule, work)) else {
        return Ok(None);
    };
    let author = find_person(&mut conn, schedule.author_id).await?;
    let community = find_community(&mut conn, schedule.community_id).await?;
    let zone = zone_of(&mut conn, community.id()).await?;
    drop(conn);
    // The thread is for the community, and so is why there is none.
    locale::speak(app.languages.of(&community.row.language));
    let title = schedule.title_at(zone, work.slot);
    let draft = draft(title, schedule.body_at(zone, work.slot), &schedule.tags);
    Ok(Some(Ready {
        thread: CheckedThread::of(app, &author, schedule.kind, &draft).await,
        author,
        community,
    }))
}

fn is_due(schedule: &Schedule, work: &RunSchedule) -> bool {
    schedule.paused_at.is_none() && schedule.next_at == Some(work.slot)
}

async fn begin(app: &App, work: &RunSchedule, ready: Ready) -> Result<()> {
    let Ready {
        author,
        community,
        thread,
    } = ready;
    let thread = thread?;
    let mut tx = app.store.begin().await?;
    let schedule = lock_schedule(&mut tx, work.schedule).await?;
    // Another process may have begun it meanwhile, or somebody may have paused it.
    let Some(schedule) = schedule.filter(|schedule| is_due(schedule, work)) else {
        return Ok(());
    };
    if !author.is_live() {
        return Err(Reason::Suspended.into());
    }
    let community = find_community(&mut tx, community.id()).await?;
    may(&mut tx, app, &author, &community).await?;
    let zone = zone_of(&mut tx, community.id()).await?;
    let post = thread.begin(&mut tx, app, &author, community).await?;
    // What was missed since begins once, and not once for each time.
    let next = schedule.next_after(zone, app.now().max(work.slot));
    note_run(&mut tx, schedule.id, work.slot, post.id, next).await?;
    if let Some(slot) = next {
        wait_for(&mut tx, app, schedule.id, slot).await?;
    }
    tx.commit().await?;
    app.wake_workers();
    Ok(())
}

async fn stop(app: &App, work: &RunSchedule, why: &str) -> Result<()> {
    let mut tx = app.store.begin().await?;
    let schedule = lock_schedule(&mut tx, work.schedule).await?;
    if schedule.is_some_and(|schedule| is_due(&schedule, work)) {
        set_paused(&mut tx, work.schedule, Some(app.now()), why, None).await?;
        tx.commit().await?;
    }
    Ok(())
}
