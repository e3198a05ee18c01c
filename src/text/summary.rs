//! The beginning of a text as HTML of its own, for servers that show no more.

use super::token::{Token, Tokens, decode, escape};
use std::fmt::Write;

/// The first paragraphs of rendered HTML, at most `max` characters of text, as
/// well-formed HTML that ends with an ellipsis where it was cut. Tables, folds,
/// notes and pictures are left out.
#[must_use]
pub fn summary_html(html: &str, max: usize) -> String {
    let mut out = String::new();
    let mut open: Vec<String> = Vec::new();
    let mut left = max;
    let mut tokens = Tokens::new(html);
    while let Some(token) = tokens.next() {
        match token {
            Token::Text(text) => {
                let text = decode(text);
                let length = text.chars().count();
                if length > left {
                    out.push_str(&escape(&cut(&text, left)));
                    break;
                }
                left -= length;
                out.push_str(&escape(&text));
            }
            Token::Open { name, .. } if name == "img" => {}
            Token::Open { name, .. } if is_skipped(&name) => tokens.skip_past(&name),
            Token::Open { name, raw, .. } => {
                out.push_str(raw);
                if !matches!(name.as_str(), "br" | "hr") {
                    open.push(name);
                }
            }
            Token::Close { name, raw } => {
                if open.last() == Some(&name) {
                    open.pop();
                    // Of a paragraph that is one picture nothing is left.
                    match out.strip_suffix("<p>").map(str::len) {
                        Some(before) if name == "p" => out.truncate(before),
                        _ => out.push_str(raw),
                    }
                }
                if open.is_empty() && left * 5 < max * 2 {
                    break;
                }
            }
        }
    }
    for name in open.iter().rev() {
        // Writing to a string cannot fail.
        let _ = write!(out, "</{name}>");
    }
    out.truncate(out.trim_end().len());
    out
}

fn is_skipped(name: &str) -> bool {
    matches!(name, "table" | "details" | "sup")
}

fn cut(text: &str, max: usize) -> String {
    let head: String = text.chars().take(max).collect();
    let at_word = head.rfind(char::is_whitespace).unwrap_or(0);
    format!("{}…", head.get(..at_word).unwrap_or_default())
}
