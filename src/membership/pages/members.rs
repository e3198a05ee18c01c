//! `/c/{name}/members`: who looks after a community, and for its members who belongs to it. Conveners
//! change here what somebody is.

use super::people::{DirectoryView, MembersQuery, directory};
use super::{community_header, done, standing_of};
use crate::accounts::model::Person;
use crate::accounts::queries::find_person;
use crate::accounts::rate_limits::{Key, check_and_count};
use crate::app::App;
use crate::communities::federation::resolve_handle;
use crate::communities::model::Community;
use crate::communities::pages::{CommunityHeaderView, community_at, community_for, framed};
use crate::error::{Error, Reason, Result};
use crate::ids::AccountId;
use crate::membership::actions;
use crate::membership::model::Role;
use crate::membership::policy;
use crate::membership::queries::list_moderators;
use crate::membership::queries::staff::{Staff, staff_among};
use crate::web::confirm::ConfirmPage;
use crate::web::csrf::CsrfForm;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{FieldView, LinkView, PersonView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use chrono::TimeDelta;
use serde::Deserialize;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/c/{name}/members", get(members_page))
        .route("/c/{name}/members/appoint", post(appoint_submit))
        .route("/c/{name}/members/dismiss", post(dismiss_submit))
        .route("/c/{name}/members/role", post(role_submit))
        .route("/c/{name}/members/listing", post(listing_submit))
}

struct ModeratorView {
    person: PersonView,
    account: AccountId,
    /// Whether the viewer may take the office away.
    dismissible: bool,
    /// Whether that is the viewer's own.
    own: bool,
}

#[derive(Template)]
#[template(path = "membership/pages/members.html")]
struct MembersPage {
    frame: Frame,
    header: CommunityHeaderView,
    moderators: Vec<ModeratorView>,
    /// Only for conveners of communities here.
    appoint: Option<FieldView>,
    /// Who belongs here; only for members of communities here.
    directory: Option<DirectoryView>,
}

async fn members_page(
    State(app): State<App>,
    viewer: MaybeSignedIn,
    frame: Frame,
    Path(name): Path<String>,
    Query(asked): Query<MembersQuery>,
) -> Result<Page<MembersPage>> {
    let form = AppointForm::default();
    let page = page(&app, &viewer, frame, &name, &form, &asked).await?;
    Ok(Page(page))
}

async fn page(
    app: &App,
    viewer: &MaybeSignedIn,
    frame: Frame,
    name: &str,
    form: &AppointForm,
    asked: &MembersQuery,
) -> Result<MembersPage> {
    let mut conn = app.store.read().await?;
    let community = community_for(app, &mut conn, &viewer.viewer(), name).await?;
    let header = community_header(app, &mut conn, &community, viewer, "/members").await?;
    let standing = match &viewer.0 {
        Some(user) if community.is_local() => {
            Some(standing_of(app, &mut conn, &community, user).await?)
        }
        _ => None,
    };
    let moderators = list_moderators(&mut conn, community.id()).await?;
    let ids: Vec<AccountId> = moderators.iter().map(|(person, _)| person.id()).collect();
    let staff = staff_among(&mut conn, &community, &ids).await?;
    let moderators = moderators.iter().map(|(person, role)| ModeratorView {
        person: person_view(person, *role, &community, &staff),
        account: person.id(),
        dismissible: standing
            .as_ref()
            .is_some_and(|by| policy::may_dismiss(by, person.id(), Some(*role)).is_ok()),
        own: standing
            .as_ref()
            .is_some_and(|by| by.account == person.id()),
    });
    let moderators = moderators.collect();
    let by = standing.as_ref();
    let convenes = by.is_some_and(|by| policy::may_appoint(by, None).is_ok());
    let members = match by {
        Some(by) if policy::may_see_members(Some(by)).is_ok() => {
            Some(directory(&mut conn, &community, by, asked, frame.now).await?)
        }
        _ => None,
    };
    Ok(MembersPage {
        frame: framed(frame, &community),
        header,
        moderators,
        appoint: convenes.then(|| appoint_field(form)),
        directory: members,
    })
}

/// Somebody with what they are here, and the badge of the host organisation.
pub(super) fn person_view(
    person: &Person,
    role: Role,
    community: &Community,
    staff: &Staff,
) -> PersonView {
    let standing = match role {
        Role::Convener => t!("membership-members-convener-here"),
        Role::Moderator if !community.is_local() => t!("membership-members-looks-after"),
        Role::Moderator => t!("membership-members-moderator-here"),
        Role::Newcomer | Role::Member | Role::Greeter => t!("membership-members-member-here"),
    };
    PersonView {
        standing: staff.beside(Some(&standing), person.id()),
        ..PersonView::from(person)
    }
}

