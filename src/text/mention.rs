//! Names in a text: `@name`, `@name@host` and `!name@host`.

use super::token::escape;
use super::{Links, Mention, MentionKind};

/// A name found in a text, and the bytes it covers.
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) mention: Mention,
}

/// Finds every name in a text without markup.
pub(super) fn find_mentions(text: &str, links: &Links) -> Vec<Found> {
    let mut found = Vec::new();
    let mut free_from = 0;
    for (start, sigil) in text.match_indices(['@', '!']) {
        let before = text.get(..start).and_then(|head| head.chars().next_back());
        if start < free_from || before.is_some_and(joins_names) {
            continue;
        }
        let after = text.get(start + sigil.len()..).unwrap_or_default();
        if let Some((length, mention)) = parse(sigil, after, links) {
            let end = start + sigil.len() + length;
            free_from = end;
            found.push(Found {
                start,
                end,
                mention,
            });
        }
    }
    found
}

/// Characters before a sigil that make it part of something else, such as a
/// mail address or a path.
fn joins_names(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '@' | '!' | '/' | '.' | '-' | '+' | '=' | '\\')
}

fn parse(sigil: &str, after: &str, links: &Links) -> Option<(usize, Mention)> {
    let name = span(after, |c| {
        c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
    });
    if name.is_empty() || name.len() > 100 || name.starts_with(['-', '.']) {
        return None;
    }
    let host = after
        .get(name.len()..)
        .and_then(|rest| rest.strip_prefix('@'))
        .and_then(|rest| parse_host(rest, links));
    let kind = match sigil {
        "@" => MentionKind::Person,
        // An exclamation is common in texts, so a community needs its host.
        _ if host.is_some() => MentionKind::Community,
        _ => return None,
    };
    let length = name.len() + host.map_or(0, |host| host.len() + 1);
    let host = host
        .filter(|host| !host.eq_ignore_ascii_case(&links.own_host))
        .map(str::to_ascii_lowercase);
    let name = name.to_owned();
    Some((length, Mention { name, host, kind }))
}

fn parse_host<'a>(rest: &'a str, links: &Links) -> Option<&'a str> {
    let host = span(rest, |c| {
        c.is_ascii_alphanumeric() || matches!(c, '-' | '.')
    });
    let port = rest
        .get(host.len()..)
        .and_then(|tail| tail.strip_prefix(':'))
        .map(|tail| span(tail, |c| c.is_ascii_digit()))
        .filter(|port| !port.is_empty() && port.len() <= 5);
    let length = host.len() + port.map_or(0, |port| port.len() + 1);
    let whole = rest.get(..length)?;
    let known = whole.eq_ignore_ascii_case(&links.own_host);
    let well_formed = host.contains('.')
        && host.len() <= 253
        && host
            .split('.')
            .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
    (known || well_formed).then_some(whole)
}

/// The longest head of a text made of such characters, without full stops and
/// hyphens at its end, which belong to the sentence.
fn span(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c| !belongs(c)).unwrap_or(text.len());
    text.get(..end)
        .unwrap_or_default()
        .trim_end_matches(['.', '-'])
}

/// The link a name becomes: the name as it was written, leading to our page
/// about that person or community.
pub(super) fn link(written: &str, mention: &Mention, links: &Links) -> String {
    let folder = match mention.kind {
        MentionKind::Person => "u",
        MentionKind::Community => "c",
    };
    let host = mention
        .host
        .as_ref()
        .map_or_else(String::new, |host| format!("@{host}"));
    let href = format!("{}/{folder}/{}{host}", links.public_url, mention.name);
    format!(
        "<a href=\"{}\" class=\"u-url mention\">{}</a>",
        escape(&href),
        escape(written)
    )
}
