//! `/post/{id}/distil`: making an article of a thread, with credit to all whose words it uses.

use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{FieldError, Result};
use crate::ids::CommentId;
use crate::locale::Html;
use crate::membership::queries::standing;
use crate::posts::actions::{ThreadDraft, preview, split_tags, start_thread};
use crate::posts::model::{BODY_MAX, Drawn, Post, ReplyKind, TITLE_MAX, ThreadKind};
use crate::posts::pages::{byline_view, thread_at};
use crate::posts::policy::may_distil;
use crate::posts::queries::{Usable, list_shown_accepted, list_usable, sight};
use crate::text::{escape, excerpt};
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::SignedIn;
use crate::web::view::{FieldView, LinkView, PersonView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use std::collections::HashMap;

/// Characters that are shown of a reply to choose.
const START: usize = 200;

/// What is typed; a reply that is ticked is a field with its public id.
type Typed = HashMap<String, String>;

pub fn routes() -> Router<App> {
    Router::new().route("/post/{id}/distil", get(distil_form).post(distil_submit))
}

/// A reply whose words can be used.
struct ReplyView {
    /// Name of its tick.
    name: String,
    /// What it is, and by whom.
    said: Html,
    start: String,
    ticked: bool,
}

#[derive(Template)]
#[template(path = "library/pages/distil.html")]
struct DistilPage {
    frame: Frame,
    crumbs: Vec<LinkView>,
    action: String,
    back: String,
    title: FieldView,
    body: FieldView,
    tags: FieldView,
    replies: Vec<ReplyView>,
    problems: Vec<FieldView>,
}

/// What an article is to be.
#[derive(Debug, Clone, Default)]
struct DistilForm {
    title: String,
    body: String,
    tags: String,
    used: Vec<CommentId>,
}

/// A thread of which an article may be made.
struct Scene {
    post: Post,
    community: Community,
    replies: Vec<Usable>,
    /// Those of them that were accepted.
    accepted: Vec<CommentId>,
}

impl Scene {
    async fn read(app: &App, user: &SignedIn, id: &str) -> Result<Self> {
        let mut conn = app.store.read().await?;
        let viewer = user.viewer();
        let post = thread_at(&mut conn, &viewer, id).await?;
        let community = find_community(&mut conn, post.community_id).await?;
        let standing = standing(&mut conn, &user.person, &community, app.now()).await?;
        may_distil(&standing, &community, &post)?;
        let sight = sight(&mut conn, &viewer, community.id()).await?;
        let replies = list_usable(&mut conn, &sight, post.id).await?;
        let accepted = list_shown_accepted(&mut conn, &post).await?;
        Ok(Self {
            post,
            community,
            replies,
            accepted: accepted.iter().map(|answer| answer.id).collect(),
        })
    }

    fn is_accepted(&self, reply: &Usable) -> bool {
        self.accepted.contains(&reply.id)
    }

    /// Begins with the thread and the answers that were accepted, else the first answer.
    fn first_form(&self) -> DistilForm {
        let mut replies = self.replies.iter();
        let accepted = replies.clone().filter(|reply| self.is_accepted(reply));
        let mut used: Vec<CommentId> = accepted.map(|reply| reply.id).collect();
        if used.is_empty() {
            let first = replies.find(|reply| reply.kind == ReplyKind::Answer);
            used.extend(first.map(|reply| reply.id));
        }
        DistilForm {
            title: self.post.title.clone(),
            body: self.words(&used),
            tags: self.post.tags.0.join(", "),
            used,
        }
    }

    /// The words of the thread and of these replies, one after the other.
    fn words(&self, used: &[CommentId]) -> String {
        let own = match self.post.body.is_empty() {
            true => &self.post.body_text,
            false => &self.post.body,
        };
        let replies = self.replies.iter();
        let replies = replies.filter(|reply| used.contains(&reply.id));
        let mut words = own.trim().to_owned();
        for reply in replies {
            let more = format!("\n\n{}", reply.words.trim());
            if words.chars().count().saturating_add(more.chars().count()) > BODY_MAX {
                break;
            }
            words.push_str(&more);
        }
        words
    }

    fn drawn(&self, form: &DistilForm) -> Drawn {
        Drawn {
            thread: self.post.id,
            replies: form.used.clone(),
        }
    }

    fn read_form(&self, typed: &Typed) -> DistilForm {
        let of = |name: &str| typed.get(name).cloned().unwrap_or_default();
        let replies = self.replies.iter();
        let ticked = replies.filter(|reply| typed.contains_key(&tick(reply)));
        DistilForm {
            title: of("title"),
            body: of("body"),
            tags: of("tags"),
            used: ticked.map(|reply| reply.id).collect(),
        }
    }
}

fn tick(reply: &Usable) -> String {
    format!("use_{}", reply.public_id)
}

/// As `parts::person` writes somebody, without a link.
fn named(person: &PersonView) -> Html {
    let host = match &person.host {
        Some(host) => format!(" <span class=\"host\">@{}</span>", escape(host)),
        None => String::new(),
    };
    let name = escape(&person.display_name);
    Html::trusted(format!("<bdi>{name}</bdi>{host}"))
}

fn said(reply: &Usable, accepted: bool) -> Html {
    let author = named(&byline_view(&reply.author));
    match reply.kind {
        _ if accepted => t_html!("library-distil-accepted", author = author),
        ReplyKind::Answer => t_html!("library-distil-answer", author = author),
        ReplyKind::Comment => t_html!("library-distil-comment", author = author),
    }
}

impl DistilPage {
    fn new(frame: Frame, scene: &Scene, form: &DistilForm, errors: &[FieldError]) -> Self {
        let title = FieldView {
            maxlength: u32::try_from(TITLE_MAX).ok(),
            ..FieldView::text("title", t!("library-distil-field-title"))
        };
        let title = title.value(&form.title).required().with_errors(errors);
        let body = FieldView {
            rows: 20,
            ..FieldView::text("body", t!("library-distil-field-body"))
        };
        let body = body.value(&form.body).with_errors(errors);
        let tags = FieldView::text("tags", t!("library-distil-field-tags"))
            .value(&form.tags)
            .help(t!("library-distil-field-tags-help"))
            .with_errors(errors);
        let wrong = [&title, &body, &tags];
        let wrong = wrong.into_iter().filter(|field| field.error.is_some());
        let problems = wrong.cloned().collect();
        let reply = |reply: &Usable| ReplyView {
            name: tick(reply),
            said: said(reply, scene.is_accepted(reply)),
            start: excerpt(&reply.text, START),
            ticked: form.used.contains(&reply.id),
        };
        Self {
            frame: frame.unlisted().wearing(&scene.community.row.accent),
            crumbs: vec![
                LinkView::new(scene.community.title(), scene.community.path()),
                LinkView::new(&scene.post.title, scene.post.path()),
            ],
            action: format!("{}/distil", scene.post.path()),
            back: scene.post.path(),
            replies: scene.replies.iter().map(reply).collect(),
            title,
            body,
            tags,
            problems,
        }
    }
}

async fn distil_form(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Page<DistilPage>> {
    let scene = Scene::read(&app, &user, &id).await?;
    let form = scene.first_form();
    Ok(Page(DistilPage::new(frame, &scene, &form, &[])))
}

async fn distil_submit(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
    sent: Sent<Typed>,
) -> Result<Response> {
    let typed = sent.form.get("body").map_or("", String::as_str);
    let answer = submit(&app, frame.clone(), &id, &sent).await;
    or_kept(&app, frame, typed, answer)
}

async fn submit(app: &App, frame: Frame, id: &str, sent: &Sent<Typed>) -> Result<Response> {
    let user = sent.who()?;
    let scene = Scene::read(app, user, id).await?;
    let mut form = scene.read_form(&sent.form);
    if sent.form.contains_key("take") {
        form.body = scene.words(&form.used);
        return Ok(Page(DistilPage::new(frame, &scene, &form, &[])).into_response());
    }
    if sent.form.contains_key("preview") {
        let page = DistilPage::new(frame, &scene, &form, &[]);
        let places = scene.drawn(&form).owners();
        let shown = preview(app, &user.person, &places, &form.body).await?;
        let body = FieldView {
            preview_html: Some(shown),
            ..page.body
        };
        return Ok(Page(DistilPage { body, ..page }).into_response());
    }
    let draft = ThreadDraft {
        title: form.title.clone(),
        body: form.body.clone(),
        tags: split_tags(&form.tags),
        language: scene.post.language.clone(),
        once: true,
        drawn: Some(scene.drawn(&form)),
        ..ThreadDraft::default()
    };
    let (by, place) = (&user.person, scene.community.id());
    let error = match start_thread(app, by, place, ThreadKind::Article, &draft).await {
        Ok(article) => return Ok(Redirect::to(&article.path()).into_response()),
        Err(error) => error,
    };
    let refusal = Refusal::of(app, error)?;
    let page = DistilPage::new(refusal.framed(frame), &scene, &form, &refusal.fields);
    Ok(refusal.answer(page))
}
