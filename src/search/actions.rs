//! One search: everything that is found for some words, for one viewer.

use super::model::{Words, rank};
use super::queries::{self, FoundReply};
use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::list_people;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::directory::{Directory, list_communities, list_matching};
use crate::error::Result;
use crate::ids::PostId;
use crate::posts::queries::{ThreadRow, list_threads_by_id};
use crate::text::SoughtName;

/// Threads on one page; replies too.
pub const PER_PAGE: usize = 20;
/// People and communities, which have no further pages.
const NAMES: usize = 8;

/// What part of the results is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    /// Where the window of threads begins.
    pub before: Option<i64>,
    /// How many of the window have been shown.
    pub skip: usize,
}

#[derive(Debug, Default)]
pub struct FoundThreads {
    pub threads: Vec<ThreadRow>,
    pub next: Option<Place>,
}

/// Threads with all the words in title or text, the best of the newest first.
pub async fn find_threads(
    app: &App,
    viewer: &Viewer,
    words: &Words,
    place: Place,
) -> Result<FoundThreads> {
    if words.is_empty() {
        return Ok(FoundThreads::default());
    }
    let mut conn = app.store.read().await?;
    let (candidates, next_window) =
        queries::list_thread_candidates(&mut conn, viewer, words, place.before).await?;
    let ranked: Vec<PostId> = rank(words, candidates).into_iter().map(PostId).collect();
    let page: Vec<PostId> = ranked
        .iter()
        .copied()
        .skip(place.skip)
        .take(PER_PAGE)
        .collect();
    let mut threads = list_threads_by_id(&mut conn, viewer, &page).await?;
    threads.sort_by_key(|thread| page.iter().position(|id| *id == thread.id));
    let shown = place.skip.saturating_add(PER_PAGE);
    let next = if shown < ranked.len() {
        Some(Place {
            skip: shown,
            ..place
        })
    } else {
        next_window.map(|before| Place {
            before: Some(before),
            skip: 0,
        })
    };
    Ok(FoundThreads { threads, next })
}

/// Replies with all the words, newest first, each with its author.
pub async fn find_replies(
    app: &App,
    viewer: &Viewer,
    words: &Words,
    before: Option<i64>,
) -> Result<(Vec<(FoundReply, Option<Person>)>, Option<i64>)> {
    if words.is_empty() {
        return Ok((Vec::new(), None));
    }
    let mut conn = app.store.read().await?;
    let limit = i64::try_from(PER_PAGE).unwrap_or(i64::MAX);
    let (found, next) = queries::list_replies(&mut conn, viewer, words, before, limit).await?;
    let authors: Vec<_> = found.iter().map(|reply| reply.author_id).collect();
    let people = list_people(&mut conn, &authors).await?;
    let with_author = |reply: FoundReply| {
        let author = people
            .iter()
            .find(|person| person.id() == reply.author_id)
            .cloned();
        (reply, author)
    };
    Ok((found.into_iter().map(with_author).collect(), next))
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
