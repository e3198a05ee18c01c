//! Reading threads and replies as other servers send them: Page, Article, Note, Question, Event,
//! Video and their relatives (protocol.md §2.1). Pure; what is read is judged and stored by actions.

use super::model::{
    BODY_MAX, MentionRef, OriginTotals, ReplyKind, Resource, TAGS_MAX, TITLE_MAX, ThreadKind,
};
use crate::activitypub::ids::same_origin;
use crate::activitypub::licences::Licence;
use crate::activitypub::tolerant::{
    count, flag, id_in, ids_of, items, language, licence, markdown_source, object_in, page_url,
    text as text_of, time, total_items, type_of,
};
use crate::activitypub::vocabulary::is_public;
use crate::error::{Error, Result};
use crate::store::Time;
use crate::text;
use serde_json::Value;

/// Types that can begin a thread or be a reply.
const CONTENT_TYPES: [&str; 7] = [
    "Note",
    "Article",
    "Page",
    "Question",
    "Event",
    "Video",
    "ChatMessage",
];

/// Addresses kept of one object; more are ignored.
const ADDRESSES_MAX: usize = 200;

/// Characters of why a question is closed.
const CLOSED_BECAUSE_MAX: usize = 300;
/// Accepted answers that one question names; more are ignored.
const ACCEPTED_MAX: usize = 20;

/// Replies that one object names in itself and that are asked for.
pub const FIRST_REPLIES_MAX: usize = 20;

/// Characters read of a content warning, which may be HTML.
const WARNING_MAX: usize = 2000;
/// Pictures and the like that one note shows, and the characters of each description.
const MEDIA_MAX: usize = 16;
const MEDIA_NAME_MAX: usize = 500;
/// Characters shown of a type that is not taken.
const KIND_SHOWN: usize = 40;
/// Characters of what a link says of itself.
const SUMMARY_MAX: usize = 500;
/// Bytes of an address that a text leads to.
const LINK_MAX: usize = 2000;

/// An object as read, before anybody has judged it.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrived {
    pub id: String,
    pub kind: String,
    /// Who wrote it: an actor of the same origin as the object.
    pub author: String,
    /// A title of its own; microblogs have none.
    pub name: Option<String>,
    /// What a microblog shows instead of the text until somebody unfolds it.
    pub warning: Option<String>,
    pub body: String,
    /// The text, folded behind the warning where there is one.
    pub body_html: String,
    /// For excerpts and search, which show nothing that is folded.
    pub body_text: String,
    pub link: Option<String>,
    pub language: String,
    pub tags: Vec<String>,
    pub mentions: Vec<MentionRef>,
    pub in_reply_to: Option<String>,
    /// Everybody in to, cc and audience, and every mention.
    pub addressed: Vec<String>,
    pub audience: Option<String>,
    pub public: bool,
    pub published: Option<Time>,
    pub updated: Option<Time>,
    pub page_url: Option<String>,
    pub replies_url: Option<String>,
    pub context_url: Option<String>,
    pub totals: OriginTotals,
    /// Ids of replies that it names in itself.
    pub first_replies: Vec<String>,
    /// `postType`, our own word; `questionAnswer` peers send none.
    pub thread_kind: Option<ThreadKind>,
    pub reply_kind: Option<ReplyKind>,
    pub accepted_answers: Vec<String>,
    /// `editedBy`, our own word: who wrote the text as it is, if that is not its author.
    pub edited_by: Option<String>,
    /// `closedAt`, `closedBecause` and `duplicateOf`, our own words: a question that takes no more answers.
    pub closed_at: Option<Time>,
    pub closed_because: String,
    pub duplicate_of: Option<String>,
    /// `commentsEnabled`: whether it takes no replies, where that is said.
    pub locked: Option<bool>,
    /// Of a reply: whether it stands out as the word of those who look after the community, where that is said.
    pub distinguished: Option<bool>,
    pub sensitive: bool,
    pub licence: Licence,
    /// What its link says of itself, as its server found it.
    pub resource: Option<Resource>,
}

