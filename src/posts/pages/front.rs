//! The front page: for visitors what this place is, for members what is new for them; and the lists of
//! threads of all communities.

use super::first_steps::{Step, first_steps};
use super::views::{self, PERIODS, SORTS, address};
use crate::accounts::model::Viewer;
use crate::accounts::settings;
use crate::app::App;
use crate::communities::model::{Community, FollowState};
use crate::communities::queries::directory::{Directory, list_communities};
use crate::communities::queries::follows::list_followed;
use crate::communities::queries::list_by_id;
use crate::error::{Error, Result};
use crate::ids::CommunityId;
use crate::membership::model::MembershipState;
use crate::membership::queries::applications::list_applied_to;
use crate::notifications::pages::{NoticeLine, news};
use crate::posts::model::ThreadKind;
use crate::posts::queries::{
    Cursor, Listing, Scope, Sort, ThreadRow, list_followed_tags, list_own_tags, list_threads,
};
use crate::store::{Conn, Time, Turn, Window};
use crate::web::layout::{self, Frame, Now, OpenGraph};
use crate::web::page::Page;
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{EmptyView, LinkView, PagerView, RowView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use std::cmp::Reverse;

pub(super) const PER_PAGE: usize = 25;
/// Communities on the front page, and those beside the news.
const COMMUNITIES: usize = 12;
/// Good answered questions on the front page.
const ANSWERED: usize = 3;
/// Answers and the like that nobody has read yet.
const NEWS: usize = 5;
/// Applications of one's own that wait.
const APPLIED: i64 = 5;
/// Questions one could answer: so many are shown of so many looked at.
const ANSWERABLE: usize = 5;
const LOOKED_AT: usize = 30;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/", get(home_show))
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    pub list: String,
    pub sort: String,
    pub period: String,
    pub kind: String,
    pub tag: String,
    pub after: String,
    pub before: String,
    /// As who the list is looked at: `stranger`, or who one is.
    pub r#as: String,
}

impl ListQuery {
    /// Whether whoever is signed in sees the page as somebody does who is not.
    pub fn is_preview(&self) -> bool {
        self.r#as == "stranger"
    }

    /// The field that keeps the page what it is looked at as.
    pub fn look(&self) -> (&'static str, &'static str) {
        ("as", if self.is_preview() { "stranger" } else { "" })
    }

    pub fn read_sort(&self, now: Time) -> Result<Sort> {
        views::sort(&self.sort, &self.period, now)
            .ok_or_else(|| Error::Bad(t!("posts-list-no-order").into()))
    }

    pub fn turn(&self, sort: Sort) -> Result<Turn<Cursor>> {
        Turn::asked(&self.after, &self.before, |at| Cursor::parse(sort, at))
    }

    /// Whether nothing but the page itself was asked for.
    fn is_plain(&self) -> bool {
        self.list.is_empty()
            && self.sort.is_empty()
            && self.tag.is_empty()
            && self.after.is_empty()
            && self.before.is_empty()
    }

    /// This list on `path` in another order.
    fn sorted(&self, path: &str, sort: &str, period: &str) -> String {
        let fields = [
            ("list", self.list.as_str()),
            ("kind", &self.kind),
            ("tag", &self.tag),
            ("sort", sort),
            ("period", period),
            self.look(),
        ];
        address(path, &fields)
    }

    pub fn filters(&self, path: &str) -> Vec<TabView> {
        let current = if self.sort.is_empty() {
            "hot"
        } else {
            &self.sort
        };
        SORTS
            .iter()
            .map(|word| {
                let href = self.sorted(path, word, "");
                TabView::new(views::sort_name(word), href, *word == current)
            })
            .collect()
    }

    /// Only for the best threads: of which time.
    pub fn periods(&self, path: &str) -> Vec<TabView> {
        if self.sort != "top" {
            return Vec::new();
        }
        let current = if self.period.is_empty() {
            "all"
        } else {
            &self.period
        };
        PERIODS
            .iter()
            .map(|(word, _)| {
                let href = self.sorted(path, "top", word);
                TabView::new(views::period_name(word), href, *word == current)
            })
            .collect()
    }

    /// Links to the neighbouring pages.
    pub fn pager(&self, path: &str, sort: Sort, page: &Window<ThreadRow>) -> PagerView {
        let here = self.sorted(path, &self.sort, &self.period);
        let mark = if here.contains('?') { '&' } else { '?' };
        let link = |field: &str, row: Option<&ThreadRow>| {
            row.map(|row| format!("{here}{mark}{field}={}", row.cursor(sort).encode()))
        };
        PagerView {
            newer: link("before", page.turn_back()),
            older: link("after", page.turn_on()),
        }
    }
}

