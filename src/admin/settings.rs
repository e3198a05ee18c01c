//! `/admin/settings`: what can be changed while the server runs.

use super::{Admin, done, tabs, wrong_fields};
use crate::accounts::settings::{CommunityCreation, Registration, SettingsForm, change, load};
use crate::app::App;
use crate::error::{FieldError, Result};
use crate::web::csrf::CsrfForm;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::view::{FieldView, OptionView, TabView};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;

const PATH: &str = "/admin/settings";

pub fn routes() -> Router<App> {
    Router::new().route(PATH, get(settings_form).post(settings_submit))
}

#[derive(Template)]
#[template(path = "admin/settings.html")]
struct SettingsPage {
    frame: Frame,
    tabs: Vec<TabView>,
    fields: Vec<FieldView>,
}

impl SettingsPage {
    fn new(frame: Frame, form: &SettingsForm, errors: &[FieldError]) -> Self {
        let fields = fields(form)
            .into_iter()
            .map(|field| field.with_errors(errors))
            .collect();
        Self {
            frame: frame.unlisted(),
            tabs: tabs(PATH),
            fields,
        }
    }

    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }
}

fn fields(form: &SettingsForm) -> Vec<FieldView> {
    let radios = |name, label: String, options| {
        let field = FieldView::text(name, label).of_kind("radios").required();
        FieldView { options, ..field }
    };
    let area = |name, label: String, rows| FieldView {
        rows,
        ..FieldView::text(name, label).of_kind("area")
    };
    vec![
        FieldView::text("site_name", t!("admin-settings-name"))
            .value(&form.site_name)
            .required(),
        area("site_description", t!("admin-settings-description"), 3)
            .value(&form.site_description)
            .help(t!("admin-settings-description-help")),
        area("about", t!("admin-settings-about"), 12)
            .value(&form.about)
            .help(t!("admin-settings-about-help")),
        area("rules", t!("admin-settings-rules"), 8)
            .value(&form.rules)
            .help(t!("admin-settings-rules-help")),
        radios(
            "registration",
            t!("admin-settings-registration"),
            vec![
                OptionView::new(
                    Registration::Closed.as_str(),
                    t!("admin-settings-registration-closed"),
                ),
                OptionView::new(
                    Registration::Invited.as_str(),
                    t!("admin-settings-registration-invited"),
                ),
                OptionView::new(
                    Registration::Applied.as_str(),
                    t!("admin-settings-registration-applied"),
                ),
                OptionView::new(
                    Registration::Open.as_str(),
                    t!("admin-settings-registration-open"),
                ),
            ],
        )
        .value(&form.registration),
        radios(
            "community_creation",
            t!("admin-settings-opening"),
            vec![
                OptionView::new(
                    CommunityCreation::Admins.as_str(),
                    t!("admin-settings-opening-admins"),
                ),
                OptionView::new(
                    CommunityCreation::Everyone.as_str(),
                    t!("admin-settings-opening-everyone"),
                ),
            ],
        )
        .value(&form.community_creation),
    ]
}

async fn settings_form(
    State(app): State<App>,
    _admin: Admin,
    frame: Frame,
) -> Result<Page<SettingsPage>> {
    let mut conn = app.store.read().await?;
    let settings = load(&app, &mut conn).await?;
    Ok(Page(SettingsPage::new(
        frame,
        &SettingsForm::from(&settings),
        &[],
    )))
}

async fn settings_submit(
    State(app): State<App>,
    admin: Admin,
    frame: Frame,
    CsrfForm(form): CsrfForm<SettingsForm>,
) -> Result<Response> {
    match change(&app, &admin.viewer(), &form).await {
        Ok(_) => Ok(done(&app, PATH, &t!("admin-settings-saved"))),
        Err(error) => {
            let errors = wrong_fields(error)?;
            let page = SettingsPage::new(frame, &form, &errors);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
    }
}
