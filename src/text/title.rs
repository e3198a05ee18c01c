//! A title for a post that came without one.
//!
//! Microblogs send notes to a community, and notes have no titles. As Lemmy
//! does, the first line becomes the title, without the community's own name
//! that made the note arrive.

use super::line::{excerpt, one_line};
use super::plain::plain;
use super::token::{Token, Tokens, attribute, decode};
use url::Url;

const MAX_TITLE: usize = 200;

/// Title of a note and what is left of it, both derived from its cleaned HTML
/// (or plain text). The community's name is taken off both ends. The title's
/// line leaves the text when the title holds all of it and it had no links.
#[must_use]
pub fn title_from_note(
    html: &str,
    community_name: &str,
    community_host: &str,
    author_name: &str,
) -> (String, String) {
    let community = Community {
        name: community_name,
        host: community_host,
    };
    let mut tokens: Vec<Token<'_>> = Tokens::new(html).collect();
    strip_leading(&mut tokens, &community);
    strip_trailing(&mut tokens, &community);
    let rest = without_empty_paragraphs(&write(&tokens));
    let text = plain(&rest);
    let line = text
        .lines()
        .map(str::trim)
        .find(|line| says_something(line));
    let Some(line) = line else {
        return (format!("Post by @{}", one_line(author_name, 100)), rest);
    };
    let title = excerpt(&one_line(line, usize::MAX), MAX_TITLE);
    let rest = match without_title_line(&rest, &title) {
        Some(shorter) => shorter,
        None => rest,
    };
    (title, rest)
}

struct Community<'a> {
    name: &'a str,
    host: &'a str,
}

impl Community<'_> {
    /// Whether a word or the text of a link is this community's name.
    fn is_named_by(&self, word: &str) -> bool {
        let Some(name) = word.trim().strip_prefix(['@', '!']) else {
            return false;
        };
        match name.split_once('@') {
            Some((name, host)) => {
                name.eq_ignore_ascii_case(self.name) && host.eq_ignore_ascii_case(self.host)
            }
            None => name.eq_ignore_ascii_case(self.name),
        }
    }

    fn is_linked_by(&self, href: &str, text: &str) -> bool {
        let host = Url::parse(href).ok().and_then(|url| {
            let host = url.host_str()?.to_owned();
            Some(match url.port() {
                Some(port) => format!("{host}:{port}"),
                None => host,
            })
        });
        let same_host = host.is_some_and(|host| host.eq_ignore_ascii_case(self.host));
        self.is_named_by(text) && (same_host || text.matches('@').count() > 1)
    }
}

fn strip_leading(tokens: &mut Vec<Token<'_>>, community: &Community<'_>) {
    let Some(at) = tokens.iter().position(is_content) else {
        return;
    };
    match tokens.get_mut(at) {
        Some(Token::Text(text)) => {
            let start = text.trim_start();
            let end = start.find(char::is_whitespace).unwrap_or(start.len());
            if let Some((word, rest)) = start.split_at_checked(end)
                && community.is_named_by(word.trim_end_matches([':', ',']))
            {
                *text = rest.trim_start();
            }
        }
        Some(Token::Open { .. }) => {
            let Some(end) = link_end(tokens, at) else {
                return;
            };
            if !is_community_link(tokens, at, end, community) {
                return;
            }
            tokens.drain(at..=end);
            let next = tokens.iter_mut().skip(at).find_map(|token| match token {
                Token::Text(text) => Some(text),
                _ => None,
            });
            if let Some(text) = next {
                *text = text.trim_start_matches([' ', '\n', ':', ',', '\u{a0}']);
            }
        }
        _ => {}
    }
}

fn strip_trailing(tokens: &mut Vec<Token<'_>>, community: &Community<'_>) {
    let last = tokens
        .iter()
        .rposition(|token| matches!(token, Token::Text(text) if !text.trim().is_empty()));
    let Some(last) = last else { return };
    let start = tokens
        .iter()
        .take(last)
        .rposition(|token| matches!(token, Token::Open { name, .. } if name == "a"));
    let linked = start.and_then(|start| Some((start, link_end(tokens, start)?)));
    if let Some((start, end)) = linked.filter(|(_, end)| *end > last) {
        if is_community_link(tokens, start, end, community) {
            tokens.drain(start..=end);
        }
        return;
    }
    if let Some(Token::Text(text)) = tokens.get_mut(last) {
        let trimmed = text.trim_end();
        let at = trimmed.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        if let Some((rest, word)) = trimmed.split_at_checked(at)
            && community.is_named_by(word)
        {
            *text = rest.trim_end();
        }
    }
}

fn is_content(token: &Token<'_>) -> bool {
    match token {
        Token::Text(text) => !text.trim().is_empty(),
        Token::Open { name, .. } => !matches!(name.as_str(), "p" | "span" | "br"),
        Token::Close { .. } => false,
    }
}

fn link_end(tokens: &[Token<'_>], start: usize) -> Option<usize> {
    let opens_link = matches!(tokens.get(start), Some(Token::Open { name, .. }) if name == "a");
    if !opens_link {
        return None;
    }
    tokens
        .iter()
        .skip(start)
        .position(|token| matches!(token, Token::Close { name, .. } if name == "a"))
        .map(|length| start + length)
}

fn is_community_link(
    tokens: &[Token<'_>],
    start: usize,
    end: usize,
    community: &Community<'_>,
) -> bool {
    let Some(Token::Open { attributes, .. }) = tokens.get(start) else {
        return false;
    };
    let href = attribute(attributes, "href").unwrap_or_default();
    let text: String = tokens
        .iter()
        .take(end)
        .skip(start)
        .filter_map(|token| match token {
            Token::Text(text) => Some(decode(text)),
            _ => None,
        })
        .collect();
    community.is_linked_by(&href, &text)
}

fn write(tokens: &[Token<'_>]) -> String {
    tokens
        .iter()
        .map(|token| match token {
            Token::Text(text) => *text,
            Token::Open { raw, .. } | Token::Close { raw, .. } => *raw,
        })
        .collect()
}

fn without_empty_paragraphs(html: &str) -> String {
    let html = html.replace("<span class=\"h-card\"></span>", "");
    html.replace("<p></p>", "")
        .replace("<p> </p>", "")
        .trim()
        .to_owned()
}

/// Whether a line holds a word that is neither a name nor a hashtag.
fn says_something(line: &str) -> bool {
    line.split_whitespace()
        .any(|word| !word.starts_with(['@', '#', '!']) && word.chars().any(char::is_alphanumeric))
}

fn without_title_line(html: &str, title: &str) -> Option<String> {
    let start = html.strip_prefix("<p>")?;
    let (line, tail, opening) = match (start.find("<br>"), start.find("</p>")) {
        (Some(br), end) if end.is_none_or(|end| br < end) => {
            (start.get(..br)?, start.get(br + "<br>".len()..)?, "<p>")
        }
        (_, Some(end)) => (start.get(..end)?, start.get(end + "</p>".len()..)?, ""),
        _ => return None,
    };
    let whole = !line.contains("<a ") && one_line(&plain(line), usize::MAX) == title;
    let tail = tail.trim_start();
    whole.then(|| {
        if tail.is_empty() {
            String::new()
        } else {
            format!("{opening}{tail}")
        }
    })
}
