//! The library of a community, and one collection of it.

use super::HERE;
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::list_people;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::{CommunityHeaderView, community_for, framed, preview_of};
use crate::error::{Error, Result};
use crate::ids::{AccountId, PostId};
use crate::library::model::{Collection, CollectionId, CollectionKind, Entry, EntryState};
use crate::library::policy::may_curate;
use crate::library::queries::{
    AnswerLine, collection_by_slug, list_accepted_answers, list_collections, list_entries,
    list_proposed,
};
use crate::locale::Html;
use crate::membership::pages::community_header;
use crate::membership::queries::standing;
use crate::posts::pages::{byline_view, community_read, row_view};
use crate::posts::queries::{Sight, ThreadRow, list_threads_among, sight};
use crate::store::Conn;
use crate::text::{excerpt, plain};
use crate::web::layout::{self, Frame, Now, OpenGraph};
use crate::web::page::Page;
use crate::web::session::MaybeSignedIn;
use crate::web::view::{EmptyView, LinkView, PersonView, RowView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;

/// Characters of an introduction in a list.
const START: usize = 240;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/c/{name}/library", get(library_page))
        .route("/c/{name}/library/{slug}", get(collection_page))
}

#[derive(Template)]
#[template(path = "library/pages/library.html")]
struct LibraryPage {
    frame: Frame,
    header: CommunityHeaderView,
    collections: Vec<CollectionView>,
    empty: EmptyView,
    /// Whether the viewer looks after it.
    curates: bool,
    proposals: Vec<ProposalView>,
}

struct CollectionView {
    link: LinkView,
    lang: Option<String>,
    start: String,
    pinned: bool,
    answers: bool,
}

/// A thread that a member proposes.
struct ProposalView {
    id: i64,
    row: RowView,
    note: String,
    /// By whom, and for which collection.
    said: Html,
}

async fn library_page(
    State(app): State<App>,
    who: MaybeSignedIn,
    frame: Frame,
    Path(name): Path<String>,
) -> Result<Page<LibraryPage>> {
    let viewer = who.viewer();
    let mut conn = app.store.read().await?;
    let community = community_for(&app, &mut conn, &viewer, &name).await?;
    if !community.is_local() {
        return Err(Error::NotFound("library"));
    }
    let sight = sight(&mut conn, &viewer, community.id()).await?;
    let shut = !sight.admits(community.audience());
    let all = read_collections(&mut conn, &community, &sight, shut).await?;
    let curates = curates(&app, &mut conn, &who, &community).await?;
    let proposals = match curates {
        true => proposals(&mut conn, &viewer, &community, &all, frame.now).await?,
        false => Vec::new(),
    };
    let header = community_header(&app, &mut conn, &community, &who, HERE).await?;
    Ok(Page(LibraryPage {
        collections: all.iter().map(|one| view(&community, one)).collect(),
        empty: empty(&community, shut, curates),
        curates,
        proposals,
        header,
        frame: framed(frame, &community),
    }))
}

/// Whoever may not read what is said in the community gets none of them.
async fn read_collections(
    conn: &mut Conn,
    community: &Community,
    sight: &Sight,
    shut: bool,
) -> Result<Vec<Collection>> {
    if shut {
        return Ok(Vec::new());
    }
    Ok(list_collections(conn, community.id(), &sight.audiences()).await?)
}

async fn curates(
    app: &App,
    conn: &mut Conn,
    who: &MaybeSignedIn,
    community: &Community,
) -> Result<bool> {
    let Some(user) = &who.0 else {
        return Ok(false);
    };
    let standing = standing(conn, &user.person, community, app.now()).await?;
    Ok(may_curate(&standing, community).is_ok())
}

fn view(community: &Community, collection: &Collection) -> CollectionView {
    CollectionView {
        link: link(community, collection),
        lang: layout::lang(&community.row.language),
        start: excerpt(&plain(&collection.introduction_html), START),
        pinned: collection.pinned,
        answers: collection.kind == CollectionKind::Answers,
    }
}

fn link(community: &Community, collection: &Collection) -> LinkView {
    let path = format!("{}{}", community.path(), collection.below());
    LinkView::new(&collection.title, path)
}

