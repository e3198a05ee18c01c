//! `/c/{name}/library/{slug}/edit`: the words of a collection, its sections, and what stands where.

use super::making::{head, introduction_field, title_field};
use super::{curated, done};
use crate::accounts::model::Viewer;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::CommunityHeaderView;
use crate::error::{Error, FieldError, Result};
use crate::ids::PostId;
use crate::library::actions::{Arrangement, EntryForm, SectionForm, edit_collection};
use crate::library::model::{Collection, CollectionKind, Entry, SECTIONS_MAX};
use crate::library::queries::{collection_by_slug, list_entries};
use crate::posts::queries::list_threads_among;
use crate::store::Conn;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::SignedIn;
use crate::web::view::{FieldView, OptionView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use std::collections::HashMap;

/// Empty places for more sections.
const MORE: usize = 2;

/// What is typed, by fields that have the number of their section or entry in them.
type Typed = HashMap<String, String>;

pub fn routes() -> Router<App> {
    Router::new().route(
        "/c/{name}/library/{slug}/edit",
        get(edit_form).post(edit_submit),
    )
}

#[derive(Template)]
#[template(path = "library/pages/edit.html")]
struct EditPage {
    frame: Frame,
    header: CommunityHeaderView,
    /// Its page.
    back: String,
    /// Which state of it is shown.
    seen: String,
    title: FieldView,
    introduction: FieldView,
    position: FieldView,
    pinned: bool,
    featured: bool,
    sections: Vec<SectionView>,
    entries: Vec<EntryView>,
    /// What an entry can be moved to.
    places: Vec<OptionView>,
    /// For collections of answers.
    tag: Option<FieldView>,
    /// What is wrong, with where.
    problems: Vec<FieldView>,
}

struct SectionView {
    number: usize,
    form: SectionForm,
}

struct EntryView {
    form: EntryForm,
    /// None for one that is out of sight.
    thread: Option<(String, String)>,
    proposed: bool,
}

/// A collection with all that is in it.
struct Scene {
    community: Community,
    collection: Collection,
    entries: Vec<Entry>,
    /// Address and title of those threads that are there to be seen.
    threads: HashMap<PostId, (String, String)>,
}

impl Scene {
    async fn read(app: &App, user: &SignedIn, name: &str, slug: &str) -> Result<Self> {
        let mut conn = app.store.read().await?;
        let community = curated(app, &mut conn, user, name).await?;
        let collection = collection_by_slug(&mut conn, community.id(), slug).await?;
        let collection = collection.ok_or(Error::NotFound("collection"))?;
        let entries = list_entries(&mut conn, collection.id).await?;
        let threads = titles(&mut conn, &user.viewer(), &community, &entries).await?;
        Ok(Self {
            community,
            collection,
            entries,
            threads,
        })
    }

    /// As it is, before anybody types.
    fn form(&self) -> Arrangement {
        let one = &self.collection;
        let sections = one.sections.0.iter().zip(1..);
        let sections = sections.map(|(section, number): (_, usize)| SectionForm {
            title: section.title.clone(),
            introduction: section.introduction.clone(),
            position: number.to_string(),
        });
        let entries = self.entries.iter().map(|entry| EntryForm {
            id: entry.id.0,
            section: entry.section.to_string(),
            position: entry.position.to_string(),
            note: entry.note.clone(),
            gone: false,
        });
        Arrangement {
            title: one.title.clone(),
            introduction: one.introduction.clone(),
            position: one.position.to_string(),
            pinned: one.pinned,
            featured: one.featured,
            sections: Some(sections.collect()),
            entries: entries.collect(),
            fill: false,
            tag: String::new(),
            seen: one.state(),
        }
    }
}

async fn titles(
    conn: &mut Conn,
    viewer: &Viewer,
    community: &Community,
    entries: &[Entry],
) -> Result<HashMap<PostId, (String, String)>> {
    let posts: Vec<PostId> = entries.iter().map(|entry| entry.post_id).collect();
    let threads = list_threads_among(conn, viewer, community.id(), &posts).await?;
    let named = threads.into_iter();
    Ok(named
        .map(|thread| (thread.id, (thread.path(), thread.title)))
        .collect())
}

impl EditPage {
    fn new(
        frame: Frame,
        header: CommunityHeaderView,
        scene: &Scene,
        form: &Arrangement,
        errors: &[FieldError],
    ) -> Self {
        let answers = scene.collection.kind == CollectionKind::Answers;
        let title = title_field(&form.title).with_errors(errors);
        let introduction = introduction_field(&form.introduction).with_errors(errors);
        let position = FieldView::text("position", t!("library-edit-position"))
            .of_kind("number")
            .value(&form.position)
            .help(t!("library-edit-position-help"))
            .with_errors(errors);
        let tag = FieldView::text("tag", t!("library-field-tag"))
            .value(&form.tag)
            .help(t!("library-edit-tag-help"))
            .with_errors(errors);
        let others = [
            ("sections", t!("library-edit-sections")),
            ("entries", t!("library-edit-entries")),
        ];
        let others = others.map(|(name, label)| FieldView::text(name, label).with_errors(errors));
        let all = [&title, &introduction, &position, &tag];
        let all = all.into_iter().chain(&others);
        let wrong = all.filter(|field| field.error.is_some());
        let problems = wrong.cloned().collect();
        let sections = section_views(form);
        Self {
            frame: frame.unlisted(),
            header,
            back: format!("{}{}", scene.community.path(), scene.collection.below()),
            seen: scene.collection.state(),
            title,
            introduction,
            position,
            pinned: form.pinned,
            featured: form.featured,
            places: places(&sections),
            sections,
            entries: entry_views(scene, form),
            tag: answers.then_some(tag),
            problems,
        }
    }
}

fn section_views(form: &Arrangement) -> Vec<SectionView> {
    let typed = form.sections.iter().flatten();
    let mut forms: Vec<SectionForm> = typed.cloned().collect();
    let written = forms.iter().rposition(|form| !form.title.is_empty());
    let shown = written.map_or(0, |last| last + 1).saturating_add(MORE);
    forms.resize_with(shown, SectionForm::default);
    let numbered = (1..).zip(forms);
    numbered
        .map(|(number, form)| SectionView { number, form })
        .collect()
}

fn places(sections: &[SectionView]) -> Vec<OptionView> {
    let named = sections.iter().filter(|one| !one.form.title.is_empty());
    let named = named.map(|one| OptionView::new(one.number.to_string(), &one.form.title));
    let none = OptionView::new("0", t!("library-edit-entry-first"));
    std::iter::once(none).chain(named).collect()
}

fn entry_views(scene: &Scene, form: &Arrangement) -> Vec<EntryView> {
    let view = |entry: &Entry| {
        let typed = form.entries.iter().find(|form| form.id == entry.id.0)?;
        Some(EntryView {
            form: typed.clone(),
            thread: scene.threads.get(&entry.post_id).cloned(),
            proposed: entry.is_proposed(),
        })
    };
    scene.entries.iter().filter_map(view).collect()
}

async fn edit_form(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    Path((name, slug)): Path<(String, String)>,
) -> Result<Page<EditPage>> {
    let scene = Scene::read(&app, &user, &name, &slug).await?;
    let header = head(&app, &user, &scene.community).await?;
    let form = scene.form();
    Ok(Page(EditPage::new(frame, header, &scene, &form, &[])))
}

fn read(typed: &Typed) -> Arrangement {
    let of = |name: &str| typed.get(name).cloned().unwrap_or_default();
    let section = |number: usize| {
        let name = format!("section_{number}");
        let title = typed.get(&name)?;
        Some(SectionForm {
            title: title.clone(),
            introduction: of(&format!("{name}_text")),
            position: of(&format!("{name}_position")),
        })
    };
    let most = SECTIONS_MAX.saturating_add(MORE);
    let sections: Vec<SectionForm> = (1..=most).map_while(section).collect();
    let entries = typed.keys().filter_map(|key| {
        let id = key.strip_prefix("entry_")?.strip_suffix("_position")?;
        let field = |what: &str| of(&format!("entry_{id}_{what}"));
        Some(EntryForm {
            id: id.parse().ok()?,
            section: field("section"),
            position: field("position"),
            note: field("note"),
            gone: !field("gone").is_empty(),
        })
    });
    Arrangement {
        title: of("title"),
        introduction: of("introduction"),
        position: of("position"),
        pinned: !of("pinned").is_empty(),
        featured: !of("featured").is_empty(),
        sections: (!sections.is_empty()).then_some(sections),
        entries: entries.collect(),
        fill: !of("fill").is_empty(),
        tag: of("tag"),
        seen: of("seen"),
    }
}

async fn edit_submit(
    State(app): State<App>,
    frame: Frame,
    Path((name, slug)): Path<(String, String)>,
    sent: Sent<Typed>,
) -> Result<Response> {
    let typed = sent.form.get("introduction").map_or("", String::as_str);
    let answer = edit(&app, frame.clone(), (&name, &slug), &sent).await;
    or_kept(&app, frame, typed, answer)
}

async fn edit(
    app: &App,
    frame: Frame,
    (name, slug): (&str, &str),
    sent: &Sent<Typed>,
) -> Result<Response> {
    let user = sent.who()?;
    let scene = Scene::read(app, user, name, slug).await?;
    let form = read(&sent.form);
    let community = scene.community.id();
    let error = match edit_collection(app, &user.person, community, slug, &form).await {
        Ok(changed) => {
            let path = format!("{}{}", scene.community.path(), changed.below());
            return Ok(done(app, &path, &t!("library-edit-done")));
        }
        Err(error) => error,
    };
    let refusal = Refusal::of(app, error)?;
    let header = head(app, user, &scene.community).await?;
    let page = EditPage::new(
        refusal.framed(frame),
        header,
        &scene,
        &form,
        &refusal.fields,
    );
    Ok(refusal.answer(page))
}
