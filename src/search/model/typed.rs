//! What was typed: words, "phrases in quotes", beginnings (`glu*`) and filters (`tag:repair`).

use super::{QUERY_MAX, WORDS_MAX, Words};
use crate::error::{Error, Result};
use crate::text::{plain_word, words};
use chrono::NaiveDate;

/// Letters that a beginning must have: fewer stand in half of all words.
const BEGINNING_MIN: usize = 3;
/// Phrases, beginnings and tags; more narrow nothing down.
const EACH_MAX: usize = 6;

/// What stands before the colon of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    Tag,
    Author,
    Community,
    Kind,
    Is,
    Before,
    After,
    Lang,
}

impl Operator {
    const ALL: [(&'static str, Self); 8] = [
        ("tag", Self::Tag),
        ("author", Self::Author),
        ("community", Self::Community),
        ("kind", Self::Kind),
        ("is", Self::Is),
        ("before", Self::Before),
        ("after", Self::After),
        ("lang", Self::Lang),
    ];

    fn named(name: &str) -> Option<Self> {
        let same = |(known, _): &&(&str, Self)| known.eq_ignore_ascii_case(name);
        Self::ALL.iter().find(same).map(|(_, operator)| *operator)
    }

    pub fn name(self) -> &'static str {
        let same = |(_, known): &&(&'static str, Self)| *known == self;
        Self::ALL.iter().find(same).map_or("", |(name, _)| *name)
    }
}

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Question,
    Discussion,
    Article,
    Link,
    Answer,
    Comment,
}

impl Kind {
    pub const ALL: [Self; 6] = [
        Self::Question,
        Self::Discussion,
        Self::Article,
        Self::Link,
        Self::Answer,
        Self::Comment,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Discussion => "discussion",
            Self::Article => "article",
            Self::Link => "link",
            Self::Answer => "answer",
            Self::Comment => "comment",
        }
    }

    pub fn is_reply(self) -> bool {
        matches!(self, Self::Answer | Self::Comment)
    }
}

/// What has become of a question, or of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Answered,
    Unanswered,
    Accepted,
}

impl State {
    pub const ALL: [Self; 3] = [Self::Answered, Self::Unanswered, Self::Accepted];

    pub fn name(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Unanswered => "unanswered",
            Self::Accepted => "accepted",
        }
    }
}

/// What narrows the search, whatever the words are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    pub tags: Vec<String>,
    /// A handle, without the `@` before it.
    pub author: Option<String>,
    /// A handle, without the `!` before it.
    pub community: Option<String>,
    pub kind: Option<Kind>,
    pub is: Option<State>,
    /// Written before this day, by UTC.
    pub before: Option<NaiveDate>,
    /// Written on this day or later.
    pub after: Option<NaiveDate>,
    pub lang: Option<String>,
}

/// A search as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Of which some may be missing where nothing has all.
    pub words: Words,
    pub phrases: Vec<Vec<String>>,
    pub beginnings: Vec<String>,
    pub filters: Filters,
    /// What was typed, part by part.
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Quoted(String),
    Filter(Operator, String),
}

impl Part {
    fn typed(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Quoted(text) => format!("\"{text}\""),
            Self::Filter(operator, value) => written(*operator, value),
        }
    }
}

/// A filter as it is typed.
fn written(operator: Operator, value: &str) -> String {
    match value.contains(char::is_whitespace) {
        true => format!("{}:\"{value}\"", operator.name()),
        false => format!("{}:{value}", operator.name()),
    }
}

impl Query {
    /// Too long a query is refused, and a filter that cannot be.
    pub fn parse(typed: &str) -> Result<Self> {
        if typed.chars().count() > QUERY_MAX {
            let message = t!("search-long", most = QUERY_MAX);
            return Err(Error::invalid("q", message));
        }
        let mut query = Self {
            parts: parts(typed),
            ..Self::default()
        };
        for part in query.parts.clone() {
            match part {
                Part::Text(text) => query.take_text(&text),
                Part::Quoted(text) => query.take_phrase(&text),
                Part::Filter(operator, value) => query.filters.take(operator, &value)?,
            }
        }
        Ok(query)
    }

    fn take_text(&mut self, text: &str) {
        let mut found = words(text);
        let starts = text.ends_with('*');
        if let Some(last) = found.pop() {
            let long = last.plain.chars().count() >= BEGINNING_MIN;
            match starts && long && !last.is_pair {
                true => self.push_beginning(last.plain),
                false => found.push(last),
            }
        }
        let mut pairs = Vec::new();
        for word in found {
            // One letter of such a script is a word, and stands in the index with the letter behind it.
            if word.is_pair && word.plain.chars().count() == 1 {
                self.push_beginning(word.plain);
                continue;
            }
            if word.is_pair {
                pairs.push(word.plain);
                continue;
            }
            self.push_phrase(std::mem::take(&mut pairs));
            self.words.push(&word.lower);
        }
        self.push_phrase(pairs);
    }

