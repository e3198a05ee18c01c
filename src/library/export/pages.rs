//! The pages of a copy, and the same as JSON.

use super::REPLIES_MAX;
use crate::activitypub::licences::Licence;
use crate::communities::model::Community;
use crate::library::model::Collection;
use crate::locale::{self, Html};
use crate::posts::model::{Closing, Comment, Post};
use crate::posts::queries::{Byline, Credits, ThreadRow};
use crate::store::Time;
use crate::text;
use askama::Template;
use chrono_tz::Tz;
use serde_json::{Value, json};

/// How far replies stand in at most.
const MAX_INDENT: i32 = 6;

/// A thread with what was replied to it.
pub struct ThreadCopy<'a> {
    pub community: &'a Community,
    pub post: &'a Post,
    pub author: &'a Byline,
    /// In the order of the tree; at most one more than [`REPLIES_MAX`].
    pub replies: &'a [(Comment, Byline)],
    /// Ids of the accepted answers.
    pub accepted: &'a [String],
    /// Names of the pictures that the copy holds.
    pub pictures: &'a [String],
    /// Of an article that was made of another thread.
    pub credits: Option<&'a Credits>,
    /// Of a question that takes no more answers.
    pub closing: Option<&'a Closing>,
}

#[derive(Template)]
#[template(path = "library/export/thread.html")]
struct ThreadPage<'a> {
    place: &'a str,
    title: &'a str,
    lang: &'a str,
    /// Who wrote it, when, where and under which licence.
    by: Html,
    html: String,
    /// Whose words an article uses; empty for others.
    credits: String,
    link: &'a str,
    tags: String,
    closing: Option<&'a Closing>,
    replies: Vec<ReplyPart<'a>>,
    more: bool,
}

struct ReplyPart<'a> {
    depth: i32,
    lang: &'a str,
    accepted: bool,
    by: Html,
    html: String,
}

/// `kind` is that of a thread, or `accepted` or `reply`.
fn by(kind: &str, author: &Byline, at: Time, (licence, url): (Licence, &str)) -> Html {
    t_html!(
        "library-copy-by",
        kind = kind,
        name = author.display_name(),
        address = author.address(),
        day = day(at),
        licence = licence.said(),
        source => url,
    )
}

/// Where a picture of this name is in a copy.
pub fn picture_path(name: &str) -> String {
    format!("media/{name}")
}

fn day(at: Time) -> String {
    locale::date(at.utc(), Tz::UTC)
}

impl ThreadCopy<'_> {
    fn shown(&self) -> &[(Comment, Byline)] {
        self.replies.get(..REPLIES_MAX).unwrap_or(self.replies)
    }

    fn is_cut(&self) -> bool {
        self.replies.len() > REPLIES_MAX
    }

    fn is_accepted(&self, reply: &Comment) -> bool {
        self.accepted.contains(&reply.ap_id)
    }

    /// With the pictures that lie beside it in the copy.
    fn beside(&self, html: &str) -> String {
        let mut html = html.to_owned();
        for picture in text::pictures_in(&html) {
            let name = picture.url.rsplit('/').next().unwrap_or_default();
            if self.pictures.iter().any(|known| known == name) {
                html = html.replace(&picture.url, &format!("../{}", picture_path(name)));
            }
        }
        html
    }

    pub fn html(&self) -> askama::Result<String> {
        let post = self.post;
        let page = ThreadPage {
            place: self.community.title(),
            title: &post.title,
            lang: &post.language,
            by: by(
                post.kind.as_str(),
                self.author,
                post.published_at,
                (post.licence, post.ap_id.as_str()),
            ),
            html: self.beside(&post.body_html),
            credits: self.credits.map(Credits::html).unwrap_or_default(),
            link: post.url.as_deref().unwrap_or_default(),
            tags: post.tags.0.join(", "),
            closing: self.closing,
            replies: self.shown().iter().map(|each| self.reply(each)).collect(),
            more: self.is_cut(),
        };
        page.render()
    }

    fn reply<'b>(&self, (reply, author): &'b (Comment, Byline)) -> ReplyPart<'b> {
        let accepted = self.is_accepted(reply);
        let kind = if accepted { "accepted" } else { "reply" };
        let terms = (reply.licence, reply.ap_id.as_str());
        ReplyPart {
            depth: reply.depth.clamp(1, MAX_INDENT),
            lang: &reply.language,
            accepted,
            by: by(kind, author, reply.published_at, terms),
            html: self.beside(&reply.body_html),
        }
    }

    pub fn json(&self) -> Value {
        let post = self.post;
        let replies: Vec<Value> = self
            .shown()
            .iter()
            .map(|(reply, author)| {
                json!({
                    "id": reply.ap_id,
                    "path": reply.path,
                    "kind": reply.kind,
                    "accepted": self.is_accepted(reply),
                    "author": person(author),
                    "published": reply.published_at.wire(),
                    "edited": reply.edited_at.map(Time::wire),
                    "language": reply.language,
                    "license": reply.licence.url(),
                    "content": reply.body_html,
                    "source": reply.body,
                })
            })
            .collect();
        let pictures = self.pictures.iter().map(|name| picture_path(name));
        let pictures: Vec<String> = pictures.collect();
        let credited = self.credits.iter().flat_map(|credits| &credits.people);
        let credited: Vec<Value> = credited.map(person).collect();
        let source = self.credits.and_then(|credits| credits.source.as_ref());
        let closed = self.closing.map(|closing| {
            json!({
                "at": post.closed_at.map(Time::wire),
                "because": closing.reason,
                "duplicateOf": closing.duplicate_url,
            })
        });
        json!({
            "id": post.ap_id,
            "kind": post.kind,
            "name": post.title,
            "author": person(self.author),
            "published": post.published_at.wire(),
            "edited": post.edited_at.map(Time::wire),
            "language": post.language,
            "license": post.licence.url(),
            "tags": post.tags,
            "closed": closed,
            "link": post.url,
            "content": post.body_html,
            "source": post.body,
            "pictures": pictures,
            "contributors": credited,
            "isBasedOn": source.map(|source| &source.ap_id),
            "replies": replies,
            "incomplete": self.is_cut(),
        })
    }
}

