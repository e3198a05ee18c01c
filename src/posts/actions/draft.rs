//! What somebody typed, checked and rendered before any transaction begins.

use crate::accounts::model::Person;
use crate::accounts::queries::person_by_handle;
use crate::app::App;
use crate::error::{Error, FieldError, Result};
use crate::ids::{AccountId, CommunityId};
use crate::media::actions::pictures_for;
use crate::media::model::Owner;
use crate::membership::model::Templates;
use crate::membership::queries::settings::settings_of;
use crate::posts::model::{
    BODY_MAX, Drawn, MentionRef, ReplyKind, TAGS_MAX, TITLE_MAX, ThreadKind,
};
use crate::text::{self, Links, MentionKind, Rendered};
use chrono::TimeDelta;
use url::Url;

/// People a text may name and have told of it; more are shown and not told.
const MENTIONS_MAX: usize = 20;
const URL_MAX: usize = 2_000;
/// Characters of why somebody suggests another text.
const NOTE_MAX: usize = 300;

/// A thread as typed, to be begun or to replace an earlier text. An edit keeps kind and community.
#[derive(Debug, Clone, Default)]
pub struct ThreadDraft {
    pub title: String,
    /// Markdown.
    pub body: String,
    /// Only for links.
    pub url: String,
    pub tags: Vec<String>,
    /// BCP 47; empty for the author's own.
    pub language: String,
    /// From a form that somebody may go back to: the same words in the same place lead to what they were
    /// first posted as, for some minutes.
    pub once: bool,
    /// From the form in which drafts of such threads are kept: what was kept there is posted with this.
    pub ends_draft: bool,
    /// What of others it is made of; only for articles that are begun.
    pub drawn: Option<Drawn>,
    /// Of an edit: which text it was made from, as `Post::text_mark` says; empty where that does not matter.
    pub based_on: String,
}

/// A reply as typed.
#[derive(Debug, Clone, Default)]
pub struct ReplyDraft {
    pub body: String,
    /// None: an answer where the reply is to a question itself, else a comment. Edits do not change it.
    pub kind: Option<ReplyKind>,
    pub language: String,
    /// As [`ThreadDraft::once`].
    pub once: bool,
}

/// For how long going back to a form posts nothing twice.
pub(super) const ONCE: TimeDelta = TimeDelta::minutes(15);

pub(super) struct ThreadText {
    pub title: String,
    pub url: Option<String>,
    pub tags: Vec<String>,
    pub words: Words,
}

/// A text with everything that is made of it.
pub(super) struct Words {
    pub body: String,
    pub html: String,
    pub text: String,
    pub language: String,
    pub mentions: Vec<MentionRef>,
    pub mentioned: Vec<Person>,
}

/// Tags typed into one field, separated by commas or spaces.
pub fn split_tags(typed: &str) -> Vec<String> {
    typed
        .split(|c: char| c == ',' || c.is_whitespace())
        .map(|tag| tag.trim_start_matches('#').to_lowercase())
        .filter(|tag| !tag.is_empty())
        .collect()
}

/// What the form for a thread of this kind begins with.
pub fn template(templates: &Templates, kind: ThreadKind) -> &str {
    match kind {
        ThreadKind::Question => &templates.question,
        ThreadKind::Discussion => &templates.discussion,
        ThreadKind::Article => &templates.article,
        ThreadKind::Link => &templates.link,
    }
}

/// The text without the template of its form, which nobody has written who left it as it was.
pub fn own_words<'a>(templates: &Templates, kind: ThreadKind, body: &'a str) -> &'a str {
    let template = template(templates, kind);
    let same = body.replace("\r\n", "\n").trim() == template.trim();
    match same {
        true => "",
        false => body,
    }
}

/// What was typed into the form of a community, without what stood there before.
pub(super) async fn without_template(
    app: &App,
    community: CommunityId,
    kind: ThreadKind,
    draft: &ThreadDraft,
) -> Result<ThreadDraft> {
    let mut draft = draft.clone();
    if draft.body.trim().is_empty() {
        return Ok(draft);
    }
    let mut conn = app.store.read().await?;
    let templates = settings_of(&mut conn, community).await?.templates.0;
    draft.body = own_words(&templates, kind, &draft.body).to_owned();
    Ok(draft)
}

struct Problems(Vec<FieldError>);

impl Problems {
    fn add(&mut self, field: &'static str, message: String) {
        self.0.push(FieldError {
            field,
            message: message.into(),
        });
    }

    fn end(self) -> Result<()> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(self.0))
        }
    }
}

