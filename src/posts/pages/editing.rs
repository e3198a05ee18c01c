//! Another text, taking back, putting back.

use super::asking::{ThreadFields, ThreadForm};
use super::drafts::{self, DraftView, begun};
use super::left::{Way, reply_to_take, thread_to_take};
use super::pictures::{Illustrated, preview_if, take_pictures};
use super::{find_comment, find_post};
use crate::accounts::model::Viewer;
use crate::app::App;
use crate::communities::queries::find_community;
use crate::error::{Error, FieldError, Reason, Result};
use crate::ids::{CommentId, PostId};
use crate::media::model::Owner;
use crate::membership::queries::standing;
use crate::posts::actions::{
    ReplyDraft, delete_reply, delete_thread, edit_reply, edit_thread, undelete_reply,
    undelete_thread,
};
use crate::posts::model::{Comment, Draft, DraftPlace, DraftWords, Post};
use crate::posts::{policy, queries};
use crate::text::excerpt;
use crate::web::confirm::ConfirmPage;
use crate::web::csrf::{CsrfForm, NoFields};
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::SignedIn;
use crate::web::upload::WithFiles;
use crate::web::view::{FieldView, LinkView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use serde::Deserialize;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(
            "/post/{id}/edit",
            get(thread_edit_form).post(thread_edit_submit),
        )
        .route(
            "/post/{id}/delete",
            get(thread_delete_form).post(thread_delete),
        )
        .route("/post/{id}/undelete", post(thread_undelete))
        .route(
            "/comment/{id}/edit",
            get(reply_edit_form).post(reply_edit_submit),
        )
        .route(
            "/comment/{id}/delete",
            get(reply_delete_form).post(reply_delete),
        )
        .route("/comment/{id}/undelete", post(reply_undelete))
}

#[derive(Template)]
#[template(path = "posts/pages/edit_thread.html")]
struct EditThreadPage {
    frame: Frame,
    back: LinkView,
    action: String,
    /// Which text it changes, so that what others write meanwhile is not written over unseen.
    based_on: String,
    draft: DraftView,
    fields: ThreadFields,
}

#[derive(Template)]
#[template(path = "posts/pages/edit_reply.html")]
struct EditReplyPage {
    frame: Frame,
    back: LinkView,
    action: String,
    draft: DraftView,
    fields: Vec<FieldView>,
}

