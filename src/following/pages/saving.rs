//! `/post/{id}/save` and `/comment/{id}/save`: keeping something, with a note for nobody else.

use super::told;
use crate::accounts::model::Viewer;
use crate::app::App;
use crate::error::{Error, Result};
use crate::following::actions::save;
use crate::following::model::Kept;
use crate::following::policy;
use crate::following::queries::note_of;
use crate::posts::model::{Comment, Post};
use crate::posts::pages::{reply_at, thread_at};
use crate::posts::queries::find_post;
use crate::store::Conn;
use crate::text::excerpt;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::refusal::{Refusal, Sent, or_kept};
use crate::web::session::SignedIn;
use crate::web::view::{FieldView, LinkView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/post/{id}/save", get(thread_form).post(thread_submit))
        .route("/comment/{id}/save", get(reply_form).post(reply_submit))
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct NoteForm {
    note: String,
}

#[derive(Template)]
#[template(path = "following/pages/save.html")]
struct SavePage {
    frame: Frame,
    crumbs: Vec<LinkView>,
    quote: String,
    action: String,
    note: FieldView,
    /// Whether it is saved already.
    saved: bool,
}

impl SavePage {
    fn has_errors(&self) -> bool {
        self.note.error.is_some()
    }
}

/// What is to be saved.
struct Thing {
    post: Post,
    comment: Option<Comment>,
}

impl Thing {
    async fn thread(conn: &mut Conn, viewer: &Viewer, id: &str) -> Result<Self> {
        let post = thread_at(conn, viewer, id).await?;
        Ok(Self {
            post,
            comment: None,
        })
    }

    async fn reply(conn: &mut Conn, viewer: &Viewer, id: &str) -> Result<Self> {
        let comment = reply_at(conn, viewer, id).await?;
        let post = find_post(conn, viewer, comment.post_id).await?;
        Ok(Self {
            post: post.ok_or(Error::NotFound("thread"))?,
            comment: Some(comment),
        })
    }

    fn judge(&self) -> Result<()> {
        policy::may_keep(&self.post, self.comment.as_ref())?;
        Ok(())
    }

    fn key(&self) -> Kept {
        Kept {
            post: self.post.id,
            comment: self.comment.as_ref().map(|comment| comment.id),
        }
    }

    /// Where it is read.
    fn path(&self) -> String {
        match &self.comment {
            Some(comment) => comment.path_on(&self.post),
            None => self.post.path(),
        }
    }

    fn page(&self, frame: Frame, note: &str, saved: bool) -> SavePage {
        let (action, quote) = match &self.comment {
            Some(comment) => (
                format!("/comment/{}/save", comment.public_id),
                excerpt(&comment.body_text, 200),
            ),
            None => (format!("{}/save", self.post.path()), String::new()),
        };
        let field = FieldView::text("note", t!("following-note-field"))
            .help(t!("following-note-help"))
            .value(note);
        SavePage {
            frame: frame.unlisted(),
            crumbs: vec![LinkView::new(&self.post.title, self.path())],
            quote,
            action,
            note: FieldView { rows: 4, ..field },
            saved,
        }
    }
}

async fn thread_form(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Page<SavePage>> {
    let mut conn = app.store.read().await?;
    let thing = Thing::thread(&mut conn, &who.viewer(), &id).await?;
    form(&mut conn, frame, &who, &thing).await
}

async fn reply_form(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Page<SavePage>> {
    let mut conn = app.store.read().await?;
    let thing = Thing::reply(&mut conn, &who.viewer(), &id).await?;
    form(&mut conn, frame, &who, &thing).await
}

async fn form(
    conn: &mut Conn,
    frame: Frame,
    who: &SignedIn,
    thing: &Thing,
) -> Result<Page<SavePage>> {
    thing.judge()?;
    let known = note_of(conn, who.person.id(), thing.key()).await?;
    let note = known.as_deref().unwrap_or_default();
    Ok(Page(thing.page(frame, note, known.is_some())))
}

async fn thread_submit(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
    sent: Sent<NoteForm>,
) -> Result<Response> {
    let thing = {
        let mut conn = app.store.read().await?;
        Thing::thread(&mut conn, &sent.viewer().viewer(), &id).await
    };
    submit(&app, frame, &sent, thing).await
}

async fn reply_submit(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
    sent: Sent<NoteForm>,
) -> Result<Response> {
    let thing = {
        let mut conn = app.store.read().await?;
        Thing::reply(&mut conn, &sent.viewer().viewer(), &id).await
    };
    submit(&app, frame, &sent, thing).await
}

async fn submit(
    app: &App,
    frame: Frame,
    sent: &Sent<NoteForm>,
    thing: Result<Thing>,
) -> Result<Response> {
    let note = sent.form.note.as_str();
    let answer = match thing {
        Ok(thing) => take(app, frame.clone(), sent, &thing).await,
        Err(error) => Err(error),
    };
    or_kept(app, frame, note, answer)
}

async fn take(app: &App, frame: Frame, sent: &Sent<NoteForm>, thing: &Thing) -> Result<Response> {
    let note = sent.form.note.as_str();
    let outcome = match sent.who() {
        Ok(who) => save(app, &who.person, &thing.post, thing.comment.as_ref(), note).await,
        Err(error) => Err(error),
    };
    let error = match outcome {
        Ok(()) => return Ok(told(app, "/saved", &t!("following-save-done"))),
        Err(error) => error,
    };
    // Of what cannot be seen nothing is shown, title and words included.
    thing.judge()?;
    let refusal = Refusal::of(app, error)?;
    let page = thing.page(refusal.framed(frame), note, false);
    let note = page.note.clone().with_errors(&refusal.fields);
    Ok(refusal.answer(SavePage { note, ..page }))
}
