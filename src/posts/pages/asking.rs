//! Beginning a thread: where, what kind, the text.

use super::drafts::{self, DraftView, begun};
use super::find_community;
use super::pictures::{Illustrated, preview_if, take_pictures};
use super::views::{self, HeldView, RelatedView, address, community_link};
use crate::accounts::model::Viewer;
use crate::activitypub::languages::LANGUAGES;
use crate::app::App;
use crate::communities::model::{Community, FollowState};
use crate::communities::queries::directory::{Directory, list_communities};
use crate::communities::queries::follows::list_followed;
use crate::communities::queries::list_by_id;
use crate::communities::queries::tags::list_kept;
use crate::error::{Error, FieldError, Reason, Result};
use crate::membership::model::{Standing, TagRule, Templates};
use crate::membership::pages::{outside, rules_changed};
use crate::membership::queries::settings::settings_of;
use crate::membership::queries::standing;
use crate::posts::actions::{ThreadDraft, own_words, split_tags, start_thread, template};
use crate::posts::model::{DraftPlace, DraftWords, Post, TAGS_MAX, TITLE_MAX, ThreadKind};
use crate::posts::policy;
use crate::posts::queries::{list_asked_before, sight};
use crate::screening::actions::is_read_first;
use crate::store::{Conn, Time};
use crate::web::layout::{self, Frame, Now};
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::upload::WithFiles;
use crate::web::view::{EmptyView, FieldView, LinkView, OptionView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
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

/// A thread as typed. `preview` is the button that shows it without posting, `attach` the one that only puts the
/// picture into it, `again` one that shows the form of another kind.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ThreadForm {
    pub title: String,
    pub body: String,
    pub url: String,
    pub tags: String,
    pub language: String,
    pub preview: String,
    pub attach: String,
    pub again: String,
    pub picture_alt: String,
    /// Which form it is, where what is typed into it is kept.
    pub place: String,
    /// Of an edit, which text was changed.
    pub based_on: String,
}

impl Illustrated for ThreadForm {
    fn text(&mut self) -> &mut String {
        &mut self.body
    }

    fn said(&mut self) -> &mut String {
        &mut self.picture_alt
    }
}

impl ThreadForm {
    /// Whether a button was pressed that posts nothing.
    pub fn shows_only(&self) -> bool {
        [&self.preview, &self.attach, &self.again]
            .iter()
            .any(|button| !button.is_empty())
    }

    pub fn draft(&self) -> ThreadDraft {
        ThreadDraft {
            title: self.title.clone(),
            body: self.body.clone(),
            url: self.url.clone(),
            tags: split_tags(&self.tags),
            language: self.language.clone(),
            once: true,
            ends_draft: self.keeps(),
            drawn: None,
            based_on: self.based_on.clone(),
        }
    }

    /// As it was kept.
    pub fn of(words: DraftWords) -> Self {
        Self {
            title: words.title,
            body: words.body,
            url: words.url,
            tags: words.tags,
            language: words.language,
            based_on: words.based_on,
            ..Self::default()
        }
    }

    /// The form of another kind begins with the template of that, where nobody has written anything yet.
    fn for_kind(&self, templates: &Templates, kind: ThreadKind) -> Self {
        let mut kinds = ThreadKind::ALL.iter();
        let bare = kinds.any(|kind| own_words(templates, *kind, &self.body).trim().is_empty());
        let mut form = self.clone();
        if bare && !self.again.is_empty() {
            template(templates, kind).clone_into(&mut form.body);
        }
        form
    }

    /// Whether what is typed here may take the place of a draft.
    fn keeps(&self) -> bool {
        !self.place.is_empty()
    }

    /// How a form that comes back goes on being kept.
    fn kept_as(&self, community: &Community, kind: ThreadKind) -> DraftView {
        match self.keeps() {
            true => DraftView::thread(community, kind),
            false => DraftView::default(),
        }
    }

