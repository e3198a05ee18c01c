//! What is kept of a thread or reply for search: one line of words. First the words of the title and of the
//! text in their order, then what their forms have in common, the words of the title once more, and what it
//! is: its kind, community, author, tags, language, time and state. None of the latter can be typed.

use crate::text::{Language, Word, words};
use chrono::{DateTime, Datelike, Utc};
use std::collections::BTreeSet;

/// Words of a text that are looked at; a text that is longer has said before what it is about.
const WORDS_MAX: usize = 8_000;
/// Bytes of these words. With their forms and all else a line stays far below the million that PostgreSQL
/// takes for one.
const BYTES_MAX: usize = 300_000;
/// Numbers of things are cut into blocks of so many bits, each four times as large as the one before, so that a
/// search can be held to one of them. Tests have too little to fill large ones.
pub const BLOCKS: [u32; 5] = if cfg!(test) {
    [2, 4, 6, 8, 10]
} else {
    [10, 12, 14, 16, 18]
};
/// Stands where one part ends, so that no phrase reaches over it. No word has this letter.
const GAP: &str = "··";

/// A thread or reply, as far as it is searched.
#[derive(Debug, Clone)]
pub struct Searched<'a> {
    pub id: i64,
    /// Empty for a reply.
    pub title: &'a str,
    pub text: &'a str,
    pub language: &'a str,
    pub tags: &'a [String],
    pub kind: &'a str,
    pub community: i64,
    pub author: i64,
    pub audience: &'a str,
    pub published: DateTime<Utc>,
    pub is_accepted: bool,
    /// Whether a question has answers, or else waits for one; none where there is nothing to answer.
    pub has_answers: Option<bool>,
}

/// The line of words, and the language they are in.
pub fn line(searched: &Searched<'_>) -> (String, Option<Language>) {
    let both = format!("{}\n{}", searched.title, searched.text);
    let language = Language::of(searched.language, &both);
    let mut line = Line::default();
    let title = words(searched.title);
    for word in &title {
        line.push(&word.plain);
    }
    line.push(GAP);
    let text = words(searched.text);
    let text = text.iter().take(looked_at(&text));
    let text_pairs = text.clone();
    for word in text.clone() {
        line.push(&word.plain);
    }
    // Tags are words of a thread, too.
    for tag in searched.tags {
        line.push(GAP);
        for word in words(tag) {
            line.push(&word.plain);
        }
    }
    line.push(GAP);
    let mut forms = BTreeSet::new();
    let mut of_title = BTreeSet::new();
    for word in &title {
        of_title.insert(in_title(&word.plain));
        if let Some(language) = language {
            let form = form(language, &word.lower);
            of_title.insert(in_title(&form));
            forms.insert(form);
        }
    }
    if let Some(language) = language {
        forms.extend(text.map(|word| form(language, &word.lower)));
        let tags = searched.tags.iter().flat_map(|tag| words(tag));
        forms.extend(tags.map(|word| form(language, &word.lower)));
    }
    let pairs = title.iter().chain(text_pairs).filter(|word| word.is_pair);
    forms.extend(pairs.flat_map(|word| word.plain.chars().map(letter)));
    for each in forms.iter().chain(&of_title) {
        line.push(each);
    }
    for fact in facts(searched, language) {
        line.push(&fact);
    }
    (line.0, language)
}

/// How many words of a text are looked at.
fn looked_at(text: &[Word]) -> usize {
    let mut bytes = 0_usize;
    let fitting = text.iter().take(WORDS_MAX).take_while(|word| {
        bytes = bytes.saturating_add(word.plain.len());
        bytes <= BYTES_MAX
    });
    fitting.count()
}

#[derive(Default)]
struct Line(String);

impl Line {
    fn push(&mut self, word: &str) {
        if !self.0.is_empty() {
            self.0.push(' ');
        }
        self.0.push_str(word);
    }
}

/// The stem of a word, with its language, for another may have the same for something else.
pub fn form(language: Language, lower: &str) -> String {
    format!("{}·{}", language.stem(lower), language.code())
}

/// One letter of a script in which pairs of letters are words.
pub fn letter(letter: char) -> String {
    format!("{letter}·u")
}

/// The same word as part of a title.
pub fn in_title(word: &str) -> String {
    format!("{word}·t")
}

fn facts(searched: &Searched<'_>, language: Option<Language>) -> Vec<String> {
    let mut facts = vec![
        kind(searched.kind),
        community(searched.community),
        author(searched.author),
        audience(searched.audience),
        year(searched.published.year()),
        month(searched.published.year(), searched.published.month()),
    ];
    let blocks = 0..BLOCKS.len();
    facts.extend(blocks.map(|level| block(level, block_of(level, searched.id))));
    facts.extend(searched.tags.iter().map(|name| tag(name)));
    let said = said_language(searched.language);
    let said = said.or_else(|| language.map(|language| in_language(language.code())));
    facts.extend(said);
    if searched.is_accepted {
        facts.push(state("accepted"));
    }
    match searched.has_answers {
        Some(true) => facts.push(state("answered")),
        Some(false) => facts.push(state("unanswered")),
        None => {}
    }
    facts
}

