//! Turning the pages of a list in one fixed order, by key, in both directions.

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
    pub fn fell_short<T>(&self, window: &Window<T>, size: usize) -> bool {
        self.is_back() && window.rows.len() < size
    }
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

    /// A list of the numbers from 9 down to 0, as a query would read it.
    fn read(turn: Turn<i32>, size: usize) -> Vec<i32> {
        let all = 0..10;
        match turn {
            Turn::First => all.rev().take(size + 1).collect(),
            Turn::After(k) => all.rev().filter(|n| *n < k).take(size + 1).collect(),
            Turn::Before(k) => all.filter(|n| *n > k).take(size + 1).collect(),
        }
    }

    #[test]
    fn turning_on_and_back_meets_the_same_pages() {
        let size = 4;
        let page = |turn: Turn<i32>| turn.cut(read(turn, size), size);
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
        let turn = Turn::Before(7);
        let short = page(turn);
        assert_eq!(
            (short.rows.as_slice(), short.earlier),
            ([9, 8].as_slice(), false)
        );
        assert!(turn.fell_short(&short, size));
    }
}
