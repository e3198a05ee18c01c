//! `/post/{id}/share`: sharing a thread with a community that its own works together with; and
//! `/c/{name}/shared`: what others share with a community, from where it is read as that community shows it.

use super::front::PER_PAGE;
use super::views::{self, address, community_link};
use super::{find_community, find_post};
use crate::accounts::model::{Person, Viewer};
use crate::app::App;
use crate::communities::model::Community;
use crate::communities::pages::{CommunityHeaderView, framed};
use crate::communities::queries as communities_queries;
use crate::error::{Error, Reason, Result};
use crate::ids::{CommunityId, PostId};
use crate::membership::model::{Link, LinkState};
use crate::membership::pages::community_header;
use crate::membership::queries::linking::list_links;
use crate::membership::queries::standing;
use crate::posts::actions::share_thread;
use crate::posts::model::Post;
use crate::posts::policy;
use crate::posts::queries::sharing::{Share, Shown, list_shared};
use crate::posts::queries::{ThreadRow, list_threads_by_id, sight};
use crate::store::{Conn, Turn};
use crate::web::csrf::CsrfForm;
use crate::web::flash;
use crate::web::layout::{Frame, Now};
use crate::web::page::Page;
use crate::web::paging::{ByNumber, pager};
use crate::web::refusal::Refusal;
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{EmptyView, FieldView, LinkView, OptionView, PagerView, RowView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum_extra::extract::CookieJar;
use serde::Deserialize;

/// Shared threads named on the front page of a community.
const NAMED: usize = 3;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/c/{name}/shared", get(shared_page))
        .route("/post/{id}/share", get(share_form).post(share_submit))
}

/// `with`: the community, as its handle.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ShareForm {
    with: String,
}

#[derive(Template)]
#[template(path = "posts/pages/share.html")]
struct SharePage {
    frame: Frame,
    back: LinkView,
    action: String,
    field: FieldView,
}

/// The communities that somebody may share a thread with. Errors: why they may share it with none.
async fn choices(conn: &mut Conn, app: &App, who: &Person, post: &Post) -> Result<Vec<Community>> {
    let community = communities_queries::find_community(conn, post.community_id).await?;
    if !community.is_local() {
        return Err(Reason::WrongOrigin.into());
    }
    let standing = standing(conn, who, &community, app.now()).await?;
    let mut refusal = Reason::NotLinked;
    let mut ids: Vec<CommunityId> = Vec::new();
    for link in open_links(conn, &community).await? {
        match policy::may_share(&standing, &community, post, Some(&link)) {
            Ok(()) => ids.push(link.other_id),
            Err(reason) => refusal = reason,
        }
    }
    if ids.is_empty() {
        return Err(refusal.into());
    }
    Ok(communities_queries::list_by_id(conn, &ids).await?)
}

async fn open_links(conn: &mut Conn, community: &Community) -> Result<Vec<Link>> {
    let mut links = list_links(conn, community.id()).await?;
    links.retain(|link| link.state == LinkState::Linked);
    Ok(links)
}

fn page(frame: Frame, post: &Post, with: &[Community], chosen: &str) -> SharePage {
    let option = |other: &Community| {
        let label = community_link(other).label;
        let option = OptionView::new(other.handle(), label);
        match other.row.focus.is_empty() {
            true => option,
            false => option.explained(&other.row.focus),
        }
    };
    let options: Vec<OptionView> = with.iter().map(option).collect();
    let first = options.first().map(|option| option.value.clone());
    let chosen = match chosen {
        "" => first.unwrap_or_default(),
        chosen => chosen.to_owned(),
    };
    SharePage {
        frame: frame.unlisted(),
        back: LinkView::new(&post.title, post.path()),
        action: format!("{}/share", post.path()),
        field: FieldView::text("with", t!("posts-share-with"))
            .of_kind("radios")
            .value(chosen)
            .options(options)
            .required(),
    }
}

async fn share_form(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    Path(id): Path<String>,
) -> Result<Page<SharePage>> {
    let mut conn = app.store.read().await?;
    let post = find_post(&mut conn, &who.viewer(), &id).await?;
    let with = choices(&mut conn, &app, &who.person, &post).await?;
    Ok(Page(page(frame, &post, &with, "")))
}

