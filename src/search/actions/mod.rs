//! One search: everything that is found for what was typed, for one viewer.

mod following;
mod keeping;

pub use following::{end_followed, follow_search, look_for_followed};
pub use keeping::{keep_words, keep_words_now};

use super::model::{Asked, Candidate, Enough, Marked, Marks, Query, Sense, asked, rank};
use super::queries::keeping::{Lines, is_more_due, list_languages};
use super::queries::{self, Effort, FoundReply, Matches, Sought, WINDOW, list_matches};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::{list_people, person_by_handle};
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::policy::is_known_to;
use crate::communities::queries::directory::{Directory, list_communities, list_matching};
use crate::communities::queries::{community_by_handle, list_by_id};
use crate::error::Result;
use crate::ids::{CommentId, PostId};
use crate::library::model::{Collection, CollectionId};
use crate::posts::queries::{ThreadRow, list_threads_by_id};
use crate::store::Conn;
use crate::text::{Language, SoughtName};
use crate::visibility::reach;
use chrono::Datelike;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// Threads on one page; replies too.
pub const PER_PAGE: usize = 20;
/// People and communities, which have no further pages.
const NAMES: usize = 8;
/// Collections, which have none, either.
const COLLECTIONS: i64 = 8;
/// So many changes are made ready within a moment.
const BEHIND: i64 = 1_000;
/// Of what is looked at together, so many may be found by their titles alone.
const BY_TITLE: i64 = 100;

/// What part of the results is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    /// Behind which those begin that have all the words in their titles.
    pub titled: Option<i64>,
    /// Behind which the others begin.
    pub others: Option<i64>,
    /// How many of what is looked at together have been shown.
    pub skip: usize,
    /// How many of the words what was shown before has.
    pub enough: Enough,
}

impl Place {
    fn is_start(self) -> bool {
        self.titled.is_none() && self.others.is_none() && self.enough == Enough::All
    }

    /// Where the list begins, fewer words are tried for what has not all of them.
    fn tries(self, query: &Query) -> Vec<Enough> {
        let known = query.words.tries();
        match self.is_start() {
            true => known,
            false if known.contains(&self.enough) => vec![self.enough],
            false => vec![Enough::All],
        }
    }
}

/// Something that was found, and the part of its text that is shown.
#[derive(Debug, Clone)]
pub struct Shown<T> {
    pub what: T,
    pub text: Vec<Marked>,
}

#[derive(Debug)]
pub struct Found<T> {
    pub rows: Vec<T>,
    pub next: Option<Place>,
    /// How many of the words they have.
    pub enough: Enough,
    /// Whether the search ended before it had seen all; `next` goes on.
    pub tired: bool,
}

impl<T> Default for Found<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            next: None,
            enough: Enough::All,
            tired: false,
        }
    }
}

/// Threads that are as was asked, the best of the newest first; where none has all the words, those with
/// most of them.
pub async fn find_threads(
    app: &App,
    viewer: &Viewer,
    query: &Query,
    place: Place,
    effort: Effort,
) -> Result<Found<Shown<ThreadRow>>> {
    if query.is_empty() || !query.filters.admit_threads() {
        return Ok(Found::default());
    }
    let mut conn = app.store.read().await?;
    let (sense, found) = look(
        app,
        &mut conn,
        viewer,
        (query, Lines::Threads),
        (place, place.tries(query)),
        effort,
    )
    .await?;
    let page: Vec<PostId> = found.rows.iter().copied().map(PostId).collect();
    let mut threads = list_threads_by_id(&mut conn, viewer, &page).await?;
    threads.sort_by_key(|thread| page.iter().position(|id| *id == thread.id));
    let texts = queries::list_texts(&mut conn, &page).await?;
    let texts: HashMap<PostId, String> = texts.into_iter().collect();
    let marks = Marks::new(query, &sense.languages);
    let shown = |what: ThreadRow| {
        let text = texts.get(&what.id).map_or("", String::as_str);
        let text = marks.show(text, &what.language);
        Shown { what, text }
    };
    Ok(Found {
        rows: threads.into_iter().map(shown).collect(),
        next: found.next,
        enough: found.enough,
        tired: found.tired,
    })
}

/// The newest threads that are just as was asked, for who waits for what is new: none that has only some of the
/// words, and none that came before another because it is better.
pub async fn newest_threads(
    app: &App,
    viewer: &Viewer,
    query: &Query,
    size: usize,
    effort: Effort,
) -> Result<Vec<ThreadRow>> {
    if query.is_empty() || !query.filters.admit_threads() {
        return Ok(Vec::new());
    }
    let mut conn = app.store.read().await?;
    let sense = sense(app, &mut conn, viewer, query).await?;
    let asked = asked(query, Enough::All, &sense);
    let sought = Sought {
        lines: Lines::Threads,
        wanted: &asked.all,
        checks: &asked.checks,
        after: query.filters.after,
        before: query.filters.before,
        limit: i64::try_from(size).unwrap_or(i64::MAX),
    };
    let matches = list_matches(&mut conn, viewer, sought, None, &effort).await?;
    let ids: Vec<PostId> = matches.ids.into_iter().map(PostId).collect();
    let mut threads = list_threads_by_id(&mut conn, viewer, &ids).await?;
    threads.sort_by_key(|thread| Reverse((thread.published_at, thread.id)));
    Ok(threads)
}

