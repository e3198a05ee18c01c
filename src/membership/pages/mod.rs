//! Opening a community, what it is about, its settings, and who looks after it.

mod about;
mod members;
mod settings;

use super::model::Standing;
use super::policy;
use super::queries::standing;
use crate::app::App;
use crate::communities::model::Community;
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

/// The head of a community's page, with the page for conveners where the viewer is one. `posts` uses
/// it for the front page.
pub async fn community_header(
    app: &App,
    conn: &mut Conn,
    community: &Community,
    viewer: &MaybeSignedIn,
    current: &str,
) -> Result<CommunityHeaderView> {
    let view = header(conn, community, viewer, current).await?;
    let convenes = match &viewer.0 {
        Some(user) if community.is_local() => {
            let standing = standing_of(app, conn, community, user).await?;
            policy::may_update_community(&standing).is_ok()
        }
        _ => false,
    };
    Ok(match convenes {
        true => view.with_settings(current),
        false => view,
    })
}

async fn standing_of(
    app: &App,
    conn: &mut Conn,
    community: &Community,
    user: &SignedIn,
) -> Result<Standing> {
    Ok(standing(conn, &user.person, community, app.now()).await?)
}
