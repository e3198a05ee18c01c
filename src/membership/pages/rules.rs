//! `/c/{name}/rules`: the rules in their numbered points, what is new in them, what they said before, and
//! agreeing to them.

use super::abroad::is_joined_from_here;
use super::points::{PointView, PointsView, read_before};
use super::{community_header, done, standing_of};
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::{CommunityHeaderView, community_for, framed};
use crate::communities::queries::remote::rules_elsewhere;
use crate::error::{Error, Result};
use crate::membership::actions::{agree, agree_elsewhere, check_seen, rules_to_agree};
use crate::membership::federation::terms_elsewhere;
use crate::membership::model::{Accord, Channel, RulesChange, RulesVersion};
use crate::membership::queries::letters::last_request;
use crate::membership::queries::rules::{
    list_agreements, list_versions, version_before, version_by_hash, version_by_number,
};
use crate::store::{Conn, Time};
use crate::web::csrf::CsrfForm;
use crate::web::layout::{self, Frame, Now};
use crate::web::page::Page;
use crate::web::refusal::Refusal;
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
    rules: PointsView,
    /// Whether the community is one of another server that has not told us its rules.
    unknown: bool,
    /// Whether it comes back to who agreed to others, since the rules changed while they read.
    meanwhile: bool,
    /// The version with which it is compared, where there is one, and its page.
    since: Option<(i32, String)>,
    /// Whether that is one to which the viewer, who is asked again, agreed.
    since_agreed: bool,
    /// Number of the version that is shown; 0 where there is none.
    number: i32,
    current: i32,
    when: Option<When>,
    /// Whether members had to agree to it again.
    material: bool,
    /// The others before the one that holds now.
    versions: Vec<VersionView>,
    /// What this member has said to it.
    agreed: Option<When>,
    /// Whether they are asked to agree to it now.
    asked: bool,
}

impl RulesPage {
    /// Of the rules that hold.
    fn path(&self) -> String {
        format!("{}/rules", self.header.path)
    }
}

async fn rules_page(
    State(app): State<App>,
    viewer: MaybeSignedIn,
    frame: Frame,
    Path(name): Path<String>,
) -> Result<Page<RulesPage>> {
    let community = as_known_now(&app, &viewer, &name).await?;
    let page = page(&app, &viewer, frame, &community, (None, None)).await?;
    Ok(Page(page))
}

async fn version_page(
    State(app): State<App>,
    viewer: MaybeSignedIn,
    frame: Frame,
    Path((name, id)): Path<(String, String)>,
) -> Result<Page<RulesPage>> {
    let number = id.parse().map_err(|_| Error::NotFound("version"))?;
    let community = {
        let mut conn = app.store.read().await?;
        community_for(&app, &mut conn, &viewer.viewer(), &name).await?
    };
    let page = page(&app, &viewer, frame, &community, (Some(number), None)).await?;
    Ok(Page(page))
}

/// The community of this address. The server of one elsewhere is asked for its rules first, as far as that is
/// due, but not for visitors: they make this server ask nobody.
async fn as_known_now(app: &App, viewer: &MaybeSignedIn, name: &str) -> Result<Community> {
    let community = {
        let mut conn = app.store.read().await?;
        let community = community_for(app, &mut conn, &viewer.viewer(), name).await?;
        if viewer.0.is_none() || !is_joined_from_here(&mut conn, &community).await? {
            return Ok(community);
        }
        community
    };
    terms_elsewhere(app, &community).await;
    let mut conn = app.store.read().await?;
    community_for(app, &mut conn, &viewer.viewer(), name).await
}

/// What somebody who is signed in has said to a version.
#[derive(Default)]
struct Said {
    /// When they agreed to it.
    agreed: Option<Time>,
    /// The latest one before it to which they did.
    earlier: Option<i32>,
    /// Whether they are asked to agree to it now.
    asked: bool,
}

async fn said_of(
    app: &App,
    conn: &mut Conn,
    community: &Community,
    user: &SignedIn,
    wanted: i32,
) -> Result<Said> {
    let holds = wanted == community.row.rules_version;
    let standing = standing_of(app, conn, community, user).await?;
    let who = user.person.id();
    if !community.is_local() {
        let owes = standing.role.is_some() && rules_to_agree(conn, community, who).await?.is_some();
        let Some((at, agreed)) = last_request(conn, community.id(), who).await? else {
            return Ok(Said {
                asked: holds && owes,
                ..Said::default()
            });
        };
        let agreed = agreed.0.rules_agreed.unwrap_or_default();
        let version = version_by_hash(conn, community.id(), &agreed).await?;
        let number = version.map(|version| version.number);
        return Ok(Said {
            agreed: (number == Some(wanted)).then_some(at),
            earlier: number.filter(|number| *number < wanted),
            asked: holds && owes,
        });
    }
    let said = list_agreements(conn, community.id(), who).await?;
    // Latest first.
    let earlier = said.iter().find(|said| said.version < wanted);
    let said = said.iter().find(|said| said.version == wanted);
    let binds = standing.accord != Accord::Given;
    Ok(Said {
        agreed: said.map(|said| said.agreed_at),
        earlier: earlier.map(|said| said.version),
        asked: standing.role.is_some() && holds && (binds || said.is_none()),
    })
}

