//! A community: who it is, and its threads.

use super::find_community;
use super::front::{ListQuery, PER_PAGE};
use super::sharing::latest_shared;
use super::views::{self, address};
use crate::accounts::model::Viewer;
use crate::app::App;
use crate::communities::actions::ask_at_first_look;
use crate::communities::model::{Community, ReadPolicy};
use crate::communities::pages::{CommunityHeaderView, preview_of};
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::membership::model::Role;
use crate::membership::pages::{
    NeighbourView, StepsView, community_facts, community_header, neighbours, parts_of, steps_panel,
};
use crate::membership::queries::list_moderators;
use crate::membership::queries::staff::staff_among;
use crate::posts::model::ThreadKind;
use crate::posts::queries::{
    Listing, Pinned, Scope, Shelf, list_featured, list_pinned, list_threads, sight,
};
use crate::store::Conn;
use crate::web::layout::{self, Frame, OpenGraph};
use crate::web::page::Page;
use crate::web::session::MaybeSignedIn;
use crate::web::view::{EmptyView, LinkView, PagerView, PersonView, RowView, TabView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::get;

/// Conveners and moderators named beside the threads; the others are on the page of members.
const NAMED: usize = 8;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/c/{name}", get(community_show))
}

#[derive(Template)]
#[template(path = "posts/pages/community.html")]
struct CommunityPage {
    frame: Frame,
    header: CommunityHeaderView,
    /// Whether it is shown as a stranger sees it.
    preview: bool,
    /// What somebody who is new here does first.
    steps: Option<StepsView>,
    /// Whether the viewer may not read here, so that there is nothing to choose from.
    shut: bool,
    kinds: Vec<TabView>,
    filters: Vec<TabView>,
    periods: Vec<TabView>,
    tag: Option<LinkView>,
    pinned: Vec<RowView>,
    rows: Vec<RowView>,
    /// The latest that other communities share, and whether there is more.
    shared: Vec<RowView>,
    more_shared: bool,
    empty: EmptyView,
    pager: PagerView,
    /// Collections of its library.
    featured: Vec<LinkView>,
    aside: Aside,
}

/// What stands beside the threads.
struct Aside {
    description_html: String,
    rules_html: String,
    lang: Option<String>,
    facts: Vec<(String, String)>,
    conveners: Vec<PersonView>,
    /// The communities within it.
    parts: Vec<LinkView>,
    /// Those that it works together with.
    neighbours: Vec<NeighbourView>,
}

impl Aside {
    fn says_what_it_is(&self) -> bool {
        !self.description_html.is_empty() || !self.facts.is_empty()
    }
}

