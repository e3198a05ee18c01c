//! `/c/{name}/reports`: what was reported in a community, as cases, each with the decision beside it; and the page of
//! one with all that those who decide must see.

use super::cases::{
    CaseCard, CaseForm, CaseView, Desk, case_cards, case_number, case_view, done_by,
};
use super::{PER_PAGE, community_seen, counted_parts, done, parts};
use crate::app::App;
use crate::communities::pages::CommunityHeaderView;
use crate::error::Result;
use crate::membership::pages::community_header;
use crate::moderation::actions::{self, find_case};
use crate::moderation::model::NOTE_MAX;
use crate::moderation::queries::{CasesOf, list_cases};
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::paging::{ByNumber, pager};
use crate::web::refusal::{Sent, or_kept};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{PagerView, TabView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/c/{name}/reports", get(reports_page))
        .route("/c/{name}/reports/{id}", get(case_page).post(case_submit))
}

/// `settled=yes`: the cases that are settled.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct WhichCases {
    settled: String,
}

impl WhichCases {
    pub fn is_settled(&self) -> bool {
        !self.settled.is_empty()
    }

    /// The same list from its beginning.
    pub fn path(&self, base: &str) -> String {
        match self.is_settled() {
            true => format!("{base}?settled=yes"),
            false => base.to_owned(),
        }
    }

    pub fn tabs(&self, base: &str) -> Vec<TabView> {
        let settled = format!("{base}?settled=yes");
        vec![
            TabView::new(t!("moderation-cases-open"), base, !self.is_settled()),
            TabView::new(t!("moderation-cases-settled"), settled, self.is_settled()),
        ]
    }
}

#[derive(Template)]
#[template(path = "moderation/pages/reports.html")]
struct ReportsPage {
    frame: Frame,
    header: CommunityHeaderView,
    pages: Vec<TabView>,
    lists: Vec<TabView>,
    cases: Vec<CaseCard>,
    pager: PagerView,
}

#[derive(Template)]
#[template(path = "moderation/pages/community_case.html")]
struct CasePage {
    frame: Frame,
    header: CommunityHeaderView,
    pages: Vec<TabView>,
    whole: CaseView,
    note_max: usize,
}

async fn reports_page(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(asked): Query<ByNumber>,
    Query(which): Query<WhichCases>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<ReportsPage>> {
    let mut conn = app.store.read().await?;
    let viewer = user.viewer();
    let community = community_seen(&mut conn, &app, &viewer, &name).await?;
    let place = Some(community.id());
    actions::may_see(&mut conn, &app, &user.person, &viewer, place).await?;
    let me = user.person.id();
    let of = CasesOf {
        place,
        settled: which.is_settled(),
        but: me,
    };
    let found = list_cases(&mut conn, of, asked.turn(), PER_PAGE).await?;
    let base = format!("{}/reports", community.path());
    let desk = Desk {
        base: &base,
        place,
        me,
        now: frame.now,
    };
    let turning = pager(&which.path(&base), &found, |row| row.case.id.0);
    let tabs = counted_parts(&mut conn, &community, me, "reports").await?;
    let viewer = MaybeSignedIn(Some(user));
    Ok(Page(ReportsPage {
        header: community_header(&app, &mut conn, &community, &viewer, "/reports").await?,
        frame: frame.unlisted(),
        pages: tabs,
        lists: which.tabs(&base),
        pager: turning,
        cases: case_cards(&mut conn, found.rows, desk).await?,
    }))
}

async fn case_page(
    State(app): State<App>,
    Path((name, id)): Path<(String, String)>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<CasePage>> {
    let mut conn = app.store.read().await?;
    let viewer = user.viewer();
    let community = community_seen(&mut conn, &app, &viewer, &name).await?;
    let place = Some(community.id());
    let which = (place, case_number(&id)?);
    let case = find_case(&mut conn, &app, &user.person, &viewer, which).await?;
    let base = format!("{}/reports", community.path());
    let desk = Desk {
        base: &base,
        place,
        me: user.person.id(),
        now: frame.now,
    };
    let shown = case_view(&mut conn, &case, &viewer, desk).await?;
    let seen = MaybeSignedIn(Some(user));
    Ok(Page(CasePage {
        header: community_header(&app, &mut conn, &community, &seen, "/reports").await?,
        frame: frame.unlisted(),
        pages: parts(&community, "reports"),
        whole: shown,
        note_max: NOTE_MAX,
    }))
}

async fn case_submit(
    State(app): State<App>,
    Path((name, id)): Path<(String, String)>,
    frame: Frame,
    sent: Sent<CaseForm>,
) -> Result<Response> {
    let answer = submit(&app, &name, &id, &sent).await;
    or_kept(&app, frame, &sent.form.typed(), answer)
}

async fn submit(app: &App, name: &str, id: &str, sent: &Sent<CaseForm>) -> Result<Response> {
    let community = {
        let mut conn = app.store.read().await?;
        community_seen(&mut conn, app, &sent.viewer().viewer(), name).await?
    };
    let user = sent.who()?;
    let step = sent.form.step()?;
    let which = (Some(community.id()), case_number(id)?);
    let (by, viewer) = (&user.person, user.viewer());
    Box::pin(actions::work_on(app, by, &viewer, which, &step)).await?;
    let base = format!("{}/reports", community.path());
    let (said, is_over) = done_by(&step);
    let next = match is_over {
        true => base,
        false => format!("{base}/{id}"),
    };
    Ok(done(app, &next, &said))
}