/// Collections of the library that have all the words, those with most of them in their titles first, each with
/// its community. They have no tags, no authors and no states, so filters leave none of them.
pub async fn find_collections(
    app: &App,
    viewer: &Viewer,
    query: &Query,
    effort: Effort,
) -> Result<Vec<(Collection, Community)>> {
    if query.is_empty() || query.is_filtered() {
        return Ok(Vec::new());
    }
    let mut conn = app.store.read().await?;
    let sense = sense(app, &mut conn, viewer, query).await?;
    let asked = asked(query, Enough::All, &sense);
    let sought = Sought {
        lines: Lines::Collections,
        wanted: &asked.all,
        checks: &asked.checks,
        after: None,
        before: None,
        limit: COLLECTIONS,
    };
    let ids = list_matches(&mut conn, viewer, sought, None, &effort)
        .await?
        .ids;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<CollectionId> = ids.into_iter().map(CollectionId).collect();
    let mut found = queries::list_collections(&mut conn, &ids).await?;
    found.sort_by_key(|each| Reverse((query.in_title(&each.title).1, each.id)));
    let places: Vec<_> = found.iter().map(|each| each.community_id).collect();
    let places = list_by_id(&mut conn, &places).await?;
    // A library is read by who reads its community now, whoever might when the collection was made.
    let reach = reach(&mut conn, viewer.reader()).await?;
    let open = |place: &&Community| {
        reach.admits(place.audience(), place.id()) && is_known_to(viewer, place)
    };
    let with_place = |collection: Collection| {
        let of = |place: &&Community| place.id() == collection.community_id;
        let place = places.iter().find(of).filter(open)?;
        Some((collection, place.clone()))
    };
    Ok(found.into_iter().filter_map(with_place).collect())
}

/// A reply that was found, and who wrote it.
pub type ReplyOf = (FoundReply, Option<Person>);

/// The same for replies, each with its author.
pub async fn find_replies(
    app: &App,
    viewer: &Viewer,
    query: &Query,
    place: Place,
    effort: Effort,
) -> Result<Found<Shown<ReplyOf>>> {
    let tries = place.tries(query);
    replies_by(app, viewer, query, (place, tries), effort).await
}

/// The best replies that have all the words, for who looks at threads of which none has them: what somebody looks
/// for often stands in an answer alone.
pub async fn find_whole_replies(
    app: &App,
    viewer: &Viewer,
    query: &Query,
    effort: Effort,
) -> Result<Vec<Shown<ReplyOf>>> {
    let start = (Place::default(), vec![Enough::All]);
    let found = replies_by(app, viewer, query, start, effort).await?;
    Ok(found.rows)
}

async fn replies_by(
    app: &App,
    viewer: &Viewer,
    query: &Query,
    (place, tries): (Place, Vec<Enough>),
    effort: Effort,
) -> Result<Found<Shown<ReplyOf>>> {
    if query.is_empty() || !query.filters.admit_replies() {
        return Ok(Found::default());
    }
    let mut conn = app.store.read().await?;
    let (sense, found) = look(
        app,
        &mut conn,
        viewer,
        (query, Lines::Replies),
        (place, tries),
        effort,
    )
    .await?;
    let page: Vec<CommentId> = found.rows.iter().copied().map(CommentId).collect();
    let mut replies = queries::list_replies(&mut conn, viewer, &page).await?;
    replies.sort_by_key(|reply| page.iter().position(|id| *id == reply.id));
    let authors: Vec<_> = replies.iter().map(|reply| reply.author_id).collect();
    let people = list_people(&mut conn, &authors).await?;
    let marks = Marks::new(query, &sense.languages);
    let shown = |reply: FoundReply| {
        let text = marks.show(&reply.text, &reply.language);
        let author = people.iter().find(|person| person.id() == reply.author_id);
        let what = (reply, author.cloned());
        Shown { what, text }
    };
    Ok(Found {
        rows: replies.into_iter().map(shown).collect(),
        next: found.next,
        enough: found.enough,
        tired: found.tired,
    })
}

