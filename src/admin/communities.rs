//! `/admin/communities`: taking communities out of sight, showing them again, and naming who convenes
//! them.

use super::confirm::ConfirmPage;
use super::queries::list_communities;
use super::{Admin, PER_PAGE, done, next_page, tabs, wrong_fields};
use crate::accounts::model::Person;
use crate::accounts::queries::person_by_handle;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, Result};
use crate::ids::CommunityId;
use crate::membership::actions::{name_convener, remove_community, restore_community};
use crate::web::csrf::CsrfForm;
use crate::web::layout::Frame;
use crate::web::next::encoded;
use crate::web::page::Page;
use crate::web::view::{BadgeKind, BadgeView, FieldView, LinkView, PagerView, TabView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

const PATH: &str = "/admin/communities";

/// What is done to one community on a page of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Remove,
    Restore,
    Convener,
}

impl Act {
    fn word(self) -> &'static str {
        match self {
            Self::Remove => "remove",
            Self::Restore => "restore",
            Self::Convener => "convener",
        }
    }
}

pub fn routes() -> Router<App> {
    let mut router = Router::new().route(PATH, get(communities_page));
    for act in [Act::Remove, Act::Restore, Act::Convener] {
        let form = move |app, id, admin, frame| act_form(act, app, id, admin, frame);
        let submit =
            move |app, id, admin, frame, form| act_submit(act, app, id, admin, frame, form);
        router = router.route(
            &format!("/admin/communities/{{id}}/{}", act.word()),
            get(form).post(submit),
        );
    }
    router
}

#[derive(Template)]
#[template(path = "admin/communities.html")]
struct CommunitiesPage {
    frame: Frame,
    tabs: Vec<TabView>,
    name: String,
    rows: Vec<RowView>,
    pager: PagerView,
}

