//! Makes rules ready to be tried and tries them on a text. Pure. The engine knows no look-around and no
//! back-references, so its work is linear in the text; how large a pattern becomes and how much of a text is read
//! are bounded (safety.md R-12).

use super::model::{Kind, Rule};
use crate::text::{self, links_in};
use regex::{Regex, RegexBuilder};
use std::collections::HashSet;
use url::{Host, Url};

/// Characters of a text that are read.
pub const READ_MAX: usize = 20_000;
/// Links of a text that are looked at.
const LINKS_MAX: usize = 100;
/// Characters of HTML from which the text and the links are taken.
const HTML_MAX: usize = 8 * READ_MAX;
/// Characters of a pattern, and of each line of a list; lines of a list.
pub const PATTERN_MAX: usize = 500;
pub const LINE_MAX: usize = 100;
pub const LINES_MAX: usize = 500;
/// Bytes of a pattern once it is compiled, and of a whole list.
const PATTERN_SIZE: usize = 1 << 20;
const LIST_SIZE: usize = 1 << 23;
/// Groups in groups.
const NEST_MAX: u32 = 30;
/// Letters and digits from which on a text can be the same as another: short thanks are no copies.
const LIKE_MIN: usize = 40;

/// Why a rule cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Empty,
    /// A line or the pattern.
    Long,
    Many,
    /// What is no pattern for this engine, or no domain.
    Unreadable,
    /// Too large once it is compiled.
    Large,
}

/// A rule that can be tried.
#[derive(Debug)]
pub struct Ready {
    pub rule: Rule,
    test: Test,
}

#[derive(Debug)]
enum Test {
    Pattern(Regex),
    Domains(HashSet<String>),
    /// Known from what was written before, not from the text alone.
    Counted,
    /// Whatever cannot be read any more catches nothing.
    Nothing,
}

impl Ready {
    pub fn new(rule: Rule) -> Self {
        let test = test_of(rule.kind, &rule.list).unwrap_or(Test::Nothing);
        Self { rule, test }
    }

    /// Whether it catches this text; none where the text alone does not tell.
    pub fn finds(&self, said: &Said) -> Option<bool> {
        match &self.test {
            Test::Pattern(pattern) => Some(pattern.is_match(&said.text)),
            Test::Domains(domains) => Some(said.hosts().any(|host| lies_in(host, domains))),
            Test::Nothing => Some(false),
            Test::Counted => None,
        }
    }
}

/// Whether a rule of this kind can be made of this.
pub fn check(kind: Kind, list: &str) -> Result<(), Fault> {
    test_of(kind, list).map(|_| ())
}

fn test_of(kind: Kind, list: &str) -> Result<Test, Fault> {
    match kind {
        Kind::Words => words(list).map(Test::Pattern),
        Kind::Pattern => pattern(list).map(Test::Pattern),
        Kind::Domains => domains(list).map(Test::Domains),
        Kind::NewAccount | Kind::Burst | Kind::Repeat | Kind::Copies | Kind::Flood => {
            Ok(Test::Counted)
        }
    }
}

/// The lines of a list, each once and without what stands around it. Lines that begin with `# ` explain the others.
pub fn lines(list: &str) -> Result<Vec<&str>, Fault> {
    let mut seen = HashSet::new();
    let mut kept = Vec::new();
    for line in list.lines().map(str::trim) {
        if line.is_empty() || line == "#" || line.starts_with("# ") || !seen.insert(line) {
            continue;
        }
        if line.chars().count() > LINE_MAX {
            return Err(Fault::Long);
        }
        if kept.len() >= LINES_MAX {
            return Err(Fault::Many);
        }
        kept.push(line);
    }
    match kept.is_empty() {
        true => Err(Fault::Empty),
        false => Ok(kept),
    }
}

fn words(list: &str) -> Result<Regex, Fault> {
    let each: Vec<String> = lines(list)?.into_iter().map(whole).collect();
    compiled(&each.join("|"), LIST_SIZE)
}

