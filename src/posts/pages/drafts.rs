//! What one began to write: kept while one types or by a button of the form, found again in the form and in
//! a list. Nobody else sees it.

use super::pictures::{Illustrated, take_pictures};
use super::views::address;
use super::{find_comment, find_community, find_post};
use crate::accounts::model::{Person, Viewer};
use crate::activitypub::retention::DRAFT_DAYS;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::list_by_id;
use crate::error::{Error, Result};
use crate::ids::{CommentId, CommunityId, PostId};
use crate::posts::actions::{delete_draft, save_draft};
use crate::posts::model::{
    Comment, DRAFTS_MAX, Draft, DraftKind, DraftPlace, DraftWords, Post, ThreadKind,
};
use crate::posts::queries::drafts::{find_draft, list_drafts, list_public_ids};
use crate::posts::queries::{ThreadRow, list_threads_by_id};
use crate::store::Conn;
use crate::text::excerpt;
use crate::web::csrf::{CsrfForm, NoFields};
use crate::web::flash;
use crate::web::layout::{Frame, Kind, Now};
use crate::web::page::Page;
use crate::web::refusal::{Sent, or_kept};
use crate::web::session::SignedIn;
use crate::web::upload::WithFiles;
use crate::web::view::{EmptyView, LinkView, NoticeView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

/// Characters that the list shows of a text.
const START: usize = 200;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/drafts", get(drafts_show).post(draft_save))
        .route("/drafts/{id}/delete", post(draft_delete))
}

/// What a form needs so that what is typed into it can be kept: `{{ draft_parts::kept(draft) }}` in the form.
#[derive(Debug, Clone, Default)]
pub(super) struct DraftView {
    /// Which form it is, for the field `place`.
    pub place: String,
    /// That the fields hold what was kept.
    pub notice: Option<NoticeView>,
}

impl DraftView {
    pub fn thread(community: &Community, kind: ThreadKind) -> Self {
        Self::at(format!("{kind} {}", community.handle()))
    }

    /// `parent` is the public id of the reply that is replied to, or empty; `thread` that of the thread.
    pub fn reply_to(thread: &str, parent: &str) -> Self {
        Self::at(format!("{} {thread} {parent}", DraftKind::Reply))
    }

    pub fn thread_edit(post: &Post) -> Self {
        Self::at(format!("{} {}", DraftKind::ThreadEdit, post.public_id))
    }

    pub fn reply_edit(comment: &Comment) -> Self {
        Self::at(format!("{} {}", DraftKind::ReplyEdit, comment.public_id))
    }

    fn at(place: String) -> Self {
        Self {
            place,
            notice: None,
        }
    }

    /// With the notice that the fields hold a draft.
    pub fn holding(self, draft: &Draft, now: Now) -> Self {
        let when = When::new(draft.updated_at, now);
        let text = t!("posts-draft-yours-text", when = when.words());
        Self {
            notice: Some(notice(t!("posts-draft-yours"), text)),
            ..self
        }
    }

    /// Of a form in which something else is begun while there is a draft for it: that one is not written over.
    pub fn beside() -> Self {
        Self {
            place: String::new(),
            notice: Some(notice(
                t!("posts-draft-other"),
                t!("posts-draft-other-text"),
            )),
        }
    }
}

fn notice(title: String, text: String) -> NoticeView {
    NoticeView {
        kind: Kind::Info,
        title,
        text,
        link: Some(LinkView::new(t!("posts-draft-all"), "/drafts")),
        ..NoticeView::default()
    }
}

/// What somebody began to write in this form.
pub(super) async fn begun(
    conn: &mut Conn,
    who: &Person,
    place: &DraftPlace,
) -> Result<Option<Draft>> {
    Ok(find_draft(conn, who.id(), place).await?)
}

/// Keeps what was typed when it is looked at in a preview, which shows it whether or not it can be kept.
pub(super) async fn keep(app: &App, who: &SignedIn, form: &DraftView, words: &DraftWords) {
    let kept = keep_at(app, who, &form.place, words).await;
    if let Err(error) = kept {
        tracing::debug!(%error, "a draft was not kept");
    }
}

