//! Opening a community, what it is about, its settings, and who looks after it.

mod about;
mod members;
mod settings;

use super::model::Standing;
use super::policy;
use super::queries::standing;
use crate::app::App;
use crate::communities::model::{Community, WritePolicy};
use crate::communities::pages::{CommunityHeaderView, header};
use crate::error::Result;
use crate::store::Conn;
use crate::web::session::{MaybeSignedIn, SignedIn};
use axum::Router;

pub fn routes() -> Router<App> {
    Router::new()
        .merge(about::routes())
        .merge(members::routes())
        .merge(settings::routes())
}

/// The head of a community's page as this viewer sees it, with the pages that are for conveners and
/// moderators only. `current` is the path of the page below the community's; empty for its front page.
pub async fn community_header(
    app: &App,
    conn: &mut Conn,
    community: &Community,
    viewer: &MaybeSignedIn,
    current: &str,
) -> Result<CommunityHeaderView> {
    let mut view = header(conn, community, viewer, current).await?;
    let Some(user) = &viewer.0 else {
        let row = &community.row;
        let open = row.post_policy == WritePolicy::Readers && !row.restricted_to_moderators;
        return Ok(if open { view.with_begin() } else { view });
    };
    let standing = standing_of(app, conn, community, user).await?;
    if community.is_local() && policy::may_update_community(&standing).is_ok() {
        view = view.with_settings(current);
    }
    if standing.may_moderate() {
        view = view.with_moderation(current);
    }
    if policy::may_begin_thread(&standing, community).is_ok() {
        view = view.with_begin();
    }
    Ok(view)
}

async fn standing_of(
    app: &App,
    conn: &mut Conn,
    community: &Community,
    user: &SignedIn,
) -> Result<Standing> {
    Ok(standing(conn, &user.person, community, app.now()).await?)
}