/// One page of ids in their order.
async fn look(
    app: &App,
    conn: &mut Conn,
    viewer: &Viewer,
    (query, lines): (&Query, Lines),
    (place, tries): (Place, Vec<Enough>),
    effort: Effort,
) -> Result<(Sense, Found<i64>)> {
    let sense = sense(app, conn, viewer, query).await?;
    let mut found = Window::default();
    let mut place = place;
    for enough in tries {
        place.enough = enough;
        let asked = asked(query, enough, &sense);
        found = window(conn, viewer, (query, lines), &asked, (place, effort)).await?;
        if !found.candidates.is_empty() || found.is_open() {
            break;
        }
    }
    let ranked = rank(query, found.candidates, app.now().utc());
    let shown = place.skip.saturating_add(PER_PAGE);
    let next = match shown < ranked.len() {
        true => Some(Place {
            skip: shown,
            ..place
        }),
        false => next_window(place.enough, found.titled, found.others),
    };
    let page = Found {
        rows: ranked.into_iter().skip(place.skip).take(PER_PAGE).collect(),
        next,
        enough: place.enough,
        tired: found.tired,
    };
    Ok((sense, page))
}

/// What is looked at together, and where the next such window begins.
#[derive(Debug, Default)]
struct Window {
    candidates: Vec<Candidate>,
    titled: Option<i64>,
    others: Option<i64>,
    tired: bool,
}

impl Window {
    fn is_open(&self) -> bool {
        self.titled.is_some() || self.others.is_some()
    }
}

/// One of the two may be at its end; before the first there is nothing.
fn next_window(enough: Enough, titled: Option<i64>, others: Option<i64>) -> Option<Place> {
    (titled.is_some() || others.is_some()).then(|| Place {
        titled: Some(titled.unwrap_or(0)),
        others: Some(others.unwrap_or(0)),
        skip: 0,
        enough,
    })
}

async fn window(
    conn: &mut Conn,
    viewer: &Viewer,
    (query, lines): (&Query, Lines),
    asked: &Asked,
    (place, effort): (Place, Effort),
) -> Result<Window> {
    let filters = &query.filters;
    let title = asked.title.as_ref().filter(|_| lines == Lines::Threads);
    let others = match title {
        Some(_) => asked.others(),
        None => asked.all.clone(),
    };
    let sought = |wanted, limit| Sought {
        lines,
        wanted,
        checks: &asked.checks,
        after: filters.after,
        before: filters.before,
        limit,
    };
    let titled = match title {
        Some(wanted) => {
            let sought = sought(wanted, BY_TITLE);
            list_matches(conn, viewer, sought, place.titled, &effort).await?
        }
        None => Matches::default(),
    };
    let rest = sought(&others, WINDOW - BY_TITLE);
    let rest = list_matches(conn, viewer, rest, place.others, &effort).await?;
    let in_title: HashSet<i64> = titled.ids.iter().copied().collect();
    let ids = [titled.ids, rest.ids].concat();
    let mut candidates = match lines {
        Lines::Threads => queries::list_thread_candidates(conn, &ids).await?,
        Lines::Replies => queries::list_reply_candidates(conn, &ids).await?,
        // They are few, and not put in order by what became of them.
        Lines::Collections => Vec::new(),
    };
    for candidate in &mut candidates {
        candidate.in_title = in_title.contains(&candidate.id);
    }
    Ok(Window {
        candidates,
        titled: titled.next,
        others: rest.next,
        tired: titled.tired || rest.tired,
    })
}

/// Who and what the filters mean, and in which languages there is something. A community of which the viewer may
/// not know is not there.
async fn sense(app: &App, conn: &mut Conn, viewer: &Viewer, query: &Query) -> Result<Sense> {
    let languages = list_languages(conn).await?;
    let mut sense = Sense {
        languages: languages
            .iter()
            .filter_map(|code| Language::named(code))
            .collect(),
        last_year: app.now().utc().year() + 1,
        only_public: *viewer == Viewer::Anonymous,
        ..Sense::default()
    };
    if let Some(handle) = &query.filters.author {
        let (name, host) = app.local.name_and_host(handle);
        let person = person_by_handle(conn, name, host).await?;
        sense.author = person.map(|person| person.id().0);
    }
    if let Some(handle) = &query.filters.community {
        let (name, host) = app.local.name_and_host(handle);
        let community = community_by_handle(conn, name, host).await?;
        let known = community.filter(|community| is_known_to(viewer, community));
        sense.community = known.map(|community| community.id().0);
    }
    Ok(sense)
}

/// Whether so much is not made ready for search yet that it is worth telling, as after an upgrade.
pub async fn is_far_behind(app: &App) -> Result<bool> {
    let mut conn = app.store.read().await?;
    Ok(is_more_due(&mut conn, BEHIND).await?)
}

/// Communities and people who are called like this, or in whose titles and shown names it stands;
/// whoever is called exactly so first.
pub async fn find_names(app: &App, typed: &str) -> Result<(Vec<Community>, Vec<Person>)> {
    let sought = SoughtName::parse(typed);
    if sought.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let mut conn = app.store.read().await?;
    let which = Directory {
        among: Some(list_matching(&mut conn, &sought).await?),
        ..Directory::default()
    };
    let mut communities = list_communities(&mut conn, &which, NAMES).await?.rows;
    communities.sort_by_key(|community| !sought.is_exactly(&community.actor.name));
    let people = queries::list_people_like(&mut conn, &sought, NAMES).await?;
    Ok((communities, people))
}
