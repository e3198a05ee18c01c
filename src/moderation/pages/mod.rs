//! Pages for looking after a community: an act on a thread, reply or person, what others share with it, the
//! public log, reports, bans, the desk with those who want to join, and the thread in which they introduce themselves.

mod acts;
mod bans;
mod cases;
mod desk;
mod introductions;
mod log;
mod moving;
mod record;
mod reports;
mod retitle;
mod shared;
#[cfg(test)]
mod tests;

use crate::accounts::model::{Person, Viewer};
use crate::accounts::queries::person_by_handle;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::community_by_handle;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::locale::Html;
use crate::membership::queries::{count_asked, count_reported};
use crate::posts::queries::sight;
use crate::store::Conn;
use crate::text::escape;
use crate::web::flash::done;
use crate::web::view::{LinkView, TabView};
use axum::Router;

pub use cases::{CaseCard, CaseForm, CaseView, Desk, case_cards, case_number, case_view, done_by};
pub use reports::WhichCases;

/// Rows on one page of a list.
const PER_PAGE: usize = 50;

pub fn routes() -> Router<App> {
    Router::new()
        .merge(acts::routes())
        .merge(log::routes())
        .merge(moving::routes())
        .merge(record::routes())
        .merge(reports::routes())
        .merge(retitle::routes())
        .merge(shared::routes())
        .merge(bans::routes())
        .merge(desk::routes())
        .merge(introductions::routes())
}

/// `name` or `name@host`.
fn split_handle<'a>(app: &'a App, handle: &'a str) -> (&'a str, &'a str) {
    let handle = handle.trim().trim_start_matches(['@', '!']);
    app.local.name_and_host(handle)
}

/// The community, for whoever may read what is said in it.
pub async fn community_seen(
    conn: &mut Conn,
    app: &App,
    viewer: &Viewer,
    handle: &str,
) -> Result<Community> {
    let (name, host) = split_handle(app, handle);
    let community = community_by_handle(conn, name, host).await?;
    let community = community.ok_or(Error::NotFound("community"))?;
    let sight = sight(conn, viewer, community.id()).await?;
    if !community.is_live() || !sight.admits(community.audience()) {
        return Err(Error::NotFound("community"));
    }
    Ok(community)
}

async fn person_named(conn: &mut Conn, app: &App, handle: &str) -> Result<Person> {
    let (name, host) = split_handle(app, handle);
    let person = person_by_handle(conn, name, host).await?;
    person.ok_or_else(|| Error::invalid("person", t!("moderation-person-unknown")))
}

/// The pages under "Moderation", for those who may open them.
pub fn parts(community: &Community, current: &str) -> Vec<TabView> {
    let path = community.path();
    let pages = [
        (t!("moderation-tab-reports"), "reports"),
        (t!("moderation-tab-appeals"), "appeals"),
        (t!("moderation-tab-team"), "team"),
        (t!("moderation-tab-bans"), "bans"),
        (t!("moderation-tab-mutes"), "mutes"),
        (t!("moderation-tab-record"), "record"),
        (t!("moderation-tab-shared"), "shared"),
        (t!("moderation-tab-log"), "modlog"),
    ];
    pages
        .map(|(label, page)| TabView::new(label, format!("{path}/{page}"), page == current))
        .into()
}

/// The same with how much waits for somebody behind each.
pub async fn counted_parts(
    conn: &mut Conn,
    community: &Community,
    me: AccountId,
    current: &str,
) -> Result<Vec<TabView>> {
    let reports = count_reported(conn, community.id(), me).await?;
    let asked = count_asked(conn, community.id(), me).await?;
    let waiting = |page: &str| match page {
        "reports" => reports,
        "appeals" => asked.appeals,
        "team" => asked.talks,
        _ => 0,
    };
    let counted = |tab: TabView| {
        let page = tab.href.rsplit('/').next().unwrap_or_default();
        match waiting(page) {
            0 => tab,
            count => tab.counted(count),
        }
    };
    Ok(parts(community, current).into_iter().map(counted).collect())
}

/// A name as rows have it: name, host, whether it is ours.
fn handle_of((name, host, local): &(String, String, bool)) -> String {
    if *local {
        name.clone()
    } else {
        format!("{name}@{host}")
    }
}

fn person_link(name: &(String, String, bool)) -> LinkView {
    let handle = handle_of(name);
    LinkView::new(format!("@{handle}"), format!("/u/{handle}"))
}

/// A link as it stands in a sentence; what it is called where it leads nowhere.
fn linked(link: &LinkView) -> Html {
    let label = escape(&link.label);
    match link.href.is_empty() {
        true => Html::trusted(label),
        false => Html::trusted(format!(
            "<a href=\"{}\"><bdi>{label}</bdi></a>",
            escape(&link.href)
        )),
    }
}
