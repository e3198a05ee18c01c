//! `/search`: words for everybody; for people who are signed in also handles and addresses, which are
//! looked up on their servers.

use super::actions::{self, FoundThreads, Place};
use super::model::{QUERY_MAX, Words};
use super::queries::FoundReply;
use crate::accounts::model::Person;
use crate::accounts::rate_limits::{Key, check_and_count};
use crate::app::App;
use crate::communities::model::Community;
use crate::error::{Error, FieldError, Result};
use crate::ids::AccountId;
use crate::posts::model::ThreadKind;
use crate::posts::queries::ThreadRow;
use crate::store::Time;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::session::MaybeSignedIn;
use crate::web::view::{
    FieldView, LinkView, PagerView, PersonView, RowState, RowView, TabView, When,
};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use chrono::TimeDelta;
use serde::Deserialize;
use std::future::Future;
use std::pin::Pin;

/// What asks other servers; given by the inbox, which knows everything that can be found.
#[derive(Debug, Clone, Copy)]
pub struct LookUp {
    /// Whether a text is a handle or address rather than words.
    pub is_address: fn(&str) -> bool,
    /// Looks it up and says where it is on our pages.
    pub resolve:
        for<'a> fn(&'a App, &'a str) -> Pin<Box<dyn Future<Output = Result<String>> + Send + 'a>>,
}

pub fn routes(look_up: LookUp) -> Router<App> {
    let page = move |app, query, user, frame| search_page(look_up, app, query, user, frame);
    Router::new().route("/search", get(page))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    /// `replies`, else threads.
    tab: String,
    before: Option<i64>,
    skip: Option<usize>,
}

#[derive(Template)]
#[template(path = "search/pages/search.html")]
struct SearchPage {
    frame: Frame,
    q: String,
    field: FieldView,
    /// Why nothing was looked up.
    problem: Option<String>,
    tabs: Vec<TabView>,
    communities: Vec<LinkView>,
    people: Vec<PersonView>,
    threads: Vec<RowView>,
    replies: Vec<ReplyView>,
    on_replies: bool,
    pager: PagerView,
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
    frame: Frame,
) -> Result<Response> {
    let words = match Words::parse(&asked.q) {
        Ok(words) => words,
        Err(Error::Invalid(errors)) => {
            let page = empty_page(frame, &asked, &errors);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response());
        }
        Err(error) => return Err(error),
    };
    let mut problem = None;
    if (look_up.is_address)(asked.q.trim()) {
        match &user.0 {
            Some(user) => {
                match look_up_for(&app, look_up, user.person.id(), asked.q.trim()).await {
                    Ok(path) => return Ok(Redirect::to(&path).into_response()),
                    Err(error) => problem = Some(refusal(error)?),
                }
            }
            None => {
                problem = Some(
                    "Sign in to look up people, communities and threads on other servers."
                        .to_owned(),
                )
            }
        }
    }
    let page = found_page(&app, frame, &asked, &words, &user, problem).await?;
    Ok(Page(page).into_response())
}

async fn look_up_for(app: &App, look_up: LookUp, who: AccountId, text: &str) -> Result<String> {
    let limit = app.config.rate_limits.lookups_per_account;
    check_and_count(
        app,
        &Key::account("look-up", who),
        limit,
        TimeDelta::hours(1),
    )
    .await?;
    (look_up.resolve)(app, text).await
}

/// One sentence for whatever another server did, so that the page is no probe of networks (F-13).
fn refusal(error: Error) -> Result<String> {
    match error {
        Error::NotFound(_) | Error::Gone(_) | Error::Peer { .. } | Error::Bad(_) => Ok(
            "Its server has nothing there that can be shown here, or cannot be reached now."
                .to_owned(),
        ),
        Error::Refused(reason) => Ok(reason.to_string()),
        other => Err(other),
    }
}

