//! `/search`: words for everybody; for people who are signed in also handles and addresses, which are
//! looked up on their servers.

mod following;
mod found;
mod interaction;
mod look_up;
mod said;
#[cfg(test)]
mod tests;

pub use look_up::LookUp;

use super::actions::{self, PER_PAGE, Place};
use super::model::{Enough, QUERY_MAX, Query};
use super::queries::Effort;
use crate::app::App;
use crate::error::{Error, FieldError, Result};
use crate::web::layout::{self, Frame};
use crate::web::next::encoded;
use crate::web::page::Page;
use crate::web::session::MaybeSignedIn;
use crate::web::view::{
    EmptyView, FieldView, LinkView, NoticeView, PagerView, PersonView, TabView,
};
use askama::Template;
use axum::Router;
use axum::extract::{Query as Parameters, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use following::{FollowView, offer};
use found::{
    ReplyView, ThreadView, collection_link, community_link, kind_filters, reply_view,
    state_filters, thread_view,
};
use look_up::{Looked, look_up_typed, path_here};
use said::Said;
use serde::Deserialize;

pub fn routes(look_up: LookUp) -> Router<App> {
    let page = move |app, query, user, headers, frame| {
        search_page(look_up, app, query, user, headers, frame)
    };
    Router::new()
        .route("/search", get(page))
        .merge(following::routes())
        .merge(interaction::routes(look_up))
}

/// Replies shown with threads of which none has all the words.
const SAID_TOO: usize = 5;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    /// `replies`, else threads.
    tab: String,
    /// Where those begin that have all the words in their titles, and where the others do.
    titled: Option<i64>,
    before: Option<i64>,
    skip: Option<usize>,
    /// How many of the words the pages before had; all of them where it is missing.
    some: Option<usize>,
}

#[derive(Template)]
#[template(path = "search/pages/search.html")]
struct SearchPage {
    frame: Frame,
    q: String,
    field: FieldView,
    /// Why nothing was looked up.
    problem: Option<NoticeView>,
    tabs: Vec<TabView>,
    kinds: Vec<TabView>,
    states: Vec<TabView>,
    /// Whether what was found has only some of the words.
    partly: bool,
    /// Whether there was too much to look through; the link to older ones goes on.
    tired: bool,
    /// Whether much is not made ready for search yet.
    behind: bool,
    said: Said,
    communities: Vec<LinkView>,
    people: Vec<PersonView>,
    /// Collections, and in which community each is.
    library: Vec<(LinkView, String)>,
    threads: Vec<ThreadView>,
    replies: Vec<ReplyView>,
    /// On the page of threads, where no thread has all the words and these replies have: where more of them are.
    more_replies: Option<String>,
    pager: PagerView,
    /// Whether it can be followed.
    follow: Option<FollowView>,
    empty: EmptyView,
    /// Where the words become the title of a question, if there are any beside filters.
    ask: Option<String>,
}

impl SearchPage {
    fn is_empty(&self) -> bool {
        self.communities.is_empty()
            && self.people.is_empty()
            && self.library.is_empty()
            && self.threads.is_empty()
            && self.replies.is_empty()
    }
}

async fn search_page(
    look_up: LookUp,
    State(app): State<App>,
    Parameters(asked): Parameters<Asked>,
    user: MaybeSignedIn,
    headers: HeaderMap,
    frame: Frame,
) -> Result<Response> {
    let typed = asked.q.trim();
    if let Some(path) = path_here(&app, typed) {
        return Ok(Redirect::to(&path).into_response());
    }
    let sought = match Query::parse(&asked.q) {
        Ok(sought) => sought,
        Err(Error::Invalid(errors)) => {
            let page = empty_page(frame, &asked, &Query::default(), &errors);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response());
        }
        Err(error) => return Err(error),
    };
    let (mut status, mut problem) = (StatusCode::OK, None);
    // author:name@server is no handle to look up.
    if !sought.is_filtered() && (look_up.is_address)(typed) {
        match look_up_typed(&app, look_up, &user, &headers, typed).await? {
            Looked::Found(path) => return Ok(Redirect::to(&path).into_response()),
            Looked::Not(notice) => problem = Some(*notice),
            Looked::TooOften(notice) => {
                problem = Some(*notice);
                status = StatusCode::TOO_MANY_REQUESTS;
            }
        }
    }
    let page = found_page(&app, frame, &asked, &sought, &user, problem).await?;
    Ok((status, Page(page)).into_response())
}

