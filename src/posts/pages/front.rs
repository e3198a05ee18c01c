//! The front page: for visitors what this place is, for members what is new.

use super::views::{self, PERIODS, SORTS, address};
use crate::accounts::model::Viewer;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::directory::{Directory, list_communities};
use crate::error::{Error, Result};
use crate::posts::model::ThreadKind;
use crate::posts::queries::{Cursor, Listing, Scope, Sort, list_threads};
use crate::store::{Conn, Time};
use crate::web::layout::{self, Frame, OpenGraph};
use crate::web::page::Page;
use crate::web::session::MaybeSignedIn;
use crate::web::view::{EmptyView, LinkView, PagerView, RowView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

pub(super) const PER_PAGE: usize = 25;

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
}

impl ListQuery {
    pub fn read_sort(&self, now: Time) -> Result<Sort> {
        views::sort(&self.sort, &self.period, now)
            .ok_or(Error::Bad("threads cannot be ordered like that".into()))
    }

    pub fn read_after(&self, sort: Sort) -> Result<Option<Cursor>> {
        if self.after.is_empty() {
            return Ok(None);
        }
        Cursor::parse(sort, &self.after).map(Some)
    }

    /// This list on `path` in another order.
    fn sorted(&self, path: &str, sort: &str, period: &str) -> String {
        let fields = [
            ("list", self.list.as_str()),
            ("kind", &self.kind),
            ("tag", &self.tag),
            ("sort", sort),
            ("period", period),
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
            .map(|(word, label)| TabView::new(label, self.sorted(path, word, ""), *word == current))
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
            .map(|(word, label, _)| {
                TabView::new(label, self.sorted(path, "top", word), *word == current)
            })
            .collect()
    }

    /// Links to the first page, from any other, and to the next.
    pub fn pager(&self, path: &str, next: Option<Cursor>) -> PagerView {
        let here = self.sorted(path, &self.sort, &self.period);
        let mark = if here.contains('?') { '&' } else { '?' };
        PagerView {
            newer: (!self.after.is_empty()).then(|| here.clone()),
            older: next.map(|next| format!("{here}{mark}after={}", next.encode())),
        }
    }
}

#[derive(Template)]
#[template(path = "posts/pages/home.html")]
struct HomePage {
    frame: Frame,
    tabs: Vec<TabView>,
    filters: Vec<TabView>,
    periods: Vec<TabView>,
    rows: Vec<RowView>,
    empty: EmptyView,
    pager: PagerView,
}

#[derive(Template)]
#[template(path = "posts/pages/front.html")]
struct FrontPage {
    frame: Frame,
    host: String,
    communities: Vec<CommunityCard>,
    answered: Vec<RowView>,
}

struct CommunityCard {
    link: LinkView,
    focus: String,
    threads: String,
    when: When,
}

async fn home_show(
    State(app): State<App>,
    frame: Frame,
    who: MaybeSignedIn,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let frame = described(&app, frame);
    let mut conn = app.store.read().await?;
    if who.0.is_none() && query.list.is_empty() && query.sort.is_empty() {
        let page = front(&app, &mut conn, frame).await?;
        return Ok(Page(page).into_response());
    }
    let now = app.now();
    let viewer = who.viewer();
    let follower = who.0.as_ref().map(|who| who.person.actor.id);
    let scope = match (query.list.as_str(), follower) {
        ("" | "followed", Some(follower)) => Scope::Followed(follower),
        ("local", _) => Scope::Local,
        ("" | "all", _) => Scope::All,
        _ => return Err(Error::Bad("there is no such list".into())),
    };
    let sort = query.read_sort(now)?;
    let listing = Listing::new(scope.clone(), sort);
    let after = query.read_after(sort)?;
    let found = list_threads(&mut conn, &viewer, &listing, after, PER_PAGE).await?;
    let page = HomePage {
        frame,
        tabs: tabs(&scope, follower.is_some()),
        filters: query.filters("/"),
        periods: query.periods("/"),
        rows: found
            .threads
            .iter()
            .map(|thread| views::row(thread, now, true))
            .collect(),
        empty: nothing_here(&scope),
        pager: query.pager("/", found.next),
    };
    Ok(Page(page).into_response())
}

fn described(app: &App, frame: Frame) -> Frame {
    let og = OpenGraph {
        title: frame.site_name.clone(),
        description: "A home for communities of practice: ask, answer, and keep what was learnt."
            .to_owned(),
        url: app.local.root.to_string(),
        kind: "website",
    };
    Frame {
        og: Some(og),
        canonical: Some(app.local.root.to_string()),
        ..frame
    }
}

fn tabs(scope: &Scope, follows: bool) -> Vec<TabView> {
    let mut tabs = Vec::new();
    if follows {
        let here = matches!(scope, Scope::Followed(_));
        tabs.push(TabView::new("Followed", "/?list=followed", here));
    }
    tabs.push(TabView::new(
        "This server",
        "/?list=local",
        *scope == Scope::Local,
    ));
    tabs.push(TabView::new(
        "Everything",
        "/?list=all",
        *scope == Scope::All,
    ));
    tabs
}

fn nothing_here(scope: &Scope) -> EmptyView {
    let text = match scope {
        Scope::Followed(_) => "Follow communities, and what is new in them appears here.",
        _ => "No thread fits. Begin one, or look at another list.",
    };
    EmptyView {
        icon: "talk",
        title: "Nothing here yet".to_owned(),
        text: text.to_owned(),
        number: None,
        links: vec![
            LinkView::new("Find communities", "/communities"),
            LinkView::new("Ask", "/new"),
        ],
    }
}

async fn front(app: &App, conn: &mut Conn, frame: Frame) -> Result<FrontPage> {
    let now = app.now();
    let local = Directory {
        local_only: true,
        ..Directory::default()
    };
    let communities = list_communities(conn, &local, 12).await?;
    let best = Listing {
        kind: Some(ThreadKind::Question),
        ..Listing::new(Scope::Local, Sort::Top { since: None })
    };
    let found = list_threads(conn, &Viewer::Anonymous, &best, None, PER_PAGE).await?;
    let answered = found
        .threads
        .iter()
        .filter(|thread| thread.is_answered)
        .take(3);
    Ok(FrontPage {
        frame,
        host: app.local.host.clone(),
        communities: communities.iter().map(|each| card(each, now)).collect(),
        answered: answered
            .map(|thread| views::row(thread, now, true))
            .collect(),
    })
}

fn card(community: &Community, now: Time) -> CommunityCard {
    let threads = community.row.post_count;
    CommunityCard {
        link: views::community_link(community),
        focus: community.row.focus.clone(),
        threads: match threads {
            1 => "1 thread".to_owned(),
            _ => format!("{} threads", layout::count(threads)),
        },
        when: When::new(community.row.last_activity_at, now),
    }
}
