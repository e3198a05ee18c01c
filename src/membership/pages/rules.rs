//! `/c/{name}/rules`: the rules in their numbered points, what is new in them, what they said before, and
//! agreeing to them.

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

/// A point of the rules, as HTML, with how it differs from the version before.
struct PointView {
    html: String,
    /// As in "new".
    mark: Option<&'static str>,
    /// What stood in its place, as HTML.
    before: Option<String>,
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
    points: Vec<PointView>,
    /// The version with which it is compared, where there is one.
    since: Option<i32>,
    /// Whether that is one to which the viewer, who is asked again, agreed.
    since_agreed: bool,
    /// Points of that one, as HTML, that are no more.
    gone: Vec<String>,
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
    /// Whether anything is not as it was in the version with which it is compared.
    fn differs(&self) -> bool {
        !self.gone.is_empty() || self.points.iter().any(|point| point.mark.is_some())
    }
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
    let (mut since, mut since_agreed) = (wanted.saturating_sub(1), false);
    if let Some(user) = &viewer.0 {
        let standing = standing_of(app, &mut conn, &community, user).await?;
        let said = list_agreements(&mut conn, community.id(), user.person.id()).await?;
        // Latest first.
        let earlier = said.iter().find(|said| said.version < wanted);
        let said = said.iter().find(|said| said.version == wanted);
        agreed = said.map(|said| When::new(said.agreed_at, frame.now));
        let binds = standing.accord != Accord::Given;
        asked = standing.role.is_some() && wanted == current && (binds || said.is_none());
        if let Some(earlier) = earlier.filter(|_| asked) {
            (since, since_agreed) = (earlier.version, true);
        }
    }
    let before = version_by_number(&mut conn, community.id(), since).await?;
    let versions = list_versions(&mut conn, community.id()).await?;
    let header = community_header(app, &mut conn, &community, viewer, "/rules").await?;
    let (points, gone) = match &version {
        Some(version) => compared(app, before.as_ref(), version),
        // Other servers tell no versions.
        None if !community.row.rules_html.is_empty() => {
            let html = community.row.rules_html.clone();
            (vec![unmarked(html)], Vec::new())
        }
        None => (Vec::new(), Vec::new()),
    };
    let now = frame.now;
    Ok(RulesPage {
        header: CommunityHeaderView {
            asks: None,
            ..header
        },
        lang: layout::lang(&community.row.language),
        asked: asked && version.as_ref().is_some_and(RulesVersion::has_points),
        points,
        since: before.map(|before| before.number),
        since_agreed,
        gone,
        number: version.as_ref().map_or(0, |version| version.number),
        current,
        material: version.as_ref().is_some_and(is_material),
        when: version.map(|version| When::new(version.published_at, now)),
        versions: versions
            .iter()
            .filter(|version| version.number != current)
            .map(|version| version_view(&community, version, wanted, now))
            .collect(),
        agreed,
        frame: framed(frame, &community),
    })
}

fn unmarked(html: String) -> PointView {
    PointView {
        html,
        mark: None,
        before: None,
    }
}

/// The points of a version, with what is new in them, and those that are no more.
fn compared(
    app: &App,
    before: Option<&RulesVersion>,
    version: &RulesVersion,
) -> (Vec<PointView>, Vec<String>) {
    let now = &version.items.0;
    let Some(before) = before.map(|before| &before.items.0) else {
        let points = rendered(app, now).into_iter().map(unmarked);
        return (points.collect(), Vec::new());
    };
    let (differences, gone) = differences(before, now);
    let point = |(html, is): (String, Difference<'_>)| PointView {
        html,
        mark: is.mark(),
        before: match is {
            Difference::Changed(old) => rendered(app, std::slice::from_ref(old)).pop(),
            Difference::None | Difference::New => None,
        },
    };
    let points = rendered(app, now).into_iter().zip(differences).map(point);
    (points.collect(), rendered(app, &gone))
}

/// How a point differs from those before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Difference<'a> {
    None,
    New,
    /// It stands where this stood.
    Changed(&'a String),
}

impl Difference<'_> {
    fn mark(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::New => Some("new"),
            Self::Changed(_) => Some("changed"),
        }
    }
}

/// Point by point, and those that are no more.
fn differences<'a>(before: &'a [String], now: &[String]) -> (Vec<Difference<'a>>, Vec<String>) {
    let difference = |(at, item): (usize, &String)| match before.get(at) {
        _ if before.contains(item) => Difference::None,
        Some(old) if !now.contains(old) => Difference::Changed(old),
        _ => Difference::New,
    };
    let replaced = |at: usize| now.get(at).is_some_and(|item| !before.contains(item));
    let gone = before
        .iter()
        .enumerate()
        .filter(|&(at, item)| !now.contains(item) && !replaced(at));
    (
        now.iter().enumerate().map(difference).collect(),
        gone.map(|(_, item)| item.clone()).collect(),
    )
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
            format!("Version {number}"),
            format!("{}/rules/{number}", community.path()),
        ),
        when: When::new(version.published_at, now),
        material: is_material(version),
        current: number == shown,
    }
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
    user: SignedIn,
    Path(name): Path<String>,
    CsrfForm(form): CsrfForm<AgreeForm>,
) -> Result<Response> {
    let community = {
        let mut conn = app.store.read().await?;
        community_at(&app, &mut conn, &name).await?
    };
    let seen = seen(&community, &form.agree, &form.rules_version);
    let waited = agree(&app, &user.person, &community, seen, Channel::Page).await?;
    let text = match waited {
        true => "Thank you. What you wrote meanwhile is shown now.",
        false => "Thank you for agreeing to the rules.",
    };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_new_changed_or_gone() {
        let list = |items: &[&str]| -> Vec<String> {
            items.iter().map(|item| (*item).to_owned()).collect()
        };
        let before = list(&["Be kind.", "No trade.", "No names."]);
        let now = list(&["Be kind.", "No adverts.", "Stay on topic.", "No names."]);
        let (points, gone) = differences(&before, &now);
        let trade = &before[1];
        let expected = [
            Difference::None,
            Difference::Changed(trade),
            Difference::New,
            Difference::None,
        ];
        assert_eq!(points, expected);
        assert!(gone.is_empty(), "{gone:?}");
        let fewer = list(&["No names."]);
        let (points, gone) = differences(&before, &fewer);
        assert_eq!(points, [Difference::None]);
        assert_eq!(gone, before[..2]);
    }
}
