//! Former texts of a thread or reply.

use super::thread::place_of;
use super::{find_comment, find_post};
use crate::app::App;
use crate::error::{Error, Reason, Result};
use crate::posts::model::Post;
use crate::posts::queries::{self, Revision, revisions_of_comment, revisions_of_post};
use crate::store::{Conn, Time};
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::session::MaybeSignedIn;
use crate::web::view::{LinkView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/post/{id}/revisions", get(thread_revisions))
        .route("/comment/{id}/revisions", get(reply_revisions))
}

#[derive(Template)]
#[template(path = "posts/pages/revisions.html")]
struct RevisionsPage {
    frame: Frame,
    back: LinkView,
    texts: Vec<FormerText>,
}

struct FormerText {
    title: String,
    html: String,
    when: When,
    current: bool,
}

async fn thread_revisions(
    State(app): State<App>,
    frame: Frame,
    who: MaybeSignedIn,
    Path(id): Path<String>,
) -> Result<Page<RevisionsPage>> {
    let viewer = who.viewer();
    let mut conn = app.store.read().await?;
    let post = find_post(&mut conn, &viewer, &id).await?;
    stands_in_sight(&mut conn, &post).await?;
    let former = revisions_of_post(&mut conn, &viewer, &post).await?;
    let current = FormerText {
        title: post.title.clone(),
        html: post.body_html.clone(),
        when: When::new(post.edited_at.unwrap_or(post.published_at), app.now()),
        current: true,
    };
    let back = LinkView::new(&post.title, post.path());
    page(frame, back, former, current, app.now())
}

async fn reply_revisions(
    State(app): State<App>,
    frame: Frame,
    who: MaybeSignedIn,
    Path(id): Path<String>,
) -> Result<Page<RevisionsPage>> {
    let viewer = who.viewer();
    let mut conn = app.store.read().await?;
    let comment = find_comment(&mut conn, &viewer, &id).await?;
    let post = queries::find_post(&mut conn, &viewer, comment.post_id)
        .await?
        .ok_or(Error::NotFound("thread"))?;
    stands_in_sight(&mut conn, &post).await?;
    let former = revisions_of_comment(&mut conn, &viewer, &comment).await?;
    let current = FormerText {
        title: String::new(),
        html: comment.body_html.clone(),
        when: When::new(comment.edited_at.unwrap_or(comment.published_at), app.now()),
        current: true,
    };
    let back = LinkView::new(&post.title, place_of(&post, &comment));
    page(frame, back, former, current, app.now())
}

async fn stands_in_sight(conn: &mut Conn, post: &Post) -> Result<()> {
    if queries::is_post_shut_away(conn, &post.public_id).await? {
        return Err(Reason::CommunityGone.into());
    }
    Ok(())
}

/// The latest first.
fn page(
    frame: Frame,
    back: LinkView,
    former: Vec<Revision>,
    current: FormerText,
    now: Time,
) -> Result<Page<RevisionsPage>> {
    if former.is_empty() {
        return Err(Error::NotFound("former text"));
    }
    let former = former.into_iter().rev().map(|text| FormerText {
        title: text.title,
        html: text.body_html,
        when: When::new(text.written_at, now),
        current: false,
    });
    Ok(Page(RevisionsPage {
        frame: frame.unlisted(),
        back,
        texts: std::iter::once(current).chain(former).collect(),
    }))
}