struct RowView {
    id: CommunityId,
    community: LinkView,
    badges: Vec<BadgeView>,
    facts: String,
    local: bool,
    removed: bool,
    deleted: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Find {
    name: String,
    before: Option<i64>,
}

async fn communities_page(
    State(app): State<App>,
    Query(find): Query<Find>,
    _admin: Admin,
    frame: Frame,
) -> Result<Page<CommunitiesPage>> {
    let name = find.name.trim().trim_start_matches('!');
    let before = find.before.map(CommunityId);
    let mut conn = app.store.read().await?;
    let rows = list_communities(&mut conn, name, before, PER_PAGE).await?;
    let last = rows.last().map(|community| community.id().to_string());
    let begins = encoded(name);
    let key = if name.is_empty() {
        "before".to_owned()
    } else {
        format!("name={begins}&before")
    };
    Ok(Page(CommunitiesPage {
        frame: frame.unlisted(),
        tabs: tabs(PATH),
        name: name.to_owned(),
        pager: PagerView {
            newer: None,
            older: next_page(PATH, rows.len(), &key, last),
        },
        rows: rows.iter().map(view).collect(),
    }))
}

fn view(community: &Community) -> RowView {
    let row = &community.row;
    let mut badges = Vec::new();
    if row.removed_at.is_some() {
        badges.push(BadgeView::new(
            t!("admin-communities-removed"),
            BadgeKind::Bad,
        ));
    }
    if row.deleted_at.is_some() {
        badges.push(BadgeView::new(
            t!("admin-communities-deleted"),
            BadgeKind::Bad,
        ));
    }
    RowView {
        id: community.id(),
        community: LinkView::new(format!("!{}", community.handle()), community.path()),
        badges,
        facts: t!(
            "admin-communities-facts",
            title = community.title(),
            threads = row.post_count,
            replies = row.comment_count,
            followers = row.follower_count
        ),
        local: community.is_local(),
        removed: row.removed_at.is_some(),
        deleted: row.deleted_at.is_some(),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ActForm {
    reason: String,
    person: String,
}

async fn find(app: &App, id: &str) -> Result<Community> {
    let id = id.parse().map_err(|_| Error::NotFound("community"))?;
    let mut conn = app.store.read().await?;
    let found = find_community(&mut conn, CommunityId(id)).await;
    found.map_err(|error| match error {
        diesel::result::Error::NotFound => Error::NotFound("community"),
        other => other.into(),
    })
}

fn page(act: Act, frame: Frame, community: &Community, form: &ActForm) -> ConfirmPage {
    let handle = format!("!{}", community.handle());
    let (title, submit) = match act {
        Act::Remove => (
            t!("admin-community-remove-title", name = handle),
            t!("admin-community-remove"),
        ),
        Act::Restore => (
            t!("admin-community-restore-title", name = handle),
            t!("admin-community-restore"),
        ),
        Act::Convener => (
            t!("admin-community-convener-title", name = handle),
            t!("admin-community-convener-submit"),
        ),
    };
    let reason = || {
        FieldView::text("reason", t!("admin-community-reason"))
            .value(&form.reason)
            .help(t!("admin-community-reason-help"))
    };
    let fields = match act {
        Act::Convener => vec![
            FieldView::text("person", t!("admin-community-person"))
                .value(&form.person)
                .help(t!("admin-community-person-help"))
                .required(),
        ],
        _ if community.is_local() => vec![reason()],
        _ => Vec::new(),
    };
    let action = format!("{PATH}/{}/{}", community.id(), act.word());
    ConfirmPage {
        effects: effects(act, community),
        submit,
        danger: act == Act::Remove,
        fields,
        ..ConfirmPage::new(frame, (t!("admin-communities"), PATH), title, action)
    }
}

fn effects(act: Act, community: &Community) -> Vec<String> {
    let row = &community.row;
    let both = match (act, community.is_local()) {
        (Act::Convener, _) => return Vec::new(),
        (Act::Remove, true) => [
            t!(
                "admin-community-remove-text",
                threads = row.post_count,
                replies = row.comment_count
            ),
            t!("admin-community-remove-told"),
        ],
        (Act::Remove, false) => [
            t!(
                "admin-community-remove-text-elsewhere",
                threads = row.post_count,
                replies = row.comment_count
            ),
            t!("admin-community-remove-told-elsewhere"),
        ],
        (Act::Restore, true) => [
            t!("admin-community-restore-text"),
            t!("admin-community-restore-told"),
        ],
        (Act::Restore, false) => [
            t!("admin-community-restore-text-elsewhere"),
            t!("admin-community-restore-missing"),
        ],
    };
    both.into()
}

async fn act_form(
    act: Act,
    State(app): State<App>,
    Path(id): Path<String>,
    _admin: Admin,
    frame: Frame,
) -> Result<Page<ConfirmPage>> {
    let community = find(&app, &id).await?;
    Ok(Page(page(act, frame, &community, &ActForm::default())))
}

async fn act_submit(
    act: Act,
    State(app): State<App>,
    Path(id): Path<String>,
    admin: Admin,
    frame: Frame,
    CsrfForm(form): CsrfForm<ActForm>,
) -> Result<Response> {
    let community = find(&app, &id).await?;
    let (viewer, by) = (admin.viewer(), &admin.person);
    let name = format!("!{}", community.handle());
    let outcome = match act {
        Act::Remove => remove_community(&app, &viewer, by, &community, &form.reason)
            .await
            .map(|()| t!("admin-community-removed", name = name)),
        Act::Restore => restore_community(&app, &viewer, by, &community, &form.reason)
            .await
            .map(|()| t!("admin-community-restored", name = name)),
        Act::Convener => make_convener(&app, &admin, &community, &form.person).await,
    };
    match outcome {
        Ok(said) => Ok(done(&app, PATH, &said)),
        Err(error) => {
            let errors = wrong_fields(error)?;
            Ok(page(act, frame, &community, &form).refused(&errors))
        }
    }
}

async fn make_convener(
    app: &App,
    admin: &Admin,
    community: &Community,
    typed: &str,
) -> Result<String> {
    let person = find_person(app, typed).await?;
    name_convener(app, &admin.viewer(), &admin.person, community, &person).await?;
    Ok(t!(
        "admin-community-convened",
        person = format!("@{}", person.handle()),
        name = format!("!{}", community.handle())
    ))
}

async fn find_person(app: &App, typed: &str) -> Result<Person> {
    let name = typed.trim().trim_start_matches('@').to_lowercase();
    let mut conn = app.store.read().await?;
    let found = person_by_handle(&mut conn, &name, &app.local.host).await?;
    found
        .filter(|person| person.actor.local && person.is_live())
        .ok_or_else(|| Error::invalid("person", t!("admin-community-nobody")))
}
