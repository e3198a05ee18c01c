//! The tags of a community: which there are, what each is for, and the threads that have it; and the threads of
//! all communities with one tag.

use super::front::{ListQuery, PER_PAGE};
use super::views;
use super::{community_read, find_community};
use crate::accounts::model::Viewer;
use crate::app::App;
use crate::communities::model::{Community, CommunityTag, ReadPolicy};
use crate::communities::pages::CommunityHeaderView;
use crate::communities::queries::tags::{Place, list_synonyms, list_tags, tag_meant};
use crate::error::{Error, FieldError, Result};
use crate::membership::pages::community_header;
use crate::membership::queries::standing;
use crate::posts::actions::{TagForm, merge_tag, save_tag};
use crate::posts::policy;
use crate::posts::queries::{Listing, Scope, list_muted_tags, list_threads, tag_choice};
use crate::store::{Conn, Turn, Window};
use crate::text::{tag_in_path, tag_name};
use crate::web::flash::done as told;
use crate::web::layout::{Frame, feeds};
use crate::web::page::Page;
use crate::web::paging::read_number;
use crate::web::refusal::{Refusal, Sent};
use crate::web::session::MaybeSignedIn;
use crate::web::view::{EmptyView, FieldView, LinkView, PagerView, RowView, TabView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;

/// Tags on one page of their list.
const TAGS_PER_PAGE: usize = 100;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/c/{name}/tags", get(tags_show).post(tag_add))
        .route("/c/{name}/tag/{tag}", get(tag_show).post(tag_submit))
        .route("/c/{name}/tag/{tag}/merge", post(merge_submit))
        .route("/tag/{tag}", get(everywhere_show))
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct TagsQuery {
    after: String,
    before: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct MergeForm {
    into: String,
}

#[derive(Template)]
#[template(path = "posts/pages/tags.html")]
struct TagsPage {
    frame: Frame,
    header: CommunityHeaderView,
    rows: Vec<TagRow>,
    empty: EmptyView,
    pager: PagerView,
    /// For those who keep the vocabulary.
    fields: Vec<FieldView>,
}

impl TagsPage {
    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }
}

/// A tag in the list.
struct TagRow {
    link: LinkView,
    description: String,
    kept: bool,
    /// Whether the viewer leaves it out of their lists.
    muted: bool,
    threads: i64,
}

#[derive(Template)]
#[template(path = "posts/pages/tag.html")]
struct TagPage {
    frame: Frame,
    header: CommunityHeaderView,
    name: String,
    description: String,
    threads: i64,
    synonyms: String,
    filters: Vec<TabView>,
    periods: Vec<TabView>,
    rows: Vec<RowView>,
    empty: EmptyView,
    pager: PagerView,
    /// Following and muting it, for who is signed in: each choice with its label.
    choices: Vec<(&'static str, String)>,
    path: String,
    /// For those who keep the vocabulary.
    tend: Option<TendView>,
}

/// The forms by which a tag is kept.
struct TendView {
    path: String,
    fields: Vec<FieldView>,
    listed: bool,
    into: FieldView,
}

impl TendView {
    fn has_errors(&self) -> bool {
        let mut fields = self.fields.iter().chain([&self.into]);
        fields.any(|field| field.error.is_some())
    }
}

#[derive(Template)]
#[template(path = "posts/pages/tag_everywhere.html")]
struct EverywherePage {
    frame: Frame,
    name: String,
    filters: Vec<TabView>,
    periods: Vec<TabView>,
    rows: Vec<RowView>,
    empty: EmptyView,
    pager: PagerView,
}

/// What was typed into the forms of a tag, and what is wrong with it.
#[derive(Default)]
struct Typed {
    tag: Option<TagForm>,
    into: String,
    errors: Vec<FieldError>,
}

fn read_place(text: &str) -> Result<Place> {
    let missing = || Error::Bad(t!("posts-list-no-page").into());
    let (uses, id) = text.split_once('.').ok_or_else(missing)?;
    Ok((read_number(uses)?, read_number(id)?))
}

async fn tends(
    app: &App,
    conn: &mut Conn,
    who: &MaybeSignedIn,
    community: &Community,
) -> Result<bool> {
    let Some(user) = &who.0 else { return Ok(false) };
    let standing = standing(conn, &user.person, community, app.now()).await?;
    Ok(policy::may_tend_tags(&standing, community).is_ok())
}

fn framed(frame: Frame, community: &Community) -> Frame {
    let open = community.is_local() && community.row.read_policy == ReadPolicy::Public;
    Frame {
        noindex: frame.noindex || !open,
        ..frame
    }
}

async fn tags_show(
    State(app): State<App>,
    frame: Frame,
    who: MaybeSignedIn,
    Path(name): Path<String>,
    Query(query): Query<TagsQuery>,
) -> Result<Page<TagsPage>> {
    let page = tags_page(&app, frame, &who, &name, &query, &TagForm::default(), &[]).await?;
    Ok(Page(page))
}

async fn tags_page(
    app: &App,
    frame: Frame,
    who: &MaybeSignedIn,
    name: &str,
    query: &TagsQuery,
    typed: &TagForm,
    errors: &[FieldError],
) -> Result<TagsPage> {
    let mut conn = app.store.read().await?;
    let community = community_read(app, &mut conn, &who.viewer(), name).await?;
    let turn = Turn::asked(&query.after, &query.before, read_place)?;
    let found = list_tags(&mut conn, community.id(), turn, TAGS_PER_PAGE).await?;
    let fields = match tends(app, &mut conn, who, &community).await? {
        true => new_fields(typed, errors),
        false => Vec::new(),
    };
    let muted = list_muted_tags(&mut conn, &who.viewer(), community.id()).await?;
    let rows = found.rows.iter();
    let rows = rows.map(|tag| row(tag, &community, muted.contains(&tag.name)));
    let rows: Vec<TagRow> = rows.collect();
    Ok(TagsPage {
        header: community_header(app, &mut conn, &community, who, "/tags").await?,
        pager: pager(&format!("{}/tags", community.path()), &found),
        rows,
        empty: EmptyView {
            icon: "talk",
            title: t!("posts-tags-none"),
            text: t!("posts-tags-none-text"),
            number: None,
            links: vec![LinkView::new(t!("posts-tags-threads"), community.path())],
        },
        frame: framed(frame, &community),
        fields,
    })
}

fn pager(path: &str, page: &Window<CommunityTag>) -> PagerView {
    let link = |field: &str, tag: Option<&CommunityTag>| {
        tag.map(|tag| format!("{path}?{field}={}.{}", tag.use_count, tag.id))
    };
    PagerView {
        newer: link("before", page.turn_back()),
        older: link("after", page.turn_on()),
    }
}

fn row(tag: &CommunityTag, community: &Community, muted: bool) -> TagRow {
    TagRow {
        link: LinkView::new(&tag.name, community.tag_path(&tag.name)),
        description: tag.description.clone(),
        kept: tag.kept,
        muted,
        threads: tag.use_count,
    }
}

fn new_fields(typed: &TagForm, errors: &[FieldError]) -> Vec<FieldView> {
    let name = FieldView::text("name", t!("posts-tags-name"))
        .value(&typed.name)
        .required();
    vec![
        name.with_errors(errors),
        description_field(&typed.description).with_errors(errors),
    ]
}

fn description_field(value: &str) -> FieldView {
    FieldView::text("description", t!("posts-tags-purpose"))
        .help(t!("posts-tags-purpose-help"))
        .value(value)
}

async fn tag_add(
    State(app): State<App>,
    frame: Frame,
    Path(name): Path<String>,
    sent: Sent<TagForm>,
) -> Result<Response> {
    let form = TagForm {
        listed: "on".to_owned(),
        ..sent.form.clone()
    };
    let error = match save(&app, &sent, &name, &form.name, &form).await {
        Ok(path) => return Ok(told(&app, &path, &t!("posts-tags-added"))),
        Err(error) => error,
    };
    let refusal = Refusal::of(&app, error)?;
    let (frame, query) = (refusal.framed(frame), TagsQuery::default());
    let who = sent.viewer();
    let page = tags_page(&app, frame, who, &name, &query, &form, &refusal.fields).await?;
    Ok(refusal.answer(page))
}

/// Saves what was typed of a tag; says where it is shown.
async fn save<T>(
    app: &App,
    sent: &Sent<T>,
    community: &str,
    name: &str,
    form: &TagForm,
) -> Result<String> {
    let user = sent.who()?;
    let community = community_of(app, &user.viewer(), community).await?;
    let tag = save_tag(app, &user.person, &community, name, form).await?;
    Ok(community.tag_path(&tag.name))
}

async fn community_of(app: &App, viewer: &Viewer, name: &str) -> Result<Community> {
    let mut conn = app.store.read().await?;
    find_community(app, &mut conn, viewer, name).await
}

async fn tag_show(
    State(app): State<App>,
    frame: Frame,
    who: MaybeSignedIn,
    Path((name, tag)): Path<(String, String)>,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    tag_page(&app, frame, &who, (&name, &tag), &query, Typed::default()).await
}

/// The page of a tag; a synonym leads to the one of the tag that is meant.
async fn tag_page(
    app: &App,
    frame: Frame,
    who: &MaybeSignedIn,
    (name, tag): (&str, &str),
    query: &ListQuery,
    typed: Typed,
) -> Result<Response> {
    let now = frame.now;
    let viewer = who.viewer();
    let mut conn = app.store.read().await?;
    let community = community_read(app, &mut conn, &viewer, name).await?;
    let asked = tag_name(tag).ok_or(Error::NotFound("tag"))?;
    let tag = tag_meant(&mut conn, community.id(), &asked).await?;
    let tag = tag.ok_or(Error::NotFound("tag"))?;
    let path = community.tag_path(&tag.name);
    if tag.name != asked {
        return Ok(Redirect::to(&path).into_response());
    }
    let sort = query.read_sort(now.at)?;
    let listing = Listing {
        tag: Some(tag.name.clone()),
        ..Listing::new(Scope::Community(community.id()), sort)
    };
    let found = list_threads(&mut conn, &viewer, &listing, query.turn(sort)?, PER_PAGE).await?;
    let synonyms = list_synonyms(&mut conn, tag.id).await?.join(", ");
    let tend = match tends(app, &mut conn, who, &community).await? {
        true => Some(tend_view(&path, &tag, &synonyms, typed)),
        false => None,
    };
    // Which tag it is stands in the path.
    let query = ListQuery {
        tag: String::new(),
        ..query.clone()
    };
    let page = TagPage {
        header: community_header(app, &mut conn, &community, who, "/tags").await?,
        threads: tag.use_count,
        filters: query.filters(&path),
        periods: query.periods(&path),
        pager: query.pager(&path, sort, &found),
        rows: found
            .rows
            .iter()
            .map(|thread| views::row(thread, now, false))
            .collect(),
        empty: nothing_with(&tag.name, community.path()),
        choices: match viewer.account() {
            Some(_) => choices(tag_choice(&mut conn, &viewer, tag.id).await?),
            None => Vec::new(),
        },
        path,
        frame: Frame {
            feeds: feeds(
                &community.path(),
                &format!("?tag={}", tag_in_path(&tag.name)),
            ),
            ..framed(frame, &community)
        },
        name: tag.name,
        description: tag.description,
        synonyms,
        tend,
    };
    Ok(Page(page).into_response())
}

/// What can be chosen of a tag that somebody follows, or has muted, or neither.
fn choices((followed, muted): (bool, bool)) -> Vec<(&'static str, String)> {
    let follow = match followed {
        true => ("neither", t!("posts-tag-unfollow")),
        false => ("follow", t!("posts-tag-follow")),
    };
    let mute = match muted {
        true => ("neither", t!("posts-tag-unmute")),
        false => ("mute", t!("posts-tag-mute")),
    };
    vec![follow, mute]
}

fn nothing_with(tag: &str, all: String) -> EmptyView {
    EmptyView {
        icon: "talk",
        title: t!("posts-tag-none", tag = tag),
        text: t!("posts-tag-none-text"),
        number: None,
        links: vec![LinkView::new(t!("posts-tags-threads"), all)],
    }
}

fn tend_view(path: &str, tag: &CommunityTag, synonyms: &str, typed: Typed) -> TendView {
    let Typed {
        tag: form,
        into,
        errors,
    } = typed;
    let form = form.unwrap_or_else(|| TagForm {
        description: tag.description.clone(),
        synonyms: synonyms.to_owned(),
        listed: match tag.kept {
            true => "on".to_owned(),
            false => String::new(),
        },
        ..TagForm::default()
    });
    let other = FieldView::text("synonyms", t!("posts-tag-synonyms"))
        .help(t!("posts-tag-synonyms-help"))
        .value(&form.synonyms);
    let merged = FieldView::text("into", t!("posts-tag-into"))
        .help(t!("posts-tag-into-help"))
        .value(into)
        .required();
    TendView {
        path: path.to_owned(),
        fields: vec![
            description_field(&form.description).with_errors(&errors),
            other.with_errors(&errors),
        ],
        listed: !form.listed.is_empty(),
        into: merged.with_errors(&errors),
    }
}

async fn tag_submit(
    State(app): State<App>,
    frame: Frame,
    Path((name, tag)): Path<(String, String)>,
    sent: Sent<TagForm>,
) -> Result<Response> {
    let error = match save(&app, &sent, &name, &tag, &sent.form).await {
        Ok(path) => return Ok(told(&app, &path, &t!("posts-tag-saved"))),
        Err(error) => error,
    };
    let typed = |errors| Typed {
        tag: Some(sent.form.clone()),
        errors,
        ..Typed::default()
    };
    again(&app, frame, sent.viewer(), (&name, &tag), error, typed).await
}

async fn merge_submit(
    State(app): State<App>,
    frame: Frame,
    Path((name, tag)): Path<(String, String)>,
    sent: Sent<MergeForm>,
) -> Result<Response> {
    let error = match merge(&app, &sent, &name, &tag).await {
        Ok(path) => return Ok(told(&app, &path, &t!("posts-tag-merged"))),
        Err(error) => error,
    };
    let typed = |errors| Typed {
        into: sent.form.into.clone(),
        errors,
        ..Typed::default()
    };
    again(&app, frame, sent.viewer(), (&name, &tag), error, typed).await
}

async fn merge(app: &App, sent: &Sent<MergeForm>, name: &str, tag: &str) -> Result<String> {
    let user = sent.who()?;
    let community = community_of(app, &user.viewer(), name).await?;
    let tag = merge_tag(app, &user.person, &community, tag, &sent.form.into).await?;
    Ok(community.tag_path(&tag.name))
}

/// The page with a form that was not taken.
async fn again(
    app: &App,
    frame: Frame,
    who: &MaybeSignedIn,
    which: (&str, &str),
    error: Error,
    typed: impl FnOnce(Vec<FieldError>) -> Typed,
) -> Result<Response> {
    let refusal = Refusal::of(app, error)?;
    let typed = typed(refusal.fields.clone());
    let frame = refusal.framed(frame);
    let page = tag_page(app, frame, who, which, &ListQuery::default(), typed).await?;
    Ok(refusal.put_on(page))
}

async fn everywhere_show(
    State(app): State<App>,
    frame: Frame,
    who: MaybeSignedIn,
    Path(tag): Path<String>,
    Query(query): Query<ListQuery>,
) -> Result<Page<EverywherePage>> {
    let now = frame.now;
    let name = tag_name(&tag).ok_or(Error::NotFound("tag"))?;
    let sort = query.read_sort(now.at)?;
    let listing = Listing {
        tag: Some(name.clone()),
        ..Listing::new(Scope::All, sort)
    };
    let mut conn = app.store.read().await?;
    let turn = query.turn(sort)?;
    let found = list_threads(&mut conn, &who.viewer(), &listing, turn, PER_PAGE).await?;
    let query = ListQuery {
        tag: String::new(),
        ..query
    };
    let path = format!("/tag/{}", tag_in_path(&name));
    Ok(Page(EverywherePage {
        filters: query.filters(&path),
        periods: query.periods(&path),
        pager: query.pager(&path, sort, &found),
        rows: found
            .rows
            .iter()
            .map(|thread| views::row(thread, now, true))
            .collect(),
        empty: nothing_with(&name, "/?list=all".to_owned()),
        frame: Frame {
            noindex: true,
            feeds: feeds("/", &format!("?tag={}", tag_in_path(&name))),
            ..frame
        },
        name,
    }))
}
