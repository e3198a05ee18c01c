//! `/following` and `/saved`: for their owner alone.

use super::told;
use crate::app::App;
use crate::error::{Error, Result};
use crate::following::actions::{end_watch, forget};
use crate::following::model::{SavedRow, WatchRow};
use crate::following::queries::{list_saves, list_watches};
use crate::posts::jobs::Followed;
use crate::text::excerpt;
use crate::web::csrf::{CsrfForm, NoFields};
use crate::web::layout::{Frame, Now};
use crate::web::page::Page;
use crate::web::paging::{ByNumber, pager};
use crate::web::session::SignedIn;
use crate::web::view::{EmptyView, LinkView, PagerView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};

const PER_PAGE: usize = 50;
/// Characters of a reply.
const WORDS: usize = 200;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/following", get(following_show))
        .route("/following/{id}/end", post(following_end))
        .route("/saved", get(saved_show))
        .route("/saved/{id}/remove", post(saved_remove))
}

#[derive(Template)]
#[template(path = "following/pages/following.html")]
struct FollowingPage {
    frame: Frame,
    rows: Vec<LineView>,
    empty: EmptyView,
    pager: PagerView,
}

struct LineView {
    id: i64,
    what: String,
    /// None for what can be read no more.
    link: Option<LinkView>,
    place: Option<String>,
}

#[derive(Template)]
#[template(path = "following/pages/saved.html")]
struct SavedPage {
    frame: Frame,
    rows: Vec<SavedView>,
    empty: EmptyView,
    pager: PagerView,
}

struct SavedView {
    id: i64,
    what: String,
    link: Option<LinkView>,
    words: String,
    note: String,
    when: When,
}

async fn following_show(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Query(asked): Query<ByNumber>,
) -> Result<Page<FollowingPage>> {
    let mut conn = app.store.read().await?;
    let found = list_watches(&mut conn, who.person.id(), asked.turn(), PER_PAGE).await?;
    Ok(Page(FollowingPage {
        frame: frame.unlisted(),
        pager: pager("/following", &found, |row| row.id),
        rows: found.rows.into_iter().map(line).collect(),
        empty: EmptyView {
            icon: "bell",
            title: t!("following-none"),
            text: t!("following-none-text"),
            number: None,
            links: vec![LinkView::new(t!("following-find"), "/communities")],
        },
    }))
}

fn line(row: WatchRow) -> LineView {
    LineView {
        id: row.id,
        what: match row.kind {
            Followed::Thread => t!("following-thread"),
            Followed::Tag => t!("following-tag"),
            Followed::Person => t!("following-person"),
        },
        link: row.named.map(|(name, path)| LinkView::new(name, path)),
        place: row.place,
    }
}

fn number(id: &str) -> Result<i64> {
    id.parse().map_err(|_| Error::NotFound("line"))
}

async fn following_end(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    CsrfForm(_): CsrfForm<NoFields>,
) -> Result<Response> {
    end_watch(&app, &who.person, number(&id)?).await?;
    Ok(told(&app, "/following", &t!("following-ended")))
}

async fn saved_show(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Query(asked): Query<ByNumber>,
) -> Result<Page<SavedPage>> {
    let now = frame.now;
    let mut conn = app.store.read().await?;
    let found = list_saves(&mut conn, who.person.id(), asked.turn(), PER_PAGE).await?;
    Ok(Page(SavedPage {
        frame: frame.unlisted(),
        pager: pager("/saved", &found, |row| row.id),
        rows: found.rows.into_iter().map(|row| kept(row, now)).collect(),
        empty: EmptyView {
            icon: "pin",
            title: t!("following-saved-none"),
            text: t!("following-saved-none-text"),
            number: None,
            links: vec![LinkView::new(t!("following-find"), "/communities")],
        },
    }))
}

fn kept(row: SavedRow, now: Now) -> SavedView {
    SavedView {
        id: row.id,
        what: match row.is_reply {
            true => t!("following-saved-reply"),
            false => t!("following-saved-thread"),
        },
        link: row.named.map(|(name, path)| LinkView::new(name, path)),
        words: excerpt(&row.words, WORDS),
        note: row.note,
        when: When::new(row.saved_at, now),
    }
}

async fn saved_remove(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    CsrfForm(_): CsrfForm<NoFields>,
) -> Result<Response> {
    forget(&app, &who.person, number(&id)?).await?;
    Ok(told(&app, "/saved", &t!("following-saved-removed")))
}