fn empty(community: &Community, shut: bool, curates: bool) -> EmptyView {
    let path = community.path();
    let (icon, title, text) = match shut {
        true => ("lock", t!("library-shut"), t!("library-shut-text")),
        false => ("book", t!("library-none"), t!("library-none-text")),
    };
    let links = match (shut, curates) {
        (true, _) => vec![LinkView::new(
            t!("library-shut-join"),
            format!("{path}/join"),
        )],
        (false, true) => vec![LinkView::new(
            t!("library-none-make"),
            format!("{path}/library/new"),
        )],
        (false, false) => vec![LinkView::new(t!("library-none-threads"), path)],
    };
    EmptyView {
        icon,
        title,
        text,
        number: None,
        links,
    }
}

/// What is proposed for these collections, as far as the viewer sees the threads.
async fn proposals(
    conn: &mut Conn,
    viewer: &Viewer,
    community: &Community,
    collections: &[Collection],
    now: Now,
) -> Result<Vec<ProposalView>> {
    let ids: Vec<CollectionId> = collections.iter().map(|one| one.id).collect();
    let entries = list_proposed(conn, &ids).await?;
    let posts: Vec<PostId> = entries.iter().map(|entry| entry.post_id).collect();
    let threads = list_threads_among(conn, viewer, community.id(), &posts).await?;
    let people: Vec<AccountId> = entries.iter().map(|entry| entry.added_by).collect();
    let people = list_people(conn, &people).await?;
    let view = |entry: Entry| {
        let thread = threads.iter().find(|thread| thread.id == entry.post_id)?;
        let into = collections
            .iter()
            .find(|one| one.id == entry.collection_id)?;
        Some(ProposalView {
            id: entry.id.0,
            row: row_view(thread, now, false),
            said: proposed(proposer(&people, entry.added_by), &link(community, into)),
            note: entry.note,
        })
    };
    Ok(entries.into_iter().filter_map(view).collect())
}

fn proposer(people: &[Person], id: AccountId) -> Option<PersonView> {
    let found = people.iter().find(|person| person.id() == id)?;
    found.is_live().then(|| PersonView::from(found))
}

fn proposed(by: Option<PersonView>, into: &LinkView) -> Html {
    let title = &into.label;
    match by.as_ref().map(PersonView::html) {
        Some(author) => t_html!(
            "library-proposed-by",
            author = author,
            collection => into.href,
            title = title,
        ),
        None => t_html!("library-proposed", collection => into.href, title = title),
    }
}

#[derive(Template)]
#[template(path = "library/pages/collection.html")]
struct CollectionPage {
    frame: Frame,
    header: CommunityHeaderView,
    title: String,
    lang: Option<String>,
    introduction_html: String,
    parts_of_it: Vec<PartView>,
    /// Whether nothing in it can be seen.
    bare: bool,
    /// Where it is changed, for who may.
    edit: Option<String>,
}

/// What stands under one heading, or before the first.
struct PartView {
    /// None before the first.
    title: Option<String>,
    introduction_html: String,
    rows: Vec<RowView>,
    answers: Vec<AnswerView>,
}

/// A question with its accepted answers, as far as they are in sight.
struct AnswerView {
    question: LinkView,
    lang: Option<String>,
    note: String,
    answers: Vec<AcceptedView>,
}

/// The start of an answer.
struct AcceptedView {
    start: String,
    lang: Option<String>,
    by: Html,
    href: String,
}

async fn collection_page(
    State(app): State<App>,
    who: MaybeSignedIn,
    frame: Frame,
    Path((name, slug)): Path<(String, String)>,
) -> Result<Page<CollectionPage>> {
    let viewer = who.viewer();
    let mut conn = app.store.read().await?;
    let community = community_read(&app, &mut conn, &viewer, &name).await?;
    let missing = Error::NotFound("collection");
    let collection = collection_by_slug(&mut conn, community.id(), &slug).await?;
    let collection = collection.ok_or(missing)?;
    let sight = sight(&mut conn, &viewer, community.id()).await?;
    if !sight.admits(collection.audience) {
        return Err(Error::NotFound("collection"));
    }
    let shelf = Shelf::read(&mut conn, &viewer, &community, &collection).await?;
    let edit = match curates(&app, &mut conn, &who, &community).await? {
        true => Some(format!("{}{}/edit", community.path(), collection.below())),
        false => None,
    };
    let header = community_header(&app, &mut conn, &community, &who, HERE).await?;
    let parts = shelf.parts(&collection, frame.now);
    let is_bare = |part: &PartView| part.rows.is_empty() && part.answers.is_empty();
    Ok(Page(CollectionPage {
        bare: parts.iter().all(is_bare),
        parts_of_it: parts,
        edit,
        lang: layout::lang(&community.row.language),
        frame: described(&app, framed(frame, &community), &community, &collection),
        introduction_html: collection.introduction_html,
        title: collection.title,
        header,
    }))
}

