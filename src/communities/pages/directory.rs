//! `/communities`: those here and those of other servers that we know.

use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::directory::{Directory, list_communities};
use crate::error::Result;
use crate::ids::CommunityId;
use crate::store::Time;
use crate::web::layout::{Frame, count};
use crate::web::page::Page;
use crate::web::view::{EmptyView, LinkView, PagerView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::routing::get;
use chrono::DateTime;
use serde::Deserialize;
use url::form_urlencoded::Serializer;

const PATH: &str = "/communities";
const PAGE: usize = 30;
const MAX_PREFIX: usize = 100;

pub fn routes() -> Router<App> {
    Router::new().route(PATH, get(directory_page))
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// How the name begins.
    q: String,
    /// `here`: only our own.
    r#where: String,
    after: String,
}

struct CommunityView {
    title: String,
    href: String,
    focus: String,
    address: String,
    /// The other server; None for our own.
    host: Option<String>,
    followers: String,
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
    let query: String = asked.q.trim().chars().take(MAX_PREFIX).collect();
    let only_here = asked.r#where == "here";
    let which = Directory {
        local_only: only_here,
        prefix: prefix(&query).to_owned(),
        after: read_cursor(&asked.after),
    };
    // One more than is shown tells whether there is another page.
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut found = {
        let mut conn = app.store.read().await?;
        list_communities(&mut conn, &which, limit).await?
    };
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let older = found.last().filter(|_| more).map(|last| {
        let after = cursor(last);
        address(&[("q", &query), ("where", &asked.r#where), ("after", &after)])
    });
    let now = app.now();
    let filter = |label: &str, place: &str, current: bool| {
        TabView::new(label, address(&[("q", &query), ("where", place)]), current)
    };
    Ok(Page(DirectoryPage {
        filters: vec![
            filter("All", "", !only_here),
            filter("On this server", "here", only_here),
        ],
        communities: found.iter().map(|c| view(&app, c, now)).collect(),
        empty: nothing(&query, frame.signed_in.is_some()),
        pager: PagerView { newer: None, older },
        frame,
        query,
        only_here,
    }))
}

/// People type `!luthiers` and `luthiers@host`, too.
fn prefix(query: &str) -> &str {
    let name = query.trim_start_matches(['!', '@']);
    name.split_once('@').map_or(name, |(name, _)| name)
}

fn address(parameters: &[(&str, &str)]) -> String {
    let given = parameters.iter().filter(|(_, value)| !value.is_empty());
    let query = Serializer::new(String::new()).extend_pairs(given).finish();
    match query.is_empty() {
        true => PATH.to_owned(),
        false => format!("{PATH}?{query}"),
    }
}

fn cursor(last: &Community) -> String {
    let at = last.row.last_activity_at.utc().timestamp_micros();
    format!("{at}.{}", last.id())
}

/// A cursor that nobody made here begins at the beginning.
fn read_cursor(text: &str) -> Option<(Time, CommunityId)> {
    let (at, id) = text.split_once('.')?;
    let at = DateTime::from_timestamp_micros(at.parse().ok()?)?;
    Some((Time::new(at), CommunityId(id.parse().ok()?)))
}

fn view(app: &App, community: &Community, now: Time) -> CommunityView {
    let row = &community.row;
    let actor = &community.actor;
    let followers = row
        .origin_follower_count
        .unwrap_or(0)
        .max(row.follower_count);
    let noun = if followers == 1 {
        "follower"
    } else {
        "followers"
    };
    CommunityView {
        title: community.title().to_owned(),
        href: community.path(),
        focus: row.focus.clone(),
        address: format!("!{}@{}", actor.name, actor.host),
        host: (actor.host != app.local.host).then(|| actor.host.clone()),
        followers: format!("{} {noun}", count(followers)),
        active: When::new(row.last_activity_at, now),
    }
}

fn nothing(query: &str, signed_in: bool) -> EmptyView {
    let mut links = Vec::new();
    let text = if query.is_empty() {
        "Nobody has opened a community here yet, and none of another server is known."
    } else {
        "No community that is known here begins like this. One of another server is found by its \
         full address, such as !name@server."
    };
    if !query.is_empty() {
        let search = Serializer::new(String::new())
            .append_pair("q", query)
            .finish();
        links.push(LinkView::new(
            "Search everywhere",
            format!("/search?{search}"),
        ));
    } else if signed_in {
        links.push(LinkView::new("Open a community", "/communities/new"));
    }
    EmptyView {
        icon: "people",
        title: "No communities".to_owned(),
        text: text.to_owned(),
        number: None,
        links,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_is_the_beginning_of_a_name() {
        for (typed, expected) in [
            ("rust", "rust"),
            ("!rust", "rust"),
            ("!rust@a.test", "rust"),
            ("@rust", "rust"),
            ("", ""),
        ] {
            assert_eq!(prefix(typed), expected, "{typed}");
        }
    }

    #[test]
    fn cursors_are_read_back_and_nonsense_is_the_beginning() {
        let at = DateTime::from_timestamp_micros(1_800_000_000_000_001).unwrap();
        let read = read_cursor("1800000000000001.7");
        assert_eq!(read, Some((Time::new(at), CommunityId(7))));
        for nonsense in ["", "1", "x.y", "99999999999999999999.1", "1.-"] {
            assert_eq!(read_cursor(nonsense), None, "{nonsense}");
        }
    }
}
