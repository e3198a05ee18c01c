//! `/admin/accounts`: who signs in here; suspend, restore, make administrators.

use super::queries::list_accounts;
use super::{Admin, PER_PAGE, done, next_page, tabs};
use crate::accounts::actions::{restore, set_role, suspend};
use crate::accounts::model::{Person, ServerRole};
use crate::app::App;
use crate::error::{Error, Result};
use crate::ids::AccountId;
use crate::store::Time;
use crate::web::csrf::CsrfForm;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::view::{BadgeKind, BadgeView, LinkView, PagerView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;

const PATH: &str = "/admin/accounts";

pub fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(accounts_page))
        .route("/admin/accounts/{id}/suspend", post(account_suspend_submit))
        .route("/admin/accounts/{id}/restore", post(account_restore_submit))
        .route("/admin/accounts/{id}/role", post(account_role_submit))
}

#[derive(Template)]
#[template(path = "admin/accounts.html")]
struct AccountsPage {
    frame: Frame,
    tabs: Vec<TabView>,
    rows: Vec<RowView>,
    pager: PagerView,
}

struct RowView {
    id: AccountId,
    person: LinkView,
    badges: Vec<BadgeView>,
    email: String,
    mine: bool,
    admin: bool,
    suspended: bool,
    deleted: bool,
    joined: When,
}

#[derive(Deserialize)]
struct After {
    before: Option<i64>,
}

async fn accounts_page(
    State(app): State<App>,
    Query(after): Query<After>,
    admin: Admin,
    frame: Frame,
) -> Result<Page<AccountsPage>> {
    let mut conn = app.store.read().await?;
    let rows = list_accounts(&mut conn, after.before.map(AccountId), PER_PAGE).await?;
    let last = rows.last().map(|(person, ..)| person.id().to_string());
    let (me, now) = (admin.person.id(), app.now());
    Ok(Page(AccountsPage {
        frame: frame.unlisted(),
        tabs: tabs(PATH),
        pager: PagerView {
            newer: None,
            older: next_page(PATH, rows.len(), "before", last),
        },
        rows: rows.into_iter().map(|row| view(row, me, now)).collect(),
    }))
}

fn view(
    (person, role, email): (Person, ServerRole, Option<String>),
    me: AccountId,
    now: Time,
) -> RowView {
    let admin = role == ServerRole::Admin;
    let suspended = person.account.suspended_at.is_some();
    let deleted = person.account.deleted_at.is_some();
    let mut badges = Vec::new();
    if admin {
        badges.push(BadgeView::new("administrator", BadgeKind::Accent));
    }
    if suspended {
        badges.push(BadgeView::new("suspended", BadgeKind::Bad));
    }
    if deleted {
        badges.push(BadgeView::new("deleted", BadgeKind::Bad));
    }
    RowView {
        id: person.id(),
        badges,
        email: email.unwrap_or_default(),
        mine: person.id() == me,
        admin,
        suspended,
        deleted,
        joined: When::new(person.account.created_at, now),
        person: LinkView::new(format!("@{}", person.handle()), person.path()),
    }
}

fn id_of(text: &str) -> Result<AccountId> {
    text.parse()
        .map(AccountId)
        .map_err(|_| Error::NotFound("account"))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct RoleForm {
    role: String,
}

async fn account_suspend_submit(
    State(app): State<App>,
    Path(id): Path<String>,
    admin: Admin,
    CsrfForm(_): CsrfForm<RoleForm>,
) -> Result<Response> {
    let person = suspend(&app, &admin.viewer(), id_of(&id)?).await?;
    Ok(done(
        &app,
        PATH,
        &format!("@{} is suspended.", person.handle()),
    ))
}

async fn account_restore_submit(
    State(app): State<App>,
    Path(id): Path<String>,
    admin: Admin,
    CsrfForm(_): CsrfForm<RoleForm>,
) -> Result<Response> {
    let person = restore(&app, &admin.viewer(), id_of(&id)?).await?;
    Ok(done(
        &app,
        PATH,
        &format!("@{} is restored.", person.handle()),
    ))
}

async fn account_role_submit(
    State(app): State<App>,
    Path(id): Path<String>,
    admin: Admin,
    CsrfForm(form): CsrfForm<RoleForm>,
) -> Result<Response> {
    let role = ServerRole::parse(&form.role).ok_or(Error::Bad("There is no such role.".into()))?;
    let person = set_role(&app, &admin.viewer(), id_of(&id)?, role).await?;
    let now = if role == ServerRole::Admin {
        "an administrator"
    } else {
        "a member"
    };
    Ok(done(
        &app,
        PATH,
        &format!("@{} is now {now}.", person.handle()),
    ))
}
