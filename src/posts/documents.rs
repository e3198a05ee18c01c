//! Threads, replies and what is done with them as ActivityStreams documents (protocol.md §2, §3).
//! Pure: rows in, JSON out. `@context` is added by [`seal`] on the outermost object only.

use super::model::{Closing, Comment, MentionRef, Post, Resource, ThreadKind};
use super::queries::{Byline, Credits};
use crate::accounts::model::Person;
use crate::activitypub::actors::Actor;
use crate::activitypub::delivery::Audience;
use crate::activitypub::ids::Local;
use crate::activitypub::languages;
use crate::activitypub::licences::Licence;
use crate::activitypub::vocabulary::{PUBLIC, context};
use crate::communities::documents::tag_item;
use crate::communities::model::{Community, ListedTag};
use crate::store::Time;
use crate::text;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

/// Characters of the first paragraphs that microblogs show under a title (protocol.md §2.3).
const SUMMARY_MAX: usize = 500;

/// Whom an object and the activity around it name, always the same in both (protocol.md §2.2).
#[derive(Debug, Clone)]
pub struct Addresses {
    pub to: Vec<String>,
    pub cc: Vec<String>,
    pub audience: String,
}

impl Addresses {
    /// `people` are answered or named in the text. Nothing of a private community names the public.
    pub fn new(
        community: &Community,
        author: &Person,
        audience: Audience,
        people: &[String],
    ) -> Self {
        let group = community.actor.ap_id.clone();
        let followers = community.actor.followers_url.clone();
        if audience != Audience::Public {
            let to = std::iter::once(group.clone()).chain(followers).collect();
            return Self {
                to,
                cc: Vec::new(),
                audience: group,
            };
        }
        let mut cc: Vec<String> = people.to_vec();
        cc.extend(author.actor.followers_url.clone());
        cc.dedup();
        Self {
            to: vec![group.clone(), PUBLIC.to_owned()],
            cc,
            audience: group,
        }
    }

    fn put(&self, document: &mut Map<String, Value>) {
        document.insert("to".into(), json!(self.to));
        document.insert("cc".into(), json!(self.cc));
        document.insert("audience".into(), json!(self.audience));
    }
}

/// Everything the document of a thread shows.
pub struct ThreadParts<'a> {
    pub community: &'a Community,
    pub author: &'a Person,
    pub post: &'a Post,
    /// Ids of the accepted answers, mostly one or none.
    pub accepted: &'a [String],
    /// Id of who wrote the text as it is, if that is not its author.
    pub editor: Option<&'a str>,
    /// Why it takes no more answers, if it is closed.
    pub closing: Option<&'a Closing>,
    /// Those of its tags that stand in the vocabulary of its community.
    pub listed: &'a [ListedTag],
    /// Of an article that was made of another thread.
    pub credits: Option<&'a Credits>,
}

/// A thread as `Article`, the one type every peer files as a thread (protocol.md §0 rule 1).
pub fn article(local: &Local, parts: &ThreadParts<'_>) -> Value {
    let ThreadParts {
        community,
        author,
        post,
        accepted,
        editor,
        closing,
        listed,
        credits,
    } = parts;
    let mut doc = common(author, &post.ap_id, "Article");
    let people: Vec<String> = post.mentions.0.iter().map(|m| m.href.clone()).collect();
    Addresses::new(community, author, post.audience, &people).put(&mut doc);
    doc.insert("name".into(), json!(post.title));
    doc.insert(
        "summary".into(),
        json!(text::summary_html(&post.body_html, SUMMARY_MAX)),
    );
    match credits {
        Some(credits) => credited(&mut doc, post, credits),
        None => content(&mut doc, &post.body, &post.body_html, &post.language),
    }
    doc.insert("url".into(), json!(post.page(local)));
    doc.insert("attachment".into(), attachment(post));
    previewed(&mut doc, post);
    doc.insert(
        "tag".into(),
        tags(
            local,
            community,
            (&post.tags.0, listed),
            &post.mentions.0,
            None,
        ),
    );
    doc.insert("sensitive".into(), json!(community.row.sensitive));
    doc.insert("commentsEnabled".into(), json!(post.locked_at.is_none()));
    doc.insert("stickied".into(), json!(post.pinned_at.is_some()));
    doc.insert("postType".into(), json!(post.kind));
    licensed(&mut doc, post.licence);
    if let Some(editor) = editor {
        doc.insert("editedBy".into(), json!(editor));
    }
    if let (Some(closing), Some(at)) = (closing, post.closed_at) {
        doc.insert("closedAt".into(), json!(at.wire()));
        doc.insert("closedBecause".into(), json!(closing.reason));
        if !closing.duplicate_url.is_empty() {
            doc.insert("duplicateOf".into(), json!(closing.duplicate_url));
        }
    }
    match accepted {
        [] => {}
        [one] => {
            doc.insert("acceptedAnswer".into(), json!(one));
        }
        all => {
            doc.insert("acceptedAnswer".into(), json!(all));
        }
    }
    if let Some(context) = context_of(post) {
        doc.insert("context".into(), json!(context));
    }
    if post.local {
        collections(&mut doc, &post.ap_id, post.up_votes);
        doc.insert("shares".into(), shares(post));
    }
    times(&mut doc, post.published_at, post.edited_at, post.version_at);
    if post.audience == Audience::Public {
        doc.insert(
            "interactionPolicy".into(),
            json!({"canQuote": {"automaticApproval": [PUBLIC]}}),
        );
        doc.insert("searchableBy".into(), json!(PUBLIC));
    }
    Value::Object(doc)
}