    /// One word in quotes is that word and none of its other forms.
    fn take_phrase(&mut self, text: &str) {
        let found = words(text).into_iter();
        self.push_phrase(found.map(|word| word.plain).collect());
    }

    fn push_beginning(&mut self, beginning: String) {
        if self.beginnings.len() < EACH_MAX {
            self.beginnings.push(beginning);
        }
    }

    fn push_phrase(&mut self, mut phrase: Vec<String>) {
        phrase.truncate(WORDS_MAX);
        if !phrase.is_empty() && self.phrases.len() < EACH_MAX {
            self.phrases.push(phrase);
        }
    }

    /// How many words are looked for, those in quotes and beginnings among them, and how many of them stand in
    /// this title.
    pub fn in_title(&self, title: &str) -> (usize, usize) {
        let exact: Vec<&String> = self.phrases.iter().flatten().collect();
        let exact: Vec<&String> = exact.into_iter().chain(&self.beginnings).collect();
        let title_plain = plain_word(&title.to_lowercase());
        let there = exact.iter().filter(|word| title_plain.contains(**word));
        (
            self.words.all().len() + exact.len(),
            self.words.found_in(title) + there.count(),
        )
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
            && self.phrases.is_empty()
            && self.beginnings.is_empty()
            && self.filters == Filters::default()
    }

    /// Whether names are looked for, too: they have no tags and no time.
    pub fn is_filtered(&self) -> bool {
        self.filters != Filters::default()
    }

    /// What was typed, without filters.
    pub fn without_filters(&self) -> String {
        let parts = self.parts.iter();
        let typed = parts.filter(|part| !matches!(part, Part::Filter(..)));
        let typed: Vec<String> = typed.map(Part::typed).collect();
        typed.join(" ")
    }

    /// What would be typed with this filter in place of what it has; with none for an empty value.
    pub fn with(&self, operator: Operator, value: &str) -> String {
        let parts = self.parts.iter();
        let other = parts.filter(|part| !matches!(part, Part::Filter(has, _) if *has == operator));
        let mut typed: Vec<String> = other.map(Part::typed).collect();
        if !value.is_empty() {
            typed.push(written(operator, value));
        }
        typed.join(" ")
    }
}

impl Filters {
    fn take(&mut self, operator: Operator, value: &str) -> Result<()> {
        match operator {
            Operator::Tag if self.tags.len() < EACH_MAX => {
                self.tags.push(value.trim_start_matches('#').to_lowercase());
            }
            Operator::Tag => {}
            Operator::Author => self.author = Some(handle(value)),
            Operator::Community => self.community = Some(handle(value)),
            Operator::Kind => self.kind = Some(one_of(operator, &Kind::ALL, Kind::name, value)?),
            Operator::Is => self.is = Some(one_of(operator, &State::ALL, State::name, value)?),
            Operator::Before => self.before = Some(day(operator, value)?),
            Operator::After => self.after = Some(day(operator, value)?),
            Operator::Lang => self.lang = Some(language(value)?),
        }
        Ok(())
    }

    /// Whether a reply can be that. Tags are of threads, and answers are not answered.
    pub fn admit_replies(&self) -> bool {
        let state = matches!(self.is, None | Some(State::Accepted));
        state && self.tags.is_empty() && self.kind.is_none_or(Kind::is_reply)
    }

    pub fn admit_threads(&self) -> bool {
        self.kind.is_none_or(|kind| !kind.is_reply())
    }
}

fn handle(value: &str) -> String {
    value.trim_start_matches(['@', '!']).to_owned()
}

fn one_of<T: Copy>(
    operator: Operator,
    all: &[T],
    name: fn(T) -> &'static str,
    value: &str,
) -> Result<T> {
    let found = all
        .iter()
        .find(|one| name(**one).eq_ignore_ascii_case(value));
    found.copied().ok_or_else(|| {
        let names: Vec<&str> = all.iter().map(|one| name(*one)).collect();
        let names = names.join(", ");
        let message = t!("search-wrong-name", filter = operator.name(), names = names);
        Error::invalid("q", message)
    })
}

/// A day, or the first of a month or year.
fn day(operator: Operator, value: &str) -> Result<NaiveDate> {
    let whole = match value.len() {
        4 => format!("{value}-01-01"),
        7 => format!("{value}-01"),
        _ => value.to_owned(),
    };
    let day = NaiveDate::parse_from_str(&whole, "%Y-%m-%d").ok();
    let first = NaiveDate::from_ymd_opt(1970, 1, 1);
    let last = NaiveDate::from_ymd_opt(2200, 1, 1);
    day.filter(|day| Some(*day) >= first && Some(*day) <= last)
        .ok_or_else(|| {
            let message = t!("search-wrong-day", filter = operator.name());
            Error::invalid("q", message)
        })
}

