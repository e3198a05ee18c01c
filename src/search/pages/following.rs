//! `/search/follow` and `/following/searches`: being told of what is new in a search, for whoever wants that and
//! nobody else to see.

use super::{Asked, SearchPage, address, empty_page};
use crate::app::App;
use crate::error::{Error, Result};
use crate::search::actions::{end_followed, follow_search};
use crate::search::model::{FollowedRow, Listed, Query, as_kept};
use crate::search::policy::{FOLLOWED_MAX, may_follow};
use crate::search::queries::followed::{followed_as, list_followed};
use crate::web::csrf::{CsrfForm, NoFields};
use crate::web::flash::done as told;
use crate::web::layout::{Frame, Now};
use crate::web::page::Page;
use crate::web::session::{MaybeSignedIn, SignedIn};
use crate::web::view::{EmptyView, LinkView, When};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/search/follow", post(search_follow))
        .route("/following/searches", get(searches_show))
        .route("/following/searches/{id}/end", post(search_end))
}

/// What the page of a search offers.
pub(super) struct FollowView {
    pub tab: &'static str,
    /// Whether it is followed already.
    pub followed: bool,
}

/// None for visitors, and for searches that cannot have anything new.
pub(super) async fn offer(
    app: &App,
    user: &MaybeSignedIn,
    asked: &Asked,
    sought: &Query,
    on_replies: bool,
) -> Result<Option<FollowView>> {
    let Some(user) = &user.0 else {
        return Ok(None);
    };
    let listed = match on_replies {
        true => Listed::Replies,
        false => Listed::Threads,
    };
    let typed = as_kept(&asked.q);
    if may_follow(sought, &typed, listed, 0).is_err() {
        return Ok(None);
    }
    let mut conn = app.store.read().await?;
    let known = followed_as(&mut conn, user.person.id(), listed, &typed).await?;
    Ok(Some(FollowView {
        tab: listed.as_str(),
        followed: known.is_some(),
    }))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct FollowForm {
    q: String,
    tab: String,
}

async fn search_follow(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
    CsrfForm(form): CsrfForm<FollowForm>,
) -> Result<Response> {
    let listed = Listed::parse(&form.tab);
    let listed = listed.ok_or_else(|| Error::Bad(t!("search-no-list").into()))?;
    match follow_search(&app, &who.person, &form.q, listed).await {
        Ok(()) => {}
        Err(Error::Invalid(errors)) => {
            let asked = Asked {
                q: form.q,
                tab: form.tab,
                ..Asked::default()
            };
            let page: SearchPage = empty_page(frame, &asked, &Query::default(), &errors);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response());
        }
        Err(error) => return Err(error),
    }
    let said = t!("search-followed-now");
    Ok(told(&app, &path_of(&form.q, listed), &said))
}

fn path_of(typed: &str, listed: Listed) -> String {
    match listed {
        Listed::Threads => address(typed, ""),
        Listed::Replies => address(typed, "&tab=replies"),
    }
}

#[derive(Template)]
#[template(path = "search/pages/following.html")]
struct SearchesPage {
    frame: Frame,
    rows: Vec<LineView>,
    most: usize,
    empty: EmptyView,
}

struct LineView {
    id: i64,
    what: String,
    link: LinkView,
    when: When,
}

async fn searches_show(
    State(app): State<App>,
    frame: Frame,
    who: SignedIn,
) -> Result<Page<SearchesPage>> {
    let now = frame.now;
    let mut conn = app.store.read().await?;
    let rows = list_followed(&mut conn, who.person.id()).await?;
    Ok(Page(SearchesPage {
        frame: frame.unlisted(),
        rows: rows.into_iter().map(|row| line(row, now)).collect(),
        most: FOLLOWED_MAX,
        empty: EmptyView {
            icon: "search",
            title: t!("search-followed-none"),
            text: t!("search-followed-none-text"),
            number: None,
            links: vec![LinkView::new(t!("search-followed-find"), "/search")],
        },
    }))
}

fn line(row: FollowedRow, now: Now) -> LineView {
    LineView {
        id: row.id,
        what: match row.listed {
            Listed::Threads => t!("search-followed-threads"),
            Listed::Replies => t!("search-followed-replies"),
        },
        link: LinkView::new(row.typed.clone(), path_of(&row.typed, row.listed)),
        when: When::new(row.created_at, now),
    }
}

async fn search_end(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    CsrfForm(_): CsrfForm<NoFields>,
) -> Result<Response> {
    let id = id.parse().map_err(|_| Error::NotFound("search"))?;
    end_followed(&app, &who.person, id).await?;
    let said = t!("search-followed-ended");
    Ok(told(&app, "/following/searches", &said))
}