/// A word or phrase as a pattern: whole, with any space between its parts.
fn whole(line: &str) -> String {
    let parts: Vec<String> = line.split_whitespace().map(regex::escape).collect();
    let edge = |c: Option<char>| match c.is_some_and(char::is_alphanumeric) {
        true => r"\b",
        false => "",
    };
    let (before, behind) = (edge(line.chars().next()), edge(line.chars().next_back()));
    format!("{before}{}{behind}", parts.join(r"\s+"))
}

fn pattern(typed: &str) -> Result<Regex, Fault> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Fault::Empty);
    }
    if typed.chars().count() > PATTERN_MAX {
        return Err(Fault::Long);
    }
    compiled(typed, PATTERN_SIZE)
}

fn compiled(pattern: &str, size: usize) -> Result<Regex, Fault> {
    RegexBuilder::new(pattern)
        .case_insensitive(true)
        .multi_line(true)
        .size_limit(size)
        .dfa_size_limit(size)
        .nest_limit(NEST_MAX)
        .build()
        .map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => Fault::Large,
            _ => Fault::Unreadable,
        })
}

fn domains(list: &str) -> Result<HashSet<String>, Fault> {
    let mut all = HashSet::new();
    for line in lines(list)? {
        let name = line.trim_start_matches("*.").trim_start_matches('.');
        // As in addresses: in lower case, and in ASCII.
        match Host::parse(name) {
            Ok(Host::Domain(name)) if name.contains('.') => all.insert(name),
            Ok(Host::Ipv4(address)) => all.insert(address.to_string()),
            _ => return Err(Fault::Unreadable),
        };
    }
    Ok(all)
}

/// Whether a host is one of these, or lies in one.
fn lies_in(host: &str, domains: &HashSet<String>) -> bool {
    let mut name = host.trim_end_matches('.');
    loop {
        if domains.contains(name) {
            return true;
        }
        match name.split_once('.') {
            Some((_, above)) => name = above,
            None => return false,
        }
    }
}

/// A text as the rules read it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    pub text: String,
    links: Vec<Away>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Away {
    host: String,
    /// A name or tag as it looks, which leads to whom or what it names.
    named: bool,
}

impl Said {
    /// The beginning of a text: its title, what one reads of it, and where it leads.
    pub fn new(title: &str, html: &str, url: Option<&str>) -> Self {
        let html = beginning(html, HTML_MAX);
        let whole = format!("{title}\n{}", text::plain(html));
        let shown = whole.chars().filter(|c| !is_unseen(*c));
        let mut links: Vec<Away> = links_in(html, LINKS_MAX)
            .iter()
            .filter_map(|link| {
                let words = link.words.trim_start();
                Some(Away {
                    host: host_of(&link.address)?,
                    named: words.starts_with(['@', '#', '!']),
                })
            })
            .collect();
        links.extend(
            url.and_then(host_of)
                .map(|host| Away { host, named: false }),
        );
        Self {
            text: shown.take(READ_MAX).collect(),
            links,
        }
    }

    fn hosts(&self) -> impl Iterator<Item = &str> {
        self.links.iter().map(|link| link.host.as_str())
    }

    /// Whether it leads to other places than `known`; names of people and tags do not where they are of a server
    /// that is among these.
    pub fn leads_away(&self, own: &str, known: &[&str]) -> bool {
        let is_known = |host: &str| known.iter().any(|one| without_port(one) == host);
        let mut links = self.links.iter();
        links.any(|link| link.host != without_port(own) && !(link.named && is_known(&link.host)))
    }

    /// By what it is known again: its letters and digits. None of a text that is too short for that.
    pub fn likeness(&self) -> Option<String> {
        let letters = self.text.chars().filter(|c| c.is_alphanumeric());
        let like: String = letters.flat_map(char::to_lowercase).collect();
        (like.chars().count() >= LIKE_MIN).then_some(like)
    }
}

/// Of an address as people and servers are named: a host, and a port where there is one.
fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.chars().all(|c| c.is_ascii_digit()) => name,
        _ => host,
    }
}

fn host_of(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    url.host_str().map(ToOwned::to_owned)
}

/// The first so many characters.
fn beginning(text: &str, most: usize) -> &str {
    match text.char_indices().nth(most) {
        Some((at, _)) => text.get(..at).unwrap_or(text),
        None => text,
    }
}

/// Characters that nobody sees, put between letters so that a word is not found.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
    )
}