    /// As it is kept.
    pub fn words(&self) -> DraftWords {
        DraftWords {
            title: self.title.clone(),
            body: self.body.replace("\r\n", "\n"),
            url: self.url.clone(),
            tags: self.tags.clone(),
            language: self.language.clone(),
            reply_kind: String::new(),
            based_on: self.based_on.clone(),
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
            ThreadKind::Question => t!("posts-field-title-question"),
            _ => t!("posts-field-title"),
        };
        let title = FieldView {
            maxlength: u32::try_from(TITLE_MAX).ok(),
            ..FieldView::text("title", title).required()
        };
        let url = FieldView::text("url", t!("posts-field-url"))
            .of_kind("url")
            .required();
        let body = FieldView {
            rows: 14,
            preview_html,
            pictures: true,
            picture_alt: self.picture_alt.clone(),
            ..FieldView::text("body", t!("posts-field-text"))
        };
        let help = t!("posts-field-tags-help", most = TAGS_MAX);
        let tags = FieldView::text("tags", t!("posts-field-tags")).help(help);
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
    let mine = OptionView::new("", t!("posts-field-language-own"));
    let known = LANGUAGES
        .iter()
        .map(|(code, name)| OptionView::new(*code, *name));
    let mut options: Vec<OptionView> = std::iter::once(mine).chain(known).collect();
    if !options.iter().any(|option| option.value == chosen) {
        options.push(OptionView::new(chosen, chosen));
    }
    FieldView::text("language", t!("posts-field-language"))
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

/// What a community wants of the tags of its threads.
pub(super) struct TagWants {
    help: String,
    required: bool,
}

/// Tags named beside the field for them.
const NAMED_TAGS: usize = 12;

impl TagWants {
    pub async fn of(conn: &mut Conn, community: &Community) -> Result<Self> {
        let settings = settings_of(conn, community.id()).await?;
        let kept = list_kept(conn, community.id()).await?;
        let names = kept.iter().take(NAMED_TAGS).map(|tag| tag.name.as_str());
        let names = names.collect::<Vec<_>>().join(", ");
        let help = match (names.is_empty(), settings.tag_rule) {
            (true, TagRule::Free) => t!("posts-field-tags-help", most = TAGS_MAX),
            (true, TagRule::Listed) => t!("posts-field-tags-empty"),
            (false, TagRule::Free) => {
                t!("posts-field-tags-used", most = TAGS_MAX, names = names)
            }
            (false, TagRule::Listed) if kept.len() > NAMED_TAGS => {
                t!("posts-field-tags-among", most = TAGS_MAX, names = names)
            }
            (false, TagRule::Listed) => {
                t!("posts-field-tags-listed", most = TAGS_MAX, names = names)
            }
        };
        Ok(Self {
            help,
            required: settings.tags_required
                && (settings.tag_rule == TagRule::Free || !kept.is_empty()),
        })
    }
}

impl ThreadFields {
    /// With what the community wants of tags.
    pub fn wanting(self, wants: &TagWants) -> Self {
        let tags = FieldView {
            required: wants.required,
            ..self.tags.help(&wants.help)
        };
        Self { tags, ..self }
    }

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
    heading: String,
    kinds: Vec<KindView>,
    action: String,
    /// That what is written will be held, and why.
    held: Option<HeldView>,
    /// Whether everybody reads what is written there.
    open: bool,
    draft: DraftView,
    fields: ThreadFields,
    similar: Vec<RelatedView>,
    submit: String,
    place: String,
    rules_html: String,
    /// Under which licence it is written, as people call it.
    licence: Option<&'static str>,
    lang: Option<String>,
}

/// A kind of thread: a button of the form, so that what was typed goes with it.
struct KindView {
    label: String,
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
        ThreadKind::parse(&self.kind)
            .ok_or_else(|| Error::Bad(t!("posts-write-kind-unknown").into()))
    }

    fn title(&self) -> String {
        self.title.chars().take(TITLE_MAX).collect()
    }
}

/// Where to ask: the communities one follows first. Whoever follows one alone, and may ask there, is led to it.
async fn choose_show(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response> {
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
    let title = asked.title();
    let link = |community: &Community| {
        let link = community_link(community);
        let fields = [("kind", asked.kind.as_str()), ("title", &title)];
        let new = address(&format!("{}/new", link.href), &fields);
        LinkView::new(link.label, new)
    };
    if let [only] = followed.as_slice() {
        let standing = standing(&mut conn, &who.person, only, app.now()).await?;
        if policy::may_start_thread(&standing, only).is_ok() {
            return Ok(Redirect::to(&link(only).href).into_response());
        }
    }
    let local = Directory {
        local_only: true,
        ..Directory::default()
    };
    let others = list_communities(&mut conn, &local, 50).await?;
    let known: Vec<_> = followed.iter().map(Community::id).collect();
    let others = others.rows.iter();
    let others = others.filter(|each| !known.contains(&each.id()));
    let page = ChoosePage {
        others: others.map(link).collect(),
        followed: followed.iter().map(link).collect(),
        frame: frame.unlisted(),
        title,
    };
    Ok(Page(page).into_response())
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
    let (form, draft) = begin(
        &mut conn,
        &who,
        &community,
        (kind, asked.title()),
        frame.now,
    )
    .await?;
    let wants = TagWants::of(&mut conn, &community).await?;
    let fields = form.fields(kind, &[], None).wanting(&wants);
    let held = held_for(&mut conn, &standing, &community, app.now()).await?;
    // Whoever holds one connection does not wait for another.
    drop(conn);
    let similar = similar_to(&app, Some(&who), &community, &form.title).await?;
    let page = AskPage {
        similar,
        held,
        draft,
        ..page(frame, &community, kind, fields)
    };
    Ok(Page(page).into_response())
}

/// The form as somebody left it, or with the title that they came with.
async fn begin(
    conn: &mut Conn,
    who: &SignedIn,
    community: &Community,
    (kind, title): (ThreadKind, String),
    now: Now,
) -> Result<(ThreadForm, DraftView)> {
    let place = DraftPlace::thread(community.id(), kind);
    let view = DraftView::thread(community, kind);
    let kept = begun(conn, &who.person, &place).await?;
    let templates = settings_of(conn, community.id()).await?.templates.0;
    let form = ThreadForm {
        title,
        body: template(&templates, kind).to_owned(),
        ..ThreadForm::default()
    };
    Ok(match kept {
        None => (form, view),
        Some(kept) if form.title.is_empty() || form.title == kept.words.0.title => {
            let view = view.holding(&kept, now);
            (ThreadForm::of(kept.words.0), view)
        }
        Some(_) => (form, DraftView::beside()),
    })
}

/// The reason, and what somebody can do instead.
fn may_not(frame: Frame, community: &Community, reason: Reason) -> MayNotPage {
    let here = LinkView::new(t!("posts-write-not-read"), community.path());
    let elsewhere = LinkView::new(t!("posts-write-not-find"), "/communities");
    let below =
        |label: String, page: &str| LinkView::new(label, format!("{}/{page}", community.path()));
    let (text, links) = match reason {
        Reason::NotMember if !community.is_local() => {
            let there = t!("posts-write-not-there", host = community.actor.host);
            let there = LinkView::new(there, community.actor.page());
            (t!("posts-write-not-member-there"), vec![here, there])
        }
        Reason::NotMember => (
            t!("posts-write-not-member"),
            vec![below(t!("posts-write-not-join"), "join"), here],
        ),
        Reason::PostingRestricted => (t!("posts-write-not-restricted"), vec![here, elsewhere]),
        Reason::Banned => (
            t!("posts-write-not-banned"),
            vec![
                below(t!("posts-write-not-modlog"), "modlog"),
                below(t!("posts-write-not-conveners"), "members"),
            ],
        ),
        Reason::Muted => (
            t!("posts-write-not-muted"),
            vec![below(t!("posts-write-not-conveners"), "members"), here],
        ),
        Reason::Suspended => (
            t!("posts-write-not-suspended"),
            vec![LinkView::new(t!("posts-write-not-admins"), "/about")],
        ),
        _ => (t!("posts-write-not-here"), vec![elsewhere]),
    };
    MayNotPage {
        frame: frame.unlisted(),
        crumbs: vec![community_link(community)],
        empty: EmptyView {
            icon: "lock",
            title: reason.to_string(),
            text,
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
    WithFiles { mut sent, files }: WithFiles<ThreadForm>,
) -> Result<Response> {
    let kind = asked.kind()?;
    let taken = take_pictures(&app, &mut sent, &files).await;
    let answer = submit(&app, frame.clone(), &name, kind, &sent, taken).await;
    or_kept(&app, frame, &sent.form.typed(), answer)
}

async fn submit(
    app: &App,
    frame: Frame,
    name: &str,
    kind: ThreadKind,
    sent: &Sent<ThreadForm>,
    taken: Result<()>,
) -> Result<Response> {
    let (community, held, wants) = {
        let mut conn = app.store.read().await?;
        let viewer = sent.viewer().viewer();
        let community = find_community(app, &mut conn, &viewer, name).await?;
        let held = held(app, &mut conn, sent.viewer(), &community).await?;
        let wants = wants_of(&mut conn, sent.viewer(), &community).await?;
        (community, held, wants)
    };
    let form = &sent.form;
    let outcome = match taken.and_then(|()| sent.who()) {
        Ok(who) if form.shows_only() => {
            let page = shown(app, frame, who, (&community, &wants), kind, form).await?;
            return Ok(Page(AskPage { held, ..page }).into_response());
        }
        Ok(who) => save(app, who, &community, kind, form).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(post) => Ok(axum::response::Redirect::to(&post.path()).into_response()),
        Err(error) => {
            let refusal = Refusal::of(app, error)?;
            let fields = form.fields(kind, &refusal.fields, None).wanting(&wants);
            let draft = form.kept_as(&community, kind);
            let page = page(refusal.framed(frame), &community, kind, fields);
            Ok(refusal.answer(AskPage {
                held,
                draft,
                ..page
            }))
        }
    }
}

async fn held(
    app: &App,
    conn: &mut Conn,
    who: &MaybeSignedIn,
    community: &Community,
) -> Result<Option<HeldView>> {
    let Some(who) = &who.0 else {
        return Ok(None);
    };
    let standing = standing(conn, &who.person, community, app.now()).await?;
    held_for(conn, &standing, community, app.now()).await
}

async fn held_for(
    conn: &mut Conn,
    standing: &Standing,
    community: &Community,
    now: Time,
) -> Result<Option<HeldView>> {
    if let Some(notice) = rules_changed(conn, community, standing, now).await? {
        return Ok(Some(views::asked_before(notice)));
    }
    let outside = outside(conn, community, standing, now).await?;
    let policy = community.row.post_policy;
    let outside = outside.as_ref();
    if let Some(held) = views::held_before(standing, community, policy, outside) {
        return Ok(Some(held));
    }
    let read_first = is_read_first(conn, standing, community).await?;
    Ok(read_first.then(views::read_before))
}

/// What is in use is for those who read there.
async fn wants_of(conn: &mut Conn, who: &MaybeSignedIn, community: &Community) -> Result<TagWants> {
    let sight = sight(conn, &who.viewer(), community.id()).await?;
    match sight.admits(community.audience()) {
        true => TagWants::of(conn, community).await,
        false => Ok(TagWants {
            help: String::new(),
            required: false,
        }),
    }
}

/// How texts begin there is for those who read there, too.
async fn templates_for(app: &App, who: &SignedIn, community: &Community) -> Result<Templates> {
    let mut conn = app.store.read().await?;
    let sight = sight(&mut conn, &who.viewer(), community.id()).await?;
    match sight.admits(community.audience()) {
        true => Ok(settings_of(&mut conn, community.id()).await?.templates.0),
        false => Ok(Templates::default()),
    }
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
    who: &SignedIn,
    (community, wants): (&Community, &TagWants),
    kind: ThreadKind,
    form: &ThreadForm,
) -> Result<AskPage> {
    let templates = templates_for(app, who, community).await?;
    let form = &form.for_kind(&templates, kind);
    let own = own_words(&templates, kind, &form.body);
    let html = preview_if(!form.preview.is_empty(), app, who, None, own).await?;
    if form.keeps() && form.again.is_empty() {
        let place = DraftView::thread(community, kind);
        drafts::keep(app, who, &place, &form.words()).await;
    }
    let fields = form.fields(kind, &[], html).wanting(wants);
    Ok(AskPage {
        draft: form.kept_as(community, kind),
        similar: similar_to(app, Some(who), community, &form.title).await?,
        ..page(frame, community, kind, fields)
    })
}

async fn similar_to(
    app: &App,
    who: Option<&SignedIn>,
    community: &Community,
    title: &str,
) -> Result<Vec<RelatedView>> {
    let viewer = who.map_or(Viewer::Anonymous, |who| who.viewer());
    let around = (community.id(), who.map(|who| who.person.actor.id));
    let mut conn = app.store.read().await?;
    let found = list_asked_before(&mut conn, &viewer, around, title, SIMILAR).await?;
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
    let similar = similar_to(&app, who.0.as_ref(), &community, &asked.title()).await?;
    Ok(Page(SimilarFragment { similar }))
}

fn page(frame: Frame, community: &Community, kind: ThreadKind, fields: ThreadFields) -> AskPage {
    let path = format!("{}/new", community.path());
    let kinds = [
        (ThreadKind::Question, t!("posts-write-kind-question")),
        (ThreadKind::Discussion, t!("posts-write-kind-discussion")),
        (ThreadKind::Article, t!("posts-write-kind-article")),
        (ThreadKind::Link, t!("posts-write-kind-link")),
    ];
    let (heading, submit) = match kind {
        ThreadKind::Question => (t!("posts-write-question"), t!("posts-write-question-post")),
        ThreadKind::Discussion => (
            t!("posts-write-discussion"),
            t!("posts-write-discussion-post"),
        ),
        ThreadKind::Article => (t!("posts-write-article"), t!("posts-write-article-post")),
        ThreadKind::Link => (t!("posts-write-link"), t!("posts-write-link-post")),
    };
    let fields = ThreadFields {
        title: FieldView {
            suggests: Some(format!("{}/similar", community.path())),
            ..fields.title
        },
        ..fields
    };
    AskPage {
        frame: frame.unlisted().wearing(&community.row.accent),
        crumbs: vec![community_link(community)],
        heading,
        kinds: kinds
            .into_iter()
            .map(|(each, label)| KindView {
                label,
                action: format!("{path}?kind={each}"),
                current: each == kind,
            })
            .collect(),
        action: format!("{path}?kind={kind}"),
        held: None,
        open: community.is_open_to_read(),
        draft: DraftView::thread(community, kind),
        fields,
        similar: Vec::new(),
        submit,
        place: views::title_of(community).to_owned(),
        rules_html: community.row.rules_html.clone(),
        licence: views::stated(community.row.licence),
        lang: layout::lang(&community.row.language),
    }
}