pub(super) async fn check_thread(
    app: &App,
    author: &Person,
    kind: ThreadKind,
    draft: &ThreadDraft,
    place: Option<Owner>,
) -> Result<ThreadText> {
    let mut problems = Problems(Vec::new());
    let title = check_title(&draft.title, &mut problems);
    let body = check_body(&draft.body, &mut problems);
    if kind == ThreadKind::Article && body.is_empty() {
        problems.add("body", t!("posts-wrong-article-empty"));
    }
    let url = match kind {
        ThreadKind::Link => check_url(&draft.url, &mut problems),
        _ => None,
    };
    let tags = check_tags(&draft.tags, &mut problems);
    let language = check_language(&draft.language, author, &mut problems);
    problems.end()?;
    let drawn = draft.drawn.as_ref().map(Drawn::owners);
    let places: Vec<Owner> = place
        .into_iter()
        .chain(drawn.into_iter().flatten())
        .collect();
    Ok(ThreadText {
        title,
        url,
        tags,
        words: write(app, author.id(), body, language, &places).await?,
    })
}

/// `place` is where the text stands already, if it is an edit.
pub(super) async fn check_reply(
    app: &App,
    author: &Person,
    draft: &ReplyDraft,
    place: Option<Owner>,
) -> Result<Words> {
    let mut problems = Problems(Vec::new());
    let body = check_body(&draft.body, &mut problems);
    if body.is_empty() {
        problems.add("body", t!("posts-wrong-empty"));
    }
    let language = check_language(&draft.language, author, &mut problems);
    problems.end()?;
    write(app, author.id(), body, language, place.as_slice()).await
}

/// Another text for what somebody else wrote: title, text and why, as they are kept. Replies have no title.
pub(super) fn check_suggestion(
    title: Option<&str>,
    body: &str,
    note: &str,
) -> Result<(String, String, String)> {
    let mut problems = Problems(Vec::new());
    let title = title.map_or_else(String::new, |title| check_title(title, &mut problems));
    let body = check_body(body, &mut problems);
    if body.is_empty() {
        problems.add("body", t!("posts-wrong-empty"));
    }
    let note = text::one_line(note, NOTE_MAX + 1);
    if note.chars().count() > NOTE_MAX {
        problems.add("note", t!("posts-wrong-long", most = NOTE_MAX));
    }
    problems.end()?;
    Ok((title, body, note))
}

fn check_title(typed: &str, problems: &mut Problems) -> String {
    let title = text::one_line(typed, TITLE_MAX + 1);
    if title.is_empty() {
        problems.add("title", t!("posts-wrong-untitled"));
    }
    if title.chars().count() > TITLE_MAX {
        problems.add("title", t!("posts-wrong-long", most = TITLE_MAX));
    }
    title
}

/// Line ends as everywhere but in forms, and no NUL, which PostgreSQL cannot keep.
fn check_body(typed: &str, problems: &mut Problems) -> String {
    let body = typed.replace("\r\n", "\n").replace(['\r', '\0'], "");
    if body.chars().count() > BODY_MAX {
        problems.add("body", t!("posts-wrong-long", most = BODY_MAX));
    }
    if body.trim().is_empty() {
        return String::new();
    }
    body
}

fn check_url(typed: &str, problems: &mut Problems) -> Option<String> {
    let typed = typed.trim();
    let known = Url::parse(typed)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.host_str().is_some());
    match known {
        Some(url) if url.as_str().len() <= URL_MAX => return Some(url.into()),
        Some(_) => problems.add("url", t!("posts-wrong-url-long")),
        None if typed.is_empty() => problems.add("url", t!("posts-wrong-url-none")),
        None => problems.add("url", t!("posts-wrong-url")),
    }
    None
}

fn check_tags(typed: &[String], problems: &mut Problems) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in typed {
        let Some(tag) = text::tag_name(tag) else {
            problems.add("tags", t!("posts-wrong-tags", most = text::TAG_MAX));
            return Vec::new();
        };
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    if tags.len() > TAGS_MAX {
        problems.add("tags", t!("posts-wrong-tags-many", most = TAGS_MAX));
    }
    tags
}

