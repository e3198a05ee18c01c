//! Turning the pages of lists whose rows have numbers, the latest first; and how a place in a list that is
//! in order of time stands in an address.

use super::view::PagerView;
use crate::error::{Error, Result};
use crate::store::{Time, Turn, Window};
use serde::Deserialize;

/// `?before=12`: the rows with smaller numbers; `?after=12`: those with greater ones.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default)]
pub struct ByNumber {
    pub before: Option<i64>,
    pub after: Option<i64>,
}

impl ByNumber {
    pub fn turn(self) -> Turn<i64> {
        match (self.before, self.after) {
            (Some(number), _) => Turn::After(number),
            (None, Some(number)) => Turn::Before(number),
            (None, None) => Turn::First,
        }
    }

    pub fn is_first(self) -> bool {
        self.before.is_none() && self.after.is_none()
    }
}

/// Links to the neighbours of a page; `path` may have a query already.
pub fn pager<T>(path: &str, page: &Window<T>, number: impl Fn(&T) -> i64) -> PagerView {
    let mark = if path.contains('?') { '&' } else { '?' };
    let link = |field: &str, row: Option<&T>| {
        row.map(|row| format!("{path}{mark}{field}={}", number(row)))
    };
    PagerView {
        newer: link("after", page.turn_back()),
        older: link("before", page.turn_on()),
    }
}

/// Where a row stands in an order of time and, at the same time, of numbers.
pub fn write_place(at: Time, number: i64) -> String {
    format!("{}.{number}", at.utc().timestamp_micros())
}

/// Reads what [`write_place`] wrote; anything else is a bad request.
pub fn read_place(text: &str) -> Result<(Time, i64)> {
    let place = text.split_once('.').and_then(|(at, number)| {
        let at = Time::from_address(at)?;
        Some((at, number.parse().ok()?))
    });
    place.ok_or_else(no_such_page)
}

/// Reads the number of a row; anything else is a bad request.
pub fn read_number(text: &str) -> Result<i64> {
    text.parse().map_err(|_| no_such_page())
}

fn no_such_page() -> Error {
    Error::Bad(t!("web-bad-page").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_back_and_nonsense_is_refused() {
        let at = chrono::DateTime::from_timestamp_micros(1_800_000_000_000_001).unwrap();
        let at = Time::new(at);
        assert_eq!(read_place(&write_place(at, 7)).unwrap(), (at, 7));
        for nonsense in [
            "",
            "1",
            "x.y",
            "99999999999999999999.1",
            "-300000000000000000.1",
            "1.-",
        ] {
            let refused = read_place(nonsense);
            assert!(matches!(refused, Err(Error::Bad(_))), "{nonsense}");
        }
        assert_eq!(read_number("12").unwrap(), 12);
        assert!(matches!(read_number("1.2"), Err(Error::Bad(_))));
    }

    #[test]
    fn pages_link_to_their_neighbours() {
        let page = Window {
            rows: vec![9, 8, 7],
            earlier: true,
            later: true,
        };
        let links = pager("/list?a=b", &page, |n| *n);
        assert_eq!(links.newer.as_deref(), Some("/list?a=b&after=9"));
        assert_eq!(links.older.as_deref(), Some("/list?a=b&before=7"));
        let all = Window {
            earlier: false,
            later: false,
            ..page
        };
        assert_eq!(pager("/list", &all, |n| *n), PagerView::default());
    }
}
