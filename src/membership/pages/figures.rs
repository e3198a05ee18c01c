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
const PERIODS: [(&str, i64); 4] = [("7", 7), ("30", 30), ("90", 90), ("365", YEAR)];
const YEAR: i64 = 365;
/// The one that is shown where none is named.
const USUAL: (&str, i64) = ("30", 30);

/// Words of people who left that are shown.
const REASONS: i64 = 20;

/// Everything that is counted, in the order in which it happens to somebody.
const COUNTED: [Figure; 15] = [
    Figure::JoinSeen,
    Figure::Applied,
    Figure::Withdrawn,
    Figure::Approved,
    Figure::Declined,
    Figure::Agreed,
    Figure::Joined,
    Figure::Introduced,
    Figure::FirstContribution,
    Figure::FirstReply,
    Figure::ActiveWeekFour,
    Figure::Held,
    Figure::Released,
    Figure::Left,
    Figure::LeftWithReason,
];

fn label(figure: Figure) -> String {
    match figure {
        Figure::JoinSeen => t!("membership-figures-seen"),
        Figure::Applied => t!("membership-figures-applied"),
        Figure::Withdrawn => t!("membership-figures-withdrawn"),
        Figure::Approved => t!("membership-figures-approved"),
        Figure::Declined => t!("membership-figures-declined"),
        Figure::Agreed => t!("membership-figures-agreed"),
        Figure::Joined => t!("membership-figures-joined"),
        Figure::Introduced => t!("membership-figures-introduced"),
        Figure::FirstContribution => t!("membership-figures-first-contribution"),
        Figure::FirstReply => t!("membership-figures-first-reply"),
        Figure::ActiveWeekFour => t!("membership-figures-week-four"),
        Figure::Held => t!("membership-figures-held"),
        Figure::Released => t!("membership-figures-released"),
        Figure::Left => t!("membership-figures-left"),
        Figure::LeftWithReason => t!("membership-figures-left-why"),
    }
}

fn period(days: i64) -> String {
    match days {
        YEAR => t!("membership-figures-year"),
        days => t!("membership-figures-days", count = days),
    }
}

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
    label: String,
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
    let known = PERIODS.iter().find(|(word, _)| *word == asked.days);
    let (word, days) = known.copied().unwrap_or(USUAL);
    // Today counts: the last seven days are today and six before it.
    let since = app.now().minus(TimeDelta::days(days.saturating_sub(1)));
    let figures = list_figures(&mut conn, community.id(), since).await?;
    let reasons = list_leave_reasons(&mut conn, community.id(), since, REASONS).await?;
    let now = frame.now;
    let path = format!("{}{HERE}", community.path());
    let tab = |(each, days): &(&str, i64)| {
        TabView::new(period(*days), format!("{path}?days={each}"), *each == word)
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

/// The figures with their labels.
fn figure_rows(figures: &[DailyFigure]) -> Vec<FigureRow> {
    let mut rows = Vec::new();
    for name in COUNTED {
        let (local, other) = (total(figures, name, true), total(figures, name, false));
        match name {
            // People sign in here or nowhere: the others who look are anybody.
            Figure::JoinSeen => {
                rows.push(FigureRow {
                    label: label(name),
                    local: layout::count(local),
                    remote: UNKNOWN.to_owned(),
                    all: layout::count(local),
                });
                rows.push(FigureRow {
                    label: t!("membership-figures-visitors"),
                    local: UNKNOWN.to_owned(),
                    remote: UNKNOWN.to_owned(),
                    all: layout::count(other),
                });
            }
            _ => rows.push(FigureRow {
                label: label(name),
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
