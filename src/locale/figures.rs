//! Numbers and dates, as a language writes them: its file `locale.ftl` says how.

use super::current;
use chrono::{DateTime, Datelike, Timelike, Utc};
use chrono_tz::Tz;
use fluent_bundle::FluentValue;

/// Numbers with fewer digits are written together, in every language.
const GROUPED_FROM: usize = 5;

/// What stands between thousands, and before a fraction. Read once, since every number needs them.
#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    pub group: String,
    pub fraction: String,
}

/// A number with its thousands apart, from five digits on: `1284`, `12 840`.
#[must_use]
pub fn count(number: i64) -> String {
    let sign = if number < 0 { "−" } else { "" };
    format!("{sign}{}", grouped(&number.unsigned_abs().to_string()))
}

fn grouped(digits: &str) -> String {
    if digits.len() < GROUPED_FROM {
        return digits.to_owned();
    }
    let mark = &current().0.marks.group;
    let mut grouped = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push_str(mark);
        }
        grouped.push(digit);
    }
    grouped
}

/// How Fluent writes the numbers that it is given; everything else as it always does.
pub(super) fn figure<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    let FluentValue::Number(number) = value else {
        return None;
    };
    let text = number.as_string();
    let plain = text.strip_prefix('-').unwrap_or(&text);
    let sign = if plain.len() < text.len() { "−" } else { "" };
    let (whole, fraction) = match plain.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (plain, None),
    };
    let mut said = format!("{sign}{}", grouped(whole));
    if let Some(fraction) = fraction {
        said.push_str(&current().0.marks.fraction);
        said.push_str(fraction);
    }
    Some(said)
}

/// A day as people write it: `1 May 2026`.
#[must_use]
pub fn date(at: DateTime<Utc>, zone: Tz) -> String {
    let there = at.with_timezone(&zone);
    t!(
        "locale-date",
        day = there.day().to_string(),
        month = month(there.month()),
        year = there.year().to_string()
    )
}

/// The same without the year, of a day that is near: `1 May`.
#[must_use]
pub fn day(at: DateTime<Utc>, zone: Tz) -> String {
    let there = at.with_timezone(&zone);
    t!(
        "locale-day",
        day = there.day().to_string(),
        month = month(there.month())
    )
}

/// A day in figures, to the minute: `2026-05-01, 10:20 UTC`.
#[must_use]
pub fn exact(at: DateTime<Utc>, zone: Tz) -> String {
    let there = at.with_timezone(&zone);
    t!(
        "locale-exact",
        year = there.year().to_string(),
        month = format!("{:02}", there.month()),
        day = format!("{:02}", there.day()),
        hour = format!("{:02}", there.hour()),
        minute = format!("{:02}", there.minute()),
        zone = there.format("%Z").to_string()
    )
}

/// A month of a year as people write it: `May 2026`.
#[must_use]
pub fn month_and_year(at: DateTime<Utc>, zone: Tz) -> String {
    let there = at.with_timezone(&zone);
    t!(
        "locale-month-year",
        month = month(there.month()),
        year = there.year().to_string()
    )
}

fn month(number: u32) -> String {
    match number {
        1 => t!("locale-month-1"),
        2 => t!("locale-month-2"),
        3 => t!("locale-month-3"),
        4 => t!("locale-month-4"),
        5 => t!("locale-month-5"),
        6 => t!("locale-month-6"),
        7 => t!("locale-month-7"),
        8 => t!("locale-month-8"),
        9 => t!("locale-month-9"),
        10 => t!("locale-month-10"),
        11 => t!("locale-month-11"),
        _ => t!("locale-month-12"),
    }
}
