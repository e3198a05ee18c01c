//! `/c/{name}/modlog`: what was done here, for everybody who may read here.

use super::{PER_PAGE, community_seen, crumbs, handle_of, person_link, tabs};
use crate::activitypub::delivery::Audience;
use crate::app::App;
use crate::communities::model::Community;
use crate::error::Result;
use crate::moderation::model::{ActionId, Verb};
use crate::moderation::queries::{LogRow, list_log};
use crate::posts::queries::sight;
use crate::store::Time;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::session::MaybeSignedIn;
use crate::web::view::{LinkView, PagerView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::get;
use serde::Deserialize;

pub fn routes() -> Router<App> {
    Router::new().route("/c/{name}/modlog", get(log_page))
}

#[derive(Template)]
#[template(path = "moderation/pages/log.html")]
struct LogPage {
    frame: Frame,
    title: String,
    crumbs: Vec<LinkView>,
    tabs: Vec<TabView>,
    moderates: bool,
    rows: Vec<RowView>,
    pager: PagerView,
}

struct RowView {
    by: LinkView,
    verb: &'static str,
    what: Option<LinkView>,
    until: Option<String>,
    reason: String,
    undone: bool,
    when: When,
}

#[derive(Deserialize)]
pub(super) struct After {
    before: Option<i64>,
}

impl After {
    pub fn before(&self) -> Option<i64> {
        self.before
    }
}

async fn log_page(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(after): Query<After>,
    user: MaybeSignedIn,
    frame: Frame,
) -> Result<Page<LogPage>> {
    let mut conn = app.store.read().await?;
    let community = community_seen(&mut conn, &app, &user.viewer(), &name).await?;
    let moderates = sight(&mut conn, &user.viewer(), community.id())
        .await?
        .may_moderate();
    let before = after.before.map(ActionId);
    let rows = list_log(&mut conn, community.id(), before, PER_PAGE).await?;
    let older = older(
        &community,
        "modlog",
        rows.len(),
        rows.last().map(|row| row.action.id.0),
    );
    let now = app.now();
    Ok(Page(LogPage {
        frame,
        title: community.title().to_owned(),
        crumbs: crumbs(&community),
        tabs: tabs(&community, "modlog"),
        moderates,
        rows: rows.into_iter().map(|row| view(row, now)).collect(),
        pager: PagerView { newer: None, older },
    }))
}

/// The address of the next page, if this one is full.
pub(super) fn older(
    community: &Community,
    page: &str,
    shown: usize,
    last: Option<i64>,
) -> Option<String> {
    let full = i64::try_from(shown).is_ok_and(|shown| shown >= PER_PAGE);
    let last = last.filter(|_| full)?;
    Some(format!("{}/{page}?before={last}", community.path()))
}

fn view(row: LogRow, now: Time) -> RowView {
    let what = what(&row);
    let until = row.action.until.filter(|_| row.action.verb == Verb::Ban);
    RowView {
        by: person_link(&row.by),
        verb: row.action.verb.past(),
        what,
        until: until.map(|at| at.utc().format("%Y-%m-%d").to_string()),
        reason: row.action.reason,
        undone: row.action.undone_at.is_some(),
        when: When::new(row.action.acted_at, now),
    }
}

/// Titles that were removed are not repeated here.
fn what(row: &LogRow) -> Option<LinkView> {
    if let Some(reply) = &row.reply {
        return Some(LinkView::new("a reply", format!("/comment/{reply}")));
    }
    if let Some((id, title, shown, audience)) = &row.thread {
        let named = *shown && *audience == Audience::Public;
        let label = if named { title.as_str() } else { "a thread" };
        return Some(LinkView::new(label, format!("/post/{id}")));
    }
    let person = row.person.as_ref()?;
    Some(LinkView::new(
        format!("@{}", handle_of(person)),
        person_link(person).href,
    ))
}