impl Arrived {
    pub fn is_message(&self) -> bool {
        self.kind == "ChatMessage"
    }

    /// Which edit this is.
    pub fn version_at(&self, now: Time) -> Time {
        let at = self.updated.or(self.published).unwrap_or(now);
        at.min(now)
    }

    /// Times in the future count as now (design README 22).
    pub fn published_at(&self, now: Time) -> Time {
        self.published.unwrap_or(now).min(now)
    }

    pub fn edited_at(&self, now: Time) -> Option<Time> {
        self.updated
            .map(|at| at.min(now))
            .filter(|at| *at > self.published_at(now))
    }

    /// What kind of thread it begins. Where it does not say, a community for questions and a title that
    /// asks make a question, so that answers from other servers can be accepted too.
    pub fn thread_kind(&self, title: &str, community_asks: bool) -> ThreadKind {
        match self.thread_kind {
            Some(kind) => kind,
            None if self.link.is_some() => ThreadKind::Link,
            None if community_asks || !self.accepted_answers.is_empty() => ThreadKind::Question,
            None if title.trim_end().ends_with(['?', '？', '؟']) => ThreadKind::Question,
            None => ThreadKind::Discussion,
        }
    }

    /// Its hashtags. Lemmy adds the community's own name as one, which says nothing.
    pub fn topics(&self, community: &str) -> Vec<String> {
        let other = |tag: &&String| !tag.eq_ignore_ascii_case(community);
        self.tags.iter().filter(other).cloned().collect()
    }

    /// Title and text of the thread it begins. A microblog post has no title: its first line becomes one,
    /// or its warning, since a title is never folded.
    pub fn title_and_html(&self, community: &str, host: &str, author: &str) -> (String, String) {
        match self.name.as_ref().or(self.warning.as_ref()) {
            Some(title) => (title.clone(), self.body_html.clone()),
            None => text::title_from_note(&self.body_html, community, host, author),
        }
    }

    /// The plain text of the thread it begins, whose HTML is this.
    pub fn thread_text(&self, html: &str) -> String {
        if self.name.is_some() || self.warning.is_some() {
            self.body_text.clone()
        } else {
            text::plain(html)
        }
    }
}

/// Reads an object. Errors say in plain words why it is refused.
pub fn read(value: &Value) -> Result<Arrived> {
    let kind = type_of(value).ok_or_else(|| bad("the object has no type"))?;
    if !CONTENT_TYPES.contains(&kind) {
        // It stands in the log and beside the activity, in one line.
        let kind = text::one_line(kind, KIND_SHOWN);
        return Err(Error::Bad(
            format!("objects of type {kind} are not taken").into(),
        ));
    }
    let id = id_in_self(value)?;
    // PeerTube names a person and a channel, PieFed and others one id; the person is of the same origin.
    let author = ids_of(value, "attributedTo")
        .into_iter()
        .chain(id_in(value, "actor"))
        .find(|author| same_origin(author, id))
        .ok_or_else(|| bad("the object names no author of its own server"))?;
    let html = text_of(value, "content").unwrap_or_default();
    if html.chars().count() > BODY_MAX * 4 {
        return Err(bad("the text is too long"));
    }
    let warning = warning(value, kind);
    let (body_html, body_text) = words(value, kind, html, warning.as_deref());
    let body = markdown_source(value).filter(|md| md.chars().count() <= BODY_MAX);
    let mentions = mentions(value);
    let (addressed, public) = addresses(value, &mentions);
    let name = text_of(value, "name")
        .map(|name| text::one_line(name, TITLE_MAX))
        .filter(|name| !name.is_empty());
    Ok(Arrived {
        id: id.to_owned(),
        kind: kind.to_owned(),
        author: author.to_owned(),
        name,
        body: body.unwrap_or_default().to_owned(),
        warning,
        body_html,
        body_text,
        link: link(value, kind),
        language: language(value).unwrap_or_default(),
        tags: hashtags(value),
        mentions,
        in_reply_to: id_in(value, "inReplyTo").map(str::to_owned),
        addressed,
        audience: id_in(value, "audience").map(str::to_owned),
        public,
        published: time(value, "published"),
        updated: time(value, "updated"),
        page_url: page_url(value).map(str::to_owned),
        replies_url: own_collection(value, "replies", id),
        context_url: own_collection(value, "context", id),
        totals: totals(value),
        first_replies: first_replies(value, id),
        thread_kind: value
            .get("postType")
            .and_then(Value::as_str)
            .and_then(ThreadKind::parse),
        reply_kind: value
            .get("replyKind")
            .and_then(Value::as_str)
            .and_then(ReplyKind::parse),
        edited_by: id_in(value, "editedBy").map(str::to_owned),
        closed_at: time(value, "closedAt"),
        closed_because: text::one_line(
            text_of(value, "closedBecause").unwrap_or_default(),
            CLOSED_BECAUSE_MAX,
        ),
        duplicate_of: id_in(value, "duplicateOf").map(str::to_owned),
        accepted_answers: ids_of(value, "acceptedAnswer")
            .into_iter()
            .take(ACCEPTED_MAX)
            .map(str::to_owned)
            .collect(),
        locked: flag(value, "commentsEnabled").map(|takes_replies| !takes_replies),
        distinguished: flag(value, "distinguished"),
        sensitive: flag(value, "sensitive").unwrap_or(false),
        licence: licence(value),
        resource: resource(value, kind),
    })
}

