//! What the index of words is asked, for either database. Everything in it is quoted, so that nothing typed
//! is syntax.

/// What must stand in the words of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    Word(String),
    /// How a word begins.
    Beginning(String),
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
            Self::All(each) => each.is_empty() || each.iter().any(Self::is_hopeless),
            Self::Any(each) => each.iter().all(Self::is_hopeless),
            Self::Without(this, _) => this.is_hopeless(),
        }
    }

    /// The same among what has this word, too. It is said wherever several things must meet: an index that
    /// looks for where they do looks no further than where this word ends.
    #[must_use]
    pub fn within(&self, word: &str) -> Self {
        let each_within = |each: &[Self]| each.iter().map(|one| one.within(word)).collect();
        match self {
            Self::Word(_) | Self::Beginning(_) => self.clone(),
            Self::All(each) => {
                let mut each: Vec<Self> = each_within(each);
                each.push(Self::Word(word.to_owned()));
                Self::All(each)
            }
            Self::Any(each) => Self::Any(each_within(each)),
            Self::Without(this, other) => {
                let both = (this.within(word), other.within(word));
                Self::Without(Box::new(both.0), Box::new(both.1))
            }
        }
    }

    /// For FTS5.
    pub fn fts5(&self) -> String {
        match self {
            Self::Word(word) => format!("\"{word}\""),
            Self::Beginning(word) => format!("\"{word}\" *"),
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

    fn wanted() -> Wanted {
        Wanted::Without(
            Box::new(Wanted::All(vec![
                Wanted::Any(vec![word("glue"), word("glu·en")]),
                Wanted::Beginning("map".to_owned()),
            ])),
            Box::new(Wanted::All(vec![word("glue·t")])),
        )
    }

    #[test]
    fn both_databases_are_asked_the_same() {
        assert_eq!(
            wanted().fts5(),
            "(((\"glue\" OR \"glu·en\") AND \"map\" *) NOT (\"glue·t\"))"
        );
        assert_eq!(
            wanted().tsquery(),
            "((('glue' | 'glu·en') & 'map':*) & !('glue·t'))"
        );
        assert!(!wanted().is_hopeless());
        assert!(Wanted::All(vec![word("glue"), Wanted::Any(Vec::new())]).is_hopeless());
    }

    #[test]
    fn a_block_is_said_wherever_things_must_meet() {
        assert_eq!(
            wanted().within("·b0x1").tsquery(),
            "((('glue' | 'glu·en') & 'map':* & '·b0x1') & !('glue·t' & '·b0x1'))"
        );
        let some = Wanted::Any(vec![Wanted::All(vec![word("a"), word("b")]), word("c")]);
        assert_eq!(some.within("x").tsquery(), "(('a' & 'b' & 'x') | 'c')");
    }
}