fn person(author: &Byline) -> Value {
    json!({
        "id": author.ap_id(), "name": author.display_name(), "address": author.address(),
    })
}

/// A collection with those of its threads that everybody may read.
pub struct CollectionCopy<'a> {
    pub community: &'a Community,
    pub collection: &'a Collection,
    /// Number of the section of each, and what is said beside it.
    pub threads: Vec<(i32, &'a ThreadRow, &'a str)>,
}

#[derive(Template)]
#[template(path = "library/export/collection.html")]
struct CollectionPage<'a> {
    place: &'a str,
    lang: &'a str,
    title: &'a str,
    html: &'a str,
    sections: Vec<SectionPart<'a>>,
}

struct SectionPart<'a> {
    title: &'a str,
    html: &'a str,
    threads: Vec<(&'a ThreadRow, &'a str)>,
}

impl CollectionCopy<'_> {
    fn of(&self, number: i32) -> Vec<(&ThreadRow, &str)> {
        let own = self
            .threads
            .iter()
            .filter(|(section, ..)| *section == number);
        own.map(|(_, thread, note)| (*thread, *note)).collect()
    }

    pub fn html(&self) -> askama::Result<String> {
        let one = self.collection;
        let first = SectionPart {
            title: "",
            html: "",
            threads: self.of(0),
        };
        let mut sections = vec![first];
        for (section, number) in one.sections.0.iter().zip(1..) {
            sections.push(SectionPart {
                title: &section.title,
                html: &section.introduction_html,
                threads: self.of(number),
            });
        }
        let page = CollectionPage {
            place: self.community.title(),
            lang: &self.community.row.language,
            title: &one.title,
            html: &one.introduction_html,
            sections,
        };
        page.render()
    }

    pub fn json(&self) -> Value {
        let one = self.collection;
        let threads = self.threads.iter().map(|(section, thread, note)| {
            json!({"id": thread.ap_id, "name": thread.title, "section": section, "note": note})
        });
        let threads: Vec<Value> = threads.collect();
        json!({
            "name": one.title,
            "slug": one.slug,
            "introduction": one.introduction,
            "sections": one.sections,
            "threads": threads,
        })
    }
}

/// The page one begins with, and the lists of threads.
#[derive(Template)]
#[template(path = "library/export/front.html")]
pub struct Front<'a> {
    title: &'a str,
    lang: &'a str,
    lede: &'a str,
    introduction_html: &'a str,
    url: &'a str,
    made: String,
    /// Address and title of each.
    links: Vec<(String, &'a str)>,
    /// Numbers of the lists of threads.
    pages: Vec<i32>,
    /// Which of them this is; 0: none.
    number: i32,
}

impl<'a> Front<'a> {
    /// The first page.
    pub fn first(
        community: &'a Community,
        collections: &'a [Collection],
        pages: i32,
        at: Time,
    ) -> Self {
        let link =
            |one: &'a Collection| (format!("collections/{}.html", one.slug), one.title.as_str());
        Self {
            title: community.title(),
            lang: &community.row.language,
            lede: &community.row.focus,
            introduction_html: &community.row.description_html,
            url: &community.actor.ap_id,
            made: day(at),
            links: collections.iter().map(link).collect(),
            pages: (1..=pages).collect(),
            number: 0,
        }
    }

    /// One of the lists of threads.
    pub fn list(community: &'a Community, posts: &'a [Post], number: i32, at: Time) -> Self {
        let link = |post: &'a Post| (format!("{}.html", post.public_id), post.title.as_str());
        Self {
            lede: "",
            introduction_html: "",
            links: posts.iter().map(link).collect(),
            number,
            ..Self::first(community, &[], 0, at)
        }
    }

    pub fn html(&self) -> askama::Result<String> {
        self.render()
    }

    /// Where the other files are.
    fn root(&self) -> &'static str {
        match self.number {
            0 => "",
            _ => "../",
        }
    }

    fn before(&self) -> Option<i32> {
        (self.number > 1).then(|| self.number - 1)
    }
}
