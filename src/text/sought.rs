//! A name of somebody or of a community, as people type it into a search box.

/// Words that are looked for; more narrow nothing down.
const WORDS_MAX: usize = 6;
/// Characters of a name or host; longer ones do not exist.
const PART_MAX: usize = 100;

/// What was typed, read as a handle and as words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SoughtName {
    /// How the name begins, lower-case; empty where what was typed is no name.
    pub name: String,
    /// How its server begins, lower-case; empty where none was typed.
    pub host: String,
    /// Beginnings of words that stand in a shown name, a title or a focus line, all of them. None
    /// where a whole handle was typed.
    pub words: Vec<String>,
}

impl SoughtName {
    /// `@ada`, `!luthiers@host`, `ada_lovelace`, `Ada Love`.
    #[must_use]
    pub fn parse(typed: &str) -> Self {
        let typed = typed.trim().trim_start_matches(['@', '!']);
        let handle = !typed.contains(char::is_whitespace);
        let (name, host) = match typed.split_once('@') {
            Some((name, host)) if handle => (name, host),
            _ if handle => (typed, ""),
            _ => ("", ""),
        };
        let words = if host.is_empty() {
            words_of(typed)
        } else {
            Vec::new()
        };
        Self {
            name: part(name),
            host: part(host),
            words,
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.name.is_empty() && self.words.is_empty()
    }

    /// Whether this is the name itself and not only how it begins.
    #[must_use]
    pub fn is_exactly(&self, name: &str) -> bool {
        !self.name.is_empty() && self.name == name.to_lowercase()
    }

    /// Names from the first to before the second begin so, compared by bytes.
    #[must_use]
    pub fn range(&self) -> (String, String) {
        (self.name.clone(), format!("{}\u{10FFFF}", self.name))
    }

    /// The words as FTS5 takes them; they are quoted, so that nothing typed is syntax.
    #[must_use]
    pub fn fts5(&self) -> String {
        let quoted: Vec<String> = self.words.iter().map(|w| format!("\"{w}\"*")).collect();
        quoted.join(" ")
    }

    /// The words for `to_tsquery`; they hold letters and digits only.
    #[must_use]
    pub fn tsquery(&self) -> String {
        let begins: Vec<String> = self.words.iter().map(|w| format!("{w}:*")).collect();
        begins.join(" & ")
    }
}

fn part(text: &str) -> String {
    let text = text.to_lowercase();
    text.chars()
        .filter(|c| !c.is_control())
        .take(PART_MAX)
        .collect()
}

fn words_of(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(part)
        .take(WORDS_MAX)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_a_handle_and_words() {
        let cases: [(&str, &str, &str, &[&str]); 9] = [
            ("rust", "rust", "", &["rust"]),
            (" !Rust ", "rust", "", &["rust"]),
            ("@ada_lovelace", "ada_lovelace", "", &["ada", "lovelace"]),
            ("ada_lovelace", "ada_lovelace", "", &["ada", "lovelace"]),
            ("!rust@A.test:80", "rust", "a.test:80", &[]),
            ("Network operations", "", "", &["network", "operations"]),
            ("ada @ b", "", "", &["ada", "b"]),
            ("", "", "", &[]),
            ("\"' : * -", "", "", &[]),
        ];
        for (typed, name, host, words) in cases {
            let sought = SoughtName::parse(typed);
            assert_eq!(sought.name, name, "{typed}");
            assert_eq!(sought.host, host, "{typed}");
            assert_eq!(sought.words, words, "{typed}");
        }
        assert_eq!(
            SoughtName::parse("a\" OR b*").fts5(),
            "\"a\"* \"or\"* \"b\"*"
        );
        assert_eq!(SoughtName::parse("a | b:C").tsquery(), "a:* & b:* & c:*");
        assert!(SoughtName::parse(" @ ! ").is_empty());
        assert!(SoughtName::parse("ADA").is_exactly("Ada"));
    }
}
