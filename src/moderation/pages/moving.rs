//! `/post/{id}/move`: filing a thread with another community, by those who look after both.

use super::acts::{FormPage, rule_chosen, rule_field};
use super::done;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::find_community;
use crate::error::{Error, Result};
use crate::moderation::actions::{self, Grounds};
use crate::moderation::model::REASON_MAX;
use crate::posts::model::Post;
use crate::posts::queries::post_by_public_id;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::SignedIn;
use crate::web::view::{FieldView, LinkView, OptionView};
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

pub fn routes() -> Router<App> {
    Router::new().route("/post/{id}/move", get(move_form).post(move_submit))
}

/// `to`: the community, as its handle.
#[derive(Default, Deserialize)]
#[serde(default)]
struct MoveForm {
    to: String,
    reason: String,
    rule: String,
}

/// The thread with what there is to choose from.
struct Choice {
    post: Post,
    rules: Vec<String>,
    places: Vec<Community>,
}

impl Choice {
    async fn find(app: &App, user: &SignedIn, id: &str) -> Result<Self> {
        let mut conn = app.store.read().await?;
        let viewer = user.viewer();
        let post = post_by_public_id(&mut conn, &viewer, id).await?;
        let post = post.ok_or(Error::NotFound("thread"))?;
        let by = &user.person;
        let places = actions::places_to_move_to(&mut conn, app, by, &viewer, &post).await?;
        let community = find_community(&mut conn, post.community_id).await?;
        Ok(Self {
            rules: actions::rules_in_short(app, &community),
            post,
            places,
        })
    }

    fn page(&self, frame: Frame, form: &MoveForm) -> FormPage {
        let path = self.post.path();
        let places = self.places.iter();
        let places = places.map(|place| OptionView::new(place.handle(), place.title()));
        let reason = FieldView {
            maxlength: u32::try_from(REASON_MAX).ok(),
            ..FieldView::text("reason", t!("moderation-reason")).value(&form.reason)
        };
        let mut fields = vec![
            FieldView::text("to", t!("moderation-move-to"))
                .of_kind("select")
                .value(&form.to)
                .options(places.collect())
                .required(),
            reason.help(t!("moderation-reason-log")),
        ];
        fields.extend(rule_field(&self.rules, &form.rule));
        FormPage {
            frame: frame.unlisted(),
            crumbs: vec![LinkView::new(&self.post.title, &path)],
            title: t!("moderation-move"),
            lede: t!("moderation-move-lede"),
            about: String::new(),
            quote: String::new(),
            action: format!("{path}/move"),
            submit: t!("moderation-move-submit"),
            style: "btn-main",
            back: path,
            fields,
        }
    }
}

async fn move_form(
    State(app): State<App>,
    Path(id): Path<String>,
    user: SignedIn,
    frame: Frame,
) -> Result<Response> {
    let choice = Choice::find(&app, &user, &id).await?;
    if choice.places.is_empty() {
        return Ok(done(
            &app,
            &choice.post.path(),
            &t!("moderation-move-nowhere"),
        ));
    }
    Ok(Page(choice.page(frame, &MoveForm::default())).into_response())
}

async fn move_submit(
    State(app): State<App>,
    Path(id): Path<String>,
    frame: Frame,
    sent: Sent<MoveForm>,
) -> Result<Response> {
    let answer = submit(&app, &id, frame.clone(), &sent).await;
    or_kept(&app, frame, &sent.form.reason, answer)
}

async fn submit(app: &App, id: &str, frame: Frame, sent: &Sent<MoveForm>) -> Result<Response> {
    let user = sent.who()?;
    let choice = Choice::find(app, user, id).await?;
    match move_as_typed(app, user, &choice, &sent.form).await {
        Ok(place) => {
            let said = t!("moderation-moved", place = place);
            Ok(done(app, &choice.post.path(), &said))
        }
        Err(error) => {
            let refusal = Refusal::of(app, error)?;
            Ok(choice.page(frame, &sent.form).refused(refusal))
        }
    }
}

/// Says what the community is called that it is in now.
async fn move_as_typed(
    app: &App,
    user: &SignedIn,
    choice: &Choice,
    form: &MoveForm,
) -> Result<String> {
    let chosen = choice.places.iter().find(|place| place.handle() == form.to);
    let chosen = chosen.ok_or_else(|| Error::invalid("to", t!("moderation-move-choose")))?;
    let grounds = Grounds {
        reason: form.reason.clone(),
        rule: rule_chosen(&form.rule)?,
        ..Grounds::default()
    };
    let (post, to) = (choice.post.id, chosen.id());
    Box::pin(actions::move_to(app, &user.person, post, to, &grounds)).await?;
    Ok(chosen.title().to_owned())
}
