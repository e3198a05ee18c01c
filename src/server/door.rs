//! While the server is closed everybody is turned away for a while (503), but for who asks whether it lives,
//! for administrators, and for what it takes to sign in as one. Other servers try again by themselves, so that
//! nothing of theirs is lost.

use crate::accounts::closing::{closed, refuse_while_closed};
use crate::accounts::model::Viewer;
use crate::accounts::policy::may_administer;
use crate::app::App;
use crate::error::Result;
use crate::web::session::MaybeSignedIn;
use axum::body::Body;
use axum::extract::{FromRequestParts, State};
use axum::http::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Open all the time.
const OPEN: [&str; 6] = [
    "/livez",
    "/readyz",
    "/login",
    "/login/code",
    "/logout",
    "/theme",
];

fn is_open(path: &str) -> bool {
    OPEN.contains(&path) || path.starts_with("/assets/") || path.starts_with("/accent/")
}

/// Layer around all that is answered.
pub async fn keep(State(app): State<App>, request: Request<Body>, next: Next) -> Response {
    if is_open(request.uri().path()) {
        return next.run(request).await;
    }
    match enters(&app, request).await {
        Ok(request) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

async fn enters(app: &App, request: Request<Body>) -> Result<Request<Body>> {
    // Where that cannot be found out, what is asked for fails by itself.
    if closed(app).await.is_ok_and(|closed| closed.is_none()) {
        return Ok(request);
    }
    let (mut parts, body) = request.into_parts();
    let viewer: Viewer = MaybeSignedIn::from_request_parts(&mut parts, app)
        .await?
        .viewer();
    if may_administer(&viewer).is_err() {
        refuse_while_closed(app).await?;
    }
    Ok(Request::from_parts(parts, body))
}
