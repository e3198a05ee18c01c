//! Statements that are prepared once for each connection and kept.
//!
//! diesel keeps by itself only what it knows to be the same text each time. It takes no UPDATE, no
//! `IN` list and no raw SQL for that, so that either database reads and plans them anew each time,
//! which costs more than running them. Whoever writes such a statement knows better.

use diesel::backend::Backend;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;

/// A statement that is kept under its text, if it has few texts.
pub struct Kept<Q> {
    statement: Q,
    few_texts: bool,
}

/// The members of an `IN` list, some of them repeated, so that lists of any length make few texts.
pub fn padded<T: Clone>(list: &[T]) -> Vec<T> {
    let mut members = list.to_vec();
    if let Some(last) = list.last() {
        members.resize(list.len().next_power_of_two(), last.clone());
    }
    members
}

/// Cuts a list into parts whose lengths are powers of two, so that a statement that writes a row for each
/// member has few texts.
pub fn in_parts<T>(mut list: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let length = list.len().checked_ilog2().map(|power| 1 << power)?;
        let (part, rest) = list.split_at(length);
        list = rest;
        Some(part)
    })
}

/// For statements of few texts: an `IN` list is another one for each length, unless it is [`padded`].
pub trait Keep: Sized {
    fn kept(self) -> Kept<Self> {
        self.kept_if(true)
    }

    /// For those that are written with numbers in them, such as of the communities that somebody reads, for
    /// some readers only.
    fn kept_if(self, few_texts: bool) -> Kept<Self> {
        Kept {
            statement: self,
            few_texts,
        }
    }
}

impl<Q: QueryId> Keep for Q {}

impl<Q> QueryId for Kept<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: Query> Query for Kept<Q> {
    type SqlType = Q::SqlType;
}

impl<DB: Backend, Q: QueryFragment<DB>> QueryFragment<DB> for Kept<Q> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.statement.walk_ast(pass)
    }

    fn is_safe_to_cache_prepared(&self, _: &DB) -> QueryResult<bool> {
        Ok(self.few_texts)
    }
}

#[cfg(test)]
mod tests {
    use super::{in_parts, padded};

    #[test]
    fn lists_of_any_length_have_few_lengths() {
        let lengths = |n: usize| padded(&vec![7; n]).len();
        let few: Vec<usize> = [0, 1, 2, 3, 5, 8, 9].into_iter().map(lengths).collect();
        assert_eq!(few, [0, 1, 2, 4, 8, 8, 16]);
        assert_eq!(padded(&["a", "b", "c"]), ["a", "b", "c", "c"]);
    }

    #[test]
    fn a_list_is_cut_into_parts_of_few_lengths() {
        let parts: Vec<&[u8]> = in_parts(&[1, 2, 3, 4, 5, 6, 7]).collect();
        let expected: [&[u8]; 3] = [&[1, 2, 3, 4], &[5, 6], &[7]];
        assert_eq!(parts, expected);
        assert_eq!(in_parts::<u8>(&[]).count(), 0);
    }
}
