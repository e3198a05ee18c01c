//! Makes markup small, shallow and well nested before it is parsed for good.
//!
//! Nothing here decides about safety, `sanitize` does. This pass keeps a
//! parser from being made to work in quadratic time (by nesting, or by
//! formatting that is opened over and over), and brings foreign habits into
//! our form: headings under the page's own, images as links, Mastodon's
//! shortened links, links that say another host than they lead to.

use super::line::is_bidi_control;
use super::picture;
use super::plain::plain;
use super::token::{Token, Tokens, attribute, escape};
use std::fmt::Write;
use url::Url;

/// Open elements at most; deeper tags are dropped and their text stays.
const MAX_DEPTH: usize = 50;
/// Longest address of a link, in bytes.
const MAX_HREF: usize = 2_000;
/// Bytes of text after which a text is interrupted. The serializer behind us
/// looks through the rest of a text at each `&`, so long texts would cost a
/// square of their length.
const MAX_RUN: usize = 1_000;
/// The tag that interrupts; `sanitize` takes it out again.
pub(super) const BREAK: &str = "<wbr>";

/// Whose markup it is: only our own renderer may set the targets of footnotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    Own,
    Remote,
}

enum Action {
    /// Kept under this name.
    Keep(&'static str),
    /// Kept; has no content.
    Void(&'static str),
    /// The tag goes, but its text stands on lines of its own.
    Boundary,
    /// The tag goes with everything in it.
    Drop,
    Link,
    Image,
    Unwrap,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Show {
    Tag,
    Nothing,
    /// Content of a link that Mastodon hides, such as the scheme of an address.
    Hidden,
    /// Content of a link that Mastodon cuts.
    Cut,
}

struct Frame {
    tag: &'static str,
    show: Show,
}

struct OpenLink {
    url: Url,
    starts_at: usize,
}

struct Tidy {
    out: String,
    stack: Vec<Frame>,
    link: Option<OpenLink>,
    origin: Origin,
    /// Text was written since the last block began or ended.
    text_before: bool,
    break_due: bool,
    /// Bytes of text since the last interruption.
    run: usize,
}

pub(super) fn tidy(html: &str, origin: Origin) -> String {
    let mut tidy = Tidy {
        out: String::with_capacity(html.len()),
        stack: Vec::new(),
        link: None,
        origin,
        text_before: false,
        break_due: false,
        run: 0,
    };
    let mut tokens = Tokens::new(html);
    while let Some(token) = tokens.next() {
        match token {
            Token::Text(text) => tidy.text(text),
            Token::Close { name, .. } => tidy.close(&name),
            Token::Open {
                name, attributes, ..
            } => match action(&name) {
                Action::Drop => tokens.skip_past(&name),
                action => tidy.open(action, attributes),
            },
        }
    }
    tidy.close_to(0);
    tidy.out
}

fn action(name: &str) -> Action {
    use Action::{Boundary, Drop, Image, Keep, Link, Unwrap, Void};
    match name {
        "a" => Link,
        "img" => Image,
        "br" => Void("br"),
        "hr" => Void("hr"),
        "p" => Keep("p"),
        "ul" | "menu" | "dir" => Keep("ul"),
        "ol" => Keep("ol"),
        "li" => Keep("li"),
        "dl" => Keep("dl"),
        "dt" => Keep("dt"),
        "dd" => Keep("dd"),
        "blockquote" => Keep("blockquote"),
        "pre" => Keep("pre"),
        "code" | "tt" | "samp" => Keep("code"),
        "kbd" => Keep("kbd"),
        "em" | "i" => Keep("em"),
        "strong" | "b" => Keep("strong"),
        "del" | "s" | "strike" => Keep("del"),
        "mark" => Keep("mark"),
        "sup" => Keep("sup"),
        "sub" => Keep("sub"),
        "span" => Keep("span"),
        "h1" => Keep("h3"),
        "h2" => Keep("h4"),
        "h3" => Keep("h5"),
        "h4" | "h5" | "h6" => Keep("h6"),
        "table" => Keep("table"),
        "caption" => Keep("caption"),
        "thead" => Keep("thead"),
        "tbody" => Keep("tbody"),
        "tfoot" => Keep("tfoot"),
        "tr" => Keep("tr"),
        "th" => Keep("th"),
        "td" => Keep("td"),
        "details" => Keep("details"),
        "summary" => Keep("summary"),
        "div" | "section" | "article" | "header" | "footer" | "aside" | "main" | "nav"
        | "figure" | "figcaption" | "address" | "center" | "form" | "fieldset" => Boundary,
        "script" | "style" | "title" | "textarea" | "xmp" | "iframe" | "noembed" | "noframes"
        | "noscript" | "plaintext" | "template" | "select" | "object" | "svg" | "math" | "head"
        | "canvas" => Drop,
        _ => Unwrap,
    }
}

impl Tidy {
    fn text(&mut self, text: &str) {
        if self.link.is_some() && self.stack.iter().any(|frame| frame.show == Show::Hidden) {
            return;
        }
        if text.trim().is_empty() && self.break_due {
            return;
        }
        if std::mem::take(&mut self.break_due) {
            self.out.push_str("<br>");
        }
        self.text_before |= !text.trim().is_empty();
        for (at, c) in text.char_indices().filter(|(_, c)| !is_bidi_control(*c)) {
            self.run += c.len_utf8();
            if self.run > MAX_RUN && (c == '&' || c.is_whitespace() || !c.is_ascii()) {
                self.out.push_str(BREAK);
                self.run = 0;
            }
            match c {
                '&' if !begins_reference(text.get(at + 1..).unwrap_or_default()) => {
                    self.out.push_str("&amp;");
                }
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '\0' => {}
                _ => self.out.push(c),
            }
        }
    }

    fn open(&mut self, action: Action, attributes: &str) {
        match action {
            Action::Keep(tag) => self.open_kept(tag, attributes),
            Action::Void(tag) => self.void(tag),
            Action::Boundary => self.break_due |= self.text_before,
            Action::Link => self.open_link(attributes),
            Action::Image => self.image(attributes),
            Action::Drop | Action::Unwrap => {}
        }
    }

    fn void(&mut self, tag: &'static str) {
        if tag == "hr" {
            self.close_nearest("p", &[]);
        }
        self.block_edge();
        // Writing to a string cannot fail.
        let _ = write!(self.out, "<{tag}>");
    }

    fn open_kept(&mut self, tag: &'static str, attributes: &str) {
        if !self.may_stand_here(tag) {
            self.break_due |= self.text_before;
            return;
        }
        self.close_implied(tag);
        if self.stack.len() >= MAX_DEPTH {
            return;
        }
        if is_block(tag) {
            self.block_edge();
        }
        let classes = attribute(attributes, "class").unwrap_or_default();
        if tag == "span" {
            self.open_span(&classes);
            return;
        }
        self.out.push('<');
        self.out.push_str(tag);
        for name in self.kept_attributes(tag) {
            self.push_attribute(name, attribute(attributes, name));
        }
        self.out.push('>');
        self.stack.push(Frame {
            tag,
            show: Show::Tag,
        });
    }

    fn open_span(&mut self, classes: &str) {
        let has = |class: &str| classes.split_ascii_whitespace().any(|c| c == class);
        let show = match () {
            () if has("invisible") => Show::Hidden,
            () if has("ellipsis") && self.link.is_some() => Show::Cut,
            () if has("h-card") || classes.contains("hl-") => Show::Tag,
            () => Show::Nothing,
        };
        if show == Show::Tag {
            self.out.push_str("<span");
            self.push_attribute("class", Some(classes.to_owned()));
            self.out.push('>');
        }
        self.stack.push(Frame { tag: "span", show });
    }

    fn open_link(&mut self, attributes: &str) {
        self.close_nearest("a", &[]);
        if self.stack.len() >= MAX_DEPTH {
            return;
        }
        let href = attribute(attributes, "href").unwrap_or_default();
        let note = self.origin == Origin::Own && href.starts_with("#fn");
        let url = if note { None } else { web_address(&href) };
        if !note && url.is_none() {
            self.stack.push(Frame {
                tag: "a",
                show: Show::Nothing,
            });
            return;
        }
        self.text_before = true;
        self.out.push_str("<a");
        let href = url.as_ref().map_or(href, |url| url.as_str().to_owned());
        self.push_attribute("href", Some(href));
        self.push_attribute("class", attribute(attributes, "class"));
        if note {
            self.push_attribute("id", attribute(attributes, "id"));
        }
        self.out.push('>');
        self.stack.push(Frame {
            tag: "a",
            show: Show::Tag,
        });
        let starts_at = self.out.len();
        self.link = url.map(|url| OpenLink { url, starts_at });
    }

    /// An image becomes a link with its description, or with its host where it
    /// has none. Inside a link only the description stays. Pictures that our own
    /// renderer has put there stay pictures.
    fn image(&mut self, attributes: &str) {
        let own = (self.origin == Origin::Own).then(|| picture::tag(attributes));
        if let Some(tag) = own.flatten() {
            if std::mem::take(&mut self.break_due) {
                self.out.push_str("<br>");
            }
            self.text_before = true;
            self.out.push_str(&tag);
            return;
        }
        let alt = attribute(attributes, "alt").unwrap_or_default();
        let alt = escape(alt.trim());
        let emoji = attribute(attributes, "class").is_some_and(|class| class.contains("emoji"));
        let in_link = self.stack.iter().any(|frame| frame.tag == "a");
        let source = attribute(attributes, "src").unwrap_or_default();
        let Some(url) = web_address(&source).filter(|_| !emoji && !in_link) else {
            self.text(&alt);
            return;
        };
        self.open_link(&format!("href=\"{}\"", escape(url.as_str())));
        self.text(&alt);
        self.close("a");
    }

    fn close(&mut self, name: &str) {
        match action(name) {
            Action::Keep(tag) => self.close_nearest(tag, barriers(tag)),
            Action::Link => self.close_nearest("a", &[]),
            Action::Boundary => self.break_due |= self.text_before,
            _ => {}
        }
    }

    fn close_nearest(&mut self, tag: &str, barriers: &[&str]) {
        let found = self
            .stack
            .iter()
            .rposition(|frame| frame.tag == tag || barriers.contains(&frame.tag));
        let Some(at) = found else { return };
        if self.stack.get(at).is_some_and(|frame| frame.tag == tag) {
            self.close_to(at);
        }
    }

    /// Closes open elements until only `depth` are left.
    fn close_to(&mut self, depth: usize) {
        while self.stack.len() > depth {
            let Some(frame) = self.stack.pop() else {
                return;
            };
            if frame.tag == "a" {
                self.finish_link();
            }
            match frame.show {
                Show::Tag => {
                    // Writing to a string cannot fail.
                    let _ = write!(self.out, "</{}>", frame.tag);
                }
                Show::Cut => self.out.push('…'),
                Show::Nothing | Show::Hidden => {}
            }
            if is_block(frame.tag) {
                self.block_edge();
            }
        }
    }

    /// Says the host where the text of a link names another one or nothing.
    fn finish_link(&mut self) {
        let Some(link) = self.link.take() else { return };
        let shown = plain(self.out.get(link.starts_at..).unwrap_or_default());
        let host = escape(link.url.host_str().unwrap_or_default());
        if shown.trim().is_empty() {
            let address = escape(link.url.path());
            self.out
                .push_str(if host.is_empty() { &address } else { &host });
        } else if misleads(&shown, &link.url) {
            // Writing to a string cannot fail.
            let _ = write!(self.out, " ({host})");
        }
    }

    fn block_edge(&mut self) {
        self.text_before = false;
        self.break_due = false;
    }

    fn may_stand_here(&self, tag: &str) -> bool {
        let within = |tags: &[&str]| self.stack.iter().any(|frame| tags.contains(&frame.tag));
        match tag {
            "li" => within(&["ul", "ol"]),
            "dt" | "dd" => within(&["dl"]),
            "caption" | "thead" | "tbody" | "tfoot" | "tr" => within(&["table"]),
            "td" | "th" => within(&["tr"]),
            "summary" => within(&["details"]),
            _ => true,
        }
    }

    fn close_implied(&mut self, tag: &'static str) {
        match tag {
            "li" => self.close_nearest("li", barriers("li")),
            "dt" | "dd" => {
                self.close_nearest("dt", barriers("dt"));
                self.close_nearest("dd", barriers("dd"));
            }
            "td" | "th" => {
                self.close_nearest("td", barriers("td"));
                self.close_nearest("th", barriers("th"));
            }
            "tr" => self.close_nearest("tr", barriers("tr")),
            "thead" | "tbody" | "tfoot" => {
                for part in ["thead", "tbody", "tfoot"] {
                    self.close_nearest(part, barriers(part));
                }
            }
            _ if is_block(tag) => self.close_nearest("p", &[]),
            _ => {}
        }
    }

    fn kept_attributes(&self, tag: &str) -> &'static [&'static str] {
        match tag {
            "ol" => &["start"],
            "th" | "td" => &["align"],
            "li" if self.origin == Origin::Own => &["class", "id"],
            "details" | "li" => &["class"],
            _ => &[],
        }
    }

    fn push_attribute(&mut self, name: &str, value: Option<String>) {
        if let Some(value) = value.filter(|value| (1..=3 * MAX_HREF).contains(&value.len())) {
            // Writing to a string cannot fail.
            let _ = write!(self.out, " {name}=\"{}\"", escape(&value));
        }
    }
}

/// Whether what follows an ampersand makes a character reference. Runs of
/// broken references cost a parser a square of their length.
fn begins_reference(after: &str) -> bool {
    let length = after
        .bytes()
        .take(32)
        .take_while(|b| b.is_ascii_alphanumeric() || *b == b'#')
        .count();
    let ended = after.as_bytes().get(length) == Some(&b';');
    let name = after.get(..length).unwrap_or_default();
    let plain_name = !name.is_empty() && !name.contains('#');
    let number = name
        .strip_prefix('#')
        .is_some_and(|number| !number.is_empty() && !number.contains('#'));
    ended && (plain_name || number)
}

fn is_block(tag: &str) -> bool {
    !matches!(
        tag,
        "a" | "span" | "code" | "kbd" | "em" | "strong" | "del" | "mark" | "sup" | "sub"
    )
}

/// Elements an end tag does not reach across.
fn barriers(tag: &str) -> &'static [&'static str] {
    match tag {
        "li" => &["ul", "ol", "table"],
        "dt" | "dd" => &["dl", "table"],
        "td" | "th" | "tr" | "thead" | "tbody" | "tfoot" | "caption" => &["table"],
        _ => &["td", "th"],
    }
}

/// The address in normal form, without a name and password in front of the
/// host, which only serve to look like another host.
fn web_address(href: &str) -> Option<Url> {
    let href = Some(href.trim()).filter(|href| href.len() <= MAX_HREF)?;
    let mut url = Url::parse(href).ok()?;
    match url.scheme() {
        "mailto" => return Some(url),
        "http" | "https" if has_host(href) => {}
        _ => return None,
    }
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    Some(url)
}

/// `http:evil` and `http:///evil` are read in different ways by different
/// software, so they are no addresses here.
fn has_host(href: &str) -> bool {
    href.split_once("://")
        .is_some_and(|(_, rest)| !rest.starts_with(['/', '\\']))
}

/// Whether the text of a link looks like an address on another host.
fn misleads(shown: &str, target: &Url) -> bool {
    let Some(host) = target.host_str() else {
        return false;
    };
    let plain_host = host.strip_prefix("www.").unwrap_or(host);
    hosts_named(shown).any(|named| named.strip_prefix("www.").unwrap_or(&named) != plain_host)
}

/// Hosts that the words of a text name: whole addresses anywhere, and a bare
/// host where it is the only word.
fn hosts_named(shown: &str) -> impl Iterator<Item = String> + '_ {
    let only_word = shown.split_whitespace().count() == 1;
    shown.split_whitespace().filter_map(move |word| {
        let word = word.trim_matches(|c: char| "()[]<>\"'“”…,;".contains(c));
        let lower = word.to_lowercase();
        if lower.starts_with("http:") || lower.starts_with("https:") {
            return Some(Url::parse(&lower).ok()?.host_str()?.to_owned());
        }
        let host = lower.split(['/', '?', '#', ':']).next()?;
        let (_, top) = host.rsplit_once('.')?;
        let looks_like_host = host
            .chars()
            .all(|c| c.is_alphanumeric() || c == '.' || c == '-' || !c.is_ascii())
            && top.chars().count() >= 2
            && top.chars().all(char::is_alphabetic);
        (looks_like_host && (only_word || host.starts_with("www.")))
            .then(|| Url::parse(&format!("http://{host}")).ok())
            .flatten()
            .and_then(|url| url.host_str().map(str::to_owned))
    })
}
