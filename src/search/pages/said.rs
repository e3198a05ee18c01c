//! Which of the words that were typed were looked for, said in plain words.

use crate::search::model::{Query, WORDS_MAX, Words};

/// What a page says of the words.
pub(super) struct Said {
    /// Where nothing was found.
    pub title: &'static str,
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
            title: "Nothing here is as you asked",
            text: String::new(),
            none: "None is as you asked.".to_owned(),
            ..said
        }
    }

    fn of_words(words: &Words) -> Self {
        let cut = match words.is_cut() {
            true => format!("Only the first {WORDS_MAX} words were looked for."),
            false => String::new(),
        };
        if words.is_empty() {
            return Self {
                title: "There is no word to look for",
                text: "A word has letters or digits.".to_owned(),
                none: String::new(),
                partly: String::new(),
                cut,
            };
        }
        if !words.leaves_some_out() {
            return Self {
                title: "Nothing here has any of these words",
                text: String::new(),
                none: "None has any of these words.".to_owned(),
                partly: "Nothing has all of these words. Here is what has some of them.".to_owned(),
                cut,
            };
        }
        let (any, some) = alone(words);
        Self {
            title: "Nothing was found for these words",
            text: format!("Nothing has all of them, and nothing has {any}."),
            none: format!("None has all of these words, and none has {any}."),
            partly: format!("Nothing has all of these words. Here is what has {some}."),
            cut,
        }
    }
}

/// The words that were looked for each by itself: any of them, and some of them.
fn alone(words: &Words) -> (String, String) {
    let words = words.telling();
    let quoted: Vec<String> = words.iter().map(|word| format!("“{word}”")).collect();
    match quoted.split_last() {
        Some((last, [])) => (last.clone(), last.clone()),
        Some((last, before)) => {
            let listed = format!("{} and {last}", before.join(", "));
            (format!("any of {listed}"), format!("some of {listed}"))
        }
        None => (String::new(), String::new()),
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
