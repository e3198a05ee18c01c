//! `/settings/written`: what one wrote where one reads no more, to take back and to put back.

use super::front::PER_PAGE;
use super::views::address;
use super::{find_comment, find_post, is_public_id};
use crate::accounts::model::Viewer;
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::queries::list_by_id;
use crate::error::{Error, Result};
use crate::ids::CommunityId;
use crate::posts::model::{Comment, Post};
use crate::posts::queries::left::{
    LeftBehind, list_left_replies, list_left_threads, own_reply, own_thread,
};
use crate::posts::queries::{self, Cursor, Sort};
use crate::store::{Conn, Turn, Window};
use crate::text::excerpt;
use crate::web::flash;
use crate::web::layout::{Frame, Now};
use crate::web::page::Page;
use crate::web::session::SignedIn;
use crate::web::view::{LinkView, PagerView, TabView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;

pub(super) const PATH: &str = "/settings/written";

pub(super) fn routes() -> Router<App> {
    Router::new().route(PATH, get(left_show))
}

/// Where somebody comes from who takes their own words back, or puts them back.
pub(super) struct Way {
    pub back: LinkView,
    /// Whether they read where it stands. Others are shown nothing but their own words.
    reads: bool,
}

impl Way {
    fn inside(title: &str, path: String) -> Self {
        Self {
            back: LinkView::new(title, path),
            reads: true,
        }
    }

    fn outside() -> Self {
        Self {
            back: LinkView::new(t!("posts-left"), PATH),
            reads: false,
        }
    }

    /// Back there. Where the thing itself does not show it, `done` says what was done.
    pub fn answer(&self, app: &App, done: &str) -> Response {
        match self.reads {
            true => Redirect::to(&self.back.href).into_response(),
            false => flash::done(app, PATH, done),
        }
    }
}

/// A thread that somebody takes back or puts back: whoever wrote it may do that also where they read no more.
pub(super) async fn thread_to_take(
    conn: &mut Conn,
    viewer: &Viewer,
    id: &str,
) -> Result<(Post, Way)> {
    match find_post(conn, viewer, id).await {
        Ok(post) => {
            let way = Way::inside(&post.title, post.path());
            Ok((post, way))
        }
        Err(Error::NotFound(what)) if is_public_id(id) => {
            let own = own_thread(conn, viewer, id).await?;
            let own = own.ok_or(Error::NotFound(what))?;
            Ok((own, Way::outside()))
        }
        Err(error) => Err(error),
    }
}

/// The same of a reply.
pub(super) async fn reply_to_take(
    conn: &mut Conn,
    viewer: &Viewer,
    id: &str,
) -> Result<(Comment, Way)> {
    match find_comment(conn, viewer, id).await {
        Ok(reply) => {
            let post = queries::find_post(conn, viewer, reply.post_id).await?;
            let post = post.ok_or(Error::NotFound("thread"))?;
            let way = Way::inside(&post.title, reply.path_on(&post));
            Ok((reply, way))
        }
        Err(Error::NotFound(what)) if is_public_id(id) => {
            let own = own_reply(conn, viewer, id).await?;
            let own = own.ok_or(Error::NotFound(what))?;
            Ok((own, Way::outside()))
        }
        Err(error) => Err(error),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct LeftQuery {
    /// `replies`; else threads.
    show: String,
    after: String,
    before: String,
}

#[derive(Template)]
#[template(path = "posts/pages/left.html")]
struct LeftPage {
    frame: Frame,
    tabs: Vec<TabView>,
    rows: Vec<LeftRow>,
    pager: PagerView,
}

struct LeftRow {
    words: String,
    /// The address of the community, and where one joins it, while it is there.
    place: String,
    join: Option<String>,
    when: When,
    deleted: bool,
    /// What takes it back, or puts it back.
    action: String,
}

async fn left_show(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Query(query): Query<LeftQuery>,
) -> Result<Page<LeftPage>> {
    let viewer = who.viewer();
    let replies = query.show == "replies";
    let turn = Turn::asked(&query.after, &query.before, |at| {
        Cursor::parse(Sort::New, at)
    })?;
    let mut conn = app.store.read().await?;
    let found = match replies {
        true => list_left_replies(&mut conn, &viewer, turn, PER_PAGE).await?,
        false => list_left_threads(&mut conn, &viewer, turn, PER_PAGE).await?,
    };
    let ids: Vec<CommunityId> = found.rows.iter().map(|row| row.community_id).collect();
    let places = list_by_id(&mut conn, &ids).await?;
    drop(conn);
    let (show, kind) = match replies {
        true => ("replies", "comment"),
        false => ("threads", "post"),
    };
    let pager = pager(show, &found);
    let now = frame.now;
    let rows = found.rows.into_iter();
    Ok(Page(LeftPage {
        frame: frame.unlisted(),
        tabs: tabs(replies),
        pager,
        rows: rows.map(|row| view(row, kind, &places, now)).collect(),
    }))
}

fn tabs(replies: bool) -> Vec<TabView> {
    vec![
        TabView::new(t!("posts-profile-threads"), PATH, !replies),
        TabView::new(
            t!("posts-profile-replies"),
            format!("{PATH}?show=replies"),
            replies,
        ),
    ]
}

fn pager(show: &str, page: &Window<LeftBehind>) -> PagerView {
    let link = |field: &str, row: Option<&LeftBehind>| {
        let at = row?.cursor().encode();
        Some(address(PATH, &[("show", show), (field, &at)]))
    };
    PagerView {
        newer: link("before", page.turn_back()),
        older: link("after", page.turn_on()),
    }
}

fn view(row: LeftBehind, kind: &str, places: &[Community], now: Now) -> LeftRow {
    let place = places.iter().find(|place| place.id() == row.community_id);
    let deleted = row.deleted_at.is_some();
    let deed = match deleted {
        true => "undelete",
        false => "delete",
    };
    LeftRow {
        words: excerpt(&row.words, 200),
        place: place.map(Community::handle).unwrap_or_default(),
        join: place
            .filter(|place| place.is_live())
            .map(|place| format!("{}/join", place.path())),
        when: When::new(row.published_at, now),
        deleted,
        action: format!("/{kind}/{}/{deed}", row.public_id),
    }
}
