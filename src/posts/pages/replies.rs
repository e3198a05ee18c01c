//! Replying.

use super::drafts::{self, DraftView};
use super::pictures::{Illustrated, preview_if, take_pictures};
use super::thread::{ThreadPage, ThreadQuery, Typed, show};
use super::views::query;
use super::{find_comment, find_post};
use crate::app::App;
use crate::error::{Error, FieldError, Result};
use crate::posts::actions::{ReplyDraft, reply};
use crate::posts::model::{DraftWords, ReplyKind};
use crate::posts::queries;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::SignedIn;
use crate::web::upload::WithFiles;
use axum::Router;
use axum::extract::{Path, State};
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
    attach: String,
    picture_alt: String,
    /// The community as whose the thread was shown.
    within: String,
}

impl Illustrated for ReplyForm {
    fn text(&mut self) -> &mut String {
        &mut self.body
    }

    fn said(&mut self) -> &mut String {
        &mut self.picture_alt
    }
}

impl ReplyForm {
    fn words(&self) -> DraftWords {
        DraftWords {
            body: self.body.replace("\r\n", "\n"),
            language: self.language.clone(),
            reply_kind: self.kind.clone(),
            ..DraftWords::default()
        }
    }
}

async fn reply_submit(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
    WithFiles { mut sent, files }: WithFiles<ReplyForm>,
) -> Result<Response> {
    let taken = take_pictures(&app, &mut sent, &files).await;
    let answer = submit(&app, frame.clone(), &id, &sent, taken).await;
    or_kept(&app, frame, &sent.form.body, answer)
}

/// The same from a reply's own address, which is its parent then.
async fn nested_reply_submit(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
    WithFiles { mut sent, files }: WithFiles<ReplyForm>,
) -> Result<Response> {
    sent.form.parent.clone_from(&id);
    let taken = take_pictures(&app, &mut sent, &files).await;
    let answer = match thread_of(&app, &sent, &id).await {
        Ok(thread) => submit(&app, frame.clone(), &thread, &sent, taken).await,
        Err(error) => Err(error),
    };
    or_kept(&app, frame, &sent.form.body, answer)
}

async fn thread_of(app: &App, sent: &Sent<ReplyForm>, id: &str) -> Result<String> {
    let viewer = sent.viewer().viewer();
    let mut conn = app.store.read().await?;
    let parent = find_comment(&mut conn, &viewer, id).await?;
    let thread = queries::find_post(&mut conn, &viewer, parent.post_id).await?;
    Ok(thread.ok_or(Error::NotFound("thread"))?.public_id)
}

async fn submit(
    app: &App,
    frame: Frame,
    id: &str,
    sent: &Sent<ReplyForm>,
    taken: Result<()>,
) -> Result<Response> {
    let form = &sent.form;
    let previews = !form.preview.is_empty();
    let outcome = match taken.and_then(|()| sent.who()) {
        Ok(who) if previews || !form.attach.is_empty() => {
            let place = DraftView::reply_to(id, &form.parent);
            drafts::keep(app, who, &place, &form.words()).await;
            let preview_html = preview_if(previews, app, who, None, &form.body).await?;
            let page = again(app, frame, sent, id, Vec::new(), preview_html).await?;
            return Ok(Page(page).into_response());
        }
        Ok(who) => save(app, who, id, &sent.form).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(place) => Ok(Redirect::to(&place).into_response()),
        Err(error) => {
            let refusal = Refusal::of(app, error)?;
            let (frame, fields) = (refusal.framed(frame), refusal.fields.clone());
            let page = again(app, frame, sent, id, fields, None).await?;
            Ok(refusal.answer(page))
        }
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
                .ok_or_else(|| Error::invalid("kind", t!("posts-reply-kind-unknown")))?,
        ),
    };
    let draft = ReplyDraft {
        body: form.body.clone(),
        kind,
        language: form.language.clone(),
        once: true,
    };
    let comment = reply(app, &who.person, thread.id, parent, &draft).await?;
    Ok(back_within(&comment.path_on(&thread), &form.within))
}

/// The same place, on the page of the community that the form stood on.
fn back_within(path: &str, place: &str) -> String {
    let more = query(&[("within", place)]);
    let (page, fragment) = path.split_once('#').unwrap_or((path, ""));
    match (more.is_empty(), page.contains('?')) {
        (true, _) => path.to_owned(),
        (false, true) => format!("{page}&{more}#{fragment}"),
        (false, false) => format!("{page}?{more}#{fragment}"),
    }
}

/// The thread once more, with what was typed.
async fn again(
    app: &App,
    frame: Frame,
    sent: &Sent<ReplyForm>,
    id: &str,
    errors: Vec<FieldError>,
    preview_html: Option<String>,
) -> Result<ThreadPage> {
    let form = &sent.form;
    let typed = Typed {
        body: form.body.clone(),
        kind: form.kind.clone(),
        parent: form.parent.clone(),
        picture_alt: form.picture_alt.clone(),
        errors,
        preview_html,
        draft: None,
    };
    let asked = ThreadQuery {
        within: form.within.clone(),
        ..ThreadQuery::default()
    };
    show(app, frame, sent.viewer(), id, &asked, typed).await
}
