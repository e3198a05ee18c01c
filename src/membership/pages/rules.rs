//! `/c/{name}/rules`: the rules in their numbered points, what they said before, and agreeing to them.

use super::{community_header, done, standing_of};
use crate::accounts::settings::links;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::{CommunityHeaderView, community_at, community_for, framed};
use crate::error::{Error, Result};
use crate::membership::actions::agree;
use crate::membership::model::{Accord, Channel, RulesChange, RulesVersion};
use crate::membership::queries::rules::{list_agreements, list_versions, version_by_number};
use crate::text;
use crate::web::csrf::CsrfForm;
use crate::web::layout::{self, Frame, Now};
use crate::web::page::Page;
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{LinkView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/c/{name}/rules", get(rules_page).post(agree_submit))
        .route("/c/{name}/rules/{id}", get(version_page))
}

/// One version among the others.
struct VersionView {
    link: LinkView,
    when: When,
    material: bool,
    current: bool,
}

#[derive(Template)]
#[template(path = "membership/pages/rules.html")]
struct RulesPage {
    frame: Frame,
    header: CommunityHeaderView,
    lang: Option<String>,
    /// Each point as HTML.
    items: Vec<String>,
    /// Number of the version that is shown; 0 where there is none.
    number: i32,
    current: i32,
    when: Option<When>,
    versions: Vec<VersionView>,
    /// What this member has said to it.
    agreed: Option<When>,
    /// Whether they are asked to agree to it now.
    asked: bool,
}

/// The points of a version, rendered.
pub(super) fn rendered(app: &App, items: &[String]) -> Vec<String> {
    let links = links(app);
    let render = |item: &String| text::render(item, &links).html;
    items.iter().map(render).collect()
}

async fn rules_page(
    State(app): State<App>,
    viewer: MaybeSignedIn,
    frame: Frame,
    Path(name): Path<String>,
) -> Result<Page<RulesPage>> {
    Ok(Page(page(&app, &viewer, frame, &name, None).await?))
}

async fn version_page(
    State(app): State<App>,
    viewer: MaybeSignedIn,
    frame: Frame,
    Path((name, id)): Path<(String, String)>,
) -> Result<Page<RulesPage>> {
    let number = id.parse().map_err(|_| Error::NotFound("version"))?;
    Ok(Page(page(&app, &viewer, frame, &name, Some(number)).await?))
}

async fn page(
    app: &App,
    viewer: &MaybeSignedIn,
    frame: Frame,
    name: &str,
    number: Option<i32>,
) -> Result<RulesPage> {
    let mut conn = app.store.read().await?;
    let community = community_for(app, &mut conn, &viewer.viewer(), name).await?;
    let current = community.row.rules_version;
    let wanted = number.unwrap_or(current);
    let version = version_by_number(&mut conn, community.id(), wanted).await?;
    if number.is_some() && version.is_none() {
        return Err(Error::NotFound("version"));
    }
    let mut agreed = None;
    let mut asked = false;
    if let Some(user) = &viewer.0 {
        let standing = standing_of(app, &mut conn, &community, user).await?;
        let said = list_agreements(&mut conn, community.id(), user.person.id()).await?;
        let said = said.iter().find(|said| said.version == wanted);
        agreed = said.map(|said| When::new(said.agreed_at, frame.now));
        let binds = standing.accord != Accord::Given;
        asked = standing.role.is_some() && wanted == current && (binds || said.is_none());
    }
    let versions = list_versions(&mut conn, community.id()).await?;
    let header = community_header(app, &mut conn, &community, viewer, "/rules").await?;
    let items = match &version {
        Some(version) => rendered(app, &version.items.0),
        // Other servers tell no versions.
        None if !community.row.rules_html.is_empty() => vec![community.row.rules_html.clone()],
        None => Vec::new(),
    };
    let now = frame.now;
    Ok(RulesPage {
        header: CommunityHeaderView {
            asks: None,
            ..header
        },
        lang: layout::lang(&community.row.language),
        asked: asked && !items.is_empty(),
        items,
        number: version.as_ref().map_or(0, |version| version.number),
        current,
        when: version.map(|version| When::new(version.published_at, now)),
        versions: versions
            .iter()
            .map(|version| version_view(&community, version, wanted, now))
            .collect(),
        agreed,
        frame: framed(frame, &community),
    })
}

fn version_view(
    community: &Community,
    version: &RulesVersion,
    shown: i32,
    now: Now,
) -> VersionView {
    let number = version.number;
    VersionView {
        link: LinkView::new(
            format!("Version {number}"),
            format!("{}/rules/{number}", community.path()),
        ),
        when: When::new(version.published_at, now),
        material: version.change_kind == RulesChange::Material,
        current: number == shown,
    }
}

/// `agree` is the tick; `rules_version` is the number of what stood on the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct AgreeForm {
    agree: String,
    rules_version: String,
}

async fn agree_submit(
    State(app): State<App>,
    user: SignedIn,
    Path(name): Path<String>,
    CsrfForm(form): CsrfForm<AgreeForm>,
) -> Result<Response> {
    let community = {
        let mut conn = app.store.read().await?;
        community_at(&app, &mut conn, &name).await?
    };
    let seen = seen(&community, &form.agree, &form.rules_version);
    agree(&app, &user.person, &community, seen, Channel::Page).await?;
    let text = "Thank you. What you wrote meanwhile is shown now.";
    Ok(done(&app, &community, "/rules", text))
}

/// The version that somebody agrees to, if they do. A form that names none is of the present one.
pub(super) fn seen(community: &Community, agree: &str, version: &str) -> Option<i32> {
    if agree.trim().is_empty() {
        return None;
    }
    match version.trim() {
        "" => Some(community.row.rules_version),
        number => Some(number.parse().unwrap_or(-1)),
    }
}