fn language(value: &str) -> Result<String> {
    let letters = value.chars().all(|c| c.is_ascii_alphabetic());
    if letters && (2..=3).contains(&value.len()) {
        return Ok(value.to_lowercase());
    }
    Err(Error::invalid("q", t!("search-wrong-language")))
}

fn parts(typed: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = typed.trim_start();
    while !rest.is_empty() {
        let (part, after) = first_part(rest);
        parts.push(part);
        rest = after.trim_start();
    }
    parts
}

fn first_part(text: &str) -> (Part, &str) {
    if let Some(inner) = text.strip_prefix('"') {
        let (inner, after) = inner.split_once('"').unwrap_or((inner, ""));
        return (Part::Quoted(inner.to_owned()), after);
    }
    if let Some(filter) = filter(text) {
        return filter;
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (chunk, after) = text.split_at(end);
    (Part::Text(chunk.to_owned()), after)
}

/// A filter at the beginning of a text, and what follows it. None where nothing stands behind its colon.
fn filter(text: &str) -> Option<(Part, &str)> {
    let (name, value) = text.split_once(':')?;
    let operator = Operator::named(name)?;
    let (value, after) = match value.strip_prefix('"') {
        Some(inner) => inner.split_once('"').unwrap_or((inner, "")),
        None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
    };
    let value = value.trim();
    (!value.is_empty()).then(|| (Part::Filter(operator, value.to_owned()), after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(typed: &str) -> Query {
        Query::parse(typed).unwrap()
    }

    fn fault(typed: &str) -> String {
        match Query::parse(typed) {
            Err(Error::Invalid(errors)) => errors[0].message.to_string(),
            other => panic!("{typed}: {other:?}"),
        }
    }

    #[test]
    fn words_phrases_and_beginnings_are_told_apart() {
        let query = parse("maple \"Hide  Glue!\" lami* -no a* 東京都 \"glues\"");
        assert_eq!(query.words.all(), ["maple", "no", "a"]);
        let phrases: [&[&str]; 3] = [&["hide", "glue"], &["東京", "京都"], &["glues"]];
        assert_eq!(query.phrases, phrases);
        assert_eq!(query.beginnings, ["lami"]);
        assert!(!query.is_filtered());
        for nothing in ["", "  ", "%", "\"\"\" ' ; -- %", "*"] {
            assert!(parse(nothing).is_empty(), "{nothing}");
        }
    }

    #[test]
    fn filters_are_read_wherever_they_stand() {
        let query = parse(
            "glue TAG:Hide-Glue tag:\"two words\" author:@ada@b.test community:!luthiers kind:question \
             is:unanswered after:2025 before:2026-03-31 lang:DE",
        );
        let filters = &query.filters;
        assert_eq!(filters.tags, ["hide-glue", "two words"]);
        assert_eq!(filters.author.as_deref(), Some("ada@b.test"));
        assert_eq!(filters.community.as_deref(), Some("luthiers"));
        assert_eq!(filters.kind, Some(Kind::Question));
        assert_eq!(filters.is, Some(State::Unanswered));
        assert_eq!(filters.after, NaiveDate::from_ymd_opt(2025, 1, 1));
        assert_eq!(filters.before, NaiveDate::from_ymd_opt(2026, 3, 31));
        assert_eq!(filters.lang.as_deref(), Some("de"));
        assert_eq!(query.words.all(), ["glue"]);
        assert_eq!(query.without_filters(), "glue");
        // What is no filter is words.
        let query = parse("error: no such file, see http://a.test tag:");
        assert!(!query.is_filtered());
        assert!(query.words.all().contains(&"tag".to_owned()));
    }

    #[test]
    fn a_filter_that_cannot_be_is_refused_and_says_what_can() {
        for (typed, said) in [
            ("kind:poem", "kind: takes one of question, discussion"),
            ("is:good", "is: takes one of answered"),
            ("before:soon", "before: takes a day"),
            ("after:2026-02-31", "after: takes a day"),
            ("after:0001", "after: takes a day"),
            ("lang:german", "lang: takes the code"),
        ] {
            assert!(fault(typed).starts_with(said), "{typed}");
        }
        assert!(fault(&"é".repeat(QUERY_MAX + 1)).starts_with("At most"));
    }

    #[test]
    fn a_link_sets_one_filter_and_keeps_the_rest() {
        let query = parse("\"hide glue\" kind:article tag:\"two words\" tops");
        assert_eq!(
            query.with(Operator::Kind, "question"),
            "\"hide glue\" tag:\"two words\" tops kind:question"
        );
        assert_eq!(
            query.with(Operator::Kind, ""),
            "\"hide glue\" tag:\"two words\" tops"
        );
    }
}
