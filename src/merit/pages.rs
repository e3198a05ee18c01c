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
use crate::web::layout::{Frame, counted};
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
    let answers = counted(i64::from(sum.answers), "answer", "answers");
    let points = counted(i64::from(sum.points), "point", "points");
    (!sum.tag.is_empty()).then(|| SumView {
        tag: LinkView::new(&sum.tag, community.tag_path(&sum.tag)),
        said: match sum.edits {
            0 => format!("{points}: {answers}, {} accepted", sum.accepted),
            edits => {
                let edits = counted(i64::from(edits), "accepted edit", "accepted edits");
                format!("{points}: {answers}, {} accepted; {edits}", sum.accepted)
            }
        },
    })
}

fn line_view(line: ShownLine) -> LineView {
    let mut why = Vec::new();
    if line.accepted {
        why.push(format!("accepted: +{FOR_ACCEPTED}"));
    }
    if line.ups > 0 {
        let votes = counted(i64::from(line.ups), "vote for it", "votes for it");
        why.push(format!("{votes}: +{}", FOR_UP * line.ups));
    }
    if line.downs > 0 {
        let votes = counted(i64::from(line.downs), "vote against it", "votes against it");
        why.push(format!("{votes}: −{}", line.downs));
    }
    if line.uncounted > 0 {
        let votes = counted(i64::from(line.uncounted), "more vote", "more votes");
        why.push(format!("{votes}: 0, by the rules below"));
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
        0 => "accepted: 0, by the rules below".to_owned(),
        points => format!("accepted: +{points}"),
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
        format!("An answer that somebody else accepted counts {FOR_ACCEPTED}; each vote for an answer {FOR_UP}, each vote against it −1."),
        "What you do for your own answers counts nothing; nor does an acceptance of your answer to your own question.".to_owned(),
        format!("Of acceptances by one and the same person {ACCEPTED_BY_ONE} count, and their votes on {VOTES_BY_ONE} of your answers; on {VOTES_MUTUAL} where you vote for theirs as well."),
        format!("Of votes of people who do not belong here {VOTES_OUTSIDE} count for each answer, and of one other server {VOTES_OF_HOST}."),
        format!("An edit of somebody else's words that was suggested and accepted counts {FOR_EDIT}; of those that one person accepted {EDITS_BY_ONE} count, and none that one accepted oneself."),
        "Votes of people who are banned for good count nothing.".to_owned(),
        "What is deleted, removed or waiting for a moderator counts nothing while it is. No sum goes below 0, and none is made over communities.".to_owned(),
    ]
}
