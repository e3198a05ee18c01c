//! `/c/{name}/about`.

use super::tree::{Kin, kin};
use super::{community_facts, community_header, reads};
use crate::app::App;
use crate::communities::pages::{CommunityHeaderView, community_for, framed};
use crate::error::Result;
use crate::web::layout::{self, Frame};
use crate::web::page::Page;
use crate::web::session::MaybeSignedIn;
use crate::web::view::When;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;

pub fn routes() -> Router<App> {
    Router::new().route("/c/{name}/about", get(about_page))
}

#[derive(Template)]
#[template(path = "membership/pages/about.html")]
struct AboutPage {
    frame: Frame,
    header: CommunityHeaderView,
    description_html: String,
    rules_html: String,
    /// Label and figure.
    facts: Vec<(String, String)>,
    opened: When,
    /// Language of its texts, where it is not the page's own.
    lang: Option<String>,
    kin: Kin,
    /// Whether the viewer may read what is said here, and who did what about it.
    reads: bool,
}

async fn about_page(
    State(app): State<App>,
    viewer: MaybeSignedIn,
    frame: Frame,
    Path(name): Path<String>,
) -> Result<Page<AboutPage>> {
    let mut conn = app.store.read().await?;
    let community = community_for(&app, &mut conn, &viewer.viewer(), &name).await?;
    let header = community_header(&app, &mut conn, &community, &viewer, "/about").await?;
    let reads = reads(&mut conn, &community, &viewer.viewer()).await?;
    Ok(Page(AboutPage {
        kin: kin(&mut conn, &viewer.viewer(), &community).await?,
        header,
        facts: match reads {
            true => community_facts(&mut conn, &community).await?,
            false => Vec::new(),
        },
        reads,
        lang: layout::lang(&community.row.language),
        opened: When::new(community.row.created_at, frame.now),
        frame: framed(frame, &community),
        description_html: community.row.description_html,
        rules_html: community.row.rules_html,
    }))
}
