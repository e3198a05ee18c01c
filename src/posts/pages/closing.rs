//! Closing a question with a reason, as a duplicate of another where it is one, and opening it again.

use super::find_post;
use crate::app::App;
use crate::communities::queries::find_community;
use crate::error::{FieldError, Result};
use crate::membership::queries::standing;
use crate::posts::actions::{ClosingDraft, close_question, reopen_question};
use crate::posts::model::{Closing, Post};
use crate::posts::policy;
use crate::posts::queries::closing::closing_of;
use crate::web::csrf::{CsrfForm, NoFields};
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::SignedIn;
use crate::web::view::{FieldView, LinkView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/post/{id}/close", get(close_form).post(close_submit))
        .route("/post/{id}/reopen", post(reopen_submit))
}

#[derive(Template)]
#[template(path = "posts/pages/close.html")]
struct ClosePage {
    frame: Frame,
    back: LinkView,
    action: String,
    fields: Vec<FieldView>,
}

impl ClosePage {
    fn new(frame: Frame, thread: &Post, form: &CloseForm, errors: &[FieldError]) -> Self {
        let reason = FieldView::text("reason", t!("posts-close-reason"))
            .help(t!("posts-close-reason-help"))
            .value(&form.reason);
        let of = FieldView::text("of", t!("posts-close-of"))
            .help(t!("posts-close-of-help"))
            .value(&form.of);
        Self {
            frame: frame.unlisted(),
            back: LinkView::new(&thread.title, thread.path()),
            action: format!("{}/close", thread.path()),
            fields: vec![reason.with_errors(errors), of.with_errors(errors)],
        }
    }

    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct CloseForm {
    reason: String,
    /// Address of the question that it is a duplicate of.
    of: String,
}

impl From<Closing> for CloseForm {
    fn from(closing: Closing) -> Self {
        Self {
            reason: closing.reason,
            of: closing.duplicate_url,
        }
    }
}

async fn close_form(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Page<ClosePage>> {
    let mut conn = app.store.read().await?;
    let thread = find_post(&mut conn, &who.viewer(), &id).await?;
    let community = find_community(&mut conn, thread.community_id).await?;
    let standing = standing(&mut conn, &who.person, &community, app.now()).await?;
    let closing = closing_of(&mut conn, &thread).await?;
    let by = closing.as_ref().map(|closing| closing.by_id);
    policy::may_close(&standing, &community, &thread, by)?;
    let form = closing.map(CloseForm::from).unwrap_or_default();
    Ok(Page(ClosePage::new(frame, &thread, &form, &[])))
}

async fn close_submit(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
    sent: Sent<CloseForm>,
) -> Result<Response> {
    let answer = submit(&app, frame.clone(), &id, &sent).await;
    or_kept(&app, frame, &sent.form.reason, answer)
}

async fn submit(app: &App, frame: Frame, id: &str, sent: &Sent<CloseForm>) -> Result<Response> {
    let who = sent.who()?;
    let thread = {
        let mut conn = app.store.read().await?;
        find_post(&mut conn, &who.viewer(), id).await?
    };
    let draft = ClosingDraft {
        reason: sent.form.reason.clone(),
        duplicate_of: sent.form.of.clone(),
    };
    match close_question(app, &who.person, thread.id, &draft).await {
        Ok(()) => Ok(Redirect::to(&thread.path()).into_response()),
        Err(error) => {
            let refusal = Refusal::of(app, error)?;
            let framed = refusal.framed(frame);
            let page = ClosePage::new(framed, &thread, &sent.form, &refusal.fields);
            Ok(refusal.answer(page))
        }
    }
}

async fn reopen_submit(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    CsrfForm(NoFields {}): CsrfForm<NoFields>,
) -> Result<Redirect> {
    let thread = {
        let mut conn = app.store.read().await?;
        find_post(&mut conn, &who.viewer(), &id).await?
    };
    reopen_question(&app, &who.person, thread.id).await?;
    Ok(Redirect::to(&thread.path()))
}
