//! The directory, following, and the head that all pages of a community share. The front page with
//! its threads is in `posts`, what conveners do in `membership`.

mod directory;
mod follow;
mod header;

pub use header::{CommunityHeaderView, FollowControl, JoinControl, facts, header};

use super::model::{Community, ReadPolicy};
use super::policy::is_known_to;
use super::queries::community_by_handle;
use crate::accounts::model::Viewer;
use crate::activitypub::ids::Local;
use crate::app::App;
use crate::error::{Error, Result};
use crate::store::Conn;
use crate::web::layout::Frame;
use crate::web::preview::PreviewPicture;
use axum::Router;

/// Bytes of `name@host` in an address.
const ADDRESS_MAX: usize = 400;

/// `/communities` and the two forms `/c/{name}/follow` and `/c/{name}/unfollow`.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(directory::routes())
        .merge(follow::routes())
}

/// The community of a page's address: `luthiers`, or `luthiers@host` for another server's. Removed
/// ones are not found; only admins see them, and elsewhere.
pub async fn community_at(app: &App, conn: &mut Conn, address: &str) -> Result<Community> {
    community_for(app, conn, &Viewer::System, address).await
}

/// The same for pages that visitors see, too: who may not know of it is told that there is none.
pub async fn community_for(
    app: &App,
    conn: &mut Conn,
    viewer: &Viewer,
    address: &str,
) -> Result<Community> {
    let community = known_at(app, conn, viewer, address).await?;
    let community = community.ok_or(Error::NotFound("community"))?;
    if community.row.deleted_at.is_some() || community.actor.gone_at.is_some() {
        return Err(Error::Gone("community"));
    }
    if !community.is_live() {
        return Err(Error::NotFound("community"));
    }
    Ok(community)
}

/// Shown elsewhere with links to pages of this community: its banner, or its mark.
pub fn preview_of(local: &Local, community: &Community) -> Option<PreviewPicture> {
    let row = &community.row;
    let name = row.banner.as_deref().or(row.icon.as_deref())?;
    let is_open = community.is_live() && is_known_to(&Viewer::Anonymous, community);
    is_open
        .then(|| PreviewPicture::named(local, name))
        .flatten()
}

/// The community of an address in whatever state it is, where the viewer may know of it.
pub async fn known_at(
    app: &App,
    conn: &mut Conn,
    viewer: &Viewer,
    address: &str,
) -> Result<Option<Community>> {
    if address.len() > ADDRESS_MAX || address.chars().any(char::is_control) {
        return Ok(None);
    }
    let (name, host) = app.local.name_and_host(address);
    let community = community_by_handle(conn, name, &host.to_ascii_lowercase()).await?;
    Ok(community.filter(|community| is_known_to(viewer, community)))
}

/// What search engines and other servers are told about a page of this community: ours is an actor
/// of the same address, another server's is that server's to be found at.
pub fn framed(frame: Frame, community: &Community) -> Frame {
    if community.is_local() {
        return Frame {
            alternate_json: Some(community.actor.ap_id.clone()),
            noindex: frame.noindex || community.row.read_policy != ReadPolicy::Public,
            ..frame
        };
    }
    Frame {
        noindex: true,
        canonical: Some(community.actor.page().to_owned()),
        ..frame
    }
}