/// What an object says of itself in numbers.
pub fn totals(value: &Value) -> OriginTotals {
    OriginTotals {
        replies: total_items(value, "replies").or_else(|| count(value, "repliesCount")),
        likes: total_items(value, "likes"),
        shares: total_items(value, "shares"),
    }
}

fn bad(message: &'static str) -> Error {
    Error::Bad(message.into())
}

fn id_in_self(value: &Value) -> Result<&str> {
    id_in(value, "id").ok_or_else(|| bad("the object has no id"))
}

/// A collection counts only where the object's own server serves it (O-20).
fn own_collection(value: &Value, key: &str, id: &str) -> Option<String> {
    id_in(value, key)
        .filter(|url| same_origin(url, id))
        .map(str::to_owned)
}

/// Mastodon writes the ids of the first replies, which are its author's own, into the note. Those on other
/// servers are left out: whoever sends a note must not have us ask anybody they please (safety.md R-07).
fn first_replies(value: &Value, id: &str) -> Vec<String> {
    let Some(replies) = object_in(value, "replies") else {
        return Vec::new();
    };
    let page = object_in(replies, "first").unwrap_or(replies);
    let named = ids_of(page, "items")
        .into_iter()
        .chain(ids_of(page, "orderedItems"));
    named
        .take(ADDRESSES_MAX)
        .filter(|reply| *reply != id && same_origin(reply, id))
        .take(FIRST_REPLIES_MAX)
        .map(str::to_owned)
        .collect()
}

/// What microblogs send. Elsewhere `summary` is the beginning of the text, and attachments are links.
fn is_note(kind: &str) -> bool {
    matches!(kind, "Note" | "Question")
}

/// The content warning of a note: microblogs put it in `summary`, and say that it is one.
fn warning(value: &Value, kind: &str) -> Option<String> {
    if !is_note(kind) || flag(value, "sensitive") != Some(true) {
        return None;
    }
    let summary = text_of(value, "summary")?;
    let summary: String = summary.chars().take(WARNING_MAX).collect();
    let words = if summary.contains('<') {
        text::clean_html(&summary).text
    } else {
        summary
    };
    Some(text::one_line(&words, TITLE_MAX)).filter(|words| !words.is_empty())
}