impl EditReplyPage {
    fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ReplyForm {
    body: String,
    language: String,
    preview: String,
    attach: String,
    picture_alt: String,
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
    fn of(words: DraftWords) -> Self {
        Self {
            body: words.body,
            language: words.language,
            ..Self::default()
        }
    }

    fn words(&self) -> DraftWords {
        DraftWords {
            body: self.body.replace("\r\n", "\n"),
            language: self.language.clone(),
            ..DraftWords::default()
        }
    }
}

async fn thread_of(app: &App, viewer: &Viewer, id: &str) -> Result<Post> {
    let mut conn = app.store.read().await?;
    find_post(&mut conn, viewer, id).await
}

async fn reply_of(app: &App, viewer: &Viewer, id: &str) -> Result<(Post, Comment)> {
    let mut conn = app.store.read().await?;
    let comment = find_comment(&mut conn, viewer, id).await?;
    let post = queries::find_post(&mut conn, viewer, comment.post_id).await?;
    Ok((post.ok_or(Error::NotFound("thread"))?, comment))
}

/// Nobody is offered a form that they could not send.
async fn judge_edit(
    app: &App,
    who: &SignedIn,
    post: &Post,
    comment: Option<&Comment>,
) -> Result<()> {
    let mut conn = app.store.read().await?;
    let community = find_community(&mut conn, post.community_id).await?;
    let standing = standing(&mut conn, &who.person, &community, app.now()).await?;
    match comment {
        Some(comment) => policy::may_edit_comment(&standing, &community, post, comment)?,
        None => policy::may_edit_post(&standing, &community, post)?,
    }
    Ok(())
}

async fn thread_edit_form(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Page<EditThreadPage>> {
    let post = thread_of(&app, &who.viewer(), &id).await?;
    judge_edit(&app, &who, &post, None).await?;
    let form = ThreadForm {
        title: post.title.clone(),
        body: post.body.clone(),
        url: post.url.clone().unwrap_or_default(),
        tags: post.tags.0.join(", "),
        language: post.language.clone(),
        based_on: post.text_mark(),
        ..ThreadForm::default()
    };
    let kept = draft_of(&app, &who, &DraftPlace::thread_edit(&post)).await?;
    let view = DraftView::thread_edit(&post);
    let (form, draft) = match kept {
        None => (form, view),
        Some(kept) => {
            let view = view.holding(&kept, frame.now);
            (ThreadForm::of(kept.words.0), view)
        }
    };
    let fields = form.fields(post.kind, &[], None);
    let page = thread_page(frame, &post, fields);
    let based_on = form.based_on;
    Ok(Page(EditThreadPage {
        draft,
        based_on,
        ..page
    }))
}

async fn draft_of(app: &App, who: &SignedIn, place: &DraftPlace) -> Result<Option<Draft>> {
    let mut conn = app.store.read().await?;
    begun(&mut conn, &who.person, place).await
}

fn thread_page(frame: Frame, post: &Post, fields: ThreadFields) -> EditThreadPage {
    EditThreadPage {
        frame: frame.unlisted(),
        back: LinkView::new(&post.title, post.path()),
        action: format!("{}/edit", post.path()),
        based_on: post.text_mark(),
        draft: DraftView::thread_edit(post),
        fields,
    }
}

async fn thread_edit_submit(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
    WithFiles { mut sent, files }: WithFiles<ThreadForm>,
) -> Result<Response> {
    let taken = take_pictures(&app, &mut sent, &files).await;
    let answer = edit_of_thread(&app, frame.clone(), &id, &sent, taken).await;
    or_kept(&app, frame, &sent.form.body, answer)
}

async fn edit_of_thread(
    app: &App,
    frame: Frame,
    id: &str,
    sent: &Sent<ThreadForm>,
    taken: Result<()>,
) -> Result<Response> {
    let post = thread_of(app, &sent.viewer().viewer(), id).await?;
    let form = &sent.form;
    let previews = !form.preview.is_empty();
    let outcome = match taken.and_then(|()| sent.who()) {
        Ok(who) if form.shows_only() => {
            drafts::keep(app, who, &DraftView::thread_edit(&post), &form.words()).await;
            let place = Some(Owner::Post(post.id));
            let html = preview_if(previews, app, who, place, &form.body).await?;
            let page = thread_page(frame, &post, form.fields(post.kind, &[], html));
            let based_on = form.based_on.clone();
            return Ok(Page(EditThreadPage { based_on, ..page }).into_response());
        }
        Ok(who) => edit_thread(app, &who.person, post.id, &form.draft()).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(post) => Ok(Redirect::to(&post.path()).into_response()),
        Err(error) => {
            // Whoever was told that it was changed sends it again knowing that.
            let based_on = match &error {
                Error::Conflict(_) => post.text_mark(),
                _ => form.based_on.clone(),
            };
            let refusal = Refusal::of(app, error)?;
            let fields = form.fields(post.kind, &refusal.fields, None);
            let page = thread_page(refusal.framed(frame), &post, fields);
            Ok(refusal.answer(EditThreadPage { based_on, ..page }))
        }
    }
}

async fn thread_delete_form(
    frame: Frame,
    who: SignedIn,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Page<ConfirmPage>> {
    let mut conn = app.store.read().await?;
    let (post, way) = thread_to_take(&mut conn, &who.viewer(), &id).await?;
    own(post.author_id == who.person.id())?;
    let back = way.back.href.clone();
    Ok(Page(ConfirmPage {
        frame: frame.unlisted(),
        crumbs: vec![way.back],
        title: t!("posts-delete-thread"),
        lede: t!("posts-delete-thread-text"),
        quote: post.title.clone(),
        action: format!("{}/delete", post.path()),
        hidden: Vec::new(),
        submit: t!("posts-delete-button"),
        back,
    }))
}

fn own(mine: bool) -> Result<()> {
    if mine {
        return Ok(());
    }
    Err(Reason::NotAuthor.into())
}

async fn thread_delete(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    CsrfForm(NoFields {}): CsrfForm<NoFields>,
) -> Result<Response> {
    let (id, way) = thread_taken(&app, &who, &id).await?;
    delete_thread(&app, &who.person, id).await?;
    Ok(way.answer(&app, &t!("posts-left-deleted")))
}

async fn thread_undelete(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    CsrfForm(NoFields {}): CsrfForm<NoFields>,
) -> Result<Response> {
    let (id, way) = thread_taken(&app, &who, &id).await?;
    undelete_thread(&app, &who.person, id).await?;
    Ok(way.answer(&app, &t!("posts-left-put-back")))
}

async fn thread_taken(app: &App, who: &SignedIn, id: &str) -> Result<(PostId, Way)> {
    let mut conn = app.store.read().await?;
    let (post, way) = thread_to_take(&mut conn, &who.viewer(), id).await?;
    Ok((post.id, way))
}

async fn reply_taken(app: &App, who: &SignedIn, id: &str) -> Result<(CommentId, Way)> {
    let mut conn = app.store.read().await?;
    let (reply, way) = reply_to_take(&mut conn, &who.viewer(), id).await?;
    Ok((reply.id, way))
}

async fn reply_edit_form(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Page<EditReplyPage>> {
    let (post, comment) = reply_of(&app, &who.viewer(), &id).await?;
    judge_edit(&app, &who, &post, Some(&comment)).await?;
    let form = ReplyForm {
        body: comment.body.clone(),
        language: comment.language.clone(),
        ..ReplyForm::default()
    };
    let kept = draft_of(&app, &who, &DraftPlace::reply_edit(&post, comment.id)).await?;
    let view = DraftView::reply_edit(&comment);
    let (form, draft) = match kept {
        None => (form, view),
        Some(kept) => {
            let view = view.holding(&kept, frame.now);
            (ReplyForm::of(kept.words.0), view)
        }
    };
    let page = reply_page(frame, &post, &comment, &form, &[], None);
    Ok(Page(EditReplyPage { draft, ..page }))
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
        pictures: true,
        picture_alt: form.picture_alt.clone(),
        ..FieldView::text("body", t!("posts-field-text"))
    };
    let language = super::asking::language_field(&form.language);
    EditReplyPage {
        frame: frame.unlisted(),
        back: LinkView::new(&post.title, comment.path_on(post)),
        action: format!("/comment/{}/edit", comment.public_id),
        draft: DraftView::reply_edit(comment),
        fields: vec![
            body.value(&form.body).with_errors(errors),
            language.with_errors(errors),
        ],
    }
}

async fn reply_edit_submit(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
    WithFiles { mut sent, files }: WithFiles<ReplyForm>,
) -> Result<Response> {
    let taken = take_pictures(&app, &mut sent, &files).await;
    let answer = edit_of_reply(&app, frame.clone(), &id, &sent, taken).await;
    or_kept(&app, frame, &sent.form.body, answer)
}

async fn edit_of_reply(
    app: &App,
    frame: Frame,
    id: &str,
    sent: &Sent<ReplyForm>,
    taken: Result<()>,
) -> Result<Response> {
    let (post, comment) = reply_of(app, &sent.viewer().viewer(), id).await?;
    let form = &sent.form;
    let draft = ReplyDraft {
        body: form.body.clone(),
        language: form.language.clone(),
        ..ReplyDraft::default()
    };
    let previews = !form.preview.is_empty();
    let outcome = match taken.and_then(|()| sent.who()) {
        Ok(who) if previews || !form.attach.is_empty() => {
            drafts::keep(app, who, &DraftView::reply_edit(&comment), &form.words()).await;
            let place = Some(Owner::Comment(comment.id));
            let html = preview_if(previews, app, who, place, &form.body).await?;
            let page = reply_page(frame, &post, &comment, form, &[], html);
            return Ok(Page(page).into_response());
        }
        Ok(who) => edit_reply(app, &who.person, comment.id, &draft).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(comment) => Ok(Redirect::to(&comment.path_on(&post)).into_response()),
        Err(error) => {
            let refusal = Refusal::of(app, error)?;
            let framed = refusal.framed(frame);
            let page = reply_page(framed, &post, &comment, form, &refusal.fields, None);
            Ok(refusal.answer(page))
        }
    }
}

async fn reply_delete_form(
    frame: Frame,
    who: SignedIn,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Page<ConfirmPage>> {
    let mut conn = app.store.read().await?;
    let (comment, way) = reply_to_take(&mut conn, &who.viewer(), &id).await?;
    own(comment.author_id == who.person.id())?;
    let back = way.back.href.clone();
    Ok(Page(ConfirmPage {
        frame: frame.unlisted(),
        crumbs: vec![way.back],
        title: t!("posts-delete-reply"),
        lede: t!("posts-delete-reply-text"),
        quote: excerpt(&comment.body_text, 200),
        action: format!("/comment/{}/delete", comment.public_id),
        hidden: Vec::new(),
        submit: t!("posts-delete-button"),
        back,
    }))
}

async fn reply_delete(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    CsrfForm(NoFields {}): CsrfForm<NoFields>,
) -> Result<Response> {
    let (id, way) = reply_taken(&app, &who, &id).await?;
    delete_reply(&app, &who.person, id).await?;
    Ok(way.answer(&app, &t!("posts-left-deleted")))
}

async fn reply_undelete(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    CsrfForm(NoFields {}): CsrfForm<NoFields>,
) -> Result<Response> {
    let (id, way) = reply_taken(&app, &who, &id).await?;
    undelete_reply(&app, &who.person, id).await?;
    Ok(way.answer(&app, &t!("posts-left-put-back")))
}