#[derive(Template)]
#[template(path = "posts/pages/home.html")]
struct HomePage {
    frame: Frame,
    heading: String,
    tabs: Vec<TabView>,
    filters: Vec<TabView>,
    periods: Vec<TabView>,
    /// The tag that all of them have, and the list without it.
    tag: Option<LinkView>,
    rows: Vec<RowView>,
    empty: EmptyView,
    pager: PagerView,
    /// For administrators of a new server.
    steps: Vec<Step>,
    news: Option<News>,
    applied: Vec<AppliedView>,
    communities: Vec<CommunityCard>,
}

/// A community to which one has applied, and how that stands.
struct AppliedView {
    link: LinkView,
    said: String,
}

/// What is new for one person.
struct News {
    unread: i64,
    notices: Vec<NoticeLine>,
    answerable: Vec<RowView>,
}

impl News {
    /// In one sentence.
    fn said(&self) -> String {
        t!(
            "posts-home-news",
            count = self.unread,
            questions = self.answerable.len()
        )
    }
}

#[derive(Template)]
#[template(path = "posts/pages/front.html")]
struct FrontPage {
    frame: Frame,
    /// Name of the picture above it all.
    banner: Option<String>,
    description: String,
    /// Address of a community to follow from elsewhere, as an example that works.
    example: Option<String>,
    communities: Vec<CommunityCard>,
    more: bool,
    answered: Vec<RowView>,
}

struct CommunityCard {
    name: String,
    icon: Option<String>,
    link: LinkView,
    focus: String,
    lang: Option<String>,
    followers: i64,
    threads: i64,
    when: When,
}

async fn home_show(
    State(app): State<App>,
    frame: Frame,
    who: MaybeSignedIn,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let mut conn = app.store.read().await?;
    if who.0.is_none() && query.is_plain() {
        let page = front(&app, &mut conn, frame).await?;
        return Ok(Page(page).into_response());
    }
    let page = home(&app, &mut conn, frame, &who, &query).await?;
    Ok(Page(page).into_response())
}

async fn home(
    app: &App,
    conn: &mut Conn,
    frame: Frame,
    who: &MaybeSignedIn,
    query: &ListQuery,
) -> Result<HomePage> {
    let now = frame.now;
    let viewer = who.viewer();
    let follower = who.0.as_ref().map(|who| who.person.actor.id);
    let scope = match (query.list.as_str(), follower) {
        ("" | "followed", Some(follower)) => Scope::Followed(follower),
        ("local", _) => Scope::Local,
        ("" | "all", _) => Scope::All,
        _ => return Err(Error::Bad(t!("posts-list-none").into())),
    };
    let sort = query.read_sort(now.at)?;
    let listing = Listing {
        tag: (!query.tag.is_empty()).then(|| query.tag.to_lowercase()),
        ..Listing::new(scope.clone(), sort)
    };
    let found = list_threads(conn, &viewer, &listing, query.turn(sort)?, PER_PAGE).await?;
    let (news, applied, communities) = match &who.0 {
        Some(who) if query.is_plain() => (
            Some(news_of(conn, who, now).await?),
            applied_to(conn, who).await?,
            followed(conn, who, now).await?,
        ),
        _ => (None, Vec::new(), Vec::new()),
    };
    let steps = match &who.0 {
        Some(who) if query.is_plain() && who.viewer().is_admin() => {
            first_steps(app, conn, who.person.id()).await?
        }
        _ => Vec::new(),
    };
    Ok(HomePage {
        heading: match (&scope, &news) {
            (_, Some(_)) => t!("posts-home-new"),
            (Scope::Followed(_), None) => t!("posts-home-followed"),
            (Scope::Local, None) => t!("posts-home-local"),
            _ => t!("posts-home-all"),
        },
        tabs: tabs(&scope, follower.is_some()),
        filters: query.filters("/"),
        periods: query.periods("/"),
        tag: listing
            .tag
            .as_ref()
            .map(|tag| LinkView::new(tag, address("/", &[("list", &query.list)]))),
        empty: nothing_here(&scope),
        pager: query.pager("/", sort, &found),
        rows: rows(&found.rows, now),
        frame: match who.0 {
            Some(_) => frame.unlisted(),
            None => frame,
        },
        steps,
        news,
        applied,
        communities,
    })
}

fn rows<'a>(threads: impl IntoIterator<Item = &'a ThreadRow>, now: Now) -> Vec<RowView> {
    let row = |thread| views::row(thread, now, true);
    threads.into_iter().map(row).collect()
}

fn tabs(scope: &Scope, follows: bool) -> Vec<TabView> {
    let mut tabs = Vec::new();
    if follows {
        let here = matches!(scope, Scope::Followed(_));
        let label = t!("posts-home-followed");
        tabs.push(TabView::new(label, "/?list=followed", here));
    }
    let local = *scope == Scope::Local;
    tabs.push(TabView::new(
        t!("posts-home-tab-local"),
        "/?list=local",
        local,
    ));
    let all = *scope == Scope::All;
    tabs.push(TabView::new(t!("posts-home-all"), "/?list=all", all));
    tabs
}

