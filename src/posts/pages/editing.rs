//! Another text, taking back, putting back.

use super::asking::{ThreadFields, ThreadForm};
use super::thread::place_of;
use super::{find_comment, find_post};
use crate::app::App;
use crate::error::{Error, FieldError, Reason, Result};
use crate::posts::actions::{
    ReplyDraft, delete_reply, delete_thread, edit_reply, edit_thread, preview, undelete_reply,
    undelete_thread,
};
use crate::posts::model::{Comment, Post};
use crate::posts::queries;
use crate::web::csrf::CsrfForm;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::session::SignedIn;
use crate::web::view::{FieldView, LinkView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(
            "/post/{id}/edit",
            get(thread_edit_form).post(thread_edit_submit),
        )
        .route("/post/{id}/delete", post(thread_delete))
        .route("/post/{id}/undelete", post(thread_undelete))
        .route(
            "/comment/{id}/edit",
            get(reply_edit_form).post(reply_edit_submit),
        )
        .route("/comment/{id}/delete", post(reply_delete))
        .route("/comment/{id}/undelete", post(reply_undelete))
}

#[derive(Template)]
#[template(path = "posts/pages/edit_thread.html")]
struct EditThreadPage {
    frame: Frame,
    back: LinkView,
    action: String,
    fields: ThreadFields,
}

#[derive(Template)]
#[template(path = "posts/pages/edit_reply.html")]
struct EditReplyPage {
    frame: Frame,
    back: LinkView,
    action: String,
    fields: Vec<FieldView>,
}

impl EditReplyPage {
    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }
}

/// A form that is one button.
#[derive(Debug, Default, Deserialize)]
struct Button {}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ReplyForm {
    body: String,
    language: String,
    preview: String,
}

async fn thread_of(app: &App, who: &SignedIn, id: &str) -> Result<Post> {
    let mut conn = app.store.read().await?;
    find_post(&mut conn, &who.viewer(), id).await
}

async fn reply_of(app: &App, who: &SignedIn, id: &str) -> Result<(Post, Comment)> {
    let mut conn = app.store.read().await?;
    let comment = find_comment(&mut conn, &who.viewer(), id).await?;
    let post = queries::find_post(&mut conn, &who.viewer(), comment.post_id).await?;
    Ok((post.ok_or(Error::NotFound("thread"))?, comment))
}

async fn thread_edit_form(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Page<EditThreadPage>> {
    let post = thread_of(&app, &who, &id).await?;
    if post.author_id != who.person.id() {
        return Err(Reason::NotAuthor.into());
    }
    let form = ThreadForm {
        title: post.title.clone(),
        body: post.body.clone(),
        url: post.url.clone().unwrap_or_default(),
        tags: post.tags.0.join(", "),
        language: post.language.clone(),
        preview: String::new(),
    };
    Ok(Page(thread_page(
        frame,
        &post,
        form.fields(post.kind, &[], None),
    )))
}

fn thread_page(frame: Frame, post: &Post, fields: ThreadFields) -> EditThreadPage {
    EditThreadPage {
        frame: frame.unlisted(),
        back: LinkView::new(&post.title, post.path()),
        action: format!("{}/edit", post.path()),
        fields,
    }
}

async fn thread_edit_submit(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Path(id): Path<String>,
    CsrfForm(form): CsrfForm<ThreadForm>,
) -> Result<Response> {
    let post = thread_of(&app, &who, &id).await?;
    if !form.preview.is_empty() {
        let html = Some(preview(&app, &form.body));
        let page = thread_page(frame, &post, form.fields(post.kind, &[], html));
        return Ok(Page(page).into_response());
    }
    match edit_thread(&app, &who.person, post.id, &form.draft()).await {
        Ok(post) => Ok(Redirect::to(&post.path()).into_response()),
        Err(Error::Invalid(errors)) => {
            let page = thread_page(frame, &post, form.fields(post.kind, &errors, None));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
        Err(other) => Err(other),
    }
}

async fn thread_delete(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    CsrfForm(Button {}): CsrfForm<Button>,
) -> Result<Redirect> {
    let post = thread_of(&app, &who, &id).await?;
    delete_thread(&app, &who.person, post.id).await?;
    Ok(Redirect::to(&post.path()))
}

async fn thread_undelete(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    CsrfForm(Button {}): CsrfForm<Button>,
) -> Result<Redirect> {
    let post = thread_of(&app, &who, &id).await?;
    undelete_thread(&app, &who.person, post.id).await?;
    Ok(Redirect::to(&post.path()))
}

async fn reply_edit_form(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Page<EditReplyPage>> {
    let (post, comment) = reply_of(&app, &who, &id).await?;
    if comment.author_id != who.person.id() {
        return Err(Reason::NotAuthor.into());
    }
    let form = ReplyForm {
        body: comment.body.clone(),
        language: comment.language.clone(),
        preview: String::new(),
    };
    Ok(Page(reply_page(frame, &post, &comment, &form, &[], None)))
}

fn reply_page(
    frame: Frame,
    post: &Post,
    comment: &Comment,
    form: &ReplyForm,
    errors: &[FieldError],
    preview_html: Option<String>,
) -> EditReplyPage {
    let body = FieldView {
        rows: 12,
        preview_html,
        ..FieldView::text("body", "Text")
    };
    let body = body.value(&form.body).with_errors(errors);
    let language = FieldView {
        maxlength: Some(35),
        ..FieldView::text("language", "Language")
    };
    let language = language.value(&form.language).with_errors(errors);
    EditReplyPage {
        frame: frame.unlisted(),
        back: LinkView::new(&post.title, place_of(post, comment)),
        action: format!("/comment/{}/edit", comment.public_id),
        fields: vec![body, language],
    }
}

async fn reply_edit_submit(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Path(id): Path<String>,
    CsrfForm(form): CsrfForm<ReplyForm>,
) -> Result<Response> {
    let (post, comment) = reply_of(&app, &who, &id).await?;
    if !form.preview.is_empty() {
        let html = Some(preview(&app, &form.body));
        let page = reply_page(frame, &post, &comment, &form, &[], html);
        return Ok(Page(page).into_response());
    }
    let draft = ReplyDraft {
        body: form.body.clone(),
        kind: None,
        language: form.language.clone(),
    };
    match edit_reply(&app, &who.person, comment.id, &draft).await {
        Ok(comment) => Ok(Redirect::to(&place_of(&post, &comment)).into_response()),
        Err(Error::Invalid(errors)) => {
            let page = reply_page(frame, &post, &comment, &form, &errors, None);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
        Err(other) => Err(other),
    }
}

async fn reply_delete(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    CsrfForm(Button {}): CsrfForm<Button>,
) -> Result<Redirect> {
    let (post, comment) = reply_of(&app, &who, &id).await?;
    delete_reply(&app, &who.person, comment.id).await?;
    Ok(Redirect::to(&place_of(&post, &comment)))
}

async fn reply_undelete(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    CsrfForm(Button {}): CsrfForm<Button>,
) -> Result<Redirect> {
    let (post, comment) = reply_of(&app, &who, &id).await?;
    undelete_reply(&app, &who.person, comment.id).await?;
    Ok(Redirect::to(&place_of(&post, &comment)))
}