fn empty_page(frame: Frame, asked: &Asked, errors: &[FieldError]) -> SearchPage {
    let field = FieldView {
        maxlength: u32::try_from(QUERY_MAX).ok(),
        ..FieldView::text("q", "Search")
            .of_kind("search")
            .value(&asked.q)
            .with_errors(errors)
    };
    SearchPage {
        frame: frame.unlisted(),
        q: asked.q.clone(),
        field,
        problem: None,
        tabs: Vec::new(),
        communities: Vec::new(),
        people: Vec::new(),
        threads: Vec::new(),
        replies: Vec::new(),
        on_replies: false,
        pager: PagerView::default(),
    }
}

async fn found_page(
    app: &App,
    frame: Frame,
    asked: &Asked,
    words: &Words,
    user: &MaybeSignedIn,
    problem: Option<String>,
) -> Result<SearchPage> {
    let (viewer, now) = (user.viewer(), app.now());
    let on_replies = asked.tab == "replies";
    let address = |more: &str| format!("/search?q={}{more}", encoded(&asked.q));
    let mut page = SearchPage {
        problem,
        on_replies,
        ..empty_page(frame, asked, &[])
    };
    if words.is_empty() {
        return Ok(page);
    }
    page.tabs = vec![
        TabView::new("Threads", address(""), !on_replies),
        TabView::new("Replies", address("&tab=replies"), on_replies),
    ];
    if on_replies {
        let (replies, next) = actions::find_replies(app, &viewer, words, asked.before).await?;
        page.replies = replies
            .into_iter()
            .map(|found| reply_view(found, now))
            .collect();
        page.pager.older = next.map(|before| address(&format!("&tab=replies&before={before}")));
        return Ok(page);
    }
    let place = Place {
        before: asked.before,
        skip: asked.skip.unwrap_or(0),
    };
    let FoundThreads { threads, next } = actions::find_threads(app, &viewer, words, place).await?;
    page.threads = threads
        .into_iter()
        .map(|thread| thread_view(thread, now))
        .collect();
    page.pager.older = next.map(|place| {
        let before = place
            .before
            .map(|before| format!("&before={before}"))
            .unwrap_or_default();
        address(&format!("{before}&skip={}", place.skip))
    });
    if place == Place::default() {
        let (communities, people) = actions::find_names(app, words).await?;
        page.communities = communities.iter().map(community_link).collect();
        page.people = people.iter().map(person_view).collect();
    }
    Ok(page)
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn community_link(community: &Community) -> LinkView {
    LinkView::new(
        format!("{} (!{})", community.title(), community.handle()),
        community.path(),
    )
}

fn person_view(person: &Person) -> PersonView {
    PersonView {
        display_name: person.display_name().to_owned(),
        handle: person.actor.name.clone(),
        href: person.path(),
        host: (!person.actor.local).then(|| person.actor.host.clone()),
        standing: None,
    }
}

fn reply_view((reply, author): (FoundReply, Option<Person>), now: Time) -> ReplyView {
    ReplyView {
        title: reply.thread_title,
        href: format!("/comment/{}", reply.public_id),
        start: reply.start,
        author: author.as_ref().map(person_view),
        when: When::new(reply.published_at, now),
    }
}

fn thread_view(thread: ThreadRow, now: Time) -> RowView {
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
        href: thread.path(),
        text: (!thread.start.is_empty()).then_some(thread.start),
        author: PersonView {
            display_name: thread.author.display_name().to_owned(),
            handle: thread.author.handle(),
            href: thread.author.path(),
            host: thread.author.home().map(str::to_owned),
            standing: None,
        },
        when: When::new(thread.published_at, now),
        votes: Some(thread.score),
        new_replies: 0,
        pinned: false,
        badges: Vec::new(),
        tags: Vec::new(),
        community: Some(LinkView::new(
            thread.community.title(),
            thread.community.path(),
        )),
        title: thread.title,
    }
}
