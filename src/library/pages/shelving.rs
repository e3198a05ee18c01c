//! `/post/{id}/library`: putting a thread into a collection, or proposing it for one.

use super::done;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{FieldError, Result};
use crate::library::actions::shelve;
use crate::library::model::{Collection, EntryState, NOTE_MAX};
use crate::library::policy::may_shelve;
use crate::library::queries::list_collections;
use crate::membership::queries::settings::settings_of;
use crate::membership::queries::standing;
use crate::posts::model::Post;
use crate::posts::pages::thread_at;
use crate::posts::queries::sight;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::SignedIn;
use crate::web::view::{FieldView, LinkView, OptionView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

pub fn routes() -> Router<App> {
    Router::new().route("/post/{id}/library", get(shelve_form).post(shelve_submit))
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct ShelveForm {
    /// As in its address.
    collection: String,
    note: String,
}

#[derive(Template)]
#[template(path = "library/pages/shelve.html")]
struct ShelvePage {
    frame: Frame,
    crumbs: Vec<LinkView>,
    /// Whether others decide.
    proposes: bool,
    action: String,
    back: String,
    /// Where a collection is made, for who may and where there is none.
    make: Option<String>,
    /// None where there is none to choose.
    fields: Vec<FieldView>,
}

impl ShelvePage {
    fn new(frame: Frame, scene: &Scene, form: &ShelveForm, errors: &[FieldError]) -> Self {
        let path = scene.community.path();
        let proposes = scene.state == EntryState::Proposed;
        let make = scene.collections.is_empty() && !proposes;
        Self {
            frame: frame.unlisted(),
            crumbs: vec![LinkView::new(&scene.post.title, scene.post.path())],
            proposes,
            action: format!("{}/library", scene.post.path()),
            back: scene.post.path(),
            make: make.then(|| format!("{path}/library/new")),
            fields: match scene.collections.is_empty() {
                true => Vec::new(),
                false => fields(&scene.collections, form, errors).into(),
            },
        }
    }

    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }
}

fn fields(collections: &[Collection], form: &ShelveForm, errors: &[FieldError]) -> [FieldView; 2] {
    let option = |one: &Collection| OptionView::new(&one.slug, &one.title);
    let first = collections.first().map_or("", |one| one.slug.as_str());
    let chosen = match form.collection.as_str() {
        "" => first,
        chosen => chosen,
    };
    let collection = FieldView::text("collection", t!("library-shelve-collection"))
        .of_kind("select")
        .value(chosen)
        .options(collections.iter().map(option).collect())
        .with_errors(errors);
    let note = FieldView {
        maxlength: u32::try_from(NOTE_MAX).ok(),
        ..FieldView::text("note", t!("library-shelve-note"))
    };
    let note = note
        .value(&form.note)
        .help(t!("library-shelve-note-help"))
        .with_errors(errors);
    [collection, note]
}

/// A thread, for who may put it somewhere.
struct Scene {
    post: Post,
    community: Community,
    state: EntryState,
    collections: Vec<Collection>,
}

impl Scene {
    async fn read(app: &App, user: &SignedIn, id: &str) -> Result<Self> {
        let mut conn = app.store.read().await?;
        let viewer = user.viewer();
        let post = thread_at(&mut conn, &viewer, id).await?;
        let community = find_community(&mut conn, post.community_id).await?;
        let standing = standing(&mut conn, &user.person, &community, app.now()).await?;
        let proposers = settings_of(&mut conn, community.id()).await?.propose;
        let state = may_shelve(&standing, &community, &post, proposers)?;
        let audiences = sight(&mut conn, &viewer, community.id()).await?.audiences();
        let collections = list_collections(&mut conn, community.id(), &audiences).await?;
        Ok(Self {
            post,
            community,
            state,
            collections,
        })
    }
}

async fn shelve_form(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Page<ShelvePage>> {
    let scene = Scene::read(&app, &user, &id).await?;
    let form = ShelveForm::default();
    Ok(Page(ShelvePage::new(frame, &scene, &form, &[])))
}

async fn shelve_submit(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
    sent: Sent<ShelveForm>,
) -> Result<Response> {
    let answer = submit(&app, frame.clone(), &id, &sent).await;
    or_kept(&app, frame, &sent.form.note, answer)
}

async fn submit(app: &App, frame: Frame, id: &str, sent: &Sent<ShelveForm>) -> Result<Response> {
    let user = sent.who()?;
    let scene = Scene::read(app, user, id).await?;
    let (by, form) = (&user.person, &sent.form);
    let error = match shelve(app, by, scene.post.id, &form.collection, &form.note).await {
        Ok(state) => {
            let text = match state {
                EntryState::Shown => t!("library-shelve-done"),
                EntryState::Proposed => t!("library-propose-done"),
            };
            return Ok(done(app, &scene.post.path(), &text));
        }
        Err(error) => error,
    };
    let refusal = Refusal::of(app, error)?;
    let page = ShelvePage::new(refusal.framed(frame), &scene, form, &refusal.fields);
    Ok(refusal.answer(page))
}