/// The text as HTML and plain: pictures of a note as links below it, and all of it folded behind its
/// warning. Each part is clean and well nested by itself, so the whole is too.
fn words(value: &Value, kind: &str, html: &str, warning: Option<&str>) -> (String, String) {
    let mut cleaned = text::clean_html(html);
    if is_note(kind) {
        let media = text::clean_html(&media_links(value));
        cleaned.html.push_str(&media.html);
        if !cleaned.text.is_empty() && !media.text.is_empty() {
            cleaned.text.push('\n');
        }
        cleaned.text.push_str(&media.text);
    }
    match warning {
        None => (cleaned.html, cleaned.text),
        Some(warning) => {
            let summary = text::escape(warning);
            let html = format!(
                "<details><summary>{summary}</summary>{}</details>",
                cleaned.html
            );
            (html, warning.to_owned())
        }
    }
}

/// Pictures, films and sounds of a note, each as a link by its description: nothing is loaded from
/// elsewhere (design README 13).
fn media_links(value: &Value) -> String {
    items(value, "attachment")
        .into_iter()
        .filter(|attached| is_medium(attached))
        .filter_map(|attached| {
            let address = text::escape(&medium_address(attached)?);
            let name = text::escape(&medium_name(attached));
            Some(format!("<p><a href=\"{address}\">{name}</a></p>"))
        })
        .take(MEDIA_MAX)
        .collect()
}

fn is_medium(attached: &Value) -> bool {
    matches!(
        type_of(attached),
        Some("Image" | "Document" | "Video" | "Audio")
    )
}

/// A string, a Link, or the first of several.
fn medium_address(attached: &Value) -> Option<String> {
    let of = |item: &Value| {
        let address = item.as_str().or_else(|| item.get("href")?.as_str())?;
        web_address(address)
    };
    items(attached, "url")
        .into_iter()
        .find_map(of)
        .or_else(|| of(attached))
}

/// What its author wrote about it, else what it is.
fn medium_name(attached: &Value) -> String {
    let described = text_of(attached, "name").or_else(|| text_of(attached, "summary"));
    let described = text::one_line(described.unwrap_or_default(), MEDIA_NAME_MAX);
    if !described.is_empty() {
        return described;
    }
    let sort = attached.get("mediaType").and_then(Value::as_str);
    let sort = sort.and_then(|sort| sort.split('/').next());
    match (type_of(attached), sort) {
        (Some("Image"), _) | (_, Some("image")) => "Picture",
        (Some("Video"), _) | (_, Some("video")) => "Video",
        (Some("Audio"), _) | (_, Some("audio")) => "Sound",
        _ => "File",
    }
    .to_owned()
}

/// The link of a link post is its first attachment with an address (protocol.md §2.2); Mbin and old
/// Lemmy put it in `source` or `url` too, which is not read, since it is also in the attachment. The
/// pictures of a note stand in its text, as those do that a text shows itself.
fn link(value: &Value, kind: &str) -> Option<String> {
    let first = first_link(value, kind)?;
    let address = match type_of(first)? {
        "Link" | "Page" => first.get("href").or_else(|| first.get("url")),
        "Image" | "Document" | "Video" | "Audio" => first.get("url").or_else(|| first.get("href")),
        _ => None,
    };
    web_address(address?.as_str()?)
}

fn first_link<'a>(value: &'a Value, kind: &str) -> Option<&'a Value> {
    let said = text_of(value, "content").unwrap_or_default();
    let in_text =
        |attached: &Value| is_medium(attached) && (is_note(kind) || stands_in_text(attached, said));
    items(value, "attachment")
        .into_iter()
        .find(|attached| !in_text(attached))
}

/// Whether the text has this picture already: Guildhall attaches what its texts show once more, for software that
/// shows no pictures within texts.
fn stands_in_text(attached: &Value, html: &str) -> bool {
    let address = medium_address(attached);
    address.is_some_and(|address| html.contains(&text::escape(&address)))
}