fn appoint_field(form: &AppointForm) -> FieldView {
    FieldView::text("person", t!("membership-members-person"))
        .help(t!("membership-members-person-help"))
        .value(&form.person)
        .required()
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct AppointForm {
    person: String,
}

#[derive(Deserialize)]
struct DismissForm {
    account: i64,
}

async fn appoint_submit(
    State(app): State<App>,
    frame: Frame,
    Path(name): Path<String>,
    sent: Sent<AppointForm>,
) -> Result<Response> {
    let refusal = match appoint(&app, &sent, &name).await {
        Ok(community) => {
            let text = t!("membership-members-moderates-done");
            return Ok(done(&app, &community, "/members", &text));
        }
        Err(error) => Refusal::of(&app, error)?,
    };
    let frame = refusal.framed(frame);
    let asked = MembersQuery::default();
    let mut page = page(&app, sent.viewer(), frame, &name, &sent.form, &asked).await?;
    page.appoint = page.appoint.map(|field| field.with_errors(&refusal.fields));
    Ok(refusal.answer(page))
}

async fn appoint(app: &App, sent: &Sent<AppointForm>, name: &str) -> Result<Community> {
    let user = sent.who()?;
    let community = convened(app, user, name).await?;
    let person = find_named(app, user, &sent.form.person).await;
    let person = person.map_err(|error| not_found(error, "person"))?;
    let appointed = actions::appoint(app, &user.person, &community, &person).await;
    appointed.map_err(|error| not_entrusted(error, "person"))?;
    Ok(community)
}

/// Said beside the field in which somebody was named who does not belong yet.
pub(super) fn not_entrusted(error: Error, field: &'static str) -> Error {
    match error {
        Error::Refused(Reason::NotMember) => {
            Error::invalid(field, t!("membership-members-not-member"))
        }
        other => other,
    }
}

/// Said beside the field in which somebody was named whom nobody knows.
pub(super) fn not_found(error: Error, field: &'static str) -> Error {
    match error {
        Error::NotFound(_) | Error::Gone(_) => {
            Error::invalid(field, t!("membership-members-nobody"))
        }
        Error::Peer { message, .. } => {
            Error::invalid(field, t!("membership-members-not-asked", reason = message))
        }
        other => other,
    }
}

/// Only conveners make us ask other servers for people; `appoint` judges once more when it writes.
async fn convened(app: &App, user: &SignedIn, name: &str) -> Result<Community> {
    let mut conn = app.store.read().await?;
    let community = community_at(app, &mut conn, name).await?;
    let standing = standing_of(app, &mut conn, &community, user).await?;
    policy::may_appoint(&standing, None)?;
    Ok(community)
}

pub(super) async fn find_named(app: &App, user: &SignedIn, text: &str) -> Result<Person> {
    let text = text.trim().trim_start_matches('@');
    let here = !text.contains('@');
    if !here {
        let key = Key::account("lookup", user.person.id());
        let limit = app.config.rate_limits.lookups_per_account;
        check_and_count(app, &key, limit, TimeDelta::hours(1)).await?;
    }
    let handle = match here {
        true => format!("{text}@{}", app.local.host),
        false => text.to_owned(),
    };
    let found = resolve_handle(app, &handle).await?.person();
    found.ok_or(Error::NotFound("person"))
}

async fn dismiss_submit(
    State(app): State<App>,
    user: SignedIn,
    Path(name): Path<String>,
    CsrfForm(form): CsrfForm<DismissForm>,
) -> Result<Response> {
    let (community, person) = {
        let mut conn = app.store.read().await?;
        let community = community_at(&app, &mut conn, &name).await?;
        let person = find_person(&mut conn, AccountId(form.account)).await?;
        (community, person)
    };
    actions::dismiss(&app, &user.person, &community, &person).await?;
    Ok(done(
        &app,
        &community,
        "/members",
        &t!("membership-members-dismissed"),
    ))
}

/// `sure` says that somebody was asked before they lay down their own office.
#[derive(Deserialize)]
struct RoleForm {
    account: i64,
    /// A word of [`Role`].
    role: String,
    #[serde(default)]
    sure: String,
}

async fn role_submit(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    Path(name): Path<String>,
    CsrfForm(form): CsrfForm<RoleForm>,
) -> Result<Response> {
    let role = Role::parse(&form.role);
    let role = role.ok_or_else(|| Error::Bad(t!("membership-no-role").into()))?;
    let (community, person, standing) = {
        let mut conn = app.store.read().await?;
        let community = community_at(&app, &mut conn, &name).await?;
        let person = find_person(&mut conn, AccountId(form.account)).await?;
        let standing = standing_of(&app, &mut conn, &community, &user).await?;
        (community, person, standing)
    };
    if role == Role::Member && person.id() == standing.account && form.sure.is_empty() {
        policy::may_give_role(&standing, person.id(), standing.role, role)?;
        return Ok(Page(lay_down_page(frame, &community, person.id())).into_response());
    }
    actions::give_role(&app, &user.person, &community, &person, role).await?;
    let text = match role {
        Role::Moderator => t!("membership-members-moderates-done"),
        Role::Greeter => t!("membership-members-greets-done"),
        _ => t!("membership-members-member-done"),
    };
    Ok(done(&app, &community, "/members", &text))
}

/// Asks once: an office is laid down with one touch, and given back only by somebody else.
fn lay_down_page(frame: Frame, community: &Community, account: AccountId) -> ConfirmPage {
    let members = format!("{}/members", community.path());
    ConfirmPage {
        frame: frame.unlisted(),
        crumbs: vec![LinkView::new(community.title(), community.path())],
        title: t!("membership-members-lay-down-title"),
        lede: t!("membership-members-lay-down-lede"),
        quote: String::new(),
        action: format!("{members}/role"),
        hidden: vec![
            ("account", account.to_string()),
            ("role", Role::Member.to_string()),
            ("sure", "yes".to_owned()),
        ],
        submit: t!("membership-members-lay-down"),
        back: members,
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ListingForm {
    /// `on`: be in the list.
    listed: String,
}

async fn listing_submit(
    State(app): State<App>,
    user: SignedIn,
    Path(name): Path<String>,
    CsrfForm(form): CsrfForm<ListingForm>,
) -> Result<Response> {
    let community = {
        let mut conn = app.store.read().await?;
        community_at(&app, &mut conn, &name).await?
    };
    let listed = form.listed == "on";
    actions::choose_listing(&app, &user.person, &community, listed).await?;
    let text = match listed {
        true => t!("membership-members-listed-done"),
        false => t!("membership-members-unlisted-done"),
    };
    Ok(done(&app, &community, "/members", &text))
}
