//! What the targets have in common: what must hold of every text that comes out.

use guildhall::text::{Links, clean_html};
use scraper::Html;

/// A server with a name and no port.
#[must_use]
pub fn links() -> Links {
    Links {
        own_host: "guild.example".to_owned(),
        public_url: "https://guild.example".to_owned(),
    }
}

/// Tags that may stand in a text, written down once more: the list of the program may be wrong.
const TAGS: [&str; 37] = [
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
    "wbr",
    "img",
];

const ATTRIBUTES: [&str; 11] = [
    "href", "class", "id", "rel", "start", "align", "src", "alt", "width", "height", "loading",
];

/// Reads it as a browser does, and looks at everything in it.
///
/// # Panics
///
/// If there is anything that could run, load or lead astray.
pub fn assert_harmless(html: &str) {
    let page = Html::parse_fragment(html);
    for element in page.root_element().descendent_elements().skip(1) {
        let tag = element.value().name();
        assert!(TAGS.contains(&tag), "<{tag}>: {html}");
        for (name, value) in element.value().attrs() {
            assert!(ATTRIBUTES.contains(&name), "{name}: {html}");
            let safe: &[&str] = match name {
                "href" => &["https://", "http://", "mailto:", "#fn"],
                "src" => &["/media/", "https://guild.example/media/"],
                "id" => &["fn"],
                _ => &[""],
            };
            assert!(
                safe.iter().any(|start| value.starts_with(start)),
                "{name}={value:?}: {html}"
            );
        }
    }
}

/// What was cleaned once is clean.
///
/// # Panics
///
/// If it is not, or if it is not harmless.
pub fn assert_clean(html: &str) {
    assert_harmless(html);
    let again = clean_html(html).html;
    assert_eq!(again, html, "cleaned twice it is another text");
}
