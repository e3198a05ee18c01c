//! `/post/{id}/retitle`: another title and other tags for a thread, by those who look after its community.

use super::acts::{FormPage, rule_chosen, rule_field};
use super::done;
use crate::accounts::model::Viewer;
use crate::app::App;
use crate::communities::queries::find_community;
use crate::error::{Error, Result};
use crate::membership::queries::standing;
use crate::moderation::actions::{self, Grounds};
use crate::moderation::model::REASON_MAX;
use crate::posts::actions::split_tags;
use crate::posts::model::Post;
use crate::posts::policy::may_retitle;
use crate::posts::queries::post_by_public_id;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::SignedIn;
use crate::web::view::{FieldView, LinkView};
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

pub fn routes() -> Router<App> {
    Router::new().route("/post/{id}/retitle", get(retitle_form).post(retitle_submit))
}

/// Tags are typed as words, with commas or spaces between them.
#[derive(Default, Deserialize)]
#[serde(default)]
struct HeadingForm {
    title: String,
    tags: String,
    reason: String,
    rule: String,
}

async fn thread_of(app: &App, viewer: &Viewer, id: &str) -> Result<(Post, Vec<String>)> {
    let mut conn = app.store.read().await?;
    let post = post_by_public_id(&mut conn, viewer, id).await?;
    let post = post.ok_or(Error::NotFound("thread"))?;
    let community = find_community(&mut conn, post.community_id).await?;
    let rules = actions::rules_in_short(app, &community);
    Ok((post, rules))
}

fn page(frame: Frame, post: &Post, rules: &[String], form: &HeadingForm) -> FormPage {
    let reason = FieldView {
        maxlength: u32::try_from(REASON_MAX).ok(),
        ..FieldView::text("reason", t!("moderation-reason")).value(&form.reason)
    };
    let mut fields = vec![
        FieldView::text("title", t!("moderation-retitle-title"))
            .value(&form.title)
            .required(),
        FieldView::text("tags", t!("moderation-retitle-tags")).value(&form.tags),
        reason.help(t!("moderation-reason-log")),
    ];
    fields.extend(rule_field(rules, &form.rule));
    FormPage {
        frame: frame.unlisted(),
        crumbs: vec![LinkView::new(&post.title, post.path())],
        title: t!("moderation-retitle"),
        lede: t!("moderation-retitle-lede"),
        about: String::new(),
        quote: String::new(),
        action: format!("{}/retitle", post.path()),
        submit: t!("moderation-retitle-submit"),
        style: "btn-main",
        back: post.path(),
        fields,
    }
}

async fn retitle_form(
    State(app): State<App>,
    Path(id): Path<String>,
    user: SignedIn,
    frame: Frame,
) -> Result<Page<FormPage>> {
    let (post, rules) = thread_of(&app, &user.viewer(), &id).await?;
    let mut conn = app.store.read().await?;
    let community = find_community(&mut conn, post.community_id).await?;
    let standing = standing(&mut conn, &user.person, &community, app.now()).await?;
    may_retitle(&standing, &community, &post)?;
    let form = HeadingForm {
        title: post.title.clone(),
        tags: post.tags.0.join(", "),
        ..HeadingForm::default()
    };
    Ok(Page(page(frame, &post, &rules, &form)))
}

async fn retitle_submit(
    State(app): State<App>,
    Path(id): Path<String>,
    frame: Frame,
    sent: Sent<HeadingForm>,
) -> Result<Response> {
    let answer = submit(&app, &id, frame.clone(), &sent).await;
    or_kept(&app, frame, &sent.form.title, answer)
}

async fn submit(app: &App, id: &str, frame: Frame, sent: &Sent<HeadingForm>) -> Result<Response> {
    let (post, rules) = thread_of(app, &sent.viewer().viewer(), id).await?;
    let form = &sent.form;
    let outcome = match sent.who() {
        Ok(user) => retitle(app, user, &post, form).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(done(app, &post.path(), &t!("moderation-retitled"))),
        Err(error) => {
            let refusal = Refusal::of(app, error)?;
            Ok(page(frame, &post, &rules, form).refused(refusal))
        }
    }
}

async fn retitle(app: &App, user: &SignedIn, post: &Post, form: &HeadingForm) -> Result<()> {
    let grounds = Grounds {
        reason: form.reason.clone(),
        rule: rule_chosen(&form.rule)?,
        ..Grounds::default()
    };
    let tags = split_tags(&form.tags);
    actions::retitle(app, &user.person, post.id, &form.title, tags, &grounds).await
}
