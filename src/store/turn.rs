//! Turning the pages of a list in one fixed order, by key, in both directions. [`read_page!`] reads
//! one.

/// Which page of a list is wanted. `K` says where a row stands in the order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Turn<K> {
    First,
    /// What follows the row that stands here.
    After(K),
    /// What goes before it. The query reads in the opposite order then.
    Before(K),
}

/// One page.
#[derive(Debug, Clone, PartialEq)]
pub struct Window<T> {
    /// In the order of the list.
    pub rows: Vec<T>,
    /// Whether rows go before these.
    pub earlier: bool,
    /// Whether rows follow these.
    pub later: bool,
}

impl<K> Turn<K> {
    /// The page that the fields `after` and `before` of an address ask for: the first one where both are
    /// empty. `read` makes of a text where a row stands, or says why it names none.
    pub fn asked<E>(
        after: &str,
        before: &str,
        read: impl FnOnce(&str) -> Result<K, E>,
    ) -> Result<Self, E> {
        match (after, before) {
            ("", "") => Ok(Self::First),
            ("", before) => read(before).map(Self::Before),
            (after, _) => read(after).map(Self::After),
        }
    }

    pub fn is_back(&self) -> bool {
        matches!(self, Self::Before(_))
    }

    /// The page, from what a query found: one row more than `size` where there are more.
    pub fn cut<T>(&self, mut rows: Vec<T>, size: usize) -> Window<T> {
        let more = rows.len() > size;
        rows.truncate(size);
        let (earlier, later) = match self {
            Self::First => (false, more),
            Self::After(_) => (true, more),
            Self::Before(_) => {
                rows.reverse();
                (more, true)
            }
        };
        Window {
            rows,
            earlier,
            later,
        }
    }

    /// Whether turning back came to the beginning with less than a page: the first page has it all.
    /// For [`read_page!`].
    pub fn fell_short<T>(&self, window: &Window<T>, size: usize) -> bool {
        self.is_back() && window.rows.len() < size
    }
}

impl Turn<i64> {
    /// For a list in SQL that goes by numbers, the latest first: how those of the page compare with which number,
    /// and the order.
    pub fn bounds(self) -> (&'static str, i64, &'static str) {
        match self {
            Self::First => ("<", i64::MAX, "DESC"),
            Self::After(id) => ("<", id, "DESC"),
            Self::Before(id) => (">", id, "ASC"),
        }
    }
}

/// Reads the page of `size` rows that `turn` asks for; the first one where turning back came to less
/// than a page: `read_page!(turn, size, |turn, limit| load(conn, turn, limit))`. The query is given
/// the turn and how many rows to read at most, as `i64`. A macro, since what a closure that borrows
/// the connection waits for is not known to be `Send`.
#[macro_export]
macro_rules! read_page {
    ($wanted:expr, $size:expr, |$turn:ident, $limit:ident| $load:expr) => {{
        let size: usize = $size;
        let $limit = i64::try_from(size.saturating_add(1)).unwrap_or(i64::MAX);
        let mut $turn = $wanted;
        loop {
            let page = $turn.cut($load.await?, size);
            if !$turn.fell_short(&page, size) {
                break page;
            }
            $turn = $crate::store::Turn::First;
        }
    }};
}

/// Keeps a boxed query to the page that `turn` asks for, where a list goes by the numbers in a column, the
/// latest first: `latest_first!(query, turn, reports::id, ReportId)`. The last says what the column holds:
/// `i64::from` where that is the number itself. A macro, since each table's query is a type of its own.
#[macro_export]
macro_rules! latest_first {
    ($query:expr, $turn:expr, $column:expr, $key:expr) => {
        match $turn {
            $crate::store::Turn::First => $query.order($column.desc()),
            $crate::store::Turn::After(id) => {
                $query.filter($column.lt($key(id))).order($column.desc())
            }
            $crate::store::Turn::Before(id) => {
                $query.filter($column.gt($key(id))).order($column.asc())
            }
        }
    };
}

/// As [`latest_first!`], the oldest first.
#[macro_export]
macro_rules! oldest_first {
    ($query:expr, $turn:expr, $column:expr, $key:expr) => {
        match $turn {
            $crate::store::Turn::First => $query.order($column.asc()),
            $crate::store::Turn::After(id) => {
                $query.filter($column.gt($key(id))).order($column.asc())
            }
            $crate::store::Turn::Before(id) => {
                $query.filter($column.lt($key(id))).order($column.desc())
            }
        }
    };
}

impl<T> Window<T> {
    pub fn empty() -> Self {
        Self {
            rows: Vec::new(),
            earlier: false,
            later: false,
        }
    }

    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Window<U> {
        Window {
            rows: self.rows.into_iter().map(f).collect(),
            earlier: self.earlier,
            later: self.later,
        }
    }

    /// The first row, where there are rows before it.
    pub fn turn_back(&self) -> Option<&T> {
        self.rows.first().filter(|_| self.earlier)
    }

    /// The last row, where there are rows after it.
    pub fn turn_on(&self) -> Option<&T> {
        self.rows.last().filter(|_| self.later)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;
    use std::convert::Infallible;
    use std::future::{Ready, ready};

    /// A list of the numbers from 9 down to 0, as a query would read it.
    fn read(turn: Turn<i32>, limit: i64) -> Ready<Result<Vec<i32>, Infallible>> {
        let (all, limit) = (0..10, usize::try_from(limit).unwrap());
        ready(Ok(match turn {
            Turn::First => all.rev().take(limit).collect(),
            Turn::After(k) => all.rev().filter(|n| *n < k).take(limit).collect(),
            Turn::Before(k) => all.filter(|n| *n > k).take(limit).collect(),
        }))
    }

    async fn page_of(turn: Turn<i32>) -> Result<Window<i32>, Infallible> {
        Ok(read_page!(turn, 4, |turn, limit| read(turn, limit)))
    }

    #[test]
    fn an_address_asks_for_one_page_and_what_follows_comes_first() {
        let asked = |after, before| Turn::asked(after, before, str::parse::<i32>);
        assert_eq!(asked("", ""), Ok(Turn::First));
        assert_eq!(asked("7", ""), Ok(Turn::After(7)));
        assert_eq!(asked("", "7"), Ok(Turn::Before(7)));
        assert_eq!(asked("7", "8"), Ok(Turn::After(7)));
        assert!(asked("", "seven").is_err() && asked("x", "8").is_err());
    }

    #[test]
    fn turning_on_and_back_meets_the_same_pages() {
        let page = |turn: Turn<i32>| page_of(turn).now_or_never().unwrap().unwrap();
        let first = page(Turn::First);
        assert_eq!(first.rows, [9, 8, 7, 6]);
        assert!(first.turn_back().is_none());
        let second = page(Turn::After(*first.turn_on().unwrap()));
        assert_eq!(second.rows, [5, 4, 3, 2]);
        let third = page(Turn::After(*second.turn_on().unwrap()));
        assert_eq!(third.rows, [1, 0]);
        assert!(third.turn_on().is_none());
        let back = page(Turn::Before(*third.turn_back().unwrap()));
        assert_eq!(
            (back.rows, back.earlier, back.later),
            (vec![5, 4, 3, 2], true, true)
        );
        let again = page(Turn::Before(7));
        assert_eq!(again, first, "the first page instead of a short one");
    }
}
