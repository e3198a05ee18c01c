//! What the index is asked for a search.

use super::kept;
use super::{Enough, Filters, Query, Wanted, choices};
use crate::text::{Language, plain_word};
use chrono::{Datelike, NaiveDate};

/// What has to be known to make sense of what was typed.
#[derive(Debug, Clone, Default)]
pub struct Sense {
    /// The languages of which anything is here.
    pub languages: Vec<Language>,
    pub author: Option<i64>,
    pub community: Option<i64>,
    /// The last year in which something can have been written.
    pub last_year: i32,
    /// Whether nothing but what is public can be read by who asks.
    pub only_public: bool,
}

/// What the index is asked.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What the index cannot tell, and is looked up in the lines of words.
    pub checks: Vec<Check>,
    /// What has all the words in its title. None where that is nothing of its own.
    pub title: Option<Wanted>,
    /// All that is wanted, those with all words in their titles included.
    pub all: Wanted,
}

/// What must stand in a line of words. It holds letters, digits and spaces, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// Words one behind the other.
    Phrase(String),
    /// How one of the words begins.
    Beginning(String),
}

/// Letters of a beginning that the index knows.
const BEGINNING: usize = 4;

impl Asked {
    /// What is wanted and has not all the words in its title.
    pub fn others(&self) -> Wanted {
        match &self.title {
            Some(title) => {
                let both = (Box::new(self.all.clone()), Box::new(title.clone()));
                Wanted::Without(both.0, both.1)
            }
            None => self.all.clone(),
        }
    }
}

pub fn asked(query: &Query, enough: Enough, sense: &Sense) -> Asked {
    let (fixed, checks) = (fixed(query, sense), checks(query));
    let with_fixed = |mut each: Vec<Wanted>| {
        each.extend(fixed.iter().cloned());
        Wanted::All(each)
    };
    let word = |word: &str| any_form(word, &sense.languages);
    let all = query.words.all();
    if let Enough::Some(count) = enough {
        let ways = choices(&query.words.telling(), count).into_iter();
        let ways = ways.map(|way| Wanted::All(way.into_iter().map(word).collect()));
        let all = with_fixed(vec![Wanted::Any(ways.collect())]);
        return Asked {
            checks,
            title: None,
            all,
        };
    }
    let in_title = |word: &String| Wanted::Any(titled(word, &sense.languages));
    let title = (!all.is_empty()).then(|| with_fixed(all.iter().map(in_title).collect()));
    let all = with_fixed(all.iter().map(|each| word(each)).collect());
    Asked { checks, title, all }
}

/// A word as it is, or another of its forms in a language that is here.
fn any_form(word: &str, languages: &[Language]) -> Wanted {
    Wanted::Any(
        forms(word, languages)
            .into_iter()
            .map(Wanted::Word)
            .collect(),
    )
}

fn titled(word: &str, languages: &[Language]) -> Vec<Wanted> {
    let forms = forms(word, languages).into_iter();
    forms
        .map(|form| Wanted::Word(kept::in_title(&form)))
        .collect()
}

/// The word, and what all its forms have in common in each language.
fn forms(word: &str, languages: &[Language]) -> Vec<String> {
    let mut forms = vec![plain_word(word)];
    forms.extend(languages.iter().map(|language| kept::form(*language, word)));
    forms
}

/// What must be there, whatever may be missing of the words.
fn fixed(query: &Query, sense: &Sense) -> Vec<Wanted> {
    let mut fixed: Vec<Wanted> = Vec::new();
    fixed.extend(query.phrases.iter().flatten().cloned().map(Wanted::Word));
    fixed.extend(query.beginnings.iter().map(|start| beginning(start)));
    let filters = &query.filters;
    let mut facts: Vec<String> = filters.tags.iter().map(|tag| kept::tag(tag)).collect();
    facts.extend(
        filters
            .author
            .as_ref()
            .map(|_| fact_of(sense.author, kept::author)),
    );
    let community = filters.community.as_ref();
    facts.extend(community.map(|_| fact_of(sense.community, kept::community)));
    facts.extend(filters.kind.map(|kind| kept::kind(kind.name())));
    facts.extend(filters.is.map(|state| kept::state(state.name())));
    facts.extend(filters.lang.as_ref().map(|code| kept::in_language(code)));
    if sense.only_public {
        facts.push(kept::audience("public"));
    }
    fixed.extend(facts.into_iter().map(Wanted::Word));
    fixed.extend(time(filters, sense.last_year));
    fixed
}

/// A single letter is one of a script in which it is a word.
fn beginning(start: &str) -> Wanted {
    let mut letters = start.chars();
    match (letters.next(), letters.next()) {
        (Some(only), None) => Wanted::Word(kept::letter(only)),
        _ => Wanted::Beginning(start.chars().take(BEGINNING).collect()),
    }
}

