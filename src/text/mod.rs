//! Markdown and foreign HTML to safe HTML, mentions, titles and excerpts.
//! Pure: no IO, no clock. What comes out may be written into a page as it is.
//!
//! Every way to HTML runs through the same two gates: [`tidy`] makes the markup
//! small, shallow and well nested (so that no parser behind it can be made to
//! do quadratic work), and [`sanitize`] is the allow-list that decides.

mod diff;
mod hex;
mod highlight;
mod line;
mod linked;
mod markdown;
mod mention;
mod page;
mod picture;
mod plain;
mod sanitize;
mod sought;
mod summary;
mod tag;
mod tidy;
mod title;
mod token;
mod words;

pub use diff::{Change, Piece, word_diff};
pub use hex::hexadecimal;
pub use line::{excerpt, one_line, slug};
pub use linked::{Linked, links_in};
pub use markdown::{render, render_with};
pub use page::{PageFacts, page_facts};
pub use picture::{
    Picture, ShownPicture, open_picture_in, picture_key, picture_markdown, picture_type,
    pictures_in, pictures_named,
};
pub use plain::plain;
pub use sought::SoughtName;
pub use summary::summary_html;
pub use tag::{TAG_MAX, tag_in_path, tag_name};
pub use title::title_from_note;
pub use token::escape;
pub use words::{Language, Word, plain_word, words};

use std::panic::catch_unwind;

/// Where the names written in a text lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Links {
    /// Host of this instance as it stands in handles, with the port if there is one.
    pub own_host: String,
    /// Scheme and host of this instance, without a slash at the end.
    pub public_url: String,
}

/// Whom a name in a text means: `@name` is a person, `!name` a community.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MentionKind {
    Person,
    Community,
}

/// A name found in a text; `host` is `None` for our own people and communities.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mention {
    pub name: String,
    pub host: Option<String>,
    pub kind: MentionKind,
}

/// A text of ours, rendered: safe HTML, the same as plain text, and each name
/// mentioned once in order of appearance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendered {
    pub html: String,
    pub text: String,
    pub mentions: Vec<Mention>,
}

/// HTML of another server, made safe, and the same as plain text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cleaned {
    pub html: String,
    pub text: String,
}

/// Makes HTML of another server safe to show.
///
/// Keeps paragraphs, lists, quotations, code, tables, emphasis, links and
/// folds; images become links, headings move two levels down, everything else
/// loses its tag and keeps its text. A text that cannot be parsed comes back
/// without markup.
#[must_use]
pub fn clean_html(html: &str) -> Cleaned {
    let html = catch_unwind(|| sanitize::sanitize(&tidy::tidy(html, tidy::Origin::Remote)))
        .unwrap_or_else(|_| preformatted(html));
    let text = plain(&html);
    Cleaned { html, text }
}

/// The last resort: the source itself, escaped, as preformatted text.
fn preformatted(source: &str) -> String {
    format!("<pre>{}</pre>", token::escape(source))
}

#[cfg(test)]
pub(crate) mod attacks;
#[cfg(test)]
mod tests;
