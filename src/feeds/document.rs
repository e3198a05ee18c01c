//! A feed as it is written: Atom (RFC 4287) and JSON Feed 1.1. Pure.

use crate::store::Time;
use crate::text::escape;
use chrono::SecondsFormat;
use serde_json::{Value, json};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Atom,
    Json,
}

impl Format {
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::Json => "application/feed+json",
        }
    }
}

#[derive(Debug, Clone, Default)]
pub(super) struct Feed {
    pub title: String,
    /// The page of which it is.
    pub home: String,
    /// Its name for ever.
    pub id: String,
    /// Where it is fetched again: media type and address. Empty where it does not say.
    pub own: Vec<(&'static str, String)>,
    /// The newest first.
    pub items: Vec<Item>,
}

#[derive(Debug, Clone)]
pub(super) struct Item {
    pub id: String,
    pub url: String,
    pub title: String,
    /// What a link thread leads to.
    pub link: Option<String>,
    /// Safe HTML.
    pub html: String,
    pub language: String,
    pub author: String,
    pub author_url: String,
    pub tags: Vec<String>,
    pub published: Time,
    pub updated: Time,
    /// What it is called, and its address; none where none is stated.
    pub licence: Option<(&'static str, &'static str)>,
}

impl Feed {
    pub fn updated(&self) -> Option<Time> {
        self.items.iter().map(|item| item.updated).max()
    }

    pub fn write(&self, format: Format) -> String {
        match format {
            Format::Atom => self.atom(),
            Format::Json => self.json().to_string(),
        }
    }

    fn own(&self, format: Format) -> Option<&str> {
        let is_this = |(kind, _): &&(&str, String)| format.media_type().starts_with(kind);
        self.own.iter().find(is_this).map(|(_, url)| url.as_str())
    }

    fn atom(&self) -> String {
        let epoch = Time::new(chrono::DateTime::UNIX_EPOCH);
        let updated = moment(self.updated().unwrap_or(epoch));
        let entries: String = self.items.iter().map(entry).collect();
        let own = self.own(Format::Atom).map_or(String::new(), |own| {
            let own = xml(own);
            format!("<link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>\n")
        });
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
             <id>{id}</id>\n<title>{title}</title>\n<updated>{updated}</updated>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{home}\"/>\n{own}\
             <generator>Guildhall</generator>\n{entries}</feed>\n",
            id = xml(&self.id),
            title = xml(&self.title),
            home = xml(&self.home),
        )
    }

    fn json(&self) -> Value {
        let items: Vec<Value> = self.items.iter().map(item).collect();
        let mut feed = json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.title,
            "home_page_url": self.home,
            "items": items,
        });
        let own = self.own(Format::Json);
        if let (Some(own), Some(properties)) = (own, feed.as_object_mut()) {
            properties.insert("feed_url".to_owned(), json!(own));
        }
        feed
    }
}

fn entry(item: &Item) -> String {
    let tags: String = item
        .tags
        .iter()
        .map(|tag| format!("<category term=\"{}\"/>\n", xml(tag)))
        .collect();
    let lang = match item.language.is_empty() {
        true => String::new(),
        false => format!(" xml:lang=\"{}\"", xml(&item.language)),
    };
    let related = item.link.as_deref().map_or(String::new(), |link| {
        format!("<link rel=\"related\" href=\"{}\"/>\n", xml(link))
    });
    let rights = item.licence.map_or(String::new(), |(name, url)| {
        let (name, url) = (xml(name), xml(url));
        format!("<rights>{name}</rights>\n<link rel=\"license\" href=\"{url}\"/>\n")
    });
    format!(
        "<entry{lang}>\n<id>{id}</id>\n<title>{title}</title>\n<published>{published}</published>\n\
         <updated>{updated}</updated>\n<link rel=\"alternate\" type=\"text/html\" href=\"{url}\"/>\n\
         <author><name>{author}</name><uri>{author_url}</uri></author>\n{related}{tags}{rights}\
         <content type=\"html\">{html}</content>\n</entry>\n",
        id = xml(&item.id),
        title = xml(&item.title),
        published = moment(item.published),
        updated = moment(item.updated),
        url = xml(&item.url),
        author = xml(&item.author),
        author_url = xml(&item.author_url),
        html = xml(&item.html),
    )
}

fn item(item: &Item) -> Value {
    let mut value = json!({
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_html": item.html,
        "date_published": moment(item.published),
        "date_modified": moment(item.updated),
        "authors": [{"name": item.author, "url": item.author_url}],
        "tags": item.tags,
    });
    let Some(properties) = value.as_object_mut() else {
        return value;
    };
    if !item.language.is_empty() {
        properties.insert("language".to_owned(), json!(item.language));
    }
    if let Some(link) = &item.link {
        properties.insert("external_url".to_owned(), json!(link));
    }
    // A word of ours, as the format has them begin.
    if let Some((name, url)) = item.licence {
        let licence = json!({"name": name, "url": url});
        properties.insert("_license".to_owned(), licence);
    }
    value
}

fn moment(at: Time) -> String {
    at.utc().to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Text in XML. Some characters cannot stand there in any way, and are left out.
fn xml(text: &str) -> String {
    let may_stand = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    let text: String = text.chars().filter(may_stand).collect();
    escape(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_what_it_stands_in() {
        let at = Time::new("2026-06-01T12:00:00Z".parse().unwrap());
        let feed = Feed {
            title: "A & B <\u{0}>".to_owned(),
            home: "https://a.test/?q=\"x\"&y".to_owned(),
            id: "https://a.test/feed".to_owned(),
            own: vec![("application/atom+xml", "https://a.test/?x&y".to_owned())],
            items: vec![Item {
                id: "i".to_owned(),
                url: "u".to_owned(),
                title: "]]></title>".to_owned(),
                link: Some("https://b.test/?x&y".to_owned()),
                html: "<p>one &amp; two</p>".to_owned(),
                language: "de".to_owned(),
                author: "Ada".to_owned(),
                author_url: "https://a.test/u/ada".to_owned(),
                tags: vec!["\"".to_owned()],
                published: at,
                updated: at,
                licence: Some(("CC \"BY\"", "https://a.test/by")),
            }],
        };
        let atom = feed.write(Format::Atom);
        for part in [
            "<title>A &amp; B &lt;&gt;</title>",
            "href=\"https://a.test/?q=&quot;x&quot;&amp;y\"",
            "<title>]]&gt;&lt;/title&gt;</title>",
            "&lt;p&gt;one &amp;amp; two&lt;/p&gt;",
            "<category term=\"&quot;\"/>",
            "<updated>2026-06-01T12:00:00Z</updated>",
            "<entry xml:lang=\"de\">",
            "<rights>CC &quot;BY&quot;</rights>",
            "<link rel=\"license\" href=\"https://a.test/by\"/>",
            "<link rel=\"related\" href=\"https://b.test/?x&amp;y\"/>",
            "<link rel=\"self\" type=\"application/atom+xml\" href=\"https://a.test/?x&amp;y\"/>",
        ] {
            assert!(atom.contains(part), "{part}\n{atom}");
        }
        let json: Value = serde_json::from_str(&feed.write(Format::Json)).unwrap();
        assert!(json["feed_url"].is_null());
        assert_eq!(json["items"][0]["content_html"], "<p>one &amp; two</p>");
        assert_eq!(json["items"][0]["_license"]["url"], "https://a.test/by");
        assert_eq!(json["items"][0]["external_url"], "https://b.test/?x&y");
        assert!(
            Feed::default()
                .write(Format::Atom)
                .contains("<updated>1970-01-01T00:00:00Z")
        );
    }
}