/// Everything the document of a reply shows.
pub struct ReplyParts<'a> {
    pub community: &'a Community,
    pub author: &'a Person,
    pub post: &'a Post,
    /// Id of what it replies to, and who wrote that.
    pub parent_ap_id: &'a str,
    pub parent_author: &'a Actor,
    /// Who began the thread: told of every reply in it, so named by every reply.
    pub asker: &'a Actor,
    pub comment: &'a Comment,
    /// Id of who wrote the text as it is, if that is not its author.
    pub editor: Option<&'a str>,
}

impl ReplyParts<'_> {
    /// Whom the reply answers, the asker, and whom it names: the same for the object, the activity
    /// around it and the inboxes it goes to.
    pub fn people(&self) -> Vec<String> {
        let mut people = vec![self.parent_author.ap_id.clone(), self.asker.ap_id.clone()];
        let named = self.comment.mentions.0.iter();
        people.extend(named.map(|mention| mention.href.clone()));
        people.retain(|id| *id != self.author.actor.ap_id);
        people.sort();
        people.dedup();
        people
    }
}

/// An answer or comment as `Note`; which of the two is in `replyKind`.
pub fn note(local: &Local, parts: &ReplyParts<'_>) -> Value {
    let ReplyParts {
        community,
        author,
        post,
        parent_ap_id,
        parent_author,
        asker: _,
        comment,
        editor,
    } = parts;
    let mut doc = common(author, &comment.ap_id, "Note");
    Addresses::new(community, author, comment.audience, &parts.people()).put(&mut doc);
    content(
        &mut doc,
        &comment.body,
        &comment.body_html,
        &comment.language,
    );
    let pictures: Vec<Value> = pictures(&comment.body_html).collect();
    if !pictures.is_empty() {
        doc.insert("attachment".into(), json!(pictures));
    }
    doc.insert("inReplyTo".into(), json!(parent_ap_id));
    doc.insert("url".into(), json!(comment.ap_id));
    let answered = (parent_author.id != author.actor.id).then_some(*parent_author);
    doc.insert(
        "tag".into(),
        tags(local, community, (&[], &[]), &comment.mentions.0, answered),
    );
    doc.insert("replyKind".into(), json!(comment.kind));
    if let Some(editor) = editor {
        doc.insert("editedBy".into(), json!(editor));
    }
    doc.insert(
        "distinguished".into(),
        json!(comment.distinguished_at.is_some()),
    );
    licensed(&mut doc, comment.licence);
    if let Some(context) = context_of(post) {
        doc.insert("context".into(), json!(context));
    }
    collections(&mut doc, &comment.ap_id, comment.up_votes);
    times(
        &mut doc,
        comment.published_at,
        comment.edited_at,
        comment.version_at,
    );
    Value::Object(doc)
}

/// The collection of the whole thread (FEP-11dd); threads of Lemmy 0.19 have none.
fn context_of(post: &Post) -> Option<String> {
    match &post.context_url {
        Some(context) => Some(context.clone()),
        None => post.local.then(|| format!("{}/context", post.ap_id)),
    }
}

fn common(author: &Person, id: &str, kind: &str) -> Map<String, Value> {
    let mut doc = Map::new();
    doc.insert("id".into(), json!(id));
    doc.insert("type".into(), json!(kind));
    doc.insert("attributedTo".into(), json!(author.actor.ap_id));
    doc
}

fn content(doc: &mut Map<String, Value>, markdown: &str, html: &str, language: &str) {
    doc.insert("content".into(), json!(html));
    doc.insert("mediaType".into(), json!("text/html"));
    if !markdown.is_empty() {
        doc.insert(
            "source".into(),
            json!({"content": told_markdown(markdown, html), "mediaType": "text/markdown"}),
        );
    }
    if !language.is_empty() {
        doc.insert("contentMap".into(), json!({language: html}));
        let name = languages::language_name(language).unwrap_or(language);
        doc.insert(
            "language".into(),
            json!({"identifier": language, "name": name}),
        );
    }
}

