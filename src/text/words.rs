//! The words of a text: what search keeps of it, and what it looks for. The same for both databases, which
//! know nothing of languages.

use rust_stemmers::{Algorithm, Stemmer};
use std::panic::catch_unwind;

/// Characters of one word that count.
const WORD_MAX: usize = 64;
/// Longer words are names or noise and have no other forms.
const STEMMED_MAX: usize = 40;
/// Words by which an unknown language is recognised.
const LOOKED_AT: usize = 200;

/// A word as it is looked for, and where it stands in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Lower-case, without accents.
    pub plain: String,
    /// Lower-case, as it was written.
    pub lower: String,
    pub start: usize,
    pub end: usize,
    /// Two letters of a script that has no spaces between its words.
    pub is_pair: bool,
}

/// The words of a text. Where a script has no spaces between words, each pair of its letters is one.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut run: Vec<(usize, char)> = Vec::new();
    for (at, c) in text.char_indices() {
        let joins = match run.last() {
            Some((_, last)) if is_unspaced(*last) || is_unspaced(c) => {
                is_unspaced(*last) && is_unspaced(c)
            }
            _ => true,
        };
        if !is_letter(c) || !joins {
            end_run(&mut found, &run);
            run.clear();
        }
        if is_letter(c) {
            run.push((at, c));
        }
    }
    end_run(&mut found, &run);
    found
}

fn end_run(found: &mut Vec<Word>, run: &[(usize, char)]) {
    let Some((_, first)) = run.first() else {
        return;
    };
    let mark_only = run.iter().all(|(_, c)| is_mark(*c));
    if mark_only {
        return;
    }
    if is_unspaced(*first) && run.len() > 1 {
        found.extend(run.windows(2).filter_map(|pair| word(pair, true)));
    } else {
        found.extend(word(run, is_unspaced(*first)));
    }
}

fn word(letters: &[(usize, char)], is_pair: bool) -> Option<Word> {
    let (start, _) = letters.first()?;
    let (last, c) = letters.last()?;
    let counted = letters.iter().take(WORD_MAX);
    let lower: String = counted.flat_map(|(_, c)| c.to_lowercase()).collect();
    Some(Word {
        plain: plain_word(&lower),
        lower,
        start: *start,
        end: last + c.len_utf8(),
        is_pair,
    })
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

/// Accents that stand behind their letter.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Scripts that have no spaces between words, or join much to one word.
fn is_unspaced(c: char) -> bool {
    matches!(
        u32::from(c),
        0x0e00..=0x0eff
            | 0x1000..=0x109f
            | 0x1780..=0x17ff
            | 0x3040..=0x30ff
            | 0x31f0..=0x31ff
            | 0x3400..=0x4dbf
            | 0x4e00..=0x9fff
            | 0xac00..=0xd7a3
            | 0xf900..=0xfaff
            | 0xff66..=0xff9d
            | 0x20000..=0x3134f
    ) && c.is_alphanumeric()
}

/// A lower-case word without accents, so that it is found by who cannot type them.
#[must_use]
pub fn plain_word(lower: &str) -> String {
    let mut plain = String::with_capacity(lower.len());
    for c in lower.chars().filter(|c| !is_mark(*c)) {
        match bare_letter(c) {
            Some(bare) => plain.push_str(bare),
            None => plain.push(c),
        }
    }
    plain
}

fn bare_letter(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'ǎ' => "a",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ά' => "α",
        'έ' => "ε",
        'ή' => "η",
        'ί' | 'ϊ' | 'ΐ' => "ι",
        'ό' => "ο",
        'ύ' | 'ϋ' | 'ΰ' => "υ",
        'ώ' => "ω",
        'ς' => "σ",
        'ё' => "е",
        _ => return None,
    })
}

/// A language whose words have forms that we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Language(&'static str);

impl Language {
    pub const ENGLISH: Self = Self("en");

    /// As in `de` or `de-AT`.
    #[must_use]
    pub fn named(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next().unwrap_or_default();
        let primary = primary.to_ascii_lowercase();
        let known = match primary.as_str() {
            "nb" | "nn" => "no",
            other => other,
        };
        let known = LANGUAGES.iter().find(|(code, _)| *code == known)?;
        Some(Self(known.0))
    }

    /// The language that a text says it is in, or looks like.
    #[must_use]
    pub fn of(code: &str, text: &str) -> Option<Self> {
        match code {
            "" | "und" | "mul" | "zxx" => Self::guessed(text),
            _ => Self::named(code),
        }
    }

