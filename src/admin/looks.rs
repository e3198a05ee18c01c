//! `/admin/looks`: the accent, the mark and the banner of this server.

use super::{Admin, done, tabs};
use crate::accounts::settings::{Looks, load};
use crate::app::App;
use crate::error::{FieldError, Result};
use crate::media::actions::change_looks;
use crate::media::model::{Change, SentFile};
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent};
use crate::web::upload::WithFiles;
use crate::web::view::{FieldView, TabView};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

const PATH: &str = "/admin/looks";

/// What is sent besides files: the accent, and `remove` once for each picture that is to be taken away.
type Typed = Vec<(String, String)>;

pub fn routes() -> Router<App> {
    Router::new().route(PATH, get(looks_form).post(looks_submit))
}

#[derive(Template)]
#[template(path = "admin/looks.html")]
struct LooksPage {
    frame: Frame,
    tabs: Vec<TabView>,
    accent: FieldView,
    pictures: Vec<FieldView>,
}

impl LooksPage {
    fn new(frame: Frame, looks: &Looks, accent: &str, errors: &[FieldError]) -> Self {
        let picture = |name, label: String, help: String, now: &Option<String>| {
            FieldView::text(name, label)
                .of_kind("file")
                .help(help)
                .value(now.clone().unwrap_or_default())
                .with_errors(errors)
        };
        Self {
            frame: frame.unlisted(),
            tabs: tabs(PATH),
            accent: FieldView::text("accent", t!("admin-looks-accent"))
                .value(accent)
                .help(t!("admin-looks-accent-help"))
                .with_errors(errors),
            pictures: vec![
                picture(
                    "logo",
                    t!("admin-looks-logo"),
                    t!("admin-looks-logo-help"),
                    &looks.logo,
                ),
                picture(
                    "banner",
                    t!("admin-looks-banner"),
                    t!("admin-looks-banner-help"),
                    &looks.banner,
                ),
            ],
        }
    }

    fn fields(&self) -> Vec<&FieldView> {
        std::iter::once(&self.accent)
            .chain(&self.pictures)
            .collect()
    }

    fn has_errors(&self) -> bool {
        self.fields().iter().any(|field| field.error.is_some())
    }
}

async fn looks_now(app: &App) -> Result<Looks> {
    let mut conn = app.store.read().await?;
    Ok(load(app, &mut conn).await?.looks)
}

async fn looks_form(
    State(app): State<App>,
    _admin: Admin,
    frame: Frame,
) -> Result<Page<LooksPage>> {
    let looks = looks_now(&app).await?;
    let accent = looks.accent.to_string();
    Ok(Page(LooksPage::new(frame, &looks, &accent, &[])))
}

async fn looks_submit(
    State(app): State<App>,
    _admin: Admin,
    frame: Frame,
    WithFiles { sent, files }: WithFiles<Typed>,
) -> Result<Response> {
    let error = match change(&app, &sent, &files).await {
        Ok(()) => return Ok(done(&app, PATH, &t!("admin-looks-saved"))),
        Err(error) => error,
    };
    let refusal = Refusal::of(&app, error)?;
    let looks = looks_now(&app).await?;
    let accent = typed(&sent.form);
    let page = LooksPage::new(refusal.framed(frame), &looks, accent, &refusal.fields);
    Ok(refusal.answer(page))
}

fn typed(form: &[(String, String)]) -> &str {
    let accent = form.iter().find(|(key, _)| key == "accent");
    accent.map_or("", |(_, value)| value)
}

async fn change(app: &App, sent: &Sent<Typed>, files: &[SentFile]) -> Result<()> {
    let by = sent.who()?.viewer();
    let logo = Change::sent(&sent.form, files, "logo");
    let banner = Change::sent(&sent.form, files, "banner");
    change_looks(app, &by, typed(&sent.form), &logo, &banner).await
}
