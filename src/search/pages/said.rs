//! Which of the words that were typed were looked for, said in plain words.

use crate::search::model::{Query, WORDS_MAX, Words};

/// What a page says of the words.
pub(super) struct Said {
    /// Where nothing was found.
    pub title: String,
    pub text: String,
    /// The same, where something is called so.
    pub none: String,
    /// Where what was found has only some of them.
    pub partly: String,
    /// Where more were typed than anybody looks for; empty where not.
    pub cut: String,
}

impl Said {
    pub fn of(query: &Query) -> Self {
        let words = &query.words;
        let said = Self::of_words(words);
        let has_more =
            query.is_filtered() || !query.phrases.is_empty() || !query.beginnings.is_empty();
        if !has_more {
            return said;
        }
        Self {
            title: t!("search-nothing-asked"),
            text: String::new(),
            none: t!("search-none-asked"),
            ..said
        }
    }

    fn of_words(words: &Words) -> Self {
        let cut = match words.is_cut() {
            true => t!("search-cut", most = WORDS_MAX),
            false => String::new(),
        };
        if words.is_empty() {
            return Self {
                title: t!("search-nothing-word"),
                text: t!("search-nothing-word-text"),
                none: String::new(),
                partly: String::new(),
                cut,
            };
        }
        if !words.leaves_some_out() {
            return Self {
                title: t!("search-nothing-any"),
                text: String::new(),
                none: t!("search-none-any"),
                partly: t!("search-partly-any"),
                cut,
            };
        }
        // Those that were looked for each by itself.
        let alone = words.telling();
        let (words, count) = (listed(&alone), alone.len());
        Self {
            title: t!("search-nothing-words"),
            text: t!("search-nothing-words-text", words = words, count = count),
            none: t!("search-none-words", words = words, count = count),
            partly: t!("search-partly-words", words = words, count = count),
            cut,
        }
    }
}

/// Words as people list them: “this”, “that” and “those”.
fn listed(words: &[&str]) -> String {
    let quoted = words.iter().map(|word| t!("search-word", word = word));
    let mut quoted: Vec<String> = quoted.collect();
    let Some(last) = quoted.pop() else {
        return String::new();
    };
    let next = |before: String, word: String| t!("search-word-next", before = before, word = word);
    match quoted.into_iter().reduce(next) {
        Some(before) => t!("search-word-last", before = before, word = last),
        None => last,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(typed: &str) -> Said {
        Said::of(&Query::parse(typed).unwrap())
    }

    #[test]
    fn what_was_not_looked_for_by_itself_is_not_said_to_be_nowhere() {
        let all = "Nothing here has any of these words";
        for typed in ["glue", "glue glue", "Hide glue", "at", "a maple a maple"] {
            let title = said(typed).title;
            assert_eq!(title == all, typed != "a maple a maple", "{typed}");
        }
        assert_eq!(
            said("a maple").none,
            "None has all of these words, and none has “maple”."
        );
        let many = said("one two three four five six seven");
        assert!(
            many.text
                .starts_with("Nothing has all of them, and nothing has any of “seven”, “three”, ")
        );
        assert!(!many.text.contains("“two”"), "{}", many.text);
        let some = "Here is what has some of “maple” and “glue”.";
        assert!(said("a maple glue").partly.contains(some));
    }

    #[test]
    fn words_behind_the_last_that_counts_are_said_to_be_left_out() {
        let twelve = "a b c d e f g h i j k l";
        assert_eq!(said(twelve).cut, "");
        let cut = said(&format!("{twelve} m")).cut;
        assert_eq!(cut, "Only the first 12 words were looked for.");
        assert_eq!(said("% *").title, "There is no word to look for");
        for typed in ["tag:glue", "\"hide glue\"", "lam*", "glue is:accepted"] {
            assert_eq!(said(typed).title, "Nothing here is as you asked", "{typed}");
        }
    }
}
