//! Former texts of a thread or reply, what was changed from one to the next, word by word, and by whom.

use super::{find_comment, find_post, views};
use crate::accounts::queries::list_people;
use crate::activitypub::languages::language_said;
use crate::app::App;
use crate::error::{Error, Reason, Result};
use crate::ids::AccountId;
use crate::posts::model::Post;
use crate::posts::queries::{self, Revision, revisions_of_comment, revisions_of_post};
use crate::store::{Conn, Turn, Window};
use crate::text::{Piece, plain, word_diff};
use crate::web::layout::{self, Frame, Now};
use crate::web::page::Page;
use crate::web::paging::{ByNumber, pager};
use crate::web::session::MaybeSignedIn;
use crate::web::view::{LinkView, PagerView, PersonView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::get;
use std::collections::HashMap;

/// Texts on one page; each may be as long as a text may be.
const PER_PAGE: usize = 10;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/post/{id}/revisions", get(thread_revisions))
        .route("/comment/{id}/revisions", get(reply_revisions))
}

#[derive(Template)]
#[template(path = "posts/pages/revisions.html")]
struct RevisionsPage {
    frame: Frame,
    back: LinkView,
    lang: Option<String>,
    texts: Vec<FormerText>,
    /// Where it was written that has no former text here, since it was edited before it came.
    origin: Option<LinkView>,
    pager: PagerView,
}

struct FormerText {
    title: String,
    html: String,
    when: When,
    /// Who wrote it; none for whom nobody knows any more.
    by: Option<PersonView>,
    current: bool,
    /// What was changed when it was written, as in "title, tags (now: glue)"; empty for the first.
    changed: String,
    /// Whether the words are others than before.
    new_words: bool,
    /// Which words were; empty for the first text.
    diff: Vec<Piece>,
}

/// A thread or reply as it is or was at one time.
struct Version {
    title: String,
    html: String,
    /// As it was typed, or without its markup where it came from a server that tells no more.
    source: String,
    when: When,
    /// Who wrote what took its place, if something did.
    replaced_by: Option<AccountId>,
    current: bool,
    /// None where it was not kept.
    extras: Option<Extras>,
}

/// What stands around the words.
struct Extras {
    language: String,
    url: Option<String>,
    tags: Vec<String>,
}

impl Version {
    fn former(text: Revision, now: Now) -> Self {
        let (url, tags) = (text.url, text.tags.0);
        Self {
            title: text.title,
            source: source(&text.body, &text.body_html),
            html: text.body_html,
            replaced_by: Some(text.editor_id),
            when: When::new(text.written_at, now),
            current: false,
            extras: text.language.map(|language| Extras {
                language,
                url,
                tags,
            }),
        }
    }

    fn shown(&self, older: Option<&Self>, writers: &Writers) -> FormerText {
        FormerText {
            by: writers.of(older.and_then(|older| older.replaced_by)),
            diff: older.map_or_else(Vec::new, |older| word_diff(&older.source, &self.source)),
            title: self.title.clone(),
            html: self.html.clone(),
            when: self.when,
            current: self.current,
            changed: older.map_or_else(String::new, |older| self.changed(older)),
            new_words: older.is_none_or(|older| older.html != self.html),
        }
    }

    fn changed(&self, older: &Self) -> String {
        let mut parts = Vec::new();
        if self.title != older.title {
            parts.push(t!("posts-revisions-title"));
        }
        if self.html != older.html {
            parts.push(t!("posts-revisions-text"));
        }
        match (&self.extras, &older.extras) {
            (Some(now), Some(then)) => now.changed(then, &mut parts),
            _ if parts.is_empty() => parts.push(t!("posts-revisions-around")),
            _ => {}
        }
        if parts.is_empty() {
            // Such as an address behind a mention that other servers keep beside the text.
            return t!("posts-revisions-nothing");
        }
        parts.join(", ")
    }
}

impl Extras {
    fn changed(&self, older: &Self, parts: &mut Vec<String>) {
        if self.url != older.url {
            parts.push(t!("posts-revisions-address"));
        }
        if self.language != older.language {
            let code = self.language.as_str();
            parts.push(match language_said(code) {
                Some(name) => t!("posts-revisions-language", name = name),
                None if code.is_empty() => t!("posts-revisions-language-unknown"),
                None => t!("posts-revisions-language", name = code),
            });
        }
        if self.tags != older.tags {
            parts.push(match self.tags.is_empty() {
                true => t!("posts-revisions-tags-none"),
                false => t!("posts-revisions-tags", names = self.tags.join(", ")),
            });
        }
    }
}

fn source(body: &str, html: &str) -> String {
    match body.is_empty() {
        true => plain(html),
        false => body.to_owned(),
    }
}

/// Everybody who wrote one of the texts.
struct Writers {
    author: AccountId,
    known: HashMap<AccountId, PersonView>,
}

impl Writers {
    async fn load(conn: &mut Conn, author: AccountId, texts: &[&Window<Revision>]) -> Result<Self> {
        let texts = texts.iter().flat_map(|window| &window.rows);
        let mut ids: Vec<AccountId> = texts.map(|text| text.editor_id).collect();
        ids.push(author);
        let people = list_people(conn, &ids).await?;
        let known = people.iter().map(|one| (one.id(), views::person(one)));
        Ok(Self {
            author,
            known: known.collect(),
        })
    }

    /// The first text is by the author of it all.
    fn of(&self, editor: Option<AccountId>) -> Option<PersonView> {
        self.known.get(&editor.unwrap_or(self.author)).cloned()
    }
}

