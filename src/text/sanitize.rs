//! The allow-list: the last gate before HTML is stored or shown.

use super::picture;
use ammonia::{Builder, UrlRelative};
use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Tags that may appear in a text.
pub(super) const TAGS: [&str; 35] = [
    "p",
    "br",
    "hr",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "code",
    "kbd",
    "em",
    "strong",
    "del",
    "mark",
    "sup",
    "sub",
    "a",
    "span",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
    "details",
    "summary",
];

const CLASSES: [&str; 7] = [
    "mention",
    "hashtag",
    "u-url",
    "h-card",
    "spoiler",
    "task",
    "footnotes",
];

static BUILDER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = builder();
    builder.attribute_filter(|_, name, value| filter(name, value));
    builder
});

/// For what our own renderer made, which may show pictures of ours.
static OWN: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = builder();
    let attributes = ["class", "src", "alt", "width", "height", "loading"];
    builder
        .add_tags(["img"])
        .add_tag_attributes("img", attributes)
        .attribute_filter(|tag, name, value| match tag {
            "img" => filter_of_picture(name, value),
            _ => filter(name, value),
        });
    builder
});

fn builder() -> Builder<'static> {
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.into_iter().chain(["wbr"]).collect())
        .tag_attributes(
            [
                ("a", HashSet::from(["href", "id", "class"])),
                ("li", HashSet::from(["id", "class"])),
                ("ol", HashSet::from(["start", "class"])),
                ("span", HashSet::from(["class"])),
                ("details", HashSet::from(["class"])),
                ("th", HashSet::from(["align"])),
                ("td", HashSet::from(["align"])),
            ]
            .into(),
        )
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Custom(Box::new(footnote_only)))
        .link_rel(Some("nofollow ugc noopener"));
    builder
}

pub(super) fn sanitize(html: &str) -> String {
    cleaned(&BUILDER, html)
}

pub(super) fn sanitize_own(html: &str) -> String {
    cleaned(&OWN, html)
}

fn cleaned(builder: &Builder<'_>, html: &str) -> String {
    let clean = builder.clean(html).to_string();
    clean.replace(super::tidy::BREAK, "")
}

fn filter_of_picture<'a>(name: &str, value: &'a str) -> Option<Cow<'a, str>> {
    let fits = match name {
        "class" => value == picture::CLASS,
        "src" => picture::is_address(value),
        "width" | "height" => value.parse::<u32>().is_ok(),
        "loading" => value == "lazy",
        _ => name == "alt",
    };
    fits.then_some(Cow::Borrowed(value))
}

/// A text can point into itself, to its notes, and nowhere else without a host.
fn footnote_only(url: &str) -> Option<Cow<'_, str>> {
    url.starts_with("#fn").then_some(Cow::Borrowed(url))
}

fn filter<'a>(name: &str, value: &'a str) -> Option<Cow<'a, str>> {
    match name {
        "class" => known_classes(value).map(Cow::Owned),
        "id" => value.starts_with("fn").then_some(Cow::Borrowed(value)),
        "start" => value.parse::<u32>().ok().map(|_| Cow::Borrowed(value)),
        "align" => matches!(value, "left" | "right" | "center").then_some(Cow::Borrowed(value)),
        _ => Some(Cow::Borrowed(value)),
    }
}

fn known_classes(value: &str) -> Option<String> {
    let known: Vec<&str> = value
        .split_ascii_whitespace()
        .filter(|class| CLASSES.contains(class) || super::highlight::CLASSES.contains(class))
        .collect();
    (!known.is_empty()).then(|| known.join(" "))
}
