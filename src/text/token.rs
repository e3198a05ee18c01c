//! A forgiving tokenizer for HTML that runs in linear time on anything.
//! It only splits; whether a tag may stay is decided by its readers.

use std::borrow::Cow;

/// One piece of HTML. Names are lower case; texts and attributes are as
/// written, with their character references.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Text(&'a str),
    Open {
        name: String,
        attributes: &'a str,
        raw: &'a str,
    },
    Close {
        name: String,
        raw: &'a str,
    },
}

pub(super) struct Tokens<'a> {
    rest: &'a str,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(html: &'a str) -> Self {
        Self { rest: html }
    }

    /// Skips everything up to the end tag of `name`, or to the end of the text.
    pub(super) fn skip_past(&mut self, name: &str) {
        while let Some((_, after)) = self.rest.split_once("</") {
            self.rest = after;
            let found = after
                .get(..name.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(name));
            if found {
                self.rest = after.split_once('>').map_or("", |(_, rest)| rest);
                return;
            }
        }
        self.rest = "";
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (head, tail) = self
            .rest
            .split_at_checked(length)
            .unwrap_or((self.rest, ""));
        self.rest = tail;
        head
    }

    fn comment(&mut self) {
        let end = match self.rest.strip_prefix("<!--") {
            Some(inside) => inside.find("-->").map(|at| at + "<!---->".len()),
            None => self.rest.find('>').map(|at| at + 1),
        };
        self.take(end.unwrap_or(self.rest.len()));
    }

    /// `None` when the tag is never closed: then the rest is dropped, as
    /// browsers do.
    fn tag(&mut self) -> Option<Token<'a>> {
        let Some(length) = tag_length(self.rest) else {
            self.rest = "";
            return None;
        };
        let raw = self.take(length);
        let inside = raw
            .trim_start_matches('<')
            .strip_suffix('>')
            .unwrap_or_default();
        let (closing, inside) = match inside.strip_prefix('/') {
            Some(inside) => (true, inside),
            None => (false, inside),
        };
        let end = inside
            .find(|c: char| c.is_ascii_whitespace() || c == '/')
            .unwrap_or(inside.len());
        let (name, attributes) = inside.split_at_checked(end)?;
        let name = name.to_ascii_lowercase();
        Some(if closing {
            Token::Close { name, raw }
        } else {
            Token::Open {
                name,
                attributes,
                raw,
            }
        })
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let mut bytes = self.rest.bytes();
            let (first, second, third) = (bytes.next(), bytes.next(), bytes.next());
            match (first, second, third) {
                (Some(b'<'), Some(b'!' | b'?'), _) => self.comment(),
                (Some(b'<'), Some(b'/'), Some(c)) if c.is_ascii_alphabetic() => return self.tag(),
                (Some(b'<'), Some(b'/'), _) => self.comment(),
                (Some(b'<'), Some(c), _) if c.is_ascii_alphabetic() => return self.tag(),
                (Some(b'<'), _, _) => return Some(Token::Text(self.take(1))),
                _ => {
                    let length = self.rest.find('<').unwrap_or(self.rest.len());
                    return Some(Token::Text(self.take(length)));
                }
            }
        }
    }
}

/// Length of the tag `html` begins with, its angle brackets included. Quotes
/// count only where a value may begin.
fn tag_length(html: &str) -> Option<usize> {
    let mut quote = None;
    let mut value_may_begin = false;
    for (at, byte) in html.bytes().enumerate() {
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None => match byte {
                b'>' => return Some(at + 1),
                b'"' | b'\'' if value_may_begin => {
                    quote = Some(byte);
                    value_may_begin = false;
                }
                b'=' => value_may_begin = true,
                _ if byte.is_ascii_whitespace() => {}
                _ => value_may_begin = false,
            },
        }
    }
    None
}

/// Value of an attribute with its character references decoded; the first one
/// wins, as in browsers.
pub(super) fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .char_indices()
            .skip(1)
            .find(|&(_, c)| c.is_ascii_whitespace() || c == '/' || c == '=')
            .map_or(rest.len(), |(at, _)| at);
        let (name, after) = rest.split_at_checked(end)?;
        let (value, after) = split_value(after);
        if name.eq_ignore_ascii_case(wanted) {
            return Some(decode(value).into_owned());
        }
        rest = after;
    }
}

fn split_value(after_name: &str) -> (&str, &str) {
    let Some(value) = after_name.trim_start().strip_prefix('=') else {
        return ("", after_name);
    };
    let value = value.trim_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = value.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    let end = value
        .find(|c: char| c.is_ascii_whitespace())
        .unwrap_or(value.len());
    value.split_at_checked(end).unwrap_or((value, ""))
}

/// Decodes the character references that serialized HTML holds: numbers and
/// the five names XML knows, with the no-break space.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let known = after
            .char_indices()
            .take(10)
            .find(|&(_, c)| c == ';')
            .and_then(|(at, _)| Some((reference(after.get(..at)?)?, after.get(at + 1..)?)));
        match known {
            Some((c, after)) => {
                out.push(c);
                rest = after;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn reference(name: &str) -> Option<char> {
    match name {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        "nbsp" => return Some('\u{a0}'),
        _ => {}
    }
    let number = name.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|c| *c != '\0')
}

/// Escapes a text for use between tags and inside quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}
