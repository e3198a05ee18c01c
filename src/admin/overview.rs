//! `/admin`: whether all is well, in figures.

use super::queries::count_all;
use super::{Keeper, tabs_for};
use crate::accounts::queries::applications::count_applications;
use crate::app::App;
use crate::error::Result;
use crate::jobs::count_jobs;
use crate::moderation::queries::count_open_cases;
use crate::web::layout::{Frame, count};
use crate::web::page::Page;
use crate::web::view::TabView;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;

pub fn routes() -> Router<App> {
    Router::new().route("/admin", get(overview_page))
}

#[derive(Template)]
#[template(path = "admin/overview.html")]
struct OverviewPage {
    frame: Frame,
    lede: String,
    tabs: Vec<TabView>,
    figures: Vec<(String, String)>,
}

async fn overview_page(
    State(app): State<App>,
    keeper: Keeper,
    frame: Frame,
) -> Result<Page<OverviewPage>> {
    let mut conn = app.store.read().await?;
    let counts = count_all(&mut conn).await?;
    let (due, poisoned) = count_jobs(&mut conn, app.now()).await?;
    let reports = count_open_cases(&mut conn, None, keeper.person.id()).await?;
    let applications = count_applications(&mut conn).await?;
    let figures = vec![
        (t!("admin-figure-accounts"), counts.accounts),
        (t!("admin-figure-communities"), counts.communities),
        (t!("admin-figure-threads"), counts.posts),
        (t!("admin-figure-replies"), counts.comments),
        (t!("admin-figure-peers"), counts.peers),
        (t!("admin-figure-failing"), counts.failing_peers),
        (t!("admin-figure-received"), counts.received),
        (t!("admin-figure-deliveries"), counts.deliveries),
        (t!("admin-figure-due"), due),
        (t!("admin-figure-aside"), poisoned),
        (t!("admin-figure-reports"), reports),
        (t!("admin-figure-applications"), applications),
    ];
    Ok(Page(OverviewPage {
        frame: frame.unlisted(),
        lede: judgement(poisoned, counts.failing_peers, reports, applications),
        tabs: tabs_for(keeper.role, "/admin"),
        figures: figures
            .into_iter()
            .map(|(label, figure)| (label, count(figure)))
            .collect(),
    }))
}

/// What needs somebody, in one sentence.
fn judgement(poisoned: i64, failing: i64, reports: i64, applications: i64) -> String {
    let mut needs = Vec::new();
    if reports > 0 {
        needs.push(t!("admin-needs-reports", count = reports));
    }
    if applications > 0 {
        needs.push(t!("admin-needs-applications", count = applications));
    }
    if poisoned > 0 {
        needs.push(t!("admin-needs-jobs", count = poisoned));
    }
    if failing > 0 {
        needs.push(t!("admin-needs-peers", count = failing));
    }
    let both = |one: String, other: String| t!("admin-needs-both", one = one, other = other);
    match needs.into_iter().reduce(both) {
        Some(needs) => t!("admin-needs-all", needs = needs),
        None => t!("admin-well"),
    }
}

#[cfg(test)]
mod tests {
    use super::judgement;

    #[test]
    fn what_needs_somebody_is_said() {
        assert_eq!(judgement(0, 0, 0, 0), "All is well.");
        assert_eq!(
            judgement(1, 2, 1, 3),
            "1 report to look at; 3 applications to decide; 1 job was set aside; 2 servers are not answering."
        );
    }
}