    #[must_use]
    pub fn code(self) -> &'static str {
        self.0
    }

    /// What all forms of a word have in common, without accents.
    #[must_use]
    pub fn stem(self, lower: &str) -> String {
        let has_forms =
            lower.chars().count() <= STEMMED_MAX && lower.chars().all(char::is_alphabetic);
        let algorithm = LANGUAGES.iter().find(|(code, _)| *code == self.0);
        match algorithm.filter(|_| has_forms) {
            Some((_, algorithm)) => {
                // Whoever writes must not stop a search with a word.
                let stem = catch_unwind(|| Stemmer::create(*algorithm).stem(lower).into_owned());
                plain_word(stem.as_deref().unwrap_or(lower))
            }
            None => plain_word(lower),
        }
    }

    /// By its script, or by small words that stand in every text of the language.
    fn guessed(text: &str) -> Option<Self> {
        let words = words(text);
        let lower: Vec<&str> = words
            .iter()
            .take(LOOKED_AT)
            .map(|word| word.lower.as_str())
            .collect();
        let count = |small: &[&str]| lower.iter().filter(|word| small.contains(word)).count();
        let best = SMALL_WORDS
            .iter()
            .map(|(code, small)| (count(small), *code))
            .max_by_key(|(count, _)| *count);
        if let Some((count, code)) = best
            && count >= 2
        {
            return Self::named(code);
        }
        let letter = text.chars().find(|c| c.is_alphabetic())?;
        match u32::from(letter) {
            0x0041..=0x024f => Some(Self::ENGLISH),
            0x0370..=0x03ff => Self::named("el"),
            0x0400..=0x04ff => Self::named("ru"),
            0x0600..=0x06ff => Self::named("ar"),
            0x0b80..=0x0bff => Self::named("ta"),
            _ => None,
        }
    }
}

const LANGUAGES: [(&str, Algorithm); 18] = [
    ("ar", Algorithm::Arabic),
    ("da", Algorithm::Danish),
    ("de", Algorithm::German),
    ("el", Algorithm::Greek),
    ("en", Algorithm::English),
    ("es", Algorithm::Spanish),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("hu", Algorithm::Hungarian),
    ("it", Algorithm::Italian),
    ("nl", Algorithm::Dutch),
    ("no", Algorithm::Norwegian),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("sv", Algorithm::Swedish),
    ("ta", Algorithm::Tamil),
    ("tr", Algorithm::Turkish),
];

/// Small words that few other languages have. English is last, so that it is taken where two are alike.
const SMALL_WORDS: [(&str, &[&str]); 10] = [
    ("da", &["og", "ikke", "jeg", "af", "hvordan", "også"]),
    ("sv", &["och", "inte", "jag", "är", "hur", "också", "för"]),
    ("nl", &["het", "een", "niet", "van", "voor", "hoe", "ik"]),
    ("pt", &["não", "uma", "com", "você", "os", "como", "são"]),
    ("es", &["el", "los", "las", "una", "para", "cómo", "con"]),
    ("it", &["il", "che", "non", "gli", "una", "per", "della"]),
    ("fr", &["le", "les", "des", "est", "une", "pour", "dans"]),
    ("de", &["der", "die", "das", "und", "nicht", "ist", "ein"]),
    ("ru", &["и", "в", "не", "на", "что", "как", "это"]),
    ("en", &["the", "and", "of", "is", "to", "for", "with"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.plain).collect()
    }

    #[test]
    fn words_are_letters_and_digits_without_capitals_and_accents() {
        for (text, expected) in [
            ("Ärger, Straße & CO2!", &["arger", "strasse", "co2"][..]),
            ("e\u{301}te\u{301} naïve", &["ete", "naive"]),
            ("don't_stop", &["don", "t", "stop"]),
            ("\u{301} ' -- ", &[]),
            ("東京都", &["東京", "京都"]),
            ("Linux在東京", &["linux", "在東", "東京"]),
            ("木", &["木"]),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
        let text = "Über æther";
        for word in words(text) {
            assert!(text.get(word.start..word.end).is_some(), "{word:?}");
        }
        assert_eq!(plain(&"x".repeat(500)), ["x".repeat(WORD_MAX)]);
    }

    #[test]
    fn forms_of_a_word_have_one_stem_in_its_language() {
        for (language, one, other) in [
            ("en", "switches", "switch"),
            ("en", "dropped", "dropping"),
            ("de", "häuser", "häusern"),
            ("de-AT", "leime", "leimen"),
            ("fr", "colles", "colle"),
            ("es", "maderas", "madera"),
            ("sv", "flaskorna", "flaskor"),
            ("nb", "husene", "huset"),
            ("ru", "книги", "книга"),
        ] {
            let language = Language::named(language).unwrap();
            assert_eq!(language.stem(one), language.stem(other), "{one} {other}");
        }
        let english = Language::ENGLISH;
        assert_ne!(english.stem("glue"), english.stem("glow"));
        assert_eq!(english.stem("802ab"), "802ab");
        assert_eq!(english.stem(&"ing".repeat(30)), "ing".repeat(30));
    }

    #[test]
    fn a_language_is_taken_at_its_word_or_guessed() {
        for (code, text, expected) in [
            ("de", "whatever", Some("de")),
            ("pt-BR", "", Some("pt")),
            ("ja", "東京", None),
            ("", "Warum ist der Leim nicht fest?", Some("de")),
            (
                "",
                "Pourquoi les joints ne tiennent-ils pas dans une caisse",
                Some("fr"),
            ),
            ("und", "glue", Some("en")),
            ("", "книга", Some("ru")),
            ("", "東京", None),
            ("", "42", None),
        ] {
            let found = Language::of(code, text).map(Language::code);
            assert_eq!(found, expected, "{code} {text}");
        }
    }
}
