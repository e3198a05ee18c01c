//! What conveners make of a community beside what is said in it: its rules and how it welcomes, its tags, its
//! library, and another community that it works together with.

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct House {
    pub community: String,
    /// A name or a colour.
    pub accent: String,
    pub rules: String,
    pub not_for: String,
    pub offers: String,
    pub welcome: String,
    pub first_task: String,
    /// Keys of threads, as everywhere here.
    pub start_here: Vec<String>,
    #[serde(rename = "tag")]
    pub tags: Vec<Tag>,
    #[serde(rename = "collection")]
    pub collections: Vec<Shelf>,
    pub tie: Option<Tie>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tag {
    pub name: String,
    pub description: String,
    #[serde(default)]
    pub synonyms: Vec<String>,
}

/// A collection of the library.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shelf {
    pub title: String,
    pub introduction: String,
    /// Whether it holds all questions with an accepted answer, and has no sections.
    #[serde(default)]
    pub answers: bool,
    #[serde(default)]
    pub pinned: bool,
    #[serde(default)]
    pub featured: bool,
    #[serde(rename = "section", default)]
    pub sections: Vec<Part>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub title: String,
    #[serde(default)]
    pub introduction: String,
    pub threads: Vec<Line>,
}

/// A thread in a section.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub key: String,
    #[serde(default)]
    pub note: String,
}

/// A community on another server that this one works together with.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tie {
    pub with: String,
    /// Said with the proposal.
    pub words: String,
    /// Who shares a thread with it, and which.
    pub by: String,
    pub thread: String,
}

impl Shelf {
    /// Each thread with the number of its section, from 1 on, in their order.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &Line)> {
        let sections = (1..).zip(&self.sections);
        sections.flat_map(|(number, part)| part.threads.iter().map(move |line| (number, line)))
    }
}

#[cfg(test)]
impl House {
    /// All threads that it names.
    pub fn keys(&self) -> Vec<&str> {
        let shelved = self.collections.iter().flat_map(Shelf::lines);
        let shelved = shelved.map(|(_, line)| line.key.as_str());
        let shared = self.tie.iter().map(|tie| tie.thread.as_str());
        let first = self.start_here.iter().map(String::as_str);
        first.chain(shelved).chain(shared).collect()
    }

    /// All that is written in Markdown.
    pub fn texts(&self) -> Vec<&str> {
        let own = [&self.rules, &self.offers, &self.welcome, &self.first_task];
        let shelves = self.collections.iter().map(|shelf| &shelf.introduction);
        let parts = self.collections.iter().flat_map(|shelf| &shelf.sections);
        let parts = parts.map(|part| &part.introduction);
        let all = own.into_iter().chain(shelves).chain(parts);
        all.map(String::as_str).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::demo::script;
    use crate::library::model::{INTRODUCTION_MAX, NOTE_MAX, TITLE_MAX};
    use crate::membership::model::split_rules;
    use crate::text::tag_name;
    use crate::web::accent::Accent;
    use std::collections::BTreeSet;

    #[test]
    fn every_community_has_rules_a_welcome_tags_and_a_library() {
        let script = script::read().unwrap();
        assert_eq!(script.houses.len(), script.communities.len());
        for place in &script.communities {
            let house = script.house(&place.name).unwrap();
            let name = &place.name;
            assert!((3..=7).contains(&split_rules(&house.rules).len()), "{name}");
            assert!(house.texts().iter().filter(|text| !text.is_empty()).count() > 6);
            assert!(house.not_for.chars().count() <= 200, "{name}");
            assert!(house.first_task.chars().count() <= 1_000, "{name}");
            assert!(!house.start_here.is_empty(), "{name}");
            assert!(house.tags.len() >= 5, "{name}");
            assert!(house.tags.iter().any(|tag| !tag.synonyms.is_empty()));
            let (faqs, shelves): (Vec<_>, Vec<_>) =
                house.collections.iter().partition(|shelf| shelf.answers);
            assert_eq!(faqs.len(), 1, "{name}");
            assert!(shelves.len() >= 2, "{name}");
            assert_eq!(shelves.iter().filter(|shelf| shelf.pinned).count(), 1);
            assert!(house.collections.iter().any(|shelf| shelf.featured));
        }
    }

    #[test]
    fn every_word_of_a_house_is_one_that_the_program_takes() {
        let script = script::read().unwrap();
        let mut accents = BTreeSet::new();
        for house in &script.houses {
            let accent = Accent::parse(&house.accent).unwrap();
            assert!(accent != Accent::Usual && accents.insert(house.accent.as_str()));
            for tag in &house.tags {
                assert_eq!(tag_name(&tag.name).as_deref(), Some(tag.name.as_str()));
                assert!((1..=200).contains(&tag.description.chars().count()));
                for synonym in &tag.synonyms {
                    assert_eq!(tag_name(synonym).as_deref(), Some(synonym.as_str()));
                }
            }
            let mut titles = BTreeSet::new();
            for shelf in &house.collections {
                assert!(titles.insert(&shelf.title), "{}", shelf.title);
                assert!((1..=TITLE_MAX).contains(&shelf.title.chars().count()));
                assert!((1..=INTRODUCTION_MAX).contains(&shelf.introduction.chars().count()));
                assert_eq!(shelf.sections.is_empty(), shelf.answers, "{}", shelf.title);
                let keys: BTreeSet<&str> =
                    shelf.lines().map(|(_, line)| line.key.as_str()).collect();
                assert_eq!(keys.len(), shelf.lines().count(), "each thread once");
                for part in &shelf.sections {
                    assert!((1..=TITLE_MAX).contains(&part.title.chars().count()));
                    assert!(!part.threads.is_empty(), "{}", part.title);
                }
                for (_, line) in shelf.lines() {
                    assert!(line.note.chars().count() <= NOTE_MAX, "{}", line.key);
                }
            }
        }
    }
}
