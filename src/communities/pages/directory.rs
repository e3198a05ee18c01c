//! `/communities`: those here and those of other servers that we know.

use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::directory::{
    Directory, Place, list_communities, list_matching, place,
};
use crate::error::Result;
use crate::ids::CommunityId;
use crate::store::Turn;
use crate::text::SoughtName;
use crate::web::layout::{self, Frame, Now, count};
use crate::web::page::Page;
use crate::web::paging::{read_place, write_place};
use crate::web::view::{EmptyView, LinkView, PagerView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::routing::get;
use serde::Deserialize;
use url::form_urlencoded::Serializer;

const PATH: &str = "/communities";
const PER_PAGE: usize = 30;
const TYPED_MAX: usize = 100;

pub fn routes() -> Router<App> {
    Router::new().route(PATH, get(directory_page))
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// Name, title or what it is about, or how these begin.
    q: String,
    /// `here`: only our own.
    r#where: String,
    after: String,
    before: String,
}

impl Asked {
    fn turn(&self) -> Result<Turn<Place>> {
        Turn::asked(&self.after, &self.before, |text| {
            read_place(text).map(|(at, id)| (at, CommunityId(id)))
        })
    }
}

struct CommunityView {
    title: String,
    href: String,
    focus: String,
    lang: Option<String>,
    address: String,
    /// The other server; None for our own.
    host: Option<String>,
    followers: String,
    noun: String,
    /// Where they are: here, there, or empty where that goes without saying.
    whose: String,
    active: When,
}

#[derive(Template)]
#[template(path = "communities/pages/directory.html")]
struct DirectoryPage {
    frame: Frame,
    query: String,
    only_here: bool,
    filters: Vec<TabView>,
    communities: Vec<CommunityView>,
    empty: EmptyView,
    pager: PagerView,
}

async fn directory_page(
    State(app): State<App>,
    frame: Frame,
    Query(asked): Query<Asked>,
) -> Result<Page<DirectoryPage>> {
    let query: String = asked.q.trim().chars().take(TYPED_MAX).collect();
    let only_here = asked.r#where == "here";
    let sought = SoughtName::parse(&query);
    let mut conn = app.store.read().await?;
    let which = Directory {
        local_only: only_here,
        among: match query.is_empty() {
            true => None,
            false => Some(list_matching(&mut conn, &sought).await?),
        },
        turn: asked.turn()?,
    };
    let found = list_communities(&mut conn, &which, PER_PAGE).await?;
    let here = if only_here { "here" } else { "" };
    let link = |field: &str, row: Option<&Community>| {
        let (at, id) = place(row?);
        let at = write_place(at, id.0);
        Some(address(&[("q", &query), ("where", here), (field, &at)]))
    };
    let filter = |label: String, place: &str, current: bool| {
        TabView::new(label, address(&[("q", &query), ("where", place)]), current)
    };
    Ok(Page(DirectoryPage {
        filters: vec![
            filter(t!("communities-filter-all"), "", !only_here),
            filter(t!("communities-filter-here"), "here", only_here),
        ],
        pager: PagerView {
            newer: link("before", found.turn_back()),
            older: link("after", found.turn_on()),
        },
        communities: found
            .rows
            .iter()
            .map(|c| view(&app, c, frame.now))
            .collect(),
        empty: nothing(&query, frame.signed_in.is_some()),
        frame,
        query,
        only_here,
    }))
}

fn address(parameters: &[(&str, &str)]) -> String {
    let given = parameters.iter().filter(|(_, value)| !value.is_empty());
    let query = Serializer::new(String::new()).extend_pairs(given).finish();
    match query.is_empty() {
        true => PATH.to_owned(),
        false => format!("{PATH}?{query}"),
    }
}

fn view(app: &App, community: &Community, now: Now) -> CommunityView {
    let row = &community.row;
    let actor = &community.actor;
    let (followers, whose) = followers(community);
    CommunityView {
        title: community.title().to_owned(),
        href: community.path(),
        focus: row.focus.clone(),
        lang: layout::lang(&row.language),
        address: format!("!{}@{}", actor.name, actor.host),
        host: (actor.host != app.local.host).then(|| actor.host.clone()),
        followers: count(followers),
        noun: t!("communities-followers", count = followers),
        whose,
        active: When::new(row.last_activity_at, now),
    }
}

/// How many follow a community, and where: empty for our own. Of one of another server its own server
/// knows all; we know those here, and tell them where it has not said or said less a while ago.
fn followers(community: &Community) -> (i64, String) {
    let here = community.row.follower_count;
    let told = community.row.origin_follower_count;
    match told.filter(|told| *told >= here) {
        _ if community.is_local() => (here, String::new()),
        Some(there) => (there, t!("communities-followers-there")),
        None => (here, t!("communities-followers-here")),
    }
}

fn nothing(query: &str, signed_in: bool) -> EmptyView {
    let mut links = Vec::new();
    let text = match query.is_empty() {
        true => t!("communities-none-text"),
        false => t!("communities-none-found"),
    };
    if !query.is_empty() {
        let search = Serializer::new(String::new())
            .append_pair("q", query)
            .finish();
        links.push(LinkView::new(
            t!("communities-search"),
            format!("/search?{search}"),
        ));
    }
    if signed_in {
        links.push(LinkView::new(t!("communities-open"), "/communities/new"));
    }
    EmptyView {
        icon: "people",
        title: t!("communities-none"),
        text,
        number: None,
        links,
    }
}
