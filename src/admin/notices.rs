//! `/admin/notices`: what the server tells everybody; `/admin/closing`: closing it for a while.

use super::confirm::ConfirmPage;
use super::{Admin, done, wrong_fields};
use crate::accounts::closing::{close, closed};
use crate::accounts::settings::{NoticesForm, change_notices, load};
use crate::app::App;
use crate::error::Result;
use crate::web::csrf::CsrfForm;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::view::{FieldView, OptionView};
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

const PATH: &str = "/admin/notices";
const CLOSING: &str = "/admin/closing";

pub fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(notices_form).post(notices_submit))
        .route(CLOSING, get(closing_form).post(closing_submit))
}

fn page(frame: Frame, form: &NoticesForm) -> ConfirmPage {
    let area = |name, label: String, rows| FieldView {
        rows,
        ..FieldView::text(name, label).of_kind("area")
    };
    ConfirmPage {
        submit: t!("admin-settings-submit"),
        fields: vec![
            area("announcement", t!("admin-notices-announcement"), 2)
                .value(&form.announcement)
                .help(t!("admin-notices-announcement-help")),
            FieldView::text("last_day", t!("admin-notices-last-day"))
                .of_kind("date")
                .value(&form.last_day)
                .help(t!("admin-notices-last-day-help")),
            area("terms", t!("admin-notices-terms"), 12)
                .value(&form.terms)
                .help(t!("admin-notices-terms-help")),
            area("contact", t!("admin-notices-contact"), 8)
                .value(&form.contact)
                .help(t!("admin-notices-contact-help")),
        ],
        ..ConfirmPage::new(
            frame,
            (t!("admin-notices"), PATH),
            t!("admin-notices"),
            PATH.to_owned(),
        )
    }
}

async fn notices_form(
    State(app): State<App>,
    _admin: Admin,
    frame: Frame,
) -> Result<Page<ConfirmPage>> {
    let mut conn = app.store.read().await?;
    let settings = load(&app, &mut conn).await?;
    Ok(Page(page(frame, &NoticesForm::from(&settings.notices))))
}

async fn notices_submit(
    State(app): State<App>,
    admin: Admin,
    frame: Frame,
    CsrfForm(form): CsrfForm<NoticesForm>,
) -> Result<Response> {
    match change_notices(&app, &admin.viewer(), &form).await {
        Ok(()) => Ok(done(&app, PATH, &t!("admin-settings-saved"))),
        Err(error) => {
            let errors = wrong_fields(error)?;
            Ok(page(frame, &form).refused(&errors))
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ClosingForm {
    state: String,
    words: String,
}

async fn closing_form(
    State(app): State<App>,
    _admin: Admin,
    frame: Frame,
) -> Result<Page<ConfirmPage>> {
    let closed = closed(&app).await?;
    let state = match &closed {
        Some(_) => "closed",
        None => "open",
    };
    let options = vec![
        OptionView::new("open", t!("admin-closing-open")),
        OptionView::new("closed", t!("admin-closing-closed")),
    ];
    let fields = vec![
        FieldView::text("state", t!("admin-closing-state"))
            .of_kind("select")
            .options(options)
            .value(state),
        FieldView::text("words", t!("admin-closing-words"))
            .value(closed.unwrap_or_default())
            .help(t!("admin-closing-words-help")),
    ];
    Ok(Page(ConfirmPage {
        effects: vec![t!("admin-closing-text"), t!("admin-closing-servers")],
        submit: t!("admin-settings-submit"),
        fields,
        ..ConfirmPage::new(
            frame,
            (t!("admin-closing"), CLOSING),
            t!("admin-closing"),
            CLOSING.to_owned(),
        )
    }))
}

async fn closing_submit(
    State(app): State<App>,
    admin: Admin,
    CsrfForm(form): CsrfForm<ClosingForm>,
) -> Result<Response> {
    let words = (form.state == "closed").then_some(form.words.as_str());
    close(&app, &admin.viewer(), words).await?;
    let said = match words {
        Some(_) => t!("admin-closing-is-closed"),
        None => t!("admin-closing-is-open"),
    };
    Ok(done(&app, CLOSING, &said))
}
