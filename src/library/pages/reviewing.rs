//! `/c/{name}/library/review`: threads of which somebody has to say whether they are still right; and
//! `/post/{id}/review`, where that is said.

use super::{HERE, curated, done};
use crate::app::App;
use crate::communities::pages::CommunityHeaderView;
use crate::communities::queries::find_community;
use crate::error::{Error, Result};
use crate::ids::PostId;
use crate::library::actions::review;
use crate::library::queries::reviews::{Overdue, has_answered, list_overdue};
use crate::membership::pages::community_header;
use crate::membership::queries::standing;
use crate::posts::model::{Post, ReviewResult};
use crate::posts::pages::{row_view, thread_at};
use crate::posts::policy::may_review;
use crate::posts::queries::list_threads_among;
use crate::store::{Turn, Window};
use crate::text::excerpt;
use crate::web::csrf::CsrfForm;
use crate::web::layout::Frame;
use crate::web::page::Page;
use crate::web::paging::{read_place, write_place};
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{LinkView, PagerView, RowView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

const PER_PAGE: usize = 50;
/// Characters that are quoted of a thread.
const QUOTED: usize = 400;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/c/{name}/library/review", get(queue_page))
        .route("/post/{id}/review", get(review_form).post(review_submit))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    after: String,
    before: String,
}

#[derive(Template)]
#[template(path = "library/pages/queue.html")]
struct QueuePage {
    frame: Frame,
    header: CommunityHeaderView,
    rows: Vec<WaitingView>,
    pager: PagerView,
}

struct WaitingView {
    row: RowView,
    since: When,
    outdated: bool,
    href: String,
}

async fn queue_page(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page<QueuePage>> {
    let mut conn = app.store.read().await?;
    let community = curated(&app, &mut conn, &user, &name).await?;
    let place = |text: &str| read_place(text).map(|(at, id)| (at, PostId(id)));
    let turn = Turn::asked(&asked.after, &asked.before, place)?;
    let now = frame.now;
    let found = list_overdue(&mut conn, community.id(), now.at, turn, PER_PAGE).await?;
    let ids: Vec<PostId> = found.rows.iter().map(|row| row.post_id).collect();
    let threads = list_threads_among(&mut conn, &user.viewer(), community.id(), &ids).await?;
    let view = |row: &Overdue| {
        let thread = threads.iter().find(|thread| thread.id == row.post_id)?;
        Some(WaitingView {
            row: row_view(thread, now, false),
            since: When::new(row.due_at, now),
            outdated: row.result == Some(ReviewResult::Outdated),
            href: format!("{}/review", thread.path()),
        })
    };
    let viewer = MaybeSignedIn(Some(user.clone()));
    Ok(Page(QueuePage {
        rows: found.rows.iter().filter_map(view).collect(),
        pager: pager(&format!("{}{HERE}/review", community.path()), &found),
        header: community_header(&app, &mut conn, &community, &viewer, HERE).await?,
        frame: frame.unlisted(),
    }))
}

/// The longest waiting come first: what is newer follows.
fn pager(path: &str, found: &Window<Overdue>) -> PagerView {
    let link = |field: &str, row: Option<&Overdue>| {
        row.map(|row| {
            let place = write_place(row.due_at, row.post_id.0);
            format!("{path}?{field}={place}")
        })
    };
    PagerView {
        older: link("before", found.turn_back()),
        newer: link("after", found.turn_on()),
    }
}

#[derive(Template)]
#[template(path = "library/pages/review.html")]
struct ReviewPage {
    frame: Frame,
    crumbs: Vec<LinkView>,
    quote: String,
    action: String,
    back: String,
    /// Where the words are changed.
    edit: Option<String>,
}

async fn review_form(
    State(app): State<App>,
    user: SignedIn,
    frame: Frame,
    Path(id): Path<String>,
) -> Result<Page<ReviewPage>> {
    let post = reviewable(&app, &user, &id).await?;
    let path = post.path();
    let own = post.author_id == user.person.id();
    Ok(Page(ReviewPage {
        frame: frame.unlisted(),
        crumbs: vec![LinkView::new(&post.title, &path)],
        quote: excerpt(&post.body_text, QUOTED),
        action: format!("{path}/review"),
        edit: own.then(|| format!("{path}/edit")),
        back: path,
    }))
}

/// The thread, for who may say something of it.
async fn reviewable(app: &App, user: &SignedIn, id: &str) -> Result<Post> {
    let mut conn = app.store.read().await?;
    let post = thread_at(&mut conn, &user.viewer(), id).await?;
    let community = find_community(&mut conn, post.community_id).await?;
    let standing = standing(&mut conn, &user.person, &community, app.now()).await?;
    let answered = has_answered(&mut conn, post.id, user.person.id()).await?;
    may_review(&standing, &community, &post, answered)?;
    Ok(post)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ReviewForm {
    /// `right`, `outdated` or `updated`.
    result: String,
}

async fn review_submit(
    State(app): State<App>,
    user: SignedIn,
    Path(id): Path<String>,
    CsrfForm(form): CsrfForm<ReviewForm>,
) -> Result<Response> {
    let post = reviewable(&app, &user, &id).await?;
    let result = ReviewResult::parse(&form.result);
    let result = result.ok_or_else(|| Error::Bad(t!("library-check-unsaid").into()))?;
    review(&app, &user.person, post.id, result).await?;
    let text = match result {
        ReviewResult::Right => t!("library-check-right-done"),
        ReviewResult::Outdated => t!("library-check-outdated-done"),
        ReviewResult::Updated => t!("library-check-updated-done"),
    };
    Ok(done(&app, &post.path(), &text))
}
