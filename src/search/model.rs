//! What was typed, and the order of what is found. Pure.

use crate::error::{Error, Result};
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

/// The words to look for. They are only ever bound or quoted, so nothing typed is syntax.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    words: Vec<String>,
    is_cut: bool,
}

impl Words {
    /// Words of letters and digits, lower-case. Too long a query is refused.
    pub fn parse(typed: &str) -> Result<Self> {
        if typed.chars().count() > QUERY_MAX {
            return Err(Error::invalid(
                "q",
                format!("At most {QUERY_MAX} characters."),
            ));
        }
        let mut words: Vec<String> = typed
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(WORDS_MAX + 1)
            .map(str::to_lowercase)
            .collect();
        let is_cut = words.len() > WORDS_MAX;
        words.truncate(WORDS_MAX);
        Ok(Self { words, is_cut })
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

    /// For FTS5: every word quoted.
    pub fn fts5(&self, enough: Enough) -> String {
        let quoted = |words: &[&str], between: &str| {
            let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            words.join(between)
        };
        let Enough::Some(count) = enough else {
            let all: Vec<&str> = self.words.iter().map(String::as_str).collect();
            return quoted(&all, " ");
        };
        let ways = choices(&self.telling(), count).into_iter();
        let ways: Vec<String> = ways
            .map(|words| format!("({})", quoted(&words, " AND ")))
            .collect();
        ways.join(" OR ")
    }

    /// For PostgreSQL: the function that reads it, and the words. They hold letters and digits only.
    pub fn tsquery(&self, enough: Enough) -> (&'static str, String) {
        let Enough::Some(count) = enough else {
            return ("plainto_tsquery", self.words.join(" "));
        };
        let ways = choices(&self.telling(), count).into_iter();
        let ways: Vec<String> = ways
            .map(|words| format!("({})", words.join(" & ")))
            .collect();
        ("to_tsquery", ways.join(" | "))
    }

    /// How many of the words stand in this text.
    pub fn found_in(&self, text: &str) -> usize {
        let text = text.to_lowercase();
        self.words
            .iter()
            .filter(|word| text.contains(word.as_str()))
            .count()
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

/// What stands for a thread among the newest matches: words in the title first, then whether the
/// question is answered, then votes, then age.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub id: i64,
    pub title: String,
    pub is_answered: bool,
    pub score: i64,
}

pub fn rank(words: &Words, mut found: Vec<Candidate>) -> Vec<i64> {
    found.sort_by_cached_key(|candidate| {
        let in_title = words.found_in(&candidate.title);
        std::cmp::Reverse((
            in_title,
            candidate.is_answered,
            candidate.score,
            candidate.id,
        ))
    });
    found.into_iter().map(|candidate| candidate.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_is_syntax() {
        let cases = [
            ("maple  Glue", "\"maple\" \"glue\""),
            (
                "title:x OR \"y\" NEAR(z) *",
                "\"title\" \"x\" \"or\" \"y\" \"near\" \"z\"",
            ),
            ("-a ^b c*", "\"a\" \"b\" \"c\""),
            ("\"\"\" ' ; -- %", ""),
            ("Ärger straße", "\"ärger\" \"straße\""),
        ];
        for (typed, fts5) in cases {
            let words = Words::parse(typed).unwrap();
            assert_eq!(words.fts5(Enough::All), fts5, "{typed}");
        }
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
            assert_eq!(Words::parse(typed).unwrap().tries(), tries, "{typed}");
        }
        let words = Words::parse("a maple hide glue").unwrap();
        assert_eq!(
            words.fts5(Some(2)),
            "(\"maple\" AND \"glue\") OR (\"maple\" AND \"hide\") OR (\"glue\" AND \"hide\")"
        );
        let (function, text) = words.tsquery(Some(1));
        assert_eq!(
            (function, text.as_str()),
            ("to_tsquery", "(maple) | (glue) | (hide)")
        );
        assert_eq!(
            words.tsquery(All),
            ("plainto_tsquery", "a maple hide glue".to_owned())
        );
    }

    #[test]
    fn long_queries_are_refused_and_many_words_cut() {
        assert!(Words::parse(&"é".repeat(QUERY_MAX)).is_ok());
        assert_eq!(
            Words::parse(&"é".repeat(QUERY_MAX + 1))
                .unwrap_err()
                .status(),
            422
        );
        let many = "a b c d e f g h i j k l m n o p";
        let (_, plain) = Words::parse(many).unwrap().tsquery(Enough::All);
        assert_eq!(plain, "a b c d e f g h i j k l");
    }

    #[test]
    fn titles_count_before_votes_and_votes_before_age() {
        let words = Words::parse("maple glue").unwrap();
        let candidate = |id, title: &str, is_answered, score| Candidate {
            id,
            title: title.into(),
            is_answered,
            score,
        };
        let found = vec![
            candidate(9, "Something else", false, 90),
            candidate(1, "Maple and glue", false, 0),
            candidate(3, "Glue", false, 2),
            candidate(4, "Hide glue", false, 2),
            candidate(2, "Fish glue", true, 0),
        ];
        assert_eq!(rank(&words, found), [1, 2, 4, 3, 9]);
    }
}
