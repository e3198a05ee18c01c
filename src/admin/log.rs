//! `/admin/log`: what those who look after the server did with accounts.

use super::{Keeper, PER_PAGE, next_page, tabs_for};
use crate::accounts::model::{OfficeAct, OfficeDeed, Person, ServerRole};
use crate::accounts::queries::list_people;
use crate::accounts::queries::office::list_office_acts;
use crate::app::App;
use crate::error::Result;
use crate::ids::AccountId;
use crate::web::layout::{Frame, Now};
use crate::web::page::Page;
use crate::web::view::{PagerView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::routing::get;
use serde::Deserialize;

const PATH: &str = "/admin/log";

pub fn routes() -> Router<App> {
    Router::new().route(PATH, get(log_page))
}

#[derive(Template)]
#[template(path = "admin/log.html")]
struct LogPage {
    frame: Frame,
    tabs: Vec<TabView>,
    rows: Vec<RowView>,
    pager: PagerView,
}

struct RowView {
    said: String,
    when: When,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    before: Option<i64>,
}

async fn log_page(
    State(app): State<App>,
    Query(asked): Query<Asked>,
    keeper: Keeper,
    frame: Frame,
) -> Result<Page<LogPage>> {
    let before = asked.before.unwrap_or(i64::MAX);
    let mut conn = app.store.read().await?;
    let acts = list_office_acts(&mut conn, before, PER_PAGE).await?;
    let mut ids: Vec<AccountId> = acts
        .iter()
        .flat_map(|act| [act.by_id, act.subject_id])
        .flatten()
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let people = list_people(&mut conn, &ids).await?;
    drop(conn);
    let last = acts.last().map(|act| act.id.to_string());
    let now = frame.now;
    Ok(Page(LogPage {
        frame: frame.unlisted(),
        tabs: tabs_for(keeper.role, PATH),
        pager: PagerView {
            newer: None,
            older: next_page(PATH, acts.len(), "before", last),
        },
        rows: acts.iter().map(|act| view(act, &people, now)).collect(),
    }))
}

fn view(act: &OfficeAct, people: &[Person], now: Now) -> RowView {
    let named = |id: Option<AccountId>| {
        let person = people.iter().find(|person| Some(person.id()) == id);
        person.map(|person| format!("@{}", person.handle()))
    };
    let by = named(act.by_id).unwrap_or_else(|| t!("admin-log-command"));
    let whom = named(act.subject_id).unwrap_or_else(|| act.words.clone());
    RowView {
        said: said(act, by, whom),
        when: When::new(act.created_at, now),
    }
}

fn said(act: &OfficeAct, by: String, whom: String) -> String {
    match act.deed {
        OfficeDeed::Made => t!("admin-log-made", by = by, whom = whom),
        OfficeDeed::Admitted => t!("admin-log-admitted", by = by, whom = whom),
        OfficeDeed::Declined => t!("admin-log-declined", by = by, whom = whom),
        OfficeDeed::Silenced => t!("admin-log-silenced", by = by, whom = whom),
        OfficeDeed::Unsilenced => t!("admin-log-unsilenced", by = by, whom = whom),
        OfficeDeed::Suspended => t!("admin-log-suspended", by = by, whom = whom),
        OfficeDeed::Restored => t!("admin-log-restored", by = by, whom = whom),
        OfficeDeed::Link => t!("admin-log-link", by = by, whom = whom),
        OfficeDeed::Password => t!("admin-log-password", by = by, whom = whom),
        OfficeDeed::CodesOff => t!("admin-log-codes-off", by = by, whom = whom),
        OfficeDeed::Deleted => t!("admin-log-deleted", by = by, whom = whom),
        OfficeDeed::Role => match ServerRole::parse(&act.words) {
            Some(ServerRole::Owner) => t!("admin-log-owner", by = by, whom = whom),
            Some(ServerRole::Admin) => t!("admin-log-admin", by = by, whom = whom),
            Some(ServerRole::Moderator) => t!("admin-log-moderator", by = by, whom = whom),
            Some(ServerRole::Member) | None => t!("admin-log-member", by = by, whom = whom),
        },
    }
}
