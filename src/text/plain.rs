//! The text of HTML: what search reads and excerpts are cut from.

use super::token::{Token, Tokens, attribute, decode};

/// Text of HTML, one line for each block, without markup. Meant for HTML that
/// went through this module; anything else gives some text, never an error.
#[must_use]
pub fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut in_pre = 0_u32;
    for token in Tokens::new(html) {
        match token {
            Token::Text(text) if in_pre > 0 => out.push_str(&decode(text)),
            Token::Text(text) => push_words(&mut out, &decode(text)),
            // What is said for who does not see it.
            Token::Open {
                name, attributes, ..
            } if name == "img" => {
                push_words(&mut out, &attribute(attributes, "alt").unwrap_or_default());
            }
            Token::Open { name, .. } => {
                in_pre += u32::from(name == "pre");
                break_line(&mut out, &name);
            }
            Token::Close { name, .. } => {
                in_pre = in_pre.saturating_sub(u32::from(name == "pre"));
                break_line(&mut out, &name);
            }
        }
    }
    out.truncate(out.trim_end().len());
    out
}

fn push_words(out: &mut String, text: &str) {
    for c in text.chars() {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with([' ', '\n']) {
            out.push(' ');
        }
    }
}

fn break_line(out: &mut String, name: &str) {
    let breaks = matches!(
        name,
        "p" | "br"
            | "hr"
            | "ul"
            | "ol"
            | "li"
            | "blockquote"
            | "pre"
            | "table"
            | "tr"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "details"
            | "summary"
            | "div"
            | "dt"
            | "dd"
    );
    if matches!(name, "td" | "th") {
        push_words(out, " ");
    }
    if !breaks || out.is_empty() {
        return;
    }
    out.truncate(out.trim_end_matches(' ').len());
    if !out.ends_with('\n') {
        out.push('\n');
    }
}