async fn keep_at(app: &App, who: &SignedIn, place: &str, words: &DraftWords) -> Result<String> {
    let (place, path) = {
        let mut conn = app.store.read().await?;
        find_place(app, &mut conn, &who.viewer(), place).await?
    };
    save_draft(app, &who.person, &place, words).await?;
    Ok(path)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct DraftForm {
    /// Which form it is.
    place: String,
    title: String,
    body: String,
    url: String,
    tags: String,
    language: String,
    kind: String,
    picture_alt: String,
    /// Of an edit, which text was changed.
    based_on: String,
    /// Sent by a script, which shows no page.
    quiet: String,
}

impl Illustrated for DraftForm {
    fn text(&mut self) -> &mut String {
        &mut self.body
    }

    fn said(&mut self) -> &mut String {
        &mut self.picture_alt
    }
}

impl DraftForm {
    fn words(&self) -> DraftWords {
        DraftWords {
            title: self.title.clone(),
            body: self.body.replace("\r\n", "\n"),
            url: self.url.clone(),
            tags: self.tags.clone(),
            language: self.language.clone(),
            reply_kind: self.kind.clone(),
            based_on: self.based_on.clone(),
        }
    }
}

async fn draft_save(
    State(app): State<App>,
    frame: Frame,
    WithFiles { mut sent, files }: WithFiles<DraftForm>,
) -> Result<Response> {
    let answer = match take_pictures(&app, &mut sent, &files).await {
        Ok(()) => save(&app, &sent).await,
        Err(error) => Err(error),
    };
    or_kept(&app, frame, &sent.form.body, answer)
}

async fn save(app: &App, sent: &Sent<DraftForm>) -> Result<Response> {
    let who = sent.who()?;
    let form = &sent.form;
    let path = keep_at(app, who, &form.place, &form.words()).await?;
    if !form.quiet.is_empty() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let jar = flash::set(app, CookieJar::new(), &t!("posts-draft-kept"));
    Ok((jar, Redirect::to(&path)).into_response())
}

/// The form that a draft is of, and its address. Who may not know of what it is about is told that there is
/// none.
async fn find_place(
    app: &App,
    conn: &mut Conn,
    viewer: &Viewer,
    text: &str,
) -> Result<(DraftPlace, String)> {
    let mut words = text.split_whitespace();
    let kind = words.next().and_then(DraftKind::parse);
    let kind = kind.ok_or_else(|| Error::Bad(t!("posts-draft-no-form").into()))?;
    let first = words.next().unwrap_or_default();
    let second = words.next().unwrap_or_default();
    match kind {
        DraftKind::Reply => {
            let thread = find_post(conn, viewer, first).await?;
            let parent = match second {
                "" => None,
                id => Some(find_comment(conn, viewer, id).await?),
            };
            if parent.as_ref().is_some_and(|it| it.post_id != thread.id) {
                return Err(Error::NotFound("reply"));
            }
            let place = DraftPlace::reply(&thread, parent.map(|parent| parent.id));
            Ok((place, reply_path(&thread.path(), second)))
        }
        DraftKind::ThreadEdit => {
            let thread = find_post(conn, viewer, first).await?;
            let path = format!("{}/edit", thread.path());
            Ok((DraftPlace::thread_edit(&thread), path))
        }
        DraftKind::ReplyEdit => {
            let reply = find_comment(conn, viewer, first).await?;
            let thread = crate::posts::queries::find_post(conn, viewer, reply.post_id).await?;
            let thread = thread.ok_or(Error::NotFound("thread"))?;
            let path = format!("/comment/{}/edit", reply.public_id);
            Ok((DraftPlace::reply_edit(&thread, reply.id), path))
        }
        DraftKind::Question | DraftKind::Discussion | DraftKind::Article | DraftKind::Link => {
            let community = find_community(app, conn, viewer, first).await?;
            let place = DraftPlace {
                kind,
                community: community.id(),
                post: None,
                comment: None,
            };
            Ok((place, thread_path(&community.path(), kind)))
        }
    }
}

fn thread_path(community: &str, kind: DraftKind) -> String {
    format!("{community}/new?kind={kind}")
}

fn reply_path(thread: &str, parent: &str) -> String {
    format!("{}#reply", address(thread, &[("reply", parent)]))
}

#[derive(Template)]
#[template(path = "posts/pages/drafts.html")]
struct DraftsPage {
    frame: Frame,
    lede: String,
    drafts: Vec<DraftLine>,
    empty: EmptyView,
}

/// A draft in the list.
struct DraftLine {
    id: i64,
    /// What it is to become, as in "Question in The luthiers".
    what: String,
    /// Where it is written on; none where that is not there any more.
    href: Option<String>,
    title: String,
    /// The beginning of its text, or all of it where it cannot be written on.
    text: String,
    when: When,
}

async fn drafts_show(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
) -> Result<Page<DraftsPage>> {
    let mut conn = app.store.read().await?;
    let drafts = list_drafts(&mut conn, who.person.id()).await?;
    let places = Places::load(&mut conn, &who.viewer(), &drafts).await?;
    let now = frame.now;
    Ok(Page(DraftsPage {
        drafts: drafts.iter().map(|draft| places.line(draft, now)).collect(),
        frame: frame.unlisted(),
        lede: t!("posts-drafts-lede", most = DRAFTS_MAX, days = DRAFT_DAYS),
        empty: EmptyView {
            icon: "edit",
            title: t!("posts-drafts-none"),
            text: t!("posts-drafts-none-text"),
            number: None,
            links: vec![LinkView::new(t!("posts-drafts-ask"), "/new")],
        },
    }))
}

/// What the drafts of a list are about, as far as their author may still know of it.
struct Places {
    communities: Vec<Community>,
    threads: Vec<ThreadRow>,
    replies: Vec<(CommentId, String)>,
}

impl Places {
    async fn load(conn: &mut Conn, viewer: &Viewer, drafts: &[Draft]) -> Result<Self> {
        let mut communities: Vec<CommunityId> =
            drafts.iter().map(|draft| draft.community_id).collect();
        communities.sort();
        communities.dedup();
        let threads: Vec<PostId> = drafts.iter().filter_map(|draft| draft.post_id).collect();
        let replies: Vec<CommentId> = drafts.iter().filter_map(|draft| draft.comment_id).collect();
        Ok(Self {
            communities: list_by_id(conn, &communities).await?,
            threads: list_threads_by_id(conn, viewer, &threads).await?,
            replies: list_public_ids(conn, &replies).await?,
        })
    }

    fn line(&self, draft: &Draft, now: Now) -> DraftLine {
        let words = &draft.words.0;
        let place = self.place(draft);
        let text = match &place {
            Some(_) => excerpt(&words.body, START),
            None => words.body.clone(),
        };
        let (what, href) = match place {
            Some((name, href)) => (purpose(draft.kind, &name), Some(href)),
            None => (purpose_gone(draft.kind), None),
        };
        DraftLine {
            id: draft.id,
            what,
            href,
            title: words.title.clone(),
            text,
            when: When::new(draft.updated_at, now),
        }
    }

    /// What its community or its thread is called, and the address of the form.
    fn place(&self, draft: &Draft) -> Option<(String, String)> {
        let Some(post) = draft.post_id else {
            let mut all = self.communities.iter();
            let community = all.find(|each| each.id() == draft.community_id)?;
            let name = super::views::title_of(community).to_owned();
            return Some((name, thread_path(&community.path(), draft.kind)));
        };
        let thread = self.threads.iter().find(|each| each.id == post)?;
        let reply = draft.comment_id.map(|id| self.reply(id));
        let href = match (draft.kind, reply) {
            (DraftKind::ThreadEdit, _) => format!("{}/edit", thread.path()),
            (DraftKind::ReplyEdit, Some(reply)) => format!("/comment/{}/edit", reply?),
            (_, Some(parent)) => reply_path(&thread.path(), parent?),
            (_, None) => reply_path(&thread.path(), ""),
        };
        Some((thread.title.clone(), href))
    }

    fn reply(&self, id: CommentId) -> Option<&str> {
        let found = self.replies.iter().find(|(each, _)| *each == id);
        found.map(|(_, public)| public.as_str())
    }
}

/// What a draft is to become, and where: threads in a community, everything else in a thread.
fn purpose(kind: DraftKind, place: &str) -> String {
    match kind {
        DraftKind::Question => t!("posts-draft-question", place = place),
        DraftKind::Discussion => t!("posts-draft-discussion", place = place),
        DraftKind::Article => t!("posts-draft-article", place = place),
        DraftKind::Link => t!("posts-draft-link", place = place),
        DraftKind::Reply => t!("posts-draft-reply", thread = place),
        DraftKind::ThreadEdit | DraftKind::ReplyEdit => t!("posts-draft-edit", thread = place),
    }
}

/// The same where that place is not there any more.
fn purpose_gone(kind: DraftKind) -> String {
    match kind {
        DraftKind::Question => t!("posts-draft-question-gone"),
        DraftKind::Discussion => t!("posts-draft-discussion-gone"),
        DraftKind::Article => t!("posts-draft-article-gone"),
        DraftKind::Link => t!("posts-draft-link-gone"),
        DraftKind::Reply => t!("posts-draft-reply-gone"),
        DraftKind::ThreadEdit | DraftKind::ReplyEdit => t!("posts-draft-edit-gone"),
    }
}

async fn draft_delete(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    CsrfForm(NoFields {}): CsrfForm<NoFields>,
) -> Result<Response> {
    let id = id.parse().map_err(|_| Error::NotFound("draft"))?;
    delete_draft(&app, &who.person, id).await?;
    let jar = flash::set(&app, CookieJar::new(), &t!("posts-draft-thrown"));
    Ok((jar, Redirect::to("/drafts")).into_response())
}