/// With its own address and first words, for those who link to it.
fn described(app: &App, frame: Frame, community: &Community, collection: &Collection) -> Frame {
    let path = format!("{}{}", community.path(), collection.below());
    let start = excerpt(&plain(&collection.introduction_html), START);
    let url = app.local.url(&path);
    Frame {
        og: Some(OpenGraph {
            title: collection.title.clone(),
            description: match start.is_empty() {
                true => community.row.focus.clone(),
                false => start,
            },
            url: url.clone(),
            kind: "article",
            picture: preview_of(&app.local, community),
        }),
        canonical: Some(url),
        alternate_json: None,
        ..frame
    }
}

/// What of a collection one viewer sees.
struct Shelf {
    entries: Vec<Entry>,
    threads: Vec<ThreadRow>,
    answers: Vec<AnswerLine>,
}

impl Shelf {
    async fn read(
        conn: &mut Conn,
        viewer: &Viewer,
        community: &Community,
        collection: &Collection,
    ) -> Result<Self> {
        let mut entries = list_entries(conn, collection.id).await?;
        entries.retain(|entry| entry.state == EntryState::Shown);
        let posts: Vec<PostId> = entries.iter().map(|entry| entry.post_id).collect();
        let threads = list_threads_among(conn, viewer, community.id(), &posts).await?;
        let answers = match collection.kind {
            CollectionKind::Threads => Vec::new(),
            CollectionKind::Answers => {
                let seen: Vec<PostId> = threads.iter().map(|thread| thread.id).collect();
                list_accepted_answers(conn, viewer, community.id(), &seen).await?
            }
        };
        Ok(Self {
            entries,
            threads,
            answers,
        })
    }

    fn parts(&self, collection: &Collection, now: Now) -> Vec<PartView> {
        let mut parts = vec![self.part(collection, 0, now)];
        for (section, number) in collection.sections.0.iter().zip(1..) {
            parts.push(PartView {
                title: Some(section.title.clone()),
                introduction_html: section.introduction_html.clone(),
                ..self.part(collection, number, now)
            });
        }
        parts
    }

    fn part(&self, collection: &Collection, number: i32, now: Now) -> PartView {
        let mut part = PartView {
            title: None,
            introduction_html: String::new(),
            rows: Vec::new(),
            answers: Vec::new(),
        };
        for entry in self.entries.iter().filter(|entry| entry.section == number) {
            let found = self
                .threads
                .iter()
                .find(|thread| thread.id == entry.post_id);
            let Some(thread) = found else { continue };
            match collection.kind {
                CollectionKind::Threads => part.rows.push(row(thread, entry, now)),
                CollectionKind::Answers => part.answers.push(self.answer(thread, entry)),
            }
        }
        part
    }

    fn answer(&self, thread: &ThreadRow, entry: &Entry) -> AnswerView {
        let own = self.answers.iter().filter(|each| each.post_id == thread.id);
        let accepted = |answer: &AnswerLine| AcceptedView {
            start: answer.start.clone(),
            lang: layout::lang(&answer.language),
            by: byline_view(&answer.author).html(),
            href: answer.path(),
        };
        AnswerView {
            question: LinkView::new(&thread.title, thread.path()),
            lang: layout::lang(&thread.language),
            note: entry.note.clone(),
            answers: own.map(accepted).collect(),
        }
    }
}

/// What is said of a thread here stands in the place of its first words.
fn row(thread: &ThreadRow, entry: &Entry, now: Now) -> RowView {
    let row = row_view(thread, now, false);
    match entry.note.is_empty() {
        true => row,
        false => RowView {
            text: Some(entry.note.clone()),
            ..row
        },
    }
}
