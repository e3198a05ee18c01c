//! What was typed, what the index of words holds and is asked, and the order of what is found. Pure.

mod asked;
mod followed;
pub mod kept;
mod rank;
mod shown;
mod typed;
mod wanted;

pub use asked::{Asked, Check, Sense, asked};
pub use followed::{FollowedRow, FollowedSearch, Listed, NewFollowed, as_kept};
pub use rank::{Candidate, rank};
pub use shown::{Marked, Marks};
pub use typed::{Filters, Kind, Operator, Query, State};
pub use wanted::Wanted;

use crate::text::plain_word;
use std::collections::HashSet;

/// Characters of a query.
pub const QUERY_MAX: usize = 256;
/// Words of a query that are looked for; more narrow nothing down.
pub const WORDS_MAX: usize = 12;
/// Words of which some may be missing: the longest say most, and every choice among them is looked for.
const SOME_MAX: usize = 5;
/// Words shorter than this say nothing where others are missing.
const SHORT: usize = 3;

/// How many of the words have to be there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Enough {
    #[default]
    All,
    /// So many of the words that say most.
    Some(usize),
}

/// The words to look for, lower-case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    words: Vec<String>,
    is_cut: bool,
}

impl Words {
    fn push(&mut self, lower: &str) {
        match self.words.len() < WORDS_MAX {
            true => self.words.push(lower.to_owned()),
            false => self.is_cut = true,
        }
    }

    pub fn all(&self) -> &[String] {
        &self.words
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether more were typed than are looked for.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Whether some of them are looked for only together with the others.
    pub fn leaves_some_out(&self) -> bool {
        self.telling().len() < self.count_different()
    }

    fn count_different(&self) -> usize {
        let different: HashSet<&String> = self.words.iter().collect();
        different.len()
    }

    /// What is tried, one after the other, until something is found: all words, then fewer and fewer of them.
    pub fn tries(&self) -> Vec<Enough> {
        let fewer = self.count_different().saturating_sub(1);
        let most = self.telling().len().min(fewer);
        std::iter::once(Enough::All)
            .chain((1..=most).rev().map(Enough::Some))
            .collect()
    }

    /// The words that say most, the longest first. Where nothing has all words, each of these is looked for by
    /// itself, too.
    pub fn telling(&self) -> Vec<&str> {
        let long = |word: &&str| word.chars().count() >= SHORT;
        let all = self.words.iter().map(String::as_str);
        let mut words: Vec<&str> = all.clone().filter(long).collect();
        if words.is_empty() {
            words = all.collect();
        }
        words.sort_by_key(|word| (std::cmp::Reverse(word.chars().count()), *word));
        words.dedup();
        words.truncate(SOME_MAX);
        words
    }

    /// How many of the words stand in this text.
    pub fn found_in(&self, text: &str) -> usize {
        let text = plain_word(&text.to_lowercase());
        let stands = |word: &&String| text.contains(&plain_word(word));
        self.words.iter().filter(stands).count()
    }
}

/// Every choice of `count` of these words.
fn choices<'a>(words: &[&'a str], count: usize) -> Vec<Vec<&'a str>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let mut ways = Vec::new();
    for (at, first) in words.iter().enumerate() {
        let rest = words.get(at + 1..).unwrap_or_default();
        for mut way in choices(rest, count - 1) {
            way.insert(0, *first);
            ways.push(way);
        }
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(typed: &str) -> Words {
        Query::parse(typed).unwrap().words
    }

    #[test]
    fn where_nothing_has_all_words_fewer_and_fewer_are_tried() {
        use Enough::{All, Some};
        let cases: [(&str, &[Enough]); 6] = [
            ("", &[All]),
            ("glue", &[All]),
            ("glue glue", &[All]),
            ("hide glue", &[All, Some(1)]),
            ("how do I glue maple", &[All, Some(3), Some(2), Some(1)]),
            (
                "one two three four five six seven",
                &[All, Some(5), Some(4), Some(3), Some(2), Some(1)],
            ),
        ];
        for (typed, tries) in cases {
            assert_eq!(words(typed).tries(), tries, "{typed}");
        }
        let telling = words("a maple hide glue");
        assert_eq!(
            choices(&telling.telling(), 2),
            [["maple", "glue"], ["maple", "hide"], ["glue", "hide"]]
        );
    }

    #[test]
    fn many_words_are_cut() {
        let many = words("a b c d e f g h i j k l m n o p");
        assert_eq!(many.all().join(" "), "a b c d e f g h i j k l");
        assert!(many.is_cut());
        assert_eq!(many.found_in("A Ç in the title"), 6);
    }

    #[test]
    fn nothing_typed_is_syntax() {
        let sense = Sense::default();
        for (typed, fts5, tsquery) in [
            (
                "title:x OR NEAR(z)",
                r#"(("title") AND ("x") AND ("or") AND ("near") AND ("z"))"#,
                "(('title') & ('x') & ('or') & ('near') & ('z'))",
            ),
            (
                "-a ^b c* ' ; -- % &|!<->:*",
                r#"(("a") AND ("b") AND ("c"))"#,
                "(('a') & ('b') & ('c'))",
            ),
            (
                "\"Ärger\\'s\" straß*",
                r#"("arger" AND "s" AND "stra" *)"#,
                "('arger' & 's' & 'stra':*)",
            ),
        ] {
            let query = Query::parse(typed).unwrap();
            let rest = asked(&query, Enough::All, &sense).all;
            assert_eq!(
                (rest.fts5().as_str(), rest.tsquery().as_str()),
                (fts5, tsquery)
            );
        }
    }
}
