//! `/c/{name}/library` and what is below it: reading collections, making them, putting them in order; and
//! `/post/{id}/library`, where a thread is put into one, `/post/{id}/distil`, where an article is
//! made of it, and `/post/{id}/review`, where somebody says whether it is still right.

mod distilling;
mod editing;
mod exporting;
mod making;
mod reviewing;
mod shelving;
mod showing;

use super::policy;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::community_for;
use crate::error::Result;
use crate::membership::queries::standing;
use crate::store::Conn;
use crate::web::flash::done;
use crate::web::session::SignedIn;
use axum::Router;

/// Below the community's address.
const HERE: &str = "/library";

pub fn routes() -> Router<App> {
    Router::new()
        .merge(showing::routes())
        .merge(making::routes())
        .merge(editing::routes())
        .merge(shelving::routes())
        .merge(distilling::routes())
        .merge(reviewing::routes())
        .merge(exporting::routes())
}

/// The community of this address, for whoever may change its library.
async fn curated(app: &App, conn: &mut Conn, user: &SignedIn, name: &str) -> Result<Community> {
    let community = community_for(app, conn, &user.viewer(), name).await?;
    let standing = standing(conn, &user.person, &community, app.now()).await?;
    policy::may_curate(&standing, &community)?;
    Ok(community)
}