fn nothing_here(scope: &Scope) -> EmptyView {
    let (title, text) = match scope {
        Scope::Followed(_) => (
            t!("posts-home-follows-none"),
            t!("posts-home-follows-none-text"),
        ),
        _ => (t!("posts-home-none"), t!("posts-home-none-text")),
    };
    EmptyView {
        icon: "talk",
        title,
        text,
        number: None,
        links: vec![
            LinkView::new(t!("posts-home-find"), "/communities"),
            LinkView::new(t!("posts-home-ask"), "/new"),
        ],
    }
}

async fn news_of(conn: &mut Conn, who: &SignedIn, now: Now) -> Result<News> {
    let (notices, unread) = news(conn, who.person.id(), NEWS, now).await?;
    let listing = Listing::new(Scope::Followed(who.person.actor.id), Sort::Unanswered);
    let open = list_threads(conn, &who.viewer(), &listing, Turn::First, LOOKED_AT).await?;
    let mut mine = list_own_tags(conn, who.person.id()).await?;
    mine.extend(list_followed_tags(conn, who.person.id()).await?);
    let known = |thread: &ThreadRow| thread.tags.iter().any(|tag| mine.contains(tag));
    let me = who.person.id();
    let mut open: Vec<&ThreadRow> = open
        .rows
        .iter()
        .filter(|thread| thread.author.id() != me)
        .collect();
    // Those with tags that one follows, or under which one has answered before, first; else the newest.
    open.sort_by_key(|thread| Reverse((known(thread), thread.published_at)));
    Ok(News {
        unread,
        notices,
        answerable: rows(open.into_iter().take(ANSWERABLE), now),
    })
}

/// Whoever waits to join a community finds it here, too: they may follow nothing of it yet.
async fn applied_to(conn: &mut Conn, who: &SignedIn) -> Result<Vec<AppliedView>> {
    let open = list_applied_to(conn, who.person.id(), APPLIED).await?;
    if open.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<CommunityId> = open.iter().map(|(id, _)| *id).collect();
    let communities = list_by_id(conn, &ids).await?;
    let view = |(id, state): &(CommunityId, MembershipState)| {
        let community = communities.iter().find(|each| each.id() == *id)?;
        Some(AppliedView {
            link: LinkView::new(
                views::title_of(community),
                format!("{}/join", community.path()),
            ),
            said: match state {
                MembershipState::MoreAsked => t!("posts-home-applied-asked"),
                _ => t!("posts-home-applied-waits"),
            },
        })
    };
    Ok(open.iter().filter_map(view).collect())
}

async fn followed(conn: &mut Conn, who: &SignedIn, now: Now) -> Result<Vec<CommunityCard>> {
    let follows = list_followed(conn, who.person.actor.id).await?;
    let ids: Vec<CommunityId> = follows
        .into_iter()
        .filter(|(_, state)| *state == FollowState::Accepted)
        .map(|(id, _)| id)
        .collect();
    let mut communities = list_by_id(conn, &ids).await?;
    communities.sort_by_key(|community| Reverse(community.row.last_activity_at));
    communities.truncate(COMMUNITIES);
    Ok(communities.iter().map(|each| card(each, now)).collect())
}

async fn front(app: &App, conn: &mut Conn, frame: Frame) -> Result<FrontPage> {
    let now = frame.now;
    let local = Directory {
        local_only: true,
        ..Directory::default()
    };
    let communities = list_communities(conn, &local, COMMUNITIES).await?;
    let best = Listing {
        kind: Some(ThreadKind::Question),
        answered: true,
        ..Listing::new(Scope::Local, Sort::Top { since: None })
    };
    let answered = list_threads(conn, &Viewer::Anonymous, &best, Turn::First, ANSWERED).await?;
    let settings = settings::load(app, conn).await?;
    let description = settings.site_description;
    Ok(FrontPage {
        banner: settings.looks.banner,
        frame: described(app, frame, &description),
        example: communities
            .rows
            .first()
            .map(|first| format!("{}@{}", first.actor.name, app.local.host)),
        more: communities.later,
        communities: communities
            .rows
            .iter()
            .map(|each| card(each, now))
            .collect(),
        answered: rows(&answered.rows, now),
        description,
    })
}

fn described(app: &App, frame: Frame, description: &str) -> Frame {
    let said = match description {
        "" => t!("posts-front-described"),
        said => said.to_owned(),
    };
    let og = OpenGraph {
        title: frame.site_name.clone(),
        description: said,
        url: app.local.root.to_string(),
        kind: "website",
        picture: None,
    };
    Frame {
        og: Some(og),
        canonical: Some(app.local.root.to_string()),
        feeds: layout::feeds("/", ""),
        ..frame
    }
}

fn card(community: &Community, now: Now) -> CommunityCard {
    let row = &community.row;
    CommunityCard {
        name: views::title_of(community).to_owned(),
        icon: row.icon.clone(),
        link: views::community_link(community),
        focus: row.focus.clone(),
        lang: layout::lang(&row.language),
        followers: row.follower_count,
        threads: row.post_count,
        when: When::new(row.last_activity_at, now),
    }
}