/// With whole addresses of the pictures that the text shows: Lemmy shows the Markdown, where one below our address
/// would be one below its own.
fn told_markdown(markdown: &str, html: &str) -> String {
    let mut told = markdown.to_owned();
    for picture in text::pictures_in(html) {
        let Some((_, name)) = picture.url.rsplit_once('/') else {
            continue;
        };
        told = told.replace(&format!("](/media/{name}"), &format!("]({}", picture.url));
    }
    told
}

/// Others' words in a text are credited in the text itself, since no property does it everywhere: Lemmy refuses
/// a thread that is `attributedTo` several, and reads the Markdown. Guildhall and whoever likes read `contributor`.
fn credited(doc: &mut Map<String, Value>, post: &Post, credits: &Credits) {
    let (html, markdown) = (credits.html(), credits.markdown());
    let html = format!("{}<p>{html}</p>", post.body_html);
    let markdown = match post.body.is_empty() {
        true => String::new(),
        false => format!("{}\n\n{markdown}", post.body),
    };
    content(doc, &markdown, &html, &post.language);
    let people: Vec<&str> = credits.people.iter().map(Byline::ap_id).collect();
    doc.insert("contributor".into(), json!(people));
    if let Some(source) = &credits.source {
        doc.insert("isBasedOn".into(), json!(source.ap_id));
    }
}

/// What it may be used for, where anything is said of that.
fn licensed(doc: &mut Map<String, Value>, licence: Licence) {
    if let Some(url) = licence.url() {
        doc.insert("license".into(), json!(url));
    }
}

/// Lemmy shows this beside a link, and need not ask the page for it.
fn previewed(doc: &mut Map<String, Value>, post: &Post) {
    let resource = post.resource.as_ref().map(|resource| &resource.0);
    if let Some(resource) = resource
        && resource.picture.is_some()
        && let Some(url) = &resource.image
    {
        doc.insert("image".into(), json!({"type": "Image", "url": url}));
    }
}

/// Lemmy takes the first attachment for the thread's link.
fn attachment(post: &Post) -> Value {
    let link = match (&post.url, post.kind) {
        (Some(url), ThreadKind::Link) => {
            let resource = post.resource.as_ref().map(|resource| &resource.0);
            Some(link_to(url, resource))
        }
        _ => None,
    };
    link.into_iter().chain(pictures(&post.body_html)).collect()
}

/// The pictures in a text of ours once more, for software that shows none within texts. What other servers
/// sent has none: there they are links.
fn pictures(html: &str) -> impl Iterator<Item = Value> {
    text::pictures_in(html).into_iter().map(|picture| {
        let mut image = json!({
            "type": "Image", "mediaType": picture.media_type, "url": picture.url,
            "width": picture.width, "height": picture.height,
        });
        if let Some(image) = image.as_object_mut()
            && !picture.alt.is_empty()
        {
            image.insert("name".to_owned(), json!(picture.alt));
        }
        image
    })
}

/// With what its page says of itself, so that nobody else need ask it.
fn link_to(url: &str, resource: Option<&Resource>) -> Value {
    let mut link = Map::new();
    link.insert("type".into(), json!("Link"));
    link.insert("href".into(), json!(url));
    link.insert("mediaType".into(), json!("text/html"));
    let Some(resource) = resource else {
        return Value::Object(link);
    };
    let said = [
        ("name", &resource.title),
        ("summary", &resource.description),
    ];
    for (key, words) in said.into_iter().filter(|(_, words)| !words.is_empty()) {
        link.insert(key.into(), json!(words));
    }
    if let Some(image) = &resource.image {
        link.insert("icon".into(), json!({"type": "Image", "url": image}));
    }
    Value::Object(link)
}

/// The community is mentioned though nobody typed it: Mastodon copies mentions into replies, and
/// only so do those replies reach us when they answer somebody else (protocol.md §6 trap 5). Tags of the
/// vocabulary stand there as forums know them, and all tags as hashtags, which everybody knows.
fn tags(
    local: &Local,
    community: &Community,
    (topics, listed): (&[String], &[ListedTag]),
    mentions: &[MentionRef],
    answered: Option<&Actor>,
) -> Value {
    let mention = |href: &str, name: String| json!({"type": "Mention", "href": href, "name": name});
    let group = &community.actor;
    let mut list = vec![mention(
        &group.ap_id,
        format!("@{}@{}", group.name, group.host),
    )];
    if let Some(actor) = answered
        && mentions.iter().all(|m| m.href != actor.ap_id)
    {
        list.push(mention(
            &actor.ap_id,
            format!("@{}@{}", actor.name, actor.host),
        ));
    }
    for each in mentions.iter().filter(|m| m.href != group.ap_id) {
        list.push(mention(&each.href, each.name.clone()));
    }
    list.extend(listed.iter().map(tag_item));
    for topic in topics {
        list.push(json!({
            "type": "Hashtag",
            "href": local.url(&format!("/tag/{}", text::tag_in_path(topic))),
            "name": format!("#{topic}"),
        }));
    }
    Value::Array(list)
}

