//! Beginning a thread: where, what kind, the text.

use super::find_community;
use super::views::{self, RelatedView, address, community_link};
use crate::accounts::model::Viewer;
use crate::activitypub::languages::LANGUAGES;
use crate::app::App;
use crate::communities::model::{Community, FollowState};
use crate::communities::queries::directory::{Directory, list_communities};
use crate::communities::queries::follows::list_followed;
use crate::communities::queries::list_by_id;
use crate::error::{Error, FieldError, Reason, Result};
use crate::membership::queries::standing;
use crate::posts::actions::{ThreadDraft, preview, split_tags, start_thread};
use crate::posts::model::{Post, TITLE_MAX, ThreadKind};
use crate::posts::policy;
use crate::posts::queries::list_similar;
use crate::store::Conn;
use crate::web::layout::{self, Frame};
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{EmptyView, FieldView, LinkView, NoticeView, OptionView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

/// Threads shown under a title as it is typed.
const SIMILAR: usize = 5;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/new", get(choose_show))
        .route("/c/{name}/new", get(ask_form).post(ask_submit))
        .route("/c/{name}/similar", get(similar_show))
}

/// A thread as typed. `preview` is the button that shows it without posting, `again` one that shows
/// the form of another kind.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ThreadForm {
    pub title: String,
    pub body: String,
    pub url: String,
    pub tags: String,
    pub language: String,
    pub preview: String,
    pub again: String,
}

impl ThreadForm {
    pub fn draft(&self) -> ThreadDraft {
        ThreadDraft {
            title: self.title.clone(),
            body: self.body.clone(),
            url: self.url.clone(),
            tags: split_tags(&self.tags),
            language: self.language.clone(),
            once: true,
            drawn: None,
        }
    }

    /// What would be lost; the title counts, too.
    fn typed(&self) -> String {
        match self.body.trim() {
            "" => self.title.clone(),
            _ => format!("{}\n\n{}", self.title, self.body),
        }
    }

    /// The fields for a thread of this kind, with what was typed and what is wrong with it.
    pub fn fields(
        &self,
        kind: ThreadKind,
        errors: &[FieldError],
        preview_html: Option<String>,
    ) -> ThreadFields {
        let title = match kind {
            ThreadKind::Question => "Your question in one sentence",
            _ => "Title",
        };
        let title = FieldView {
            maxlength: u32::try_from(TITLE_MAX).ok(),
            ..FieldView::text("title", title).required()
        };
        let url = FieldView::text("url", "Address").of_kind("url").required();
        let body = FieldView {
            rows: 14,
            preview_html,
            ..FieldView::text("body", "Text")
        };
        let tags = FieldView::text("tags", "Tags").help("Up to 8, with commas between them.");
        ThreadFields {
            title: title.value(&self.title).with_errors(errors),
            url: (kind == ThreadKind::Link).then(|| url.value(&self.url).with_errors(errors)),
            body: body.value(&self.body).with_errors(errors),
            tags: tags.value(&self.tags).with_errors(errors),
            language: language_field(&self.language).with_errors(errors),
        }
    }
}

/// A choice among the languages we know; one that came from elsewhere stays among them.
pub(super) fn language_field(chosen: &str) -> FieldView {
    let mine = OptionView::new("", "As in my settings");
    let known = LANGUAGES
        .iter()
        .map(|(code, name)| OptionView::new(*code, *name));
    let mut options: Vec<OptionView> = std::iter::once(mine).chain(known).collect();
    if !options.iter().any(|option| option.value == chosen) {
        options.push(OptionView::new(chosen, chosen));
    }
    FieldView::text("language", "Language of the text")
        .of_kind("select")
        .value(chosen)
        .options(options)
}

pub(super) struct ThreadFields {
    pub title: FieldView,
    pub url: Option<FieldView>,
    pub body: FieldView,
    pub tags: FieldView,
    pub language: FieldView,
}

impl ThreadFields {
    pub fn all(&self) -> Vec<&FieldView> {
        let url = self.url.iter();
        std::iter::once(&self.title)
            .chain(url)
            .chain([&self.body, &self.tags, &self.language])
            .collect()
    }

    pub fn has_errors(&self) -> bool {
        self.all().iter().any(|field| field.error.is_some())
    }
}

#[derive(Template)]
#[template(path = "posts/pages/new.html")]
struct AskPage {
    frame: Frame,
    crumbs: Vec<LinkView>,
    heading: &'static str,
    kinds: Vec<KindView>,
    action: String,
    /// That what is written will be held, and why.
    held: Option<NoticeView>,
    /// Whether everybody reads what is written there.
    open: bool,
    fields: ThreadFields,
    similar: Vec<RelatedView>,
    submit: &'static str,
    place: String,
    rules_html: String,
    /// Under which licence it is written, as people call it.
    licence: Option<&'static str>,
    lang: Option<String>,
}

