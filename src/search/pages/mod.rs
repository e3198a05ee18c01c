//! `/search`: words for everybody; for people who are signed in also handles and addresses, which are
//! looked up on their servers.

mod interaction;
mod look_up;
mod said;
#[cfg(test)]
mod tests;

pub use look_up::LookUp;

use super::actions::{self, PER_PAGE, Place};
use super::model::{Enough, QUERY_MAX, Words};
use super::queries::FoundReply;
use crate::accounts::model::Person;
use crate::app::App;
use crate::communities::model::Community;
use crate::error::{Error, FieldError, Result};
use crate::posts::model::ThreadKind;
use crate::posts::queries::ThreadRow;
use crate::web::layout::{self, Frame, Now};
use crate::web::next::encoded;
use crate::web::page::Page;
use crate::web::session::MaybeSignedIn;
use crate::web::view::{
    EmptyView, FieldView, LinkView, NoticeView, PagerView, PersonView, RowState, RowView, TabView,
    When,
};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use look_up::{Looked, look_up_typed, path_here};
use said::Said;
use serde::Deserialize;

pub fn routes(look_up: LookUp) -> Router<App> {
    let page = move |app, query, user, headers, frame| {
        search_page(look_up, app, query, user, headers, frame)
    };
    Router::new()
        .route("/search", get(page))
        .merge(interaction::routes(look_up))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    /// `replies`, else threads.
    tab: String,
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
    /// Whether what was found has only some of the words.
    partly: bool,
    said: Said,
    communities: Vec<LinkView>,
    people: Vec<PersonView>,
    threads: Vec<RowView>,
    replies: Vec<ReplyView>,
    pager: PagerView,
    empty: EmptyView,
    /// Where the words become the title of a question.
    ask: String,
}

impl SearchPage {
    fn is_empty(&self) -> bool {
        self.communities.is_empty()
            && self.people.is_empty()
            && self.threads.is_empty()
            && self.replies.is_empty()
    }
}

struct ReplyView {
    title: String,
    href: String,
    start: String,
    author: Option<PersonView>,
    when: When,
}

async fn search_page(
    look_up: LookUp,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    user: MaybeSignedIn,
    headers: HeaderMap,
    frame: Frame,
) -> Result<Response> {
    let typed = asked.q.trim();
    if let Some(path) = path_here(&app, typed) {
        return Ok(Redirect::to(&path).into_response());
    }
    let words = match Words::parse(&asked.q) {
        Ok(words) => words,
        Err(Error::Invalid(errors)) => {
            let page = empty_page(frame, &asked, &Words::default(), &errors);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response());
        }
        Err(error) => return Err(error),
    };
    let (mut status, mut problem) = (StatusCode::OK, None);
    if (look_up.is_address)(typed) {
        match look_up_typed(&app, look_up, &user, &headers, typed).await? {
            Looked::Found(path) => return Ok(Redirect::to(&path).into_response()),
            Looked::Not(notice) => problem = Some(*notice),
            Looked::TooOften(notice) => {
                problem = Some(*notice);
                status = StatusCode::TOO_MANY_REQUESTS;
            }
        }
    }
    let page = found_page(&app, frame, &asked, &words, &user, problem).await?;
    Ok((status, Page(page)).into_response())
}

fn empty_page(frame: Frame, asked: &Asked, words: &Words, errors: &[FieldError]) -> SearchPage {
    let field = FieldView {
        maxlength: u32::try_from(QUERY_MAX).ok(),
        ..FieldView::text("q", "Search")
            .of_kind("search")
            .value(&asked.q)
            .with_errors(errors)
    };
    let said = Said::of(words);
    SearchPage {
        frame: frame.unlisted(),
        q: asked.q.clone(),
        field,
        problem: None,
        tabs: Vec::new(),
        partly: false,
        communities: Vec::new(),
        people: Vec::new(),
        threads: Vec::new(),
        replies: Vec::new(),
        pager: PagerView::default(),
        empty: nothing(asked, &said),
        ask: ask(&asked.q),
        said,
    }
}