fn collections(doc: &mut Map<String, Value>, id: &str, likes: i64) {
    doc.insert("replies".into(), json!(format!("{id}/replies")));
    doc.insert(
        "likes".into(),
        json!({"type": "Collection", "id": format!("{id}/likes"), "totalItems": likes}),
    );
}

/// How often people boosted a thread of ours, and not who. That its community announces it is how it goes
/// out, and no boost.
pub fn shares(post: &Post) -> Value {
    let id = format!("{}/shares", post.ap_id);
    json!({"type": "Collection", "id": id, "totalItems": post.share_count})
}

/// `version` moves with every change that others must take for newer, such as an answer that becomes
/// a comment, which is no edit of its text.
fn times(doc: &mut Map<String, Value>, published: Time, edited: Option<Time>, version: Time) {
    doc.insert("published".into(), json!(published.wire()));
    let updated = edited.max((version > published).then_some(version));
    if let Some(updated) = updated {
        // GoToSocial drops an object whose `updated` precedes `published`.
        doc.insert("updated".into(), json!(updated.max(published).wire()));
    }
}

/// An activity about an object: `Create`, `Update`, `Delete`, `Like`, … with the object's addresses.
pub fn activity(
    id: &str,
    kind: &str,
    actor: &str,
    addresses: &Addresses,
    object: Value,
    at: Time,
) -> Value {
    let mut doc = Map::new();
    doc.insert("id".into(), json!(id));
    doc.insert("type".into(), json!(kind));
    doc.insert("actor".into(), json!(actor));
    addresses.put(&mut doc);
    doc.insert("published".into(), json!(at.wire()));
    if kind == "Update" {
        doc.insert("updated".into(), json!(at.wire()));
    }
    doc.insert("object".into(), object);
    Value::Object(doc)
}

/// What the community passes on: the activity exactly as it was sent, or the bare id of a thread.
pub fn announce(id: &str, community: &Community, object: &RawValue, at: Time) -> String {
    let group = &community.actor.ap_id;
    let followers = community
        .actor
        .followers_url
        .clone()
        .unwrap_or_else(|| format!("{group}/followers"));
    let public = community.audience() == Audience::Public;
    let to = if public {
        json!([group, PUBLIC])
    } else {
        json!([group, followers])
    };
    let cc = if public {
        json!([followers])
    } else {
        json!([])
    };
    let head = json!({
        "id": id, "type": "Announce", "actor": group, "to": to, "cc": cc,
        "audience": group, "published": at.wire(),
    });
    // The object is spliced in as text, so that what a peer signed stays byte for byte (FEP-1b12).
    let head = head.to_string();
    let open = head.trim_end_matches('}');
    format!("{open},\"object\":{}}}", object.get())
}

/// Puts the context on an outermost document.
pub fn seal(local: &Local, mut document: Value) -> String {
    if let Some(map) = document.as_object_mut() {
        map.insert("@context".into(), context(&local.url("/context.json")));
    }
    document.to_string()
}

/// The same for a document that is text already.
pub fn seal_text(local: &Local, document: &str) -> String {
    let context = context(&local.url("/context.json"));
    let rest = document.trim_start().trim_start_matches('{');
    format!("{{\"@context\":{context},{rest}")
}

/// The same document with one actor in the place of another: as who says it, among those it goes to, as whom
/// it mentions. Only whole values are replaced, so that what was written in a text stays.
pub fn with_actor_replaced(document: &str, from: &Actor, to: &Actor) -> String {
    let value = |text: &str| Value::from(text).to_string();
    let handle = |actor: &Actor| format!("@{}@{}", actor.name, actor.host);
    let followers = from.followers_url.clone().zip(to.followers_url.clone());
    let names = [
        (from.ap_id.clone(), to.ap_id.clone()),
        (handle(from), handle(to)),
    ];
    let names = names.into_iter().chain(followers);
    names.fold(document.to_owned(), |text, (old, new)| {
        text.replace(&value(&old), &value(&new))
    })
}

/// What is served where something was (protocol.md §2.8).
pub fn tombstone(id: &str, former: &str, at: Time) -> Value {
    json!({"id": id, "type": "Tombstone", "formerType": former, "deleted": at.wire()})
}

/// `formerType` of a thread and of a reply.
pub const FORMER_THREAD: &str = "Article";
pub const FORMER_REPLY: &str = "Note";