/// A kind of thread: a button of the form, so that what was typed goes with it.
struct KindView {
    label: &'static str,
    action: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "posts/pages/may_not_ask.html")]
struct MayNotPage {
    frame: Frame,
    crumbs: Vec<LinkView>,
    empty: EmptyView,
}

#[derive(Template)]
#[template(
    source = r#"{% import "posts/pages/similar.html" as similar_parts %}{{ similar_parts::similar(similar) }}"#,
    ext = "html"
)]
struct SimilarFragment {
    similar: Vec<RelatedView>,
}

#[derive(Template)]
#[template(path = "posts/pages/choose.html")]
struct ChoosePage {
    frame: Frame,
    title: String,
    followed: Vec<LinkView>,
    others: Vec<LinkView>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    kind: String,
    /// Filled in, as from a search that found nothing.
    title: String,
}

impl Asked {
    fn kind(&self) -> Result<ThreadKind> {
        if self.kind.is_empty() {
            return Ok(ThreadKind::Question);
        }
        ThreadKind::parse(&self.kind).ok_or(Error::Bad("there is no such kind of thread".into()))
    }

    fn title(&self) -> String {
        self.title.chars().take(TITLE_MAX).collect()
    }
}

/// Where to ask: the communities one follows first.
async fn choose_show(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Page<ChoosePage>> {
    // Given on as it was asked for, so that the form is the one that somebody was on their way to.
    asked.kind()?;
    let mut conn = app.store.read().await?;
    let follows = list_followed(&mut conn, who.person.actor.id).await?;
    let ids: Vec<_> = follows
        .into_iter()
        .filter(|(_, state)| *state == FollowState::Accepted)
        .map(|(id, _)| id)
        .collect();
    let followed = list_by_id(&mut conn, &ids).await?;
    let local = Directory {
        local_only: true,
        ..Directory::default()
    };
    let others = list_communities(&mut conn, &local, 50).await?;
    let title = asked.title();
    let link = |community: &Community| {
        let link = community_link(community);
        let fields = [("kind", asked.kind.as_str()), ("title", &title)];
        let new = address(&format!("{}/new", link.href), &fields);
        LinkView::new(link.label, new)
    };
    let known: Vec<_> = followed.iter().map(Community::id).collect();
    let others = others.rows.iter();
    let others = others.filter(|each| !known.contains(&each.id()));
    Ok(Page(ChoosePage {
        others: others.map(link).collect(),
        followed: followed.iter().map(link).collect(),
        frame: frame.unlisted(),
        title,
    }))
}

async fn ask_form(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let kind = asked.kind()?;
    let mut conn = app.store.read().await?;
    let community = find_community(&app, &mut conn, &who.viewer(), &name).await?;
    let standing = standing(&mut conn, &who.person, &community, app.now()).await?;
    if let Err(reason) = policy::may_start_thread(&standing, &community) {
        let page = may_not(frame, &community, reason);
        return Ok((StatusCode::FORBIDDEN, Page(page)).into_response());
    }
    let form = ThreadForm {
        title: asked.title(),
        ..ThreadForm::default()
    };
    let fields = form.fields(kind, &[], None);
    let held = views::held_before(&standing, &community);
    // Whoever holds one connection does not wait for another.
    drop(conn);
    let similar = similar_to(&app, &who.viewer(), &community, &form.title).await?;
    let page = AskPage {
        similar,
        held,
        ..page(frame, &community, kind, fields)
    };
    Ok(Page(page).into_response())
}

/// The reason, and what somebody can do instead.
fn may_not(frame: Frame, community: &Community, reason: Reason) -> MayNotPage {
    let here = LinkView::new("Read the community", community.path());
    let elsewhere = LinkView::new("Find another community", "/communities");
    let (text, links) = match reason {
        Reason::NotMember => (
            "Its members begin the threads. See what it is for and join it; then you can.",
            vec![
                LinkView::new("Join the community", format!("{}/join", community.path())),
                here,
            ],
        ),
        Reason::PostingRestricted => (
            "Its threads are begun by the people who look after it. You can reply to them, or ask in another community.",
            vec![here, elsewhere],
        ),
        Reason::Banned => (
            "You can read it. Its moderation log says who decided that and why; write to its conveners if you think they are wrong.",
            vec![
                LinkView::new("Moderation log", format!("{}/modlog", community.path())),
                LinkView::new("Conveners", format!("{}/members", community.path())),
            ],
        ),
        Reason::Suspended => (
            "You can read everything. Write to the administrators if you think they are wrong.",
            vec![LinkView::new("Administrators", "/about")],
        ),
        _ => ("You can ask in another community.", vec![elsewhere]),
    };
    MayNotPage {
        frame: frame.unlisted(),
        crumbs: vec![community_link(community)],
        empty: EmptyView {
            icon: "lock",
            title: reason.to_string(),
            text: text.to_owned(),
            number: None,
            links,
        },
    }
}

async fn ask_submit(
    State(app): State<App>,
    frame: Frame,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    sent: Sent<ThreadForm>,
) -> Result<Response> {
    let answer = submit(&app, frame.clone(), &name, asked.kind()?, &sent).await;
    or_kept(&app, frame, &sent.form.typed(), answer)
}

async fn submit(
    app: &App,
    frame: Frame,
    name: &str,
    kind: ThreadKind,
    sent: &Sent<ThreadForm>,
) -> Result<Response> {
    let (community, held) = {
        let mut conn = app.store.read().await?;
        let viewer = sent.viewer().viewer();
        let community = find_community(app, &mut conn, &viewer, name).await?;
        let held = held(app, &mut conn, sent.viewer(), &community).await?;
        (community, held)
    };
    let form = &sent.form;
    let shows_only = !form.preview.is_empty() || !form.again.is_empty();
    let outcome = match sent.who() {
        Ok(who) if shows_only => {
            let viewer = who.viewer();
            let page = shown(app, frame, &viewer, &community, kind, form).await?;
            return Ok(Page(AskPage { held, ..page }).into_response());
        }
        Ok(who) => save(app, who, &community, kind, form).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(post) => Ok(axum::response::Redirect::to(&post.path()).into_response()),
        Err(error) => {
            let refusal = Refusal::of(app, error)?;
            let fields = form.fields(kind, &refusal.fields, None);
            let page = page(refusal.framed(frame), &community, kind, fields);
            Ok(refusal.answer(AskPage { held, ..page }))
        }
    }
}

async fn held(
    app: &App,
    conn: &mut Conn,
    who: &MaybeSignedIn,
    community: &Community,
) -> Result<Option<NoticeView>> {
    let Some(who) = &who.0 else {
        return Ok(None);
    };
    let standing = standing(conn, &who.person, community, app.now()).await?;
    Ok(views::held_before(&standing, community))
}

async fn save(
    app: &App,
    who: &SignedIn,
    community: &Community,
    kind: ThreadKind,
    form: &ThreadForm,
) -> Result<Post> {
    start_thread(app, &who.person, community.id(), kind, &form.draft()).await
}

/// The form as it stands, with a preview where one was asked for.
async fn shown(
    app: &App,
    frame: Frame,
    viewer: &Viewer,
    community: &Community,
    kind: ThreadKind,
    form: &ThreadForm,
) -> Result<AskPage> {
    let html = (!form.preview.is_empty()).then(|| preview(app, &form.body));
    let fields = form.fields(kind, &[], html);
    Ok(AskPage {
        similar: similar_to(app, viewer, community, &form.title).await?,
        ..page(frame, community, kind, fields)
    })
}

async fn similar_to(
    app: &App,
    viewer: &Viewer,
    community: &Community,
    title: &str,
) -> Result<Vec<RelatedView>> {
    let mut conn = app.store.read().await?;
    let found = list_similar(&mut conn, viewer, community.id(), title, None, SIMILAR).await?;
    Ok(views::related(found))
}

/// What is asked for while a title is typed; a part of the page.
async fn similar_show(
    State(app): State<App>,
    who: MaybeSignedIn,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page<SimilarFragment>> {
    let community = {
        let mut conn = app.store.read().await?;
        find_community(&app, &mut conn, &who.viewer(), &name).await?
    };
    let similar = similar_to(&app, &who.viewer(), &community, &asked.title()).await?;
    Ok(Page(SimilarFragment { similar }))
}

fn page(frame: Frame, community: &Community, kind: ThreadKind, fields: ThreadFields) -> AskPage {
    let path = format!("{}/new", community.path());
    let words = [
        (ThreadKind::Question, "I have a question"),
        (ThreadKind::Discussion, "I want to discuss"),
        (ThreadKind::Article, "I wrote something"),
        (ThreadKind::Link, "I found a link"),
    ];
    let (heading, submit) = match kind {
        ThreadKind::Question => ("Ask a question", "Post question"),
        ThreadKind::Discussion => ("Begin a discussion", "Post discussion"),
        ThreadKind::Article => ("Share an article", "Post article"),
        ThreadKind::Link => ("Share a link", "Post link"),
    };
    let fields = ThreadFields {
        title: FieldView {
            suggests: Some(format!("{}/similar", community.path())),
            ..fields.title
        },
        ..fields
    };
    AskPage {
        frame: frame.unlisted(),
        crumbs: vec![community_link(community)],
        heading,
        kinds: words
            .iter()
            .map(|(each, label)| KindView {
                label,
                action: format!("{path}?kind={each}"),
                current: *each == kind,
            })
            .collect(),
        action: format!("{path}?kind={kind}"),
        held: None,
        open: community.is_open_to_read(),
        fields,
        similar: Vec::new(),
        submit,
        place: views::title_of(community).to_owned(),
        rules_html: community.row.rules_html.clone(),
        licence: views::stated(community.row.licence),
        lang: layout::lang(&community.row.language),
    }
}
