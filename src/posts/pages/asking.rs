//! Beginning a thread: where, what kind, the text.

use super::find_community;
use super::views::community_link;
use crate::app::App;
use crate::communities::model::{Community, FollowState};
use crate::communities::queries::directory::{Directory, list_communities};
use crate::communities::queries::follows::list_followed;
use crate::communities::queries::list_by_id;
use crate::error::{Error, FieldError, Result};
use crate::posts::actions::{ThreadDraft, preview, split_tags, start_thread};
use crate::posts::model::{TITLE_MAX, ThreadKind};
use crate::posts::queries::list_similar;
use crate::web::csrf::CsrfForm;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::session::SignedIn;
use crate::web::view::{FieldView, LinkView, TabView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/new", get(choose_show))
        .route("/c/{name}/new", get(ask_form).post(ask_submit))
}

/// A thread as typed. `preview` is the button that shows it without posting.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ThreadForm {
    pub title: String,
    pub body: String,
    pub url: String,
    pub tags: String,
    pub language: String,
    pub preview: String,
}

impl ThreadForm {
    pub fn draft(&self) -> ThreadDraft {
        ThreadDraft {
            title: self.title.clone(),
            body: self.body.clone(),
            url: self.url.clone(),
            tags: split_tags(&self.tags),
            language: self.language.clone(),
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
        let language = FieldView {
            maxlength: Some(35),
            ..FieldView::text("language", "Language")
        };
        let tags = FieldView::text("tags", "Tags").help("Up to 8, with commas between them.");
        let language = language.help("As in en or pt-BR; empty for your own.");
        ThreadFields {
            title: title.value(&self.title).with_errors(errors),
            url: (kind == ThreadKind::Link).then(|| url.value(&self.url).with_errors(errors)),
            body: body.value(&self.body).with_errors(errors),
            tags: tags.value(&self.tags).with_errors(errors),
            language: language.value(&self.language).with_errors(errors),
        }
    }
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
    kinds: Vec<TabView>,
    action: String,
    fields: ThreadFields,
    similar: Vec<LinkView>,
    submit: &'static str,
}

#[derive(Template)]
#[template(path = "posts/pages/choose.html")]
struct ChoosePage {
    frame: Frame,
    followed: Vec<LinkView>,
    others: Vec<LinkView>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct KindQuery {
    kind: String,
}

impl KindQuery {
    fn read(&self) -> Result<ThreadKind> {
        if self.kind.is_empty() {
            return Ok(ThreadKind::Question);
        }
        ThreadKind::parse(&self.kind).ok_or(Error::Bad("there is no such kind of thread".into()))
    }
}

/// Where to ask: the communities one follows first.
async fn choose_show(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
) -> Result<Page<ChoosePage>> {
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
    let link = |community: &Community| {
        let link = community_link(community);
        LinkView::new(link.label, format!("{}/new", link.href))
    };
    let known: Vec<_> = followed.iter().map(Community::id).collect();
    let others = others.iter().filter(|each| !known.contains(&each.id()));
    Ok(Page(ChoosePage {
        frame: frame.unlisted(),
        others: others.map(link).collect(),
        followed: followed.iter().map(link).collect(),
    }))
}

async fn ask_form(
    State(app): State<App>,
    frame: Frame,
    _who: SignedIn,
    Path(name): Path<String>,
    Query(query): Query<KindQuery>,
) -> Result<Page<AskPage>> {
    let kind = query.read()?;
    let mut conn = app.store.read().await?;
    let community = find_community(&app, &mut conn, &name).await?;
    let fields = ThreadForm::default().fields(kind, &[], None);
    Ok(Page(page(frame, &community, kind, fields)))
}

async fn ask_submit(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Path(name): Path<String>,
    Query(query): Query<KindQuery>,
    CsrfForm(form): CsrfForm<ThreadForm>,
) -> Result<Response> {
    let kind = query.read()?;
    let mut conn = app.store.read().await?;
    let community = find_community(&app, &mut conn, &name).await?;
    if !form.preview.is_empty() {
        let html = Some(preview(&app, &form.body));
        let similar = list_similar(&mut conn, community.id(), &form.title, 5).await?;
        let similar = similar
            .into_iter()
            .map(|(id, title)| LinkView::new(title, format!("/post/{id}")))
            .collect();
        let fields = form.fields(kind, &[], html);
        let page = AskPage {
            similar,
            ..page(frame, &community, kind, fields)
        };
        return Ok(Page(page).into_response());
    }
    drop(conn);
    match start_thread(&app, &who.person, community.id(), kind, &form.draft()).await {
        Ok(post) => Ok(Redirect::to(&post.path()).into_response()),
        Err(Error::Invalid(errors)) => {
            let fields = form.fields(kind, &errors, None);
            let page = page(frame, &community, kind, fields);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
        Err(other) => Err(other),
    }
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
    AskPage {
        frame: frame.unlisted(),
        crumbs: vec![community_link(community)],
        heading,
        kinds: words
            .iter()
            .map(|(each, label)| TabView::new(label, format!("{path}?kind={each}"), *each == kind))
            .collect(),
        action: format!("{path}?kind={kind}"),
        fields,
        similar: Vec::new(),
        submit,
    }
}
