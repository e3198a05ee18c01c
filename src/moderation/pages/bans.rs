//! `/c/{name}/bans`: who is kept out, and the form for it.

use super::log::{After, older};
use super::{PER_PAGE, community_seen, crumbs, done, person_named, tabs, wrong_fields};
use crate::accounts::model::Person;
use crate::app::App;
use crate::communities::model::Community;
use crate::error::{Error, FieldError, Result};
use crate::membership::queries::banning::{Ban, list_bans};
use crate::moderation::actions::{self, BanOrder};
use crate::moderation::model::REASON_MAX;
use crate::web::csrf::CsrfForm;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::session::SignedIn;
use crate::web::view::{FieldView, LinkView, PagerView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use chrono::TimeDelta;
use serde::Deserialize;

/// Days a ban may last; a longer one has no end.
const DAYS_MAX: i64 = 3650;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/c/{name}/bans", get(bans_page))
        .route("/c/{name}/ban", post(ban_submit))
        .route("/c/{name}/unban", post(unban_submit))
}

#[derive(Template)]
#[template(path = "moderation/pages/bans.html")]
struct BansPage {
    frame: Frame,
    crumbs: Vec<LinkView>,
    tabs: Vec<TabView>,
    /// The community's path.
    base: String,
    rows: Vec<RowView>,
    pager: PagerView,
    fields: Vec<FieldView>,
    remove_content: bool,
}

impl BansPage {
    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }
}

struct RowView {
    person: LinkView,
    until: Option<String>,
    reason: String,
    when: When,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct BanForm {
    person: String,
    reason: String,
    days: String,
    remove_content: String,
}

fn fields(form: &BanForm, errors: &[FieldError]) -> Vec<FieldView> {
    let reason = FieldView {
        maxlength: u32::try_from(REASON_MAX).ok(),
        ..FieldView::text("reason", "Reason")
    };
    [
        FieldView::text("person", "Name")
            .value(&form.person)
            .help("As in ada or ada@other.example.")
            .required(),
        reason
            .value(&form.reason)
            .help("Everybody can read it in the log."),
        FieldView::text("days", "Days")
            .of_kind("number")
            .value(&form.days)
            .help("Empty: until you lift it."),
    ]
    .map(|field| field.with_errors(errors))
    .into()
}

async fn load(
    app: &App,
    user: &SignedIn,
    frame: Frame,
    community: &Community,
    before: Option<i64>,
    (form, errors): (&BanForm, &[FieldError]),
) -> Result<BansPage> {
    let mut conn = app.store.read().await?;
    actions::may_see(
        &mut conn,
        app,
        &user.person,
        &user.viewer(),
        Some(community.id()),
    )
    .await?;
    let now = app.now();
    let rows = list_bans(&mut conn, community.id(), now, before, PER_PAGE).await?;
    let older = older(
        community,
        "bans",
        rows.len(),
        rows.last().map(|(ban, _)| ban.id),
    );
    let view = |(ban, person): (Ban, Person)| RowView {
        person: LinkView::new(format!("@{}", person.handle()), person.path()),
        until: ban.until.map(|at| at.utc().format("%Y-%m-%d").to_string()),
        reason: ban.reason,
        when: When::new(ban.created_at, now),
    };
    Ok(BansPage {
        frame: frame.unlisted(),
        crumbs: crumbs(community),
        tabs: tabs(community, "bans"),
        base: community.path(),
        rows: rows.into_iter().map(view).collect(),
        pager: PagerView { newer: None, older },
        fields: fields(form, errors),
        remove_content: !form.remove_content.is_empty(),
    })
}

async fn community_of(app: &App, user: &SignedIn, name: &str) -> Result<Community> {
    let mut conn = app.store.read().await?;
    community_seen(&mut conn, app, &user.viewer(), name).await
}

async fn bans_page(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(after): Query<After>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<BansPage>> {
    let community = community_of(&app, &user, &name).await?;
    let empty = BanForm::default();
    Ok(Page(
        load(
            &app,
            &user,
            frame,
            &community,
            after.before(),
            (&empty, &[]),
        )
        .await?,
    ))
}

async fn ban_submit(
    State(app): State<App>,
    Path(name): Path<String>,
    user: SignedIn,
    frame: Frame,
    CsrfForm(form): CsrfForm<BanForm>,
) -> Result<Response> {
    let community = community_of(&app, &user, &name).await?;
    match ban_as_typed(&app, &user, &community, &form).await {
        Ok(()) => Ok(done(
            &app,
            &format!("{}/bans", community.path()),
            "The ban stands.",
        )),
        Err(error) => {
            let errors = wrong_fields(error)?;
            let page = load(&app, &user, frame, &community, None, (&form, &errors)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
    }
}

async fn ban_as_typed(
    app: &App,
    user: &SignedIn,
    community: &Community,
    form: &BanForm,
) -> Result<()> {
    let person = {
        let mut conn = app.store.read().await?;
        person_named(&mut conn, app, &form.person).await?
    };
    let until = match form.days.trim() {
        "" => None,
        days => {
            let days = days
                .parse()
                .ok()
                .filter(|days| (1..=DAYS_MAX).contains(days));
            let days = days
                .ok_or_else(|| Error::invalid("days", format!("A number from 1 to {DAYS_MAX}.")))?;
            Some(app.now().plus(TimeDelta::days(days)))
        }
    };
    let order = BanOrder {
        reason: form.reason.clone(),
        until,
        remove_content: !form.remove_content.is_empty(),
    };
    actions::ban(app, &user.person, community.id(), &person, &order).await
}

async fn unban_submit(
    State(app): State<App>,
    Path(name): Path<String>,
    user: SignedIn,
    CsrfForm(form): CsrfForm<BanForm>,
) -> Result<Response> {
    let community = community_of(&app, &user, &name).await?;
    let person = {
        let mut conn = app.store.read().await?;
        person_named(&mut conn, &app, &form.person).await?
    };
    actions::unban(&app, &user.person, community.id(), &person, &form.reason).await?;
    Ok(done(
        &app,
        &format!("{}/bans", community.path()),
        "The ban is lifted.",
    ))
}
