//! `/communities/new`.

use super::fields;
use crate::accounts::{policy as accounts_policy, settings};
use crate::app::App;
use crate::error::Result;
use crate::membership::actions::{CommunityForm, open_community};
use crate::membership::pages::done;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent};
use crate::web::session::SignedIn;
use crate::web::view::FieldView;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;

pub fn routes() -> Router<App> {
    Router::new().route("/communities/new", get(new_form).post(new_submit))
}

#[derive(Template)]
#[template(path = "membership/pages/settings/opening.html")]
struct OpeningPage {
    frame: Frame,
    fields: Vec<FieldView>,
}

impl OpeningPage {
    fn new(frame: Frame, form: &CommunityForm) -> Self {
        Self {
            frame: frame.unlisted(),
            fields: fields::of_a_new_one(form),
        }
    }

    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }

    /// With why it was not taken.
    fn refused(mut self, refusal: Refusal) -> Response {
        let fields = self.fields.into_iter();
        self.fields = fields
            .map(|field| field.with_errors(&refusal.fields))
            .collect();
        self.frame = refusal.framed(self.frame);
        refusal.answer(self)
    }
}

async fn new_form(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<OpeningPage>> {
    let mut conn = app.store.read().await?;
    let allowed = settings::load(&app, &mut conn).await?.community_creation;
    accounts_policy::may_open_community(&user.viewer(), allowed)?;
    Ok(Page(OpeningPage::new(frame, &CommunityForm::default())))
}

async fn new_submit(
    State(app): State<App>,
    frame: Frame,
    sent: Sent<CommunityForm>,
) -> Result<Response> {
    let opened = match sent.who() {
        Ok(user) => open_community(&app, &user.viewer(), &user.person, &sent.form).await,
        Err(error) => Err(error),
    };
    match opened {
        // What is best done next stands there.
        Ok(community) => Ok(done(
            &app,
            &community,
            super::HERE,
            &t!("membership-opening-done"),
        )),
        Err(error) => {
            let refusal = Refusal::of(&app, error)?;
            Ok(OpeningPage::new(frame, &sent.form).refused(refusal))
        }
    }
}