fn said_language(code: &str) -> Option<String> {
    let primary = code.split(['-', '_']).next().unwrap_or_default();
    (!primary.is_empty() && primary != "und").then(|| in_language(primary))
}

/// The number of the block of this size in which something is.
pub fn block_of(level: usize, id: i64) -> i64 {
    id >> block_bits(level)
}

pub fn block_bits(level: usize) -> u32 {
    BLOCKS.get(level).or(BLOCKS.last()).copied().unwrap_or(0)
}

pub fn block(level: usize, number: i64) -> String {
    fact('b', &format!("{level}x{number}"))
}

pub fn kind(kind: &str) -> String {
    fact('k', kind)
}

pub fn community(id: i64) -> String {
    fact('c', &id.to_string())
}

pub fn author(id: i64) -> String {
    fact('a', &id.to_string())
}

pub fn audience(audience: &str) -> String {
    fact('v', audience)
}

pub fn tag(name: &str) -> String {
    fact('g', &name.to_lowercase())
}

pub fn in_language(code: &str) -> String {
    fact('l', &code.to_lowercase())
}

pub fn state(state: &str) -> String {
    fact('s', state)
}

pub fn year(year: i32) -> String {
    fact('y', &year.to_string())
}

pub fn month(year: i32, month: u32) -> String {
    fact('m', &format!("{year}{month:02}"))
}

/// Begins with a letter that no word begins with, so that no beginning of a word that somebody typed meets it.
fn fact(what: char, value: &str) -> String {
    let value: String = value
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '·' })
        .collect();
    format!("·{what}{value}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_words_forms_and_facts() {
        let tags = ["hide-glue".to_owned()];
        let searched = Searched {
            id: 5_000,
            title: "Gluing 'tops",
            text: "It holds\\.",
            language: "en-GB",
            tags: &tags,
            kind: "question",
            community: 3,
            author: 7,
            audience: "public",
            published: "2026-03-05T10:00:00Z".parse().unwrap(),
            is_accepted: true,
            has_answers: Some(true),
        };
        let (line, language) = line(&searched);
        assert_eq!(language, Some(Language::ENGLISH));
        assert_eq!(
            line,
            "gluing tops ·· it holds ·· hide glue ·· glue·en glu·en hide·en hold·en it·en top·en \
             gluing·t glu·en·t tops·t top·en·t ·kquestion ·c3 ·a7 ·vpublic ·y2026 ·m202603 \
             ·b0x1250 ·b1x312 ·b2x78 ·b3x19 ·b4x4 ·ghide·glue ·len ·saccepted ·sanswered"
        );
    }

    /// Texts of other servers may have four times as many letters as ours, of up to four bytes each.
    #[test]
    fn a_line_has_room_in_either_database_whatever_the_text_is() {
        let word = |number: usize| {
            let first = char::from_u32(0x10428 + u32::try_from(number % 40).unwrap());
            format!("{}{number:04}{}", first.unwrap(), "\u{10428}".repeat(59))
        };
        let all: Vec<String> = (0..3_000).map(word).collect();
        let text = all.join(" ");
        let searched = Searched {
            id: 1,
            title: "",
            text: &text,
            language: "en",
            tags: &[],
            kind: "question",
            community: 1,
            author: 1,
            audience: "public",
            published: DateTime::UNIX_EPOCH,
            is_accepted: false,
            has_answers: None,
        };
        let (line, _) = line(&searched);
        assert!(line.len() < 1_000_000, "{}", line.len());
        assert!(line.contains(&all[0]) && line.ends_with("·len"));
    }

    #[test]
    fn letters_of_scripts_without_spaces_are_words_too() {
        let searched = Searched {
            id: 1,
            title: "",
            text: "木工 x",
            language: "ja",
            tags: &[],
            kind: "answer",
            community: 1,
            author: 1,
            audience: "public",
            published: DateTime::UNIX_EPOCH,
            is_accepted: false,
            has_answers: None,
        };
        let (line, _) = line(&searched);
        assert!(
            line.starts_with("·· 木工 x ·· 工·u 木·u ·kanswer"),
            "{line}"
        );
    }

    #[test]
    fn nothing_of_a_text_ends_a_word_of_the_index() {
        let searched = Searched {
            id: 1,
            title: "'; DROP \"x\" · ·c4",
            text: "a'b\\ \0 c·d",
            language: "",
            tags: &[],
            kind: "",
            community: 1,
            author: 1,
            audience: "",
            published: DateTime::UNIX_EPOCH,
            is_accepted: false,
            has_answers: None,
        };
        let (line, _) = line(&searched);
        assert!(!line.contains(['\'', '"', '\\', '\0', ';']), "{line}");
        assert!(!line.split(' ').any(|word| word == "·c4"), "{line}");
    }
}
