//! Following and unfollowing, ours and other servers'.

use super::community_at;
use crate::app::App;
use crate::communities::actions;
use crate::communities::model::{Community, FollowState};
use crate::error::Result;
use crate::web::csrf::{CsrfForm, NoFields};
use crate::web::flash;
use crate::web::session::SignedIn;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use axum_extra::extract::CookieJar;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/c/{name}/follow", post(follow_submit))
        .route("/c/{name}/unfollow", post(unfollow_submit))
}

async fn follow_submit(
    State(app): State<App>,
    user: SignedIn,
    Path(name): Path<String>,
    CsrfForm(NoFields {}): CsrfForm<NoFields>,
) -> Result<Response> {
    let community = find(&app, &name).await?;
    let text = match actions::follow(&app, &user.person, &community).await? {
        FollowState::Accepted => t!("communities-followed", title = community.title()),
        _ => t!("communities-follow-asked", host = community.actor.host),
    };
    Ok(back(&app, &community, &text))
}

async fn unfollow_submit(
    State(app): State<App>,
    user: SignedIn,
    Path(name): Path<String>,
    CsrfForm(NoFields {}): CsrfForm<NoFields>,
) -> Result<Response> {
    let community = find(&app, &name).await?;
    actions::unfollow(&app, &user.person, &community).await?;
    let text = t!("communities-unfollowed", title = community.title());
    Ok(back(&app, &community, &text))
}

async fn find(app: &App, name: &str) -> Result<Community> {
    let mut conn = app.store.read().await?;
    community_at(app, &mut conn, name).await
}

fn back(app: &App, community: &Community, text: &str) -> Response {
    let jar = flash::set(app, CookieJar::new(), text);
    (jar, Redirect::to(&community.path())).into_response()
}
