//! `/c/{name}/about`.

use super::community_header;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::{CommunityHeaderView, community_at, framed};
use crate::error::Result;
use crate::web::layout::{Frame, count};
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
    facts: Vec<(&'static str, String)>,
    opened: When,
}

async fn about_page(
    State(app): State<App>,
    viewer: MaybeSignedIn,
    frame: Frame,
    Path(name): Path<String>,
) -> Result<Page<AboutPage>> {
    let mut conn = app.store.read().await?;
    let community = community_at(&app, &mut conn, &name).await?;
    let header = community_header(&app, &mut conn, &community, &viewer, "/about").await?;
    Ok(Page(AboutPage {
        frame: framed(frame, &community),
        header,
        facts: facts(&community),
        opened: When::new(community.row.created_at, app.now()),
        description_html: community.row.description_html,
        rules_html: community.row.rules_html,
    }))
}

/// Counts that only the origin knows are told as its own (model.md, merge rule 9).
fn facts(community: &Community) -> Vec<(&'static str, String)> {
    let row = &community.row;
    if community.is_local() {
        return vec![
            ("Followers", count(row.follower_count)),
            ("Threads", count(row.post_count)),
            ("Replies", count(row.comment_count)),
        ];
    }
    let mut facts = vec![
        ("Followers here", count(row.follower_count)),
        ("Threads here", count(row.post_count)),
    ];
    if let Some(followers) = row.origin_follower_count {
        facts.push(("Followers, by its server", count(followers)));
    }
    if let Some(threads) = row.origin_post_count {
        facts.push(("Threads, by its server", count(threads)));
    }
    facts
}
