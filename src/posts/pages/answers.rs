//! Accepting an answer, and saying what a reply is, and whether it is the word of the team.

use super::{find_comment, find_post};
use crate::app::App;
use crate::error::{Error, Result};
use crate::posts::actions::{
    accept_answer, convert_reply, distinguish, unaccept_answer, unaccept_one,
};
use crate::posts::model::{Comment, Post, ReplyKind};
use crate::posts::queries;
use crate::web::csrf::CsrfForm;
use crate::web::session::SignedIn;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use axum::routing::post;
use serde::Deserialize;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/post/{id}/accept", post(thread_accept))
        .route("/post/{id}/unaccept", post(thread_unaccept))
        .route("/comment/{id}/accept", post(comment_accept))
        .route("/comment/{id}/unaccept", post(comment_unaccept))
        .route("/comment/{id}/convert", post(comment_convert))
        .route("/comment/{id}/distinguish", post(comment_distinguish))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct AcceptForm {
    /// Public id of the answer.
    comment: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ConvertForm {
    kind: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct TeamForm {
    /// `on` or `off`.
    team: String,
}

async fn thread_accept(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    CsrfForm(form): CsrfForm<AcceptForm>,
) -> Result<Redirect> {
    let mut conn = app.store.read().await?;
    let thread = find_post(&mut conn, &who.viewer(), &id).await?;
    let answer = find_comment(&mut conn, &who.viewer(), &form.comment).await?;
    drop(conn);
    accept_answer(&app, &who.person, thread.id, answer.id).await?;
    Ok(Redirect::to(&answer.path_on(&thread)))
}

async fn thread_unaccept(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    CsrfForm(AcceptForm { .. }): CsrfForm<AcceptForm>,
) -> Result<Redirect> {
    let mut conn = app.store.read().await?;
    let thread = find_post(&mut conn, &who.viewer(), &id).await?;
    drop(conn);
    unaccept_answer(&app, &who.person, thread.id).await?;
    Ok(Redirect::to(&thread.path()))
}

async fn comment_accept(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    CsrfForm(AcceptForm { .. }): CsrfForm<AcceptForm>,
) -> Result<Redirect> {
    let (thread, answer) = find_both(&app, &who, &id).await?;
    accept_answer(&app, &who.person, thread.id, answer.id).await?;
    Ok(Redirect::to(&answer.path_on(&thread)))
}

async fn comment_unaccept(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    CsrfForm(AcceptForm { .. }): CsrfForm<AcceptForm>,
) -> Result<Redirect> {
    let (thread, answer) = find_both(&app, &who, &id).await?;
    let accepted = {
        let mut conn = app.store.read().await?;
        queries::list_shown_accepted(&mut conn, &thread).await?
    };
    if accepted.iter().any(|each| each.id == answer.id) {
        unaccept_one(&app, &who.person, thread.id, answer.id).await?;
    }
    Ok(Redirect::to(&answer.path_on(&thread)))
}

/// The kind may stand in the address, for forms that are one button.
async fn comment_convert(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<ConvertForm>,
    CsrfForm(form): CsrfForm<ConvertForm>,
) -> Result<Redirect> {
    let word = if form.kind.is_empty() {
        asked.kind
    } else {
        form.kind
    };
    let wrong = || Error::invalid("kind", t!("posts-reply-kind-unknown"));
    let kind = ReplyKind::parse(&word).ok_or_else(wrong)?;
    let (thread, comment) = find_both(&app, &who, &id).await?;
    convert_reply(&app, &who.person, comment.id, kind).await?;
    Ok(Redirect::to(&comment.path_on(&thread)))
}

/// Whether one's own reply is the word of the team. It may stand in the address, for forms that are one button.
async fn comment_distinguish(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<TeamForm>,
    CsrfForm(form): CsrfForm<TeamForm>,
) -> Result<Redirect> {
    let word = match form.team.as_str() {
        "" => asked.team,
        _ => form.team,
    };
    let stands_out = match word.as_str() {
        "on" => true,
        "off" => false,
        _ => return Err(Error::Bad(t!("posts-team-unclear").into())),
    };
    let (thread, comment) = find_both(&app, &who, &id).await?;
    distinguish(&app, &who.person, comment.id, stands_out).await?;
    Ok(Redirect::to(&comment.path_on(&thread)))
}

async fn find_both(app: &App, who: &SignedIn, id: &str) -> Result<(Post, Comment)> {
    let mut conn = app.store.read().await?;
    let comment = find_comment(&mut conn, &who.viewer(), id).await?;
    let thread = queries::find_post(&mut conn, &who.viewer(), comment.post_id).await?;
    Ok((thread.ok_or(Error::NotFound("thread"))?, comment))
}