fn checks(query: &Query) -> Vec<Check> {
    let phrases = query.phrases.iter().filter(|phrase| phrase.len() > 1);
    let phrases = phrases.map(|phrase| Check::Phrase(phrase.join(" ")));
    let long = |start: &&String| start.chars().count() > BEGINNING;
    let beginnings = query.beginnings.iter().filter(long);
    let beginnings = beginnings.map(|start| Check::Beginning(start.clone()));
    phrases.chain(beginnings).collect()
}

/// Nobody and no place has the number 0, so nothing is by who is not there.
fn fact_of(id: Option<i64>, fact: fn(i64) -> String) -> String {
    fact(id.unwrap_or(0))
}

/// The years and months in which it can have been written; the days are for who reads what is found.
fn time(filters: &Filters, last_year: i32) -> Option<Wanted> {
    if filters.before.is_none() && filters.after.is_none() {
        return None;
    }
    let month_of = |day: NaiveDate| (day.year(), day.month());
    let first = filters.after.map_or((1970, 1), month_of);
    let last = filters.before.map_or((last_year, 12), month_of);
    let mut any = Vec::new();
    for year in first.0..=last.0 {
        let from = if year == first.0 { first.1 } else { 1 };
        let to = if year == last.0 { last.1 } else { 12 };
        match (from, to) {
            (1, 12) => any.push(Wanted::Word(kept::year(year))),
            _ => any.extend((from..=to).map(|month| Wanted::Word(kept::month(year, month)))),
        }
    }
    Some(Wanted::Any(any))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sense() -> Sense {
        Sense {
            languages: vec![Language::ENGLISH],
            author: Some(7),
            last_year: 2027,
            only_public: true,
            ..Sense::default()
        }
    }

    fn all(typed: &str) -> String {
        let query = Query::parse(typed).unwrap();
        asked(&query, Enough::All, &sense()).all.tsquery()
    }

    #[test]
    fn a_word_is_wanted_in_all_its_forms_and_filters_as_they_are() {
        assert_eq!(
            all("switches tag:Hide-Glue author:ada is:accepted kind:answer lang:de"),
            "(('switches' | 'switch·en') & '·ghide·glue' & '·a7' & '·kanswer' & '·saccepted' & '·lde' & '·vpublic')"
        );
        // A community that is not there has nothing.
        assert_eq!(all("community:none"), "('·c0' & '·vpublic')");
    }

    #[test]
    fn what_the_index_cannot_tell_is_looked_up() {
        let query = Query::parse("\"hide glue\" \"one\" lam* lamin* 木").unwrap();
        let asked = asked(&query, Enough::All, &Sense::default());
        assert_eq!(
            asked.all.tsquery(),
            "('hide' & 'glue' & 'one' & 'lam':* & 'lami':* & '木·u')"
        );
        assert_eq!(
            asked.checks,
            [
                Check::Phrase("hide glue".to_owned()),
                Check::Beginning("lamin".to_owned())
            ]
        );
    }

    #[test]
    fn a_time_is_years_and_months() {
        for (typed, expected) in [
            ("after:2026-11-05", "'·m202611' | '·m202612' | '·y2027'"),
            (
                "after:2025 before:2027-02-28",
                "'·y2025' | '·y2026' | '·m202701' | '·m202702'",
            ),
            ("after:2026-03-01 before:2026-03-09", "'·m202603'"),
        ] {
            assert_eq!(
                all(typed),
                format!("('·vpublic' & ({expected}))"),
                "{typed}"
            );
        }
        let query = Query::parse("after:2026-03-01 before:2025").unwrap();
        assert!(asked(&query, Enough::All, &sense()).all.is_hopeless());
    }

    #[test]
    fn titles_are_asked_first_and_not_twice() {
        let query = Query::parse("hide glues").unwrap();
        let asked = asked(&query, Enough::All, &Sense::default());
        let title = "(('hide·t') & ('glues·t'))";
        assert_eq!(asked.title.as_ref().unwrap().tsquery(), title);
        assert_eq!(
            asked.others().tsquery(),
            format!("((('hide') & ('glues')) & !{title})")
        );
    }

    #[test]
    fn where_some_words_are_enough_every_choice_of_them_is() {
        let query = Query::parse("maple glue tag:x").unwrap();
        let asked = asked(&query, Enough::Some(1), &Sense::default());
        assert!(asked.title.is_none());
        assert_eq!(asked.all.tsquery(), "(((('maple')) | (('glue'))) & '·gx')");
    }
}
