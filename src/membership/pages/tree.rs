//! `/c/{name}/communities`: the communities within a community. What is above it is named on all its
//! pages, and what is related to it on the page about it.

use super::community_header;
use super::linking::{NeighbourView, neighbours};
use crate::accounts::model::Viewer;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::{CommunityHeaderView, community_for, framed};
use crate::communities::queries::{list_by_id, list_communities_by_ap_id, list_in_order};
use crate::error::Result;
use crate::ids::CommunityId;
use crate::membership::model::Related;
use crate::membership::queries::known::retain_known;
use crate::membership::queries::settings::settings_of;
use crate::membership::queries::tree::{LEVELS_MAX, list_above, list_parts};
use crate::store::Conn;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::session::MaybeSignedIn;
use crate::web::view::LinkView;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;

/// Below the community's address.
const HERE: &str = "/communities";
/// Parts that are named beside the words about a community.
const NAMED: usize = 10;

pub fn routes() -> Router<App> {
    Router::new().route("/c/{name}/communities", get(tree_page))
}

/// A community within another. What is within it comes next.
struct Branch {
    /// From 1.
    depth: usize,
    link: LinkView,
    focus: String,
    /// What it is a part of; empty for the parts of the community of the page.
    within: String,
}

#[derive(Template)]
#[template(path = "membership/pages/tree.html")]
struct TreePage {
    frame: Frame,
    header: CommunityHeaderView,
    branches: Vec<Branch>,
    /// Whether the viewer can make communities parts of this one.
    convenes: bool,
}

async fn tree_page(
    State(app): State<App>,
    viewer: MaybeSignedIn,
    frame: Frame,
    Path(name): Path<String>,
) -> Result<Page<TreePage>> {
    let mut conn = app.store.read().await?;
    let community = community_for(&app, &mut conn, &viewer.viewer(), &name).await?;
    let header = community_header(&app, &mut conn, &community, &viewer, HERE).await?;
    let parts = read_parts(&mut conn, &viewer.viewer(), &community).await?;
    Ok(Page(TreePage {
        branches: branches(&parts, community.id(), "", 1),
        convenes: header.has_settings(),
        frame: framed(frame, &community),
        header,
    }))
}

/// A community and the one that it is a part of.
struct Part {
    community: Community,
    parent: CommunityId,
}

/// All that this viewer may know of, level by level. What is within one that they may not know of is left
/// out with it: its place would tell.
async fn read_parts(conn: &mut Conn, viewer: &Viewer, root: &Community) -> Result<Vec<Part>> {
    let mut parts: Vec<Part> = Vec::new();
    if !root.is_local() {
        return Ok(parts);
    }
    let mut level = vec![root.id()];
    for _ in 1..LEVELS_MAX {
        let pairs = list_parts(conn, &level).await?;
        let ids: Vec<CommunityId> = pairs.iter().map(|(part, _)| *part).collect();
        if ids.is_empty() {
            break;
        }
        let found = list_by_id(conn, &ids).await?;
        let known = retain_known(conn, viewer, found).await?;
        level = known.iter().map(Community::id).collect();
        parts.extend(known.into_iter().filter_map(|community| {
            let (_, parent) = pairs.iter().find(|(part, _)| *part == community.id())?;
            Some(Part {
                parent: *parent,
                community,
            })
        }));
    }
    Ok(parts)
}

/// In the order of a tree, each under what it is a part of.
fn branches(parts: &[Part], of: CommunityId, within: &str, depth: usize) -> Vec<Branch> {
    let mut branches = Vec::new();
    if depth >= LEVELS_MAX {
        return branches;
    }
    for part in parts.iter().filter(|part| part.parent == of) {
        let community = &part.community;
        branches.push(Branch {
            depth,
            link: link(community),
            focus: community.row.focus.clone(),
            within: within.to_owned(),
        });
        let (id, title) = (community.id(), community.title());
        branches.extend(self::branches(parts, id, title, depth.saturating_add(1)));
    }
    branches
}

fn link(community: &Community) -> LinkView {
    LinkView::new(community.title(), community.path())
}

/// The way down to a community, the highest first: as far up as this viewer may know of each.
pub(super) async fn crumbs(
    conn: &mut Conn,
    viewer: &Viewer,
    community: &Community,
) -> Result<Vec<LinkView>> {
    if !community.is_local() {
        return Ok(Vec::new());
    }
    let above = list_above(conn, community.id()).await?;
    if above.is_empty() {
        return Ok(Vec::new());
    }
    let found = list_in_order(conn, &above).await?;
    let known = retain_known(conn, viewer, found).await?;
    let way = above.iter().zip(&known);
    let mut crumbs: Vec<LinkView> = way
        .take_while(|(id, found)| **id == found.id())
        .map(|(_, found)| link(found))
        .collect();
    crumbs.reverse();
    Ok(crumbs)
}

/// What stands beside the words about a community.
pub(super) struct Kin {
    /// Communities within it, the first few.
    pub parts: Vec<LinkView>,
    /// Those that it works together with.
    pub neighbours: Vec<NeighbourView>,
    pub related: Vec<RelatedView>,
}

pub(super) struct RelatedView {
    pub link: LinkView,
    /// The server of one that is known by its name only; its page is there.
    pub host: Option<String>,
}

pub(super) async fn kin(conn: &mut Conn, viewer: &Viewer, community: &Community) -> Result<Kin> {
    let related = settings_of(conn, community.id()).await?.related.0;
    Ok(Kin {
        parts: parts_of(conn, viewer, community).await?,
        neighbours: neighbours(conn, viewer, community).await?,
        related: related_views(conn, viewer, &related).await?,
    })
}

/// The parts of a community that this viewer may know of, the first few, without what is within them.
pub async fn parts_of(
    conn: &mut Conn,
    viewer: &Viewer,
    community: &Community,
) -> Result<Vec<LinkView>> {
    if !community.is_local() {
        return Ok(Vec::new());
    }
    let pairs = list_parts(conn, &[community.id()]).await?;
    let ids: Vec<CommunityId> = pairs.into_iter().map(|(part, _)| part).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = list_by_id(conn, &ids).await?;
    let known = retain_known(conn, viewer, found).await?;
    Ok(known.iter().take(NAMED).map(link).collect())
}

/// Of those that are known here by now this server's pages are named, as far as the viewer may know of
/// them; of the others what was found when they were named.
async fn related_views(
    conn: &mut Conn,
    viewer: &Viewer,
    related: &[Related],
) -> Result<Vec<RelatedView>> {
    let ids: Vec<String> = related.iter().map(|one| one.ap_id.clone()).collect();
    let here = list_communities_by_ap_id(conn, &ids).await?;
    let all_here: Vec<String> = here.iter().map(|one| one.actor.ap_id.clone()).collect();
    let known = retain_known(conn, viewer, here).await?;
    let view = |one: &Related| {
        if let Some(found) = known.iter().find(|found| found.actor.ap_id == one.ap_id) {
            let host = (!found.is_local()).then(|| found.actor.host.clone());
            return Some(RelatedView {
                link: link(found),
                host,
            });
        }
        let (_, host) = one.address.split_once('@')?;
        (!all_here.contains(&one.ap_id)).then(|| RelatedView {
            link: LinkView::new(&one.title, &one.page),
            host: Some(host.to_owned()),
        })
    };
    Ok(related.iter().filter_map(view).collect())
}
