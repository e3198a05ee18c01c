//! Turning the pages of lists whose rows have numbers, the latest first.

use super::view::PagerView;
use crate::store::{Turn, Window};
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

#[cfg(test)]
mod tests {
    use super::*;

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
