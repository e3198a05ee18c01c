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
use crate::accounts::model::Viewer;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::community_for;
use crate::error::{Error, Result};
use crate::membership::queries::standing;
use crate::posts::queries::sight;
use crate::store::Conn;
use crate::web::flash;
use crate::web::session::SignedIn;
use axum::Router;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;

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

/// The community of this address, for whoever may read what is said in it.
async fn community_read(
    app: &App,
    conn: &mut Conn,
    viewer: &Viewer,
    name: &str,
) -> Result<Community> {
    let community = community_for(app, conn, viewer, name).await?;
    let sight = sight(conn, viewer, community.id()).await?;
    match sight.admits(community.audience()) {
        true => Ok(community),
        false => Err(Error::NotFound("community")),
    }
}

/// The community of this address, for whoever may change its library.
async fn curated(app: &App, conn: &mut Conn, user: &SignedIn, name: &str) -> Result<Community> {
    let community = community_for(app, conn, &user.viewer(), name).await?;
    let standing = standing(conn, &user.person, &community, app.now()).await?;
    policy::may_curate(&standing, &community)?;
    Ok(community)
}

/// On to a page that says what was done.
fn done(app: &App, path: &str, text: &str) -> Response {
    let jar = flash::set(app, CookieJar::new(), text);
    (jar, Redirect::to(path)).into_response()
}