async fn found_page(
    app: &App,
    frame: Frame,
    asked: &Asked,
    words: &Words,
    user: &MaybeSignedIn,
    problem: Option<NoticeView>,
) -> Result<SearchPage> {
    let (viewer, now) = (user.viewer(), frame.now);
    let on_replies = asked.tab == "replies";
    let address = |more: &str| format!("/search?q={}{more}", encoded(&asked.q));
    let mut page = SearchPage {
        problem,
        ..empty_page(frame, asked, words, &[])
    };
    if place_of(asked) == Place::default() && !on_replies {
        let (communities, people) = actions::find_names(app, &asked.q).await?;
        page.communities = communities.iter().map(community_link).collect();
        page.people = people.iter().map(PersonView::from).collect();
    }
    if words.is_empty() {
        return Ok(page);
    }
    page.tabs = vec![
        TabView::new("Threads", address(""), !on_replies),
        TabView::new("Replies", address("&tab=replies"), on_replies),
    ];
    let place = place_of(asked);
    let link = |tab: &str, place: Place| {
        let before = place.before.map(|before| format!("&before={before}"));
        let some = match place.enough {
            Enough::Some(some) => format!("&some={some}"),
            Enough::All => String::new(),
        };
        let before = before.unwrap_or_default();
        address(&format!("{tab}{before}{some}&skip={}", place.skip))
    };
    if on_replies {
        let found = actions::find_replies(app, &viewer, words, place).await?;
        page.partly = found.enough != Enough::All && !found.replies.is_empty();
        page.replies = found
            .replies
            .into_iter()
            .map(|found| reply_view(found, now))
            .collect();
        page.pager = PagerView {
            newer: asked.before.map(|_| address("&tab=replies")),
            older: found.next.map(|next| link("&tab=replies", next)),
        };
        return Ok(page);
    }
    let found = actions::find_threads(app, &viewer, words, place).await?;
    page.partly = found.enough != Enough::All && !found.threads.is_empty();
    page.threads = found
        .threads
        .into_iter()
        .map(|thread| thread_view(thread, now))
        .collect();
    page.pager = PagerView {
        newer: (place != Place::default()).then(|| link("", former(place))),
        older: found.next.map(|next| link("", next)),
    };
    Ok(page)
}

fn place_of(asked: &Asked) -> Place {
    Place {
        before: asked.before,
        skip: asked.skip.unwrap_or(0),
        enough: asked.some.map_or(Enough::All, Enough::Some),
    }
}

/// The page before, within what was looked at together; else the first.
fn former(place: Place) -> Place {
    match (place.skip, place.before) {
        (0, _) => Place::default(),
        (skip, None) if skip <= PER_PAGE => Place::default(),
        (skip, _) => Place {
            skip: skip.saturating_sub(PER_PAGE),
            ..place
        },
    }
}

/// What was looked for can be asked.
fn ask(q: &str) -> String {
    format!("/new?title={}", encoded(q.trim()))
}

fn nothing(asked: &Asked, said: &Said) -> EmptyView {
    let (title, why) = match place_of(asked) == Place::default() {
        true => (said.title, said.text.as_str()),
        // What there is stands on the pages before.
        false => ("There is nothing on this page", ""),
    };
    let other = "Other words may find something. Or ask: somebody may know.";
    EmptyView {
        icon: "search",
        title: title.to_owned(),
        text: format!("{why} {other}").trim_start().to_owned(),
        number: None,
        links: vec![
            LinkView::new("Ask this as a question", ask(&asked.q)),
            LinkView::new("Find communities", "/communities"),
        ],
    }
}

fn community_link(community: &Community) -> LinkView {
    LinkView::new(
        format!("{} (!{})", community.title(), community.handle()),
        community.path(),
    )
}

fn reply_view((reply, author): (FoundReply, Option<Person>), now: Now) -> ReplyView {
    ReplyView {
        title: reply.thread_title,
        href: format!("/comment/{}", reply.public_id),
        start: reply.start,
        author: author.as_ref().map(PersonView::from),
        when: When::new(reply.published_at, now),
    }
}

fn thread_view(thread: ThreadRow, now: Now) -> RowView {
    let state = match thread.kind {
        ThreadKind::Question if thread.is_answered => RowState::Accepted {
            answers: thread.answer_count,
        },
        ThreadKind::Question => RowState::Question {
            answers: thread.answer_count,
        },
        ThreadKind::Article => RowState::Read {
            icon: "book",
            word: "article",
        },
        ThreadKind::Discussion | ThreadKind::Link => RowState::Talk {
            replies: thread.comment_count,
        },
    };
    RowView {
        state,
        lang: layout::lang(&thread.language),
        href: thread.path(),
        text: (!thread.start.is_empty()).then_some(thread.start),
        author: PersonView {
            display_name: thread.author.display_name().to_owned(),
            handle: thread.author.handle(),
            href: thread.author.path(),
            host: thread.author.home().map(str::to_owned),
            standing: None,
            avatar: thread.author.avatar().map(str::to_owned),
        },
        when: When::new(thread.published_at, now),
        votes: Some(thread.score),
        pinned: false,
        badges: Vec::new(),
        tags: Vec::new(),
        community: Some(LinkView::new(
            format!("in {}", thread.community.title()),
            thread.community.path(),
        )),
        title: thread.title,
    }
}