/// What the server of a link post found at its address: `name`, `summary` and `icon` of the link.
fn resource(value: &Value, kind: &str) -> Option<Resource> {
    let first = first_link(value, kind).filter(|first| type_of(first) == Some("Link"))?;
    let line = |key: &str, max: usize| text::one_line(text_of(first, key).unwrap_or_default(), max);
    let icon = object_in(first, "icon").and_then(|icon| icon.get("url")?.as_str());
    let found = Resource {
        title: line("name", TITLE_MAX),
        description: line("summary", SUMMARY_MAX),
        image: icon.and_then(web_address),
        picture: None,
    };
    (!found.says_nothing()).then_some(found)
}

fn web_address(address: &str) -> Option<String> {
    let parsed = url::Url::parse(address).ok()?;
    (matches!(parsed.scheme(), "https" | "http") && address.len() <= LINK_MAX)
        .then(|| parsed.to_string())
}

fn mentions(value: &Value) -> Vec<MentionRef> {
    items(value, "tag")
        .into_iter()
        .filter(|tag| type_of(tag) == Some("Mention"))
        .filter_map(|tag| {
            let href = id_in(tag, "href")?;
            let name = tag.get("name").and_then(Value::as_str).unwrap_or(href);
            Some(MentionRef {
                href: href.to_owned(),
                name: text::one_line(name, 100),
            })
        })
        .take(50)
        .collect()
}