async fn community_show(
    State(app): State<App>,
    frame: Frame,
    who: MaybeSignedIn,
    Path(name): Path<String>,
    Query(query): Query<ListQuery>,
) -> Result<Page<CommunityPage>> {
    let now = frame.now;
    let mut conn = app.store.read().await?;
    let community = find_community(&app, &mut conn, &who.viewer(), &name).await?;
    let preview = query.is_preview();
    let (who, frame) = match preview {
        true => (MaybeSignedIn(None), frame.for_stranger()),
        false => (who, frame),
    };
    let viewer = who.viewer();
    let sort = query.read_sort(now.at)?;
    let listing = Listing {
        kind: read_kind(&query.kind)?,
        tag: (!query.tag.is_empty()).then(|| query.tag.clone()),
        pinned: if query.tag.is_empty() {
            Pinned::Without
        } else {
            Pinned::Among
        },
        ..Listing::new(Scope::Community(community.id()), sort)
    };
    let found = list_threads(&mut conn, &viewer, &listing, query.turn(sort)?, PER_PAGE).await?;
    let pinned = if query.tag.is_empty() && !found.earlier {
        list_pinned(&mut conn, &viewer, community.id()).await?
    } else {
        Vec::new()
    };
    let path = community.path();
    let header = community_header(&app, &mut conn, &community, &who, "").await?;
    let sight = sight(&mut conn, &viewer, community.id()).await?;
    let shut = !sight.admits(community.audience());
    let featured = match shut {
        true => Vec::new(),
        false => list_featured(&mut conn, &sight, community.id()).await?,
    };
    let shelf = |shelf: &Shelf| LinkView::new(&shelf.title, format!("{path}{}", shelf.below()));
    let steps = match &who.0 {
        Some(user) if !found.earlier => steps_panel(&mut conn, &community, user).await?,
        _ => None,
    };
    let (shared, more_shared) = match found.earlier || shut || !query.tag.is_empty() {
        true => (Vec::new(), false),
        false => latest_shared(&mut conn, &viewer, &community, now).await?,
    };
    let row = |thread| views::row(thread, now, false);
    let aside = aside(&mut conn, &viewer, &community, shut).await?;
    drop(conn);
    if found.rows.is_empty()
        && is_fetched_for(&community, who.0.is_some())
        && let Err(error) = ask_at_first_look(&app, &community).await
    {
        tracing::warn!(%error, "threads on another server could not be asked for");
    }
    Ok(Page(CommunityPage {
        frame: framed(&app, frame, &community),
        preview,
        steps,
        shared,
        more_shared,
        shut,
        kinds: kinds(&path, &query),
        filters: query.filters(&path),
        periods: query.periods(&path),
        tag: (!query.tag.is_empty())
            .then(|| LinkView::new(&query.tag, address(&path, &[query.look()]))),
        pinned: pinned
            .iter()
            .filter(|thread| listing.kind.is_none_or(|kind| kind == thread.kind))
            .map(row)
            .collect(),
        empty: match shut {
            true => only_members(&community),
            false => nothing_here(&community, &query, header.begin.as_deref(), who.0.is_some()),
        },
        pager: query.pager(&path, sort, &found),
        rows: found.rows.iter().map(row).collect(),
        featured: featured.iter().map(shelf).collect(),
        aside,
        header,
    }))
}

fn only_members(community: &Community) -> EmptyView {
    EmptyView {
        icon: "lock",
        title: t!("posts-community-shut"),
        text: t!("posts-community-shut-text"),
        number: None,
        links: vec![LinkView::new(
            t!("posts-community-shut-join"),
            format!("{}/join", community.path()),
        )],
    }
}

fn read_kind(word: &str) -> Result<Option<ThreadKind>> {
    if word.is_empty() {
        return Ok(None);
    }
    let kind = ThreadKind::parse(word);
    kind.map(Some)
        .ok_or_else(|| Error::Bad(t!("posts-community-no-kind").into()))
}

fn kinds(path: &str, query: &ListQuery) -> Vec<TabView> {
    let words = [
        ("", t!("posts-community-all-kinds")),
        ("question", t!("posts-community-questions")),
        ("discussion", t!("posts-community-discussions")),
        ("article", t!("posts-community-articles")),
        ("link", t!("posts-community-links")),
    ];
    let tab = |(kind, label): &(&str, String)| {
        let fields = [
            ("kind", *kind),
            ("sort", query.sort.as_str()),
            ("period", query.period.as_str()),
            ("tag", query.tag.as_str()),
            query.look(),
        ];
        TabView::new(label, address(path, &fields), *kind == query.kind)
    };
    words.iter().map(tab).collect()
}

/// Communities of other servers point there, and are not for search engines to find here.
fn framed(app: &App, frame: Frame, community: &Community) -> Frame {
    let own = app.local.url(&community.path());
    let canonical = if community.is_local() {
        own
    } else {
        community.actor.page().to_owned()
    };
    Frame {
        og: Some(OpenGraph {
            title: views::title_of(community).to_owned(),
            description: community.row.focus.clone(),
            url: canonical.clone(),
            kind: "website",
            picture: preview_of(&app.local, community),
        }),
        noindex: frame.noindex
            || !community.is_local()
            || community.row.read_policy != ReadPolicy::Public,
        canonical: Some(canonical),
        feeds: layout::feeds(&community.path(), ""),
        alternate_json: Some(community.actor.ap_id.clone()),
        ..frame
    }
}

