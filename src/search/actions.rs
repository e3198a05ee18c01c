//! One search: everything that is found for some words, for one viewer.

use super::model::{Enough, Words, rank};
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
    /// How many of the words what was shown before has.
    pub enough: Enough,
}

impl Place {
    /// Where the list begins, fewer words are tried for what has not all of them.
    fn tries(self, words: &Words) -> Vec<Enough> {
        let known = words.tries();
        match (self.enough, self.before) {
            (Enough::All, None) => known,
            (enough, _) if known.contains(&enough) => vec![enough],
            _ => vec![Enough::All],
        }
    }
}

#[derive(Debug, Default)]
pub struct FoundThreads {
    pub threads: Vec<ThreadRow>,
    pub next: Option<Place>,
    /// How many of the words they have.
    pub enough: Enough,
}

#[derive(Debug, Default)]
pub struct FoundReplies {
    pub replies: Vec<(FoundReply, Option<Person>)>,
    pub next: Option<Place>,
    pub enough: Enough,
}

/// Threads with all the words in title, text or tags, the best of the newest first; where there are none,
/// those with most of them.
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
    let (mut candidates, mut next_window, mut place) = (Vec::new(), None, place);
    for enough in place.tries(words) {
        let sought = (words, enough);
        (candidates, next_window) =
            queries::list_thread_candidates(&mut conn, viewer, sought, place.before).await?;
        place.enough = enough;
        if !candidates.is_empty() || next_window.is_some() {
            break;
        }
    }
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
            ..place
        })
    };
    Ok(FoundThreads {
        threads,
        next,
        enough: place.enough,
    })
}

/// Replies with all the words, newest first, each with its author; where there are none, those with most of
/// them.
pub async fn find_replies(
    app: &App,
    viewer: &Viewer,
    words: &Words,
    place: Place,
) -> Result<FoundReplies> {
    if words.is_empty() {
        return Ok(FoundReplies::default());
    }
    let mut conn = app.store.read().await?;
    let limit = i64::try_from(PER_PAGE).unwrap_or(i64::MAX);
    let (mut found, mut next, mut place) = (Vec::new(), None, place);
    for enough in place.tries(words) {
        let sought = (words, enough);
        (found, next) =
            queries::list_replies(&mut conn, viewer, sought, place.before, limit).await?;
        place.enough = enough;
        if !found.is_empty() || next.is_some() {
            break;
        }
    }
    let authors: Vec<_> = found.iter().map(|reply| reply.author_id).collect();
    let people = list_people(&mut conn, &authors).await?;
    let with_author = |reply: FoundReply| {
        let author = people
            .iter()
            .find(|person| person.id() == reply.author_id)
            .cloned();
        (reply, author)
    };
    Ok(FoundReplies {
        replies: found.into_iter().map(with_author).collect(),
        next: next.map(|before| Place {
            before: Some(before),
            skip: 0,
            ..place
        }),
        enough: place.enough,
    })
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
