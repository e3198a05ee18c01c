//! What one language says, and what is wrong with the files that it was read from.

use super::choosing::is_right_to_left;
use super::figures::{self, Marks};
use super::html::PLAIN;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt;
use unic_langid::LanguageIdentifier;

/// Texts of a language as a file holds them.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// Where they are from, for telling what is wrong.
    pub name: String,
    pub text: String,
}

/// Something wrong with what a language says. What it is about is said in English meanwhile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub file: String,
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.what)
    }
}

pub(super) struct Language {
    pub tag: String,
    /// What it calls itself.
    pub name: String,
    pub marks: Marks,
    /// What is asked for what this one lacks.
    pub fallback: Option<&'static Language>,
    bundle: FluentBundle<FluentResource>,
    /// Keys of texts that would not come out right.
    refused: HashSet<String>,
}

impl Language {
    /// Reads these in this order: a later text of the same key takes the place of an earlier one. `first` is how
    /// many of them come with the program and are not judged.
    pub fn read(
        tag: &LanguageIdentifier,
        sources: &[Source],
        first: usize,
        fallback: Option<&'static Language>,
    ) -> (Self, Vec<Fault>) {
        let mut bundle = FluentBundle::new_concurrent(vec![tag.clone()]);
        let tag = tag.to_string();
        // In texts from left to right names stand in `<bdi>`; marks within would show up in searches and copies.
        bundle.set_use_isolating(is_right_to_left(&tag));
        bundle.set_formatter(Some(figures::figure));
        // Its one function, NUMBER, cannot be there already.
        let _ = bundle.add_builtins();
        let mut language = Self {
            name: tag.clone(),
            tag,
            marks: fallback
                .map(|other| other.marks.clone())
                .unwrap_or_default(),
            fallback,
            bundle,
            refused: HashSet::new(),
        };
        let mut faults = Vec::new();
        for (at, source) in sources.iter().enumerate() {
            language.take(source, at >= first, &mut faults);
        }
        language.introduce();
        (language, faults)
    }

    fn take(&mut self, source: &Source, judged: bool, faults: &mut Vec<Fault>) {
        let mut wrong = |what: String| {
            faults.push(Fault {
                file: source.name.clone(),
                what,
            });
        };
        let resource = match FluentResource::try_new(source.text.clone()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                for error in errors {
                    let line = line_of(&source.text, error.pos.start);
                    wrong(format!("line {line}: {error}"));
                }
                resource
            }
        };
        let known = match (judged, self.fallback) {
            (true, Some(fallback)) => Some(fallback.english()),
            (true, None) => Some(&*self),
            (false, _) => None,
        };
        let mut refused = Vec::new();
        for (key, marks) in texts(&resource) {
            let Some(known) = known else { continue };
            if let Some(what) = misfit(&key, &marks, known) {
                wrong(what);
                refused.push(key);
            }
        }
        let taken = texts(&resource).into_keys().collect::<Vec<_>>();
        self.refused.retain(|key| !taken.contains(key));
        self.refused.extend(refused);
        self.bundle.add_resource_overriding(resource);
    }

    fn introduce(&mut self) {
        let own = |key| self.say(key, None).map(Cow::into_owned);
        let (name, group, fraction) = (
            own("locale-name"),
            own("locale-group"),
            own("locale-fraction"),
        );
        if let Some(name) = name {
            self.name = name;
        }
        if let Some(group) = group {
            self.marks.group = group;
        }
        if let Some(fraction) = fraction {
            self.marks.fraction = fraction;
        }
    }

    /// The end of every chain.
    fn english(&self) -> &Self {
        let mut language = self;
        while let Some(next) = language.fallback {
            language = next;
        }
        language
    }

    /// None where it has no such text, or where it does not come out right.
    pub fn say(&self, key: &str, values: Option<&FluentArgs<'_>>) -> Option<Cow<'_, str>> {
        if self.refused.contains(key) {
            return None;
        }
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, values, &mut errors);
        errors.is_empty().then_some(text)
    }

    #[cfg(test)]
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    fn marks_of(&self, key: &str) -> Option<BTreeSet<String>> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut marks = BTreeSet::new();
        in_pattern(pattern, &mut marks);
        Some(marks)
    }
}

fn line_of(text: &str, at: usize) -> usize {
    let before = text.bytes().take(at);
    before.filter(|byte| *byte == b'\n').count() + 1
}

/// Each text of a file by its key, with what stands in it: `$name` for values, `<name>` and `</name>` for tags.
pub(super) fn texts(resource: &FluentResource) -> BTreeMap<String, BTreeSet<String>> {
    let mut texts = BTreeMap::new();
    for entry in resource.entries() {
        let ast::Entry::Message(message) = entry else {
            continue;
        };
        let mut marks = BTreeSet::new();
        if let Some(pattern) = &message.value {
            in_pattern(pattern, &mut marks);
        }
        texts.insert(message.id.name.to_owned(), marks);
    }
    texts
}

/// Why a text cannot stand for the English one. A language may leave a value out, but it can have none that
/// nobody gives it, and links must begin and end.
fn misfit(key: &str, marks: &BTreeSet<String>, english: &Language) -> Option<String> {
    let Some(known) = english.marks_of(key) else {
        return Some(format!("{key} is no key that is asked for"));
    };
    if let Some(mark) = marks.difference(&known).next() {
        return Some(format!("{key} has {mark}, which the English text has not"));
    }
    let mut tags = known.difference(marks).filter(|mark| mark.starts_with('<'));
    let tag = tags.next()?;
    Some(format!("{key} lacks {tag}, which the English text has"))
}

fn in_pattern(pattern: &ast::Pattern<&str>, marks: &mut BTreeSet<String>) {
    // A tag may begin before a value and end behind it.
    let mut text = String::new();
    for element in &pattern.elements {
        match element {
            ast::PatternElement::TextElement { value } => text.push_str(value),
            ast::PatternElement::Placeable { expression } => in_expression(expression, marks),
        }
    }
    in_text(&text, marks);
}

fn in_expression(expression: &ast::Expression<&str>, marks: &mut BTreeSet<String>) {
    match expression {
        ast::Expression::Inline(inline) => in_inline(inline, marks),
        ast::Expression::Select { selector, variants } => {
            in_inline(selector, marks);
            for variant in variants {
                in_pattern(&variant.value, marks);
            }
        }
    }
}

fn in_inline(inline: &ast::InlineExpression<&str>, marks: &mut BTreeSet<String>) {
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            marks.insert(format!("${}", id.name));
        }
        ast::InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                in_inline(argument, marks);
            }
        }
        ast::InlineExpression::Placeable { expression } => in_expression(expression, marks),
        _ => {}
    }
}

/// Tags, except for those that every text may use as it likes, and whether each ends where it should.
fn in_text(text: &str, marks: &mut BTreeSet<String>) {
    let mut open = Vec::new();
    for rest in text.split('<').skip(1) {
        let Some((tag, _)) = rest.split_once('>') else {
            continue;
        };
        let name = tag.strip_prefix('/').unwrap_or(tag);
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
            continue;
        }
        if !PLAIN.contains(&name) {
            marks.insert(format!("<{tag}>"));
        }
        if name == tag {
            open.push(name);
        } else if open.pop() != Some(name) {
            marks.insert(format!("a misplaced <{tag}>"));
        }
    }
    for name in open {
        marks.insert(format!("an unended <{name}>"));
    }
}
