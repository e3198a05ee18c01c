//! A community: who it is, and its threads.

use super::find_community;
use super::front::{ListQuery, PER_PAGE};
use super::views::{self, address};
use crate::app::App;
use crate::communities::model::{Community, FollowState};
use crate::communities::queries::follows::follow_by_pair;
use crate::error::{Error, Result};
use crate::membership::queries::list_moderators;
use crate::posts::model::ThreadKind;
use crate::posts::queries::{Listing, Pinned, Scope, list_pinned, list_threads};
use crate::store::Conn;
use crate::web::layout::{self, Frame, OpenGraph};
use crate::web::page::Page;
use crate::web::session::MaybeSignedIn;
use crate::web::view::{EmptyView, LinkView, PagerView, PersonView, RowView, TabView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::get;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/c/{name}", get(community_show))
}

/// What stands above and beside every page of a community.
pub(super) struct Masthead {
    pub title: String,
    pub name: String,
    pub focus: String,
    /// Server of a community from elsewhere.
    pub host: Option<String>,
    /// `!name@host`, to be pasted elsewhere.
    pub address: String,
    pub path: String,
    pub origin: Option<LinkView>,
    pub follow: Option<FollowView>,
    pub description_html: String,
    pub rules_html: String,
    pub facts: Vec<(&'static str, String)>,
    pub moderators: Vec<(PersonView, &'static str)>,
}

pub(super) struct FollowView {
    pub action: String,
    pub label: &'static str,
    pub following: bool,
}

#[derive(Template)]
#[template(path = "posts/pages/community.html")]
struct CommunityPage {
    frame: Frame,
    head: Masthead,
    tabs: Vec<TabView>,
    filters: Vec<TabView>,
    periods: Vec<TabView>,
    tag: Option<LinkView>,
    pinned: Vec<RowView>,
    rows: Vec<RowView>,
    empty: EmptyView,
    pager: PagerView,
}

async fn community_show(
    State(app): State<App>,
    frame: Frame,
    who: MaybeSignedIn,
    Path(name): Path<String>,
    Query(query): Query<ListQuery>,
) -> Result<Page<CommunityPage>> {
    let now = app.now();
    let viewer = who.viewer();
    let mut conn = app.store.read().await?;
    let community = find_community(&app, &mut conn, &name).await?;
    let sort = query.read_sort(now)?;
    let first = query.after.is_empty() && query.tag.is_empty();
    let listing = Listing {
        kind: read_kind(&query.kind)?,
        tag: (!query.tag.is_empty()).then(|| query.tag.replace('\0', "")),
        pinned: if query.tag.is_empty() {
            Pinned::Without
        } else {
            Pinned::Among
        },
        ..Listing::new(Scope::Community(community.id()), sort)
    };
    let after = query.read_after(sort)?;
    let found = list_threads(&mut conn, &viewer, &listing, after, PER_PAGE).await?;
    let pinned = if first {
        list_pinned(&mut conn, &viewer, community.id()).await?
    } else {
        Vec::new()
    };
    let path = community.path();
    let row = |thread| views::row(thread, now, false);
    Ok(Page(CommunityPage {
        frame: framed(&app, frame, &community),
        tabs: tabs(&path, &query.kind),
        filters: query.filters(&path),
        periods: query.periods(&path),
        tag: (!query.tag.is_empty()).then(|| LinkView::new(&query.tag, &path)),
        pinned: pinned
            .iter()
            .filter(|thread| listing.kind.is_none_or(|kind| kind == thread.kind))
            .map(row)
            .collect(),
        rows: found.threads.iter().map(row).collect(),
        empty: nothing_here(&community),
        pager: query.pager(&path, found.next),
        head: masthead(&app, &mut conn, &who, &community).await?,
    }))
}

fn read_kind(word: &str) -> Result<Option<ThreadKind>> {
    if word.is_empty() {
        return Ok(None);
    }
    let kind = ThreadKind::parse(word);
    kind.map(Some)
        .ok_or(Error::Bad("there is no such kind of thread".into()))
}

fn tabs(path: &str, current: &str) -> Vec<TabView> {
    let words = [
        ("", "All"),
        ("question", "Questions"),
        ("discussion", "Discussions"),
        ("article", "Articles"),
        ("link", "Links"),
    ];
    words
        .iter()
        .map(|(kind, label)| {
            TabView::new(label, address(path, &[("kind", kind)]), *kind == current)
        })
        .collect()
}

/// Communities of other servers point there, and are not for search engines to find here.
pub(super) fn framed(app: &App, frame: Frame, community: &Community) -> Frame {
    let own = app.local.url(&community.path());
    let page = community.actor.page();
    Frame {
        og: Some(OpenGraph {
            title: views::title_of(community).to_owned(),
            description: community.row.focus.clone(),
            url: if community.is_local() {
                own.clone()
            } else {
                page.to_owned()
            },
            kind: "website",
        }),
        noindex: frame.noindex || !community.is_local(),
        canonical: Some(if community.is_local() {
            own
        } else {
            page.to_owned()
        }),
        alternate_json: Some(community.actor.ap_id.clone()),
        ..frame
    }
}

pub(super) async fn masthead(
    app: &App,
    conn: &mut Conn,
    who: &MaybeSignedIn,
    community: &Community,
) -> Result<Masthead> {
    let moderators = list_moderators(conn, community.id()).await?;
    let row = &community.row;
    let path = community.path();
    let known = |origin: Option<i64>, ours: i64| layout::count(origin.unwrap_or(ours).max(ours));
    let name = &community.actor.name;
    let host = (!community.is_local()).then(|| community.actor.host.clone());
    let moderators = moderators.iter().map(|(person, role)| {
        let standing = match role {
            crate::membership::model::Role::Convener => "convener",
            _ => "moderator",
        };
        (views::person(person), standing)
    });
    Ok(Masthead {
        title: views::title_of(community).to_owned(),
        name: name.clone(),
        focus: row.focus.clone(),
        address: format!("!{name}@{}", host.as_ref().unwrap_or(&app.local.host)),
        origin: host
            .as_ref()
            .map(|host| LinkView::new(format!("Open on {host}"), community.actor.page())),
        host,
        follow: follow_view(conn, who, community).await?,
        description_html: row.description_html.clone(),
        rules_html: row.rules_html.clone(),
        facts: vec![
            (
                "Followers",
                known(row.origin_follower_count, row.follower_count),
            ),
            ("Threads", known(row.origin_post_count, row.post_count)),
            ("Replies here", layout::count(row.comment_count)),
        ],
        moderators: moderators.collect(),
        path,
    })
}

async fn follow_view(
    conn: &mut Conn,
    who: &MaybeSignedIn,
    community: &Community,
) -> Result<Option<FollowView>> {
    let Some(who) = &who.0 else { return Ok(None) };
    let follow = follow_by_pair(conn, who.person.actor.id, community.actor.id).await?;
    let state = follow.map(|follow| follow.state);
    let path = community.path();
    let (verb, label) = match state {
        Some(FollowState::Accepted) => ("unfollow", "Unfollow"),
        Some(FollowState::Pending) => ("unfollow", "Requested: withdraw"),
        Some(FollowState::Refused) | None => ("follow", "Follow"),
    };
    Ok(Some(FollowView {
        action: format!("{path}/{verb}"),
        label,
        following: state == Some(FollowState::Accepted),
    }))
}

fn nothing_here(community: &Community) -> EmptyView {
    EmptyView {
        icon: "talk",
        title: "No threads here yet".to_owned(),
        text: "Nothing fits, or nobody has begun. You can.".to_owned(),
        number: None,
        links: vec![LinkView::new(
            "Ask the first question",
            format!("{}/new", community.path()),
        )],
    }
}