/// Hashtags, and tags of the community's vocabulary, as words. Where there are too many the latter stay.
fn hashtags(value: &Value) -> Vec<String> {
    let name = |tag: &Value| match type_of(tag)? {
        "Hashtag" => text::tag_name(tag.get("name")?.as_str()?),
        _ => None,
    };
    let listed = |tag: &Value| match type_of(tag)? {
        "CommunityPostTag" | "lemmy:CommunityTag" | "CommunityTag" => {
            let name = ["preferredUsername", "name", "display_name"]
                .iter()
                .find_map(|key| tag.get(*key).and_then(Value::as_str));
            text::tag_name(name?)
        }
        _ => None,
    };
    let all = items(value, "tag");
    let sorted = |read: &dyn Fn(&Value) -> Option<String>| {
        let mut tags: Vec<String> = all.iter().filter_map(|tag| read(tag)).collect();
        tags.sort();
        tags.dedup();
        tags
    };
    let mut tags = sorted(&listed);
    for tag in sorted(&name) {
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags.truncate(TAGS_MAX);
    tags.sort();
    tags
}

fn addresses(value: &Value, mentions: &[MentionRef]) -> (Vec<String>, bool) {
    let mut all: Vec<String> = Vec::new();
    let mut public = false;
    for key in ["to", "cc", "audience"] {
        for item in items(value, key) {
            let Some(address) = item
                .as_str()
                .or_else(|| item.get("id").and_then(Value::as_str))
            else {
                continue;
            };
            if is_public(address) {
                public = true;
            } else if all.len() < ADDRESSES_MAX {
                all.push(address.to_owned());
            }
        }
    }
    all.extend(mentions.iter().map(|m| m.href.clone()));
    all.sort();
    all.dedup();
    (all, public)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn page() -> Value {
        json!({
            "type": "Page", "id": "https://lemmy.test/post/15",
            "attributedTo": "https://lemmy.test/u/alice",
            "to": ["https://guild.test/c/rust", "https://www.w3.org/ns/activitystreams#Public"],
            "cc": [], "name": "post to remote", "content": "<p>hello</p>\n",
            "mediaType": "text/html", "source": {"content": "hello", "mediaType": "text/markdown"},
            "attachment": [{"href": "https://example.org/a", "mediaType": "text/html", "type": "Link"}],
            "sensitive": false, "published": "2026-11-23T09:30:11.1Z", "language": {"identifier": "en", "name": "English"},
            "audience": "https://guild.test/c/rust",
            "tag": [{"href": "https://lemmy.test/post/15", "name": "#rust", "type": "Hashtag"}]
        })
    }

    #[test]
    fn a_lemmy_page_is_a_link_thread() {
        let arrived = read(&page()).unwrap();
        assert_eq!(arrived.name.as_deref(), Some("post to remote"));
        assert_eq!(arrived.body, "hello");
        assert_eq!(arrived.thread_kind("post", true), ThreadKind::Link);
        assert_eq!(arrived.link.as_deref(), Some("https://example.org/a"));
        assert_eq!(arrived.language, "en");
        assert!(arrived.public);
        assert_eq!(arrived.tags, ["rust"]);
        assert_eq!(arrived.topics("rust"), Vec::<String>::new());
        assert_eq!(arrived.topics("wood"), ["rust"]);
        assert_eq!(
            arrived.audience.as_deref(),
            Some("https://guild.test/c/rust")
        );
    }

    #[test]
    fn objects_that_cannot_be_trusted_are_refused() {
        let mut foreign = page();
        foreign["attributedTo"] = json!("https://mallory.test/u/m");
        let mut nameless = page();
        nameless["id"] = Value::Null;
        let mut person = page();
        person["type"] = json!("Person");
        for value in [
            foreign,
            nameless,
            person,
            json!(null),
            json!([]),
            json!("x"),
        ] {
            assert!(read(&value).is_err(), "{value}");
        }
    }

    #[test]
    fn odd_but_real_shapes_are_read() {
        let note = json!({
            "type": "Note", "id": "https://snac.test/bob/p/1", "attributedTo": ["https://snac.test/bob"],
            "to": "https://www.w3.org/ns/activitystreams#Public", "cc": ["https://guild.test/c/rust", 1, null],
            "inReplyTo": "", "content": "<p>How do I&nbsp;plane figured maple?</p>", "published": "2026-01-01T00:00:00Z",
        });
        let arrived = read(&note).unwrap();
        assert_eq!(arrived.in_reply_to, None);
        assert!(arrived.public);
        assert_eq!(arrived.addressed, ["https://guild.test/c/rust"]);
    }

    fn note(more: Value) -> Arrived {
        let mut note = json!({
            "type": "Note", "id": "https://blog.test/n/1", "attributedTo": "https://blog.test/u/bob",
            "content": "<p>Who did it?</p><p>The butler.</p>",
        });
        for (key, value) in more.as_object().unwrap() {
            note[key] = value.clone();
        }
        read(&note).unwrap()
    }

    #[test]
    fn what_a_note_warns_of_is_folded_and_in_no_excerpt() {
        let arrived = note(json!({"sensitive": true, "summary": "The <b>end</b> & all"}));
        assert_eq!(arrived.warning.as_deref(), Some("The end & all"));
        assert_eq!(
            arrived.body_html,
            "<details><summary>The end &amp; all</summary>\
             <p>Who did it?</p><p>The butler.</p></details>"
        );
        assert_eq!(arrived.body_text, "The end & all");
        let (title, html) = arrived.title_and_html("wood", "guild.test", "bob");
        assert_eq!(
            (title.as_str(), &html),
            ("The end & all", &arrived.body_html)
        );
        assert_eq!(arrived.thread_text(&html), "The end & all");

        // Without both there is no warning; and the beginning of an article is none.
        for more in [
            json!({"sensitive": true}),
            json!({"sensitive": true, "summary": ""}),
            json!({"sensitive": false, "summary": "The end"}),
            json!({"type": "Article", "sensitive": true, "summary": "The end"}),
        ] {
            let arrived = note(more);
            assert_eq!(arrived.warning, None);
            assert_eq!(arrived.body_html, "<p>Who did it?</p><p>The butler.</p>");
        }
        let hostile = note(json!({
            "sensitive": true, "content": "</details><script>x</script><p>y",
            "summary": "</summary></details><b onclick=z>Hm</b>",
        }));
        assert_eq!(hostile.body_html.matches("<details>").count(), 1);
        assert!(hostile.body_html.ends_with("<p>y</p></details>"));
        assert!(!hostile.body_html.contains("onclick"));
    }

    #[test]
    fn pictures_of_a_note_are_links_under_its_text() {
        let pictures = json!([
            {"type": "Document", "mediaType": "image/png", "url": "https://blog.test/a.png", "name": "A <plane> & its iron"},
            {"type": "Image", "url": [{"type": "Link", "href": "https://blog.test/b.png"}]},
            {"type": "Image", "url": "javascript:alert(1)", "name": "no"},
            {"type": "Image", "name": "nowhere"},
        ]);
        let arrived = note(json!({"attachment": pictures}));
        assert_eq!(arrived.link, None);
        assert!(arrived.body_html.starts_with(
            "<p>Who did it?</p><p>The butler.</p><p><a href=\"https://blog.test/a.png\""
        ));
        assert_eq!(
            arrived.body_text,
            "Who did it?\nThe butler.\nA <plane> & its iron\nPicture"
        );
        assert!(!arrived.body_html.contains("<img") && !arrived.body_html.contains("javascript"));
        let many: Vec<Value> = (0..100)
            .map(|n| json!({"type": "Image", "url": format!("https://blog.test/{n}")}))
            .collect();
        let arrived = note(json!({"attachment": many}));
        assert_eq!(arrived.body_html.matches("<a ").count(), MEDIA_MAX);
        let folded = note(json!({"attachment": many, "sensitive": true, "summary": "Saws"}));
        assert_eq!(folded.body_text, "Saws");
        assert!(folded.body_html.ends_with("</p></details>"));
        // The attachment of a thread in a forum is its link.
        let linked = note(json!({"type": "Page", "name": "See", "attachment": pictures}));
        assert_eq!(linked.link.as_deref(), Some("https://blog.test/a.png"));
    }

    #[test]
    fn a_picture_that_the_text_shows_is_not_the_link_of_its_thread() {
        let picture = json!({"type": "Image", "mediaType": "image/png", "url": "https://guild.test/media/a.png?x=1&y=2"});
        let shown = "<p><img src=\"https://guild.test/media/a.png?x=1&amp;y=2\" alt=\"\"></p>";
        let link = json!({"type": "Link", "href": "https://example.org/a"});
        let read = |content: &str, attached: Value| {
            let page = json!({"type": "Article", "name": "See", "content": content, "attachment": attached});
            note(page).link
        };
        assert_eq!(read(shown, json!([picture])), None);
        let both = read(shown, json!([picture, link]));
        assert_eq!(both.as_deref(), Some("https://example.org/a"));
        let other = read("<p>Another one.</p>", json!([picture]));
        assert_eq!(
            other.as_deref(),
            Some("https://guild.test/media/a.png?x=1&y=2")
        );
    }

    #[test]
    fn totals_are_read_where_they_are_stated() {
        let told = json!({
            "replies": {"type": "Collection", "totalItems": 3}, "likes": {"totalItems": 0},
            "shares": {"type": "Collection", "id": "https://blog.test/n/1/shares", "totalItems": 12},
        });
        let expected = OriginTotals {
            replies: Some(3),
            likes: Some(0),
            shares: Some(12),
        };
        assert_eq!(note(told).totals, expected);
        for odd in [
            json!("https://blog.test/n/1/shares"),
            json!({"totalItems": -1}),
            json!({"totalItems": "12"}),
            json!({"totalItems": 1.5}),
            json!({"type": "Collection"}),
            json!([{"totalItems": 12}]),
            json!(12),
            Value::Null,
        ] {
            let told = json!({"replies": odd, "likes": odd, "shares": odd});
            assert_eq!(note(told).totals, OriginTotals::default(), "{odd}");
        }
        assert_eq!(note(json!({"repliesCount": 7})).totals.replies, Some(7));
    }

    #[test]
    fn times_in_the_future_count_as_now() {
        let arrived = read(&page()).unwrap();
        let now = time(&json!({"t": "2020-01-01T00:00:00Z"}), "t").unwrap();
        assert_eq!(arrived.published_at(now), now);
        assert_eq!(arrived.edited_at(now), None);
    }
}