/// `number` is the version that is shown, none for the one that holds; `read` is that which somebody agreed to
/// who did not know that another one holds by now.
async fn page(
    app: &App,
    viewer: &MaybeSignedIn,
    frame: Frame,
    community: &Community,
    (number, read): (Option<i32>, Option<i32>),
) -> Result<RulesPage> {
    let mut conn = app.store.read().await?;
    let (id, current) = (community.id(), community.row.rules_version);
    let wanted = number.unwrap_or(current);
    let version = version_by_number(&mut conn, id, wanted).await?;
    if number.is_some() && version.is_none() {
        return Err(Error::NotFound("version"));
    }
    let said = match &viewer.0 {
        Some(user) => said_of(app, &mut conn, community, user, wanted).await?,
        None => Said::default(),
    };
    let earlier = said.earlier.filter(|_| said.asked);
    let before = match read.or(earlier) {
        Some(number) => version_by_number(&mut conn, id, number).await?,
        None => version_before(&mut conn, id, wanted).await?,
    };
    let unknown = match &version {
        None if !community.is_local() => {
            let told = rules_elsewhere(&mut conn, id).await?;
            !told.joinable || !told.hash.is_empty()
        }
        _ => false,
    };
    let versions = list_versions(&mut conn, id).await?;
    let header = community_header(app, &mut conn, community, viewer, "/rules").await?;
    let now = frame.now;
    Ok(RulesPage {
        header: CommunityHeaderView {
            asks: None,
            ..header
        },
        rules: rules_view(app, community, before.as_ref(), version.as_ref()),
        unknown,
        meanwhile: read.is_some(),
        asked: said.asked && version.as_ref().is_some_and(RulesVersion::has_points),
        since: before.map(|before| (before.number, path_of(community, before.number))),
        since_agreed: read.is_none() && earlier.is_some(),
        number: version.as_ref().map_or(0, |version| version.number),
        current,
        material: version.as_ref().is_some_and(is_material),
        when: version.map(|version| When::new(version.published_at, now)),
        versions: versions
            .iter()
            .filter(|version| version.number != current)
            .map(|version| version_view(community, version, wanted, now))
            .collect(),
        agreed: said.agreed.map(|at| When::new(at, now)),
        frame: framed(frame, community),
    })
}

fn rules_view(
    app: &App,
    community: &Community,
    before: Option<&RulesVersion>,
    version: Option<&RulesVersion>,
) -> PointsView {
    let lang = layout::lang(&community.row.language);
    if let Some(version) = version {
        let before = before.map(|before| before.items.0.as_slice());
        return PointsView::since(app, lang, before, &version.items.0);
    }
    let html = community.row.rules_html.clone();
    let whole = PointView {
        number: 1,
        html,
        mark: None,
        before: None,
    };
    PointsView {
        lang,
        points: match whole.html.is_empty() {
            true => Vec::new(),
            false => vec![whole],
        },
        gone: Vec::new(),
    }
}

fn is_material(version: &RulesVersion) -> bool {
    version.change_kind == RulesChange::Material
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
            t!("membership-rules-version-link", number = number),
            path_of(community, number),
        ),
        when: When::new(version.published_at, now),
        material: is_material(version),
        current: number == shown,
    }
}

/// The page of a version.
fn path_of(community: &Community, number: i32) -> String {
    format!("{}/rules/{number}", community.path())
}

/// `agree` is the button; `rules_version` is the number of what stood on the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct AgreeForm {
    agree: String,
    rules_version: String,
}

async fn agree_submit(
    State(app): State<App>,
    frame: Frame,
    user: SignedIn,
    Path(name): Path<String>,
    CsrfForm(form): CsrfForm<AgreeForm>,
) -> Result<Response> {
    let viewer = MaybeSignedIn(Some(user.clone()));
    let community = as_known_now(&app, &viewer, &name).await?;
    let seen = seen(&community, &form.agree, &form.rules_version);
    let error = match agree_to(&app, &user, &community, seen).await {
        Ok(text) => return Ok(done(&app, &community, "/rules", &text)),
        Err(error) => error,
    };
    let read = read_before(&form.rules_version, community.row.rules_version);
    if !matches!(error, Error::Invalid(_)) || read.is_none() {
        return Err(error);
    }
    // They are shown what is new, and agree to that.
    let refusal = Refusal::of(&app, error)?;
    let frame = refusal.framed(frame);
    let page = page(&app, &viewer, frame, &community, (None, read)).await?;
    Ok(refusal.answer(page))
}

/// Returns what is said of it.
async fn agree_to(
    app: &App,
    user: &SignedIn,
    community: &Community,
    seen: Option<i32>,
) -> Result<String> {
    if community.is_local() {
        let waited = agree(app, &user.person, community, seen, Channel::Page).await?;
        return Ok(match waited {
            true => t!("membership-rules-thanks-shown"),
            false => t!("membership-rules-thanks"),
        });
    }
    let version = {
        let mut conn = app.store.read().await?;
        let number = community.row.rules_version;
        version_by_number(&mut conn, community.id(), number).await?
    };
    let version = version.filter(RulesVersion::has_points);
    let version = version.ok_or(Error::NotFound("rules"))?;
    check_seen(seen, version.number)?;
    agree_elsewhere(app, &user.person, community, &version.hash()).await?;
    Ok(t!("membership-abroad-agreed", host = community.actor.host))
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
