//! `/c/{name}/standing`: how standing is counted in a community, and what one's own answers count for, answer by
//! answer.

use super::model::Merit;
use super::policy::{
    ACCEPTED_BY_ONE, EDITS_BY_ONE, FOR_ACCEPTED, FOR_EDIT, FOR_UP, VOTES_BY_ONE, VOTES_MUTUAL,
    VOTES_OF_HOST, VOTES_OUTSIDE,
};
use super::queries::{ShownEdit, ShownLine, list_lines, list_shown_edits, list_sums};
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::CommunityHeaderView;
use crate::error::Result;
use crate::ids::AccountId;
use crate::membership::pages::community_header;
use crate::posts::pages::community_read;
use crate::posts::queries::sight;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::paging::{ByNumber, pager};
use crate::web::session::MaybeSignedIn;
use crate::web::view::{LinkView, PagerView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::get;

const PER_PAGE: usize = 25;
/// Edits that are shown, the latest.
const EDITS: i64 = 100;

pub fn routes() -> Router<App> {
    Router::new().route("/c/{name}/standing", get(standing_show))
}

#[derive(Template)]
#[template(path = "merit/standing.html")]
struct StandingPage {
    frame: Frame,
    header: CommunityHeaderView,
    signed_in: bool,
    points: i32,
    tags: Vec<SumView>,
    lines: Vec<LineView>,
    edits: Vec<LineView>,
    rules: Vec<String>,
    pager: PagerView,
}

struct SumView {
    tag: LinkView,
    said: String,
}

struct LineView {
    title: String,
    href: String,
    points: i32,
    why: String,
}

async fn standing_show(
    State(app): State<App>,
    frame: Frame,
    who: MaybeSignedIn,
    Path(name): Path<String>,
    Query(asked): Query<ByNumber>,
) -> Result<Page<StandingPage>> {
    let viewer = who.viewer();
    let mut conn = app.store.read().await?;
    let community = community_read(&app, &mut conn, &viewer, &name).await?;
    let sight = sight(&mut conn, &viewer, community.id()).await?;
    // Nobody has this number: whoever is not signed in sees the rules.
    let own = who.0.as_ref().map_or(AccountId(0), |user| user.person.id());
    let sums = list_sums(&mut conn, community.id(), own).await?;
    let place = (community.id(), own);
    let found = list_lines(&mut conn, place, &sight.audiences(), asked.turn(), PER_PAGE).await?;
    let edits = list_shown_edits(&mut conn, place, &sight.audiences(), EDITS).await?;
    let path = format!("{}/standing", community.path());
    let whole = sums.iter().find(|sum| sum.tag.is_empty());
    Ok(Page(StandingPage {
        header: community_header(&app, &mut conn, &community, &who, "/standing").await?,
        signed_in: who.0.is_some(),
        points: whole.map_or(0, |sum| sum.points),
        tags: sums
            .iter()
            .filter_map(|sum| sum_view(sum, &community))
            .collect(),
        pager: pager(&path, &found, |line| line.id),
        lines: found.rows.into_iter().map(line_view).collect(),
        edits: edits.into_iter().map(edit_view).collect(),
        rules: rules(),
        frame: frame.unlisted(),
    }))
}

fn sum_view(sum: &Merit, community: &Community) -> Option<SumView> {
    (!sum.tag.is_empty()).then(|| SumView {
        tag: LinkView::new(&sum.tag, community.tag_path(&sum.tag)),
        said: match sum.edits {
            0 => t!(
                "merit-tag",
                points = sum.points,
                answers = sum.answers,
                accepted = sum.accepted
            ),
            edits => t!(
                "merit-tag-edits",
                points = sum.points,
                answers = sum.answers,
                accepted = sum.accepted,
                edits = edits
            ),
        },
    })
}

fn line_view(line: ShownLine) -> LineView {
    let mut why = Vec::new();
    if line.accepted {
        why.push(t!("merit-accepted", points = FOR_ACCEPTED));
    }
    if line.ups > 0 {
        let points = FOR_UP * line.ups;
        why.push(t!("merit-ups", count = line.ups, points = points));
    }
    if line.downs > 0 {
        why.push(t!("merit-downs", count = line.downs, points = line.downs));
    }
    if line.uncounted > 0 {
        why.push(t!("merit-uncounted", count = line.uncounted));
    }
    LineView {
        title: line.title,
        href: format!("/comment/{}", line.answer),
        points: line.points,
        why: why.join("; "),
    }
}

fn edit_view(edit: ShownEdit) -> LineView {
    let why = match edit.points {
        0 => t!("merit-edit-uncounted"),
        points => t!("merit-accepted", points = points),
    };
    LineView {
        title: edit.title,
        href: format!("/post/{}", edit.thread),
        points: edit.points,
        why,
    }
}

/// The rules in words. `docs/standing.md` says more.
fn rules() -> Vec<String> {
    vec![
        t!("merit-rule-points", accepted = FOR_ACCEPTED, up = FOR_UP),
        t!("merit-rule-oneself"),
        t!(
            "merit-rule-one",
            accepted = ACCEPTED_BY_ONE,
            votes = VOTES_BY_ONE,
            mutual = VOTES_MUTUAL
        ),
        t!(
            "merit-rule-outside",
            outside = VOTES_OUTSIDE,
            host = VOTES_OF_HOST
        ),
        t!("merit-rule-edits", points = FOR_EDIT, most = EDITS_BY_ONE),
        t!("merit-rule-banned"),
        t!("merit-rule-gone"),
    ]
}
