//! `/settings/feeds`: the key with which a program reads feeds as oneself.

use super::settings::tabs;
use crate::accounts::actions::{make_feed_key, revoke_feed_key};
use crate::accounts::queries::feed_keys::feed_key_since;
use crate::app::App;
use crate::error::Result;
use crate::web::csrf::{CsrfForm, NoFields};
use crate::web::flash::done;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::session::SignedIn;
use crate::web::view::{TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};

pub(super) const PATH: &str = "/settings/feeds";

pub fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(feeds_page).post(make_submit))
        .route("/settings/feeds/revoke", post(revoke_submit))
}

#[derive(Template)]
#[template(path = "accounts/pages/feeds.html")]
struct FeedsPage {
    frame: Frame,
    tabs: Vec<TabView>,
    /// Since when there is a key.
    since: Option<When>,
    /// What has just been made: addresses with the key in them.
    made: Vec<String>,
}

async fn page(
    app: &App,
    frame: Frame,
    user: &SignedIn,
    made: Vec<String>,
) -> Result<Page<FeedsPage>> {
    let mut conn = app.store.read().await?;
    let since = feed_key_since(&mut conn, user.person.id()).await?;
    Ok(Page(FeedsPage {
        since: since.map(|since| When::new(since, frame.now)),
        tabs: tabs(PATH),
        frame: frame.unlisted(),
        made,
    }))
}

async fn feeds_page(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<FeedsPage>> {
    page(&app, frame, &user, Vec::new()).await
}

/// The key is shown in the answer, since nobody can show it later.
async fn make_submit(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    CsrfForm(NoFields {}): CsrfForm<NoFields>,
) -> Result<Page<FeedsPage>> {
    let key = make_feed_key(&app, user.person.id()).await?;
    let address = |path: &str| app.local.url(&format!("{path}?key={}", key.as_str()));
    let made = ["/feed.atom", "/feed.json"].map(address);
    page(&app, frame, &user, made.into()).await
}

async fn revoke_submit(
    State(app): State<App>,
    user: SignedIn,
    CsrfForm(NoFields {}): CsrfForm<NoFields>,
) -> Result<Response> {
    revoke_feed_key(&app, user.person.id()).await?;
    Ok(done(&app, PATH, &t!("accounts-feeds-revoked")))
}
