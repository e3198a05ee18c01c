//! A schedule, and when its next time is.

use crate::ids::{AccountId, CommunityId};
use crate::locale;
use crate::posts::model::ThreadKind;
use crate::store::Time;
use crate::store::schema::schedules;
use crate::{id_type, text_enum};
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use diesel::prelude::*;

id_type!(ScheduleId);

text_enum! {
    pub enum Every {
        Once = "once",
        Day = "day",
        Week = "week",
        Month = "month",
    }
}

/// When threads of a schedule begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rhythm {
    pub every: Every,
    /// Of the week, from 1 for Monday; of the month, where the 31st is the last one of shorter months, too.
    pub day: u32,
    /// Of the day, on the clock of the community.
    pub minute: u32,
    pub starts_on: NaiveDate,
}

/// Days that are looked through for the next time: more than any month has.
const DAYS_AHEAD: u64 = 62;

impl Rhythm {
    /// The first time after `after`. A time that a change of the clock leaves out is at the next one that
    /// there is; of one that comes twice it is the first.
    pub fn next(&self, zone: Tz, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let today = after.with_timezone(&zone).date_naive();
        // The evening before may be later than `after` where the clock was put back.
        let yesterday = today.checked_sub_days(Days::new(1))?;
        let first = yesterday.max(self.starts_on);
        let dates = (0..DAYS_AHEAD).filter_map(|ahead| first.checked_add_days(Days::new(ahead)));
        dates
            .filter(|date| self.is_on(*date))
            .filter_map(|date| self.at(zone, date))
            .find(|at| *at > after)
    }

    fn is_on(&self, date: NaiveDate) -> bool {
        match self.every {
            Every::Once => date == self.starts_on,
            Every::Day => true,
            Every::Week => date.weekday().number_from_monday() == self.day,
            Every::Month => date.day() == self.day.min(last_day(date)),
        }
    }

    fn at(&self, zone: Tz, date: NaiveDate) -> Option<DateTime<Utc>> {
        let time = NaiveTime::from_num_seconds_from_midnight_opt(self.minute * 60, 0)?;
        let mut local = date.and_time(time);
        // Clocks leave out an hour, seldom a whole day.
        for _ in 0..=96 {
            if let Some(at) = zone.from_local_datetime(&local).earliest() {
                return Some(at.with_timezone(&Utc));
            }
            local = local.checked_add_signed(TimeDelta::minutes(15))?;
        }
        None
    }
}

fn last_day(date: NaiveDate) -> u32 {
    let first = date.with_day(1);
    let next = first.and_then(|first| first.checked_add_months(Months::new(1)));
    let last = next.and_then(|next| next.pred_opt());
    last.map_or(28, |last| last.day())
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = schedules)]
pub struct Schedule {
    pub id: ScheduleId,
    pub community_id: CommunityId,
    /// Whose the threads are.
    pub author_id: AccountId,
    pub kind: ThreadKind,
    pub title: String,
    pub body: String,
    /// With commas between them.
    pub tags: String,
    pub every: Every,
    pub day: i32,
    pub minute: i32,
    /// As in `2026-12-31`.
    pub starts_on: String,
    pub next_at: Option<Time>,
    pub paused_at: Option<Time>,
    /// Why it was paused by itself; empty otherwise.
    pub stopped_by: String,
    /// Threads that have begun.
    pub made: i32,
}

#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = schedules)]
pub struct NewSchedule {
    pub community_id: CommunityId,
    pub author_id: AccountId,
    pub kind: ThreadKind,
    pub title: String,
    pub body: String,
    pub tags: String,
    pub every: Every,
    pub day: i32,
    pub minute: i32,
    pub starts_on: String,
    pub next_at: Option<Time>,
    pub stopped_by: String,
    pub made: i32,
    pub created_at: Time,
}

impl Schedule {
    pub fn rhythm(&self) -> Option<Rhythm> {
        Some(Rhythm {
            every: self.every,
            day: u32::try_from(self.day).ok()?,
            minute: u32::try_from(self.minute).ok()?,
            starts_on: self.starts_on.parse().ok()?,
        })
    }

    pub fn next_after(&self, zone: Tz, after: Time) -> Option<Time> {
        let next = self.rhythm()?.next(zone, after.utc());
        next.map(Time::new)
    }

    /// Its title with what stands in braces: `{date}`, in the language that is spoken, `{week}` and `{number}`.
    pub fn title_at(&self, zone: Tz, slot: Time) -> String {
        filled(&self.title, zone, slot, self.made.saturating_add(1))
    }

    pub fn body_at(&self, zone: Tz, slot: Time) -> String {
        filled(&self.body, zone, slot, self.made.saturating_add(1))
    }
}

fn filled(text: &str, zone: Tz, slot: Time, number: i32) -> String {
    let local = slot.utc().with_timezone(&zone);
    text.replace("{date}", &locale::date(slot.utc(), zone))
        .replace("{week}", &local.iso_week().week().to_string())
        .replace("{number}", &number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn rhythm(every: Every, day: u32, hour: u32, minute: u32) -> Rhythm {
        Rhythm {
            every,
            day,
            minute: hour * 60 + minute,
            starts_on: "2026-01-01".parse().unwrap(),
        }
    }

    #[test]
    fn times_are_by_the_clock_on_the_wall_also_when_it_is_changed() {
        let berlin = Tz::Europe__Berlin;
        let cases = [
            // Mondays at nine, in winter and in summer.
            (
                rhythm(Every::Week, 1, 9, 0),
                "2026-03-22T12:00:00Z",
                "2026-03-23T08:00:00Z",
            ),
            (
                rhythm(Every::Week, 1, 9, 0),
                "2026-03-23T08:00:00Z",
                "2026-03-30T07:00:00Z",
            ),
            // Half past two does not come on the 29th of March, and comes twice on the 25th of October.
            (
                rhythm(Every::Day, 0, 2, 30),
                "2026-03-28T12:00:00Z",
                "2026-03-29T01:00:00Z",
            ),
            (
                rhythm(Every::Day, 0, 2, 30),
                "2026-03-29T01:00:00Z",
                "2026-03-30T00:30:00Z",
            ),
            (
                rhythm(Every::Day, 0, 2, 30),
                "2026-10-24T12:00:00Z",
                "2026-10-25T00:30:00Z",
            ),
            (
                rhythm(Every::Day, 0, 2, 30),
                "2026-10-25T00:30:00Z",
                "2026-10-26T01:30:00Z",
            ),
            // The last of the month.
            (
                rhythm(Every::Month, 31, 0, 0),
                "2026-02-01T12:00:00Z",
                "2026-02-27T23:00:00Z",
            ),
            (
                rhythm(Every::Month, 31, 0, 0),
                "2026-02-27T23:00:00Z",
                "2026-03-30T22:00:00Z",
            ),
        ];
        for (rhythm, after, expected) in cases {
            assert_eq!(
                rhythm.next(berlin, at(after)),
                Some(at(expected)),
                "{rhythm:?} {after}"
            );
        }
    }

    #[test]
    fn what_is_once_is_not_again() {
        let once = rhythm(Every::Once, 0, 10, 0);
        let first = once.next(Tz::UTC, at("2025-12-30T00:00:00Z")).unwrap();
        assert_eq!(first, at("2026-01-01T10:00:00Z"));
        assert_eq!(once.next(Tz::UTC, first), None);
        let weekly = rhythm(Every::Week, 4, 10, 0);
        let long_before = weekly.next(Tz::UTC, at("2025-01-01T00:00:00Z")).unwrap();
        assert_eq!(long_before, first, "not before the day on which it starts");
    }
}
