//! `/admin/accounts`: who signs in here and who is known of other servers; making accounts, and what
//! administrators do with them.

use super::account_acts;
use super::queries::{AccountRow, Wanted, list_accounts};
use super::{Keeper, PER_PAGE, next_page, tabs_for};
use crate::accounts::model::ServerRole;
use crate::accounts::queries::second_factors::list_asking_for_codes;
use crate::app::App;
use crate::error::Result;
use crate::ids::AccountId;
use crate::store::Time;
use crate::web::layout::Frame;
use crate::web::next::encoded;
use crate::web::page::Page;
use crate::web::view::{
    BadgeKind, BadgeView, FieldView, LinkView, OptionView, PagerView, TabView, When,
};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::routing::get;
use serde::Deserialize;

pub(super) const PATH: &str = "/admin/accounts";

pub fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(accounts_page))
        .merge(account_acts::routes())
}

#[derive(Template)]
#[template(path = "admin/accounts.html")]
struct AccountsPage {
    frame: Frame,
    tabs: Vec<TabView>,
    fields: Vec<FieldView>,
    rows: Vec<RowView>,
    pager: PagerView,
}

struct RowView {
    person: LinkView,
    badges: Vec<BadgeView>,
    email: String,
    local: bool,
    /// When they joined; of people elsewhere, when this server first heard of them.
    since: When,
    acts: Vec<LinkView>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Find {
    name: String,
    at: String,
    before: Option<i64>,
}

impl Find {
    /// `ada`, the beginning of an e-mail address, or for people elsewhere `ada@other.example`.
    fn wanted(&self) -> Wanted {
        let elsewhere = self.at == "elsewhere";
        let typed = self.name.trim().trim_start_matches('@').to_lowercase();
        let (prefix, host) = match typed.split_once('@') {
            Some((name, host)) if elsewhere => (name.to_owned(), Some(host.to_owned())),
            _ => (typed, None),
        };
        Wanted {
            elsewhere,
            prefix,
            host: host.filter(|host| !host.is_empty()),
            before: self.before.map(AccountId),
        }
    }

    /// What the next page is asked for with, up to the value of `before`.
    fn key(&self) -> String {
        let mut pairs = url::form_urlencoded::Serializer::new(String::new());
        for (key, value) in [("name", &self.name), ("at", &self.at)] {
            if !value.is_empty() {
                pairs.append_pair(key, value);
            }
        }
        let pairs = pairs.finish();
        if pairs.is_empty() {
            return "before".to_owned();
        }
        format!("{pairs}&before")
    }

    fn fields(&self) -> Vec<FieldView> {
        let options = vec![
            OptionView::new("", t!("admin-accounts-here")),
            OptionView::new("elsewhere", t!("admin-accounts-elsewhere")),
        ];
        let at = FieldView::text("at", t!("admin-accounts-people")).of_kind("select");
        let at = FieldView { options, ..at }.value(&self.at);
        let name = FieldView::text("name", t!("admin-accounts-begins"));
        vec![name.value(&self.name), at]
    }
}

async fn accounts_page(
    State(app): State<App>,
    Query(find): Query<Find>,
    keeper: Keeper,
    frame: Frame,
) -> Result<Page<AccountsPage>> {
    let mut conn = app.store.read().await?;
    let rows = list_accounts(&mut conn, &find.wanted(), PER_PAGE).await?;
    let last = rows.last().map(|(person, ..)| person.id().to_string());
    let ids: Vec<AccountId> = rows.iter().map(|(person, ..)| person.id()).collect();
    let coded = list_asking_for_codes(&mut conn, &ids).await?;
    let now = app.now();
    Ok(Page(AccountsPage {
        frame: frame.unlisted(),
        tabs: tabs_for(keeper.role, PATH),
        fields: find.fields(),
        pager: PagerView {
            newer: None,
            older: next_page(PATH, rows.len(), &find.key(), last),
        },
        rows: rows
            .into_iter()
            .map(|row| view(row, &coded, &keeper, now))
            .collect(),
    }))
}

fn view(
    (person, role, email, known): AccountRow,
    coded: &[AccountId],
    keeper: &Keeper,
    now: Time,
) -> RowView {
    let mut badges = Vec::new();
    let office = match role {
        Some(ServerRole::Moderator) => Some(t!("admin-accounts-moderator")),
        Some(ServerRole::Admin) => Some(t!("admin-accounts-administrator")),
        Some(ServerRole::Owner) => Some(t!("admin-accounts-owner")),
        Some(ServerRole::Member) | None => None,
    };
    badges.extend(office.map(|office| BadgeView::new(office, BadgeKind::Accent)));
    if person.account.silenced_at.is_some() {
        badges.push(BadgeView::new(
            t!("admin-accounts-silenced"),
            BadgeKind::Bad,
        ));
    }
    if person.account.suspended_at.is_some() {
        badges.push(BadgeView::new(
            t!("admin-accounts-suspended"),
            BadgeKind::Bad,
        ));
    }
    if person.account.deleted_at.is_some() {
        badges.push(BadgeView::new(t!("admin-accounts-deleted"), BadgeKind::Bad));
    }
    let mut acts = match person.id() == keeper.person.id() {
        true => Vec::new(),
        false => account_acts::links(&person, role, coded.contains(&person.id()), keeper.role),
    };
    // Here an account is deleted; of somebody elsewhere nothing but this takes all away.
    let purges = keeper.role.administers() && !person.actor.local;
    if purges && person.account.deleted_at.is_none() {
        let of = encoded(&format!("@{}", person.handle()));
        let href = format!("/admin/purge/one?of={of}");
        acts.push(LinkView::new(t!("admin-purge"), href));
    }
    RowView {
        acts,
        badges,
        // Who only looks after people need not know where they read mail.
        email: email
            .filter(|_| keeper.role.administers())
            .unwrap_or_default(),
        local: person.actor.local,
        since: When::new(
            match person.actor.local {
                true => person.account.created_at,
                false => known,
            },
            now,
        ),
        person: LinkView::new(format!("@{}", person.handle()), person.path()),
    }
}
