//! `/admin/purge`: taking a thread, a reply or a person away for good. What goes is shown before anything does,
//! and the records of what went stay.

use super::confirm::ConfirmPage;
use super::{Admin, PER_PAGE, done, next_page, tabs, wrong_fields};
use crate::activitypub::purged::{Purge, PurgedKind, list_purges};
use crate::app::App;
use crate::erasure::purging::{Doomed, What, find_doomed, purge};
use crate::error::{FieldError, Result};
use crate::store::Time;
use crate::web::csrf::CsrfForm;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::view::{FieldView, LinkView, PagerView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

const PATH: &str = "/admin/purge";
const PEERS: &str = "/admin/peers";

pub fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(purge_page))
        .route("/admin/purge/one", get(purge_form).post(purge_submit))
}

#[derive(Template)]
#[template(path = "admin/purge.html")]
struct PurgePage {
    frame: Frame,
    crumbs: Vec<LinkView>,
    tabs: Vec<TabView>,
    field: FieldView,
    rows: Vec<RowView>,
    pager: PagerView,
}

struct RowView {
    what: String,
    ap_id: String,
    reason: String,
    when: When,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Before {
    before: Option<i64>,
}

async fn purge_page(
    State(app): State<App>,
    Query(before): Query<Before>,
    _admin: Admin,
    frame: Frame,
) -> Result<Page<PurgePage>> {
    load(&app, frame, before.before, "", &[]).await.map(Page)
}

async fn load(
    app: &App,
    frame: Frame,
    before: Option<i64>,
    typed: &str,
    errors: &[FieldError],
) -> Result<PurgePage> {
    let mut conn = app.store.read().await?;
    let purges = list_purges(&mut conn, before, PER_PAGE).await?;
    let last = purges.last().map(|purge| purge.id.to_string());
    let now = app.now();
    Ok(PurgePage {
        frame: frame.unlisted(),
        crumbs: vec![LinkView::new(t!("admin-peers"), PEERS)],
        tabs: tabs(PEERS),
        field: FieldView::text("of", t!("admin-purge-of"))
            .value(typed)
            .help(t!("admin-purge-of-help"))
            .required()
            .with_errors(errors),
        pager: PagerView {
            newer: None,
            older: next_page(PATH, purges.len(), "before", last),
        },
        rows: purges.into_iter().map(|purge| row(purge, now)).collect(),
    })
}

fn row(purge: Purge, now: Time) -> RowView {
    RowView {
        what: match purge.kind {
            PurgedKind::Thread => t!("admin-purged-thread"),
            PurgedKind::Reply => t!("admin-purged-reply"),
            PurgedKind::Person => t!("admin-purged-person"),
        },
        ap_id: purge.ap_id,
        reason: purge.reason,
        when: When::new(purge.purged_at, now),
    }
}

/// What is meant, by its address, and why it goes.
#[derive(Default, Deserialize)]
#[serde(default)]
struct PurgeForm {
    of: String,
    reason: String,
}

async fn purge_form(
    State(app): State<App>,
    admin: Admin,
    frame: Frame,
    Query(form): Query<PurgeForm>,
) -> Result<Response> {
    match find_doomed(&app, &admin.viewer(), &form.of).await {
        Ok(doomed) => Ok(Page(shown(frame, &doomed, &form.reason)).into_response()),
        Err(error) => unknown(&app, frame, &form, &wrong_fields(error)?).await,
    }
}

async fn unknown(
    app: &App,
    frame: Frame,
    form: &PurgeForm,
    errors: &[FieldError],
) -> Result<Response> {
    let page = load(app, frame, None, &form.of, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

fn shown(frame: Frame, doomed: &Doomed, reason: &str) -> ConfirmPage {
    let list = (t!("admin-peers"), PEERS);
    let (title, effect) = match doomed.what {
        What::Thread(_) => (
            t!("admin-purge-thread"),
            t!(
                "admin-purge-thread-effect",
                title = doomed.title,
                who = doomed.author,
                replies = doomed.replies,
                pictures = doomed.pictures
            ),
        ),
        What::Reply(_) => (
            t!("admin-purge-reply"),
            t!(
                "admin-purge-reply-effect",
                who = doomed.author,
                pictures = doomed.pictures
            ),
        ),
        What::Person(_) => (
            t!("admin-purge-person"),
            t!(
                "admin-purge-person-effect",
                who = doomed.author,
                threads = doomed.threads,
                replies = doomed.replies
            ),
        ),
    };
    let of = FieldView::text("of", String::new()).of_kind("hidden");
    let why = FieldView::text("reason", t!("admin-purge-reason"));
    ConfirmPage {
        effects: vec![effect, t!("admin-purge-for-good")],
        fields: vec![
            why.value(reason)
                .help(t!("admin-purge-reason-help"))
                .required(),
            of.value(&doomed.ap_id),
        ],
        danger: true,
        submit: t!("admin-purge-submit"),
        back: PATH.to_owned(),
        ..ConfirmPage::new(frame, list, title, "/admin/purge/one".to_owned())
    }
}

async fn purge_submit(
    State(app): State<App>,
    admin: Admin,
    frame: Frame,
    CsrfForm(form): CsrfForm<PurgeForm>,
) -> Result<Response> {
    let doomed = match find_doomed(&app, &admin.viewer(), &form.of).await {
        Ok(doomed) => doomed,
        Err(error) => return unknown(&app, frame, &form, &wrong_fields(error)?).await,
    };
    match Box::pin(purge(&app, &admin.viewer(), doomed.what, &form.reason)).await {
        Ok(()) => Ok(done(&app, PATH, &t!("admin-purge-begun"))),
        Err(error) => {
            let errors = wrong_fields(error)?;
            Ok(shown(frame, &doomed, &form.reason).refused(&errors))
        }
    }
}