fn empty_page(frame: Frame, asked: &Asked, sought: &Query, errors: &[FieldError]) -> SearchPage {
    let field = FieldView {
        maxlength: u32::try_from(QUERY_MAX).ok(),
        ..FieldView::text("q", t!("search-field"))
            .of_kind("search")
            .value(&asked.q)
            .with_errors(errors)
    };
    let said = Said::of(sought);
    SearchPage {
        frame: frame.unlisted(),
        q: asked.q.clone(),
        field,
        problem: None,
        tabs: Vec::new(),
        kinds: Vec::new(),
        states: Vec::new(),
        partly: false,
        tired: false,
        behind: false,
        communities: Vec::new(),
        people: Vec::new(),
        library: Vec::new(),
        threads: Vec::new(),
        replies: Vec::new(),
        more_replies: None,
        pager: PagerView::default(),
        follow: None,
        empty: nothing(asked, sought, &said),
        ask: ask(sought),
        said,
    }
}

async fn found_page(
    app: &App,
    frame: Frame,
    asked: &Asked,
    sought: &Query,
    user: &MaybeSignedIn,
    problem: Option<NoticeView>,
) -> Result<SearchPage> {
    let filters = &sought.filters;
    let on_replies = match asked.tab == "replies" {
        true => filters.admit_replies(),
        false => !filters.admit_threads(),
    };
    let mut page = SearchPage {
        problem,
        ..empty_page(frame, asked, sought, &[])
    };
    let is_start = place_of(asked) == Place::default() && !on_replies;
    if is_start && !sought.is_filtered() {
        let (communities, people) = actions::find_names(app, &asked.q).await?;
        page.communities = communities.iter().map(community_link).collect();
        page.people = people.iter().map(PersonView::from).collect();
    }
    if sought.is_empty() {
        return Ok(page);
    }
    if !on_replies {
        page.frame.feeds = layout::feeds("/search", &format!("?q={}", encoded(&asked.q)));
    }
    page.follow = offer(app, user, asked, sought, on_replies).await?;
    if is_start {
        let (viewer, effort) = (user.viewer(), Effort::default());
        let found = actions::find_collections(app, &viewer, sought, effort).await?;
        page.library = found.iter().map(collection_link).collect();
    }
    page.behind = actions::is_far_behind(app).await?;
    page.tabs = tabs(asked, sought, on_replies);
    page.kinds = kind_filters(sought, on_replies);
    page.states = state_filters(sought, on_replies);
    match on_replies {
        true => with_replies(app, page, asked, sought, user).await,
        false => with_threads(app, page, asked, sought, user).await,
    }
}

async fn with_replies(
    app: &App,
    page: SearchPage,
    asked: &Asked,
    sought: &Query,
    user: &MaybeSignedIn,
) -> Result<SearchPage> {
    let (viewer, place) = (user.viewer(), place_of(asked));
    let found = actions::find_replies(app, &viewer, sought, place, Effort::default()).await?;
    let now = page.frame.now;
    Ok(SearchPage {
        partly: found.enough != Enough::All && !found.rows.is_empty(),
        tired: found.tired,
        replies: found
            .rows
            .into_iter()
            .map(|found| reply_view(found, now))
            .collect(),
        pager: pager(asked, "&tab=replies", found.next),
        ..page
    })
}