/// How much is said here is for those who may read it.
async fn aside(
    conn: &mut Conn,
    viewer: &Viewer,
    community: &Community,
    shut: bool,
) -> Result<Aside> {
    let mut moderators = list_moderators(conn, community.id()).await?;
    moderators.truncate(NAMED);
    let ids: Vec<AccountId> = moderators.iter().map(|(person, _)| person.id()).collect();
    let staff = staff_among(conn, community, &ids).await?;
    let conveners = moderators.iter().map(|(person, role)| {
        let standing = match role {
            Role::Convener => t!("posts-community-convener"),
            _ if !community.is_local() => t!("posts-community-looks-after"),
            _ => t!("posts-community-moderator"),
        };
        PersonView {
            standing: staff.beside(Some(&standing), person.id()),
            ..views::person(person)
        }
    });
    let row = &community.row;
    Ok(Aside {
        description_html: row.description_html.clone(),
        rules_html: row.rules_html.clone(),
        lang: layout::lang(&row.language),
        facts: match shut {
            true => Vec::new(),
            false => community_facts(conn, community).await?,
        },
        conveners: conveners.collect(),
        parts: parts_of(conn, viewer, community).await?,
        neighbours: neighbours(conn, viewer, community).await?,
    })
}

/// Whether its latest threads are asked for because somebody of this server looks.
fn is_fetched_for(community: &Community, signed_in: bool) -> bool {
    let unread = !community.is_local() && community.row.backfilled_at.is_none();
    unread && signed_in && community.is_open_to_read()
}

/// Of a community of another server: what has been said there may only have yet to come.
fn nothing_came(community: &Community, begin: Option<&str>, signed_in: bool) -> EmptyView {
    let host = &community.actor.host;
    let (title, text) = match is_fetched_for(community, signed_in) {
        true => (
            t!("posts-community-coming"),
            t!("posts-community-coming-text", host = host),
        ),
        false => (
            t!("posts-community-nothing-came"),
            t!("posts-community-nothing-came-text", host = host),
        ),
    };
    let begin = begin.map(|href| LinkView::new(t!("posts-community-begin"), href));
    let label = t!("posts-community-there", host = host);
    let there = LinkView::new(label, community.actor.page());
    EmptyView {
        icon: "talk",
        title,
        text,
        number: None,
        links: begin.into_iter().chain([there]).collect(),
    }
}

/// Why there is nothing, which depends on what was asked for, and what to do.
fn nothing_here(
    community: &Community,
    query: &ListQuery,
    begin: Option<&str>,
    signed_in: bool,
) -> EmptyView {
    if is_fetched_for(community, signed_in) {
        return nothing_came(community, begin, signed_in);
    }
    let narrowed = !query.kind.is_empty() || !query.tag.is_empty();
    let (title, text) = match query.sort.as_str() {
        "unanswered" => (
            t!("posts-community-all-answered"),
            t!("posts-community-all-answered-text"),
        ),
        _ if narrowed => (
            t!("posts-community-none-fits"),
            t!("posts-community-none-fits-text"),
        ),
        "top" if !matches!(query.period.as_str(), "" | "all") => (
            t!("posts-community-none-then"),
            t!("posts-community-none-then-text"),
        ),
        _ if !community.is_local() => return nothing_came(community, begin, signed_in),
        _ if begin.is_none() => (t!("posts-community-none"), t!("posts-community-none-text")),
        _ => (
            t!("posts-community-none"),
            t!("posts-community-none-text-begin"),
        ),
    };
    let mut links = Vec::new();
    if narrowed || !query.sort.is_empty() {
        let label = t!("posts-community-all-threads");
        links.push(LinkView::new(label, community.path()));
    }
    links.extend(begin.map(|href| LinkView::new(t!("posts-community-begin"), href)));
    EmptyView {
        icon: "talk",
        title,
        text,
        number: None,
        links,
    }
}
