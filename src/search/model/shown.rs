//! What is shown of a text that was found: the part in which most of what was looked for stands, with that
//! marked.

use super::{Query, kept};
use crate::text::{Language, Word, plain_word, words};
use std::collections::HashSet;

/// Characters of a text that are looked through for something to show.
const LOOKED_AT: usize = 12_000;
/// Words that are shown.
const SHOWN: usize = 34;
/// Characters that are shown, however long the words are.
const LONGEST: usize = 400;
/// Words before the first that is marked.
const BEFORE: usize = 6;

/// A part of what is shown. It is text, and not HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    pub text: String,
    /// Whether it was looked for.
    pub hit: bool,
}

/// What is marked in texts.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    plain: HashSet<String>,
    forms: HashSet<String>,
    beginnings: Vec<String>,
}

impl Marks {
    pub fn new(query: &Query, languages: &[Language]) -> Self {
        let looked_for = query.words.all().iter();
        let mut plain: HashSet<String> = looked_for.clone().map(|word| plain_word(word)).collect();
        plain.extend(query.phrases.iter().flatten().cloned());
        let in_language = |language: &Language| {
            let language = *language;
            let looked_for = looked_for.clone();
            looked_for.map(move |word| kept::form(language, word))
        };
        Self {
            plain,
            forms: languages.iter().flat_map(in_language).collect(),
            beginnings: query.beginnings.clone(),
        }
    }

    fn mark(&self, word: &Word, language: Option<Language>) -> bool {
        let form = || language.map(|language| kept::form(language, &word.lower));
        self.plain.contains(&word.plain)
            || self
                .beginnings
                .iter()
                .any(|start| word.plain.starts_with(start.as_str()))
            || (!self.forms.is_empty() && form().is_some_and(|form| self.forms.contains(&form)))
    }

    /// The part of a text that is shown. Empty where the text is.
    pub fn show(&self, text: &str, code: &str) -> Vec<Marked> {
        let end = text.char_indices().nth(LOOKED_AT).map(|(at, _)| at);
        let text = text.get(..end.unwrap_or(text.len())).unwrap_or_default();
        let language = Language::of(code, text);
        let words = words(text);
        let hits: Vec<bool> = words.iter().map(|word| self.mark(word, language)).collect();
        let first = best_start(&words, &hits);
        let start = match first {
            0 => 0,
            _ => words.get(first).map_or(0, |word| word.start),
        };
        let end = shown_to(text, start, words.get(first + SHOWN));
        let mut parts = Parts::default();
        if first > 0 {
            parts.push("… ", false);
        }
        let mut at = start;
        for (word, _) in words.iter().zip(&hits).skip(first).filter(|(_, hit)| **hit) {
            // Pairs of letters overlap.
            let (from, to) = (word.start.max(at), word.end.min(end));
            if from >= to {
                continue;
            }
            parts.push(text.get(at..from).unwrap_or_default(), false);
            parts.push(text.get(from..to).unwrap_or_default(), true);
            at = to;
        }
        parts.push(text.get(at..end).unwrap_or_default().trim_end(), false);
        if end < text.len() {
            parts.push(" …", false);
        }
        parts.0
    }
}

/// Where the part that begins here ends: before the word that is not shown any more.
fn shown_to(text: &str, start: usize, next: Option<&Word>) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let longest = rest.char_indices().nth(LONGEST);
    let longest = longest.map_or(text.len(), |(at, _)| start + at);
    next.map_or(longest, |word| word.start.min(longest))
}

/// The word with which that part begins in which most different ones are marked.
fn best_start(words: &[Word], hits: &[bool]) -> usize {
    let marked = hits.iter().enumerate().filter(|(_, hit)| **hit);
    let different = |at: usize| {
        let pairs = words.iter().zip(hits).skip(at).take(SHOWN - BEFORE);
        let marked = pairs.filter(|(_, hit)| **hit);
        marked
            .map(|(word, _)| &word.plain)
            .collect::<HashSet<_>>()
            .len()
    };
    // The first of equals.
    let best = marked
        .map(|(at, _)| (different(at), at))
        .max_by_key(|(count, at)| (*count, std::cmp::Reverse(*at)));
    best.map_or(0, |(_, at)| at.saturating_sub(BEFORE))
}

#[derive(Default)]
struct Parts(Vec<Marked>);

impl Parts {
    fn push(&mut self, text: &str, hit: bool) {
        if text.is_empty() {
            return;
        }
        match self.0.last_mut().filter(|last| last.hit == hit) {
            Some(last) => last.text.push_str(text),
            None => self.0.push(Marked {
                text: text.to_owned(),
                hit,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is marked stands in brackets.
    fn shown(typed: &str, text: &str) -> String {
        let query = Query::parse(typed).unwrap();
        let marks = Marks::new(&query, &[Language::ENGLISH]);
        let parts = marks.show(text, "en").into_iter();
        let parts = parts.map(|part| match part.hit {
            true => format!("[{}]", part.text),
            false => part.text,
        });
        parts.collect()
    }

    #[test]
    fn what_was_looked_for_is_marked_in_all_its_forms() {
        for (typed, text, expected) in [
            (
                "switch",
                "Both switches, <b>Switch</b>!",
                "Both [switches], <b>[Switch]</b>!",
            ),
            ("\"hide glue\"", "Hide glue holds", "[Hide] [glue] holds"),
            ("lam*", "A laminate", "A [laminate]"),
            ("Ärger", "arger", "[arger]"),
            ("東京都", "在東京都內", "在[東京都]內"),
            ("walnut", "Nothing", "Nothing"),
            ("walnut", "", ""),
        ] {
            assert_eq!(shown(typed, text), expected, "{typed}");
        }
    }

    #[test]
    fn the_part_with_most_of_it_is_shown() {
        let noise = "word ".repeat(60);
        let text = format!("glue {noise} maple and glue {noise}");
        let shown = shown("maple glue", &text);
        assert!(shown.starts_with("… word word"), "{shown}");
        assert!(shown.contains("[maple] and [glue]"), "{shown}");
        assert!(shown.ends_with(" …"), "{shown}");
        assert!(shown.len() < 300, "{shown}");
    }
}