async fn with_threads(
    app: &App,
    page: SearchPage,
    asked: &Asked,
    sought: &Query,
    user: &MaybeSignedIn,
) -> Result<SearchPage> {
    let (viewer, place) = (user.viewer(), place_of(asked));
    let effort = Effort::default();
    let found = actions::find_threads(app, &viewer, sought, place, effort).await?;
    let now = page.frame.now;
    let is_whole = found.enough == Enough::All && !found.rows.is_empty();
    let replies = match is_whole || found.tired || place != Place::default() {
        true => Vec::new(),
        false => actions::find_whole_replies(app, &viewer, sought, effort).await?,
    };
    let more_replies = (!replies.is_empty()).then(|| address(&asked.q, "&tab=replies"));
    let replies = replies.into_iter().take(SAID_TOO);
    Ok(SearchPage {
        partly: !is_whole && !found.rows.is_empty(),
        replies: replies.map(|found| reply_view(found, now)).collect(),
        more_replies,
        tired: found.tired,
        threads: found
            .rows
            .into_iter()
            .map(|found| thread_view(found, now))
            .collect(),
        pager: pager(asked, "", found.next),
        ..page
    })
}

fn address(q: &str, more: &str) -> String {
    format!("/search?q={}{more}", encoded(q))
}

/// What the filters leave to choose from.
fn tabs(asked: &Asked, sought: &Query, on_replies: bool) -> Vec<TabView> {
    let mut tabs = Vec::new();
    if sought.filters.admit_threads() {
        let href = address(&asked.q, "");
        tabs.push(TabView::new(t!("search-threads"), href, !on_replies));
    }
    if sought.filters.admit_replies() {
        let href = address(&asked.q, "&tab=replies");
        tabs.push(TabView::new(t!("search-replies"), href, on_replies));
    }
    tabs
}

fn pager(asked: &Asked, tab: &str, next: Option<Place>) -> PagerView {
    let place = place_of(asked);
    let link = |place: Place| address(&asked.q, &format!("{tab}{}", place_parameters(place)));
    PagerView {
        newer: (place != Place::default()).then(|| link(former(place))),
        older: next.map(link),
    }
}

fn place_parameters(place: Place) -> String {
    let mut text = String::new();
    if let Some(titled) = place.titled {
        text.push_str(&format!("&titled={titled}"));
    }
    if let Some(before) = place.others {
        text.push_str(&format!("&before={before}"));
    }
    if let Enough::Some(some) = place.enough {
        text.push_str(&format!("&some={some}"));
    }
    text.push_str(&format!("&skip={}", place.skip));
    text
}

fn place_of(asked: &Asked) -> Place {
    Place {
        titled: asked.titled,
        others: asked.before,
        skip: asked.skip.unwrap_or(0),
        enough: asked.some.map_or(Enough::All, Enough::Some),
    }
}

/// The page before, within what was looked at together; else the first.
fn former(place: Place) -> Place {
    match (place.skip, place.others) {
        (0, _) => Place::default(),
        (skip, None) if skip <= PER_PAGE => Place::default(),
        (skip, _) => Place {
            skip: skip.saturating_sub(PER_PAGE),
            ..place
        },
    }
}

/// What was looked for can be asked; filters are no words of a question.
fn ask(sought: &Query) -> Option<String> {
    let words = sought.without_filters();
    let words = words.trim();
    (!words.is_empty()).then(|| format!("/new?title={}", encoded(words)))
}

fn nothing(asked: &Asked, sought: &Query, said: &Said) -> EmptyView {
    let (title, why) = match place_of(asked) == Place::default() {
        true => (said.title.clone(), said.text.as_str()),
        // What there is stands on the pages before.
        false => (t!("search-nothing-page"), ""),
    };
    let other = t!("search-nothing-other");
    let question = ask(sought).map(|href| LinkView::new(t!("search-ask"), href));
    let find = LinkView::new(t!("search-find"), "/communities");
    EmptyView {
        icon: "search",
        title,
        text: format!("{why} {other}").trim_start().to_owned(),
        number: None,
        links: question.into_iter().chain([find]).collect(),
    }
}
