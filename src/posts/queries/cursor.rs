//! Where a page of a list ended: the value it is sorted by and the id that breaks ties.

use super::list::Sort;
use crate::error::{Error, Result};
use crate::store::Time;

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cursor {
    pub(super) key: Key,
    pub(super) id: i64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Key {
    Rank(f64),
    Time(Time),
    Score(i64),
}

impl Cursor {
    pub(super) fn new(key: Key, id: i64) -> Self {
        Self { key, id }
    }

    /// Text for an address. Opaque: only [`Cursor::parse`] reads it.
    pub fn encode(&self) -> String {
        match self.key {
            Key::Rank(rank) => format!("r{:016x}.{}", rank.to_bits(), self.id),
            Key::Time(time) => format!("t{}.{}", time.utc().timestamp_micros(), self.id),
            Key::Score(score) => format!("s{score}.{}", self.id),
        }
    }

    /// Reads a cursor of a list sorted so; anything else is a bad request.
    pub fn parse(sort: Sort, text: &str) -> Result<Self> {
        Self::read(text)
            .filter(|cursor| cursor.fits(sort))
            .ok_or_else(|| Error::Bad(t!("posts-list-no-page").into()))
    }

    fn read(text: &str) -> Option<Self> {
        let (value, id) = text.split_once('.')?;
        let id = id.parse().ok()?;
        let key = if let Some(bits) = value.strip_prefix('r') {
            let rank = f64::from_bits(u64::from_str_radix(bits, 16).ok()?);
            Key::Rank(rank.is_finite().then_some(rank)?)
        } else if let Some(micros) = value.strip_prefix('t') {
            Key::Time(Time::from_address(micros)?)
        } else {
            Key::Score(value.strip_prefix('s')?.parse().ok()?)
        };
        Some(Self { key, id })
    }

    fn fits(&self, sort: Sort) -> bool {
        match self.key {
            Key::Rank(_) => sort == Sort::Hot,
            Key::Time(_) => matches!(sort, Sort::New | Sort::Active | Sort::Unanswered),
            Key::Score(_) => matches!(sort, Sort::Top { .. }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    #[test]
    fn cursors_survive_an_address_and_hostile_ones_are_refused() {
        let time = Time::new(DateTime::from_timestamp_micros(1_700_000_000_123_456).unwrap());
        let cases = [
            (Sort::Hot, Key::Rank(-37_777.123_456_789)),
            (Sort::New, Key::Time(time)),
            (Sort::Top { since: None }, Key::Score(-12)),
        ];
        for (sort, key) in cases {
            let cursor = Cursor::new(key, 42);
            assert_eq!(Cursor::parse(sort, &cursor.encode()).unwrap(), cursor);
        }
        let hostile = [
            "",
            ".",
            "r",
            "t.1",
            "t1",
            "s1.x",
            "r7ff8000000000000.1",
            "t9999999999999999999.1",
            "s99999999999999999999.1",
            "x1.1",
            "t-9223372036854775808.1",
            "s1.1.1",
            "r+1.1é",
        ];
        for text in hostile {
            for sort in [Sort::Hot, Sort::New, Sort::Top { since: None }] {
                assert_eq!(
                    Cursor::parse(sort, text).unwrap_err().status(),
                    400,
                    "{text}"
                );
            }
        }
        let other = Cursor::new(Key::Score(1), 1).encode();
        assert!(Cursor::parse(Sort::Hot, &other).is_err());
    }
}