fn check_language(typed: &str, author: &Person, problems: &mut Problems) -> String {
    let typed = typed.trim();
    if typed.is_empty() {
        return author.account.language.clone();
    }
    let parts_fit = typed.split('-').all(|part| {
        (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
    });
    let starts = typed.chars().take(2).all(|c| c.is_ascii_alphabetic());
    if typed.len() < 2 || typed.len() > 35 || !parts_fit || !starts {
        problems.add("language", t!("posts-wrong-language"));
    }
    typed.to_owned()
}

/// A text of somebody as it would look; `places` are where it stands already, if it is to replace another, and what it
/// is made of.
pub async fn preview(app: &App, by: &Person, places: &[Owner], body: &str) -> Result<String> {
    let mut problems = Problems(Vec::new());
    let body = check_body(body, &mut problems);
    if problems.end().is_err() {
        return Ok(String::new());
    }
    Ok(render(app, by.id(), places, &body).await?.html)
}

/// With the pictures that the text may show.
async fn render(app: &App, by: AccountId, places: &[Owner], body: &str) -> Result<Rendered> {
    let pictures = match text::pictures_named(body).is_empty() {
        true => Vec::new(),
        false => {
            let mut conn = app.store.read().await?;
            pictures_for(&mut conn, by, places, body).await?
        }
    };
    Ok(text::render_with(body, &links(app), &pictures))
}

fn links(app: &App) -> Links {
    Links {
        own_host: app.local.host.clone(),
        public_url: app.local.url(""),
    }
}

async fn write(
    app: &App,
    by: AccountId,
    body: String,
    language: String,
    places: &[Owner],
) -> Result<Words> {
    let rendered = render(app, by, places, &body).await?;
    let named: Vec<_> = rendered
        .mentions
        .into_iter()
        .filter(|mention| mention.kind == MentionKind::Person)
        .take(MENTIONS_MAX)
        .collect();
    let mut mentions = Vec::new();
    let mut mentioned = Vec::new();
    if !named.is_empty() {
        // Only whom we know already: looking others up would wait for their servers.
        let mut conn = app.store.read().await?;
        for mention in named {
            let host = mention.host.as_deref().unwrap_or(&app.local.host);
            let Some(person) = person_by_handle(&mut conn, &mention.name, host).await? else {
                continue;
            };
            mentions.push(MentionRef {
                href: person.actor.ap_id.clone(),
                name: format!("@{}@{}", person.actor.name, person.actor.host),
            });
            mentioned.push(person);
        }
    }
    Ok(Words {
        body,
        html: rendered.html,
        text: rendered.text,
        language,
        mentions,
        mentioned,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(check: impl FnOnce(&mut Problems)) -> Vec<&'static str> {
        let mut problems = Problems(Vec::new());
        check(&mut problems);
        problems.0.into_iter().map(|each| each.field).collect()
    }

    #[test]
    fn addresses_must_be_of_the_web() {
        for bad in [
            "",
            "ftp://a.example/",
            "javascript:alert(1)",
            "https://",
            "not one",
        ] {
            assert_eq!(
                fields(|p| {
                    check_url(bad, p);
                }),
                ["url"],
                "{bad}"
            );
        }
        let long = format!("https://a.example/{}", "x".repeat(URL_MAX));
        assert_eq!(
            fields(|p| {
                check_url(&long, p);
            }),
            ["url"]
        );
        assert!(
            fields(|p| {
                check_url(" https://a.example/x ", p);
            })
            .is_empty()
        );
    }

    #[test]
    fn titles_and_bodies_have_a_length() {
        let at_most = "é".repeat(TITLE_MAX);
        assert!(
            fields(|p| {
                check_title(&at_most, p);
            })
            .is_empty()
        );
        assert_eq!(
            fields(|p| {
                check_title(&format!("{at_most}é"), p);
            }),
            ["title"]
        );
        assert_eq!(
            fields(|p| {
                check_title(" \u{202e} ", p);
            }),
            ["title"]
        );
        assert!(
            fields(|p| {
                check_body(&"é".repeat(BODY_MAX), p);
            })
            .is_empty()
        );
        assert_eq!(
            fields(|p| {
                check_body(&"é".repeat(BODY_MAX + 1), p);
            }),
            ["body"]
        );
        let mut none = Problems(Vec::new());
        assert_eq!(check_body("a\r\nb\0", &mut none), "a\nb");
    }

    #[test]
    fn tags_are_slugs_and_few() {
        assert_eq!(
            split_tags("Hide-Glue, #cello  cello"),
            ["hide-glue", "cello", "cello"]
        );
        let mut none = Problems(Vec::new());
        assert_eq!(check_tags(&split_tags("b, a b"), &mut none), ["b", "a"]);
        // As it may come from other servers.
        let known = split_tags("#Hide_Glue");
        assert_eq!(check_tags(&known, &mut none), ["hide_glue"]);
        let many: Vec<String> = (0..9).map(|n| format!("t{n}")).collect();
        assert_eq!(
            fields(|p| {
                check_tags(&many, p);
            }),
            ["tags"]
        );
        for bad in ["a/b", "-", "_", "a\0", "x".repeat(41).as_str()] {
            assert_eq!(
                fields(|p| {
                    check_tags(&[bad.to_owned()], p);
                }),
                ["tags"],
                "{bad}"
            );
        }
    }
}
