//! The vote buttons. They work as forms; with scripts, the answer is the form alone.

use super::actions::{vote_on_comment, vote_on_post};
use super::model::check_value;
use crate::app::App;
use crate::error::{Error, Result};
use crate::posts::queries::{comment_by_public_id, find_post, post_by_public_id};
use crate::web::csrf::CsrfForm;
use crate::web::page::Page;
use crate::web::session::SignedIn;
use crate::web::view::{MyVote, VoteView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use serde::Deserialize;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/post/{id}/vote", post(thread_vote))
        .route("/comment/{id}/vote", post(reply_vote))
}

/// −1, 0 or 1, in the form or, for a form that is one button, in its address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Score {
    score: String,
}

impl Score {
    fn read(form: Self, asked: Self) -> Result<i16> {
        let word = if form.score.is_empty() {
            asked.score
        } else {
            form.score
        };
        check_value(word.parse().unwrap_or(i64::MAX))
    }
}

#[derive(Template)]
#[template(
    source = r#"{% import "web/parts.html" as parts %}{{ parts::vote(votes, csrf) }}"#,
    ext = "html"
)]
struct VoteFragment {
    votes: VoteView,
    csrf: String,
}

async fn thread_vote(
    State(app): State<App>,
    who: SignedIn,
    headers: HeaderMap,
    Path(id): Path<String>,
    Query(asked): Query<Score>,
    CsrfForm(form): CsrfForm<Score>,
) -> Result<Response> {
    let value = Score::read(form, asked)?;
    let missing = Error::NotFound("thread");
    let mut conn = app.store.read().await?;
    let thread = post_by_public_id(&mut conn, &who.viewer(), plain(&id)).await?;
    let thread = thread.ok_or(missing)?;
    drop(conn);
    let change = vote_on_post(&app, &who.person, thread.id, value).await?;
    if !wants_fragment(&headers) {
        return Ok(Redirect::to(&thread.path()).into_response());
    }
    let score = thread.score + i64::from(change.after - change.before);
    let votes = VoteView {
        id: "v-thread".to_owned(),
        action: Some(format!("{}/vote", thread.path())),
        score,
        mine: my_vote(change.after),
        small: false,
    };
    Ok(fragment(&who, votes))
}

async fn reply_vote(
    State(app): State<App>,
    who: SignedIn,
    headers: HeaderMap,
    Path(id): Path<String>,
    Query(asked): Query<Score>,
    CsrfForm(form): CsrfForm<Score>,
) -> Result<Response> {
    let value = Score::read(form, asked)?;
    let mut conn = app.store.read().await?;
    let comment = comment_by_public_id(&mut conn, &who.viewer(), plain(&id)).await?;
    let comment = comment.ok_or(Error::NotFound("reply"))?;
    let thread = find_post(&mut conn, &who.viewer(), comment.post_id).await?;
    let thread = thread.ok_or(Error::NotFound("thread"))?;
    drop(conn);
    let change = vote_on_comment(&app, &who.person, comment.id, value).await?;
    if !wants_fragment(&headers) {
        return Ok(Redirect::to(&comment.path_on(&thread)).into_response());
    }
    let score = comment.score + i64::from(change.after - change.before);
    let small = comment.depth > 1 || comment.is_remark_on(&thread);
    let id = comment.public_id;
    let votes = VoteView {
        id: format!("v-{id}"),
        action: Some(format!("/comment/{id}/vote")),
        score,
        mine: my_vote(change.after),
        small,
    };
    Ok(fragment(&who, votes))
}

/// Ours are letters and digits; nothing else names anything.
fn plain(id: &str) -> &str {
    if id.chars().all(|c| c.is_ascii_alphanumeric()) {
        id
    } else {
        ""
    }
}

fn wants_fragment(headers: &HeaderMap) -> bool {
    headers.contains_key("hx-request")
}

fn my_vote(value: i16) -> MyVote {
    match value {
        1 => MyVote::Up,
        -1 => MyVote::Down,
        _ => MyVote::None,
    }
}

fn fragment(who: &SignedIn, votes: VoteView) -> Response {
    let csrf = who.csrf.clone();
    Page(VoteFragment { votes, csrf }).into_response()
}