async fn share_submit(
    State(app): State<App>,
    frame: Frame,
    Path(id): Path<String>,
    who: SignedIn,
    CsrfForm(form): CsrfForm<ShareForm>,
) -> Result<Response> {
    let (post, with) = {
        let mut conn = app.store.read().await?;
        let post = find_post(&mut conn, &who.viewer(), &id).await?;
        let with = choices(&mut conn, &app, &who.person, &post).await?;
        (post, with)
    };
    let Some(other) = with.iter().find(|other| other.handle() == form.with) else {
        let error = Error::invalid("with", t!("posts-share-choose"));
        let refusal = Refusal::of(&app, error)?;
        let mut page = page(refusal.framed(frame), &post, &with, "");
        page.field = page.field.with_errors(&refusal.fields);
        return Ok(refusal.answer(page));
    };
    share_thread(&app, &who.person, post.id, other.id()).await?;
    let text = t!("posts-share-done", place = other.title());
    let jar = flash::set(&app, CookieJar::new(), &text);
    Ok((jar, Redirect::to(&post.path())).into_response())
}

/// What moderators do with a thread that is shared with their community.
struct CareView {
    title: String,
    href: String,
    hidden: bool,
}

#[derive(Template)]
#[template(path = "posts/pages/shared.html")]
struct SharedPage {
    frame: Frame,
    header: CommunityHeaderView,
    rows: Vec<RowView>,
    /// For those who look after the community.
    care: Vec<CareView>,
    empty: EmptyView,
    pager: PagerView,
}

async fn shared_page(
    State(app): State<App>,
    frame: Frame,
    who: MaybeSignedIn,
    Path(name): Path<String>,
    Query(asked): Query<ByNumber>,
) -> Result<Page<SharedPage>> {
    let viewer = who.viewer();
    let mut conn = app.store.read().await?;
    let community = find_community(&app, &mut conn, &viewer, &name).await?;
    let sight = sight(&mut conn, &viewer, community.id()).await?;
    if !sight.admits(community.audience()) {
        return Err(Error::NotFound("community"));
    }
    let cares = sight.may_moderate() && community.is_local();
    let shown = if cares { Shown::All } else { Shown::Open };
    let shown = (shown, frame.now.at);
    let found = list_shared(&mut conn, community.id(), shown, asked.turn(), PER_PAGE).await?;
    let threads = threads_of(&mut conn, &viewer, &found.rows).await?;
    let path = format!("{}/shared", community.path());
    let place = &community;
    let care = found.rows.iter().filter(|_| cares).filter_map(|share| {
        let thread = threads.iter().find(|thread| thread.id == share.post_id)?;
        Some(CareView {
            title: thread.title.clone(),
            href: format!("{path}/{}", thread.public_id),
            hidden: share.hidden_at.is_some(),
        })
    });
    Ok(Page(SharedPage {
        care: care.collect(),
        rows: rows(&found.rows, &threads, place, frame.now),
        pager: pager(&path, &found, |share| share.id),
        header: community_header(&app, &mut conn, place, &who, "/shared").await?,
        frame: framed(frame, place).unlisted(),
        empty: EmptyView {
            icon: "people",
            title: t!("posts-shared-none"),
            text: t!("posts-shared-none-text"),
            number: None,
            links: vec![LinkView::new(t!("posts-shared-threads"), place.path())],
        },
    }))
}

async fn threads_of(conn: &mut Conn, viewer: &Viewer, shares: &[Share]) -> Result<Vec<ThreadRow>> {
    let ids: Vec<PostId> = shares.iter().map(|share| share.post_id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(list_threads_by_id(conn, viewer, &ids).await?)
}

/// Those that the community shows, each named by where it lives.
fn rows(shares: &[Share], threads: &[ThreadRow], place: &Community, now: Now) -> Vec<RowView> {
    let open = shares.iter().filter(|share| share.hidden_at.is_none());
    let view = |share: &Share| {
        let thread = threads.iter().find(|thread| thread.id == share.post_id)?;
        let home = &thread.community;
        let host = home
            .home()
            .map_or(String::new(), |host| format!(" @{host}"));
        let row = views::row(thread, now, false);
        Some(RowView {
            href: address(&thread.path(), &[("within", &place.handle())]),
            community: Some(LinkView::new(
                t!(
                    "posts-shared-from",
                    place = format!("{}{host}", home.title())
                ),
                home.path(),
            )),
            pinned: false,
            ..row
        })
    };
    open.filter_map(view).collect()
}

/// The latest that is shared with a community, and whether there is more, for its front page.
pub(super) async fn latest_shared(
    conn: &mut Conn,
    viewer: &Viewer,
    place: &Community,
    now: Now,
) -> Result<(Vec<RowView>, bool)> {
    let shown = (Shown::Open, now.at);
    let found = list_shared(conn, place.id(), shown, Turn::First, NAMED).await?;
    let threads = threads_of(conn, viewer, &found.rows).await?;
    Ok((rows(&found.rows, &threads, place, now), found.later))
}
