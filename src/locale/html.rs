//! Texts with links and markup in them. A text may hold `<b>`, `<bdi>`, `<code>`, `<em>` and `<strong>`, and a tag for
//! each link that its page supplies; nothing else of it is markup, and nothing of the values is, whatever they say.

use super::{Said, current, say_with};
use fluent_bundle::{FluentArgs, FluentValue};
use std::borrow::Cow;
use std::fmt;

/// Tags that every text may use.
pub(super) const PLAIN: [&str; 5] = ["b", "bdi", "code", "em", "strong"];

/// Stands for `<` of a value while the tags of the text are read, so that a value has none.
const LESS: char = '\u{e000}';
/// The first of those that stand for values that are markup.
const FIRST: u32 = 0xe001;
/// All that may stand for something; no value keeps one of its own.
const STANDS_FOR: std::ops::RangeInclusive<char> = '\u{e000}'..='\u{e0ff}';

/// Markup of ours, written as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// `html` is made by us or by `text`, with everything escaped in it that people wrote.
    pub fn trusted(html: impl Into<String>) -> Self {
        Self(html.into())
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Tells templates that it is not escaped again.
impl askama::filters::HtmlSafe for Html {}

/// What `t_html!` is given under a name.
#[derive(Debug)]
pub enum Part<'a> {
    Value(FluentValue<'a>),
    Html(&'a str),
    /// Where a tag of this name leads.
    Link(&'a str),
}

impl<'a> Part<'a> {
    pub fn link<T: AsRef<str> + ?Sized>(href: &'a T) -> Self {
        Self::Link(href.as_ref())
    }
}

/// What can stand in a text with markup: what can stand in any, and markup.
pub trait Shown {
    fn shown(&self) -> Part<'_>;
}

impl Shown for Html {
    fn shown(&self) -> Part<'_> {
        Part::Html(&self.0)
    }
}

impl<T: Shown + ?Sized> Shown for &T {
    fn shown(&self) -> Part<'_> {
        (**self).shown()
    }
}

macro_rules! values {
    ($($kind:ty)*) => {
        $(impl Shown for $kind {
            fn shown(&self) -> Part<'_> {
                Part::Value(self.said())
            }
        })*
    };
}

values!(str String Cow<'_, str> u16 u32 u64 i32 i64 usize);

/// Behind `t_html!`, which is what to use.
#[must_use]
pub fn say_html(key: &str, parts: &[(&'static str, Part<'_>)]) -> Html {
    let mut values = FluentArgs::new();
    for ((name, part), stands_for) in parts.iter().zip(FIRST..) {
        match part {
            Part::Value(FluentValue::String(text)) => values.set(*name, guarded(text)),
            Part::Value(value) => values.set(*name, value.clone()),
            Part::Html(_) => values.set(*name, String::from_iter(char::from_u32(stands_for))),
            Part::Link(_) => {}
        }
    }
    let text = say_with(current(), key, Some(&values));
    Html(marked_up(&text, parts))
}

fn guarded(text: &str) -> String {
    let guard = |c| match c {
        '<' => LESS,
        c if STANDS_FOR.contains(&c) => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    text.chars().map(guard).collect()
}

fn marked_up(text: &str, parts: &[(&'static str, Part<'_>)]) -> String {
    let mut html = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((tag, after)) = tag_at(rest, parts) {
            html.push_str(&tag);
            rest = after;
            continue;
        }
        if STANDS_FOR.contains(&c) && c != LESS {
            html.push_str(what_it_stands_for(c, parts));
        } else {
            push_escaped(&mut html, c);
        }
        rest = rest.strip_prefix(c).unwrap_or_default();
    }
    html
}

fn what_it_stands_for<'a>(c: char, parts: &[(&'static str, Part<'a>)]) -> &'a str {
    let at = usize::try_from(u32::from(c) - FIRST).unwrap_or(usize::MAX);
    match parts.get(at) {
        Some((_, Part::Html(html))) => html,
        _ => "",
    }
}

fn push_escaped(html: &mut String, c: char) {
    match c {
        '<' | LESS => html.push_str("&#60;"),
        '>' => html.push_str("&#62;"),
        '&' => html.push_str("&#38;"),
        '"' => html.push_str("&#34;"),
        '\'' => html.push_str("&#39;"),
        c => html.push(c),
    }
}

/// The tag that a text begins with, as markup, and the text after it.
fn tag_at<'a>(text: &'a str, parts: &[(&'static str, Part<'_>)]) -> Option<(String, &'a str)> {
    let (tag, after) = text.strip_prefix('<')?.split_once('>')?;
    let name = tag.strip_prefix('/').unwrap_or(tag);
    let ends = name != tag;
    if PLAIN.contains(&name) {
        return Some((format!("<{tag}>"), after));
    }
    let href = parts.iter().find_map(|(own, part)| match part {
        Part::Link(href) if *own == name => Some(*href),
        _ => None,
    })?;
    if ends {
        return Some(("</a>".to_owned(), after));
    }
    let mut html = "<a href=\"".to_owned();
    href.chars().for_each(|c| push_escaped(&mut html, c));
    // Other sites learn nothing of the page that leads to them.
    html.push_str(if href.contains("://") {
        "\" rel=\"noopener\">"
    } else {
        "\">"
    });
    Some((html, after))
}