async fn thread_revisions(
    State(app): State<App>,
    frame: Frame,
    who: MaybeSignedIn,
    Path(id): Path<String>,
    Query(asked): Query<ByNumber>,
) -> Result<Page<RevisionsPage>> {
    let viewer = who.viewer();
    let mut conn = app.store.read().await?;
    let post = find_post(&mut conn, &viewer, &id).await?;
    stands_in_sight(&mut conn, &post).await?;
    let former = revisions_of_post(&mut conn, &viewer, &post, asked.turn(), PER_PAGE).await?;
    let before = match former.turn_on().map(|last| Turn::After(last.id)) {
        Some(turn) => revisions_of_post(&mut conn, &viewer, &post, turn, 1).await?,
        None => Window::empty(),
    };
    let current = Version {
        title: post.title.clone(),
        source: source(&post.body, &post.body_html),
        html: post.body_html.clone(),
        replaced_by: None,
        when: When::new(post.edited_at.unwrap_or(post.published_at), frame.now),
        current: true,
        extras: Some(Extras {
            language: post.language.clone(),
            url: post.url.clone(),
            tags: post.tags.0.clone(),
        }),
    };
    let back = LinkView::new(&post.title, post.path());
    let edited_there = !post.local && post.is_visible() && post.edited_at.is_some();
    if former.rows.is_empty() && edited_there {
        let origin = post.page_url.as_ref().unwrap_or(&post.ap_id);
        return Ok(edited_before(frame, back, origin));
    }
    let path = format!("{}/revisions", post.path());
    let writers = Writers::load(&mut conn, post.author_id, &[&former, &before]).await?;
    page(
        frame,
        &writers,
        (back, &path, &post.language),
        current,
        former,
        before,
    )
}

async fn reply_revisions(
    State(app): State<App>,
    frame: Frame,
    who: MaybeSignedIn,
    Path(id): Path<String>,
    Query(asked): Query<ByNumber>,
) -> Result<Page<RevisionsPage>> {
    let viewer = who.viewer();
    let mut conn = app.store.read().await?;
    let comment = find_comment(&mut conn, &viewer, &id).await?;
    let post = queries::find_post(&mut conn, &viewer, comment.post_id)
        .await?
        .ok_or(Error::NotFound("thread"))?;
    stands_in_sight(&mut conn, &post).await?;
    let former = revisions_of_comment(&mut conn, &viewer, &comment, asked.turn(), PER_PAGE).await?;
    let before = match former.turn_on().map(|last| Turn::After(last.id)) {
        Some(turn) => revisions_of_comment(&mut conn, &viewer, &comment, turn, 1).await?,
        None => Window::empty(),
    };
    let current = Version {
        title: String::new(),
        source: source(&comment.body, &comment.body_html),
        html: comment.body_html.clone(),
        replaced_by: None,
        when: When::new(comment.edited_at.unwrap_or(comment.published_at), frame.now),
        current: true,
        extras: Some(Extras {
            language: comment.language.clone(),
            url: None,
            tags: Vec::new(),
        }),
    };
    let back = LinkView::new(&post.title, comment.path_on(&post));
    let edited_there = !comment.local && comment.is_visible() && comment.edited_at.is_some();
    if former.rows.is_empty() && edited_there {
        let origin = comment.page_url.as_ref().unwrap_or(&comment.ap_id);
        return Ok(edited_before(frame, back, origin));
    }
    let path = format!("/comment/{}/revisions", comment.public_id);
    let writers = Writers::load(&mut conn, comment.author_id, &[&former, &before]).await?;
    page(
        frame,
        &writers,
        (back, &path, &comment.language),
        current,
        former,
        before,
    )
}

async fn stands_in_sight(conn: &mut Conn, post: &Post) -> Result<()> {
    if queries::is_post_shut_away(conn, &post.public_id).await? {
        return Err(Reason::CommunityGone.into());
    }
    Ok(())
}

/// Something of another server that was edited before it came here, so that none of its former texts did.
fn edited_before(frame: Frame, back: LinkView, origin: &str) -> Page<RevisionsPage> {
    let host = views::host_of_link(origin).unwrap_or_default();
    let label = t!("posts-thread-open-on", host = host);
    Page(RevisionsPage {
        frame: frame.unlisted(),
        back,
        lang: None,
        texts: Vec::new(),
        origin: Some(LinkView::new(label, origin)),
        pager: PagerView::default(),
    })
}

/// The latest first; the present text stands above the first page. `before` holds the one that the
/// last of this page replaced, if that is on the next page.
fn page(
    frame: Frame,
    writers: &Writers,
    (back, path, language): (LinkView, &str, &str),
    current: Version,
    former: Window<Revision>,
    before: Window<Revision>,
) -> Result<Page<RevisionsPage>> {
    if former.rows.is_empty() {
        return Err(Error::NotFound("former text"));
    }
    let pager = pager(path, &former, |text| text.id);
    let current = Some(current).filter(|_| !former.earlier);
    let now = frame.now;
    let former = former
        .rows
        .into_iter()
        .map(|text| Version::former(text, now));
    let versions: Vec<Version> = current.into_iter().chain(former).collect();
    let before = before.rows.into_iter().next();
    let before = before.map(|text| Version::former(text, now));
    let older = versions.iter().skip(1).map(Some).chain([before.as_ref()]);
    let texts = versions.iter().zip(older);
    let texts = texts.map(|(version, older)| version.shown(older, writers));
    let texts = texts.collect();
    Ok(Page(RevisionsPage {
        frame: frame.unlisted(),
        back,
        lang: layout::lang(language),
        texts,
        origin: None,
        pager,
    }))
}
