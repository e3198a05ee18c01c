//! What the index of words is asked, for either database. Everything in it is quoted, so that nothing typed
//! is syntax.

/// What must stand in the words of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    Word(String),
    /// How a word begins.
    Beginning(String),
    /// Words one behind the other.
    Phrase(Vec<String>),
    All(Vec<Wanted>),
    Any(Vec<Wanted>),
    /// The first and not the second.
    Without(Box<Wanted>, Box<Wanted>),
}

impl Wanted {
    /// Whether nothing can be that.
    pub fn is_hopeless(&self) -> bool {
        match self {
            Self::Word(_) | Self::Beginning(_) => false,
            Self::Phrase(words) => words.is_empty(),
            Self::All(each) => each.is_empty() || each.iter().any(Self::is_hopeless),
            Self::Any(each) => each.iter().all(Self::is_hopeless),
            Self::Without(this, _) => this.is_hopeless(),
        }
    }

    /// For FTS5.
    pub fn fts5(&self) -> String {
        match self {
            Self::Word(word) => format!("\"{word}\""),
            Self::Beginning(word) => format!("\"{word}\" *"),
            Self::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Self::All(each) => joined(each, " AND ", Self::fts5),
            Self::Any(each) => joined(each, " OR ", Self::fts5),
            Self::Without(this, other) => format!("({} NOT {})", this.fts5(), other.fts5()),
        }
    }

    /// For PostgreSQL, as the text of a `tsquery`.
    pub fn tsquery(&self) -> String {
        match self {
            Self::Word(word) => format!("'{word}'"),
            Self::Beginning(word) => format!("'{word}':*"),
            Self::Phrase(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("'{word}'")).collect();
                format!("({})", words.join(" <-> "))
            }
            Self::All(each) => joined(each, " & ", Self::tsquery),
            Self::Any(each) => joined(each, " | ", Self::tsquery),
            Self::Without(this, other) => format!("({} & !{})", this.tsquery(), other.tsquery()),
        }
    }
}

fn joined(each: &[Wanted], between: &str, write: fn(&Wanted) -> String) -> String {
    let each: Vec<String> = each.iter().map(write).collect();
    format!("({})", each.join(between))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(word: &str) -> Wanted {
        Wanted::Word(word.to_owned())
    }

    #[test]
    fn both_databases_are_asked_the_same() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let wanted = Wanted::Without(
            Box::new(Wanted::All(vec![
                Wanted::Any(vec![word("glue"), word("glu·en")]),
                Wanted::Beginning("map".to_owned()),
                Wanted::Phrase(words(&["how", "do", "i"])),
            ])),
            Box::new(Wanted::All(vec![word("glue·t")])),
        );
        assert_eq!(
            wanted.fts5(),
            "(((\"glue\" OR \"glu·en\") AND \"map\" * AND \"how do i\") NOT (\"glue·t\"))"
        );
        assert_eq!(
            wanted.tsquery(),
            "((('glue' | 'glu·en') & 'map':* & ('how' <-> 'do' <-> 'i')) & !('glue·t'))"
        );
        assert!(!wanted.is_hopeless());
        assert!(Wanted::All(vec![word("glue"), Wanted::Any(Vec::new())]).is_hopeless());
    }
}
