//! `/c/{name}/settings/figures`: how many came, stayed and left, without who it was.

use super::{convened, settings_pages};
use crate::app::App;
use crate::communities::pages::CommunityHeaderView;
use crate::error::Result;
use crate::membership::queries::applications::list_leave_reasons;
use crate::membership::queries::figures::{DailyFigure, Figure, list_figures};
use crate::web::layout::{self, Frame};
use crate::web::page::Page;
use crate::web::session::SignedIn;
use crate::web::view::{TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::get;
use chrono::TimeDelta;
use serde::Deserialize;

/// Below the community's address.
const HERE: &str = "/settings/figures";

/// Words of the periods in addresses, and their days.
const PERIODS: [(&str, &str, i64); 4] = [
    ("7", "7 days", 7),
    ("30", "30 days", 30),
    ("90", "90 days", 90),
    ("365", "A year", 365),
];
/// The one that is shown where none is named.
const USUAL: (&str, i64) = ("30", 30);

/// Words of people who left that are shown.
const REASONS: i64 = 20;

/// Everything that is counted, in the order in which it happens to somebody.
const LABELS: [(Figure, &str); 15] = [
    (Figure::JoinSeen, "Looked at the page for joining"),
    (Figure::Applied, "Applied"),
    (Figure::Withdrawn, "Withdrew"),
    (Figure::Approved, "Approved"),
    (Figure::Declined, "Declined"),
    (Figure::Agreed, "Agreed to rules"),
    (Figure::Joined, "Joined"),
    (Figure::Introduced, "Introduced themselves"),
    (Figure::FirstContribution, "Wrote for the first time"),
    (Figure::FirstReply, "Got a first reply"),
    (Figure::ActiveWeekFour, "Wrote in their fourth week"),
    (Figure::Held, "Posts held"),
    (Figure::Released, "Posts let through"),
    (Figure::Left, "Left"),
    (Figure::LeftWithReason, "Left and said why"),
];

pub fn routes() -> Router<App> {
    Router::new().route("/c/{name}/settings/figures", get(figures_page))
}

/// `days`: a word of [`PERIODS`].
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Period {
    days: String,
}

/// A line of a table of figures: of people here, of people of other servers, of all.
struct FigureRow {
    label: &'static str,
    local: String,
    remote: String,
    all: String,
}

/// What somebody wrote who left. Who it was is not shown here.
struct ReasonView {
    text: String,
    when: When,
}

#[derive(Template)]
#[template(path = "membership/pages/figures.html")]
struct FiguresPage {
    frame: Frame,
    header: CommunityHeaderView,
    pages: Vec<TabView>,
    periods: Vec<TabView>,
    rows: Vec<FigureRow>,
    reasons: Vec<ReasonView>,
}

async fn figures_page(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    Path(name): Path<String>,
    Query(asked): Query<Period>,
) -> Result<Page<FiguresPage>> {
    let mut conn = app.store.read().await?;
    let (community, header) = convened(&app, &mut conn, &user, &name, HERE).await?;
    let known = PERIODS.iter().find(|(word, ..)| *word == asked.days);
    let (word, days) = known.map_or(USUAL, |(word, _, days)| (*word, *days));
    // Today counts: the last seven days are today and six before it.
    let since = app.now().minus(TimeDelta::days(days.saturating_sub(1)));
    let figures = list_figures(&mut conn, community.id(), since).await?;
    let reasons = list_leave_reasons(&mut conn, community.id(), since, REASONS).await?;
    let now = frame.now;
    let path = format!("{}{HERE}", community.path());
    let tab = |(each, label, _): &(&str, &str, i64)| {
        TabView::new(label, format!("{path}?days={each}"), *each == word)
    };
    Ok(Page(FiguresPage {
        frame: frame.unlisted(),
        header,
        pages: settings_pages(&community, HERE),
        periods: PERIODS.iter().map(tab).collect(),
        rows: figure_rows(&figures),
        reasons: reasons
            .into_iter()
            .map(|(text, at)| ReasonView {
                text,
                when: When::new(at, now),
            })
            .collect(),
    }))
}

/// Where it is not known whether they are people of here.
const UNKNOWN: &str = "–";

/// The figures by their labels.
fn figure_rows(figures: &[DailyFigure]) -> Vec<FigureRow> {
    let mut rows = Vec::new();
    for (name, label) in LABELS {
        let (local, other) = (total(figures, name, true), total(figures, name, false));
        match name {
            // People sign in here or nowhere: the others who look are anybody.
            Figure::JoinSeen => {
                rows.push(FigureRow {
                    label,
                    local: layout::count(local),
                    remote: UNKNOWN.to_owned(),
                    all: layout::count(local),
                });
                rows.push(FigureRow {
                    label: "Visitors who looked without signing in",
                    local: UNKNOWN.to_owned(),
                    remote: UNKNOWN.to_owned(),
                    all: layout::count(other),
                });
            }
            _ => rows.push(FigureRow {
                label,
                local: layout::count(local),
                remote: layout::count(other),
                all: layout::count(local.saturating_add(other)),
            }),
        }
    }
    rows
}

fn total(figures: &[DailyFigure], name: Figure, local: bool) -> i64 {
    let own = figures
        .iter()
        .filter(|figure| figure.name == name && figure.local == local);
    own.map(|figure| figure.total).sum()
}
