//! `/admin/entrance`: what is asked of whoever makes an account.

use super::confirm::ConfirmPage;
use super::{Admin, done, wrong_fields};
use crate::accounts::settings::{EntranceForm, Sum, change_entrance, load};
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

const PATH: &str = "/admin/entrance";

pub fn routes() -> Router<App> {
    Router::new().route(PATH, get(entrance_form).post(entrance_submit))
}

fn page(frame: Frame, form: &EntranceForm) -> ConfirmPage {
    let area = |name, label: String| FieldView {
        rows: 4,
        ..FieldView::text(name, label).of_kind("area")
    };
    let sum = FieldView::text("sum", t!("admin-entrance-sum"))
        .of_kind("select")
        .help(t!("admin-entrance-sum-help"))
        .options(vec![
            OptionView::new(Sum::Off.as_str(), t!("admin-entrance-sum-off")),
            OptionView::new(Sum::On.as_str(), t!("admin-entrance-sum-on")),
        ]);
    ConfirmPage {
        effects: vec![t!("admin-entrance-text")],
        submit: t!("admin-settings-submit"),
        fields: vec![
            sum.value(&form.sum),
            area("allowed", t!("admin-entrance-allowed"))
                .value(&form.allowed)
                .help(t!("admin-entrance-allowed-help")),
            area("denied", t!("admin-entrance-denied"))
                .value(&form.denied)
                .help(t!("admin-entrance-denied-help")),
        ],
        ..ConfirmPage::new(
            frame,
            (t!("admin-entrance"), PATH),
            t!("admin-entrance"),
            PATH.to_owned(),
        )
    }
}

async fn entrance_form(
    State(app): State<App>,
    _admin: Admin,
    frame: Frame,
) -> Result<Page<ConfirmPage>> {
    let mut conn = app.store.read().await?;
    let settings = load(&app, &mut conn).await?;
    Ok(Page(page(frame, &EntranceForm::from(&settings.entrance))))
}

async fn entrance_submit(
    State(app): State<App>,
    admin: Admin,
    frame: Frame,
    CsrfForm(form): CsrfForm<EntranceForm>,
) -> Result<Response> {
    match change_entrance(&app, &admin.viewer(), &form).await {
        Ok(()) => Ok(done(&app, PATH, &t!("admin-settings-saved"))),
        Err(error) => {
            let errors = wrong_fields(error)?;
            Ok(page(frame, &form).refused(&errors))
        }
    }
}
