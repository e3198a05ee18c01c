//! Replying.

use super::thread::{ThreadPage, ThreadQuery, Typed, place_of, show};
use super::{find_comment, find_post};
use crate::app::App;
use crate::error::{Error, Result};
use crate::posts::actions::{ReplyDraft, preview, reply};
use crate::posts::model::ReplyKind;
use crate::posts::queries;
use crate::web::csrf::CsrfForm;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::session::{MaybeSignedIn, SignedIn};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use serde::Deserialize;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/post/{id}/reply", post(reply_submit))
        .route("/comment/{id}/reply", post(nested_reply_submit))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ReplyForm {
    body: String,
    /// `answer`, `comment`, or empty for what the thread expects.
    kind: String,
    /// Public id of the reply being replied to.
    parent: String,
    language: String,
    preview: String,
}

async fn reply_submit(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Path(id): Path<String>,
    CsrfForm(form): CsrfForm<ReplyForm>,
) -> Result<Response> {
    submit(&app, frame, who, &id, form).await
}

/// The same from a reply's own address, which is its parent then.
async fn nested_reply_submit(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Path(id): Path<String>,
    CsrfForm(mut form): CsrfForm<ReplyForm>,
) -> Result<Response> {
    let viewer = who.viewer();
    let mut conn = app.store.read().await?;
    let parent = find_comment(&mut conn, &viewer, &id).await?;
    let thread = queries::find_post(&mut conn, &viewer, parent.post_id).await?;
    let thread = thread.ok_or(Error::NotFound("thread"))?;
    drop(conn);
    form.parent = id;
    submit(&app, frame, who, &thread.public_id, form).await
}

async fn submit(
    app: &App,
    frame: Frame,
    who: SignedIn,
    id: &str,
    form: ReplyForm,
) -> Result<Response> {
    if !form.preview.is_empty() {
        let preview_html = Some(preview(app, &form.body));
        let page = again(app, frame, who, id, form, Vec::new(), preview_html).await?;
        return Ok(Page(page).into_response());
    }
    match save(app, &who, id, &form).await {
        Ok(place) => Ok(Redirect::to(&place).into_response()),
        Err(Error::Invalid(errors)) => {
            let page = again(app, frame, who, id, form, errors, None).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
        Err(other) => Err(other),
    }
}

async fn save(app: &App, who: &SignedIn, id: &str, form: &ReplyForm) -> Result<String> {
    let viewer = who.viewer();
    let mut conn = app.store.read().await?;
    let thread = find_post(&mut conn, &viewer, id).await?;
    let parent = match form.parent.as_str() {
        "" => None,
        parent => Some(find_comment(&mut conn, &viewer, parent).await?.id),
    };
    drop(conn);
    let kind = match form.kind.as_str() {
        "" => None,
        word => Some(
            ReplyKind::parse(word)
                .ok_or(Error::invalid("kind", "A reply is an answer or a comment."))?,
        ),
    };
    let draft = ReplyDraft {
        body: form.body.clone(),
        kind,
        language: form.language.clone(),
    };
    let comment = reply(app, &who.person, thread.id, parent, &draft).await?;
    Ok(place_of(&thread, &comment))
}

/// The thread once more, with what was typed.
async fn again(
    app: &App,
    frame: Frame,
    who: SignedIn,
    id: &str,
    form: ReplyForm,
    errors: Vec<crate::error::FieldError>,
    preview_html: Option<String>,
) -> Result<ThreadPage> {
    let typed = Typed {
        body: form.body,
        kind: form.kind,
        parent: form.parent,
        errors,
        preview_html,
    };
    let who = MaybeSignedIn(Some(who));
    show(app, frame, &who, id, &ThreadQuery::default(), typed).await
}
