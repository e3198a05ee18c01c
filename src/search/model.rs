//! What was typed, and the order of what is found. Pure.

use crate::error::{Error, Result};

/// Characters of a query.
pub const QUERY_MAX: usize = 256;
/// Words of a query that are looked for; more narrow nothing down.
const WORDS_MAX: usize = 12;

/// The words to look for. They are only ever bound or quoted, so nothing typed is syntax.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    /// Words of letters and digits, lower-case. Too long a query is refused.
    pub fn parse(typed: &str) -> Result<Self> {
        if typed.chars().count() > QUERY_MAX {
            return Err(Error::invalid(
                "q",
                format!("At most {QUERY_MAX} characters."),
            ));
        }
        let words = typed
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(WORDS_MAX)
            .map(str::to_lowercase)
            .collect();
        Ok(Self(words))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// For FTS5: every word quoted, all of them wanted.
    pub fn fts5(&self) -> String {
        let quoted: Vec<String> = self.0.iter().map(|word| format!("\"{word}\"")).collect();
        quoted.join(" ")
    }

    /// For `plainto_tsquery`, which knows no syntax.
    pub fn plain(&self) -> String {
        self.0.join(" ")
    }

    /// How many of the words stand in this text.
    pub fn found_in(&self, text: &str) -> usize {
        let text = text.to_lowercase();
        self.0
            .iter()
            .filter(|word| text.contains(word.as_str()))
            .count()
    }
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
            assert_eq!(Words::parse(typed).unwrap().fts5(), fts5, "{typed}");
        }
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
        assert_eq!(
            Words::parse(many).unwrap().plain(),
            "a b c d e f g h i j k l"
        );
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
