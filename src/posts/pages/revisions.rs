//! Former texts of a thread or reply.

use super::{find_comment, find_post};
use crate::app::App;
use crate::error::{Error, Reason, Result};
use crate::posts::model::Post;
use crate::posts::queries::{self, Revision, revisions_of_comment, revisions_of_post};
use crate::store::{Conn, Window};
use crate::web::layout::{self, Frame};
use crate::web::page::Page;
use crate::web::paging::{ByNumber, pager};
use crate::web::session::MaybeSignedIn;
use crate::web::view::{LinkView, PagerView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::get;

/// Texts on one page; each may be as long as a text may be.
const PER_PAGE: usize = 10;

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
    lang: Option<String>,
    texts: Vec<FormerText>,
    pager: PagerView,
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
    Query(asked): Query<ByNumber>,
) -> Result<Page<RevisionsPage>> {
    let viewer = who.viewer();
    let mut conn = app.store.read().await?;
    let post = find_post(&mut conn, &viewer, &id).await?;
    stands_in_sight(&mut conn, &post).await?;
    let former = revisions_of_post(&mut conn, &viewer, &post, asked.turn(), PER_PAGE).await?;
    let current = FormerText {
        title: post.title.clone(),
        html: post.body_html.clone(),
        when: When::new(post.edited_at.unwrap_or(post.published_at), frame.now),
        current: true,
    };
    let back = LinkView::new(&post.title, post.path());
    let path = format!("{}/revisions", post.path());
    page(frame, (back, &path, &post.language), former, current)
}

async fn reply_revisions(
    State(app): State<App>,
    frame: Frame,
    who: MaybeSignedIn,
    Path(id): Path<String>,
    Query(asked): Query<ByNumber>,
) -> Result<Page<RevisionsPage>> {
    let viewer = who.viewer();
    let mut conn = app.store.read().await?;
    let comment = find_comment(&mut conn, &viewer, &id).await?;
    let post = queries::find_post(&mut conn, &viewer, comment.post_id)
        .await?
        .ok_or(Error::NotFound("thread"))?;
    stands_in_sight(&mut conn, &post).await?;
    let former = revisions_of_comment(&mut conn, &viewer, &comment, asked.turn(), PER_PAGE).await?;
    let current = FormerText {
        title: String::new(),
        html: comment.body_html.clone(),
        when: When::new(comment.edited_at.unwrap_or(comment.published_at), frame.now),
        current: true,
    };
    let back = LinkView::new(&post.title, comment.path_on(&post));
    let path = format!("/comment/{}/revisions", comment.public_id);
    page(frame, (back, &path, &comment.language), former, current)
}

async fn stands_in_sight(conn: &mut Conn, post: &Post) -> Result<()> {
    if queries::is_post_shut_away(conn, &post.public_id).await? {
        return Err(Reason::CommunityGone.into());
    }
    Ok(())
}

/// The latest first; the present text stands above the first page.
fn page(
    frame: Frame,
    (back, path, language): (LinkView, &str, &str),
    former: Window<Revision>,
    current: FormerText,
) -> Result<Page<RevisionsPage>> {
    if former.rows.is_empty() {
        return Err(Error::NotFound("former text"));
    }
    let pager = pager(path, &former, |text| text.id);
    let first = !former.earlier;
    let now = frame.now;
    let former = former.rows.into_iter().map(|text| FormerText {
        title: text.title,
        html: text.body_html,
        when: When::new(text.written_at, now),
        current: false,
    });
    Ok(Page(RevisionsPage {
        frame: frame.unlisted(),
        back,
        lang: layout::lang(language),
        texts: Some(current)
            .filter(|_| first)
            .into_iter()
            .chain(former)
            .collect(),
        pager,
    }))
}
